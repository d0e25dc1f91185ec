"""Capitals that only say that a sentence begins."""

from __future__ import annotations

import pytest

from reader.text.capitals import within


@pytest.mark.parametrize(
    ("words", "language", "elsewhere", "expected"),
    [
        ("Port security", "en", (), "port security"),
        ("Sûreté portuaire", "fr", (), "sûreté portuaire"),
        ("Port", "en", (), "Port"),
        ("Port", "en", ("They left the port, which closed.",), "port"),
        ("Port", "en", ("They call it Port, as the song does.",), "Port"),
        ("Hassan spoke", "en", (), "Hassan spoke"),
        ("Moroccan police", "en", (), "Moroccan police"),
        ("Tanger accueille", "fr", (), "Tanger accueille"),
        ("DGSN agents", "en", (), "DGSN agents"),
        ("Abdelhak Khiame", "fr", (), "Abdelhak Khiame"),
        ("Interior Ministry", "en", (), "Interior Ministry"),
        ("Le Quai", "fr", ("Il lit Le Quai chaque matin, sur le banc.",), "Le Quai"),
        ("Le Quai", "fr", ("Il attend sur le banc.",), "le Quai"),
        ("L’accord naval", "fr", (), "l’accord naval"),
        ("États-Unis et alliés", "fr", (), "États-Unis et alliés"),
        ("Hafen und Stadt", "de", (), "Hafen und Stadt"),
        ("I agree", "en", (), "I agree"),
        ("port", "en", (), "port"),
        ("3 ports", "en", (), "3 ports"),
        ("港口安全", "zh", (), "港口安全"),
        ("", "en", (), ""),
    ],
)
def test_the_first_words_of_a_sentence_within_one(
    words: str, language: str, elsewhere: tuple[str, ...], expected: str
) -> None:
    assert within(words, language, elsewhere) == expected
