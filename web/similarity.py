"""What resembles a record, for pages and answers that are whole without it."""

from collections.abc import Callable
from typing import TypeVar

from flask import current_app

from kb.answer import RankedInitiative
from kb.errors import IndexingError, ModelError
from kb.similar_organisations import SimilarOrganisation
from web.extensions import knowledge_base

SIMILAR_COUNT = 5
_T = TypeVar("_T")


def similar_initiatives(initiative_id: str) -> tuple[RankedInitiative, ...] | None:
    """The nearest initiatives, at most five; None where the index cannot be asked."""
    return _unless_unready(lambda: knowledge_base().similar(initiative_id, top=SIMILAR_COUNT), initiative_id)


def similar_organisations(organisation_id: str) -> tuple[SimilarOrganisation, ...] | None:
    """The organisations whose work resembles, at most nine; None where the index cannot be asked."""
    return _unless_unready(lambda: knowledge_base().similar_organisations(organisation_id), organisation_id)


def _unless_unready(ask: Callable[[], _T], record_id: str) -> _T | None:
    try:
        return ask()
    except (IndexingError, ModelError) as error:
        current_app.logger.warning("Nothing similar for %s: %s", record_id, error)
        return None
