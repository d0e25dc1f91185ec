"""The language of a text."""

from __future__ import annotations

import re

_HAN = re.compile(r"[\u3400-\u9fff]")
_ARABIC = re.compile(r"[\u0620-\u064a\u066e-\u06d3]")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")


def identify(text: str, *, context: str | None = None) -> str | None:
    """ISO 639-1 code of the language of `text`, or None where there is nothing to tell from."""
    counts = {
        "zh": 2 * len(_HAN.findall(text)),
        "ar": len(_ARABIC.findall(text)),
        "latin": len(_LATIN.findall(text)),
    }
    script = max(counts, key=lambda name: counts[name])
    if not counts[script]:
        return None
    if script != "latin":
        return script
    if counts["latin"] < 3:
        return None
    from langdetect import DetectorFactory, LangDetectException, detect

    DetectorFactory.seed = 0
    try:
        return str(detect(text))
    except LangDetectException:
        return context
