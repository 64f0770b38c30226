"""The phrases that tell of needs: each finds itself, none stands there twice, no language is forgotten."""

import tomllib
from importlib.resources import files

import pytest

from kb.project.cues import SENTENCE_CUES, Cue, found, holds
from kb.question.words import key_of, words_of
from kb.wording.phrases import LANGUAGES

CUES: tuple[Cue, ...] = (*SENTENCE_CUES, "needs_heading", "other_heading")
DATA = tomllib.loads((files("kb.project") / "data" / "cues.toml").read_text(encoding="utf-8"))


def test_sections_are_the_cues_and_each_has_phrases_in_every_language() -> None:
    assert sorted(DATA) == sorted(CUES)
    for section in DATA.values():
        assert sorted(section) == sorted(LANGUAGES)
        assert all(section.values())


@pytest.mark.parametrize("cue", CUES)
def test_every_phrase_finds_itself_and_stands_there_once(cue: Cue) -> None:
    for phrases in DATA[cue].values():
        for phrase in phrases:
            words = words_of(phrase)
            assert [(one.value, one.first, one.after) for one in found(cue, words)] == [(cue, 0, len(words))]
        keys = [key_of(phrase) for phrase in phrases]
        assert [phrases[place] for place, key in enumerate(keys) if key in keys[:place]] == []


@pytest.mark.parametrize(
    ("cue", "text", "phrases"),
    [
        ("seeking", "We are looking for a lab; who could test it?", ["looking for", "who could"]),
        ("seeking", "Nous RECHERCHONS quelqu'un qui puisse", ["Nous RECHERCHONS", "quelqu un qui"]),
        ("seeking", "Wie kan dit? Wij zoeken een partner die test", ["Wie kan", "zoeken", "een partner die"]),
        ("seeking", "Gesucht: jemand, der prüft", ["Gesucht", "jemand der"]),
        ("lacking", "Il nous faut un labo", ["Il nous faut"]),  # not "il faut" within
        ("money", "a lab for masks", []),
    ],
)
def test_the_longest_phrases_are_found_in_their_order_none_within_another(
    cue: Cue, text: str, phrases: list[str]
) -> None:
    words = words_of(text)
    said = [" ".join(word.text for word in words[one.first : one.after]) for one in found(cue, words)]
    assert said == phrases
    assert holds(cue, text) == bool(phrases)
