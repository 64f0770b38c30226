"""A store, and files to import into it."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from kb.errors import ImportRefused
from kb.importing import ImportReport, Problem, import_file
from kb.store import Store

Importing = Callable[..., ImportReport]
Refusing = Callable[..., tuple[Problem, ...]]


@pytest.fixture
def imported(store: Store, tmp_path: Path) -> Importing:
    """Import objects as JSON lines, or a text or bytes under a name."""

    def imported(
        *objects: object,
        name: str = "file.jsonl",
        content: str | bytes = "",
        kind: str | None = None,
        dry_run: bool = False,
    ) -> ImportReport:
        path = tmp_path / name
        if objects:
            content = "".join(f"{json.dumps(one)}\n" for one in objects)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return import_file(store, path, kind=kind, dry_run=dry_run)

    return imported


@pytest.fixture
def refused(imported: Importing, store: Store) -> Refusing:
    """The problems for which an import is refused, after a look that nothing was written."""

    def refused(*objects: object, **options: str | bytes) -> tuple[Problem, ...]:
        counter, counts = store.change_counter(), store.counts()
        with pytest.raises(ImportRefused) as caught:
            imported(*objects, **options)
        assert "\n" not in str(caught.value)
        assert (store.change_counter(), store.counts()) == (counter, counts)
        report = caught.value.report
        assert report is not None
        assert report.problems
        return report.problems

    return refused
