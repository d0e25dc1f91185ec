"""The home format: one CSV row a concept, one column a language.

    id,ar,fr,zh,en,acronym,case,note

The columns may stand in any order; all but `id` and one language may be left out.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast, get_args

from reader.glossary.concept import (
    UNPRINTABLE,
    Case,
    Concept,
    Term,
    format_terms,
    is_language,
    parse_terms,
)
from reader.glossary.formats.problems import Problems, decode

_FIXED = ("id", "acronym", "case", "note")


def read(content: bytes, path: Path) -> tuple[list[Concept], tuple[str, ...]]:
    """The concepts of a CSV file, and its language columns in their order.

    A semicolon or a tab may separate the cells too: spreadsheets write both.

    Raises:
        GlossaryError: with one `problems` line, FILE:LINE:COLUMN reason, for each fault.
    """
    problems = Problems(path)
    text = decode(content, problems)
    rows = list(_rows(text, problems))
    if not rows:
        problems.add(1, 1, "the file is empty: its first line names the columns, as id,ar,fr,zh,en")
        problems.throw()
    header, languages = _header(rows[0], problems)
    concepts: dict[str, Concept] = {}
    lines: dict[str, int] = {}
    for row in rows[1:] if header else ():
        concept = _concept(row, header, problems)
        if concept is not None:
            concepts[concept.id] = concept
        cell = row[header.index("id")] if len(row) == len(header) else None
        identifier = " ".join(cell.text.split()) if cell else ""
        if cell and identifier in lines:
            reason = f"the id “{identifier}” is taken by line {lines[identifier]}"
            problems.add(cell.line, cell.column, reason)
        elif identifier:
            lines[identifier] = row[0].line
    problems.throw()
    return list(concepts.values()), languages


def write(concepts: Iterable[Concept], languages: Sequence[str]) -> bytes:
    """The CSV file's bytes (UTF-8, a line feed after each row)."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("id", *languages, "acronym", "case", "note"))
    for concept in concepts:
        cells = (format_terms(concept.terms.get(code, ())) for code in languages)
        writer.writerow((concept.id, *cells, concept.acronym, concept.case, concept.note))
    return out.getvalue().encode()


@dataclass(frozen=True, slots=True)
class _Cell:
    text: str
    line: int
    column: int


_QUOTED = re.compile(r'"((?:[^"]|"")*)"')


def _rows(text: str, problems: Problems) -> Iterator[list[_Cell]]:
    """Split into cells that know their place; the csv module does not keep it."""
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    bare = re.compile(rf"[^{delimiter}\r\n]*")
    position, line, line_start = 0, 1, 0
    row: list[_Cell] = []
    while position < len(text):
        column = position - line_start + 1
        quoted = _QUOTED.match(text, position)
        rest = bare.match(text, quoted.end()) if quoted else None
        if quoted and "\n" in quoted[0] and rest and rest[0].strip():
            quoted = None  # It was closed by the quote of a later cell.
        at = (line, column)
        if quoted and rest:
            value = quoted[1].replace('""', '"')
            position = rest.end()
            line += quoted[0].count("\n")
            if "\n" in quoted[0]:
                line_start = quoted.start() + quoted[0].rindex("\n") + 1
            if rest[0].strip():
                problems.add(*at, 'text after a closing quote: write a quote inside a cell as ""')
        else:
            found = bare.match(text, position)
            value = found[0] if found else ""
            if value.startswith('"'):
                problems.add(*at, "this quote is never closed")
            elif '"' in value:
                problems.add(*at, 'a quote in the middle of a cell: quote all of it, and write ""')
            position += len(value)
        row.append(_Cell(value, *at))
        if text.startswith(delimiter, position):
            position += 1
            if position == len(text):
                row.append(_Cell("", line, position - line_start + 1))
            continue
        if text.startswith("\r\n", position):
            position += 1
        if len(row) > 1 or row[0].text.strip():
            yield row
        row = []
        position += 1
        line += 1
        line_start = position
    if row:
        yield row


def _header(row: list[_Cell], problems: Problems) -> tuple[list[str], tuple[str, ...]]:
    names: list[str] = []
    for cell in row:
        name = cell.text.strip()
        name = name.lower() if name.lower() in _FIXED else name
        if name not in _FIXED and not is_language(name):
            reason = (
                f"unknown column “{name}”: known are id, acronym, case, note and language codes"
            )
            problems.add(cell.line, cell.column, reason)
        elif name in names:
            problems.add(cell.line, cell.column, f"the column “{name}” stands twice")
        names.append(name)
    languages = tuple(name for name in names if name not in _FIXED and is_language(name))
    if "id" not in names:
        problems.add(row[0].line, 1, "there is no column “id”: the first line names the columns")
        return [], ()
    if not languages:
        problems.add(row[0].line, 1, "there is no language column, as ar, fr, zh or en")
    return names, languages


def _concept(row: list[_Cell], header: list[str], problems: Problems) -> Concept | None:
    line = row[0].line
    if not any(cell.text.strip() for cell in row):
        problems.add(line, 1, "the row is empty")
        return None
    if len(row) != len(header):
        reason = f"{len(row)} cells, but there are {len(header)} columns"
        problems.add(line, row[min(len(row), len(header)) - 1].column, reason)
        return None
    fields = {name: " ".join(cell.text.split()) for name, cell in zip(header, row, strict=True)}
    terms: dict[str, tuple[Term, ...]] = {}
    sound = True
    for name, cell in zip(header, row, strict=True):
        reason = ""
        if UNPRINTABLE.search(fields[name]):
            reason = "a control character stands here" + (" (NUL)" if "\0" in cell.text else "")
        elif name == "id" and not fields["id"]:
            reason = "the id is missing"
        elif name == "case" and fields["case"] not in ("", *get_args(Case)):
            reason = f"case is “{fields['case']}”: write keep, match or lower"
        elif name not in _FIXED:
            try:
                found = parse_terms(cell.text)
            except ValueError as error:
                reason = f"{name}: {error}"
            else:
                if found:
                    terms[name] = found
        if reason:
            sound = False
            problems.add(cell.line, cell.column, reason)
    if sound and not terms:
        problems.add(line, 1, f"“{fields['id']}” has no term in any language")
    if not sound or not terms:
        return None
    return Concept(
        fields["id"],
        terms,
        fields.get("acronym", ""),
        cast(Case, fields.get("case") or "keep"),
        fields.get("note", ""),
    )
