"""Records in the order and the groups in which pages show them."""

from collections.abc import Iterable
from dataclasses import dataclass

from kb.answer import Evidence, Participant
from kb.model import ROLE_ORDER, Initiative, Organisation, Person, Translation
from kb.need_match import Need
from kb.views import InitiativeInvolvement, PersonView
from kb.wording import band_explanation, band_label, why
from web.highlighting import excerpt, segments
from web.wording import beginning, texts

CARD_LENGTH = 400
"""Characters of evidence and description that stand well beside three participants."""
_WORTH_SHOWING = 80


@dataclass(frozen=True, slots=True)
class Involvement:
    """An initiative under one role of an organisation, with its other roles there."""

    initiative: Initiative
    other_roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PersonAppearances:
    """A person and the initiatives in which a source names that person."""

    person: Person
    job_titles: tuple[str, ...]
    initiative_ids: tuple[str, ...]


def participants_by_role(participants: Iterable[Participant]) -> list[tuple[str, list[Participant]]]:
    """Organisations grouped by role, leads first; empty groups are left out."""
    found = [p for p in participants if isinstance(p.actor, Organisation)]
    groups = [(role.value, [p for p in found if p.participation.role == role]) for role in ROLE_ORDER]
    return [(role, members) for role, members in groups if members]


def people(participants: Iterable[Participant]) -> list[Participant]:
    """The people among `participants`."""
    return [p for p in participants if isinstance(p.actor, Person)]


@dataclass(frozen=True, slots=True)
class Who:
    """An organisation of an initiative with all its roles there."""

    organisation: Organisation
    roles: tuple[str, ...]


def who(participants: Iterable[Participant]) -> list[Who]:
    """Each organisation once, in the given order, with its roles."""
    roles: dict[str, list[str]] = {}
    organisations: dict[str, Organisation] = {}
    for participant in participants:
        if isinstance(participant.actor, Organisation):
            organisations[participant.actor.id] = participant.actor
            roles.setdefault(participant.actor.id, []).append(participant.participation.role.value)
    return [Who(organisations[key], tuple(dict.fromkeys(held))) for key, held in roles.items()]


def involvements_by_role(
    involvements: Iterable[InitiativeInvolvement],
) -> list[tuple[str, list[Involvement]]]:
    """Initiatives under the first (most important) role of the organisation in each, leads first."""
    groups: dict[str, list[Involvement]] = {}
    for involvement in involvements:
        held = {participation.role for participation in involvement.participations}
        roles = [role.value for role in ROLE_ORDER if role in held]
        if roles:
            groups.setdefault(roles[0], []).append(Involvement(involvement.initiative, tuple(roles[1:])))
    return [(role.value, groups[role.value]) for role in ROLE_ORDER if role.value in groups]


def appearances(views: Iterable[PersonView]) -> list[PersonAppearances]:
    """Each person once, in the given order."""
    by_person: dict[str, list[PersonView]] = {}
    for view in views:
        by_person.setdefault(view.person.id, []).append(view)
    return [
        PersonAppearances(
            group[0].person,
            tuple(dict.fromkeys(view.job_title for view in group if view.job_title)),
            tuple(dict.fromkeys(view.initiative_id for view in group)),
        )
        for group in by_person.values()
    ]


def context(evidence: Evidence, shown: Translation) -> str:
    """The beginning of the description, where `evidence` leaves room for it, and without what that says.

    Args:
        evidence: what stands above it.
        shown: the initiative's texts in the page's language.
    """
    room = CARD_LENGTH - len(evidence.text)
    text = shown.description
    if evidence.field == "description" and evidence.language == shown.language:
        text = text[: evidence.start]
    return beginning(text, length=room) if room >= _WORTH_SHOWING else ""


@dataclass(frozen=True, slots=True)
class NeedInWords:
    """A need as a page shows it."""

    text: str
    language: str


def need_in_words(need: Need) -> NeedInWords:
    """The need in the page's language where who states it gives it in that too, else as it is matched."""
    if isinstance(need.stated_by, Initiative):
        shown = texts(need.stated_by)
        if len(shown.needs) == len(need.stated_by.needs) > need.place:
            return NeedInWords(shown.needs[need.place], shown.language)
    return NeedInWords(need.text, need.language)


def is_initiative(record: object) -> bool:
    """Whether it is an initiative, and not an organisation."""
    return isinstance(record, Initiative)


FOR_TEMPLATES = (
    people,
    who,
    context,
    need_in_words,
    is_initiative,
    appearances,
    segments,
    excerpt,
    why,
    band_label,
    band_explanation,
)
"""Functions every template may call by name."""
