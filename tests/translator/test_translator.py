"""The pipeline through its public face, with the starter package and a real store."""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader import Translator, load
from reader.article import Article, Occurrence, Sentence, Translation
from reader.engine.engine import Engine
from reader.engine.loops import is_degenerate
from reader.engine.queue import Hypothesis
from reader.errors import InvalidPackage, ModelNotInstalled, StoreError
from reader.glossary import Termbase
from reader.memory.store import Memory, Stored
from tests.tiny import byte_pairs, respelled

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


@pytest.mark.slow
@settings(max_examples=12, suppress_health_check=list(HealthCheck))
@given(texts=st.lists(sentence_texts, max_size=24), stored=st.data())
def test_one_translation_a_sentence_in_order_whatever_is_stored(
    tmp_path_factory: pytest.TempPathFactory,
    engine_free: Translator,
    texts: list[str],
    stored: st.DataObject,
) -> None:
    # A sentence's scores depend in their last digits on what is decoded beside it, so that of two
    # hypotheses that are as good as each other either may win: what is stored stays, the rest may
    # come out in other words.
    sentences = sentences_of(*texts)
    folder = tmp_path_factory.mktemp("store")
    engine_free.memory = Memory(folder / "c", folder / "d")
    engine_free._recent.clear()
    try:
        before = stored.draw(st.sets(st.integers(0, max(0, len(texts) - 1))))
        kept = [sentences[i] for i in sorted(before) if i < len(texts)]
        first = {made.source.text: made.target for made in engine_free.translate(kept)}
        assert list(first) == list(dict.fromkeys(sentence.text for sentence in kept))
        engine_free._recent.clear()
        again = list(engine_free.translate(sentences))
    finally:
        engine_free.memory.close()
        engine_free.memory = None
        engine_free._recent.clear()
    assert [translation.source for translation in again] == sentences
    assert all(first.get(made.source.text, made.target) == made.target for made in again)
    assert all(made.origin != "model" for made in again if made.source.text in first)


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


def test_the_first_sentence_does_not_wait_for_the_last(engine_free: Translator) -> None:
    """Only so many are taken from the input before the first is handed on."""
    taken = 0

    def endless() -> Iterator[Sentence]:
        nonlocal taken
        while True:
            taken += 1
            yield from sentences_of(f"وصل الوفد رقم {taken}.")

    translations = engine_free.translate(endless())
    first = next(translations)
    assert first.source.text == "وصل الوفد رقم 1."
    assert taken < 400
    translations.close()


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


@pytest.mark.slow
def test_an_over_long_sentence_is_split_not_cut(engine_free: Translator) -> None:
    clauses = [f"وزار الوفد في اليوم {day} مدينة فاس وتحدث مع الخبراء" for day in range(1, 40)]
    text = "، ".join(clauses) + "."
    (translation,) = engine_free.translate(sentences_of(text))
    assert translation.target
    one = targets(engine_free.translate(sentences_of(clauses[0] + ".")))[0]
    assert len(translation.target) > 8 * len(one)


def test_the_marks_of_a_quotation_are_in_no_sentence() -> None:
    text = "> Le fleuve monte vite.\n> > Les quais sont fermés ce soir.\n> Le pont tient."
    (quoted,) = load(text.encode(), format="markdown")
    found = Translator(termbases=(), quality="fast").sentences(quoted)
    wanted = ["Le fleuve monte vite.", "Les quais sont fermés ce soir.", "Le pont tient."]
    assert [each.text for each in found] == wanted
    assert all(text.startswith(each.text, each.start) for each in found)


def test_a_term_that_is_a_code_is_a_term(tmp_path: Path) -> None:
    (tmp_path / "g.csv").write_text("id,fr,en\n1,G7,Group of Seven\n2,A320,Airbus jet\n")
    translator = Translator(termbases=[Termbase.load(tmp_path / "g.csv")], quality="fast")
    (found,) = translator.sentences(article("Le G7 commande un A320, un vieux A320-200."))
    assert [each.concept for each in found.terms] == ["1", "2"]


def test_no_package_for_a_language() -> None:
    translator = Translator(target="de", termbases=())
    with pytest.raises(ModelNotInstalled, match="reader models install"):
        list(translator.translate(sentences_of("وصل الوفد.")))
    assert translator.stored(sentences_of("وصل الوفد.")[0]) is None


