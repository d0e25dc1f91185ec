"""Step 1: filter the corpora, hold news sentences out, keep the most news-like of the rest.

The news comes from the folder `news` here: every .tsv and .tsv.xz in it, with the columns that
the settings name. Writes work/pairs/SOURCE.tsv (source, English) and, for each file that the
settings hold sentences out of, work/heldout/FILE.LL.tsv. Files whose names match `fresh` make the
corpora fresh.LL instead of news.LL: text that earlier runs did not have can be drawn more often.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from common import (
    HERE,
    language_of,
    rank,
    read_pairs,
    sources_of,
    word_spans,
    write_pairs,
)

Row = tuple[str, ...]
SCRIPT = {"ar": re.compile("[\u0620-\u064a]"), "zh": re.compile("[\u4e00-\u9fff]")}
MARKUP = re.compile(r"[{}<>|\\]|https?://|\]\(|^[#*]|&[a-z]+;")
SPACED = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef]) | (?=[\u3000-\u9fff\uff00-\uffef])")


def clean(text: str, language: str) -> str:
    """Composed characters, single spaces; none beside Chinese characters."""
    text = " ".join(unicodedata.normalize("NFC", text).split())
    return SPACED.sub("", text) if language == "zh" else text


def usable(source: str, target: str, language: str, max_words: int) -> bool:
    """Whether a pair is text in the right script with comparable lengths."""
    if not source or not target or source == target or MARKUP.search(source + "\n" + target):
        return False
    if language in SCRIPT and len(SCRIPT[language].findall(source)) < 0.3 * len(source):
        return False
    words = len(word_spans(target))
    ratio = len(word_spans(source)) / max(words, 1)
    return words <= max_words and (0.4 <= ratio <= 2.6 or (words < 5 and ratio < 5))


def newslike(pairs: list, news: Counter[str], cap: int) -> list:
    """The `cap` pairs whose English has the least cross-entropy difference to the news."""
    words = [[w.lower() for w in re.findall(r"\w+", pair[1])] for pair in pairs]
    other = Counter(w for line in words for w in line)
    total_news, total = sum(news.values()), sum(other.values())

    def score(line: list[str]) -> float:
        gain = sum(
            math.log((news[w] + 0.5) / total_news) - math.log((other[w] + 0.5) / total)
            for w in line
        )
        return gain / (len(line) + 3)

    order = sorted(range(len(pairs)), key=lambda i: (-score(words[i]), rank(pairs[i][1])))
    return [pairs[i] for i in sorted(order[:cap])]


def read_news(folder: Path) -> dict[str, list[Row]]:
    """The rows of every file of news, by its name without endings."""
    paths = sorted(p for p in folder.glob("*.tsv*") if p.name.endswith((".tsv", ".tsv.xz")))
    if not paths:
        raise SystemExit(f"missing: files of news in {folder}")
    rows = {path.name.split(".")[0]: read_pairs(path) for path in paths}
    return {
        name: [row for row in dict.fromkeys(lines) if len(row) > 3 and row[0] != "english"]
        for name, lines in rows.items()
    }


def hold_out(rows: list[Row], count: int) -> list[Row]:
    """The rows of `count` sentences, the same ones always: the first by a hash of their English."""
    unique = {row[0]: row for row in rows}
    return [unique[text] for text in sorted(unique, key=rank)[:count]]


def main(config: dict, corpora: Path, work: Path) -> None:
    """Write every corpus that the settings name, and the held-out sentences."""
    data, columns = config["data"], config["data"]["news_columns"]
    files = read_news(HERE / data["news"])
    missing = sorted(set(config["heldout"]) - set(files))
    if missing:
        raise SystemExit(f"missing: {', '.join(missing)} in {HERE / data['news']}")
    held = {name: hold_out(files[name], count) for name, count in config["heldout"].items()}
    forbidden = {row[columns[code]] for rows in held.values() for row in rows for code in columns}
    kept: dict[str, list[Row]] = {kind: [] for kind in ("news", "fresh") if kind in data}
    for file, rows in files.items():
        kind = "fresh" if "fresh" in data and re.match(data["fresh"], file) else "news"
        kept[kind] += [r for r in rows if not forbidden & {r[columns[code]] for code in columns}]
    for language in config["languages"]:

        def pairs_of(rows: Iterable[Row], language: str = language) -> list[Row]:
            column = columns[language]
            pick = ((clean(r[column], language), r[columns["en"]]) for r in rows if r[column])
            return list(dict.fromkeys(pick))

        for name, rows in held.items():
            write_pairs(work / f"heldout/{name}.{language}.tsv", pairs_of(rows))
        for kind, rows in kept.items():
            write_pairs(work / f"pairs/{kind}.{language}.tsv", pairs_of(rows))
    every = [row for rows in kept.values() for row in rows]
    news = Counter(w.lower() for row in every for w in re.findall(r"\w+", row[columns["en"]]))
    for name in sources_of(config):
        path = work / f"pairs/{name}.tsv"
        if path.exists():
            continue
        language = language_of(name)
        pairs = [
            (clean(row[0], language), clean(row[1], "en"))
            for row in read_pairs(corpora / f"{name}.tsv.xz")
            if len(row) == 2
        ]
        pairs = [
            pair
            for pair in {p[0]: p for p in pairs}.values()
            if usable(*pair, language, data["max_words"]) and not forbidden & set(pair)
        ]
        pairs = newslike(pairs, news, data["sources"][name]["cap"])
        write_pairs(path, pairs)
        print(f"{name}: {len(pairs)} pairs", flush=True)
