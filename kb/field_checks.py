"""What a field of a record may hold; each check returns the text, or raises ValueError with the remedy."""

import datetime
import re

from stdnum.be import vat
from stdnum.exceptions import ValidationError as NumberError

_DATE = re.compile(r"(?P<year>\d{4})(-(?P<month>\d{2})(-(?P<day>\d{2}))?)?", re.ASCII)
_ROR = re.compile(r"https://ror\.org/0[a-hj-km-np-tv-z0-9]{6}\d{2}")
_WEB_ADDRESS = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)


def check_date(text: str, *, written: str | None = None) -> str:
    """The text, which is a date of year, month or day precision.

    Raises:
        ValueError: It is not, or no calendar has that date; the message says which, as it was `written`
            before it was brought into this form, and what to write.
    """
    written = text if written is None else written
    found = _DATE.fullmatch(text)
    if found is None:
        raise ValueError(f"{written!r} is not a date; write YYYY, YYYY-MM or YYYY-MM-DD")
    try:
        datetime.date(int(found["year"]), int(found["month"] or 1), int(found["day"] or 1))
    except ValueError as error:
        raise ValueError(
            f"{written!r} is a date that does not exist; write YYYY, YYYY-MM or YYYY-MM-DD"
        ) from error
    return text


def ends_before_it_starts(start: str | None, end: str | None) -> bool:
    """Whether the end is before the start, as far as both are precise."""
    return bool(start and end and end < start[: len(end)])


def check_period(start: str | None, end: str | None) -> None:
    """Raise ValueError where the end is before the start, as far as both are precise."""
    if ends_before_it_starts(start, end):
        raise ValueError(f"end {end} is before start {start}")


def check_record_id(text: str) -> str:
    """The text, which can be the id of a record."""
    if not text or len(text) > 200 or " " in text or not text.isprintable():
        raise ValueError("an id is 1 to 200 printable characters without spaces")
    return text


def check_web_address(text: str) -> str:
    """The text, which is an address on the web."""
    if _WEB_ADDRESS.fullmatch(text) is None:
        raise ValueError(f"{text!r} is not a web address; it starts with http:// or https://")
    return text


def check_ror(text: str) -> str:
    """The text, which is an id of the Research Organization Registry."""
    if _ROR.fullmatch(text) is None:
        raise ValueError(f"{text!r} is not a ROR id; it looks like https://ror.org/00afp2z80")
    return text


def check_kbo(text: str) -> str:
    """The ten digits of the number in the Belgian register of enterprises."""
    try:
        return str(vat.validate(text))
    except NumberError as error:
        raise ValueError(
            f"{text!r} is not a KBO/BCE number: ten digits, the last two a check (mod 97) on the first eight"
        ) from error
