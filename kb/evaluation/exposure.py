"""Who is put first: small organisations or those that take part in everything."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from kb.evaluation.questions import Question
from kb.model import Record

SIZES = (("small", 1), ("medium", 4))
"""Name and the most initiatives of an organisation of that size; what has more is large."""
LARGE = "large"


class Exposure(Record):
    """The first places that organisations of one size get, and how many they should."""

    size: str
    """``small`` (one initiative), ``medium`` (2 to 4) or ``large`` (5 and more)."""
    organisation_count: int
    """How many organisations of this size there are."""
    first_places: float
    """Share of the questions with one of them first."""
    deserved: float
    """Share they would have if each question had one of its best-graded organisations first, drawn by lot."""


def measure_exposure(
    questions: Sequence[Question],
    rankings: Mapping[str, Sequence[str]],
    initiative_counts: Mapping[str, int],
) -> tuple[Exposure, ...]:
    """One row for each size, over `questions`, whose organisations are judged; none without questions.

    Args:
        questions: Each has at least one judged organisation.
        rankings: Question id → ids of organisations, best first; where it is empty, nobody is first.
        initiative_counts: Organisation id → how many initiatives it takes part in.
    """
    if not questions:
        return ()
    first, deserved = Counter[str](), defaultdict[str, float](float)
    for question in questions:
        for organisation_id in rankings[question.id][:1]:
            first[size_of(initiative_counts.get(organisation_id, 0))] += 1
        right = _best_graded(question)
        for organisation_id in right:
            deserved[size_of(initiative_counts[organisation_id])] += 1 / len(right)
    present = Counter(size_of(count) for count in initiative_counts.values())
    return tuple(
        Exposure(
            size=size,
            organisation_count=present[size],
            first_places=first[size] / len(questions),
            deserved=deserved[size] / len(questions),
        )
        for size in (*(name for name, _ in SIZES), LARGE)
    )


def size_of(initiative_count: int) -> str:
    """The size of an organisation that takes part in so many initiatives."""
    return next((name for name, most in SIZES if initiative_count <= most), LARGE)


def _best_graded(question: Question) -> list[str]:
    best = max(question.organisations.values())
    return [organisation_id for organisation_id, grade in question.organisations.items() if grade == best]
