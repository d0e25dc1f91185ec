from __future__ import annotations

import pytest

from reader.text.garbled import is_garbled
from reader.text.leads import lead


@pytest.mark.parametrize(
    ("language", "text", "target", "rest"),
    [
        ("fr", "1. Réunion du conseil", "1. ", "Réunion du conseil"),
        ("fr", "12) Divers", "12) ", "Divers"),
        ("fr", "(3) Budget", "(3) ", "Budget"),
        ("fr", "b) la suite", "b) ", "la suite"),
        ("fr", "IV. Le retour", "IV. ", "Le retour"),
        ("fr", "– Le conseil siège", "– ", "Le conseil siège"),
        ("fr", "2- Le budget", "2. ", "Le budget"),
        ("ar", "1- اجتماع", "1. ", "اجتماع"),
        ("ar", "٣-اجتماع", "3. ", "اجتماع"),
        ("ar", "٤. اجتماع", "4. ", "اجتماع"),
        ("zh", "十二、召开会议", "12. ", "召开会议"),
        ("zh", "（三）财政", "(3) ", "财政"),
        ("zh", "2.召开会议", "2. ", "召开会议"),
    ],
)
def test_what_numbers_an_item(language: str, text: str, target: str, rest: str) -> None:
    found = lead(text, language)
    assert found is not None
    assert (found.target, text[found.end :]) == (target, rest)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "M. Dupont arrive"),
        ("fr", "C. Dupont arrive"),
        ("fr", "2,5 tonnes saisies"),
        ("fr", "12 morts"),
        ("fr", "3-1 pour Lyon"),
        ("fr", "1-0"),
        ("fr", "- 5 °C ce matin"),
        ("fr", "1. 2."),
        ("ar", "2.5 طن"),
        ("zh", "3.5万亿元"),
        ("zh", "一个人"),
        ("zh", "2024年"),
    ],
)
def test_what_is_part_of_the_sentence(language: str, text: str) -> None:
    assert lead(text, language) is None


def test_spoilt_copies() -> None:
    for word in ("JLLL", "JLL", "JKKL", "jkl", "JCL", "YKL"):
        assert is_garbled(word, "JKL")
    assert is_garbled("KT", "KTX")
    assert is_garbled("3455", "345")
    assert is_garbled("2-1-1", "2-1")
    for word, wanted in (("ll", "LKT"), ("JKL", "JKL"), ("DGSN", "JKL"), ("FBI", "BKZ")):
        assert not is_garbled(word, wanted)
    for word, wanted in (("345", "345"), ("2024", "345"), ("345678", "345"), ("50", "5")):
        assert not is_garbled(word, wanted)
