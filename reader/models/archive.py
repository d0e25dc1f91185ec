"""Package archives (`.argosmodel`): unpacked without trusting them, and written.

An archive is hostile until proven: whatever it claims, nothing is written outside the
folder it is unpacked to, nothing but plain files and folders is made, and no more bytes
than a package can have.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import stat
import tempfile
import time
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from reader import locations
from reader.errors import DragomanError, InvalidPackage
from reader.models import folder
from reader.models.package import Package

MAX_BYTES = 8 << 30
"""Unpacked size of an archive, at most; the largest published package has 0.4 GB."""
MAX_ENTRIES = 10_000
MAX_RATIO = 100
"""Unpacked bytes for each packed one, at most; weights pack at 1 to 2, vocabularies at 5."""
_FREE_BYTES = 16 << 20
"""Unpacked bytes up to which the ratio does not matter."""
_CHUNK = 1 << 20
STAGING = ".dragoman-unpacking-"
"""Prefix of the folders that are deleted when they are found a day later."""
_STALE_SECONDS = 24 * 3600
_MAX_DEPTH = 16
_WINDOWS_NAME = re.compile(r"(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?")


def open_file(path: Path) -> Package:
    """The package in the archive at `path`, unpacked once into the cache.

    Raises:
        InvalidPackage: it is no package, or one that is damaged or hostile.
        DragomanError: the cache cannot be written.
    """
    try:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise InvalidPackage(f"{path}: {error.strerror}") from None
    cache = locations.cache_directory() / "packages"
    unpacked = cache / digest[:32]
    try:
        entry = folder.look(unpacked, "file")
    except InvalidPackage:
        with unpacking(path, cache) as fresh:
            try:
                os.replace(fresh, unpacked)
            except OSError:
                # There is one already: of another process that was quicker, or a damaged one.
                if not _is_whole(unpacked):
                    os.replace(unpacked, fresh.parent / "damaged")
                    os.replace(fresh, unpacked)
        entry = folder.look(unpacked, "file")
    if entry is None:
        raise InvalidPackage(f"{path}: a package of Argos, but not one that translates")
    return folder.package(entry)


def _is_whole(path: Path) -> bool:
    try:
        folder.look(path, "file")
    except InvalidPackage:
        return False
    return True


@contextmanager
def unpacking(path: Path, place: Path) -> Iterator[Path]:
    """A folder of the archive's package, whole and checked, to be moved from where it is.

    Args:
        path: the archive.
        place: folder to unpack in, on the file system that the package is moved to. What has
            not been moved away at the end is deleted.

    Raises:
        InvalidPackage: it is no package, or one that is damaged or hostile.
        DragomanError: `place` cannot be written.
    """
    try:
        place.mkdir(parents=True, exist_ok=True)
        _sweep(place)
        staging = Path(tempfile.mkdtemp(prefix=STAGING, dir=place))
    except OSError as error:
        raise DragomanError(f"cannot write to {place}: {error.strerror}") from None
    try:
        yield _unpack(path, staging)
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def folder_name(package: Package | folder.Entry) -> str:
    """Name of the folder that a package is installed to, as Argos names its own."""
    version = package.version.replace(".", "_")
    kind = "translate" if package.layout == "ctranslate2" else package.layout
    return f"{kind}-{package.source}_{package.target}-{version}"


def write(package: Package, path: Path, *, force: bool = False) -> int:
    """Write a package as an `.argosmodel` file, which argostranslate can install as well.

    The same package gives the same bytes. Nothing appears at `path` until all is written.

    Args:
        force: replace a file that is there.

    Returns:
        The size of the file in bytes.

    Raises:
        DragomanError: `path` exists, or cannot be written.
        InvalidPackage: the package cannot be read.
    """
    path = Path(path).expanduser()
    if path.is_dir():
        raise DragomanError(f"{path} is a folder; give the name of a file")
    if path.exists() and not path.is_file():
        raise DragomanError(f"{path} is a device or pipe; give the name of a file")
    if path.exists() and not force:
        raise DragomanError(f"{path} exists; --force replaces it")
    staged = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        try:
            with zipfile.ZipFile(staged, "x", zipfile.ZIP_DEFLATED) as archive:
                for name, file in _contents(package):
                    _add(archive, f"{folder_name(package)}/{name}", file)
            size = staged.stat().st_size
            os.replace(staged, path)
        finally:
            staged.unlink(missing_ok=True)
    except OSError as error:
        raise DragomanError(f"cannot write {path}: {error.strerror}") from None
    return size


def _contents(package: Package) -> list[tuple[str, Path]]:
    """Each file of a package, with its path inside, in an order that is always the same."""
    if package.path.is_dir():
        files = (file for file in package.path.rglob("*") if file.is_file())
        return sorted((file.relative_to(package.path).as_posix(), file) for file in files)
    weights = (file for file in package.model.iterdir() if file.is_file())
    return sorted(
        [
            (folder.METADATA, package.path),
            (package.tokenizer.name, package.tokenizer),
            *((f"model/{file.name}", file) for file in weights),
        ]
    )


def _add(archive: zipfile.ZipFile, name: str, file: Path) -> None:
    member = zipfile.ZipInfo(name)  # dated 1980, whatever the file's date
    member.compress_type = zipfile.ZIP_DEFLATED
    member.external_attr = (stat.S_IFREG | 0o644) << 16
    member.file_size = file.stat().st_size
    with file.open("rb") as source, archive.open(member, "w") as packed:
        shutil.copyfileobj(source, packed, _CHUNK)


def _sweep(place: Path) -> None:
    """Delete what processes that were killed have left, a day ago or more."""
    for left in place.glob(f"{STAGING}*"):
        with suppress(FileNotFoundError):  # another process has just finished with it
            if time.time() - left.lstat().st_mtime > _STALE_SECONDS:
                shutil.rmtree(left, ignore_errors=True)


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


def _unpack(path: Path, staging: Path) -> Path:
    try:
        with zipfile.ZipFile(path) as archive:
            members = _check_members(archive)
            _write_members(archive, members, staging)
    except FileNotFoundError:
        raise InvalidPackage(f"{path}: no such file") from None
    except zipfile.BadZipFile as error:
        raise InvalidPackage(f"{path}: {_what_is_wrong(error)}; fetch it again") from None
    except (zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise InvalidPackage(f"{path}: damaged or unusual zip ({error}); fetch it again") from None
    except InvalidPackage as error:
        raise InvalidPackage(f"{path}: {error}") from None
    except OSError as error:
        where = error.filename or path
        raise DragomanError(f"cannot unpack {path}: {where}: {error.strerror}") from None
    top = staging / members[0][1][0]
    try:
        folder.look(top, "file")
    except InvalidPackage as error:
        # Say which archive, not which temporary folder.
        raise InvalidPackage(str(error).replace(str(top), str(path))) from None
    return top


def _what_is_wrong(error: zipfile.BadZipFile) -> str:
    said = str(error)
    if "not a zip file" in said:
        return "not a package, or one that was cut short"
    return f"damaged ({said})"


_Member = tuple[zipfile.ZipInfo, tuple[str, ...]]


def _check_members(archive: zipfile.ZipFile) -> list[_Member]:
    """Refuse, before anything is written, all that the list of members can show."""
    infos = archive.infolist()
    if not infos:
        raise InvalidPackage("an empty archive")
    if len(infos) > MAX_ENTRIES:
        raise InvalidPackage(f"more than {MAX_ENTRIES} files, which no package has")
    members: list[_Member] = []
    files: set[tuple[str, ...]] = set()
    folders: set[tuple[str, ...]] = set()
    spellings: dict[tuple[str, ...], tuple[str, ...]] = {}
    for info in infos:
        # `filename` is what zipfile made of the name; judge what the archive says.
        name = info.orig_filename
        parts = safe_parts(name)
        if stat.S_IFMT(info.external_attr >> 16) not in (0, stat.S_IFREG, stat.S_IFDIR):
            raise InvalidPackage(f"{name} is a link or a device, not a file")
        if info.flag_bits & 0x1:
            raise InvalidPackage(f"{name} is encrypted")
        if info.file_size > MAX_BYTES:
            raise InvalidPackage(f"{name} is larger than any package")
        for depth in range(1, len(parts) + 1):
            # Names that differ in case or in composition are one file on some systems.
            start = parts[:depth]
            key = tuple(unicodedata.normalize("NFC", part).casefold() for part in start)
            if spellings.setdefault(key, start) != start:
                raise InvalidPackage(f"{name} differs from another name only in its letters' case")
            if depth < len(parts):
                folders.add(start)
        if name.endswith("/"):
            folders.add(parts)
        elif parts in files:
            raise InvalidPackage(f"{name} occurs twice")
        elif len(parts) == 1:
            raise InvalidPackage(f"{name} lies outside the package's folder")
        else:
            files.add(parts)
        members.append((info, parts))
    if files & folders:
        raise InvalidPackage("a path that is both a file and a folder")
    tops = {parts[0] for _, parts in members}
    if len(tops) > 1:
        raise InvalidPackage("more than one folder at the top; a package has one")
    return members


def _write_members(archive: zipfile.ZipFile, members: list[_Member], staging: Path) -> None:
    """Unpack, counting what really comes out: sizes in headers prove nothing."""
    packed = max(1, sum(info.compress_size for info, _ in members))
    allowed = min(MAX_BYTES, max(_FREE_BYTES, packed * MAX_RATIO))
    written = 0
    for info, parts in members:
        destination = staging.joinpath(*parts)
        if info.orig_filename.endswith("/"):
            destination.mkdir(parents=True, exist_ok=True)
            continue
        destination.parent.mkdir(parents=True, exist_ok=True)
        # Mode "x": never through anything that is already there.
        with archive.open(info) as packed_file, destination.open("xb") as file:
            while chunk := packed_file.read(_CHUNK):
                written += len(chunk)
                if written > allowed:
                    raise InvalidPackage("unpacks to far more than a package holds (a zip bomb)")
                file.write(chunk)
