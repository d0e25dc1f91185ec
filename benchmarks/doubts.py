"""Doubts, measured: which of the sentences that they mark are wrong, and how many of those.

    python benchmarks/doubts.py                the judged translations of data/judged.tsv
    python benchmarks/doubts.py --list KIND    the sentences that a kind of doubt marks
    python benchmarks/doubts.py --anew         the low scores that today's packages ask for

Each row of data/judged.tsv is a sentence of this project's writing, what the starter packages
(0.11) made of it, the mean log-probability of a token of that, and a judgement by hand:
`right` where nothing serious is wrong, however clumsy the English, else the first thing that is:
`meaning`, `number`, `name`, `negation` or `omission`. The doubts are computed anew.

data/graded.tsv has longer sentences of held-out news, which look more like what is read, with three
grades: `right`, `partly` where a detail is wrong or lost, `misleading` where a reader would take
away what the source does not say, or nothing.

A package's `low_score` is the one below which one in ten of all right sentences scores, as the
lines "at … the score finds" have it. Until the translations of a new model are judged, `--anew`
gives it for sentences that were right before, translated anew: a model that was trained further has
most of them right.

Nothing else that is at hand while decoding told these sentences apart better than the score, or
added to it, within the languages and across them: a translation's worst tokens, words or stretches,
the share of rare ones, the median; how far attention covers the source, and how even it is;
lengths; repeated words; words of many pieces, of which half are real ones.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from reader import Translator
from reader.article import Doubt, Sentence, TermUse
from reader.glossary.enforcing.enforcement import held
from reader.memory.store import Stored
from reader.text.literals import literals
from reader.translator.doubts import VERY_LOW, at_usual_length, doubts
from reader.translator.inventions import without_inventions

DATA = Path(__file__).parent / "data"
LANGUAGES = ("ar", "fr", "zh")


def read_rows(path: Path) -> list[dict[str, str]]:
    """The rows of a table, by column."""
    head, *lines = path.read_text("utf-8").splitlines()
    names = head.split("\t")
    return [dict(zip(names, line.split("\t"), strict=True)) for line in lines]


def doubts_of(row: dict[str, str], translator: Translator) -> tuple[Doubt, ...]:
    """What the checks say of a judged translation today."""
    source, target, language = row["source"], row["target"], row["language"]
    package = translator.package(language)[0]
    terms = translator._holding.terms(source, language, set())
    spans = held(source, terms, target, "en")
    uses = [
        TermUse(term.concept, (term.start, term.end), span, "model")
        for term, span in zip(terms, spans, strict=True)
        if span
    ]
    kept = [
        (each, (each.start, each.end))
        for each in literals(source, language, "en")
        if not any(each.start < term.end and term.start < each.end for term in terms)
    ]
    made = without_inventions(source, Stored(target, terms=tuple(uses)), package.words)
    others = doubts(
        source,
        target,
        language,
        "en",
        terms=terms,
        uses=uses,
        literals=kept,
        score=float(row["score"]),
        low_score=package.low_score,
    )
    return *made.doubts, *others


def anew(rows: Sequence[dict[str, str]], translator: Translator) -> list[dict[str, str]]:
    """The rows with what today's packages make of their sources, judged as they were."""
    sentences = [
        Sentence(row["source"], 0, 0, row["language"], terms)
        for row in rows
        for terms in [tuple(translator._holding.terms(row["source"], row["language"], set()))]
    ]
    made = translator.translate(sentences)
    return [
        row | {"target": each.target, "score": str(each.score)}
        for row, each in zip(rows, made, strict=True)
        if each.score is not None
    ]


def table(rows: Sequence[dict[str, str]], found: Sequence[set[str]]) -> None:
    """Print precision and recall of every kind, and of a doubt of any."""
    wrong = [row["judgement"] != "right" for row in rows]
    kinds = sorted({kind for one in found for kind in one})
    print("doubt         marked  wrong of them  found of all wrong  false alarms")
    for kind in (*kinds, "any"):
        marks = [bool(one) if kind == "any" else kind in one for one in found]
        hits = sum(mark and bad for mark, bad in zip(marks, wrong, strict=True))
        marked, right = sum(marks), len(rows) - sum(wrong)
        shares = hits / max(1, marked), hits / max(1, sum(wrong)), (marked - hits) / max(1, right)
        print(f"{kind:14}{marked:6}{shares[0]:14.0%}{shares[1]:19.0%}{shares[2]:15.0%}")


