"""The queue in front of CTranslate2, with a model of our own that tells what it was given."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.engine.queue import BATCH_TOKENS, Decoding, Hypothesis, Manner, Outbox, Queue, Row
from tests.waiting import until

PLAIN, TERMS = Manner(2), Manner(1)


class Model:
    """Answers nothing before it may."""

    def __init__(self) -> None:
        self.batches: list[list[Row]] = []
        self.may = threading.Semaphore(0)

    def begin(self, rows: Sequence[Row]) -> list[object]:
        self.batches.append(list(rows))
        if any(row.source == ["bad"] for row in rows):
            raise ValueError("bad")
        return list(rows)

    def finish(self, row: Row, future: object) -> Hypothesis:
        if row is self.of(row)[0]:
            self.may.acquire()
        return Hypothesis(row.source[:1], -1.0, [], True)

    def wait_for(self, batches: int) -> None:
        """Answer until so many batches were given."""
        for count in range(len(self.batches), batches):
            self.may.release()
            until(partial(self._has_more_than, count))

    def _has_more_than(self, batches: int) -> bool:
        return len(self.batches) > batches

    def of(self, row: Row) -> list[Row]:
        return next(batch for batch in self.batches if row in batch)


@pytest.fixture
def model() -> Iterator[Model]:
    model = Model()
    yield model
    model.may.release(1000)


def rows(
    lengths: Sequence[int], *, first: int = 0, manner: Manner = PLAIN, again: bool = False
) -> list[Row]:
    decoding = Decoding(len(lengths))
    return [
        Row([f"{first + n}"] * length, [], 99, manner, False, again, first + n, decoding, n)
        for n, length in enumerate(lengths)
    ]


def positions(batch: list[Row]) -> list[int]:
    return sorted(row.position for row in batch)


def is_full(batch: list[Row]) -> bool:
    return (len(batch) + 1) * max(len(row.source) for row in batch) > BATCH_TOKENS * 0.9


def test_no_more_than_two_batches_a_worker_are_given(model: Model) -> None:
    queue = Queue(model.begin, model.finish, 1)
    waiting = rows([BATCH_TOKENS] * 5)
    queue.add(waiting)
    assert [positions(batch) for batch in model.batches] == [[0], [1]]
    model.may.release(5)
    assert [found.tokens for found in waiting[0].decoding.result()] == [[str(n)] for n in range(5)]
    assert [positions(batch) for batch in model.batches] == [[n] for n in range(5)]


def test_second_decodes_go_first_once_they_fill_a_batch_or_have_waited(model: Model) -> None:
    queue = Queue(model.begin, model.finish, 1)
    free = rows([BATCH_TOKENS] * 60)
    queue.add(free)
    model.wait_for(40)
    few = rows([3, 3], first=1, manner=TERMS, again=True)
    queue.add(few)
    begun = len(model.batches)
    model.may.release(100)
    free[0].decoding.result()
    few[0].decoding.result()
    order = [batch[0].again for batch in model.batches]
    assert order.index(True) == begun + 3, "three were let pass"
    assert positions(model.batches[begun + 3]) == [1, 2], "both at once"


def test_the_first_batches_are_small_and_of_what_is_read_first(model: Model) -> None:
    queue = Queue(model.begin, model.finish, 1)
    lengths = [8 + n * 37 % 24 for n in range(400)]
    for beginning in (0, 1000):  # again after there was nothing to do
        seen = len(model.batches)
        waiting = rows(lengths, first=beginning)
        queue.add(waiting)
        model.may.release(200)
        waiting[0].decoding.result()
        until(lambda: all(each.name != "dragoman-engine" for each in threading.enumerate()))
        batches = model.batches[seen:]
        tokens = [sum(len(row.source) for row in batch) for batch in batches]
        assert tokens[0] <= BATCH_TOKENS * 3 // 16
        assert max(positions(batches[0])) < beginning + 24
        assert max(positions(batches[1])) < beginning + 48
        assert all(len(batch) == 32 or is_full(batch) for batch in batches[3:10])


def test_the_rows_of_a_batch_are_nearly_as_long_as_each_other(model: Model) -> None:
    queue = Queue(model.begin, model.finish, 1)
    waiting = rows([8 + n * 37 % 41 for n in range(800)])
    queue.add(waiting)
    model.may.release(200)
    waiting[0].decoding.result()
    read = padded = 0
    for batch in model.batches:
        lengths = [len(row.source) for row in batch]
        read, padded = read + sum(lengths), padded + len(lengths) * max(lengths)
    assert padded < 1.15 * read


def test_no_batch_has_more_rows_than_are_quick(model: Model) -> None:
    queue = Queue(model.begin, model.finish, 1)
    short = rows([2] * 800)
    queue.add(short)
    model.may.release(200)
    short[0].decoding.result()
    assert max(map(len, model.batches)) == 32


def test_a_quick_model_has_larger_batches_but_not_at_the_end(
    model: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.engine.queue._QUICK", 600.0)  # quick on any machine
    queue = Queue(model.begin, model.finish, 2)
    waiting = rows([64] * 250)
    model.may.release(200)
    queue.add(waiting)
    waiting[0].decoding.result()
    sizes = [len(batch) * 64 for batch in model.batches]
    assert max(sizes) == 2 * BATCH_TOKENS
    assert max(sizes[-3:]) <= BATCH_TOKENS


def test_at_the_beginning_one_batch_waits_for_a_worker_later_one_for_each(model: Model) -> None:
    queue = Queue(model.begin, model.finish, 4)
    queue.add(rows([BATCH_TOKENS] * 200))
    assert len(model.batches) == 5
    model.may.release(100)
    until(lambda: len(model.batches) >= 108)
    assert len(model.batches) == 108


def test_at_the_beginning_a_second_decode_waits_for_no_other(model: Model) -> None:
    queue = Queue(model.begin, model.finish, 1)
    free = rows([BATCH_TOKENS] * 9)
    queue.add(free)
    few = rows([3], first=1, manner=TERMS, again=True)
    queue.add(few)
    model.may.release(100)
    free[0].decoding.result()
    assert [batch[0].again for batch in model.batches].index(True) == 2


def test_a_batch_begins_with_what_is_read_first(model: Model) -> None:
    queue = Queue(model.begin, model.finish, 1)
    queue.add(rows([BATCH_TOKENS] * 2))
    later = rows([10] * 50, first=60)
    sooner = rows([40, 10, 38, 10, 40], first=2)
    queue.add(later)
    queue.add(sooner)
    model.may.release(100)
    later[0].decoding.result()
    sooner[0].decoding.result()
    third = model.batches[2]
    assert third[0].position == 2
    assert {2, 4, 6} <= set(positions(third)), "with those that are as long"


@given(
    lengths=st.lists(st.integers(1, 120), min_size=1, max_size=300),
    kinds=st.data(),
    workers=st.integers(1, 3),
)
def test_each_row_is_decoded_once_whatever_comes(
    lengths: list[int], kinds: st.DataObject, workers: int
) -> None:
    model = Model()
    model.may.release(10_000)
    queue = Queue(model.begin, model.finish, workers)
    outbox = Outbox()
    parts = []
    while lengths:
        count = kinds.draw(st.integers(1, 40))
        part, lengths = lengths[:count], lengths[count:]
        again = kinds.draw(st.booleans())
        manner = kinds.draw(st.sampled_from([PLAIN, TERMS]))
        parts.append(rows(part, first=len(parts) * 50, manner=manner, again=again))
        outbox.put(queue, parts[-1])
        if kinds.draw(st.booleans()):
            outbox.send()
    outbox.send()
    for part in parts:
        found = part[0].decoding.result()
        assert [hypothesis.tokens for hypothesis in found] == [[row.source[0]] for row in part]
    decoded = [id(row) for batch in model.batches for row in batch]
    assert len(decoded) == len(set(decoded)) == sum(map(len, parts))
    for batch in model.batches:
        assert len({row.manner for row in batch}) == 1


def test_what_is_cancelled_is_not_begun(model: Model) -> None:
    queue = Queue(model.begin, model.finish, 1)
    queue.add(rows([BATCH_TOKENS] * 2))
    unwanted = rows([5] * 20, first=2)
    wanted = rows([5], first=30)
    queue.add([*unwanted, *wanted])
    unwanted[0].decoding.cancelled = True
    model.may.release(10)
    wanted[0].decoding.result()
    assert not {id(row) for row in unwanted} & {id(row) for batch in model.batches for row in batch}


def test_whoever_waits_for_what_fails_is_told(model: Model) -> None:
    queue = Queue(model.begin, model.finish, 1)
    bad = rows([1])
    bad[0].source[0] = "bad"
    called = []
    bad[0].decoding.when_done(lambda: called.append(True))
    queue.add(bad)
    with pytest.raises(ValueError, match="bad"):
        bad[0].decoding.result()
    assert called == [True]
    good = rows([1])
    queue.add(good)
    model.may.release()
    assert good[0].decoding.result()[0].tokens == ["0"]
