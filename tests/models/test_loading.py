"""Preparing, finding again, repairing and refusing models; on a tiny model where the size does not matter."""

import json
import os
import shutil
import socket
import subprocess
import sys
import warnings
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace
from typing import get_args

import numpy as np
import pytest

from models import loading
from models.encoder import Encoder, Runtime
from models.errors import CacheUnusable, ModelError, ModelNotFound, ModelUnusable, NotEnoughSpace
from models.loading import COMPILING, READING, UNPACKING, load_encoder
from tests.models.tiny_model import write_tiny_model

Record = Callable[[str, int, int], None]
ROOT = Path(__file__).parent.parent.parent


def compiled_folder(cache: Path) -> Path:
    (folder,) = (cache / "models").glob("compiled-*")
    return folder


def same_vectors(left: Encoder, right: Encoder) -> bool:
    text = ["cells robots", "hospital"]
    return bool(np.allclose(left.encode_passages(text).pooled, right.encode_passages(text).pooled))


@pytest.mark.usefixtures("tiny_bundled")
def test_prepares_once_then_says_nothing(tmp_path: Path, steps: list[str], record: Record) -> None:
    first = load_encoder(cache=tmp_path, progress=record)
    assert steps == [UNPACKING, READING, COMPILING]
    steps.clear()
    second = load_encoder(cache=tmp_path, progress=record)
    assert steps == []
    assert (second.name, second.dimension, second.max_tokens) == ("bundled", 32, 64)
    assert second.fingerprint == first.fingerprint
    assert same_vectors(first, second)


@pytest.mark.usefixtures("tiny_bundled")
def test_both_runtimes_share_vectors_and_fingerprint(tmp_path: Path) -> None:
    compiled = load_encoder(cache=tmp_path)
    plain = load_encoder(runtime="sentence-transformers", cache=tmp_path, device="cpu")
    assert plain.fingerprint == compiled.fingerprint
    left, right = (encoder.encode_queries(["cells", "robot hospital"]) for encoder in (compiled, plain))
    assert float((left.pooled * right.pooled).sum(axis=1).min()) > 0.999
    assert left.tokens[1].offsets.tolist() == right.tokens[1].offsets.tolist() == [[0, 5], [6, 14]]


@pytest.mark.usefixtures("tiny_bundled")
def test_threads_share_the_plain_runtime_and_leave_the_process_as_it_was(tmp_path: Path) -> None:
    """Quieting the libraries moves filters of the whole process; two threads at it at once lost them."""
    plain = load_encoder(runtime="sentence-transformers", cache=tmp_path, device="cpu")
    expected = plain.encode_queries(["cells robot"]).pooled
    filters = list(warnings.filters)
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: plain.encode_queries(["cells robot"]).pooled, range(200)))
    assert list(warnings.filters) == filters
    assert all(np.array_equal(pooled, expected) for pooled in found)


def test_other_weights_have_another_fingerprint_and_take_the_place_of_the_old(
    tmp_path: Path, tiny_bundled: Path
) -> None:
    first = load_encoder(cache=tmp_path)
    before = first.encode_queries(["cells"]).pooled
    old = set((tmp_path / "models").iterdir())
    write_tiny_model(tiny_bundled, seed=1)
    second = load_encoder(cache=tmp_path)
    assert first.fingerprint != second.fingerprint
    new = set((tmp_path / "models").iterdir())
    assert len(old) == len(new) == 2  # a checkpoint and what is compiled from it
    assert old.isdisjoint(new)
    assert np.array_equal(first.encode_queries(["cells"]).pooled, before), "still runs from what is gone"


@pytest.mark.usefixtures("tiny_bundled")
def test_two_models_of_one_name_in_two_folders_leave_each_other_alone(tmp_path: Path) -> None:
    checkpoint = loading.bundled_checkpoint(cache=tmp_path)
    for place in ("here", "there"):
        shutil.copytree(checkpoint, tmp_path / place / "model")
        load_encoder(str(tmp_path / place / "model"), cache=tmp_path)
    assert len(list((tmp_path / "models").glob("compiled-model-*"))) == 2


@pytest.mark.usefixtures("tiny_bundled")
@pytest.mark.parametrize(
    ("name", "damage"),
    [("model.bin", "cut"), ("model.xml", "gone"), ("tokenizer.json", "cut"), ("manifest.json", "cut")],
)
def test_a_damaged_cache_is_rebuilt_and_said(
    tmp_path: Path, steps: list[str], record: Record, name: str, damage: str
) -> None:
    first = load_encoder(cache=tmp_path)
    victim = compiled_folder(tmp_path) / name
    content = victim.read_bytes()
    victim.unlink()  # not cut in place: the first encoder still has it mapped
    if damage == "cut":
        victim.write_bytes(content[:100])
    repaired = load_encoder(cache=tmp_path, progress=record)
    assert "is damaged: preparing it again" in steps[0]
    assert steps[1:] == [READING, COMPILING]
    assert same_vectors(first, repaired)


