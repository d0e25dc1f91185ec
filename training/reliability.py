"""How far eflomal agrees with itself: the most that any alignment can agree with its links.

Aligns the corpora again, in another order, and judges the held-out sentences' new links by the
first ones as `score.agreement` judges attention. Not a step of the recipe: `recipe.py
reliability` runs it after `align` and writes work/reliability.json.
"""

from __future__ import annotations

import json
import random
from pathlib import Path
from statistics import median_low

import sentencepiece
from align import Span, aligned_together, linked
from common import read_lines, read_pairs
from encode import parse


def first_links(line: str, spans: tuple[list[Span], list[Span]]) -> set[Span]:
    """A line of work/links as (source word, target word)."""
    source, target = ({span: i for i, span in enumerate(side)} for side in spans)
    return {(source[a, b], target[c, d]) for a, b, c, d in parse(line)}


def agreement(guesses: list[set[Span]], links: list[set[Span]]) -> float:
    """Share of linked target words, in percent, whose guessed source word is a linked one."""
    good = total = 0
    for guess, link in zip(guesses, links, strict=True):
        for word in {t for _, t in link}:
            found = [s for s, t in guess if t == word]
            good += bool(found) and (median_low(found), word) in link
            total += 1
    return round(100 * good / max(total, 1), 1)


def main(config: dict, corpora: Path, work: Path) -> None:
    """Align every language again, and compare."""
    pieces = sentencepiece.SentencePieceProcessor(model_file=str(work / "source.spm"))
    rows = {}
    for language in config["languages"]:
        names = aligned_together(config, language)
        pairs = [pair for name in names for pair in read_pairs(work / f"pairs/{name}.tsv")]
        random.Random(config["seed"]).shuffle(pairs)
        heldout = read_pairs(work / f"heldout/news.{language}.tsv")
        path = work / f"links/again-{language}"
        found, spans = linked(config, pairs + heldout, language, pieces, path)
        count = len(heldout)
        first = [
            first_links(line, span)
            for line, span in zip(
                read_lines(work / f"links/heldout.news.{language}.txt"), spans[-count:], strict=True
            )
        ]
        rows[language] = agreement(found[-count:][:200], first[:200])
        print(
            f"{language}: eflomal agrees with itself on {rows[language]}% of the words", flush=True
        )
    (work / "reliability.json").write_text(json.dumps(rows) + "\n")
