"""Packages fetched and installed: from an address, or from Argos's index."""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote, urlsplit

from reader import languages, locations
from reader.errors import DownloadFailed, ModelNotInstalled
from reader.models import catalogue, download, folder, index, install, ranking, unpacking
from reader.models.install import Check, Notes
from reader.models.layouts import Pair
from reader.models.package import Package


def install_pair(
    source: str,
    target: str,
    *,
    check: Check,
    progress: download.Progress | None = None,
    index_url: str | None = None,
    timeout: float = 20.0,
) -> tuple[Package, ...]:
    """Install from the index what leads from `source` to `target`.

    That is the pair's own package, the newest; or, where the index has none, the packages of
    the shortest route that are not here yet. What is installed and up to date is not fetched.

    Args:
        source: a language, as `languages.normalise` takes it.
        target: likewise.
        check: what a package has to pass before it is put in place.
        progress: called with the bytes that have come and the bytes of the whole, for one
            archive after the other.
        index_url: address of the index; None takes the one argostranslate is configured for.
        timeout: seconds to wait for the server at each step.

    Returns:
        The route as it is now, in order.

    Raises:
        DownloadFailed: the index or a package cannot be fetched; what has come is kept, and
            the next call goes on from there.
        ModelNotInstalled: the index has nothing that leads from one to the other.
        InvalidPackage: the archive that was fetched is damaged or hostile.
        UnknownLanguage: `source` or `target` is not a language.
        DragomanError: no folder can be written to.
    """
    source, target = languages.normalise(source), languages.normalise(target)
    install.writable_folder()  # before a hundred megabytes are fetched for nothing
    published = index.available(index_url, timeout=timeout)
    return tuple(
        step if isinstance(step, Package) else _install_step(step, check, progress, timeout)
        for step in _plan(source, target, published)
    )


def _plan(
    source: str, target: str, published: list[index.Available]
) -> list[Package | index.Available]:
    here = catalogue.installed()
    offered = ranking.best(published)
    direct = offered.get((source, target))
    if direct:
        have = ranking.best(here).get((source, target))
        if have and folder.version_key(have.version) >= folder.version_key(direct.version):
            return [have]
        return [direct]
    everything: list[Package | index.Available] = [*here, *published, *catalogue.starters()]
    steps = ranking.shortest(source, target, everything)
    if not steps:
        raise ModelNotInstalled(
            f"the index has no package for {languages.name(source)} to {languages.name(target)}, "
            "nor any that lead there by way of another language: "
            "`reader models list --available` shows what it has"
        )
    return steps


def _install_step(
    package: index.Available,
    check: Check,
    progress: download.Progress | None,
    timeout: float,
) -> Package:
    version = package.version.replace(".", "_")
    name = f"translate-{package.source}_{package.target}-{version}.argosmodel"
    file = downloads() / name
    fetch_one_of(package.links, file, sha256=package.sha256, progress=progress, timeout=timeout)
    try:
        return install.install_file(file, check=check, pair=(package.source, package.target))
    finally:
        # Installed, or damaged and to be fetched anew.
        file.unlink(missing_ok=True)


def install_url(
    url: str,
    *,
    check: Check,
    pair: Pair = (None, None),
    progress: download.Progress | None = None,
    timeout: float = 20.0,
    notes: Notes | None = None,
) -> Package:
    """Install the package in the archive at an address, as `install.install_file` does.

    Raises:
        DownloadFailed: it cannot be fetched; what has come is kept.
        InvalidPackage: it is not a package, or one that is refused.
    """
    parts = [unquote(part) for part in urlsplit(url).path.split("/") if part]
    if not parts:
        raise DownloadFailed(f"{download.plain(url)} is not the address of a file")
    # The folder on the server may tell the languages, as that of OPUS-MT's archives does.
    folder_name = hashlib.sha256(url.encode()).hexdigest()[:16]
    inside = parts[-2] if len(parts) > 1 else "file"
    safe = [re.sub(r"[^\w.+-]", "_", name)[-100:] for name in (inside, parts[-1])]
    file = downloads().joinpath(folder_name, *(name.lstrip(".") or "file" for name in safe))
    download.fetch(url, file, limit=unpacking.MAX_BYTES, progress=progress, timeout=timeout)
    notes = replace(notes or Notes(), address=download.plain(url))
    try:
        return install.install_file(file, check=check, pair=pair, notes=notes)
    finally:
        shutil.rmtree(downloads() / folder_name, ignore_errors=True)


def fetch_one_of(
    links: Sequence[str],
    file: Path,
    *,
    size: int | None = None,
    sha256: str = "",
    progress: download.Progress | None = None,
    timeout: float = 20.0,
) -> None:
    """Fetch a file from the first of its addresses that has it.

    Args:
        links: addresses of the same file.
        file: where it goes.
        size: bytes that it has; None where that is not known.
        sha256: hexadecimal digest that it must have; empty where none is published.

    Raises:
        DownloadFailed: none has it; the message is that of the last.
    """
    for link in links:
        try:
            download.fetch(
                link,
                file,
                limit=size or unpacking.MAX_BYTES,
                sha256=sha256,
                progress=progress,
                timeout=timeout,
            )
            if size and file.stat().st_size != size:
                file.unlink()
                raise DownloadFailed(
                    f"{download.plain(link)} is not what was published (its size differs)"
                )
            return
        except DownloadFailed:
            if link == links[-1]:
                raise


def downloads() -> Path:
    """Where files lie until they are whole."""
    return locations.cache_directory() / "downloads"
