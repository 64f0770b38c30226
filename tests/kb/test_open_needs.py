"""Recording what nothing answered: what is kept, twice is once, limits, two programs at once."""

import datetime
import json
import sqlite3
import subprocess
import sys
import textwrap
from contextlib import closing
from pathlib import Path

import pytest

import kb.open_needs
from kb.errors import InvalidQuery, NeedExists, NeedListFull, NotFound, StoreError, TooManyNeeds
from kb.model import NeedStatus, OpenNeed
from kb.open_needs import MAX_NEED, OpenNeeds, RecordedNeed, RemovedNeeds, clean_need
from kb.store import Store

HOUR = datetime.datetime(2026, 11, 24, 14, tzinfo=datetime.UTC)
COLUMNS = "id, text, language, recorded_at, status"
PHAGES = "Phage therapy for bone infections"


class Clock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.now = HOUR + datetime.timedelta(minutes=52, seconds=7)

    def __call__(self) -> datetime.datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def needs(store: Store, clock: Clock) -> OpenNeeds:
    return OpenNeeds(store, now=clock)


def rows(path: Path) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(f"SELECT {COLUMNS} FROM open_need").fetchall()


def test_a_need_is_a_row_with_its_hour_and_nothing_of_the_visitor(needs: OpenNeeds, path: Path) -> None:
    recorded = needs.record(PHAGES, language="nl")
    need = OpenNeed(id=1, text=PHAGES, language="nl", recorded_at=HOUR, status=NeedStatus.OPEN)
    assert recorded == RecordedNeed(need=need, is_new=True)
    assert rows(path) == [(1, PHAGES, "nl", "2026-11-24T14:00Z", "open")]
    assert needs.listed() == [need]


def test_the_hour_is_that_of_greenwich(needs: OpenNeeds, clock: Clock, path: Path) -> None:
    clock.now = clock.now.astimezone(datetime.timezone(datetime.timedelta(hours=5, minutes=30)))
    needs.record(PHAGES, language="en")
    assert rows(path)[0][3] == "2026-11-24T14:00Z"


def test_the_same_text_is_recorded_once(needs: OpenNeeds, clock: Clock, path: Path) -> None:
    first = needs.record(PHAGES, language="en")
    clock.now += datetime.timedelta(days=3)
    again = needs.record(f"  Phage\ttherapy for\n bone infe\u00adctions {chr(0)}", language="fr")
    assert again == RecordedNeed(need=first.need, is_new=False)
    assert needs.record("Phage therapy for skin infections", language="fr").is_new
    assert [row[1] for row in rows(path)] == [PHAGES, "Phage therapy for skin infections"]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("C++ and C# for e\u0301cole\r\n\r\nnow", "C++ and C# for école now"),
        ("Beds, write to jo.claes@north.example (tel. 04 366 21 11).", "Beds, write to."),
        ("10 000 000 masks before 2027-01-01", "10 000 000 masks before 2027-01-01"),
        ("<script>alert(1)</script> & \ud800 é", "<script>alert(1)</script> & é"),
    ],
)
def test_a_text_is_cleaned_before_it_is_kept(typed: str, kept: str) -> None:
    assert clean_need(typed) == kept


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("", "The need is empty. Write what you need"),
        (" \n\u200b", "The need is empty"),
        ("jo.claes@north.example", "The need is empty"),
        ("?!…", "The need has no word in it"),
        ("a", "One character is too little."),
        ("x" * 200_000, "The need has 200,000 characters; at most 20,000 are accepted"),
    ],
)
def test_what_is_no_need_is_refused_with_what_to_do(
    needs: OpenNeeds, path: Path, typed: str, message: str
) -> None:
    with pytest.raises(InvalidQuery, match=message):
        needs.record(typed, language="en")
    assert rows(path) == []


def test_the_longest_need_is_kept_whole(needs: OpenNeeds) -> None:
    assert needs.record("é" * MAX_NEED, language="fr").need.text == "é" * 20_000


