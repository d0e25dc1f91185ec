"""Speed of the pipeline: against argostranslate, against bare CTranslate2, and cold.

    python benchmarks/speed.py [peer] [bare] [cold] [memory]

Every figure of ours stands beside its peer's from the same run, as a ratio. The sentences
are the Arabic ones of benchmarks/data/terms.tsv, written for this project.
"""

from __future__ import annotations

import csv
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
SENTENCES = 300


def sentences() -> list[str]:
    with (HERE / "data" / "terms.tsv").open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [row["source"] for row in rows if row["language"] == "ar"][:SENTENCES]


def row(*cells: object) -> None:
    print(f"{cells[0]!s:<52}" + "".join(f"{cell!s:>16}" for cell in cells[1:]), flush=True)


def timed(work: Callable[[], Any], runs: int = 3) -> float:
    """Median seconds of `runs` runs, after one that does not count."""
    work()
    seconds = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds)


def starter() -> Any:
    from reader.models import catalogue

    return next(package for package in catalogue.starters() if package.source == "ar")


def peer(texts: Sequence[str]) -> None:
    """argostranslate's own translate(), with our sentence splitter: its own downloads one."""
    from argostranslate import translate as argos

    from reader.text.segmentation import spans

    class OurSentences:
        def split_sentences(self, text: str) -> list[str]:
            return [text[start:end] for start, end in spans(text, "ar")]

    translation = argos.get_translation_from_codes("ar", "en")
    assert translation is not None
    translation.underlying.sentencizer = OurSentences()
    paragraphs = [" ".join(texts[index : index + 3]) for index in range(0, len(texts), 3)]
    words = sum(len(text.split()) for text in texts)

    def argos_run() -> None:
        # CachedTranslation would answer the second run from its cache.
        translation.underlying.hypotheses("\n".join(paragraphs), 1)

    row("argostranslate.translate(), same package", "seconds", "words/s", "times faster")
    theirs = timed(argos_run, 1)
    row("argostranslate, beam 4", f"{theirs:.2f}", f"{words / theirs:.0f}", "1.0")
    for name, beam in (("beam 4", 4), ("balanced: beam 2, default", 2), ("fast: greedy", 1)):
        ours = timed(lambda beam=beam: pipeline("\n".join(paragraphs), beam))  # type: ignore[misc]
        row(
            f"dragoman, {name}",
            f"{ours:.2f}",
            f"{words / ours:.0f}",
            f"{theirs / ours:.1f}",
        )


_ENGINES: dict[int, Any] = {}


def pipeline(text: str, beam: int) -> None:
    """All that `translate` does, without store and glossary, its model loaded once."""
    from reader import load

    translated(load(text.encode()), beam)


def translated(articles: Sequence[Any], beam: int) -> None:
    """The pipeline alone: segmentation, tokens, decoding, checks, text."""
    from reader import Translator
    from reader.engine.engine import Engine

    translator = Translator(termbases=())
    package = starter()
    if beam not in _ENGINES:
        _ENGINES[beam] = Engine(package, beam_size=beam)
    translator._packages._engines[package.identity] = _ENGINES[beam]
    for article in articles:
        for _ in translator.translate(translator.sentences(article)):
            pass


def bare(texts: Sequence[str]) -> None:
    """ctranslate2.translate_batch on tokens made beforehand, at the best batch size found."""
    import ctranslate2
    import sentencepiece

    package = starter()
    tokenizer = sentencepiece.SentencePieceProcessor(model_file=str(package.tokenizer))
    tokens = tokenizer.encode(list(texts), out_type=str)
    cores = len(os.sched_getaffinity(0))
    best = None
    for threads in {(1, cores), (cores, 1)}:
        model = ctranslate2.Translator(
            str(package.model), inter_threads=threads[0], intra_threads=threads[1]
        )
        for size in (256, 512, 1024, 2048, 4096):
            seconds = timed(
                lambda model=model, size=size: model.translate_batch(  # type: ignore[misc]
                    tokens, beam_size=2, max_batch_size=size, batch_type="tokens"
                ),
                2,
            )
            if best is None or seconds < best[0]:
                best = (seconds, size, threads)
    assert best is not None
    _, size, threads = best
    model = ctranslate2.Translator(
        str(package.model), inter_threads=threads[0], intra_threads=threads[1]
    )

    def theirs() -> None:
        model.translate_batch(tokens, beam_size=2, max_batch_size=size, batch_type="tokens")

    from reader import load

    text = "\n".join(texts)
    articles = load(text.encode())

    def ours() -> None:
        translated(articles, 2)

    def with_loading() -> None:
        pipeline(text, 2)

    # In turn, so that a machine that grows slower meanwhile is slower for all.
    runs = [(timed(theirs, 1), timed(ours, 1), timed(with_loading, 1)) for _ in range(7)]
    row("bare ctranslate2.translate_batch, beam 2", "seconds", "batch", "share of it")
    names = (
        (f"bare, workers x threads {threads}", size),
        ("dragoman, from sentences to translations", ""),
        ("dragoman, from bytes to translations", ""),
    )
    for index, (name, batch) in enumerate(names):
        share = statistics.median(run[0] / run[index] for run in runs)
        seconds = statistics.median(run[index] for run in runs)
        row(name, f"{seconds:.2f}", batch, f"{share:.2f}")


