"""Builds an index where no file may grow beyond a limit, as on a full disk; run by test_full_disk.py.

Usage: python -m tests.indexer.limited_build FOLDER BYTES
"""

import resource
import sys
from pathlib import Path

from indexer.engine import Engine
from indexer.errors import IndexingError
from tests.fake_encoder import FakeEncoder
from tests.indexer.corpus import document


def main(folder: Path, limit: int) -> None:
    """Build 200 documents in `folder` under the limit and print the error."""
    documents = [document(f"d{n}", f"Title {n}", f"Words {n} and more of them. " * 8) for n in range(200)]
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    try:
        Engine(folder, FakeEncoder).build(documents, source_counter=2)
    except IndexingError as error:
        sys.stdout.write(str(error))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
