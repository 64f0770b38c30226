"""Dates as files write them, into the three forms that are stored."""

import re

from kb.field_checks import check_date

_ISO = re.compile(r"(?P<y>\d{4})(?:-(?P<m>\d{1,2})(?:-(?P<d>\d{1,2}))?)?(?:[T ]\d{2}:\d{2}.*)?", re.ASCII)
_DAY_FIRST = re.compile(r"(?:(?P<d>\d{1,2})[/.-])?(?P<m>\d{1,2})[/.-](?P<y>\d{4})", re.ASCII)


def partial_date(text: str) -> str:
    """``2020``, ``2020-04`` or ``2020-04-17`` for these and for ``04/2020``, ``17/04/2020``, ``17.4.2020``.

    Raises:
        ValueError: Not a date, or one that no calendar has; the message says which and what to write.
    """
    found = _ISO.fullmatch(text.strip()) or _DAY_FIRST.fullmatch(text.strip())
    if found is None:
        return check_date(text)
    parts = [found["y"], *(part.zfill(2) for part in (found["m"], found["d"]) if part)]
    return check_date("-".join(parts), written=text)
