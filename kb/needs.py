"""All needs there are: what visitors recorded, and what initiatives and organisations state."""

from collections.abc import Iterator

from kb.model import Initiative, NeedStatus, OpenNeed
from kb.need_match import Need
from kb.store import StoreReads


def stated_needs(store: StoreReads) -> list[Need]:
    """The needs that initiatives state, then those of organisations, each by id and in their order.

    An initiative's are taken in its own language, else in the first language that has any.
    """
    return [
        *(need for initiative in store.initiatives() for need in _of_initiative(initiative)),
        *(
            Need(text=text, language="und", stated_by=organisation, place=place)
            for organisation in store.organisations()
            for place, text in enumerate(organisation.needs)
        ),
    ]


def recorded_needs(store: StoreReads) -> list[Need]:
    """The needs of visitors that are open, first recorded first. They are not for everybody's eyes."""
    return [need_of(open_need) for open_need in store.open_needs(status=NeedStatus.OPEN)]


def need_of(open_need: OpenNeed) -> Need:
    """What a visitor recorded, as a need to be matched."""
    return Need(text=open_need.text, language=open_need.language, stated_by=open_need)


def _of_initiative(initiative: Initiative) -> Iterator[Need]:
    texts = (initiative.texts(initiative.language), *initiative.translations)
    stating = next((one for one in texts if one.needs), None)
    if stating is not None:
        for place, text in enumerate(stating.needs):
            yield Need(text=text, language=stating.language, stated_by=initiative, place=place)
