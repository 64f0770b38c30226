"""From the description of a new project to what is asked about it."""

from indexer import Engine
from kb.errors import InvalidQuery
from kb.project.needs import find_needs
from kb.project.project import MAX_ABOUT, MAX_NEED_TEXT, Project, ProjectNeed
from kb.project.segments import segments
from kb.query import MAX_DESCRIPTION, parse_query

_FEW_WORDS = 40
"""Words up to which a text that states no need is one itself."""


def read_project(engine: Engine, description: str) -> Project:
    """The project that `description` tells of: its needs, and in short what it is about.

    A short text that asks for nothing is a need as a whole, as a question is.

    Raises:
        InvalidQuery: The text is empty, too long, has no word, or is long and states no need.
        IndexingError, ModelError: as `Engine.search`.
    """
    query = parse_query(description, max_characters=MAX_DESCRIPTION, noun="description")
    if len(query.text.split()) <= _FEW_WORDS and len(segments(description)) < 2:
        return Project(needs=(ProjectNeed(text=query.text[:MAX_NEED_TEXT]),))
    needs = find_needs(engine, description)
    if not needs and len(query.text.split()) <= _FEW_WORDS:
        needs = (ProjectNeed(text=query.text[:MAX_NEED_TEXT]),)
    if not needs:
        raise InvalidQuery(
            "No sentence of this text says what the project seeks from others. Write what it needs, one need "
            "on each line, for example: “a hospital that tests the device”."
        )
    return Project(needs=needs, about=query.text[:MAX_ABOUT].strip(), description_length=len(description))
