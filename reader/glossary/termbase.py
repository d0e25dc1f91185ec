"""The termbase: the concepts of one file.

It is read whole or not at all, and written in one step.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

import msgspec

from reader.errors import GlossaryChanged, GlossaryError
from reader.files import locked, private_folder, real_path, replace_file
from reader.glossary import formats
from reader.glossary.concept import LANGUAGES, Concept, faults, free_id
from reader.glossary.kept import kept
from reader.glossary.matching.normalisation import key
from reader.locations import user_glossary


class Termbase:
    """The concepts of one glossary file, in the file's order.

    Every change can be undone until the termbase is closed; nothing is written before `save`.

    Attributes:
        path: the file, None before the first `save`.
        warnings: what of the file was left out, or not read as it asks, in a line each.
    """

    def __init__(
        self,
        concepts: Iterable[Concept] = (),
        path: Path | None = None,
        languages: Sequence[str] = (),
    ) -> None:
        self.path = path
        self._encoded: bytes | None = None
        self._table = {concept.id: concept for concept in concepts}
        self._columns = tuple(languages)
        self._undo: list[_Change] = []
        self._redo: list[_Change] = []
        self._saved = dict(self._table)
        self.warnings: tuple[str, ...] = ()
        self._file_digest: str | None = None
        self._keys: dict[str, tuple[Concept, _Keys]] = {}
        self._narrowed: tuple[str, list[tuple[int, Concept, _Keys]]] = ("", [])
        """What was looked up last, and the concepts that have it: a longer query looks there."""

    @classmethod
    def load(cls, path: Path | str, pair: tuple[str, str] | None = None) -> Termbase:
        """Read a glossary in the format its name's ending says (CSV when it says nothing).

        Args:
            path: the file.
            pair: source and target code of a two-column file (TSV, OmegaT); None takes them
                from its name, as in terms.fr-en.tsv.

        Raises:
            GlossaryError: it cannot be read; `problems` lists every fault in it.
        """
        path = Path(path)
        try:
            content = formats.content(path)
        except OSError as error:
            reason = error.strerror or str(error)
            raise GlossaryError(f"Cannot read the glossary {path}: {reason}.") from error
        termbase = cls(path=path)
        termbase._file_digest = _digest(content)
        parts = [_FORM, termbase._file_digest, path.name, "-".join(pair or ())]
        # Reading finds all faults, and takes a while: it is done once for each state of a file.

        def encoded() -> bytes:
            warnings: list[str] = []
            concepts, languages = formats.read(content, path, pair=pair, warn=warnings.append)
            return _pack((warnings, _pack((concepts, languages))))

        termbase.warnings, termbase._encoded = _FILE.decode(kept(parts, encoded))
        return termbase

    @property
    def _concepts(self) -> dict[str, Concept]:
        """The concepts by their ids, decoded when they are first asked for."""
        if self._encoded is not None:
            concepts, self._columns = _CONTENT.decode(self._encoded)
            self._table = {concept.id: concept for concept in concepts}
            self._saved = dict(self._table)
            self._encoded = None
        return self._table

    @property
    def digest(self) -> str | None:
        """A name for the concepts, None where they are not those of a file."""
        known = self._file_digest is not None and not self.modified
        return f"{_FORM} {self.path and self.path.name} {self._file_digest}" if known else None

    @classmethod
    def open(cls, path: Path | str) -> Termbase:
        """Load `path`, or begin an empty termbase there if no such file exists."""
        path = Path(path)
        return cls.load(path) if path.exists() else cls(path=path)

    @property
    def name(self) -> str:
        """What messages call it: its file's name without the ending; "own" if it is the user's."""
        own = self.path == user_glossary()
        return "own" if own else self.path.stem if self.path else "glossary"

    @property
    def concepts(self) -> tuple[Concept, ...]:
        """All concepts, in the file's order."""
        return tuple(self._concepts.values())

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of its columns, in their order, then any other that has terms."""
        used = {code for concept in self._concepts.values() for code in concept.terms}
        columns = self._columns or LANGUAGES
        return (*columns, *sorted(used - set(columns)))

    @property
    def modified(self) -> bool:
        """Whether there are changes that `save` has not written."""
        if self._encoded is not None:
            return False
        return list(self._table.items()) != list(self._saved.items())

    def __len__(self) -> int:
        return len(self._concepts)

    def __iter__(self) -> Iterator[Concept]:
        return iter(self.concepts)

    def __contains__(self, concept_id: object) -> bool:
        return concept_id in self._concepts

    def get(self, concept_id: str) -> Concept | None:
        """The concept of an id, or None."""
        return self._concepts.get(concept_id)

    def add(self, concept: Concept) -> Concept:
        """Add a concept at the end; one without an id gets one. Returns what was added.

        Raises:
            GlossaryError: its id is taken, or it says nothing.
        """
        if not concept.id:
            concept = replace(concept, id=free_id(concept, self._concepts))
        if concept.id in self._concepts:
            raise GlossaryError(
                f"The glossary {self.name} already has a concept “{concept.id}”: edit it instead."
            )
        return self._put(concept)

    def edit(self, concept: Concept) -> Concept:
        """Replace the concept of the same id. Returns the one that was replaced.

        Raises:
            GlossaryError: there is none, or the new one says nothing.
        """
        before = self._existing(concept.id)
        self._put(concept)
        return before

    def put(self, concept: Concept) -> Concept:
        """Add a concept, or replace the one of its id. Returns what is there now.

        Raises:
            GlossaryError: it says nothing.
        """
        if concept.id and concept.id in self._concepts:
            return self._put(concept)
        return self.add(concept)

    def remove(self, concept_id: str) -> Concept:
        """Remove a concept and return it. Raises GlossaryError when there is none."""
        before = self._existing(concept_id)
        place = list(self._concepts).index(concept_id)
        self._do(_Change(concept_id, before, None, place))
        return before

    def undo(self) -> bool:
        """Take back the last change; False when there is none."""
        if not self._undo:
            return False
        change = self._undo.pop()
        self._apply(change.reverse())
        self._redo.append(change)
        return True

    def redo(self) -> bool:
        """Make again the change that `undo` took back; False when there is none."""
        if not self._redo:
            return False
        change = self._redo.pop()
        self._apply(change)
        self._undo.append(change)
        return True

    def save(self, path: Path | str | None = None) -> Path:
        """Write the file in one step; the version before is kept beside it as NAME~.

        Raises:
            GlossaryError: another program changed the file since it was read, or the
                folder cannot be written to.
        """
        target = Path(path) if path else self.path
        if target is None:
            raise GlossaryError("This glossary has no file yet: say where to save it.")
        with _writing(target):
            self._write(target)
        return target

    @classmethod
    @contextmanager
    def editing(cls, path: Path | str) -> Iterator[Termbase]:
        """A termbase to change: read, changed and saved while no other process can save it.

        Nothing is written where the block raises, or changes nothing.

        Raises:
            GlossaryError: it cannot be read or written.
        """
        path = Path(path)
        with _writing(path):
            termbase = cls.open(path)
            yield termbase
            if termbase.modified:
                termbase._write(path)

    def _write(self, target: Path) -> None:
        if target == self.path and self._changed_on_disk():
            raise GlossaryChanged(
                f"{target} was changed by another program since it was read:"
                " nothing was written. Load it again, then repeat the change."
            )
        content = formats.write(self.concepts, self.languages, target)
        private_folder(target.parent)
        replace_file(target, content, private=True, keep_previous=True)
        self.path = target
        self._file_digest = _digest(content)
        self._saved = dict(self._concepts)

    def lookup(
        self, query: str, languages: Iterable[str] | None = None, *, whole: bool = False
    ) -> tuple[Concept, ...]:
        """Concepts that have a term containing `query`, spelling differences ignored.

        Whole terms come first, then beginnings, then the rest; ids and acronyms count as terms.
        An empty query finds everything. `whole` leaves those out that only contain it.
        """
        wanted = set(languages) if languages is not None else None
        needle = key(query, "zh")
        ranked: list[tuple[int, int, Concept]] = []
        before, left = self._narrowed
        if not before or not needle.startswith(before):
            concepts = self._concepts.values()
            left = [(order, each, self._keys_of(each)) for order, each in enumerate(concepts)]
        left = [each for each in left if needle in each[2].all]
        self._narrowed = needle, left
        for order, concept, keys in left:
            texts = keys.all
            if wanted is not None:
                texts = _joined(text for code, text in keys.each if code in wanted)
            rank = _rank(needle, texts)
            if rank < (1 if whole else _NOT_FOUND):
                ranked.append((rank, order, concept))
        ranked.sort(key=itemgetter(0))  # within a rank they are in their order
        return tuple(concept for _, _, concept in ranked)

    def _keys_of(self, concept: Concept) -> _Keys:
        known = self._keys.get(concept.id)
        if known is None or known[0] is not concept:
            texts = [("", text) for text in (concept.id, concept.acronym) if text]
            texts += [(code, term.text) for code, terms in concept.terms.items() for term in terms]
            each = [(code, key(text, "zh")) for code, text in texts]
            known = concept, _Keys(_joined(text for _, text in each), each)
            self._keys[concept.id] = known
        return known[1]

    def _existing(self, concept_id: str) -> Concept:
        if concept_id not in self._concepts:
            raise GlossaryError(f"The glossary {self.name} has no concept “{concept_id}”.")
        return self._concepts[concept_id]

    def _put(self, concept: Concept) -> Concept:
        problems = faults(concept)
        if problems:
            raise GlossaryError(f"Concept “{concept.id}”: {'; '.join(problems)}.")
        self._do(_Change(concept.id, self._concepts.get(concept.id), concept))
        return concept

    def _do(self, change: _Change) -> None:
        self._apply(change)
        self._undo.append(change)
        self._redo.clear()

    def _apply(self, change: _Change) -> None:
        concepts = self._concepts
        self._narrowed = ("", [])
        if change.after is None:
            del concepts[change.id]
        elif change.before is None and change.place is not None:
            items = list(concepts.items())
            items.insert(change.place, (change.id, change.after))
            self._table = dict(items)
        else:
            concepts[change.id] = change.after

    def _changed_on_disk(self) -> bool:
        assert self.path is not None
        try:
            return _digest(self.path.read_bytes()) != self._file_digest
        except (FileNotFoundError, NotADirectoryError):
            return False
        except OSError:
            return True


class _Change(NamedTuple):
    """A concept before and after a change; None where there is none."""

    id: str
    before: Concept | None
    after: Concept | None
    place: int | None = None
    """Where it stood before it was removed, or None for the end."""

    def reverse(self) -> _Change:
        return self._replace(before=self.after, after=self.before)


class _Keys(NamedTuple):
    """A concept's terms as they are searched."""

    all: str
    each: list[tuple[str, str]]
    """Language, or nothing for id and acronym, and folded text."""


