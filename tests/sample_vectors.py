"""The sample's texts, encoded once for all tests that build an index of it with the real model.

Everything else a build does, each of these tests does itself: a vector depends on nothing but text and model.
"""

import shutil
from pathlib import Path

from filelock import FileLock

from kb.knowledge_base import open_knowledge_base

INDEX = "index"
CACHE = "vectors.sqlite"


def encoded_sample(folder: Path) -> Path:
    """The vector cache in `folder` of the whole sample; of several processes that ask, the first makes it.

    In 32-bit arithmetic, as `tests.relevance.system` wants it.
    """
    with FileLock(folder / "sample.lock"):
        finished = folder / "sample" / CACHE
        if not finished.exists():
            making = folder / "sample-in-the-making"
            knowledge_base = open_knowledge_base(making, runtime="compiled-32-bit")
            with knowledge_base.store:
                knowledge_base.load_sample()
                knowledge_base.reindex()
            (making / INDEX).rename(finished.parent)
    return finished


def put_vectors(cache: Path, index: Path) -> None:
    """Let the index that will be built in the folder `index` find the vectors in `cache`."""
    index.mkdir(parents=True, exist_ok=True)
    shutil.copy(cache, index / CACHE)
