"""The body that answers a project in JSON: records once in tables, everything else by their ids."""

from collections.abc import Iterable
from typing import Literal

from kb.answer import Band, Match, OrganisationEvidence, RankedInitiative, RankedOrganisation
from kb.exporting.project_records import initiatives_of, organisations_of
from kb.model import Initiative, Organisation, OrganisationKind, Record, Role, Source, Status
from kb.project.answer import MatrixRow, NeedAnswer, ProjectAnswer
from kb.project.group import Group
from kb.project.project import Project, Weight
from kb.project.togetherness import NeverTogether, WorkedTogether
from kb.question import labels
from kb.wording import band_label
from web.project_address import TooLongForAddress, to_address_part
from web.responses import ConstraintResponse, constraint_responses

EXPERTS_PAGE = "/experts"


class OrganisationOfProject(Record):
    """An organisation in short; `/api/v1/organisations/{id}` has the whole."""

    name: str
    kind: OrganisationKind
    city: str | None
    region: str | None
    country: str | None
    website: str | None


class InitiativeOfProject(Record):
    """An initiative in short; `/api/v1/initiatives/{id}` has the whole."""

    title: str
    """In the language asked for, where there is a translation."""
    language: str
    """Of the title."""
    status: Status
    start: str | None
    end: str | None
    sources: tuple[Source, ...]


class EvidenceOfProject(Record):
    """What an initiative says that answers a need."""

    initiative_id: str
    roles: tuple[str, ...]
    """What the organisation does in it."""
    text: str
    language: str
    field: str
    """Which text of the initiative it is from."""
    score: float
    matches: tuple[Match, ...]


class OrganisationForNeed(Record):
    """An organisation, as ranked for one need."""

    organisation_id: str
    rank: int
    score: float
    band: Band
    roles: tuple[str, ...]
    """All that it does in the initiatives of its evidence."""
    initiative_count: int
    """How many initiatives it takes part in."""
    evidence: tuple[EvidenceOfProject, ...]
    """At most three, best first."""


class InitiativeForProject(Record):
    """An initiative that resembles a need or the whole project."""

    initiative_id: str
    rank: int
    score: float
    band: Band
    text: str
    """The passage that resembles it most."""
    language: str


class NeedOfProject(Record):
    """A need, who could meet it, and what was done already that resembles it."""

    id: str
    text: str
    weight: Weight
    heading: str
    start: int | None
    """Offset in the description; null where it was given by itself."""
    end: int | None
    constraints: tuple[ConstraintResponse, ...]
    """How it was understood beside its topic; none of them has a key that `without` takes out."""
    confidence: float
    is_close: bool
    """False where nothing is close; what is listed is then merely the nearest."""
    relaxed: tuple[str, ...]
    """Keys of constraints that no initiative meets together, so that they only prefer."""
    unmet: tuple[str, ...]
    """Keys of those among `relaxed` that no initiative meets, even alone."""
    organisations: tuple[OrganisationForNeed, ...]
    initiatives: tuple[InitiativeForProject, ...]


class MatrixCellResponse(Record):
    """How well one organisation answers one need."""

    rank: int
    score: float
    band: Band


class MatrixRowResponse(Record):
    """One organisation over all needs."""

    organisation_id: str
    score: float
    """For the whole project."""
    is_member: bool
    """Whether it is in the proposed group."""
    cells: tuple[MatrixCellResponse | None, ...]
    """In the order of the needs; null where it was not found for one."""


class ProjectLabels(Record):
    """Words for the values in this body, in the language asked for."""

    language: str
    bands: dict[Band, str]
    roles: dict[Role, str]


class ExpertsResponse(Record):
    """Who could meet a project's needs, the smallest group that covers most, who knows whom, what exists."""

    ok: Literal[True] = True
    project: Project
    """As it was asked; sent as the body of another request it is asked again."""
    project_address: str | None
    """The page that shows the same answer; null where the project is too long for an address."""
    conditions: tuple[ConstraintResponse, ...]
    """What every partner must meet, as it was understood."""
    needs: tuple[NeedOfProject, ...]
    matrix: tuple[MatrixRowResponse, ...]
    """Best for the whole project first."""
    group: Group
    worked_together: tuple[WorkedTogether, ...]
    """Pairs among the members of the group that share initiatives."""
    never_together: tuple[NeverTogether, ...]
    """Strong organisations for different needs that share none."""
    resembling: tuple[InitiativeForProject, ...]
    """What resembles the whole project, best first."""
    is_resembled: bool
    """False where nothing resembles it; what is listed is then merely the nearest."""
    organisations: dict[str, OrganisationOfProject]
    """By id, all that this body names."""
    initiatives: dict[str, InitiativeOfProject]
    """By id, all that this body names."""
    labels: ProjectLabels
    top: int
    generation: str
    """The index that answered."""
    milliseconds: float


