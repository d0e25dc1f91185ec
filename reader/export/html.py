"""One self-contained web page: source and translation side by side.

The page asks nothing of any network, runs no code but its own small script (held to by a
content security policy) and reads as a plain page where scripts are off.
"""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from itertools import islice, takewhile
from pathlib import PurePath
from string import Template
from typing import TYPE_CHECKING, TextIO

from reader.article import Article, BlockKind, Boilerplate, Translation
from reader.export.arrangement import number_of, rows_of
from reader.export.markdown import is_markdown
from reader.export.markup import shown, stretch
from reader.export.pairing import Pair, joint, one_line, pairs, translated_text
from reader.export.provenance import Provenance, reasons
from reader.export.remarks import Remark, highlighted
from reader.languages import is_right_to_left, name, tag
from reader.text.marks import shown_by

if TYPE_CHECKING:
    from reader.glossary.concept import Concept
    from reader.glossary.termbase import Termbase

_ELEMENTS: dict[BlockKind, tuple[str, str]] = {
    "title": ("h1", "span"),
    "heading": ("h2", "span"),
    "quote": ("blockquote", "p"),
}
"""Elements of a row and of its two cells, where they are not `div` and `p`."""

_SITE: dict[Boilerplate, str] = {
    "menu": "site menu",
    "ticker": "headlines",
    "share": "share bar",
    "comments": "comments",
    "legal": "legal notice",
    "metadata": "page details",
    "repeat": "repeated text",
    "advertisement": "advertisement",
}
_FAR = 60
"""Blocks after which a first title is no longer waited for."""
_MISSING = '<span class="s missing" id="t{}" title="not translated yet">…</span>'


