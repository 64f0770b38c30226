"""Reads periods: ``before June 2020``, ``depuis 2021``, ``tussen mei en juli 2020``."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache, partial

from kb.question.constraints import PeriodConstraint, PeriodOf
from kb.question.dates import Days, days_at, joints, skip, skipped_words
from kb.question.reading import Sentence
from kb.question.vocabulary import data, phrases, statuses
from kb.question.words import PhraseTable, Word

_RELATIONS = ("before", "after", "since", "until", "in", "between")
_WORDS_BEFORE = 5
_WORDS_AFTER = 3
"""How far from its period a verb (``launched``) may stand."""


def read_periods(sentence: Sentence) -> None:
    """Add every period of the sentence; a bare year or a wave of the pandemic is doubtful."""
    at = 0
    while at < len(sentence.words):
        days = None if at in sentence.taken() else days_at(sentence.words, at)
        at = at + 1 if days is None else _add(sentence, days)


def _add(sentence: Sentence, days: Days) -> int:
    words = sentence.words
    second = _second(words, days.after)
    relation, begin = _relation(words, days.begin, only=("between",) if second else _RELATIONS[:-1])
    if second is not None and relation == "":
        relation, begin = _relation(words, days.begin, only=_RELATIONS[:-1])
        # ``in 2020 and 2021`` is a stretch; ``before 2020 and after 2021`` is two.
        second = second if relation == "in" else None
    first, last = _bounds(relation, days, second)
    after = second.after if second else days.after
    of = _event(words, begin, after)
    is_set_apart = relation == "" and _is_set_apart(sentence, days)
    previous = _alternative_before(sentence, days.begin) if relation == "" else None
    is_said = relation != "" or is_set_apart or (previous is not None and previous.is_certain)
    is_certain = (
        days.is_certain and is_said and not sentence.is_about_a_fact and not _is_told(sentence, begin)
    )
    default: PeriodOf = "activity" if relation in ("in", "between", "") else "start"
    of = of or (previous.of if previous else None)
    verb = _events().ending(words, begin)
    if is_certain and verb is not None and statuses().at(words, verb.first) is None:
        begin = verb.first
    make = partial(PeriodConstraint, first=first, last=last, of=of or default, is_certain=is_certain)
    sentence.add(make, begin, after, is_embedded=relation == "" and not is_certain)
    return after


def _is_set_apart(sentence: Sentence, days: Days) -> bool:
    """``tests at school, autumn 2020``: after a comma, and nothing follows; a bare year may be anything."""
    words = sentence.words
    before = sentence.text[words[days.begin - 1].end : words[days.begin].start] if days.begin else ""
    is_bare_year = days.begin + 1 == days.after
    return "," in before and days.after == len(words) and not is_bare_year


def _alternative_before(sentence: Sentence, begin: int) -> PeriodConstraint | None:
    """The period before ``or``: ``in 2022 or 2023``."""
    joint = phrases("or").ending(sentence.words, begin)
    last = sentence.readings[-1] if sentence.readings else None
    is_joined = joint is not None and last is not None and last.after == joint.first
    return last.constraint if is_joined and last and isinstance(last.constraint, PeriodConstraint) else None


def _is_told(sentence: Sentence, begin: int) -> bool:
    """Whether the period is of a sentence that tells something, before the one that asks."""
    rest = sentence.text[sentence.words[begin].start :]
    told, dot, asked = rest.partition(". ")
    return bool(dot) and "?" not in told and "?" in asked


def _bounds(relation: str, days: Days, second: Days | None) -> tuple[str | None, str | None]:
    """First and last day; None where the period is open."""
    if second is not None:
        return min(days.first, second.first), max(days.last, second.last)
    one = timedelta(days=1)
    match relation:
        case "before":
            return None, (date.fromisoformat(days.first) - one).isoformat()
        case "until":
            return None, days.last
        case "since":
            return days.first, None
        case "after":
            return (date.fromisoformat(days.last) + one).isoformat(), None
    return days.first, days.last


def _relation(words: Sequence[Word], begin: int, *, only: Sequence[str]) -> tuple[str, int]:
    """Which preposition stands before a date, and where it begins; no name where there is none."""
    skipped = begin
    while True:
        for relation in only:
            found = _prepositions(relation).ending(words, skipped)
            if found is not None:
                return relation, found.first
        if skipped == 0 or words[skipped - 1].folded not in skipped_words():
            return "", begin
        skipped -= 1


def _second(words: Sequence[Word], at: int) -> Days | None:
    joint = joints().at(words, at)
    return days_at(words, skip(words, joint.after)) if joint else None


def _event(words: Sequence[Word], begin: int, after: int) -> PeriodOf | None:
    """What a verb near the period says it is of, the nearest one before it first."""
    near = [*range(begin - 1, max(-1, begin - 1 - _WORDS_BEFORE), -1), *range(after, after + _WORDS_AFTER)]
    for position in near:
        found = _events().at(words, position)
        if found is not None:
            return found.value
    return None


@cache
def _prepositions(relation: str) -> PhraseTable[str]:
    return PhraseTable((word, relation) for word in data("periods")["relations"][relation])


@cache
def _events() -> PhraseTable[PeriodOf]:
    events = data("periods")["events"]
    starts: list[tuple[str, PeriodOf]] = [(word, "start") for word in events["start"]]
    return PhraseTable([*starts, *((word, "end") for word in events["end"])])
