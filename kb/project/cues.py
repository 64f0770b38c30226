"""The words by which a sentence tells that it states a need: ``data/cues.toml``, all languages in one."""

import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources
from typing import Literal, get_args

from kb.question.words import Found, PhraseTable, Word, words_of

SentenceCue = Literal[
    "seeking",
    "lacking",
    "must",
    "able",
    "partner",
    "essential",
    "welcome",
    "own",
    "money",
    "calendar",
    "formality",
    "aim",
]
"""A section of the file with phrases of sentences; what it means is said there."""
Cue = SentenceCue | Literal["needs_heading", "other_heading"]
"""Any section of the file."""
SENTENCE_CUES: tuple[SentenceCue, ...] = get_args(SentenceCue)


@cache
def phrases(cue: Cue) -> PhraseTable[Cue]:
    """The phrases of one section."""
    return PhraseTable((phrase, cue) for language in _data()[cue].values() for phrase in language)


def found(cue: Cue, words: Sequence[Word]) -> Iterator[Found[Cue]]:
    """The phrases of `cue` in `words`, none within another."""
    at = 0
    while at < len(words):
        phrase = phrases(cue).at(words, at)
        if phrase:
            yield phrase
        at = phrase.after if phrase else at + 1


def holds(cue: Cue, text: str) -> bool:
    """Whether `text` has a phrase of `cue`."""
    return next(found(cue, words_of(text)), None) is not None


@cache
def _data() -> dict[str, dict[str, list[str]]]:
    text = (resources.files("kb.project") / "data" / "cues.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
