"""What a text in HTML is made of: text, inline tags, objects within text, and all the rest.

Joined, the markup of the events is the text again, but for how its characters are escaped.
"""

from __future__ import annotations

import html
from dataclasses import dataclass

from reader.loading.tags import Tags

_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite del dfn em font i ins label mark q s small span strike "
    "strong sub sup time u".split()
)
_HELD = frozenset("code kbd samp tt var".split())
"""Inline elements whose text stays as it is."""
_OBJECTS = frozenset("img wbr".split())
_KEPT = frozenset(
    "script style pre textarea template svg math iframe object audio video canvas select "
    "noscript xmp listing plaintext".split()
)
"""Elements that stay as they are with all that is in them."""
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())


@dataclass(frozen=True, slots=True)
class Markup:
    """A part of a text in HTML."""

    markup: str
    """It, as HTML."""


@dataclass(frozen=True, slots=True)
class Text(Markup):
    """Text to translate."""

    text: str
    """It, without escapes."""


@dataclass(frozen=True, slots=True, eq=False)
class Open(Markup):
    """The start of an inline element."""

    name: str


@dataclass(frozen=True, slots=True)
class Close(Markup):
    """The end of an inline element."""

    name: str


@dataclass(frozen=True, slots=True)
class Object(Markup):
    """What stands in a sentence and is not translated: a picture, code."""


@dataclass(frozen=True, slots=True)
class Verbatim(Markup):
    """What parts two texts: the tag of a block, a comment, a script."""

    name: str = ""
    """Of the element that it opens."""


Event = Markup


def read(content: str) -> list[Event]:
    """The parts of a text in HTML, in order."""
    reader = _Reader()
    reader.read(content)
    reader.finish()
    return reader.events


class _Reader(Tags):
    """Gathers the events of a text.

    Everything between the tags of an element that is kept, nested ones of its name included,
    is one event.
    """

    def __init__(self) -> None:
        super().__init__()
        self.events: list[Event] = []
        self._text: list[str] = []
        """What has come of a text so far: it comes in a piece for each "<" that is not a tag."""
        self._kept: list[str] = []
        self._name = ""
        """The element that is kept as it is; empty outside of any."""
        self._depth = 0
        self._raw = False

    def finish(self) -> None:
        """The end has come, maybe within an element that is kept."""
        if self._name:
            self._add(Verbatim("".join(self._kept)))
        self._end_text()

    def _add(self, event: Event) -> None:
        self._end_text()
        self.events.append(event)

    def _end_text(self) -> None:
        if self._text:
            whole = "".join(self._text)
            self._text.clear()
            self.events.append(Text(html.escape(whole, quote=False), whole))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        written = self.get_starttag_text() or f"<{tag}>"
        if self._name:
            self._kept.append(written)
            self._depth += tag == self._name
            return
        if tag in _VOID:
            self._add(Object(written) if tag in _OBJECTS else Verbatim(written))
        elif tag in _KEPT or tag in _HELD or _stays(dict(attrs)):
            self._name, self._depth, self._kept = tag, 1, [written]
            self._raw = tag in ("script", "style", "xmp", "iframe", "noscript", "plaintext")
        elif tag in _INLINE:
            self._add(Open(written, tag))
        else:
            self._add(Verbatim(written, tag))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # Browsers pay no heed to the slash, unless the element is void.
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        written = f"</{tag}>"
        if self._name:
            self._kept.append(written)
            if tag == self._name:
                self._depth -= 1
                if not self._depth:
                    whole = "".join(self._kept)
                    inline = tag in _HELD or tag in _INLINE
                    self._add(Object(whole) if inline else Verbatim(whole))
                    self._name = ""
        elif tag in _INLINE:
            self._add(Close(written, tag))
        else:
            self._add(Verbatim(written))

    def handle_data(self, data: str) -> None:
        if self._name:
            self._kept.append(data if self._raw else html.escape(data, quote=False))
        else:
            self._text.append(data)

    def handle_comment(self, data: str) -> None:
        self._aside(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self._aside(f"<!{decl}>")

    def handle_pi(self, data: str) -> None:
        self._aside(f"<?{data}>")

    def unknown_decl(self, data: str) -> None:
        self._aside(f"<![{data}>")

    def _aside(self, markup: str) -> None:
        if self._name:
            self._kept.append(markup)
        else:
            self._add(Verbatim(markup))


def _stays(attributes: dict[str, str | None]) -> bool:
    """Whether an element says that it is not to be translated."""
    return (
        attributes.get("translate") == "no"
        or "notranslate" in (attributes.get("class") or "").split()
    )
