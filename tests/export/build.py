"""Articles and translations put together by hand."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from reader import export
from reader.article import Article, Block, BlockKind, Boilerplate, Doubt, Sentence, Translation

UNSURE = Doubt("unsure", "the model was unsure of this sentence")
WORSE = Doubt("score", "the model was very unsure of this sentence")


def article(
    text: str,
    *blocks: tuple[str, BlockKind, str | None] | tuple[str, BlockKind, str | None, Boilerplate],
    source: str = "news.txt",
    title: str = "",
    start: int = 0,
) -> Article:
    """An article whose blocks' texts are found in `text`, one after the other."""
    found, position = [], 0
    for own, kind, language, *boilerplate in blocks:
        position = text.index(own, position)
        found.append(
            Block(own, kind, language, start + position, boilerplate[0] if boilerplate else None)
        )
        position += len(own)
    return Article(title or (found[0].text if found else ""), tuple(found), source, text, start)


def sentences(article: Article, end: str = r"[^.!?。]*[.!?。]*") -> Iterator[Sentence]:
    """The sentences of every block, parted at full stops."""
    for index, block in enumerate(article.blocks):
        for match in re.finditer(end, block.text):
            own = match.group().strip()
            if own:
                start = block.start + match.start() + match.group().index(own[0])
                yield Sentence(own, start, index, block.language)


def translated(article: Article, by: Callable[[str], str] | dict[str, str]) -> list[Translation]:
    """A translation of each sentence that `by` has one for."""
    find = by.get if isinstance(by, dict) else by
    return [
        Translation(sentence, target, "model", score=-0.25)
        for sentence in sentences(article)
        if (target := find(sentence.text)) is not None
    ]


def difficult(*doubts: tuple[Doubt, ...]) -> tuple[Article, list[Translation]]:
    """An article of as many sentences as there are doubts about one each."""
    texts = [f"La phrase {number}." for number in range(len(doubts))]
    page = article("\n".join(texts) + "\n", *((text, "paragraph", "fr") for text in texts))
    made = translated(page, lambda text: f"({text})")
    return page, [
        replace(each, package="fr→en starter 9.9", doubts=about)
        for each, about in zip(made, doubts, strict=True)
    ]


def written(
    format: str,
    *articles: tuple[Article, Iterable[Translation]],
    target: str = "en",
    **options: object,
) -> str:
    """What the writer of `format` makes of `articles`."""
    out = io.StringIO(newline="")
    writer = export.writer(format, **options)  # type: ignore[arg-type]
    writer.begin(out, target=target)
    for each, translations in articles:
        writer.article(each, translations)
    writer.end()
    return out.getvalue()
