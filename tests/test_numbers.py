from __future__ import annotations

import pytest

from reader import Translator
from reader.article import Occurrence, Sentence
from reader.text.numbers import with_numbers


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("أوقفت الشرطة 5000 شخص", ["5,000"]),
        ("أوقفت الشرطة ٤٥ شخصا في ٢٠١٧", ["45", "2017"]),
        ("58.341 محاولة و 12 800 قرص", ["58,341", "12,800"]),
        ("en 2025, 1 200 agents", ["2025", "1,200"]),
        ("警方2023年逮捕了341人", ["2023", "341"]),
        ("بلغ عددهم 45 ألف شخص و 3 ملايين", []),
        ("3万人，200万欧元", []),
        ("في 12/03/2024 على الساعة 10:30 بنسبة 45%", []),
        ("F-16 وCOVID-19 و7", []),
        ("نسبة 12.4", []),
        ("الترتيب 11 22 33 44 55 66 77 88", []),
    ],
)
def test_numbers_of_a_text(text: str, wanted: list[str]) -> None:
    found = with_numbers(text, (), "en")
    assert [term.targets[0] for term in found] == wanted
    for term in found:
        assert any(character.isdecimal() for character in text[term.start : term.end])


def test_a_number_inside_a_term_is_the_term_s() -> None:
    term = Occurrence("resolution", 0, 9, ("Resolution 2334",))
    assert with_numbers("قرار 2334", (term,), "en") == (term,)


def test_numbers_hold_and_are_no_terms() -> None:
    translator = Translator(quality="fast")
    texts = [f"أوقفت الشرطة {n} شخصا في مدينة فاس أمس." for n in (61, 119, 341, 4700, 58341)]
    for translation in translator.translate([Sentence(text, 0, 0, "ar") for text in texts]):
        number = next(word for word in translation.source.text.split() if word.isdecimal())
        assert number in translation.target.replace(",", "").replace(" ", "")
        assert translation.terms == ()


def test_the_store_knows_whether_numbers_were_held() -> None:
    sentences = [Sentence(text, 0, 0, "ar") for text in ("وصل 61 شخصا.", "وصل الوفد.")]
    bare, held = Translator(termbases=()), Translator()
    route = held.package("ar")
    same = [
        bare._request(sentence, route).key == held._request(sentence, route).key
        for sentence in sentences
    ]
    assert same == [False, True]
