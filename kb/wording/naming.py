"""Names of organisations and initiatives, linked to their evidence."""

from collections.abc import Collection, Mapping, Sequence

from kb.answer import RankedOrganisation
from kb.model import Initiative
from kb.question import labels
from kb.wording.phrases import Phrases
from kb.wording.sentences import Part, Parts, plain

NAMED = 4
"""At most so many are named, one less where there are more: ``five, among them A, B and C``."""


def first_few(count: int) -> int:
    """How many of `count` are named."""
    return count if count <= NAMED else NAMED - 1


def introduced(parts: Parts, *, are_all: bool, phrases: Phrases, some: str = "some") -> Parts:
    """A list, after a colon, or after ``among them`` (the phrase `some`) where it is not whole."""
    return (*plain(phrases.text("introduction", "all" if are_all else some)), *parts)


def linked_initiative(initiative: Initiative, phrases: Phrases) -> Parts:
    """Its title in quotation marks, in the language of the phrases where it has one."""
    title = " ".join(initiative.texts(phrases.language).title.split())
    link = Part(text=title, kind="initiative", id=initiative.id, evidence_id=initiative.id)
    return phrases.quoted((link,))


def linked_organisation(organisation_id: str, name: str, evidence_id: str | None) -> Parts:
    """Its name as the record writes it."""
    text = " ".join(name.split())
    return (Part(text=text, kind="organisation", id=organisation_id, evidence_id=evidence_id),)


def initiative_with_role(initiative: Initiative, role: str | None, phrases: Phrases) -> Parts:
    """``“Masks” (manufacturer)``; without a role that has a name, the initiative alone."""
    title = linked_initiative(initiative, phrases)
    if role is None or not phrases.has("member", role):
        return title
    return phrases.say("together", "item", initiative=title, role=labels.role(role, phrases.language))


def organisations_by_initiative(
    organisations: Sequence[RankedOrganisation], asked: Collection[str], phrases: Phrases
) -> Parts:
    """Each with its role in its best initiative, those of one initiative together.

    Args:
        organisations: each with evidence.
        asked: roles the question asks for; an initiative in which one is held goes before the others.
        phrases: of the language to say it in.
    """
    groups: dict[str, tuple[Initiative, dict[str, list[Parts]]]] = {}
    for ranked in organisations:
        held = [e for e in ranked.evidence if set(asked) & set(e.roles)]
        best = [*held, *ranked.evidence][0]
        role = next((role for role in best.roles if role in asked), next(iter(best.roles), ""))
        name = linked_organisation(ranked.organisation.id, ranked.organisation.name, best.initiative.id)
        _, by_role = groups.setdefault(best.initiative.id, (best.initiative, {}))
        by_role.setdefault(role, []).append(name)
    said = [
        phrases.say(
            "together",
            "group",
            members=_in_their_roles(by_role, phrases),
            initiative=linked_initiative(initiative, phrases),
        )
        for initiative, by_role in groups.values()
    ]
    return phrases.separated(said)


def organisation_alone(ranked: RankedOrganisation, count: int, phrases: Phrases) -> Parts:
    """One organisation of `count` initiatives: those of its evidence, with its role in each."""
    name = linked_organisation(
        ranked.organisation.id, ranked.organisation.name, ranked.evidence[0].initiative.id
    )
    items = [
        initiative_with_role(evidence.initiative, next(iter(evidence.roles), None), phrases)
        for evidence in ranked.evidence
    ]
    way = "alone_all" if count <= len(items) else "alone_some"
    return phrases.say("together", way, organisation=name, initiatives=phrases.listed(items))


def _in_their_roles(by_role: Mapping[str, Sequence[Parts]], phrases: Phrases) -> Parts:
    """``A as lead and B as a partner``, ``A as lead, B and C as partners``."""
    # Last those whose role has no name, or they would seem to share the next one's.
    ordered = sorted(by_role.items(), key=lambda held: not phrases.has("member", held[0]))
    told = [_in_role(role, names, phrases) for role, names in ordered]
    if all(len(names) == 1 for names in by_role.values()):
        return phrases.listed(told)
    return tuple(part for place, one in enumerate(told) for part in (*plain(", " if place else ""), *one))


def _in_role(role: str, names: Sequence[Parts], phrases: Phrases) -> Parts:
    listed = phrases.listed(names)
    is_known = phrases.has("member", role)
    return phrases.count(len(names), "member", role, organisations=listed) if is_known else listed
