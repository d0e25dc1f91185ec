"""Archives unpacked without trusting them.

An archive is hostile until proven: whatever it claims, nothing is written outside the
folder it is unpacked to, nothing but plain files and folders is made, and no more bytes
than a package can have.
"""

from __future__ import annotations

import bz2
import gzip
import lzma
import os
import stat
import tarfile
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO, cast

from reader.errors import DragomanError, InvalidPackage
from reader.text.regex import regex

MAX_BYTES = 8 << 30
"""Unpacked size of an archive, at most; the largest published package has 0.4 GB."""
MAX_ENTRIES = 10_000
MAX_RATIO = 20
"""Unpacked bytes for each packed one, at most; weights pack at 1 to 2, vocabularies at 5."""
FREE_BYTES = 16 << 20
"""Unpacked bytes up to which the ratio does not matter."""
_BOMB = "unpacks to far more than a package holds (a zip bomb)"
_CHUNK = 1 << 20
_SLACK = 1 << 20
"""Bytes of a tar besides its files' contents."""
_TAR_MAGIC = slice(257, 262)
_COMPRESSED: dict[bytes, Callable[..., object]] = {
    b"\x1f\x8b": gzip.GzipFile,
    b"BZh": bz2.BZ2File,
    b"\xfd7zXZ\0": lzma.LZMAFile,
}
"""What reads a compressed tar, by its first bytes."""
_MAX_DEPTH = 16
_WINDOWS_NAME = regex(r"(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?")


@dataclass(frozen=True, slots=True)
class _Member:
    name: str
    """As the archive writes it."""
    parts: tuple[str, ...]
    is_folder: bool
    size: int
    """Bytes, as the archive claims."""
    open: Callable[[], IO[bytes]]


def unpack(path: Path, destination: Path) -> Path:
    """Unpack a zip, or a tar that may be compressed, into a new folder.

    Returns:
        The folder of the package: the only one at the archive's top, or `destination`.

    Raises:
        InvalidPackage: it is not an archive, or one that is damaged or hostile.
        DragomanError: `destination` cannot be written.
    """
    try:
        destination.mkdir()
        opener = _opener_of_tar(path)
        if opener is None:
            _unpack_zip(path, destination)
        else:
            with cast(IO[bytes], opener(path, mode="rb")) as file:
                _unpack_tar(file, path.stat().st_size, destination)
    except FileNotFoundError:
        raise InvalidPackage(f"{path}: there is no such file") from None
    except zipfile.BadZipFile as error:
        raise InvalidPackage(f"{path}: {_what_is_wrong(error)}; fetch it again") from None
    except (tarfile.TarError, lzma.LZMAError, zlib.error, EOFError) as error:
        raise InvalidPackage(f"{path}: damaged ({error}); fetch it again") from None
    except (NotImplementedError, RuntimeError, ValueError, OverflowError) as error:
        raise InvalidPackage(f"{path}: damaged or unusual ({error}); fetch it again") from None
    except InvalidPackage as error:
        raise InvalidPackage(f"{path}: {error}") from None
    except OSError as error:
        if error.errno is None:  # gzip and bz2 say so that what they read is damaged
            raise InvalidPackage(f"{path}: damaged ({error}); fetch it again") from None
        where = error.filename or path
        raise DragomanError(f"cannot unpack {path}: {where}: {error.strerror}") from None
    inside = list(destination.iterdir())
    return inside[0] if len(inside) == 1 and inside[0].is_dir() else destination


def safe_parts(name: str) -> tuple[str, ...]:
    """The parts of an archive member's path, proven to stay inside the folder it goes to.

    Raises:
        InvalidPackage: the path is absolute, climbs, or would be something else on another
            system (drive letters, backslashes, device names, trailing dots).
    """
    parts = name.removesuffix("/").split("/")
    if len(parts) > _MAX_DEPTH:
        raise InvalidPackage(f"unsafe path in the archive: {len(parts)} folders deep")
    for part in parts:
        if (
            part in ("", ".", "..")
            or any(mark in part for mark in '\\:*?"<>|')
            or any(unicodedata.category(mark) in ("Cc", "Cs") for mark in part)
            or part[-1] in ". "
            or _WINDOWS_NAME.fullmatch(part)
            or len(part.encode()) > 200
        ):
            raise InvalidPackage(f"unsafe path in the archive: {name!r}")
    return tuple(parts)


def _what_is_wrong(error: zipfile.BadZipFile) -> str:
    said = str(error)
    if "not a zip file" in said:
        return "not a package, or one that was cut short"
    return f"damaged ({said})"


