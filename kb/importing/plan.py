"""From drafts to records: which organisations, people and themes are meant, and which are new."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from kb.importing.drafts import (
    Draft,
    InitiativeDraft,
    OrganisationDraft,
    ParticipantDraft,
    PersonDraft,
    PersonRecordDraft,
    ThemeDraft,
)
from kb.importing.identity import Identities
from kb.importing.people_names import PeopleNames
from kb.importing.report import NewRecord, Notes, Suggestion
from kb.importing.theme_words import ThemeWords
from kb.model import Initiative, Organisation, Participation, Person, Theme
from kb.names import fold, slug
from kb.organisation_names import OrganisationNames
from kb.store import StoreReads

_D = TypeVar("_D", InitiativeDraft, OrganisationDraft, PersonRecordDraft, ThemeDraft)


@dataclass
class Plan:
    """What is to be written."""

    themes: dict[str, Theme] = field(default_factory=dict)
    organisations: dict[str, Organisation] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    initiatives: dict[str, Initiative] = field(default_factory=dict)
    participations: dict[str, list[Participation]] = field(default_factory=dict)
    new_organisations: list[NewRecord] = field(default_factory=list)
    new_people: list[NewRecord] = field(default_factory=list)
    new_themes: list[NewRecord] = field(default_factory=list)


class Planner:
    """Resolves the drafts of one import against the store, in the order of the file."""

    def __init__(self, drafts: Sequence[Draft], store: StoreReads, notes: Notes) -> None:
        self._drafts = drafts
        self._store = store
        self._notes = notes
        self._identities = Identities(notes)
        self._matched: dict[tuple[str, str, str | None], str] = {}
        """Who a name and an affiliation in an initiative was taken for before; that stays."""
        self.plan = Plan()

    def make(self) -> Plan:
        """The plan; what cannot be resolved is added to the problems."""
        self._themes()
        self._organisations()
        self._people()
        self._initiatives()
        return self.plan

    def _of(self, kind: type[_D]) -> list[_D]:
        return [draft for draft in self._drafts if isinstance(draft, kind)]

    def _themes(self) -> None:
        drafts = self._of(ThemeDraft)
        stored = {theme.id: theme for theme in self._store.themes()}
        self.plan.themes = self._identities.settle(drafts, stored, lambda theme: theme.label("en"))
        self._theme_words = ThemeWords({**stored, **self.plan.themes}.values())
        for draft in drafts:
            if draft.above is None:
                continue
            found = self._theme_words.find(draft.above)
            if not found:
                hint = "add a row for it, or leave it out"
                self._notes.problem(draft.place, "broader", f"there is no theme {draft.above!r}", hint)
                continue
            theme_id = self._identities.id_of(draft)
            theme = self.plan.themes[theme_id]
            self.plan.themes[theme_id] = theme.model_copy(update={"broader_id": found[0]})
        parents = {theme.id: theme.broader_id for theme in {**stored, **self.plan.themes}.values()}
        self._refuse_circles(
            {draft.place: self._identities.id_of(draft) for draft in drafts}, "broader", parents
        )

    def _organisations(self) -> None:
        drafts = self._of(OrganisationDraft)
        stored = {organisation.id: organisation for organisation in self._store.organisations()}
        self.plan.organisations = self._identities.settle(drafts, stored, lambda found: found.name)
        everything = {**stored, **self.plan.organisations}
        self._names = OrganisationNames(everything.values())
        for draft in drafts:
            organisation_id = self._identities.id_of(draft)
            self._suggest_namesakes(draft, organisation_id)
            parent_id = self._parent(draft) if draft.above else None
            changed = self.plan.organisations[organisation_id].model_copy(update={"parent_id": parent_id})
            self.plan.organisations[organisation_id] = everything[organisation_id] = changed
        parents = {organisation.id: organisation.parent_id for organisation in everything.values()}
        self._refuse_circles(
            {draft.place: self._identities.id_of(draft) for draft in drafts}, "parent", parents
        )

    def _parent(self, draft: OrganisationDraft) -> str | None:
        found = self._names.find(draft.above or "")
        if len(found) == 1:
            return found[0]
        near = self._names.nearest(draft.above or "")
        hint = f"did you mean {near.name!r}, id {near.organisation_id}?" if near else "add a row for it"
        reason = f"there is no organisation {draft.above!r}"
        if found:
            reason, hint = f"{len(found)} organisations are called {draft.above!r}", _write_one_of(found)
        self._notes.problem(draft.place, "parent", reason, hint)
        return None

    def _suggest_namesakes(self, draft: OrganisationDraft, organisation_id: str) -> None:
        for other_id in self._names.find(draft.record.name) if draft.record.name != organisation_id else ():
            if other_id != organisation_id:
                other = self._names.named(other_id).name
                self._suggest(
                    "organisation", draft.place, draft.record.name, organisation_id, other_id, other, 1.0
                )

    def _people(self) -> None:
        drafts = self._of(PersonRecordDraft)
        stored = {person.id: person for person in self._store.people()}
        self.plan.people = self._identities.settle(drafts, stored, lambda person: person.name)
        self._people_names = PeopleNames({**stored, **self.plan.people}.values(), self._names)

    def _initiatives(self) -> None:
        drafts = self._of(InitiativeDraft)
        ids = self._identities.settle_initiatives(drafts, self._titles(drafts))
        for known in self._store.participations(initiative_ids=ids, actor_type="person"):
            person = self._people_names.people[known.actor_id]
            self._matched[known.initiative_id, fold(person.name), known.affiliation] = person.id
        for draft, initiative_id in zip(drafts, ids, strict=True):
            themes = tuple(dict.fromkeys(self._theme(draft, text) for text in draft.themes))
            initiative = Initiative(id=initiative_id, title=draft.title, themes=themes, **draft.values)
            self.plan.initiatives[initiative_id] = initiative
            found = [self._participation(draft, initiative_id, item) for item in draft.participants]
            found += [self._person(draft, initiative_id, item) for item in draft.people]
            self.plan.participations[initiative_id] = list(dict.fromkeys(filter(None, found)))

    def _titles(self, drafts: Sequence[InitiativeDraft]) -> dict[str, str]:
        """Titles of stored initiatives, where some row has no id and is to be recognised by its title."""
        if all(draft.id for draft in drafts):
            return {}
        return {initiative.id: initiative.title for initiative in self._store.initiatives()}

    def _theme(self, draft: InitiativeDraft, text: str) -> str:
        found = self._theme_words.find(text)
        if len(found) > 1:
            message = f"{text!r} is a label of {', '.join(found)}; the first was taken"
            self._notes.warn(draft.place, "themes", message)
        if found:
            return found[0]
        theme = self._theme_words.new(text, draft.values["language"])
        self.plan.themes[theme.id] = theme
        self.plan.new_themes.append(NewRecord(id=theme.id, name=text, row=draft.place))
        return theme.id

    def _participation(
        self, draft: InitiativeDraft, initiative_id: str, item: ParticipantDraft
    ) -> Participation | None:
        found = self._names.find(item.organisation)
        if len(found) > 1:
            reason = f"{len(found)} organisations are called {item.organisation!r}"
            self._notes.problem(draft.place, item.field, reason, _write_one_of(found))
            return None
        return Participation(
            initiative_id=initiative_id,
            actor_id=found[0] if found else self._new_organisation(draft.place, item),
            role=item.role,
            start=item.start,
            end=item.end,
        )

    def _new_organisation(self, place: str, item: ParticipantDraft) -> str:
        name = item.name or item.organisation
        near = self._names.nearest(name)
        organisation_id = self._new_organisation_id(item)
        organisation = Organisation(id=organisation_id, name=name)
        self._names.add(organisation)
        self.plan.organisations[organisation_id] = organisation
        self.plan.new_organisations.append(NewRecord(id=organisation_id, name=name, row=place))
        if near:
            self._suggest(
                "organisation", place, name, organisation_id, near.organisation_id, near.name, near.similarity
            )
        return organisation_id

    def _new_organisation_id(self, item: ParticipantDraft) -> str:
        given = item.organisation
        if item.name and item.name != given and not any(character.isspace() for character in given):
            return given
        first = slug(item.name or given, fallback="organisation")
        organisation_id, number = first, 2
        while organisation_id in self._names:
            organisation_id, number = f"{first}-{number}", number + 1
        return organisation_id

    def _person(self, draft: InitiativeDraft, initiative_id: str, item: PersonDraft) -> Participation:
        affiliation = item.participation["affiliation"]
        known = item.person_id or self._matched.get((initiative_id, fold(item.name), affiliation))
        if known in self._people_names.people:
            return item.of(initiative_id, known or "")
        before = self._people_names.find(item.name, affiliation)
        person, is_new = self._people_names.note(item.name, affiliation, new_id=item.person_id)
        if person != before:
            self.plan.people[person.id] = person
        if is_new:
            self.plan.new_people.append(NewRecord(id=person.id, name=person.name, row=draft.place))
            for other in self._people_names.namesakes(person):
                self._suggest("person", draft.place, person.name, person.id, other.id, other.name, 1.0)
        return item.of(initiative_id, person.id)

    def _suggest(
        self, kind: str, row: str, name: str, record_id: str, other_id: str, other: str, similarity: float
    ) -> None:
        self._notes.suggestions.append(
            Suggestion(
                kind=kind,
                row=row,
                name=name,
                record_id=record_id,
                resembles_id=other_id,
                resembles_name=other,
                similarity=similarity,
            )
        )

    def _refuse_circles(
        self, id_of_place: Mapping[str, str], field: str, parents: Mapping[str, str | None]
    ) -> None:
        for place, first in id_of_place.items():
            seen, above = {first}, parents.get(first)
            while above is not None and above not in seen:
                seen.add(above)
                above = parents.get(above)
            if above == first:
                self._notes.problem(place, field, f"{first!r} would be above itself", f"mend its {field}")


def _write_one_of(ids: Iterable[str]) -> str:
    return f"write the id instead: {', '.join(ids)}"
