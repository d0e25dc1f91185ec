"""What a request wants: its parameters, whichever way they come, checked.

LibreTranslate takes JSON, forms and what stands behind the address's question mark; programs
make use of all three.
"""

from __future__ import annotations

import json
from collections.abc import AsyncGenerator, Callable, Mapping
from dataclasses import dataclass
from typing import Any, get_args
from urllib.parse import parse_qsl

from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

from reader import languages
from reader.export import FORMATS
from reader.glossary.matching.styles import Acronyms
from reader.server import refusals
from reader.server.settings import Limits

ACRONYMS: tuple[Acronyms, ...] = get_args(Acronyms)


@dataclass(frozen=True, slots=True)
class Manner:
    """How a text is to be translated."""

    source: str | None
    """The code of its language; None to tell it."""
    target: str
    glossary: str = ""
    """Names of glossaries, with commas between; "none" for none, empty for those in force."""
    acronyms: Acronyms = "asis"


@dataclass(frozen=True, slots=True)
class Asked:
    """A request to translate."""

    texts: tuple[str, ...]
    is_batch: bool
    manner: Manner
    is_html: bool = False
    alternatives: int = 0
    report: bool = False
    """Whether the answer says what became of terms, and what is doubtful."""


async def parameters(
    request: Request, limits: Limits, check: Callable[[str], object] | None = None
) -> dict[str, Any]:
    """The parameters of a request: of its body, else of its address.

    Args:
        request: what was sent.
        limits: how much it may be.
        check: raises what is wrong with a key, as soon as a form that holds files has one.

    Raises:
        Refused: the body cannot be read.
    """
    fields: dict[str, Any] = dict(request.query_params)
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "application/json" or kind.endswith("+json"):
        try:
            content = json.loads(await request.body())
        except (ValueError, RecursionError):
            raise refusals.no_json() from None
        if not isinstance(content, dict):
            raise refusals.no_json()
        return {name: _without_nul(value) for name, value in (fields | content).items()}
    if kind == "multipart/form-data":
        try:
            form = await _form(request, limits, check)
        except MultiPartException as error:
            raise refusals.Refused(400, f"Invalid request: {error.message}") from None
        fields |= dict(form.multi_items())
    elif request.method == "POST":
        # Starlette's own parser takes bytes that are not escaped for Latin-1.
        body = (await request.body()).decode("utf-8", "replace")
        try:
            fields |= parse_qsl(body, keep_blank_values=True, max_num_fields=1000)
        except ValueError:
            raise refusals.Refused(400, "Invalid request: too many fields") from None
    # Forms end lines with CR LF whatever was typed, and limits count characters.
    return {
        name: _without_nul(value).replace("\r\n", "\n") if isinstance(value, str) else value
        for name, value in fields.items()
    }


def _without_nul(value: Any) -> Any:
    """A text, or a list of them, without a character that no text has."""
    if isinstance(value, str):
        return value.replace("\0", "")
    return list(map(_without_nul, value)) if isinstance(value, list) else value


async def _form(
    request: Request, limits: Limits, check: Callable[[str], object] | None
) -> FormData:
    async def stream() -> AsyncGenerator[bytes, None]:
        seen = 0
        async for chunk in request.stream():
            yield chunk
            for name, value in parser.items[seen:]:
                if check is not None and name == "api_key" and value:
                    check(str(value))
            seen = len(parser.items)

    parser = MultiPartParser(request.headers, stream(), max_part_size=limits.body)
    return await parser.parse()


def asked(fields: Mapping[str, Any], limits: Limits) -> Asked:
    """What to translate, and how.

    Raises:
        Refused: something is missing, of another kind, or too much.
    """
    q = fields.get("q")
    if not q:
        raise refusals.missing("q")
    is_batch = isinstance(q, list)
    texts = tuple(q) if is_batch else (q,)
    if not all(isinstance(text, str) for text in texts):
        raise refusals.invalid("q", "is not a text or a list of texts")
    for name in ("source", "target"):
        if not fields.get(name):
            raise refusals.missing(name)
    alternatives = _alternatives(fields, limits)
    check_length(texts, limits)
    format_ = fields.get("format") or "text"
    if format_ not in ("text", "html"):
        raise refusals.no_such_format(str(format_))
    return Asked(
        texts, is_batch, manner(fields), format_ == "html", alternatives, _is_true(fields, "report")
    )


def export_format(fields: Mapping[str, Any], name: str) -> str:
    """The name of an export format; "" where none is asked for.

    Raises:
        Refused: there is none of that name.
    """
    format_ = str(fields.get(name) or "")
    if format_ and format_ not in FORMATS:
        raise refusals.no_such_format(format_)
    return format_


def manner(fields: Mapping[str, Any]) -> Manner:
    """The languages, the glossary and the acronyms that are asked for.

    Raises:
        Refused: one of them is not known.
    """
    source, target = (language(fields, name) for name in ("source", "target"))
    acronyms = fields.get("acronyms") or "asis"
    if acronyms not in ACRONYMS:
        raise refusals.invalid("acronyms", f"is none of {', '.join(ACRONYMS)}")
    glossary = fields.get("glossary") or ""
    if isinstance(glossary, list) and all(isinstance(name, str) for name in glossary):
        glossary = ",".join(glossary)
    if not isinstance(glossary, str):
        raise refusals.invalid("glossary", "is not the name of a glossary")
    assert target is not None
    return Manner(source, target, glossary, acronyms)


def language(fields: Mapping[str, Any], name: str) -> str | None:
    """The code of a language that is a parameter; None for the source "auto".

    Raises:
        Refused: it is missing, or is not a language.
    """
    value = fields.get(name)
    if not value:
        raise refusals.missing(name)
    if value == "auto" and name == "source":
        return None
    code = languages.find(value) if isinstance(value, str) else None
    if code is None:
        raise refusals.no_such_language(str(value))
    return code


def text(fields: Mapping[str, Any], name: str, limits: Limits) -> str:
    """A parameter that is a text.

    Raises:
        Refused: it is missing, or too long, or is not text.
    """
    value = fields.get(name)
    if not value:
        raise refusals.missing(name)
    if not isinstance(value, str):
        raise refusals.invalid(name, "is not a text")
    check_length((value,), limits)
    return value


def check_length(texts: tuple[str, ...], limits: Limits) -> None:
    """Refuse texts of which there are too many, or one is too long."""
    if limits.batch and len(texts) > limits.batch:
        raise refusals.too_long(len(texts), limits.batch)
    for each in texts:
        if limits.characters and len(each) > limits.characters:
            raise refusals.too_long(len(each), limits.characters)


def upload(fields: Mapping[str, Any], name: str) -> UploadFile | None:
    """A parameter that is a file, if one was chosen."""
    value = fields.get(name)
    return value if isinstance(value, UploadFile) else None


def _alternatives(fields: Mapping[str, Any], limits: Limits) -> int:
    try:
        number = max(0, int(fields.get("alternatives") or 0))
    except (TypeError, ValueError, OverflowError):
        raise refusals.invalid("alternatives", "is not a number") from None
    if limits.alternatives and number > limits.alternatives:
        raise refusals.invalid("alternatives", f"must be <= {limits.alternatives}")
    return number


def _is_true(fields: Mapping[str, Any], name: str) -> bool:
    return str(fields.get(name) or "").casefold() in ("true", "1", "yes", "on")
