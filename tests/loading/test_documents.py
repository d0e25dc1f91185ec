"""Word documents, OpenDocument texts and electronic books: their blocks, and hostile ones."""

from __future__ import annotations

import io
import random
import struct
import zipfile
from pathlib import Path

import pytest

from reader.article import Article
from reader.errors import UnreadableFile
from reader.loading import load

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
ODF = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"),
        ("draw", "drawing"),
    )
)  # fmt: skip
ODT_TYPE = "application/vnd.oasis.opendocument.text"


def zipped(parts: dict[str, str | bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def p(text: str, style: str = "", properties: str = "") -> str:
    """A paragraph of Word; `text` may hold elements between its runs."""
    style = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{style}{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def docx(body: str, **parts: str) -> bytes:
    styles = (
        '<w:style w:styleId="T1"><w:name w:val="heading 1"/></w:style>'
        '<w:style w:styleId="Mien"><w:name w:val="Mien"/><w:basedOn w:val="T1"/></w:style>'
        '<w:style w:styleId="Grand"><w:name w:val="Title"/></w:style>'
    )
    own = {f"word/{name}.xml": f"<w:{name} {W}>{xml}</w:{name}>" for name, xml in parts.items()}
    return zipped(
        {
            "word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>",
            "word/styles.xml": f"<w:styles {W}>{styles}</w:styles>",
            **own,
        }
    )


def odt(body: str, styles: str = "", automatic: str = "") -> bytes:
    return zipped(
        {
            "mimetype": ODT_TYPE,
            "content.xml": f"<office:document-content {ODF}><office:automatic-styles>{automatic}"
            f"</office:automatic-styles><office:body><office:text>{body}</office:text>"
            "</office:body></office:document-content>",
            "styles.xml": f"<office:document-styles {ODF}>{styles}</office:document-styles>",
        }
    )


def epub(pages: dict[str, str], order: list[str], extra: dict[str, str] | None = None) -> bytes:
    items = "".join(
        f'<item id="{name}" href="texte%20un/{name}.xhtml" media-type="application/xhtml+xml"/>'
        for name in pages
    )
    spine = "".join(f'<itemref idref="{name}"/>' for name in order)
    return zipped(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": '<container><rootfiles><rootfile full-path="O/b.opf"/>'
            "</rootfiles></container>",
            "O/b.opf": f"<package><manifest>{items}</manifest><spine>{spine}</spine></package>",
            **{f"O/texte un/{name}.xhtml": page for name, page in pages.items()},
            **(extra or {}),
        }
    )


def blocks(data: bytes) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for article in load(data) for block in article.blocks]


def whole(articles: list[Article]) -> str:
    """The text of a document; each block has to stand where it says."""
    text = "".join(article.text for article in articles)
    for article in articles:
        for block in article.blocks:
            assert text.startswith(block.text, block.start)
    return text


def test_a_word_document() -> None:
    item = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{}"/></w:numPr>'
    body = (
        p("Le pont rouvre", "Grand")
        + p("Les travaux", "Mien")
        + p('La route</w:t><w:tab/><w:t>est</w:t></w:r><w:r><w:footnoteReference w:id="7"/></w:r>'
            "<w:del><w:r><w:delText>non</w:delText></w:r></w:del><w:ins><w:r><w:t> ouverte"
            "</w:t></w:r></w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t>non</w:t></w:r><w:r><w:t>.")
        + p("un", properties=item.format(1)) + p("deux", properties=item.format(1))
        + p("puce", properties=item.format(2))
        + f"<w:tbl><w:tr><w:tc>{p('An')}</w:tc><w:tc>{p('Camions')}</w:tc></w:tr>"
        f"<w:tr><w:tc>{p('2022')}</w:tc><w:tc>{p('1 200')}{p('environ')}</w:tc></w:tr></w:tbl>"
        + f"<w:sdt><w:sdtContent>{p('Un champ')}</w:sdtContent></w:sdt>"
    )  # fmt: skip
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl>'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    notes = f'<w:footnote w:id="7">{p("Dit le maire.")}</w:footnote>'
    data = docx(body, numbering=numbering, footnotes=notes, header1=p("Gazette"))
    (article,) = load(data)
    assert (article.title, article.language) == ("Le pont rouvre", "fr")
    assert whole([article]) == (
        "Le pont rouvre\n\nLes travaux\n\nLa route est¹ ouverte.\n\n1. un\n2. deux\n- puce\n\n"
        "An | Camions\n2022\n\n1 200\n\nenviron\n\nUn champ\n\n¹ Dit le maire.\n\nGazette\n"
    )
    assert [block.kind for block in article.blocks[:4]] == [
        "title", "heading", "paragraph", "list-item",
    ]  # fmt: skip
    assert [block.text for block in article.blocks if block.boilerplate] == ["Gazette"]


def test_an_opendocument_text() -> None:
    automatic = (
        '<style:style style:name="P1" style:parent-style-name="Quotations"/>'
        '<text:list-style style:name="L1"><text:list-level-style-number/></text:list-style>'
    )
    body = (
        "<text:tracked-changes><text:p>non</text:p></text:tracked-changes>"
        '<text:h text:outline-level="1">Le pont</text:h>'
        '<text:p>La <text:span>route</text:span><text:s text:c="3"/>est<text:note>'
        "<text:note-citation>1</text:note-citation><text:note-body><text:p>Dit le maire.</text:p>"
        "</text:note-body></text:note> ouverte<text:line-break/>hier.</text:p>"
        '<text:p text:style-name="P1">Enfin !</text:p>'
        '<text:list text:style-name="L1"><text:list-item><text:p>un</text:p><text:list>'
        "<text:list-item><text:p>dedans</text:p></text:list-item></text:list></text:list-item>"
        "<text:list-item><text:p>deux</text:p></text:list-item></text:list>"
        "<table:table><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell>"
        "<table:table-cell><text:p>b</text:p></table:table-cell></table:table-row></table:table>"
        "<text:p><draw:frame><draw:text-box><text:p>Cadre</text:p></draw:text-box></draw:frame>"
        "</text:p>"
    )
    data = odt(body, "<style:header><text:p>Gazette</text:p></style:header>", automatic)
    (article,) = load(data)
    assert whole([article]) == (
        "Le pont\n\nLa route est¹ ouverte hier.\n\nEnfin !\n\n1. un\n1. dedans\n2. deux\n\n"
        "a | b\n\nCadre\n\n¹ Dit le maire.\n\nGazette\n"
    )
    assert (article.title, article.blocks[2].kind) == ("Le pont", "quote")


def test_hidden_words_of_an_opendocument_text_are_not_read() -> None:
    automatic = (
        '<style:style style:name="H" style:family="text"><style:text-properties '
        'text:display="none"/></style:style>'
    )
    data = odt(
        '<text:p>Le <text:span text:style-name="H">vieux </text:span>pont</text:p>', "", automatic
    )
    assert whole(load(data)) == "Le pont\n"


LONG = (
    "Voici la commande qui copie tous les fichiers du dossier vers le disque du port, puis les "
    "range par date ; elle demande quelques minutes, où rien d'autre ne peut être fait."
)


@pytest.mark.parametrize("name", ["Source Code", "HTML Preformatted", "Preformatted Text"])
def test_code_in_a_document_is_code(name: str) -> None:
    """The names are those of pandoc, Word and LibreOffice."""
    code = "for x in a b; do</w:t></w:r><w:r><w:br/></w:r><w:r><w:t>  ls\n</w:t></w:r><w:r><w:t>"
    style = f'<w:style w:styleId="S"><w:name w:val="{name}"/></w:style>'
    body = p(LONG) + p(code, "S") + p(LONG, "S")
    data = zipped(
        {
            "word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>",
            "word/styles.xml": f"<w:styles {W}>{style}</w:styles>",
        }
    )
    assert blocks(data) == [
        ("paragraph", LONG),
        ("preformatted", "for x in a b; do\n  ls"),
        ("paragraph", LONG),
    ]


def test_code_in_an_opendocument_text_is_code_unless_all_is() -> None:
    style = '<style:style style:name="P1" style:parent-style-name="Preformatted_20_Text"/>'
    line = '<text:p text:style-name="P1">echo<text:s text:c="2"/>le chat</text:p>'
    both = odt(f"<text:p>{LONG}</text:p>{line}", automatic=style)
    assert blocks(both) == [("paragraph", LONG), ("preformatted", "echo le chat")]
    assert "preformatted" not in dict(blocks(odt(line * 3, automatic=style)))


def test_a_book_has_an_article_a_chapter() -> None:
    chapter = "<html><head><title>{0}</title></head><body><h1>{0}</h1><p>{1}</p></body></html>"
    pages = {
        "b": chapter.format("Le tunnel", "Il est fermé depuis le mois de mai."),
        "a": chapter.format("Le pont", "Il est ouvert<a role='doc-noteref' href='#n'>1</a>."),
        "vide": "<html><body/></html>",
        "hors": chapter.format("Hors du livre", "Rien."),
    }
    articles = load(epub(pages, ["a", "vide", "b", "a"]))
    assert [article.title for article in articles] == ["Le pont", "Le tunnel"]
    assert "Il est ouvert¹." in whole(articles)


def test_a_document_is_known_by_its_content(tmp_path: Path) -> None:
    path = tmp_path / "rapport.docx"
    path.write_bytes(odt("<text:p>Un texte ouvert.</text:p>"))
    assert [block.text for block in load(path)[0].blocks] == ["Un texte ouvert."]
    assert blocks(docx(p("Un mot à dire."))) == [("paragraph", "Un mot à dire.")]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"<html><body>Page</body></html>", "but is not one"),
        (b"%PDF-1.7", "a PDF"),
        (b"", "is empty"),
        (b"PK\x03\x04" + bytes(60), "damaged"),
        (docx(p("x"))[:-30], "damaged"),
        (zipped({"a.txt": "x"}), "a zip archive"),
        (zipped({"xl/workbook.xml": "<x/>"}), "a spreadsheet"),
        (zipped({"word/document.xml": "<w:document"}), "damaged"),
        (zipped({"word/document.xml": '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'}), "entities"),
        (zipped({"mimetype": ODT_TYPE}), "no content.xml"),
        (zipped({"META-INF/container.xml": "<container/>"}), "damaged"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_document_is_refused_in_one_line(
    tmp_path: Path, content: bytes, says: str
) -> None:
    path = tmp_path / "rapport.docx"
    path.write_bytes(content)
    with pytest.raises(UnreadableFile, match=says) as caught:
        load(path)
    assert str(path) in str(caught.value) and "\n" not in str(caught.value)


XML = '<?xml version="1.0" encoding="UTF-8"?>\n<!-- c -->\n'


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("livre.fb2", f"{XML}<FictionBook><p>Le port</p></FictionBook>", "FictionBook"),
        ("film.ttml", f'{XML}<!DOCTYPE tt [<!ENTITY a "b">]><tt><p>Le port</p></tt>', "“tt”"),
        ("film.ass", "[Script Info]\nTitle: Le port", "save them as .srt"),
        ("film.txt", "\ufeff[Script Info]\nTitle: Le port", "save them as .srt"),
        ("page.html", "<!DOCTYPE html><html><!--PK\3\4" + "\0" * 99 + "--></html>", "packed"),
    ],
)
def test_what_holds_a_text_among_signs_for_machines_is_refused(
    tmp_path: Path, name: str, content: str, says: str
) -> None:
    """Its tags and settings were translated with its words."""
    path = tmp_path / name
    path.write_text(content, "utf-8")
    with pytest.raises(UnreadableFile, match=says) as caught:
        load(path)
    assert "\n" not in str(caught.value)


