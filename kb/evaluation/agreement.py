"""Whether one need gets one answer in every language it is asked in."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations

from kb.evaluation.intervals import Figure, mean_figure
from kb.evaluation.questions import Question
from kb.model import Record

DEPTH = 5


class Agreement(Record):
    """How much the rankings for translations of one need have in common."""

    overlap: Figure
    """Overlap@5 of two translations: mean over the pairs of a need, then over needs."""
    by_languages: dict[str, Figure]
    """The same for each pair of languages, as ``en-fr``."""


def measure_agreement(
    questions: Sequence[Question], rankings: Mapping[str, Sequence[str]]
) -> Agreement | None:
    """Agreement over the needs that are asked at least twice; None without any.

    `rankings`: question id → ids, best first.
    """
    needs = defaultdict[str, list[Question]](list)
    for question in questions:
        if question.need is not None:
            needs[question.need].append(question)
    by_need = []
    by_languages = defaultdict[str, list[float]](list)
    for translations in needs.values():
        ordered = sorted(translations, key=lambda question: (question.language, question.id))
        overlaps = []
        for one, other in combinations(ordered, 2):
            overlaps.append(overlap(rankings[one.id], rankings[other.id]))
            by_languages[f"{one.language}-{other.language}"].append(overlaps[-1])
        if overlaps:
            by_need.append(sum(overlaps) / len(overlaps))
    if not by_need:
        return None
    return Agreement(
        overlap=mean_figure(by_need),
        by_languages={pair: mean_figure(values) for pair, values in sorted(by_languages.items())},
    )


def overlap(one: Sequence[str], other: Sequence[str], *, depth: int = DEPTH) -> float:
    """How many of the first `depth` ids two rankings share, whatever their order, as a share of `depth`."""
    return len(set(one[:depth]) & set(other[:depth])) / depth
