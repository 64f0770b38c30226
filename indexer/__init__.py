"""Passages and generations on disk: builds them, searches them, swaps them."""

from indexer.engine import Engine
from indexer.opening import open_engine
from indexer.report import BuildReport, IndexStatus
from models.encoder import Progress

__all__ = ["BuildReport", "Engine", "IndexStatus", "Progress", "open_engine"]
