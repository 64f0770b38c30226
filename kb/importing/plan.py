"""From drafts to records: what is to be written, with all that was named and is new."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from kb.importing.drafts import Draft, InitiativeDraft, OrganisationDraft, PersonRecordDraft, ThemeDraft
from kb.importing.identity import Identities
from kb.importing.organisation_resolver import OrganisationResolver
from kb.importing.person_resolver import PersonResolver
from kb.importing.report import NewRecord, Notes
from kb.importing.theme_resolver import ThemeResolver
from kb.model import Initiative, Organisation, Participation, Person, Theme
from kb.store import StoreReads

_D = TypeVar("_D", InitiativeDraft, OrganisationDraft, PersonRecordDraft, ThemeDraft)


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be written, by id."""

    themes: dict[str, Theme]
    organisations: dict[str, Organisation]
    people: dict[str, Person]
    initiatives: dict[str, Initiative]
    participations: dict[str, list[Participation]]
    """By the id of their initiative."""
    new_themes: list[NewRecord]
    new_organisations: list[NewRecord]
    new_people: list[NewRecord]


def make_plan(drafts: Sequence[Draft], store: StoreReads, notes: Notes) -> Plan:
    """Resolve the drafts of one import against the store, in the order of the file.

    What cannot be resolved is added to the problems of `notes`; then the plan is not to be carried out.
    """
    identities = Identities(notes)
    themes = ThemeResolver(_of(drafts, ThemeDraft), store, identities, notes)
    organisations = OrganisationResolver(_of(drafts, OrganisationDraft), store, identities, notes)
    initiative_drafts = _of(drafts, InitiativeDraft)
    people = PersonResolver(_of(drafts, PersonRecordDraft), store, identities, notes, organisations.names)
    ids = identities.settle_initiatives(initiative_drafts, _titles(initiative_drafts, store))
    people.remember(store.participations(initiative_ids=ids, actor_type="person"))
    initiatives: dict[str, Initiative] = {}
    participations: dict[str, list[Participation]] = {}
    for draft, initiative_id in zip(initiative_drafts, ids, strict=True):
        initiatives[initiative_id] = _initiative(draft, initiative_id, themes)
        found = [organisations.resolve(draft, initiative_id, item) for item in draft.participants]
        found += [people.resolve(draft, initiative_id, item) for item in draft.people]
        participations[initiative_id] = list(dict.fromkeys(filter(None, found)))
    return Plan(
        themes=themes.planned,
        organisations=organisations.planned,
        people=people.planned,
        initiatives=initiatives,
        participations=participations,
        new_themes=themes.new,
        new_organisations=organisations.new,
        new_people=people.new,
    )


def _of(drafts: Sequence[Draft], kind: type[_D]) -> list[_D]:
    return [draft for draft in drafts if isinstance(draft, kind)]


def _initiative(draft: InitiativeDraft, initiative_id: str, themes: ThemeResolver) -> Initiative:
    theme_ids = dict.fromkeys(themes.resolve(draft, text) for text in draft.themes)
    return Initiative(id=initiative_id, title=draft.title, themes=tuple(theme_ids), **draft.values)


def _titles(drafts: Sequence[InitiativeDraft], store: StoreReads) -> dict[str, str]:
    """Titles of stored initiatives, where some row has no id and is to be recognised by its title."""
    if all(draft.id for draft in drafts):
        return {}
    return {initiative.id: initiative.title for initiative in store.initiatives()}
