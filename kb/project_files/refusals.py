"""Why a file is not read, and what its owner can do."""

from enum import StrEnum

FORMATS = ".docx, .pdf, .txt or .md"


class Refusal(StrEnum):
    """Why a file is not read."""

    EMPTY = "empty"
    NO_WORDS = "no words"
    PICTURES = "pictures"
    PROTECTED = "protected"
    DAMAGED = "damaged"
    OTHER_FORMAT = "other format"
    UNKNOWN_ENCODING = "unknown encoding"
    TOO_LARGE = "too large"
    TOO_MANY_PAGES = "too many pages"
    TOO_LONG = "too long"
    UNPACKS_TOO_MUCH = "unpacks too much"
    DECLARES_TYPES = "declares types"
    TOO_HEAVY = "too heavy"


_SENTENCES = {
    Refusal.EMPTY: "is empty; choose the file that holds the description.",
    Refusal.NO_WORDS: "has no words in it; choose the file that holds the description, or paste the text.",
    Refusal.PICTURES: "has no text on {}, only pictures, as a scan has; paste the text, or run OCR (text "
    "recognition) on it first.",
    Refusal.PROTECTED: "is protected with a password; save a copy without one.",
    Refusal.DAMAGED: "is damaged or cut short; open it, save it anew as {}, and choose that copy.",
    Refusal.OTHER_FORMAT: f"is {{}}; save it as {FORMATS}, or paste the text.",
    Refusal.UNKNOWN_ENCODING: "is no text in UTF-8, UTF-16 or Windows-1252; save it as UTF-8, or paste the "
    "text.",
    Refusal.TOO_LARGE: "has {}; leave out pictures, or paste the text.",
    Refusal.TOO_MANY_PAGES: "has {}; keep the pages that say what the project needs.",
    Refusal.TOO_LONG: "has more than {}; keep the part that says what the project needs.",
    Refusal.UNPACKS_TOO_MUCH: "unpacks to more than a description does; save it anew as .docx, or paste the "
    "text.",
    Refusal.DECLARES_TYPES: "declares XML types or entities, which no Word document does; save it anew as "
    ".docx, or paste the text.",
    Refusal.TOO_HEAVY: "takes more time or memory than one file may; save it anew as PDF, or paste the text.",
}


class Unreadable(Exception):
    """A file that is not read, from whoever noticed; without its name, which only the door knows."""

    def __init__(self, refusal: Refusal, detail: str = "") -> None:
        super().__init__(refusal, detail)
        self.refusal = refusal
        self.detail = detail


def sentence(name: str, refusal: Refusal, detail: str) -> str:
    """One line for a person: which file, why not, what to do."""
    return f"{name} {_SENTENCES[refusal].format(detail)}"
