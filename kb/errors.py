"""What can go wrong in the knowledge base; every message says what to do."""

from indexer.errors import IndexingError, ModelError

__all__ = [
    "ImportRefused",
    "IndexingError",
    "InvalidQuery",
    "KnowledgeBaseError",
    "ModelError",
    "NotFound",
    "StoreError",
]


class KnowledgeBaseError(Exception):
    """Base of this room's errors; its text is one line for a person."""


class NotFound(KnowledgeBaseError):
    """No record has this id."""


class InvalidQuery(KnowledgeBaseError):
    """A query that cannot be searched: empty, too long, or without words."""


class StoreError(KnowledgeBaseError):
    """The data folder cannot be read or written."""


class ImportRefused(KnowledgeBaseError):
    """A file that cannot be imported at all, or has rows that cannot."""
