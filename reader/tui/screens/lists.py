"""Dialogs that are a list to choose from: marks, corrections, export, what is known of a word."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import ClassVar

from rich.console import Group, RenderableType
from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.markup import escape
from textual.widgets import Input, Label, OptionList, Static
from textual.widgets.option_list import Option

from reader.article import Translation
from reader.files import at_home
from reader.tui.bidi import printable, visual
from reader.tui.notes import Note
from reader.tui.screens.dialog import CLOSE, Dialog, links
from reader.tui.state import Bookmark
from reader.tui.widgets.choices import Choices
from reader.tui.widgets.field import Field


class Marks(Dialog[Note | Bookmark]):
    """Bookmarks, notes and highlights; the result is the one to go to.

    Args:
        marks: in the order they are to stand in.
        name_of: what to call a mark's article.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("d,delete", "delete", "Delete", show=False),
        Binding("u,ctrl+z", "undo", "Undo", show=False),
        Binding("q,apostrophe", "dismiss_none", show=False),
    ]

    def __init__(
        self, marks: Sequence[Note | Bookmark], name_of: Callable[[Note | Bookmark], str]
    ) -> None:
        super().__init__()
        self._marks = list(marks)
        self._name_of = name_of
        self._gone: list[tuple[int, Note | Bookmark]] = []

    @property
    def deleted(self) -> list[Note | Bookmark]:
        """Those that were taken away."""
        return [mark for _, mark in self._gone]

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog list") as box:
            box.border_title = "Bookmarks, notes and highlights"
            box.border_subtitle = self._keys()
            yield Choices(*(Option(self._shown(mark)) for mark in self._marks))

    def _keys(self) -> str:
        parts: list[str | tuple[str, str]] = [CLOSE]
        if self._gone:
            parts.insert(0, ("u brings back", "undo"))
        if self._marks:
            parts[:0] = ["Enter goes there", ("d deletes", "delete")]
        return links(*parts)

    def _shown(self, mark: Note | Bookmark) -> RenderableType:
        if isinstance(mark, Bookmark):
            sign, text = "◆", mark.excerpt
        else:
            sign, text = ("✎", mark.text) if mark.text else ("▒", mark.excerpt)
        parts = [Text(f"{sign} {visual(' '.join(text.split()), 62)}", no_wrap=True)]
        if text != mark.excerpt:
            excerpt = visual(" ".join(mark.excerpt.split()), 62)
            parts.append(Text(f"  {excerpt}", style="dim", no_wrap=True))
        name = visual(" ".join(self._name_of(mark).split()), 62)
        parts.append(Text(f"  {name}", style="dim italic", no_wrap=True))
        return Group(*parts)

    def action_delete(self) -> None:
        """Take the mark away."""
        options = self.query_one(OptionList)
        if options.highlighted is None:
            return
        index = options.highlighted
        self._gone.append((index, self._marks.pop(index)))
        self._draw(min(index, len(self._marks) - 1))

    def action_undo(self) -> None:
        """Bring back what was taken away last."""
        if self._gone:
            index, mark = self._gone.pop()
            self._marks.insert(index, mark)
            self._draw(index)

    def _draw(self, chosen: int) -> None:
        options = self.query_one(OptionList)
        options.clear_options()
        options.add_options(Option(self._shown(mark)) for mark in self._marks)
        options.highlighted = chosen if chosen >= 0 else None
        self.query_one(".dialog", Vertical).border_subtitle = self._keys()

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._marks[event.option_index])


