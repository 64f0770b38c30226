"""What a question asks for beside its topic: typed, each with the words it was read from."""

from collections.abc import Collection
from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from kb.model import OrganisationKind, Record, Role, Status
from kb.question import labels

PlaceScope = Literal["town", "province", "region", "country", "area"]
PlaceRelation = Literal["in", "near", "abroad"]
PeriodOf = Literal["start", "end", "activity"]


class _Said(Record):
    """Where in the question a constraint stands, and whether it may exclude."""

    type: str
    start: int
    """Offset of its first character in the question."""
    end: int
    is_certain: bool
    """Whether it may become a filter; a doubtful one only prefers."""

    @property
    def key(self) -> str:
        """Names this constraint within its question, for a chip that removes it."""
        return f"{self.type}:{self.start}-{self.end}"


class KindConstraint(_Said):
    """What sort of organisation takes part: any of `kinds`."""

    type: Literal["kind"] = "kind"
    kinds: tuple[OrganisationKind, ...]
    is_excluded: bool = False
    """Whether these kinds are the ones not wanted."""

    def label(self, language: str) -> str:
        """Words for a chip."""
        names = labels.either([labels.kind(kind, language) for kind in self.kinds], language)
        return labels.phrase("not", language, names) if self.is_excluded else names


class RoleConstraint(_Said):
    """What the organisations asked for do in the initiative: any of `roles`."""

    type: Literal["role"] = "role"
    roles: tuple[Role, ...]
    is_of_initiatives: bool = False
    """Whether it describes the initiatives asked for (``supported by a foundation``), not only who did it."""

    def label(self, language: str) -> str:
        """Words for a chip."""
        roles = labels.either([labels.role(role, language) for role in self.roles], language)
        return labels.phrase("as", language, roles)


class Place(Record):
    """A town, a province, a region, a country, or an area (``Borinage``, ``Asia``)."""

    scope: PlaceScope
    name: str
    names: dict[str, str] = Field(default_factory=dict)
    """By language, where they differ."""
    code: str | None = None
    """Of the province (Statbel), the region, or the country (ISO 3166-1)."""
    province: str | None = None
    """Code of the province a town lies in."""
    latitude: float | None = None
    """Degrees north."""
    longitude: float | None = None
    """Degrees east."""
    members: tuple["Place", ...] = ()
    """What an area is made of: towns, provinces or countries."""

    def name_in(self, language: str) -> str:
        """Its name in `language`, else its own."""
        return self.names.get(language, self.name)


class PlaceConstraint(_Said):
    """Where an organisation is: in or near any of `places`, or abroad."""

    type: Literal["place"] = "place"
    relation: PlaceRelation = "in"
    places: tuple[Place, ...] = ()

    def label(self, language: str) -> str:
        """Words for a chip."""
        names = labels.either([place.name_in(language) for place in self.places], language)
        return names if self.relation == "in" else labels.phrase(self.relation, language, names)


class StatusConstraint(_Said):
    """Where the initiative stands: any of `statuses`."""

    type: Literal["status"] = "status"
    statuses: tuple[Status, ...]

    def label(self, language: str) -> str:
        """Words for a chip."""
        return labels.either([labels.status(status, language) for status in self.statuses], language)


class PeriodConstraint(_Said):
    """When the initiative started, ended or was active: between two days, both included."""

    type: Literal["period"] = "period"
    first: str | None = None
    """Day, ISO 8601; None for any time before `last`."""
    last: str | None = None
    of: PeriodOf = "activity"

    def label(self, language: str) -> str:
        """Words for a chip."""
        return labels.period(self.first, self.last, language)


class ThemeConstraint(_Said):
    """A theme whose whole label was said; never certain, its words stay in the topic."""

    type: Literal["theme"] = "theme"
    theme_ids: tuple[str, ...]
    names: dict[str, str] = Field(default_factory=dict)

    def label(self, language: str) -> str:
        """Words for a chip."""
        return self.names.get(language) or self.names.get("en") or self.theme_ids[0]


class ActorConstraint(_Said):
    """A named organisation, person, or initiative (by its product); any of the ids."""

    type: Literal["actor"] = "actor"
    name: str
    """As the records write it."""
    organisation_ids: tuple[str, ...] = ()
    person_ids: tuple[str, ...] = ()
    initiative_ids: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    """What the actor does there; empty for whatever it is."""
    are_roles_certain: bool = False
    """Whether other roles are excluded too, or only come after."""
    is_exact: bool = True
    """Whether it was written as in the records, case and accents aside."""

    def label(self, language: str) -> str:
        """Words for a chip."""
        return f"{self.name} ({labels.role(self.roles[0], language)})" if len(self.roles) == 1 else self.name


Constraint: TypeAlias = Annotated[
    KindConstraint
    | RoleConstraint
    | PlaceConstraint
    | StatusConstraint
    | PeriodConstraint
    | ThemeConstraint
    | ActorConstraint,
    Field(discriminator="type"),
]


class Span(Record):
    """Characters of the question: from `start` up to, not including, `end`."""

    start: int
    end: int


class Question(Record):
    """A question, understood."""

    text: str
    """As it was asked."""
    topic: str
    """What to embed and to search for; words of `text` in their order. Empty if it has only constraints."""
    constraints: tuple[Constraint, ...] = ()
    """In the order in which they were said."""
    unembedded: tuple[Span, ...] = ()
    """What was left out of the topic."""
    contradictions: tuple[tuple[str, str], ...] = ()
    """Keys of constraints that cannot hold together; they are doubtful then."""
    removed: tuple[Constraint, ...] = ()
    """Constraints that were understood and that the reader took out again."""

    @property
    def is_only_constraints(self) -> bool:
        """Whether nothing is left to search for once the constraints are met."""
        return not self.topic

    @property
    def certain(self) -> tuple[Constraint, ...]:
        """The constraints that may become filters."""
        return tuple(constraint for constraint in self.constraints if constraint.is_certain)

    @property
    def doubtful(self) -> tuple[Constraint, ...]:
        """The constraints that only prefer."""
        return tuple(constraint for constraint in self.constraints if not constraint.is_certain)

    def without(self, keys: Collection[str]) -> "Question":
        """The question after its reader removed the chips with these keys; unknown keys change nothing."""
        kept = tuple(constraint for constraint in self.constraints if constraint.key not in keys)
        removed = tuple(constraint for constraint in self.constraints if constraint.key in keys)
        topic = self.topic if kept or self.topic else self.text
        clashes = tuple(pair for pair in self.contradictions if not set(pair) & set(keys))
        return self.model_copy(
            update={
                "constraints": kept,
                "topic": topic,
                "contradictions": clashes,
                "removed": (*self.removed, *removed),
            }
        )
