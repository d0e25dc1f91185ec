"""The pipeline through its public face, with the starter package and a real store."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader import Translator, load
from reader.article import Article, Sentence, Translation
from reader.engine import Engine, Hypothesis
from reader.errors import ModelNotInstalled
from reader.memory import Memory
from reader.translator import is_degenerate

WORDS = re.findall(
    r"\S+",
    "زار الوفد مدينة الرباط أمس وزير الداخلية استقبل خبراء الأمن في مقر الوزارة "
    "وأكد البيان أن التعاون مستمر بين البلدين منذ سنة ، و ؛ 2024 DGSN «الشرطة» https://example.org",
)
sentence_texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=14).map(" ".join)


@pytest.fixture(scope="module")
def engine_free() -> Iterator[Translator]:
    """A translator without store or glossary, whose model is loaded once for the module."""
    yield Translator(termbases=(), quality="fast")


def sentences_of(*texts: str, language: str | None = "ar") -> list[Sentence]:
    return [Sentence(text, 0, 0, language) for text in texts]


def article(text: str) -> Article:
    (found,) = load(text.encode())
    return found


def targets(translations: Iterator[Translation]) -> list[str]:
    return [translation.target for translation in translations]


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(texts=st.lists(sentence_texts, max_size=24), stored=st.data())
def test_one_translation_a_sentence_in_order_whatever_is_stored(
    tmp_path_factory: pytest.TempPathFactory,
    engine_free: Translator,
    texts: list[str],
    stored: st.DataObject,
) -> None:
    sentences = sentences_of(*texts)
    plain = list(engine_free.translate(sentences))
    assert [translation.source for translation in plain] == sentences
    folder = tmp_path_factory.mktemp("store")
    engine_free.memory = Memory(folder / "c", folder / "d")
    engine_free._recent.clear()
    try:
        before = stored.draw(st.sets(st.integers(0, max(0, len(texts) - 1))))
        list(engine_free.translate([sentences[i] for i in sorted(before) if i < len(texts)]))
        engine_free._recent.clear()
        again = list(engine_free.translate(sentences))
    finally:
        engine_free.memory.close()
        engine_free.memory = None
        engine_free._recent.clear()
    assert [translation.source for translation in again] == sentences
    assert [translation.target for translation in again] == [t.target for t in plain]


def test_equal_sentences_are_decoded_once(
    monkeypatch: pytest.MonkeyPatch, engine_free: Translator
) -> None:
    decoded = []
    decode = Engine.decode

    def counting(self: Engine, sources: list[list[str]], *args: object, **named: object) -> object:
        decoded.extend(sources)
        return decode(self, sources, *args, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(Engine, "decode", counting)
    texts = ["وصل الوفد البارحة.", "غادر الوفد اليوم.", "وصل الوفد البارحة."] * 30
    found = targets(engine_free.translate(sentences_of(*texts)))
    assert len(decoded) == 2
    assert len(set(found)) == 2
    assert found[0] == found[2] == found[87]


def test_copies() -> None:
    translator = Translator(termbases=())
    texts = ["2024", "https://example.org/a", "name@example.org", "😀 😀", "12.5 %", "— * —"]
    found = list(translator.translate(sentences_of(*texts)))
    assert [translation.target for translation in found] == texts
    assert {translation.origin for translation in found} == {"copied"}
    english = sentences_of("Already English.", language="en")
    unknown = sentences_of("xyzzy", language=None)
    found = list(translator.translate(english + unknown))
    assert [t.target for t in found] == ["Already English.", "xyzzy"]


def test_a_correction_wins_and_is_withdrawn(tmp_path: Path) -> None:
    memory = Memory(tmp_path / "c", tmp_path / "d")
    translator = Translator(termbases=(), memory=memory, quality="fast")
    (sentence,) = sentences_of("وصل الوزير إلى فاس.")
    (made,) = translator.translate([sentence])
    assert made.origin == "model"
    fixed = translator.correct(sentence, "The minister arrived in Fez.")
    assert fixed is not None and fixed.origin == "correction"
    fresh = Translator(termbases=(), memory=memory, quality="best")
    (corrected,) = fresh.translate([sentence])
    assert corrected.target == "The minister arrived in Fez."
    assert corrected.origin == "correction"
    withdrawn = translator.correct(sentence, "")
    assert withdrawn is not None and withdrawn.target == made.target


def test_the_store_tells_qualities_apart(tmp_path: Path) -> None:
    memory = Memory(tmp_path / "c", tmp_path / "d")
    sentences = sentences_of("زار الوفد مدينة طنجة.")
    list(Translator(termbases=(), memory=memory, quality="fast").translate(sentences))
    assert memory.info().translations == 1
    balanced = Translator(termbases=(), memory=memory, quality="balanced")
    assert balanced.stored(sentences[0]) is None
    list(balanced.translate(sentences))
    assert memory.info().translations == 2
    again = Translator(termbases=(), memory=memory, quality="fast")
    stored = again.stored(sentences[0])
    assert stored is not None and stored.origin == "memory"


def test_an_over_long_sentence_is_split_not_cut(engine_free: Translator) -> None:
    clauses = [f"وزار الوفد في اليوم {day} مدينة فاس وتحدث مع الخبراء" for day in range(1, 40)]
    text = "، ".join(clauses) + "."
    (translation,) = engine_free.translate(sentences_of(text))
    assert translation.target
    one = targets(engine_free.translate(sentences_of(clauses[0] + ".")))[0]
    assert len(translation.target) > 8 * len(one)


def test_no_package_for_a_language() -> None:
    translator = Translator(target="de", termbases=())
    with pytest.raises(ModelNotInstalled, match="reader models install"):
        list(translator.translate(sentences_of("وصل الوفد.")))
    assert translator.stored(sentences_of("وصل الوفد.")[0]) is None


def test_stray_blocks_without_a_package_are_left_as_they_are() -> None:
    text = (
        "زار وفد من الخبراء مدينة الرباط أمس واطلع على تجربة المغرب في مجال تكوين الشرطة.\n"
        "وتباحث الوفد مع المسؤولين حول تبادل الخبرات في مجال أمن الموانئ والمطارات.\n"
        "Сегодня делегация посетила город и встретилась с министром.\n"
    )
    translator = Translator(termbases=(), quality="fast")
    sentences = translator.sentences(article(text))
    found = list(translator.translate(sentences))
    assert found[0].origin == "model"
    assert found[-1].target == found[-1].source.text
    assert list(translator.unavailable) == ["ru"]


def test_closing_the_iterator_keeps_what_was_done(tmp_path: Path) -> None:
    memory = Memory(tmp_path / "c", tmp_path / "d")
    translator = Translator(termbases=(), memory=memory, quality="fast")
    iterator = translator.translate(sentences_of(*(f"وصل الوفد رقم {n}." for n in range(100))))
    next(iterator)
    iterator.close()
    assert 1 <= memory.info().translations < 100


@pytest.mark.parametrize(
    ("tokens", "finished", "expected"),
    [
        ("the delegation arrived in Rabat", True, False),
        ("the delegation arrived in Rabat", False, True),
        ("very very very well", True, False),
        ("no no no no no", True, True),
        ("of the sea of the sea of the sea", True, True),
        ("from Rabat to Fez and from Fez to Rabat", True, False),
    ],
)
def test_degenerate(tokens: str, finished: bool, expected: bool) -> None:
    assert is_degenerate(Hypothesis(tokens.split(), 0.0, [], finished)) is expected


def test_library_face() -> None:
    text = "زار الوفد مدينة فاس.\n\nوعاد إلى الرباط."
    translator = Translator()
    (found,) = load(text.encode())
    translations = list(translator.translate(translator.sentences(found)))
    assert [translation.source.text for translation in translations] == [
        "زار الوفد مدينة فاس.",
        "وعاد إلى الرباط.",
    ]
    for translation in translations:
        start = translation.source.start
        assert text[start : start + len(translation.source.text)] == translation.source.text
