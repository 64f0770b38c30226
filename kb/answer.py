"""What a query is answered with: ranked initiatives and organisations, each with its evidence."""

from kb.model import Initiative, Organisation, Participation, Person, Record


class Match(Record):
    """A word of the evidence and the word of the query it answers."""

    start: int
    """Offset of the first character in the evidence's text."""
    end: int
    query_word: str
    similarity: float
    """Cosine of the two words in context, at most 1."""


class Evidence(Record):
    """The passage of an initiative that answers best, in the language it was written in."""

    initiative_id: str
    title: str
    """Title of the initiative in the passage's language."""
    text: str
    language: str
    field: str
    """Which text of the initiative it is from (``description``, ``need``, ``offer``)."""
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


class RankedInitiative(Record):
    """An initiative, as ranked for a query."""

    rank: int
    score: float
    initiative: Initiative
    participants: tuple[Participant, ...]
    """Organisations in the order of their role (leads first), then people."""
    evidence: Evidence
    signals: SignalScores


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


class Answer(Record):
    """The whole answer to one query."""

    query: str
    """The text as it was searched: control characters removed, spaces collapsed."""
    initiatives: tuple[RankedInitiative, ...]
    organisations: tuple[RankedOrganisation, ...]
    generation: str
    """The index that answered."""
    milliseconds: float
