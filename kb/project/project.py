"""A new project as it is asked about: its needs, what is wished of partners and of the group."""

from typing import Annotated, Literal

from pydantic import Field

from kb.model import Record, Text
from kb.project.wishes import Wishes

MAX_NEEDS = 30
"""Needs of a project; more are no project but a list."""
MAX_NEED_TEXT = 1_000
"""Characters of one need."""
MAX_ABOUT = 800
"""Characters of what a project is about: its first paragraph or two."""
MAX_CONDITIONS = 300
"""Characters of the conditions for all partners."""

Weight = Literal[1, 2, 3]
"""3 for what the project cannot do without, 2 for what it looks for, 1 for what would be welcome."""


class ProjectNeed(Record):
    """Something that a project seeks from others."""

    text: Annotated[Text, Field(max_length=MAX_NEED_TEXT)]
    weight: Weight = 2
    start: int | None = None
    """Offset of its first character in the description; None where it was added by hand."""
    end: int | None = None
    heading: str = ""
    """The heading it stands under."""


class Project(Record):
    """What is asked: everything an answer depends on, and nothing else, so that it can be asked again."""

    needs: tuple[ProjectNeed, ...]
    """In the order of their weight, heaviest first, then as they stand in the description."""
    about: Annotated[str, Field(max_length=MAX_ABOUT)] = ""
    """The project in short, for finding what resembles it; empty to go by the needs."""
    conditions: Annotated[str, Field(max_length=MAX_CONDITIONS)] = ""
    """What every partner must meet, in words: ``only SMEs in Wallonia, active since 2021``."""
    without: tuple[str, ...] = ()
    """Keys of constraints read in the conditions that are dropped."""
    wishes: Wishes = Wishes()
    """What the group should be like."""
    description_length: int | None = None
    """Characters of the description the needs were found in."""
