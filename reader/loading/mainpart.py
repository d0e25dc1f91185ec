"""Which part of a web page is its article.

trafilatura (Barbaresi, 2021, "Trafilatura: A Web Scraping Library and Command-Line Tool for
Text Discovery and Extraction") finds the main text; nothing is fetched. What lies between its
first and last paragraph, outside the zones of the site, is the author's: captions, tables
and the line of his name, which trafilatura leaves out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from reader.article import Boilerplate
from reader.loading.boilerplate import is_prose
from reader.loading.page import Part
from reader.loading.runs import Markup, Run
from reader.loading.zones import Zone
from reader.text.regex import regex

_LONGEST_PAGE = 400_000
"""Characters up to which trafilatura is asked: its time grows faster than a page's size."""
_SPAN = regex(r"\b(?:row|col)span\s*=\s*[\"']?\d+[\"']?", re.IGNORECASE)
"""What makes trafilatura put up to a thousand cells in place of one, in every row."""
_SHORTEST_MAIN_TEXT = 250
"""Letters under which what trafilatura finds is all there is, and says nothing."""
_SHINGLE = 12
"""Letters in a row by which a text is recognised in another."""
_LINKS = 0.8
"""Share of links from which a run is a list of them."""


def divide(page: Markup, source: str) -> list[Part]:
    """For each run of `page`, which part of it that is.

    Args:
        page: the runs.
        source: the page's HTML.
    """
    runs, zones = page.runs, page.furniture()
    main = _main_text(runs, source)
    has_main = any(main)
    reasons = [
        _reason(run, zone, in_main, has_main)
        for run, zone, in_main in zip(runs, zones, main, strict=True)
    ]
    anchors = [index for index, reason in enumerate(reasons) if main[index] and reason is None]
    container = _container(runs, reasons, anchors)
    if not anchors:
        anchors = [
            index
            for index, reason in enumerate(reasons)
            if reason is None and (not page.containers or runs[index].container)
        ]
    if not anchors:
        return [Part(reason) for reason in reasons]
    first, last = _reach(runs, reasons, anchors)
    parts = []
    for index, (run, reason) in enumerate(zip(runs, reasons, strict=True)):
        if reason is not None:
            parts.append(Part(reason))
            continue
        inside = first <= index <= last or (container and run.container == container)
        listed = run.linked > _LINKS and not (main[index] or run.role or run.kind == "heading")
        if listed and has_main and not is_prose(run.text):
            parts.append(Part("menu"))
        else:
            parts.append(Part(None, bool(inside) and not listed))
    return parts


def _reason(run: Run, zone: Zone | None, in_main: bool, has_main: bool) -> Boilerplate | None:
    """Why a run is the site's, going by its zone."""
    if zone is None:
        return None
    prose = is_prose(run.text) and run.linked < 0.5
    if in_main and (prose or (not zone.certain and run.linked < 0.5)):
        return None
    if prose and not zone.certain and (zone.aside or not has_main):
        return None
    return zone.reason


def _container(
    runs: Sequence[Run], reasons: Sequence[Boilerplate | None], anchors: Sequence[int]
) -> int:
    """The `article` that holds most of the main text; 0 where none does."""
    sizes: Counter[int] = Counter()
    for index in anchors or range(len(runs)):
        if reasons[index] is None:
            sizes[runs[index].container] += len(runs[index].text)
    return max(sizes, key=lambda each: sizes[each]) if sizes else 0


def _reach(
    runs: Sequence[Run], reasons: Sequence[Boilerplate | None], anchors: Sequence[int]
) -> tuple[int, int]:
    """The first and the last run of the article: its heading and its author's line as well."""
    first, last = anchors[0], anchors[-1]
    headings = [
        index
        for index in range(max(0, first - 12), first)
        if runs[index].kind == "heading" and runs[index].level == 1 and reasons[index] is None
    ]
    first = headings[0] if headings else first
    while first > 0 and runs[first - 1].role == "byline" and reasons[first - 1] is None:
        first -= 1
    while (
        last + 1 < len(runs)
        and runs[last + 1].role in ("byline", "caption")
        and reasons[last + 1] is None
    ):
        last += 1
    return first, last


def _main_text(runs: Sequence[Run], source: str) -> list[bool]:
    """For each run, whether trafilatura takes it for the main text; all False if it can't tell."""
    nothing = [False] * len(runs)
    if len(source) > _LONGEST_PAGE or sum(len(run.text) for run in runs) < _SHORTEST_MAIN_TEXT:
        return nothing
    from trafilatura import bare_extraction

    try:
        document = bare_extraction(
            _SPAN.sub("", source), with_metadata=False, include_comments=False, favor_recall=True
        )
    except Exception:  # whatever its many parts make of a hostile page: it is only advice
        return nothing
    if document is None or isinstance(document, dict) or document.body is None:
        return nothing
    pieces = ["".join(str(text).split()) for text in document.body.itertext()]
    whole = "".join(pieces)
    shingles = {whole[at : at + _SHINGLE] for at in range(len(whole) - _SHINGLE + 1)}
    short = set(pieces)
    is_main = [_is_in("".join(run.text.split()), shingles, short) for run in runs]
    letters = sum(len(run.text) for run, main in zip(runs, is_main, strict=True) if main)
    return is_main if letters >= _SHORTEST_MAIN_TEXT else nothing


def _is_in(letters: str, shingles: set[str], short: set[str]) -> bool:
    """Whether most of a run's text stands in the main text."""
    if len(letters) < _SHINGLE + 4:
        return letters in short
    step = max(1, (len(letters) - _SHINGLE) // 20)
    places = range(0, len(letters) - _SHINGLE + 1, step)
    return sum(letters[at : at + _SHINGLE] in shingles for at in places) > 0.6 * len(places)
