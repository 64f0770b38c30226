"""Which language a page is in, how it is changed, and how the choice is remembered."""

from urllib.parse import urlencode

from flask import Response, request

from web.wording import LANGUAGES

COOKIE = "lang"
MAX_ADDRESS = 60_000
"""Characters of an address that is repeated in a page: a question of 20,000 characters with its escapes."""
_YEAR_SECONDS = 365 * 24 * 3600


def choose_language() -> str:
    """The page's language: ``lang`` in the address, the cookie, what the browser prefers, English."""
    for wanted in (request.args.get("lang"), request.cookies.get(COOKIE)):
        if wanted in LANGUAGES:
            return wanted
    for tag, quality in request.accept_languages:  # best first
        primary = tag.split("-")[0].lower()  # who prefers nl-BE reads nl
        if quality > 0 and primary in LANGUAGES:
            return primary
    return "en"


def switch_address(language: str) -> str:
    """This page's address in another language; without its query where that is longer than any address."""
    arguments = [(key, value) for key, value in request.args.items(multi=True) if key != "lang"]
    kept = urlencode([*arguments, ("lang", language)])
    return f"?{kept}" if len(kept) <= MAX_ADDRESS else f"?{urlencode({'lang': language})}"


def remember_language(response: Response) -> None:
    """Keep the language that the address asks for, for a year."""
    chosen = request.args.get("lang")
    if chosen in LANGUAGES and chosen != request.cookies.get(COOKIE):
        response.set_cookie(COOKIE, chosen, max_age=_YEAR_SECONDS, samesite="Lax", httponly=True)
