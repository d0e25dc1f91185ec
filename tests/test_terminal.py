"""What is shown on a terminal gives it no orders."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.terminal import on_one_line, shown


@given(text=st.text(st.characters()))
def test_no_text_gives_a_terminal_orders(text: str) -> None:
    for char in shown(text):
        assert char in "\t\n" or not (ord(char) < 32 or 0x7F <= ord(char) < 0xA0)
        assert not 0x202A <= ord(char) <= 0x202E and not 0x2066 <= ord(char) <= 0x2069
    assert on_one_line(text).isprintable()


@given(text=st.text(st.characters(exclude_categories=["C", "Zl", "Zp"])))
def test_words_are_shown_as_they_are(text: str) -> None:
    assert shown(text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\x1b]0;title\x07news", "\\x1b]0;title\\x07news"),
        ("\x9b31mred", "\\x9b31mred"),
        ("\u202egnp.exe", "gnp.exe"),
        ("one\r\ntwo\u2028three\tfour", "one\ntwo\nthree\tfour"),
        ("النص \u200f(RLM)", "النص \u200f(RLM)"),
    ],
)
def test_what_a_terminal_would_obey(text: str, expected: str) -> None:
    assert shown(text) == expected


def test_a_name_stays_on_its_line() -> None:
    assert on_one_line("a\nb\udcff.txt") == "a\\nb\\xff.txt"
