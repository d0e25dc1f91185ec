"""A folder translated: the same tree again, what is new or changed in it, and what goes wrong."""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reader.cli.console import complain, describe, write_line
from reader.cli.job import DOCUMENTS, NAME
from reader.cli.outputs import opened
from reader.cli.signals import signal_behind
from reader.errors import DragomanError
from reader.files import real_path, replace_file, writable_folder
from reader.loading.formats import ending, of_file

if TYPE_CHECKING:
    from reader.cli.job import Job
    from reader.translator.translator import Translator

RECORD = ".dragoman.json"
"""What an output folder keeps: which state of each input its outputs were made from."""
_SAVED = 2.0
"""Seconds between two writings of the record."""
_SETTLED = 0.3
"""Seconds without a change after which a file that arrives is taken for complete."""
_LOOKED_AGAIN = 5_000
"""Milliseconds after which a folder is looked through in any case: what came before it was
watched is found, and so is what a network's folder does not report."""

Stamp = tuple[int, int]
"""A file's size in bytes and its time of change in nanoseconds."""


@dataclass(slots=True)
class Count:
    """What became of the files."""

    done: int = 0
    unchanged: int = 0
    unheld: int = 0
    """Translated, with something in it that was not held (`--check`)."""


class Folder:
    """The translation of a folder to another.

    Args:
        source: the folder that is read.
        target: the folder that is written; inside `source`, it is no part of it.
        format: one of the formats of `translate`; None for documents as they came, where their
            kind can be written, and text for the others.
        bilingual: whether documents show each paragraph with its translation under it.
        job: gives what translates to a format.
        asked: says what was asked for; where it changes, everything is made again.
    """

    def __init__(
        self,
        source: Path,
        target: Path,
        format: str | None,
        bilingual: bool,
        job: Callable[[str], Job],
        asked: str,
    ) -> None:
        self._source, self._target = source, target
        self._format, self._is_bilingual = format, bilingual
        self._job, self._asked = job, asked
        self._jobs: dict[str, Job] = {}
        self._made = self._read_record()
        """For each input, its stamp and the output's name."""
        self._failures: dict[str, tuple[Stamp, str]] = {}
        self._saved = time.monotonic()
        self.count = Count()

    def run(self) -> int:
        """Translate what is new or changed. Returns 0, or 1 where a file could not be.

        Raises:
            OSError: nothing can be written to the output folder.
        """
        writable_folder(self._target)
        self._pass(told=False)
        self._sum_up()
        return int(bool(self._failures or self.count.unheld))

    def watch(self) -> int:
        """Translate what there is, and then what arrives, until it is interrupted."""
        from watchfiles import watch

        writable_folder(self._target)
        self._pass(told=True)
        self._sum_up()
        complain(NAME, f"waiting for files in {self._source}; Ctrl-C ends it")
        for _ in watch(
            self._source,
            watch_filter=self._concerns,
            raise_interrupt=True,
            rust_timeout=_LOOKED_AGAIN,
            yield_on_timeout=True,
        ):
            self._pass(told=True)
        return 0

    def _pass(self, *, told: bool) -> None:
        """Go through the folder once.

        Args:
            told: whether each file and each failure is reported at once.
        """
        try:
            for name, place, format_ in self._places(told=told):
                path = self._source / name
                stamp = _settled(path) if told else _stamp(path)
                if stamp is None or self._failures.get(name, (None, ""))[0] == stamp:
                    continue
                if self._is_made(name, stamp, place):
                    self.count.unchanged += 1
                    continue
                problem = self._translate(path, self._target / place, format_)
                if problem is None:
                    self._failures.pop(name, None)
                    self.count.done += 1
                    self._made[name] = {"stamp": list(stamp), "output": place}
                    self._save()
                else:
                    self._failures[name] = stamp, problem
                if told:
                    complain(NAME, problem or f"{path}: translated to {self._target / place}")
        finally:
            self._save(now=True)

    def _translate(self, path: Path, place: Path, format_: str) -> str | None:
        """Translate a file; what went wrong, or None."""
        if format_ not in self._jobs:
            self._jobs[format_] = self._job(format_)
        job = self._jobs[format_]
        job.is_summed_up = False
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            if format_ in DOCUMENTS:
                is_bilingual = self._is_bilingual
                failed = job.write_back((str(path),), place, format_, bilingual=is_bilingual)
            else:
                with opened(place) as out:
                    failed = job.run((str(path),), out, stop_at_error=True)
        except (DragomanError, OSError) as error:
            if signal_behind(error) is not None:
                raise
            return describe(error)
        except Exception as error:  # a fault of ours with one file keeps none of the others
            if signal_behind(error) is not None or os.environ.get("DRAGOMAN_DEBUG"):
                raise
            return f"{path}: internal error: {type(error).__name__}: {describe(error)}"
        self.count.unheld += bool(failed)
        return None

    def _format_of(self, kind: str) -> str:
        """The format that a kind of input is translated to."""
        from reader.export.documents import BILINGUAL, SAME

        if self._format is not None:
            return self._format
        if self._is_bilingual:
            return "same" if kind in BILINGUAL else "bilingual"
        return "same" if kind in SAME else "text"

    def _places(self, *, told: bool) -> Iterator[tuple[str, str, str]]:
        """Each file that can be read, where its translation goes, and in which format.

        Both are names within their folder.
        """
        from reader.export import FORMATS

        target = real_path(self._target)
        closed: list[OSError] = []
        for folder, folders, files in os.walk(self._source, onerror=closed.append):
            here = Path(folder)
            folders[:] = sorted(
                name
                for name in folders
                if not name.startswith(".") and real_path(here / name) != target
            )
            kinds = {
                name: kind
                for name in sorted(files)
                if not name.startswith(".") and (kind := of_file(here / name))
            }
            taken: set[str] = set()
            for name, kind in kinds.items():
                format_ = self._format_of(kind)
                suffix = ending(name) if format_ == "same" else FORMATS.get(format_, f".{format_}")
                place = name if format_ == "same" else Path(name).stem + suffix
                if place in taken or (place != name and place in kinds):
                    place = name + suffix
                taken.add(place)
                inside = here.relative_to(self._source)
                yield str(inside / name), str(inside / place), format_
        for error in closed:
            self._missed(error, told=told)

    def _missed(self, error: OSError, *, told: bool) -> None:
        """Report a folder that cannot be looked into, once."""
        name = os.path.relpath(error.filename, self._source)
        if name not in self._failures:
            self._failures[name] = (0, 0), describe(error)
            if told:
                complain(NAME, describe(error))

    def _concerns(self, _: Any, path: str) -> bool:
        """Whether a change is one of an input."""
        changed = Path(path)
        within = self._target.resolve() in (changed, *changed.parents)
        return not within and not changed.name.startswith(".")

    def _is_made(self, name: str, stamp: Stamp, place: str) -> bool:
        made = self._made.get(name)
        return (
            made is not None
            and made.get("stamp") == list(stamp)
            and made.get("output") == place
            and (self._target / place).is_file()
        )

    def _sum_up(self) -> None:
        count = self.count
        parts = [f"{count.done} translated"] if count.done or not count.unchanged else []
        if count.unchanged:
            parts.append(f"{count.unchanged} unchanged")
        if count.unheld:
            parts.append(f"{count.unheld} with something not held")
        if self._failures:
            parts.append(f"{len(self._failures)} could not be translated:")
        complain(NAME, ", ".join(parts))
        for _, problem in self._failures.values():
            write_line(f"  {problem}")

    def _read_record(self) -> dict[str, dict[str, Any]]:
        try:
            record = json.loads((self._target / RECORD).read_text("utf-8", "surrogateescape"))
            made = record["made"] if record["asked"] == self._asked else {}
        except (OSError, ValueError, KeyError, TypeError):
            return {}
        return made if isinstance(made, dict) else {}

    def _save(self, *, now: bool = False) -> None:
        if not self._made or not (now or time.monotonic() - self._saved > _SAVED):
            return
        record = {"asked": self._asked, "made": self._made}
        content = json.dumps(record, ensure_ascii=False, indent=0)
        replace_file(self._target / RECORD, content.encode("utf-8", "surrogateescape"))
        self._saved = time.monotonic()


