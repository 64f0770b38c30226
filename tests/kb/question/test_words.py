import pytest

from kb.question.words import PhraseTable, words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("L'Université de Liège", ["l", "universite", "de", "liege"]),
        ("F.R.S.-FNRS", ["frs", "fnrs"]),
        ("Louvain-la-Neuve", ["louvain", "la", "neuve"]),
        ("e\u0301te\u0301", ["ete"]),
        ("Straße œuvre", ["strasse", "oeuvre"]),
        ("!!", []),
    ],
)
def test_words_are_folded(text: str, words: list[str]) -> None:
    found = words_of(text)
    assert [word.folded for word in found] == words
    assert all(text[word.start : word.end] == word.text for word in found)


def test_the_longest_phrase_is_found() -> None:
    table = PhraseTable([("in", 1), ("in the region of", 2), ("the region of", 3)])
    words = words_of("masks in the region of Mons")
    found, ending = table.at(words, 1), table.ending(words, 5)
    assert found is not None
    assert (found.value, found.first, found.after) == (2, 1, 5)
    assert ending is not None
    assert (ending.value, ending.first) == (2, 1)
    assert table.at(words, 0) is None
    assert table.at(words, 99) is None
    assert table.ending(words, 0) is None
