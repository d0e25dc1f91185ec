"""The engine for Firefox's models: as the oracle, and as the engine's other users expect it."""

from __future__ import annotations

import gc
import itertools
import threading
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.engine.engine import Engine
from reader.engine.firefox import Translator
from reader.engine.marian_file import MarianFile
from reader.errors import InvalidPackage
from reader.models import catalogue, firefox
from tests import marian_writer as writer

pytestmark = pytest.mark.slow

TEXTS = writer.sentences(200)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return writer.lay(tmp_path_factory.mktemp("shared") / "fren")


@pytest.fixture(scope="module")
def engine(folder: Path) -> Engine:
    return Engine(catalogue.open_package(folder), beam_size=1)


def oracle(folder: Path, model: bytes | None = None) -> Any:
    fxtranslate = pytest.importorskip("fxtranslate")
    files = firefox.find(folder)
    assert files is not None
    return fxtranslate.Translator(
        model or files.model.read_bytes(), files.source.read_bytes(), files.target.read_bytes()
    )


def ours(folder: Path) -> list[str]:
    """Greedy outputs, cut off where the oracle cuts its own off."""
    files = firefox.find(folder)
    assert files is not None
    translator = Translator(files.model, files.source, files.target, jobs=2)
    tokenizer = Engine(catalogue.open_package(folder)).tokenizer
    pending = [
        translator.translate_batch(
            [source], beam_size=1, disable_unk=True, max_decoding_length=2 * len(source) + 6
        )[0]
        for source in tokenizer.encode(TEXTS)
    ]
    outputs = [future.result().hypotheses[0] for future in pending]
    assert len({len(tokens) for tokens in outputs}) > 30  # of many lengths, so that it proves
    return [tokenizer.decode([one for one in tokens if one != "</s>"]) for tokens in outputs]


def test_float_models_write_what_the_oracle_writes(folder: Path) -> None:
    reference = oracle(folder)
    assert ours(folder) == [reference.translate(text) for text in TEXTS]


def test_int8_models_write_what_the_oracle_writes_with_their_weights_as_floats(
    tmp_path: Path,
) -> None:
    folder = writer.lay(tmp_path / "fren", int8=True)
    files = firefox.find(folder)
    assert files is not None
    container = MarianFile(files.model)
    model = writer.random_model(writer.pieces(files.source.read_bytes()))
    for name, values in model.tensors.items():
        weights = container.matrix(name, values.shape)
        if min(values.shape) > 1:
            assert 0 < np.abs(weights - values).max() < np.abs(values).max() / 250
        model.tensors[name] = weights
    reference = oracle(folder, model.data())
    assert ours(folder) == [reference.translate(text) for text in TEXTS]


@pytest.mark.parametrize("separate", [False, True])
def test_int8_models_come_close_to_the_oracle(tmp_path: Path, separate: bool) -> None:
    """It computes in int8, and one other token changes all that a random model writes after.

    With two vocabularies it can read int8 models alone.
    """
    folder = writer.lay(tmp_path / "fren", int8=True, separate=separate)
    reference = oracle(folder)
    pairs = zip(ours(folder), (reference.translate(text) for text in TEXTS), strict=True)
    assert sum(one == other for one, other in pairs) > 60


@pytest.mark.parametrize("beam_size", [1, 2, 5])
def test_a_batch_changes_nothing(folder: Path, beam_size: int) -> None:
    engine = Engine(catalogue.open_package(folder), beam_size=beam_size)
    files = firefox.find(folder)
    assert files is not None
    translator = Translator(files.model, files.source, files.target)
    sources = engine.tokenizer.encode(TEXTS[:40])
    together = translator.translate_batch(
        sources, beam_size=beam_size, max_decoding_length=60, return_attention=True
    )
    for source, one in zip(sources, together, strict=True):
        (apart,) = translator.translate_batch(
            [source], beam_size=beam_size, max_decoding_length=60, return_attention=True
        )
        assert apart.result().hypotheses == one.result().hypotheses
        assert apart.result().scores == pytest.approx(one.result().scores, abs=1e-4)
        np.testing.assert_allclose(
            apart.result().attention[0], one.result().attention[0], atol=1e-4
        )


