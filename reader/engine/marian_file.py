"""Marian's binary container: a header for each tensor, then names, shapes and data.

All numbers are little-endian. The file begins with its version (u64, 1) and the number of
tensors (u64). For each tensor follow the length of its name, its type, its number of
dimensions and the bytes of its data (four u64); then the names, each ended by a zero; the
dimensions (i32); the length of a padding (u64), the padding; and the data, tensor by tensor.

Such a file comes from the network: nothing in it is believed before it has been held against
the file's size, and no more memory is taken than the weights need as float32.
"""

from __future__ import annotations

import math
import mmap
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from reader.errors import InvalidPackage

VERSION = 1
CONFIG = "special:model.yml"
"""Name of the tensor whose bytes are the model's options, as lines of YAML."""

BYTES, FLOAT32, INT8_QUANTISED = 0x101, 0x404, 0x4101
"""Types of tensors: plain bytes, float32, and int8 with a multiplier for all of a matrix."""

_DIMENSIONS = 8
_LEAST = 1e-30
"""A multiplier at least: what would be divided by less is not a weight."""
_MULTIPLIER = struct.Struct("<f")
_NUMBER = struct.Struct("<Q")
_HEADER = struct.Struct("<4Q")

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class _Tensor:
    type: int
    shape: tuple[int, ...]
    start: int
    """Where its data begins, in bytes from the file's start."""
    length: int

    @property
    def count(self) -> int:
        return math.prod(self.shape)


class MarianFile:
    """A container, open for reading; its data is read when it is asked for.

    Args:
        path: the file.

    Attributes:
        size: bytes of the file.
        options: the model's options, as the file has them; lists and maps are left out.

    Raises:
        InvalidPackage: it is not such a container, or a damaged one.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            with path.open("rb") as file:
                self._data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except (OSError, ValueError) as error:
            reason = error.strerror if isinstance(error, OSError) else "it is empty"
            raise self.fault(f"cannot be read ({reason})") from None
        self.size = len(self._data)
        self._tensors = self._read_headers()
        self.options = self._read_options()

    def fault(self, what: str) -> InvalidPackage:
        """The error that says what is wrong with the file."""
        return InvalidPackage(f"{self.path}: {what}; fetch the model again")

    def __contains__(self, name: str) -> bool:
        return name in self._tensors

    def matrix(self, name: str, shape: tuple[int | None, ...]) -> Floats:
        """A tensor as float32.

        Args:
            name: its name.
            shape: the dimensions it has to have; None for one that may be any.

        Raises:
            InvalidPackage: there is none, it has another shape, or values that are not numbers.
        """
        tensor = self._tensors.get(name)
        if tensor is None:
            raise self.fault(f"the model lacks {name}")
        if len(tensor.shape) != len(shape) or any(
            wanted is not None and wanted != size
            for wanted, size in zip(shape, tensor.shape, strict=True)
        ):
            wanted = " x ".join("any" if size is None else str(size) for size in shape)
            raise self.fault(f"{name} is {_times(tensor.shape)}, not {wanted}")
        if tensor.type == FLOAT32:
            values = self._values(tensor, np.dtype("<f4")).astype(np.float32)
        elif tensor.type == INT8_QUANTISED and len(tensor.shape) == 2:
            values = self._dequantised(name, tensor)
        else:
            raise self.fault(f"{name} is of an unknown type ({tensor.type:#x})")
        if not np.isfinite(values).all():
            raise self.fault(f"{name} has values that are not numbers")
        return values

    def _dequantised(self, name: str, tensor: _Tensor) -> Floats:
        """int8 weights: transposed in the file, but for embeddings; after them the multiplier."""
        (multiplier,) = _MULTIPLIER.unpack_from(self._data, tensor.start + tensor.count)
        if not _LEAST <= multiplier < math.inf:
            raise self.fault(f"{name} has a multiplier that is not a positive number")
        rows, columns = tensor.shape
        values = self._values(tensor, np.dtype("i1"))
        if not name.endswith("Wemb"):
            values = values.reshape(columns, rows).T
        weights: Floats = np.multiply(
            values, np.float32(1 / multiplier), dtype=np.float32, order="C"
        )
        return weights

    def _values(self, tensor: _Tensor, type_: np.dtype[Any]) -> npt.NDArray[Any]:
        flat = np.frombuffer(self._data, type_, count=tensor.count, offset=tensor.start)
        return flat.reshape(tensor.shape)

    def _read_headers(self) -> dict[str, _Tensor]:
        if self.size < 2 * _NUMBER.size:
            raise self.fault("too short to be a Marian model")
        version, count = struct.unpack_from("<2Q", self._data)
        if version != VERSION:
            raise self.fault(f"not a Marian model, or one of another version ({version})")
        position = 2 * _NUMBER.size
        if count > (self.size - position) // _HEADER.size:
            raise self.fault("cut short in the list of tensors")
        headers = [
            _HEADER.unpack_from(self._data, position + index * _HEADER.size)
            for index in range(count)
        ]
        position += count * _HEADER.size
        names = []
        for length, _, _, _ in headers:
            names.append(self._read_name(position, length))
            position += length
        shapes = []
        for _, _, dimensions, _ in headers:
            if dimensions > _DIMENSIONS or self.size - position < 4 * dimensions:
                raise self.fault("a tensor with impossible dimensions")
            shapes.append(struct.unpack_from(f"<{dimensions}i", self._data, position))
            position += 4 * dimensions
        if self.size - position < _NUMBER.size:
            raise self.fault("cut short before the data")
        (padding,) = _NUMBER.unpack_from(self._data, position)
        position += _NUMBER.size + padding
        tensors: dict[str, _Tensor] = {}
        for name, shape, (_, type_, _, length) in zip(names, shapes, headers, strict=True):
            if length > self.size - position:
                raise self.fault(f"cut short in the data of {name}")
            tensor = _Tensor(type_, shape, position, length)
            if min(shape, default=1) < 1 or _bytes(tensor) > length:
                raise self.fault(f"{name} is {_times(shape)} and has only {length} bytes")
            if name in tensors:
                raise self.fault(f"{name} occurs twice")
            tensors[name] = tensor
            position += length
        return tensors

    def _read_name(self, position: int, length: int) -> str:
        if not 1 < length <= self.size - position:
            raise self.fault("cut short in the names of tensors")
        name = self._data[position : position + min(length, 256)].rstrip(b"\0")
        if length > 256 or not name.isascii() or not name.decode("ascii").isprintable():
            raise self.fault("a tensor without a valid name")
        return name.decode("ascii")

    def _read_options(self) -> dict[str, str]:
        tensor = self._tensors.get(CONFIG)
        if tensor is None or tensor.type != BYTES or tensor.length > 1 << 20:
            raise self.fault(f"it has no model options ({CONFIG})")
        text = self._data[tensor.start : tensor.start + tensor.count].decode("utf-8", "replace")
        options = {}
        for line in text.rstrip("\0").splitlines():
            key, colon, value = line.partition(":")
            value = value.partition(" #")[0].strip()
            if colon and value and not line.startswith((" ", "-", "#")):
                options[key.strip()] = value.strip("\"'")
        return options


def _bytes(tensor: _Tensor) -> int:
    if tensor.type == FLOAT32:
        return 4 * tensor.count
    if tensor.type == INT8_QUANTISED:
        return tensor.count + _MULTIPLIER.size
    return tensor.count


def _times(shape: tuple[int, ...]) -> str:
    return " x ".join(map(str, shape)) or "a single number"