def by_judgement(rows: Sequence[dict[str, str]], found: Sequence[set[str]]) -> None:
    """Print how many of each kind of mistake have a doubt."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for row, one in zip(rows, found, strict=True):
        counts[row["judgement"]][0] += bool(one)
        counts[row["judgement"]][1] += 1
    for judgement, (marked, all_) in sorted(counts.items()):
        print(f"{judgement:14}{marked:4} of {all_} marked")


def scores(rows: Sequence[dict[str, str]]) -> None:
    """Print what the score finds alone, where one in ten of the right sentences is marked."""
    right = sorted(_score(row) for row in rows if row["judgement"] == "right")
    wrong = [_score(row) for row in rows if row["judgement"] != "right"]
    least = right[len(right) // 10]
    share = sum(score < least for score in wrong) / len(wrong)
    print(f"at {least:.2f} the score finds {share:.0%} of all wrong, at one false alarm in ten")


def _score(row: dict[str, str]) -> float:
    return at_usual_length(float(row["score"]), row["target"])


def grades(rows: Sequence[dict[str, str]], translator: Translator) -> None:
    """Print how the score tells the graded sentences apart, at the low score and far below it."""
    low = {language: translator.package(language)[0].low_score for language in LANGUAGES}
    for name, least in (("unsure", 1.0), ("very unsure", VERY_LOW)):
        counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
        for row in rows:
            counts[row["judgement"]][0] += _score(row) < least * low[row["language"]]
            counts[row["judgement"]][1] += 1
        told = ", ".join(
            f"{counts[grade][0]} of {counts[grade][1]} {grade}"
            for grade in ("misleading", "partly", "right")
        )
        print(f"{name}: {told}")


def main(argv: Sequence[str] | None = None) -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--language", choices=LANGUAGES, action="append")
    parser.add_argument("--list", metavar="KIND", help="print what a kind of doubt marks")
    parser.add_argument("--anew", action="store_true", help="translate the sentences again")
    options = parser.parse_args(argv)
    languages = options.language or LANGUAGES
    translator = Translator()
    rows, graded = (
        [row for row in read_rows(DATA / name) if row["language"] in languages]
        for name in ("judged.tsv", "graded.tsv")
    )
    if options.anew:
        for language in languages:
            chosen = [row for row in [*rows, *graded] if row["language"] == language]
            print(f"{language}: ", end="")
            scores(anew(chosen, translator))
        return 0
    messages = [doubts_of(row, translator) for row in rows]
    found = [{doubt.kind for doubt in one} for one in messages]
    if options.list:
        for row, one in zip(rows, messages, strict=True):
            for doubt in one:
                if doubt.kind == options.list:
                    print(
                        f"{row['judgement']}: {doubt.message}\n  {row['source']}\n  {row['target']}"
                    )
        return 0
    for language in languages:
        chosen = [index for index, row in enumerate(rows) if row["language"] == language]
        right = sum(rows[index]["judgement"] == "right" for index in chosen)
        print(f"\n{language}: {len(chosen)} sentences, {right} right")
        table([rows[index] for index in chosen], [found[index] for index in chosen])
        scores([row for row in [*rows, *graded] if row["language"] == language])
    print(f"\nall: {len(rows)} sentences")
    table(rows, found)
    by_judgement(rows, found)
    print(f"\ngraded: {len(graded)} sentences of held-out news")
    found_of_news = [{doubt.kind for doubt in doubts_of(row, translator)} for row in graded]
    table(graded, found_of_news)
    grades(graded, translator)
    print(f"\nboth: {len(rows) + len(graded)} sentences")
    table([*rows, *graded], [*found, *found_of_news])
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
