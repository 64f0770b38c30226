from pathlib import Path

import numpy as np
import pytest

from indexer.centring import Centres, centred, shrunk_mean


def test_centred_subtracts_and_scales_to_unit_length() -> None:
    vectors = np.array([[4, 4], [1, 1]], dtype=np.float32)
    mean = np.array([1, 0], dtype=np.float32)
    assert centred(vectors, mean).tolist() == [pytest.approx([0.6, 0.8]), pytest.approx([0, 1])]


def test_a_vector_that_is_the_mean_becomes_zeros_and_not_nan() -> None:
    mean = np.array([0.3, 0.7], dtype=np.float32)
    assert centred(mean[np.newaxis], mean).tolist() == [[0, 0]]


def test_the_mean_of_few_is_drawn_towards_zero() -> None:
    np.testing.assert_allclose(shrunk_mean(np.array([11.0, 22.0]), 1), [1, 2])
    np.testing.assert_allclose(shrunk_mean(np.array([0.0, 10_000.0]), 9_990), [0, 1])


def test_one_vector_alone_keeps_its_direction() -> None:
    vector = np.array([[0.6, 0.8]], dtype=np.float32)
    np.testing.assert_allclose(centred(vector, shrunk_mean(vector[0].astype(float), 1)), vector, atol=1e-6)


def test_means_are_read_as_written(tmp_path: Path) -> None:
    rows = np.arange(12, dtype=np.float32).reshape(4, 3)
    Centres(*rows).save(tmp_path / "centres.npy")
    loaded = Centres.load(tmp_path / "centres.npy")
    assert loaded.passages.tolist() == [0, 1, 2]
    assert loaded.query_tokens.tolist() == [9, 10, 11]
