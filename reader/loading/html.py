"""The blocks of a web page: everything that it shows, and which of it is the article."""

from __future__ import annotations

import re

from reader.loading import mainpart, markup
from reader.loading.page import Page, Part, composed
from reader.loading.runs import Markup
from reader.text.regex import regex

_SEPARATOR = regex(r"\s+[|–—:·•»-]{1,2}\s+|\s*[|_]\s*")
_LONGEST_TITLE = 300


def extract(page: str, shown: Markup | None = None, *, is_fragment: bool = False) -> Page:
    """The text of `page` and its blocks; both are empty where it shows none.

    Every word that a browser would show is in some block, once, in the page's order. The
    site's parts have their `boilerplate` set where tags, classes or trafilatura tell them.

    Args:
        page: the HTML.
        shown: what its tags say, where that is known.
        is_fragment: whether it stands in something that has a title of its own: it gets none.
    """
    shown = shown or markup.read(page)
    runs = shown.runs
    if not runs:
        return Page("", ())
    parts = mainpart.divide(shown, page)
    if is_fragment:
        return composed(runs, parts)
    title = _title(shown, parts)
    return composed(runs, parts, title, _own_name(shown.title))


def _title(page: Markup, parts: list[Part]) -> int | None:
    """Index of the run that is the article's title; None where the page shows none.

    Of the headings, the one that shares most words with what the page's head calls it, and
    of these the highest; where the head says nothing, the first of the highest.
    """
    wanted = set(_words(page.title))
    best, best_rank = None, (0, 0, 0)
    for index, run in enumerate(page.runs):
        if run.kind != "heading" or parts[index].reason or len(run.text) > _LONGEST_TITLE:
            continue
        words = set(_words(run.text))
        shared = len(words & wanted)
        if wanted and run.level > 1 and shared < 0.6 * len(words):
            continue
        rank = (shared, -run.level, -index)
        if best is None or rank > best_rank:
            best, best_rank = index, rank
    return best


def _words(text: str) -> list[str]:
    """Words in folded case, and the characters of a text in Chinese."""
    return re.findall(r"[\u3400-\u9fff]|[^\W\u3400-\u9fff]+", text.casefold())


def _own_name(title: str) -> str:
    """A page's title without the site's name: the longest of its parts."""
    parts = [part.strip() for part in _SEPARATOR.split(title) if part.strip()]
    longest = max(parts, key=len, default=title)
    return longest if len(longest) >= 10 else title
