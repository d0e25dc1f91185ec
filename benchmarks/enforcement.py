"""Do terms hold, and at what price? Free and enforced decoding, side by side.

    python benchmarks/enforcement.py [--terms FILE.tsv] [--flores FILE.tsv] [--model PACKAGE]

The set is benchmarks/data/terms.tsv (language, source, reference, concepts), with the domain
glossary; with `--flores`, a file of source TAB reference, with a glossary of 100 words drawn
from it. Prints, for each language that has a package: occurrences, those with an admitted
and with the preferred term, BLEU and chrF (sacrebleu), seconds, and how each term came to be
there; the same with the attention ignored; then ten examples to read. Aims: every occurrence
admitted, chrF not below the free one's, at most 1.6 times its time, at least 80 % of the
corrections constrained.
"""

from __future__ import annotations

import argparse
import csv
import json
import math
import re
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import reader.engine.engine
from reader.article import Sentence, Translation
from reader.engine.engine import Engine
from reader.engine.queue import Decoding
from reader.errors import ModelNotInstalled
from reader.glossary.concept import Concept, Term
from reader.glossary.enforcing.enforcement import held
from reader.glossary.glossaries import Glossaries
from reader.glossary.matching.matcher import Matcher
from reader.glossary.matching.styles import wanted
from reader.glossary.termbase import Termbase
from reader.models import catalogue
from reader.models.package import Package
from reader.translator.translator import Translator

TERMS = Path(__file__).parent / "data" / "terms.tsv"


@dataclass(frozen=True)
class Row:
    """One way of decoding the set."""

    name: str
    texts: list[str]
    seconds: float
    processor: float
    """Seconds of all cores together: what a busy machine does not distort."""
    how: Counter[str]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--terms", type=Path, default=TERMS)
    parser.add_argument("--flores", type=Path, help="source TAB reference, into English")
    parser.add_argument("--source", default="ar", help="language of --flores")
    parser.add_argument("--model", type=Path, help="package to use in place of the installed")
    parser.add_argument("--limit", type=int, default=0, help="sentences a language, 0 for all")
    parser.add_argument("--repeat", type=int, default=2, help="times each way is timed")
    parser.add_argument("--quality", default="balanced", choices=["fast", "balanced", "best"])
    parser.add_argument("--strict", action="store_true")
    parser.add_argument("--examples", type=int, default=10)
    parser.add_argument("--json", type=Path, help="write the figures there, too")
    options = parser.parse_args()
    figures: dict[str, float] = {}

    if options.flores:
        if not options.flores.is_file():
            print(f"{options.flores} is not there: skipped")
            return
        pairs = [
            (line[0], line[1])
            for line in csv.reader(
                options.flores.open(encoding="utf-8"), delimiter="\t", quoting=csv.QUOTE_NONE
            )
            if len(line) >= 2
        ]
        termbase = drawn(pairs, options.source)
        print(f"{len(termbase)} terms drawn from {options.flores.name}")
        sets = {options.source: pairs}
    else:
        if not options.terms.is_file():
            print(f"{options.terms} is not there: skipped")
            return
        termbase = Termbase([concept for concept, _ in Glossaries.active(["shipped"]).concepts])
        sets = defaultdict(list)
        with options.terms.open(encoding="utf-8", newline="") as file:
            for line in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                sets[line["language"]].append((line["source"], line["reference"]))
    for language, pairs in sets.items():
        package = find_package(language, options.model)
        if package is None:
            print(f"{language}: no package, skipped")
            continue
        figures |= measure(language, pairs[: options.limit or None], termbase, package, options)
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1) + "\n", "utf-8")


def find_package(language: str, model: Path | None) -> Package | None:
    if model is not None:
        package = catalogue.open_package(model)
        return package if package.source == language else None
    try:
        route = catalogue.route(language, "en")
    except ModelNotInstalled:
        return None
    return route[0] if len(route) == 1 else None


def drawn(pairs: Sequence[tuple[str, str]], language: str, count: int = 100) -> Termbase:
    """Words of the references, each with the source word that it comes with most often.

    The association is Dice's coefficient over sentences (Dice 1945); only pairs seen three
    times or more, and strongly tied, are taken.
    """
    sources = [set(source_words(source, language)) for source, _ in pairs]
    targets = [set(re.findall(r"[A-Za-z][A-Za-z'-]{3,}", reference)) for _, reference in pairs]
    in_sources = Counter(word for words in sources for word in words)
    in_targets = Counter(word for words in targets for word in words)
    together = Counter(
        (one, other)
        for left, right in zip(sources, targets, strict=True)
        for other in right
        if 3 <= in_targets[other] <= 60
        for one in left
        if in_sources[one] >= 3
    )
    ranked = sorted(
        (
            (-2 * n / (in_sources[one] + in_targets[other]) * math.log(1 + n), other, one)
            for (one, other), n in together.items()
            if n >= 3 and 2 * n / (in_sources[one] + in_targets[other]) >= 0.6
        ),
    )
    concepts: list[Concept] = []
    taken: set[str] = set()
    for _, target, source in ranked:
        if source in taken or target.casefold() in taken:
            continue
        taken |= {source, target.casefold()}
        concepts.append(
            Concept(target.casefold(), {language: (Term(source),), "en": (Term(target),)})
        )
        if len(concepts) == count:
            break
    return Termbase(concepts)


