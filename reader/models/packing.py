"""Files that are packed one by one, with gzip or Zstandard, as Firefox's models are.

Nothing that such a file claims of its size is believed.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import IO, Any

from reader.errors import DragomanError, InvalidPackage

ENDINGS = (".gz", ".zst")
"""How the names of packed files end."""

_CHUNK = 1 << 20
_SIP = 1 << 10
"""Bytes given to Zstandard at once: all that they hold comes out at once, 32 MB at most."""
_WINDOW = 1 << 27
"""Bytes that Zstandard may look back: what its own program allows."""


def can_unpack_zstandard() -> bool:
    """Whether files packed with Zstandard can be read on this machine."""
    from importlib.util import find_spec

    return find_spec("zstandard") is not None


def plain_name(name: str) -> str:
    """What a file is called once it is unpacked."""
    for ending in ENDINGS:
        name = name.removesuffix(ending)
    return name


def unpack(path: Path, destination: Path, *, most: int) -> str:
    """Unpack a file into a new one; one that is not packed is copied.

    Args:
        path: the file; its name tells how it is packed.
        destination: the new file.
        most: bytes that may come out of it.

    Returns:
        The SHA-256 of what came out, in hexadecimal digits.

    Raises:
        InvalidPackage: it is damaged, or more comes out of it.
        DragomanError: it cannot be read or written.
    """
    digest, written = hashlib.sha256(), 0
    try:
        with path.open("rb") as packed, destination.open("xb") as file:
            for chunk in _chunks(packed, path):
                written += len(chunk)
                if written > most:
                    raise InvalidPackage(f"{path}: larger than any model")
                digest.update(chunk)
                file.write(chunk)
    except OSError as error:
        if error.errno is None:  # gzip says so that what it reads is damaged
            raise InvalidPackage(f"{path}: damaged ({error}); fetch it again") from None
        raise DragomanError(f"cannot unpack {path}: {error.strerror}") from None
    except (EOFError, zlib.error) as error:
        raise InvalidPackage(f"{path}: damaged ({error}); fetch it again") from None
    return digest.hexdigest()


def _chunks(packed: IO[bytes], path: Path) -> Iterator[bytes]:
    if path.suffix == ".zst":
        yield from _of_zstandard(packed, path)
        return
    import gzip

    with nullcontext(packed) if path.suffix != ".gz" else gzip.GzipFile(fileobj=packed) as opened:
        while chunk := opened.read(_CHUNK):
            yield chunk


def _of_zstandard(packed: IO[bytes], path: Path) -> Iterator[bytes]:
    if not can_unpack_zstandard():
        raise DragomanError(
            f"{path.name} is packed with Zstandard: to read it, pip install zstandard"
        )
    import zstandard

    # Not its reader of streams, which takes a file that was cut short for a whole one.
    unpacker: Any = zstandard.ZstdDecompressor(max_window_size=_WINDOW).decompressobj()
    try:
        while chunk := packed.read(_SIP):
            yield unpacker.decompress(chunk)
    except zstandard.ZstdError as error:
        raise InvalidPackage(f"{path}: damaged ({error}); fetch it again") from None
    if not unpacker.eof or unpacker.unused_data:
        raise InvalidPackage(f"{path}: damaged (it does not end where it has to); fetch it again")
