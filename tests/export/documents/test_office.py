"""Documents as LibreOffice writes them, written back."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from reader.loading import load

from .pseudo import words_of, written
from .word import W, box, docx, paragraph

FOLDER = Path(__file__).parents[2] / "fixtures" / "office"
FILES = sorted(path.name for path in FOLDER.iterdir() if path.suffix in (".docx", ".odt"))
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_HIDDEN = ("tracked-changes", "del", "note-citation", "page-number", "instrText", "meta")


def roots(data: bytes) -> list[Any]:
    """The parts of a document that hold text."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = [n for n in archive.namelist() if re.search(r"(word/[a-z]+\d?|content)\.xml$", n)]
        return [etree.fromstring(archive.read(name)) for name in sorted(names)]


def texts(data: bytes) -> list[str]:
    """The texts of all paragraphs, as they stand in the file."""
    found = []
    for root in roots(data):
        for each in root.iter(f"{{{W}}}p", TEXT + "p", TEXT + "h"):
            found.append("".join(_said(each)))
    return found


def _said(element: Any) -> list[str]:
    said = [element.text or ""] if not str(element.tag).startswith(f"{{{W}}}") else []
    if element.tag == f"{{{W}}}t":
        said = [element.text or ""]
    for each in element:
        name = str(each.tag).rpartition("}")[2]
        inner = name in ("p", "h", "note", "annotation", "frame", "drawing", "pict", *_HIDDEN)
        if name in ("line-break", "tab", "s", "br"):
            said.append(" ")
        elif not inner:
            said += _said(each)
        if element.tag != f"{{{W}}}t" and not str(element.tag).startswith(f"{{{W}}}"):
            said.append(each.tail or "")
    return said


def words(data: bytes) -> list[str]:
    return words_of([" ".join(re.findall(r"[^\W_]+", text)) for text in texts(data)])


def shape(data: bytes) -> Counter[str]:
    """How many there are of what must stay."""
    kept = (
        "tbl tr tc table table-row table-cell footnoteReference endnoteReference note drawing "
        "hyperlink a annotation comment bookmarkStart image p h ins del section frame"
    )
    counts: Counter[str] = Counter()
    for root in roots(data):
        names = (str(each.tag).rpartition("}")[2] for each in root.iter())
        counts.update(name for name in names if name in kept.split())
    return counts


@pytest.mark.parametrize("name", FILES)
def test_every_word_once_and_all_in_its_place(name: str) -> None:
    data = (FOLDER / name).read_bytes()
    out = written(data, name)
    assert words(out) == words(data)
    assert shape(out) == shape(data)
    before, after = texts(data), texts(out)
    assert len(before) == len(after)
    for one, other in zip(before, after, strict=True):  # nothing goes to another paragraph
        assert words_of(re.findall(r"[^\W_]+", one)) == words_of(re.findall(r"[^\W_]+", other))
    changed = [a for a, b in zip(before, after, strict=True) if a != b]
    assert changed


BOLD = {
    "rapport": {"BARRAGE", "PHRASE", "AUTRE", "UNE"},
    "arabe": {"السدود", "عن", "تقرير", "الوزير"},
    "melange": {"ميناء", "الميناء", "QUATRE"},
    "cadres": {"GARDE", "EN", "MISE"},
}


@pytest.mark.parametrize("name", BOLD)
def test_bold_is_on_its_words(name: str) -> None:
    out = written((FOLDER / f"{name}.docx").read_bytes())
    bold: set[str] = set()
    for run in roots(out)[0].iter(f"{{{W}}}r"):
        if run.find(f"{{{W}}}rPr/{{{W}}}b") is not None:
            bold |= set(re.findall(r"[^\W_]+", "".join(run.itertext(f"{{{W}}}t"))))
    assert bold == BOLD[name]


def test_an_arabic_document_runs_from_the_left() -> None:
    out = written((FOLDER / "arabe.docx").read_bytes())
    (body,) = (root for root in roots(out) if root.tag == f"{{{W}}}document")
    assert body.find(f".//{{{W}}}bidiVisual") is None
    turned = [each for each in body.iter(f"{{{W}}}pPr") if each.find(f"{{{W}}}bidi") is not None]
    turned = [each for each in turned if each.find(f"{{{W}}}bidi").get(f"{{{W}}}val") == "0"]
    assert turned and all(each.find(f"{{{W}}}jc") is None for each in turned)
    with zipfile.ZipFile(io.BytesIO(written((FOLDER / "arabe.odt").read_bytes()))) as archive:
        content = archive.read("content.xml").decode()
    assert 'writing-mode="rl-tb"' not in content and 'writing-mode="lr-tb"' in content


