"""Texts as they may enter the store: no e-mail addresses, no telephone numbers, no control characters."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from stdnum.be import vat as kbo

MAX_CHARACTERS = 100_000
"""Longest text of one field."""

_AN_E_MAIL, _A_TELEPHONE = "an e-mail address", "a telephone number"
_CLOAKS = (
    r"This email address is being protected from spambots\.?(?: You need JavaScript enabled to view it\.?)?",
    r"Cette adresse e-?mail est protégée contre les robots spammeurs\.?"
    r"(?: Vous devez activer le JavaScript pour la visualiser\.?)?",
    r"Dit e-?mailadres wordt beveiligd tegen spambots\.?"
    r"(?: JavaScript dient ingeschakeld te zijn om het te bekijken\.?)?",
    r"Diese E-Mail-Adresse ist vor Spambots geschützt[.!]?"
    r"(?: Zur Anzeige muss JavaScript eingeschaltet sein[.!]?)?",
)
_CLOAK = re.compile("|".join(_CLOAKS), re.IGNORECASE)
_AT = r"(?:@|\s?[\[(]\s?(?:at|arobase|apenstaartje)\s?[\])]\s?)"
_E_MAIL = re.compile(
    rf"(?:mailto:\s?)?(?<![\w.+-])[\w.+-]{{1,64}}{_AT}(?:[\w-]{{1,63}}(?:\.|\s?[\[(]dot[\])]\s?)){{1,5}}[a-z]{{2,24}}\b",
    re.IGNORECASE,
)
_E_MAIL_MARK = re.compile(r"@|\b(?:at|arobase|apenstaartje)\s?[\])]", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_LEAD_IN = r"(?:(?:t[ée]l(?:[ée]phone|efoon)?|phone|gsm|fax|mobile|mob)\s?\.?\s?:?\s*)?"
_TELEPHONE = re.compile(
    # +32 4 366 21 11, 0032 (0)4 366 21 11
    rf"{_LEAD_IN}(?<![\w+:.,])(?:\+|00)[1-9]\d{{0,2}}[\s./-]{{0,2}}(?:\(0\)[\s./-]?)?\d(?:[\s./-]?\d){{5,11}}(?!\w)"
    # 04/366.21.11, 0475 12 34 56, 020 123 4567: numbers at home begin with 0 and are written in groups
    rf"|{_LEAD_IN}(?<![\w/.,-])0\d{{1,3}}(?:\s/\s|[\s./-])\d{{2,4}}(?:[\s./-]\d{{2,4}}){{0,3}}(?![\w/-])"
    # any digits, announced as a telephone number
    r"|\b(?:t[ée]l(?:[ée]phone|efoon)?|phone|gsm|fax)\s?(?:\.\s?:?|:)\s*\d(?:[\s./()-]{0,2}\d){5,13}(?!\w)",
    re.IGNORECASE,
)
_FEWEST_DIGITS = 9
"""Of a telephone number that nothing announces; dates and small numbers have fewer."""
_STREET = re.compile(
    r"\b(?:rue|avenue|chauss[ée]e|boulevard|place|quai|all[ée]e|impasse|route)\s[^\d|]{2,60}\d+|"
    r"\b\w*(?:straat|laan|steenweg|stra(?:ss|ß)e|street)\s\d+",
    re.IGNORECASE,
)
_CONTROL = re.compile(r"[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A text and what was taken out of it."""

    text: str
    removed: tuple[str, ...] = ()
    """Sorts of things, for a person to read: ``an e-mail address``."""


def clean(text: str, *, of_person: bool = False) -> Cleaned:
    """The text without contact details; line breaks become line feeds, blanks at the ends go.

    Args:
        text: As the file has it.
        of_person: The text describes a person (name, job title, affiliation): streets go too.

    Raises:
        ValueError: The text cannot be stored; the message says why.
    """
    _check(text)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    removed = []
    for pattern, name in _patterns(text, of_person=of_person):
        before, text = text, pattern.sub(_joint, text)
        if text != before:
            removed.append(name)
    return Cleaned((_closed_up(text) if removed else text).strip(), tuple(removed))


def contact_detail(text: str) -> str | None:
    """Which contact detail is in an id, for a person to read (``an e-mail address``); None if there is none.

    Groups of digits are no telephone number here, however they begin: a project's code may look like that.
    """
    if holds_e_mail(text):
        return _AN_E_MAIL
    number = _TELEPHONE.search(text)
    return _A_TELEPHONE if number and not number.group()[0].isdigit() else None


def holds_e_mail(text: str) -> bool:
    """Whether there is an e-mail address in the text."""
    return _E_MAIL.search(text) is not None


def _patterns(text: str, *, of_person: bool) -> Iterator[tuple[re.Pattern[str], str]]:
    """What to look for, and what it is called."""
    yield _CONTROL, "a control character"
    # Most texts hold none of these marks, and searching for one is much faster than for the pattern.
    if "spam" in text.lower():
        yield _CLOAK, "a notice about a hidden e-mail address"
    if _E_MAIL_MARK.search(text):
        yield _E_MAIL, _AN_E_MAIL
    if _DIGIT.search(text):
        yield _TELEPHONE, _A_TELEPHONE
        if of_person:
            yield _STREET, "a postal address"


def _closed_up(text: str) -> str:
    """The text without the blanks and empty brackets around what was taken out."""
    text = re.sub(r"[ \t]+([,.;:)])", r"\1", re.sub(r"\([ \t]*\)", "", text))
    return re.sub(r"[ \t]{2,}", " ", text)


def _joint(found: re.Match[str]) -> str:
    """What is left where something was taken out; all of it, if it only looks like a telephone number."""
    text = found.group()
    if _CONTROL.fullmatch(text):
        return ""
    if found.re is _TELEPHONE and text[:1] in "0+":
        digits = re.sub(r"\D", "", text)
        if len(digits) < _FEWEST_DIGITS or kbo.is_valid(digits):
            return text
    return " "


def _check(text: str) -> None:
    if len(text) > MAX_CHARACTERS:
        raise ValueError(f"has {len(text):,} characters; the most is {MAX_CHARACTERS:,}")
    if "\x00" in text:
        raise ValueError("contains NUL characters; the file is damaged or not a text")
    try:
        text.encode()
    except UnicodeEncodeError as error:
        reason = "contains half a character (a lone surrogate); write the file again as UTF-8"
        raise ValueError(reason) from error
