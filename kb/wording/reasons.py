"""Why an initiative is among the results, and what the bands mean, in a few words."""

from collections.abc import Iterable, Sequence

from kb.answer import Answer, Band, Evidence, Match, RankedInitiative, SignalScores
from kb.names import fold
from kb.question.constraints import Constraint
from kb.wording.counting import is_exact
from kb.wording.phrases import Phrases, phrases
from kb.wording.sentences import Parts, plain, text_of

MOST_WORDS = 3
"""How many pairs of words are told, and how many words that are the same."""
FIGURES = ("dense", "lexical", "late", "feedback")
"""The signals that are told, each from 0 to 1."""
FEW_WORDS = 0.1
"""Lexical score up to which meaning alone speaks for a passage; 1 is a passage with every word."""
MANY_WORDS = 0.7
LITTLE_MEANING = 0.25
"""Cosine of centred vectors below which meaning says little: unrelated texts have 0, near ones .4."""


def why(ranked: RankedInitiative, answer: Answer, language: str) -> tuple[str, ...]:
    """Short lines: words that match, what it was found by, which signal speaks for it, reranker, constraints.

    Args:
        ranked: one of the initiatives of `answer`.
        answer: whose question it is about.
        language: ``en``, ``fr``, ``nl`` or ``de``; any other is answered in English.
    """
    words = phrases(language)
    # Where constraints alone decide, words and signals decided nothing.
    lines = [*_constraints(ranked, answer, words)]
    if not is_exact(answer.question):
        lines = [
            *_same_words(ranked.evidence, words),
            *_pairs(ranked.evidence, words),
            *_found_by(ranked, words),
            *_signal(ranked, words),
            *_read(ranked.signals, words),
            *lines,
        ]
    return tuple(text_of(line) for line in lines)


def band_label(band: Band, language: str) -> str:
    """``strong match``."""
    return phrases(language).text("band", band, "label")


def band_explanation(band: Band, language: str) -> str:
    """What the band means for the reader, in one line."""
    return phrases(language).text("band", band, "explanation")


def _same_words(evidence: Evidence, words: Phrases) -> Iterable[Parts]:
    told = list(_standing_in_both(evidence).values())[:MOST_WORDS]
    if told:
        yield words.say("why", "same", words=words.listed([words.quoted(word) for word in told]))


def _pairs(evidence: Evidence, words: Phrases) -> Iterable[Parts]:
    """For each word of the question that does not stand in the text itself, the word nearest to it."""
    nearest: dict[str, Match] = {}
    for match in _strongest(evidence):
        nearest.setdefault(fold(match.query_word), match)
    told = [match for word, match in nearest.items() if word not in _standing_in_both(evidence)]
    pairs = [
        words.say(
            "why",
            "answers",
            evidence=words.quoted(_word(evidence, match)),
            question=words.quoted(match.query_word),
        )
        for match in told[:MOST_WORDS]
    ]
    if pairs:
        yield words.say("why", "pairs", pairs=words.separated(pairs))


def _standing_in_both(evidence: Evidence) -> dict[str, str]:
    """Words of the question that stand in the text too, folded and as they are."""
    same: dict[str, str] = {}
    for match in _strongest(evidence):
        if fold(_word(evidence, match)) == fold(match.query_word):
            same.setdefault(fold(match.query_word), match.query_word)
    return same


def _strongest(evidence: Evidence) -> Sequence[Match]:
    """The matches of words (not of bare numbers with others), the most alike first."""
    matches = [m for m in evidence.matches if _word(evidence, m) and m.query_word]
    kept = [m for m in matches if _is_worth_telling(_word(evidence, m), m.query_word)]
    return sorted(kept, key=lambda match: (-match.similarity, match.start))


def _is_worth_telling(word: str, query_word: str) -> bool:
    has_letters = any(c.isalpha() for c in word) and any(c.isalpha() for c in query_word)
    return has_letters or fold(word) == fold(query_word)


def _word(evidence: Evidence, match: Match) -> str:
    return evidence.text[match.start : match.end]


def _found_by(ranked: RankedInitiative, words: Phrases) -> Iterable[Parts]:
    if ranked.found_by in ("themes", "participants", "need", "offer"):
        yield words.say("why", ranked.found_by)


def _signal(ranked: RankedInitiative, words: Phrases) -> Iterable[Parts]:
    """Late interaction compares words by their meaning: it speaks for meaning where the words differ."""
    signals = ranked.signals
    meaning = max(signals.dense, signals.late)
    if signals.lexical <= 0 and meaning <= 0:
        return
    way = "both"
    if ranked.band == Band.WEAK:
        way = "little"
    elif signals.lexical <= FEW_WORDS:
        way = "meaning"
    elif signals.lexical >= MANY_WORDS and signals.dense < LITTLE_MEANING:
        way = "words"
    yield words.say("why", way, figures=_figures(signals, words))


def _figures(signals: SignalScores, words: Phrases) -> Parts:
    figures = {name: words.share(getattr(signals, name)) for name in FIGURES}
    return words.say("why", "figures", **figures)


def _read(signals: SignalScores, words: Phrases) -> Iterable[Parts]:
    if signals.cross_encoder is not None:
        yield words.say("why", "read", score=words.share(signals.cross_encoder))


def _constraints(ranked: RankedInitiative, answer: Answer, words: Phrases) -> Iterable[Parts]:
    constraints = answer.question.constraints
    met = [constraint for constraint in constraints if constraint.key in ranked.met]
    unmet = [constraint for constraint in constraints if constraint.key not in ranked.met]
    relaxed = [constraint for constraint in met if constraint.key in answer.relaxed]
    if relaxed and len(relaxed) == len(answer.relaxed):
        met = [constraint for constraint in met if constraint not in relaxed]
        yield words.say("why", "apart", labels=_labels(relaxed, words))
    for way, told in (("met", met), ("unmet", unmet)):
        if told:
            yield words.say("why", way, labels=_labels(told, words))


def _labels(constraints: Sequence[Constraint], words: Phrases) -> Parts:
    labels = dict.fromkeys(constraint.label(words.language) for constraint in constraints)
    return plain(", ".join(labels))
