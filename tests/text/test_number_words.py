from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.english_numbers import says
from reader.text.literals.numerals import spelt
from reader.text.number_words import NumberWords, number_words


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("fr", "mille neuf cent soixante-dix-sept", [1977]),
        ("fr", "quatre-vingt-un, soixante et onze, cent quatre", [81, 71, 104]),
        ("fr", "trois milliards deux cents millions", [3_200_000_000]),
        ("fr", "mille milliards, un million, l'un des deux", [10**12, 10**6]),
        ("fr", "une douzaine, une huitaine et un millier", [12, 8, 1000]),
        ("fr", "entre vingt et trente", [20, 30]),
        ("ar", "ثلاثة وعشرون ألفاً وخمسمائة", [23_500]),
        ("ar", "ثلاث مئة، ثلاثمائة، مئتان ومائتي وأربعون", [300, 300, 200, 240]),
        ("ar", "مليارين وثلاثة ملايين", [2_003_000_000]),
        ("ar", "اثنا عشر، إحدى عشرة، بعشرة، للثلاثة", [12, 11, 10, 3]),
        ("ar", "الحادي والعشرين، الثالث عشر", []),
        ("ar", "ألفا متفرج، مليونا شجرة، مليارا دينار", [2000, 2_000_000, 2 * 10**9]),
        ("ar", "ألفا ومئتي درهم، مليونا وثلاثمائة ألف", [1200, 1_300_000]),
        ("ar", "عشرون ألفا من المشجعين، جيل ألفا، ألفا روميو", [20_000]),
        ("zh", "三个、第四个、五位", [3, 5]),
        ("es", "tres", []),
    ],
)
def test_values(language: str, text: str, wanted: list[int]) -> None:
    assert [each.value for each in number_words(text, language)] == wanted


@given(
    st.text(alphabet="عشرين ثلاثة مائة ألف و مليون vingt cent-mille et,"),
    st.sampled_from(("fr", "ar")),
)
def test_spans_are_within_the_text_and_apart(text: str, language: str) -> None:
    end = 0
    for each in number_words(text, language):
        assert end <= each.start < each.end <= len(text)
        end = each.end


@given(st.integers(3, 100))
def test_english_is_read_in_words_and_digits(value: int) -> None:
    number = NumberWords(value, 0, 1)
    words = spelt(value)
    assert words
    assert says(f"Some {words} guests came", number, "x")
    assert says(f"Some {value} guests came", number, "x")
    assert not says(f"Some {words} thousand and one guests came", NumberWords(value + 1, 0, 1), "x")


@pytest.mark.parametrize(
    ("language", "phrase"),
    [
        ("fr", "voici trois et quatre cents, vingt-et-un, par trois, 4 cents, pour cent"),
        ("ar", "عن ثلاثة وأربعة آلاف، 5 ملايين، عشرات الملايين، ثلاثة ونصف"),
        ("zh", "三个和四十二位"),
    ],
)
def test_numbers_far_into_a_text_are_those_of_its_end_alone(language: str, phrase: str) -> None:
    before = "– " * 3000
    far = [(n.value, n.start - len(before)) for n in number_words(before + phrase, language)]
    assert far == [(n.value, n.start) for n in number_words(phrase, language)] != []
