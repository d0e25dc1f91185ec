from __future__ import annotations

import lzma
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.article import TermUse
from reader.errors import InvalidPackage
from reader.memory.store import Stored
from reader.models.catalogue import starters
from reader.models.package import WORDS
from reader.translator.inventions import without_inventions

KNOWN = frozenset(
    "the minister denied campaign of reconciliation conceded apologies replacing feed river water "
    "publishes megawatts hotspot standstill paper opened that said embassy".split()
)


def made_of(target: str, *terms: TermUse) -> Stored:
    return Stored(target, terms)


def doubted(source: str, target: str, *terms: TermUse) -> list[str]:
    made = without_inventions(source, made_of(target, *terms), KNOWN)
    assert all(doubt.kind == "word" and doubt.target_span for doubt in made.doubts)
    return [made.target[slice(*doubt.target_span)] for doubt in made.doubts if doubt.target_span]


def test_a_word_that_the_model_made_up_is_doubted_where_it_stands() -> None:
    source = "Le ministre a démenti une campagne de dénigrement."
    assert doubted(source, "The minister denied a campaign of dengeration.") == ["dengeration"]
    assert doubted(source, "The minister denied a campaign.") == []
    assert doubted(source, "The minister denied an anti-tremoralism campaign.") == ["tremoralism"]
    assert doubted(source, "The minister denied the ex-minister and Saint-germain.") == []


@pytest.mark.parametrize(
    ("said", "right"),
    [
        ("reconconciliation", "reconciliation"),
        ("concededed", "conceded"),
        ("megawattts", "megawatts"),
        ("apologys", "apologies"),
        ("replaceing", "replacing"),
        ("publishs", "publishes"),
    ],
)
def test_a_stutter_and_a_wrong_ending_are_set_right(said: str, right: str) -> None:
    made = without_inventions("Source.", made_of(f"The minister said {said}."), KNOWN)
    assert (made.target, made.doubts) == (f"The minister said {right}.", ())


def test_what_was_not_meant_is_not_made_of_it() -> None:
    made = without_inventions("Source.", made_of("The paper feeded the minister."), KNOWN)
    assert made.target == "The paper feeded the minister."
    assert len(made.doubts) == 1


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Le ministre a mangé une harira.", "The minister said harira."),
        ("Écrire à dossierx@mine.example, dit le ministre.", "The minister: dossierx@mine.example"),
        ("Voir le fichier.", "The minister opened www.dossierx.example/papier and notes.docx."),
        ("Points chauds.", "Hotspots, standstills, riverwater and a reopened embassy"),
        ("Il dit.", "The minister isn't at Dengeration's."),
    ],
)
def test_words_of_the_source_names_and_compounds_are_left_alone(source: str, target: str) -> None:
    made = without_inventions(source, made_of(target), KNOWN)
    assert (made.target, made.doubts) == (target, ())


def test_a_terms_own_words_are_never_doubted() -> None:
    term = TermUse("wilaya", (0, 6), (4, 11), "substituted")
    assert doubted("Wilaya.", "The wilayah said.", term) == []
    assert doubted("Kilaya.", "The wilayah said.") == ["wilayah"]


@given(st.text(alphabet="abceghsy ,.-é'@/1", max_size=40), st.sets(st.text("abceghsy", min_size=1)))
def test_no_word_is_lost_and_no_doubt_stands_elsewhere(target: str, words: set[str]) -> None:
    made = without_inventions("", made_of(target), frozenset(words))
    assert len(made.target.split()) == len(target.split())
    for doubt in made.doubts:
        assert doubt.target_span is not None
        assert made.target[slice(*doubt.target_span)] not in words


def test_the_starters_know_their_words() -> None:
    for package in starters():
        if package.target == "en":
            assert {"minister", "agreement", "announced"} <= package.words
            assert "dengeration" not in package.words
        else:
            assert not package.words


def test_a_list_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    package = starters()[0]
    listed = replace(package, model=tmp_path)
    assert listed.words == frozenset()
    broken = replace(package, model=tmp_path / "other")
    broken.model.mkdir()
    (broken.model / WORDS).write_bytes(lzma.compress(b"minister\n")[:-9])
    with pytest.raises(InvalidPackage, match=r"words\.txt\.xz cannot be read"):
        _ = broken.words
