"""Which packages this machine has, and which of them lead from one language to another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from reader import languages, locations
from reader.errors import InvalidPackage, ModelNotInstalled
from reader.files import at_home
from reader.models import folder, layouts, places
from reader.models.naming import is_handle
from reader.models.package import Package
from reader.models.ranking import P, best, ranking, shortest


@dataclass(frozen=True, slots=True)
class Broken:
    """Something among the packages that cannot be used, and why."""

    path: Path
    reason: str


def starters() -> list[Package]:
    """The packages that ship with Dragoman; several share a model and a tokenizer."""
    return [folder.package(entry) for entry in _scan_starters()[0]]


def installed() -> list[Package]:
    """The packages that are installed and whole, older versions of a pair included."""
    return [package for _, package in _whole(_scan_installed()[0])]


def sources() -> list[str]:
    """The languages that some package of this machine translates, French first."""
    codes = {code for entry in _entries() for code in entry.sources}
    return sorted(codes, key=lambda code: (code != "fr", code))


def reachable() -> dict[str, list[str]]:
    """Every language of this machine's packages, with all that some route leads to from it."""
    steps: dict[str, set[str]] = {}
    for entry in _entries():
        for source in entry.sources:
            steps.setdefault(source, set()).update(entry.targets)
    codes = set(steps).union(*steps.values())
    targets: dict[str, list[str]] = {}
    for code in sorted(codes):
        reached, waiting = {code}, [code]
        while waiting:
            new = steps.get(waiting.pop(), set()) - reached
            reached |= new
            waiting += new
        targets[code] = sorted(reached - {code})
    return targets


@dataclass(frozen=True, slots=True)
class Listed:
    """A package as a listing shows it."""

    package: Package
    used: bool
    """Whether it is the one that translates its pair."""
    size: int
    """Bytes on disk. Starters share their model, and each shows all of it."""
    description: str
    sources: tuple[str, ...] = ()
    """Every language that it translates."""
    targets: tuple[str, ...] = ()
    licence: str = ""


def listing() -> list[Listed]:
    """Every package of this machine, by pair, the one that is used first."""
    entries = _entries()
    ends = {code for one in entries if not one.has_choice for code in (one.source, one.target)}
    used = best(_each_entry(entries, ends))
    rows = []
    for entry, package in _whole(sorted(entries, key=ranking(), reverse=True)):
        first = entry.has_choice or used[entry.source, entry.target] is entry
        rows.append(
            Listed(
                package,
                first,
                size(package),
                entry.metadata.description,
                entry.sources,
                entry.targets,
                entry.described.licence if entry.described else "",
            )
        )
    # A folder with many pairs comes after those that are for one.
    return sorted(rows, key=lambda row: (bool(row.package.languages), *_pair(row.package)))


def _pair(package: Package) -> tuple[str, str]:
    return package.source, package.target


def having(source: str, target: str) -> list[Package]:
    """The installed packages that translate a pair, by themselves, in no order."""
    covering = _covering(_scan_installed()[0], source, target)
    return [package for _, package in _whole(covering)]


def choices(source: str, target: str) -> list[Package]:
    """The packages that translate a pair by themselves, the one that is used first."""
    covering = sorted(_covering(_entries(), source, target), key=ranking(), reverse=True)
    return [package for _, package in _whole(covering)]


def size(package: Package) -> int:
    """Bytes that a package takes on disk."""
    if package.path.is_dir():
        return sum(file.stat().st_size for file in package.path.rglob("*") if file.is_file())
    files = [package.path, package.tokenizer, *package.model.iterdir()]
    return sum(file.stat().st_size for file in files if file.is_file())


def broken() -> list[Broken]:
    """What lies among the packages, installed or shipped, and cannot be used."""
    return [*_scan_installed()[1], *_scan_starters()[1]]


def route(
    source: str, target: str, *, packages: Sequence[Package] | None = None
) -> tuple[Package, ...]:
    """The packages that lead from `source` to `target`, in the order they are applied.

    The fewest packages win; among as many, installed ones before starters, then a bridge
    through English before any other. The newest version of a pair is the one used. The same
    language on both sides is the empty route.

    Args:
        source: a language, as `languages.normalise` takes it.
        target: likewise.
        packages: choose among these only; None is everything installed and every starter.

    Raises:
        ModelNotInstalled: nothing leads there; the message gives the command that would.
        UnknownLanguage: `source` or `target` is not a language.
    """
    source, target = languages.normalise(source), languages.normalise(target)
    if source == target:
        return ()
    if packages is not None:
        choice = list(_each_package(packages, _stations(source, target, packages)))
        steps = _shortest_of_kin(source, target, choice)
        if steps is None:
            raise ModelNotInstalled(_nothing_leads(source, target, choice))
        return tuple(steps)
    # Identities are computed for the packages on the route alone: someone with a hundred
    # packages of LibreTranslate's waits for none of the others.
    scanned = _entries()
    entries = list(_each_entry(scanned, _stations(source, target, scanned)))
    chosen = _shortest_of_kin(source, target, entries)
    if chosen is None:
        raise ModelNotInstalled(_nothing_leads(source, target, entries))
    return tuple(folder.package(entry) for entry in chosen)


