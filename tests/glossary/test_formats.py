"""Every format is read as others write it, and reads back what it wrote."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.errors import GlossaryError
from reader.glossary.concept import Concept, Term
from reader.glossary.concept import faults as faults_of
from reader.glossary.formats import format_of, read, write
from reader.glossary.termbase import Termbase
from tests.glossary.strategies import glossaries

LANGUAGES = ("ar", "fr", "zh", "en")


def faults(content: str, name: str, **more: object) -> list[str]:
    with pytest.raises(GlossaryError) as caught:
        read(content.encode(), Path(name), **more)  # type: ignore[arg-type]
    return [problem.removeprefix(f"{name}:") for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("name", "expected"),
    [("a.csv", "csv"), ("a.TBX", "tbx"), ("a.tsv", "tsv"), ("a.utf8", "omegat"), ("a", "csv")],
)
def test_the_name_tells_the_format(name: str, expected: str) -> None:
    assert format_of(Path(name)) == expected


@settings(max_examples=60)
@given(glossaries())
def test_tbx_holds_everything_but_the_rule_on_capitals(rows: list[Concept]) -> None:
    found, languages = read(write(rows, LANGUAGES, Path("x.tbx")), Path("x.tbx"))
    assert found == [replace(concept, case="keep") for concept in rows]
    assert set(languages) == {code for concept in rows for code in concept.terms}


@settings(max_examples=60)
@given(glossaries(("fr", "en")))
def test_omegat_holds_the_admitted_terms_and_notes_of_a_pair(rows: list[Concept]) -> None:
    rows = [concept for concept in rows if concept.admitted("fr") and concept.admitted("en")]
    sources = [text for concept in rows for text in concept.admitted("fr")]
    kinds = [(concept.admitted("en"), concept.note) for concept in rows]
    if len(set(sources)) < len(sources) or len(set(kinds)) < len(kinds):
        return
    found, _ = read(write(rows, ("fr", "en"), Path("x.fr-en.txt")), Path("x.fr-en.txt"))
    assert [(c.admitted("fr"), c.admitted("en"), c.note) for c in found] == [
        (c.admitted("fr"), c.admitted("en"), c.note) for c in rows
    ]


@settings(max_examples=60)
@given(glossaries(("fr", "en")))
def test_tsv_holds_each_source_term_with_the_preferred_target(rows: list[Concept]) -> None:
    rows = [concept for concept in rows if concept.admitted("fr") and concept.admitted("en")]
    expected = {text: c.preferred("en") for c in rows for text in c.admitted("fr")}
    if len(expected) < sum(len(concept.admitted("fr")) for concept in rows):
        return
    found, languages = read(write(rows, LANGUAGES, Path("x.fr-en.tsv")), Path("x.fr-en.tsv"))
    assert {text: c.preferred("en") for c in found for text in c.admitted("fr")} == expected
    assert languages == ("fr", "en")


MARTIF = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">
<martif type="TBX" xml:lang="en">
  <martifHeader><fileDesc><sourceDesc><p>x</p></sourceDesc></fileDesc></martifHeader>
  <text><body>
    <termEntry id="c1">
      <note>A police body</note>
      <langSet xml:lang="fr-FR"><tig><term>Sûreté de l’État</term>
        <termNote type="administrativeStatus">preferred</termNote>
        <note from="translator">Not a ministry</note></tig></langSet>
      <langSet xml:lang="en">
        <tig><term>State Protection</term>
          <termNote type="administrativeStatus">forbidden</termNote></tig>
        <ntig><termGrp><term>State Security</term></termGrp></ntig>
      </langSet>
    </termEntry>
    <termEntry>
      <langSet xml:lang="en"><tig><term>Interpol</term></tig></langSet>
      <langSet xml:lang="zh-Hans"><tig><term>国际刑警组织</term></tig></langSet>
    </termEntry>
  </body></text>
</martif>
"""

