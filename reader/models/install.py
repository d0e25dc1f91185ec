"""Packages put in place, and taken away: whole or not at all.

What is installed has translated a sentence first: whatever cannot, leaves what is there as it
was.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from reader import languages
from reader.errors import DragomanError, InvalidPackage, ModelNotInstalled
from reader.files import at_home
from reader.models import (
    archive,
    catalogue,
    description,
    firefox,
    folder,
    layouts,
    naming,
    native,
    places,
    preferred,
    unpacking,
)
from reader.models.layouts import Pair
from reader.models.metadata import METADATA
from reader.models.package import Package

Check = Callable[[Package], None]
"""Translates a sentence with a package (`engine.trial.translate_one`); raises InvalidPackage
where that fails. The engine stands above the packages, so that whoever installs brings it."""


@dataclass(frozen=True, slots=True)
class Notes:
    """What is known of a package besides its files: where it was fetched, how good it is."""

    version: str = ""
    about: str = ""
    licence: str = ""
    address: str = ""
    scores: dict[str, float] = field(default_factory=dict)
    variant: str = ""
    """What tells it from others of its layout for the pair; empty for what its names tell."""


def install_file(
    path: Path,
    *,
    check: Check,
    pair: Pair = (None, None),
    notes: Notes | None = None,
) -> Package:
    """Install the package in an archive or a folder, of any layout that Dragoman knows.

    Argos's packages are installed for argostranslate as well, all others for us alone. An
    older version of a package goes once the new one is in its place.

    Args:
        path: an `.argosmodel` file, a zip or tar, or a folder.
        check: what has to work before anything is replaced.
        pair: the languages, where the package does not tell them; of a package with many,
            the only ones wanted; of one that tells its own, what it has to be for.
        notes: what the registry says of it.

    Raises:
        InvalidPackage: it is not a package, one that is damaged or hostile, that cannot
            translate, or that is for other languages.
        DragomanError: a newer version is installed, or no folder can be written to.
    """
    path = at_home(path)
    with _as_it_came(path) as (raw, names):
        place = writable_folder() if _is_argos(raw) else _own_folder()
        with archive.staging(_staging_place(place)) as made:
            fresh = made / "package"
            try:
                movable = not path.is_dir() and place == writable_folder()
                _prepare(raw, fresh, names, pair, notes or Notes(), movable=movable)
                entry = folder.inspect(fresh, "installed")
                if entry is None:
                    raise InvalidPackage(f"{path}: an Argos package, but not one that translates")
                _refuse_other_pair(entry, path, pair)
                _refuse_downgrade(entry, path)
                check(folder.package(entry))
            except InvalidPackage as error:
                # Say which archive, not which temporary folder.
                said = str(error).replace(str(fresh), str(path)).replace(str(raw), str(path))
                raise InvalidPackage(said) from None
            destination = place / archive.folder_name(entry)
            _swap(fresh, destination, made / "replaced")
    installed = folder.inspect(destination, "installed")
    assert installed is not None
    _remove_older(installed)
    return folder.package(installed)


def remove(source: str, target: str) -> list[Package]:
    """Remove every installed version of a pair, and return what was removed.

    A package with many pairs goes with all of them.

    Raises:
        ModelNotInstalled: none is installed; a starter ships with Dragoman and stays.
        UnknownLanguage: `source` or `target` is not a language.
        DragomanError: the folder cannot be written to.
    """
    source, target = languages.normalise(source), languages.normalise(target)
    pair = f"{source}→{target}"
    doomed = catalogue.having(source, target)
    if not doomed:
        if any((one.source, one.target) == (source, target) for one in catalogue.starters()):
            raise ModelNotInstalled(
                f"the {pair} starter ships with Dragoman and stays; a package that you install "
                f"for {pair} is used instead of it"
            )
        raise ModelNotInstalled(f"no {pair} package is installed: `reader models list` shows all")
    for package in doomed:
        _delete(package.path)
        preferred.forget(package.handle)
    return doomed


def remove_named(handle: str) -> list[Package]:
    """Remove every installed version of the package of a name, and return what was removed.

    Raises:
        ModelNotInstalled: there is none; a starter ships with Dragoman and stays.
        DragomanError: the folder cannot be written to.
    """
    doomed = [one for one in catalogue.named(handle) if one.origin == "installed"]
    if not doomed:
        raise ModelNotInstalled(f"{handle} ships with Dragoman and stays")
    for package in doomed:
        _delete(package.path)
    preferred.forget(handle)
    return doomed


@contextmanager
def _as_it_came(path: Path) -> Iterator[tuple[Path, tuple[str, ...]]]:
    """A folder as it came, and what may tell its languages."""
    names = folder.names_of(path)
    if path.is_dir():
        yield path, names
        return
    with archive.staging(_staging_place(writable_folder())) as made:
        raw = unpacking.unpack(path, made / "archive")
        yield raw, (*names, raw.name)


def _is_argos(raw: Path) -> bool:
    return (
        (raw / METADATA).is_file()
        and not (raw / description.NAME).is_file()
        and firefox.find(raw, packed=True) is None
    )


def _prepare(
    raw: Path, fresh: Path, names: tuple[str, ...], pair: Pair, notes: Notes, *, movable: bool
) -> None:
    """Make of what came a package's folder as it is installed."""
    files = firefox.find(raw, packed=True)
    if (raw / description.NAME).is_file() or (files is None and (raw / METADATA).is_file()):
        if movable:
            os.replace(raw, fresh)
        else:
            _copy_all(raw, fresh)
        return
    fresh.mkdir()
    variant = notes.variant or naming.variant((names[0], *names[2:]))
    if files is not None:
        firefox.copy(raw, files, fresh)
        if not (fresh / METADATA).exists():
            # The folder above may be called after the size, as it is where they are released.
            size = variant or next((name for name in names[1:2] if name in firefox.SIZES), "")
            bleu = max(notes.scores.values(), default=0.0)
            if notes.version or size or bleu:
                firefox.note(fresh, version=notes.version, pair=pair, architecture=size, bleu=bleu)
        return
    model = raw
    if native.is_native(raw):
        model = fresh.with_name("converted")
        native.convert(raw, model)
        names = (*names, *(path.name for path in raw.glob("*.npz")))
    elif layouts.find(raw) is None:
        raise InvalidPackage(
            f"{raw}: not a language package (it has no {METADATA}), nor a model of another kind: "
            "neither model.bin (CTranslate2), nor decoder.yml with *.npz (OPUS-MT), nor "
            "model.*.bin with vocab.*.spm (Firefox Translations)"
        )
    parts, described = layouts.describe(model, names=names, pair=pair)
    from_notes = {
        "version": notes.version or described.version,
        "about": notes.about,
        "licence": notes.licence,
        "address": notes.address,
        "scores": notes.scores,
        "variant": variant or described.variant,
    }
    layouts.copy(parts, msgspec.structs.replace(described, **from_notes), fresh)


