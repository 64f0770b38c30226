"""What a build did and what an index is, for people and programs to read."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildReport:
    """What one build did."""

    generation: str
    """Name of the generation that is current now."""
    document_count: int
    passage_count: int
    encoded_count: int
    """Passages whose text the model had not seen."""
    reused_count: int
    """Passages whose vectors came from the cache."""
    added_count: int
    """Documents that were not in the generation before; so with the next three."""
    changed_count: int
    removed_count: int
    unchanged_count: int
    new_ids: tuple[str, ...]
    """Of the documents that were added or changed, in their order."""
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexStatus:
    """What the current generation is; all but size and problem are None where there is none."""

    generation: str | None = None
    built_at: datetime | None = None
    """UTC."""
    document_count: int | None = None
    passage_count: int | None = None
    model: str | None = None
    fingerprint: str | None = None
    source_counter: int | None = None
    """The change counter of what was indexed; another counter in the source means it is out of date."""
    size_bytes: int
    """Size of the whole index folder, older generations and the vector cache included."""
    problem: str | None = None
    """One line that says what is wrong and which command repairs it."""
