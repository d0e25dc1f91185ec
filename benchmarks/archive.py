"""An archive from its first article to its last: time of each step, memory, room.

    python benchmarks/archive.py [--articles 100000] [--sentences 4] [--repeats 0.3] [--real]
                                 [--ray] [--workers 2] [--lose worker|node] [--json FILE]

Articles are made of invented Arabic sentences, a share of which come again and again. Without
`--real` a stub stands for the models, so that what is measured is everything else. Processor time
and memory are of this process; the memory of Ray's largest worker is told apart. `--lose` kills a
worker, or a node of a cluster of two, while the work is done: every article has to come once.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import signal
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from reader.archive.plan import Plan, buckets_of
from reader.archive.running import Here, OnRay
from reader.archive.steps import translate
from reader.article import Sentence, Translation
from reader.translator.translator import Translator

HERE = Path(__file__).resolve()
_MARK = "DRAGOMAN_BENCHMARK"
"""In the environment of every process of a run."""
_WORDS = (
    "الوزير الوفد السفير المدير الخبير الرئيس القاضي المندوب المجلس الحكومة المدينة الميناء القرار "
    "المشروع الاجتماع البرنامج الاتفاق السوق المدرسة الجامعة المستشفى الطريق القطار المطار الصيد "
    "الفلاحة الماء الكهرباء الأمن الشرطة الصحافة الشركة العمال الطلبة السكان الزوار"
).split()
_VERBS = "زار استقبل شكر انتظر رافق أعلن أكد افتتح ناقش راجع".split()


class Stub(Translator):
    """Translates nothing: what it is given comes back."""

    def translate(self, sentences: Iterable[Sentence], *_: Any, **__: Any) -> Iterator[Translation]:
        wait = float(os.environ.get("STUB_WAIT", "0"))
        for sentence in sentences:
            if wait > 0:
                _work(wait)
            elif wait < 0:
                time.sleep(-wait)
            yield Translation(sentence, sentence.text, "model", package="stub", score=-0.5)


def _work(seconds: float) -> None:
    """Keep a core busy, as a model would."""
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass


def stub(plan: Plan, cores: int) -> Stub:
    return Stub(target=plan.target, termbases=())


def sentence(number: int) -> str:
    chance = random.Random(number)
    words = chance.choices(_WORDS, k=chance.randint(5, 22))
    return f"{chance.choice(_VERBS)} {' '.join(words)} رقم {number}."


def write_input(path: Path, articles: int, sentences: int, repeats: float) -> None:
    chance = random.Random(7)
    with path.open("w", encoding="utf-8") as out:
        for number in range(articles):
            own = [
                sentence(chance.randrange(1_000))
                if chance.random() < repeats
                else sentence(1_000 + number * sentences + place)
                for place in range(sentences)
            ]
            record = {"id": f"a{number}", "title": own[0], "text": " ".join(own)}
            out.write(json.dumps(record, ensure_ascii=False) + "\n")


class Watch:
    """Time of each step, and the room that the work takes in the end."""

    def __init__(self, plan: Plan, with_children: bool) -> None:
        self._plan = plan
        self._with_children = with_children
        self._last = (time.monotonic(), self._processor())
        self.steps: dict[str, dict[str, float]] = {}
        self.work = 0
        self.resident: list[int] = []
        self._seen = 0

    def _processor(self) -> float:
        whole = 0.0
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN):
            used = resource.getrusage(who)
            whole += used.ru_utime + used.ru_stime
        return whole

    def __call__(self, step: str, done: int, whole: int) -> None:
        self.resident.append(_resident(os.getpid()))
        if done < whole:
            return
        now = (time.monotonic(), self._processor())
        self.steps[step] = {
            "seconds": round(now[0] - self._last[0], 1),
            "processor_s": round(now[1] - self._last[1], 1),
            "memory_mb": max(self.resident[self._seen :]),
        }
        self._seen = len(self.resident)
        self._last = now
        if step == "writing":
            self.work = _room(self._plan.work)


def _resident(process: int) -> int:
    try:
        for line in Path(f"/proc/{process}/status").read_text().splitlines():
            if line.startswith("VmRSS"):
                return int(line.split()[1]) // 1024
    except OSError:
        pass
    return 0


def _processor(process: int) -> int:
    """Ticks of the processor that a process has had."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return int(fields[11]) + int(fields[12])


