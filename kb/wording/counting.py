"""Which organisations and initiatives of an answer are counted, and whether there may be more."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from kb.answer import Answer, Band, RankedInitiative, RankedOrganisation
from kb.model import OrganisationKind, Role
from kb.question.constraints import ActorConstraint, KindConstraint, Question, RoleConstraint

T = TypeVar("T", RankedInitiative, RankedOrganisation)


@dataclass(frozen=True, slots=True)
class Counted(Generic[T]):
    """What answers the question, best first."""

    items: tuple[T, ...]
    is_cut: bool
    """Whether the list it is from was full, so that there may be more."""

    @property
    def is_sure(self) -> bool:
        """Whether one of them is a strong match."""
        return any(item.band == Band.STRONG for item in self.items)

    def __len__(self) -> int:
        return len(self.items)


def is_exact(question: Question) -> bool:
    """Whether what is listed meets all that was asked, whatever its band."""
    return question.is_only_constraints and bool(question.certain)


def asked_kinds(question: Question) -> frozenset[OrganisationKind]:
    """The kinds of organisation that the question certainly asks for."""
    kinds = [c for c in question.certain if isinstance(c, KindConstraint) and not c.is_excluded]
    return frozenset(kind for constraint in kinds for kind in constraint.kinds)


def asked_roles(question: Question) -> frozenset[Role]:
    """The roles of the organisations that the question certainly asks for."""
    roles = [c for c in question.certain if isinstance(c, RoleConstraint)]
    return frozenset(role for constraint in roles for role in constraint.roles)


def counted_initiatives(answer: Answer, top: int) -> Counted[RankedInitiative]:
    """Those that are more than weak matches; where the question names somebody, only theirs."""
    counted = _counted(answer.initiatives, answer, top)
    theirs = _initiatives_of_the_named(answer)
    kept = [ranked for ranked in counted.items if theirs is None or ranked.initiative.id in theirs]
    return Counted(tuple(kept), counted.is_cut)


def counted_organisations(answer: Answer, top: int) -> Counted[RankedOrganisation]:
    """Those that are more than weak matches and of the kind and role asked for, each with its evidence.

    Where the question names somebody, only what they do in the initiatives of the named is evidence.
    """
    counted = _counted(answer.organisations, answer, top)
    theirs = _initiatives_of_the_named(answer)
    kinds, roles = asked_kinds(answer.question), asked_roles(answer.question)
    kept = [
        ranked
        for ranked in (_within(theirs, ranked) for ranked in counted.items)
        if ranked.evidence
        and (not kinds or ranked.organisation.kind in kinds)
        and (not roles or any(roles & set(evidence.roles) for evidence in ranked.evidence))
    ]
    return Counted(tuple(kept), counted.is_cut)


def _initiatives_of_the_named(answer: Answer) -> frozenset[str] | None:
    """Ids of those listed in which all take part whom the question names, as far as the best one shows it.

    None where nobody is named, or where the best initiative is none of theirs: then the name may be beside
    the point. A named actor that is certain has filtered the initiatives already.
    """
    if not answer.initiatives:
        return None
    exact = [c.key for c in answer.question.doubtful if isinstance(c, ActorConstraint) and c.is_exact]
    named = set(exact) & set(answer.initiatives[0].met)
    if not named:
        return None
    return frozenset(ranked.initiative.id for ranked in answer.initiatives if named <= set(ranked.met))


def _within(initiative_ids: frozenset[str] | None, ranked: RankedOrganisation) -> RankedOrganisation:
    if initiative_ids is None:
        return ranked
    kept = tuple(one for one in ranked.evidence if one.initiative.id in initiative_ids)
    return ranked.model_copy(update={"evidence": kept})


def _counted(ranked: Sequence[T], answer: Answer, top: int) -> Counted[T]:
    kept = [one for one in ranked if is_exact(answer.question) or one.band != Band.WEAK]
    return Counted(tuple(kept), is_cut=len(ranked) >= top and len(kept) == len(ranked))
