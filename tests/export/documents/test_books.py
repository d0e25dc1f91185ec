"""Books written back: every chapter, the contents, the language, and nothing else."""

from __future__ import annotations

import io
import zipfile
from collections import Counter, defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree, html

from reader.loading import load

from .pseudo import words_of, written
from .word import DOT

X = "{http://www.w3.org/1999/xhtml}"
OPS = 'xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'


def epub(
    pages: dict[str, str], *, language: str = "fr", attributes: str = "", css: str = ""
) -> bytes:
    """A book of pages, each the content of a body; its contents leads to each of them."""
    entries = "".join(f'<li><a href="{name}.xhtml">Chapitre {name}</a></li>' for name in pages)
    contents = f'<nav epub:type="toc"><h1>Table des matières</h1><ol>{entries}</ol></nav>'
    points = "".join(
        f'<navPoint id="n{name}"><navLabel><text>Chapitre {name}</text></navLabel>'
        f'<content src="{name}.xhtml"/></navPoint>'
        for name in pages
    )
    items = "".join(
        f'<item id="{name}" href="{name}.xhtml" media-type="application/xhtml+xml"/>'
        for name in pages
    )
    spine = "".join(f'<itemref idref="{name}"/>' for name in pages)
    parts: dict[str, str | bytes] = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:'
        'xmlns:container"><rootfiles><rootfile full-path="O/b.opf" media-type='
        '"application/oebps-package+xml"/></rootfiles></container>',
        "O/b.opf": '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" '
        'unique-identifier="u"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        '<dc:identifier id="u">x</dc:identifier><dc:title>Le livre des eaux</dc:title>'
        f"<dc:language>{language}</dc:language><dc:creator>A. Benali</dc:creator>"
        '<meta property="dcterms:modified">2026-01-01T00:00:00Z</meta></metadata><manifest>'
        f'{items}<item id="nav" href="nav.xhtml" properties="nav" '
        'media-type="application/xhtml+xml"/><item id="css" href="s.css" media-type="text/css"/>'
        '<item id="dot" href="dot.png" media-type="image/png"/>'
        '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/></manifest>'
        f'<spine toc="ncx">{spine}</spine></package>',
        "O/toc.ncx": '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1"><head>'
        '<meta name="dtb:uid" content="x"/></head><docTitle><text>Le livre des eaux</text>'
        f"</docTitle><navMap>{points}</navMap></ncx>",
        "O/nav.xhtml": page(contents, language, attributes),
        "O/s.css": css,
        "O/dot.png": DOT,
    }
    parts |= {f"O/{name}.xhtml": page(body, language, attributes) for name, body in pages.items()}
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts.items():
            how = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name), content, how)
    return file.getvalue()


def page(body: str, language: str, attributes: str) -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE html><html {OPS} lang="{language}" '
        f'xml:lang="{language}" {attributes}><head><title>Une page du livre</title>'
        f'<link rel="stylesheet" type="text/css" href="s.css"/></head><body>{body}</body></html>'
    )


