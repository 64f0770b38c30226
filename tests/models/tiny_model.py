"""A model of a few kilobytes in the packaged format, so that preparing one takes a second or two."""

import struct
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

HIDDEN, LAYERS, HEADS, FEED_FORWARD, POSITIONS, TOKEN_TYPES = 32, 1, 2, 64, 64, 2
PIECES = ("<s>", "<pad>", "</s>", "<unk>", "▁", "▁cell", "ul", "e", "s", "▁robot", "▁hospital", "<mask>")
VOCABULARY = len(PIECES)
SCORES = (0.0, 0.0, 0.0, 0.0, -3.0, -4.0, -5.0, -4.0, -4.0, -5.0, -5.0, 0.0)
REPLACEMENTS = {"ﬁ": "fi", "\x01": ""}


def four_bit_block(scale: float, nibbles: list[int]) -> bytes:
    """Return the 18 bytes of 32 weights; byte j holds weight j below and weight j + 16 above."""
    pairs = zip(nibbles[:16], nibbles[16:], strict=True)
    return struct.pack("<e", scale) + bytes(low | high << 4 for low, high in pairs)


def write_tiny_model(path: Path, *, seed: int = 0) -> Path:
    """Write the model at `path` and return it; other seeds give other weights."""
    tensors = _tensors(np.random.default_rng(seed))
    head = _header() + _tokenizer()
    directory_bytes = 4 + sum(2 + len(name) + 1 + 4 + 8 + 8 for name in tensors)
    offset = len(head) + directory_bytes
    directory, data = struct.pack("<i", len(tensors)), b""
    for name, (kind, elements, raw) in tensors.items():
        directory += struct.pack("<H", len(name)) + name.encode()
        directory += struct.pack("<BIQQ", kind, elements, offset + len(data), len(raw))
        data += raw
    path.write_bytes(head + directory + data)
    return path


def _header() -> bytes:
    sizes = (HIDDEN, LAYERS, HEADS, FEED_FORWARD, VOCABULARY, POSITIONS, TOKEN_TYPES)
    return b"E5S1" + struct.pack("<I7ifi", 1, *sizes, 1e-12, 32)


def _tokenizer() -> bytes:
    blobs = [piece.encode() for piece in PIECES]
    offsets = np.cumsum([0] + [len(blob) for blob in blobs]).astype("<u4").tobytes()
    entries = b"".join(
        struct.pack("<IB", ord(old), len(new)) + b"".join(struct.pack("<I", ord(letter)) for letter in new)
        for old, new in REPLACEMENTS.items()
    )
    return (
        struct.pack("<5iQ", len(PIECES), 0, 2, 1, 3, sum(map(len, blobs)))
        + offsets
        + np.array(SCORES, dtype="<f4").tobytes()
        + b"".join(blobs)
        + struct.pack("<iI", len(REPLACEMENTS), len(entries))
        + entries
    )


def _tensors(random: np.random.Generator) -> dict[str, tuple[int, int, bytes]]:
    def four_bit(rows: int, columns: int) -> tuple[int, int, bytes]:
        blocks = rows * columns // 32
        raw = b"".join(four_bit_block(0.05, random.integers(0, 16, 32).tolist()) for _ in range(blocks))
        return 1, rows * columns, raw

    def wide(values: NDArray[np.float64]) -> tuple[int, int, bytes]:
        return 0, values.size, values.astype("<f4").tobytes()

    norm = {"w": np.ones(HIDDEN), "b": np.zeros(HIDDEN)}
    tensors = {
        "emb.word": four_bit(VOCABULARY, HIDDEN),
        "emb.pos": wide(random.standard_normal(POSITIONS * HIDDEN) * 0.05),
        "emb.type": wide(random.standard_normal(TOKEN_TYPES * HIDDEN) * 0.05),
    } | {f"emb.ln.{kind}": wide(values) for kind, values in norm.items()}
    shapes = {name: (HIDDEN, HIDDEN) for name in ("q", "k", "v", "ao")}
    shapes |= {"fi": (FEED_FORWARD, HIDDEN), "fo": (HIDDEN, FEED_FORWARD)}
    for layer in range(LAYERS):
        for name, (rows, columns) in shapes.items():
            tensors[f"l{layer}.{name}.w"] = four_bit(rows, columns)
            tensors[f"l{layer}.{name}.b"] = wide(random.standard_normal(rows) * 0.05)
        for name in ("aln", "oln"):
            tensors |= {f"l{layer}.{name}.{kind}": wide(values) for kind, values in norm.items()}
    return tensors
