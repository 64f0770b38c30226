"""Words of the interface that stand for values of records: roles, statuses, kinds, periods, places."""

import datetime
from urllib.parse import urlsplit

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal
from flask_babel import get_locale, gettext, lazy_gettext

from kb.model import DescriptionBasis, Initiative, Organisation, PartialDate, Status, Theme, Translation

LANGUAGES = {"en": "English", "fr": "Français", "nl": "Nederlands", "de": "Deutsch"}
"""The languages of the interface, each by its own name."""

ROLES = {
    "lead": lazy_gettext("lead"),
    "partner": lazy_gettext("partner"),
    "funder": lazy_gettext("funder"),
    "supplier": lazy_gettext("supplier"),
    "manufacturer": lazy_gettext("manufacturer"),
    "clinical site": lazy_gettext("clinical site"),
    "contact": lazy_gettext("contact"),
    "other": lazy_gettext("other role"),
}
STATUSES = {
    "under development": lazy_gettext("under development"),
    "ongoing": lazy_gettext("ongoing"),
    "completed": lazy_gettext("completed"),
    "stopped": lazy_gettext("stopped"),
    "unknown": lazy_gettext("status unknown"),
}
KINDS = {
    "SME": lazy_gettext("SME"),
    "company": lazy_gettext("company"),
    "university": lazy_gettext("university"),
    "hospital": lazy_gettext("hospital"),
    "research centre": lazy_gettext("research centre"),
    "public authority": lazy_gettext("public authority"),
    "cluster": lazy_gettext("cluster"),
    "non-profit": lazy_gettext("non-profit organisation"),
    "other": lazy_gettext("other organisation"),
}
CONFIDENCES = {
    "high": lazy_gettext("high: two or more independent or first-hand sources agree"),
    "medium": lazy_gettext("medium: one source, or a short listing"),
    "low": lazy_gettext("low: not yet confirmed by a source"),
}
FIELDS = {
    "need": lazy_gettext("need"),
    "offer": lazy_gettext("offer"),
}


_ENGLISH = Locale("en", "GB")


def page_locale() -> Locale:
    """The locale of the page being answered; English as Europe writes its dates, also outside a request."""
    locale = get_locale()
    return _ENGLISH if locale is None or locale.language == "en" else locale


def page_language() -> str:
    """The two-letter language of the page."""
    return str(page_locale().language)


def texts(initiative: Initiative) -> Translation:
    """Title, description, needs and offers in the page's language, else in the initiative's own."""
    return initiative.texts(page_language())


def beginning(text: str, *, length: int) -> str:
    """The beginning of a text: whole sentences where they fit in `length` characters, else cut at a word."""
    text = " ".join(text.split())
    if len(text) <= length:
        return text
    cut = text[: length + 1]
    sentence = max(cut.rfind(mark) for mark in (". ", "! ", "? "))
    return cut[: sentence + 1] if sentence > length // 3 else cut[: cut.rfind(" ")] + " …"


def other_texts(initiative: Initiative) -> list[Translation]:
    """The initiative's texts in the languages the page does not show them in."""
    shown = texts(initiative).language
    every = [initiative.texts(initiative.language), *initiative.translations]
    return [text for text in every if text.language != shown]


def language_name(code: str) -> str:
    """The language's name in the page's language, the code itself where it is not known."""
    try:
        name = Locale.parse(code).get_language_name(page_locale())
    except (UnknownLocaleError, ValueError):
        name = None
    return name or code


def differs_from_page(language: str) -> bool:
    """Whether a text's language is known and not the page's."""
    return language not in ("", "und", page_language())


def place(organisation: Organisation) -> str:
    """Where it is, as short as possible: city, else region, else country."""
    return organisation.city or organisation.region or country(organisation.country)


def full_place(organisation: Organisation) -> str:
    """City, region and country, without repeating a word."""
    parts = [organisation.city, organisation.region, country(organisation.country)]
    return ", ".join(dict.fromkeys(part for part in parts if part))


def known_by_roles_only(organisation: Organisation) -> bool:
    """Whether no source describes it, so that its description repeats what its initiatives say."""
    return organisation.description_basis == DescriptionBasis.ROLE


def country(code: str | None) -> str:
    """The country's name in the page's language; empty where it is not known."""
    return str(page_locale().territories.get(code, code)) if code else ""


def date_text(date: PartialDate) -> str:
    """A date in words, as precise as it is known: ``2020``, ``April 2020``, ``17 April 2020``."""
    numbers = [int(part) for part in date[:10].split("-")]
    if len(numbers) == 1:
        return date
    try:
        day = datetime.date(numbers[0], numbers[1], numbers[2] if len(numbers) > 2 else 1)
    except ValueError:
        return date
    if len(numbers) == 2:
        return str(format_skeleton("yMMMM", day, locale=page_locale()))
    return str(format_date(day, format="long", locale=page_locale()))


def between(first: PartialDate, last: PartialDate) -> str:
    """Two dates in words, one where they are the same."""
    words = date_text(first), date_text(last)
    return words[0] if words[0] == words[1] else f"{words[0]} – {words[1]}"


def period(initiative: Initiative) -> str:
    """When it ran, in words; empty where neither start nor end is known."""
    if initiative.start and initiative.end:
        return between(initiative.start, initiative.end)
    if initiative.start:
        return _from(
            initiative.start, is_running=initiative.status in (Status.ONGOING, Status.UNDER_DEVELOPMENT)
        )
    if initiative.end:
        return str(gettext("ended: %(date)s", date=date_text(initiative.end)))
    return ""


def _from(start: PartialDate, *, is_running: bool) -> str:
    words = date_text(start)
    if not is_running:
        return str(gettext("started: %(date)s", date=words))
    if len(start) >= len("2020-04-17"):
        # French and German need an article before a day, none before a month
        return str(gettext("since %(day)s", day=words))
    return str(gettext("since %(date)s", date=words))


def theme_label(theme: Theme) -> str:
    """The theme's label in the page's language."""
    return theme.label(page_language())


def role(value: str) -> str:
    """A role in the page's language; a role this version does not know stays as it is."""
    return str(ROLES.get(value, value))


def status(value: str) -> str:
    """A status in the page's language."""
    return str(STATUSES.get(value, value))


def kind(value: str) -> str:
    """A kind of organisation in the page's language."""
    return str(KINDS.get(value, value))


def confidence(value: str) -> str:
    """What a level of confidence means, in the page's language."""
    return str(CONFIDENCES.get(value, value))


def field(value: str) -> str:
    """A label for the part of an initiative that evidence was taken from; empty for its description."""
    return str(FIELDS.get(value, ""))


def number(value: int) -> str:
    """A whole number as the page's language writes it (``1,200``, ``1 200``)."""
    return str(format_decimal(value, locale=page_locale()))


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text, without the empty ones."""
    return [part.strip() for part in text.split("\n") if part.strip()]


def web_host(address: str) -> str:
    """The host of a web address, without ``www.``; the address itself where it has none."""
    try:
        host = urlsplit(address).hostname
    except ValueError:
        host = None
    return (host or address).removeprefix("www.")


FOR_TEMPLATES = (
    beginning,
    number,
    paragraphs,
    web_host,
    texts,
    other_texts,
    language_name,
    differs_from_page,
    place,
    full_place,
    known_by_roles_only,
    date_text,
    between,
    period,
    theme_label,
    role,
    status,
    kind,
    confidence,
    field,
)
"""Functions every template may call by name."""
