"""What is known of the open article's words: terms, doubts, dictionaries, the glossary."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from rich.console import RenderableType

from reader.article import Sentence, Translation
from reader.errors import DragomanError, in_full
from reader.tui.background import Background
from reader.tui.reading.article import ArticleView
from reader.tui.reading.counterparts import Counterparts

if TYPE_CHECKING:
    # The glossary is not needed for the first screen.
    from reader.glossary.concept import Concept
    from reader.glossary.termbase import Termbase

_READ = 60
"""Cells of a line of a sentence that was read."""
_VARIANTS = 3
"""Terms of a language that are shown of a concept that is looked up."""


class Terminology:
    """Shows and changes what the glossaries say of the open article.

    Args:
        view: the open article.
        counterparts: what stands for the selected words.
    """

    def __init__(self, view: ArticleView, counterparts: Counterparts) -> None:
        self._view = view
        self._counterparts = counterparts

    def enter(self, index: int, first: str | None) -> None:
        """Show a sentence's doubts and terms.

        Args:
            index: of the sentence.
            first: id of the concept to begin with.
        """
        from reader.tui.screens.terms import Terms, concept_of

        view, document = self._view, self._view.document
        if document is None:
            return
        termbases = view.session.translator().termbases
        sentence, translation = document.sentences[index], document.translations[index]
        ids = dict.fromkeys(term.concept for term in sentence.terms)
        ids |= dict.fromkeys(use.concept for use in translation.terms) if translation else {}
        concepts = [known for name in ids if (known := concept_of(termbases, name)) is not None]
        if not concepts and not (translation and translation.doubts):
            view.notify("No glossary term in this sentence; g adds one.", timeout=2)
            return

        def edit(concept: str | None) -> None:
            if concept is not None:
                self.edit(concept)

        view.app.push_screen(Terms(concepts, translation, first), edit)

    def explain(self) -> None:
        """Show how the current sentence's translation was made."""
        from reader.glossary.glossaries import Glossaries
        from reader.tui.screens.why import Why

        view, current = self._view, self._view.current()
        if current is None:
            return
        _, sentence, translation = current
        translator = view.session.translator()
        quality = self._quality(sentence, translation)
        glossaries = Glossaries(translator.termbases)
        why = Why(sentence, translation, view.model, quality, glossaries, translator.target)
        view.app.push_screen(why)

    def _quality(self, sentence: Sentence, translation: Translation | None) -> str:
        """How good the package of a sentence is, and what would be better.

        Empty for what another package has translated, in an earlier run.
        """
        from reader.models import registry

        document = self._view.document
        language = sentence.language or (document.article.language if document else None)
        if document is None or language is None:
            return ""
        try:
            chosen = document.package
            route = (chosen,) if chosen else self._view.session.translator().package(language)
            made_by = translation.package if translation else None
            is_own = len(route) == 1 and made_by in (None, route[0].name)
            return registry.advice(route[0]) if is_own else ""
        except DragomanError:
            return ""

    def add(self) -> None:
        """Add the selected words to the glossary as a term."""
        from reader.glossary.concept import Concept, Term
        from reader.glossary.glossaries import Glossaries
        from reader.tui.effect import Effects, concerned, in_words
        from reader.tui.screens.concept import ConceptForm

        view, document, current = self._view, self._view.document, self._view.current()
        if document is None or current is None:
            return
        translator = view.session.translator()
        language = current[1].language or document.article.language or "ar"
        terms: dict[str, tuple[Term, ...]] = {}
        words = self._selected()
        selection = view.panes.selection
        if words and selection is not None:
            is_source = selection.side == "source"
            side = language if is_source else translator.target
            terms[side] = (Term(self._within(words, is_source=is_source)),)
        try:
            own, others = Glossaries(translator.termbases).editable()
        except DragomanError as error:
            view.notify(in_full(error, 2), severity="error", markup=False)
            return

        effects = Effects(document, (own, *others), translator.target)

        def added(concept: Concept | None) -> None:
            if concept is None:
                return
            try:  # it may have been changed since the form was opened
                own, others = Glossaries(translator.termbases).editable()
                kept = own.add(concept)
                own.save()
            except DragomanError as error:
                view.notify(str(error), severity="error", markup=False)
                view.app.push_screen(form_of(concept), added)  # with what was written
                return
            count = len(concerned(document, kept, translator.target))
            translator.termbases = (own, *others)
            view.take_glossaries()
            view.notify(f"Added. {in_words(count)}")

        languages = list(dict.fromkeys([language, translator.target]))

        def form_of(concept: Concept) -> ConceptForm:
            return ConceptForm(
                concept,
                languages,
                names=view.session.language_names,
                focus=next((code for code in languages if code not in concept.terms), None),
                effect=effects.of,
            )

        form = form_of(Concept("", terms))
        source = self._counterparts.text()
        view.app.push_screen(form, added)
        if language not in terms and source:
            source = self._within(" ".join(source.split()), is_source=True)
            view.app.call_later(form.propose, language, source)
        if language in terms:

            def propose(text: str) -> None:
                if text:
                    form.propose(
                        translator.target, self._within(text, is_source=False, begins=True)
                    )

            self._render(Sentence(words, 0, 0, language), propose)

    def edit(self, concept: str | None = None) -> None:
        """Edit the glossary, from a concept on."""
        from reader.tui.screens.glossary import Glossary

        view = self._view
        try:
            translator = view.session.translator()
            screen = Glossary(
                translator.termbases,
                view.document,
                translator.target,
                view.session.language_names,
                concept,
                on_save=self._take,
            )
        except DragomanError as error:
            view.notify(in_full(error, 2), severity="error", markup=False)
            return
        view.app.push_screen(screen)

    def look_up(self) -> None:
        """Look the selected words up: glossary, dictionaries, articles read, the model."""
        from rich.console import Group
        from rich.text import Text

        from reader.glossary.glossaries import Glossaries
        from reader.glossary.words import concepts_of
        from reader.tui.bidi import visual_lines
        from reader.tui.dictionary import INSTALL, installed, look_up
        from reader.tui.screens.lists import Entries
        from reader.tui.screens.terms import card

        view, document, current = self._view, self._view.document, self._view.current()
        words = self._selected()
        if not words or document is None or current is None:
            view.notify("Select a word first: ← → or a double click.", timeout=3)
            return
        translator = view.session.translator()
        language = current[1].language
        entries: list[RenderableType] = [
            card(concept, termbase, languages=(language or "", translator.target), most=_VARIANTS)
            for concept, termbase in concepts_of(words, Glossaries(translator.termbases))
        ]
        for entry in look_up(words):
            name = Text(entry.dictionary, "dim")
            entries.append(Group(Text(visual_lines(entry.text)), name))
        entries += self._read(words, current[1])
        known = bool(entries)
        selection = view.panes.selection
        if not installed():
            entries.append(Text(f"No dictionary is installed. On Debian: {INSTALL}", "dim"))
        asks = selection is not None and selection.side == "source" and bool(language)
        dialog = Entries(words, entries, "asking the model" if asks else "")
        view.app.push_screen(dialog)
        unknown = None if known else Text("Nothing is known about this word.")
        if asks:

            def show(text: str) -> None:
                said = Group(Text(text), Text("the model, without a context", "dim"))
                dialog.add(said if text else unknown)

            self._render(Sentence(words, 0, 0, language), show)
        elif unknown is not None:
            dialog.add(unknown)

    def _read(self, words: str, here: Sentence) -> list[RenderableType]:
        """Sentences with these words that were read, each above its translation."""
        from rich.console import Group
        from rich.text import Text

        from reader.glossary.words import has_words
        from reader.tui.screens.dialog import paragraph

        self._view.keep_words()
        target = self._view.session.target
        read = {
            hit.source: hit.target
            for hit in self._view.index.pairs(words)
            if hit.source != here.text
            and (has_words(hit.source, words) or has_words(hit.target, words))
        }
        shown: list[RenderableType] = []
        for source in sorted(read, key=len)[:3]:
            lines = [
                paragraph(" ".join(text.split()), _READ, language=language)
                for text, language in ((source, here.language), (read[source], target))
            ]
            shown.append(Group(Text("\n").join([*lines, Text("read", "dim")])))
        return shown

    def _selected(self) -> str:
        return " ".join(self._view.panes.selected_text().split())

    def _within(self, words: str, *, is_source: bool, begins: bool = False) -> str:
        """Words of the current sentence without the capital that its beginning gives them.

        Args:
            words: what may become a term.
            is_source: whether they are of the source, or else of the translation.
            begins: whether they are a sentence by themselves.
        """
        from reader.text.capitals import within

        document, current = self._view.document, self._view.current()
        if document is None or current is None:
            return words
        _, sentence, translation = current
        language = sentence.language or document.article.language or ""
        here = sentence.text if is_source else translation.target if translation else ""
        if not begins and not " ".join(here.split()).startswith(words):
            return words
        made = (one.target for one in document.translations if one is not None)
        texts = (one.text for one in document.sentences) if is_source else made
        return within(words, language if is_source else self._view.session.target, texts)

    def _take(self, termbases: tuple[Termbase, ...]) -> None:
        self._view.session.translator().termbases = termbases
        self._view.take_glossaries()

    def _render(self, sentence: Sentence, show: Callable[[str], None]) -> None:
        """Let the model translate some words, and show what it makes of them; "" without one."""
        view = self._view

        def work(stopped: Callable[[], bool]) -> None:
            try:
                made = list(view.session.translator().translate([sentence]))
            except DragomanError:
                made = []  # no model: the glossary and the dictionaries have said what they know
            view.app.call_later(show, made[0].target.strip().rstrip(".") if made else "")

        Background().start(work)
