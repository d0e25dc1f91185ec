"""Which model to install for a pair: what there is, the best first, and the chosen one fetched.

The registry tells how good models are. Where their files lie it tells for some; Argos's index
and Mozilla's records tell it for theirs, and what else these have.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import msgspec

from reader import languages
from reader.errors import DownloadFailed, DragomanError, InvalidPackage, ModelNotInstalled
from reader.models import (
    catalogue,
    download,
    fetching,
    index,
    install,
    packing,
    places,
    ranking,
    registry,
    remote_settings,
    unpacking,
)
from reader.models.install import Check, Notes
from reader.models.package import Package
from reader.models.registry import File, Offer, Origin

Tell = Callable[[str], None]
"""Called with a line on what did not work, where it goes on all the same."""


class LicenceNotAccepted(DragomanError):
    """A model that is not for every use, which nobody has agreed to."""

    def __init__(self, offer: Offer) -> None:
        super().__init__(
            f"{offer.name} is not for commercial use ({offer.licence}): "
            "--license-ok installs it all the same"
        )
        self.offer = offer


def available(*, tell: Tell, index_url: str | None = None, timeout: float = 20.0) -> list[Offer]:
    """Every model that is known, by pair, the best first.

    Args:
        tell: called for a list that cannot be fetched; the others count all the same.
        index_url: address of Argos's index; None takes the configured one.
        timeout: seconds to wait for a server at each step.

    Raises:
        ConfigError: the registry that is configured cannot be read.
        DownloadFailed: it is not a registry.
    """
    known = list(registry.load().offers)
    offers = [offer for offer in known if offer.files]
    asked: dict[Origin, Callable[[], list[Offer]]] = {
        "firefox": lambda: remote_settings.offers(timeout=timeout),
        "argos": lambda: _of_argos(index_url, timeout),
    }
    for origin, ask in asked.items():
        own = [offer for offer in known if offer.origin == origin and not offer.files]
        try:
            published = ask()
        except DownloadFailed as error:
            tell(str(error))
            offers += own
            continue
        offers += [_scored(offer, own) for offer in published]
    return sorted(offers, key=_order)


def is_same(offer: Offer, package: Package) -> bool:
    """Whether a package that is here is the one that is offered."""
    if package.layout != offer.origin or not offer.covers(package.source, package.target):
        return False
    if offer.origin == "argos":  # whose index tells which version is the newest
        return not package.is_starter
    if not offer.files:  # Mozilla's own list would tell which
        return True
    return (offer.variant, offer.version) == (package.variant, package.version)


def _order(offer: Offer) -> tuple[str, str, float, bool]:
    source, target = offer.sources[0], offer.targets[0]
    return source, target, -offer.bleu(source, target), offer.non_commercial


def install_best(
    source: str,
    target: str,
    *,
    check: Check,
    tell: Tell,
    origin: Origin | None = None,
    small: bool = False,
    licence_ok: bool = False,
    progress: download.Progress | None = None,
    timeout: float = 20.0,
) -> tuple[Package, ...]:
    """Install the best model for a pair that is known and can be had.

    Where the best cannot be fetched, the next one is. What nobody has a model for goes by way
    of another language, with Argos's packages.

    Args:
        source: a language, as `languages.normalise` takes it.
        target: likewise.
        check: what a package has to pass before it is put in place.
        tell: told why a model was passed over.
        origin: take the publisher's models alone.
        small: take what has less than `registry.SMALL` bytes on disk.
        licence_ok: whether a licence that forbids commercial use will do.
        progress: called with the bytes that have come and the bytes of the whole.
        timeout: seconds to wait for a server at each step.

    Returns:
        The route as it is now, in order.

    Raises:
        LicenceNotAccepted: what was asked for, or all that there is, needs a yes.
        DownloadFailed: nothing can be fetched.
        ModelNotInstalled: nobody has a model.
        InvalidPackage: what was fetched is damaged or hostile.
        UnknownLanguage: `source` or `target` is not a language.
        DragomanError: no folder can be written to.
    """
    source, target = languages.normalise(source), languages.normalise(target)
    install.writable_folder()  # before a hundred megabytes are fetched for nothing
    candidates = _candidates(source, target, origin)
    refused = [one for one in candidates if one.non_commercial and not licence_ok]
    if refused and (origin or len(refused) == len(candidates)):
        raise LicenceNotAccepted(refused[0])
    why: DragomanError | None = None
    for offer in candidates:
        if offer in refused:
            continue
        try:
            if offer.origin == "argos" and not small:
                return fetching.install_pair(
                    source, target, check=check, progress=progress, timeout=timeout
                )
            for one in _with_files(offer, source, target, timeout):
                if small and (one.size is None or one.size >= registry.SMALL):
                    continue
                return (_installed(one, source, target, check, progress, timeout),)
        except (DownloadFailed, ModelNotInstalled) as error:
            if why is not None:
                tell(str(why))
            why = error
    if why is not None:
        raise why
    pair = f"{languages.name(source)} to {languages.name(target)}"
    what = " below 50 MB" if small else f" of {registry.ORIGINS[origin]}" if origin else ""
    raise ModelNotInstalled(
        f"no model{what} for {pair}: `reader models available {source} {target}` shows all"
    )


def _candidates(source: str, target: str, origin: Origin | None) -> list[Offer]:
    """What the registry has for a pair, the best first, then who may have more."""
    offers = [one for one in registry.load().offers if one.covers(source, target)]
    others: tuple[Origin, ...] = ("firefox", "argos")
    for other in others:
        if not any(one.origin == other for one in offers):
            offers.append(
                Offer(
                    name=registry.ORIGINS[other],
                    origin=other,
                    sources=(source,),
                    targets=(target,),
                    licence="",
                )
            )
    offers = [one for one in offers if origin in (None, one.origin)]
    return sorted(offers, key=lambda one: -one.bleu(source, target))


def _with_files(offer: Offer, source: str, target: str, timeout: float) -> list[Offer]:
    """An offer with what is to be fetched, or those that its publisher has in its place."""
    if offer.files:
        return [offer]
    if offer.origin == "firefox":
        published = remote_settings.offers(timeout=timeout)
        own = [one for one in published if one.covers(source, target)]
        if not own:
            raise ModelNotInstalled(
                f"Mozilla has no model for {languages.name(source)} to {languages.name(target)}"
            )
        return [_scored(one, [offer]) for one in own]
    return []


def _scored(offer: Offer, known: list[Offer]) -> Offer:
    """An offer as its publisher has it, with the scores that the registry knows."""
    if "(tiny)" in offer.name:  # published scores are of the larger ones
        return offer
    for one in known:
        if one.origin == offer.origin and one.covers(offer.sources[0], offer.targets[0]):
            licence = offer.licence or one.licence
            return msgspec.structs.replace(offer, scores=one.scores, licence=licence)
    return offer


def _of_argos(index_url: str | None, timeout: float) -> list[Offer]:
    newest = ranking.best(index.available(index_url, timeout=timeout)).values()
    return [
        Offer(
            name=f"Argos {one.source}-{one.target}",
            origin="argos",
            sources=(one.source,),
            targets=(one.target,),
            licence="",
            version=one.version,
            files=(File(urls=one.links, sha256=one.sha256 or None),),
        )
        for one in newest
    ]


def _installed(
    offer: Offer,
    source: str,
    target: str,
    check: Check,
    progress: download.Progress | None,
    timeout: float,
) -> Package:
    """Fetch an offer's files and install what they are."""
    for package in catalogue.having(source, target):
        if is_same(offer, package):
            return package
    # Its name on this machine tells the languages, as those of Mozilla's files do.
    key = hashlib.sha256(f"{offer.name} {offer.version}".encode()).hexdigest()[:16]
    folder = fetching.downloads() / key / f"{source}-{target}"
    whole = not offer.files[0].name
    for file in offer.files:
        name = file.name or re.sub(r"[^\w.-]", "_", file.urls[0].rpartition("/")[2])[-80:]
        destination = folder / name
        unpacked = destination.with_suffix("") if name.endswith(".zst") else destination
        if unpacked.exists():
            continue
        links = [link for url in file.urls for link in places.mirrored(url)]
        fetching.fetch_one_of(
            links,
            destination,
            size=file.bytes,
            sha256=file.sha256 or "",
            progress=progress,
            timeout=timeout,
        )
        if unpacked != destination:
            _unpack(destination, file)
    many = len(offer.sources) * len(offer.targets) > 1
    scores = {pair: score.bleu for pair, score in offer.scores.items()}
    notes = Notes(
        version=offer.version,
        about=offer.name,
        licence=offer.licence,
        address=download.plain(offer.files[0].urls[0]),
        scores=scores,
        variant=offer.variant,
    )
    try:
        return install.install_file(
            next(folder.iterdir()) if whole else folder,
            check=check,
            pair=(None, None) if many else (source, target),
            notes=notes,
        )
    finally:
        # Installed, or damaged and to be fetched anew.
        shutil.rmtree(folder.parent, ignore_errors=True)


def _unpack(path: Path, file: File) -> None:
    """Unpack what is packed with Zstandard, in place of it."""
    if not packing.can_unpack_zstandard():
        raise DownloadFailed(
            f"{file.name} is packed with Zstandard: to read it, pip install zstandard"
        )
    unpacked = path.with_suffix("")
    most = max(unpacking.FREE_BYTES, path.stat().st_size * unpacking.MAX_RATIO)
    part = unpacked.with_name(f".{unpacked.name}")
    part.unlink(missing_ok=True)
    try:
        digest = packing.unpack(path, part, most=most)
        if file.unpacked_sha256 and digest != file.unpacked_sha256:
            raise InvalidPackage(
                f"{download.plain(file.urls[0])} is not what was published (the SHA-256 of what "
                "it holds differs)"
            )
        os.replace(part, unpacked)
    finally:
        part.unlink(missing_ok=True)
        path.unlink()  # unpacked, or to be fetched again
