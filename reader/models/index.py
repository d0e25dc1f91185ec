"""The packages that Argos publishes: its index, a JSON list that whoever is online can read.

argostranslate's `get_available_packages` is not used: it reads the copy in the user's home
that `update_package_index` writes, prints the network's errors instead of raising them, and
takes any JSON for metadata.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urljoin

from reader.errors import DownloadFailed, InvalidPackage
from reader.models import download, folder, naming, places
from reader.models.metadata import check_metadata
from reader.models.package import Layout

_MAX_BYTES = 32 << 20


@dataclass(frozen=True, slots=True)
class Available:
    """A package that can be fetched."""

    source: str
    target: str
    version: str
    links: tuple[str, ...]
    """Addresses of the same archive, to be tried in this order."""
    sha256: str = ""
    """Hexadecimal digest of the archive; empty where the index gives none."""
    origin: Literal["index"] = "index"
    layout: Layout = "argos"
    variant: Literal[""] = ""
    quality: float = 0.0
    """Published BLEU; an index of Argos's tells none."""

    @property
    def name(self) -> str:
        """Short name shown to the user, as "ar→en 1.9"."""
        return f"{self.source}→{self.target} {self.version}"

    @property
    def handle(self) -> str:
        """What it is called among all packages."""
        return naming.handle("argos", "", (self.source, self.target))


def available(url: str | None = None, *, timeout: float = 20.0) -> list[Available]:
    """Every translation package of the index, by pair; faulty entries are left out.

    Args:
        url: address of the index; None takes the one argostranslate is configured for.
        timeout: seconds to wait for the server at each step.

    Raises:
        DownloadFailed: the index cannot be fetched or is none.
    """
    url = url or places.index_url()
    data = download.read(url, limit=_MAX_BYTES, timeout=timeout)
    try:
        entries: Any = json.loads(data)
    except (ValueError, RecursionError):
        entries = None
    if not isinstance(entries, list):
        raise DownloadFailed(f"{url} is not an index of packages; set ARGOS_PACKAGE_INDEX to one")
    packages = [package for entry in entries if (package := _package(entry, url)) is not None]
    return sorted(
        packages, key=lambda one: (one.source, one.target, folder.version_key(one.version))
    )


def _package(entry: object, url: str) -> Available | None:
    try:
        metadata = check_metadata(entry, url)
    except InvalidPackage:
        return None
    if metadata.type != "translate" or not isinstance(entry, dict):
        return None
    links = entry.get("links")
    addresses = [_absolute(link, url) for link in links] if isinstance(links, list) else []
    addresses = [address for address in addresses if address]
    if not addresses:
        return None
    digest = entry.get("sha256")
    return Available(
        source=folder.canonical_code(metadata.from_code),
        target=folder.canonical_code(metadata.to_code),
        version=metadata.version,
        links=tuple(addresses),
        sha256=digest
        if isinstance(digest, str) and re.fullmatch("[0-9A-Fa-f]{64}", digest)
        else "",
    )


def _absolute(link: object, url: str) -> str:
    """An address that can be fetched; empty for what is none, as `ipfs:` is not."""
    if not isinstance(link, str):
        return ""
    try:
        address = urljoin(url, link)
        return address if download.is_web(address) else ""
    except ValueError:  # as for "http://[half an address"
        return ""
