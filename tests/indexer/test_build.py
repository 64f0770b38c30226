import json
from collections.abc import Callable
from pathlib import Path

import pytest

from indexer.encoding import BLOCK
from indexer.engine import Engine
from indexer.errors import IndexingError
from indexer.report import BuildReport
from tests.fake_encoder import FakeEncoder
from tests.indexer.corpus import DOCUMENTS, MASKS, VACCINE, document


def changes(report: BuildReport) -> tuple[int, int, int, int]:
    return report.added_count, report.changed_count, report.removed_count, report.unchanged_count


def generations(engine_folder: Path) -> list[str]:
    return sorted(path.name for path in (engine_folder / "generations").iterdir())


def stopping_after(calls: int) -> Callable[[str, int, int], None]:
    """Return a progress that is interrupted at its n-th call, as Ctrl-C would."""
    left = [calls]

    def progress(step: str, done: int, total: int) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise KeyboardInterrupt

    return progress


def test_the_first_build_encodes_everything(engine: Engine, fake_encoder: FakeEncoder) -> None:
    report = engine.build(DOCUMENTS, source_counter=7)
    assert changes(report) == (5, 0, 0, 0)
    assert (report.document_count, report.passage_count) == (5, 5)
    assert (report.encoded_count, report.reused_count) == (5, 0)
    assert len(fake_encoder.encoded_passages) == 5
    assert len(fake_encoder.encoded_queries) == 10  # five titles, five first sentences
    assert engine.status().source_counter == 7


def test_an_edit_encodes_only_what_is_new(built: Engine, fake_encoder: FakeEncoder, tmp_path: Path) -> None:
    fake_encoder.encoded_passages.clear()
    edited = document("masks", "Mask decontamination", "Gloves are sterilised too.")
    report = built.build([edited, *DOCUMENTS[2:], document("new", "New", "Swabs.")], source_counter=2)
    assert changes(report) == (1, 1, 1, 3)
    assert report.new_ids == ("masks", "new")
    assert (report.encoded_count, report.reused_count) == (2, 3)
    assert sorted(fake_encoder.encoded_passages) == [
        "Mask decontamination. Gloves are sterilised too.",
        "New. Swabs.",
    ]
    assert built.search(["gloves"]).hits[0][0].passage.document_id == "masks"
    assert "vaccine" not in {hit.document_id for hit in built.search(["vaccin ARN"]).hits[0]}


def test_a_rebuild_of_the_same_only_moves_the_counter(
    built: Engine, fake_encoder: FakeEncoder, tmp_path: Path
) -> None:
    before = generations(tmp_path / "index")
    fake_encoder.encoded_passages.clear()
    report = built.build(DOCUMENTS[::-1], source_counter=9)
    assert changes(report) == (0, 0, 0, 5)
    assert (report.encoded_count, report.reused_count) == (0, 5)
    assert generations(tmp_path / "index") == before == [report.generation]
    assert fake_encoder.encoded_passages == []
    assert built.status().source_counter == 9


def test_a_full_build_encodes_everything_again(built: Engine, fake_encoder: FakeEncoder) -> None:
    report = built.build(DOCUMENTS, source_counter=1, full=True)
    assert (report.encoded_count, report.unchanged_count) == (5, 5)
    assert report.new_ids == ()
    assert report.generation.startswith("000002-")


def test_equal_texts_are_encoded_once(engine: Engine, fake_encoder: FakeEncoder) -> None:
    report = engine.build([document(name, "Same", "Same text.") for name in "abc"], source_counter=1)
    assert fake_encoder.encoded_passages == ["Same. Same text."]
    assert (report.passage_count, report.encoded_count) == (3, 3)


def test_another_model_means_another_generation(built: Engine, tmp_path: Path) -> None:
    other = FakeEncoder(fingerprint="fake-2")
    report = Engine(tmp_path / "index", lambda: other).build(DOCUMENTS, source_counter=1)
    assert report.encoded_count == 5
    assert len(other.encoded_passages) == 5
    back = Engine(tmp_path / "index", FakeEncoder).build(DOCUMENTS, source_counter=1)
    assert back.encoded_count == 0, "the first model's vectors are still in the cache"


