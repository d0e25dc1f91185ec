"""Documents made of articles that were none: for paper, and for e-readers.

What is made is the source, plainly; it is then translated as any document of its kind is.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from hashlib import blake2b
from html import escape
from itertools import groupby
from operator import itemgetter

from reader.article import Article, Block, BlockKind
from reader.export.arrangement import number_of, tables_of
from reader.export.markdown import is_markdown
from reader.languages import is_right_to_left, locale, tag
from reader.text.lines import one_line

MADE = ("docx", "epub")
"""The kinds that anything can be made into."""

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_STYLES: dict[BlockKind, tuple[str, str, str]] = {
    "title": ("Title", "Title", '<w:b/><w:bCs/><w:sz w:val="36"/><w:szCs w:val="36"/>'),
    "heading": ("Heading1", "heading 1", '<w:b/><w:bCs/><w:sz w:val="28"/><w:szCs w:val="28"/>'),
    "quote": ("Quote", "Quote", "<w:i/><w:iCs/>"),
    "image": ("Caption", "caption", "<w:i/><w:iCs/>"),
    "list-item": ("ListParagraph", "List Paragraph", ""),
    "preformatted": ("Code", "Code", '<w:rFonts w:ascii="Courier New" w:hAnsi="Courier New"/>'),
}
_KINDS = (("document", "document.main"), ("styles", "styles"), ("numbering", "numbering"))
"""The parts of a Word document, and what they are called as kinds."""
_ELEMENTS: dict[str, str] = {"title": "h1", "heading": "h2", "list-item": "li"}
_LOOKS = {"strong": "<w:b/><w:bCs/>", "em": "<w:i/><w:iCs/>"}
_SHEET = (
    "body { margin: 5%; line-height: 1.4; }\n"
    "h1, h2 { line-height: 1.2; text-align: start; }\n"
    "pre { white-space: pre-wrap; }\n"
    "table { border-collapse: collapse; width: 100%; }\n"
    "td { border-block: 1px solid #bfbfbf; padding: .3em .6em .3em 0; vertical-align: top; }\n"
)


def made(kind: str, articles: Sequence[Article]) -> bytes:
    """A document of articles, one after the other.

    Args:
        kind: one of `MADE`.
        articles: the articles; there is one at least.
    """
    parts = _docx(articles) if kind == "docx" else _epub(articles)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts.items():
            how = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name), _clean(content), how)
    return file.getvalue()


def _clean(text: str) -> bytes:
    """A part without the characters that XML has no way to say."""
    kept = (char for char in text if char in "\t\n\r" or " " <= char < "\ufffe" or char > "\uffff")
    return "".join(kept).encode("utf-8", "replace")


def _runs(block: Block, marked: bool) -> list[tuple[str, str]]:
    """A block's text in runs, each with the elements that it stands in: "strong", "em".

    Args:
        block: the block.
        marked: whether its text is Markdown.
    """
    if block.kind == "preformatted":
        return [(block.text, "")]
    text = one_line(block.text, block.language)
    return _inline(text) if marked else [(text, "")]


def _inline(text: str) -> list[tuple[str, str]]:
    """A line of Markdown without its marks."""
    from markdown_it import MarkdownIt

    runs: list[tuple[str, str]] = []
    around: list[str] = []
    for token in MarkdownIt("commonmark").parseInline(text)[0].children or ():
        if token.tag in ("strong", "em"):
            if token.nesting > 0:
                around.append(token.tag)
            else:
                around.remove(token.tag)
        elif token.content or token.type in ("softbreak", "hardbreak"):
            runs.append((token.content or " ", " ".join(dict.fromkeys(around))))
    return runs


def _markup(block: Block, marked: bool) -> str:
    """A block's text as a page of a book has it."""
    parts = []
    for text, around in _runs(block, marked):
        part = escape(text, quote=False)
        for element in around.split():
            part = f"<{element}>{part}</{element}>"
        parts.append(part)
    return "".join(parts)


