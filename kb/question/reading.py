"""What the readers share: the question as words, and what was read from which of them."""

from collections.abc import Callable
from dataclasses import dataclass, field

from kb.question.constraints import Constraint, Span
from kb.question.naming import Name
from kb.question.words import Word

_PAUSES = frozenset(".;:!?()\n")


@dataclass(frozen=True, slots=True)
class Reading:
    """One constraint and the words it takes."""

    constraint: Constraint
    first: int
    """Position of its first word."""
    after: int
    is_embedded: bool = False
    """Whether its words stay in the topic."""


@dataclass(slots=True)
class Sentence:
    """A question while it is being read."""

    text: str
    words: tuple[Word, ...]
    names: tuple[Name, ...] = ()
    is_about_a_fact: bool = False
    """Whether it asks for a number, a date or a place of one initiative, or is one word: nothing excludes."""
    readings: list[Reading] = field(default_factory=list)

    def taken(self) -> set[int]:
        """Positions of words that are part of a name or of something read."""
        spans = [(name.first, name.after) for name in self.names]
        spans += [(reading.first, reading.after) for reading in self.readings]
        return {position for first, after in spans for position in range(first, after)}

    def add(
        self, make: Callable[..., Constraint], first: int, after: int, *, is_embedded: bool = False
    ) -> None:
        """Read the words from `first` up to `after` as the constraint `make` gives for their offsets."""
        constraint = make(start=self.words[first].start, end=self.words[after - 1].end)
        self.readings.append(Reading(constraint, first, after, is_embedded))

    def span(self, first: int, after: int) -> Span:
        """The characters of some words."""
        return Span(start=self.words[first].start, end=self.words[after - 1].end)

    def has_pause_between(self, first: int, after: int) -> bool:
        """Whether punctuation parts the word before `first` + 1 from the word at `after`."""
        if not (0 <= first < after < len(self.words)):
            return False
        return any(c in _PAUSES for c in self.text[self.words[first].end : self.words[after].start])
