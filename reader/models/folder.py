"""What lies in a package's folder: its metadata checked, its files found, its identity.

Argos's own `Package` class is not used to look: importing `argostranslate.package` takes
0.2 s and makes folders in the user's home, it takes any JSON for metadata, and a broken
neighbour makes the whole listing raise. What Argos can load, this module accepts.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from reader import languages
from reader.errors import InvalidPackage
from reader.models import firefox
from reader.models.package import LOW_SCORE, TARGET_PIECES, Layout, Package

Where = Literal["installed", "starter", "file"]

METADATA = "metadata.json"
TOKENIZERS = ("sentencepiece.model", "bpe.model")  # in the order in which Argos looks

_CODE = re.compile(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{1,8}){0,3}")
_VERSION = re.compile(r"[0-9A-Za-z][0-9A-Za-z.+-]{0,31}")
_METADATA_BYTES = 1 << 20
_SAMPLE_BYTES = 4096
_SAMPLES = 64


@dataclass(frozen=True, slots=True)
class Metadata:
    """The fields of `metadata.json` that Dragoman relies on, checked."""

    from_code: str
    """As the package writes it."""
    to_code: str
    version: str
    target_prefix: str
    description: str
    type: str
    """ "translate"; Argos also has packages of other kinds, which translate nothing."""
    attention_lag: int = 0
    """A field of our own starters, 0 or 1: whether attention comes a step late."""
    low_score: float = LOW_SCORE
    """A field of our own starters: the score below which a translation is in doubt."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A package that was found and looks whole; what a listing needs, before any digest."""

    metadata: Metadata
    source: str
    target: str
    origin: Where
    metadata_file: Path
    model: Path
    tokenizer: Path
    path: Path
    layout: Layout = "ctranslate2"

    @property
    def version(self) -> str:
        return self.metadata.version

    @property
    def name(self) -> str:
        """Short name shown to the user, as "ar→en starter 0.2"."""
        kind = self.origin if self.layout == "ctranslate2" else self.layout
        return f"{self.source}→{self.target} {kind} {self.metadata.version}"


def parse_metadata(data: bytes, where: str) -> Metadata:
    """Metadata from the bytes of a `metadata.json`.

    The codes and the version name folders, so nothing but letters, digits and a few marks
    is let through.

    Args:
        data: the file's bytes.
        where: what to call it in an error, such as its path.

    Raises:
        InvalidPackage: not JSON, not an object, a field that is missing or of a wrong type.
    """
    if len(data) > _METADATA_BYTES:
        raise InvalidPackage(f"{where}: {METADATA} is larger than any package's")
    try:
        fields: Any = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise InvalidPackage(f"{where}: {METADATA} is not JSON ({error})") from None
    return check_metadata(fields, where)


def check_metadata(fields: object, where: str) -> Metadata:
    """As `parse_metadata`, for what was JSON already, as an object of the index is."""
    if not isinstance(fields, dict):
        raise InvalidPackage(f"{where}: {METADATA} is not a JSON object")

    def text(key: str, default: str | None = None) -> str:
        value = fields.get(key, default)
        if not isinstance(value, str):
            kind = "missing" if value is None else f"a {type(value).__name__}, not a string"
            raise InvalidPackage(f"{where}: {key} in {METADATA} is {kind}")
        return value

    kind = text("type", "translate")
    if kind != "translate":
        return Metadata("", "", text("package_version", ""), "", "", kind)
    from_code, to_code, version = text("from_code"), text("to_code"), text("package_version")
    for key, code in (("from_code", from_code), ("to_code", to_code)):
        if not _CODE.fullmatch(code):
            raise InvalidPackage(f"{where}: {key} in {METADATA} is no language code: {code!r}")
    if not _VERSION.fullmatch(version):
        raise InvalidPackage(f"{where}: package_version in {METADATA} is no version: {version!r}")
    description, low_score = fields.get("description"), fields.get("low_score")
    return Metadata(
        from_code=from_code,
        to_code=to_code,
        version=version,
        target_prefix=text("target_prefix", ""),
        description=description if isinstance(description, str) else "",
        type=kind,
        attention_lag=int(fields.get("attention_lag") == 1),
        low_score=float(low_score) if isinstance(low_score, int | float) else LOW_SCORE,
    )


def look(path: Path, origin: Where) -> Entry | None:
    """The package in folder `path`, or None where it holds one that translates nothing.

    Raises:
        InvalidPackage: it is no package, or not a whole one.
    """
    files = firefox.find(path)
    if files is not None:
        return _look_at_firefox(path, files, origin)
    entry = look_at(
        path / METADATA,
        model=path / "model",
        tokenizer=_tokenizer(path),
        path=path,
        origin=origin,
    )
    return entry if entry.metadata.type == "translate" else None


