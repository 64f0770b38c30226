"""Which organisations and initiatives of an answer are counted, and whether there may be more."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from kb.answer import Answer, Band, RankedInitiative, RankedOrganisation
from kb.model import OrganisationKind, Role
from kb.question.constraints import KindConstraint, Question, RoleConstraint

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
    """Those that are more than weak matches."""
    return _counted(answer.initiatives, answer, top)


def counted_organisations(answer: Answer, top: int) -> Counted[RankedOrganisation]:
    """Those that are more than weak matches and of the kind and role asked for, each with its evidence."""
    counted = _counted(answer.organisations, answer, top)
    kinds, roles = asked_kinds(answer.question), asked_roles(answer.question)
    kept = [
        ranked
        for ranked in counted.items
        if ranked.evidence
        and (not kinds or ranked.organisation.kind in kinds)
        and (not roles or any(roles & set(evidence.roles) for evidence in ranked.evidence))
    ]
    return Counted(tuple(kept), counted.is_cut)


def _counted(ranked: Sequence[T], answer: Answer, top: int) -> Counted[T]:
    kept = [one for one in ranked if is_exact(answer.question) or one.band != Band.WEAK]
    return Counted(tuple(kept), is_cut=len(ranked) >= top and len(kept) == len(ranked))
