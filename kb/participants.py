"""Who takes part in initiatives, read in one call for all of them."""

from collections import defaultdict
from collections.abc import Iterable

from kb.answer import Participant
from kb.model import ROLE_ORDER, Organisation
from kb.store import StoreReads


def participants_of(
    store: StoreReads, initiative_ids: Iterable[str] | None = None
) -> dict[str, tuple[Participant, ...]]:
    """Initiative id → its participants: organisations in the order of their role, then people.

    Without `initiative_ids`, those of every initiative. Initiatives without participants are left out.
    """
    participations = store.participations(initiative_ids=initiative_ids)
    organisation_ids = {p.actor_id for p in participations if p.actor_type == "organisation"}
    person_ids = {p.actor_id for p in participations if p.actor_type == "person"}
    actors = {("organisation", a.id): a for a in store.organisations(organisation_ids)} | {
        ("person", a.id): a for a in store.people(person_ids)
    }
    by_initiative = defaultdict(list)
    for participation in participations:
        actor = actors[participation.actor_type, participation.actor_id]
        by_initiative[participation.initiative_id].append(
            Participant(actor=actor, participation=participation)
        )
    return {key: tuple(sorted(group, key=_place)) for key, group in by_initiative.items()}


def organisations_among(participants: Iterable[Participant]) -> dict[str, Organisation]:
    """Id → organisation, each once, in the order of `participants`."""
    return {one.actor.id: one.actor for one in participants if isinstance(one.actor, Organisation)}


def _place(participant: Participant) -> tuple[bool, int, str, str]:
    participation = participant.participation
    return (
        participation.actor_type == "person",
        ROLE_ORDER.index(participation.role),
        participant.actor.name.casefold(),
        participant.actor.id,
    )
