"""TBX, the terminology exchange format (ISO 30042).

Read: the 2019 edition in both its styles, DCA (`termNote type="..."`) and DCT (elements of a
module's namespace), Core, Basic or Min, and the 2008 edition's `martif`. Written: TBX-Basic 2019,
DCA. Entities are never expanded, no DTD is loaded, nothing is fetched.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from reader.glossary.concept import Concept, Status, Term, faults, free_id
from reader.glossary.formats.problems import Problems, Warn, language_of

if TYPE_CHECKING:
    from lxml.etree import _Element

_NAMESPACE = "urn:iso:std:iso:30042:ed-2"
_NSMAP: dict[Any, str] = {None: _NAMESPACE}
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_ANY_LANGUAGE = "mul"
"""ISO 639-2's "multiple languages": holds an acronym that no language lists as a term."""
_ENTRIES = ("{*}conceptEntry", "{*}termEntry")
_SECTIONS = ("{*}langSec", "{*}langSet", "{*}langGroup")
"""Of the 2019 edition, of the 2008 edition, of TBX-Min."""
_STATUS_KINDS = ("administrativeStatus", "normativeAuthorization")
_ADMINISTRATIVE: dict[Status, str] = {
    "preferred": "preferredTerm-admn-sts",
    "admitted": "admittedTerm-admn-sts",
    "forbidden": "deprecatedTerm-admn-sts",
}


def read(
    content: bytes, path: Path, warn: Warn | None = None
) -> tuple[list[Concept], tuple[str, ...]]:
    """The concepts of a TBX file. Regions of language codes are dropped (fr-MA is fr).

    Raises:
        GlossaryError: with one `problems` line for each fault; no XML stops at the first.
    """
    from lxml import etree

    problems = Problems(path, warn)
    concepts: dict[str, Concept] = {}
    nameless: list[Concept] = []
    languages: list[str] = []
    try:
        entries = etree.iterparse(
            io.BytesIO(content),
            tag=_ENTRIES,
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
        )
        for _, entry in entries:
            concept = _concept(entry, problems)
            line = _line(entry)
            entry.clear()
            while entry.getprevious() is not None:
                del entry.getparent()[0]
            if concept is None:
                continue
            languages += [code for code in concept.terms if code not in languages]
            if not concept.id:
                nameless.append(concept)
            elif concept.id in concepts:
                problems.add(line, 1, f"the id “{concept.id}” is used twice")
            else:
                concepts[concept.id] = concept
        root = entries.root
    except etree.XMLSyntaxError as error:
        line, column = error.position
        problems.add(line or 1, column or 1, f"this is not well-formed XML: {error.msg}")
        problems.raise_if_any()
        raise
    if root is None or etree.QName(root).localname.lower() not in ("tbx", "martif"):
        problems.add(1, 1, "this is XML, but not TBX: its root is neither <tbx> nor <martif>")
    problems.raise_if_any()
    for concept in nameless:
        identifier = free_id(concept, concepts)
        concepts[identifier] = Concept(
            identifier, concept.terms, concept.acronym, note=concept.note
        )
    return list(concepts.values()), tuple(languages)


def write(concepts: Iterable[Concept]) -> bytes:
    """The TBX-Basic file's bytes (UTF-8). TBX has no place for the rule on capitals."""
    from lxml import etree

    root = etree.Element(
        f"{{{_NAMESPACE}}}tbx", {"type": "TBX-Basic", "style": "dca"}, nsmap=_NSMAP
    )
    root.set(_LANGUAGE, "en")
    source = _child(_child(_child(root, "tbxHeader"), "fileDesc"), "sourceDesc")
    _child(source, "p", "Glossary exported from Dragoman")
    body = _child(_child(root, "text"), "body")
    for concept in concepts:
        _write_entry(body, concept)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)