def folder_of(files: tuple[str, ...], output: str | None, output_dir: str | None) -> Path | None:
    """The one folder that is to be translated; None where files are.

    Raises:
        click.UsageError: a folder among files, or without another to write to.
    """
    folders = [file for file in files if file not in ("", "-") and Path(file).is_dir()]
    if not folders:
        return None
    if len(files) > 1:
        raise click.UsageError(f"{folders[0]} is a folder: translate it by itself")
    where = output or output_dir
    if not where:
        raise click.UsageError(f"{folders[0]} is a folder: name the one to write to with --output")
    place = Path(where)
    if place.exists() and not place.is_dir():
        raise click.UsageError(f"{place} is a file: a folder's translation is a folder")
    if place.exists() and place.samefile(folders[0]):
        raise click.UsageError(f"{place} is input and output: choose another --output")
    return Path(folders[0])


def fingerprint(translator: Translator, files: Iterable[Path], *asked: object) -> str:
    """What decides on every translation, in short: where it changes, they are made anew.

    Args:
        translator: what translates.
        files: those that it looks into beside your corrections: memories.
        asked: what else was asked for.
    """
    from reader import locations
    from reader.memory.corrections import corrections_file
    from reader.memory.units import memory_file
    from reader.models import catalogue

    made = corrections_file(locations.data_directory()), memory_file()
    paths = [*(base.path for base in translator.termbases), *files, *made]
    looked_into = [(str(path), _stamp(path)) for path in paths if path is not None]
    packages = sorted(package.identity for package in catalogue.installed())
    own = (translator.target, translator.source, translator.quality, translator.acronyms)
    decides = repr((own, translator.strict, looked_into, packages, asked))
    return hashlib.blake2b(decides.encode("utf-8", "replace"), digest_size=16).hexdigest()


def _stamp(path: Path) -> Stamp | None:
    try:
        state = path.stat()
    except OSError:
        return None
    return state.st_size, state.st_mtime_ns


def _settled(path: Path) -> Stamp | None:
    """A file's stamp; None where it still changes: the next pass looks at it again."""
    stamp = _stamp(path)
    if stamp is not None and abs(time.time_ns() - stamp[1]) < _SETTLED * 1e9:
        time.sleep(_SETTLED)
        if _stamp(path) != stamp:
            return None
    return stamp
