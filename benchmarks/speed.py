"""Speed of the pipeline: against argostranslate, against bare CTranslate2, and as one waits.

    python benchmarks/speed.py [peer] [whole] [bare] [wait] [lost] [memory]
                               [--json FILE] [--text FILE] [--sentences N] [--runs N]

Every figure of ours stands beside its peer's from the same run, as a ratio; what a person waits
for stands beside the time that Python alone takes to start, since no aim in seconds holds on a
machine that others use. The sentences are the Arabic ones of benchmarks/data/terms.tsv,
written for this project; `--text` takes others, one a line.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import resource
import shutil
import signal
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from machine import processor

HERE = Path(__file__).parent
SENTENCES = 300
COUNT = 1000
"""Sentences of `bare`: so many that what is done once weighs as it does on a long text."""
LONG = 400
"""Sentences of `whole`."""
RUNS = 3
"""Turns that `bare` and `whole` take."""


def sentences() -> list[str]:
    with (HERE / "data" / "terms.tsv").open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [row["source"] for row in rows if row["language"] == "ar"][:SENTENCES]


ROWS: list[list[str]] = []
"""All rows of the run, for `--json`."""


def row(*cells: object) -> None:
    ROWS.append([str(cell) for cell in cells])
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


def measured(work: Callable[[], Any]) -> tuple[float, float]:
    """Seconds of a run, and of processor time of all threads."""
    start, busy = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - start, time.process_time() - busy


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

    translator = Translator(termbases=(), protect=False)
    package = starter()
    if beam not in _ENGINES:
        _ENGINES[beam] = Engine(package, beam_size=beam)
    translator._packages._engines._engines[package.identity] = _ENGINES[beam]
    for article in articles:
        for _ in translator.translate(translator.sentences(article)):
            pass


def bare(texts: Sequence[str]) -> None:
    """ctranslate2.translate_batch on tokens made beforehand, at the best batch size found.

    The size is sought on a sample, by processor time, which other work disturbs less. Then all is
    translated in turn, the other first each time: a machine that grows slower is slower for both.
    """
    import ctranslate2
    import sentencepiece

    from reader import load

    texts = many(texts, COUNT)
    package = starter()
    tokenizer = sentencepiece.SentencePieceProcessor(model_file=str(package.tokenizer))
    tokens = tokenizer.encode(texts, out_type=str)
    cores = len(os.sched_getaffinity(0))
    models = {
        (workers, threads): ctranslate2.Translator(
            str(package.model), inter_threads=workers, intra_threads=threads
        )
        for workers, threads in {(1, cores), (cores, 1)}
    }

    def theirs(at: tuple[int, int], size: int, tokens: list[list[str]]) -> None:
        options = {"beam_size": 2, "max_batch_size": size, "batch_type": "tokens"}
        models[at].translate_batch(tokens, **options)

    sample = tokens[:: max(1, len(tokens) // 100)]
    found = []
    for at, size in (((1, cores), 1024), *(((cores, 1), size) for size in (512, 1024, 2048))):
        theirs(at, size, sample[:16])
        _, busy = measured(partial(theirs, at, size, sample))
        found.append((busy, at, size))
    _, at, size = min(found)

    data = "\n".join(texts).encode()
    articles: list[Any] = []

    def loading() -> None:
        articles[:] = load(data)

    works: dict[str, Callable[[], None]] = {
        "theirs": lambda: theirs(at, size, tokens),
        "loading": loading,
        "ours": lambda: translated(articles, 2),
    }
    loading()
    translated(load("\n".join(texts[:16]).encode()), 2)
    figures: dict[str, list[tuple[float, float]]] = {name: [] for name in works}
    for turn in range(RUNS):
        for name in sorted(works, reverse=turn % 2 == 0):
            figures[name].append(measured(works[name]))
    summed = [
        tuple(map(sum, zip(*both, strict=True)))
        for both in zip(figures["loading"], figures["ours"], strict=True)
    ]
    words = sum(len(text.split()) for text in texts)
    heads = ("seconds", "batch", "share of it", "processor s", "share of it")
    row(f"{len(texts)} sentences, {words} words, beam 2, {RUNS} turns", *heads)
    names: tuple[tuple[str, object, Any], ...] = (
        (f"bare translate_batch, workers x threads {at}", size, figures["theirs"]),
        ("dragoman, from sentences to translations", "", figures["ours"]),
        ("dragoman, from bytes to translations", "", summed),
    )
    for name, batch, runs in names:
        cells = []
        for clock in range(2):
            share = statistics.median(
                one[clock] / other[clock]
                for one, other in zip(figures["theirs"], runs, strict=True)
            )
            cells.append((statistics.median(run[clock] for run in runs), share))
        (seconds, share), (busy, share_busy) = cells
        row(name, f"{seconds:.2f}", batch, f"{share:.3f}", f"{busy:.2f}", f"{share_busy:.3f}")


class Place:
    """A folder with a home of its own, and the texts to translate."""

    def __init__(self, texts: Sequence[str], folder: str) -> None:
        self.folder = Path(folder)
        self.long = self._written("long.txt", many(texts, 2000))
        self.one = self._written("one.txt", texts[:1])

    def _written(self, name: str, texts: Sequence[str]) -> str:
        path = self.folder / name
        path.write_text("\n".join(texts) + "\n", encoding="utf-8")
        return str(path)

    def environment(self, store: str = "store") -> dict[str, str]:
        """Settings with a store of that name; modules are compiled once, as where one installs."""
        place = str(self.folder / store)
        inherited = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
        return {
            **inherited,
            "PYTHONPYCACHEPREFIX": str(self.folder / "compiled"),
            "DRAGOMAN_CACHE": place,
            "DRAGOMAN_DATA": place,
            "DRAGOMAN_CONFIG": place,
        }


def many(texts: Sequence[str], count: int) -> list[str]:
    """So many sentences, no two the same: sentences come again with others before them."""
    found = list(texts[:count])
    step = 1
    while len(found) < count:
        pairs = zip(texts, [*texts[step:], *texts[:step]], strict=True)
        found += [f"{one.rstrip(' .')}، {other}" for one, other in pairs]
        step += 1
    return found[:count]


def translate(*arguments: str) -> list[str]:
    return [str(Path(sys.executable).parent / "translate"), *arguments]


def lines_of(command: list[str], environment: dict[str, str], *wanted: int) -> list[float]:
    """Seconds until each of the wanted lines of a command's output came; it is killed then."""
    start, seconds = time.perf_counter(), []
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE)
    assert process.stdout is not None
    for number, _ in enumerate(process.stdout, 1):
        if number in wanted:
            seconds.append(time.perf_counter() - start)
            if len(seconds) == len(wanted):
                break
    process.kill()
    process.communicate()
    return seconds


