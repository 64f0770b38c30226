"""The reader of the packaged format, on a hand-made file, on broken ones, and on the real one."""

from pathlib import Path

import numpy as np
import pytest

from models.bundled import packaged_weights_file
from models.errors import ModelUnusable
from models.packaged_weights import Shape, four_bit_weights, read_packaged_model
from tests.models import tiny_model
from tests.models.tiny_model import four_bit_block, write_tiny_model


def test_four_bit_weights_are_nibble_less_eight_times_scale() -> None:
    nibbles = list(range(16)) + [0] * 15 + [15]
    first = four_bit_weights(four_bit_block(0.5, nibbles))
    assert first[:16].tolist() == [(nibble - 8) * 0.5 for nibble in range(16)]
    assert first[16] == -4.0
    assert first[31] == 3.5


def test_a_second_block_follows_the_first_with_its_own_scale() -> None:
    weights = four_bit_weights(four_bit_block(1.0, [9] * 32) + four_bit_block(0.25, [6] * 32))
    assert weights.tolist() == [1.0] * 32 + [-0.5] * 32


def test_reads_all_of_a_file(tmp_path: Path) -> None:
    model = read_packaged_model(write_tiny_model(tmp_path / "model.bin"))
    assert model.shape == Shape(32, 1, 2, 64, 12, 64, 2, float(np.float32(1e-12)))
    assert model.vocabulary.pieces == tiny_model.PIECES
    assert model.vocabulary.scores == tiny_model.SCORES
    vocabulary = model.vocabulary
    assert (vocabulary.bos, vocabulary.pad, vocabulary.eos, vocabulary.unk) == (0, 1, 2, 3)
    assert model.tensors["emb.word"].shape == (12 * 32,)
    assert model.tensors["l0.aln.w"].tolist() == [1.0] * 32
    assert model.tensors["emb.word"].dtype == np.float32


def test_a_file_cut_anywhere_is_refused_in_one_line(tmp_path: Path) -> None:
    whole = write_tiny_model(tmp_path / "model.bin").read_bytes()
    for length in [0, 3, 8, 43, 60, 100, 160, 250, 300, 700, len(whole) - 1]:
        cut = tmp_path / "cut.bin"
        cut.write_bytes(whole[:length])
        with pytest.raises(ModelUnusable, match="reinstall it") as caught:
            read_packaged_model(cut)
        assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"PK\x03\x04" + bytes(100), "not b'E5S1'"), (b"E5S1\x02" + bytes(100), "version 2")],
)
def test_another_format_is_named(tmp_path: Path, content: bytes, reason: str) -> None:
    (tmp_path / "model.bin").write_bytes(content)
    with pytest.raises(ModelUnusable, match=reason):
        read_packaged_model(tmp_path / "model.bin")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelUnusable, match="No such file"):
        read_packaged_model(tmp_path / "nowhere.bin")


def test_the_real_file_holds_multilingual_e5_small() -> None:
    path, recorded_hash = packaged_weights_file()
    model = read_packaged_model(path)
    assert recorded_hash == "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
    assert model.shape == Shape(384, 12, 12, 1536, 250_037, 512, 2, float(np.float32(1e-12)))
    assert len(model.vocabulary.pieces) == 250_002
    assert model.vocabulary.pieces[:6] == ("<s>", "<pad>", "</s>", "<unk>", ",", ".")
    assert len(model.tensors) == 5 + 12 * 16
    assert model.tensors["emb.word"].size == 250_037 * 384
