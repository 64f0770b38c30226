"""What is exported and imported elsewhere is the same, in every format, whatever the texts hold."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from kb.exporting import export_file
from kb.importing import import_file
from kb.kinds import KINDS
from kb.store import Store
from tests.kb.generated_records import Everything, content, everything

FORMATS = ("jsonl", "json", "csv", "xlsx")


def carry(source: Store, target: Store, folder: Path, suffix: str) -> list[Path]:
    """Export all kinds and import them into the target; tells the files."""
    counts = source.counts()
    files = []
    for kind in KINDS if suffix == "csv" else (None,):
        if kind is None or counts[kind]:
            path = folder / f"{kind or 'all'}.{suffix}"
            export_file(source, path, kind=kind)
            report = import_file(target, path, kind=kind)
            # The one thing that a record may have of itself.
            assert [one for one in report.warnings if "no description" not in one.message] == []
            files.append(path)
    return files


@pytest.mark.parametrize("suffix", FORMATS)
@given(records=everything())
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
def test_export_gives_back_what_was_imported(suffix: str, records: Everything) -> None:
    if not any((records.themes, records.organisations, records.people, records.initiatives)):
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with Store.open(folder / "a.sqlite") as source, Store.open(folder / "b.sqlite") as target:
            records.put(source)
            files = carry(source, target, folder, suffix)
            assert content(target) == content(source)
            counter = target.change_counter()
            before = [path.read_bytes() for path in files]
            assert carry(target, target, folder, suffix) == files
            assert target.change_counter() == counter
            assert [path.read_bytes() for path in files] == before


@pytest.mark.parametrize("suffix", FORMATS)
def test_every_field_comes_back(filled: Store, tmp_path: Path, suffix: str) -> None:
    with Store.open(tmp_path / "other.sqlite") as target:
        carry(filled, target, tmp_path, suffix)
        assert content(target) == content(filled)
