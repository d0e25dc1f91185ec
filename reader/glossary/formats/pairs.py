"""Glossaries of one language pair: DeepL's TSV, and OmegaT's text with comments.

    source TAB target [TAB comment]

A concept with several terms takes several lines: in OmegaT each source term with each
target term, in DeepL, which allows a source once, each source term with the preferred target.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from reader.glossary.concept import LONGEST, UNPRINTABLE, Concept, free_id, parse_terms
from reader.glossary.formats.problems import Problems, Warn, decode, language_of
from reader.text.regex import regex

_COLUMNS = ("source", "target", "comment")
_PAIR = regex(r"(?:^|[._-])([a-z]{2,3})[-_]([a-z]{2,3})$", re.IGNORECASE)


def pair_of(path: Path) -> tuple[str, str] | None:
    """The language pair a file's name ends with: "terms.fr-en.tsv" → ("fr", "en")."""
    codes = _PAIR.search(path.stem)
    pair = (language_of(codes[1]), language_of(codes[2])) if codes else (None, None)
    return (pair[0], pair[1]) if pair[0] and pair[1] else None


def read(
    content: bytes,
    path: Path,
    pair: tuple[str, str] | None,
    comments: bool,
    warn: Warn | None = None,
) -> tuple[list[Concept], tuple[str, ...]]:
    """The concepts of a two-column file.

    Lines of one source term are one concept; so are source terms with the same targets and
    comment. The first of each is the preferred one. Ids are made of the target.

    Raises:
        GlossaryError: with one `problems` line for each fault.
    """
    problems = Problems(path, warn)
    if pair is None:
        problems.add(
            1,
            1,
            "which two languages are these? Name them (--source fr --target en), or name the file"
            " NAME.fr-en" + (path.suffix or ".tsv"),
        )
        problems.raise_if_any()
        raise AssertionError
    text = decode(content, problems)
    targets: dict[str, dict[str, int]] = {}
    notes: dict[str, str] = {}
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), 1):
        if not line.strip() or (comments and line.startswith("#")):
            continue
        cells = [" ".join(cell.split()) for cell in line.split("\t")]
        if not _is_sound(line, cells, number, problems):
            continue
        source, target = cells[:2]
        targets.setdefault(source, {}).setdefault(target, number)
        notes[source] = notes.get(source) or (cells[2] if len(cells) > 2 else "")
    problems.raise_if_any()
    groups: dict[tuple[tuple[str, ...], str], list[str]] = {}
    for source, known in targets.items():
        groups.setdefault((tuple(known), notes[source]), []).append(source)
    concepts: dict[str, Concept] = {}
    for (written, note), sources in groups.items():
        terms = {pair[0]: parse_terms("|".join(sources)), pair[1]: parse_terms("|".join(written))}
        concept = Concept("", terms, note=note)
        identifier = free_id(concept, concepts)
        concepts[identifier] = Concept(identifier, terms, note=note)
    return list(concepts.values()), pair


def write(concepts: Iterable[Concept], pair: tuple[str, str], comments: bool) -> bytes:
    """The file's bytes; concepts without a term in both languages are left out."""
    lines: list[str] = []
    written: set[str] = set()
    for concept in concepts:
        sources, targets = concept.admitted(pair[0]), concept.admitted(pair[1])
        for source in sources:
            if source in written and not comments:
                continue  # DeepL takes a source once: that of the first concept
            written.add(source)
            for target in targets if comments else targets[:1]:
                cells = [source, target]
                if comments and concept.note:
                    cells.append(concept.note)
                lines.append("\t".join(cells) + "\n")
    return "".join(lines).encode()


def losses(concept: Concept, pair: tuple[str, str], comments: bool) -> list[str]:
    """What of a concept a two-column file leaves out; its label where that is all of it."""
    if not all(concept.admitted(code) for code in pair):
        return [concept.label()]
    lost = [term.text for code in concept.terms if code not in pair for term in concept.terms[code]]
    lost += [text for code in pair for text in concept.forbidden(code)]
    if not comments:
        lost += concept.admitted(pair[1])[1:]
    return lost + [text for text in (concept.acronym, "" if comments else concept.note) if text]


def _is_sound(line: str, cells: list[str], number: int, problems: Problems) -> bool:
    column = 1
    if len(cells) < 2 or len(cells) > 3:
        wanted = "source, target and perhaps a comment"
        reason = f"{len(cells)} columns: a tab separates {wanted}"
        problems.add(number, 1, reason)
        return False
    for name, cell, raw in zip(_COLUMNS, cells, line.split("\t"), strict=False):
        reason = ""
        if name == "comment":
            reason = "a control character stands here" if UNPRINTABLE.search(cell) else ""
        elif not cell:
            reason = f"the {name} is empty"
        elif len(cell) > LONGEST:
            reason = f"the {name} has {len(cell):,} characters: a term has {LONGEST:,} at most"
        elif "|" in cell or cell.startswith("!"):
            reason = f"a term cannot hold “|” nor begin with “!”: “{cell}”"
        elif UNPRINTABLE.search(cell):
            reason = "a control character stands here"
        if reason:
            problems.add(number, column, reason)
            return False
        column += len(raw) + 1
    return True
