"""The bodies of the JSON answers about needs and offers: records by id and name, not whole."""

from collections.abc import Sequence
from typing import Literal

from pydantic import Field

from kb.answer import Band, Evidence
from kb.model import Initiative, OpenNeed, Organisation, Record
from kb.need_match import Need, NeedMatch, Offer, StatedBy

MAX_NEEDS = 100
"""Needs in one answer of the interface."""


class NamedResponse(Record):
    """A record by its id and name."""

    kind: Literal["initiative", "organisation"]
    id: str
    name: str
    """An initiative's title, an organisation's name."""


class OpenNeedResponse(Record):
    """What a visitor recorded, by its id; only the command line lists such needs."""

    kind: Literal["open need"] = "open need"
    id: int


class NeedOfResponse(Record):
    """A need and who states it."""

    text: str
    language: str
    stated_by: NamedResponse | OpenNeedResponse


class StatedNeedResponse(NeedOfResponse):
    """A need that an initiative or an organisation states."""

    stated_by: NamedResponse


class OfferResponse(Record):
    """An initiative, or an organisation by what it says it offers, that answers a need."""

    rank: int
    score: float
    band: Band
    """``strong`` or ``possible``: what is weaker is no answer."""
    by: NamedResponse
    organisations: tuple[NamedResponse, ...]
    """Those of the initiative in the order of their role, or the organisation that states the offer."""
    evidence: Evidence


class NeedMatchResponse(Record):
    """A need and what answers it; nothing is close where there are no offers."""

    need: NeedOfResponse
    offers: tuple[OfferResponse, ...]
    """Best first."""


class StatedNeedMatchResponse(NeedMatchResponse):
    """A need that an initiative or an organisation states, and what answers it."""

    need: StatedNeedResponse


class ListedMatchesResponse(Record):
    """Needs and what answers them; the answered ones come first."""

    ok: Literal[True] = True
    need_count: int
    """How many needs there are that are asked for."""
    answered_count: int
    """How many of them something answers."""
    matches: tuple[NeedMatchResponse, ...]


class MatchesResponse(ListedMatchesResponse):
    """Needs that initiatives and organisations state, and what answers them; the answered ones come first."""

    start: int = Field(description="Place of the first of `matches` among all that are asked for, from 0.")
    matches: tuple[StatedNeedMatchResponse, ...] = Field(
        description=f"At most {MAX_NEEDS}; the next ones are at `start` + {MAX_NEEDS}."
    )


def listed_response(matches: Sequence[NeedMatch]) -> ListedMatchesResponse:
    """All of `matches`, for the people who run the compendium."""
    return ListedMatchesResponse(
        need_count=len(matches),
        answered_count=_answered(matches),
        matches=tuple(
            NeedMatchResponse(need=NeedOfResponse(**_need(match.need)), offers=_offers(match))
            for match in matches
        ),
    )


def matches_response(matches: Sequence[NeedMatch], *, start: int) -> MatchesResponse:
    """At most `MAX_NEEDS` of `matches`, for everybody.

    Raises ValueError where one of them is a visitor's: nobody but those who run the compendium sees those.
    """
    return MatchesResponse(
        need_count=len(matches),
        answered_count=_answered(matches),
        start=start,
        matches=tuple(
            StatedNeedMatchResponse(need=StatedNeedResponse(**_need(match.need)), offers=_offers(match))
            for match in matches[start : start + MAX_NEEDS]
        ),
    )


def _answered(matches: Sequence[NeedMatch]) -> int:
    return sum(bool(match.offers) for match in matches)


def _need(need: Need) -> dict[str, object]:
    return {"text": need.text, "language": need.language, "stated_by": _stated_by(need.stated_by)}


def _stated_by(stated_by: StatedBy) -> NamedResponse | OpenNeedResponse:
    return OpenNeedResponse(id=stated_by.id) if isinstance(stated_by, OpenNeed) else _named(stated_by)


def _offers(match: NeedMatch) -> tuple[OfferResponse, ...]:
    return tuple(_offer(offer) for offer in match.offers)


def _offer(offer: Offer) -> OfferResponse:
    return OfferResponse(
        rank=offer.rank,
        score=offer.score,
        band=offer.band,
        by=_named(offer.by),
        organisations=tuple(map(_named, offer.organisations)),
        evidence=offer.evidence,
    )


def _named(record: Initiative | Organisation) -> NamedResponse:
    if isinstance(record, Initiative):
        return NamedResponse(kind="initiative", id=record.id, name=record.title)
    return NamedResponse(kind="organisation", id=record.id, name=record.name)
