"""Step 7: the averaged weights as an int8 CTranslate2 model, in work/model.

The first head of the last decoder layer is declared as the alignment head: it is what
CTranslate2 returns as attention.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import torch
from ctranslate2.specs import common_spec, transformer_spec
from encode import read_pieces
from train import begin, load, saved

Weights = dict[str, torch.Tensor]


def array(weight: torch.Tensor) -> np.ndarray:
    """A weight as CTranslate2 takes it."""
    return weight.detach().float().numpy().copy()  # quantisation works in place


def norm(spec: object, weights: Weights, name: str) -> None:
    """Fill a layer normalisation."""
    spec.gamma, spec.beta = array(weights[name + ".weight"]), array(weights[name + ".bias"])


def linear(spec: object, weights: Weights, *names: str) -> None:
    """Fill a product, of several matrices one above the other."""
    spec.weight = array(torch.cat([weights[name + ".weight"] for name in names]))
    spec.bias = array(torch.cat([weights[name + ".bias"] for name in names]))


def encoder_layer(spec: object, weights: Weights, name: str) -> None:
    """Fill an encoder layer."""
    attention = spec.self_attention
    linear(attention.linear[0], weights, *(f"{name}.{x}" for x in ("query", "key", "value")))
    linear(attention.linear[1], weights, f"{name}.out")
    norm(attention.layer_norm, weights, f"{name}.attention_norm")
    linear(spec.ffn.linear_0, weights, f"{name}.inner")
    linear(spec.ffn.linear_1, weights, f"{name}.outer")
    norm(spec.ffn.layer_norm, weights, f"{name}.norm")


def decoder_layer(spec: object, weights: Weights, name: str) -> None:
    """Fill a decoder layer."""
    own, cross = spec.self_attention, spec.attention
    linear(own.linear[0], weights, f"{name}.attention.query", f"{name}.attention.memory")
    linear(own.linear[1], weights, f"{name}.attention.out")
    for i, part in enumerate(("query", "memory", "out")):
        linear(cross.linear[i], weights, f"{name}.cross.{part}")
    linear(spec.ffn.linear_0, weights, f"{name}.inner")
    linear(spec.ffn.linear_1, weights, f"{name}.outer")
    for i, part in enumerate((own, cross, spec.ffn)):
        norm(part.layer_norm, weights, f"{name}.norms.{i}")


def specify(weights: Weights, shape: dict, pieces: list[str], target: list[str]) -> object:
    """The CTranslate2 specification of a network."""
    encoder = transformer_spec.TransformerEncoderSpec(
        shape["encoder"]["layers"], shape["encoder"]["heads"], pre_norm=False,
        activation=common_spec.Activation.GELU, layernorm_embedding=True,
    )  # fmt: skip
    decoder = transformer_spec.TransformerDecoderSpec(
        shape["decoder"]["layers"], shape["decoder"]["heads"], alignment_layer=-1, alignment_heads=1
    )
    encoder.scale_embeddings = False
    encoder.embeddings[0].weight = array(weights["encoder.table"])
    encoder.position_encodings.encodings = array(weights["encoder.places"])
    norm(encoder.layernorm_embedding, weights, "encoder.norm")
    for i, one in enumerate(encoder.layer):
        encoder_layer(one, weights, f"encoder.layers.{i}")
    for i, one in enumerate(decoder.layer):
        decoder_layer(one, weights, f"decoder.{i}")
    norm(decoder.layer_norm, weights, "decoder_norm")
    decoder.embeddings.weight = array(weights["table"])
    decoder.projection.weight = array(weights["table"])
    decoder.projection.bias = np.zeros(len(target), dtype="float32")
    spec = transformer_spec.TransformerSpec(encoder, decoder)
    spec.register_source_vocabulary(pieces)
    spec.register_target_vocabulary(target)
    spec.config.add_source_bos = spec.config.add_source_eos = True
    spec.config.layer_norm_epsilon = shape["encoder"]["epsilon"]
    return spec


def main(config: dict, corpora: Path, work: Path) -> None:
    """Convert and quantise."""
    if not saved(work / "average", "average"):
        raise SystemExit(f"missing: {work / 'average'} (run the average step)")
    state = load(work / "average", "average")
    network = begin(state["shape"]["decoder"], work)
    network.load_state_dict(state["network"], strict=False)
    spec = specify(network.state_dict(), state["shape"], *read_pieces(work))
    spec.validate()
    spec.optimize(quantization="int8")
    shutil.rmtree(work / "model", ignore_errors=True)
    (work / "model").mkdir()
    spec.save(str(work / "model"))
    print(f"{sum(f.stat().st_size for f in (work / 'model').iterdir())} bytes")