def processor_seconds(work: Callable[[], Any]) -> float:
    """Seconds of processor time, user and system, that children take in some work."""

    def used() -> float:
        found = resource.getrusage(resource.RUSAGE_CHILDREN)
        return found.ru_utime + found.ru_stime

    before = used()
    work()
    return used() - before


def wait(texts: Sequence[str]) -> None:
    """What a person waits for: whole processes, medians, each beside Python's own start."""
    with tempfile.TemporaryDirectory() as folder:
        place = Place(texts, folder)
        kept = place.environment()
        subprocess.run(translate(place.long), env=kept, capture_output=True)
        commands = (
            ("translate --help", translate("--help"), 0.15),
            ("2,000 sentences, all stored", translate(place.long), 1.0),
            ("one sentence, nothing stored", translate("--no-cache", place.one), 0.6),
        )
        lines = translate("--no-cache", place.long)
        seconds: dict[str, list[float]] = {}
        busy: dict[str, list[float]] = {}
        python = [sys.executable, "-c", "pass"]
        for _ in range(5):  # in turn: a machine that grows slower is slower for all
            for name, command, _ in (("bare python", python, 0), *commands):

                def run(command: list[str] = command) -> None:
                    subprocess.run(command, env=kept, capture_output=True)

                start = time.perf_counter()
                busy.setdefault(name, []).append(processor_seconds(run))
                seconds.setdefault(name, []).append(time.perf_counter() - start)
            for name, number in (("first line of 2,000", 1), ("100th line", 100)):

                def read(number: int = number, name: str = name) -> None:
                    seconds.setdefault(name, []).extend(lines_of(lines, kept, number))

                busy.setdefault(name, []).append(processor_seconds(read))
        bare_python = statistics.median(seconds["bare python"])
        row("whole processes, medians of 5", "seconds", "aim", "processor s", "x bare python")
        aims = {name: aim for name, _, aim in commands}
        aims |= {"first line of 2,000": 1.0, "100th line": 2.5}
        for name, found in seconds.items():
            median = statistics.median(found)
            used = f"{statistics.median(busy[name]):.2f}" if name in busy else ""
            row(name, f"{median:.3f}", aims.get(name, ""), used, f"{median / bare_python:.1f}")


