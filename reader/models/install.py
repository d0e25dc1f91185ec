"""Packages put in place, and taken away: whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from reader import languages, locations
from reader.errors import DownloadFailed, DragomanError, InvalidPackage, ModelNotInstalled
from reader.models import archive, catalogue, download, firefox, folder, index, places
from reader.models.package import Package


def install_file(path: Path) -> Package:
    """Install the package in an `.argosmodel` file, for argostranslate as well as for us.

    An older version of the pair goes once the new one is in its place. A folder with a model
    of Firefox Translations is installed as well, for us alone.

    Raises:
        InvalidPackage: it is no package, or one that is damaged or hostile.
        DragomanError: a newer version is installed, or no folder can be written to.
    """
    path = Path(path).expanduser()
    if path.is_dir():
        return _install_folder(path)
    place = _writable_folder()
    with archive.unpacking(path, _staging_place(place)) as fresh:
        entry = folder.look(fresh, "installed")
        if entry is None:
            raise InvalidPackage(f"{path}: a package of Argos, but not one that translates")
        _refuse_downgrade(entry, path)
        destination = place / archive.folder_name(entry)
        _swap(fresh, destination, fresh.parent / "replaced")
    installed = folder.look(destination, "installed")
    assert installed is not None
    _remove_older(installed)
    return folder.package(installed)


def _install_folder(path: Path) -> Package:
    files = firefox.find(path, packed=True)
    if files is None:
        raise InvalidPackage(
            f"{path}: no model of Firefox Translations, which is model.*.bin with vocab.*.spm, "
            "or with srcvocab.*.spm and trgvocab.*.spm; other packages are installed from their "
            ".argosmodel files"
        )
    place = places.own_folder()  # argostranslate cannot run it
    try:
        place.mkdir(parents=True, exist_ok=True)
        staging = Path(tempfile.mkdtemp(prefix=archive.STAGING, dir=_staging_place(place)))
    except OSError as error:
        raise DragomanError(f"cannot write to {place}: {error.strerror}") from None
    try:
        fresh = staging / "package"
        fresh.mkdir()
        firefox.copy(path, files, fresh)
        entry = folder.look(fresh, "installed")
        assert entry is not None
        _refuse_downgrade(entry, path)
        destination = place / archive.folder_name(entry)
        _swap(fresh, destination, staging / "replaced")
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    installed = folder.look(destination, "installed")
    assert installed is not None
    _remove_older(installed)
    return folder.package(installed)


def install_pair(
    source: str,
    target: str,
    *,
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
        UnknownLanguage: `source` or `target` is no language.
        DragomanError: no folder can be written to.
    """
    source, target = languages.normalise(source), languages.normalise(target)
    _writable_folder()  # before a hundred megabytes are fetched for nothing
    published = index.available(index_url, timeout=timeout)
    return tuple(
        step if isinstance(step, Package) else _fetch_and_install(step, progress, timeout)
        for step in _plan(source, target, published)
    )


def remove(source: str, target: str) -> list[Package]:
    """Remove every installed version of a pair, and return what was removed.

    Raises:
        ModelNotInstalled: none is installed; a starter ships with Dragoman and stays.
        UnknownLanguage: `source` or `target` is no language.
        DragomanError: the folder cannot be written to.
    """
    source, target = languages.normalise(source), languages.normalise(target)
    pair = f"{source}→{target}"
    doomed = [one for one in catalogue.installed() if (one.source, one.target) == (source, target)]
    if not doomed:
        if any((one.source, one.target) == (source, target) for one in catalogue.starters()):
            raise ModelNotInstalled(
                f"the {pair} starter ships with Dragoman and stays; a package that you install "
                f"for {pair} is used instead of it"
            )
        raise ModelNotInstalled(f"no {pair} package is installed: `reader models list` shows all")
    for package in doomed:
        _delete(package.path)
    return doomed