DCT = """<?xml version="1.0"?>
<tbx type="TBX-Basic" style="dct" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"
     xmlns:min="http://www.tbxinfo.net/ns/min" xmlns:basic="http://www.tbxinfo.net/ns/basic">
  <tbxHeader><fileDesc><sourceDesc><p>x</p></sourceDesc></fileDesc></tbxHeader>
  <text><body><conceptEntry id="c5">
    <min:subjectField>security</min:subjectField>
    <descripGrp><basic:definition>The national police</basic:definition></descripGrp>
    <langSec xml:lang="fr">
      <termSec><term>DGSN</term><min:administrativeStatus>admittedTerm-admn-sts</min:administrativeStatus>
        <basic:termType>acronym</basic:termType></termSec>
      <termSec><term>Direction générale de la <hi>sûreté</hi> nationale</term>
        <min:administrativeStatus>preferredTerm-admn-sts</min:administrativeStatus></termSec>
      <termSec><term>Sûreté</term><min:administrativeStatus>supersededTerm-admn-sts</min:administrativeStatus></termSec>
    </langSec>
  </conceptEntry></body></text>
</tbx>
"""


def test_the_older_martif_is_read() -> None:
    found, languages = read(MARTIF.encode(), Path("x.tbx"))
    assert found == [
        Concept(
            "c1",
            {
                "fr": (Term("Sûreté de l’État"),),
                "en": (Term("State Protection", "forbidden"), Term("State Security")),
            },
            note="A police body Not a ministry",
        ),
        Concept("interpol", {"en": (Term("Interpol"),), "zh": (Term("国际刑警组织"),)}),
    ]
    assert languages == ("fr", "en", "zh")


def test_dct_style_is_read() -> None:
    ((concept,), _) = read(DCT.encode(), Path("x.tbx"))
    assert concept == Concept(
        "c5",
        {
            "fr": (
                Term("Direction générale de la sûreté nationale"),
                Term("DGSN", "admitted"),
                Term("Sûreté", "forbidden"),
            )
        },
        "DGSN",
        note="The national police",
    )


def entry(attributes: str, term: str = "x", language: str = ' xml:lang="fr"') -> str:
    section = f"<langSec{language}><termSec><term>{term}</term></termSec></langSec>"
    return f"<conceptEntry{attributes}>{section}</conceptEntry>\n"


def test_tbx_faults_are_all_told_with_their_line() -> None:
    content = (
        '<tbx xmlns="urn:iso:std:iso:30042:ed-2"><text><body>\n'
        + entry(' id="a"')
        + entry(' id="a"')
        + entry(' id="b"', language="")
        + entry(' id="c"', term="!")
        + '<conceptEntry id="d"/>\n'
        + entry(' id="e"', term="x|y")
        + "</body></text></tbx>"
    )
    assert [fault.split(" ")[0] for fault in faults(content, "x.tbx")] == [
        "3:1",
        "4:1",
        "5:1",
        "6:1",
        "7:1",
    ]


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("", "not well-formed XML"),
        ("<tbx><text>", "not well-formed XML"),
        ("<html></html>", "this is XML, but not TBX"),
        ("id,fr\n", "not well-formed XML"),
    ],
)
def test_what_is_no_tbx_is_refused(content: str, fault: str) -> None:
    (found,) = faults(content, "x.tbx")
    assert fault in found


def test_entities_are_not_expanded_nor_files_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret")
    content = (
        f'<!DOCTYPE tbx [<!ENTITY a SYSTEM "{secret.as_uri()}"><!ENTITY b "bomb">]>'
        '<tbx><text><body><conceptEntry id="x"><langSec xml:lang="fr"><termSec>'
        "<term>one &a; two &b;</term></termSec></langSec></conceptEntry></body></text></tbx>"
    )
    try:
        found, _ = read(content.encode(), Path("x.tbx"))
    except GlossaryError:
        return
    assert "secret" not in found[0].preferred("fr")
    assert "bomb" not in found[0].preferred("fr")


