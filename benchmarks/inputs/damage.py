"""What bad disks, broken downloads and clumsy programs do to a file."""

from __future__ import annotations

import random
from collections.abc import Sequence

CODECS = (
    *("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1256", "cp1252"),
    *("gb18030", "big5", "iso8859-6", "iso8859-1", "mac-roman", "cp720", "cp850", "shift-jis"),
)


def amount(chance: random.Random, *amounts: int) -> int:
    """One of some amounts, the first of them most often, each other a third as often."""
    weights = [3**-n for n in range(len(amounts))]
    return chance.choices(amounts, weights)[0]


def of_text(
    chance: random.Random, text: str, fragments: Sequence[str], most: int = 6, longest: int = 4_000
) -> str:
    """A text with some things changed in it.

    Args:
        chance: decides.
        text: the text.
        fragments: what may be thrown in.
        most: changes.
        longest: how often a fragment is thrown in at one place.
    """
    for _ in range(chance.randrange(most)):
        at = chance.randrange(len(text) + 1)
        match chance.randrange(6):
            case 0:
                text = text[:at] + chance.choice(fragments) + text[at:]
            case 1:
                count = chance.randrange(amount(chance, 20, longest // 10, longest))
                text = text[:at] + chance.choice(fragments) * count + text[at:]
            case 2:
                text = text[:at] + text[at + chance.randrange(400) :]
            case 3:
                text = text[:at] + chr(chance.randrange(0x11000)) + text[at:]
            case 4:
                text = text[at:] + text[:at]
            case 5:
                piece = text[at : at + chance.randrange(1, 80)]
                text = text[:at] + piece * amount(chance, 2, 30, 400) + text[at:]
    return text


def of_bytes(chance: random.Random, data: bytes) -> bytes:
    """Bytes of which some were changed, lost, doubled or put in from elsewhere."""
    changed = bytearray(data or b"x")
    at = chance.randrange(len(changed))
    match chance.randrange(5):
        case 0 | 1:
            for _ in range(chance.randrange(1, 30)):
                changed[chance.randrange(len(changed))] = chance.randrange(256)
        case 2:
            del changed[at:]
        case 3:
            del changed[at : at + chance.randrange(1, 2_000)]
        case 4:
            piece = chance.choice(
                (b"\0", b"\xff", b"\n", b"\x1b[2J", b"\xef\xbb\xbf", b"\xed\xa0\x80")
            )
            changed[at:at] = piece * amount(chance, 1, 3, 1_000)
    return bytes(changed)


def encoded(chance: random.Random, text: str) -> bytes:
    """A text in some encoding, lone surrogates and all."""
    if chance.random() < 0.5:
        return text.encode("utf-8", "surrogatepass")
    return text.encode(chance.choice(CODECS), "replace")
