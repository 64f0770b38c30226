"""How near documents are to one another in meaning, from the vectors that are there already."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indexer.generation import Generation


@dataclass(frozen=True, slots=True)
class DocumentCosines:
    """The cosines of some documents with all documents."""

    document_ids: tuple[str, ...]
    """All documents, in the order of the columns."""
    cosines: NDArray[np.float32]
    """``[documents asked for, all documents]``, -1 to 1; 0 is what unrelated texts have."""


@dataclass(frozen=True, slots=True)
class TextVectors:
    """Texts as vectors."""

    fingerprint: str
    """Of the model that made them."""
    vectors: NDArray[np.float32]
    """``[texts, dimension]``, of unit length; their products are cosines, 0 for unrelated texts."""


def document_cosines(generation: Generation, document_ids: Sequence[str]) -> DocumentCosines:
    """Return the cosines of `document_ids`, in their order, with every document; zeros for unknown ids."""
    ordinals = generation.passages.ordinals
    vectors = generation.document_vectors
    asked = np.zeros((len(document_ids), vectors.shape[1]), dtype=np.float32)
    for place, document_id in enumerate(document_ids):
        if document_id in ordinals:
            asked[place] = vectors[ordinals[document_id]]
    return DocumentCosines(
        document_ids=tuple(generation.passages.document_ids),
        cosines=asked @ vectors.T,
    )
