"""What can go wrong in the knowledge base; every message says what to do."""

from typing import TYPE_CHECKING

from indexer.errors import IndexingError, ModelError

if TYPE_CHECKING:
    from kb.importing.report import ImportReport
    from kb.project_files.refusals import Refusal

__all__ = [
    "ExportRefused",
    "ImportRefused",
    "IndexingError",
    "InvalidQuery",
    "InvalidWishes",
    "KnowledgeBaseError",
    "ModelError",
    "NeedExists",
    "NeedListFull",
    "NotFound",
    "ProjectFileRefused",
    "StoreError",
    "TooManyNeeds",
]


class KnowledgeBaseError(Exception):
    """Base of this room's errors; its text is one line for a person."""


class NotFound(KnowledgeBaseError):
    """No record has this id."""


class InvalidQuery(KnowledgeBaseError):
    """A query that cannot be searched: empty, too long, or without words."""


class InvalidWishes(KnowledgeBaseError):
    """Wishes for the group of a project that contradict each other."""


class StoreError(KnowledgeBaseError):
    """The data folder cannot be read or written."""


class TooManyNeeds(KnowledgeBaseError):
    """As many open needs were recorded in this hour as are accepted in one."""


class NeedListFull(KnowledgeBaseError):
    """As many needs are open as are kept."""


class NeedExists(KnowledgeBaseError):
    """A closed need cannot be opened again, because its text was recorded anew."""


class ImportRefused(KnowledgeBaseError):
    """A file that cannot be imported at all, or has rows that cannot; nothing of it was imported."""

    def __init__(self, message: str, *, report: "ImportReport | None" = None) -> None:
        super().__init__(message)
        self.report = report
        """Every bad row, with field, reason and hint."""


class ExportRefused(KnowledgeBaseError):
    """A file that cannot be written: no room or no right to, or a format that cannot hold the records."""


class ProjectFileRefused(KnowledgeBaseError):
    """A file with the description of a project that is not read; its line names file, reason and remedy."""

    def __init__(self, message: str, *, refusal: "Refusal") -> None:
        super().__init__(message)
        self.refusal = refusal
        """The reason, for whoever words it in another language."""
