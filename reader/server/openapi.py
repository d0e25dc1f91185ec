"""What each address takes and answers: as OpenAPI has it, and as a page."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from importlib.resources import files
from string import Template
from typing import Any

from reader import __version__
from reader.server.asked import ACRONYMS
from reader.server.settings import Settings

_TEXT = {"type": "string"}
_TEXTS = {"oneOf": [_TEXT, {"type": "array", "items": _TEXT}]}


def description(settings: Settings, glossaries: Sequence[str]) -> dict[str, Any]:
    """The server's description in OpenAPI 3.1.

    Args:
        settings: what it allows.
        glossaries: names that `glossary` may have.
    """
    source = _field("Code of the language, or auto", example="auto")
    target = _field("Code of the language to translate into", example="en")
    key = {"api_key": _field("API key, where the server needs one")}
    ours = {
        "glossary": _field(
            "Glossaries to use, separated by commas: " + ", ".join([*glossaries, "none"])
        ),
        "acronyms": {
            **_field("How acronyms are written"),
            "enum": list(ACRONYMS),
            "default": "asis",
        },
    }
    pair = {"source": source, "target": target}
    translate: dict[str, Any] = {
        "q": {"description": "The text, or a list of texts", **_TEXTS},
        **pair,
        "format": {**_field("What the text is"), "enum": ["text", "html"], "default": "text"},
        "alternatives": {
            "type": "integer",
            "description": "Other translations that are wanted",
            "default": 0,
            "maximum": settings.limits.alternatives,
        },
        **ours,
        "report": {
            "type": "boolean",
            "description": "Whether to say, for each sentence, where its translation comes from, "
            "which terms it holds and what is doubtful",
            "default": False,
        },
        **key,
    }
    kinds = "text, bilingual, markdown, jsonl or html; without it, as the file is"
    file = {
        "file": _field("The file", format="binary"),
        **pair,
        "format": _field(f"What it comes back as: {kinds}, where that can be written"),
        **ours,
        **key,
    }
    suggest = {"q": _field("A sentence"), "s": _field("Its right translation"), **pair, **key}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Dragoman",
            "version": __version__,
            "description": "LibreTranslate's API, with terms, numbers and names that hold.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "paths": {
            "/translate": _post("Translate texts", translate, ("q", "source", "target")),
            "/detect": _post("Tell the language of a text", {"q": _TEXTS, **key}, ("q",)),
            "/translate_file": _post(
                "Translate a file, which can then be fetched", file, ("file", "source", "target")
            ),
            "/suggest": _post(
                "Correct a translation: it wins from now on",
                suggest,
                ("q", "s", "source", "target"),
            ),
            "/languages": _get("The languages, and what each is translated into"),
            "/frontend/settings": _get("Limits and defaults"),
            "/health": _get("Whether the server is there"),
            "/metrics": _get("Figures for Prometheus", "text/plain"),
        },
    }


def _field(description: str, **more: Any) -> dict[str, Any]:
    return {"type": "string", "description": description, **more}


def _get(summary: str, kind: str = "application/json") -> dict[str, Any]:
    return {"get": {"summary": summary, "responses": _responses(kind)}}


def _post(summary: str, fields: dict[str, Any], required: tuple[str, ...]) -> dict[str, Any]:
    schema = {"type": "object", "properties": fields, "required": list(required)}
    kinds = ["multipart/form-data"]
    if "file" not in fields:
        kinds = ["application/json", "application/x-www-form-urlencoded", *kinds]
    return {
        "post": {
            "summary": summary,
            "requestBody": {
                "required": True,
                "content": {kind: {"schema": schema} for kind in kinds},
            },
            "responses": {
                **_responses("application/json"),
                "400": {"description": "Something is missing, unknown or too long"},
                "403": {"description": "The key is wrong, or the page may not"},
                "413": {"description": "The body is too large"},
                "429": {"description": "Too many requests in a minute"},
                "503": {"description": "Too many requests at once, or it took too long"},
            },
        }
    }


def _responses(kind: str) -> dict[str, Any]:
    return {"200": {"description": "Done", "content": {kind: {}}}}


def page(description: dict[str, Any]) -> str:
    """The description as a page."""
    parts = []
    for path, methods in description["paths"].items():
        for method, what in methods.items():
            parts.append(
                f"<h2><code>{method.upper()} {escape(path)}</code></h2>"
                f"<p>{escape(what['summary'])}.</p>{_table(what)}"
            )
    text = files("reader.server").joinpath("docs.html").read_text("utf-8")
    return Template(text).substitute(version=escape(__version__), paths="\n".join(parts))


def _table(what: dict[str, Any]) -> str:
    body = what.get("requestBody")
    if body is None:
        return ""
    schema = next(iter(body["content"].values()))["schema"]
    rows = []
    for name, field in schema["properties"].items():
        default = field.get("default")
        told = [field.get("description", "A text, or a list of texts")]
        if "enum" in field:
            told.append(f"one of {', '.join(field['enum'])}")
        if default not in (None, False, 0):
            told.append(f"{default} by default")
        needed = " (required)" if name in schema["required"] else ""
        rows.append(
            f"<tr><th scope=row><code>{escape(name)}</code>{needed}</th>"
            f"<td>{escape('; '.join(told))}</td></tr>"
        )
    return f"<table>{''.join(rows)}</table>"
