"""Package archives: opened in the cache, unpacked to be installed, and written.

`.argosmodel` is Argos's own, a zip; OPUS-MT's models come as zips, other ones in tars as well.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
import tempfile
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from reader import locations
from reader.errors import DragomanError, InvalidPackage
from reader.files import at_home, whole_document
from reader.models import folder, native
from reader.models.layouts import Pair
from reader.models.metadata import METADATA
from reader.models.package import Package
from reader.models.unpacking import unpack

STAGING = ".dragoman-unpacking-"
"""Prefix of the folders that are deleted when they are found a day later."""
_STALE_SECONDS = 24 * 3600
_CHUNK = 1 << 20


def open_file(path: Path, pair: Pair = (None, None)) -> Package:
    """The package in the archive at `path`, unpacked once into the cache.

    Args:
        path: the archive.
        pair: the languages, where nothing tells them.

    Raises:
        InvalidPackage: it is not a package, or one that is damaged or hostile.
        DragomanError: the cache cannot be written.
    """
    try:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise InvalidPackage(f"{path}: {error.strerror}") from None
    cache = locations.cache_directory() / "packages"
    unpacked = cache / digest[:32]
    names = folder.names_of(path)
    try:
        entry = folder.inspect(unpacked, "file", names=names, pair=pair)
    except InvalidPackage:
        with unpacking(path, cache, pair) as fresh:
            try:
                os.replace(fresh, unpacked)
            except OSError:
                # There is one already: of another process that was quicker, or a damaged one.
                if not _is_whole(unpacked, names, pair):
                    os.replace(unpacked, fresh.parent / "damaged")
                    os.replace(fresh, unpacked)
        entry = folder.inspect(unpacked, "file", names=names, pair=pair)
    if entry is None:
        raise InvalidPackage(f"{path}: an Argos package, but not one that translates")
    return folder.package(entry)


def _is_whole(path: Path, names: tuple[str, ...], pair: Pair) -> bool:
    try:
        folder.inspect(path, "file", names=names, pair=pair)
    except InvalidPackage:
        return False
    return True


@contextmanager
def staging(place: Path) -> Iterator[Path]:
    """An empty folder in `place`, deleted at the end with all that was not moved out of it.

    Raises:
        DragomanError: `place` cannot be written.
    """
    try:
        place.mkdir(parents=True, exist_ok=True)
        _sweep(place)
        made = Path(tempfile.mkdtemp(prefix=STAGING, dir=place))
    except OSError as error:
        raise DragomanError(f"cannot write to {place}: {error.strerror}") from None
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


@contextmanager
def unpacking(path: Path, place: Path, pair: Pair = (None, None)) -> Iterator[Path]:
    """A folder of the archive's package, whole and checked, to be moved from where it is.

    Args:
        path: the archive.
        place: folder to unpack in, on the file system that the package is moved to. What has
            not been moved away at the end is deleted.
        pair: the languages, where nothing tells them.

    Raises:
        InvalidPackage: it is not a package, or one that is damaged or hostile.
        DragomanError: `place` cannot be written.
    """
    with staging(place) as made:
        top = unpack(path, made / "package")
        try:
            folder.inspect(top, "file", names=folder.names_of(path), pair=pair)
        except InvalidPackage as error:
            if native.is_native(top):
                raise InvalidPackage(
                    f"{path}: an OPUS-MT model as it is published; "
                    f"`reader models install {path}` converts it"
                ) from None
            # Say which archive, not which temporary folder.
            raise type(error)(str(error).replace(str(top), str(path))) from None
        yield top


def folder_name(package: Package | folder.Entry) -> str:
    """Name of the folder that a package is installed to, as Argos names its own."""
    version = package.version.replace(".", "_")
    kind = "translate" if package.layout == "argos" else package.layout
    many = package.has_choice if isinstance(package, folder.Entry) else package.languages
    pair = "many" if many else f"{package.source}_{package.target}"
    return "-".join(filter(None, (kind, package.variant, pair, version)))


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
    path = at_home(path)
    if path.is_dir():
        raise DragomanError(f"{path} is a folder; give the name of a file")
    if path.exists() and not path.is_file():
        raise DragomanError(f"{path} is a device or pipe; give the name of a file")
    if path.exists() and not force:
        raise DragomanError(f"{path} exists; --force replaces it")
    try:
        with (
            whole_document(path) as out,
            zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive,
        ):
            for name, file in _contents(package):
                _add(archive, f"{folder_name(package)}/{name}", file)
        return path.stat().st_size
    except OSError as error:
        raise DragomanError(f"cannot write {path}: {error.strerror}") from None


def _contents(package: Package) -> list[tuple[str, Path]]:
    """Each file of a package, with its path inside, in an order that is always the same."""
    if package.path.is_dir():
        files = (file for file in package.path.rglob("*") if file.is_file())
        return sorted((file.relative_to(package.path).as_posix(), file) for file in files)
    weights = (file for file in package.model.iterdir() if file.is_file())
    return sorted(
        [
            (METADATA, package.path),
            *((file.name, file) for file in (package.tokenizer, package.target_tokenizer) if file),
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
