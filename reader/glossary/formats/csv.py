"""The home format: one CSV row a concept, one column a language.

    id,ar,fr,zh,en,acronym,case,note

The columns may stand in any order; all but one language may be left out. What spreadsheets
add (a line sep=;, empty columns and rows) is passed over.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast, get_args

from reader.glossary.concept import (
    UNPRINTABLE,
    Case,
    Concept,
    Term,
    format_terms,
    free_id,
    parse_terms,
)
from reader.glossary.formats.problems import Problems, Warn, decode, language_of
from reader.languages import tag
from reader.text.regex import regex

_FIXED = ("id", "acronym", "case", "note")
_NAMES = "its first line names the columns, such as id,ar,fr,zh,en"
_REMARKS = ("notes", "comment", "comments", "remark", "remarks", "definition")
"""What other programs call the column `note`."""
_INDONESIAN = "id-ID"
"""The title of Indonesian's column: `id` holds the names."""


def read(
    content: bytes, path: Path, warn: Warn | None = None
) -> tuple[list[Concept], tuple[str, ...]]:
    """The concepts of a CSV file, and its language columns in their order.

    A semicolon or a tab may separate the cells too: spreadsheets write both. So may |, as in a
    table of Markdown; it then separates no variants. Without a column `id`, each concept gets an
    id that is made of its terms.

    Raises:
        GlossaryError: with one `problems` line, FILE:LINE:COLUMN reason, for each fault.
    """
    problems = Problems(path, warn)
    text = decode(content, problems)
    rows = list(_rows(text, problems))
    if not rows:
        problems.add(1, 1, f"the file is empty: {_NAMES}")
        problems.raise_if_any()
    header, languages = _header(rows[0], problems)
    concepts: dict[str, Concept] = {}
    nameless: list[Concept] = []
    lines: dict[str, int] = {}
    for row in rows[1:] if header else ():
        concept = _concept(row, header, problems)
        if concept is not None and not concept.id:
            nameless.append(concept)
        elif concept is not None:
            concepts[concept.id] = concept
        place = header.index("id") if "id" in header else len(row)
        cell = row[place] if place < len(row) else None
        identifier = " ".join(cell.text.split()) if cell else ""
        if cell and identifier in lines:
            reason = f"the id “{identifier}” is taken by line {lines[identifier]}"
            problems.add(cell.line, cell.column, reason)
        elif identifier:
            lines[identifier] = row[0].line
    problems.raise_if_any()
    for concept in nameless:
        identifier = free_id(concept, concepts)
        concepts[identifier] = replace(concept, id=identifier)
    return list(concepts.values()), languages


