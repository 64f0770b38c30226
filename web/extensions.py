"""What the application was made over, for whoever answers a request."""

from flask import Flask, current_app

from kb.knowledge_base import KnowledgeBase
from web.readiness import Readiness

_KNOWLEDGE_BASE = "knowledge_base"
_READINESS = "readiness"


def install_extensions(app: Flask, kb: KnowledgeBase) -> Readiness:
    """Keep the knowledge base in `app`, and beside it whether it can answer."""
    made = Readiness(kb.warm_up)
    app.extensions[_KNOWLEDGE_BASE] = kb
    app.extensions[_READINESS] = made
    return made


def knowledge_base() -> KnowledgeBase:
    """The knowledge base of the application that answers this request."""
    found = current_app.extensions[_KNOWLEDGE_BASE]
    if not isinstance(found, KnowledgeBase):
        raise TypeError(f"not a knowledge base: {found!r}")
    return found


def readiness() -> Readiness:
    """Whether that knowledge base can answer."""
    found = current_app.extensions[_READINESS]
    if not isinstance(found, Readiness):
        raise TypeError(f"not a readiness: {found!r}")
    return found