def _concept(entry: _Element, problems: Problems) -> Concept | None:
    identifier = _decoded(entry.get("id") or "")
    terms: dict[str, list[Term]] = {}
    acronyms: list[tuple[bool, str]] = []
    sound = True
    for section in _SECTIONS:
        for language in entry.iterfind(section):
            code = language_of(language.get(_LANGUAGE) or language.get("lang") or "")
            if code is None:
                problems.add(_line(language), 1, "a language section without xml:lang")
                sound = False
                continue
            for text, status, kind, line in _terms(language):
                if not text:
                    problems.warn(line, 1, f"an empty {code} term is left out")
                    continue
                if kind in ("acronym", "initialism", "abbreviation"):
                    acronyms.append((code != _ANY_LANGUAGE and code != "en", text))
                if code != _ANY_LANGUAGE and text not in [t.text for t in terms.get(code, ())]:
                    terms.setdefault(code, []).append(Term(text, status))
    if not sound:
        return None
    acronym = min(acronyms, key=lambda item: item[0])[1] if acronyms else ""
    concept = Concept(
        identifier,
        {code: _ordered(variants) for code, variants in terms.items()},
        acronym,
        note=_note(entry),
    )
    reasons = [reason for reason in faults(concept) if identifier or "id" not in reason]
    for reason in reasons:
        problems.add(_line(entry), 1, f"concept “{identifier}”: {reason}")
    return None if reasons else concept


def _terms(language: _Element) -> Iterator[tuple[str, Status, str, int]]:
    """Each term with its status, its type and its line."""
    for group in language:
        if not isinstance(group.tag, str):
            continue
        term = group.find(".//{*}term")
        if term is None:
            continue
        notes = {
            (item.get("type") or _local(item)): _text(item)
            for item in group.iter()
            if isinstance(item.tag, str)
        }
        given = next((notes[kind] for kind in _STATUS_KINDS if kind in notes), "")
        yield _text(term), _status(given), notes.get("termType", ""), _line(term)


def _status(given: str) -> Status:
    """ISO 30042's words, and "forbidden" as Weblate writes it."""
    if given.startswith(("deprecated", "superseded", "forbidden", "obsolete", "rejected")):
        return "forbidden"
    return "preferred" if given.startswith("preferred") else "admitted"


def _ordered(terms: list[Term]) -> tuple[Term, ...]:
    """The preferred term before the admitted ones; the first of those if none is preferred."""
    allowed = [term for term in terms if term.status != "forbidden"]
    if not allowed:
        return tuple(terms)
    preferred = next((term for term in allowed if term.status == "preferred"), allowed[0])
    place = terms.index(allowed[0])
    rest = [
        Term(term.text, "forbidden" if term.status == "forbidden" else "admitted")
        for term in terms
        if term is not preferred
    ]
    return (*rest[:place], Term(preferred.text), *rest[place:])


def _note(entry: _Element) -> str:
    """The notes and definitions of the concept, its languages and its terms, in one line."""
    texts = (_text(item) for item in entry.iterdescendants("{*}*") if _is_note(item))
    return " ".join(dict.fromkeys(text for text in texts if text))


def _is_note(item: _Element) -> bool:
    return (item.get("type") or _local(item)) in ("note", "definition")


def _text(element: _Element) -> str:
    return " ".join("".join(str(piece) for piece in element.itertext()).split())


def _line(element: _Element) -> int:
    return cast(int, element.sourceline or 1)


def _local(element: _Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _child(parent: _Element, name: str, text: str = "", **attributes: str) -> _Element:
    from lxml import etree

    element = etree.SubElement(parent, f"{{{_NAMESPACE}}}{name}", attributes)
    element.text = text or None
    return element


def _write_entry(body: _Element, concept: Concept) -> None:
    entry = _child(body, "conceptEntry", id=_encoded(concept.id))
    if concept.note:
        _child(entry, "note", concept.note)
    terms = dict(concept.terms)
    if concept.acronym and not any(concept.acronym in concept.admitted(code) for code in terms):
        terms[_ANY_LANGUAGE] = (Term(concept.acronym),)
    for code, listed in terms.items():
        section = _child(entry, "langSec")
        section.set(_LANGUAGE, code)
        for term in listed:
            group = _child(section, "termSec")
            _child(group, "term", term.text)
            if term.text == concept.acronym:
                _child(group, "termNote", "acronym", type="termType")
            _child(group, "termNote", _ADMINISTRATIVE[term.status], type="administrativeStatus")


def _encoded(identifier: str) -> str:
    """An XML ID must be a name; what is none is written _xHHHH_, as XmlConvert does."""
    safe = re.sub(
        r"_(?=x[0-9A-F]{4,6}_)|[^A-Za-z0-9_.-]", lambda m: f"_x{ord(m[0]):04X}_", identifier
    )
    return re.sub(r"^[0-9.-]", lambda m: f"_x{ord(m[0]):04X}_", safe)


def _decoded(identifier: str) -> str:
    return re.sub(r"_x([0-9A-F]{4,6})_", lambda m: chr(int(m[1], 16)), identifier)
