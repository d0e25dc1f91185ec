"""Optional step: what training needs beside this folder, as one archive under 64 MiB.

Writes work/bundle.tar: unpack it as the work folder of another machine, with a GPU for example.
"""

from __future__ import annotations

import tarfile
from pathlib import Path

LIMIT = 64 << 20
PARTS = ("source.spm", "target.spm", "encoder.npz", "target.npy", "heldout", "encoded")


def main(config: dict, corpora: Path, work: Path) -> None:
    """Write the archive; the encoded corpora are compressed already."""
    missing = [part for part in PARTS if not (work / part).exists()]
    if missing:
        raise SystemExit(f"missing: {', '.join(missing)} in {work} (run the encode step)")
    with tarfile.open(work / "bundle.tar", "w") as archive:
        for part in PARTS:
            archive.add(work / part, part)
    size = (work / "bundle.tar").stat().st_size
    print(f"bundle.tar: {size} bytes")
    if size > LIMIT:
        raise SystemExit("the bundle is over 64 MiB: lower news_copies or caps in the settings")