def test_a_code_alone_needs_no_package() -> None:
    (translation,) = Translator(target="de", termbases=()).translate(sentences_of("RTX4090"))
    assert (translation.origin, translation.target) == ("copied", "RTX4090")


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
        ("very very well", True, False),
        ("no no no no no", True, True),
        ("of the sea of the sea of the sea", True, True),
        ("from Rabat to Fez and from Fez to Rabat", True, False),
    ],
)
def test_degenerate(tokens: str, finished: bool, expected: bool) -> None:
    assert is_degenerate(Hypothesis(tokens.split(), 0.0, [], finished)) is expected


@pytest.mark.usefixtures("warm")
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


GLOSSARY = (
    "id,ar,en,de,case\n"
    "police,شرطة,police,Polizei,keep\n"
    "ministry,وزارة الداخلية,Ministry of the Interior,Innenministerium,keep\n"
    "nador,الناظور,,Nador-Stadt,keep\n"
)


@pytest.fixture
def bridged(tmp_path: Path, places: Path) -> Path:
    """A machine with a second package, so that German is reached by way of English."""
    respelled(places / "argos" / "translate-en_de", "en", "de")
    path = tmp_path / "terms.csv"
    path.write_text(GLOSSARY, encoding="utf-8")
    return path


def test_a_route_of_two_packages_holds_its_terms(bridged: Path, tmp_path: Path) -> None:
    memory = Memory(tmp_path / "c", tmp_path / "d")
    translator = Translator(
        target="de", termbases=[Termbase.load(bridged)], memory=memory, quality="fast"
    )
    assert [(p.source, p.target) for p in translator.package("ar")] == [("ar", "en"), ("en", "de")]
    text = "وصل الوفد إلى وزارة الداخلية صباح أمس.\nزارت شرطة فاس مدينة الناظور.\nعاد الوفد."
    sentences = translator.sentences(article(text))
    found = list(translator.translate(sentences))
    assert [[use.concept for use in t.terms] for t in found] == [
        ["ministry"],
        ["police", "nador"],  # the second is not in the glossary's English
        [],
    ]
    german = {"ministry": "Innenministerium", "police": "Polizei", "nador": "Nador-Stadt"}
    for translation in found:
        spans = {term.concept: (term.start, term.end) for term in translation.source.terms}
        for use in translation.terms:
            assert translation.target[slice(*use.target_span)] == german[use.concept]
            assert use.source_span == spans[use.concept]
        assert "→en" in translation.package and "→de" in translation.package
    for sentence, made in zip(sentences, found, strict=True):
        stored = translator.stored(sentence)
        assert stored is not None and stored.target == made.target


@pytest.mark.slow
def test_a_term_of_the_bridge_language_is_part_of_the_key(bridged: Path, tmp_path: Path) -> None:
    """The English term decides what the German model reads, and so what it writes."""
    memory = Memory(tmp_path / "c", tmp_path / "d")
    text = "زارت شرطة فاس مدينة الرباط.\nعاد الوفد."
    for glossary, expected in (
        (GLOSSARY, [None, None]),
        (GLOSSARY.replace(",police,", ",constabulary,"), [None, "memory"]),
    ):
        bridged.write_text(glossary, encoding="utf-8")
        translator = Translator(
            target="de", termbases=[Termbase.load(bridged)], memory=memory, quality="fast"
        )
        sentences = translator.sentences(article(text))
        stored = [translator.stored(sentence) for sentence in sentences]
        assert [found and found.origin for found in stored] == expected
        list(translator.translate(sentences))


@pytest.mark.parametrize("prefix", ["", "__en__"])
def test_a_package_of_byte_pairs(tmp_path: Path, prefix: str) -> None:
    folder = byte_pairs(tmp_path / "package", "fr", "en", target_prefix=prefix)
    translator = Translator(model=folder, termbases=(), quality="fast")
    texts = ["the cat sat.", "a dog, here", "the cat sat."]
    found = list(translator.translate(sentences_of(*texts, language="fr")))
    assert [translation.origin for translation in found] == ["model"] * 3
    assert found[0].target == found[2].target
    for translation in found:
        assert translation.target and "@@" not in translation.target
        assert not (prefix and translation.target.startswith(prefix))
    term = Occurrence("animal", 2, 5, ("hound",))
    (held,) = translator.translate([Sentence("a dog, here", 0, 0, "fr", (term,))])
    (use,) = held.terms
    assert held.target[slice(*use.target_span)] == "hound"


