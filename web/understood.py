"""How a question was understood, as links that take a constraint out or put it back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from kb.question import Constraint, Question

WITHOUT = "without"
"""The argument, repeated, that names the constraints to leave out."""
MAX_CHIPS = 20
"""Each repeats the whole question in its address; pasted texts can hold many."""


@dataclass(frozen=True, slots=True)
class Chip:
    """A constraint in the reader's language and the address without it, or with it again."""

    label: str
    said: str
    """The words of the question it was read from."""
    type: str
    is_certain: bool
    """Whether it excludes; else what meets it only comes first."""
    address: str


@dataclass(frozen=True, slots=True)
class Understood:
    """What a question asks for beside its topic."""

    chips: tuple[Chip, ...]
    removed: tuple[Chip, ...]
    """Taken out by the reader; their addresses put them back."""
    contradictions: tuple[tuple[str, str], ...]
    """Words of the question that exclude each other."""
    undo_address: str
    """With every constraint again."""


def understood(question: Question, language: str, arguments: Iterable[tuple[str, str]]) -> Understood:
    """What the page shows of `question`.

    Args:
        question: as it was answered.
        language: of the labels.
        arguments: of the address that is being answered, repeated ones as often as they came.
    """
    kept = [(name, value) for name, value in arguments if name != WITHOUT]
    removed = [constraint.key for constraint in question.removed]

    def chip(constraint: Constraint, without: Sequence[str]) -> Chip:
        return Chip(
            label=constraint.label(language),
            said=question.text[constraint.start : constraint.end],
            type=constraint.type,
            is_certain=constraint.is_certain,
            address=_address(kept, without),
        )

    return Understood(
        chips=tuple(chip(c, [*removed, c.key]) for c in question.constraints[:MAX_CHIPS]),
        removed=tuple(
            chip(c, [key for key in removed if key != c.key]) for c in question.removed[:MAX_CHIPS]
        ),
        contradictions=_contradictions(question),
        undo_address=_address(kept, []),
    )


def _address(kept: Sequence[tuple[str, str]], without: Sequence[str]) -> str:
    return "?" + urlencode([*kept, *((WITHOUT, key) for key in without)])


def _contradictions(question: Question) -> tuple[tuple[str, str], ...]:
    said = {c.key: question.text[c.start : c.end] for c in question.constraints}
    return tuple(
        (said[one], said[other]) for one, other in question.contradictions if one in said and other in said
    )
