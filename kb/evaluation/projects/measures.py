"""What one answer to a judged project is worth."""

from collections.abc import Mapping, Sequence
from itertools import combinations

from kb.evaluation.projects.judged import JudgedProject
from kb.model import Record
from kb.project.answer import NeedAnswer, ProjectAnswer

FIRST = 3
"""Places among which a right organisation counts."""
_SAME = 0.5
"""Share of the shorter of two places in the text that both must have to be the same."""


class NeedResult(Record):
    """One judged need and what became of it."""

    id: str
    is_coverable: bool
    """Whether some organisation could meet it by judgment."""
    is_found: bool
    first: tuple[str, ...] = ()
    """Ids of the first organisations for it; none where it was not found."""
    rank: int | None = None
    """Of the first right organisation."""
    is_covered: bool = False
    """Whether a member of the group could meet it by judgment."""


class ProjectResult(Record):
    """One judged project and its answer."""

    id: str
    language: str
    needs: tuple[NeedResult, ...]
    spurious: tuple[str, ...]
    """Texts that were taken for needs and are none."""
    group: tuple[str, ...]
    """Ids of the members."""
    smallest: int
    """Members of the smallest group that covers every coverable need by judgment."""


def measure_project(judged: JudgedProject, answer: ProjectAnswer | None) -> ProjectResult:
    """What `answer` is worth; None where the description was refused for stating no need."""
    found = answer.needs if answer else ()
    group = tuple(member.organisation_id for member in answer.group.members) if answer else ()
    matched: set[str] = set()
    needs = []
    for need, spans in zip(judged.needs, judged.spans(), strict=True):
        same = [one for one in found if any(is_same_place(_place(one, judged.text), span) for span in spans)]
        matched.update(one.id for one in same)
        # Of several pieces that state it, the one with the surest answer is what a reader goes by.
        best = max(same, key=lambda one: one.confidence, default=None)
        first = tuple(ranked.organisation.id for ranked in best.organisations) if best else ()
        needs.append(
            NeedResult(
                id=need.id,
                is_coverable=bool(need.right),
                is_found=bool(same),
                first=first[:FIRST],
                rank=next((rank for rank, id_ in enumerate(first, start=1) if id_ in need.right), None),
                is_covered=bool(need.right & set(group)),
            )
        )
    return ProjectResult(
        id=judged.id,
        language=judged.language,
        needs=tuple(needs),
        spurious=tuple(one.need.text for one in found if one.id not in matched),
        group=group,
        smallest=smallest_cover([need.right for need in judged.needs if need.right]),
    )


def is_same_place(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether two places in a text overlap by half of the shorter one or more."""
    common = min(one[1], other[1]) - max(one[0], other[0])
    return common >= _SAME * min(one[1] - one[0], other[1] - other[0])


def smallest_cover(sets: Sequence[frozenset[str]]) -> int:
    """The fewest ids of which each of `sets`, none empty, holds one; found by trying, so for few sets."""
    useful = sorted(set[str]().union(*sets))
    for size in range(len(sets) + 1):
        if any(all(one & set(chosen) for one in sets) for chosen in combinations(useful, size)):
            return size
    raise ValueError("an empty set cannot be covered")


def busiest(initiative_counts: Mapping[str, int], count: int) -> tuple[str, ...]:
    """The organisations that take part in most, ties by id: a list that knows nothing of the project."""
    return tuple(sorted(initiative_counts, key=lambda id_: (-initiative_counts[id_], id_))[:count])


def _place(found: NeedAnswer, text: str) -> tuple[int, int]:
    """Where the need stands in the text; all of it where the text was taken as a whole."""
    need = found.need
    return (0, len(text)) if need.start is None or need.end is None else (need.start, need.end)
