"""XLIFF 1.2 and 2: the bilingual files of translation jobs, read for their finished segments.

A segment counts as finished by the state that its program gave it: translated, reviewed,
signed off, final or approved. Where XLIFF 1.2 gives no state, as many programs do, a
translation that differs from its source counts as one; in XLIFF 2 it is `initial` (OASIS
XLIFF 2.0, 4.3.1.26), so it does not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from reader.memory.segments import XML_LANGUAGE, elements, language_of, local, pairs, text_of
from reader.memory.unit import Unit

if TYPE_CHECKING:
    from lxml.etree import _Element

_FINISHED = frozenset(("translated", "reviewed", "signed-off", "final"))
_CONFIRMED = frozenset(("Translated", "ApprovedTranslation", "ApprovedSignOff"))
"""Of Trados, for each segment of a unit."""
_PROPOSED = ("mt-suggestion", "leveraged-mt", "fuzzy-match", "leveraged-", "tm-suggestion")
"""What a program says of a translation that nobody has read."""


def read(
    path: Path, source: str | None, target: str | None, left_out: Callable[[str], None]
) -> Iterator[Unit]:
    """The units of a file, see `exchange.read`; `left_out` is told why, once for each."""
    languages: tuple[str, str] = "", ""
    document = path.name
    for element in elements(path, "xliff", ("trans-unit", "unit"), ("xliff", "file")):
        kind = local(element)
        if kind == "xliff":
            languages = element.get("srcLang") or "", element.get("trgLang") or ""
        elif kind == "file":
            document = element.get("original") or path.name
            languages = (
                element.get("source-language") or languages[0],
                element.get("target-language") or languages[1],
            )
        elif element.get("translate") != "no":
            segments = _segments if kind == "unit" else _parts
            for one, other, finished in segments(element):
                stated, texts = _texts(one, other, languages)
                ways = pairs(texts, stated, source, target)
                if not finished or not ways:
                    left_out("text" if finished else "state")
                    continue
                for first, second in ways:
                    yield Unit(texts[first], texts[second], first, second, "import", "", document)


def _texts(
    one: _Element, other: _Element, languages: tuple[str, str]
) -> tuple[str | None, dict[str, str]]:
    """The language of a segment's source, and its two texts by language."""
    first = language_of(one.get(XML_LANGUAGE) or languages[0])
    second = language_of(other.get(XML_LANGUAGE) or languages[1])
    texts = {first: text_of(one), second: text_of(other)}
    return first, {code: text for code, text in texts.items() if code and text}


def _segments(unit: _Element) -> Iterator[tuple[_Element, _Element, bool]]:
    """The segments of an XLIFF 2 unit that have a translation, and whether it is finished."""
    for segment in unit:
        if local(segment) == "segment":
            one, other = _child(segment, "source"), _child(segment, "target")
            if one is not None and other is not None:
                yield one, other, segment.get("state") in _FINISHED


def _parts(unit: _Element) -> Iterator[tuple[_Element, _Element, bool]]:
    """The same of an XLIFF 1.2 unit, which may have been cut into sentences by its program."""
    one, other = _child(unit, "source"), _child(unit, "target")
    if one is None or other is None:
        return
    cut = _child(unit, "seg-source")
    sources, targets = _marked(one if cut is None else cut), _marked(other)
    confirmed = {
        part.get("id") or "": part.get("conf") or ""
        for part in unit.iterdescendants("{*}seg")
        if part.get("id")
    }
    if not sources or not targets:
        yield one, other, _is_finished(unit, one, other)
        return
    for number, part in sources.items():
        if number in targets:
            finished = (
                confirmed.get(number) in _CONFIRMED
                if confirmed
                else _is_finished(unit, part, targets[number], other)
            )
            yield part, targets[number], finished


def _marked(text: _Element) -> dict[str, _Element]:
    """The sentences that are marked in a text, by number."""
    marks = text.iterdescendants("{*}mrk")
    return {mark.get("mid") or "": mark for mark in marks if mark.get("mtype") == "seg"}


def _is_finished(
    unit: _Element, one: _Element, other: _Element, whole: _Element | None = None
) -> bool:
    """Whether a unit's translation is, by its state or its program's own word for it."""
    stated = other if whole is None else whole
    state = stated.get("state")
    statuses = (unit.get(name) for name in unit.attrib if str(name).endswith("}status"))
    status = next(statuses, None)  # memoQ's
    if status is not None:
        return status.endswith("Confirmed") or status == "Proofread"
    if unit.get("approved") == "yes" or state in _FINISHED:
        return True
    if state is not None or unit.get("approved") == "no":
        return False
    proposed = (stated.get("state-qualifier") or "").startswith(_PROPOSED)
    return not proposed and text_of(one) != text_of(other)


def _child(element: _Element, name: str) -> _Element | None:
    return next((child for child in element if local(child) == name), None)
