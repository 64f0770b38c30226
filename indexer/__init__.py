"""Passages and generations on disk: builds them, searches them, swaps them."""

from indexer.engine import Engine
from indexer.opening import open_engine
from indexer.report import BuildReport, IndexStatus
from models.encoder import Progress, Runtime

__all__ = ["BuildReport", "Engine", "IndexStatus", "Progress", "Runtime", "open_engine"]
