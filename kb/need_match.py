"""Needs and what answers them."""

from kb.answer import Band, Evidence
from kb.model import Initiative, OpenNeed, Organisation, Record

StatedBy = OpenNeed | Initiative | Organisation


class Need(Record):
    """Something that somebody looks for."""

    text: str
    language: str
    """``und`` where it is not known; of what a visitor recorded, the interface's."""
    stated_by: StatedBy
    """The initiative or organisation that states it, or a visitor's open need itself.

    What visitors recorded is for those who run the compendium alone."""
    place: int = 0
    """Which of the needs that one states it is, from 0."""


class Offer(Record):
    """An initiative, or an organisation by what it says it offers, that answers a need."""

    rank: int
    score: float
    band: Band
    """Strong or possible; what is weaker is no answer."""
    by: Initiative | Organisation
    evidence: Evidence
    """The passage that answers best, in the language it was written in."""
    organisations: tuple[Organisation, ...]
    """Those of the initiative in the order of their role, or the organisation that states the offer."""


class NeedMatch(Record):
    """A need and what answers it; nothing does where there are no offers."""

    need: Need
    offers: tuple[Offer, ...]
    """Best first."""
