"""In what order sentences are worked on, with a model that answers at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reader.article import Sentence, Translation
from reader.engine.engine import Work
from reader.engine.queue import Decoding, Hypothesis, Outbox
from reader.memory.store import Stored
from reader.translator.schedule import Request, Schedule


def works(asked: Sequence[tuple[int, Request]], outbox: Outbox) -> list[Work[Stored]]:
    def work(text: str) -> Work[Stored]:
        decoding = Decoding(1)
        decoding.put(0, Hypothesis([text], -1.0, [], True))
        (hypothesis,) = yield decoding
        return Stored(hypothesis.tokens[0].upper())

    return [work(request.sentence.text) for _, request in asked]


def schedule() -> Schedule:
    return Schedule(
        look_up=lambda sentence: Request(sentence, (), (), sentence.text),
        begin=works,
        finish=lambda sentence, request, result: Translation(sentence, result.target, "model"),
        keep=lambda results: None,
    )


def test_what_is_decoded_is_handed_on_before_more_is_taken() -> None:
    taken: list[int] = []

    def sentences() -> Iterator[Sentence]:
        for number in range(500):
            taken.append(number)
            yield Sentence(f"a{number}", number, 0, "ar")

    translations = schedule().run(sentences())
    assert next(translations).target == "A0"
    assert len(taken) < 16, "the others are read while somebody reads the first"
    assert [each.target for each in translations] == [f"A{n}" for n in range(1, 500)]
