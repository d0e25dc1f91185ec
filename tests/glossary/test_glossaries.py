"""The glossaries in force, and changes that several processes make at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from reader.errors import GlossaryError
from reader.glossary import Concept, Glossaries, Term, Termbase
from reader.glossary.glossaries import user_glossary
from reader.glossary.kept import kept
from reader.locations import cache_directory
from tests.programs import called


def concept(french: str, english: str) -> Concept:
    return Concept("", {"fr": (Term(french),), "en": (Term(english),)})


@pytest.fixture
def own() -> Termbase:
    with Termbase.editing(user_glossary()) as termbase:
        termbase.add(concept("quai", "quay"))
    return termbase


def test_names_choose_among_own_shipped_and_files(own: Termbase, tmp_path: Path) -> None:
    named = tmp_path / "mine.csv"
    named.write_text("id,fr,en\nport,port,harbour\n", "utf-8")
    shipped = [base.name for base in Glossaries.active(["shipped"])]
    assert [base.name for base in Glossaries.active()] == ["own", *shipped]
    both = Glossaries.active([f"{named},own", shipped[0]])
    assert [base.name for base in both] == ["mine", "own", shipped[0]]
    with pytest.raises(GlossaryError, match=r"nowhere.*own, shipped"):
        Glossaries.active(["nowhere"])


def test_what_ships_is_edited_in_a_copy(own: Termbase) -> None:
    shipped = Glossaries.active(["shipped"])
    editable, others = shipped.editable()
    assert editable.path == own.path
    assert list(others) == list(shipped)


def test_a_concept_is_there_already_only_with_the_english_that_is_preferred() -> None:
    guard = Concept(
        "guard",
        {
            "fr": (Term("garde nationale"),),
            "en": (Term("National Guard"), Term("state guard", "admitted")),
        },
    )
    known = Glossaries([Termbase([guard])])
    assert known.equivalent(concept("Garde nationale", "National Guard")) is guard
    assert known.equivalent(Concept("", {"fr": (Term("garde nationale"),)})) is guard
    assert known.equivalent(concept("garde nationale", "state guard")) is None


def test_what_is_made_of_glossaries_makes_room_for_what_is_newer() -> None:
    for number in range(70):
        assert kept([str(number)], lambda: b"made") == b"made"
    assert len(list((cache_directory() / "glossaries").iterdir())) == 64

    def made_again() -> bytes:
        raise AssertionError("the last one is kept")

    assert kept(["69"], made_again) == b"made"


def test_a_new_glossary_is_for_its_owner_alone(own: Termbase) -> None:
    assert own.path is not None
    assert own.path.stat().st_mode & 0o077 == 0
    assert own.path.parent.stat().st_mode & 0o077 == 0


def test_nothing_is_made_where_nothing_changes(tmp_path: Path) -> None:
    with Termbase.editing(tmp_path / "new" / "terms.csv"):
        pass
    assert not list(tmp_path.iterdir())


@pytest.mark.slow
@pytest.mark.usefixtures("warm")
def test_many_processes_add_at_once_and_none_is_refused(own: Termbase, tmp_path: Path) -> None:
    def add(n: int) -> tuple[bytes, int]:
        added = called("glossary", "add", "--fr", f"mot{n}", "--en", f"word{n}")
        return added.stderr, added.returncode

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(add, range(8))) == [(b"", 0)] * 8
    assert len(Termbase.load(user_glossary())) == 9