def test_a_written_tbx_says_what_it_is() -> None:
    content = write(
        [Concept("2030 plan", {"en": (Term("plan"),)})], LANGUAGES, Path("x.tbx")
    ).decode()
    assert (
        '<tbx xmlns="urn:iso:std:iso:30042:ed-2" type="TBX-Basic" style="dca" xml:lang="en">'
        in content
    )
    assert '<conceptEntry id="_x0032_030_x0020_plan">' in content
    assert '<termNote type="administrativeStatus">preferredTerm-admn-sts</termNote>' in content


def test_lines_of_one_meaning_are_one_concept() -> None:
    content = (
        "# comment\nDGSN\tSecurity\tpolice\nSûreté\tSecurity\tpolice\n"
        "ONU\tUN\nONU\tUnited Nations\n"
    )
    found, _ = read(content.encode(), Path("g.fr-en.txt"))
    assert found == [
        Concept(
            "security",
            {"fr": (Term("DGSN"), Term("Sûreté", "admitted")), "en": (Term("Security"),)},
            note="police",
        ),
        Concept(
            "un", {"fr": (Term("ONU"),), "en": (Term("UN"), Term("United Nations", "admitted"))}
        ),
    ]


def test_faults_of_a_two_column_file() -> None:
    assert faults("a\tb\nc\nd\t\n\tx\ne|f\tg\na\tc\nh\ti\tj\tx\n!k\tl\n", "x.fr-en.tsv") == [
        "2:1 1 columns: a tab separates source, target and perhaps a comment",
        "3:3 the target is empty",
        "4:1 the source is empty",
        "5:1 a term cannot hold “|” nor begin with “!”: “e|f”",
        "7:1 4 columns: a tab separates source, target and perhaps a comment",
        "8:1 a term cannot hold “|” nor begin with “!”: “!k”",
    ]
    assert "which two languages" in faults("a\tb\n", "x.tsv")[0]
    for name in ("x.fr-en.tsv", "x.fr-en.utf8"):
        assert faults("a\tb\nc\td\te\x07f\n", name) == ["2:5 a control character stands here"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("x.csv", "id,fr,en\na,{},b\n"),
        ("x.fr-en.tsv", "{}\tb\n"),
        ("x.fr-en.txt", "a\t{}\n"),
        (
            "x.tbx",
            "<martif><text><body><termEntry id='a'><langSet xml:lang='fr'><tig><term>{}</term>"
            "</tig></langSet></termEntry></body></text></martif>",
        ),
    ],
)
def test_a_text_is_no_term(name: str, content: str) -> None:
    assert "1,000" in faults(content.format("mot " * 300), name)[0]
    concepts, _ = read(content.format("mot " * 200).encode(), Path(name))
    assert len(concepts) == 1


GARBAGE = st.one_of(
    st.binary(max_size=60),
    st.text(st.sampled_from('id,fren\n\r\t;"|!#<>&/= \0é国x'), max_size=80).map(str.encode),
    st.text(st.sampled_from('x,"\n| '), max_size=40).map(lambda rest: f"id,fr\n{rest}".encode()),
    st.text(max_size=40).map(lambda rest: f"<tbx><text><body>{rest}".encode(errors="replace")),
)


@pytest.mark.parametrize("name", ["x.csv", "x.tbx", "x.fr-en.tsv", "x.fr-en.txt"])
@settings(max_examples=80)
@given(GARBAGE)
def test_garbage_is_an_error_or_a_sound_glossary(name: str, content: bytes) -> None:
    try:
        found, languages = read(content, Path(name))
    except GlossaryError as error:
        assert all(problem.startswith(f"{name}:") for problem in error.problems)
        assert error.problems
        return
    for concept in found:
        assert not faults_of(concept)
    assert (
        read(write(found, languages, Path("x.csv")), Path("x.csv"))[0] == found if found else True
    )


