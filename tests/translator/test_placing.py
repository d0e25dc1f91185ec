"""Where bold, links and notes stand in a translation."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader import Translator
from reader.article import Mark, Sentence
from reader.engine.engine import Engine
from reader.translator.edges import superfluous

SENTENCES = {
    "fr": [
        "Le ministre a visité le port de Tanger mardi matin.",
        "La police a arrêté trois hommes près de la gare.",
        "Une délégation du gouvernement est arrivée dans la capitale.",
    ],
    "ar": ["زار الوزير ميناء المدينة صباح يوم الثلاثاء.", "أعلنت الحكومة عن قانون جديد."],
    "zh": ["部长星期二上午参观了丹吉尔港口。", "政府宣布了一项新的法律。"],
}


@pytest.fixture(scope="module")
def translator() -> Iterator[Translator]:
    yield Translator(termbases=(), quality="fast")


def marked(language: str, text: str, first: int, count: int) -> Sentence:
    """A sentence with some of its words, or of its characters, set apart."""
    words = list(re.finditer(r"[\u3400-\u9fff]|[^\W\u3400-\u9fff]+", text))
    first = min(first, len(words) - 1)
    last = min(first + count, len(words)) - 1
    mark = Mark(words[first].start(), words[last].end())
    return Sentence(text, 0, 0, language, (), (mark,))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Ce port est \\*important\\* pour la ville.", r"\\\*important\\\*"),
        ("\\# Le titre du guide", r"\\# \w"),
        ("1\\. Ceci n'est pas une liste.", r"1\\\. This"),
        ("Le prix est de 5 euros \\[voir la note\\].", r"\\\[\w[^\\\[]*\\\]"),
        ("La mer > la ville", r" > "),
    ],
)
def test_what_markdown_escapes_is_escaped_where_it_comes_out(
    translator: Translator, text: str, wanted: str
) -> None:
    (translation,) = translator.translate([Sentence(text, 0, 0, "fr")])
    assert re.search(wanted, translation.target)


@pytest.mark.slow
@settings(max_examples=30)
@given(
    language=st.sampled_from(sorted(SENTENCES)),
    which=st.integers(0, 2),
    first=st.integers(0, 9),
    count=st.integers(1, 3),
)
def test_an_article_is_bold_where_the_source_has_one(
    translator: Translator, language: str, which: int, first: int, count: int
) -> None:
    texts = SENTENCES[language]
    sentence = marked(language, texts[which % len(texts)], first, count)
    (translation,) = translator.translate([sentence])
    own = sentence.text[sentence.marks[0].start : sentence.marks[0].end]
    (mark,) = translation.marks
    words = re.findall(r"[\w']+", translation.target[mark.start : mark.end].lower())
    begin, end = superfluous(own, language, "en")
    assert words
    assert words[0] not in begin
    assert words[-1] not in end


@pytest.mark.parametrize(
    ("language", "source", "begins", "ends"),
    [
        ("fr", "port", True, True),
        ("fr", "le port", False, True),
        ("fr", "l’Intérieur", False, True),
        ("fr", "port de", True, False),
        ("ar", "ميناء", True, True),
        ("ar", "الميناء", False, True),
        ("ar", "والميناء", False, True),
        ("ar", "على", False, False),
        ("zh", "港口", True, True),
        ("zh", "在港口", False, True),
    ],
)
def test_small_words_of_a_source(language: str, source: str, begins: bool, ends: bool) -> None:
    begin, end = superfluous(source, language, "en")
    assert ("the" in begin, "the" in end) == (begins, ends)
    assert superfluous(source, language, "fr") == (frozenset(), frozenset())


def test_a_name_that_both_have_is_certain(translator: Translator) -> None:
    text = "La commission de Bruxelles a reçu hier la lettre de Mme Kowalczyk et son avocat."
    start = text.index("Kowalczyk")
    sentence = Sentence(text, 0, 0, "fr", (), (Mark(start, start + len("Kowalczyk")),))
    (translation,) = translator.translate([sentence])
    (mark,) = translation.marks
    if "Kowalczyk" in translation.target:
        assert translation.target[mark.start : mark.end] == "Kowalczyk"


@pytest.mark.slow
def test_marks_cost_no_decoding_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    decoded: list[int] = []
    decode = Engine.decode

    def counted(self: Engine, sources: list[list[str]], *rest: object, **named: object) -> object:
        decoded.append(len(sources))
        return decode(self, sources, *rest, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(Engine, "decode", counted)
    texts = [(language, text) for language, own in SENTENCES.items() for text in own]
    with Translator(termbases=(), quality="fast") as fresh:
        plain = [Sentence(text, 0, 0, language) for language, text in texts]
        targets = [each.target for each in fresh.translate(plain)]
    without = sum(decoded)
    decoded.clear()
    with Translator(termbases=(), quality="fast") as fresh:
        bold = [marked(language, text, 0, 2) for language, text in texts]
        found = list(fresh.translate(bold))
    assert sum(decoded) == without
    assert [each.target for each in found] == targets
    assert all(each.marks for each in found)
