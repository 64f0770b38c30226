"""Turns a sentence-transformers model into a folder that the compiled runtime reads without torch.

Importing this module imports torch: it is for preparing only.
"""

from dataclasses import asdict
from pathlib import Path

import torch
from sentence_transformers import SentenceTransformer

from models.checkpoint import TokensAndPooled, quiet_libraries, read_settings, tokenizer_of
from models.compiled_runtime import BYTES_BESIDE_WEIGHTS, GRAPH, TOKENIZER
from models.errors import ModelUnusable
from models.openvino_without_telemetry import openvino
from models.prepared_folder import Facts, require_space


def write_compiled(model: SentenceTransformer, name: str, folder: Path) -> Facts:
    """Write `model`, 16-bit weights, into the empty `folder`; return its settings as JSON.

    Raises:
        NotEnoughSpace: it does not fit.
        ModelUnusable: OpenVINO cannot run such a model, or it gives no token states.
    """
    settings = read_settings(model, name)
    weights = sum(parameter.numel() for parameter in model.parameters())
    require_space(folder, 2 * weights + BYTES_BESIDE_WEIGHTS)
    example = {
        "input_ids": torch.tensor([[5, 6, 7, 8], [5, 6, 7, settings.pad_id]]),
        "attention_mask": torch.tensor([[1, 1, 1, 1], [1, 1, 1, 0]]),
    }
    try:
        with quiet_libraries(), torch.no_grad():
            graph = openvino.convert_model(TokensAndPooled(model), example_input=example)
    except Exception as error:  # whatever tracing stumbles over
        raise ModelUnusable(
            f"the model {name} cannot be compiled; use the sentence-transformers runtime for it"
        ) from error
    openvino.save_model(graph, folder / GRAPH, compress_to_fp16=True)
    tokenizer_of(model).save(str(folder / TOKENIZER), pretty=False)
    return asdict(settings)
