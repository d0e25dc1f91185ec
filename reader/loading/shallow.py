"""Pages whose elements stand thousands deep in each other, without the innermost of them."""

from __future__ import annotations

from html import escape

from reader.loading.gathering import VOID, is_block
from reader.loading.tags import Tags

_DEEPEST = 500
"""Elements within each other that are kept: libxml2 reads 2,048, and loses what is in others."""
_ENDLESS = frozenset("p li dt dd td th tr option".split())
"""Elements whose end is often left out: their starts do not tell how deep a page is."""


def shallow(page: str) -> str:
    """The page with all of its text; elements that stand too deep become paragraphs."""
    writer = _Shallow()
    writer.read(page)
    return "".join(writer.parts)


class _Shallow(Tags):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in VOID or tag in _ENDLESS:
            self.parts.append(self.get_starttag_text() or "")
            return
        self._depth += 1
        self._put(tag, self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in _ENDLESS:
            self.parts.append(f"</{tag}>")
        elif tag not in VOID and self._depth:
            self._put(tag, f"</{tag}>")
            self._depth -= 1

    def handle_data(self, data: str) -> None:
        if not self.cdata_elem:
            self.parts.append(escape(data, quote=False))
        elif self._depth <= _DEEPEST:
            self.parts.append(data)

    def _put(self, tag: str, markup: str) -> None:
        if self._depth <= _DEEPEST:
            self.parts.append(markup)
        elif is_block(tag, "") and self.parts[-1:] != ["<p>"]:
            self.parts.append("<p>")
