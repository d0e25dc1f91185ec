"""A termbase is read whole or not at all, changed with undo, and written safely."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.errors import GlossaryError
from reader.glossary import Concept, Glossaries, Term, Termbase, conflicts
from reader.glossary.concept import format_terms, parse_terms
from reader.glossary.glossaries import Claims
from reader.glossary.merging import save
from reader.locations import domain_glossaries
from tests.glossary.strategies import TERMS, glossaries, listed

HEADER = "id,ar,fr,zh,en,acronym,case,note\n"
ROW = "interpol,الإنتربول,Interpol,国际刑警组织,Interpol|ICPO|!Interpole,ICPO,keep,police\n"
INTERPOL = Concept(
    "interpol",
    {
        "ar": (Term("الإنتربول"),),
        "fr": (Term("Interpol"),),
        "zh": (Term("国际刑警组织"),),
        "en": (Term("Interpol"), Term("ICPO", "admitted"), Term("Interpole", "forbidden")),
    },
    "ICPO",
    "keep",
    "police",
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "terms.csv"
    file.write_text(HEADER + ROW, "utf-8")
    return file


def faults(tmp_path: Path, content: str | bytes) -> list[str]:
    file = tmp_path / "bad.csv"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(GlossaryError) as caught:
        Termbase.load(file)
    assert str(file) in str(caught.value)
    return [problem.removeprefix(f"{file}:") for problem in caught.value.problems]


def test_a_row_is_a_concept(path: Path) -> None:
    base = Termbase.load(path)
    assert base.concepts == (INTERPOL,)
    assert base.languages == ("ar", "fr", "zh", "en")
    assert INTERPOL.preferred("en") == "Interpol"
    assert INTERPOL.admitted("en") == ("Interpol", "ICPO")
    assert INTERPOL.forbidden("en") == ("Interpole",)
    assert (INTERPOL.preferred("es"), INTERPOL.admitted("es")) == ("", ())


def test_columns_may_be_few_and_in_any_order(tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    file.write_text("\ufeffes;note;ID\r\nPolicía;dice «hola»;p\r\n", "utf-8")
    (concept,) = Termbase.load(file).concepts
    assert concept == Concept("p", {"es": (Term("Policía"),)}, note="dice «hola»")


def test_a_spreadsheets_utf16_is_read(tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    file.write_bytes("id\tfr\na\tÉtat\n".encode("utf-16"))
    assert Termbase.load(file).concepts[0].preferred("fr") == "État"


def test_all_faults_of_a_file_are_told_with_line_and_column(tmp_path: Path) -> None:
    content = (
        "id,fr,en,case\n"
        "a,x,y,keep\n"
        "a,x,z,keep\n"
        ",x,y,\n"
        ",,,\n"
        "b,x,y,Upper\n"
        "c,|x,y,\n"
        "d,x|!x,y,\n"
        "e,x|x,y,\n"
        "f,x\n"
        "g,,,\n"
        "h,x,y\0z,\n"
        'i,"x,y,\n'
        'j,x"y,z,\n'
        'k,"x"y,z,\n'
        "l,x,y,,z\n"
        "m,x||z,y,\n"
        "n,!,y,\n"
        "o\n"
    )
    assert faults(tmp_path, content) == [
        "3:1 the id “a” is taken by line 2",
        "4:1 the id is missing",
        "6:7 case is “Upper”: write keep, match or lower",
        "7:3 fr: the preferred term is empty",
        "8:3 fr: “x” is both allowed and forbidden",
        "9:3 fr: “x” is listed twice",
        "10:3 2 cells, but there are 4 columns",
        "11:1 “g” has no term in any language",
        "12:5 a control character stands here (NUL)",
        "13:3 this quote is never closed",
        '14:3 a quote in the middle of a cell: quote all of it, and write ""',
        '15:3 text after a closing quote: write a quote inside a cell as ""',
        "16:7 5 cells, but there are 4 columns",
        "17:3 fr: variant 2 is empty",
        "18:3 fr: the preferred term is empty",
        "19:1 1 cell, but there are 4 columns",
    ]


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("", "1:1 the file is empty"),
        ("\n\n", "1:1 the file is empty"),
        ("id,note\nx,y\n", "1:1 there is no language column"),
        ("id,fr-FR,fra\nx,y,z\n", "1:10 the columns “fr-FR” and “fra” are one language, fr"),
        ("id,fr,fr\nx,y,z\n", "1:7 the column “fr” appears twice"),
        ("id,ru\nx,мир\n".encode("koi8-r"), "2:3 byte 0xcd is not UTF-8"),
        (b"\xff\xfea", "1:1 this is not valid UTF-16"),
    ],
)
def test_a_file_that_is_no_glossary_is_refused(
    tmp_path: Path, content: str | bytes, fault: str
) -> None:
    found = faults(tmp_path, content)
    assert any(one.startswith(fault) for one in found)


@pytest.mark.parametrize("name", ["missing.csv", "."])
def test_a_file_that_cannot_be_read_is_an_error(tmp_path: Path, name: str) -> None:
    with pytest.raises(GlossaryError, match="Cannot read the glossary"):
        Termbase.load(tmp_path / name)


@settings(max_examples=80)
@given(TERMS, st.lists(st.booleans(), min_size=4, max_size=4))
def test_a_cell_is_read_back(texts: list[str], flags: list[bool]) -> None:
    terms = listed(texts, flags)
    assert parse_terms(format_terms(terms)) == terms


def test_concepts_are_added_edited_removed_and_each_step_undone(path: Path) -> None:
    base = Termbase.load(path)
    added = base.add(Concept("", {"en": (Term("Royal Armed Forces"),)}))
    assert added.id == "royal-armed-forces"
    assert base.add(replace(added, id="")).id == "royal-armed-forces-2"
    assert base.add(Concept("", {"ar": (Term("بسيج"),)})).id == "بسيج"
    before = base.edit(replace(INTERPOL, note="changed"))
    assert before == INTERPOL
    assert base.get("interpol") == replace(INTERPOL, note="changed")
    assert base.remove("interpol").note == "changed"
    assert "interpol" not in base
    assert base.modified
    steps = 0
    while base.undo():
        steps += 1
    assert (steps, base.concepts, base.modified) == (5, (INTERPOL,), False)
    while base.redo():
        steps -= 1
    assert (steps, len(base)) == (0, 3)


def test_a_new_change_ends_what_could_be_redone(path: Path) -> None:
    base = Termbase.load(path)
    base.remove("interpol")
    base.undo()
    base.edit(replace(INTERPOL, note="x"))
    assert not base.redo()


@pytest.mark.parametrize(
    "concept",
    [
        Concept("x"),
        Concept("x", {"en": ()}),
        Concept("x", {"en": (Term("a|b"),)}),
        Concept("x", {"en": (Term("a", "admitted"),)}),
        Concept("x", {"en": (Term("a"), Term("a", "forbidden"))}),
        Concept("x", {"english": (Term("a"),)}),
        Concept("x", {"en": (Term("a"),)}, note="two\nlines"),
        Concept("x", {"en": (Term("a"),)}, case="upper"),  # type: ignore[arg-type]
        Concept("interpol", {"en": (Term("a"),)}),
    ],
)
def test_a_concept_that_could_not_be_read_back_is_not_added(path: Path, concept: Concept) -> None:
    base = Termbase.load(path)
    with pytest.raises(GlossaryError):
        base.add(concept)
    assert base.concepts == (INTERPOL,)
    assert not base.undo()


def test_what_is_not_there_cannot_be_edited_or_removed(path: Path) -> None:
    base = Termbase.load(path)
    with pytest.raises(GlossaryError, match="no concept “x”"):
        base.remove("x")
    with pytest.raises(GlossaryError, match="no concept “x”"):
        base.edit(replace(INTERPOL, id="x"))


def test_saving_keeps_the_version_before(path: Path) -> None:
    base = Termbase.load(path)
    base.edit(replace(INTERPOL, note="changed"))
    assert base.save() == path
    assert not base.modified
    assert Termbase.load(path).get("interpol") == replace(INTERPOL, note="changed")
    assert path.with_name("terms.csv~").read_text("utf-8") == HEADER + ROW
    assert sorted(entry.name for entry in path.parent.iterdir()) == ["terms.csv", "terms.csv~"]


def test_an_unchanged_glossary_is_written_as_it_was(path: Path) -> None:
    Termbase.load(path).save()
    assert path.read_text("utf-8") == HEADER + ROW


def test_a_change_by_another_program_is_not_overwritten(path: Path) -> None:
    base = Termbase.load(path)
    base.edit(replace(INTERPOL, note="mine"))
    path.write_text(HEADER + ROW + "x,,x,,,,,\n", "utf-8")
    with pytest.raises(GlossaryError, match="changed by another program"):
        base.save()
    assert len(Termbase.load(path)) == 2
    assert base.modified


def test_two_programs_changes_are_both_kept_and_the_later_wins_where_they_meet(path: Path) -> None:
    base = Termbase.load(path)
    read = {concept.id: concept for concept in base}
    base.edit(replace(INTERPOL, note="mine"))
    base.add(Concept("", {"en": (Term("mine"),)}))
    with Termbase.editing(path) as theirs:
        theirs.edit(replace(INTERPOL, note="theirs"))
        theirs.add(Concept("", {"en": (Term("theirs"),)}))
    saved = save(base, read)
    assert [(concept.id, concept.note) for concept in saved] == [
        ("interpol", "mine"),
        ("theirs", ""),
        ("mine", ""),
    ]
    assert Termbase.load(path).concepts == saved.concepts and not saved.modified
    removed = Termbase.load(path)
    read = {concept.id: concept for concept in removed}
    removed.remove("theirs")
    with Termbase.editing(path) as theirs:
        theirs.remove("mine")
    assert [concept.id for concept in save(removed, read)] == ["interpol"]


def test_a_failed_save_leaves_the_file_alone(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    base = Termbase.load(path)
    base.edit(replace(INTERPOL, note="mine"))

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(GlossaryError, match="No space left"):
        base.save()
    assert path.read_text("utf-8") == HEADER + ROW
    assert [entry.name for entry in path.parent.iterdir()] == ["terms.csv"]


def test_a_new_glossary_is_saved_where_folders_are_missing(tmp_path: Path) -> None:
    base = Termbase.open(tmp_path / "a" / "b.csv")
    base.add(INTERPOL)
    base.save()
    assert Termbase.open(tmp_path / "a" / "b.csv").concepts == (INTERPOL,)
    with pytest.raises(GlossaryError, match="say where to save"):
        Termbase().save()


def test_another_language_gets_its_own_column(path: Path) -> None:
    base = Termbase.load(path)
    base.add(Concept("x", {"es": (Term("policía"),)}))
    base.save()
    assert path.read_text("utf-8").startswith("id,ar,fr,zh,en,es,acronym")
    assert Termbase.load(path).get("x") == Concept("x", {"es": (Term("policía"),)})


@pytest.mark.parametrize(
    "query",
    ["الانتربول", "الإنتربول", "إنتربول", "INTERPOL", "國際刑警", "icpo", "interpole", "刑警"],
)
def test_lookup_ignores_spelling_and_searches_every_language(path: Path, query: str) -> None:
    assert Termbase.load(path).lookup(query) == (INTERPOL,)


def test_lookup_is_limited_to_languages_and_puts_whole_terms_first() -> None:
    base = Termbase(
        Concept(name, {"fr": (Term(term),)})
        for name, term in (
            ("a", "antipolice"),
            ("b", "la police"),
            ("c", "policier"),
            ("d", "Police"),
        )
    )
    assert [concept.id for concept in base.lookup("police")] == ["d", "b", "a"]
    assert [concept.id for concept in base.lookup("polic")] == ["c", "d", "b", "a"]
    assert base.lookup("police", ["en"]) == ()
    assert len(base.lookup("")) == 4


def test_the_users_glossary_comes_before_the_domains(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DRAGOMAN_DATA", str(tmp_path))
    shipped = [path.stem for path in domain_glossaries()]
    assert [base.name for base in Glossaries.active()] == shipped
    (tmp_path / "glossary.csv").write_text(HEADER + ROW, "utf-8")
    assert [base.name for base in Glossaries.active()] == ["own", *shipped]
    assert [base.name for base in Glossaries.active([tmp_path / "glossary.csv"])] == ["own"]


def test_conflicts_name_the_concept_that_wins() -> None:
    own = Termbase([Concept("mine", {"fr": (Term("Sûreté de l’Etat"),)})], Path("own.csv"))
    other = Termbase(
        [
            Concept("theirs", {"fr": (Term("sûreté de l'État"),), "en": (Term("A"),)}),
            Concept("third", {"en": (Term("A"),)}),
        ],
        Path("domain.csv"),
    )
    (conflict,) = conflicts([own, other])
    assert (conflict.language, conflict.term) == ("fr", "Sûreté de l’Etat")
    assert [(c.id, name) for c, name in conflict.claims] == [("mine", "own"), ("theirs", "domain")]
    assert [c.claims[0][0].id for c in conflicts([other, own], target_language="fr")] == ["theirs"]


@settings(max_examples=40)
@given(glossaries())
def test_csv_holds_everything(
    tmp_path_factory: pytest.TempPathFactory, rows: list[Concept]
) -> None:
    path = tmp_path_factory.mktemp("csv") / "x.csv"
    base = Termbase(rows, path)
    base.save()
    assert Termbase.load(path).concepts == tuple(rows)


def test_lookup_letter_by_letter_finds_what_a_lookup_of_the_whole_finds() -> None:
    names = ("bureau", "accord", "burnous", "Burundi", "Bürgermeister", "abus")
    concepts = [Concept(f"c{n}", {"fr": (Term(f"{names[n % 6]} {n}"),)}) for n in range(60)]
    typed = Termbase(concepts)
    for query in ("b", "bu", "bur", "bure", "bure", "bur", "burn", "a", "ac", "", "bu", "bu 1"):
        assert typed.lookup(query) == Termbase(concepts).lookup(query), query
    assert typed.lookup("burn") != ()
    added = typed.add(Concept("", {"fr": (Term("burnous neuf"),)}))
    assert added in typed.lookup("burnous")
    typed.undo()
    assert added not in typed.lookup("burnous n")


def test_a_concept_is_told_which_others_have_its_terms() -> None:
    own = Termbase([Concept("a", {"fr": (Term("quai"),)}), Concept("b", {"fr": (Term("voie"),)})])
    other = Termbase([Concept("c", {"fr": (Term("môle"),)})])
    claims = Claims([own, other])
    new = Concept("", {"fr": (Term("Quais"), Term("mole"), Term("digue")), "en": (Term("quai"),)})
    first, second = claims.conflicts_of(new)
    assert [concept.id for concept, _ in first.claims] == ["a", ""]
    assert [concept.id for concept, _ in second.claims] == ["", "c"]
    assert claims.conflicts_of(Concept("a", {"fr": (Term("quai"),)})) == ()
    (conflict,) = claims.conflicts_of(Concept("a", {"fr": (Term("voie"),)}))
    assert [concept.id for concept, _ in conflict.claims] == ["a", "b"]
    (conflict,) = claims.conflicts_of(Concept("c", {"fr": (Term("voie"),)}))
    assert [concept.id for concept, _ in conflict.claims] == ["b", "c"]
