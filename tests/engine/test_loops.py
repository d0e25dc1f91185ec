from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reader.engine.loops import is_loop, kept_indices, repetition

words = st.lists(st.sampled_from(["▁oil", "▁of", "▁the", "▁sea", ".", ",", "▁7", "s"]), max_size=40)


@pytest.mark.parametrize(
    ("text", "remains"),
    [
        ("olive oil oil oil oil in June 2025.", "olive oil in June 2025."),
        ("of the sea of the sea of the sea.", "of the sea."),
        ("held between the two sides between the two sides.", "held between the two sides."),
        ("in Cairo, Cairo, Cairo.", "in Cairo."),
        ("the DGSISISISISISIS met", "the met"),
        ("a " + "symbliged" * 4 + " man", "a man"),
    ],
)
def test_runs_are_found_and_said_once(text: str, remains: str) -> None:
    tokens = text.split()
    assert is_loop(tokens, [])
    assert " ".join(tokens[index] for index in kept_indices(tokens)) == remains


def test_scattered_repeats_are_found() -> None:
    text = (
        "the head of the security council met the head of the security council of Spain and "
        "then the head of the security council of France"
    )
    assert is_loop(text.split(), [])


@pytest.mark.parametrize(
    "text",
    [
        "the delegation arrived in Rabat",
        "very very well",
        "from Rabat to Fez and from Fez to Rabat",
        "- - - - -",
        "1 1 1 1 1 000 000 000",
        "the Director General of National Security met the Minister of the Interior",
        "the head of the office, the chief of the staff and the rest of the team of the port",
    ],
)
def test_plain_text_is_no_loop(text: str) -> None:
    assert not is_loop(text.split(), [])


def test_what_the_source_repeats_may_repeat() -> None:
    assert is_loop("no no no no".split(), "لم نتفق".split())
    assert not is_loop("no no no no".split(), "لا لا لا لا".split())


def test_tokenizers_of_both_kinds() -> None:
    assert is_loop("▁oi l ▁oi l ▁oi l".split(), [])
    assert is_loop("oi@@ l oi@@ l oi@@ l".split(), [])
    assert is_loop("▁ 油 油 油 油".split(), []) is False, "one sign is no word"
    assert is_loop("▁石油 石油 石油 石油".split(), [])


@example(tokens="oil oil oil of oil of oil of".split())
@given(tokens=words)
def test_something_is_kept_of_whatever_loops(tokens: list[str]) -> None:
    indices = kept_indices(tokens)
    assert indices == sorted(set(indices))
    left = [tokens[index] for index in indices]
    assert repetition(left) <= repetition(tokens)
    if tokens:
        assert left
