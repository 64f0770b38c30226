"""How a question was understood, as links that take a constraint out or put it back."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from kb.answer import Answer
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
    is_relaxed: bool
    """Whether it would exclude, but for no initiative meeting all that is asked."""
    is_unmet: bool
    """Whether no initiative meets it at all."""
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


def understood(answer: Answer, language: str, arguments: Iterable[tuple[str, str]]) -> Understood:
    """What the page shows of how a question was understood; what reads the same is one chip.

    Args:
        answer: to the question.
        language: of the labels.
        arguments: of the address that is being answered, repeated ones as often as they came.
    """
    kept = [(name, value) for name, value in arguments if name != WITHOUT]
    return understood_question(
        answer.question,
        language,
        lambda without: _address(kept, without),
        relaxed=answer.relaxed,
        unmet=answer.unmet,
    )


def understood_question(
    question: Question,
    language: str,
    address: Callable[[Sequence[str]], str],
    *,
    relaxed: Collection[str] = (),
    unmet: Collection[str] = (),
) -> Understood:
    """What the page shows of how `question` was understood; what reads the same is one chip.

    Args:
        question: as it was understood.
        language: of the labels.
        address: the page's address without the constraints that have these keys.
        relaxed: keys of what would exclude, but for nothing meeting all that is asked.
        unmet: keys of what nothing meets at all.
    """
    removed = [constraint.key for constraint in question.removed]

    def chip(alike: Sequence[Constraint], without: Sequence[str]) -> Chip:
        first = alike[0]
        return Chip(
            label=first.label(language),
            said=", ".join(dict.fromkeys(question.text[c.start : c.end] for c in alike)),
            type=first.type,
            is_certain=first.is_certain,
            is_relaxed=first.key in relaxed,
            is_unmet=first.key in unmet,
            address=address(without),
        )

    return Understood(
        chips=tuple(
            chip(alike, [*removed, *(c.key for c in alike)])
            for alike in _alike(question.constraints, language)[:MAX_CHIPS]
        ),
        removed=tuple(
            chip(alike, [key for key in removed if key not in {c.key for c in alike}])
            for alike in _alike(question.removed, language)[:MAX_CHIPS]
        ),
        contradictions=_contradictions(question),
        undo_address=address([]),
    )


def _alike(constraints: Iterable[Constraint], language: str) -> list[list[Constraint]]:
    """Those that read the same together, in the order in which they were first said."""
    groups: dict[tuple[str, str, bool], list[Constraint]] = {}
    for one in constraints:
        groups.setdefault((one.type, one.label(language), one.is_certain), []).append(one)
    return list(groups.values())


def _address(kept: Sequence[tuple[str, str]], without: Sequence[str]) -> str:
    return "?" + urlencode([*kept, *((WITHOUT, key) for key in without)])


def _contradictions(question: Question) -> tuple[tuple[str, str], ...]:
    said = {c.key: question.text[c.start : c.end] for c in question.constraints}
    return tuple(
        (said[one], said[other]) for one, other in question.contradictions if one in said and other in said
    )
