"""The library: folders, files, the articles inside a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
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

from reader.tui import folders as library
from reader.tui import state
from reader.tui.bidi import visual
from reader.tui.state import Progress
from reader.tui.streaming import Facts


@dataclass(frozen=True, slots=True)
class Node:
    """What a line of the library stands for."""

    path: Path
    folder: bool
    article: int | None = None
    """Index of the article in the file, for a file that holds several."""
    title: str = ""


class Library(Tree[Node]):
    """A tree of what can be read."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "cursor_down", show=False),
        Binding("k", "cursor_up", show=False),
    ]

    @dataclass
    class Chosen(Message):
        """An article is to be opened."""

        path: Path
        article: int

    def __init__(
        self,
        roots: Sequence[library.Entry],
        progress: Callable[[Path, int], Progress | None],
        *,
        id: str | None = None,
    ) -> None:
        super().__init__("Library", id=id)
        self.show_root = False
        self.guide_depth = 2
        self._progress_of = progress
        self._roots = list(roots)
        self._lines_by_place: dict[tuple[Path, int | None], TreeNode[Node]] = {}
        self._current: tuple[Path, int] | None = None
        self._known: dict[Path, list[Facts]] = {}

    def on_mount(self) -> None:
        self._fill(self.root, self._roots)
        self.root.expand()
        for node in self.root.children:
            if node.data is not None and node.data.folder and len(self.root.children) < 4:
                node.expand()

    def describe(self, path: Path, articles: Sequence[Facts]) -> None:
        """Show what is in a file: its language and length, or its articles when it has several."""
        self._known[path] = list(articles)
        node = self._lines_by_place.get((path, None))
        if node is None:
            return
        if len(articles) > 1 and not node.children:
            node.allow_expand = True
            for index, facts in enumerate(articles):
                data = Node(path, False, index, facts.title)
                self._lines_by_place[path, index] = node.add_leaf(facts.title, data)
        self.refresh_labels()

    def mark_open(self, path: Path, number: int) -> None:
        """Show which article is open."""
        self._current = (path, number)
        node = self._lines_by_place.get((path, None)) or self._reveal(path)
        if node is None:
            return
        if path in self._known:
            self.describe(path, self._known[path])
        if node.children:
            node.expand()
            node = self._lines_by_place[path, number]
        self.move_cursor(node)
        self.scroll_to_node(node, animate=False)
        self.refresh_labels()

    def refresh_labels(self) -> None:
        """The progress of some article changed."""
        self._clear_line_cache()
        self.refresh()

    def files(self) -> list[Path]:
        """Every file of the library, in the order it is shown."""
        found: list[Path] = []
        waiting = list(reversed(self._roots))
        while waiting:
            entry = waiting.pop()
            if entry.folder:
                waiting += reversed(library.entries(entry.path))
            else:
                found.append(entry.path)
        return found

    def on_tree_node_expanded(self, event: Tree.NodeExpanded[Node]) -> None:
        data = event.node.data
        if data is not None and data.folder and not event.node.children:
            self._fill(event.node, library.entries(data.path))

    def on_tree_node_selected(self, event: Tree.NodeSelected[Node]) -> None:
        data = event.node.data
        if data is not None and not data.folder:
            self.post_message(self.Chosen(data.path, data.article or 0))

    def _fill(self, node: TreeNode[Node], entries: Sequence[library.Entry]) -> None:
        for entry in entries:
            data = Node(entry.path, entry.folder)
            if entry.folder:
                self._lines_by_place[entry.path, None] = node.add(entry.name, data)
            else:
                self._lines_by_place[entry.path, None] = node.add_leaf(entry.name, data)

    def _reveal(self, path: Path) -> TreeNode[Node] | None:
        """The node of a file whose folders may not have been opened yet."""
        for parent in reversed(path.parents):
            node = self._lines_by_place.get((parent, None))
            if node is not None and not node.children:
                self._fill(node, library.entries(parent))
            if node is not None:
                node.expand()
        return self._lines_by_place.get((path, None))

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
        name = data.title or data.path.name
        if data.article is None and data.path.suffix in library.READABLE:
            name = data.path.stem
        progress = None
        if data.article is not None or not node.children:
            progress = self._progress_of(data.path, data.article or 0)
        mark, facts = self._facts(data, progress)
        if node.children:
            mark = "▾" if node.is_expanded else "▸"
        is_open = self._current is not None and (data.path, data.article or 0) == self._current
        room = max(4, width - cell_len(facts) - 3)
        name = visual(name, room)
        padding = " " * max(1, room - cell_len(name) + 1)
        own = base_style + style + (Style(bold=True) if is_open else Style())
        dim = Style(dim=True)
        return Text.assemble((mark + " ", own), (name, own), (padding, own), (facts, own + dim))

    def _facts(self, data: Node, progress: Progress | None) -> tuple[str, str]:
        """The mark before a name, and the facts after it."""
        known = self._known.get(data.path, [])
        if progress is None:
            if data.article is None and len(known) != 1:
                return "●", str(len(known)) if known else ""
            if not known:
                return "●", ""
            facts = known[data.article or 0]
            return "●", f"{facts.language or ''} {facts.minutes} min".strip()
        mark = " " if progress.finished else "◐"
        share = 100 * progress.translated // progress.sentences if progress.sentences else 0
        return mark, f"{progress.language or ''} {share}%".strip()


def progress_of(memory: state.State) -> Callable[[Path, int], Progress | None]:
    """How the library asks a state for an article's progress."""
    return lambda path, article: memory.progress.get(state.key(path, article))
