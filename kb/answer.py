"""What a query is answered with: ranked initiatives and organisations, each with its evidence."""

from enum import StrEnum

from pydantic import Field

from kb.model import Initiative, Organisation, Participation, Person, Record
from kb.question import Question


class Band(StrEnum):
    """How sure the answer is of something, from a score calibrated on the corpus."""

    STRONG = "strong"
    POSSIBLE = "possible"
    WEAK = "weak"


class Match(Record):
    """A word of the evidence and the word of the query it answers."""

    start: int
    """Offset of the first character in the evidence's text."""
    end: int
    query_word: str
    similarity: float
    """Cosine of the two words in context, at most 1."""


class Evidence(Record):
    """The passage that answers best, in the language it was written in."""

    initiative_id: str | None
    """None where it is an offer that an organisation states of itself."""
    title: str
    """Title of the initiative in the passage's language; empty for an organisation's own offer."""
    text: str
    language: str
    field: str
    """Which text of the initiative or organisation it is from (``description``, ``need``, ``offer``)."""
    start: int
    """Offset of the passage in that text."""
    end: int
    score: float
    matches: tuple[Match, ...] = ()


class Participant(Record):
    """An actor of an initiative and what it does there."""

    actor: Organisation | Person
    participation: Participation


class SignalScores(Record):
    """What each part of the search said; higher is better in all of them."""

    dense: float
    lexical: float
    fused: float
    late: float
    feedback: float = 0.0
    """How near it is to the best results taken together."""
    cross_encoder: float | None = Field(
        default=None,
        exclude_if=lambda score: score is None,
        description="What the reranker said of question and passage; absent where it did not read them.",
    )


class RankedInitiative(Record):
    """An initiative, as ranked for a query."""

    rank: int
    score: float
    initiative: Initiative
    participants: tuple[Participant, ...]
    """Organisations in the order of their role (leads first), then people."""
    evidence: Evidence
    signals: SignalScores
    found_by: str = "description"
    """Which text of the initiative gave the score: one that is quoted, or ``themes`` or ``participants``."""
    band: Band = Band.POSSIBLE
    met: tuple[str, ...] = ()
    """Keys of the question's constraints that it meets."""


class OrganisationEvidence(Record):
    """One initiative that made an organisation score."""

    initiative: Initiative
    roles: tuple[str, ...]
    """What the organisation does in it."""
    evidence: Evidence


class RankedOrganisation(Record):
    """An organisation, as ranked for a query by the evidence of its initiatives."""

    rank: int
    score: float
    organisation: Organisation
    initiative_count: int
    """How many initiatives it takes part in; shown, never added into the score."""
    evidence: tuple[OrganisationEvidence, ...]
    """At most three, best first."""
    band: Band = Band.POSSIBLE


class OfferingOrganisation(Record):
    """An organisation one of whose own offers answers a query."""

    organisation: Organisation
    score: float
    evidence: Evidence
    """The offer."""
    band: Band


class Answer(Record):
    """The whole answer to one query."""

    query: str
    """The text as it was searched: control characters removed, spaces collapsed."""
    question: Question
    """The query as it was understood: topic, constraints, named actors."""
    initiatives: tuple[RankedInitiative, ...]
    organisations: tuple[RankedOrganisation, ...]
    offered_by: tuple[OfferingOrganisation, ...] = ()
    """Organisations that state an offer which answers the query, best first; none whose band is weak.

    They are beside the ranking of `organisations`, which stands on initiatives alone."""
    confidence: float
    """That some initiative answers the query, 0 to 1."""
    is_close: bool
    """False where no initiative is close or constraints were relaxed: those listed are only the nearest."""
    relaxed: tuple[str, ...] = ()
    """Keys of the constraints that no initiative meets together, so that they only prefer; else empty."""
    unmet: tuple[str, ...] = ()
    """Keys of those among `relaxed` that no initiative meets, even alone."""
    generation: str
    """The index that answered."""
    milliseconds: float