def test_prefixes_stay_as_they_are(engine: Engine) -> None:
    sources = engine.tokenizer.encode(TEXTS[:40])
    prefixes = engine.tokenizer.encode_target(
        [" ".join(text.split()[: 1 + number % 4]) for number, text in enumerate(TEXTS[40:80])]
    )
    prefixes[7] = ["▁Ж", "ж"]  # which the vocabulary lacks
    prefixes[8] = []
    for prefix, found in zip(prefixes, engine.decode(sources, prefixes).result(), strict=True):
        assert found.tokens[: len(prefix)] == prefix


@settings(max_examples=30)
@given(st.integers(0, 199), st.floats(0, 1))
def test_what_was_written_is_gone_on_with_as_before(number: int, share: float) -> None:
    engine = _engine()
    source = engine.tokenizer.encode([TEXTS[number]])
    (whole,) = engine.decode(source, attention=True).result()
    prefix = whole.tokens[: int(share * len(whole.tokens))]
    (again,) = engine.decode(source, [prefix], attention=True).result()
    kept = len(again.tokens) if whole.finished else min(len(again.tokens), len(whole.tokens))
    assert again.tokens[:kept] == whole.tokens[:kept]
    np.testing.assert_allclose(again.attention[:kept], whole.attention[:kept], atol=1e-4)


def test_scores_are_those_of_given_targets(engine: Engine) -> None:
    sources = engine.tokenizer.encode(TEXTS[:60])
    found = engine.decode(sources).result()
    scores = engine.score(sources, [one.tokens for one in found])
    ended = [index for index, one in enumerate(found) if one.finished]
    assert len(ended) > 30
    for index in ended:
        assert found[index].score == pytest.approx(scores[index], abs=1e-3)


def test_forced_tokens_count_as_certain_in_scores(engine: Engine) -> None:
    source = engine.tokenizer.encode(TEXTS[:60])
    found = engine.decode(source).result()
    index = next(i for i, one in enumerate(found) if one.finished and len(one.tokens) > 6)
    (again,) = engine.decode([source[index]], [found[index].tokens[:3]]).result()
    (scored,) = engine._translator.score_batch([source[index]], [found[index].tokens])
    assert scored.tokens == [*found[index].tokens, "</s>"]
    expected = sum(scored.log_probs[3:]) / len(scored.log_probs)
    assert again.score == pytest.approx(expected, abs=1e-3)


def test_attention_has_a_weight_for_each_source_token(engine: Engine) -> None:
    sources = engine.tokenizer.encode(TEXTS[:20])
    for source, one in zip(sources, engine.decode(sources, attention=True).result(), strict=True):
        assert len(one.attention) == len(one.tokens)
        for row in one.attention:
            assert len(row) == len(source)
            assert 0 <= sum(row) < 1.001  # the rest goes to the end of the source
    assert all(one.attention == [] for one in engine.decode(sources).result())


@pytest.mark.parametrize("beam_size", [1, 2])
def test_suppressed_sequences_do_not_come(folder: Path, beam_size: int) -> None:
    engine = Engine(catalogue.open_package(folder), beam_size=beam_size)
    sources = engine.tokenizer.encode(TEXTS[:60])
    before = engine.decode(sources).result()
    longest = max(before, key=lambda one: len(set(one.tokens))).tokens
    for suppressed in ([longest[1]], longest[2:4]):
        assert any(_holds(one.tokens, suppressed) for one in before)
        after = engine.decode(sources, suppress=[suppressed]).result()
        assert not any(_holds(one.tokens, suppressed) for one in after)


def test_repeats_can_be_forbidden_or_made_rare(engine: Engine) -> None:
    sources = engine.tokenizer.encode(TEXTS[:60])

    def repeats(**options: Any) -> int:
        found = engine.decode(sources, **options).result()
        pairs = [list(itertools.pairwise(one.tokens)) for one in found]
        return sum(len(one) - len(set(one)) for one in pairs)

    plain = repeats()
    assert plain > 0
    assert repeats(no_repeat_ngram_size=2) == 0
    assert repeats(repetition_penalty=1.5) < plain


