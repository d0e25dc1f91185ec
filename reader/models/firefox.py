"""Folders as Mozilla releases the models of Firefox Translations.

Such a folder is recognised by what lies in it: `model.fren.intgemm.alphas.bin` and either
`vocab.fren.spm` or, where each language has its own, `srcvocab.fren.spm` and
`trgvocab.fren.spm`; packed with gzip in the repository of released models. The names tell
the pair; a `metadata.json` that lies with them, Mozilla's or ours, tells it better.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reader import languages
from reader.errors import InvalidPackage
from reader.models import naming, packing
from reader.text.regex import regex

METADATA = "metadata.json"
VERSION = "1.0"
"""What a model is called whose version nothing tells."""

MAX_BYTES = 2 << 30
"""Bytes of a model at most; the largest released one has 60 MB."""

SIZES = ("base", "base-memory", "tiny")
"""What Mozilla calls them."""

_METADATA_BYTES = 1 << 20
_MOST = 100
"""BLEU at most."""
_TEXT = regex(r"[0-9A-Za-z][0-9A-Za-z.+_-]{0,31}")


@dataclass(frozen=True, slots=True)
class Files:
    """The files of a model."""

    model: Path
    source: Path
    """SentencePiece model of the source language."""
    target: Path
    """The same of the target language; the same file where they share one."""

    @property
    def all(self) -> tuple[Path, ...]:
        return tuple(dict.fromkeys((self.model, self.source, self.target)))


@dataclass(frozen=True, slots=True)
class Description:
    """What is known of a model besides its files."""

    source: str
    """Language code, as its files write it."""
    target: str
    version: str
    architecture: str = ""
    """Mozilla's name of its size: "base", "base-memory", "tiny"."""
    bleu: float = 0.0
    """What it was published with, on FLORES-200; 0 where that is not told."""


def find(folder: Path, *, packed: bool = False) -> Files | None:
    """The model in a folder; None where there is none, or more than one.

    Args:
        folder: where to look.
        packed: whether files that are packed count as well.
    """

    def one(pattern: str) -> Path | None:
        files = list(folder.glob(pattern))
        for ending in packing.ENDINGS if packed else ():
            files = files or list(folder.glob(f"{pattern}{ending}"))
        return files[0] if len(files) == 1 and files[0].is_file() else None

    model, shared = one("model.*.bin"), one("vocab.*.spm")
    if model is None:
        return None
    if shared is not None:
        return Files(model, shared, shared)
    source, target = one("srcvocab.*.spm"), one("trgvocab.*.spm")
    return Files(model, source, target) if source and target else None


def describe(folder: Path, files: Files) -> Description:
    """The languages and the version of a model that was found in a folder.

    Raises:
        InvalidPackage: nothing tells the languages.
    """
    fields = _metadata(folder / METADATA)

    def text(*keys: str) -> str:
        values = (fields.get(key) for key in keys)
        return next((v for v in values if isinstance(v, str) and _TEXT.fullmatch(v)), "")

    source, target = text("from_code", "sourceLanguage"), text("to_code", "targetLanguage")
    if not (source and target):
        source, target = _pair(files.model.name)
    if not (source and target):
        raise InvalidPackage(
            f"{files.model}: the name does not say which two languages, as "
            "model.fren.intgemm.alphas.bin does; rename it"
        )
    version = text("package_version", "version")
    architecture = text("architecture")
    flores = fields.get("flores")
    bleu = flores.get("bleu") if isinstance(flores, dict) else None
    return Description(
        source,
        target,
        version if re.match("[0-9]", version) else VERSION,
        architecture if naming.VARIANT.fullmatch(architecture) else "",
        float(bleu) if isinstance(bleu, int | float) and 0 < bleu <= _MOST else 0.0,
    )


def copy(folder: Path, files: Files, destination: Path) -> None:
    """Copy a model's files, unpacked, and its metadata into an empty folder.

    Raises:
        InvalidPackage: a file is damaged, or larger than any model.
        DragomanError: a file cannot be read or written.
    """
    metadata = folder / METADATA
    for path in (*files.all, *([metadata] if metadata.is_file() else [])):
        packing.unpack(path, destination / packing.plain_name(path.name), most=MAX_BYTES)


def note(
    folder: Path,
    *,
    version: str = "",
    pair: tuple[str | None, str | None] = (None, None),
    architecture: str = "",
    bleu: float = 0.0,
) -> None:
    """Write down what a model's files do not tell, as far as it is known."""
    fields = {
        "from_code": pair[0],
        "to_code": pair[1],
        "package_version": version,
        "architecture": architecture,
        "flores": {"bleu": bleu} if bleu else None,
    }
    text = json.dumps({key: value for key, value in fields.items() if value})
    (folder / METADATA).write_text(text, encoding="utf-8")


def _metadata(path: Path) -> dict[str, Any]:
    try:
        if path.stat().st_size > _METADATA_BYTES:
            return {}
        fields = json.loads(path.read_bytes().decode("utf-8-sig"))
    except (OSError, ValueError, RecursionError):
        return {}
    return fields if isinstance(fields, dict) else {}


def _pair(name: str) -> tuple[str, str]:
    """The languages that a file's name tells: "fren", "en-zh_hant"; empty where it does not."""
    pair = name.split(".")[1]
    # Two letters each first: "fren" is not the three of "fre" and a rest.
    cuts = sorted(range(2, len(pair) - 1), key=lambda cut: (cut != 2, cut))
    for cut in cuts:
        source, target = pair[:cut].rstrip("-_"), pair[cut:].lstrip("-_")
        if _is_code(source) and _is_code(target):
            return source, target
    return "", ""


def _is_code(text: str) -> bool:
    plain = re.fullmatch(r"([a-z]{2,3})([-_][A-Za-z]{2,4})?", text)
    return bool(plain) and languages.find(text) is not None