def look_at(
    metadata_file: Path, *, model: Path, tokenizer: Path, path: Path, origin: Where
) -> Entry:
    """As `look`, for a package whose parts lie in places of their own, as a starter's do."""
    try:
        data = metadata_file.read_bytes()
    except FileNotFoundError:
        raise InvalidPackage(f"{path}: no {metadata_file.name}, so no language package") from None
    except OSError as error:
        raise InvalidPackage(f"{metadata_file}: {error.strerror}") from None
    metadata = parse_metadata(data, str(path))
    if metadata.type == "translate":
        for file in (model / "model.bin", tokenizer):
            _check_readable(file, path)
    return Entry(
        metadata=metadata,
        source=own_code(metadata.from_code),
        target=own_code(metadata.to_code),
        origin=origin,
        metadata_file=metadata_file,
        model=model,
        tokenizer=tokenizer,
        path=path,
    )


def _look_at_firefox(path: Path, files: firefox.Files, origin: Where) -> Entry:
    for file in files.all:
        _check_readable(file, path)
    described = firefox.describe(path, files)
    fields = {
        "from_code": described.source,
        "to_code": described.target,
        "package_version": described.version,
        "description": "a model of Firefox Translations",
    }
    metadata = check_metadata(fields, str(path))
    return Entry(
        metadata=metadata,
        source=own_code(metadata.from_code),
        target=own_code(metadata.to_code),
        origin=origin,
        # Without one, what else is in the identity tells all that there is.
        metadata_file=path / METADATA if (path / METADATA).is_file() else files.source,
        model=path,
        tokenizer=files.source,
        path=path,
        layout="firefox",
    )


def package(entry: Entry) -> Package:
    """The record of a package that was found, its identity computed.

    Raises:
        InvalidPackage: its files cannot be read.
    """
    try:
        identity = _identity(entry)
    except OSError as error:
        raise InvalidPackage(f"{entry.path}: {error.strerror}") from None
    return Package(
        source=entry.source,
        target=entry.target,
        name=entry.name,
        version=entry.metadata.version,
        origin=entry.origin,
        model=entry.model,
        tokenizer=entry.tokenizer,
        target_prefix=entry.metadata.target_prefix,
        identity=identity,
        path=entry.path,
        attention_lag=entry.metadata.attention_lag,
        low_score=entry.metadata.low_score,
        layout=entry.layout,
    )


def version_key(version: str) -> tuple[int, ...]:
    """A key that sorts versions: "1.10" after "1.9", "1.0" equal to "1"."""
    numbers = [int(digits) for digits in re.findall(r"[0-9]+", version)]
    while numbers and numbers[-1] == 0:
        numbers.pop()
    return tuple(numbers)


def _tokenizer(path: Path) -> Path:
    for file in TOKENIZERS:
        if (path / file).is_file():
            return path / file
    return path / TOKENIZERS[0]


def _check_readable(file: Path, path: Path) -> None:
    if not file.is_file():
        raise InvalidPackage(f"{path}: no {file.name}; the package is not whole, install it again")
    if not os.access(file, os.R_OK):
        raise InvalidPackage(f"{file}: permission denied")
    if file.stat().st_size == 0:
        raise InvalidPackage(f"{file}: empty; the package is not whole, install it again")


def own_code(code: str) -> str:
    """The code Dragoman uses for a package's language; a code it does not know, as it is."""
    return languages.find(code) or code


def _identity(entry: Entry) -> str:
    """Digest of all that decides what the package translates, 32 hexadecimal digits.

    Small files and the tokenizer are read whole. Of the weights, the size and evenly spaced
    samples: training moves every weight, so 256 KB of them tell two models apart, in a
    millisecond where reading 100 MB would take a tenth of a second at every start.
    """
    digest = hashlib.blake2b(digest_size=16)
    digest.update(entry.metadata_file.read_bytes())
    beside = entry.tokenizer.with_name(TARGET_PIECES)
    for file in (entry.tokenizer, beside) if beside.is_file() else (entry.tokenizer,):
        tokenizer = file.read_bytes()
        digest.update(f"\0{file.name}\0{len(tokenizer)}\0".encode())
        digest.update(tokenizer)
    for file in sorted(entry.model.iterdir()):
        if file.is_file():
            _add_samples(digest, file)
    return digest.hexdigest()


def _add_samples(digest: hashlib.blake2b, path: Path) -> None:
    with path.open("rb", buffering=0) as file:
        size = os.fstat(file.fileno()).st_size
        digest.update(f"\0{path.name}\0{size}\0".encode())
        if size <= _SAMPLE_BYTES * _SAMPLES:
            digest.update(file.read())
            return
        for sample in range(_SAMPLES):
            file.seek((size - _SAMPLE_BYTES) * sample // (_SAMPLES - 1))
            digest.update(file.read(_SAMPLE_BYTES))
