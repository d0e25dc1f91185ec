"""What is copied character for character: addresses, handles, file names, codes, telephones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from reader.text.literals.literal import SLOT, Kind, Literal
from reader.text.regex import regex

_DOMAINS = (
    "com|org|net|info|edu|gov|int|io|tv|co|eu|test|example|biz|news|press|app|dev|"
    "ma|fr|cn|dz|tn|eg|ly|mr|sn|ml|es|uk|us|de|it|be|ch|ca|ae|sa|qa|lb|jo|sy|iq|ps|tr|ru|hk|tw|jp"
)
_FILES = (
    "pdf|docx?|xlsx?|pptx?|odt|ods|csv|tsv|txt|md|html?|xml|json|ya?ml|toml|ini|cfg|conf|log|zip|"
    "gz|tar|7z|rar|exe|dmg|apk|iso|py|js|ts|c|h|cpp|java|rs|go|sh|sql|css|php|ipynb|tex|srt|"
    "jpe?g|png|gif|svg|webp|mp[34]|mov|avi|mkv|wav|flac|epub|tmx|tbx"
)
_EDGE = r"[^\s<>\"«»“”‘’()\[\]{}|\\^`،؛؟，。；：！？、）（《》「」\u0600-\u06ff\u3000-\u9fff]"
_URL = (
    rf"(?:(?:https?|ftp)://|www\.(?=\w))(?:{_EDGE}|\((?=[^\s()]*\)){_EDGE}*\)"
    r"|(?<=[/=_-])[\u0620-\u0669]+)+"
)
"""Arabic letters go on with a path, and begin the text after anything else."""
_EMAIL = r"(?:mailto:)?[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}"
_HANDLE = (
    r"(?<![A-Za-z0-9_@.])@(?:[A-Za-z0-9_](?:[A-Za-z0-9_.]*[A-Za-z0-9_])?"
    r"|[\u4e00-\u9fff][\u4e00-\u9fffA-Za-z0-9_-]{1,11}(?=[\s，。、：:；！？）)”」》]|$))"
)
_UNDERSCORED = (
    r"(?<![A-Za-zÀ-ɏ0-9_.@/-])[A-Za-zÀ-ɏ0-9]+(?:\\?_[A-Za-zÀ-ɏ0-9]+)+(?![A-Za-zÀ-ɏ0-9_@/-])"
)
"""With a backslash, too, as Markdown has it."""
_MACHINE = (
    r"(?<![A-Za-z0-9:.-])(?:(?:[0-9A-Fa-f]{2}:){5}[0-9A-Fa-f]{2}"
    r"|(?:[0-9A-Fa-f]{1,4}:)+(?::[0-9A-Fa-f]{1,4})+(?:/\d+)?)(?![A-Za-z0-9:])"
)
"""00:1A:2B:3C:4D:5E, 2001:db8::1."""
_FORMULA = r"(?<![\w$\\])\$(?=[^$\n]{0,80}[\\^_{=])[^$\s][^$\n]{0,80}(?<=[^\s\\])\$(?![\w$])"
_TERM = r"(?:[A-Za-zΑ-ω]{1,2}(?![A-Za-zΑ-ω])|[\d²³()+*/^.·×-])"
_EQUATION = (
    rf"(?<![A-Za-zÀ-ɏ0-9_=<>&?/.+*^(-]){_TERM}{{1,20}}\s?=\s?{_TERM}{{1,20}}"
    r"(?<=[\w²³)])(?![A-Za-zÀ-ɏ0-9_=])"
)
"""E=mc², y = 3x+2: names of one or two letters, figures and signs on both sides."""
_TAG = (
    r"(?<![A-Za-z0-9_#&])#(?:[^\s#]{1,40}#(?=[\u3000-\uffef]|\s|$)"
    r"|(?!\d+(?!\w))[^\W\u3040-\u9fff]+(?:-[^\W\u3040-\u9fff]+)*)"
)
_DOMAIN = (
    rf"(?<![A-Za-z0-9_À-ɏ@./-])(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+(?:{_DOMAINS})"
    rf"(?![A-Za-z0-9_-]|\.\w)(?:/(?:{_EDGE}+)?)?"
)
_FILE = (
    r"(?<![A-Za-z0-9_À-ɏ/.])(?:[A-Za-z0-9_~-]*/)*[A-Za-z0-9_][A-Za-z0-9_.-]*"
    rf"\.(?:{_FILES})(?![A-Za-z0-9_]|\.\w)"
)
_PATH = r"(?<![\w/.])(?:~|[A-Za-z]:\\|/)(?:[\w.-]+[/\\])+[\w.-]*\w"
_TICKED = r"(?P<ticks>`+)(?!`)[^`\n]+(?P=ticks)(?!`)"
_ADDRESS = regex(
    rf"(?P<ticked>{_TICKED})|(?P<url>{_URL})|(?P<email>{_EMAIL})|(?P<domain>{_DOMAIN})"
    rf"|(?P<file>{_FILE})|(?P<path>{_PATH})|(?P<handle>{_HANDLE})|(?P<tag>{_TAG})"
    rf"|(?P<formula>{_FORMULA})|(?P<underscored>{_UNDERSCORED})|(?P<machine>{_MACHINE})"
    rf"|(?P<equation>{_EQUATION})"
)
_TRAILING = regex(r"[.,;:!?'’…*_~]+$")

_BANK = regex(
    r"(?<![A-Za-z0-9])[A-Z]{2}\d{2}(?:[ ]?[A-Z0-9]{4}){3,7}(?:[ ]?[A-Z0-9]{1,4})?(?![A-Za-z0-9])"
)
_CODE = regex(
    # versions: 0.85.2, 0.85.x, v2.0, 2.0.1-rc1, and addresses of machines
    r"(?<![\w.,/-])v?\d+(?:\.(?:\d+|[xX*])){2,}(?:-?(?:rc|alpha|beta|b|a)\.?\d*)?(?![\w/]|[.,]\d)"
    r"|(?<![\w.,/-])\d+\.[xX](?![\w.])"
    r"|(?<![\w.])v\d+(?:\.\d+)+(?:-?(?:rc|alpha|beta)\.?\d*)?(?!\w)"
    r"|(?<![\w.,/-])\d+(?:\.\d+)+-?(?:rc|alpha|beta)\.?\d*(?!\w)"
    # standards with their year: ISO 9001:2015
    r"|(?<![\w./-])[A-Z]{2,5}[ -]?\d+(?:-\d+)?:(?:19|20)\d\d(?!\d)"
    # references: S/2024/112, 2-18-933, CVE-2025-69872, F-16, COVID-19, RTX4090, G7, 5G
    r"|(?<![\w./-])(?=[A-Za-z0-9/._-]*\d)(?=[A-Za-z0-9/._-]*[A-Z])"
    r"[A-Za-z0-9]+(?:[/._-][A-Za-z0-9]+)*(?![A-Za-z0-9_/]|[.-]\w)"
    r"|(?<![\w.,/-])\d+(?:-\d+){2,}(?![\w/-])"
    # a runner's seconds: 10''8
    r"|(?<![\w.,])\d{1,3}(?:''|’’|″)\d{1,3}(?!\w)"
    r"|(?P<ratio>(?<![\w.,/-])\d{1,4}/\d{1,4}(?:/\d+)*(?![\w/-]|[.,]\d))",
    re.ASCII,
)
_RAISED = regex("[⁰¹²³⁴-⁹₀-₉]")
_POWER = regex(
    # 10³, 3×10⁸, 6,02 · 10²³, 10⁻⁶
    r"(?<![A-Za-zÀ-ɏ0-9.,])(?:\d+(?:[.,]\d+)?[ \u00a0\u202f]?[×x·⋅*][ \u00a0\u202f]?)?"
    r"10[⁻⁺]?[⁰¹²³⁴-⁹]+"
    # CO₂, H₂O, SO₄²⁻, and units: s⁻¹
    r"|(?<![A-Za-zÀ-ɏ0-9])[A-Z][A-Za-z]{0,3}[₀-₉][A-Za-z₀-₉()]*[⁰¹²³⁴-⁹]?[⁺⁻]?(?![A-Za-zÀ-ɏ0-9])"
    r"|(?<![A-Za-zÀ-ɏ])[A-Za-zµμ]{1,3}⁻[¹²³](?![A-Za-zÀ-ɏ0-9])"
)
"""Powers and the formulas of chemistry, whose small figures models leave out."""
_NO_CODE = regex(
    r"\d+(?:[eE][rR]?|[èÈ]?[mM]?[eE]|[hH]\d*|[kK][mMgG]|[cCmM]?[mM][²³23]?|[kKMGT]?W[h]?|[kKMGT][oB]"
    r"|MAD|DHS?|Dhs?|EUR|USD|GBP|JPY|CNY|RMB|k?Hz|[MG]Hz|ha|st|nd|rd|th|s)"
    r"|[A-Z]{1,2}\d{2}"
)
_GROUPED = regex(r"[1-9]\d{0,2}(?:\.\d{3}){2,}")
"""A number of millions, not a version."""
_KEPT = regex(r"[A-Z]\d{1,2}")
_PHONE = regex(
    r"(?<![\w.,/+-])(?:\+|00)\d{1,3}(?:[ \u00a0\u202f.-]?\(?\d{1,4}\)?){2,7}(?![\w/]|[.,-]\d)"
    r"|(?<![\w.,/+-])\(?0\d{1,3}\)?(?:[ \u00a0\u202f.-]?\d{2,4}){2,5}(?![\w/]|[.,-]\d)"
    r"|(?<![\w.,/+-])1[3-9]\d(?:[ -]?\d{4}){2}(?!\d)"
    r"|(?<![\w.,/+-])(?:400|800)[ -]\d{3,4}[ -]\d{3,4}(?![\w-])",
    re.ASCII,
)
_DIGITS_OF_EAST = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "0123456789" * 2)


def addresses(text: str) -> Iterator[Literal]:
    """The addresses, handles, hashtags, file names and pieces of code of a text."""
    for match in _ADDRESS.finditer(text):
        start, end = match.span()
        if not (match["ticked"] or match["formula"]):
            trailing = _TRAILING.search(text, start, end)
            end = trailing.start() if trailing else end
            if text[end - 1] == ")" and "(" not in text[start:end]:
                end -= 1
        if text[start - 1 : start] == "<" and text[end : end + 1] == ">":
            start, end = start - 1, end + 1  # as Markdown links an address itself
        if end > start + 1:
            yield _copied("address", start, end, text)


def codes(text: str) -> Iterator[Literal]:
    """The telephone numbers, versions, references and bank codes of a text."""
    plain = text.translate(_DIGITS_OF_EAST)
    for match in _BANK.finditer(plain):
        if sum(char.isdigit() for char in match[0]) > 8:
            yield _code(*match.span(), text)
    for match in _PHONE.finditer(plain):
        digits = sum(char.isdigit() for char in match[0])
        if 8 <= digits <= 15:
            yield _code(*match.span(), text)
    for match in _CODE.finditer(plain):
        if _NO_CODE.fullmatch(match[0]) and not _KEPT.fullmatch(match[0]):
            continue
        if _GROUPED.fullmatch(match[0]):
            continue
        start, end = match.span()
        if match["ratio"]:  # 24/7, 50/50: of digits, which models copy
            yield Literal("code", start, end, (text[start:end],), match[0])
        else:
            yield _code(start, end, text)


def powers(text: str, target: str) -> Iterator[Literal]:
    """The powers of ten and the formulas of substances of a text."""
    if text.isascii() or not _RAISED.search(text):
        return
    for match in _POWER.finditer(text):
        end = match.end() - (match[0].endswith(")") and "(" not in match[0])
        literal = _code(match.start(), end, text)
        if target == "en" and "," in match[0]:
            said = match[0].replace(",", ".")
            literal = replace(literal, renderings=(said,), value=said)
        yield literal


def _code(start: int, end: int, text: str) -> Literal:
    whole = text[start:end]
    plain = whole.translate(_DIGITS_OF_EAST)
    forms = tuple(dict.fromkeys((plain, whole)))
    return Literal("code", start, end, forms, SLOT, (SLOT,), plain)


def _copied(kind: Kind, start: int, end: int, text: str) -> Literal:
    whole = text[start:end]
    return Literal(kind, start, end, (whole,), SLOT, (SLOT,), whole)