def cold(texts: Sequence[str]) -> None:
    """Whole processes, medians of 10."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "text.txt"
        file.write_text("\n".join(texts) + "\n", encoding="utf-8")
        one = Path(folder) / "one.txt"
        one.write_text(texts[0] + "\n", encoding="utf-8")
        environment = {
            **os.environ,
            "DRAGOMAN_CACHE": f"{folder}/cache",
            "DRAGOMAN_DATA": f"{folder}/data",
        }
        command = str(Path(sys.executable).parent / "translate")

        def median(*arguments: str) -> float:
            seconds = []
            for _ in range(10):
                start = time.perf_counter()
                subprocess.run([command, *arguments], env=environment, capture_output=True)
                seconds.append(time.perf_counter() - start)
            return statistics.median(seconds)

        def first_line() -> float:
            seconds = []
            for _ in range(10):
                start = time.perf_counter()
                process = subprocess.Popen(
                    [command, "--no-cache", str(file)], env=environment, stdout=subprocess.PIPE
                )
                assert process.stdout is not None
                process.stdout.readline()
                seconds.append(time.perf_counter() - start)
                process.kill()
                process.communicate()
            return statistics.median(seconds)

        subprocess.run([command, str(file)], env=environment, capture_output=True)
        python = statistics.median(
            timed(lambda: subprocess.run([sys.executable, "-c", "pass"]), 1) for _ in range(10)
        )
        row("cold start, medians of 10 processes", "seconds", "aim", "of bare python")
        for name, seconds, aim in (
            ("translate --help", median("--help"), 0.15),
            (f"{len(texts)} sentences, all stored", median(str(file)), 0.35),
            ("one sentence, nothing stored", median("--no-cache", str(one)), 1.0),
            ("first line of an unstored file", first_line(), 1.0),
        ):
            row(name, f"{seconds:.3f}", aim, f"{seconds / python:.1f}")


_STUB = """
import resource, sys, time
from reader import Translator
from reader.engine.engine import Engine
from reader.engine.queue import Hypothesis
from reader.loading import stream

class Done:
    def __init__(self, sources): self.sources = sources
    def done(self): return True
    def result(self): return [Hypothesis(tokens[:20], -1.0, [], True) for tokens in self.sources]

Engine.decode = lambda self, sources, *a, **k: Done(sources)
translator = Translator(termbases=())
megabyte, last, start = 0, 0, time.perf_counter()
for article in stream(sys.argv[1]):
    for translation in translator.translate(translator.sentences(article)):
        position = translation.source.start
    megabyte = position * 1.8 / 1e6
    if megabyte - last >= 10:
        last = megabyte
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{megabyte:.0f}\\t{time.perf_counter() - start:.1f}\\t{peak:.0f}", flush=True)
"""


def memory(texts: Sequence[str]) -> None:
    """100 MB of text through the pipeline; the engine's decoding is a stub that returns the
    source's first tokens, so that this measures the pipeline and not the model."""
    paragraph = "\n".join(texts) + "\n"
    size = len(paragraph.encode())
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "huge.txt"
        with path.open("w", encoding="utf-8") as out:
            for index in range(100_000_000 // size + 1):
                # A number in each copy, so that no sentence is the repeat of another.
                out.write(paragraph.replace(".\n", f" {index}.\n"))
        row("100 MB of text, stub engine: after", "seconds", "s/MB", "peak MB")
        done = subprocess.run(
            [sys.executable, "-c", _STUB, str(path)],
            env={**os.environ, "DRAGOMAN_CACHE": folder, "DRAGOMAN_DATA": folder},
            capture_output=True,
            text=True,
        )
        for line in done.stdout.splitlines():
            megabytes, seconds, peak = line.split("\t")
            row(f"{megabytes} MB", seconds, f"{float(seconds) / float(megabytes):.2f}", peak)
        print(done.stderr, end="")


def main() -> None:
    parts = {"peer": peer, "bare": bare, "cold": cold, "memory": memory}
    wanted = sys.argv[1:] or ["peer", "bare", "cold"]
    unknown = set(wanted) - set(parts)
    if unknown:
        sys.exit(f"no such part: {', '.join(unknown)}; choose from {', '.join(parts)}")
    folder = Path(tempfile.mkdtemp())
    try:
        os.environ["ARGOS_PACKAGES_DIR"] = str(folder / "packages")
        os.environ["DRAGOMAN_CACHE"] = str(folder / "cache")
        if "peer" in wanted:
            subprocess.run(
                [
                    str(Path(sys.executable).parent / "reader"),
                    *("models", "export", "ar", "en", str(folder / "ar_en.argosmodel")),
                ],
                check=True,
            )
            from argostranslate import package

            package.install_from_path(folder / "ar_en.argosmodel")
        texts = sentences()
        print(f"{len(texts)} Arabic sentences, {sum(len(t.split()) for t in texts)} words\n")
        for name in wanted:
            parts[name](texts)
            print()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
