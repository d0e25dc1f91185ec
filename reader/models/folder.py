"""What lies in a package's folder: its metadata checked, its files found, its identity.

A folder is one of Argos, one that Dragoman described in a `package.json`, one with a model of
Firefox Translations, or, given by hand, any other with a model for CTranslate2.

Argos's own `Package` class is not used to look: importing `argostranslate.package` takes
0.2 s and makes folders in the user's home, it takes any JSON for metadata, and a broken
neighbour makes the whole listing raise. What Argos can load, this module accepts.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

import msgspec

from reader import languages
from reader.errors import InvalidPackage
from reader.models import description, firefox, layouts, naming
from reader.models.description import Description
from reader.models.metadata import METADATA, Metadata, check_metadata, parse_metadata
from reader.models.package import TARGET_PIECES, Layout, Package

Where = Literal["installed", "starter", "file"]

TOKENIZERS = ("sentencepiece.model", "bpe.model")  # in the order in which Argos looks

_SAMPLE_BYTES = 4096
_SAMPLES = 64


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
    layout: Layout = "argos"
    described: Description | None = None
    """What `package.json` says, where there is one."""
    chosen: bool = False
    """Whether the pair was chosen among several that the package has."""
    architecture: str = ""
    """Firefox's name of a model's size."""
    published: float = 0.0
    """BLEU that a model of Firefox was published with."""

    @property
    def version(self) -> str:
        return self.metadata.version

    @property
    def quality(self) -> float:
        """Published BLEU of the pair; 0 where the package does not tell."""
        scores = self.described.scores if self.described else {}
        return scores.get(f"{self.source}-{self.target}", self.published)

    @property
    def variant(self) -> str:
        """What tells it from others of its layout for the pair."""
        if self.metadata.starter and self.origin != "starter":
            return "starter"
        return self.described.variant if self.described else self.architecture

    @property
    def handle(self) -> str:
        """What it is called among all packages."""
        kind = "starter" if self.origin == "starter" else self.layout
        many = self.described is not None and not self.described.is_single
        return naming.handle(kind, self.variant, None if many else (self.source, self.target))

    @property
    def sources(self) -> tuple[str, ...]:
        """Languages that it translates."""
        if self.described and self.has_choice:
            return tuple(self.described.sources)
        return (self.source,)

    @property
    def targets(self) -> tuple[str, ...]:
        """Languages that it translates to."""
        if self.described and self.has_choice:
            return tuple(self.described.targets)
        return (self.target,)

    @property
    def has_choice(self) -> bool:
        """Whether it has more than one pair, none of which was chosen yet."""
        return self.described is not None and not self.described.is_single and not self.chosen

    def covers(self, source: str, target: str) -> bool:
        """Whether it translates a pair."""
        return source != target and source in self.sources and target in self.targets

    def for_pair(self, source: str, target: str) -> Entry:
        """As it translates one pair of those that it has."""
        return replace(self, source=source, target=target, chosen=self.has_choice or self.chosen)

    @property
    def name(self) -> str:
        """Short name shown to the user, as "ar→en starter 0.2"."""
        kind = self.origin if self.layout == "argos" else self.layout
        words = f"{self.source}→{self.target}", kind, self.variant, self.metadata.version
        return " ".join(filter(None, words))


def inspect(
    path: Path,
    origin: Where,
    *,
    names: Sequence[str] = (),
    pair: layouts.Pair = (None, None),
) -> Entry | None:
    """The package in folder `path`, or None where it holds one that translates nothing.

    Args:
        path: the folder.
        origin: how it came to be inspected; only a "file" may be what nobody has installed.
        names: what may tell the languages of such a one besides its path.
        pair: the languages of such a one, where nothing tells them.

    Raises:
        InvalidPackage: it is not a package, or not a whole one.
    """
    described = description.read(path)
    if described is not None:
        target = described.target_tokenizer
        tokenizers = path / described.tokenizer, path / (target or described.tokenizer)
        return _described(path, layouts.Parts(path, *tokenizers), described, origin)
    files = firefox.find(path)
    if files is not None:
        return _inspect_firefox(path, files, origin)
    if origin == "file" and not (path / METADATA).exists() and layouts.find(path):
        names = (*names_of(path), *names)
        try:
            parts_and_description = layouts.describe(path, names=names)
        except layouts.LanguagesUntold:
            if None in pair:
                raise
            parts_and_description = layouts.describe(path, names=names, pair=pair)
        return _described(path, *parts_and_description, origin)
    entry = inspect_at(
        path / METADATA,
        model=path / "model",
        tokenizer=_tokenizer(path),
        path=path,
        origin=origin,
    )
    return entry if entry.metadata.type == "translate" else None


def inspect_at(
    metadata_file: Path, *, model: Path, tokenizer: Path, path: Path, origin: Where
) -> Entry:
    """As `inspect`, for a package whose parts lie in places of their own, as a starter's do.

    Raises:
        InvalidPackage: likewise.
    """
    try:
        data = metadata_file.read_bytes()
    except FileNotFoundError:
        raise InvalidPackage(
            f"{path}: not a language package: it has no {metadata_file.name}"
        ) from None
    except OSError as error:
        raise InvalidPackage(f"{metadata_file}: {error.strerror}") from None
    metadata = parse_metadata(data, str(path))
    if metadata.type == "translate":
        for file in (model / "model.bin", tokenizer):
            _check_readable(file, path)
    return Entry(
        metadata=metadata,
        source=canonical_code(metadata.from_code),
        target=canonical_code(metadata.to_code),
        origin=origin,
        metadata_file=metadata_file,
        model=model,
        tokenizer=tokenizer,
        path=path,
    )


def names_of(path: Path) -> tuple[str, ...]:
    """What may tell the languages of what lies at a path: the last of its names first."""
    path = path.resolve()
    return path.name, path.parent.name


def _described(path: Path, parts: layouts.Parts, described: Description, origin: Where) -> Entry:
    for file in (parts.model / "model.bin", parts.tokenizer, parts.target_tokenizer):
        _check_readable(file, path)
    source, target = described.first_pair
    fields = {
        "from_code": source,
        "to_code": target,
        "package_version": described.version,
        "description": described.about,
    }
    metadata_file = path / description.NAME
    return Entry(
        metadata=check_metadata(fields, str(path)),
        source=source,
        target=target,
        origin=origin,
        metadata_file=metadata_file if metadata_file.is_file() else parts.model / layouts.CONFIG,
        model=parts.model,
        tokenizer=parts.tokenizer,
        path=path,
        layout=described.layout,
        described=described,
    )


def _inspect_firefox(path: Path, files: firefox.Files, origin: Where) -> Entry:
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
        source=canonical_code(metadata.from_code),
        target=canonical_code(metadata.to_code),
        origin=origin,
        # Without one, what else is in the identity tells all that there is.
        metadata_file=path / METADATA if (path / METADATA).is_file() else files.source,
        model=path,
        tokenizer=files.source,
        path=path,
        layout="firefox",
        architecture=described.architecture,
        published=described.bleu,
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
    beside = entry.tokenizer.with_name(TARGET_PIECES)
    plain = Package(
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
        beam_size=entry.metadata.beam_size,
        length_penalty=entry.metadata.length_penalty,
        layout=entry.layout,
        quality=entry.quality,
        variant=entry.variant,
        handle=entry.handle,
        target_tokenizer=beside if entry.layout == "argos" and beside.is_file() else None,
    )
    described = entry.described
    if described is None:
        return plain
    prefix, suffix, target_prefix = described.around
    first, last = described.first_pair
    full = replace(
        plain,
        source=first,
        target=last,
        name=entry.for_pair(first, last).name,
        target_tokenizer=entry.path / described.target_tokenizer
        if described.target_tokenizer
        else None,
        source_prefix=prefix,
        target_prefix=target_prefix,
        source_suffix=suffix,
        languages=None if described.is_single else described.languages,
    )
    chosen = full.for_pair(entry.source, entry.target) if entry.chosen else full
    assert chosen is not None
    return chosen


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


def canonical_code(code: str) -> str:
    """The code Dragoman uses for a package's language; a code it does not know, as it is."""
    return languages.find(code) or code


