"""Optional step: what a new run needs from the packages that ship, where WORK was lost.

Writes work/source.spm, target.spm, encoder.npz, target.npy and, for the train step to begin with,
work/first/: the weights of reader/starters, which int8 has rounded. Run it before the other steps,
which then keep its pieces.
"""

from __future__ import annotations

import io
import json
import struct
from pathlib import Path

import numpy as np
import pretrained
import vocabulary
from common import HERE
from package import TOKENIZERS, folder_of
from sentencepiece import sentencepiece_model_pb2 as proto
from train import begin, save, trained

KINDS = ("f4", "i1", "i2", "i4", "f2", "u2")  # of CTranslate2's arrays, by number


def read_variables(path: Path) -> dict[str, np.ndarray]:
    """The arrays of a model.bin of CTranslate2's version 6, int8 ones multiplied out.

    u32 version, name, u32 revision; u32 arrays, each a name, u8 rank, u32 sizes, u8 type, u32
    bytes, values; u32 aliases, each two names. A name: u16 length, text that ends with a zero.
    """
    file, result = io.BytesIO(path.read_bytes()), {}

    def take(form: str) -> tuple:
        return struct.unpack("<" + form, file.read(struct.calcsize("<" + form)))

    def name() -> str:
        return file.read(take("H")[0])[:-1].decode()

    if (version := take("I")[0]) != 6:
        raise SystemExit(f"{path} is of version {version}, not 6")
    name(), take("I")
    for _ in range(take("I")[0]):
        key, (rank,) = name(), take("B")
        shape, (kind, size) = take(f"{rank}I"), take("BI")
        result[key] = np.frombuffer(file.read(size), "<" + KINDS[kind]).reshape(shape)
    for _ in range(take("I")[0]):
        alias, key = name(), name()
        result[alias] = result[key]
    for key in [key for key in result if f"{key}_scale" in result]:
        result[key] = result[key].astype("f4") / result[f"{key}_scale"].reshape(-1, 1)
    return result


def weights(variables: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """The same under the network's names: what the convert step did, turned round."""
    result = {"table": variables["decoder/embeddings/weight"]}

    def norm(place: str, name: str) -> None:
        parts = (variables[f"{place}/{part}"] for part in ("gamma", "beta"))
        result[f"{name}.weight"], result[f"{name}.bias"] = parts

    def linear(place: str, name: str, *parts: str) -> None:
        """A product, or several that lie one above the other; `memory` is as high as two."""
        heights = np.cumsum([2 if part == "memory" and parts[1:] else 1 for part in parts])
        for kind in ("weight", "bias"):
            array = variables[f"{place}/{kind}"]
            rows = heights * len(array) // heights[-1]
            for part, piece in zip(parts, np.split(array, rows[:-1]), strict=True):
                result[f"{name}.{part}.{kind}"] = piece

    for side, final in (("encoder", "norm"), ("decoder", "norms.2")):
        count = sum(key.startswith(f"{side}/layer_") and key.endswith("ffn/linear_0/weight")
                    for key in variables)  # fmt: skip
        for i in range(count):
            place = f"{side}/layer_{i}"
            name = f"encoder.layers.{i}" if side == "encoder" else f"decoder.{i}"
            own = f"{place}/self_attention"
            linear(f"{place}/ffn/linear_0", name, "inner")
            linear(f"{place}/ffn/linear_1", name, "outer")
            norm(f"{place}/ffn/layer_norm", f"{name}.{final}")
            if side == "encoder":
                linear(f"{own}/linear_0", name, "query", "key", "value")
                linear(f"{own}/linear_1", name, "out")
                norm(f"{own}/layer_norm", f"{name}.attention_norm")
                continue
            linear(f"{own}/linear_0", f"{name}.attention", "query", "memory")
            linear(f"{own}/linear_1", f"{name}.attention", "out")
            norm(f"{own}/layer_norm", f"{name}.norms.0")
            for k, part in enumerate(("query", "memory", "out")):
                linear(f"{place}/attention/linear_{k}", f"{name}.cross", part)
            norm(f"{place}/attention/layer_norm", f"{name}.norms.1")
    norm("decoder/layer_norm", "decoder_norm")
    return result


def main(config: dict, corpora: Path, work: Path) -> None:
    """Write what a run from the packages needs."""
    folder = folder_of(config, HERE.parent / "reader/starters")
    merged, target = ((folder / name).read_bytes() for name in TOKENIZERS)
    names = json.loads((folder / "model/source_vocabulary.json").read_bytes())
    pieces = proto.ModelProto.FromString(merged)
    scores = [piece.score for piece in pieces.pieces[: len(names)]]
    charsmap = pieces.normalizer_spec.precompiled_charsmap
    (work / "source.spm").write_bytes(vocabulary.unigram(names[3:], scores[3:], charsmap))
    (work / "target.spm").write_bytes(target)
    encoder = pretrained.read(corpora / pretrained.FILE)
    row = {piece: i for i, piece in enumerate(encoder.pieces)}
    rows = [row[name] for name in names]
    pretrained.cut(encoder, rows, config["vocabulary"]["layers"], work / "encoder.npz")
    np.save(work / "target.npy", vocabulary.vectors(encoder, work))
    network = begin(config["model"], work)
    arrays = network.state_dict()
    for name, array in weights(read_variables(folder / "model/model.bin")).items():
        arrays[name].numpy()[...] = array
    (work / "first").mkdir(exist_ok=True)
    value = {"network": trained(network), "shape": network.shape}
    save(value, work / "first", "average", config["train"]["piece_mib"])
    print(f"{len(names)} source pieces, {len(arrays)} weights")
