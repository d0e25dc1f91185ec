"""Going through the library: what is opened first and next, what is read, what comes in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from reader.tui import folders, scanning, state
from reader.tui.background import Background
from reader.tui.reading.article import ArticleView
from reader.tui.reading.refusals import changed
from reader.tui.shelf import Shelf, name_of
from reader.tui.widgets.library_pane import LibraryPane


class Shelving:
    """Opens articles of the library, and keeps what it knows of them up to date.

    Args:
        view: the open article.
        pane: the library.
        shelf: what is known of its articles.
        save: keeps what is to be known at the next start.
    """

    def __init__(
        self, view: ArticleView, pane: LibraryPane, shelf: Shelf, save: Callable[[], None]
    ) -> None:
        self._view = view
        self._pane = pane
        self.shelf = shelf
        self._save = save
        self._scanning = Background()

    def open_first(self) -> None:
        """Open what was open last, the first file, or say what to do."""
        paths = self._view.session.paths
        # What was open last time goes on; another choice of files begins with its first.
        again = self._view.session.memory.library == [str(path) for path in paths]
        if again or not any(path.is_file() for path in paths):
            recent = self._recent()
            if recent is not None:
                self._view.open(*recent)
                return
        first = folders.first_file(self.shelf.roots)
        if first is not None:
            self._view.open(first)
            return
        place = paths[0] if paths else "the library"
        self._view.say(
            f"There is nothing to read in {place} yet.\n\n"
            "Put text, Markdown or HTML files there,\n"
            "open others with reader FOLDER or reader FILE…,\n"
            "or paste a text here."
        )
        if self.shelf.roots:
            self._pane.articles.focus()

    def _recent(self) -> tuple[Path, int] | None:
        """The article of these folders that was open last."""
        memory, paths = self._view.session.memory, self._view.session.paths
        last = [(Path(str(memory.last[0])), int(memory.last[1]))] if len(memory.last) == 2 else []
        for path, number in (*last, *state.recent(memory)):
            inside = any(path == root or root in path.parents for root in paths)
            if inside and path.is_file():
                return path, number
        return None

    def scan(self) -> None:
        """Look into the library's files, once the first article had its time.

        Those that the library lists come first: their titles are waited for.
        """
        files = list(dict.fromkeys([*self._pane.articles.listed(), *self.shelf.files()]))
        self._scanning.start(
            lambda stopped: scanning.scan(
                files,
                load=self._view.session.load,
                index=self._view.index,
                send=self._view.post_message,
                cancelled=stopped,
            )
        )

    def look_again(self) -> None:
        """Show files that came, drop those that went, and say that the open one changed."""
        if self._view.path is not None and self._view.on_disk.has_news():
            message = changed(self._view.path, self._view.session.config.keys)
            self._view.notify(message, timeout=8, markup=False)
        if self._scanning.working:
            return
        before = set(self.shelf.files())
        if not self.shelf.changed():
            return
        self._pane.refill()
        self.scan()
        new = [path for path in self.shelf.files() if path not in before]
        if new:
            count = f"{len(new)} new files" if len(new) > 1 else name_of(new[0])
            self._view.notify(f"New in the library: {count}", timeout=3, markup=False)

    @property
    def scanning(self) -> bool:
        """Whether files are being looked into."""
        return self._scanning.working

    def stop(self) -> None:
        """Stop looking into files."""
        self._scanning.stop()

    def open(self, path: Path, number: int = 0) -> None:
        """Open an article, and keep the place in the one before."""
        self._view.open(path, number)
        self._save()

    def reload(self) -> None:
        """Read the open file again, as it is on disk now."""
        if self._view.path is not None:
            self.open(self._view.path, self._view.number)

    def step(self, step: int) -> None:
        """Open the next or the previous article, in the library's order."""
        view = self._view
        if view.path is None:
            return
        number = view.number + step
        if 0 <= number < len(view.articles):
            self.open(view.path, number)
            return
        files = self._pane.articles.files()
        place = files.index(view.path) + step if view.path in files else -1
        if 0 <= place < len(files):
            self.open(files[place], 0 if step > 0 else 1_000_000)
        else:
            end = "That was the last article." if step > 0 else "This is the first article."
            self._view.notify(end)

    def note_end(self) -> None:
        """Show the open article as read once its last sentence is reached by reading."""
        view, document = self._view, self._view.document
        sights = document.in_sight if document is not None else []
        if not sights or view.path is None or view.panes.cursor < sights[-1]:
            return
        progress = self.shelf.progress(view.path, view.number)
        if view.panes.reached == "reading" and not (progress and progress.finished):
            view.leave()

    def mark_read(self) -> None:
        """Mark the article under the library's cursor, or the open one, as read or unread."""
        view = self._view
        place = self._pane.articles.chosen if self._pane.articles.has_focus else None
        if place is None and view.path is not None:
            view.leave()
            place = (view.path, view.number)
        if place is not None:
            is_read = self.shelf.mark_read(*place)
            if not is_read and place == (view.path, view.number):
                view.panes.reached = "unread"
            self._view.notify("Marked as read" if is_read else "Marked as unread", timeout=1.5)
            self._pane.articles.refresh_labels()

    def ask_path(self) -> None:
        """Open a file or a folder by its path."""
        from reader.tui.screens.path import PathForm

        def named(path: Path | None) -> None:
            if path is not None:
                self.add(path)

        self._view.app.push_screen(PathForm(Path.cwd()), named)

    def add(self, path: Path) -> None:
        """Open a file or folder that may not be in the library yet."""
        paths = self._view.session.paths
        if not any(path == root or root in path.parents for root in paths):
            paths.append(path)
            self.shelf.paths.append(path)
            self.shelf.changed()
            self.shelf.files()
            self._pane.refill()
        first = folders.first_file(folders.roots([path]))
        if first is None:
            message = f"There is nothing to read in {path}."
            self._view.notify(message, severity="warning", markup=False)
            return
        self.open(first)
