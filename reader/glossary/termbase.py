"""The termbase: concepts, and their terms in each language (ISO 30042's vocabulary).

A termbase owns one file. It is read whole or not at all, and written atomically.
"""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
import unicodedata
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal, get_args

from reader.errors import GlossaryError
from reader.glossary.matching.normalisation import key
from reader.locations import data_directory, domain_glossary

Status = Literal["preferred", "admitted", "forbidden"]
Case = Literal["keep", "match", "lower"]

LANGUAGES = ("ar", "fr", "zh", "en")
"""The language columns of a new glossary."""
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
UNPRINTABLE = re.compile("[\x00-\x1f\x7f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
"""What no field of a concept may hold."""


@dataclass(frozen=True, slots=True)
class Term:
    """One way of writing a concept in one language."""

    text: str
    status: Status = "preferred"


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing, and what it is called in each language."""

    id: str
    terms: Mapping[str, tuple[Term, ...]] = field(default_factory=dict, hash=False)
    """Terms by ISO 639-1 code, the preferred one first; a language without terms is absent."""
    acronym: str = ""
    """The acronym that the target languages use, and that any text may contain."""
    case: Case = "keep"
    """Capitals of the target term: as listed, as the place asks, or always small."""
    note: str = ""

    def preferred(self, language: str) -> str:
        """The preferred term, or an empty string."""
        return next((t.text for t in self.terms.get(language, ()) if t.status == "preferred"), "")

    def admitted(self, language: str) -> tuple[str, ...]:
        """What may be written in `language`: the preferred term, then the admitted ones."""
        return tuple(t.text for t in self.terms.get(language, ()) if t.status != "forbidden")

    def forbidden(self, language: str) -> tuple[str, ...]:
        """What must not be written in `language`."""
        return tuple(t.text for t in self.terms.get(language, ()) if t.status == "forbidden")

    def label(self) -> str:
        """The concept in a word, for lists and messages."""
        return self.preferred("en") or next(
            (terms[0].text for terms in self.terms.values() if terms), self.id
        )


def parse_terms(cell: str) -> tuple[Term, ...]:
    """Read a cell: variants separated by `|`, the preferred first, `!` before a forbidden one.

    Raises:
        ValueError: an empty variant, or the same term twice.
    """
    if not cell.strip():
        return ()
    terms: list[Term] = []
    for position, part in enumerate(cell.split("|"), 1):
        forbidden = part.strip().startswith("!")
        text = " ".join(part.strip().removeprefix("!").split())
        if not text:
            which = "the preferred term" if position == 1 else f"variant {position}"
            raise ValueError(f"{which} is empty")
        if any(text == term.text for term in terms):
            both = {forbidden} | {t.status == "forbidden" for t in terms if t.text == text}
            how = "both allowed and forbidden" if len(both) == 2 else "listed twice"
            raise ValueError(f"“{text}” is {how}")
        first = not any(term.status == "preferred" for term in terms)
        terms.append(Term(text, "forbidden" if forbidden else "preferred" if first else "admitted"))
    return tuple(terms)


def format_terms(terms: Iterable[Term]) -> str:
    """The cell that `parse_terms` reads back."""
    return "|".join(("!" if t.status == "forbidden" else "") + t.text for t in terms)


class Termbase:
    """The concepts of one glossary file, in the file's order.

    Every change can be undone until the termbase is closed; nothing is written before `save`.
    """

    def __init__(
        self,
        concepts: Iterable[Concept] = (),
        path: Path | None = None,
        languages: Sequence[str] = (),
    ) -> None:
        self.path = path
        self._concepts = {concept.id: concept for concept in concepts}
        self._languages = tuple(languages)
        self._undo: list[dict[str, Concept]] = []
        self._redo: list[dict[str, Concept]] = []
        self._saved = dict(self._concepts)
        self._digest: str | None = None

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
            content = path.read_bytes()
        except OSError as error:
            reason = error.strerror or str(error)
            raise GlossaryError(f"Cannot read the glossary {path}: {reason}.") from error
        from reader.glossary.formats import read

        concepts, languages = read(content, path, pair=pair)
        termbase = cls(concepts, path, languages)
        termbase._digest = _digest(content)
        return termbase

    @classmethod
    def open(cls, path: Path | str) -> Termbase:
        """Load `path`, or begin an empty termbase there if no such file exists."""
        path = Path(path)
        return cls.load(path) if path.exists() else cls(path=path)

    @property
    def name(self) -> str:
        """The file's name without its ending, as messages show it."""
        return self.path.stem if self.path else "glossary"

    @property
    def concepts(self) -> tuple[Concept, ...]:
        return tuple(self._concepts.values())

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of its columns, in their order, then any other that has terms."""
        used = {code for concept in self._concepts.values() for code in concept.terms}
        columns = self._languages or LANGUAGES
        return (*columns, *sorted(used - set(columns)))

    @property
    def modified(self) -> bool:
        """Whether there are changes that `save` has not written."""
        return list(self._concepts.items()) != list(self._saved.items())

    def __len__(self) -> int:
        return len(self._concepts)

    def __iter__(self) -> Iterator[Concept]:
        return iter(self.concepts)

    def __contains__(self, concept_id: object) -> bool:
        return concept_id in self._concepts

    def get(self, concept_id: str) -> Concept | None:
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

    def remove(self, concept_id: str) -> Concept:
        """Remove a concept and return it. Raises GlossaryError when there is none."""
        before = self._existing(concept_id)
        self._remember()
        del self._concepts[concept_id]
        return before

    def undo(self) -> bool:
        """Take back the last change; False when there is none."""
        return self._step(self._undo, self._redo)

    def redo(self) -> bool:
        """Make again the change that `undo` took back; False when there is none."""
        return self._step(self._redo, self._undo)

    def save(self, path: Path | str | None = None) -> Path:
        """Write the file in one step; the version before is kept beside it as NAME~.

        Raises:
            GlossaryError: another program changed the file since it was read, or the
                folder cannot be written to.
        """
        target = Path(path) if path else self.path
        if target is None:
            raise GlossaryError("This glossary has no file yet: say where to save it.")
        from reader.glossary.formats import write

        content = write(self.concepts, self.languages, target)
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            with _alone_in(target.resolve().parent):
                if target == self.path and self._changed_on_disk():
                    raise GlossaryError(
                        f"{target} was changed by another program since it was read:"
                        " nothing was written. Load it again, then repeat the change."
                    )
                replace_file(target, content)
        except OSError as error:
            reason = error.strerror or str(error)
            raise GlossaryError(f"Cannot write the glossary {target}: {reason}.") from error
        self.path = target
        self._digest = _digest(content)
        self._saved = dict(self._concepts)
        return target

    def lookup(
        self, query: str, languages: Iterable[str] | None = None, *, whole: bool = False
    ) -> tuple[Concept, ...]:
        """Concepts that have a term containing `query`, spelling differences ignored.

        Whole terms come first, then beginnings, then the rest; ids and acronyms count as terms.
        An empty query finds everything. `whole` leaves those out that only contain it.
        """
        wanted = set(languages) if languages is not None else None
        needle = _search_key(query)
        ranked: list[tuple[int, int, Concept]] = []
        for order, concept in enumerate(self._concepts.values()):
            texts = [concept.id, concept.acronym] if wanted is None else []
            for code, terms in concept.terms.items():
                if wanted is None or code in wanted:
                    texts += [term.text for term in terms]
            ranks = [_rank(needle, _search_key(text)) for text in texts if text]
            if ranks and min(ranks) < (1 if whole else _NOT_FOUND):
                ranked.append((min(ranks), order, concept))
        return tuple(concept for _, _, concept in sorted(ranked, key=lambda item: item[:2]))

    def _existing(self, concept_id: str) -> Concept:
        if concept_id not in self._concepts:
            raise GlossaryError(f"The glossary {self.name} has no concept “{concept_id}”.")
        return self._concepts[concept_id]

    def _put(self, concept: Concept) -> Concept:
        problems = faults(concept)
        if problems:
            raise GlossaryError(f"Concept “{concept.id}”: {'; '.join(problems)}.")
        self._remember()
        self._concepts[concept.id] = concept
        return concept

    def _remember(self) -> None:
        self._undo.append(dict(self._concepts))
        self._redo.clear()

    def _step(self, history: list[dict[str, Concept]], other: list[dict[str, Concept]]) -> bool:
        if not history:
            return False
        other.append(self._concepts)
        self._concepts = history.pop()
        return True

    def _changed_on_disk(self) -> bool:
        assert self.path is not None
        try:
            return _digest(self.path.read_bytes()) != self._digest
        except (FileNotFoundError, NotADirectoryError):
            return False
        except OSError:
            return True


def is_language(code: str) -> bool:
    """Whether `code` is written as a language code is: "ar", "zh-Hant"."""
    return _LANGUAGE.fullmatch(code) is not None


def slug(text: str) -> str:
    """An id made of a term: "General Directorate" → "general-directorate"."""
    plain = unicodedata.normalize("NFKD", text).lower()
    latin = re.sub(r"[^a-z0-9]+", "-", plain.encode("ascii", "ignore").decode()).strip("-")
    return (latin or re.sub(r"[\W_]+", "-", text).strip("-"))[:60].rstrip("-")


def free_id(concept: Concept, taken: Container[str]) -> str:
    """An id for a concept, of its English term if it has one, that is not taken."""
    base = slug(concept.preferred("en") or concept.acronym or concept.label()) or "concept"
    candidate, number = base, 2
    while candidate in taken:
        candidate, number = f"{base}-{number}", number + 1
    return candidate


def faults(concept: Concept) -> list[str]:
    """What is wrong with a concept by itself; an empty list when nothing is."""
    found: list[str] = []
    if not concept.id:
        found.append("the id is missing")
    if concept.case not in get_args(Case):
        found.append(f"case is “{concept.case}”: write keep, match or lower")
    if not any(concept.terms.values()):
        found.append("it has no term in any language")
    for code, terms in concept.terms.items():
        if code == "id":
            found.append("the column “id” holds the names: Indonesian is “id-ID” here")
        elif not is_language(code):
            found.append(f"“{code}” is no language code")
        try:
            if parse_terms(format_terms(terms)) != tuple(terms):
                found.append(f"{code}: the preferred term comes first, without | or ! in a term")
        except ValueError as error:
            found.append(f"{code}: {error}")
    texts = [term.text for terms in concept.terms.values() for term in terms]
    if any(
        UNPRINTABLE.search(text) for text in (concept.id, concept.acronym, concept.note, *texts)
    ):
        found.append("a line end or control character stands in it")
    return found


def active(paths: Iterable[Path | str] | None = None) -> tuple[Termbase, ...]:
    """The glossaries in force, in order of priority.

    Those of `paths`; without any, the user's own if there is one, then the domain glossary.

    Raises:
        GlossaryError: one of them cannot be used.
    """
    if paths is not None:
        return tuple(Termbase.load(path) for path in paths)
    own = user_glossary()
    return tuple(Termbase.load(path) for path in (own, domain_glossary()) if path.is_file())


def user_glossary() -> Path:
    """The user's own glossary, which comes before the one that ships."""
    return data_directory() / "glossary.csv"


def merged(termbases: Sequence[Termbase]) -> tuple[tuple[int, Concept], ...]:
    """Each concept with its termbase's priority (0 first); a repeated id hides the later one."""
    seen: dict[str, tuple[int, Concept]] = {}
    for priority, termbase in enumerate(termbases):
        for concept in termbase.concepts:
            seen.setdefault(concept.id, (priority, concept))
    return tuple(seen.values())


@dataclass(frozen=True, slots=True)
class Conflict:
    """A term that several concepts list: only the first of them will be found by it."""

    language: str
    term: str
    claims: tuple[tuple[Concept, str], ...]
    """The concepts, each with its glossary's name, the one that wins first."""


def conflicts(termbases: Sequence[Termbase], target_language: str = "en") -> tuple[Conflict, ...]:
    """The source terms that stand for several concepts, spelling differences ignored.

    In the target language several concepts may well share a term.
    """
    claims: dict[tuple[str, str], list[tuple[Concept, str]]] = {}
    shown: dict[tuple[str, str], str] = {}
    for priority, concept in merged(termbases):
        for code, terms in concept.terms.items():
            if code == target_language:
                continue
            for folded, text in {key(term.text, code): term.text for term in terms}.items():
                claims.setdefault((code, folded), []).append((concept, termbases[priority].name))
                shown.setdefault((code, folded), text)
    return tuple(
        Conflict(place[0], shown[place], tuple(found))
        for place, found in claims.items()
        if len(found) > 1
    )


_NOT_FOUND = 9


def _search_key(text: str) -> str:
    return key(text, "zh")


def _rank(needle: str, text: str) -> int:
    if needle == text:
        return 0
    position = text.find(needle)
    if position < 0:
        return _NOT_FOUND
    if position == 0:
        return 1
    return 2 if not text[position - 1].isalnum() else 3


def _digest(content: bytes) -> str:
    return hashlib.blake2b(content).hexdigest()


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Let no other process save into a folder meanwhile, where the system can tell."""
    try:
        import fcntl
    except ImportError:  # Windows
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # a network's folder may have no locks
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def replace_file(target: Path, content: bytes) -> None:
    """Write a file in one step, keeping the version before as NAME~.

    Write beside, flush to the disk, rename: the old or the new file is there, never half.
    A device or a pipe is written to, not replaced.
    """
    if target.exists() and not target.is_file():
        target.write_bytes(content)
        return
    target = target.resolve()
    handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        mode = target.stat().st_mode if target.exists() else 0o644
        os.chmod(temporary, mode & 0o777)
        if target.exists():
            _keep_previous(target)
        os.replace(temporary, target)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _keep_previous(target: Path) -> None:
    import shutil

    backup = target.with_name(target.name + "~")
    backup.unlink(missing_ok=True)
    shutil.copy2(target, backup)