@settings(max_examples=80)
@given(
    st.lists(st.text(st.sampled_from('ab,"\n é'), max_size=6), min_size=1, max_size=5),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    st.sampled_from([",", ";", "\t"]),
    st.sampled_from(["\n", "\r\n"]),
)
def test_quoted_cells_are_read_as_spreadsheets_write_them(
    notes: list[str], quoting: Literal[0, 1], delimiter: str, ending: str
) -> None:
    out = io.StringIO()
    writer = csv.writer(out, quoting=quoting, delimiter=delimiter, lineterminator=ending)
    writer.writerow(["id", "fr", "note"])
    writer.writerows([number, f"x{number}", note] for number, note in enumerate(notes))
    found, _ = read(out.getvalue().encode(), Path("x.csv"))
    assert [concept.note for concept in found] == [" ".join(note.split()) for note in notes]


def test_a_two_column_file_is_a_termbase_too(tmp_path: Path) -> None:
    path = tmp_path / "deepl.tsv"
    path.write_text("Sûreté de l’État\tState Security\n", "utf-8")
    base = Termbase.load(path, ("fr", "en"))
    base.add(Concept("", {"fr": (Term("police"),), "en": (Term("police"),)}))
    base.save()
    assert path.read_text("utf-8") == "Sûreté de l’État\tState Security\npolice\tpolice\n"
    with pytest.raises(GlossaryError, match="Which two languages"):
        write([], ("fr",), Path("x.tsv"))


def read_with_warnings(content: str | bytes, name: str) -> tuple[list[Concept], list[str]]:
    warnings: list[str] = []
    raw = content.encode() if isinstance(content, str) else content
    concepts, _ = read(raw, Path(name), warn=warnings.append)
    return concepts, warnings


@pytest.mark.parametrize(
    "content",
    [
        "\ufeffsep=;\r\nid;fr;en\r\nquay;quai;quay\r\n",
        "id;fr;en;;\nquay;quai;quay;;\n;;;;\n;;;;\n",
        "ID,FR,EN\nquay,quai,quay\n",
        "id,fr-FR,en_US\nquay,quai,quay\n",
        "id,fra,English\nquay,quai,quay\n",
        "id,fr [French],English (en)\nquay,quai,quay\n",
        "id|FR|EN\nquay|quai|quay\n",
        "sep=|\nid|fr|en\nquay|quai|quay\n",
        "| id | fr | en |\n|----|:---|----|\n| quay | quai | quay |\n",
        "fr,en\nquai,quay\n",
    ],
)
def test_what_spreadsheets_add_does_no_harm(content: str) -> None:
    concepts, warnings = read_with_warnings(content, "x.csv")
    assert concepts == [Concept("quay", {"fr": (Term("quai"),), "en": (Term("quay"),)})]
    assert warnings == []


def test_a_column_about_the_terms_of_a_language_has_none() -> None:
    content = "id,fr,en,Definition (en)\nquay,quai,quay,where ships lie\n"
    concepts, warnings = read_with_warnings(content, "x.csv")
    assert concepts == [Concept("quay", {"fr": (Term("quai"),), "en": (Term("quay"),)})]
    assert "“Definition (en)” is left out" in "".join(warnings)


@pytest.mark.parametrize(
    ("content", "kind", "next_step"),
    [
        ('<?xml version="1.0"?>\n<tmx version="1.4"><body/></tmx>', "TMX", "translate --memory"),
        ('<!-- x --><xliff version="1.2"></xliff>', "XLIFF", "translate --memory"),
        ('# mine\nmsgid ""\nmsgstr ""\n', "a PO file", "as CSV"),
        ('{"quai": "quay"}', "JSON", "as CSV"),
        ("PK\x03\x04\x14", "a spreadsheet", "as CSV"),
    ],
)
@pytest.mark.parametrize("name", ["x.csv", "x.xml", "x.fr-en.txt"])
def test_a_file_of_another_kind_is_named(
    content: str, kind: str, next_step: str, name: str
) -> None:
    with pytest.raises(GlossaryError) as raised:
        read_with_warnings(content, name)
    (problem,) = raised.value.problems
    assert kind in problem and next_step in problem


