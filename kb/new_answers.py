"""What an index that was built anew has to tell those who wait for an answer."""

from collections.abc import Collection, Iterable, Mapping

from kb.documents import offering_organisation
from kb.match_choice import RecordIds, answered_through, stated_by
from kb.model import Initiative, Organisation, Record
from kb.need_match import NeedMatch


class NewAnswers(Record):
    """What initiatives and organisations that are new or other in the index have to do with needs."""

    initiative_count: int
    """How many of these initiatives answer a need."""
    organisation_count: int
    """How many of these organisations do, by what they offer."""
    need_count: int
    """How many needs they answer together."""
    stated_count: int
    """How many needs that these initiatives state are answered, by anybody."""
    since: str | None
    """A day, ISO 8601, from which on these initiatives and organisations were changed."""


def new_answers(
    matches: Collection[NeedMatch],
    document_ids: Iterable[str],
    initiative_days: Mapping[str, str],
    organisation_days: Mapping[str, str],
) -> NewAnswers:
    """What the initiatives and organisations of these documents, new or other than before, answer.

    Args:
        matches: of all needs.
        document_ids: of the index.
        initiative_days: id → day of the last change.
        organisation_days: the same.
    """
    changed = _records_of(document_ids)
    answered = answered_through(matches, changed)
    stated = [match for match in stated_by(matches, changed) if match.offers]
    by = [offer.by for match in answered for offer in match.offers]
    initiatives = {one.id for one in by if isinstance(one, Initiative)}
    organisations = {one.id for one in by if isinstance(one, Organisation)}
    stating = {str(match.need.stated_by.id) for match in stated}
    days = [
        *(initiative_days.get(id_, "") for id_ in initiatives | stating),
        *(organisation_days.get(id_, "") for id_ in organisations),
    ]
    return NewAnswers(
        initiative_count=len(initiatives),
        organisation_count=len(organisations),
        need_count=len(answered),
        stated_count=len(stated),
        since=min(filter(None, days), default=None),
    )


def _records_of(document_ids: Iterable[str]) -> RecordIds:
    owners = {one: offering_organisation(one) for one in document_ids}
    return RecordIds(
        initiatives={one for one, organisation_id in owners.items() if organisation_id is None},
        organisations=set(filter(None, owners.values())),
    )
