"""The text of a PDF, in the order in which it is read.

PDFium (through pypdfium2, BSD and Apache licences) says which letter stands where; that is all
that is taken from it. Lines, columns, paragraphs and the direction of writing are made of the
letters' places here: a PDF has none of them, and PDFium's own order breaks Arabic words.

`trial` finds pages that PDFium would never be done with, `glyphs` asks it for the others,
`initials` finds drop caps, `lines` puts letters into lines, `logical` turns Arabic lines round,
`columns` orders the lines of a page, `furniture` finds running heads, `paragraphs` makes blocks.
"""

from __future__ import annotations

import statistics
from dataclasses import replace

from reader.errors import UnreadableFile
from reader.loading.page import Page, Part, composed, heading_that_leads
from reader.loading.pdf import columns, furniture, glyphs, lines, logical, paragraphs, trial
from reader.loading.runs import Run

_FEWEST_LETTERS = 8
"""Letters of a page below which it is a picture, if it has one."""
_MOST_LISTED = 10
_CUT = "[Page {} has more than {:,} letters: the others are left out.]"


def extract(data: bytes, name: str) -> Page:
    """What a PDF says, as one article.

    Args:
        data: the file.
        name: what to call it in an error.

    Raises:
        UnreadableFile: it is not a PDF, or is damaged, encrypted, too large, or has no text in it.
    """
    document = glyphs.read(data, name)
    sheets = [lines.of_page(page) for page in document.pages]
    if not any(sheets):
        if any(page.has_pictures for page in document.pages):
            raise UnreadableFile(
                f"{name} is a scan: its pages are pictures without text; make one with text of it "
                "first (with ocrmypdf, for one)"
            )
        if any(page.is_endless for page in document.pages):
            raise trial.no_end(name)
        return Page("", ())
    logical.set_right(sheets)
    heads = furniture.take_out(sheets, [page.height for page in document.pages])
    body = _usual_size(sheets)
    flow: list[paragraphs.Paragraph] = []
    for number, (page, sheet) in enumerate(zip(document.pages, sheets, strict=True), 1):
        if sheet:
            paragraphs.add(flow, columns.in_order(sheet), body)
            if page.is_cut:
                flow.append(paragraphs.note(_CUT.format(number, glyphs.LARGEST_PAGE)))
        elif page.has_pictures:
            flow.append(paragraphs.note(f"[Page {number} is a picture without text.]"))
        elif page.is_endless:
            flow.append(
                paragraphs.note(f"[Page {number} takes too long to read, and is left out.]")
            )
        elif page.is_damaged:
            flow.append(paragraphs.note(f"[Page {number} is damaged, and not read.]"))
    askew = [str(n) for n, page in enumerate(document.pages, 1) if page.askew >= _FEWEST_LETTERS]
    if askew:
        flow.append(paragraphs.note(f"[Text at an angle is not read: page {_listed(askew)}.]"))
    runs = paragraphs.runs(flow, body)
    runs += [Run(text, "paragraph") for text in heads]
    parts = [Part(kept=True)] * (len(runs) - len(heads)) + [Part("repeat")] * len(heads)
    whole = composed(runs, parts, heading_that_leads(runs))
    return replace(whole, single=True, authored=True, name=document.title)


def _listed(pages: list[str]) -> str:
    """The numbers of the first few pages."""
    return ", ".join([*pages[:_MOST_LISTED], *["…"][: len(pages) > _MOST_LISTED]])


def _usual_size(sheets: list[list[lines.Line]]) -> float:
    """The size of most of the letters."""
    sizes: list[float] = []
    for sheet in sheets:
        for line in sheet:
            sizes += [round(line.size, 1)] * max(1, len(line.text) // 8)
    return statistics.multimode(sizes)[0] if sizes else 10.0