def _docx(articles: Sequence[Article]) -> dict[str, str]:
    lists = _Lists()
    body = "".join(
        _table(table, is_markdown(article))
        if len(table[0]) > 1
        else _paragraph(table[0][0], is_markdown(article), lists.of(article, *table[0]))
        for article in articles
        for table in tables_of(article)
    )
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{identity}"><w:name w:val="{name}"/>'
        f"<w:pPr>{_placed(kind)}</w:pPr><w:rPr>{look}</w:rPr></w:style>"
        for kind, (identity, name, look) in _STYLES.items()
    )
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    language = locale(articles[0].language or "en")
    return {
        "[Content_Types].xml": f'{head}<Types xmlns="{_PACKAGE}/content-types"><Default Extension='
        '"rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        + "".join(
            f'<Override PartName="/word/{name}.xml" ContentType="{_WORD}.{kind}+xml"/>'
            for name, kind in _KINDS
        )
        + '<Override PartName="/docProps/core.xml" ContentType='
        '"application/vnd.openxmlformats-package.core-properties+xml"/></Types>',
        "_rels/.rels": f'{head}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship '
        f'Id="rId1" Type="{_R}/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" '
        f'Type="{_PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
        "</Relationships>",
        "docProps/core.xml": f'{head}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/'
        'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>'
        f"{escape(articles[0].title)}</dc:title><dc:language>{language}</dc:language>"
        "</cp:coreProperties>",
        "word/_rels/document.xml.rels": f'{head}<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_R}/styles" Target="styles.xml"/><Relationship Id="rId2" '
        f'Type="{_R}/numbering" Target="numbering.xml"/></Relationships>',
        "word/document.xml": f'{head}<w:document xmlns:w="{_W}"><w:body>{body}<w:sectPr>'
        '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1304" w:bottom="1134" '
        'w:left="1304" w:header="600" w:footer="600" w:gutter="0"/></w:sectPr></w:body>'
        "</w:document>",
        "word/styles.xml": f'{head}<w:styles xmlns:w="{_W}"><w:docDefaults><w:rPrDefault><w:rPr>'
        f'<w:sz w:val="23"/><w:szCs w:val="23"/><w:lang w:val="{language}"/></w:rPr>'
        '</w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="140" w:line="276" '
        f'w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>{styles}</w:styles>',
        "word/numbering.xml": f'{head}<w:numbering xmlns:w="{_W}"><w:abstractNum '
        'w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/>'
        '<w:lvlText w:val="•"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="720" '
        'w:hanging="360"/></w:pPr></w:lvl></w:abstractNum><w:abstractNum w:abstractNumId="1">'
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/>'
        '<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="720" w:hanging="360"/></w:pPr></w:lvl>'
        '</w:abstractNum><w:num w:numId="1">'
        f'<w:abstractNumId w:val="0"/></w:num>{lists.numbering()}</w:numbering>',
    }


def _placed(kind: BlockKind) -> str:
    """A style's properties of paragraphs."""
    if kind == "list-item":
        return '<w:ind w:left="720"/>'  # a translation below an item has no mark of its own
    if kind in ("title", "heading"):
        return '<w:keepNext/><w:spacing w:before="280" w:after="120"/>'
    return '<w:ind w:left="567" w:right="567"/>' if kind == "quote" else ""


class _Lists:
    """The numbered lists of a Word document: each that does not go on counting is a new one."""

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._next = 0

    def of(self, article: Article, block: Block) -> int:
        """The list that a block is an item of: 1 has bullets, the others count."""
        number = int(number_of(article, block)[:-1] or -1)
        if number < 0:
            self._next = 0
            return 1
        if number != self._next:
            self._starts.append(number)
        self._next = number + 1
        return 1 + len(self._starts)

    def numbering(self) -> str:
        """What `numbering.xml` says of them."""
        return "".join(
            f'<w:num w:numId="{identity}"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0">'
            f'<w:startOverride w:val="{start}"/></w:lvlOverride></w:num>'
            for identity, start in enumerate(self._starts, 2)
        )


def _table(rows: Sequence[Sequence[Block]], marked: bool) -> str:
    right = any(is_right_to_left(block.language or "") for row in rows for block in row)
    line = '<w:{} w:val="single" w:sz="4" w:space="0" w:color="BFBFBF"/>'
    borders = "".join(line.format(side) for side in ("top", "bottom", "insideH"))
    columns = max(map(len, rows))
    body = "".join(
        "<w:tr>"
        + "".join(
            f"<w:tc><w:tcPr/>{_paragraph(block, marked, mirrored=right)}</w:tc>" for block in row
        )
        + "<w:tc><w:tcPr/><w:p/></w:tc>" * (columns - len(row))
        + "</w:tr>"
        for row in rows
    )
    return (
        f"<w:tbl><w:tblPr>{'<w:bidiVisual/>' * right}"
        f'<w:tblW w:w="5000" w:type="pct"/><w:tblBorders>{borders}</w:tblBorders></w:tblPr>'
        f"<w:tblGrid>{'<w:gridCol/>' * columns}</w:tblGrid>{body}</w:tbl><w:p/>"
    )


def _paragraph(block: Block, marked: bool, numbering: int = 1, *, mirrored: bool = False) -> str:
    style = _STYLES.get(block.kind)
    named = f'<w:pStyle w:val="{style[0]}"/>' if style else ""
    if block.kind == "list-item":
        named += '<w:numPr><w:ilvl w:val="0"/>'
        named += f'<w:numId w:val="{numbering}"/></w:numPr>'
    right = is_right_to_left(block.language or "")
    runs = "".join(_run(text, around, right) for text, around in _runs(block, marked))
    # A figure alone has no language, and stands where the table's words do.
    turned = right or (mirrored and not block.language)
    return f"<w:p><w:pPr>{named}{'<w:bidi/>' * turned}</w:pPr>{runs}</w:p>"


