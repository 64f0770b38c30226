"""Dates as files write them, into the three forms that are stored."""

import datetime
import re

_ISO = re.compile(r"(?P<y>\d{4})(?:-(?P<m>\d{1,2})(?:-(?P<d>\d{1,2}))?)?(?:[T ]\d{2}:\d{2}.*)?")
_DAY_FIRST = re.compile(r"(?:(?P<d>\d{1,2})(?P<s>[/.-]))?(?P<m>\d{1,2})[/.-](?P<y>\d{4})")
_FORMS = "write YYYY, YYYY-MM or YYYY-MM-DD"


def partial_date(text: str) -> str:
    """``2020``, ``2020-04`` or ``2020-04-17`` for these and for ``04/2020``, ``17/04/2020``, ``17.4.2020``.

    Raises:
        ValueError: Not a date, or one that no calendar has; the message says which and what to write.
    """
    found = _ISO.fullmatch(text.strip()) or _DAY_FIRST.fullmatch(text.strip())
    if found is None:
        raise ValueError(f"{text!r} is not a date; {_FORMS}")
    year, month, day = found["y"], found["m"], found["d"]
    try:
        datetime.date(int(year), int(month or 1), int(day or 1))
    except ValueError as error:
        raise ValueError(f"{text!r} is a date that does not exist; {_FORMS}") from error
    return "-".join([year, *(f"{int(part):02}" for part in (month, day) if part)])


def ends_before_it_starts(start: str | None, end: str | None) -> bool:
    """Whether the end is before the start, as far as both are precise."""
    return bool(start and end and end < start[: len(end)])
