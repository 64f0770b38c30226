"""Which initiatives and organisations meet the constraints of a question; exact and complete, by masks.

What a question says of the organisations it asks for (their kind, place and role) must hold for one and
the same participation: ``PME à Liège`` is one organisation that is small and in Liège.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from kb.model import WORKING_ROLES, Role
from kb.question.columns import Columns, Mask
from kb.question.constraints import (
    ActorConstraint,
    Constraint,
    KindConstraint,
    PeriodConstraint,
    PlaceConstraint,
    Question,
    RoleConstraint,
    StatusConstraint,
    ThemeConstraint,
)

_C = TypeVar("_C")


@dataclass(frozen=True, slots=True)
class Allowed:
    """What may be answered; None where nothing is excluded."""

    initiative_ids: frozenset[str] | None = None
    organisation_ids: frozenset[str] | None = None
    """Organisations that are what the question asks for, in an allowed initiative."""

    @property
    def is_empty(self) -> bool:
        """Whether the certain constraints leave no initiative at all."""
        return self.initiative_ids is not None and not self.initiative_ids

    def within(self, other: "Allowed") -> "Allowed":
        """What both allow."""
        return Allowed(
            _both(self.initiative_ids, other.initiative_ids),
            _both(self.organisation_ids, other.organisation_ids),
        )


EVERYTHING = Allowed()
"""Nothing is excluded."""


@dataclass(frozen=True, slots=True)
class Preferences:
    """The share of the doubtful constraints that is met, above 0 to 1; what is missing meets none."""

    initiatives: Mapping[str, float]
    organisations: Mapping[str, float]


def allowed(question: Question, columns: Columns) -> Allowed:
    """What meets every certain constraint of `question`.

    Constraints of one type are alternatives (``in Liège or Namur``), except open periods and excluded
    kinds; those of different types must all hold. Organisations are restricted only where the question
    says of what kind or role they are: ``masks in Liège`` may be made by someone from elsewhere.
    """
    certain = question.certain
    masks = [*_of_the_initiative(certain, columns), *_of_actors(certain, columns)]
    rows = _rows(certain, columns)
    if rows is not None:
        masks.append(columns.initiatives_of(rows) | _told_only(certain, columns))
    if not masks:
        return Allowed()
    initiatives = np.logical_and.reduce(masks)
    organisations = None
    if rows is not None and _says_who(certain):
        kept = rows & columns.rows_of(initiatives)
        organisations = frozenset(columns.organisation_ids[columns.organisations_of(kept)])
    return Allowed(frozenset(columns.initiative_ids[initiatives]), organisations)


def allowed_partners(conditions: Question, columns: Columns) -> Allowed:
    """The organisations that meet every certain constraint, and the initiatives that speak for them.

    Other than in a question, all that is said is said of the organisation: ``in Liège`` is where it is.
    """
    if not conditions.certain:
        return Allowed()
    of_initiatives = [*_of_the_initiative(conditions.certain, columns)]
    rows = _rows(conditions.certain, columns)
    if rows is None:
        rows = columns.with_roles(WORKING_ROLES)
    for mask in of_initiatives:
        rows &= columns.rows_of(mask)
    return Allowed(
        frozenset(columns.initiative_ids[columns.initiatives_of(rows)]),
        frozenset(columns.organisation_ids[columns.organisations_of(rows)]),
    )


def preferences(question: Question, columns: Columns) -> Preferences:
    """How much of the doubtful constraints of `question` each initiative and organisation meets.

    A role that is only asked for (``who makes``) says which of the organisations is meant, and nothing of
    the initiatives: most have someone who leads, and many someone who makes.
    """
    softer = [c for c in question.certain if _is_softly_meant(c, question.certain)]
    wanted = [*question.doubtful, *softer]
    initiatives = columns.no_initiative().astype(np.float64)
    organisations = columns.no_organisation().astype(np.float64)
    of_initiatives = sum(_describes_initiatives(constraint) for constraint in wanted)
    for constraint in wanted:
        by_initiative, by_organisation = _meeting(constraint, columns)
        if _describes_initiatives(constraint):
            initiatives += by_initiative / of_initiatives
        organisations += by_organisation / len(wanted)
    return Preferences(
        _positive(columns.initiative_ids, initiatives), _positive(columns.organisation_ids, organisations)
    )


def met_by(question: Question, initiative_ids: Iterable[str], columns: Columns) -> dict[str, tuple[str, ...]]:
    """Initiative id → keys of the constraints, certain or not, that it meets, in the order they were said."""
    masks = {c.key: _meeting(c, columns)[0] for c in question.constraints}
    return {
        id_: tuple(key for key, mask in masks.items() if columns.holds(mask, id_)) for id_ in initiative_ids
    }


def unmet(question: Question, columns: Columns) -> tuple[str, ...]:
    """Keys of the certain constraints that no initiative meets, whatever else it meets.

    Constraints of one type are alternatives: where one of them is met, none of that type is told.
    """
    met = {c.type for c in question.certain if _meeting(c, columns)[0].any()}
    return tuple(c.key for c in question.certain if c.type not in met)


def _both(one: frozenset[str] | None, other: frozenset[str] | None) -> frozenset[str] | None:
    if one is None or other is None:
        return other if one is None else one
    return one & other


def _of_the_initiative(certain: Sequence[Constraint], columns: Columns) -> Iterable[Mask]:
    statuses = {status for c in _of(certain, StatusConstraint) for status in c.statuses}
    if statuses:
        yield columns.with_statuses(statuses)
    periods = _of(certain, PeriodConstraint)
    closed = [columns.within(period) for period in periods if period.first and period.last]
    yield from (columns.within(period) for period in periods if not (period.first and period.last))
    if closed:
        yield np.logical_or.reduce(closed)


def _of_actors(certain: Sequence[Constraint], columns: Columns) -> Iterable[Mask]:
    """One mask for each thing the named actors were said to do: led by A or B, and funded by C."""
    by_roles: dict[tuple[Role, ...], Mask] = {}
    for actor in _of(certain, ActorConstraint):
        met = _initiatives_of(actor, columns, is_strict=actor.are_roles_certain)
        by_roles[actor.roles] = met | by_roles.get(actor.roles, columns.no_initiative())
    return by_roles.values()


def _rows(certain: Sequence[Constraint], columns: Columns) -> Mask | None:
    """The participations that meet kind, place and role together; None without such constraints."""
    kinds, places, roles = (
        _of(certain, KindConstraint),
        _of(certain, PlaceConstraint),
        _of(certain, RoleConstraint),
    )
    if not (kinds or places or roles):
        return None
    rows = columns.every_row()
    wanted = {kind for c in kinds if not c.is_excluded for kind in c.kinds}
    excluded = {kind for c in kinds if c.is_excluded for kind in c.kinds}
    if wanted:
        rows &= columns.of_kinds(wanted)
    if excluded:
        rows &= ~columns.of_kinds(excluded)
    if places:
        rows &= np.logical_or.reduce([columns.seated(place) for place in places])
    held = {role for c in roles for role in c.roles}
    if held or not kinds:
        rows &= columns.with_roles(held or WORKING_ROLES)
    return rows


def _told_only(certain: Sequence[Constraint], columns: Columns) -> Mask:
    """Where a place was said of nobody in particular: the initiatives whose own text names it."""
    if _says_who(certain):
        return columns.no_initiative()
    masks = [columns.told(place) for place in _of(certain, PlaceConstraint)]
    told = columns.no_initiative()
    for mask in masks:
        told |= mask
    return told


def _says_who(certain: Sequence[Constraint]) -> bool:
    return bool(_of(certain, KindConstraint) or _of(certain, RoleConstraint))


def _is_softly_meant(constraint: Constraint, certain: Sequence[Constraint]) -> bool:
    """Certain of the initiative, and a preference besides: the role of an actor, where organisations are."""
    if isinstance(constraint, ActorConstraint):
        return bool(constraint.roles) and not constraint.are_roles_certain
    return isinstance(constraint, PlaceConstraint) and not _says_who(certain)


def _describes_initiatives(constraint: Constraint) -> bool:
    return not isinstance(constraint, RoleConstraint) or constraint.is_of_initiatives


def _meeting(constraint: Constraint, columns: Columns) -> tuple[Mask, Mask]:
    """The initiatives and the organisations that meet one constraint."""
    match constraint:
        case StatusConstraint():
            return columns.with_statuses(constraint.statuses), columns.no_organisation()
        case PeriodConstraint():
            return columns.dated(columns.within(constraint)), columns.no_organisation()
        case ThemeConstraint():
            return columns.themed(constraint.theme_ids), columns.no_organisation()
        case ActorConstraint():
            rows = columns.of_organisations(constraint.organisation_ids)
            return _initiatives_of(constraint, columns, is_strict=True), columns.organisations_of(rows)
        case PlaceConstraint():
            rows = columns.seated(constraint)
            by_initiative = columns.initiatives_of(rows & columns.with_roles(WORKING_ROLES))
            return by_initiative | columns.told(constraint), columns.organisations_of(rows)
        case KindConstraint():
            rows = columns.of_kinds(constraint.kinds) ^ constraint.is_excluded
        case RoleConstraint():
            rows = columns.with_roles(constraint.roles)
    return columns.initiatives_of(rows), columns.organisations_of(rows)


def _initiatives_of(actor: ActorConstraint, columns: Columns, *, is_strict: bool) -> Mask:
    """The initiatives a named actor takes part in; with its role only, where `is_strict`."""
    roles = actor.roles if is_strict and actor.roles else None
    rows = columns.of_organisations(actor.organisation_ids)
    if roles is not None:
        rows &= columns.with_roles(roles)
    by_people = columns.of_people(actor.person_ids, roles)
    return columns.initiatives_of(rows) | by_people | columns.with_ids(actor.initiative_ids)


def _positive(
    ids: np.ndarray[tuple[int], np.dtype[np.object_]], shares: np.ndarray[tuple[int], np.dtype[np.float64]]
) -> dict[str, float]:
    return {str(ids[place]): float(shares[place]) for place in np.flatnonzero(shares)}


def _of(constraints: Iterable[Constraint], kind: type[_C]) -> list[_C]:
    return [constraint for constraint in constraints if isinstance(constraint, kind)]
