"""The registry: the models that Dragoman knows, where they are, and how good they are.

It is one JSON file that ships; a newer one is fetched from the address that the configuration
names. The scores in it are those that others have published, each with where.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Literal, Protocol

import msgspec

from reader import files, locations
from reader.errors import ConfigError, DownloadFailed
from reader.models import naming, places
from reader.models.package import Package

Origin = Literal["argos", "opus", "firefox", "nllb"]
"""Who publishes a model."""

ORIGINS: dict[Origin, str] = {
    "argos": "Argos",
    "opus": "OPUS-MT",
    "firefox": "Firefox",
    "nllb": "NLLB",
}

_PUBLISHERS = {"argos": "Argos", "firefox": "Mozilla", "opus": "OPUS-MT", "nllb": "Meta"}
"""Who publishes the models of a layout, or nearly all."""

_LARGER = ("base", "base-memory")

SMALL = 50_000_000
"""Bytes on disk below which a model is small."""
_NAME = "registry.json"
_MAX_BYTES = 4 << 20
_MARGIN = 1.0
"""BLEU by which a model has to be better to be mentioned; less is noise."""


class Score(msgspec.Struct, frozen=True):
    """What a model was measured at, on a published test."""

    bleu: float
    published: str
    """Key of `Registry.published`: who has measured it."""
    chrf: float | None = None
    comet: float | None = None


class File(msgspec.Struct, frozen=True):
    """A file to be fetched."""

    urls: tuple[str, ...]
    """Addresses of the same file, to be tried in this order."""
    name: str = ""
    """What it is called in the package; empty for an archive that is the package."""
    bytes: int | None = None
    sha256: str | None = None
    """None where nobody who keeps this file has seen it: it is not verified."""
    unpacked_sha256: str | None = None
    """Digest of what a file packed with Zstandard holds."""


class Offer(msgspec.Struct, frozen=True, kw_only=True):
    """A model that can be installed."""

    name: str
    origin: Origin
    sources: tuple[str, ...]
    """Codes of the languages that it reads."""
    targets: tuple[str, ...]
    licence: str
    version: str = "1.0"
    non_commercial: bool = False
    size: int | None = None
    """Bytes on disk once it is installed; None where not known."""
    scores: dict[str, Score] = {}
    """By pair, as in "ar-en"."""
    files: tuple[File, ...] = ()
    """None where the publisher's own list has them."""

    @property
    def variant(self) -> str:
        """What tells it from others of its publisher for the pair, as "tc-big"."""
        return naming.variant((self.name,))

    def covers(self, source: str, target: str) -> bool:
        """Whether it translates a pair."""
        return source != target and source in self.sources and target in self.targets

    def bleu(self, source: str, target: str) -> float:
        """Published BLEU of a pair; 0 where none is known."""
        score = self.scores.get(f"{source}-{target}")
        return score.bleu if score else 0.0


class Registry(msgspec.Struct, frozen=True, kw_only=True):
    """The whole file."""

    format: Literal[1]
    date: str
    published: dict[str, str]
    """Where scores come from, by key."""
    offers: tuple[Offer, ...]
    test: str = ""
    """The test that the scores are of."""


def decode(data: bytes, where: str) -> Registry:
    """A registry from the bytes of its file.

    Raises:
        DownloadFailed: it is none; the message says at which place in it.
    """
    try:
        return msgspec.json.decode(data, type=Registry)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise DownloadFailed(f"{where} is not a registry of models ({error})") from None


def load() -> Registry:
    """The registry in use: the file that is configured, what was fetched, or what ships.

    Raises:
        ConfigError: the file that is configured cannot be read.
        DownloadFailed: it is not a registry.
    """
    address = places.registry_address()
    if address:
        from reader.models import download  # half of what the network needs comes with it

        if not download.is_web(address):
            return _read(files.at_home(address))
    fetched = locations.data_directory() / _NAME
    if address and fetched.is_file():
        try:
            return decode(fetched.read_bytes(), str(fetched))
        except (OSError, DownloadFailed):
            pass  # damaged: what ships will do until it is fetched again
    return decode(Path(__file__).with_name(_NAME).read_bytes(), _NAME)


