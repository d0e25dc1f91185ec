"""Word documents written back: formatting on its words, notes and tables in place."""

from __future__ import annotations

import io
import zipfile
from collections import defaultdict
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from lxml import etree

from reader.loading import load

from .pseudo import words_of, written
from .word import (
    W,
    box,
    docx,
    field,
    footnote,
    link,
    listed,
    paragraph,
    picture,
    run,
    table,
)

NS = {"w": W}
FORMATS = {
    "plain": "",
    "bold": "<w:b/>",
    "italic": "<w:i/>",
    "red": '<w:color w:val="FF0000"/>',
}

KINDS = {"b": "bold", "i": "italic", "color": "red"}


def part(data: bytes, name: str = "word/document.xml") -> Any:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read(name))


def count(data: bytes, name: str) -> int:
    return len(part(data).findall(f".//w:{name}", NS))


COURIER = '<w:rFonts w:ascii="Courier New"/>'


@pytest.mark.parametrize(
    ("properties", "stays"),
    [(COURIER, True), ('<w:rStyle w:val="SourceText"/>', True), ("<w:b/>", False)],
)
def test_code_between_words_stays_as_it_is(properties: str, stays: bool) -> None:
    made = docx(paragraph("Lancez ici ", run("ouvrir la porte", properties), " pour la ville."))
    styles = '<w:style w:type="character" w:styleId="SourceText"><w:name w:val="Source Text"/>'
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "word/styles.xml":
                end = b"</w:styles>"
                content = content.replace(end, styles.encode() + b"</w:style>" + end)
            new.writestr(name, content)
    out = written(changed.getvalue(), "report.docx")
    assert ("ouvrir la porte" in paragraphs(out)[0]) == stays
    assert "LANCEZ" in paragraphs(out)[0]
    typed = docx(paragraph(run("Ce texte est une lettre.", COURIER)))
    assert "LETTRE." in paragraphs(written(typed, "report.docx"))[0]


def text_of(element: Any) -> str:
    return "".join(element.itertext(f"{{{W}}}t"))


def paragraphs(data: bytes, name: str = "word/document.xml") -> list[str]:
    return [text_of(each) for each in part(data, name).iter(f"{{{W}}}p")]


def formatted(root: Any) -> dict[str, list[str]]:
    """The words in each format, in order."""
    found: dict[str, list[str]] = defaultdict(list)
    for each in root.iter(f"{{{W}}}r"):
        names = {etree.QName(p).localname for p in each.iterfind("w:rPr/*", NS)}
        kind = next((KINDS[name] for name in KINDS if name in names), "plain")
        if each.getparent().tag.endswith("}hyperlink"):
            kind = "link"
        found[kind] += text_of(each).split()
    return {kind: words for kind, words in found.items() if words}


word = st.text(alphabet="abcdefghijklmnopqrstuvwxyzéà", min_size=2, max_size=8)
stretch = st.tuples(st.sampled_from([*FORMATS, "link"]), st.lists(word, min_size=1, max_size=4))


