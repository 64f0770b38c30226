"""One initiative or one organisation with all that is known around it."""

from collections import defaultdict
from collections.abc import Iterable

from kb.answer import Participant
from kb.model import Initiative, Organisation, Participation, Person, Record, Theme
from kb.organisation_names import OrganisationNames
from kb.participants import organisations_among, participants_of
from kb.store import StoreReads
from kb.themes import with_narrower
from kb.themes_over_time import ThemeOverTime, themes_over_time


class InitiativeView(Record):
    """An initiative and who takes part in it."""

    initiative: Initiative
    participants: tuple[Participant, ...]
    themes: tuple[Theme, ...]


class InitiativeInvolvement(Record):
    """An initiative in which an organisation takes part, and as what."""

    initiative: Initiative
    participations: tuple[Participation, ...]


class Collaborator(Record):
    """Another organisation that takes part in the same initiatives."""

    organisation: Organisation
    initiative_count: int
    initiative_ids: tuple[str, ...]
    """The initiatives they share, latest start first."""


class PersonView(Record):
    """A person whom a source names in an initiative of an organisation, and in which role."""

    person: Person
    job_title: str | None
    affiliation: str | None
    initiative_id: str


class OrganisationView(Record):
    """An organisation, where it belongs, what it does and with whom."""

    organisation: Organisation
    parent: Organisation | None
    parts: tuple[Organisation, ...]
    initiatives: tuple[InitiativeInvolvement, ...]
    """Latest start first."""
    themes: tuple[ThemeOverTime, ...]
    """The themes of these initiatives and all broader ones, most initiatives first, then by id."""
    collaborators: tuple[Collaborator, ...]
    """Most shared initiatives first, then by name."""
    people: tuple[PersonView, ...]
    """Those whose affiliation, as the source words it, names this organisation, alone or among others."""


class ThemeView(Record):
    """A theme, its neighbours in the vocabulary and what is tagged with it or with a narrower one."""

    theme: Theme
    broader: Theme | None
    narrower: tuple[Theme, ...]
    initiatives: tuple[InitiativeView, ...]


def view_initiative(store: StoreReads, initiative_id: str) -> InitiativeView:
    """The initiative with this id; NotFound if there is none."""
    return _views(store, [store.initiative(initiative_id)])[0]


def view_organisation(store: StoreReads, organisation_id: str) -> OrganisationView:
    """The organisation with this id; NotFound if there is none."""
    organisation = store.organisation(organisation_id)
    own = involvements(store, organisation_id)
    initiatives = [involvement.initiative for involvement in own]
    participants = participants_of(store, [initiative.id for initiative in initiatives])
    return OrganisationView(
        organisation=organisation,
        parent=store.organisation(organisation.parent_id) if organisation.parent_id else None,
        parts=tuple(o for o in store.organisations() if o.parent_id == organisation_id),
        initiatives=own,
        themes=themes_over_time(initiatives, store.themes()),
        collaborators=_collaborators(organisation, initiatives, participants),
        people=_people(organisation, participants),
    )


def involvements(
    store: StoreReads, organisation_id: str, among: Iterable[Initiative] | None = None
) -> tuple[InitiativeInvolvement, ...]:
    """The initiatives, all or `among` some, in which the organisation takes part, latest start first."""
    own = defaultdict[str, list[Participation]](list)
    for participation in store.participations(actor_ids=[organisation_id], actor_type="organisation"):
        own[participation.initiative_id].append(participation)
    found = store.initiatives(own) if among is None else [one for one in among if one.id in own]
    return tuple(
        InitiativeInvolvement(initiative=initiative, participations=tuple(own[initiative.id]))
        for initiative in sorted(found, key=lambda i: (i.start or "", i.id), reverse=True)
    )


def view_theme(store: StoreReads, theme_id: str) -> ThemeView:
    """The theme with this id; NotFound if there is none."""
    theme = store.theme(theme_id)
    themes = store.themes()
    tagged = store.initiative_ids_by_theme(with_narrower(themes)[theme_id])
    initiatives = store.initiatives(set[str]().union(*tagged.values()))
    return ThemeView(
        theme=theme,
        broader=store.theme(theme.broader_id) if theme.broader_id else None,
        narrower=tuple(other for other in themes if other.broader_id == theme_id),
        initiatives=_views(store, initiatives),
    )


def _views(store: StoreReads, initiatives: list[Initiative]) -> tuple[InitiativeView, ...]:
    participants = participants_of(store, [initiative.id for initiative in initiatives])
    themes = {theme.id: theme for theme in store.themes()}
    return tuple(
        InitiativeView(
            initiative=initiative,
            participants=participants.get(initiative.id, ()),
            themes=tuple(themes[theme_id] for theme_id in initiative.themes),
        )
        for initiative in initiatives
    )


def _collaborators(
    organisation: Organisation,
    initiatives: Iterable[Initiative],
    participants: dict[str, tuple[Participant, ...]],
) -> tuple[Collaborator, ...]:
    others: dict[str, Organisation] = {}
    shared = defaultdict[str, list[str]](list)
    for initiative in initiatives:
        present = organisations_among(participants.get(initiative.id, ()))
        present.pop(organisation.id, None)
        others |= present
        for other_id in present:
            shared[other_id].append(initiative.id)
    ordered = sorted(others.values(), key=lambda o: (-len(shared[o.id]), o.name.casefold(), o.id))
    return tuple(
        Collaborator(
            organisation=other, initiative_count=len(shared[other.id]), initiative_ids=tuple(shared[other.id])
        )
        for other in ordered
    )


def _people(
    organisation: Organisation, participants: dict[str, tuple[Participant, ...]]
) -> tuple[PersonView, ...]:
    # With the others there: whose full name it is goes before whose name it is but for the legal form.
    names = OrganisationNames(
        organisations_among(p for group in participants.values() for p in group).values()
    )
    views = [
        PersonView(
            person=participant.actor,
            job_title=participant.participation.job_title,
            affiliation=participant.participation.affiliation,
            initiative_id=initiative_id,
        )
        for initiative_id, group in participants.items()
        for participant in group
        if isinstance(participant.actor, Person)
        and organisation.id in names.find_in_affiliation(participant.participation.affiliation or "")
    ]
    return tuple(sorted(views, key=lambda v: (v.person.name.casefold(), v.initiative_id)))
