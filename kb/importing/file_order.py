"""The order of a file, for what was found in several goes over it."""

import re
from collections.abc import Iterable, Sequence

from kb.importing.report import Problem

_NUMBERED = re.compile(r"(?P<part>.*?)(?P<number>\d*)\]?", re.DOTALL)


def in_file_order(problems: Sequence[Problem], places: Iterable[str]) -> list[Problem]:
    """The problems by where they stand, those of one row as they were found; of the whole file first.

    Args:
        problems: In any order.
        places: Those of the rows that were read, in the order of the file: they tell the order of its parts.
    """
    parts = dict.fromkeys(_split(place)[0] for place in (*places, *(found.row for found in problems)))
    order = {part: number for number, part in enumerate(parts)}

    def key(problem: Problem) -> tuple[bool, int, int]:
        part, number = _split(problem.row)
        return bool(problem.row), order[part], number

    return sorted(problems, key=key)


def _split(place: str) -> tuple[str, int]:
    """``sheet!12`` is 12 in the part ``sheet!`` of the file, ``people[3]`` is 3 in ``people[``."""
    found = _NUMBERED.fullmatch(place)
    return (found["part"], int(found["number"] or 0)) if found else (place, 0)
