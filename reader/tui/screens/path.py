"""Opening a file or a folder by its path."""

from __future__ import annotations

from pathlib import Path

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.suggester import Suggester
from textual.widgets import Input

from reader.files import at_home
from reader.tui.screens.dialog import CLOSE, Dialog, links


class _Paths(Suggester):
    """Completes a path with the first file or folder that begins so."""

    def __init__(self, folder: Path) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._folder = folder

    async def get_suggestion(self, value: str) -> str | None:
        begin, slash, name = value.rpartition("/")
        folder = self._folder / at_home(f"{begin}{slash}")
        try:
            names = sorted(
                each.name + ("/" if each.is_dir() else "")
                for each in folder.iterdir()
                if each.name.startswith(name) and (name or not each.name.startswith("."))
            )
        except OSError:
            return None
        return f"{begin}{slash}{names[0]}" if names and name else None


class PathForm(Dialog[Path]):
    """Its result is a file or folder that is there.

    Args:
        folder: where a path that is not absolute begins.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog") as box:
            box.border_title = "Open a file or a folder"
            box.border_subtitle = links("Enter opens", "→ completes", CLOSE)
            yield Input(placeholder="path", suggester=_Paths(self._folder), compact=True)

    def on_mount(self) -> None:
        self.query_one(Input).focus()

    @on(Input.Submitted)
    def _named(self, event: Input.Submitted) -> None:
        path = self._folder / at_home(event.value.strip())
        if not event.value.strip() or not path.exists():
            self.notify("There is no such file or folder.", severity="warning", markup=False)
            return
        self.dismiss(path.resolve())