@pytest.mark.usefixtures("tiny_bundled")
def test_damage_of_the_same_size_is_met_when_it_does_not_load(
    tmp_path: Path, steps: list[str], record: Record
) -> None:
    first = load_encoder(cache=tmp_path)
    victim = compiled_folder(tmp_path) / "tokenizer.json"
    victim.write_bytes(b"x" * victim.stat().st_size)
    repaired = load_encoder(cache=tmp_path, progress=record)
    assert "is damaged" in steps[0]
    assert same_vectors(first, repaired)


@pytest.mark.usefixtures("tiny_bundled")
def test_a_damaged_checkpoint_is_rebuilt_before_it_is_read(
    tmp_path: Path, steps: list[str], record: Record
) -> None:
    load_encoder(cache=tmp_path)
    (checkpoint,) = (tmp_path / "models").glob("multilingual-e5-small-*")
    weights = checkpoint / "model.safetensors"
    content = bytearray(weights.read_bytes())
    content[-1] ^= 1
    weights.write_bytes(content)
    load_encoder(runtime="sentence-transformers", cache=tmp_path, device="cpu", progress=record)
    assert "is damaged" in steps[0]
    assert steps[1:] == [UNPACKING]


def test_a_damaged_package_is_named(
    tmp_path: Path, tiny_bundled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "packaged_weights_file", lambda: (tiny_bundled, "0" * 64))
    with pytest.raises(ModelUnusable, match=r"is damaged; run: pip install --force-reinstall"):
        load_encoder(cache=tmp_path)
    assert list((tmp_path / "models").iterdir()) == []


@pytest.mark.usefixtures("tiny_bundled")
def test_too_little_room_is_said_before_anything_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda path: SimpleNamespace(free=900_000))
    with pytest.raises(NotEnoughSpace, match=r"needs 1 MB in .* and only 1 MB are free; make room"):
        load_encoder(cache=tmp_path)
    assert list((tmp_path / "models").iterdir()) == []


@pytest.mark.usefixtures("tiny_bundled")
def test_a_cache_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(CacheUnusable, match=r"make it writable or choose another cache folder"):
        load_encoder(cache=tmp_path / "file")


@pytest.mark.parametrize("runtime", get_args(Runtime))
@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("nobody/no-such-model", "hub cannot be reached; connect to the network"),
        ("not a name!", "there is no model not a name!"),
        ("./no/such/folder/here", "there is no model"),
    ],
)
def test_unknown_models_and_no_network(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, runtime: Runtime, name: str, reason: str
) -> None:
    def no_network(*arguments: object, **options: object) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", no_network)
    with pytest.raises(ModelNotFound, match=reason) as caught:
        load_encoder(name, runtime=runtime, cache=tmp_path)
    assert "\n" not in str(caught.value)


def test_a_folder_without_a_model(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(ModelError, match=r"cannot read the model .*empty") as caught:
        load_encoder(str(tmp_path / "empty"), cache=tmp_path)
    assert "\n" not in str(caught.value)


def test_an_unknown_runtime(tmp_path: Path) -> None:
    with pytest.raises(ModelUnusable, match="use one of compiled, compiled-32-bit, sentence-transformers"):
        load_encoder(runtime="fast", cache=tmp_path)  # type: ignore[arg-type]


@pytest.mark.usefixtures("tiny_bundled")
def test_a_model_folder_is_prepared_again_when_it_changes(
    tmp_path: Path, steps: list[str], record: Record
) -> None:
    own = tmp_path / "own"
    shutil.copytree(loading.bundled_checkpoint(cache=tmp_path), own)
    first = load_encoder(str(own), cache=tmp_path)
    settings = own / "config_sentence_transformers.json"
    settings.write_text(json.dumps({"prompts": {"query": "ask: ", "document": "read: "}}), encoding="utf-8")
    second = load_encoder(str(own), cache=tmp_path, progress=record)
    assert steps == [READING, COMPILING]
    assert first.fingerprint != second.fingerprint
    assert len(list((tmp_path / "models").glob("compiled-own-*"))) == 1


def test_two_processes_prepare_at_once(tmp_path: Path, tiny_bundled: Path) -> None:
    code = (
        "import hashlib, sys; from pathlib import Path; from models import loading;"
        "source, cache = map(Path, sys.argv[1:]);"
        "loading.packaged_weights_file = lambda: (source, hashlib.sha256(source.read_bytes()).hexdigest());"
        "loading.CHECKPOINT_BYTES = 1;"
        "print(loading.load_encoder(cache=cache).encode_queries(['cells']).pooled[0, :3].round(4).tolist())"
    )
    command = [sys.executable, "-c", code, str(tiny_bundled), str(tmp_path / "cache")]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    both = [subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    answers = [process.communicate(timeout=120)[0] for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert answers[0] == answers[1] != ""
    assert sorted(path.name[:9] for path in (tmp_path / "cache" / "models").iterdir()) == [
        "compiled-",
        "multiling",
    ]
