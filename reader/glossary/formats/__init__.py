"""The file formats of a glossary: which one a file is in, and how it is read and written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import BinaryIO, Literal

from reader.errors import GlossaryError
from reader.glossary.concept import Concept
from reader.glossary.formats.problems import Warn

Format = Literal["csv", "tsv", "tbx", "omegat"]

FORMATS: tuple[Format, ...] = ("csv", "tsv", "tbx", "omegat")
_ENDINGS: dict[str, Format] = {
    ".csv": "csv",
    ".tsv": "tsv",
    ".tbx": "tbx",
    ".xml": "tbx",
    ".txt": "omegat",
    ".utf8": "omegat",
    ".tab": "omegat",
}


ENDINGS = tuple(_ENDINGS)
"""What the names of glossary files end with."""


def format_of(path: Path) -> Format:
    """The format that a file name's ending stands for; CSV for an unknown one."""
    return _ENDINGS.get(path.suffix.lower(), "csv")


_LARGEST = 100 << 20
"""Bytes; 100,000 concepts take a tenth of it."""


def content(path: Path, file: BinaryIO | None = None) -> bytes:
    """The bytes of a glossary's file.

    Args:
        path: the file.
        file: what is read instead, where it is open already.

    Raises:
        GlossaryError: it is larger than any glossary.
        OSError: it cannot be read.
    """
    with path.open("rb") if file is None else nullcontext(file) as opened:
        data = opened.read(_LARGEST + 1)
    if len(data) > _LARGEST:
        raise GlossaryError(f"{path} is larger than {_LARGEST >> 20} MB: it is not read")
    return data


def read(
    content: bytes,
    path: Path,
    format: Format | None = None,
    pair: tuple[str, str] | None = None,
    warn: Warn | None = None,
) -> tuple[list[Concept], tuple[str, ...]]:
    """Read a glossary's bytes.

    Args:
        content: the whole file.
        path: its name, for messages, its format and its languages.
        format: None takes the one of the name's ending.
        pair: source and target code of a two-column file; None looks in its name.
        warn: told, in a line each, of what is left out of a file that is otherwise sound.

    Returns:
        The concepts, and the file's languages in their order.

    Raises:
        GlossaryError: the file has faults; `problems` lists all of them.
    """
    from reader.glossary.formats.foreign import refuse

    refuse(content, path)
    format = format or format_of(path)
    if format == "tbx":
        from reader.glossary.formats.tbx import read as read_tbx

        return read_tbx(content, path, warn)
    if format == "csv":
        from reader.glossary.formats.csv import read as read_csv

        return read_csv(content, path, warn)
    from reader.glossary.formats.pairs import pair_of
    from reader.glossary.formats.pairs import read as read_pairs

    return read_pairs(content, path, pair or pair_of(path), comments=format == "omegat", warn=warn)


def write(
    concepts: Iterable[Concept],
    languages: Sequence[str],
    path: Path,
    format: Format | None = None,
    pair: tuple[str, str] | None = None,
) -> bytes:
    """The bytes of a glossary file; arguments as for `read`.

    CSV holds everything; TBX all but `case`; OmegaT one language pair's admitted terms and
    the notes; TSV that pair's source terms, each with the preferred target.

    Raises:
        GlossaryError: a two-column format, and no language pair is known.
    """
    format = format or format_of(path)
    if format == "tbx":
        from reader.glossary.formats.tbx import write as write_tbx

        return write_tbx(concepts)
    if format == "csv":
        from reader.glossary.formats.csv import write as write_csv

        return write_csv(concepts, languages)
    from reader.glossary.formats.pairs import pair_of
    from reader.glossary.formats.pairs import write as write_pairs

    pair = pair or pair_of(path)
    if pair is None and len(languages) == 2:
        pair = (languages[0], languages[1])
    if pair is None:
        raise GlossaryError(
            f"Which two languages should {path} hold? Name them, or name the file NAME.fr-en.tsv."
        )
    return write_pairs(concepts, pair, comments=format == "omegat")


def losses(concept: Concept, path: Path) -> list[str]:
    """What of a concept the format of a file has no place for: terms, acronym, note."""
    from reader.glossary.formats.pairs import losses as pair_losses
    from reader.glossary.formats.pairs import pair_of

    format, pair = format_of(path), pair_of(path)
    if format not in ("tsv", "omegat") or pair is None:
        return []
    return pair_losses(concept, pair, comments=format == "omegat")