def experts_response(answer: ProjectAnswer, *, top: int, language: str) -> ExpertsResponse:
    """The body for `answer`, its titles and labels in `language`."""
    conditions = answer.conditions
    return ExpertsResponse(
        project=answer.project,
        project_address=_address(answer.project),
        conditions=() if conditions is None else constraint_responses(conditions, language),
        needs=tuple(_need(need, language) for need in answer.needs),
        matrix=tuple(map(_row, answer.matrix)),
        group=answer.group,
        worked_together=answer.worked_together,
        never_together=answer.never_together,
        resembling=tuple(map(_resembling, answer.resembling)),
        is_resembled=answer.is_resembled,
        organisations={id_: _organisation(one) for id_, one in organisations_of(answer).items()},
        initiatives={id_: _initiative(one, language) for id_, one in initiatives_of(answer).items()},
        labels=ProjectLabels(
            language=language,
            bands={band: band_label(band, language) for band in Band},
            roles={role: labels.role(role, language) for role in Role},
        ),
        top=top,
        generation=answer.generation,
        milliseconds=answer.milliseconds,
    )


def _address(project: Project) -> str | None:
    try:
        return f"{EXPERTS_PAGE}?project={to_address_part(project)}"
    except TooLongForAddress:
        return None


def _need(need: NeedAnswer, language: str) -> NeedOfProject:
    stated = need.need
    return NeedOfProject(
        id=need.id,
        text=stated.text,
        weight=stated.weight,
        heading=stated.heading,
        start=stated.start,
        end=stated.end,
        constraints=constraint_responses(need.question, language),
        confidence=need.confidence,
        is_close=need.is_close,
        relaxed=need.relaxed,
        unmet=need.unmet,
        organisations=tuple(map(_ranked, need.organisations)),
        initiatives=tuple(map(_resembling, need.initiatives)),
    )


def _ranked(ranked: RankedOrganisation) -> OrganisationForNeed:
    return OrganisationForNeed(
        organisation_id=ranked.organisation.id,
        rank=ranked.rank,
        score=ranked.score,
        band=ranked.band,
        roles=_each_once(role for found in ranked.evidence for role in found.roles),
        initiative_count=ranked.initiative_count,
        evidence=tuple(map(_evidence, ranked.evidence)),
    )


def _each_once(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))


def _evidence(found: OrganisationEvidence) -> EvidenceOfProject:
    evidence = found.evidence
    return EvidenceOfProject(
        initiative_id=found.initiative.id,
        roles=found.roles,
        text=evidence.text,
        language=evidence.language,
        field=evidence.field,
        score=evidence.score,
        matches=evidence.matches,
    )


def _row(row: MatrixRow) -> MatrixRowResponse:
    return MatrixRowResponse(
        organisation_id=row.organisation.id,
        score=row.score,
        is_member=row.is_member,
        cells=tuple(
            None if cell is None else MatrixCellResponse(rank=cell.rank, score=cell.score, band=cell.band)
            for cell in row.cells
        ),
    )


def _resembling(ranked: RankedInitiative) -> InitiativeForProject:
    return InitiativeForProject(
        initiative_id=ranked.initiative.id,
        rank=ranked.rank,
        score=ranked.score,
        band=ranked.band,
        text=ranked.evidence.text,
        language=ranked.evidence.language,
    )


def _organisation(organisation: Organisation) -> OrganisationOfProject:
    return OrganisationOfProject(**organisation.model_dump(include=set(OrganisationOfProject.model_fields)))


def _initiative(initiative: Initiative, language: str) -> InitiativeOfProject:
    texts = initiative.texts(language)
    return InitiativeOfProject(
        title=texts.title,
        language=texts.language,
        status=initiative.status,
        start=initiative.start,
        end=initiative.end,
        sources=initiative.sources,
    )
