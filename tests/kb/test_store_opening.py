"""Opening: migrations, versions, files that are no stores, full disks, other writers, kills."""

import os
import sqlite3
import stat
import subprocess
import sys
import tempfile
import textwrap
import threading
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

import kb
from kb.errors import StoreError
from kb.migrations.versions import m0001_create_tables, m0002_create_open_needs
from kb.model import Organisation, OrganisationKind, Person
from kb.open_needs import OpenNeeds
from kb.schema import SCHEMA_VERSION, metadata
from kb.store import Store
from tests.kb.records import GIGA, ULIEGE


def test_settings_of_the_file(filled: Store, path: Path) -> None:
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    connection.close()
    with filled._connection() as inner:
        assert inner.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


def test_opens_again_without_alembic(filled: Store, path: Path) -> None:
    code = f"""
        import sys
        from pathlib import Path
        from kb.store import Store
        with Store.open(Path({str(path)!r})) as store:
            assert store.change_counter() == 1
        assert "alembic" not in sys.modules
    """
    subprocess.run([sys.executable, "-c", textwrap.dedent(code)], check=True)


def test_migrations_end_at_the_tables_of_the_schema(store: Store, path: Path) -> None:
    engine = create_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
    engine.dispose()
    config = Config()
    config.set_main_option("script_location", str(Path(kb.__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    assert ScriptDirectory.from_config(config).get_heads() == [SCHEMA_VERSION]


def test_a_store_of_the_first_schema_gets_the_table_of_open_needs(path: Path) -> None:
    path.parent.mkdir()
    connection = sqlite3.connect(path)
    for statement in m0001_create_tables.STATEMENTS:
        connection.execute(statement)
    connection.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)")
    connection.execute("INSERT INTO alembic_version VALUES ('0001')")
    connection.execute("UPDATE change SET counter = 41")
    connection.execute(
        "INSERT INTO person (id, name, affiliations, sources, revision) VALUES ('jo', 'Jo', '[]', '[]', 3)"
    )
    connection.commit()
    connection.close()
    with Store.open(path) as store:
        assert store.open_needs() == []
        assert store.people() == [Person(id="jo", name="Jo")]
        assert (store.revision("person", "jo"), store.change_counter()) == (3, 41)
        assert OpenNeeds(store).record("phages", language="en").need.id == 1
    with Store.open(path) as store:
        assert [need.text for need in store.open_needs()] == ["phages"]


def test_a_store_of_the_second_schema_lets_organisations_state_needs_and_offers(path: Path) -> None:
    path.parent.mkdir()
    connection = sqlite3.connect(path)
    for statement in (*m0001_create_tables.STATEMENTS, *m0002_create_open_needs.STATEMENTS):
        connection.execute(statement)
    connection.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)")
    connection.execute("INSERT INTO alembic_version VALUES ('0002')")
    connection.execute(
        "INSERT INTO organisation (id, name, aliases, kind, description, sources, revision) "
        "VALUES ('giga', 'GIGA', '[]', 'research centre', '', '[]', 3)"
    )
    connection.commit()
    connection.close()
    with Store.open(path, today=lambda: "2026-11-24") as store:
        before = Organisation(id="giga", name="GIGA", kind=OrganisationKind.RESEARCH_CENTRE)
        assert store.organisations() == [before]
        assert (store.revision("organisation", "giga"), store.days_of_change("organisation")) == (3, {})
        now = before.model_copy(update={"needs": ("freezers",), "offers": ("sequencing",)})
        with store.writing() as writing:
            writing.put(now)
        assert store.organisations() == [now]
        assert store.days_of_change("organisation") == {"giga": "2026-11-24"}


def test_newer_schema_is_refused_with_both_versions(path: Path) -> None:
    Store.open(path).close()
    change(path, "UPDATE alembic_version SET version_num = '0042'")
    with pytest.raises(StoreError, match=f"schema 0042 .* up to {SCHEMA_VERSION}"):
        Store.open(path)


def change(path: Path, statement: str) -> None:
    connection = sqlite3.connect(path)
    connection.execute(statement)
    connection.commit()
    connection.close()


def test_database_of_another_program(path: Path) -> None:
    path.parent.mkdir()
    change(path, "CREATE TABLE other (id)")
    with pytest.raises(StoreError, match="another program"):
        Store.open(path)


@pytest.mark.parametrize("content", [b"id,title\n1,not a database at all\n" * 40, b"\x00\xff" * 600])
def test_file_that_is_no_database(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    with pytest.raises(StoreError, match="is not a database; move it away") as caught:
        Store.open(path)
    assert "\n" not in str(caught.value)
    assert path.read_bytes() == content


def test_damaged_file(filled: Store, path: Path) -> None:
    filled.close()
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xa5" * (len(content) - 4096)
    path.write_bytes(bytes(content))
    with pytest.raises(StoreError, match=r"is damaged|is not a database"), Store.open(path) as store:
        store.initiatives()


def test_folder_in_the_way(path: Path, tmp_path: Path) -> None:
    path.mkdir(parents=True)
    with pytest.raises(StoreError, match="is a folder"):
        Store.open(path)
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError, match="cannot be made"):
        Store.open(tmp_path / "file" / "compendium.sqlite")


def test_full_disk(store: Store) -> None:
    with store._engine.connect() as connection:
        # Counted per connection, so it stands for a disk that has no page left.
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StoreError, match="is full; free some space"), store.writing() as writing:
        writing.put(Organisation(id="big", name="x" * 100_000))
    assert store.organisations() == []
    assert store.change_counter() == 0


