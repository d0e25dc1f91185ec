from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.text.spans import overlap, overlaps_any

spans = st.tuples(st.integers(0, 12), st.integers(1, 5)).map(lambda each: (each[0], sum(each)))


@given(spans, spans)
def test_spans_overlap_where_they_share_a_character(one, other):
    shared = set(range(*one)) & set(range(*other))
    assert overlap(one, other) == overlap(other, one) == bool(shared)


def test_neighbours_do_not_overlap():
    assert not overlap((0, 3), (3, 5))
    assert not overlaps_any((3, 5), [(0, 3), (5, 9)])
    assert overlaps_any((3, 5), [(0, 3), (4, 9)])
    assert not overlaps_any((3, 5), [])