def open_package(path: Path, pair: layouts.Pair = (None, None)) -> Package:
    """The package at `path`: a package's folder, an archive, or the name of one that is here.

    An archive is unpacked once, into the cache, under the digest of its content.

    Args:
        path: a path, or where none has that name, a package's handle.
        pair: the languages, where nothing tells them.

    Raises:
        ModelNotInstalled: it is neither.
        InvalidPackage: it is not a package, or one that is damaged or hostile.
    """
    path = at_home(path)
    if path.is_dir():
        entry = folder.inspect(path, "file", pair=pair)
        if entry is None:
            raise InvalidPackage(f"{path}: an Argos package, but not one that translates")
        return folder.package(entry)
    if not path.exists() and is_handle(str(path)):
        return named(str(path))[0]
    from reader.models import archive

    return archive.open_file(path, pair)


def named(handle: str) -> list[Package]:
    """The packages of this machine that have a name, the newest first.

    Raises:
        ModelNotInstalled: none has.
    """
    entries = _entries()
    matches = sorted((one for one in entries if one.handle == handle), key=ranking(), reverse=True)
    if not matches:
        import difflib

        near = difflib.get_close_matches(handle, {one.handle for one in entries}, n=1)
        meant = f"did you mean {near[0]}?" if near else "`reader models` shows their names"
        raise ModelNotInstalled(f"there is no package, file or folder “{handle}”: {meant}")
    return [folder.package(entry) for entry in matches]


def _entries() -> list[folder.Entry]:
    """Every package of this machine: what is installed, then the starters."""
    return [*_scan_installed()[0], *_scan_starters()[0]]


def _covering(entries: Iterable[folder.Entry], source: str, target: str) -> Iterator[folder.Entry]:
    """Those that translate a pair by themselves, as they translate it."""
    return (entry.for_pair(source, target) for entry in entries if entry.covers(source, target))


def _whole(entries: Iterable[folder.Entry]) -> Iterator[tuple[folder.Entry, Package]]:
    """Entries with their packages, but for those whose files cannot be read."""
    for entry in entries:
        try:
            package = folder.package(entry)
        except InvalidPackage:
            continue
        yield entry, package


def _stations(
    source: str, target: str, packages: Sequence[folder.Entry] | Sequence[Package]
) -> set[str]:
    """Languages that a route may pass; a package for 200 has 40,000 pairs, few of them wanted."""
    near = {languages.nearest(source), languages.nearest(target)}
    codes = {source, target, "en", *(code for code in near if code)}
    return codes | {code for one in packages for code in (one.source, one.target)}


def _each_entry(entries: Iterable[folder.Entry], codes: set[str]) -> Iterator[folder.Entry]:
    """Entries of one pair each, between the languages of these codes."""
    for entry in entries:
        if not entry.has_choice:
            yield entry
            continue
        for source in codes.intersection(entry.sources):
            for target in codes.intersection(entry.targets):
                if source != target:
                    yield entry.for_pair(source, target)


def _each_package(packages: Iterable[Package], codes: set[str]) -> Iterator[Package]:
    for package in packages:
        if package.languages is None:
            yield package
            continue
        for source in codes.intersection(package.languages.sources):
            for target in codes.intersection(package.languages.targets):
                one = package.for_pair(source, target)
                if one is not None:
                    yield one


def _scan_installed() -> tuple[list[folder.Entry], list[Broken]]:
    entries: list[folder.Entry] = []
    faults: list[Broken] = []
    for place in places.package_folders():
        try:
            paths = sorted(place.iterdir())
        except FileNotFoundError:
            continue
        except OSError as error:
            faults.append(Broken(place, f"{place}: {error.strerror}"))
            continue
        for path in paths:
            if path.name.startswith(".") or not path.is_dir():
                continue
            try:
                entry = folder.inspect(path, "installed")
            except (InvalidPackage, OSError) as error:
                faults.append(Broken(path, str(error)))
                continue
            if entry is not None:
                entries.append(entry)
    return entries, faults


def _scan_starters() -> tuple[list[folder.Entry], list[Broken]]:
    entries: list[folder.Entry] = []
    faults: list[Broken] = []
    shipped = locations.starters_directory()
    # Beside the model that lies here, one that translates the other way has a folder of its own.
    homes = [shipped, *sorted(model.parent for model in shipped.glob("*/model"))]
    for metadata_file in (file for one in homes for file in sorted(one.glob("*_*.json"))):
        place = metadata_file.parent
        try:
            entry = folder.inspect_at(
                metadata_file,
                model=place / "model",
                tokenizer=place / "sentencepiece.model",
                path=metadata_file,
                origin="starter",
            )
        except (InvalidPackage, OSError) as error:
            faults.append(Broken(metadata_file, str(error)))
            continue
        entries.append(entry)
    return entries, faults


def _shortest_of_kin(source: str, target: str, packages: Sequence[P]) -> list[P] | None:
    """The shortest route, through the nearest language where a region's own has none."""
    kin = [(source, target)]
    if near := languages.nearest(target):
        kin.append((source, near))
    if near := languages.nearest(source):
        kin += [(near, to) for _, to in kin]
    for from_, to in kin:
        steps = shortest(from_, to, packages)
        if steps:
            return steps
    return None


def _nothing_leads(source: str, target: str, packages: Iterable[P]) -> str:
    known = best(packages)
    pairs = sorted(f"{pair[0]}→{pair[1]}" for pair in known)
    # Half the way is there: the other half is what Argos has, a package out of English.
    first = "en" if (source, "en") in known else source
    have = ", ".join(pairs[:8]) + (f" and {len(pairs) - 8} more" if len(pairs) > 8 else "")
    return (
        f"no model for {languages.name(source)} to {languages.name(target)}: install one with "
        f"`reader models install {first} {target}` (there is {have or 'none yet'})"
    )
