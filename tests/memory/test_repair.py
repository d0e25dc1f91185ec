"""Matches repaired: a wrong one is used as a translation, a refused one is only missed."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

from reader.memory.repair import repair
from reader.memory.unit import Unit

CASES = Path(__file__).parent / "repairs.tsv"
"""Of our own writing: a unit, another sentence, and its translation; empty where nobody could tell
it from the unit's for sure."""


def test_of_200_matches_with_exchanged_literals_none_is_repaired_wrong() -> None:
    with CASES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    assert len(rows) >= 200
    count = Counter[str]()
    wrong = []
    for row in rows:
        unit = Unit(row["source"], row["translation"], row["language"], "en")
        made = repair(row["sentence"], unit)
        if made is None:
            count["missed" if row["wanted"] else "refused"] += 1
        elif made != row["wanted"]:
            wrong.append((row["sentence"], made, row["wanted"]))
        else:
            count["right"] += 1
    assert wrong == []
    assert count["missed"] <= 0.05 * count["right"]


def test_a_unit_with_the_sentences_own_literals_needs_no_repair() -> None:
    unit = Unit("Le port compte 40 quais.", "The port has 40 quays.", "fr", "en")
    assert repair(unit.source, unit) is None