def test_second_writer_waits_then_says_so(filled: Store, path: Path) -> None:
    with Store.open(path, busy_seconds=0.2) as other:
        with filled.writing() as writing:
            writing.put(Organisation(id="first", name="First"))
            with pytest.raises(StoreError, match="Another program is writing"), other.writing():
                pass
            assert other.counts()["organisation"] == 2
        with other.writing() as writing:
            writing.put(Organisation(id="second", name="Second"))
    assert filled.counts()["organisation"] == 4
    assert filled.change_counter() == 3


def test_writers_in_threads_and_first_opening_at_once(path: Path) -> None:
    failures: list[Exception] = []

    def write(number: int) -> None:
        try:
            with Store.open(path) as store:
                for step in range(5):
                    with store.writing() as writing:
                        writing.put(Organisation(id=f"o{number}-{step}", name="O"))
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=write, args=[number]) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with Store.open(path) as store:
        assert store.counts()["organisation"] == 30
        assert store.change_counter() == 30


READ_ONLY = """
    import os, sys
    from pathlib import Path
    from kb.store import Store
    from kb.model import Organisation
    from kb.errors import StoreError
    if os.getuid() == 0:
        os.setuid(65534)
    store = Store.open(Path(sys.argv[1]))
    assert store.is_read_only
    print(len(store.organisations()), store.change_counter())
    try:
        with store.writing() as writing:
            writing.put(Organisation(id="new", name="New"))
    except StoreError as error:
        print(error)
    store.close()
"""


@pytest.mark.parametrize("mode", [stat.S_IRUSR | stat.S_IRGRP | stat.S_IROTH, 0o644])
def test_read_only_folder_can_be_read(filled: Store, path: Path, mode: int) -> None:
    filled.close()
    path.chmod(mode)
    for folder in (path.parent, *path.parent.parents):
        if os.getuid() == 0 and Path(tempfile.gettempdir()) in folder.parents:
            folder.chmod(0o755)
    path.parent.chmod(0o555)
    run = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(READ_ONLY), str(path)], capture_output=True, text=True
    )
    path.parent.chmod(0o755)
    assert run.stderr == ""
    assert run.stdout.splitlines()[0] == "2 1"
    assert "is read-only; let this user write" in run.stdout


def test_killed_in_the_middle_of_a_transaction(filled: Store, path: Path) -> None:
    code = f"""
        import os, signal
        from pathlib import Path
        from kb.model import Organisation
        from kb.store import Store
        with Store.open(Path({str(path)!r})).writing() as writing:
            writing.put_all([Organisation(id=f"k{{n}}", name="K" * 1000) for n in range(5000)])
            os.kill(os.getpid(), signal.SIGKILL)
    """
    run = subprocess.run([sys.executable, "-c", textwrap.dedent(code)], check=False)
    assert run.returncode == -9
    assert filled.organisations() == [GIGA, ULIEGE]
    assert filled.change_counter() == 1
    with filled.writing() as writing:
        writing.put(Organisation(id="after", name="After"))
    assert filled.counts()["organisation"] == 3