@pytest.mark.slow
@given(st.lists(stretch, min_size=1, max_size=7))
def test_formatting_stays_on_its_words(stretches: list[tuple[str, list[str]]]) -> None:
    said = [each for _, words in stretches for each in words]
    assume(said[: len(said) // 2] != said[len(said) // 2 :])  # a title twice is two sentences
    runs = []
    wanted: dict[str, list[str]] = defaultdict(list)
    for number, (kind, words) in enumerate(stretches):
        text = " ".join(words) + (" " if number < len(stretches) - 1 else "")
        runs.append(link(text) if kind == "link" else run(text, FORMATS[kind]))
        wanted[kind] = [*(each.upper() for each in reversed(words)), *wanted[kind]]
    assert formatted(part(written(docx(paragraph(*runs))))) == dict(wanted)


REPORT = docx(
    paragraph("Le rapport annuel", style="Titre"),
    paragraph(
        "Le ", run("ministre de l’eau", "<w:b/>"), " parle", footnote(1), " à ",
        run("Tunis", "<w:i/>"), ". Voir ", link(run("le site")), " et ", picture(), " la suite.",
    ),
    paragraph("Page ", field("PAGE", run("7")), " du rapport."),
    paragraph('<w:commentRangeStart w:id="0"/>', "Une phrase", '<w:commentRangeEnd w:id="0"/>',
              '<w:r><w:commentReference w:id="0"/></w:r>', " avec un avis."),
    paragraph('<w:del w:id="3"><w:r><w:delText>Ancien</w:delText></w:r></w:del>',
              '<w:ins w:id="4"><w:r><w:t>Nouveau</w:t></w:r></w:ins>', " texte."),
    listed("Un point de la liste."),
    table(("Région", "Barrages"), ("Nord", paragraph(run("douze", "<w:b/>")))),
    paragraph(box("La note du cadre.")),
    paragraph("Nom :", "<w:r><w:tab/></w:r>", "le directeur"),
    title="Le rapport annuel",
    notes=("Publié par le ministère.",),
    header="Ministère de l’eau",
    footer="Fin de page",
)  # fmt: skip


@pytest.fixture(scope="module")
def report() -> bytes:
    return written(REPORT)


def test_every_word_is_there_once(report: bytes) -> None:
    before = [block.text for article in load(REPORT) for block in article.blocks]
    after = [block.text for article in load(report) for block in article.blocks]
    assert words_of(after) == words_of(before)
    assert len(after) == len(before)


def test_a_note_follows_the_word_it_followed(report: bytes) -> None:
    (holder,) = part(report).xpath("//w:p[.//w:footnoteReference]", namespaces=NS)
    before = ""
    for each in holder.iter(f"{{{W}}}t", f"{{{W}}}footnoteReference"):
        if each.tag.endswith("footnoteReference"):
            break
        before += each.text
    assert before.endswith("PARLE")
    (note,) = [each for each in paragraphs(report, "word/footnotes.xml") if each]
    assert note == " MINISTÈRE. LE PAR PUBLIÉ"
    assert part(report, "word/footnotes.xml").find(".//w:footnoteRef", NS) is not None


def test_tables_heads_boxes_and_lists_are_in_place(report: bytes) -> None:
    cells = [text_of(each) for each in part(report).iter(f"{{{W}}}tc")]
    assert cells == ["RÉGION", "BARRAGES", "NORD", "DOUZE"]
    assert paragraphs(report, "word/header1.xml") == ["L’EAU DE MINISTÈRE"]
    assert paragraphs(report, "word/footer1.xml") == ["PAGE DE FIN"]
    boxes = part(report).iterfind(".//w:txbxContent", NS)
    assert [text_of(each) for each in boxes] == ["CADRE. DU NOTE LA"] * 2
    numbered = part(report).xpath("//w:p[w:pPr/w:numPr]", namespaces=NS)
    assert [text_of(each) for each in numbered] == ["LISTE. LA DE POINT UN"]


def test_fields_comments_pictures_and_changes_survive(report: bytes) -> None:
    root = part(report)
    (holder,) = root.xpath("//w:p[.//w:instrText]", namespaces=NS)
    kinds = [each.get(f"{{{W}}}fldCharType") for each in holder.iter(f"{{{W}}}fldChar")]
    assert kinds == ["begin", "separate", "end"]
    assert text_of(holder) == "RAPPORT. DU 7 PAGE"
    for name in ("commentRangeStart", "commentRangeEnd", "commentReference", "drawing", "delText"):
        assert count(report, name) == count(REPORT, name), name
    assert [text_of(each) for each in root.iter(f"{{{W}}}ins")] == ["NOUVEAU"]


def test_a_tab_parts_what_it_parted(report: bytes) -> None:
    (holder,) = part(report).xpath("//w:p[.//w:tab]", namespaces=NS)
    shown = [each.text or "\t" for each in holder.iter(f"{{{W}}}t", f"{{{W}}}tab")]
    assert "".join(shown) == ": NOM\tDIRECTEUR LE"


def test_what_is_no_text_is_as_it_was(report: bytes) -> None:
    changed = {"document", "styles", "settings", "footnotes", "numbering", "header1", "footer1"}
    with (
        zipfile.ZipFile(io.BytesIO(REPORT)) as before,
        zipfile.ZipFile(io.BytesIO(report)) as after,
    ):
        assert after.namelist() == before.namelist()
        assert after.testzip() is None
        for name in before.namelist():
            if name != "docProps/core.xml" and name[5:-4] not in changed:
                assert after.read(name) == before.read(name), name


def test_the_document_says_its_language_and_title(report: bytes) -> None:
    core = part(report, "docProps/core.xml")
    texts = {etree.QName(each).localname: each.text for each in core}
    assert (texts["title"], texts["language"]) == ("ANNUEL RAPPORT LE", "en-US")
    languages = part(report, "word/styles.xml").iterfind(".//w:lang", NS)
    assert {each.get(f"{{{W}}}val") for each in languages} == {"en-US"}
    spoken = part(report).xpath("//w:r[w:t]/w:rPr/w:lang/@w:val", namespaces=NS)
    assert set(spoken) == {"en-US"}


RTL = "<w:rtl/>"
ARABIC = docx(
    paragraph(
        run("وصل ", RTL), run("الرئيس", "<w:bCs/><w:szCs w:val='36'/>" + RTL),
        run(" إلى تونس اليوم.", RTL), properties="<w:bidi/>",
    ),
    paragraph(run("كلام بلا اتجاه.", RTL), properties='<w:jc w:val="right"/>'),
    paragraph(run("كلام في الوسط.", RTL), properties='<w:bidi/><w:jc w:val="center"/>'),
    listed(run("نقطة في القائمة.", RTL), number=2, properties="<w:bidi/>"),
    table(
        (
            paragraph(run("عدد السدود", RTL), properties="<w:bidi/>"),
            paragraph(run("12", RTL), properties="<w:bidi/>"),
        ),
        properties="<w:bidiVisual/>",
    ),
    section="<w:bidi/>",
)  # fmt: skip


def test_what_ran_from_the_right_runs_from_the_left() -> None:
    out = written(ARABIC)
    root = part(out)
    assert not root.xpath("//w:rtl | //w:bidiVisual | //w:sectPr/w:bidi", namespaces=NS)
    directions = root.xpath("//w:p/w:pPr/w:bidi/@w:val", namespaces=NS)
    assert directions == ["0"] * len(root.findall(".//w:p", NS))
    assert root.xpath("//w:jc/@w:val", namespaces=NS) == ["center"]
    (bold,) = root.xpath("//w:r[w:rPr/w:b]", namespaces=NS)
    assert text_of(bold) == "الرئيس"
    assert bold.xpath("string(w:rPr/w:sz/@w:val)", namespaces=NS) == "36"
    formats = part(out, "word/numbering.xml").xpath("//w:numFmt/@w:val", namespaces=NS)
    assert formats == ["bullet", "lowerLetter"]


def test_a_translation_into_arabic_runs_from_the_right() -> None:
    root = part(written(docx(paragraph("Un texte court et clair.")), target="ar"))
    (one,) = root.findall(".//w:p", NS)
    assert one.find("w:pPr/w:bidi", NS) is not None and one.find(".//w:rtl", NS) is not None
    assert one.xpath("string(.//w:lang/@w:bidi)", namespaces=NS) == "ar-SA"


def test_the_tables_of_a_translation_into_arabic_begin_at_the_right() -> None:
    report = docx(table(("Le nombre de barrages", "1 250"), properties='<w:tblStyle w:val="a"/>'))
    root = part(written(report, target="ar"))
    (properties,) = root.findall(".//w:tblPr", NS)
    assert [etree.QName(each).localname for each in properties][:2] == ["tblStyle", "bidiVisual"]
    assert all(
        each.find("w:pPr/w:bidi", NS) is not None for each in root.findall(".//w:tc/w:p", NS)
    )
    both = part(written(report, target="ar", bilingual=True))
    assert both.find(".//w:bidiVisual", NS) is None
    assert part(written(report)).find(".//w:bidiVisual", NS) is None


def test_two_languages_stand_one_under_the_other() -> None:
    out = written(REPORT, bilingual=True)
    texts = paragraphs(out)
    assert texts[:2] == ["Le rapport annuel", "ANNUEL RAPPORT LE"]
    assert texts.index("LISTE. LA DE POINT UN") == texts.index("Un point de la liste.") + 1
    root = part(out)
    for name in ("footnoteReference", "commentReference", "drawing", "numPr"):
        assert count(out, name) == count(REPORT, name), name
    assert " ".join(formatted(root)["bold"]) == "ministre de l’eau L’EAU DE MINISTRE douze DOUZE"
    kept = root.xpath("//w:body//w:p[w:pPr/w:keepNext]", namespaces=NS)
    assert all(text_of(each.getnext()) != text_of(each) for each in kept) and len(kept) == 13


def test_a_translation_under_its_source_has_its_formulas_and_signs() -> None:
    """They are read as words are; a picture or a note is there already."""
    formula = "<m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath>"
    sign = '<w:r><w:sym w:font="Wingdings" w:char="F0E0"/></w:r>'
    made = written(docx(paragraph("La somme ", formula, " et ", sign, " suit.")), bilingual=True)
    assert (count(made, "sym"), len(part(made).findall(".//{*}oMath"))) == (2, 2)


def test_a_paragraph_left_out_of_the_run_keeps_its_formats() -> None:
    """A format that only white space has, or that nobody sees, parts nothing."""
    runs = [
        run("Le texte", '<w:lang w:val="fr-FR"/>'), run(" ", "<w:b/>"),
        run("reste", "<w:noProof/>"), '<w:proofErr w:type="spellEnd"/>', run(" entier."),
    ]  # fmt: skip
    root = part(written(docx(paragraph(*runs))))
    assert [text_of(each) for each in root.iter(f"{{{W}}}r")] == ["ENTIER. RESTE TEXTE LE"]