_FORM = "concepts 2"
"""Raised when reading a file gives other concepts than before."""
_CONTENT = msgspec.msgpack.Decoder(tuple[list[Concept], tuple[str, ...]])
_FILE = msgspec.msgpack.Decoder(tuple[tuple[str, ...], bytes])
_pack = msgspec.msgpack.encode


@contextmanager
def _writing(target: Path) -> Iterator[None]:
    """Keep other processes from saving into a file's folder meanwhile.

    The folder may be made only later: until then the one that it will be made in stands for it.
    """
    try:
        folder = real_path(target).parent
        nearest = next(path for path in (folder, *folder.parents) if path.is_dir())
        with ExitStack() as locks:
            locks.enter_context(locked(nearest))
            if folder != nearest and folder.is_dir():
                locks.enter_context(locked(folder))
            yield
    except OSError as error:
        reason = error.strerror or str(error)
        raise GlossaryError(f"Cannot write the glossary {target}: {reason}.") from error


_NOT_FOUND = 9


def _joined(texts: Iterable[str]) -> str:
    """Texts as lines, each between two line ends: what is found in it is found in one of them."""
    return "\n".join(("", *texts, ""))


def _rank(needle: str, texts: str) -> int:
    """How well the best of joined texts fits: is it, begins with it, has it as a word, has it."""
    if texts == "\n":  # there is none
        return _NOT_FOUND
    if f"\n{needle}\n" in texts:
        return 0
    if f"\n{needle}" in texts:
        return 1
    at = texts.find(needle)
    if at < 0:
        return _NOT_FOUND
    while at >= 0:
        if not texts[at - 1].isalnum():
            return 2
        at = texts.find(needle, at + 1)
    return 3


def _digest(content: bytes) -> str:
    return hashlib.blake2b(content).hexdigest()
