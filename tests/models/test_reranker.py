"""A cross-encoder as it is read from a folder, its scores by hand, and what is refused."""

import socket
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from sentence_transformers import CrossEncoder

from models import loading
from models.checkpoint import LONGEST_INPUT, quiet_libraries
from models.errors import ModelNotFound, ModelUnusable
from models.reranker import load_reranker
from tests.models.tiny_reranker import LONGEST, scores_by_hand, write_tiny_reranker

QUERY = "who sterilises used masks?"
TEXTS = [
    "Masks are used again.",
    "gel",
    "Vaccin à ARN messager. L'entreprise produit un vaccin.",
    "mask " * 9,
]
IDENTITY = "torch.nn.modules.linear.Identity"


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_reranker(tmp_path_factory.mktemp("models") / "tiny")


def test_scores_are_the_sigmoid_of_the_logit_of_the_pair(tiny: Path) -> None:
    scores = load_reranker(str(tiny), device="cpu").scores(QUERY, TEXTS)
    expected = scores_by_hand(tiny, QUERY, TEXTS)
    assert scores == pytest.approx(expected, abs=1e-5)
    assert (scores.shape, str(scores.dtype)) == ((len(TEXTS),), "float32")
    assert expected.max() - expected.min() > 0.2, "else any order of the texts would pass"


@pytest.mark.parametrize(
    "settings",
    [
        {"sentence_transformers": {"activation_fn": IDENTITY}},
        {"sbert_ce_default_activation_function": IDENTITY},
    ],
)
def test_a_model_whose_own_settings_leave_the_logit_as_it_is_scores_the_same(
    tiny: Path, tmp_path: Path, settings: dict[str, object]
) -> None:
    unbounded = write_tiny_reranker(tmp_path / "unbounded", settings=settings)
    scores = load_reranker(str(unbounded), device="cpu").scores(QUERY, TEXTS)
    assert scores == pytest.approx(scores_by_hand(tiny, QUERY, TEXTS), abs=1e-5)


def test_a_pair_longer_than_the_model_reads_is_cut(tiny: Path) -> None:
    long = ["masks " * LONGEST, "masks " * 2 * LONGEST]
    scores = load_reranker(str(tiny), device="cpu").scores(QUERY, long)
    assert scores == pytest.approx(scores_by_hand(tiny, QUERY, long), abs=1e-5)
    assert scores[0] == pytest.approx(scores[1], abs=1e-6)


def test_of_a_model_that_reads_long_texts_only_so_much_is_read(tmp_path: Path) -> None:
    reader = write_tiny_reranker(tmp_path / "reader", longest=2 * LONGEST_INPUT)
    long = ["masks " * LONGEST_INPUT]
    scores = load_reranker(str(reader), device="cpu").scores(QUERY, long)
    assert scores == pytest.approx(scores_by_hand(reader, QUERY, long, longest=LONGEST_INPUT), abs=1e-5)
    longer = scores_by_hand(reader, QUERY, long, longest=2 * LONGEST_INPUT)
    assert scores != pytest.approx(longer, abs=1e-5)


def test_one_that_the_library_saved_itself_is_the_same(tiny: Path, tmp_path: Path) -> None:
    with quiet_libraries():
        CrossEncoder(str(tiny), device="cpu").save_pretrained(str(tmp_path / "saved"))
    scores = load_reranker(str(tmp_path / "saved"), device="cpu").scores(QUERY, TEXTS)
    assert scores == pytest.approx(scores_by_hand(tiny, QUERY, TEXTS), abs=1e-5)


def test_no_texts_give_no_scores(tiny: Path) -> None:
    scores = load_reranker(str(tiny), device="cpu").scores(QUERY, [])
    assert (scores.shape, str(scores.dtype)) == ((0,), "float32")


def test_lone_surrogates_are_read_as_question_marks(tiny: Path) -> None:
    reranker = load_reranker(str(tiny), device="cpu")
    assert (
        reranker.scores("ma\ud800sk", ["ge\udfffl"]).tolist() == reranker.scores("ma?sk", ["ge?l"]).tolist()
    )


def test_threads_share_it(tiny: Path) -> None:
    reranker = load_reranker(str(tiny), device="cpu")
    queries = [f"{QUERY} {number}" for number in range(40)]
    alone = [reranker.scores(query, TEXTS) for query in queries]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda query: reranker.scores(query, TEXTS), queries))
    assert all(np.array_equal(one, other) for one, other in zip(alone, together, strict=True))


def test_a_model_with_two_scores_is_refused(tmp_path: Path) -> None:
    two = write_tiny_reranker(tmp_path / "two", labels=2)
    with pytest.raises(ModelUnusable) as caught:
        load_reranker(str(two), device="cpu")
    assert str(caught.value) == (
        f"the reranker {two} gives 2 scores for a text, not one; "
        "name a sentence-transformers CrossEncoder with one score, or leave the reranker out"
    )


@pytest.mark.usefixtures("tiny_bundled")
def test_models_that_were_not_made_to_compare_are_refused(tmp_path: Path) -> None:
    """The library would give them a last layer at random."""
    of_language = write_tiny_reranker(tmp_path / "language", has_classifier=False)
    embedding = loading.bundled_checkpoint(cache=tmp_path)
    for folder in (of_language, embedding):
        with pytest.raises(ModelUnusable, match=r"is no cross-encoder, so it cannot rerank; name a sentence"):
            load_reranker(str(folder), device="cpu")


def test_a_model_that_gives_no_numbers_is_refused(tmp_path: Path) -> None:
    from safetensors.numpy import load_file, save_file

    broken = write_tiny_reranker(tmp_path / "broken")
    tensors = load_file(broken / "model.safetensors")
    tensors["classifier.bias"][:] = np.nan
    save_file(tensors, broken / "model.safetensors", metadata={"format": "pt"})
    reranker = load_reranker(str(broken), device="cpu")
    with pytest.raises(ModelUnusable, match="gives no number for a text; name a sentence-transformers"):
        reranker.scores(QUERY, TEXTS)


def test_a_folder_without_a_model(tmp_path: Path) -> None:
    with pytest.raises(ModelUnusable, match=r"cannot read the reranker .*; name a sentence-tr") as caught:
        load_reranker(str(tmp_path), device="cpu")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        (
            "nobody/no-such-model",
            "the reranker nobody/no-such-model is not on this machine and the hub cannot be reached; "
            "connect to the network, or leave the reranker out",
        ),
        (
            "not a name!",
            "there is no reranker not a name!, neither a folder nor in the hub; "
            "check the name, or leave the reranker out",
        ),
    ],
)
def test_names_that_lead_nowhere(monkeypatch: pytest.MonkeyPatch, name: str, message: str) -> None:
    def no_network(*arguments: object, **options: object) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", no_network)
    with pytest.raises(ModelNotFound) as caught:
        load_reranker(name, device="cpu")
    assert str(caught.value) == message