def test_a_beam_of_all_pieces_finds_the_best(folder: Path) -> None:
    files = firefox.find(folder)
    assert files is not None
    translator = Translator(files.model, files.source, files.target)
    vocabulary = translator._target.pieces
    for source in Engine(catalogue.open_package(folder)).tokenizer.encode(TEXTS[:5]):
        targets = [[], *([piece] for piece in vocabulary if piece != "</s>")]
        scored = translator.score_batch([source] * len(targets), targets)
        means = [sum(one.log_probs) / len(one.log_probs) for one in scored]
        (found,) = translator.translate_batch(
            [source], beam_size=len(vocabulary), max_decoding_length=2
        )
        assert found.result().scores[0] == pytest.approx(max(means), abs=1e-3)
        assert found.result().hypotheses[0][:-1] == targets[means.index(max(means))]


def test_what_never_ends_is_cut_off(folder: Path, tmp_path: Path) -> None:
    endless = writer.lay(tmp_path / "fren", end=-1000)
    for beam_size in (1, 3):
        engine = Engine(catalogue.open_package(endless), beam_size=beam_size)
        source = engine.tokenizer.encode(TEXTS[:1])
        (found,) = engine.decode(source, attention=True).result()
        assert not found.finished
        assert len(found.tokens) == len(found.attention) == 2 * len(source[0]) + 20


def test_empty_sources_and_no_sources(engine: Engine) -> None:
    assert engine.decode([]).result() == []
    (found,) = engine.decode([[]], attention=True).result()
    assert all(row == [] for row in found.attention)
    assert engine.score([], []) == []


def test_an_error_in_a_batch_reaches_who_waits_for_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = Engine(catalogue.open_package(folder), beam_size=1)

    def encode(sources: object) -> None:
        raise MemoryError

    with monkeypatch.context() as patched:
        patched.setattr(engine._translator._network, "encode", encode)
        with pytest.raises(MemoryError):
            engine.decode([["▁a"]]).result()
    assert len(engine.decode(engine.tokenizer.encode(TEXTS[:2])).result()) == 2


def test_threads_end_with_their_engine(folder: Path) -> None:
    before = set(threading.enumerate())
    engine = Engine(catalogue.open_package(folder), beam_size=1, jobs=2)
    engine.decode(engine.tokenizer.encode(TEXTS[:3])).result()
    own = set(threading.enumerate()) - before
    assert own
    del engine
    gc.collect()
    for thread in own:
        thread.join(timeout=60)
        assert not thread.is_alive()


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("type", "s2s"),
        ("dec-cell", "gru"),
        ("transformer-decoder-autoreg", "self-attention"),
        ("transformer-postprocess", "da"),
        ("transformer-preprocess", "n"),
        ("transformer-ffn-activation", "swish"),
        ("transformer-heads", "5"),
        ("transformer-heads", "0"),
        ("dim-emb", "64"),
        ("dim-emb", "9" * 5000),
        ("enc-depth", "3"),
        ("dec-depth", "-1"),
    ],
)
def test_other_architectures_are_refused(tmp_path: Path, option: str, value: str) -> None:
    folder = writer.lay(tmp_path / "fren")
    files = firefox.find(folder)
    assert files is not None
    model = writer.random_model(writer.pieces(files.source.read_bytes()))
    model.options[option] = value
    files.model.write_bytes(model.data())
    with pytest.raises(InvalidPackage, match=r"model\.fren.*fetch the model again"):
        Engine(catalogue.open_package(folder))


def test_vocabularies_that_do_not_fit_are_refused(tmp_path: Path) -> None:
    folder = writer.lay(tmp_path / "fren")
    files = firefox.find(folder)
    assert files is not None
    files.model.write_bytes(writer.random_model(20).data())
    with pytest.raises(InvalidPackage, match="20 embeddings"):
        Engine(catalogue.open_package(folder))
    files.source.write_bytes(b"no pieces")
    with pytest.raises(InvalidPackage, match="SentencePiece"):
        Engine(catalogue.open_package(folder))


_ENGINES: list[Engine] = []


def _engine() -> Engine:
    """One engine for all examples of a property; fixtures are made anew for none."""
    assert _ENGINES
    return _ENGINES[0]


@pytest.fixture(autouse=True, scope="module")
def _shared(engine: Engine) -> None:
    _ENGINES.append(engine)


def _holds(tokens: list[str], sequence: list[str]) -> bool:
    size = len(sequence)
    return any(tokens[start : start + size] == sequence for start in range(len(tokens) - size + 1))
