"""Where a term goes: into the place of all the words that stood for it, and of no others."""

from __future__ import annotations

import pytest

from reader.engine.engine import Engine, completed
from reader.engine.queue import Hypothesis
from reader.glossary.enforcing.enforcement import Enforced, enforce
from reader.models.catalogue import starters
from tests.glossary.test_enforcement import assert_held, source


@pytest.fixture(scope="module")
def engine() -> Engine:
    package = next(p for p in starters() if (p.source, p.target) == ("ar", "en"))
    return Engine(package, beam_size=1)


TEXT = "ناقش الوزير القوافل البحرية والمدارس القروية والأسواق."
"""The minister discussed sea caravans, village schools and markets."""


def placed(engine: Engine, written: str, *terms: tuple[str, str, str]) -> Enforced:
    """What becomes of a translation in which words stand for words of TEXT.

    Args:
        engine: the package.
        written: the translation.
        terms: words of TEXT, the term that they have, and the words of `written` that they got.
    """
    one = source(engine, TEXT, *((words, [term]) for words, term, _ in terms))
    tokens = engine.tokenizer.encode_target([written])[0]
    rows = [[0.0] * len(one.tokens) for _ in tokens]
    for words, _, got in terms:
        column = len(engine.tokenizer.encode([TEXT[: TEXT.index(words) + len(words)]])[0]) - 1
        start = written.index(got)
        for index in range(len(tokens)):
            end = len(engine.tokenizer.decode(tokens[: index + 1]))
            if start < end <= start + len(got):
                rows[index][column] = 1.0
    hypothesis = Hypothesis(tokens, -0.5, rows, True)
    (result,) = completed(enforce(engine, [one], [hypothesis], strict=False))
    assert_held(one, result)
    return result


def test_a_term_leaves_the_attention_of_what_follows_it(engine: Engine) -> None:
    """The second term would take the place of "schools" alone, for the likeness."""
    result = placed(
        engine,
        "The minister discussed boat walks, ground level schools and markets.",
        ("القوافل البحرية", "maritime convoys", "boat walks"),
        ("المدارس القروية", "rural schools", "ground level schools"),
    )
    assert result.text == "The minister discussed maritime convoys, rural schools and markets."
