"""What is left to search for once asking words and certain constraints are taken out."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from kb.question.constraints import Span
from kb.question.reading import Sentence
from kb.question.vocabulary import phrases, stop_words

_JOINING = frozenset("-'’")


def topic_of(sentence: Sentence, *, is_restricted: bool) -> tuple[str, tuple[Span, ...]]:
    """The topic, and the characters left out of it.

    It is empty only where nothing but asking words and constraints was said and one of them is certain
    (`is_restricted`); a single word, and a text of asking words alone, is its own topic.
    """
    if len(sentence.words) < 2:
        return sentence.text.strip(), ()
    left_out = _taken_out(sentence)
    left_out |= _fillers(sentence)
    left_out |= _loose_joints(sentence, left_out)
    left_out |= _opening(sentence, left_out)
    kept = [position for position in range(len(sentence.words)) if position not in left_out]
    kept = _trimmed(sentence, kept, left_out)
    if not kept:
        if is_restricted:
            return _names(sentence), _spans(sentence, range(len(sentence.words)))
        return sentence.text.strip(), ()
    spans = _spans(sentence, set(range(len(sentence.words))) - set(kept))
    return _joined(sentence, kept), spans


def _taken_out(sentence: Sentence) -> set[int]:
    taken = {
        position
        for reading in sentence.readings
        if not reading.is_embedded
        for position in range(reading.first, reading.after)
    }
    for reading in sentence.readings:
        # What a taken-out kind does follows it: ``PME à Liège qui``.
        if reading.constraint.type in ("kind", "place", "actor") and not reading.is_embedded:
            found = phrases("relatives").at(sentence.words, reading.after)
            if found is not None and all(
                word.folded in stop_words() for word in sentence.words[found.first : found.after]
            ):
                taken |= set(range(found.first, found.after))
    return taken


def _fillers(sentence: Sentence) -> set[int]:
    found = (phrases("fillers").at(sentence.words, at) for at in range(len(sentence.words)))
    return {position for phrase in found if phrase for position in range(phrase.first, phrase.after)}


def _loose_joints(sentence: Sentence, left_out: set[int]) -> set[int]:
    """The ``and`` beside what was taken out."""
    return {
        position
        for position in range(len(sentence.words))
        if phrases("or").at(sentence.words[: position + 1], position)
        and (position - 1 in left_out or position + 1 in left_out)
    }


def _opening(sentence: Sentence, left_out: set[int]) -> set[int]:
    """The asking words at the beginning, and again after what was taken out there."""
    taken: set[int] = set()
    names = {position for name in sentence.names for position in range(name.first, name.after)}
    at = 0
    while at < len(sentence.words):
        if at in left_out:
            at += 1
            continue
        found = None if at in names else phrases("openings").at(sentence.words, at)
        if found is None:
            break
        taken |= set(range(found.first, found.after))
        at = found.after
    return taken


def _trimmed(sentence: Sentence, kept: list[int], left_out: Iterable[int]) -> list[int]:
    """Without words at either end that say nothing there; generic ones only beside a constraint."""
    removed = set(left_out)
    if removed and _says_nothing(sentence, kept):
        return []
    while kept and _may_be_cut(sentence, kept[0], is_last=False):
        kept = kept[1:]
    while kept and _may_be_cut(sentence, kept[-1], is_last=True):
        kept = kept[:-1]
    return kept


def _says_nothing(sentence: Sentence, kept: Sequence[int]) -> bool:
    """Whether only generic words, roles and such as say nothing are left: ``projects that a … leads``."""
    generic = {
        position
        for reading in sentence.readings
        if reading.constraint.type == "role"
        for position in range(reading.first, reading.after)
    }
    for at in kept:
        found = phrases("generic").at(sentence.words, at)
        generic |= set(range(found.first, found.after)) if found else set()
    return all(at in generic or sentence.words[at].folded in stop_words() for at in kept)


def _may_be_cut(sentence: Sentence, at: int, *, is_last: bool) -> bool:
    """Whether a word at an end says nothing there; a part of a longer word (``sous-traitant``) does."""
    word = sentence.words[at]
    if word.folded not in stop_words():
        return False
    if is_last:
        is_name = at > 0 and word.text[:1].isupper() and not sentence.has_pause_between(at - 1, at)
        return not is_name and sentence.text[word.start - 1 : word.start] not in _JOINING
    return sentence.text[word.end : word.end + 1] != "-"


def _names(sentence: Sentence) -> str:
    """The names said, which can be searched for where nothing else can."""
    spans = [sentence.span(name.first, name.after) for name in sentence.names]
    return " ".join(sentence.text[span.start : span.end] for span in spans)


def _spans(sentence: Sentence, positions: Iterable[int]) -> tuple[Span, ...]:
    runs: list[list[int]] = []
    for position in sorted(positions):
        if runs and runs[-1][1] == position:
            runs[-1][1] = position + 1
        else:
            runs.append([position, position + 1])
    return tuple(sentence.span(first, after) for first, after in runs)


def _joined(sentence: Sentence, kept: list[int]) -> str:
    """The kept words with what stood between those that were neighbours."""
    pieces = [sentence.words[kept[0]].text]
    for before, position in pairwise(kept):
        words = sentence.words
        is_neighbour = position == before + 1
        pieces.append(sentence.text[words[before].end : words[position].start] if is_neighbour else " ")
        pieces.append(words[position].text)
    return " ".join("".join(pieces).split())
