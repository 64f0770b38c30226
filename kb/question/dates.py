"""Dates as people write them in four languages: days, months, seasons, years, waves of the pandemic."""

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from babel import Locale

from kb.question.vocabulary import LANGUAGES, data
from kb.question.words import PhraseTable, Word, folded, key_of

_YEARS = range(2000, 2100)


@dataclass(frozen=True, slots=True)
class Days:
    """A stretch of time as said, and the words that say it."""

    first: str
    """Day, ISO 8601."""
    last: str
    begin: int
    """Position of its first word."""
    after: int
    is_certain: bool = True


def days_at(words: Sequence[Word], at: int) -> Days | None:
    """The date, month, season, year or wave that begins at this word."""
    for read in (_wave, _part_of_year, _iso, _day, _month, _month_of_later_year, _season, _whole_year):
        days = read(words, at)
        if days is not None:
            return days
    return None


def skip(words: Sequence[Word], at: int) -> int:
    """The position of the first word from `at` on that is no article."""
    while at < len(words) and words[at].folded in skipped_words():
        at += 1
    return at


@cache
def skipped_words() -> frozenset[str]:
    """What may stand between a preposition and its date."""
    return frozenset(folded(word) for word in data("periods")["relations"]["skipped"])


def _wave(words: Sequence[Word], at: int) -> Days | None:
    found = _spans("waves").at(words, at)
    if found is None:
        return None
    wave = data("periods")["waves"][found.value]
    return Days(wave["from"], wave["to"], at, found.after, is_certain=False)


def _part_of_year(words: Sequence[Word], at: int) -> Days | None:
    found = _spans("parts").at(words, at)
    month = _month(words, skip(words, found.after)) if found else None
    if found and month:
        return _part_of_month(found.value, month, at)
    return _in_year(words, at, found.after, _limits("parts", found.value)) if found else None


def _part_of_month(part: str, month: Days, begin: int) -> Days:
    """``fin mars 2020``: the last third of it."""
    thirds = {"early": ("01", "10"), "middle": ("11", "20"), "late": ("21", month.last[8:])}
    first, last = thirds[part]
    return Days(f"{month.first[:8]}{first}", f"{month.first[:8]}{last}", begin, month.after)


def _season(words: Sequence[Word], at: int) -> Days | None:
    found = _spans("seasons").at(words, at)
    return _in_year(words, at, found.after, _limits("seasons", found.value)) if found else None


def _iso(words: Sequence[Word], at: int) -> Days | None:
    """``2020-06`` and ``2020-06-15``: the year first, nothing but a mark between the numbers."""
    year = _year(words, at)
    month = _number(words, at + 1, 12)
    if year is None or month is None or len(words[at + 1].text) != 2 or not _are_joined(words, at):
        return None
    day = _number(words, at + 2, calendar.monthrange(year, month)[1]) if _are_joined(words, at + 1) else None
    return (
        _one_day(year, month, day, at, at + 3) if day else _months(year, month, month, begin=at, after=at + 2)
    )


def _day(words: Sequence[Word], at: int) -> Days | None:
    """``15 juin 2020``, ``1er mars 2020``, ``15/06/2020``."""
    day = _number(words, at, 31)
    if day is None:
        return None
    found = _month_names().at(words, skip(words, at + 1))
    month = found.value if found else _number(words, at + 1, 12) if _are_joined(words, at) else None
    after = skip(words, found.after if found else at + 2)
    year = _year(words, after)
    if month is None or year is None or day > calendar.monthrange(year, month)[1]:
        return None
    return _one_day(year, month, day, at, after + 1)


def _month(words: Sequence[Word], at: int) -> Days | None:
    """``juin 2020``, ``06/2020``."""
    found = _month_names().at(words, at)
    month = found.value if found else _number(words, at, 12) if _are_joined(words, at) else None
    after = skip(words, found.after if found else at + 1)
    year = _year(words, after)
    return _months(year, month, month, begin=at, after=after + 1) if month and year else None


def _month_of_later_year(words: Sequence[Word], at: int) -> Days | None:
    """``May`` in ``between May and July 2020``."""
    month = _month_names().at(words, at)
    joint = joints().at(words, month.after) if month else None
    other = _month_names().at(words, joint.after) if joint else None
    year = _year(words, other.after) if other else None
    return _months(year, month.value, month.value, begin=at, after=month.after) if month and year else None


def _whole_year(words: Sequence[Word], at: int) -> Days | None:
    year = _year(words, at)
    return _months(year, 1, 12, begin=at, after=at + 1) if year else None


def _one_day(year: int, month: int, day: int, begin: int, after: int) -> Days:
    said = f"{year}-{month:02}-{day:02}"
    return Days(said, said, begin, after)


def _months(year: int, first: int, last: int, *, begin: int, after: int) -> Days:
    last_year, last = (year + 1, last - 12) if last > 12 else (year, last)
    length = calendar.monthrange(last_year, last)[1]
    return Days(f"{year}-{first:02}-01", f"{last_year}-{last:02}-{length}", begin, after)


def _in_year(words: Sequence[Word], begin: int, after: int, limits: tuple[int, int]) -> Days | None:
    """Some months of the year that is said next."""
    at = skip(words, after)
    year = _year(words, at)
    return _months(year, *limits, begin=begin, after=at + 1) if year else None


def _limits(section: str, name: str) -> tuple[int, int]:
    entry = data("periods")[section][name]
    return entry["first"], entry["last"]


def _year(words: Sequence[Word], at: int) -> int | None:
    number = _number(words, at, _YEARS[-1])
    return number if number in _YEARS else None


def _number(words: Sequence[Word], at: int, most: int) -> int | None:
    if not 0 <= at < len(words):
        return None
    digits = words[at].folded.removesuffix("er").removesuffix("st").removesuffix("th")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 4):
        return None
    return int(digits) if 0 < int(digits) <= most else None


def _are_joined(words: Sequence[Word], at: int) -> bool:
    """Whether a single mark parts the words at `at` and after it."""
    return 0 <= at < len(words) - 1 and words[at].end + 1 == words[at + 1].start


@cache
def joints() -> PhraseTable[str]:
    """``and``, ``à``, ``tot``: between the two ends of a period."""
    return PhraseTable((word, "to") for word in data("periods")["relations"]["to"])


@cache
def _month_names() -> PhraseTable[int]:
    table = PhraseTable[int]()
    for language in LANGUAGES:
        months = Locale(language).months["format"]
        for number in range(1, 13):
            table.add(key_of(months["wide"][number]), number)
            table.add(key_of(months["abbreviated"][number]), number)
    for number, words in data("periods")["months"].items():
        for word in words:
            table.add(key_of(word), int(number))
    return table


@cache
def _spans(section: str) -> PhraseTable[str]:
    entries = data("periods")[section].items()
    return PhraseTable((word, name) for name, entry in entries for word in entry["words"])
