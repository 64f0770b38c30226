"""Which organisation a name means: by id, name or alias; what only resembles one is suggested."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from kb.model import Organisation
from kb.names import fold

_LEGAL_FORMS = frozenset(
    "sa nv sprl bvba srl bv asbl vzw aisbl ivzw scrl cvba sc cv scs snc vof se sas sarl gmbh ag ev "  # noqa: SIM905
    "ltd limited inc plc llc corp fup frp".split()
)
_BETWEEN = re.compile(r"\s*[/;|]\s*|\s+(?:and|et|en|und|&)\s+")
_RESEMBLES = 85.0
"""Percentage of equal letters from which a name is worth a person's look."""


@dataclass(frozen=True, slots=True)
class Resemblance:
    """An organisation whose name is near a given one."""

    organisation_id: str
    name: str
    similarity: float
    """Of the folded names, 0 to 1."""


class OrganisationNames:
    """The names and aliases of all organisations, folded; the same questions give the same answers."""

    def __init__(self, organisations: Iterable[Organisation] = ()) -> None:
        self._organisations: dict[str, Organisation] = {}
        self._full = defaultdict[str, set[str]](set)
        self._bare = defaultdict[str, set[str]](set)
        self._spellings: dict[str, str] = {}
        """Sorted words of each spelling to the id of one organisation that has it."""
        for organisation in organisations:
            self.add(organisation)

    def add(self, organisation: Organisation) -> None:
        """Know one more organisation, whose id is not known yet."""
        self._organisations[organisation.id] = organisation
        for name in (organisation.name, *organisation.aliases):
            folded = fold(name)
            self._full[folded].add(organisation.id)
            self._bare[without_legal_form(folded)].add(organisation.id)
            for spelling in (folded, *(fold(part) for part in _parts(name))):
                self._spellings.setdefault(_sorted_words(spelling), organisation.id)

    def __contains__(self, organisation_id: str) -> bool:
        return organisation_id in self._organisations

    def named(self, organisation_id: str) -> Organisation:
        """The organisation with this id, which must be known."""
        return self._organisations[organisation_id]

    def find(self, text: str) -> tuple[str, ...]:
        """Ids of the organisations that `text` means: none, one, or several that share the name.

        An id means itself. Otherwise names and aliases are compared without accents, case and
        punctuation; where none is the same, legal forms (SA, NV, ASBL…) are left out too.
        """
        if text in self._organisations:
            return (text,)
        folded = fold(text)
        if not folded:
            return ()
        found = self._full.get(folded) or self._bare.get(without_legal_form(folded)) or set()
        return tuple(sorted(found))

    def find_in_affiliation(self, text: str) -> set[str]:
        """Ids of the organisations that an affiliation means, as a whole or in its parts."""
        return {found for part in affiliation_parts(text) for found in self.find(part)}

    def nearest(self, text: str) -> Resemblance | None:
        """The organisation whose name or alias resembles `text` most, if any does enough.

        The part before or inside brackets counts as a spelling too, so ``ULiège`` resembles
        ``University of Liège (ULiège)``.
        """
        best: tuple[float, str] | None = None
        for part in (text, *_parts(text)):
            words = _sorted_words(fold(part))
            found = process.extractOne(
                words, self._spellings.keys(), scorer=fuzz.ratio, score_cutoff=_RESEMBLES
            )
            if words and found and (best is None or found[1] > best[0]):
                best = (found[1], self._spellings[found[0]])
        if best is None:
            return None
        return Resemblance(best[1], self._organisations[best[1]].name, round(best[0] / 100, 2))


def affiliation_parts(text: str) -> tuple[str, ...]:
    """An affiliation as a whole and, where it names several (``ULiège / CHU de Liège``), each of them."""
    parts = [part for part in _BETWEEN.split(text) if part]
    return (text, *parts) if len(parts) > 1 else (text,)


def without_legal_form(folded: str) -> str:
    """A folded name without the legal forms at its ends: ``acme nv sa`` is ``acme``."""
    words = folded.split()
    while len(words) > 1 and words[-1] in _LEGAL_FORMS:
        words.pop()
    while len(words) > 1 and words[0] in _LEGAL_FORMS:
        words.pop(0)
    return " ".join(words)


def _parts(name: str) -> tuple[str, ...]:
    before, bracket, rest = name.partition("(")
    inside = rest.partition(")")[0]
    return (before, inside) if bracket and before.strip() and inside.strip() else ()


def _sorted_words(folded: str) -> str:
    return " ".join(sorted(without_legal_form(folded).split()))
