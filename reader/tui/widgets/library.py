"""The library's tree: folders, files, the articles inside a file, or what a filter leaves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from rich.cells import cell_len
from rich.style import Style
from rich.text import Text
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Tree
from textual.widgets.tree import TreeNode

from reader.tui import folders
from reader.tui.bidi import visual
from reader.tui.shelf import Facts, Order, Shelf
from reader.tui.state import Progress

_RESTED = 0.5
"""Seconds after which a filter takes in what was found out of the articles meanwhile."""
_ROOMY = 40
"""Columns from which there is room to say what a share is of."""
_SHOWN = 100
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
        self.show_guides = False
        self.guide_depth = 2
        self.shelf = shelf
        self.order: Order = order
        self.query_text = ""
        self._lines_by_place: dict[tuple[Path, int | None], TreeNode[Node]] = {}
        self._current: tuple[Path, int] | None = None
        self._files: list[Path] = []
        self.count = 0
        """How many articles the filter leaves; the first of them are shown."""
        self._awaiting = False

    def files(self) -> list[Path]:
        """Every file that is shown or in a folder, in the order it was put in last."""
        return self._files

    def listed(self) -> list[Path]:
        """The files whose lines are there, not those of folders that are closed."""
        return [
            node.data.path
            for node in self._lines_by_place.values()
            if node.data is not None and not node.data.folder and node.line >= 0
        ]

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
        if self.last_line >= 0:  # asking counts the lines: none has its number before
            self.move_cursor(node)
        self.scroll_to_node(node, animate=False)
        self.refresh_labels()

    def refresh_labels(self) -> None:
        """What is known of some article changed."""
        self._clear_line_cache()
        self.refresh()

    def put_in_order(self, order: Order) -> None:
        """Put what is shown in another order, and show what is first in it."""
        self.order = order
        self.refill()
        if order != "name":
            self.cursor_line = 0
            self.scroll_home(animate=False)

    def narrow(self, query: str) -> None:
        """Show the articles that have all words of a query; with none, the tree."""
        if query != self.query_text:
            self.query_text = query
            self.refill()
            if query.strip():
                self.cursor_line = 0

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
            hits = self.shelf.find(self.query_text)
            self._files = list(dict.fromkeys(path for path, _ in hits))
            self.count = len(hits)
            for path, article in hits[:_SHOWN]:
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
        if self.shelf.is_empty(data.path):
            return "×", "no text"
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