def source_words(text: str, language: str) -> list[str]:
    if language == "zh":
        runs = re.findall(r"[\u4e00-\u9fff]+", text)
        return [run[i : i + n] for run in runs for n in (2, 3, 4) for i in range(len(run) - n + 1)]
    return [word for word in re.findall(r"[^\W\d_]+", text) if len(word) > 3]


def measure(
    language: str,
    pairs: Sequence[tuple[str, str]],
    termbase: Termbase,
    package: Package,
    options: argparse.Namespace,
) -> dict[str, float]:
    import sacrebleu

    matcher = Matcher([termbase], language, package.target)
    found = [
        (source, reference, wanted(matcher.occurrences(source), package.target))
        for source, reference in pairs
    ]
    found = [entry for entry in found if entry[2]]
    references = [reference for _, reference, _ in found]
    sources = [Sentence(text, 0, 0, language, terms) for text, _, terms in found]
    plain = [replace(source, terms=()) for source in sources]
    rows = [
        run("free", plain, Engine, termbase, options),
        run("enforced", sources, Engine, termbase, options),
        run("no attention", sources, Inattentive, termbase, options),
    ]
    occurrences = sum(len(source.terms) for source in sources)
    print(f"\n{language}→{package.target}  {package.name}  {options.quality}")
    print(f"{len(sources)} sentences, {occurrences} occurrences")
    print(
        f"{'':14}{'admitted':>10}{'preferred':>10}{'BLEU':>7}{'chrF':>7}{'seconds':>9}"
        f"{'ratio':>7}{'cpu':>7}{'model':>7}{'constr.':>8}{'subst.':>7}{'share':>7}"
    )
    figures: dict[str, float] = {}
    for row in rows:
        shares = [share(sources, row.texts, package.target, strict) for strict in (False, True)]
        bleu = sacrebleu.corpus_bleu(row.texts, [references]).score
        chrf = sacrebleu.corpus_chrf(row.texts, [references]).score
        ratio = row.processor / rows[0].processor
        about = {"held": shares[0], "chrf": chrf, "processor_ratio": ratio}
        figures |= {f"{language} {row.name} {key}": round(value, 3) for key, value in about.items()}
        line = (
            f"{row.name:14}{shares[0]:>10.1%}{shares[1]:>10.1%}{bleu:>7.1f}{chrf:>7.1f}"
            f"{row.seconds:>9.2f}{row.seconds / rows[0].seconds:>7.2f}"
            f"{ratio:>7.2f}"
        )
        if row.how:
            corrected = row.how["constrained"] + row.how["substituted"]
            line += (
                f"{row.how['model']:>7}{row.how['constrained']:>8}{row.how['substituted']:>7}"
                f"{row.how['constrained'] / max(1, corrected):>7.0%}"
            )
        print(line)
    changed = [i for i in range(len(sources)) if rows[0].texts[i] != rows[1].texts[i]]
    step = max(1, len(changed) // max(1, options.examples))
    for index in changed[::step][: options.examples]:
        wanted_terms = ", ".join(term.targets[0] for term in sources[index].terms)
        print(f"\n  source    {sources[index].text}\n  terms     {wanted_terms}")
        print(f"  reference {references[index]}")
        for row in rows:
            print(f"  {row.name:9.9} {row.texts[index]}")
    return figures


class Inattentive(Engine):
    """A package whose attention says nothing."""

    def decode(
        self,
        sources: Sequence[list[str]],
        prefixes: Sequence[list[str]] | None = None,
        **options: Any,
    ) -> Decoding:
        return super().decode(sources, prefixes, **{**options, "attention": False})


def run(
    name: str,
    sentences: Sequence[Sentence],
    kind: type[Engine],
    termbase: Termbase,
    options: argparse.Namespace,
) -> Row:
    """Translate as users do, through the whole pipeline, without a store."""
    seconds, processor = [], []
    results: list[Translation] = []
    reader.engine.engine.Engine = kind  # type: ignore[misc]
    for _ in range(options.repeat):
        translator = Translator(
            termbases=[termbase],
            strict=options.strict,
            quality=options.quality,
            model=options.model,
        )
        warm_up = replace(sentences[0], text=sentences[0].text[::-1], terms=())
        list(translator.translate([warm_up]))
        started, busy = time.perf_counter(), time.process_time()
        results = list(translator.translate(sentences))
        seconds.append(time.perf_counter() - started)
        processor.append(time.process_time() - busy)
    reader.engine.engine.Engine = Engine  # type: ignore[misc]
    how: Counter[str] = Counter(use.how for result in results for use in result.terms)
    texts = [result.target for result in results]
    return Row(name, texts, min(seconds), min(processor), how)


def share(sources: Sequence[Sentence], texts: Sequence[str], language: str, strict: bool) -> float:
    """Share of the occurrences that stand in the texts."""
    spans = [
        span
        for source, text in zip(sources, texts, strict=True)
        for span in held(source.text, source.terms, text, language, strict=strict)
    ]
    return sum(span is not None for span in spans) / max(1, len(spans))


if __name__ == "__main__":
    main()
