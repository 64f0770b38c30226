"""Documents and queries of real-looking variety, in any number, the same in every run."""

import json
import random
from collections.abc import Iterator
from pathlib import Path

from indexer.passage import Document, DocumentText
from indexer.sentences import sentence_spans

SAMPLE = Path(__file__).parents[1] / "kb/sample/initiatives.jsonl"
LANGUAGES = ("en", "fr")
_REPLACED = 0.3
"""Share of a sentence's words that are replaced by others of its language, so that no two are the same."""


class Material:
    """Titles, sentences and words of the sample in one language."""

    def __init__(self, texts: list[dict[str, str]], language: str) -> None:
        self.titles = [text["title"] for text in texts]
        self.sentences = [
            text["description"][start:end]
            for text in texts
            for start, end in sentence_spans(text["description"], language)
        ]
        self.words = sorted(
            {word for sentence in self.sentences for word in sentence.split() if len(word) > 4}
        )

    def varied(self, text: str, chance: random.Random) -> str:
        """Return `text` with some of its words replaced."""
        return " ".join(
            chance.choice(self.words) if chance.random() < _REPLACED else word for word in text.split()
        )


def materials() -> dict[str, Material]:
    """Return the material of each language."""
    records = [json.loads(line) for line in SAMPLE.read_text("utf-8").splitlines()]
    french = [record["translations"]["fr"] for record in records]
    return {"en": Material(records, "en"), "fr": Material(french, "fr")}


def documents(count: int) -> Iterator[Document]:
    """Yield `count` documents of an English and a French text of four to six sentences each."""
    found = materials()
    for number in range(count):
        chance = random.Random(number)
        length = chance.randint(4, 6)
        texts = tuple(
            DocumentText(
                language,
                "description",
                material.varied(chance.choice(material.titles), chance),
                " ".join(material.varied(chance.choice(material.sentences), chance) for _ in range(length)),
            )
            for language, material in found.items()
        )
        yield Document(f"generated-{number:06d}", texts, (f"Partner {number % 997}",))


def queries(count: int) -> list[str]:
    """Return `count` queries of three to nine words, in both languages by turns."""
    found = materials()
    asked = []
    for number in range(count):
        chance = random.Random(-1 - number)
        material = found[LANGUAGES[number % 2]]
        words = material.varied(chance.choice(material.sentences), chance).split()
        asked.append(" ".join(words[: chance.randint(3, 9)]))
    return asked
