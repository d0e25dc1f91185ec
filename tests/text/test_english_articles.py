"""a or an, by what English says."""

from __future__ import annotations

import pytest

from reader.text.english_articles import takes_an

_AN = """
accident envoy island office urgent unimportant uninvited unidentified umbrella onerous Urdu
Élysée œuvre iPhone eleven eight hour honest honour heir
8 80 8,000 8% 11 18 11th 18-year-old 11,000 18.5 11000 1848 $8 €11 "8
EU FBI MP MPs NGO LNG-powered SMS HIV AFP IMF AIDS
F-16 X-ray S&P H1N1 M5 R&D E-3 A O'Brien F.B.I. A.I.
"""
_A = """
war year union unique unit united unanimous uniform user usual usurper utensil utopian uranium
European euro ewe one one-off once Ukrainian Ugandan Uruguayan Utah Uyghur Uighur ubiquitous ukulele
Ouagadougou Yemeni Wednesday McDonald
1 7 10 12 110 111 1,100 180 1.8 $5 118 -8
NATO UNESCO UN UK USB PDF BBC FIFA FAO SIM UNICEF
U-turn T-shirt B2B D'Arcy L'Oréal G7 U.S. U.N.
"""


@pytest.mark.parametrize(
    ("words", "answer"), [(_AN, True), (_A, False), ("historic hotel M. A.", None)]
)
def test_the_sound_decides(words: str, answer: bool | None) -> None:
    assert {word: takes_an(word) for word in words.split()} == dict.fromkeys(words.split(), answer)


def test_what_follows_the_word_does_not_count() -> None:
    assert takes_an("U.S. office") is takes_an("war on") is takes_an("G 8") is False
    assert takes_an("old union") is takes_an("8 years") is True


@pytest.mark.parametrize("nothing", ["", " ", "(", "—", "部长"])
def test_what_is_no_english_word_takes_a(nothing: str) -> None:
    assert takes_an(nothing) is False
