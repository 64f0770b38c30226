"""One row of a file, and the reading of its fields: a value, or a problem that names row and field."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import TypeAdapter, ValidationError

from kb.importing.cleaning import clean, contact_detail, holds_e_mail
from kb.importing.dates import partial_date
from kb.importing.report import Notes
from kb.importing.vocabulary import closest, closest_word, language_code
from kb.kinds import Kind
from kb.model import RecordId, Source, WebAddress
from kb.names import fold
from kb.words import allowed, words

_ADDRESS: TypeAdapter[str] = TypeAdapter(WebAddress)
_ID: TypeAdapter[str] = TypeAdapter(RecordId)


@dataclass(frozen=True, slots=True)
class Row:
    """What one line, table row or object of a file says, before anything was checked."""

    kind: Kind
    place: str
    """Where it stands, for a person to find it."""
    values: Mapping[str, Any]
    """By the key of a .json file, whatever the format."""
    written: Mapping[str, str] = field(default_factory=dict)
    """The header of each key, as the file writes it."""
    needs_id: bool = True
    """Whether a row without an id is refused; a table may leave ids to us."""


class Fields:
    """The fields of one row, or of an object within it; what nobody asked for is reported by `finish`."""

    def __init__(
        self, row: Row, notes: Notes, values: Mapping[str, Any] | None = None, *, at: str = ""
    ) -> None:
        self.row = row
        self.notes = notes
        self._values = row.values if values is None else values
        self._at = at
        self._asked: set[str] = set()

    def raw(self, key: str) -> object:
        """The value as it is in the file; None for what is absent or blank."""
        self._asked.add(key)
        value = self._values.get(key)
        return None if value is None or (isinstance(value, str) and not value.strip()) else value

    def problem(self, key: str, reason: str, hint: str = "") -> None:
        """Report this field."""
        self.notes.problem(self.row.place, self.name(key), reason, hint)

    def warn(self, key: str, message: str) -> None:
        """Mention this field."""
        self.notes.warn(self.row.place, self.name(key), message)

    def name(self, key: str) -> str:
        """The field as the file calls it."""
        written = self.row.written.get(key, key)
        return f"{self._at}.{written}" if self._at and key else self._at or written

    def text(self, key: str, *, of_person: bool = False) -> str | None:
        """One text, cleaned; None where there is none or it is a problem."""
        value = self.raw(key)
        return None if value is None else self._cleaned(key, value, of_person=of_person)

    def required(self, key: str, *, of_person: bool = False) -> str | None:
        """One text that has to be there; a number is none, though `text` takes one for its digits."""
        before = len(self.notes.problems)
        if isinstance(self.raw(key), int | float):
            self.problem(key, f"is {_sort(self.raw(key))}, not a text", "put it in quotation marks")
            return None
        text = self.text(key, of_person=of_person)
        if not text and len(self.notes.problems) == before:
            self.problem(key, "is missing", f"give each row a {key}")
        return text

    def number(self, key: str) -> str | None:
        """A number of a register, as it is written: it would look like a telephone number."""
        value = self.raw(key)
        text = None if value is None else _as_text(value)
        if value is not None and text is None:
            self.problem(key, f"is {_sort(value)}, not a text")
        return text.strip() if text else None

    def texts(self, key: str, *, of_person: bool = False) -> tuple[str, ...]:
        """A list of texts, each once; a single text is a list of one."""
        value = self.raw(key)
        items = value if isinstance(value, list) else [] if value is None else [value]
        found = [self._cleaned(key, item, of_person=of_person) for item in items if item is not None]
        return tuple(dict.fromkeys(text for text in found if text))

    def identifier(self, key: str = "id") -> str | None:
        """An id; None where there is none or it is a problem."""
        text = self.number(key)
        if text is None:
            return None
        detail = contact_detail(text)
        if detail is not None:
            self.problem(key, f"contains {detail}", "make the id of the name, such as jane-doe")
            return None
        try:
            return _ID.validate_python(text)
        except ValidationError as error:
            self.problem(key, f"{text[:80]!r}: {_reason(error)}")
            return None

    def date(self, key: str) -> str | None:
        """A date of year, month or day precision."""
        text = self.text(key)
        if text is None:
            return None
        try:
            return partial_date(text)
        except ValueError as error:
            reason, _, hint = str(error).partition("; ")
            self.problem(key, reason, hint)
            return None

    def language(self, key: str) -> str | None:
        """A language code, from a code or a language's name."""
        text = self.text(key)
        code = language_code(text) if text else None
        if text and code is None:
            self.problem(key, f"{text!r} is not a language", "write its two-letter code, such as fr")
        return code

    def choice(self, key: str, list_name: str) -> str | None:
        """A word of a closed list, from any of its accepted spellings."""
        text = self.text(key)
        return None if text is None else self.chosen(key, text, list_name)

    def chosen(self, key: str, text: str, list_name: str) -> str | None:
        """The word of a closed list that `text` is."""
        stored = words(list_name).get(fold(text))
        if stored is None:
            near = closest_word(text, list_name)
            every = ", ".join(allowed(list_name))
            hint = f"did you mean {near!r}? Allowed: {every}" if near else f"allowed: {every}"
            self.problem(key, f"unknown {list_name.replace('_', ' ')} {text[:80]!r}", hint)
        return stored

    def address(self, key: str) -> str | None:
        """A web address; one that begins with www. gets https:// in front."""
        text = self.raw(key)
        if text is None:
            return None
        if not isinstance(text, str):
            self.problem(key, f"is {_sort(text)}, not a text")
            return None
        text = text.strip()
        if text.lower().startswith("www."):
            text = f"https://{text}"
        if holds_e_mail(text):
            self.problem(key, "contains an e-mail address", "leave the person's address out")
            return None
        try:
            return _ADDRESS.validate_python(text)
        except ValidationError as error:
            self.problem(key, _reason(error), "write it as https://www.example.org")
            return None

    def objects(self, key: str) -> list[tuple[str, object]]:
        """The items of a list, each with its place for messages: ``participants[2]``."""
        value = self.raw(key)
        items = value if isinstance(value, list) else [] if value is None else [value]
        return [(f"{self.name(key)}[{number}]", item) for number, item in enumerate(items, 1)]

    def inner(self, values: Mapping[str, Any], at: str) -> "Fields":
        """The fields of an object within this row."""
        return Fields(self.row, self.notes, values, at=at)

    def sources(self, *keys: str) -> tuple[Source, ...]:
        """Sources from a list of addresses or objects under any of `keys`."""
        found = []
        for key in keys:
            for at, item in self.objects(key):
                inner = self.inner(item if isinstance(item, dict) else {"url": item}, at)
                url = inner.address("url")
                title, supports = inner.text("title") or "", inner.text("supports") or ""
                inner.finish()
                if url:
                    found.append(Source(url=url, title=title, supports=supports))
                elif inner.raw("url") is None:
                    inner.problem("url", "is missing", "a source needs a web address")
        return tuple(dict.fromkeys(found))

    def finish(self) -> None:
        """Warn of every key that is not known; nothing is left out silently."""
        for key in self._values:
            if key in self._asked or key == "type":
                continue
            near = closest(str(key), tuple(self._asked))
            hint = f"; did you mean {near!r}?" if near else ""
            self.notes.warn(self.row.place, self.name(str(key)), f"unknown field, left out{hint}")

    def _cleaned(self, key: str, value: object, *, of_person: bool) -> str | None:
        text = _as_text(value)
        if text is None:
            self.problem(key, f"is {_sort(value)}, not a text")
            return None
        try:
            cleaned = clean(text, of_person=of_person)
        except ValueError as error:
            self.problem(key, str(error))
            return None
        for removed in cleaned.removed:
            self.warn(key, f"{removed} was left out")
        return cleaned.text or None


def _as_text(value: object) -> str | None:
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return str(int(value)) if isinstance(value, int) or value.is_integer() else repr(value)


def _sort(value: object) -> str:
    names = {dict: "an object", list: "a list", bool: "true or false", int: "a number", float: "a number"}
    return names.get(type(value), "something else")


def _reason(error: ValidationError) -> str:
    return str(error.errors()[0]["msg"]).removeprefix("Value error, ")
