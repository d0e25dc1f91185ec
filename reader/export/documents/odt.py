"""OpenDocument texts (.odt) written back: the words of their paragraphs, and their direction."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import TYPE_CHECKING

from reader.export.documents.labels import Label
from reader.export.documents.mixed import emptied, fill
from reader.export.documents.office import OfficeDocument
from reader.export.documents.rebuilding import Stretch, without_signs
from reader.languages import is_right_to_left, locale
from reader.loading import odt
from reader.loading.container import local_name
from reader.loading.odfspans import OFFICE, STYLE, TEXT
from reader.loading.pictures import described
from reader.loading.tracing import Trace
from reader.text.regex import regex

if TYPE_CHECKING:
    from lxml.etree import _Element

_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
_META = "meta.xml"
_LABELS = frozenset(("title", "subject", "description", "keyword"))
_SHAPES = (
    (_FO + "font-weight", STYLE + "font-weight"),
    (_FO + "font-style", STYLE + "font-style"),
    (_FO + "font-size", STYLE + "font-size"),
)
"""Properties of western letters, and the beginning of those of the other scripts."""
_LATIN = regex(r"[\x00-\x7f]*")
_WORDS = {"章": "Chapter ", "节": "Section ", "条": "Article "}


class OdtDocument(OfficeDocument):
    """An OpenDocument text."""

    def _read(self) -> None:
        reading = odt.read(self._container)
        self._traces = list(reading.page.traces)
        self._trees = dict(reading.trees)
        self._repeats = list(reading.repeats)
        self._styles: dict[tuple[str, bool], str] = {}
        """By a style, and whether it is of what stands above: the one that takes its place."""
        if _META in self._container:
            self._trees[_META] = self._container.tree(_META)

    def _labels(self) -> Iterator[Label]:
        if _META in self._trees:
            for element in self._trees[_META].iter():
                if local_name(element) in _LABELS:
                    yield Label(element)
        for element in self._trees["content.xml"].iter(TEXT + "index-title-template"):
            yield Label(element)
        for name in ("content.xml", "styles.xml"):
            for element in (
                self._trees[name].iter("{*}desc", "{*}title") if name in self._trees else ()
            ):
                if described(element.text) and (element.tag or "").startswith(_SVG):
                    yield Label(element)

    def _replace(self, trace: Trace, parts: list[Stretch]) -> None:
        emptied(trace.owner)
        fill(trace.owner, parts)

    def _add(self, trace: Trace, parts: list[Stretch]) -> None:
        source = trace.owner
        paragraph = source.makeelement(TEXT + "p", nsmap=source.nsmap)
        source.addnext(paragraph)
        if any(name.startswith(STYLE) for name in map(_tag, source.iterancestors())):
            paragraph.set(TEXT + "style-name", source.get(TEXT + "style-name") or "Standard")
        else:  # in a running head it would need a style of that part
            style = source.get(TEXT + "style-name") or "Standard"
            source.set(TEXT + "style-name", self._style(style, above=True))
            paragraph.set(TEXT + "style-name", self._style(style, above=False))
        fill(paragraph, without_signs(parts, _says_something), copies=True)

    def _style(self, style: str, *, above: bool) -> str:
        """The style of paragraphs of a style that stand above their translation, or under."""
        key = style, above
        if key in self._styles:
            return self._styles[key]
        name = self._styles[key] = f"Dragoman{len(self._styles) + 1}"
        made, properties = self._derived(style, name)
        if above:
            properties.set(_FO + "margin-bottom", "0.05cm")
            properties.set(_FO + "keep-with-next", "always")
            return name
        for attribute in (_FO + "break-before", STYLE + "page-number"):
            if attribute in properties.attrib:
                del properties.attrib[attribute]
        right = is_right_to_left(self._target)
        properties.set(STYLE + "writing-mode", "rl-tb" if right else "lr-tb")
        if self._turns:
            properties.set(_FO + "text-align", "start")
        properties.set(_FO + f"border-{'right' if right else 'left'}", "1pt solid #b8a27a")
        properties.set(_FO + "padding", "0.1cm")
        properties.set(_FO + "margin-top", "0cm")
        text = made.find(STYLE + "text-properties")
        if text is None:
            text = made.makeelement(STYLE + "text-properties")
            properties.addnext(text)
        _speak(text, self._target)
        return name

    def _derived(self, style: str, name: str) -> tuple[_Element, _Element]:
        """A new automatic style like another, and its properties of paragraphs."""
        tree = self._trees["content.xml"]
        automatic = tree.find(OFFICE + "automatic-styles")
        if automatic is None:
            automatic = tree.makeelement(OFFICE + "automatic-styles")
            tree.insert(0, automatic)
        own = next((each for each in automatic if each.get(STYLE + "name") == style), None)
        if own is not None:
            made = deepcopy(own)
        else:
            made = automatic.makeelement(STYLE + "style")
            made.set(STYLE + "family", "paragraph")
            made.set(STYLE + "parent-style-name", style)
        made.set(STYLE + "name", name)
        for attribute in (STYLE + "master-page-name", STYLE + "list-style-name"):
            if attribute in made.attrib:
                del made.attrib[attribute]
        properties = made.find(STYLE + "paragraph-properties")
        if properties is None:
            properties = made.makeelement(STYLE + "paragraph-properties")
            made.insert(0, properties)
        automatic.append(made)
        return made, properties

    def _settle(self) -> None:
        for name in ("content.xml", "styles.xml"):
            if name in self._trees:
                self._shape(self._trees[name])
                if not self._bilingual:
                    self._settle_sheet(self._trees[name])
        if self._bilingual:
            return
        for element in self._trees[_META].iter() if _META in self._trees else ():
            if local_name(element) == "language":
                element.text = locale(self._target)

    def _shape(self, sheet: _Element) -> None:
        """Give western letters the look that those of the source's script had."""
        other = {"zh": "-asian", "ja": "-asian", "ko": "-asian"}.get(self._language or "")
        script = "-complex" if self._turns else other
        for properties in sheet.iter(STYLE + "text-properties") if script else ():
            for western, beginning in _SHAPES:
                if (setting := properties.get(f"{beginning}{script}")) is not None:
                    properties.set(western, setting)

    def _settle_sheet(self, sheet: _Element) -> None:
        """Languages of the styles, directions, and how lists are numbered."""
        for properties in sheet.iter(STYLE + "text-properties"):
            style = properties.getparent()
            is_default = style is not None and local_name(style) == "default-style"
            if _FO + "language" in properties.attrib or is_default:
                _speak(properties, self._target)
        right = is_right_to_left(self._target)
        if self._turns or right:
            for element in sheet.iter():
                if (element.get(STYLE + "writing-mode") or "").startswith("lr" if right else "rl"):
                    element.set(STYLE + "writing-mode", "rl-tb" if right else "lr-tb")
        if self._turns:
            for properties in sheet.iter(STYLE + "paragraph-properties"):
                if properties.get(_FO + "text-align") in ("end", "right"):
                    properties.set(_FO + "text-align", "start")
        if right:
            _begin_at_the_right(sheet)
            return
        for element in sheet.iter(TEXT + "list-level-style-number", TEXT + "outline-level-style"):
            _count(element)


