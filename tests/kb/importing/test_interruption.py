"""An import that is killed, or that meets another one, leaves a whole store."""

import json
import subprocess
import sys
import textwrap
import threading
import time
from pathlib import Path

import pytest

from kb.errors import ImportRefused, StoreError
from kb.importing import import_file
from kb.store import Store

ROWS = 2000


def write_rows(path: Path, prefix: str, number: int = ROWS) -> Path:
    people = [{"name": f"Person {prefix}", "role": "lead"}]
    rows = (
        {
            "id": f"{prefix}{row:05}",
            "title": f"Initiative {row}",
            "description": "words " * 50,
            "themes": [f"theme {row % 50}"],
            "participants": [{"organisation": f"Organisation {row % 100}", "role": "partner"}],
            "people": people,
        }
        for row in range(number)
    )
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows))
    return path


@pytest.mark.parametrize("seconds", [0.05, 0.2, 0.4])
def test_killed_import_leaves_the_store_as_it_was(store: Store, tmp_path: Path, seconds: float) -> None:
    import_file(store, write_rows(tmp_path / "first.jsonl", "a", 3))
    before = store.initiatives()
    write_rows(tmp_path / "second.jsonl", "b")
    code = f"""
        from pathlib import Path
        from kb.importing import import_file
        from kb.store import Store
        store = Store.open(Path({str(store.path)!r}))
        print("ready", flush=True)
        import_file(store, Path({str(tmp_path / "second.jsonl")!r}))
    """
    process = subprocess.Popen([sys.executable, "-c", textwrap.dedent(code)], stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.readline() == b"ready\n"
    time.sleep(seconds)
    process.kill()
    process.stdout.close()
    process.wait()
    found = len(store.initiatives())
    assert found in (3, 3 + ROWS)
    assert store.change_counter() == (1 if found == 3 else 2)
    assert store.initiatives([record.id for record in before]) == before
    with store._connection() as connection:
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
        assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
    import_file(store, tmp_path / "second.jsonl")
    assert len(store.initiatives()) == 3 + ROWS


def test_two_imports_at_once_are_both_there(store: Store, tmp_path: Path) -> None:
    files = [write_rows(tmp_path / f"{prefix}.jsonl", prefix, 300) for prefix in "ab"]
    failures: list[Exception] = []

    def work(file: Path) -> None:
        try:
            with Store.open(store.path) as own:
                import_file(own, file)
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=work, args=[file]) for file in files]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert store.counts() == {
        "initiative": 600,
        "organisation": 100,
        "person": 2,
        "theme": 50,
        "participation": 1200,
    }
    assert store.change_counter() == 2


def test_full_disk_during_an_import(store: Store, tmp_path: Path) -> None:
    write_rows(tmp_path / "rows.jsonl", "a", 300)
    with store._engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 2}")  # type: ignore[operator]
    with pytest.raises(StoreError, match="is full; free some space and try again"):
        import_file(store, tmp_path / "rows.jsonl")
    assert set(store.counts().values()) == {0}


def test_progress_is_told(store: Store, tmp_path: Path) -> None:
    steps: list[tuple[str, int, int]] = []
    import_file(
        store, write_rows(tmp_path / "rows.jsonl", "a", 450), progress=lambda *step: steps.append(step)
    )
    assert steps == [
        ("checking rows", 200, 450),
        ("checking rows", 400, 450),
        ("checking rows", 450, 450),
        ("writing records", 601, 601),
    ]


def test_refusal_is_one_line_with_the_count(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text('{"id": "a", "title": ""}\n{"id": "b", "title": "B", "start": "x"}\n')
    with pytest.raises(ImportRefused) as caught:
        import_file(store, path)
    assert str(caught.value) == (
        "rows.jsonl: 2 rows cannot be imported, so nothing was. First: row 1, title: is missing."
    )