def _run(text: str, around: str, right: bool) -> str:
    look = "".join(_LOOKS[element] for element in around.split()) + "<w:rtl/>" * right
    lines = "<w:br/>".join(
        f'<w:t xml:space="preserve">{escape(line, quote=False)}</w:t>' for line in text.split("\n")
    )
    return f"<w:r>{f'<w:rPr>{look}</w:rPr>' if look else ''}{lines}</w:r>"


def _epub(articles: Sequence[Article]) -> dict[str, str]:
    language = tag(articles[0].language or "en")
    title = escape(articles[0].title or "Dragoman")
    names = [f"a{number}" for number in range(1, len(articles) + 1)]
    identity = blake2b("".join(each.text for each in articles).encode("utf-8", "replace"))
    items = "".join(
        f'<item id="{name}" href="{name}.xhtml" media-type="application/xhtml+xml"/>'
        for name in names
    )
    spine = "".join(f'<itemref idref="{name}"/>' for name in names)
    entries = "".join(
        f'<li><a href="{name}.xhtml">{escape(article.title or name)}</a></li>'
        for name, article in zip(names, articles, strict=True)
    )
    right = is_right_to_left(articles[0].language or "")
    turned = ' page-progression-direction="rtl"' if right else ""
    parts = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:'
        'xmlns:container"><rootfiles><rootfile full-path="b.opf" media-type='
        '"application/oebps-package+xml"/></rootfiles></container>',
        "b.opf": '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" '
        'unique-identifier="u"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f'<dc:identifier id="u">urn:dragoman:{identity.hexdigest()[:32]}</dc:identifier>'
        f"<dc:title>{title}</dc:title><dc:language>{language}</dc:language>"
        f'<meta property="dcterms:modified">{datetime.now(UTC):%Y-%m-%dT00:00:00Z}</meta>'
        '</metadata><manifest><item id="nav" href="nav.xhtml" properties="nav" '
        'media-type="application/xhtml+xml"/><item id="css" href="s.css" media-type="text/css"/>'
        f"{items}</manifest><spine{turned}>{spine}</spine></package>",
        "nav.xhtml": _page(
            title, f'<nav epub:type="toc"><ol>{entries}</ol></nav>', articles[0].language
        ),
        "s.css": _SHEET,
    }
    for name, article in zip(names, articles, strict=True):
        body = "".join(
            _elements(kind, start, [table for _, table in tables], is_markdown(article))
            for (kind, start), tables in groupby(_counted(article), key=itemgetter(0))
        )
        parts[f"{name}.xhtml"] = _page(escape(article.title or name), body, article.language)
    return parts


def _page(title: str, body: str, language: str | None) -> str:
    code = tag(language or "en")
    direction = "rtl" if is_right_to_left(language or "") else "ltr"
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" '
        f'lang="{code}" xml:lang="{code}" dir="{direction}"><head><title>{title}</title>'
        '<link rel="stylesheet" type="text/css" href="s.css"/></head>\n'
        f"<body>{body}</body></html>\n"
    )


def _counted(article: Article) -> Iterator[tuple[tuple[str, int], list[Sequence[Block]]]]:
    """An article's tables and texts, with their kind and the number that a list begins with."""
    start = following = -1
    for table in tables_of(article):
        block = table[0][0]
        number = int(number_of(article, block)[:-1] or -1)
        if number != following or number < 0:
            start = number
        following = number + 1
        yield ("table" if len(table[0]) > 1 else block.kind, start), table


def _elements(kind: str, start: int, tables: Sequence[list[Sequence[Block]]], marked: bool) -> str:
    """Tables, or texts of a kind, that follow each other."""
    if kind == "table":
        return "".join(_epub_table(table, marked) for table in tables)
    texts = [_markup(table[0][0], marked) for table in tables]
    if kind == "quote":
        return "<blockquote>" + "".join(f"<p>{text}</p>\n" for text in texts) + "</blockquote>\n"
    element = "pre" if kind == "preformatted" else _ELEMENTS.get(kind, "p")
    inside = "".join(f"<{element}>{text}</{element}>\n" for text in texts)
    if kind == "list-item" and start >= 0:
        return f'<ol start="{start}">\n{inside}</ol>\n'
    return f"<ul>\n{inside}</ul>\n" if kind == "list-item" else inside


def _epub_table(table: Sequence[Sequence[Block]], marked: bool) -> str:
    rows = ("".join(f"<td>{_markup(block, marked)}</td>" for block in row) for row in table)
    return f"<table>\n{''.join(f'<tr>{row}</tr>' + chr(10) for row in rows)}</table>\n"
