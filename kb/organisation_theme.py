"""What one organisation does within one theme, with whom, and who else works on it."""

from collections import defaultdict
from collections.abc import Iterable

from kb.answer import Participant
from kb.model import WORKING_ROLES, Organisation, PartialDate, Record, Theme
from kb.participants import participants_of
from kb.store import StoreReads
from kb.themes import with_narrower
from kb.themes_over_time import dates
from kb.views import InitiativeInvolvement, involvements

MOST_OTHERS = 20
"""Other organisations of a theme that are named; the rest are counted."""


class ThemeInitiative(InitiativeInvolvement):
    """An initiative of the theme in which the organisation takes part, and with whom."""

    others: tuple[Participant, ...]
    """The other participants, organisations before people."""


class ThemeWorker(Record):
    """Another organisation that works on the theme."""

    organisation: Organisation
    initiative_count: int
    """Initiatives of the theme in which it has a role other than funder."""
    shared_count: int
    """In how many of these the organisation of the view takes part too."""


class OrganisationThemeView(Record):
    """One organisation within one theme, which includes all that is narrower."""

    organisation: Organisation
    theme: Theme
    narrower: tuple[Theme, ...]
    """Narrower themes, at any depth, that its initiatives carry."""
    initiatives: tuple[ThemeInitiative, ...]
    """Latest start first; none where it takes part in no initiative of this theme."""
    first_date: PartialDate | None
    last_date: PartialDate | None
    """The earliest and the latest date that is recorded of these initiatives."""
    theme_initiative_count: int
    """Initiatives of the theme, whoever takes part."""
    others: tuple[ThemeWorker, ...]
    """The others who work most on it: by initiatives, then by name; at most twenty."""
    other_count: int
    """How many others work on it."""


def view_organisation_theme(store: StoreReads, organisation_id: str, theme_id: str) -> OrganisationThemeView:
    """This organisation within this theme; NotFound where either does not exist."""
    organisation, theme = store.organisation(organisation_id), store.theme(theme_id)
    themes = store.themes()
    included = with_narrower(themes)[theme_id]
    initiatives = store.initiatives(set[str]().union(*store.initiative_ids_by_theme(included).values()))
    participants = participants_of(store, [initiative.id for initiative in initiatives])
    own = involvements(store, organisation_id, initiatives)
    taken_part = [involvement.initiative for involvement in own]
    carried = {one for initiative in taken_part for one in initiative.themes} & (included - {theme_id})
    others = _workers(participants, organisation_id, {initiative.id for initiative in taken_part})
    first, last = dates(taken_part)
    return OrganisationThemeView(
        organisation=organisation,
        theme=theme,
        narrower=tuple(one for one in themes if one.id in carried),
        initiatives=tuple(
            ThemeInitiative(
                **dict(involvement),
                others=_without(organisation_id, participants.get(involvement.initiative.id, ())),
            )
            for involvement in own
        ),
        first_date=first,
        last_date=last,
        theme_initiative_count=len(initiatives),
        others=others[:MOST_OTHERS],
        other_count=len(others),
    )


def _without(organisation_id: str, participants: Iterable[Participant]) -> tuple[Participant, ...]:
    return tuple(
        p for p in participants if p.actor.id != organisation_id or not isinstance(p.actor, Organisation)
    )


def _workers(
    participants: dict[str, tuple[Participant, ...]], organisation_id: str, own: set[str]
) -> tuple[ThemeWorker, ...]:
    organisations: dict[str, Organisation] = {}
    worked_on = defaultdict[str, set[str]](set)
    for initiative_id, group in participants.items():
        for participant in group:
            if (
                isinstance(participant.actor, Organisation)
                and participant.participation.role in WORKING_ROLES
            ):
                organisations[participant.actor.id] = participant.actor
                worked_on[participant.actor.id].add(initiative_id)
    organisations.pop(organisation_id, None)
    ordered = sorted(organisations.values(), key=lambda o: (-len(worked_on[o.id]), o.name.casefold(), o.id))
    return tuple(
        ThemeWorker(
            organisation=one,
            initiative_count=len(worked_on[one.id]),
            shared_count=len(worked_on[one.id] & own),
        )
        for one in ordered
    )
