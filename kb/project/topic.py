"""What to search for of a need: its words of content, without those by which it asks."""

from collections.abc import Sequence

from kb.project.cues import SENTENCE_CUES, found
from kb.question.vocabulary import stop_words
from kb.question.words import Word, words_of


def topic_of_need(text: str) -> str:
    """The words of content of `text` in their order; all its words where less than two are left.

    Whole sentences match passages for being sentences about partners; what is needed is in few of their
    words. Measured in docs/decisions/0011-needs-of-a-project.md.
    """
    words = words_of(text)
    kept = _content(words)
    return " ".join(word.text for word in (kept if len(kept) > 1 else words)) or text


def _content(words: Sequence[Word]) -> list[Word]:
    # All cues of sentences tell how something is asked for, and by when, not what it is.
    left_out = {
        place
        for cue in SENTENCE_CUES
        for phrase in found(cue, words)
        for place in range(phrase.first, phrase.after)
    }
    return [
        word
        for place, word in enumerate(words)
        if place not in left_out and word.folded not in stop_words() and not word.text.isdigit()
    ]
