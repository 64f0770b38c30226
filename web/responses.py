"""The bodies of the JSON answers; the OpenAPI document is made from these same records."""

from typing import Literal

from kb.answer import Answer, Participant
from kb.knowledge_base import Status
from kb.model import Initiative, Record, Theme
from kb.views import InitiativeView, OrganisationView


class SearchResponse(Answer):
    """An answer: at most `top` initiatives and `top` organisations, best first."""

    ok: Literal[True] = True
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
    """An organisation, where it belongs, what it does and with whom."""

    ok: Literal[True] = True


class StatusResponse(Status):
    """What the data folder holds and whether the index answers for it."""

    ok: Literal[True] = True


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


def search_response(answer: Answer, *, top: int) -> SearchResponse:
    """The body for `answer`."""
    return SearchResponse(
        **dict(answer),
        top=top,
        initiative_count=len(answer.initiatives),
        organisation_count=len(answer.organisations),
    )


def initiative_response(view: InitiativeView) -> InitiativeResponse:
    """The body for one initiative."""
    return InitiativeResponse(**dict(view))


def organisation_response(view: OrganisationView) -> OrganisationResponse:
    """The body for one organisation."""
    return OrganisationResponse(**dict(view))


def status_response(status: Status) -> StatusResponse:
    """The body for the status."""
    return StatusResponse(**dict(status))