def _unpack_zip(path: Path, destination: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        infos = archive.infolist()
        _check_count(infos)
        members = []
        for info in infos:
            # `filename` is what zipfile made of the name; judge what the archive says.
            name = info.orig_filename
            if stat.S_IFMT(info.external_attr >> 16) not in (0, stat.S_IFREG, stat.S_IFDIR):
                raise InvalidPackage(f"{name} is a link or a device, not a file")
            if info.flag_bits & 0x1:
                raise InvalidPackage(f"{name} is encrypted")
            members.append(
                _Member(
                    name,
                    safe_parts(name),
                    name.endswith("/"),
                    info.file_size,
                    partial(archive.open, info),
                )
            )
        packed = sum(info.compress_size for info in infos)
        _check_members(members, packed)
        _write_members(members, packed, destination)


def _opener_of_tar(path: Path) -> Callable[..., object] | None:
    """What reads the tar at `path`, chosen by its first bytes; None where it is none."""
    with path.open("rb") as file:
        start = file.read(_TAR_MAGIC.stop)
    for magic, opener in _COMPRESSED.items():
        if start.startswith(magic):
            return opener
    return Path.open if start[_TAR_MAGIC] == b"ustar" else None


class _Limited:
    """A file that is read, and gone about in, up to a number of bytes alone."""

    def __init__(self, file: IO[bytes], most: int) -> None:
        self._file = file
        self._most = most
        self.tell = file.tell

    def read(self, size: int = -1) -> bytes:
        self._check(self._most + 1 if size < 0 else self._file.tell() + size)
        return self._file.read(size)

    def seek(self, position: int, whence: int = os.SEEK_SET) -> int:
        self._check(position if whence == os.SEEK_SET else self._most + 1)
        return self._file.seek(position, whence)

    def _check(self, position: int) -> None:
        if position > self._most:
            raise InvalidPackage(_BOMB)


def _unpack_tar(file: IO[bytes], packed: int, destination: Path) -> None:
    # What lies before a member, headers that are none of ours too, is read to come to it.
    limited = _Limited(file, _largest(packed) + _SLACK)
    with tarfile.open(fileobj=cast(IO[bytes], limited), mode="r:") as archive:
        infos: list[tarfile.TarInfo] = []
        while (info := archive.next()) is not None:
            if not (info.isreg() or info.isdir()) or info.issparse():
                raise InvalidPackage(f"{info.name} is a link or a device, not a file")
            infos.append(info)
            _check_count(infos)
        _check_count(infos)
        members = [
            _Member(
                info.name,
                safe_parts(info.name.removeprefix("./")),
                info.isdir(),
                info.size,
                partial(_opened, archive, info),
            )
            for info in infos
            if not (info.isdir() and info.name == ".")
        ]
        _check_members(members, packed)
        _write_members(members, packed, destination)


def _opened(archive: tarfile.TarFile, info: tarfile.TarInfo) -> IO[bytes]:
    file = archive.extractfile(info)
    assert file is not None
    return file


def _check_count(infos: Sequence[object]) -> None:
    if not infos:
        raise InvalidPackage("an empty archive")
    if len(infos) > MAX_ENTRIES:
        raise InvalidPackage(f"more than {MAX_ENTRIES} files, which no package has")


def _largest(packed: int) -> int:
    """Bytes that so many packed ones may unpack to."""
    return min(MAX_BYTES, max(FREE_BYTES, packed * MAX_RATIO))


def _check_size(size: int, packed: int) -> None:
    if size > _largest(packed):
        raise InvalidPackage(_BOMB)


def _check_members(members: Iterable[_Member], packed: int) -> None:
    """Refuse, before anything is written, all that the list of members can show."""
    files: set[tuple[str, ...]] = set()
    folders: set[tuple[str, ...]] = set()
    spellings: dict[tuple[str, ...], tuple[str, ...]] = {}
    size = 0
    for member in members:
        name, parts = member.name, member.parts
        size += member.size
        _check_size(size, packed)
        for depth in range(1, len(parts) + 1):
            # Names that differ in case or in composition are one file on some systems.
            start = parts[:depth]
            key = tuple(unicodedata.normalize("NFC", part).casefold() for part in start)
            if spellings.setdefault(key, start) != start:
                raise InvalidPackage(f"{name} differs from another name only in its letters' case")
            if depth < len(parts):
                folders.add(start)
        if member.is_folder:
            folders.add(parts)
        elif parts in files:
            raise InvalidPackage(f"{name} occurs twice")
        else:
            files.add(parts)
    if files & folders:
        raise InvalidPackage("a path that is both a file and a folder")


def _write_members(members: Iterable[_Member], packed: int, destination: Path) -> None:
    """Unpack, counting what really comes out: sizes in headers prove nothing."""
    written = 0
    for member in members:
        target = destination.joinpath(*member.parts)
        if member.is_folder:
            target.mkdir(parents=True, exist_ok=True)
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        # Mode "x": never through anything that is already there.
        with closing(member.open()) as source, target.open("xb") as file:
            while chunk := source.read(_CHUNK):
                written += len(chunk)
                _check_size(written, packed)
                file.write(chunk)