def lost(texts: Sequence[str]) -> None:
    """What a kill -9 takes: sentences that were decoded and are not stored, in seconds of work."""
    with tempfile.TemporaryDirectory() as folder:
        place = Place(texts, folder)
        row("killed -9 while it works", "stored", "lost", "a second", "lost, s")
        for number, share in enumerate((0.3, 0.6, 0.9)):
            environment = place.environment(f"killed-{number}")
            log = place.folder / f"log-{number}"
            script = _LOGGED.format(log=str(log), file=place.long)
            process = subprocess.Popen(
                [sys.executable, "-c", script], env=environment, stdout=subprocess.DEVNULL
            )
            while not log.exists():
                time.sleep(0.01)
            start = time.perf_counter()
            while log.stat().st_size < share * 2000:
                time.sleep(0.01)
            process.send_signal(signal.SIGKILL)
            process.wait()
            decoded = log.stat().st_size
            store = place.folder / f"killed-{number}" / "translations" / "cache.db"
            with sqlite3.connect(store) as database:
                (stored,) = database.execute("SELECT count(*) FROM Cache").fetchone()
            rate = decoded / (time.perf_counter() - start)
            name = f"after {share:.0%} of 2,000 sentences"
            missing = max(0, decoded - stored)
            row(name, stored, missing, f"{rate:.0f}", f"{missing / rate:.2f}")


_LOGGED = """
import sys
from reader.engine.engine import Engine
from reader.cli.translate import main

finish, log = Engine._finish, open({log!r}, "ab", buffering=0)

def counting(self, row, future):
    hypothesis = finish(self, row, future)
    if not row.again:
        log.write(b".")  # a byte for each sentence that was decoded
    return hypothesis

Engine._finish = counting
sys.argv = ["translate", {file!r}]
main()
"""


_ARGOS = """
import sys
from argostranslate import translate
from reader.text.segmentation import spans

class OurSentences:
    def split_sentences(self, text):
        return [text[start:end] for start, end in spans(text, "ar")]

translation = translate.get_translation_from_codes("ar", "en")
translation.underlying.sentencizer = OurSentences()
print(translation.underlying.hypotheses(open(sys.argv[1], encoding="utf-8").read(), 1)[0].value)
"""


_BARE = """
import os, sys
import ctranslate2, sentencepiece

model, source, target, path = sys.argv[1:]
encoder = sentencepiece.SentencePieceProcessor(model_file=source)
decoder = sentencepiece.SentencePieceProcessor(model_file=target)
cores = len(os.sched_getaffinity(0))
translator = ctranslate2.Translator(model, inter_threads=cores, intra_threads=1)
tokens = encoder.encode(open(path, encoding="utf-8").read().splitlines(), out_type=str)
options = {"beam_size": 2, "max_batch_size": 1024, "batch_type": "tokens"}
found = translator.translate_batch(tokens, **options)
print("\\n".join(decoder.decode(one.hypotheses[0]) for one in found))
"""


