"""What packages are called, so that several for one pair stand side by side.

A package's *handle* is what a user types: `opus-tc-big-fr-en`, `firefox-tiny-fr-en`,
`nllb-600m`, `argos-fr-en`. The middle of it, its *variant*, tells apart what one publisher has
for a pair; it is read in the names that the model came under, or given by whoever installs it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from reader.text.regex import regex

VARIANT = regex(r"[a-z0-9]([a-z0-9.]|-(?!-)){0,30}")
"""How a variant is spelt."""

_SIZE = regex(r"tc|base|memory|tiny|small|big|large|[0-9]+(\.[0-9]+)?[mb]")
_TATOEBA = regex(r"opustcv[0-9]+")
"""How the archives of OPUS-MT's Tatoeba Challenge models begin."""


def variant(names: Iterable[str]) -> str:
    """What the names of a model tell of its size: "tc-big"; empty where none tells anything.

    Args:
        names: the name of a folder, an archive, a model, the likeliest to tell first.
    """
    for name in names:
        words = [_plain(word) for word in re.split(r"[-_+ ()]", name.lower())]
        sizes = [word for word in words if _SIZE.fullmatch(word)]
        if sizes:
            return "-".join(dict.fromkeys(sizes))
    return ""


def handle(kind: str, variant: str, pair: tuple[str, str] | None) -> str:
    """The name of a package among all that are here.

    Args:
        kind: its layout, or "starter".
        variant: what tells it from others of its kind.
        pair: its languages; None where it has many.
    """
    return "-".join(part for part in (kind, variant, *(pair or ())) if part)


def is_handle(text: str) -> bool:
    """Whether something may be the name of a package, and not of a file or folder."""
    ending = re.search(r"\.[A-Za-z]+$", text)
    return not ending and bool(re.fullmatch(r"[a-z0-9]+(-[A-Za-z0-9._]+)*", text))


def _plain(word: str) -> str:
    return "tc" if _TATOEBA.fullmatch(word) else re.sub(r"\.(zip|tar|tgz|gz|xz|bz2)$", "", word)
