"""The answer about one organisation or person whom the question names."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kb.answer import Answer, Participant, RankedInitiative
from kb.model import Role
from kb.names import fold
from kb.question.constraints import ActorConstraint, Question
from kb.wording.counting import counted_initiatives
from kb.wording.naming import NAMED, first_few, initiative_with_role, introduced, linked_organisation
from kb.wording.phrases import Phrases
from kb.wording.sentences import Parts, plain, text_of

_VERBS: dict[tuple[Role, ...], str] = {(Role.LEAD,): "lead", (Role.FUNDER,): "fund"}


@dataclass(frozen=True, slots=True)
class _Involvement:
    """An initiative in which the named actor takes part, and as whom."""

    ranked: RankedInitiative
    own: tuple[Participant, ...]


def about_the_named(answer: Answer, phrases: Phrases, top: int) -> Parts:
    """Its initiatives with its role in each, then who else takes part; nothing where nobody is named.

    Empty too where the question names several actors, or where none of its initiatives is listed.
    """
    actor = _only_actor(answer)
    if actor is None:
        return ()
    is_all = _is_all_asked(actor, answer.question)
    counted = counted_initiatives(answer, top)
    involved = [*_involvements(actor, answer.initiatives if is_all else counted.items)]
    if not involved:
        return ()
    total = _total(actor, answer) if is_all else None
    count = total or len(involved)
    shown = involved[: first_few(count)]
    is_full = len(answer.initiatives) >= top if is_all else counted.is_cut
    is_cut = total is None and (is_full or not actor.is_certain)
    heading = phrases.count(
        count, "named", _way(actor, answer), is_at_least=is_cut, actor=_name(actor, involved)
    )
    items = [_item(one, phrases) for one in shown]
    listed = introduced(phrases.listed(items), are_all=len(shown) == count, phrases=phrases)
    beside = _beside(actor, shown, phrases, are_all=len(shown) == count)
    return phrases.in_a_row([(*heading, *listed, *plain(".")), *([beside] if beside else [])])


def _only_actor(answer: Answer) -> ActorConstraint | None:
    """The one organisation or person that initiatives were filtered by, or that is all the question names."""
    actors = [c for c in answer.question.constraints if isinstance(c, ActorConstraint)]
    certain = [actor for actor in actors if actor.is_certain]
    if len(certain or actors) != 1:
        return None
    [actor] = certain or actors
    is_meant = actor.is_certain or (actor.is_exact and _is_all_asked(actor, answer.question))
    return actor if is_meant and (actor.organisation_ids or actor.person_ids) else None


def _is_all_asked(actor: ActorConstraint, question: Question) -> bool:
    """Whether the question has no other constraint, and no topic but the name."""
    said = fold(question.text[actor.start : actor.end])
    return len(question.constraints) == 1 and fold(question.topic) in said


def _involvements(actor: ActorConstraint, listed: Iterable[RankedInitiative]) -> Iterable[_Involvement]:
    ids = {*actor.organisation_ids, *actor.person_ids}
    roles = actor.roles if actor.are_roles_certain else ()
    for ranked in listed:
        own = tuple(
            participant
            for participant in ranked.participants
            if participant.actor.id in ids and (not roles or participant.participation.role in roles)
        )
        if own:
            yield _Involvement(ranked, own)


def _way(actor: ActorConstraint, answer: Answer) -> str:
    if not actor.organisation_ids:
        return "person"
    if actor.are_roles_certain and actor.roles in _VERBS:
        return _VERBS[actor.roles]
    is_here = answer.question.is_only_constraints or _is_all_asked(actor, answer.question)
    return "here" if is_here else "topic"


def _total(actor: ActorConstraint, answer: Answer) -> int | None:
    """How many initiatives it takes part in, in any role, where the answer holds that."""
    if actor.roles:
        return None
    ids = {*actor.organisation_ids, *actor.person_ids}
    counts = [o.initiative_count for o in answer.organisations if ids == {o.organisation.id}]
    return counts[0] if counts else None


def _name(actor: ActorConstraint, involved: Sequence[_Involvement]) -> Parts:
    """The one that takes part; where parts of it or others of that name do too, the name that was asked."""
    taking_part = {own.actor.id: (own, one.ranked) for one in reversed(involved) for own in reversed(one.own)}
    asked = [pair for pair in taking_part.values() if pair[0].actor.name == actor.name]
    meant = asked if len(taking_part) > 1 else list(taking_part.values())
    if not meant:
        return plain(actor.name)
    participant, ranked = meant[-1]
    if participant.participation.actor_type == "person":
        return plain(participant.actor.name)
    return linked_organisation(participant.actor.id, participant.actor.name, ranked.initiative.id)


def _item(one: _Involvement, phrases: Phrases) -> Parts:
    is_person = one.own[0].participation.actor_type == "person"
    role = None if is_person else one.own[0].participation.role
    return initiative_with_role(one.ranked.initiative, role, phrases)


def _beside(
    actor: ActorConstraint, shown: Sequence[_Involvement], phrases: Phrases, *, are_all: bool
) -> Parts:
    """Who else takes part in the initiatives that were named; `are_all` where none was left unnamed."""
    ids = {*actor.organisation_ids, *actor.person_ids}
    others: dict[str, Parts] = {}
    for one in shown:
        for other in one.ranked.participants:
            if other.participation.actor_type == "organisation" and other.actor.id not in ids:
                link = linked_organisation(other.actor.id, other.actor.name, one.ranked.initiative.id)
                others.setdefault(other.actor.id, link)
    if not others:
        return ()
    named = list(others.values())[: first_few(len(others))]
    way = "all" if are_all and len(others) <= NAMED else "some"
    # Commas between names that hold some would part them anew.
    have_commas = any("," in text_of(name) for name in named)
    listed = phrases.separated(named) if have_commas else phrases.listed(named)
    return phrases.count(len(others), "beside", way, organisations=listed)