def write(concepts: Iterable[Concept], languages: Sequence[str]) -> bytes:
    """The CSV file's bytes (UTF-8, a line feed after each row)."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    columns = (_INDONESIAN if code == "id" else tag(code) for code in languages)
    writer.writerow(("id", *columns, "acronym", "case", "note"))
    for concept in concepts:
        cells = (format_terms(concept.terms.get(code, ())) for code in languages)
        writer.writerow((concept.id, *cells, concept.acronym, concept.case, concept.note))
    return out.getvalue().encode()


@dataclass(frozen=True, slots=True)
class _Cell:
    text: str
    line: int
    column: int


_SEPARATOR = regex(r"sep=([,;\t|])\r?\n", re.IGNORECASE)
"""A line that spreadsheets write and read before the first."""
_RULE = regex(r"\s*:?-{3,}:?\s*")
_QUOTED = regex(r'"((?:[^"]|"")*)"')


def _rows(text: str, problems: Problems) -> Iterator[list[_Cell]]:
    """Split into cells that know their place; the csv module does not keep it."""
    first = text.split("\n", 1)[0]
    named = _SEPARATOR.match(text)
    delimiter = named[1] if named else max(",;\t", key=first.count)
    if not named and "|" in first and delimiter not in first:
        delimiter = "|"
    bare = re.compile(rf"[^{re.escape(delimiter)}\r\n]*")
    position = line_start = named.end() if named else 0
    line = 2 if named else 1
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
            unquoted = bare.match(text, position)
            value = unquoted[0] if unquoted else ""
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
        if any(cell.text.strip() for cell in row) and not _is_rule(row):
            yield row
        row = []
        position += 1
        line += 1
        line_start = position
    if any(cell.text.strip() for cell in row) and not _is_rule(row):
        yield row


def _is_rule(row: list[_Cell]) -> bool:
    """Whether a row is the line under the titles of a table in Markdown."""
    return all(_RULE.fullmatch(cell.text) for cell in row if cell.text.strip())


def _header(row: list[_Cell], problems: Problems) -> tuple[list[str], tuple[str, ...]]:
    """What each column holds, "" for one that is left out; and the languages."""
    names: list[str] = []
    for cell in row:
        name = _column(cell.text)
        if not name and cell.text.strip():
            reason = f"the column “{cell.text.strip()}” is left out: it is not a language"
            problems.warn(cell.line, cell.column, reason)
        elif name and name in names:
            known = row[names.index(name)].text.strip()
            given = cell.text.strip()
            twice = f"the column “{given}” appears twice"
            both = f"the columns “{known}” and “{given}” are one language, {name}"
            problems.add(cell.line, cell.column, twice if known == given else both)
        names.append(name)
    while names and not names[-1] and not row[len(names) - 1].text.strip():
        names.pop()
    languages = tuple(_language(name) for name in names if name and name not in _FIXED)
    if not languages:
        problems.add(row[0].line, 1, "there is no language column, such as ar, fr, zh or en")
        return [], ()
    unknown = [cell for cell, name in zip(row, names, strict=False) if not name]
    unknown = [cell for cell in unknown if cell.text.strip()]
    if len(languages) == 1 and unknown and not {"id", "acronym"} & set(names):
        # Without a line of names, a word of the first concept may be some language's code: cat, is.
        title = unknown[0].text.strip()
        reason = f"“{title}” is not a language, which leaves only one: {_NAMES}"
        problems.add(unknown[0].line, unknown[0].column, reason)
        return [], ()
    return names, languages


def _column(title: str) -> str:
    """What a column of that title holds: a fixed name, a language's code, or nothing known."""
    title = title.strip()
    lowered = title.lower()
    if lowered in _FIXED:
        return lowered
    if lowered in _REMARKS:
        return "note"
    code = language_of(title) or ""
    return _INDONESIAN if code == "id" else code


def _language(column: str) -> str:
    return "id" if column == _INDONESIAN else column


def _concept(row: list[_Cell], header: list[str], problems: Problems) -> Concept | None:
    line = row[0].line
    given = len(row)
    while len(row) > len(header) and not row[-1].text.strip():
        row = row[:-1]
    if len(row) != len(header):
        reason = f"{given} cell{'s' * (given != 1)}, but there are {len(header)} columns"
        problems.add(line, row[min(len(row), len(header)) - 1].column, reason)
        return None
    fields = {name: " ".join(cell.text.split()) for name, cell in zip(header, row, strict=True)}
    terms: dict[str, tuple[Term, ...]] = {}
    sound = True
    for name, cell in zip(header, row, strict=True):
        reason = _fault(name, fields[name], cell)
        if not reason and name and name not in _FIXED:
            try:
                if written := parse_terms(cell.text):
                    terms[_language(name)] = written
            except ValueError as error:
                reason = f"{name}: {error}"
        if reason:
            sound = False
            problems.add(cell.line, cell.column, reason)
    if sound and not terms:
        which = f"“{fields['id']}”" if fields.get("id") else "the row"
        problems.add(line, 1, f"{which} has no term in any language")
    if not sound or not terms:
        return None
    return Concept(
        fields.get("id", ""),
        terms,
        fields.get("acronym", ""),
        cast(Case, fields.get("case") or "keep"),
        fields.get("note", ""),
    )


def _fault(name: str, value: str, cell: _Cell) -> str:
    """What is wrong with a cell, whatever its terms are; empty where nothing is."""
    if UNPRINTABLE.search(value):
        return "a control character stands here" + (" (NUL)" if "\0" in cell.text else "")
    if name == "id" and not value:
        return "the id is missing"
    if name == "case" and value not in ("", *get_args(Case)):
        return f"case is “{value}”: write keep, match or lower"
    return ""