def _begin_at_the_right(sheet: _Element) -> None:
    """Have pages, and paragraphs that no style centres or justifies, begin at the right.

    LibreOffice takes a start for the left whatever the direction, and has no other default.
    """
    for properties in sheet.iter(STYLE + "page-layout-properties"):
        properties.set(STYLE + "writing-mode", "rl-tb")
    for properties in sheet.iter(STYLE + "paragraph-properties"):
        style = properties.getparent()
        if style is not None and local_name(style) == "default-style":
            properties.set(STYLE + "writing-mode", "rl-tb")
            if _FO + "text-align" not in properties.attrib:
                properties.set(_FO + "text-align", "right")
        if properties.get(_FO + "text-align") in ("left", "start"):
            properties.set(_FO + "text-align", "right")


def _says_something(sign: _Element) -> bool:
    """Whether a sign is read as words are: a page's number, a formula."""
    return local_name(sign) == "page-number" or _is_formula(sign)


def _is_formula(sign: _Element) -> bool:
    return local_name(sign) == "frame" and any(local_name(each) == "object" for each in sign)


def _tag(element: _Element) -> str:
    return element.tag if isinstance(element.tag, str) else ""


def _speak(properties: _Element, target: str) -> None:
    """Say which language a text is in."""
    language, _, country = locale(target).partition("-")
    suffix = "-complex" if is_right_to_left(target) else ""
    space = STYLE if suffix else _FO
    properties.set(f"{space}language{suffix}", language)
    properties.set(f"{space}country{suffix}", country or "none")
    tag = f"{STYLE}rfc-language-tag{suffix}"
    if tag in properties.attrib:
        del properties.attrib[tag]


def _count(level: _Element) -> None:
    """Number a list in figures, where it was in letters or words that English has not."""
    if not _LATIN.fullmatch(level.get(STYLE + "num-format") or ""):
        level.set(STYLE + "num-format", "1")
    prefix, suffix = (level.get(STYLE + f"num-{end}") or "" for end in ("prefix", "suffix"))
    if "第" in prefix and suffix.strip()[:1] in _WORDS:
        level.set(STYLE + "num-prefix", _WORDS[suffix.strip()[:1]])
        level.set(STYLE + "num-suffix", "")
    elif "、" in suffix:
        level.set(STYLE + "num-suffix", suffix.replace("、", "."))
