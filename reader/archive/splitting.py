"""Articles cut into sentences, and put aside in parts; what cannot be translated is set apart."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from typing import Any

import msgspec
import pyarrow as pa

from reader.archive import tables
from reader.archive.inputs import Record, Slice, records, why
from reader.archive.plan import Plan, translator_of
from reader.article import Article, Occurrence
from reader.errors import ModelNotInstalled
from reader.files import replace_file
from reader.memory.store import digest
from reader.translator.translator import Translator

ARTICLES = pa.schema(
    [
        ("number", pa.int32()),
        ("id", pa.string()),
        ("title", pa.string()),
        ("language", pa.string()),
        ("text", pa.string()),
        ("more", pa.string()),
    ]
)
SENTENCES = pa.schema(
    [
        ("bucket", pa.int32()),
        ("key", pa.string()),
        ("article", pa.int32()),
        ("start", pa.int32()),
        ("text", pa.string()),
        ("language", pa.string()),
        ("terms", pa.string()),
    ]
)


class Splitter:
    """Does the first step for slices of the input, one after the other."""

    def __init__(self, plan: Plan, cores: int) -> None:
        from reader.models import catalogue

        self._plan = plan
        self._translator = translator_of(plan, cores)
        self._likely = [code for code in catalogue.sources() if code != plan.target]

    def __call__(self, part: Slice, /) -> dict[str, int]:
        """Split a slice. Returns how many articles, sentences and errors it has."""
        totals = {"articles": 0, "sentences": 0, "errors": 0}
        batches = _batches(records(self._plan, part, self._likely), self._plan.part)
        for number, batch in enumerate(batches):
            name = f"{part.name}-{number:05}"
            counts = _put_aside(self._plan, name, batch, self._translator)
            totals = {key: totals[key] + counts[key] for key in totals}
        done = self._plan.folder("split") / f"{part.name}.json"
        done.parent.mkdir(parents=True, exist_ok=True)
        replace_file(done, json.dumps(totals).encode())
        return totals


def _batches(remaining: Iterator[Record], size: int) -> Iterator[list[Record]]:
    while batch := list(islice(remaining, size)):
        yield batch


def _put_aside(
    plan: Plan, name: str, batch: Iterable[Record], translator: Translator
) -> dict[str, int]:
    """Write the tables of some records, and the errors among them."""
    articles: list[dict[str, Any]] = []
    sentences: list[dict[str, Any]] = []
    errors: list[dict[str, str]] = []
    for record in batch:
        number = len(articles)
        own = list(_of_author(record.articles) if plan.author_only else record.articles)
        rows: list[dict[str, Any]] = []
        reason = record.reason or _without_route(record, translator)
        try:
            rows = [] if reason else list(_rows(plan, own, number, translator))
        except Exception as error:  # a collection has what no test had
            reason = why(error)
        if reason:
            errors.append({"id": record.id, "reason": reason})
            continue
        sentences += rows
        articles.append(
            {
                "number": number,
                "id": record.id,
                "title": record.title,
                "language": _language(record.articles),
                "text": "".join(article.text for article in own),
                "more": record.more,
            }
        )
    sentences.sort(key=lambda row: row["bucket"])
    if errors:
        lines = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in errors)
        folder = plan.output / "errors"
        folder.mkdir(exist_ok=True)
        replace_file(folder / f"{name}.jsonl", lines.encode("utf-8", "replace"))
    if articles:
        # The sentences first: a part is there once its articles are.
        tables.write(plan.folder("sentences") / f"{name}.parquet", sentences, SENTENCES)
        tables.write(plan.folder("articles") / f"{name}.parquet", articles, ARTICLES)
    return {"articles": len(articles), "sentences": len(sentences), "errors": len(errors)}


def _rows(
    plan: Plan, articles: Iterable[Article], number: int, translator: Translator
) -> Iterator[dict[str, Any]]:
    """The rows of the sentences of a record."""
    for article in articles:
        for sentence in translator.sentences(article):
            terms = packed(sentence.terms)
            key = digest(sentence.language, sentence.text, terms)
            yield {
                "bucket": int(key[:8], 16) % plan.buckets,
                "key": key,
                "article": number,
                "start": sentence.start,
                "text": sentence.text,
                "language": sentence.language,
                "terms": terms,
            }


def _without_route(record: Record, translator: Translator) -> str:
    """Why nothing translates a record, or nothing."""
    language = _language(record.articles)
    if language is None or language == translator.target:
        return ""
    try:
        translator.package(language)
    except ModelNotInstalled as error:
        return str(error)
    return ""


def _language(articles: Iterable[Article]) -> str | None:
    return next((article.language for article in articles if article.language), None)


def _of_author(articles: Iterable[Article]) -> Iterator[Article]:
    """Articles without what is the site's, each with a text of its own after the one before."""
    start = 0
    for article in articles:
        blocks = []
        text = ""
        for block in article.blocks:
            if not block.boilerplate:
                text += "\n\n" if text else ""
                blocks.append(replace(block, start=start + len(text)))
                text += block.text
        text += "\n"
        yield replace(article, blocks=tuple(blocks), text=text, start=start)
        start += len(text)


def packed(terms: tuple[Occurrence, ...]) -> str:
    """A sentence's terms as a text."""
    return msgspec.json.encode(terms).decode() if terms else ""


def unpacked(text: str) -> tuple[Occurrence, ...]:
    """The terms that a text stands for."""
    return msgspec.json.decode(text, type=tuple[Occurrence, ...]) if text else ()
