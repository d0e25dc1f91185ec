"""Other translations of the current sentence: what the memory has beside it, what others make."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from reader.article import Sentence
from reader.errors import DragomanError
from reader.tui.background import Background
from reader.tui.bidi import visual
from reader.tui.document import Document
from reader.tui.reading.article import ArticleView
from reader.tui.reading.correcting import Correcting
from reader.tui.reading.status import origin_of
from reader.tui.widgets.match_bar import MatchBar, described

if TYPE_CHECKING:
    from reader.memory.matches import Match
    from reader.models.package import Package
    from reader.tui.screens.renderings import Choice, Rendering, Renderings

_RESTED = 0.1
"""Seconds that the reader stays on a sentence before the memory is asked for one like it."""
_LEAST_SCORE = 5.0
"""How much less probable than the best an alternative may be, in log-probability a token."""


class Offering:
    """Offers other translations of the open article's sentences.

    Args:
        view: the open article.
        bar: shows what the memory has for the current sentence.
        correcting: keeps what is chosen.
    """

    def __init__(self, view: ArticleView, bar: MatchBar, correcting: Correcting) -> None:
        self._view = view
        self._bar = bar
        self._correcting = correcting
        correcting.changed = self.forget
        self._matches: dict[Sentence, Match | None] = {}
        """What the memory has, as far as it was asked."""
        self._work = Background()
        self._waiting = False

    # --- the memory, beside the text ---------------------------------------------------------

    def forget(self) -> None:
        """The memory changed: ask again."""
        self._matches.clear()
        self.look()

    def look(self) -> None:
        """Show what the memory has for a sentence like the current one."""
        current = self._view.current()
        if current is None:
            self._bar.hide()
            return
        _, sentence, translation = current
        if translation is not None and not translation.package:
            self._show(None)  # a correction, a match, or a copy
        elif sentence in self._matches:
            self._show(self._matches[sentence])
        elif not self._waiting:
            self._waiting = True
            self._view.set_timer(_RESTED, self._ask)

    def _ask(self) -> None:
        self._waiting = False
        current = self._view.current()
        if current is None or current[1] in self._matches:
            self.look()
            return
        sentence = current[1]

        def work(stopped: Callable[[], bool]) -> None:
            match = None
            try:
                matches = self._view.session.translator().matches(sentence)
                match = next((one for one in matches if one.kind == "fuzzy"), None)
            except DragomanError:
                pass  # whoever uses the memory is told why it cannot be
            if not stopped():
                self._view.app.call_later(self._take, sentence, match)

        self._work.start(work)

    def _take(self, sentence: Sentence, match: Match | None) -> None:
        self._matches[sentence] = match
        self.look()

    def _show(self, match: Match | None) -> None:
        current, panes = self._view.current(), self._view.panes
        columns = panes.columns
        if match is None or current is None or columns is None:
            self._bar.hide()
        else:
            self._bar.show(current[1], match, columns)

    def take(self) -> None:
        """Keep the translation of the memory's match as the sentence's own."""
        current, document, match = self._view.current(), self._view.document, self._bar.match
        if match is None or current is None or document is None:
            self._view.notify("The memory has nothing like this sentence.", timeout=2)
            return
        self._correcting.write(match.target)

    # --- all there is --------------------------------------------------------------------------

    def compare(self) -> None:
        """Show other translations: the memory's, the model's next best, other packages'."""
        from reader.tui.screens.renderings import Renderings

        view, document, current = self._view, self._view.document, self._view.current()
        if document is None or current is None:
            return
        index, sentence, translation = current
        target = translation.target if translation else ""
        begin = self._begin(index, target)
        translator = view.session.translator()
        dialog = Renderings(sentence, target, f"now: {origin_of(translation)}", translator.target)

        def chosen(choice: Choice | None) -> None:
            work.stop()
            if choice is None or view.document is not document:
                return
            if choice.edit:
                self._correcting.write(choice.target)
            else:
                self._correcting.keep(document, index, choice.target)

        work = Background()
        view.app.push_screen(dialog, chosen)
        own = target if translation and translation.package else ""
        work.start(lambda stopped: self._gather(dialog, document, sentence, begin, own, stopped))

    def packages(self) -> list[Package]:
        """The packages that could translate the open article, but for the one that does."""
        document = self._view.document
        language = document.article.language if document is not None else None
        if document is None or language is None:
            return []
        try:
            return self._unused(document, language)
        except DragomanError:
            return []

    def _begin(self, index: int, target: str) -> str:
        """The translation up to the selected word, where one is selected in it."""
        selected = self._view.panes.selected_in(index)
        if selected is None or selected[0] != "target":
            return ""
        return target[: selected[1][0]].rstrip()

    def _gather(
        self,
        dialog: Renderings,
        document: Document,
        sentence: Sentence,
        begin: str,
        own: str,
        stopped: Callable[[], bool],
    ) -> None:
        """Find translations, the quickest first, and list each when it is there.

        Args:
            dialog: lists them.
            document: the article.
            sentence: what is translated.
            begin: what they begin with.
            own: the model's translation that is shown already; its next best are wanted.
            stopped: whether nobody waits for them any more.
        """
        from reader.tui.screens.renderings import Rendering

        translator = self._view.session.translator()

        def add(made: Sequence[Rendering], busy: str) -> None:
            if not stopped():
                self._view.app.call_later(self._fill, dialog, made, busy)

        try:
            matches = [] if begin else translator.matches(sentence)
            add([_of_memory(match) for match in matches], "asking the model for others")
            alternatives = translator.alternatives(sentence, package=document.package, begin=begin)
            best = max((one.score or 0.0 for one in alternatives), default=0.0)
            likely = [
                one
                for one in alternatives
                if (one.score or 0.0) > best - _LEAST_SCORE and one.target != own
            ]
            label = "another word from here on" if begin else "the model, another way"
            others = [] if begin else self._unused(document, sentence.language or "")
            listed = [Rendering(one.target, label) for one in likely]
            if not (own or begin) and likely and not dialog.renderings:
                # Not translated yet: the best is not another way.
                listed[0] = Rendering(likely[0].target, visual(likely[0].package))
            add(listed, _asking(others))
            for number, package in enumerate(others, 1):
                if stopped():
                    return
                made = list(translator.translate([sentence], package, anew=True))
                shown = [Rendering(one.target, visual(one.package)) for one in made]
                add(shown, _asking(others[number:]))
        except DragomanError as error:
            add([], "")
            self._view.app.call_later(self._failed, str(error))
            return
        add([], "")

    def _unused(self, document: Document, language: str) -> list[Package]:
        """The packages that could translate a language, but for the one that does."""
        translator = self._view.session.translator()
        route = translator.package(language)
        used = document.package or (route[0] if len(route) == 1 else None)
        choices = translator.choices(language)
        return [one for one in choices if used is None or one.identity != used.identity]

    @staticmethod
    def _fill(dialog: Renderings, made: Sequence[Rendering], busy: str) -> None:
        dialog.add(made)
        dialog.say(busy)

    def _failed(self, reason: str) -> None:
        self._view.notify(reason, severity="error", markup=False)


def _of_memory(match: Match) -> Rendering:
    from reader.tui.screens.renderings import Rendering

    source = "" if match.kind == "exact" else match.unit.source
    return Rendering(match.target, f"memory: {described(match)}", source)


def _asking(packages: Sequence[Package]) -> str:
    return f"asking {packages[0].name}" if packages else ""
