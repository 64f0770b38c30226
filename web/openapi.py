"""The description of the JSON interface (OpenAPI 3.1), made from the records that are answered."""

from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from kb.query import MAX_QUESTION
from web.match_responses import MAX_NEEDS, MatchesResponse
from web.project_request import ExpertsRequest
from web.project_responses import ExpertsResponse
from web.responses import (
    ErrorResponse,
    InitiativeResponse,
    LivenessResponse,
    NeedRequest,
    NeedResponse,
    OrganisationResponse,
    OrganisationThemeResponse,
    SearchResponse,
    StatusResponse,
)
from web.understood import WITHOUT
from web.wording import LANGUAGES

MAX_TOP = 100
DEFAULT_TOP = 10
DEFAULT_MATCH_TOP = 5
MAX_MATCH_TOP = 20
MAX_START = 1_000_000
DEFAULT_LANGUAGE = "en"
_BODIES: tuple[type[BaseModel], ...] = (
    SearchResponse,
    InitiativeResponse,
    OrganisationResponse,
    OrganisationThemeResponse,
    StatusResponse,
    ExpertsRequest,
    ExpertsResponse,
    NeedRequest,
    NeedResponse,
    MatchesResponse,
    LivenessResponse,
    ErrorResponse,
)
_PROBLEMS = {
    400: "The request cannot be understood: the error line says why.",
    404: "No record has this id.",
    413: "The body is longer than the longest description can be.",
    415: "The body is not announced as JSON.",
    429: "Too many needs were recorded in this hour, and Retry-After says when to ask again; or too many are "
    "open, and it is not there.",
    503: "Index, model or data are not ready; Retry-After says when to ask again.",
}


def _content(model: type[BaseModel], description: str) -> dict[str, Any]:
    schema = {"$ref": f"#/components/schemas/{model.__name__}"}
    return {"description": description, "content": {"application/json": {"schema": schema}}}


def _operation(
    operation_id: str,
    summary: str,
    model: type[BaseModel],
    *,
    parameters: tuple[dict[str, Any], ...] = (),
    problems: tuple[int, ...] = (),
) -> dict[str, Any]:
    responses = {"200": _content(model, model.__doc__ or summary)}
    responses |= {str(code): _content(ErrorResponse, _PROBLEMS[code]) for code in problems}
    described = {"operationId": operation_id, "summary": summary, "responses": responses}
    return {"get": described | ({"parameters": list(parameters)} if parameters else {})}


def _post(
    operation_id: str,
    summary: str,
    asked: type[BaseModel],
    answered: dict[str, Any],
    *,
    parameters: tuple[dict[str, Any], ...],
    problems: tuple[int, ...],
) -> dict[str, Any]:
    schema = {"$ref": f"#/components/schemas/{asked.__name__}"}
    refused = {str(code): _content(ErrorResponse, _PROBLEMS[code]) for code in problems}
    return {
        "post": {
            "operationId": operation_id,
            "summary": summary,
            "parameters": list(parameters),
            "requestBody": {"required": True, "content": {"application/json": {"schema": schema}}},
            "responses": answered | refused,
        }
    }


def _record_need() -> dict[str, Any]:
    """The one operation that writes."""
    return _post(
        "recordNeed",
        "Record a need that nothing answers, for the people who run the compendium",
        NeedRequest,
        {
            "201": _content(NeedResponse, "The need is recorded."),
            "200": _content(NeedResponse, "The same text was open already and is kept once."),
        },
        parameters=(_NEED_LANG,),
        problems=(400, 415, 429, 503),
    )


def _experts() -> dict[str, Any]:
    """The one that takes too much text for an address."""
    return _post(
        "experts",
        "Who could meet the needs of a project, the smallest group that covers most of them, who knows whom, "
        "and what exists already; nothing of the text is kept",
        ExpertsRequest,
        {"200": _content(ExpertsResponse, ExpertsResponse.__doc__ or "")},
        parameters=(_TOP_EXPERTS, _LABELS_LANG),
        problems=(400, 413, 415, 503),
    )


def _id_parameter(thing: str, *, name: str = "id") -> dict[str, Any]:
    return {
        "name": name,
        "in": "path",
        "required": True,
        "description": f"Id of the {thing}; slashes may be written as they are.",
        "schema": {"type": "string", "minLength": 1, "maxLength": 200},
    }


