"""Mozilla's records of the models of Firefox Translations, as offers of the registry.

Remote Settings answers with one JSON list: a record for each file (the model, its vocabulary
or two, the shortlist, which is not used here), with the file's place, size and SHA-256. The
newer collection packs the files with Zstandard and tells the digest of what is packed, too.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urljoin

import msgspec

from reader import languages
from reader.errors import DownloadFailed
from reader.models import download, packing, places
from reader.models.registry import File, Offer
from reader.text.regex import regex

_SERVER = "https://firefox.settings.services.mozilla.com/v1/buckets/main/collections/"
_PLAIN, _PACKED = "translations-models/records", "translations-models-v2/records"
_ATTACHMENTS = "https://firefox-settings-attachments.cdn.mozilla.net/"
_MAX_BYTES = 32 << 20
_FILE_BYTES = 2 << 30
_NAME = regex(r"(model|vocab|srcvocab|trgvocab)\.[A-Za-z0-9_.-]{1,80}\.(bin|spm)")
_RELEASED = regex(r"[0-9]+(\.[0-9]+)*")
_DIGEST = regex(r"[0-9a-f]{64}")
_ARCHITECTURES = ("base", "base-memory", "", "tiny")
"""The best first."""
LICENCE = "MPL-2.0"


class _Attachment(msgspec.Struct):
    location: str
    size: int
    hash: str


class _Record(msgspec.Struct, rename="camel"):
    name: str
    version: str
    file_type: str
    attachment: _Attachment
    from_lang: str = ""
    to_lang: str = ""
    source_language: str = ""
    target_language: str = ""
    architecture: str = ""
    decompressed_hash: str = ""
    decompressed_size: int = 0
    filter: str | None = msgspec.field(default="", name="filter_expression")


def offers(url: str | None = None, *, timeout: float = 20.0) -> list[Offer]:
    """The released models, the newest of each pair and architecture; none where it is "off".

    Args:
        url: address of the records; None takes the configured one, or Mozilla's.
        timeout: seconds to wait for the server at each step.

    Raises:
        DownloadFailed: the records cannot be fetched, or are none.
    """
    collection = _PACKED if packing.can_unpack_zstandard() else _PLAIN
    url = url or places.records_address() or _SERVER + collection
    if url == "off":
        return []
    data = download.read(url, limit=_MAX_BYTES, timeout=timeout)
    try:
        raw = msgspec.json.decode(data, type=dict[str, Any]).get("data")
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        raw = None
    if not isinstance(raw, list):
        raise DownloadFailed(f"{download.plain(url)} has no records of models")
    return _offers([one for one in map(_record, raw) if one is not None], _base(url, timeout))


def _record(raw: object) -> _Record | None:
    """A record, checked; None for what is none, is not released, or is of no use here."""
    try:
        record = msgspec.convert(raw, _Record)
    except msgspec.ValidationError:
        return None
    name = record.name.removesuffix(".zst")
    sound = (
        record.file_type in ("model", "vocab", "srcvocab", "trgvocab")
        and not record.filter
        and _RELEASED.fullmatch(record.version)
        and _NAME.fullmatch(name)
        and _DIGEST.fullmatch(record.attachment.hash)
        and 0 < record.attachment.size <= _FILE_BYTES
    )
    return record if sound else None


def _base(url: str, timeout: float) -> str:
    """Where the files lie, which the server's front page tells."""
    root = url.partition("/buckets/")[0] + "/"
    try:
        page = msgspec.json.decode(download.read(root, limit=1 << 20, timeout=timeout))
        base = page["capabilities"]["attachments"]["base_url"]
    except (DownloadFailed, msgspec.MsgspecError, KeyError, TypeError):
        return _ATTACHMENTS
    return base if isinstance(base, str) and download.is_web(base) else _ATTACHMENTS


def _offers(records: list[_Record], base: str) -> list[Offer]:
    groups: dict[tuple[str, str, str], dict[tuple[int, ...], list[_Record]]] = {}
    for record in records:
        source = languages.find(record.source_language or record.from_lang)
        target = languages.find(record.target_language or record.to_lang)
        if source and target:
            version = tuple(map(int, record.version.split(".")))
            versions = groups.setdefault((source, target, record.architecture), {})
            versions.setdefault(version, []).append(record)
    newest = []
    for (source, target, architecture), versions in sorted(groups.items(), key=_rank):
        for version in sorted(versions, reverse=True):
            offer = _offer(source, target, architecture, versions[version], base)
            if offer is not None:
                newest.append(offer)
                break
    return newest


def _rank(group: tuple[tuple[str, str, str], object]) -> tuple[str, str, int]:
    """What sorts the models by pair, the best architecture first."""
    source, target, architecture = group[0]
    known = architecture in _ARCHITECTURES
    return source, target, _ARCHITECTURES.index(architecture) if known else len(_ARCHITECTURES)


def _offer(
    source: str, target: str, architecture: str, records: list[_Record], base: str
) -> Offer | None:
    kinds = {record.file_type: record for record in records}
    if "model" not in kinds or not ("vocab" in kinds or {"srcvocab", "trgvocab"} <= set(kinds)):
        return None
    vocabularies = ["vocab"] if "vocab" in kinds else ["srcvocab", "trgvocab"]
    chosen = [kinds[kind] for kind in ("model", *vocabularies)]
    named = f" ({architecture})" if architecture else ""
    return Offer(
        name=f"Firefox {source}-{target}{named}",
        origin="firefox",
        sources=(source,),
        targets=(target,),
        licence=LICENCE,
        version=chosen[0].version,
        size=sum(record.decompressed_size or record.attachment.size for record in chosen),
        files=tuple(
            File(
                urls=(urljoin(base, record.attachment.location),),
                name=record.name.removesuffix(".zst")
                + (".zst" if record.attachment.location.endswith(".zst") else ""),
                bytes=record.attachment.size,
                sha256=record.attachment.hash,
                unpacked_sha256=record.decompressed_hash or None,
            )
            for record in chosen
        ),
    )
