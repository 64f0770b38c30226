"""The bodies of the JSON answers; the OpenAPI document is made from these same records."""

from datetime import datetime
from pathlib import PurePath
from typing import Annotated, Literal

from pydantic import Field

from kb.answer import Answer, Participant, RankedInitiative
from kb.knowledge_base import KnowledgeBaseStatus
from kb.model import Initiative, Record, Theme
from kb.open_needs import MAX_NEED, RecordedNeed
from kb.organisation_theme import OrganisationThemeView
from kb.question import Question
from kb.similar_organisations import SimilarOrganisation
from kb.views import InitiativeView, OrganisationView
from kb.wording import Part, answer_in_words, why

_OF_NEED = (
    f"At most {MAX_NEED:,} characters, in any language. Please no names and no contact details: "
    "e-mail addresses and telephone numbers are taken out."
)


class SentenceResponse(Record):
    """The answer in one or two sentences, composed from the records alone."""

    language: str
    text: str
    parts: tuple[Part, ...]
    """The same text in pieces; one that names a record has its kind, its id and the id of the evidence."""


class ConstraintResponse(Record):
    """A constraint that was read in the question."""

    key: str
    """For the parameter `without`, which takes the constraint out."""
    label: str
    """In the language asked for."""
    words: str
    """The words of the question it was read from."""
    is_certain: bool
    """Whether it excludes what does not meet it; else what meets it only comes first."""
    is_removed: bool
    """Whether `without` has taken it out."""


class RankedInitiativeResponse(RankedInitiative):
    """An initiative, as ranked for a query, and why it is there."""

    why: tuple[str, ...]
    """Sentences in the language asked for: matched words, what found it, signals, constraints met or not."""


class SearchResponse(Answer):
    """An answer: at most `top` initiatives and `top` organisations, best first."""

    ok: Literal[True] = True
    initiatives: tuple[RankedInitiativeResponse, ...]
    sentence: SentenceResponse
    """The answer in words; where `is_close` is false it says that nothing is close."""
    constraints: tuple[ConstraintResponse, ...]
    """How the question was understood beside its topic."""
    top: int
    initiative_count: int
    """How many initiatives this body holds."""
    organisation_count: int
    """How many organisations this body holds."""


class InitiativeResponse(Record):
    """An initiative, who takes part in it, its themes."""

    ok: Literal[True] = True
    initiative: Initiative
    participants: tuple[Participant, ...]
    themes: tuple[Theme, ...]


class OrganisationResponse(OrganisationView):
    """An organisation, where it belongs, what it does, when and with whom, and who does the like."""

    ok: Literal[True] = True
    similar: tuple[SimilarOrganisation, ...] | None
    """Whose work resembles: those it never worked with, best first, then those it did; null without index."""


class OrganisationThemeResponse(OrganisationThemeView):
    """What an organisation does within one theme, with whom, and who else works on it."""

    ok: Literal[True] = True


class NeedRequest(Record):
    """What somebody needs and the compendium does not hold."""

    text: Annotated[str, Field(description=_OF_NEED, json_schema_extra={"maxLength": MAX_NEED})]


class NeedResponse(RecordedNeed):
    """The open need as it is kept; the interface shows it to nobody else."""

    ok: Literal[True] = True


class IndexSummary(Record):
    """The index, as far as it concerns visitors: nothing that tells where files are."""

    is_usable: bool
    """Whether it can be searched; who runs the site finds the reason with ``compendium status``."""
    generation: str | None
    built_at: datetime | None
    """UTC."""
    document_count: int | None
    passage_count: int | None
    model: str | None
    """Name of the model; of one in a folder, the folder's own name."""


class StatusResponse(Record):
    """What is held and whether the index answers for it."""

    ok: Literal[True] = True
    version: str
    counts: dict[str, int]
    """Records by kind."""
    is_current: bool
    """Whether the index was built from the records as they are now."""
    index: IndexSummary


class LivenessResponse(Record):
    """The process answers."""

    ok: Literal[True] = True


class ErrorResponse(Record):
    """What went wrong and what to do."""

    ok: Literal[False] = False
    status: int
    """The HTTP status."""
    error: str
    """One line."""
    help: str
    """What to do."""


def search_response(answer: Answer, *, top: int, language: str) -> SearchResponse:
    """The body for `answer`, its sentence and labels in `language`."""
    said = answer_in_words(answer, language, top=top)
    explained = tuple(
        RankedInitiativeResponse(**dict(ranked), why=why(ranked, answer, language))
        for ranked in answer.initiatives
    )
    return SearchResponse(
        **{**dict(answer), "initiatives": explained},
        sentence=SentenceResponse(language=said.language, text=said.text, parts=said.parts),
        constraints=constraint_responses(answer.question, language),
        top=top,
        initiative_count=len(answer.initiatives),
        organisation_count=len(answer.organisations),
    )


def constraint_responses(question: Question, language: str) -> tuple[ConstraintResponse, ...]:
    """What was read in `question`, removed or not, in the order of its words, labels in `language`."""
    read = sorted((*question.constraints, *question.removed), key=lambda constraint: constraint.start)
    return tuple(
        ConstraintResponse(
            key=constraint.key,
            label=constraint.label(language),
            words=question.text[constraint.start : constraint.end],
            is_certain=constraint.is_certain,
            is_removed=constraint in question.removed,
        )
        for constraint in read
    )


def initiative_response(view: InitiativeView) -> InitiativeResponse:
    """The body for one initiative."""
    return InitiativeResponse(**dict(view))


def organisation_response(
    view: OrganisationView, similar: tuple[SimilarOrganisation, ...] | None
) -> OrganisationResponse:
    """The body for one organisation."""
    return OrganisationResponse(**dict(view), similar=similar)


def organisation_theme_response(view: OrganisationThemeView) -> OrganisationThemeResponse:
    """The body for one organisation within one theme."""
    return OrganisationThemeResponse(**dict(view))


def need_response(recorded: RecordedNeed) -> NeedResponse:
    """The body for a need that was recorded, now or before."""
    return NeedResponse(**dict(recorded))


def status_response(status: KnowledgeBaseStatus) -> StatusResponse:
    """The body for the status."""
    index = status.index
    summary = IndexSummary(
        is_usable=index.problem is None,
        generation=index.generation,
        built_at=index.built_at,
        document_count=index.document_count,
        passage_count=index.passage_count,
        model=_without_folder(index.model),
    )
    return StatusResponse(
        version=status.version, counts=status.counts, is_current=status.is_current, index=summary
    )


def _without_folder(model: str | None) -> str | None:
    """The model's name; an organisation's name before a slash is kept, a path is not."""
    if model is None or not PurePath(model).is_absolute():
        return model
    return PurePath(model).name