class HtmlWriter:
    """Writes a page; an article's text stays text, whatever it holds."""

    def __init__(
        self,
        *,
        include_boilerplate: bool = True,
        termbases: Sequence[Termbase] = (),
        remarks: Sequence[Remark] = (),
    ) -> None:
        self._include_boilerplate = include_boilerplate
        self._termbases = termbases
        self._remarks = remarks
        self._started = False
        self._sentences = 0
        self._concepts = 0
        self._contents: list[tuple[str, str, str | None]] = []

    def begin(self, out: TextIO, *, target: str) -> None:
        self._out, self._target = out, target

    def article(self, article: Article, translations: Iterable[Translation]) -> None:
        seen = _Seen(is_markdown=is_markdown(article))
        number = len(self._contents) + 1
        entry = (article.title, "", article.language)
        folded = False
        held = [f'<article id="a{number}">\n']
        # The page is named by its first title's translation, so the menus before it wait.
        title_to_come = not self._started and any(
            block.kind == "title" for block in article.blocks[:_FAR]
        )
        watched = pairs(article, seen.provenance.watch(translations))
        for row in rows_of(article, watched):
            row = [each for each in row if each.pieces and self._is_included(each)]
            if not row:
                continue
            pair = row[0]
            boilerplate = pair.block.boilerplate
            if pair.block.kind == "title" and not entry[1]:
                title = one_line(pair.block.text, pair.block.language)
                entry = (title, translated_text(pair, self._target), pair.block.language)
            if bool(boilerplate) != folded:
                held.append("</details>\n" if folded else _site_summary(article, pair.index))
                folded = not folded
            held.append(self._row(row, number_of(article, pair.block), seen))
            title_to_come = title_to_come and not entry[1] and pair.index < _FAR
            if not title_to_come:
                self._start(entry[1] or entry[0])
                self._out.write("".join(held))
                self._out.flush()
                held.clear()
        self._start(entry[1] or entry[0])
        held.append("</details>\n" if folded else "")
        held.append(self._terms(seen) + _summary(article, seen, self._target))
        self._out.write("".join(held) + "</article>\n")
        self._out.flush()
        self._contents.append(entry)

    def end(self) -> None:
        self._start("Dragoman")
        if len(self._contents) > 1:
            self._out.write(_contents(self._contents, self._target))
        self._out.write(
            '</main>\n<div id="card" role="tooltip" hidden></div>\n<div id="status"></div>\n'
            "</body>\n</html>\n"
        )
        self._out.flush()

    def _start(self, title: str) -> None:
        """Write the page's head, once; the first title names the page."""
        if self._started:
            return
        self._started = True
        self._out.write(self.head(title))

    def head(self, title: str) -> str:
        """The page up to its first article; a page of another kind has a head of its own."""
        folder = files("reader.export")
        template, style, script = (
            folder.joinpath(f"page.{suffix}").read_text("utf-8") for suffix in ("html", "css", "js")
        )
        return Template(template).substitute(
            title=shown(title),
            style=style,
            style_digest=_digest(style),
            script=script,
            script_digest=_digest(script),
        )

    def _is_included(self, pair: Pair) -> bool:
        return self._include_boilerplate or not pair.block.boilerplate

    def _row(self, pairs: Sequence[Pair], number: str, seen: _Seen) -> str:
        """A block beside its translation; or the cells of a table's row, beside theirs."""
        language = pairs[0].block.language
        kind: str = pairs[0].block.kind
        row, cell = _ELEMENTS.get(pairs[0].block.kind, ("div", "p"))
        notes: list[str] = []
        sides = [self._sides(pair, seen, notes) for pair in pairs]
        if len(sides) > 1:
            sides = [
                (f"<span>{source}</span>", f"<span>{target}</span>") for source, target in sides
            ]
        sources, targets = ("".join(side) for side in zip(*sides, strict=True))
        mark = f' data-mark="{number}"' if number else ""
        if len(pairs) > 1:
            row, cell, kind = "div", "div", "cells"
            language = next((each.block.language for each in pairs if each.block.language), None)
        return (
            f'<{row} class="row {kind}">'
            f'<{cell} class="source"{mark}{_language(language)}>{sources}</{cell}>\n'
            f'<{cell} class="target"{mark}{_language(self._target)}>{targets}</{cell}>'
            f"</{row}>\n"
        ) + "".join(f'<aside class="remark" dir="auto">{shown(note)}</aside>\n' for note in notes)

    def _sides(self, pair: Pair, seen: _Seen, notes: list[str]) -> tuple[str, str]:
        """A block and its translation; what was noted on them is added to `notes`."""
        language = pair.block.language
        source, target = [], []
        for place, piece in enumerate(pair.pieces):
            self._sentences += 1
            number, translation = self._sentences, piece.translation
            left = pair.pieces[place - 1]
            gap = joint(left, piece, language, self._target) if place else ""
            start = translation.source.start if translation else -1
            marked = any(each.is_bookmark and each.start == start for each in self._remarks)
            own = ' class="s bookmarked" title="Bookmark"' if marked else ' class="s"'
            source.append(f'{shown(piece.before)}<span{own} id="s{number}">')
            target.append(shown(gap))
            if translation:
                spans = [(*use.source_span, use.concept, use.how) for use in translation.terms]
                lit = highlighted(self._remarks, start, "source")
                source.append(self._marked(piece.text, spans, seen, lit))
                notes += [each.text for each in self._remarks if each.start == start and each.text]
                target.append(self._translated(translation, number, seen))
            else:
                source.append(shown(piece.text))
                target.append(_MISSING.format(number))
                seen.missing += 1
            source.append("</span>")
        source.append(shown(pair.after))
        return "".join(source), "".join(target)

    def _translated(self, translation: Translation, number: int, seen: _Seen) -> str:
        """A sentence's translation: its terms, where it comes from, what is doubtful in it."""
        seen.origins[translation.origin] += 1
        spans = [(*use.target_span, use.concept, use.how) for use in translation.terms]
        lit = highlighted(self._remarks, translation.source.start, "target")
        inner = self._marked(translation.target, spans, seen, lit)
        # A correction is the reader's, whatever the package that it corrected.
        package = translation.package if translation.origin in ("model", "memory") else ""
        by = f' data-by="{shown(package)}"' if package else ""
        classes: str = translation.origin
        doubt = ""
        if translation.doubts:
            why = shown(reasons(translation.doubts))
            grade = "doubtful" if translation.is_doubtful else "doubtful unsure"
            classes, doubt = f"{classes} {grade}", f' data-doubt="{why}" title="{why}"'
        return (
            f'<span class="s {classes}" id="t{number}"'
            f' data-origin="{translation.origin}"{by}{doubt}>{inner}</span>'
        )

    def _marked(
        self,
        text: str,
        spans: Sequence[tuple[int, int, str, str]],
        seen: _Seen,
        lit: Sequence[tuple[int, int]] = (),
    ) -> str:
        """`text` with its terms as links to their concepts. Of two that overlap the first wins."""
        parts, position = [], 0
        marks = shown_by(text) if seen.is_markdown else []
        for start, end, concept, how in sorted(spans, key=lambda span: (span[0], -span[1])):
            start, end = max(0, start), min(end, len(text))
            if start < position or start >= end:
                continue
            if concept not in seen.concepts:
                self._concepts += 1
                seen.concepts[concept] = self._concepts
            parts.append(
                f"{stretch(text, position, start, lit, marks)}"
                f'<a class="term" href="#c{seen.concepts[concept]}"'
                f' data-how="{how}">{stretch(text, start, end, lit, marks)}</a>'
            )
            position = end
        return "".join([*parts, stretch(text, position, len(text), lit, marks)])

    def _terms(self, seen: _Seen) -> str:
        if not seen.concepts:
            return ""
        entries = "".join(
            f'<div class="concept" id="c{number}">{self._concept(concept)}</div>\n'
            for concept, number in seen.concepts.items()
        )
        summary = f"Terms in this article ({len(seen.concepts)})"
        return (
            f'<details class="terms"><summary>{summary}</summary>\n<dl>\n{entries}</dl></details>\n'
        )

    def _concept(self, identity: str) -> str:
        concepts = (termbase.get(identity) for termbase in self._termbases)
        concept = next((each for each in concepts if each), None)
        if not concept:
            return f"<dt>{shown(identity)}</dt>"
        note = f'<dd class="note">{shown(concept.note)}</dd>' if concept.note else ""
        return f"<dt>{shown(concept.label())}</dt>{_names(concept)}{note}"