def test_a_document_into_arabic_runs_from_the_right() -> None:
    data = written((FOLDER / "tableaux.odt").read_bytes(), target="ar")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheets = [archive.read(name).decode() for name in ("content.xml", "styles.xml")]
    together = "".join(sheets)
    assert 'writing-mode="lr-tb"' not in together and 'writing-mode="rl-tb"' in together
    assert 'text-align="left"' not in together and 'text-align="start"' not in together
    default = re.search(r'family="paragraph">\s*<style:paragraph-properties[^>]*', sheets[1])
    assert default and 'text-align="right"' in default[0]


@pytest.mark.parametrize("kind", ["docx", "odt"])
def test_pictures_and_comments_are_read_and_written(kind: str, tmp_path: Path) -> None:
    file = tmp_path / f"images.{kind}"
    file.write_bytes(written((FOLDER / file.name).read_bytes()))
    blocks = [block for article in load(file) for block in article.blocks]
    assert [b.text for b in blocks if b.kind == "image"] == ["FILETS LEURS RÉPARENT PÊCHEURS DES"]
    with zipfile.ZipFile(file) as archive:
        part = archive.read({"docx": "word/document.xml", "odt": "content.xml"}[kind]).decode()
    assert "pêcheurs" not in part and "image1.png" in part
    file.write_bytes(written((FOLDER / f"commentaires.{kind}").read_bytes()))
    blocks = [block for article in load(file) for block in article.blocks]
    comments = [block.text for block in blocks if block.boilerplate == "comments"]
    assert comments == ["PRÉNOM. SON VÉRIFIER"]


A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_SHAPES = (
    f'<dgm:dataModel xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" '
    f'xmlns:a="{A}"><dgm:ptLst>{{}}</dgm:ptLst></dgm:dataModel>'
)
_POINT = (
    "<dgm:pt><dgm:t><a:p><a:r><a:t>{}</a:t></a:r><a:r><a:t>{}</a:t></a:r></a:p></dgm:t></dgm:pt>"
)
_CHART = (
    f'<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:a="{A}">'
    "<c:title><a:p><a:r><a:t>Pluie du nord</a:t></a:r></a:p></c:title><c:cat><c:strCache>"
    "<c:pt><c:v>Le mois de mai</c:v></c:pt></c:strCache></c:cat><c:val><c:numCache><c:pt>"
    "<c:v>12</c:v></c:pt></c:numCache></c:val></c:chartSpace>"
)


def test_shapes_and_charts_are_read_and_written(tmp_path: Path) -> None:
    file = tmp_path / "shapes.docx"
    file.write_bytes(docx(paragraph("Le plan de l’année."), paragraph(box("Dans le cadre."))))
    shapes = _SHAPES.format(_POINT.format("Ouvrir ", "les vannes") + _POINT.format("", "2026"))
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("word/diagrams/data1.xml", shapes)
        archive.writestr("word/diagrams/drawing1.xml", shapes)
        archive.writestr("word/charts/chart1.xml", _CHART)
    said = ["Ouvrir les vannes", "Pluie du nord", "Le mois de mai"]
    assert [b.text for a in load(file) for b in a.blocks if b.kind == "image"] == said
    with zipfile.ZipFile(io.BytesIO(written(file.read_bytes()))) as archive:
        drawn = [
            archive.read(f"word/diagrams/{each}1.xml").decode() for each in ("data", "drawing")
        ]
        chart = archive.read("word/charts/chart1.xml").decode()
    for each in drawn:
        assert "<a:t>VANNES LES OUVRIR</a:t></a:r><a:r><a:t></a:t>" in each.replace(
            "<a:t/>", "<a:t></a:t>"
        )
        assert "2026" in each
    assert "NORD DU PLUIE" in chart and "MAI DE MOIS LE" in chart and ">12<" in chart


def test_a_formula_is_in_the_translation_under_its_source_too() -> None:
    with zipfile.ZipFile(FOLDER / "rapport.odt") as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    content = parts["content.xml"].decode()
    formula = '<draw:frame><draw:object xlink:href="./Object 1"/></draw:frame>'
    parts["content.xml"] = content.replace("</text:p>", f" {formula}</text:p>", 1).encode()
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    out = written(file.getvalue(), bilingual=True)
    (root, *_) = roots(out)
    objects = root.findall(".//{*}frame/{*}object")
    assert len({each.getparent().getparent() for each in objects}) == len(objects) == 2


@pytest.mark.parametrize(("style", "stays"), [("Source_20_Text", True), ("Emphasis", False)])
def test_code_within_a_sentence_stays_as_it_is(style: str, stays: bool) -> None:
    with zipfile.ZipFile(FOLDER / "rapport.odt") as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    content = parts["content.xml"].decode()
    code = f'<text:p>Lancez <text:span text:style-name="{style}">la porte</text:span> ici.</text:p>'
    end = "</office:text>"
    parts["content.xml"] = content.replace(end, code + end, 1).encode()
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    last = texts(written(file.getvalue()))[-1]
    assert "LANCEZ" in last and ("la porte" in last) == stays
