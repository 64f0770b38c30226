"""The phrases of one language (``data/<language>.toml``), its plurals, lists and quotation marks."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from babel import Locale
from babel.numbers import format_decimal

from kb.wording.sentences import Parts, fill, plain

LANGUAGES = ("en", "fr", "nl", "de")
FALLBACK = "en"
_LOCALES = {"en": "en_GB"}
"""English as Europe writes it: no comma before the last `and`."""


@dataclass(frozen=True, slots=True, eq=False)
class Phrases:
    """What can be said in one language."""

    language: str
    locale: Locale
    table: dict[str, Any]

    def has(self, *keys: str) -> bool:
        """Whether there is a phrase under these keys."""
        return keys[-1] in self._table(keys[:-1])

    def text(self, *keys: str) -> str:
        """The phrase under these keys, its gaps as they are."""
        return str(self._table(keys[:-1])[keys[-1]])

    def say(self, *keys: str, **gaps: str | Parts) -> Parts:
        """The phrase under these keys, its gaps filled."""
        return fill(self.text(*keys), **gaps)

    def count(self, count: int, *keys: str, is_at_least: bool = False, **gaps: str | Parts) -> Parts:
        """The plural form of a phrase that `count` calls for, with `{number}` and `{at_least}` filled."""
        forms = self._table(keys)
        form = forms.get(self.locale.plural_form(count), forms["other"])
        at_least = self.text("at_least") if is_at_least else ""
        return fill(form, number=self.number(count), at_least=at_least, **gaps)

    def number(self, count: int) -> str:
        """A count in words from two to twelve, in digits else."""
        words = self.table["number_words"]
        in_words = 2 <= count < 2 + len(words)
        return str(words[count - 2]) if in_words else format_decimal(count, locale=self.locale)

    def share(self, value: float) -> str:
        """A number from 0 to 1 with two decimals; what lies outside is brought to the nearest end."""
        return str(format_decimal(min(1.0, max(0.0, value)), "0.00", locale=self.locale))

    def quoted(self, text: str | Parts) -> Parts:
        """In the language's quotation marks; those within are its inner ones."""
        parts = plain(text) if isinstance(text, str) else text
        inner = tuple(part.model_copy(update={"text": self._inner(part.text)}) for part in parts)
        return self.say("quote", text=inner)

    def capitalised(self, parts: Parts) -> Parts:
        """With a capital first; a name stays as its record writes it."""
        if not parts or parts[0].kind is not None:
            return parts
        word, space, rest = parts[0].text.partition(" ")
        capital = self.table["capitals"].get(word, word[:1].upper() + word[1:])
        return (*plain(capital + space + rest), *parts[1:])

    def listed(self, items: Sequence[Parts]) -> Parts:
        """``A, B and C``."""
        if len(items) < 2:
            return tuple(part for item in items for part in item)
        patterns = self.locale.list_patterns["standard"]
        *first, last = items
        if len(first) == 1:
            return _both(patterns["2"], first[0], last)
        so_far = _both(patterns["start"], first[0], first[1])
        for item in first[2:]:
            so_far = _both(patterns["middle"], so_far, item)
        return _both(patterns["end"], so_far, last)

    def separated(self, items: Sequence[Parts]) -> Parts:
        """``A; B; C``, for items that hold commas."""
        separator = plain(self.text("separator"))
        parts = tuple(part for item in items for part in (*separator, *item))
        return parts[len(separator) :]

    def in_a_row(self, sentences: Sequence[Parts]) -> Parts:
        """One sentence after the other."""
        parts = tuple(part for sentence in sentences for part in (*plain(" "), *sentence))
        return parts[1:]

    def _inner(self, text: str) -> str:
        for outer, inner in self.table["inner_quotes"].items():
            text = text.replace(outer, inner)
        return text

    def _table(self, keys: Sequence[str]) -> dict[str, Any]:
        table = self.table
        for key in keys:
            table = table[key]
        return table


@cache
def phrases(language: str) -> Phrases:
    """The phrases of `language`, of English where it is none of the four."""
    known = language if language in LANGUAGES else FALLBACK
    text = (resources.files("kb.wording") / "data" / f"{known}.toml").read_text(encoding="utf-8")
    return Phrases(known, Locale.parse(_LOCALES.get(known, known)), tomllib.loads(text))


def _both(pattern: str, one: Parts, other: Parts) -> Parts:
    return fill(pattern.replace("{0}", "{one}").replace("{1}", "{other}"), one=one, other=other)
