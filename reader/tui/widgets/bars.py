"""The bars above and below the panes: what is read, and how far the translation is."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from rich.text import Text
from textual.widget import Widget
from textual.widgets import Static

from reader.tui.bidi import printable, visual

if TYPE_CHECKING:
    from reader.models.package import Package

_BAR = 16
"""Cells of the progress bar."""


class TitleBar(Widget):
    """The title of the open article and the packages that translate it."""

    ALLOW_SELECT = False

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._title = ""
        self._place = ""
        self._model = ""
        self._caution = ""

    def describe(self, title: str, place: str = "", model: str = "") -> None:
        """Say what is open.

        Args:
            title: of the article.
            place: its place among several, as "2/5".
            model: what translates it.
        """
        self._title, self._place, self._model = " ".join(title.split()), place, model
        self.refresh()

    def warn(self, caution: str) -> None:
        """Say what is to be known of its translation as a whole, or nothing."""
        if caution != self._caution:
            self._caution = caution
            self.refresh()

    def render(self) -> Text:
        width = self.content_size.width
        name = "Dragoman"
        room = 2 * width // 3 if self._caution else width // 2
        both = "; ".join(filter(None, (self._model, self._caution)))
        right = next((each for each in (both, self._caution) if cell_len(each) <= room), "")
        place = f" {self._place}" if self._place else ""
        room = width - cell_len(name) - cell_len(right) - cell_len(place) - 6
        title = visual(self._title, room) if room > 8 else ""
        text = Text(no_wrap=True, end="")
        text.append(name, "bold")
        text.append("  ")
        text.append(title)
        text.append(place, "dim")
        gap = width - cell_len(text.plain) - cell_len(right)
        text.append(" " * max(1, gap))
        text.append(right, "dim")
        return text


class StatusBar(Widget):
    """Where the reader is, where the current translation came from, how far it all is."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"status--done"}

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._place = ""
        self._view = ""
        self._origin = ""
        self._done, self._total = 0, 0
        self._note = ""
        self._left = ""

    def describe(
        self,
        place: str,
        view: str,
        origin: str,
        done: int,
        total: int,
        note: str = "",
        left: str = "",
    ) -> None:
        """Say where the reader is.

        Args:
            place: the current sentence, as "12/140".
            view: how the texts are shown, as "side by side".
            origin: where its translation came from, or how to see it.
            done: sentences that are translated, of those in sight.
            total: sentences in sight.
            note: a word on the work, as "paused".
            left: the time that the rest takes to read, as "3 min left".
        """
        self._place, self._view, self._origin, self._note = place, view, origin, note
        self._done, self._total, self._left = done, total, left
        self.refresh()

    def render(self) -> Text:
        width = self.content_size.width
        if not self._total or (self._done >= self._total and not self._note):
            right = Text("translated" if self._total else self._note, "dim")
        else:
            filled = _BAR * self._done // self._total
            right = Text(self._note or "translating", "dim")
            right.append(" ")
            right.append("━" * filled, self.get_component_rich_style("status--done", partial=True))
            right.append("━" * (_BAR - filled), "dim")
            right.append(f" {100 * self._done // self._total:3d}%")
        # Where there is no room for everything, what can be seen anyway is left out first.
        for parts in (
            (self._left, self._view, self._origin),
            (self._left, self._origin),
            (self._origin,),
        ):
            text = Text(self._place, "bold", no_wrap=True, end="")
            for part in filter(None, parts):
                text.append("   ", "not bold")
                text.append(part, "not bold dim")
            gap = width - cell_len(text.plain) - cell_len(right.plain)
            if gap >= 1:
                break
        if gap < 1:
            room = max(0, width - cell_len(right.plain) - 1)
            text.truncate(room, overflow="ellipsis", pad=True)
            gap = 1
        text.append(" " * gap)
        text.append_text(right)
        return text


class Notice(Static):
    """What hinders the translation of the open article; not there where nothing does."""

    def say(self, reasons: list[str]) -> None:
        """Show some lines, or nothing."""
        self.display = bool(reasons)
        self.update(printable("\n".join(reasons)))


def route_name(route: tuple[Package, ...]) -> str:
    """What translates: the packages' names, or what may be expected of a starter model."""
    if not route:
        return ""
    if any(package.is_starter for package in route):
        stations = "→".join((route[0].source, *(package.target for package in route)))
        return f"{stations} starter model{'s' if len(route) > 1 else ''}: gist only"
    return " + ".join(package.name for package in route)
