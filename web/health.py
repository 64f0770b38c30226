"""What machines ask to learn whether this process lives and whether it answers."""

from flask import Blueprint

from web.errors import error_document, meaning_of
from web.extensions import readiness

health = Blueprint("health", __name__)

_LOADING = {
    "ok": False,
    "status": 503,
    "error": "The model is being loaded.",
    "help": "Ask again in a few seconds.",
}


@health.get("/healthz")
def healthz() -> dict[str, object]:
    """The process answers."""
    return {"ok": True}


@health.get("/readyz")
def readyz() -> tuple[dict[str, object], int]:
    """Whether questions are answered: 200 while a search would find model and index, 503 with what to do."""
    state = readiness()
    if state.is_ready():
        return {"ok": True}, 200
    state.start()
    problem = state.problem
    if problem is None:
        return _LOADING, 503
    return {**error_document(problem, meaning_of(problem)), "status": 503}, 503
