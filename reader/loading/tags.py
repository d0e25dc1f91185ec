"""Tags of HTML one by one, without a tree, in a time that grows as the page does.

The standard library's parser looks for the end of each comment, tag and section from its start to
the end of the page. Where there is none it takes the start for text and looks again from the next
one, so that 100 KB of "<!--x>" cost as much as 2 GB of a page.
"""

from __future__ import annotations

from html import unescape
from html.parser import HTMLParser

_MOST_BROKEN = 8
"""Tags with a quotation mark that has no second; the tags after them are read as text."""


class Tags(HTMLParser):
    """Reads a page that is there as a whole: `read` stands for `feed` and `close`."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._broken = 0
        self._has_open_comment = False

    def read(self, page: str) -> None:
        """Handle all of a page; what is never closed is text."""
        end = page.rfind(">") + 1
        self.feed(page[:end])
        self.close()
        rest = self.rawdata + page[end:]  # of a script that has no end, it is more than the latter
        if rest:
            self.handle_data(rest if self.cdata_elem else unescape(rest))

    def parse_starttag(self, i: int) -> int:
        if self._broken > _MOST_BROKEN:
            return -1
        end = super().parse_starttag(i)
        self._broken += end < 0
        return end

    def parse_comment(self, i: int, report: bool = True) -> int:
        if self._has_open_comment:  # all that come after it are open, too
            return -1
        end = super().parse_comment(i, report)
        self._has_open_comment = end < 0
        return end

    def parse_html_declaration(self, i: int) -> int:
        if not self.rawdata.startswith("<![", i):
            return super().parse_html_declaration(i)
        # As browsers do: a section, of CDATA or conditional, is a comment that ends with its ">".
        end = self.rawdata.find(">", i)
        if end < 0:
            return -1
        self.unknown_decl(self.rawdata[i + 3 : end])
        return end + 1
