"""Are terms held with every layout of models, and forced prefixes kept? Of the whole set.

    python benchmarks/layouts.py [--layout NAME] [--limit N] [--quality NAME] [--json FILE]

For each layout and language of benchmarks/data/terms.tsv, a model of the layout with random
weights and pieces of the set's own text is installed and translates the set's sentences, with the
glossaries that ship. It says nothing that it is not made to say, so that what is held is held by
the enforcement alone. Prints, for each, the terms of the set and how many stand in the
translations; and of 40 prefixes that outputs were to begin with, how many they begin with. Exits
1 unless all do.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import random
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from reader.article import Sentence  # noqa: E402
from reader.engine.engine import Engine  # noqa: E402
from reader.engine.trial import translate_one  # noqa: E402
from reader.glossary.enforcing.enforcement import held  # noqa: E402
from reader.glossary.glossaries import Glossaries  # noqa: E402
from reader.glossary.matching.matcher import Matcher  # noqa: E402
from reader.glossary.matching.styles import wanted  # noqa: E402
from reader.models import install  # noqa: E402
from reader.models.package import Package  # noqa: E402
from reader.translator.translator import Translator  # noqa: E402
from tests import marian_writer, tiny  # noqa: E402

TERMS = Path(__file__).parent / "data" / "terms.tsv"
PREFIXES = 40
SIZES = {"ar": 1500, "fr": 1500, "zh": 4000}
"""Pieces: Chinese needs one for each character at least."""

END = 3.0
"""What is added to the score of an end, so that outputs are about as long as their sources."""

Pairs = list[tuple[str, str]]


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--layout", action="append", choices=sorted(LAYOUTS))
    parser.add_argument("--language", action="append", choices=sorted(SIZES))
    parser.add_argument("--limit", type=int, default=0, help="sentences a language, 0 for all")
    parser.add_argument("--quality", default="fast", choices=["fast", "balanced", "best"])
    parser.add_argument("--json", type=Path, help="write the figures there, too")
    options = parser.parse_args()
    sets: dict[str, Pairs] = defaultdict(list)
    with TERMS.open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            sets[line["language"]].append((line["source"], line["reference"]))
    figures: dict[str, dict[str, int]] = {}
    print(f"{'layout':<14}{'pair':<8}{'sentences':>10}{'terms':>7}{'held':>7}{'prefixes':>10}")
    for language in options.language or SIZES:
        for name in options.layout or LAYOUTS:
            pairs = sets[language]
            with tempfile.TemporaryDirectory() as place:
                for variable in ("ARGOS_PACKAGES_DIR", "DRAGOMAN_DATA", "DRAGOMAN_CACHE"):
                    os.environ[variable] = str(Path(place) / variable.lower())
                package = installed(Path(place), name, language, pairs)
                found = measure(package, pairs, options.limit or len(pairs), options.quality)
            figures[f"{name} {language}"] = found
            print(
                f"{name:<14}{language}→en   {found['sentences']:>10}{found['terms']:>7}"
                f"{found['held']:>7}{found['kept']:>7}/{PREFIXES}",
                flush=True,
            )
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1) + "\n", "utf-8")
    sound = all(one["terms"] == one["held"] and one["kept"] == PREFIXES for one in figures.values())
    return 0 if sound else 1


def installed(place: Path, name: str, language: str, pairs: Pairs) -> Package:
    """A model of a layout, installed."""
    texts = "\n".join(pair[0] for pair in pairs) + "\n", "\n".join(pair[1] for pair in pairs) + "\n"
    folder = LAYOUTS[name](place / f"opus-mt-{language}-en", language, texts)
    package = install.install_file(folder, check=translate_one, pair=(language, "en"))
    if package.languages is None:
        return package
    of_pair = package.for_pair(language, "en")
    assert of_pair is not None
    return of_pair


def measure(package: Package, pairs: Pairs, limit: int, quality: str) -> dict[str, int]:
    """Terms and prefixes, and how many of them were held."""
    termbases = list(Glossaries.active(["shipped"]))
    matcher = Matcher(termbases, package.source, "en")
    sources = [
        Sentence(text, 0, 0, package.source, wanted(matcher.occurrences(text), "en"))
        for text, _ in pairs[:limit]
    ]
    translator = Translator(
        source=package.source,
        termbases=termbases,
        model=package.path,
        quality=quality,  # type: ignore[arg-type]
    )
    spans = [
        span
        for source, translation in zip(sources, translator.translate(sources), strict=True)
        for span in held(source.text, source.terms, translation.target, "en", strict=False)
    ]
    return {
        "sentences": len(sources),
        "terms": len(spans),
        "held": sum(span is not None for span in spans),
        "kept": kept_prefixes(package, pairs),
    }


def kept_prefixes(package: Package, pairs: Pairs) -> int:
    """Of outputs that were to begin with the tokens of a reference, how many do."""
    engine = Engine(package, beam_size=2, jobs=1)
    chosen = random.Random(5)
    some = chosen.sample(pairs, PREFIXES)
    targets = engine.tokenizer.encode_target([target for _, target in some])
    prefixes = [tokens[: chosen.randint(1, 12)] for tokens in targets]
    outputs = engine.decode(engine.tokenizer.encode([source for source, _ in some]), prefixes)
    return sum(
        output.tokens[: len(prefix)] == prefix
        for output, prefix in zip(outputs.result(), prefixes, strict=True)
    )


Layout = Callable[[Path, str, tuple[str, str]], Path]


def of_ctranslate2(kind: str) -> Layout:
    return lambda folder, language, texts: tiny.layout(
        folder, kind, texts=texts, size=SIZES[language], end=END
    )


def native(folder: Path, language: str, texts: tuple[str, str]) -> Path:
    return tiny.native_opus(folder, texts=texts, size=SIZES[language])


def argos(folder: Path, language: str, texts: tuple[str, str]) -> Path:
    pieces = tiny.pieces_of("".join(texts), SIZES[language])
    (folder / "model").mkdir(parents=True)
    tiny.save_model(folder / "model", tiny.vocabulary_of(pieces), end=END)
    (folder / "sentencepiece.model").write_bytes(pieces)
    fields = {"package_version": "1.0", "from_code": language, "to_code": "en"}
    (folder / "metadata.json").write_text(json.dumps(fields))
    return folder


def firefox(folder: Path, language: str, texts: tuple[str, str]) -> Path:
    lines = [line for text in texts for line in text.splitlines()]
    vocabulary = marian_writer.vocabulary(SIZES[language], [*lines, tiny.LETTERS])
    folder.mkdir(parents=True)
    (folder / f"vocab.{language}en.spm").write_bytes(vocabulary)
    model = marian_writer.random_model(marian_writer.pieces(vocabulary))
    (folder / f"model.{language}en.intgemm.alphas.bin").write_bytes(model.data(int8=True))
    return folder


LAYOUTS: dict[str, Layout] = {
    "argos": argos,
    "firefox": firefox,
    "opus-native": native,
    **{kind: of_ctranslate2(kind) for kind in tiny.TOKENS},
}

if __name__ == "__main__":
    sys.exit(main())
