"""Packages and archives to test with: small made-up ones, and the one that ships."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

from tests import tiny

Member = tuple[str | zipfile.ZipInfo, bytes]


def metadata(source: str, target: str, version: str = "1.0", **more: Any) -> dict[str, Any]:
    return {
        "package_version": version,
        "argos_version": "1.9",
        "from_code": source,
        "from_name": source.upper(),
        "to_code": target,
        "to_name": target.upper(),
        **more,
    }


def lay(
    place: Path,
    source: str,
    target: str,
    version: str = "1.0",
    *,
    name: str = "",
    weights: bytes = b"weights " * 2000,
    tokenizer: str = "sentencepiece.model",
    **more: Any,
) -> Path:
    """A package's folder in `place`, as Argos unpacks one."""
    folder = place / (name or f"translate-{source}_{target}-{version.replace('.', '_')}")
    (folder / "model").mkdir(parents=True)
    (folder / "metadata.json").write_text(json.dumps(metadata(source, target, version, **more)))
    (folder / "model" / "model.bin").write_bytes(weights)
    (folder / "model" / "config.json").write_text("{}")
    (folder / tokenizer).write_bytes(b"pieces")
    return folder


def members(source: str = "zh", target: str = "en", version: str = "1.0") -> list[Member]:
    """The files of a sound package, which translates if not well, to be spoiled."""
    top = f"translate-{source}_{target}"
    files = tiny.argos_files(source, target, version)
    return [(f"{top}/{name}", data) for name, data in files.items()]


def pack(files: list[Member]) -> bytes:
    """A zip of exactly these members, in this order, whatever their names."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files:
            # Without the time, so that what is built twice is the same.
            member = zipfile.ZipInfo(name) if isinstance(name, str) else name
            archive.writestr(member, data, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def written(path: Path, files: list[Member]) -> Path:
    path.write_bytes(pack(files))
    return path
