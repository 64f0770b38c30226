"""Names as they are compared (`fold`) and as they become ids (`slug`)."""

import functools
import hashlib
import re
import unicodedata

_LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ß": "ss", "ð": "d", "þ": "th"})
_INITIALS = re.compile(r"\b(?:[^\W\d_]\.){2,}(?:[^\W\d_]\b)?")
_NOT_A_WORD = re.compile(r"[\W_]+")
_LONGEST_SLUG = 80


@functools.lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """Lower-case words without accents and punctuation: ``S.A. L'Oréal`` is ``sa l oreal``."""
    joined = _INITIALS.sub(lambda found: found.group().replace(".", ""), text)
    # Twice, as decomposing can make capitals again and lower-casing can compose letters.
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", joined).casefold())
    plain = decomposed.casefold().translate(_LETTERS)
    bare = "".join(character for character in plain if not unicodedata.combining(character))
    return _NOT_A_WORD.sub(" ", bare).strip()


def slug(text: str, *, fallback: str = "record") -> str:
    """An id made of a name: ``Université de Liège`` is ``universite-de-liege``.

    At most 80 characters. A name without any letter of the Latin alphabet or digit gives `fallback`
    and a hash of the name, the same one each time.
    """
    words = re.findall(r"[a-z0-9]+", fold(text))
    joined = ""
    for word in words:
        longer = f"{joined}-{word}" if joined else word[:_LONGEST_SLUG]
        if len(longer) > _LONGEST_SLUG:
            break
        joined = longer
    return joined or f"{fallback}-{hashlib.sha256(text.encode()).hexdigest()[:8]}"