_QUERY = {
    "name": "q",
    "in": "query",
    "required": True,
    "description": f"The need, in any of the languages the model knows; at most {MAX_QUESTION:,} characters.",
    "schema": {"type": "string", "minLength": 1, "maxLength": MAX_QUESTION},
}
_TOP = {
    "name": "top",
    "in": "query",
    "description": "How many initiatives, and how many organisations, at most.",
    "schema": {"type": "integer", "minimum": 1, "maximum": MAX_TOP, "default": DEFAULT_TOP},
}
_WITHOUT = {
    "name": WITHOUT,
    "in": "query",
    "description": "Key of a constraint to leave out, as an earlier answer's `constraints` name it; "
    "may be repeated. Unknown keys are ignored.",
    "style": "form",
    "explode": True,
    "schema": {"type": "array", "items": {"type": "string"}},
}
_LANG = {
    "name": "lang",
    "in": "query",
    "description": "Language of the sentence, the labels and, where there is some, the evidence.",
    "schema": {"type": "string", "enum": list(LANGUAGES), "default": DEFAULT_LANGUAGE},
}
_TOP_EXPERTS = _TOP | {"description": "How many organisations for each need, at most."}
_LABELS_LANG = _LANG | {"description": "Language of the labels and, where there are some, the titles."}
_NEED_LANG = _LANG | {"description": "Language of the interface in which the need was written."}


_MATCH_PARAMETERS = (
    {
        "name": "initiative",
        "in": "query",
        "description": "Id of an initiative: the needs it states, and those of others that it answers.",
        "schema": {"type": "string"},
    },
    {
        "name": "organisation",
        "in": "query",
        "description": "Id of an organisation: the same, by what it offers and what it does in initiatives. "
        "Not together with `initiative`.",
        "schema": {"type": "string"},
    },
    {
        "name": "since",
        "in": "query",
        "description": "A date, as precise as wanted: only needs that are new since then, and of others what "
        "initiatives and organisations answer that were added or changed since then.",
        "schema": {"type": "string", "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"},
    },
    {
        "name": "top",
        "in": "query",
        "description": "How many answers to each need at most.",
        "schema": {"type": "integer", "minimum": 1, "maximum": MAX_MATCH_TOP, "default": DEFAULT_MATCH_TOP},
    },
    {
        "name": "lang",
        "in": "query",
        "description": "Language of the evidence, where there is some in it; else that of the best passage.",
        "schema": {"type": "string", "enum": list(LANGUAGES)},
    },
    {
        "name": "start",
        "in": "query",
        "description": f"How many needs to leave out before the first; {MAX_NEEDS} are answered at a time.",
        "schema": {"type": "integer", "minimum": 0, "maximum": MAX_START, "default": 0},
    },
)


def _paths() -> dict[str, Any]:
    return {
        "/api/v1/search": _operation(
            "search",
            "The answer in words, and the initiatives and organisations closest to a need, with the evidence",
            SearchResponse,
            parameters=(_QUERY, _TOP, _WITHOUT, _LANG),
            problems=(400, 503),
        ),
        "/api/v1/initiatives/{id}": _operation(
            "initiative",
            "One initiative and who takes part in it",
            InitiativeResponse,
            parameters=(_id_parameter("initiative"),),
            problems=(404,),
        ),
        "/api/v1/organisations/{id}": _operation(
            "organisation",
            "One organisation, what it does, when and with whom, and who does the like",
            OrganisationResponse,
            parameters=(_id_parameter("organisation"),),
            problems=(404,),
        ),
        "/api/v1/organisations/{id}/themes/{theme_id}": _operation(
            "organisationTheme",
            "What one organisation does within one theme, and who else works on it",
            OrganisationThemeResponse,
            parameters=(_id_parameter("organisation"), _id_parameter("theme", name="theme_id")),
            problems=(404,),
        ),
        "/api/v1/experts": _experts(),
        "/api/v1/needs": _record_need(),
        "/api/v1/matches": _operation(
            "matches",
            "Needs that initiatives and organisations state, and the initiatives and offers that answer them",
            MatchesResponse,
            parameters=_MATCH_PARAMETERS,
            problems=(400, 404, 503),
        ),
        "/api/v1/status": _operation("status", "Counts and the state of the index", StatusResponse),
        "/healthz": _operation("healthz", "Whether the process answers", LivenessResponse),
        "/readyz": _operation("readyz", "Whether questions are answered", LivenessResponse, problems=(503,)),
    }


def openapi_document(*, title: str, version: str) -> dict[str, object]:
    """The OpenAPI 3.1 document of this version of the interface."""
    _, schemas = models_json_schema(
        [(model, "serialization") for model in _BODIES], ref_template="#/components/schemas/{model}"
    )
    return {
        "openapi": "3.1.0",
        "info": {"title": f"{title} API", "version": version},
        "servers": [{"url": "/"}],
        "paths": _paths(),
        "components": {"schemas": schemas["$defs"]},
    }
