"""What a data folder holds, for people and programs to read."""

from indexer import IndexStatus
from kb.model import Record


class KnowledgeBaseStatus(Record):
    """What the data folder holds and whether the index answers for it."""

    version: str
    counts: dict[str, int]
    """Records by kind."""
    change_counter: int
    index: IndexStatus
    is_current: bool
    """Whether the index was built from the store as it is now."""
    open_need_count: int = 0
    """How many needs of visitors wait for an answer."""
