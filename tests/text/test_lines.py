"""Lines put together again: words that a hyphen breaks, Chinese, Markdown's quotations."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.lines import joined, one_line


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("le gouver-\nnement", "le gouvernement"),
        ("Casa-\n  blanca", "Casablanca"),
        ("un soft\u00ad\nhyphen", "un softhyphen"),
        ("le porte-\nparole", "le porte-parole"),
        ("la porte-\nparole", "la porte-parole"),
        ("c'est-à-\ndire", "c'est-à-dire"),
        ("un arc-\nen-ciel", "un arc-en-ciel"),
        ("viendra-t-\nil", "viendra-t-il"),
        ("le vice-\nprésident", "le vice-président"),
        ("le mi-\nnistre et l'ex-\nministre", "le ministre et l'ex-ministre"),
        ("les au-\ntorités du par-\nlement", "les autorités du parlement"),
        ("un avan-\ntage, avant-\nhier", "un avantage, avant-hier"),
        ("elle-\nmême à mi-\nlieu", "elle-même à milieu"),
        ("Aix-\nMarseille", "Aix-Marseille"),
        ("en 2020-\n2021", "en 2020-2021"),
        ("a -\nb", "a - b"),
        ("fin -\n- début", "fin - - début"),
        ("Un mot\r\n  suit", "Un mot suit"),
        ("Un\n> autre\n> > mot", "Un autre mot"),
        ("si a >\nb ou a > b", "si a > b ou a > b"),
        ("un  espace double", "un  espace double"),
    ],
)
def test_a_line_s_end_in_french(broken: str, whole: str) -> None:
    assert one_line(broken, "fr") == whole


def test_chinese_has_no_space_at_a_line_s_end() -> None:
    assert one_line("外交部\n发言人 AFP\n报道", "zh") == "外交部发言人 AFP报道"
    assert joined(["外交部", "发言人", "AFP", "报道"]) == "外交部发言人 AFP 报道"


def test_arabic_presentation_forms_are_words() -> None:
    assert joined(["\ufee3\ufeae\ufea3", "\ufe91\ufe8e"]) == "\ufee3\ufeae\ufea3 \ufe91\ufe8e"


@given(st.text(alphabet="ab-é中 \n\r\t>\u2028\u00ad1"), st.sampled_from(["fr", "zh", None]))
def test_no_letter_is_lost_and_no_line_is_left(text: str, language: str | None) -> None:
    line = one_line(text, language)
    assert [c for c in line if c.isalnum()] == [c for c in text if c.isalnum()]
    assert not set(line) & set("\n\r\u2028")
    assert one_line(line, language) == line


def test_a_long_stretch_of_spaces_is_nothing_special() -> None:
    spaces = " " * 200_000
    assert one_line(f"a{spaces}b{spaces}\nc", "fr") == f"a{spaces}b c"
