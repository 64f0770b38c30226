"""Names of products, trials and applications, found in the titles of initiatives."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from kb.model import Initiative

_TITLE_WORD = re.compile(r"[^\W_]{4,}")
_MOST_INITIATIVES = 3
_CAMEL = re.compile(r".*[a-z].*[A-Z]|[A-Z]{2,}[a-z]{2}")


def products(initiatives: Sequence[Initiative]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Words that look like names of products, and the initiatives whose titles have them.

    Such a word has a capital inside (``CoviDot``), or is written with a capital in every language the
    title is in; and at most three titles have it.
    """
    holders: dict[str, dict[str, None]] = defaultdict(dict)
    for initiative in initiatives:
        for word in _candidates(initiative):
            holders[word][initiative.id] = None
    for word, ids in holders.items():
        if len(ids) <= _MOST_INITIATIVES:
            yield word, tuple(ids)


def _candidates(initiative: Initiative) -> Iterable[str]:
    titles = [initiative.title, *(translation.title for translation in initiative.translations)]
    words = [dict.fromkeys(_TITLE_WORD.findall(title)) for title in titles]
    shared = [word for word in words[0] if all(word in others for others in words[1:])]
    is_translated = len(titles) > 1
    return [word for word in shared if _CAMEL.match(word) or (is_translated and _is_name(word))]


def _is_name(word: str) -> bool:
    """With a capital, and no symbol of a substance or a standard (``FFP2``, ``COVID19``)."""
    has_digit = any(character.isdigit() for character in word)
    return word[0].isupper() and not has_digit
