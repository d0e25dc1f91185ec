"""The library: folders, files, the articles inside a file; filtered, sorted, as wide as wanted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from rich.cells import cell_len
from rich.style import Style
from rich.text import Text
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static, Tree
from textual.widgets.tree import TreeNode

from reader.tui import folders
from reader.tui.bidi import visual
from reader.tui.shelf import ORDERS, Facts, Order, Shelf
from reader.tui.state import Progress

_NARROWEST, _WIDEST = 18, 90
"""Columns that the library may take."""
_RESTED = 0.5
"""Seconds after which a filter takes in what was found out of the articles meanwhile."""
_ROOMY = 40
"""Columns from which there is room to say what a share is of."""
_SHOWN = 300
"""Articles that a filter shows."""


@dataclass(frozen=True, slots=True)
class Node:
    """What a line of the library stands for."""

    path: Path
    folder: bool
    article: int | None = None
    """Index of the article in the file, for a file that holds several."""


class Library(Tree[Node]):
    """A tree of what can be read, or the list that a filter leaves of it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "cursor_down", show=False),
        Binding("k", "cursor_up", show=False),
    ]

    @dataclass
    class Chosen(Message):
        """An article is to be opened."""

        path: Path
        article: int

    def __init__(self, shelf: Shelf, order: Order, *, id: str | None = None) -> None:
        super().__init__("Library", id=id)
        self.show_root = False
        self.guide_depth = 2
        self.shelf = shelf
        self.order: Order = order
        self.query_text = ""
        self._lines_by_place: dict[tuple[Path, int | None], TreeNode[Node]] = {}
        self._current: tuple[Path, int] | None = None
        self._files: list[Path] = []
        self._awaiting = False

    def files(self) -> list[Path]:
        """Every file that is shown or in a folder, in the order it was put in last."""
        return self._files

    def on_mount(self) -> None:
        self._rebuild(set())
        for node in self.root.children:
            if node.data is not None and node.data.folder and len(self.root.children) < 4:
                node.expand()

    @property
    def chosen(self) -> tuple[Path, int] | None:
        """The article under the cursor."""
        data = self.cursor_node.data if self.cursor_node is not None else None
        return None if data is None or data.folder else (data.path, data.article or 0)

    def describe(self, path: Path, articles: Sequence[Facts]) -> None:
        """Show what is in a file: its title, language and length, or its articles."""
        self.shelf.describe(path, articles)
        if self.query_text.strip() and not self._awaiting:
            self._awaiting = True
            self.set_timer(_RESTED, self._filter_again)
        node = self._lines_by_place.get((path, None))
        if node is not None:
            self._add_articles(node, path)
        self.refresh_labels()

    def mark_open(self, path: Path, number: int) -> None:
        """Show which article is open."""
        self._current = (path, number)
        node = self._lines_by_place.get((path, None)) or self._lines_by_place.get((path, number))
        node = node or self._reveal(path)
        if node is None:
            return
        if node.children:
            node.expand()
            node = self._lines_by_place[path, number]
        self.move_cursor(node)
        self.scroll_to_node(node, animate=False)
        self.refresh_labels()

    def refresh_labels(self) -> None:
        """What is known of some article changed."""
        self._clear_line_cache()
        self.refresh()

    def put_in_order(self, order: Order) -> None:
        """Put what is shown in another order."""
        self.order = order
        self.refill()

    def narrow(self, query: str) -> None:
        """Show the articles that have all words of a query; with none, the tree."""
        if query != self.query_text:
            self.query_text = query
            self.refill()

    def _filter_again(self) -> None:
        """More is known of the articles than when the filter was typed."""
        self._awaiting = False
        if self.query_text.strip():
            line = self.cursor_line
            self.refill()
            self.cursor_line = line

    def refill(self) -> None:
        """Show the files anew: others are there, or they are wanted otherwise."""
        opened = {
            data.path
            for node in self._lines_by_place.values()
            if node.is_expanded and (data := node.data)
        }
        self._rebuild(opened)
        if self._current is not None and not self.query_text.strip():
            self.mark_open(*self._current)

    def on_tree_node_expanded(self, event: Tree.NodeExpanded[Node]) -> None:
        data = event.node.data
        if data is not None and data.folder and not event.node.children:
            self._fill(event.node, folders.entries(data.path))

    def on_tree_node_selected(self, event: Tree.NodeSelected[Node]) -> None:
        data = event.node.data
        if data is not None and not data.folder:
            self.post_message(self.Chosen(data.path, data.article or 0))

    def _rebuild(self, opened: set[Path]) -> None:
        self.root.remove_children()
        self._lines_by_place.clear()
        if self.query_text.strip():
            found = self.shelf.find(self.query_text)
            self._files = list(dict.fromkeys(path for path, _ in found))
            for path, article in found[:_SHOWN]:
                several = len(self.shelf.facts(path)) > 1
                data = Node(path, False, article if several else None)
                self._lines_by_place[path, data.article] = self.root.add_leaf(path.name, data)
        else:
            self._files = self.shelf.walk(self.order)
            self._fill(self.root, self.shelf.roots)
            for path in opened:
                if (node := self._lines_by_place.get((path, None))) is not None:
                    self._open(node)
        self.root.expand()

    def _open(self, node: TreeNode[Node]) -> None:
        data = node.data
        if data is not None and data.folder and not node.children:
            self._fill(node, folders.entries(data.path))
        node.expand()

    def _fill(self, node: TreeNode[Node], entries: Sequence[folders.Entry]) -> None:
        for entry in self.shelf.sorted(entries, self.order):
            data = Node(entry.path, entry.folder)
            if entry.folder:
                self._lines_by_place[entry.path, None] = node.add(entry.name, data)
            else:
                leaf = self._lines_by_place[entry.path, None] = node.add_leaf(entry.name, data)
                self._add_articles(leaf, entry.path)

    def _add_articles(self, node: TreeNode[Node], path: Path) -> None:
        articles = self.shelf.facts(path)
        if len(articles) > 1 and not node.children:
            node.allow_expand = True
            for index, facts in enumerate(articles):
                self._lines_by_place[path, index] = node.add_leaf(
                    facts.title, Node(path, False, index)
                )

    def _reveal(self, path: Path) -> TreeNode[Node] | None:
        """The node of a file whose folders may not have been opened yet."""
        for parent in reversed(path.parents):
            if (node := self._lines_by_place.get((parent, None))) is not None:
                self._open(node)
        return self._lines_by_place.get((path, None))

    # --- drawing ---------------------------------------------------------------------------

    def get_label_width(self, node: TreeNode[Node]) -> int:
        """A label takes the width there is; a thousand of them need not be drawn to know it."""
        return 1

    def render_label(self, node: TreeNode[Node], base_style: Style, style: Style) -> Text:
        data = node.data
        if data is None:
            return Text("")
        depth = 0
        parent = node.parent
        while parent is not None:
            depth += 1
            parent = parent.parent
        width = self.scrollable_content_region.width - self.guide_depth * depth
        if data.folder:
            arrow = "▾ " if node.is_expanded else "▸ "
            name = visual(data.path.name or str(data.path))
            return Text.assemble((arrow + name, base_style + style + Style(bold=True)))
        mark, facts = self._facts(node, data, wide=width >= _ROOMY)
        is_open = self._current == (data.path, data.article or 0)
        room = max(4, width - cell_len(facts) - 3)
        name = visual(self._label_of(node, data), room)
        padding = " " * max(1, room - cell_len(name) + 1)
        own = base_style + style + (Style(bold=True) if is_open else Style())
        return Text.assemble(
            (mark + " ", own), (name, own), (padding, own), (facts, own + Style(dim=True))
        )

    def _label_of(self, node: TreeNode[Node], data: Node) -> str:
        if node.children:
            return data.path.stem
        return " ".join(self.shelf.title(data.path, data.article or 0).split())

    def _facts(self, node: TreeNode[Node], data: Node, *, wide: bool) -> tuple[str, str]:
        """The mark before a name, and the facts after it."""
        if node.children:
            return "▾" if node.is_expanded else "▸", str(len(node.children))
        article = data.article or 0
        progress = self.shelf.progress(data.path, article)
        language = self.shelf.language(data.path, article) or ""
        if progress is None:
            known = self.shelf.facts(data.path)
            minutes = f"{known[article].minutes} min" if article < len(known) else ""
            return "●", f"{language} {minutes}".strip()
        if progress.finished:
            return " ", f"{language} read".strip()
        share = f"{_read_share(progress)}% read" if wide else f"{_read_share(progress)}%"
        return _begun(progress), f"{language} {share}".strip()


