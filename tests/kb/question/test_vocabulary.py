from collections import defaultdict

import pytest

from kb.question.vocabulary import LANGUAGES, data
from kb.question.words import key_of


@pytest.mark.parametrize(
    ("name", "table"),
    [("kinds", "kind"), ("roles", "by"), ("roles", "asked"), ("roles", "deeds"), ("statuses", "status")],
)
def test_no_phrase_has_two_meanings(name: str, table: str) -> None:
    meanings: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for entry in data(name)[table]:
        meaning = {key: value for key, value in entry.items() if key not in LANGUAGES}
        for language in LANGUAGES:
            for phrase in entry[language]:
                meanings[key_of(phrase)].add(str(meaning))
    assert meanings
    assert {phrase: said for phrase, said in meanings.items() if len(said) > 1} == {}
