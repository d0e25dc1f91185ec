"""Where translations go: standard output, a file, or a file for each input in a folder."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from shutil import copyfileobj
from tempfile import SpooledTemporaryFile
from typing import Any, BinaryIO, TextIO, cast

import click

from reader.files import device_of, naming, whole_document, whole_file, writable_folder
from reader.terminal import shown

_IN_MEMORY = 32 << 20
"""Bytes up to which a document on its way into a pipe is held in memory."""


def places(
    files: tuple[str, ...], output: str | None, output_dir: str | None, format_: str
) -> list[Path | None]:
    """Where each input's translation goes; one place for all of them unless `output_dir`."""
    for option, value in (("--output", output), ("--output-dir", output_dir)):
        if value == "":
            raise click.UsageError(f"{option} is empty: give it a name")
    if output and output.endswith(os.sep):
        raise click.UsageError(f"{output} is the name of a folder: use --output-dir")
    return _in_folder(files, Path(output_dir), format_) if output_dir else [_one(files, output)]


def _one(files: tuple[str, ...], output: str | None) -> Path | None:
    """The one place of all translations; None for standard output."""
    place = Path(output) if output and output != "-" else None
    if place is None or device_of(place) == 1:
        return None
    if place.is_dir():
        raise click.UsageError(f"{place} is a folder: use --output-dir")
    for file in files:
        if _is_input(place, file):
            raise click.UsageError(f"{file} is input and output: choose another --output")
    return place


def _in_folder(files: tuple[str, ...], folder: Path, format_: str) -> list[Path | None]:
    """A file in a folder for each input, named after it."""
    from reader.export import FORMATS

    writable_folder(folder)
    chosen: list[Path | None] = []
    for file in files:
        stem = "stdin" if file == "-" else Path(file).stem
        suffix = FORMATS.get(format_, f".{format_}") if format_ != "same" else Path(file).suffix
        place = folder / f"{stem}{suffix}"
        if _is_input(place, file):
            raise click.UsageError(f"{file} would be overwritten: choose another --output-dir")
        if place.is_dir():
            raise click.UsageError(f"{place} is a folder: choose another --output-dir")
        if place in chosen:
            raise click.UsageError(
                f"two inputs would be written to {place}: translate them separately"
            )
        chosen.append(place)
    return chosen


def _is_input(place: Path, file: str) -> bool:
    """Whether an output is the input itself, by whatever name."""
    return file != "-" and place.exists() and Path(file).exists() and place.samefile(file)


class _Terminal(io.TextIOWrapper):
    """An output where somebody sees it: an article gives the terminal no orders."""

    def write(self, text: str, /) -> int:
        return super().write(shown(text))


@contextmanager
def opened(place: Path | None) -> Iterator[TextIO]:
    """An output: a stream or device as it is, or a file that takes its name when complete."""
    device = 1 if place is None else device_of(place)
    if device is not None:
        form: dict[str, Any] = {"encoding": "utf-8", "errors": "replace", "newline": ""}
        with (
            naming(place) if place else nullcontext(),
            open(device, "wb", closefd=isinstance(device, Path)) as raw,
        ):
            kind = _Terminal if raw.isatty() else io.TextIOWrapper
            with kind(raw, line_buffering=raw.isatty(), **form) as out:
                yield out
        return
    assert place is not None
    with whole_file(place) as out:
        yield out


@contextmanager
def opened_document(place: Path | None) -> Iterator[BinaryIO]:
    """As `opened`, for a document written back in its own kind."""
    if place is not None:
        with whole_document(place) as out:
            yield out
        return
    if sys.stdout is not None and sys.stdout.isatty():
        raise click.UsageError(
            "a document cannot be shown on a terminal: name a file with --output"
        )
    # A zip file is written with a look back, which a pipe has not.
    with SpooledTemporaryFile(_IN_MEMORY) as whole, open(1, "wb", closefd=False) as raw:
        yield cast(BinaryIO, whole)
        whole.seek(0)
        copyfileobj(whole, raw)