def _begun(progress: Progress) -> str:
    return "◐" if progress.sentences else "●"


def _read_share(progress: Progress) -> int:
    return 100 * progress.place // progress.sentences if progress.sentences else 0


class Filter(Input):
    """The field above the library: what is typed leaves the articles that have it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Close", show=False),
        Binding("down,enter,tab", "leave", "To the articles", show=False, priority=True),
    ]

    @dataclass
    class Left(Message):
        """The reader goes to the articles that are left."""

    @dataclass
    class Closed(Message):
        """The reader wants every article again."""

    def action_leave(self) -> None:
        """Go to the articles that are left."""
        self.post_message(self.Left())

    def action_close(self) -> None:
        """Show every article again."""
        self.value = ""
        self.post_message(self.Closed())


class LibraryPane(Vertical):
    """The library with its filter, its order and its width."""

    def __init__(self, shelf: Shelf, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._shelf = shelf
        kept = shelf.memory.library_order
        self._order: Order = kept if kept in ORDERS else "name"

    def compose(self) -> ComposeResult:
        yield Static(id="library-head", markup=False)
        yield Filter(placeholder="Filter", id="filter-library", compact=True)
        yield Library(self._shelf, self._order, id="articles")

    @property
    def articles(self) -> Library:
        """The tree, or what the filter leaves of it."""
        return self.query_one(Library)

    def on_mount(self) -> None:
        self._fit()
        self._update_head()

    def start_filter(self) -> None:
        """Type what the articles have to have."""
        self.add_class("-filtering")
        self.query_one(Filter).focus()

    def sort_next(self) -> Order:
        """Put the articles in the next order, and return it."""
        self._order = ORDERS[(ORDERS.index(self._order) + 1) % len(ORDERS)]
        self._shelf.memory.library_order = self._order
        self.articles.put_in_order(self._order)
        self._update_head()
        return self._order

    def widen(self, columns: int) -> None:
        """Take so many columns more, or less."""
        width = max(_NARROWEST, min(_WIDEST, self.outer_size.width + columns))
        self._shelf.memory.library_width = min(width, max(_NARROWEST, self.screen.size.width // 2))
        self._fit()

    def on_resize(self) -> None:
        self._fit()

    def _fit(self) -> None:
        if self.screen.has_class("-narrow"):
            self.styles.width = "1fr"
            return
        kept, room = self._shelf.memory.library_width, self.screen.size.width
        width = kept or max(32, min(56, room // 4))
        self.styles.width = min(width, max(_NARROWEST, room // 2))

    def look_again(self) -> None:
        """Show files that came, and drop those that went."""
        if self._shelf.changed():
            self.articles.refill()
            self._update_head()

    @on(Input.Changed, "#filter-library")
    def _filtered(self, event: Input.Changed) -> None:
        event.stop()
        self.articles.narrow(event.value)
        self._update_head()

    @on(Filter.Left)
    def _to_tree(self) -> None:
        self.articles.focus()
        if self.articles.cursor_line < 0:
            self.articles.cursor_line = 0

    @on(Filter.Closed)
    def _show_all(self) -> None:
        self.remove_class("-filtering")
        self.articles.narrow("")

    def _update_head(self) -> None:
        head = self.query_one("#library-head", Static)
        order = "" if self._order == "name" else f"by {self._order}"
        if self.articles.query_text.strip():
            shown = len(self.articles.root.children)
            order = "1 article" if shown == 1 else f"{shown} articles"
        head.display = bool(order)
        head.update(order)


class Grip(Widget):
    """The line between library and text: dragged, it makes the library wider or narrower."""

    ALLOW_SELECT = False

    @dataclass
    class Dragged(Message):
        """The line was dragged by so many columns."""

        columns: int

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._held: int | None = None

    def render(self) -> Text:
        return Text("\n".join("│" * max(1, self.size.height)), "dim", end="")

    def on_mouse_down(self, event: events.MouseDown) -> None:
        self._held = event.screen_x
        self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        if self._held is not None and event.screen_x != self._held:
            self.post_message(self.Dragged(event.screen_x - self._held))
            self._held = event.screen_x

    def on_mouse_up(self) -> None:
        self._held = None
        self.release_mouse()
