"""Opens an index with the models it is searched with."""

from pathlib import Path
from typing import TYPE_CHECKING

from indexer.engine import Engine
from models.encoder import Encoder, Progress, Runtime

if TYPE_CHECKING:
    from models.reranker import Reranker


def open_engine(
    folder: Path,
    *,
    model: str = "bundled",
    runtime: Runtime = "compiled",
    cache: Path | None = None,
    reranker: str | None = None,
    progress: Progress | None = None,
) -> Engine:
    """Return the engine of the index in `folder`, which need not exist; nothing is loaded yet.

    Args:
        folder: where the index is or will be.
        model: ``bundled``, or a sentence-transformers name or path.
        runtime: what computes the vectors.
        cache: where prepared models are kept; the user's cache folder if None.
        reranker: name or path of a sentence-transformers CrossEncoder that reads the best documents of a
            search once more; None for none.
        progress: told of the models' preparation, which happens at the first build or search.
    """

    def load_the_encoder() -> Encoder:
        # Imported when it is needed: to look at an index takes no model.
        from models.loading import load_encoder

        return load_encoder(model, runtime=runtime, cache=cache, progress=progress)

    if reranker is None:
        return Engine(folder, load_the_encoder)

    def load_the_reranker() -> "Reranker":
        from models.reranker import load_reranker

        return load_reranker(reranker, progress=progress)

    return Engine(folder, load_the_encoder, load_the_reranker)
