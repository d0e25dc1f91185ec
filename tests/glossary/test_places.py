"""Where a term goes: into the place of all the words that stood for it, or into the gap it left."""

from __future__ import annotations

import pytest

from reader.engine.engine import Engine, completed
from reader.engine.queue import Hypothesis
from reader.glossary.enforcing.enforcement import enforce
from reader.models.catalogue import starters
from tests.glossary.test_enforcement import assert_held, source


def opened(language: str) -> Engine:
    package = next(p for p in starters() if (p.source, p.target) == (language, "en"))
    return Engine(package, beam_size=1)


@pytest.fixture(scope="module")
def engine() -> Engine:
    return opened("ar")


TEXT = "ناقش الوزير القوافل البحرية والمدارس القروية والأسواق."
"""The minister discussed sea caravans, village schools and markets."""


def placed(
    engine: Engine, text: str, written: str, words: dict[str, str], terms: dict[str, str]
) -> str:
    """What becomes of a translation in which some words stand for some of its source.

    Args:
        engine: the package.
        text: the source.
        written: the translation.
        words: words of the source, and those of the translation that they got.
        terms: words of the source, and the term that they have.
    """
    one = source(engine, text, *((words, [term]) for words, term in terms.items()))
    tokens = engine.tokenizer.encode_target([written])[0]
    rows = [[0.0] * len(one.tokens) for _ in tokens]
    for each, got in words.items():
        column = len(engine.tokenizer.encode([text[: text.index(each) + len(each)]])[0]) - 1
        start = written.index(got)
        for index in range(len(tokens)):
            end = len(engine.tokenizer.decode(tokens[: index + 1]))
            if start < end <= start + len(got):
                rows[index][column] = 1.0
    hypothesis = Hypothesis(tokens, -0.5, rows, True)
    (result,) = completed(enforce(engine, [one], [hypothesis], strict=False))
    assert_held(one, result)
    return result.text


def assert_written(engine: Engine, text: str, got: str, term: str, expected: str) -> None:
    """What he did becomes what is expected where a term stands for the words `got`."""
    words, terms = {"القوافل البحرية": got}, {"القوافل البحرية": term}
    assert placed(engine, TEXT, f"He {text}", words, terms) == f"He {expected}"


def test_a_term_leaves_the_attention_of_what_follows_it(engine: Engine) -> None:
    """The second term would take the place of "schools" alone, for the likeness."""
    words = {"القوافل البحرية": "boat walks", "المدارس القروية": "ground level schools"}
    terms = {"القوافل البحرية": "maritime convoys", "المدارس القروية": "rural schools"}
    text = "The minister discussed boat walks, ground level schools and markets."
    assert placed(engine, TEXT, text, words, terms) == (
        "The minister discussed maritime convoys, rural schools and markets."
    )


@pytest.mark.parametrize(
    ("text", "got", "term", "expected"),
    [
        # What resembles the term stands beside what does not.
        ("discussed sea House trips.", "sea House trips", "sea travel", "discussed sea travel."),
        (
            "praised the sea walk of boats.",
            "sea walk of boats",
            "sea strolls",
            "praised the sea strolls.",
        ),
        ("praised boats, sea trips.", "boats, sea trips", "sea convoys", "praised sea convoys."),
        # One of two quotes would be left.
        ('praised "Sea" caravans.', 'Sea" caravans', "sea convoys", "praised sea convoys."),
        ('praised sea "caravans".', 'sea "caravans', "sea convoys", "praised sea convoys."),
    ],
)
def test_nothing_that_stood_for_a_term_is_left(
    engine: Engine, text: str, got: str, term: str, expected: str
) -> None:
    assert_written(engine, text, got, term, expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("praised the sea walks of the boats.", "praised the sea walkers."),
        ("praised the boats of the sea walks.", "praised the sea walkers."),
        ("praised sea walks of the boats and goats.", "praised sea walkers and goats."),
        ("praised the sea walks of Spanish boats.", "praised the Spanish sea walkers."),
        ("praised the boats on French sea walks.", "praised the French sea walkers."),
        # What belongs to the term, or stands apart from it.
        ("praised the sea walks of Spain.", "praised the sea walkers of Spain."),
        ("praised the boats and the sea walks.", "praised the boats and the sea walkers."),
        ("praised the sea walks, the boats.", "praised the sea walkers, the boats."),
    ],
)
def test_a_term_is_not_said_again_in_the_words_that_stood_for_it(
    engine: Engine, text: str, expected: str
) -> None:
    words = {"القوافل البحرية": "sea walks"}
    if "boats" in text:
        words["القوافل"] = "boats"
    result = placed(engine, TEXT, f"He {text}", words, {"القوافل البحرية": "sea walkers"})
    assert result == f"He {expected}"


