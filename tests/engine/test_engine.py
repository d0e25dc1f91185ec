"""The engine with the shipped packages: what comes back of a decoding."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from reader.engine import engine as engine_module
from reader.engine.engine import POSITIONS, Engine, completed
from reader.engine.tokenizer import Tokenizer, open_tokenizer
from reader.models.catalogue import starters
from reader.models.package import Package
from tests.waiting import LIMIT

TEXTS = ("Le ministre a visité Rabat.", "Les deux pays signent un accord sur la pêche.")


@pytest.fixture(scope="module")
def package() -> Package:
    return next(package for package in starters() if package.source == "fr")


def test_the_tokenizer_is_opened_while_the_model_is(
    package: Package, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = threading.Event()
    open_model = engine_module._open

    def tokenizer(*places: Any) -> Tokenizer:
        opened.set()
        return open_tokenizer(*places)

    def model(*options: Any) -> Any:
        assert opened.wait(LIMIT)
        return open_model(*options)

    monkeypatch.setattr(engine_module, "open_tokenizer", tokenizer)
    monkeypatch.setattr(engine_module, "_open", model)
    engine = Engine(package, beam_size=1)
    assert engine.decode(engine.tokenizer.encode(TEXTS[:1])).result()[0].finished


def test_attention_has_a_row_for_each_token(package: Package) -> None:
    engine = Engine(package, beam_size=1)
    tokens = engine.tokenizer.encode(TEXTS)
    for source, hypothesis in zip(
        tokens, engine.decode(tokens, attention=True).result(), strict=True
    ):
        assert len(hypothesis.attention) == len(hypothesis.tokens) > 0
        assert all(len(row) == len(source) for row in hypothesis.attention)
        # The rest goes to the end of the source, which CTranslate2 adds and does not show.
        assert all(0 < sum(row) < 1.001 for row in hypothesis.attention)


def test_attention_that_comes_a_step_late_is_moved(package: Package) -> None:
    rows = []
    for lag in (0, 1):
        engine = Engine(replace(package, attention_lag=lag), beam_size=1)
        tokens = engine.tokenizer.encode(TEXTS)
        found = engine.decode(tokens, attention=True).result()
        rows.append([hypothesis.attention for hypothesis in found])
    for plain, moved in zip(*rows, strict=True):
        assert moved[:-1] == plain[1:]
        assert len(moved) == len(plain)


def test_a_package_may_ask_for_more_hypotheses_and_longer_ones(package: Package) -> None:
    text = "Réunis à Oujda, les maires de la région ont demandé que l'eau soit rationnée."
    tokens = Engine(package).tokenizer.encode([text])
    (usual,) = Engine(package, beam_size=4).decode(tokens).result()
    for beam_size in (1, 2):
        engine = Engine(replace(package, beam_size=4, length_penalty=4.0), beam_size=beam_size)
        (longer,) = engine.decode(tokens).result()
        assert longer.finished
        assert longer.score == pytest.approx(engine.score(tokens, [longer.tokens])[0], abs=0.01)
        if beam_size == 1:
            greedy = Engine(package, beam_size=1).decode(tokens).result()
            assert longer.tokens == greedy[0].tokens
        else:
            assert longer.score < usual.score
            assert len(longer.tokens) > len(usual.tokens)


def test_attention_of_a_sentence_that_was_cut_off(package: Package) -> None:
    engine = Engine(replace(package, attention_lag=1), beam_size=1)
    source = engine.tokenizer.encode([TEXTS[0]])
    forced = [engine.tokenizer.encode_target(["The minister " * 300])[0][:POSITIONS]]
    (hypothesis,) = engine.decode(source, forced, attention=True).result()
    assert not hypothesis.finished
    assert len(hypothesis.attention) == len(hypothesis.tokens)


def test_pieces_of_the_target_lie_beside_those_of_the_source(tmp_path: Path) -> None:
    import sentencepiece

    texts = {"sentencepiece.model": "le port du nord", "target.spm": "the port of the north"}
    for name, text in texts.items():
        with (tmp_path / name).open("wb") as model:
            sentencepiece.SentencePieceTrainer.train(
                sentence_iterator=iter([text, *text.split()] * 9), model_writer=model,
                vocab_size=24, hard_vocab_limit=False, minloglevel=2,
            )  # fmt: skip
    alone = open_tokenizer(tmp_path / "target.spm", "fr", "en")
    both = open_tokenizer(tmp_path / "sentencepiece.model", "fr", "en")
    assert both.encode(["du nord"]) != alone.encode(["du nord"])
    assert both.encode_target(["the north"]) == alone.encode(["the north"])
    assert both.decode(both.encode_target(["the north"])[0]) == "the north"
    (tmp_path / "target.spm").unlink()
    assert both.encode(["du nord"]) == open_tokenizer(
        tmp_path / "sentencepiece.model", "fr", "en"
    ).encode_target(["du nord"])


def test_work_is_sent_what_it_waits_for(package: Package) -> None:
    engine = Engine(package, beam_size=1)

    def work():  # type: ignore[no-untyped-def]
        first = yield engine.decode(engine.tokenizer.encode(TEXTS[:1]))
        second = yield engine.decode(engine.tokenizer.encode(TEXTS[1:]))
        return [engine.tokenizer.decode(found.tokens) for found in (*first, *second)]

    apart = completed(work())
    together = engine.decode(engine.tokenizer.encode(TEXTS)).result()
    assert apart == [engine.tokenizer.decode(found.tokens) for found in together]
