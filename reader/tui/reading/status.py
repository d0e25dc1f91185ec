"""The line at the foot: the place, the view, where the translation is from, how far it all is."""

from __future__ import annotations

from reader.article import Translation
from reader.tui.config import Mode
from reader.tui.document import Document
from reader.tui.reading.article import ArticleView
from reader.tui.widgets.bars import StatusBar, TitleBar

_MODE_NAMES: dict[Mode, str] = {
    "side": "side by side",
    "interleaved": "interleaved",
    "source": "source only",
    "translation": "translation only",
    "demand": "on demand",
}
_ORIGINS = {
    "memory": "from your translation memory",
    "correction": "your correction",
    "copied": "copied: nothing to translate",
    "phrase": "a set phrase",
}


def describe(bar: StatusBar, title: TitleBar, view: ArticleView) -> None:
    """Tell in the two bars what is known of the open article."""
    document, panes = view.document, view.panes
    title.warn(_caution(document) if document is not None else "")
    if document is None or not document.sentences:
        bar.describe("", "", "", 0, 0, "reading…" if view.reading else "")
        return
    shown, done = document.in_sight, document.translated
    note = "paused" if view.paused else "reading…" if view.reading else ""
    if not note and done < len(shown):
        note = "stopped" if view.failure else "no package" if view.missing else ""
    place = f"{document.place(panes.cursor)}/{len(shown)}"
    minutes = document.minutes_left(panes.cursor)
    translation = document.translations[panes.cursor]
    origin = "Enter shows the translation" if panes.hidden else _with_doubts(translation)
    bar.describe(place, _MODE_NAMES[panes.mode], origin, done, len(shown), note, _left(minutes))


def _caution(document: Document) -> str:
    """What is to be known of the article as a whole."""
    if not document.is_mostly_unsure:
        return ""
    return f"unsure of {document.unsure} of {document.translated} sentences"


def _left(minutes: int) -> str:
    if minutes < 100:
        return f"{minutes} min left" if minutes else "under a minute left"
    hours, rest = divmod(round(minutes, -1), 60)
    return f"{hours} h {rest} min left" if rest else f"{hours} h left"


def origin_of(translation: Translation | None) -> str:
    """Where a translation came from."""
    if translation is None:
        return ""
    package = "starter model" if "starter" in translation.package else translation.package
    if translation.origin == "memory" and package:
        return f"{package}, from the store"
    return _ORIGINS.get(translation.origin, package)


def _with_doubts(translation: Translation | None) -> str:
    origin = origin_of(translation)
    if translation is None or not translation.doubts:
        return origin
    count = len(translation.doubts)
    return f"{'1 doubt' if count == 1 else f'{count} doubts'}: Enter   {origin}"