@dataclass(slots=True)
class _Seen:
    """What an article has shown so far."""

    concepts: dict[str, int] = field(default_factory=dict)
    origins: Counter[str] = field(default_factory=Counter)
    provenance: Provenance = field(default_factory=Provenance)
    missing: int = 0
    is_markdown: bool = False


def _names(concept: Concept) -> str:
    """The concept's terms, a line for each language."""
    lines = []
    for language, terms in concept.terms.items():
        allowed = [term for term in terms if term.status != "forbidden"]
        names = "، " if is_right_to_left(language) else ", "
        names = names.join(
            f'<span class="{term.status}">{shown(term.text)}</span>' for term in allowed
        )
        if names:
            lines.append(
                f'<dd><span class="code">{shown(language)}</span>'
                f"<span{_language(language)}>{names}</span></dd>"
            )
    return "".join(lines)


def _summary(article: Article, seen: _Seen, target: str) -> str:
    marks = {
        "model": "translated",
        "memory": "from an earlier run",
        "correction": '<span class="mark">✎</span> corrected by hand',
        "copied": "copied",
        "phrase": "set phrases",
    }
    counts = [
        f"{seen.origins[origin]} {text}" for origin, text in marks.items() if seen.origins[origin]
    ]
    if seen.missing:
        counts.append(f"{seen.missing} not translated yet")
    language = article.language
    about = [
        f"{shown(name(language))} → {shown(name(target))}" if language else "",
        # The name alone: a page that is passed on tells nothing of its maker's folders.
        "" if article.source == "-" else f"<bdi>{shown(PurePath(article.source).name)}</bdi>",
        "sentences: " + ", ".join(counts) if counts else "",
    ]
    caution, statement = seen.provenance.caution(), seen.provenance.statement()
    told = f'<p class="caution" role="note">{caution}</p>\n' if caution else ""
    made = f"<p>{shown(statement)}</p>" if statement else ""
    return f"{told}<footer>{made}{' · '.join(filter(None, about))}</footer>\n"


def _site_summary(article: Article, first: int) -> str:
    """Opens the fold of the boilerplate that begins at a block, and says what is in it."""
    run = list(takewhile(lambda block: block.boilerplate, islice(article.blocks, first, None)))
    kinds = ", ".join(dict.fromkeys(_SITE[block.boilerplate] for block in run if block.boilerplate))
    preview = one_line(run[0].text, run[0].language)[:90]
    return (
        f'<details class="site"><summary>{kinds.capitalize()} · '
        f"<bdi{_language(run[0].language)}>{shown(preview)}</bdi></summary>\n"
    )


def _contents(entries: list[tuple[str, str, str | None]], target: str) -> str:
    lines = []
    for number, (title, translation, language) in enumerate(entries, 1):
        source = f"<span{_language(language)}>{shown(title or 'Untitled')}</span>"
        if translation and translation != title:
            shown_title = f"<span{_language(target)}>{shown(translation)}</span>"
            source = f"<small>{source}</small>"
        else:
            shown_title, source = source, ""
        lines.append(f'<li><a href="#a{number}">{shown_title}</a>{source}</li>\n')
    return (
        '<nav id="contents" aria-label="Contents"><h2>'
        f"{len(entries)} articles</h2><ol>\n{''.join(lines)}</ol></nav>\n"
    )


def _language(code: str | None) -> str:
    """The `lang` and `dir` attributes of text in a language."""
    if not code or not code.isascii() or not code.replace("-", "").isalnum():
        return ' dir="auto"'
    direction = "rtl" if is_right_to_left(code) else "ltr"
    return f' lang="{tag(code)}" dir="{direction}"'


def _digest(content: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
