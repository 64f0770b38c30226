"""What is said where no initiative meets all that a question is certain of."""

from collections.abc import Collection, Sequence

from kb.answer import Answer, RankedInitiative
from kb.model import Record
from kb.question.constraints import Constraint
from kb.wording.phrases import Phrases, phrases
from kb.wording.sentences import Parts, plain, text_of


class Relaxation(Record):
    """That constraints could not all be met, and what is shown instead; a sentence each."""

    unmet: str
    shown: str


def relaxation(answer: Answer, language: str) -> Relaxation | None:
    """Which constraints of `answer` could not all be met and what it shows; None where none was relaxed.

    Args:
        answer: what was found.
        language: ``en``, ``fr``, ``nl`` or ``de``; any other is answered in English.
    """
    if not answer.relaxed:
        return None
    words = phrases(language)
    return Relaxation(unmet=text_of(unmet(answer, words)), shown=text_of(shown_instead(answer, words)))


def unmet(answer: Answer, words: Phrases) -> Parts:
    """The constraints that nothing meets, even alone, or else all that nothing meets together."""
    keys = answer.unmet or answer.relaxed
    labels = dict.fromkeys(c.label(words.language) for c in _with_keys(answer, keys))
    listed = plain(", ".join(labels))
    if answer.unmet:
        return words.count(len(labels), "relaxed", "unmet", labels=listed)
    return words.say("relaxed", "together", labels=listed)


def shown_instead(answer: Answer, words: Phrases) -> Parts:
    """What is listed for want of it, and whether that meets part of what was asked."""
    if not answer.initiatives and not answer.organisations:
        return ()
    return words.say("relaxed", "shown", _share(answer.initiatives, answer.relaxed))


def _with_keys(answer: Answer, keys: Collection[str]) -> Sequence[Constraint]:
    return [constraint for constraint in answer.question.constraints if constraint.key in keys]


def _share(listed: Sequence[RankedInitiative], relaxed: Collection[str]) -> str:
    """How many of what is listed meet part of `relaxed`: ``all``, ``some`` or ``none``."""
    meeting = [ranked for ranked in listed if not set(relaxed).isdisjoint(ranked.met)]
    if not meeting:
        return "none"
    return "all" if len(meeting) == len(listed) else "some"
