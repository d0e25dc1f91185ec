"""The machine that figures are measured on."""

from __future__ import annotations

import os
import platform
from contextlib import suppress


def processor() -> str:
    """The processor's name, what of it matters to a model, and how many cores are ours."""
    name = platform.processor() or platform.machine()
    flags: list[str] = []
    with suppress(OSError), open("/proc/cpuinfo", encoding="utf-8") as lines:
        fields = dict(line.partition(":")[::2] for line in lines if ":" in line)
        fields = {key.strip(): value.strip() for key, value in fields.items()}
        name = fields.get("model name", name)
        flags = fields.get("flags", "").split()
    known = [flag for flag in ("avx2", "avx512f", "avx512_vnni") if flag in flags]
    return f"{' '.join([name, *known])}, {len(os.sched_getaffinity(0))} cores"