def test_byte_pairs_that_are_none(tmp_path: Path) -> None:
    folder = byte_pairs(tmp_path / "package", "fr", "en")
    for content in (b"#version: 0.2\none two three\nfour\n", b"\xff\xfe\x00\x01"):
        (folder / "bpe.model").write_bytes(content)
        with pytest.raises(InvalidPackage, match="install the package again"):
            list(
                Translator(model=folder, termbases=()).translate(
                    sentences_of("the cat", language="fr")
                )
            )


def test_where_nothing_was_corrected_no_correction_is_looked_for(tmp_path: Path) -> None:
    class Memories(Memory):
        def correction(self, key: str) -> Stored | None:
            raise AssertionError("there is none")

    (sentence,) = sentences_of("وصل الوزير إلى فاس.")
    memory = Memories(tmp_path / "c", tmp_path / "d")
    assert Translator(termbases=(), memory=memory).stored(sentence) is None


def test_a_correction_without_a_store_is_refused() -> None:
    (sentence,) = sentences_of("وصل الوفد.")
    with pytest.raises(StoreError):
        Translator(termbases=()).correct(sentence, "It came.")


def test_what_was_begun_is_finished_before_a_failure() -> None:
    translator = Translator(termbases=(), quality="fast")
    known = sentences_of(*(f"وصل الوفد رقم {n}." for n in range(32)))
    found = []
    with pytest.raises(ModelNotInstalled):
        for translation in translator.translate(
            [*known, *sentences_of("Привет мир", language="ru")]
        ):
            found.append(translation)
    assert [translation.source for translation in found] == known


@pytest.mark.slow
def test_a_failure_on_the_way_waits_for_what_comes_before(places: Path) -> None:
    """The second package of a route is opened once the first has done its part."""
    respelled(places / "argos" / "translate-it_de", "it", "de")
    broken = respelled(places / "argos" / "translate-de_en", "de", "en")
    (broken / "model").unlink()
    (broken / "model").mkdir()
    (broken / "model" / "model.bin").write_bytes(b"no model" * 100)
    translator = Translator(termbases=(), quality="fast")
    # Terms that the model does not know keep the first sentences busy for longer.
    terms = (
        Occurrence("delegation", 4, 9, ("Plenipotentiary Legation",)),
        Occurrence("number", 10, 13, ("Ordinal Quantity",)),
    )
    known = [
        replace(sentence, terms=terms)
        for sentence in sentences_of(*(f"وصل الوفد رقم {n}." for n in range(32)))
    ]
    found = []
    with pytest.raises(InvalidPackage):
        for translation in translator.translate([*known, *sentences_of("Ciao.", language="it")]):
            found.append(translation)
    assert [translation.source for translation in found] == known


@pytest.mark.parametrize(
    "text",
    [
        "ـــــــ",
        "\ud800 وصل الوفد",
        "وصل\x00الوفد",
        "\u202eوصل الوفد\u202c",
        "👩‍👩‍👧 وصل 🇲🇦",
        "لا لا لا لا",
    ],
)
def test_odd_text_is_translated_or_kept(engine_free: Translator, text: str) -> None:
    (translation,) = engine_free.translate(sentences_of(text))
    assert translation.target.strip()


def test_a_block_without_sentence_ends_is_cut_in_several(engine_free: Translator) -> None:
    text = "وزار الوفد مدينة فاس وتحدث مع الخبراء " * 400
    sentences = engine_free.sentences(article(text))
    assert 5 < len(sentences) < 50
    assert "".join("".join(sentence.text.split()) for sentence in sentences) == "".join(
        text.split()
    )


@pytest.mark.slow
def test_two_threads_share_a_translator(tmp_path: Path) -> None:
    memory = Memory(tmp_path / "c", tmp_path / "d")
    translator = Translator(termbases=(), memory=memory, quality="fast")
    texts = [f"وصل الوفد رقم {n} إلى {place}." for n in range(30) for place in ("فاس", "طنجة")]
    sentences = sentences_of(*texts)

    def asked() -> int:
        return sum(translator.stored(sentence) is not None for sentence in sentences * 3)

    with ThreadPoolExecutor() as pool:
        work = [pool.submit(lambda: targets(translator.translate(sentences))) for _ in range(3)]
        pool.submit(asked).result()
        results = [job.result() for job in work]
    assert results[0] == results[1] == results[2]
    assert asked() == 3 * len(sentences)
