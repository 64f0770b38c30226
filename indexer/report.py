"""What a build did and what an index is, for people and programs to read."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What one build did."""

    generation: str
    """Name of the generation that is current now."""
    documents: int
    passages: int
    encoded: int
    """Passages whose text the model had not seen."""
    reused: int
    """Passages whose vectors came from the cache."""
    added: int
    """Documents that were not in the generation before; so with the next three."""
    changed: int
    removed: int
    unchanged: int
    seconds: float


@dataclass(frozen=True, slots=True)
class IndexStatus:
    """What the current generation is; every field but the last two is None where there is none."""

    generation: str | None
    built_at: datetime | None
    """UTC."""
    documents: int | None
    passages: int | None
    model: str | None
    fingerprint: str | None
    source_counter: int | None
    """The change counter of what was indexed; another counter in the source means it is out of date."""
    bytes: int
    """Size of the whole index folder, older generations and the vector cache included."""
    problem: str | None
    """One line that says what is wrong and which command repairs it."""
