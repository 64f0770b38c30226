"""What the records name: organisations, people, products, themes, places."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from kb.model import Initiative, Organisation, Person, Theme
from kb.organisation_names import without_legal_form
from kb.question.constraints import Place
from kb.question.parts import with_parts
from kb.question.places import Meanings, place_names
from kb.question.products import products
from kb.question.vocabulary import stop_words
from kb.question.words import PhraseTable, folded, key_of
from kb.store import StoreReads

_SMALL_WORD = re.compile(r"(?<!\w)[^\W\d_A-ZÀ-Þ][^\W\d_]{4,}")
_BRACKETS = re.compile(r"^(?P<before>[^(]{2,}?)\s*\((?P<inside>[^)]{2,})\)")
_MANY_TITLES = 8
_MOST_NAME_WORDS = 12
_LONGEST_PART_ACRONYM = 12


@dataclass(slots=True)
class Named:
    """Whom or what a name means; several records may share it."""

    name: str
    """As the records write it."""
    organisation_ids: dict[str, None] = field(default_factory=dict)
    """In order; the parts of an organisation after it."""
    person_ids: dict[str, None] = field(default_factory=dict)
    initiative_ids: dict[str, None] = field(default_factory=dict)
    spellings: set[str] = field(default_factory=set)
    """How the records write this form of the name."""


@dataclass(frozen=True, slots=True)
class NamedTheme:
    """A theme with its labels by language."""

    theme_id: str
    names: dict[str, str]


class Gazetteer:
    """Built once from the records and never changed; safe to share between threads."""

    def __init__(
        self,
        *,
        organisations: Iterable[Organisation] = (),
        people: Iterable[Person] = (),
        initiatives: Iterable[Initiative] = (),
        themes: Iterable[Theme] = (),
    ) -> None:
        self.names = PhraseTable[Named]()
        self.themes = PhraseTable[NamedTheme]()
        self.places = PhraseTable[Meanings]()
        """Towns and regions of the records that the Belgian table lacks."""
        self.seats: set[tuple[str, ...]] = set()
        """Keys of the towns where organisations of the records are."""
        self._by_key: dict[tuple[str, ...], Named] = {}
        known = list(organisations)
        self._add_organisations(known)
        for person in people:
            self._named(person.name, person.name).person_ids[person.id] = None
        self._add_initiatives(list(initiatives))
        self._add_themes(themes)
        self._add_places(known)
        self.spellings = _by_length(self._by_key)
        """First letter and length to folded names and what they mean, for names with typing errors."""

    @classmethod
    def of(cls, store: StoreReads) -> "Gazetteer":
        """The gazetteer of everything in `store`."""
        return cls(
            organisations=store.organisations(),
            people=store.people(),
            initiatives=store.initiatives(),
            themes=store.themes(),
        )

    def is_corpus_word(self, word: str) -> bool:
        """Whether this folded word stands in small letters in the texts of the initiatives."""
        return word in self._corpus_words

    def _add_organisations(self, organisations: list[Organisation]) -> None:
        self.parts = parts = with_parts(organisations)
        """Organisation id → itself and its parts, and theirs."""
        for organisation in organisations:
            for form in (organisation.name, *organisation.aliases):
                named = self._named(form, organisation.name)
                named.organisation_ids.update(dict.fromkeys(parts[organisation.id]))
        own = set(self._by_key)
        for organisation in organisations:
            for form in _shorter_forms(organisation):
                # What is one organisation's own name is not another's short one.
                if key_of(form) not in own:
                    named = self._named(form, organisation.name)
                    named.organisation_ids.update(dict.fromkeys(parts[organisation.id]))

    def _add_initiatives(self, initiatives: list[Initiative]) -> None:
        self._corpus_words = _common_words(initiatives)
        taken = {word for key in self._by_key for word in key}
        for name, ids in products(initiatives):
            key = folded(name)
            is_free = key not in taken and key not in self._corpus_words and key not in stop_words()
            if is_free and place_names().get((key,)) is None:
                self._named(name, name).initiative_ids.update(dict.fromkeys(ids))

    def _add_themes(self, themes: Iterable[Theme]) -> None:
        for theme in themes:
            names = {label.language: label.text for label in theme.labels}
            for label in (*theme.labels, *theme.alternative_labels):
                key = key_of(label.text)
                if len(key) > 1:
                    self.themes.add(key, NamedTheme(theme.id, names))

    def _add_places(self, organisations: Iterable[Organisation]) -> None:
        by_key: dict[tuple[str, ...], dict[tuple[str, str], Place]] = defaultdict(dict)
        for organisation in organisations:
            if organisation.city:
                self.seats.add(key_of(organisation.city))
            for place in _places(organisation):
                by_key[key_of(place.name)][place.scope, place.name] = place
        for key, places in by_key.items():
            if place_names().get(key) is None:
                self.places.add(key, tuple(places.values()))

    def _named(self, form: str, name: str) -> Named:
        key = key_of(form)[:_MOST_NAME_WORDS]
        named = self._by_key.get(key)
        if named is None:
            named = self._by_key[key] = Named(name)
            if sum(map(len, key)) > 1:
                self.names.add(key, named)
        named.spellings.add(form.strip())
        return named


def _shorter_forms(organisation: Organisation) -> Iterator[str]:
    for name in (organisation.name, *organisation.aliases):
        bracket = _BRACKETS.match(name)
        if bracket:
            yield bracket["before"]
            if " " not in bracket["inside"] and len(bracket["inside"]) <= _LONGEST_PART_ACRONYM:
                yield bracket["inside"]
        key = " ".join(key_of(name))
        bare = without_legal_form(key)
        if bare != key and len(bare) >= 4:
            yield bare


def _common_words(initiatives: Sequence[Initiative]) -> frozenset[str]:
    """Folded words in small letters anywhere, and those of many titles (``Covid``), names or not."""
    pieces: set[str] = set()
    for text in _texts(initiatives):
        pieces.update(text.split())
    small = set(_SMALL_WORD.findall("\n".join(pieces)))
    counts = Counter(word for initiative in initiatives for word in set(key_of(initiative.title)))
    common = {word for word, count in counts.items() if count >= _MANY_TITLES}
    return frozenset(word if word.isascii() else folded(word) for word in small) | common


def _texts(initiatives: Iterable[Initiative]) -> Iterator[str]:
    for initiative in initiatives:
        yield initiative.title
        yield initiative.description
        for translation in initiative.translations:
            yield translation.title
            yield translation.description


def _places(organisation: Organisation) -> Iterator[Place]:
    if organisation.city:
        yield Place(scope="town", name=organisation.city)
    if organisation.region and organisation.country != "BE":
        yield Place(scope="region", name=organisation.region)


def _by_length(by_key: dict[tuple[str, ...], Named]) -> dict[tuple[str, int], tuple[list[str], list[Named]]]:
    found: dict[tuple[str, int], tuple[list[str], list[Named]]] = {}
    for key, named in by_key.items():
        joined = " ".join(key)
        spellings, meanings = found.setdefault((joined[:1], len(joined)), ([], []))
        spellings.append(joined)
        meanings.append(named)
    return found