def test_xml_that_is_a_page_or_asked_for_as_a_text_is_read(tmp_path: Path) -> None:
    path = tmp_path / "page"
    path.write_text(f'{XML}<?xml-stylesheet href="a.css"?><html><p>Le port</p></html>', "utf-8")
    assert [block.text for block in load(path)[0].blocks] == ["Le port"]
    path.write_text(f"{XML}<tt>Le port</tt>", "utf-8")
    assert "<tt>" in load(path, format="text")[0].text
    named = path.rename(tmp_path / "page.txt")
    assert "<tt>" in load(named)[0].text


def test_what_unpacks_to_too_much_together_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    from reader.loading import container

    monkeypatch.setattr(container, "_MOST_UNPACKED", 3_000)
    many = docx(p("x" * 2_500), header1=p("y" * 2_500))
    with pytest.raises(UnreadableFile, match="unpacks to more"):
        load(many)


@pytest.mark.parametrize("filler", ["0", "<w:p/>", "<w:p><w:r><w:t>a</w:t></w:r></w:p>"])
def test_what_unpacks_to_many_times_its_size_is_refused(filler: str) -> None:
    body = filler * (600_000 // len(filler))
    page = f"<html><body>{body}</body></html>"
    for bomb in (
        docx(body),
        odt(f"<text:p>{body.replace('w:', 'text:')}"),
        epub({"a": page}, ["a"]),
    ):
        with pytest.raises(UnreadableFile, match="unpacks to over 200 times its size"):
            load(bomb)


def test_a_picture_may_unpack_to_any_multiple_of_its_size(tmp_path: Path) -> None:
    from reader.export.documents import opened
    from reader.loading import original

    blank = b"BM" + bytes(2_000_000)
    page = '<html xmlns="http://www.w3.org/1999/xhtml"><body><p>Un mot</p></body></html>'
    data = epub({"a": page}, ["a"], {"O/blank.bmp": blank})
    document = opened(original(data))
    (article,) = [each for each in document.articles() if each.blocks]
    out = io.BytesIO()
    document.begin(out, target="en")
    document.article(article, ())
    document.end()
    assert zipfile.ZipFile(out).read("O/blank.bmp") == blank


@pytest.mark.slow
def test_a_book_that_is_one_page_of_two_megabytes_opens_whole() -> None:
    words = "le maire a ouvert hier un pont que les gens du port attendaient".split()
    chance = random.Random(1)
    paragraphs = [f"{n} {' '.join(chance.choices(words, k=60))}." for n in range(6_600)]
    text = "".join(f"<p>{each}</p>" for each in paragraphs)
    page = f'<html xmlns="http://www.w3.org/1999/xhtml"><body>{text}</body></html>'
    assert len(page) > 2_000_000
    (article,) = load(epub({"a": page}, ["a"]))
    assert [block.text for block in article.blocks] == paragraphs


def test_a_books_page_that_is_too_large_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    from reader.loading import epub as books

    monkeypatch.setattr(books, "_LARGEST_PAGE", 2_000)
    page = f"<html><body><p>{'mot ' * 700}</p></body></html>"
    with pytest.raises(
        UnreadableFile, match=r"its part O/texte un/a\.xhtml is larger than .* split"
    ):
        load(epub({"a": page}, ["a"]))


def test_a_false_size_does_not_help_a_bomb() -> None:
    from reader.loading import container

    data = bytearray(zipped({"word/document.xml": b" " * (container._LARGEST_PART + 1)}))
    for mark, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        place = data.index(mark) + at
        data[place : place + 4] = struct.pack("<I", 10)
    with pytest.raises(UnreadableFile):
        load(bytes(data))


def test_a_locked_document_says_so() -> None:
    data = bytearray(docx(p("x")))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.index(mark) + at
        data[place] |= 1
    with pytest.raises(UnreadableFile, match="password"):
        load(bytes(data))
    lock = (
        '<encryption><CipherReference URI="O/texte%20un/a.xhtml"/>'
        '<CipherReference URI="O/font.ttf"/></encryption>'
    )
    book = {"a": "<html><body><p>Un mot.</p></body></html>"}
    with pytest.raises(UnreadableFile, match="DRM"):
        load(epub(book, ["a"], {"META-INF/encryption.xml": lock}))
    fonts = lock.replace("O/texte%20un/a.xhtml", "O/other.ttf")
    assert load(epub(book, ["a"], {"META-INF/encryption.xml": fonts}))


def test_deep_nesting_is_no_crash() -> None:
    for depth in (150, 5_000):
        body = "<w:sdt><w:sdtContent>" * depth + p("fond") + "</w:sdtContent></w:sdt>" * depth
        frames = "<text:section>" * depth + "<text:p>fond</text:p>" + "</text:section>" * depth
        for data in (docx(body), odt(frames)):
            try:
                assert blocks(data) in ([("paragraph", "fond")], [])
            except UnreadableFile as error:
                assert "damaged" in str(error)


@pytest.mark.parametrize("depth", [3_000, 30_000])
def test_a_chapter_of_deep_nesting_has_its_text(depth: int) -> None:
    deep = "<div>" * depth + "<p>Le fond.</p><h2>Au fond</h2>fin" + "</div>" * depth
    (article,) = load(epub({"a": f"<p>Le début.</p>{deep}<p>La suite.</p>"}, ["a"]))
    said = [block.text for block in article.blocks]
    assert said == ["Le début.", "Le fond.", "Au fond", "fin", "La suite."]


def test_a_note_that_marks_itself_has_an_end() -> None:
    mark = '</w:t><w:footnoteReference w:id="7"/><w:t>'
    data = docx(
        p(f"Le port{mark}"), footnotes=f'<w:footnote w:id="7">{p(f"Note{mark}")}</w:footnote>'
    )
    (article,) = load(data)
    assert article.text == "Le port¹\n\n¹ Note²\n"
