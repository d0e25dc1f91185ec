"""Step 7: the averaged weights as an int8 CTranslate2 model, in work/model.

The first head of the last decoder layer is declared as the alignment head: it is what
CTranslate2 returns as attention.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import torch
from ctranslate2.specs import transformer_spec
from encode import read_pieces


def array(weight: torch.Tensor) -> np.ndarray:
    """A weight as CTranslate2 takes it."""
    return weight.float().contiguous().numpy()


def norm(spec: object, weights: dict, name: str) -> None:
    """Fill a layer normalisation."""
    spec.gamma, spec.beta = array(weights[name + ".weight"]), array(weights[name + ".bias"])


def linear(spec: object, *weights: torch.Tensor) -> None:
    """Fill a product, of several matrices one above the other."""
    spec.weight = array(torch.cat(weights))
    spec.bias = np.zeros(spec.weight.shape[0], dtype="float32")


def layer(spec: object, weights: dict, name: str) -> None:
    """Fill an encoder or decoder layer."""
    own = f"{name}.attention"
    matrices = [weights[f"{own}.{part}.weight"] for part in ("query", "memory")]
    linear(spec.self_attention.linear[0], *matrices)
    linear(spec.self_attention.linear[1], weights[f"{own}.out.weight"])
    norm(spec.self_attention.layer_norm, weights, f"{name}.norms.0")
    last = 1
    if hasattr(spec, "attention"):
        for i, part in enumerate(("query", "memory", "out")):
            linear(spec.attention.linear[i], weights[f"{name}.cross.{part}.weight"])
        norm(spec.attention.layer_norm, weights, f"{name}.norms.1")
        last = 2
    linear(spec.ffn.linear_0, weights[f"{name}.inner.weight"])
    linear(spec.ffn.linear_1, weights[f"{name}.outer.weight"])
    norm(spec.ffn.layer_norm, weights, f"{name}.norms.{last}")


def specify(weights: dict, shape: dict, pieces: list[str], target: list[str]) -> object:
    """The CTranslate2 specification of a network."""
    spec = transformer_spec.TransformerSpec.from_config(
        (shape["encoder_layers"], shape["decoder_layers"]), shape["heads"],
        alignment_layer=-1, alignment_heads=1,
    )  # fmt: skip
    table = array(weights["table"])
    spec.encoder.embeddings[0].weight = table
    spec.decoder.embeddings.weight = table[: len(target)].copy()
    linear(spec.decoder.projection, weights["table"][: len(target)])
    for side in ("encoder", "decoder"):
        part = getattr(spec, side)
        for i, one in enumerate(part.layer):
            layer(one, weights, f"{side}.{i}")
        norm(part.layer_norm, weights, f"{side}_norm")
    spec.register_source_vocabulary(pieces)
    spec.register_target_vocabulary(target)
    spec.config.add_source_eos = True
    return spec


def main(config: dict, corpora: Path, work: Path) -> None:
    """Convert and quantise."""
    if not (work / "average.pt").exists():
        raise SystemExit(f"missing: {work / 'average.pt'} (run the average step)")
    state = torch.load(work / "average.pt", weights_only=True)
    spec = specify(state["network"], state["shape"], *read_pieces(work))
    spec.validate()
    spec.optimize(quantization="int8")
    shutil.rmtree(work / "model", ignore_errors=True)
    (work / "model").mkdir()
    spec.save(str(work / "model"))
    print(f"{sum(f.stat().st_size for f in (work / 'model').iterdir())} bytes")
