"""Runs a prepared model with OpenVINO on the processor; imports neither torch nor transformers."""

import os
import threading
from pathlib import Path
from typing import Any

from models.batching import BatchingEncoder, Floats, Forward, Ids, ModelSettings
from models.openvino_without_telemetry import openvino
from models.prepared_folder import Facts
from models.tokenizing import TextTokenizer

GRAPH = "model.xml"
TOKENIZER = "tokenizer.json"
BYTES_BESIDE_WEIGHTS = 30_000_000
"""What a prepared folder takes apart from the weights: tokenizer, graph, and the plug-in's own cache."""
_PLUGIN_CACHE = "processor-cache"


def compiled_encoder(name: str, folder: Path, settings: Facts, *, is_exact: bool = False) -> BatchingEncoder:
    """Return an encoder over the prepared `folder`; raises nearly anything if its files are damaged.

    It computes in 32 bits where `is_exact`, else in what the processor is fastest with.
    """
    known = ModelSettings(**settings)
    tokenizer = TextTokenizer.from_file(folder / TOKENIZER, max_tokens=known.max_tokens)
    return BatchingEncoder(name, known, tokenizer=tokenizer, forward=_forward(folder, is_exact))


def _forward(folder: Path, is_exact: bool) -> Forward:
    model = openvino.Core().compile_model(folder / GRAPH, "CPU", _options(folder, is_exact))
    own = threading.local()  # one request cannot serve two threads at once

    def forward(ids: Ids, mask: Ids) -> tuple[Floats, Floats]:
        if not hasattr(own, "request"):
            own.request = model.create_infer_request()
        own.request.infer({"input_ids": ids, "attention_mask": mask}, share_inputs=True)
        states, pooled = (own.request.get_output_tensor(place).data.copy() for place in (0, 1))
        return states, pooled

    return forward


def _options(folder: Path, is_exact: bool) -> dict[str, Any]:
    """Return how to compile: all cores on one batch, in f32 or what the plug-in chooses (bf16 or f32).

    What the plug-in makes of the graph for this processor is kept, without the weights, for the next start.
    """
    options: dict[str, Any] = {"PERFORMANCE_HINT": "LATENCY"}
    options["ENABLE_CPU_PINNING"] = False  # a thread tied to a core waits for whoever else runs there
    if is_exact:
        options["INFERENCE_PRECISION_HINT"] = "f32"
    if os.access(folder, os.W_OK):
        options |= {"CACHE_DIR": str(folder / _PLUGIN_CACHE), "CACHE_MODE": "OPTIMIZE_SIZE"}
    return options
