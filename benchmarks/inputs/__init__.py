"""Inputs as people have them, and as they never should be: by kinds, each made from a seed.

A kind is a function that takes its chance and returns a file's name and its bytes. Some kinds
are hostile of themselves (a bomb, a loop); others are what programs write, and are damaged
afterwards as a bad disk or a broken download would.
"""

from __future__ import annotations

import random

from inputs import damage, documents, lists, mails, pdfs, texts, webpages
from inputs.texts import Kind

KINDS: dict[str, Kind] = {
    f"{room.__name__.rpartition('.')[2]}: {kind.__name__.replace('_', ' ')}": kind
    for room in (texts, webpages, documents, pdfs, mails, lists)
    for kind in room.KINDS
}

__all__ = ["KINDS", "made"]


def made(seed: int, number: int) -> tuple[str, str, bytes]:
    """An input of a campaign: the name of its kind, the file's name, and its bytes."""
    names = list(KINDS)
    kind = names[number % len(names)]
    chance = random.Random(f"{seed} {number}")
    name, data = KINDS[kind](chance)
    if chance.random() < 0.4:
        data = damage.of_bytes(chance, data)
    return kind, name, data