def test_an_undone_edit_costs_nothing(built: Engine) -> None:
    built.build([MASKS], source_counter=2)
    assert built.build(DOCUMENTS, source_counter=3).encoded_count == 0


def test_two_generations_stay(engine: Engine, tmp_path: Path) -> None:
    for counter in range(1, 6):
        engine.build([document("a", "Title", f"Text {counter}.")], source_counter=counter)
    names = generations(tmp_path / "index")
    assert [name[:6] for name in names] == ["000004", "000005"]


def test_interrupted_builds_encode_nothing_twice(
    engine: Engine, fake_encoder: FakeEncoder, tmp_path: Path
) -> None:
    documents = [document(f"d{n}", f"Title {n}", f"Text {n}.") for n in range(3 * BLOCK)]
    with pytest.raises(KeyboardInterrupt):
        engine.build(documents, source_counter=1, progress=stopping_after(3))
    assert len(fake_encoder.encoded_passages) == 2 * BLOCK
    report = engine.build(documents, source_counter=1)
    assert len(fake_encoder.encoded_passages) == len(set(fake_encoder.encoded_passages)) == 3 * BLOCK
    assert report.encoded_count == BLOCK
    assert generations(tmp_path / "index") == [report.generation]


def test_an_interrupted_build_leaves_the_old_generation(built: Engine, tmp_path: Path) -> None:
    [before] = generations(tmp_path / "index")
    for calls in range(13):
        with pytest.raises(KeyboardInterrupt):
            built.build([VACCINE], source_counter=2, full=True, progress=stopping_after(calls))
        assert generations(tmp_path / "index") == [before]
        assert built.search(["used masks"]).hits[0][0].passage.document_id == "masks"


def test_progress_names_its_steps_and_reaches_their_ends(engine: Engine) -> None:
    calls: list[tuple[str, int, int]] = []
    engine.build(DOCUMENTS, source_counter=1, progress=lambda *call: calls.append(call))
    assert list(dict.fromkeys(step for step, _, _ in calls)) == [
        "Reading documents",
        "Encoding passages",
        "Encoding titles as questions",
        "Writing the index",
        "Measuring what near means here",
    ]
    assert all(0 <= done <= total for _, done, total in calls)
    assert calls[-1] == ("Measuring what near means here", 1, 1)


def test_two_documents_of_one_id_are_refused(built: Engine) -> None:
    with pytest.raises(IndexingError, match="share one id"):
        built.build([MASKS, MASKS], source_counter=2)
    assert built.status().source_counter == 1


def test_a_damaged_cache_is_replaced(built: Engine, tmp_path: Path) -> None:
    for path in (tmp_path / "index").glob("vectors.sqlite*"):
        path.write_bytes(b"no database " * 10_000)
    report = built.build([MASKS], source_counter=2)
    assert report.encoded_count == 1
    assert built.search(["used masks"]).hits[0][0].passage.document_id == "masks"


def test_a_folder_that_cannot_be_made_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(
        IndexingError, match=r"^The index in .* cannot be written \(.*\): free some space"
    ) as error:
        Engine(tmp_path / "file" / "index", FakeEncoder).build(DOCUMENTS, source_counter=1)
    assert "\n" not in str(error.value)


def test_a_full_disk_is_one_line_and_leaves_the_old_generation(
    built: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("indexer.writing.write_tokens", full)
    with pytest.raises(IndexingError, match="No space left on device"):
        built.build([VACCINE], source_counter=2)
    assert built.search(["used masks"]).hits[0][0].passage.document_id == "masks"
    assert len(generations(tmp_path / "index")) == 1


def test_the_manifest_tells_what_was_built(built: Engine, tmp_path: Path) -> None:
    [name] = generations(tmp_path / "index")
    manifest = json.loads((tmp_path / "index/generations" / name / "manifest.json").read_text())
    files = [record.pop("path") for record in manifest["files"]]
    assert {"dense.faiss", "passages.jsonl", "token_states.npy", "lexical/meta.json"} <= set(files)
    assert manifest["format_version"] == 5
    assert manifest["model"] == "fake"
    assert manifest["fingerprint"] == "fake-1"
    assert (manifest["document_count"], manifest["passage_count"], manifest["dimension"]) == (5, 5, 64)
    assert manifest["built_at"].endswith("+00:00")