class Corrections(Dialog[int]):
    """The reader's own translations in an article; the result is the index of a sentence.

    Args:
        kept: indexes of sentences, with their translations.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("q,c", "dismiss_none", show=False)]

    def __init__(self, kept: Sequence[tuple[int, Translation]]) -> None:
        super().__init__()
        self._kept = list(kept)

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog list") as box:
            count = len(self._kept)
            box.border_title = "1 correction" if count == 1 else f"{count} corrections"
            box.border_subtitle = links("Enter goes there", CLOSE)
            yield Choices(*(Option(self._shown(made)) for _, made in self._kept))

    @staticmethod
    def _shown(made: Translation) -> RenderableType:
        target, source = (" ".join(text.split()) for text in (made.target, made.source.text))
        return Group(
            Text(f"✓ {visual(target, 62)}", no_wrap=True),
            Text(f"  {visual(source, 62)}", style="dim", no_wrap=True),
        )

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._kept[event.option_index][0])


_FORMATS = {
    "html": "a page, side by side, for any browser",
    "bilingual": "each paragraph above its translation",
    "text": "the translation alone, line by line",
    "markdown": "the translation as Markdown",
    "jsonl": "a record a sentence, for programs",
    "notes": "your notes, highlights and bookmarks in it",
}


class Export(Dialog[tuple[str, Path]]):
    """Where and how to write the open article; the result is the format and the file.

    The name that is offered is free; one that is typed may be an existing file's, and then
    Enter has to be pressed once more.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("q,x", "dismiss_none", show=False)]

    def __init__(self, stem: str, target: str, suffixes: dict[str, str], folder: Path) -> None:
        super().__init__()
        self._stem, self._target = stem, target
        self._suffixes = suffixes
        self._folder = folder
        self._formats = [name for name in _FORMATS if name in suffixes]
        self._confirmed: Path | None = None

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog list") as box:
            box.border_title = "Export the article"
            box.border_subtitle = links(
                ("Enter exports", "export"), "Tab to the file's name", CLOSE
            )
            yield Choices(
                *(
                    Option(Text.assemble((f"{name:<11}", "bold"), (_FORMATS[name], "dim")))
                    for name in self._formats
                )
            )
            yield Label("File", classes="caption")
            yield Field(id="file", compact=True, select_on_focus=False)

    def on_mount(self) -> None:
        self.query_one(OptionList).focus()
        self._name_file()

    @on(OptionList.OptionHighlighted)
    def _name_file(self) -> None:
        name = self._formats[self.query_one(OptionList).highlighted or 0]
        middle = {"html": "bilingual", "bilingual": "bilingual", "notes": "notes"}.get(
            name, self._target
        )
        file = _free(self._folder, f"{self._stem}.{middle}", self._suffixes[name])
        self.query_one("#file", Input).value = printable(str(file))

    @on(OptionList.OptionSelected)
    @on(Input.Submitted)
    def action_export(self) -> None:
        """Write the file that is named."""
        value = self.query_one("#file", Input).value.strip()
        if not value:
            return
        file = at_home(value)
        if file.is_dir():
            self.notify(f"{file} is a folder: name a file in it.", severity="warning", markup=False)
            return
        if file.exists() and file != self._confirmed:
            self._confirmed = file
            message = f"There is a {file.name} already: Enter again replaces it."
            self.notify(message, severity="warning", markup=False)
            return
        self.dismiss((self._formats[self.query_one(OptionList).highlighted or 0], file))


def _free(folder: Path, stem: str, suffix: str) -> Path:
    """A file that is neither there nor being written: numbered from the second on."""
    number, file = 1, folder / f"{stem}{suffix}"
    while file.exists() or file.with_name(f".{file.name}.part").exists():
        number += 1
        file = folder / f"{stem}-{number}{suffix}"
    return file


class Entries(Dialog[None]):
    """What is known of a word.

    Args:
        word: what was looked up.
        entries: what is known at once.
        awaited: what is still being found out, as "asking the model"; "" for nothing.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,q,d", "dismiss_none", show=False)]

    def __init__(self, word: str, entries: Sequence[RenderableType], awaited: str = "") -> None:
        super().__init__()
        self._word = word
        self._entries = list(entries)
        self._awaited = awaited

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="dialog terms") as box:
            box.border_title = escape(visual(self._word))
            box.border_subtitle = links(CLOSE)
            waiting = Static(Text(f"{self._awaited}…", "dim"), classes="entry", id="awaited")
            waiting.display = bool(self._awaited)
            yield waiting
            for entry in self._entries:
                yield Static(entry, classes="entry")

    def add(self, entry: RenderableType | None) -> None:
        """Show what was found out later, before what was known; None where that is nothing."""
        self.call_later(self._show, entry)

    def _show(self, entry: RenderableType | None) -> None:
        if self.is_attached:
            first = self.query_one("#awaited", Static)
            first.display = entry is not None
            first.update("" if entry is None else entry)