def _workers() -> list[int]:
    """Process ids of Ray's workers that this run has started."""
    mark = f"{_MARK}={os.environ[_MARK]}".encode()
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                name = (entry / "cmdline").read_bytes()
                is_ours = mark in (entry / "environ").read_bytes().split(b"\0")
            except OSError:
                continue
            if is_ours and name.startswith(b"ray::MapWorker(MapBatches(_Worker))"):
                found.append(int(entry.name))
    return found


def _room(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--sentences", type=int, default=4)
    parser.add_argument("--repeats", type=float, default=0.3)
    parser.add_argument("--real", action="store_true")
    parser.add_argument("--quality", default="balanced")
    parser.add_argument("--unit", type=int, default=2_000)
    parser.add_argument("--ray", action="store_true")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--work", type=float, default=0.0, help="Seconds of a core a sentence.")
    parser.add_argument("--wait", type=float, default=0.0, help="Seconds that a sentence waits.")
    parser.add_argument("--lose", choices=["worker", "node"])
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    os.environ[_MARK] = str(os.getpid())
    os.environ["STUB_WAIT"] = str(options.work or -options.wait)
    os.environ["PYTHONPATH"] = f"{HERE.parent}{os.pathsep}{os.environ.get('PYTHONPATH', '')}"
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "in.jsonl"
        write_input(source, options.articles, options.sentences, options.repeats)
        size = source.stat().st_size
        plan = Plan(
            str(source),
            str(Path(folder) / "out"),
            quality=options.quality,
            unit=options.unit,
            buckets=buckets_of(size),
            engine=Plan("", "").engine if options.real else f"{HERE.stem}:stub",
        )
        watch = Watch(plan, options.ray)
        cluster, address = None, None
        if options.lose == "node":
            from ray.cluster_utils import Cluster

            cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 1})
            node = cluster.add_node(num_cpus=1)
            address = cluster.address
        runner = OnRay(address=address, workers=options.workers) if options.ray else Here()
        peaks: Counter[int] = Counter()
        spent: Counter[int] = Counter()
        over = threading.Event()

        def look() -> None:
            while not over.wait(0.5):
                for process in _workers():
                    peaks[process] = max(peaks[process], _resident(process))
                    spent[process] = max(spent[process], _processor(process))

        def lose() -> None:
            while len(list(plan.folder("translated").glob("[0-9]*.parquet"))) < 3:
                time.sleep(0.1)
            if options.lose == "worker":
                os.kill(_workers()[0], signal.SIGKILL)
            elif cluster is not None:
                cluster.remove_node(node, allow_graceful=False)
            print(f"{options.lose} lost", file=sys.stderr)

        threading.Thread(target=look, daemon=True).start()
        if options.lose:
            threading.Thread(target=lose, daemon=True).start()
        totals = translate(plan, runner, watch)
        over.set()
        if isinstance(runner, OnRay):
            runner.close()
        if cluster is not None:
            cluster.shutdown()
        ids = Counter(
            identity
            for path in plan.output.glob("part-*.parquet")
            for identity in pq.read_table(path, columns=["id"])["id"].to_pylist()
        )
        whole = ids == Counter(f"a{number}" for number in range(options.articles))
        figures = {
            "articles": options.articles,
            "sentences": totals["sentences"],
            "different": totals["different"],
            "every_article_once": whole,
            "steps": watch.steps,
            "input_mb": round(size / 2**20, 1),
            "work_mb": round(watch.work / 2**20, 1),
            "output_mb": round(_room(plan.output) / 2**20, 1),
            "memory_mb": max(watch.resident),
            "worker_memory_mb": max(peaks.values(), default=0),
            "workers_processor_s": round(spent.total() / os.sysconf("SC_CLK_TCK"), 1),
        }
    print(json.dumps(figures, indent=1))
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