@pytest.mark.parametrize("content", ["chat,cat\nchien,dog\n", "c'est,is\nle port,the port\n"])
def test_without_a_line_of_names_the_first_concept_is_not_taken_for_one(content: str) -> None:
    with pytest.raises(GlossaryError) as raised:
        read_with_warnings(content, "x.csv")
    (problem,) = raised.value.problems
    assert problem.startswith("x.csv:1:1 ") and "its first line names the columns" in problem


def test_what_is_left_out_is_said() -> None:
    concepts, warnings = read_with_warnings("id,fr,en,Kommentar,notes\na,x,y,z,n\n", "x.csv")
    assert concepts[0].note == "n"
    assert warnings == ["x.csv:1:10 the column “Kommentar” is left out: it is not a language"]
    western = "id,fr,en\na,sûreté,“x”\n".encode("cp1252")
    concepts, warnings = read_with_warnings(western, "x.csv")
    assert concepts[0].preferred("fr") == "sûreté"
    assert warnings == ["x.csv:2:4 not UTF-8: the file was read as Windows-1252"]
    content = entry(' id="a"', term=" ").join(["<tbx><text><body>", "</body></text></tbx>"])
    with pytest.raises(GlossaryError, match="fault"):
        read_with_warnings(content, "x.tbx")


def test_regions_of_languages_meet_their_language() -> None:
    concepts, _ = read_with_warnings(
        "id,zh-TW,zh-CN,pt-BR,id-ID\na,碼頭,码头,cais,dermaga\n", "x.csv"
    )
    assert {code: concepts[0].preferred(code) for code in concepts[0].terms} == {
        "zt": "碼頭",
        "zh": "码头",
        "pb": "cais",
        "id": "dermaga",
    }
    again = read(write(concepts, tuple(concepts[0].terms), Path("x.csv")), Path("x.csv"))
    assert again == (concepts, ("zt", "zh", "pb", "id"))


TBX_MIN = """<?xml version="1.0"?>
<TBX dialect="TBX-Min"><header><id>x</id><languages source="fr" target="en"/></header><body>
<termEntry id="C1"><langGroup xml:lang="fra"><termGroup><term>quai</term></termGroup></langGroup>
<langGroup xml:lang="en-GB"><termGroup><term>quay</term><termStatus>preferred</termStatus>
</termGroup><termGroup><term/></termGroup></langGroup></termEntry></body></TBX>
"""


def test_tbx_min_is_read() -> None:
    concepts, warnings = read_with_warnings(TBX_MIN, "x.tbx")
    assert concepts == [Concept("C1", {"fr": (Term("quai"),), "en": (Term("quay"),)})]
    assert warnings == ["x.tbx:5:1 an empty en term is left out"]


def test_a_source_term_of_two_concepts_is_exported_once_and_imported_again() -> None:
    two = [
        Concept("a", {"fr": (Term("port"),), "en": (Term("port"),)}),
        Concept("b", {"fr": (Term("port"), Term("havre", "admitted")), "en": (Term("harbour"),)}),
    ]
    content = write(two, ("fr", "en"), Path("x.fr-en.tsv"))
    assert content.decode() == "port\tport\nhavre\tharbour\n"
    assert len(read(content, Path("x.fr-en.tsv"))[0]) == 2


@pytest.mark.parametrize(
    ("column", "term", "codec", "name"),
    [
        ("ar", "وزارة الداخلية", "cp1256", "Windows-1256"),
        ("Arabic", "الأمن «الوطني»", "cp1256", "Windows-1256"),
        ("zh", "公安部", "gb18030", "GB 18030"),
        ("fr", "État de l’Union", "cp1252", "Windows-1252"),
    ],
)
def test_what_spreadsheets_save_of_each_language(
    column: str, term: str, codec: str, name: str
) -> None:
    content = f"id;{column};en\r\na;{term};x\r\n".encode(codec)
    (concept,), warnings = read_with_warnings(content, "x.csv")
    assert term in [each.text for terms in concept.terms.values() for each in terms]
    assert warnings == [f"x.csv:2:3 not UTF-8: the file was read as {name}"]
