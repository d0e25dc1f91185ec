"""Where the words of a block come from, and where the marks of its elements stand."""

from __future__ import annotations

from reader.loading.tracing import Leaf, traced

BOLD, PICTURE = object(), object()


def spans(leaves: list[Leaf], text: str) -> list[tuple[int, int, str]]:
    return [(mark.start, mark.end, mark.kind) for mark in traced(leaves, text).marks]


def test_an_element_reaches_from_its_first_word_to_its_last() -> None:
    bold = (BOLD,)
    leaves = [Leaf("le"), Leaf("", bold, PICTURE), Leaf(" port ", bold), Leaf("neuf")]
    assert spans(leaves, "le port neuf") == [(3, 7, "around"), (2, 2, "sign")]
    leaves = [Leaf("le ", bold), Leaf("", bold, PICTURE), Leaf("port")]
    assert spans(leaves, "le port") == [(0, 2, "around"), (3, 3, "sign")]


def test_a_line_s_end_stands_where_the_line_ends_and_a_picture_where_it_is() -> None:
    line_end = Leaf("\n", (), PICTURE, spaced=True)
    assert spans([Leaf("un"), line_end, Leaf("deux")], "un deux") == [(2, 2, "sign")]
    assert spans([Leaf("un "), Leaf("", (), PICTURE), Leaf("deux")], "un deux") == [(3, 3, "sign")]


def test_a_sign_with_white_space_around_it_is_apart() -> None:
    for before, after, is_apart in (
        ("un ", " deux", True),
        ("un", " deux", False),
        ("un ", "deux", False),
    ):
        sign = Leaf("", (), PICTURE)
        traced([Leaf(before), sign, Leaf(after)], "un deux")
        assert sign.apart is is_apart
    line_end = Leaf("\n", (), PICTURE, spaced=True)
    traced([Leaf("un "), line_end, Leaf(" deux")], "un deux")
    assert not line_end.apart