def _identity(entry: Entry) -> str:
    """Digest of all that decides what the package translates, 32 hexadecimal digits.

    Small files and the tokenizer are read whole. Of the weights, the size and evenly spaced
    samples: training moves every weight, so 256 KB of them tell two models apart, in a
    millisecond where reading 100 MB would take a tenth of a second at every start.
    """
    digest = hashlib.blake2b(digest_size=16)
    digest.update(_settings(entry))
    own = entry.described.target_tokenizer if entry.described else TARGET_PIECES
    beside = entry.tokenizer.with_name(own) if own else entry.tokenizer
    has_both = beside != entry.tokenizer and beside.is_file()
    for path in (entry.tokenizer, beside) if has_both else (entry.tokenizer,):
        tokenizer = path.read_bytes()
        digest.update(f"\0{path.name}\0{len(tokenizer)}\0".encode())
        digest.update(tokenizer)
    for file in sorted(entry.model.iterdir()):
        if file.is_file() and file.name != description.NAME:
            _add_samples(digest, file)
    return digest.hexdigest()


def _settings(entry: Entry) -> bytes:
    """What decides how the model is used, without what merely describes it."""
    if entry.described is None:
        return entry.metadata_file.read_bytes()
    used = msgspec.structs.replace(
        entry.described, about="", licence="", address="", scores={}, version=""
    )
    fields = msgspec.to_builtins(used)
    for name in ("variant", *(() if entry.described.prompt else ("prompt",))):
        del fields[name]
    return msgspec.json.encode(fields)


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