def test_so_many_an_hour_from_everyone_together(
    needs: OpenNeeds, clock: Clock, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kb.open_needs, "MAX_NEEDS_AN_HOUR", 3)
    for number in range(3):
        needs.record(f"need {number}", language="en")
    needs.close([3])
    with pytest.raises(TooManyNeeds, match="3 needs were recorded in this hour"):
        needs.record("need 3", language="en")
    assert not needs.record("need 1", language="en").is_new
    assert len(rows(path)) == 3
    clock.now += datetime.timedelta(minutes=8)
    assert needs.record("need 3", language="en").need.id == 4


def test_so_many_open_and_closing_makes_room(
    needs: OpenNeeds, clock: Clock, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kb.open_needs, "MAX_OPEN_NEEDS", 2)
    needs.record("need 1", language="en")
    needs.record("need 2", language="en")
    clock.now += datetime.timedelta(days=30)
    with pytest.raises(NeedListFull, match="2 needs are open, the most that are kept: `compendium needs cl"):
        needs.record("need 3", language="en")
    assert needs.close([1]) == 1
    assert needs.record("need 3", language="en").is_new
    assert [row[0] for row in rows(path)] == [1, 2, 3]


def test_closing_opening_again_and_removing(needs: OpenNeeds, path: Path) -> None:
    for number in range(1, 4):
        needs.record(f"need {number}", language="en")
    assert needs.close([1, 3]) == 2
    assert needs.close([1, 2]) == 1
    assert needs.listed() == []
    assert [need.status.value for need in needs.listed(with_closed=True)] == ["closed"] * 3
    assert needs.reopen([2, 2]) == 1
    assert [need.id for need in needs.listed()] == [2]
    assert needs.remove([2, 3]) == RemovedNeeds(count=2, is_gone=True)
    assert [row[0] for row in rows(path)] == [1]
    assert needs.record("need 3", language="en").need.id == 4


def test_of_a_removed_need_nothing_is_left_in_the_file(needs: OpenNeeds, store: Store, path: Path) -> None:
    needs.record(PHAGES, language="en")
    needs.record("Bees", language="en")
    needs.close([1])
    store.close()
    assert PHAGES.encode() in path.read_bytes()
    assert needs.remove([1]).count == 1
    store.close()
    assert [file.name for file in path.parent.iterdir()] == [path.name]
    assert PHAGES.encode() not in path.read_bytes()


def left_in_files(path: Path, text: str) -> list[str]:
    return [file.name for file in path.parent.iterdir() if text.encode() in file.read_bytes()]


def test_of_a_removed_need_nothing_is_left_while_another_has_the_store_open(
    needs: OpenNeeds, path: Path
) -> None:
    with Store.open(path) as other:
        needs.record(PHAGES, language="en")
        assert [need.text for need in other.open_needs()] == [PHAGES]
        assert left_in_files(path, PHAGES) != []
        assert needs.remove([1]) == RemovedNeeds(count=1, is_gone=True)
        assert path.with_name(f"{path.name}-wal").stat().st_size == 0
        assert left_in_files(path, PHAGES) == []


def test_a_removed_need_stays_in_the_log_while_another_reads_and_that_is_told(path: Path) -> None:
    with Store.open(path, busy_seconds=0.1) as store, Store.open(path) as other:
        needs = OpenNeeds(store)
        needs.record(PHAGES, language="en")
        needs.record("Bees", language="en")
        with other.reading() as reading:
            assert reading.open_need_count() == 2
            assert needs.remove([1]) == RemovedNeeds(count=1, is_gone=False)
            assert left_in_files(path, PHAGES) == [f"{path.name}-wal"]
        assert needs.remove([2]) == RemovedNeeds(count=1, is_gone=True)
        assert left_in_files(path, PHAGES) == []


