"""How well and how quickly to translate: light, so that commands and settings can offer it."""

from __future__ import annotations

from typing import Literal

Quality = Literal["fast", "balanced", "best"]

BEAM_SIZES: dict[Quality, int] = {"fast": 1, "balanced": 2, "best": 8}
"""Beam size of each quality. The best compares all hypotheses by what leads back to the source."""
