"""What a user wishes of the group for a project."""

from collections.abc import Collection
from typing import Annotated, Literal

from pydantic import AfterValidator, model_validator

from kb.answer import Band
from kb.errors import InvalidWishes
from kb.model import Record

Preference = Literal["together", "apart"]


def _sorted_once(ids: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(set(ids)))


OrganisationIds = Annotated[tuple[str, ...], AfterValidator(_sorted_once)]
"""Each once, ascending: wishes that differ in order only are equal."""


class Wishes(Record):
    """Wishes that can be granted together; raises InvalidWishes where they contradict each other."""

    include: OrganisationIds = ()
    """Ids of organisations that must be in the group, whatever they cover."""
    exclude: OrganisationIds = ()
    """Ids of organisations that must not be in it."""
    at_most: int | None = None
    """Most members, those included counted; None for as many as it takes."""
    together: Preference | None = None
    """Rather members who have worked together, or rather such as have not."""
    strength: Band = Band.POSSIBLE
    """The weakest band that counts as covering a need."""

    @model_validator(mode="after")
    def _can_be_granted(self) -> "Wishes":
        if both := sorted(set(self.include) & set(self.exclude)):
            raise InvalidWishes(
                f"include and exclude both name {', '.join(both)}; take each out of one of the two."
            )
        if self.at_most is None:
            return self
        if self.at_most < 1:
            raise InvalidWishes(f"at_most is {self.at_most}; a group has 1 member or more, so raise it.")
        if len(self.include) > self.at_most:
            raise InvalidWishes(
                f"include names {len(self.include)} organisations, but at_most is {self.at_most}; "
                "raise at_most or include fewer."
            )
        return self


def unknown_organisations(wishes: Wishes, known: Collection[str]) -> tuple[str, ...]:
    """Ids that `wishes` includes or excludes and that are not `known`, ascending."""
    return tuple(sorted({*wishes.include, *wishes.exclude}.difference(known)))


def with_known(wishes: Wishes, known: Collection[str]) -> Wishes:
    """`wishes` less the organisations that are not `known`: they were removed since they were wished for."""
    kept = {
        "include": tuple(id_ for id_ in wishes.include if id_ in known),
        "exclude": tuple(id_ for id_ in wishes.exclude if id_ in known),
    }
    return wishes.model_copy(update=kept)
