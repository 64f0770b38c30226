"""Which person a name means. Two people of one name are told apart by whom they speak for."""

from collections import defaultdict
from collections.abc import Iterable

from kb.model import Person
from kb.names import fold, slug
from kb.organisation_names import OrganisationNames, affiliation_parts


class PeopleNames:
    """All people by folded name, and the affiliations that tell them apart.

    The rule, in this order, for a name with an affiliation: the person of this name who has the
    affiliation, or a part of it (``ULiège / CHU de Liège`` shares one with ``CHU de Liège``; names and
    aliases of one organisation are one affiliation); else the person of this name without any
    affiliation, who then gets this one; else somebody new. A name without affiliation means the first
    person of that name, whose id is the slug of the name.
    """

    def __init__(self, people: Iterable[Person], organisations: OrganisationNames) -> None:
        self._organisations = organisations
        self.people: dict[str, Person] = {}
        self._by_name = defaultdict[str, list[str]](list)
        for person in people:
            self._add(person)

    def find(self, name: str, affiliation: str | None) -> Person | None:
        """The person meant, as known so far; None if it is somebody new."""
        ids = sorted(self._by_name[fold(name)], key=lambda person_id: (len(person_id), person_id))
        same_name = [self.people[person_id] for person_id in ids]
        if not affiliation:
            return same_name[0] if same_name else None
        parts = self._parts(affiliation)
        for person in same_name:
            if parts & self._parts_of(person):
                return person
        return next((person for person in same_name if not person.affiliations), None)

    def namesakes(self, person: Person) -> list[Person]:
        """Others of the same name."""
        others = (self.people[other] for other in self._by_name[fold(person.name)])
        return [other for other in others if other.id != person.id]

    def note(self, name: str, affiliation: str | None, *, new_id: str | None = None) -> tuple[Person, bool]:
        """The person meant, and whether it is somebody new.

        Args:
            name: As the row writes it.
            affiliation: Whom the person speaks for; kept, if no other affiliation of theirs is known.
            new_id: The id of somebody who is known to be new.
        """
        person = None if new_id else self.find(name, affiliation)
        affiliations = (affiliation,) if affiliation else ()
        if person is None:
            person = Person(
                id=new_id or self._new_id(name, affiliation), name=name, affiliations=affiliations
            )
            self._add(person)
            return person, True
        if not person.affiliations and affiliations:
            # Only where there was none: if people gathered affiliations, the next import could take
            # somebody else for them.
            person = person.model_copy(update={"affiliations": affiliations})
            self.people[person.id] = person
        return person, False

    def _add(self, person: Person) -> None:
        self.people[person.id] = person
        self._by_name[fold(person.name)].append(person.id)

    def _new_id(self, name: str, affiliation: str | None) -> str:
        first = slug(name, fallback="person")
        if first in self.people and affiliation:
            first = f"{first}-{slug(affiliation)}"
        person_id, number = first, 2
        while person_id in self.people:
            person_id, number = f"{first}-{number}", number + 1
        return person_id

    def _parts(self, affiliation: str) -> set[str]:
        found = set()
        for part in affiliation_parts(affiliation):
            ids = self._organisations.find(part)
            found.add(ids[0] if len(ids) == 1 else fold(part))
        parts = {part for part in found if part}
        # Of an affiliation with several parts, only the parts count.
        return parts - {fold(affiliation)} or parts if len(parts) > 1 else parts

    def _parts_of(self, person: Person) -> set[str]:
        return {part for affiliation in person.affiliations for part in self._parts(affiliation)}