def test_an_id_that_is_not_there_changes_nothing(needs: OpenNeeds, path: Path) -> None:
    needs.record("need 1", language="en")
    needs.record("need 2", language="en")
    for act in (needs.close, needs.reopen, needs.remove):
        with pytest.raises(NotFound, match="There are no open needs with id 7, 9: `compendium needs --all`"):
            act([1, 9, 7])
        with pytest.raises(NotFound, match="There is no open need with id 0: "):
            act([0])
    assert [row[4] for row in rows(path)] == ["open", "open"]


def test_a_closed_need_that_is_asked_for_anew_is_a_new_one(needs: OpenNeeds, path: Path) -> None:
    needs.record(PHAGES, language="en")
    needs.close([1])
    assert needs.record(PHAGES, language="en").need.id == 2
    with pytest.raises(NeedExists, match="Open need 1 cannot be opened again: its text is open as 2"):
        needs.reopen([1])
    assert [row[4] for row in rows(path)] == ["closed", "open"]


def test_open_needs_leave_the_index_current(store: Store, needs: OpenNeeds) -> None:
    before = store.change_counter()
    needs.record(PHAGES, language="en")
    needs.close([1])
    needs.remove([1])
    assert store.change_counter() == before


def test_a_file_that_is_being_written_says_so(needs: OpenNeeds, store: Store, path: Path) -> None:
    with (
        Store.open(path, busy_seconds=0.1) as other,
        store.writing(),
        pytest.raises(StoreError, match="Another program is writing"),
    ):
        OpenNeeds(other).record(PHAGES, language="en")
    assert rows(path) == []


PROGRAM = """
    import datetime, sys
    from pathlib import Path
    import kb.open_needs
    from kb.errors import TooManyNeeds
    from kb.open_needs import OpenNeeds
    from kb.store import Store

    kb.open_needs.MAX_NEEDS_AN_HOUR = 30
    hour = datetime.datetime(2026, 11, 24, 14, tzinfo=datetime.UTC)
    needs = OpenNeeds(Store.open(Path(sys.argv[1]), busy_seconds=60), now=lambda: hour)
    new = refused = 0
    sys.stdin.readline()
    for number in range(40):
        try:
            new += needs.record(f"need {number}", language="en").is_new
        except TooManyNeeds:
            refused += 1
    print(new, refused)
"""


def test_two_programs_at_once_record_each_text_once_and_keep_the_cap(store: Store, path: Path) -> None:
    command = [sys.executable, "-c", textwrap.dedent(PROGRAM), str(path)]
    programs = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(2)
    ]
    for program in programs:
        assert program.stdin is not None
        program.stdin.write("go\n")
        program.stdin.flush()
    answers = [program.communicate(timeout=120)[0] for program in programs]
    counts = [tuple(map(int, answer.split())) for answer in answers]
    assert sum(new for new, _ in counts) == 30
    assert [refused for _, refused in counts] == [10, 10]
    assert [(row[0], row[1]) for row in rows(path)] == [(n + 1, f"need {n}") for n in range(30)]


def test_the_record_in_json(needs: OpenNeeds) -> None:
    assert json.loads(needs.record(PHAGES, language="de").need.model_dump_json()) == {
        "id": 1,
        "text": PHAGES,
        "language": "de",
        "recorded_at": "2026-11-24T14:00:00Z",
        "status": "open",
    }


def test_the_table_takes_no_other_status_and_no_open_text_twice(needs: OpenNeeds, path: Path) -> None:
    needs.record(PHAGES, language="en")
    with closing(sqlite3.connect(path)) as connection:
        with pytest.raises(sqlite3.IntegrityError, match="CHECK"):
            connection.execute("UPDATE open_need SET status = 'new'")
        with pytest.raises(sqlite3.IntegrityError, match="UNIQUE"):
            connection.execute(f"INSERT INTO open_need ({COLUMNS}) VALUES (9, '{PHAGES}', 'en', '', 'open')")
