"""Reads a model from the `E5S1` file format: a header, a unigram tokenizer, then 4-bit and 32-bit tensors.

Everything is little-endian. The layout, in order:

1. `"E5S1"`, u32 version; seven i32 (hidden, layers, heads, feed-forward, vocabulary, positions, token types);
   f32 layer-norm epsilon; i32 block size.
2. Tokenizer: five i32 (pieces, then the ids of bos, eos, pad, unk), u64 length of the blob, u32 offsets
   (pieces + 1), f32 scores (pieces), the blob of UTF-8 pieces; i32 number of normalisation entries, u32
   their length in bytes, each a u32 code point, a u8 n, and n u32 that replace it.
3. Tensors: i32 count; each a u16 name length, the name, a u8 type (0 for f32, 1 for 4-bit), u32 number of
   elements, u64 absolute offset, u64 bytes.
"""

import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from models.errors import ModelUnusable

BLOCK = 32
_BLOCK_BYTES = 18  # one f16 scale, then 32 weights in 16 bytes
_F32, _FOUR_BIT = 0, 1


@dataclass(frozen=True, slots=True)
class Shape:
    """The sizes of a BERT model."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    token_types: int
    layer_norm_epsilon: float


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A unigram tokenizer: pieces with their log probabilities.

    The replacements a file holds too are left out: `tokenizers` knows them (`models.bundled.tokenizer_from`).
    """

    pieces: tuple[str, ...]
    scores: tuple[float, ...]
    bos: int
    eos: int
    pad: int
    unk: int


@dataclass(frozen=True, slots=True)
class PackagedModel:
    """What an `E5S1` file holds, its weights widened to 32 bits."""

    shape: Shape
    vocabulary: Vocabulary
    tensors: dict[str, NDArray[np.float32]]
    """Flat, by the file's own names; whoever uses them knows their shapes."""


class _Cursor:
    """A place in a buffer that moves on as it is read."""

    def __init__(self, buffer: bytes) -> None:
        self.buffer = buffer
        self.place = 0

    def read(self, layout: str) -> tuple[int, ...]:
        values = struct.unpack_from("<" + layout, self.buffer, self.place)
        self.place += struct.calcsize("<" + layout)
        return values

    def take(self, size: int) -> bytes:
        if self.place + size > len(self.buffer):
            raise struct.error("the file ends too early")
        self.place += size
        return self.buffer[self.place - size : self.place]


def read_packaged_model(path: Path) -> PackagedModel:
    """Return the model in the file at `path`; ModelUnusable if it is not a whole `E5S1` file of version 1."""
    try:
        cursor = _Cursor(path.read_bytes())
        shape = _read_shape(cursor)
        vocabulary = _read_vocabulary(cursor)
        return PackagedModel(shape=shape, vocabulary=vocabulary, tensors=_read_tensors(cursor))
    except OSError as error:
        raise ModelUnusable(
            f"cannot read the packaged model {path}: {error.strerror}; reinstall it"
        ) from error
    except (struct.error, ValueError, IndexError, OverflowError) as error:
        raise ModelUnusable(f"the packaged model {path} is damaged ({error}); reinstall it") from error


def four_bit_weights(blocks: bytes) -> NDArray[np.float32]:
    """Return the weights of consecutive 18-byte `blocks`, flat float32, 32 to a block.

    Byte j of a block holds weight j in its low half and weight j + 16 in its high half, both less 8 and
    times the block's scale.
    """
    rows = np.frombuffer(blocks, dtype=np.uint8).reshape(-1, _BLOCK_BYTES)
    scales = rows[:, :2].copy().view("<f2").astype(np.float32)
    weights = np.empty((len(rows), BLOCK), dtype=np.float32)
    weights[:, : BLOCK // 2] = rows[:, 2:] & 0x0F
    weights[:, BLOCK // 2 :] = rows[:, 2:] >> 4
    weights -= 8
    weights *= scales
    return weights.reshape(-1)


def _read_shape(cursor: _Cursor) -> Shape:
    magic = cursor.take(4)
    (version,) = cursor.read("I")
    if magic != b"E5S1" or version != 1:
        raise ValueError(f"it starts with {magic!r} version {version}, not b'E5S1' version 1")
    hidden, layers, heads, feed_forward, vocabulary, positions, token_types = cursor.read("7i")
    (epsilon,) = cursor.read("f")
    (block,) = cursor.read("i")
    if block != BLOCK:
        raise ValueError(f"its blocks hold {block} weights, not {BLOCK}")
    return Shape(hidden, layers, heads, feed_forward, vocabulary, positions, token_types, epsilon)


def _read_vocabulary(cursor: _Cursor) -> Vocabulary:
    count, bos, eos, pad, unk = cursor.read("5i")
    (length,) = cursor.read("Q")
    offsets = np.frombuffer(cursor.take(4 * (count + 1)), dtype="<u4").tolist()
    scores = np.frombuffer(cursor.take(4 * count), dtype="<f4").astype(float).tolist()
    blob = cursor.take(length)
    ends = offsets[1:]
    pieces = tuple(blob[start:end].decode() for start, end in zip(offsets, ends, strict=False))
    _, replacement_bytes = cursor.read("iI")
    cursor.take(replacement_bytes)
    return Vocabulary(pieces, tuple(scores), bos, eos, pad, unk)


def _read_tensors(cursor: _Cursor) -> dict[str, NDArray[np.float32]]:
    tensors = {}
    (count,) = cursor.read("i")
    for _ in range(count):
        (length,) = cursor.read("H")
        name = cursor.take(length).decode()
        kind, elements, offset, size = cursor.read("BIQQ")
        tensors[name] = _read_tensor(name, kind, elements, cursor.buffer[offset : offset + size])
    return tensors


def _read_tensor(name: str, kind: int, elements: int, raw: bytes) -> NDArray[np.float32]:
    if kind not in (_F32, _FOUR_BIT):
        raise ValueError(f"tensor {name} has the unknown type {kind}")
    tensor = np.frombuffer(raw, dtype="<f4") if kind == _F32 else four_bit_weights(raw)
    if len(tensor) != elements:
        raise ValueError(f"tensor {name} holds {len(tensor)} weights, not {elements}")
    return tensor