def _copy_all(raw: Path, fresh: Path) -> None:
    size = 0
    for path in raw.rglob("*"):
        if path.is_file():
            size += path.stat().st_size
            if size > unpacking.MAX_BYTES:
                raise InvalidPackage(f"{raw}: larger than any package")
    try:
        shutil.copytree(raw, fresh)
    except (OSError, shutil.Error) as error:
        said = getattr(error, "strerror", None) or "a file of it cannot be read"
        raise DragomanError(f"cannot copy {raw}: {said}") from None


def _refuse_other_pair(entry: folder.Entry, path: Path, pair: Pair) -> None:
    """Refuse what is for other languages than those that were asked for."""
    source, target = (languages.normalise(code) if code else None for code in pair)
    if (source and source not in entry.sources) or (target and target not in entry.targets):
        has = f"{languages.name(entry.source)} to {languages.name(entry.target)}"
        wanted = [
            f"{word} {languages.name(code)}"
            for word, code in (("from", source), ("to", target))
            if code
        ]
        raise InvalidPackage(f"{path}: a package for {has}, not {' '.join(wanted)}")


def _own_folder() -> Path:
    """The folder of packages that argostranslate cannot run."""
    place = places.own_folder()
    try:
        place.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DragomanError(f"cannot write to {place}: {error.strerror}") from None
    return place


def writable_folder() -> Path:
    """The folder to install to: argostranslate's, or ours where that cannot be written to.

    Raises:
        DragomanError: neither can be.
    """
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
    return one.handle == other.handle


def _delete(path: Path) -> None:
    """Delete a package's folder; it vanishes at once, so that nobody meets half a package."""
    if path.is_symlink():
        path.unlink()
        return
    try:
        with archive.staging(_staging_place(path.parent)) as doomed:
            os.replace(path, doomed / path.name)
    except OSError as error:
        raise DragomanError(f"cannot remove {path}: {error.strerror}") from None
