"""Which organisations rows mean, and which are new; nothing is merged because it looks alike."""

from collections.abc import Iterable, Sequence

from kb.importing.circles import refuse_circles
from kb.importing.drafts import InitiativeDraft, OrganisationDraft, ParticipantDraft
from kb.importing.identity import Identities
from kb.importing.report import NewRecord, Notes
from kb.model import Organisation, Participation
from kb.names import slug
from kb.organisation_names import OrganisationNames
from kb.store import StoreReads


class OrganisationResolver:
    """Knows the organisations of the store and of the file by their names."""

    def __init__(
        self, drafts: Sequence[OrganisationDraft], store: StoreReads, identities: Identities, notes: Notes
    ) -> None:
        stored = {organisation.id: organisation for organisation in store.organisations()}
        self.planned = identities.settle(drafts, stored, lambda found: found.name)
        """Organisations to write, by id."""
        self.new: list[NewRecord] = []
        """Organisations that only initiatives name."""
        self.names = OrganisationNames({**stored, **self.planned}.values())
        self._notes = notes
        rows = [(draft.place, identities.id_of(draft)) for draft in drafts]
        for draft, (_, organisation_id) in zip(drafts, rows, strict=True):
            self._suggest_namesakes(draft, organisation_id)
            change = {"parent_id": self._parent(draft) if draft.above else None}
            self.planned[organisation_id] = self.planned[organisation_id].model_copy(update=change)
        above = {one.id: one.parent_id for one in {**stored, **self.planned}.values()}
        refuse_circles(rows, "parent", above, notes)

    def resolve(
        self, draft: InitiativeDraft, initiative_id: str, item: ParticipantDraft
    ) -> Participation | None:
        """The participation of the organisation that `item` names; None where several have that name."""
        found = self.names.find(item.organisation)
        if len(found) > 1:
            reason = f"{len(found)} organisations are called {item.organisation!r}"
            self._notes.problem(draft.place, item.field, reason, _write_one_of(found))
            return None
        return Participation(
            initiative_id=initiative_id,
            actor_id=found[0] if found else self._add(draft.place, item),
            role=item.role,
            start=item.start,
            end=item.end,
        )

    def _add(self, place: str, item: ParticipantDraft) -> str:
        name = item.name or item.organisation
        near = self.names.nearest(name)
        organisation = Organisation(id=self._new_id(item), name=name)
        self.names.add(organisation)
        self.planned[organisation.id] = organisation
        self.new.append(NewRecord(id=organisation.id, name=name, row=place))
        if near:
            other = self.names.named(near.organisation_id)
            self._notes.suggest("organisation", place, organisation, other, near.similarity)
        return organisation.id

    def _new_id(self, item: ParticipantDraft) -> str:
        given = item.organisation
        if item.name and item.name != given and not any(character.isspace() for character in given):
            return given
        first = slug(item.name or given, fallback="organisation")
        organisation_id, number = first, 2
        while organisation_id in self.names:
            organisation_id, number = f"{first}-{number}", number + 1
        return organisation_id

    def _parent(self, draft: OrganisationDraft) -> str | None:
        found = self.names.find(draft.above or "")
        if len(found) == 1:
            return found[0]
        near = self.names.nearest(draft.above or "")
        hint = f"did you mean {near.name!r}, id {near.organisation_id}?" if near else "add a row for it"
        reason = f"there is no organisation {draft.above!r}"
        if found:
            reason, hint = f"{len(found)} organisations are called {draft.above!r}", _write_one_of(found)
        self._notes.problem(draft.place, "parent", reason, hint)
        return None

    def _suggest_namesakes(self, draft: OrganisationDraft, organisation_id: str) -> None:
        for other_id in self.names.find(draft.record.name):
            if other_id != organisation_id:
                other = self.names.named(other_id)
                self._notes.suggest("organisation", draft.place, self.planned[organisation_id], other, 1.0)


def _write_one_of(ids: Iterable[str]) -> str:
    return f"write the id instead: {', '.join(ids)}"
