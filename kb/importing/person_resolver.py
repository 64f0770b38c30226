"""Which people initiatives mean, and which are new."""

from collections.abc import Iterable, Sequence

from kb.importing.drafts import InitiativeDraft, PersonDraft, PersonRecordDraft
from kb.importing.identity import Identities
from kb.importing.people_names import PeopleNames
from kb.importing.report import NewRecord, Notes
from kb.model import Participation
from kb.names import fold
from kb.organisation_names import OrganisationNames
from kb.store import StoreReads


class PersonResolver:
    """Knows the people of the store and of the file by their names and affiliations."""

    def __init__(
        self,
        drafts: Sequence[PersonRecordDraft],
        store: StoreReads,
        identities: Identities,
        notes: Notes,
        organisations: OrganisationNames,
    ) -> None:
        stored = {person.id: person for person in store.people()}
        self.planned = identities.settle(drafts, stored, lambda person: person.name)
        """People to write, by id."""
        self.new: list[NewRecord] = []
        """People that only initiatives name."""
        self._notes = notes
        self._names = PeopleNames({**stored, **self.planned}.values(), organisations)
        self._matched: dict[tuple[str, str, str | None], str] = {}
        """Who a name and an affiliation in an initiative was taken for before; that stays."""

    def remember(self, participations: Iterable[Participation]) -> None:
        """Keep to the people that these participations already mean."""
        for known in participations:
            name = fold(self._names.people[known.actor_id].name)
            self._matched[known.initiative_id, name, known.affiliation] = known.actor_id

    def resolve(self, draft: InitiativeDraft, initiative_id: str, item: PersonDraft) -> Participation:
        """The participation of the person that `item` means."""
        affiliation = item.participation["affiliation"]
        known = item.person_id or self._matched.get((initiative_id, fold(item.name), affiliation))
        if known in self._names.people:
            return item.of(initiative_id, known or "")
        before = self._names.find(item.name, affiliation)
        person, is_new = self._names.note(item.name, affiliation, new_id=item.person_id)
        if person != before:
            self.planned[person.id] = person
        if is_new:
            self.new.append(NewRecord(id=person.id, name=person.name, row=draft.place))
            for other in self._names.namesakes(person):
                self._notes.suggest("person", draft.place, person, other, 1.0)
        return item.of(initiative_id, person.id)
