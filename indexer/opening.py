"""Opens an index with the model it is searched with."""

from pathlib import Path

from indexer.engine import Engine
from models.encoder import Encoder, Progress, Runtime


def open_engine(
    folder: Path,
    *,
    model: str = "bundled",
    runtime: Runtime = "compiled",
    cache: Path | None = None,
    progress: Progress | None = None,
) -> Engine:
    """Return the engine of the index in `folder`, which need not exist; nothing is loaded yet.

    Args:
        folder: where the index is or will be.
        model: ``bundled``, or a sentence-transformers name or path.
        runtime: what computes the vectors.
        cache: where prepared models are kept; the user's cache folder if None.
        progress: told of the model's preparation, which happens at the first build or search.
    """

    def load() -> Encoder:
        # Imported when it is needed: to look at an index takes no model.
        from models.loading import load_encoder

        return load_encoder(model, runtime=runtime, cache=cache, progress=progress)

    return Engine(folder, load)