def part(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode("utf-8")


def body(data: bytes, name: str = "O/un.xhtml") -> str:
    """What stands in a page's body."""
    text = part(data, name)
    return text[text.index("<body>") + 6 : text.index("</body>")]


CHAPTER = """
<h1>Le début du livre</h1>
<p class="a" id="p1">Le <b>ministre de l’eau</b> parle<a id="r1" href="#n1"><sup>1</sup></a> à
  <i>Tunis</i>.<br/>
  Voir <a href="deux.xhtml">la <i>suite</i></a> &amp; la fin.</p>
<ul><li>Un point <b>fort</b><ul><li>Une sous-partie</li></ul></li><li>Un autre point</li></ul>
<table><tr><th>Région</th><td>douze <b>grands</b> lacs</td></tr></table>
<blockquote>Une parole sage<!-- un avis --></blockquote>
<figure><img src="dot.png" alt="Le point vert"/><figcaption>Le grand point</figcaption></figure>
<aside epub:type="footnote" id="n1"><p><a href="#r1">1</a> La note du bas.</p></aside>
<p>Un mot caché<span id="vide"></span> et <code>du code</code> ici.</p>
"""
BOOK = epub({"un": CHAPTER, "deux": "<h1>La fin du livre</h1><p>Le dernier mot.</p>"})


@pytest.fixture(scope="module")
def book() -> bytes:
    return written(BOOK)


def test_every_word_is_there_once(book: bytes) -> None:
    before = [block.text for article in load(BOOK) for block in article.blocks]
    after = [block.text for article in load(book) for block in article.blocks]
    assert words_of(after) == words_of(before)


def test_formatting_notes_and_links_are_on_their_words(book: bytes) -> None:
    shown = body(book)
    assert (
        '<p class="a" id="p1"><i>TUNIS</i>. À PARLE<a id="r1" href="#n1"><sup>1</sup></a> '
        "<b>L’EAU DE MINISTRE</b> LE<br/>" in shown.replace("<i>TUNIS.</i>", "<i>TUNIS</i>.")
    )
    assert '<a href="deux.xhtml"><i>SUITE</i> LA</a> VOIR</p>' in shown
    assert "<li><b>FORT</b> POINT UN<ul><li>SOUS-PARTIE UNE</li></ul></li>" in shown
    assert "<th>RÉGION</th><td>LACS <b>GRANDS</b> DOUZE</td>" in shown
    assert '<p><a href="#r1">1</a> BAS. DU NOTE LA</p>' in shown


def test_contents_title_and_pictures_are_translated(book: bytes) -> None:
    assert "CHAPITRE" in part(book, "O/nav.xhtml") and "MATIÈRES DES TABLE" in part(
        book, "O/nav.xhtml"
    )
    assert part(book, "O/toc.ncx").count("DEUX CHAPITRE") == 1
    assert "<text>EAUX DES LIVRE LE</text>" in part(book, "O/toc.ncx")
    package = part(book, "O/b.opf")
    assert "<dc:title>EAUX DES LIVRE LE</dc:title>" in package
    assert "<dc:language>en</dc:language>" in package and "A. Benali" in package
    shown = part(book, "O/un.xhtml")
    assert 'lang="en" xml:lang="en"' in shown and "<title>LIVRE DU PAGE UNE</title>" in shown
    assert 'alt="VERT POINT LE"' in shown


def test_what_is_no_text_is_as_it_was(book: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(BOOK)) as old, zipfile.ZipFile(io.BytesIO(book)) as new:
        assert sorted(new.namelist()) == sorted(old.namelist())
        first = new.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        for name in ("mimetype", "META-INF/container.xml", "O/dot.png", "O/s.css"):
            assert new.read(name) == old.read(name)
    before, after = (etree.fromstring(part(each, "O/un.xhtml").encode()) for each in (BOOK, book))
    assert Counter(each.tag for each in after.iter("*")) == Counter(
        each.tag for each in before.iter("*")
    )


def test_a_book_from_the_right_is_one_from_the_left() -> None:
    source = epub(
        {"un": '<p dir="rtl">وصل <b>الرئيس</b> إلى تونس اليوم.</p>'},
        language="ar",
        attributes='dir="rtl"',
        css="body { direction: rtl; text-align: right }",
    )
    out = written(source)
    assert "rtl" not in part(out, "O/un.xhtml") + part(out, "O/s.css")
    assert "text-align: left" in part(out, "O/s.css")
    both = written(source, bilingual=True)
    shown = body(both)
    assert shown.index('<p dir="rtl"') < shown.index('dir="ltr"')
    assert part(both, "O/s.css") == part(source, "O/s.css")


def test_two_languages_stand_one_under_the_other() -> None:
    out = written(BOOK, bilingual=True)
    shown = body(out)
    assert shown.index("Le début du livre") < shown.index("LIVRE DU DÉBUT LE</h1>")
    assert shown.count('id="p1"') == shown.count('href="#n1"') == 1
    assert "Un autre point<br/><span" in shown
    assert '<a href="un.xhtml">Chapitre un — UN CHAPITRE</a>' in part(out, "O/nav.xhtml")
    package = part(out, "O/b.opf")
    assert "Le livre des eaux — EAUX DES LIVRE LE" in package
    assert package.count("<dc:language>") == 2


def test_a_page_that_is_not_well_formed_is_mended() -> None:
    out = written(epub({"un": "<p>Une <b>phrase<p>Une autre &nbsp;phrase <br> ici"}))
    assert etree.fromstring(part(out, "O/un.xhtml").encode()).find(f"{X}body") is not None
    after = [block.text for article in load(out) for block in article.blocks]
    assert words_of(after) == words_of(["Une page du livre", "Une phrase", "Une autre phrase ici"])


word = st.text(alphabet="abcdefghijklmnopqrstuvwxyzéà", min_size=2, max_size=8)
leaf = st.lists(word, min_size=1, max_size=3).map(" ".join)
inline = st.recursive(
    leaf,
    lambda inside: st.tuples(
        st.sampled_from(["b", "i", "em", "u"]), st.lists(inside, min_size=1, max_size=3)
    ).map(lambda pair: f"<{pair[0]}>{' '.join(pair[1])}</{pair[0]}>"),
    max_leaves=8,
)


@pytest.mark.slow
@given(st.lists(inline, min_size=1, max_size=4))
def test_nested_formatting_stays_on_its_words(parts: list[str]) -> None:
    source = f"<p>{' '.join(parts)} fin</p>"
    out = written(epub({"un": source}))

    def found(markup: str) -> dict[str, list[str]]:
        """The words within each set of elements, in no order."""
        words: dict[str, list[str]] = defaultdict(list)
        for element in html.fromstring(f"<div>{markup}</div>").iter():
            tags = [each.tag for each in element.iterancestors() if each.tag not in ("div", "p")]
            own = [element.tag] if element.tag not in ("div", "p") else []
            words["/".join(sorted({*tags, *own}))] += (element.text or "").lower().split()
            words["/".join(sorted(set(tags)))] += (element.tail or "").lower().split()
        return {around: sorted(own) for around, own in words.items() if own}

    assert found(body(out)) == found(source)
