"""CTranslate2's `model.bin`, as far as it tells what a model is like.

The file is a version and the model's name and revision; then for each variable its name,
shape, type and data; then the names that stand for others. Numbers are little-endian. It may
come from anywhere: no size in it is believed before it has been held against the file's.
"""

from __future__ import annotations

import math
import os
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from reader.errors import InvalidPackage

NAME = "model.bin"
_VERSION = 6
_VARIABLES = 100_000
_DIMENSIONS = 8
_TYPE_BYTES = {0: 4, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2}
"""Bytes of an element of each type: float32, int8, int16, int32, float16, bfloat16."""
_SHORT = 2
_FLOATS = {0: "<f4", 4: "<f2"}
_CHUNK = 1 << 20
"""Weights that are looked at together."""


@dataclass(frozen=True, slots=True)
class Variable:
    """A tensor of the model."""

    type: int
    shape: tuple[int, ...]
    start: int
    """Where its data begins, in bytes from the file's start."""


@dataclass(frozen=True, slots=True)
class Model:
    """What a `model.bin` holds."""

    path: Path
    variables: dict[str, Variable]

    def layers(self, side: str) -> int:
        """Layers of the "encoder" or of the "decoder"."""
        start = f"{side}/layer_"
        return len({name.split("/")[1] for name in self.variables if name.startswith(start)})

    @property
    def width(self) -> int:
        """Size of an embedding; 0 where it is not told."""
        for name in ("decoder/embeddings/weight", "encoder/embeddings_0/weight"):
            variable = self.variables.get(name)
            if variable and len(variable.shape) == 2:
                return variable.shape[1]
        return 0

    def number(self, name: str) -> int | None:
        """A setting of the model; None where there is none, or it is not a small number."""
        variable = self.variables.get(name)
        if variable is None or variable.shape or _TYPE_BYTES[variable.type] > _SHORT:
            return None
        size = _TYPE_BYTES[variable.type]
        with self.path.open("rb") as file:
            file.seek(variable.start)
            return int.from_bytes(file.read(size), "little", signed=True)


def read(path: Path) -> Model:
    """The variables of the model in a file; their data is not read.

    Raises:
        InvalidPackage: it is not such a file, or one that was cut short.
    """
    try:
        with path.open("rb") as file:
            return Model(path, _variables(file, os.fstat(file.fileno()).st_size))
    except FileNotFoundError:
        raise InvalidPackage(f"{path.parent}: no {path.name}") from None
    except OSError as error:
        raise InvalidPackage(f"{path}: {error.strerror}") from None
    except (struct.error, UnicodeDecodeError, ValueError) as error:
        why = f" ({error})" if type(error) is ValueError else ""
        raise InvalidPackage(
            f"{path}: not a CTranslate2 model, or a damaged one{why}; fetch it again"
        ) from None


def average_heads(path: Path) -> None:
    """Have the attention of a model be the mean of all its heads, in place.

    Converters keep the first head of the last layer alone. That head shows which words
    correspond where it was trained to (Garg et al. 2019), and what else it learnt elsewhere.

    Raises:
        InvalidPackage: the file is damaged.
        OSError: it cannot be written.
    """
    model = read(path)
    heads = model.number("decoder/num_heads") or model.number("num_heads")
    kept = model.variables.get("decoder/alignment_heads")
    if not heads or kept is None or kept.shape or _TYPE_BYTES[kept.type] != _SHORT:
        return
    with path.open("r+b") as file:
        file.seek(kept.start)
        file.write(struct.pack("<h", heads))


def check_weights(path: Path) -> None:
    """Refuse a model with weights that are not numbers; CTranslate2 would decode something.

    Raises:
        InvalidPackage: it has such weights, or is damaged.
        OSError: it cannot be read.
    """
    import numpy as np

    model = read(path)
    with path.open("rb") as file:
        for name, variable in model.variables.items():
            kind = _FLOATS.get(variable.type)
            if kind is None:
                continue
            file.seek(variable.start)
            left = math.prod(variable.shape)
            while left:
                values = np.fromfile(file, kind, min(left, _CHUNK))
                if not np.isfinite(values).all():
                    raise InvalidPackage(
                        f"{path}: {name} has values that are not numbers; fetch it again"
                    )
                left -= len(values)


def _variables(file: BinaryIO, size: int) -> dict[str, Variable]:
    def unpack(form: str) -> int:
        return int(struct.unpack(form, file.read(struct.calcsize(form)))[0])

    def text() -> str:
        return file.read(unpack("<H")).rstrip(b"\0").decode("utf-8")

    version = unpack("<I")
    if not 1 <= version <= _VERSION:
        raise ValueError(f"version {version}")
    text()
    unpack("<I")
    count = unpack("<I")
    if count > _VARIABLES:
        raise ValueError(f"{count} variables")
    variables: dict[str, Variable] = {}
    for _ in range(count):
        name = text()
        dimensions = unpack("<B")
        if dimensions > _DIMENSIONS:
            raise ValueError(f"{name} has {dimensions} dimensions")
        shape = tuple(unpack("<I") for _ in range(dimensions))
        kind, length, start = unpack("<B"), unpack("<I"), file.tell()
        if kind not in _TYPE_BYTES or math.prod(shape) * _TYPE_BYTES[kind] != length:
            raise ValueError(f"{name} is not as long as its shape asks for")
        if start + length > size:
            raise ValueError("it was cut short")
        variables[name] = Variable(kind, shape, start)
        file.seek(length, os.SEEK_CUR)
    return variables
