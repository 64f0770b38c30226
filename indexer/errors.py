"""What can go wrong with an index; every message says what to do."""

from models.errors import ModelError

__all__ = [
    "BuildInProgress",
    "GenerationDamaged",
    "GenerationMismatch",
    "IndexMissing",
    "IndexingError",
    "ModelError",
]


class IndexingError(Exception):
    """Base of this room's errors; its text is one line for a person."""


class IndexMissing(IndexingError):
    """Nothing was built yet in this folder."""


class GenerationDamaged(IndexingError):
    """A file of the generation is missing or is not what the manifest says."""


class GenerationMismatch(IndexingError):
    """The generation was made by another model or another format."""


class BuildInProgress(IndexingError):
    """Another process is building in this folder."""