def whole(texts: Sequence[str]) -> None:
    """argostranslate against `translate`, each a whole process, on 400 long sentences; and
    CTranslate2 alone with the default's beam, which is as quick as `translate` can become."""
    long = sorted(many(texts, 3 * LONG), key=len)[-LONG:]
    package = starter()
    with tempfile.TemporaryDirectory() as folder:
        place = Place(long, folder)
        path, short = place._written("long-sentences.txt", long), place.one
        files = [str(package.model), str(package.tokenizer), str(package.target_tokenizer)]
        ours = translate("--no-cache", "--no-glossary")
        runs = {
            "argostranslate, beam 4": [sys.executable, "-c", _ARGOS],
            "translate, default": ours,
            "translate -q fast": [*ours, "-q", "fast"],
            "CTranslate2 alone, beam 2": [sys.executable, "-c", _BARE, *files],
        }
        environment = place.environment()

        def run(command: list[str], path: str) -> None:
            subprocess.run([*command, path], env=environment, capture_output=True, check=True)

        for command in runs.values():
            run(command, short)  # compiles the modules
        seconds: dict[str, list[float]] = {name: [] for name in runs}
        busy: dict[str, list[float]] = {name: [] for name in runs}
        for _ in range(RUNS):
            for name, command in runs.items():
                start = time.perf_counter()
                busy[name].append(processor_seconds(partial(run, command, path)))
                seconds[name].append(time.perf_counter() - start)
        heads = ("seconds", "x faster", "processor s", "x less")
        row(f"{len(long)} long sentences, whole process", *heads)
        theirs = "argostranslate, beam 4"
        for name in runs:
            cells = []
            for found in (seconds, busy):
                ratio = statistics.median(
                    one / other for one, other in zip(found[theirs], found[name], strict=True)
                )
                cells += [f"{statistics.median(found[name]):.2f}", f"{ratio:.2f}"]
            row(name, *cells)


_STUB = """
import resource, sys, time
from reader import Translator
from reader.engine.engine import Engine
from reader.engine.queue import Hypothesis
from reader.loading import stream

class Done:
    def __init__(self, sources): self.sources = sources
    def when_done(self, callback): callback()
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
    parts = {
        "peer": peer,
        "whole": whole,
        "bare": bare,
        "wait": wait,
        "lost": lost,
        "memory": memory,
    }
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(parts))
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the rows to FILE, too")
    parser.add_argument("--text", type=Path, metavar="FILE", help="Arabic sentences, one a line")
    help = "sentences of bare (1000), and of whole (400)"
    parser.add_argument("--sentences", type=int, metavar="N", help=help)
    parser.add_argument("--runs", type=int, metavar="N", help="turns of bare and whole (3)")
    options = parser.parse_args()
    global COUNT, LONG, RUNS
    COUNT, LONG = options.sentences or COUNT, options.sentences or LONG
    RUNS = options.runs or RUNS
    wanted = options.parts or ["peer", "whole", "bare", "wait", "lost"]
    unknown = set(wanted) - set(parts)
    if unknown:
        parser.error(f"no such part: {', '.join(unknown)}; choose from {', '.join(parts)}")
    folder = Path(tempfile.mkdtemp())
    try:
        os.environ["ARGOS_PACKAGES_DIR"] = str(folder / "packages")
        os.environ["DRAGOMAN_CACHE"] = str(folder / "cache")
        if {"peer", "whole"} & set(wanted):
            subprocess.run(
                [
                    str(Path(sys.executable).parent / "reader"),
                    *("models", "export", "ar", "en", str(folder / "ar_en.argosmodel")),
                ],
                check=True,
            )
            from argostranslate import package

            package.install_from_path(folder / "ar_en.argosmodel")
        texts = options.text.read_text("utf-8").split("\n")[:-1] if options.text else sentences()
        words = sum(len(text.split()) for text in texts)
        print(f"{processor()}, load {os.getloadavg()[0]:.1f}")
        print(f"{len(texts)} Arabic sentences, {words} words\n")
        for name in wanted:
            parts[name](texts)
            print()
        if options.json:
            record = {"machine": processor(), "sentences": len(texts), "rows": ROWS}
            options.json.write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