def _plan(
    source: str, target: str, published: list[index.Available]
) -> list[Package | index.Available]:
    here = catalogue.installed()
    offered = catalogue.best(published)
    direct = offered.get((source, target))
    if direct:
        have = catalogue.best(here).get((source, target))
        if have and folder.version_key(have.version) >= folder.version_key(direct.version):
            return [have]
        return [direct]
    everything: list[Package | index.Available] = [*here, *published, *catalogue.starters()]
    steps = catalogue.shortest(source, target, everything)
    if not steps:
        raise ModelNotInstalled(
            f"the index has no package for {languages.name(source)} to {languages.name(target)}, "
            "nor any that lead there by way of another language: "
            "`reader models list --available` shows what it has"
        )
    return steps


def _fetch_and_install(
    package: index.Available, progress: download.Progress | None, timeout: float
) -> Package:
    version = package.version.replace(".", "_")
    name = f"translate-{package.source}_{package.target}-{version}.argosmodel"
    file = locations.cache_directory() / "downloads" / name
    for link in package.links:
        try:
            download.fetch(
                link,
                file,
                limit=archive.MAX_BYTES,
                sha256=package.sha256,
                progress=progress,
                timeout=timeout,
            )
            break
        except DownloadFailed:
            if link == package.links[-1]:
                raise
    try:
        return install_file(file)
    finally:
        # Installed, or damaged and to be fetched anew.
        file.unlink(missing_ok=True)


def _writable_folder() -> Path:
    """The folder to install to: argostranslate's, or ours where that cannot be written to."""
    refused = ""
    for place in (places.argos_folder(), places.own_folder()):
        try:
            place.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            refused = f"{place}: {error.strerror}"
            continue
        if os.access(place, os.W_OK | os.X_OK):
            return place
        refused = f"{place}: not writable"
    raise DragomanError(f"no folder to install to ({refused}); set ARGOS_PACKAGES_DIR to one")


def _staging_place(place: Path) -> Path:
    """Where to unpack, so that moving into `place` is one rename.

    Beside `place` and not in it where that can be: argostranslate raises on any folder among
    its packages that has no metadata yet.
    """
    place = place.resolve()
    beside = place.parent
    same = beside.stat().st_dev == place.stat().st_dev
    return beside if same and os.access(beside, os.W_OK | os.X_OK) else place


def _refuse_downgrade(entry: folder.Entry, path: Path) -> None:
    for other in catalogue.installed():
        if _of_one_kind(other, entry) and folder.version_key(other.version) > folder.version_key(
            entry.version
        ):
            raise DragomanError(
                f"{path} is older ({entry.version}) than what is installed ({other.version}); "
                f"to go back, first `reader models remove {entry.source} {entry.target}`"
            )


def _swap(fresh: Path, destination: Path, aside: Path) -> None:
    """Move `fresh` to `destination`; what lies there goes `aside`, and back if that fails."""
    try:
        if destination.exists():
            os.replace(destination, aside)
        try:
            os.replace(fresh, destination)
        except OSError:
            if aside.exists():
                os.replace(aside, destination)
            raise
    except OSError as error:
        raise DragomanError(f"cannot install to {destination}: {error.strerror}") from None


def _remove_older(installed: folder.Entry) -> None:
    for other in catalogue.installed():
        if _of_one_kind(other, installed) and other.path != installed.path:
            try:
                _delete(other.path)
            except DragomanError:
                continue  # another user's folder; the newest version is used anyway


def _of_one_kind(one: Package | folder.Entry, other: folder.Entry) -> bool:
    """Whether the one's version says something about the other's."""
    return (one.source, one.target, one.layout) == (other.source, other.target, other.layout)


def _delete(path: Path) -> None:
    """Delete a package's folder; it vanishes at once, so that nobody meets half a package."""
    if path.is_symlink():
        path.unlink()
        return
    try:
        bin_ = Path(tempfile.mkdtemp(prefix=archive.STAGING, dir=_staging_place(path.parent)))
        try:
            os.replace(path, bin_ / path.name)
        finally:
            shutil.rmtree(bin_, ignore_errors=True)
    except OSError as error:
        raise DragomanError(f"cannot remove {path}: {error.strerror}") from None