def _read(path: Path) -> Registry:
    try:
        return decode(path.read_bytes(), str(path))
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror}; it is named as the registry") from None


def refresh(*, timeout: float = 20.0) -> Registry:
    """Fetch the registry from the address that is configured, and keep it.

    Raises:
        ConfigError: none is configured.
        DownloadFailed: it cannot be fetched, or is not a registry; the one before stays.
    """
    from reader.models import download

    address = places.registry_address()
    if not download.is_web(address):
        raise ConfigError(
            f"no registry is configured: set its address in {locations.config_file()}, as "
            '[models] and below it registry = "https://…/registry.json"'
        )
    data = download.read(address, limit=_MAX_BYTES, timeout=timeout)
    fetched = decode(data, download.plain(address))
    folder = locations.data_directory()
    folder.mkdir(parents=True, exist_ok=True)
    files.replace_file(folder / _NAME, data)
    return fetched


class Published:
    """The published scores of packages, by what they are called where they do not tell."""

    def __init__(self, offers: Iterable[Offer]) -> None:
        self._offers = [offer for offer in offers if offer.scores]

    def bleu(self, package: Scored) -> float:
        """BLEU of the publisher's own package that a package is, going by its name; or 0.

        By its name and its files it may be anybody's.
        """
        if "starter" in (package.origin, package.variant):
            return 0.0
        for offer in self._offers:
            if offer.origin == package.layout and offer.covers(package.source, package.target):
                # Argos has one for a pair; a score of Firefox's is that of its larger ones.
                same = offer.variant == package.variant
                if same or package.layout == "argos" or package.variant in _LARGER:
                    return offer.bleu(package.source, package.target)
        return 0.0


class Scored(Protocol):
    """What a published score is looked up for: a package, or one that was merely found."""

    @property
    def source(self) -> str: ...
    @property
    def target(self) -> str: ...
    @property
    def layout(self) -> str: ...
    @property
    def origin(self) -> str: ...
    @property
    def variant(self) -> str: ...


def published() -> Published:
    """What the registry tells; nothing where it cannot be read, which others complain of."""
    try:
        return Published(load().offers)
    except (ConfigError, DownloadFailed):
        return Published(())


def score(package: Package) -> tuple[float, bool]:
    """Published BLEU of a package's pair, and whether it is this very package's."""
    return (package.quality, True) if package.quality else (published().bleu(package), False)


def advice(package: Package, others: Iterable[Package] = ()) -> str:
    """A line on how good a package is, and on what would be better.

    It names the command that installs the better one, or has it used. Empty where nothing is
    known.

    Args:
        package: the package.
        others: those that are installed as well.

    Raises:
        ConfigError: the configured registry cannot be read.
        DownloadFailed: it is not a registry.
    """
    source, target = package.source, package.target
    own, certain = score(package)
    verdict = ""
    if package.is_starter:
        verdict = "a starter gives the gist"
    elif certain:
        verdict = f"BLEU {own:.1f}"
    elif own:
        verdict = f"BLEU {own:.1f} if it is {_PUBLISHERS[package.layout]}'s own"
    better = [
        offer
        for offer in load().offers
        if offer.bleu(source, target) >= own + _MARGIN and not offer.non_commercial
    ]
    if not better:
        return f"{verdict}, the best that is known" if own else verdict
    best = max(better, key=lambda offer: offer.bleu(source, target))
    hint = f"{best.name} has BLEU {best.bleu(source, target):.1f}"
    command = f"`reader models install {source} {target}`"
    for other in others:
        is_best = (other.layout, other.variant) == (best.origin, best.variant)
        if is_best and (other.source, other.target) == (source, target):
            command = f"`reader models use {source} {target} {other.handle}`"
    return f"{verdict}; {hint}: {command}" if verdict else f"{hint}: {command}"
