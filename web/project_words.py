"""What is said about a project and its answer, in the page's language."""

from flask_babel import LazyString, gettext, lazy_gettext, ngettext

from kb.project_files.refusals import FORMATS, Refusal
from kb.query import MAX_DESCRIPTION
from web.project_view import Shown
from web.wording import number

WEIGHTS: dict[int, LazyString] = {
    3: lazy_gettext("essential"),
    2: lazy_gettext("wanted"),
    1: lazy_gettext("welcome"),
}
"""How much a need matters, heaviest first."""

_FILES: dict[Refusal, LazyString] = {
    Refusal.EMPTY: lazy_gettext("The file is empty. Choose the one that holds the description."),
    Refusal.NO_WORDS: lazy_gettext("There are no words in the file. Choose another one, or paste the text."),
    Refusal.PICTURES: lazy_gettext(
        "The file holds pictures only, as a scan does. Run text recognition (OCR) on it, or paste the text."
    ),
    Refusal.PROTECTED: lazy_gettext("The file is protected with a password. Save a copy without one."),
    Refusal.DAMAGED: lazy_gettext(
        "The file is damaged or cut short. Open it, save it anew, and choose that copy."
    ),
    Refusal.OTHER_FORMAT: lazy_gettext(
        "A file of this kind is not read. Save it as %(formats)s, or paste the text.", formats=FORMATS
    ),
    Refusal.UNKNOWN_ENCODING: lazy_gettext(
        "The file is no readable text. Save it as UTF-8, or paste the text."
    ),
    Refusal.TOO_LARGE: lazy_gettext("The file is too large. Leave out pictures, or paste the text."),
    Refusal.TOO_MANY_PAGES: lazy_gettext(
        "The file has too many pages. Keep those that say what the project needs."
    ),
    Refusal.TOO_LONG: lazy_gettext(
        "The text in the file is too long. Keep the part that says what the project needs."
    ),
    Refusal.UNPACKS_TOO_MUCH: lazy_gettext(
        "The file unpacks to more than a description does. Save it anew, or paste the text."
    ),
    Refusal.DECLARES_TYPES: lazy_gettext(
        "The file holds something that no Word document does. Save it anew, or paste the text."
    ),
    Refusal.TOO_HEAVY: lazy_gettext(
        "Reading the file takes more time or memory than one file may. Save it as PDF, or paste the text."
    ),
}


def weight_name(weight: int) -> str:
    """How much a need matters, in a word."""
    return str(WEIGHTS[weight])


def file_refusal(refusal: Refusal) -> str:
    """Why a file is not read and what to do."""
    return str(_FILES[refusal])


def description_refusal(text: str) -> str:
    """Why nothing was found in `text`, a description that cannot be used, and what to do."""
    if len(text) > MAX_DESCRIPTION:
        return str(
            gettext(
                "The text has %(count)s characters; %(most)s are read at most. Keep the part that says what "
                "the project needs.",
                count=number(len(text)),
                most=number(MAX_DESCRIPTION),
            )
        )
    if not any(character.isalnum() for character in text):
        return str(gettext("There is no text yet. Paste the description of your project, or choose a file."))
    return str(
        gettext(
            "No sentence of this text says what the project seeks from others. Add what it needs, one need "
            "on each line, for example: “We are looking for a hospital that tests the device.”"
        )
    )


def listed_numbers(numbers: list[int]) -> str:
    """``1``, ``1 and 4``, ``1, 4 and 5``."""
    words = [number(one) for one in numbers]
    if len(words) < 2:
        return "".join(words)
    return str(gettext("%(some)s and %(last)s", some=", ".join(words[:-1]), last=words[-1]))


def summary(shown: Shown) -> tuple[str, ...]:
    """The answer in one to three sentences, from the records alone."""
    if shown.is_none_allowed:
        return (gettext("No organisation in this compendium meets the conditions for all partners."),)
    return tuple(filter(None, (_group(shown), _left_open(shown), _uncoverable(shown))))


def _group(shown: Shown) -> str:
    met, total = number(len(shown.met)), number(len(shown.needs))
    count = len(shown.members)
    if not shown.met:
        return str(gettext("Nobody in this compendium clearly meets what this project needs."))
    if len(shown.needs) == 1:
        return str(gettext("%(name)s could meet the need.", name=shown.members[0].organisation.name))
    if len(shown.met) == len(shown.needs):
        return str(
            ngettext(
                "One organisation could meet all %(total)s needs.",
                "%(num)s organisations together could meet all %(total)s needs.",
                count,
                total=total,
            )
        )
    return str(
        ngettext(
            "One organisation could meet %(met)s of the %(total)s needs.",
            "%(num)s organisations together could meet %(met)s of the %(total)s needs.",
            count,
            met=met,
            total=total,
        )
    )


def _left_open(shown: Shown) -> str:
    numbers = [need.number for need in shown.left_open]
    if not numbers:
        return ""
    return str(
        ngettext(
            "Need %(numbers)s could be met too, but not by a group as you wish it.",
            "Needs %(numbers)s could be met too, but not by a group as you wish it.",
            len(numbers),
            numbers=listed_numbers(numbers),
        )
    )


def _uncoverable(shown: Shown) -> str:
    numbers = [need.number for need in shown.uncoverable]
    if not numbers or not shown.met:
        return ""
    return str(
        ngettext(
            "Nobody here clearly meets need %(numbers)s.",
            "Nobody here clearly meets needs %(numbers)s.",
            len(numbers),
            numbers=listed_numbers(numbers),
        )
    )
