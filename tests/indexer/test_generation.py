"""What is wrong with a generation is recognised, named, and repaired by the command it names."""

import json
from pathlib import Path
from tokenize import TokenError

import pytest

from indexer.engine import Engine
from indexer.errors import GenerationDamaged, GenerationMismatch, IndexingError, IndexMissing
from tests.fake_encoder import FakeEncoder
from tests.indexer.corpus import DOCUMENTS

FILES = [
    "manifest.json",
    "dense.faiss",
    "passages.jsonl",
    "passage_places.npy",
    "documents.json",
    "token_states.npy",
    "token_factors.npy",
    "token_offsets.npy",
    "token_firsts.npy",
    "token_weights.npy",
    "centres.npy",
    "lexical/meta.json",
]


@pytest.fixture
def generation(built: Engine, tmp_path: Path) -> Path:
    """The folder of the current generation."""
    [folder] = (tmp_path / "index/generations").iterdir()
    return folder


def reopened(tmp_path: Path) -> Engine:
    return Engine(tmp_path / "index", FakeEncoder)


def check_named_and_repaired(engine: Engine, error: type[IndexingError], pattern: str) -> None:
    with pytest.raises(error, match=pattern) as caught:
        engine.search(["masks"])
    assert "\n" not in str(caught.value)
    assert "`compendium reindex`" in str(caught.value)
    engine.build(DOCUMENTS, source_counter=1)
    assert engine.search(["used masks"]).hits[0][0].passage.document_id == "masks"
    engine.verify()
    assert engine.status().problem is None


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file(generation: Path, tmp_path: Path, name: str) -> None:
    (generation / name).unlink()
    problem = reopened(tmp_path).status().problem
    assert problem is not None
    assert name in problem
    check_named_and_repaired(reopened(tmp_path), GenerationDamaged, name)


@pytest.mark.parametrize("name", FILES)
def test_a_truncated_file(generation: Path, tmp_path: Path, name: str) -> None:
    content = (generation / name).read_bytes()
    (generation / name).write_bytes(content[: len(content) // 2])
    check_named_and_repaired(reopened(tmp_path), GenerationDamaged, name)


@pytest.mark.parametrize("name", FILES[1:])
def test_a_flipped_bit_is_found_by_its_checksum(generation: Path, tmp_path: Path, name: str) -> None:
    content = bytearray((generation / name).read_bytes())
    content[len(content) // 2] ^= 1
    (generation / name).write_bytes(content)
    with pytest.raises(GenerationDamaged, match=f"{name} was changed"):
        reopened(tmp_path).verify()


def test_a_file_of_the_right_size_that_cannot_be_read(generation: Path, tmp_path: Path) -> None:
    for name in ("dense.faiss", "lexical/meta.json", "centres.npy"):
        content = (generation / name).read_bytes()
        (generation / name).write_bytes(b"\xff" * len(content))
        with pytest.raises(GenerationDamaged, match="cannot be read"):
            reopened(tmp_path).search(["masks"])
        (generation / name).write_bytes(content)
    assert reopened(tmp_path).search(["masks"]).hits[0]


@pytest.mark.parametrize(
    ("change", "error", "pattern"),
    [
        ({"format_version": 99}, GenerationMismatch, "has format 99, this version reads 5"),
        ({"fingerprint": "0123456789"}, GenerationMismatch, r"model fake \(01234567\).* is fake \(fake-1\)"),
        ({"unknown": 1}, GenerationDamaged, "lacks a field or has one too many"),
    ],
)
def test_a_manifest_that_does_not_fit(
    generation: Path, tmp_path: Path, change: dict[str, object], error: type[IndexingError], pattern: str
) -> None:
    manifest = json.loads((generation / "manifest.json").read_text())
    (generation / "manifest.json").write_text(json.dumps(manifest | change))
    with pytest.raises(error, match=pattern):
        reopened(tmp_path).search(["masks"])


@pytest.mark.parametrize("content", ["", "{", "[]", "null", '{"format_version": 5}'])
def test_a_manifest_that_is_none(generation: Path, tmp_path: Path, content: str) -> None:
    (generation / "manifest.json").write_text(content)
    check_named_and_repaired(reopened(tmp_path), GenerationDamaged, "manifest.json")


@pytest.mark.parametrize("content", ["", "no such generation", "../generations", "\x00", "..", "."])
def test_a_pointer_to_nowhere(generation: Path, tmp_path: Path, content: str) -> None:
    (tmp_path / "index/current").write_text(content)
    check_named_and_repaired(reopened(tmp_path), GenerationDamaged, "names a generation that is not there")


def test_a_pointer_that_is_no_text(generation: Path, tmp_path: Path) -> None:
    (tmp_path / "index/current").write_bytes(b"\xff\xfe")
    check_named_and_repaired(reopened(tmp_path), GenerationDamaged, "cannot be read")


def test_a_generation_of_another_model_is_built_again_by_the_command_it_names(
    generation: Path, tmp_path: Path
) -> None:
    other = Engine(tmp_path / "index", lambda: FakeEncoder(name="other", fingerprint="fake-2"))
    check_named_and_repaired(other, GenerationMismatch, "was built with the model fake .* in use is other")


def test_a_generation_of_another_format_is_built_again_by_the_command_it_names(
    generation: Path, tmp_path: Path
) -> None:
    manifest = json.loads((generation / "manifest.json").read_text())
    (generation / "manifest.json").write_text(json.dumps(manifest | {"format_version": 2}))
    check_named_and_repaired(reopened(tmp_path), GenerationMismatch, "has format 2, this version reads 5")


def test_nothing_built_yet(engine: Engine) -> None:
    status = engine.status()
    assert (status.generation, status.document_count, status.size_bytes) == (None, None, 0)
    assert status.problem == "Nothing is indexed yet: run `compendium reindex`."
    with pytest.raises(IndexMissing, match="run `compendium reindex`"):
        engine.search(["masks"])
    with pytest.raises(IndexMissing):
        engine.verify()


def test_a_header_that_numpy_stumbles_over_is_damage(
    generation: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumble(_folder: Path) -> None:
        raise TokenError("EOF in multi-line statement")

    with monkeypatch.context() as patched:
        patched.setattr("indexer.generation.TokenStore", stumble)
        with pytest.raises(GenerationDamaged, match="EOF in multi-line statement"):
            reopened(tmp_path).search(["masks"])


def test_a_file_that_this_user_may_not_read_is_not_damage(
    generation: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_folder: Path) -> None:
        raise PermissionError(13, "Permission denied", "token_states.npy")

    monkeypatch.setattr("indexer.generation.TokenStore", refuse)
    with pytest.raises(IndexingError, match="may not be read by this user") as caught:
        reopened(tmp_path).search(["masks"])
    assert not isinstance(caught.value, GenerationDamaged)
