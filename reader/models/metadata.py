"""`metadata.json` of an Argos package, checked."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, TypeVar

from reader.errors import InvalidPackage
from reader.models.package import BEAM_SIZE, LOW_SCORE
from reader.text.regex import regex

METADATA = "metadata.json"

_CODE = regex(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{1,8}){0,3}")
_VERSION = regex(r"[0-9A-Za-z][0-9A-Za-z.+-]{0,31}")
_METADATA_BYTES = 1 << 20
_Number = TypeVar("_Number", int, float)


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
    beam_size: int = BEAM_SIZE
    """A field of our own starters: hypotheses kept at each step where quality is balanced."""
    length_penalty: float = 1.0
    """A field of our own starters: above 1, longer hypotheses win more often."""
    starter: bool = False
    """Whether it is one of our own starters, though it was exported and lies elsewhere."""


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
    """As `parse_metadata`, for what was JSON already, as an object of the index is.

    Raises:
        InvalidPackage: likewise.
    """
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
            raise InvalidPackage(f"{where}: {key} in {METADATA} is not a language code: {code!r}")
    if not _VERSION.fullmatch(version):
        raise InvalidPackage(
            f"{where}: package_version in {METADATA} is not a version: {version!r}"
        )
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
        beam_size=_within(fields.get("beam_size"), BEAM_SIZE, 1, 8),
        length_penalty=_within(fields.get("length_penalty"), 1.0, 0.1, 4.0),
        starter=fields.get("starter") is True,
    )


def _within(value: object, default: _Number, least: _Number, most: _Number) -> _Number:
    """A number of the metadata, where it is one that makes sense."""
    if isinstance(value, int | float) and least <= value <= most:
        return type(default)(value)
    return default
