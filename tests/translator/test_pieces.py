from __future__ import annotations

import pytest

from reader.article import TermUse
from reader.memory.store import Stored
from reader.translator.pieces import Piece, join


@pytest.mark.parametrize(
    ("first", "last", "wanted"),
    [
        ("The port opens,", "The sides agree.", "The port opens, the sides agree."),
        ("The port opens;", "The sides agree.", "The port opens; The sides agree."),
        ("The port opens,", "Rabat agrees.", "The port opens, Rabat agrees."),
    ],
)
def test_a_part_of_a_sentence_begins_small(first: str, last: str, wanted: str) -> None:
    parts = [Piece("ا،", 0, (), []), Piece("ب.", 3, (), [])]
    start = last.index("agree")
    use = TermUse("agree", (0, 1), (start, start + 5), "model")
    made = join(parts, [Stored(first), Stored(last, (use,))], "en", "")
    assert made.target == wanted
    assert made.target[slice(*made.terms[0].target_span)] == "agree"
