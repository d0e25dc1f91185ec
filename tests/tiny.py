"""Packages small enough to be made in a test: real to CTranslate2, and saying nothing."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np

from reader import locations

LETTERS = "abcdefghijklmnopqrstuvwxyz"


def _metadata(source: str, target: str, **more: str) -> str:
    fields = {"package_version": "1.0", "from_code": source, "to_code": target, **more}
    return json.dumps(fields)


def respelled(folder: Path, source: str, target: str) -> Path:
    """The starter's model under other language codes."""
    starters = locations.starters_directory()
    folder.mkdir(parents=True)
    (folder / "model").symlink_to(starters / "model")
    shutil.copy(starters / "sentencepiece.model", folder / "sentencepiece.model")
    (folder / "metadata.json").write_text(_metadata(source, target))
    return folder


def byte_pairs(folder: Path, source: str, target: str, *, target_prefix: str = "") -> Path:
    """A package with `bpe.model`, one layer of random float weights, and maybe a prefix."""
    import ctranslate2

    pieces = [f"{letter}{end}" for letter in LETTERS for end in ("@@", "")]
    prefixes = [target_prefix] if target_prefix else []
    vocabulary = ["<unk>", "<s>", "</s>", "th@@", "the", ".", *prefixes, *pieces]
    spec = ctranslate2.specs.TransformerSpec.from_config((1, 1), 2)
    random = np.random.default_rng(7)
    width = 8

    def weights(*shape: int) -> Any:
        return random.normal(0, 0.5, shape).astype(np.float32)

    def norm(layer: Any) -> None:
        layer.gamma, layer.beta = np.ones(width, np.float32), np.zeros(width, np.float32)

    def linear(layer: Any, rows: int, columns: int) -> None:
        layer.weight, layer.bias = weights(rows, columns), weights(rows)

    def feed_forward(layer: Any) -> None:
        norm(layer.layer_norm)
        linear(layer.linear_0, 2 * width, width)
        linear(layer.linear_1, width, 2 * width)

    def attention(layer: Any, sizes: tuple[int, ...]) -> None:
        norm(layer.layer_norm)
        for part, size in zip(layer.linear, sizes, strict=True):
            linear(part, size * width, width)

    for side in (spec.encoder, spec.decoder):
        embeddings = side.embeddings[0] if side is spec.encoder else side.embeddings
        embeddings.weight = weights(len(vocabulary), width)
        side.position_encodings.encodings = weights(512, width)
        norm(side.layer_norm)
        for layer in side.layer:
            attention(layer.self_attention, (3, 1))
            feed_forward(layer.ffn)
    for layer in spec.decoder.layer:
        attention(layer.attention, (1, 2, 1))
    linear(spec.decoder.projection, len(vocabulary), width)
    spec.register_source_vocabulary(vocabulary)
    spec.register_target_vocabulary(vocabulary)
    spec.config.add_source_eos = True
    spec.validate()
    (folder / "model").mkdir(parents=True)
    spec.save(str(folder / "model"))
    (folder / "bpe.model").write_text("#version: 0.2\nt h\nth e</w>\n")
    (folder / "metadata.json").write_text(_metadata(source, target, target_prefix=target_prefix))
    return folder
