"""The eras that French counts years and centuries in: av. J.-C., apr. J.-C., avant notre ère."""

from __future__ import annotations

import re

_CHRIST = r"J(?:\.|ésus)?[ \u00a0-]?(?:-|\u2011)?(?:Ch?\.(?!\s*$)|Ch?(?=\.\s*$)|Christ(?!\w))"
"""The point that ends a text is its own, too, and stays outside."""
ERA = (
    rf"(?P<J>(?P<before>av(?:\.|ant))\s?{_CHRIST}|apr?(?:\.|ès)\s?{_CHRIST}"
    r"|(?P<ours>avant|de)\s+notre\s+ère(?!\w))"
)
"""A part of an expression, for `era` to read."""


def era(match: re.Match[str]) -> tuple[str, str, str]:
    """What English calls the era that `ERA` has found: BC or AD, the usual name first."""
    if match["before"] or (match["ours"] or "").lower() == "avant":
        return "BC", "BCE", "B.C."
    return "AD", "CE", "A.D."