def test_an_acronym_of_no_term_gives_way_to_the_term_that_it_stood_for(engine: Engine) -> None:
    words = {"الوزير": "minister", "القوافل البحرية": "GSN"}
    terms = {"الوزير": "minister", "القوافل البحرية": "maritime convoys"}
    result = placed(engine, TEXT, "The minister (GSN) discussed markets.", words, terms)
    assert result == "The minister (maritime convoys) discussed markets."


NAME = "General Directorate for National Security"


@pytest.mark.parametrize(
    ("language", "text", "written", "words", "term", "expected"),
    [
        (
            "ar",
            "وذكر بلاغ للمديرية العامة للأمن الوطني أن الجانبين ناقشا تكوين الشرطة.",
            "The two sides discussed the training of the police.",
            {"الجانبين": "The two sides", "ناقشا": "discussed", "الشرطة": "the police"},
            ("للمديرية العامة للأمن الوطني", NAME),
            f"A statement from the {NAME} said that",
        ),
        (
            "ar",
            "أعلنت المديرية العامة للأمن الوطني عن توقيف أربعة أشخاص.",
            "Four people arrested.",
            {"أربعة": "Four", "أشخاص": "people", "توقيف": "arrested"},
            ("المديرية العامة للأمن الوطني", NAME),
            f"The {NAME} announced that",
        ),
        (
            "fr",
            "La Gazette affirme que le pont sera rouvert lundi.",
            "The bridge will be reopened on Monday.",
            {"pont": "The bridge", "rouvert": "reopened", "lundi": "on Monday"},
            ("La Gazette", "La Gazette"),
            "La Gazette said that",
        ),
        (
            "fr",
            "Les ministres ont tenu à Nouakchott une réunion.",
            "The ministers held a meeting.",
            {"ministres": "The ministers", "tenu": "held", "réunion": "a meeting"},
            ("Nouakchott", "Nouakchott"),
            "The ministers held in Nouakchott",
        ),
        (
            "fr",
            "Les agents ont trouvé dans la remise une chèvre.",
            "The officers found a goat.",
            {"agents": "The officers", "trouvé": "found", "chèvre": "a goat"},
            ("remise", "coach house"),
            "The officers found in the coach house",
        ),
        (
            "ar",
            "زار الوزير أطفال السودان.",
            "The minister visited the children.",
            {"زار": "visited", "الوزير": "The minister", "أطفال": "the children"},
            ("السودان", "Sudan"),
            "The minister visited the children of Sudan",
        ),
        (
            "zh",
            "部长在拉巴特会见了记者。",
            "The minister met the journalists.",
            {"部长": "The minister", "会见": "met", "记者": "the journalists"},
            ("拉巴特", "Rabat"),
            "The minister met the journalists in Rabat",
        ),
    ],
)
def test_what_joins_a_term_to_its_neighbours_comes_with_it(
    language: str,
    text: str,
    written: str,
    words: dict[str, str],
    term: tuple[str, str],
    expected: str,
) -> None:
    result = placed(opened(language), text, written, words, dict([term]))
    assert result.startswith(expected)


@pytest.mark.parametrize(
    ("text", "got", "term", "expected"),
    [
        ("met two contact men.", "contact men", "liaison officer", "met two liaison officers."),
        ("met the contact man.", "contact man", "liaison officer", "met the liaison officer."),
        ("praised great talks.", "great talks", "fruitful dialogue", "praised fruitful dialogues."),
        ("fought foreign acts.", "foreign acts", "organised crime", "fought organised crime."),
        ("had many doubts.", "doubts", "matters of concern", "had many matters of concern."),
    ],
)
def test_a_term_has_the_number_of_the_words_that_stood_for_it(
    engine: Engine, text: str, got: str, term: str, expected: str
) -> None:
    assert_written(engine, text, got, term, expected)
