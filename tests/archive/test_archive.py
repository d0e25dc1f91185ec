"""Collections of articles: every article once, every sentence once, whatever happens meanwhile."""

from __future__ import annotations

import gzip
import json
import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

pa = pytest.importorskip("pyarrow", reason="pyarrow is not installed")
pq = pytest.importorskip("pyarrow.parquet")

from reader import ConfigError, DragomanError, Translator, UnreadableFile  # noqa: E402
from reader.archive import inputs  # noqa: E402
from reader.archive.plan import Plan  # noqa: E402
from reader.archive.running import Here  # noqa: E402
from reader.archive.steps import translate  # noqa: E402
from reader.loading import load  # noqa: E402
from tests.archive import stub  # noqa: E402
from tests.waiting import LIMIT  # noqa: E402

READER = str(Path(sys.executable).parent / "reader")
ROOT = Path(__file__).parent.parent.parent
SHARED = "Le ministre a visité le port. "


def articles(count: int) -> list[dict[str, Any]]:
    """Records, each with two sentences of its own and two that all share."""
    return [
        {
            "id": f"a{number}",
            "title": f"Titre {number}",
            "text": f"{SHARED}Il a reçu {number} lettres.\n\nLe navire {number} est parti. "
            "La ville est calme.",
            "url": f"https://example.org/{number}",
        }
        for number in range(count)
    ]


def as_jsonl(path: Path, records: Sequence[Any]) -> Path:
    lines = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in records).encode()
    if path.suffix.lower() == ".gz":
        lines = gzip.compress(lines)
    elif path.suffix.lower() == ".zst":
        packed = pa.BufferOutputStream()
        with pa.CompressedOutputStream(packed, "zstd") as out:
            out.write(lines)
        lines = packed.getvalue().to_pybytes()
    path.write_bytes(lines)
    return path


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What the stub was asked, a sentence a line."""
    path = tmp_path / "log"
    monkeypatch.setenv("STUB_LOG", str(path))
    return path


@pytest.fixture
def plan(tmp_path: Path) -> Callable[..., Plan]:
    """Makes a plan for an input, with the stub."""

    def made(source: Path, output: str = "out", **options: Any) -> Plan:
        return Plan(str(source), str(tmp_path / output), **{"engine": stub.ENGINE, **options})

    return made


def run(plan: Plan, runner: Any = None) -> Counter[str]:
    return translate(plan, runner or Here(), lambda *_: None)


def written(plan: Plan) -> list[dict[str, Any]]:
    """The articles of an output, in order."""
    rows: list[dict[str, Any]] = []
    for path in sorted(plan.output.glob("part-*")):
        if path.suffix == ".parquet":
            rows += pq.read_table(path).to_pylist()
        else:
            with pa.CompressedInputStream(pa.OSFile(str(path)), "zstd") as file:
                rows += [json.loads(line) for line in file.read().splitlines()]
    return rows


def errors(plan: Plan) -> dict[str, str]:
    found: dict[str, str] = {}
    for path in sorted((plan.output / "errors").glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            one = json.loads(line)
            found[one["id"]] = one["reason"]
    return found


@pytest.mark.slow
def test_articles_are_translated_as_by_the_translator(
    tmp_path: Path, plan: Callable[..., Plan]
) -> None:
    texts = [path.read_text("utf-8") for path in sorted((ROOT / "reader/samples").glob("*.txt"))]
    source = as_jsonl(tmp_path / "in.jsonl", [{"id": n, "text": t} for n, t in enumerate(texts)])
    mine = plan(source, engine=Plan("", "").engine, quality="fast", unit=20, part=2)
    totals = run(mine)
    assert totals["articles"] == len(texts) and not totals["errors"]
    translator = Translator(quality="fast")
    rows = written(mine)
    assert [row["id"] for row in rows] == [str(number) for number in range(len(texts))]
    pairs: list[tuple[str, str]] = []
    for row, text in zip(rows, texts, strict=True):
        lines = row["text"].split("\n"), translator.translate_text(text).split("\n")
        pairs += zip(*lines, strict=True)
        assert row["target_language"] == "en" and row["dragoman"] and row["translated_on"]
        assert row["packages"] and all("starter" in name for name in row["packages"])
        assert row["doubtful"] == sum(
            any(doubt["kind"] != "unsure" for doubt in each["doubts"]) for each in row["sentences"]
        )
        for sentence in row["sentences"]:
            start = sentence["start"]
            assert text[start : start + len(sentence["source"])] == sentence["source"]
            for term in sentence["terms"]:
                for side in ("source", "target"):
                    first, last = term[f"{side}_span"]
                    assert 0 <= first < last <= len(sentence[side])
    assert any(sentence["terms"] for row in rows for sentence in row["sentences"])
    # Rounding differs with a batch's shape: what is as good as equal may come out otherwise.
    assert sum(mine != usual for mine, usual in pairs) <= len(pairs) / 25


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "format_"),
    [
        *product(("in.parquet", "in.jsonl", "in.jsonl.gz", "in.jsonl.zst"), ("parquet", "jsonl")),
        *product(("IN.PARQUET", "In.JsonL.GZ", "in.NDJSON.ZST"), ("parquet",)),
    ],
)
def test_records_of_any_kind(
    tmp_path: Path, plan: Callable[..., Plan], name: str, format_: str
) -> None:
    records = articles(7)
    if name.lower().endswith("parquet"):
        pq.write_table(pa.Table.from_pylist(records), tmp_path / name, row_group_size=3)
    else:
        as_jsonl(tmp_path / name, records)
    mine = plan(tmp_path / name, format=format_, part=3)
    assert run(mine)["articles"] == 7
    rows = written(mine)
    assert [row["id"] for row in rows] == [one["id"] for one in records]
    assert [row["text"].strip() for row in rows] == [one["text"].upper() for one in records]
    assert json.loads(rows[3]["more"]) == {"title": "Titre 3", "url": "https://example.org/3"}
    assert len(list(mine.output.glob("part-*"))) == 3
    assert not mine.work.exists(), "what was made on the way is gone"


def test_a_folder_of_documents(tmp_path: Path, plan: Callable[..., Plan]) -> None:
    folder = tmp_path / "in"
    (folder / "deep").mkdir(parents=True)
    (folder / "a.txt").write_text("Le port est fermé.", "utf-8")
    (folder / "deep" / "b.html").write_text("<p>Le <b>navire</b> est parti.</p>", "utf-8")
    as_jsonl(folder / "c.jsonl", articles(2))
    (folder / "bad.docx").write_bytes(b"PK\x03\x04 no document")
    (folder / ".hidden.txt").write_text("Rien.", "utf-8")
    (folder / "picture.png").write_bytes(b"\x89PNG")
    mine = plan(folder)
    run(mine)
    assert sorted(row["id"] for row in written(mine)) == ["a.txt:1", "a0", "a1", "b.html:1"]
    assert list(errors(mine)) == ["bad.docx:1"]


def test_an_output_within_its_input_is_no_input(tmp_path: Path, plan: Callable[..., Plan]) -> None:
    as_jsonl(tmp_path / "in.jsonl", articles(3))
    mine = plan(tmp_path)
    for _ in range(2):
        assert run(mine)["articles"] == 3


def test_a_sentence_is_translated_once(
    tmp_path: Path, plan: Callable[..., Plan], log: Path
) -> None:
    mine = plan(as_jsonl(tmp_path / "in.jsonl", articles(40)), part=7, unit=9, buckets=3)
    totals = run(mine)
    asked = log.read_text("utf-8").splitlines()
    assert len(asked) == len(set(asked)) == totals["different"] == 2 * 40 + 2
    assert totals["occurrences"] == totals["sentences"] == totals["places"] == 4 * 40


@pytest.mark.slow
@pytest.mark.parametrize(
    "options", [{"part": 1}, {"unit": 1}, {"buckets": 5}, {"part": 6, "unit": 4, "buckets": 2}]
)
def test_how_it_is_divided_changes_nothing(
    tmp_path: Path, plan: Callable[..., Plan], options: dict[str, int]
) -> None:
    source = as_jsonl(tmp_path / "in.jsonl", articles(13))
    usual, divided = plan(source), plan(source, "divided", **options)
    run(usual)
    run(divided)
    assert written(usual) == written(divided)


def test_shares_of_a_large_file_give_every_record_once(
    tmp_path: Path, plan: Callable[..., Plan], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inputs, "_SLICE", 4_000)
    monkeypatch.setattr(inputs, "_SPAN", 3)
    source = as_jsonl(tmp_path / "in.jsonl", articles(50))
    assert len(inputs.slices([source])) > 2
    mine = plan(source)
    run(mine)
    assert Counter(row["id"] for row in written(mine)) == {f"a{n}": 1 for n in range(50)}


def test_bad_records_are_set_apart_with_their_reasons(
    tmp_path: Path, plan: Callable[..., Plan], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inputs, "_LONGEST", 5_000)
    source = tmp_path / "in.jsonl"
    good = json.dumps(articles(1)[0])
    lines = [
        good,
        "{broken",
        "[1, 2]",
        json.dumps({"id": "empty", "text": "  "}),
        json.dumps({"id": "number", "text": 5}),
        json.dumps({"id": "russian", "text": "Сегодня делегация посетила город. " * 4}),
        json.dumps({"id": "half", "text": "Le port \ud83d est fermé."}),
        json.dumps({"id": "long", "text": "Le port. " * 1_000}),
    ]
    source.write_bytes("\n".join(lines).encode() + b"\n\xff\xfe\n")
    mine = plan(source)
    totals = run(mine)
    reasons = errors(mine)
    assert totals["errors"] == len(reasons) == 7
    assert [row["id"] for row in written(mine)] == ["a0", "half"]
    assert "not a JSON object" in reasons["in.jsonl:2"]
    assert "not a JSON object" in reasons["in.jsonl:9"]
    assert "'text'" in reasons["empty"] and "'text'" in reasons["number"]
    assert "reader models install ru en" in reasons["russian"]
    assert "9,000 characters" in reasons["long"]


def test_a_fault_of_a_reader_is_an_error_of_its_record(
    tmp_path: Path, plan: Callable[..., Plan], monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "in"
    source.mkdir()
    for name in ("a", "b", "c"):
        (source / f"{name}.txt").write_text(f"Le port {name} est fermé.\n", "utf-8")
    (source / os.fsdecode(b"d\xff.txt")).write_text("Le port d est fermé.\n", "utf-8")
    as_jsonl(source / "e.jsonl", [{"id": n, "text": f"Le port {n} est fermé."} for n in range(3)])
    real_stream, real_load = inputs.stream, inputs.load

    def stream(path: Path, **options: Any) -> Any:
        yield from real_stream(path, **options)
        if path.name == "b.txt":
            raise RecursionError("maximum recursion depth exceeded\nin comparison")

    def loaded(content: bytes, **options: Any) -> Any:
        if b" 1 " in content:
            raise KeyError("a fault")
        return real_load(content, **options)

    monkeypatch.setattr(inputs, "stream", stream)
    monkeypatch.setattr(inputs, "load", loaded)
    mine = plan(source)
    run(mine)
    found = errors(mine)
    assert set(found) == {"b.txt:2", "1"}
    assert "RecursionError" in found["b.txt:2"] and "\n" not in found["b.txt:2"]
    names = sorted(row["id"] for row in written(mine))
    assert names == ["0", "2", "a.txt:1", "b.txt:1", "c.txt:1", "d?.txt:1"]


def test_a_damaged_file_gives_what_stands_before_the_damage(
    tmp_path: Path, plan: Callable[..., Plan]
) -> None:
    whole = as_jsonl(tmp_path / "whole.jsonl.gz", articles(400)).read_bytes()
    (tmp_path / "in.jsonl.gz").write_bytes(whole[: len(whole) - 200])
    mine = plan(tmp_path / "in.jsonl.gz")
    run(mine)
    (reason,) = errors(mine).values()
    assert "damaged" in reason


def test_pages_with_what_is_the_sites(tmp_path: Path, plan: Callable[..., Plan]) -> None:
    page = (
        "<html><body><nav><a href='/'>Accueil</a> <a href='/s'>Sport</a></nav><article><h1>Le "
        "port</h1><p>Le port de la ville est fermé depuis lundi matin.</p></article></body></html>"
    )
    source = as_jsonl(tmp_path / "in.jsonl", [{"id": "p", "text": page}])
    whole, author = (
        plan(source, is_html=True),
        plan(source, "author", is_html=True, author_only=True),
    )
    run(whole)
    run(author)
    assert "SPORT" in written(whole)[0]["text"]
    (row,) = written(author)
    assert row["text"].split("\n\n") == [
        "LE PORT",
        "LE PORT DE LA VILLE EST FERMÉ DEPUIS LUNDI MATIN.\n",
    ]


def test_a_record_of_several_articles_keeps_what_is_the_authors(
    tmp_path: Path, plan: Callable[..., Plan]
) -> None:
    texts = [
        (
            "Le port rouvre",
            "Le port de la ville a rouvert hier après trois semaines de gros travaux...",
        ),
        (
            "La grève continue",
            "Les agents du rail poursuivent la grève pour la cinquième journée de suite...",
        ),
        (
            "La pluie revient",
            "La pluie est revenue sur la région après deux longs mois de sécheresse...",
        ),
    ]
    digest = "Partager\n\n" + "\n\n".join(f"{title}\n\n{text}" for title, text in texts) + "\n"
    assert len(load(digest.encode(), format="text")) == len(texts)
    source = as_jsonl(tmp_path / "in.jsonl", [{"id": "d", "text": digest}])
    mine = plan(source, author_only=True)
    run(mine)
    (row,) = written(mine)
    assert "PARTAGER" not in row["text"].upper()
    for title, text in texts:
        assert f"{title}\n\n{text}".upper() in row["text"]


def test_halves_of_characters_and_nests_stop_nothing(
    tmp_path: Path, plan: Callable[..., Plan]
) -> None:
    source = tmp_path / "in.jsonl"
    record = {"id": "a\ud83d", "title": "Le port \ud83d", "text": "Le port.", "by": "\ud83d"}
    deep = '{"id": "b", "text": ' + "[" * 100_000 + "]" * 100_000 + "}"
    source.write_text(f"{json.dumps(record)}\n{deep}\n", "utf-8")
    mine = plan(source)
    run(mine)
    (row,) = written(mine)
    assert (row["id"], row["title"], row["text"]) == ("a?", "Le port ?", "LE PORT.")
    assert list(errors(mine)) == ["in.jsonl:2"]


def test_what_was_done_is_not_done_again(
    tmp_path: Path, plan: Callable[..., Plan], log: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    records = articles(30)
    records[17]["text"] += " Voilà un خطأ فادح ici."
    source = as_jsonl(tmp_path / "in.jsonl", records)
    mine = plan(source, language="fr", unit=8, part=10)
    with pytest.raises(RuntimeError):
        run(mine)
    done = len(list(mine.folder("translated").glob("*")))
    assert done > 0 and not list(mine.output.glob("part-*"))
    before = log.read_text("utf-8").splitlines()
    monkeypatch.delenv("STUB_LOG")  # without a log it does not fail
    seen: list[tuple[str, int, int]] = []
    translate(mine, Here(), lambda *told: seen.append(told))
    assert seen[:3] == [("splitting", 1, 1), ("gathering", 1, 1), ("translating", done, 8)]
    assert len(written(mine)) == 30
    assert len(before) == len(set(before))
    again = run(mine)
    assert again["articles"] == 30, "done is done"


def test_another_input_or_other_options_are_refused(
    tmp_path: Path, plan: Callable[..., Plan]
) -> None:
    source = as_jsonl(tmp_path / "in.jsonl", articles(3))
    mine = plan(source)
    run(mine)
    with pytest.raises(ConfigError, match="other options"):
        run(replace(mine, quality="best"))
    with pytest.raises(ConfigError, match="other glossaries"):
        own = tmp_path / "own.csv"
        own.write_text("id,fr,en\nport,port,harbour\n", "utf-8")
        held = plan(source, "held", glossaries=(str(own),))
        run(held)
        own.write_text("id,fr,en\nport,port,haven\n", "utf-8")
        run(held)
    as_jsonl(source, articles(4))
    with pytest.raises(ConfigError, match="another input"):
        run(mine)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "thesis.txt").write_text("mine")
    with pytest.raises(ConfigError, match="not empty"):
        run(plan(source, "full"))
    for nothing in (tmp_path / "nowhere", tmp_path / "full" / "x"):
        with pytest.raises(UnreadableFile):
            run(plan(nothing, "new"))
    assert issubclass(ConfigError, DragomanError)


# As a command.


def command(*arguments: str, **environment: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [READER, "archive", "translate", *arguments],
        env={**os.environ, "PYTHONPATH": str(ROOT), "DRAGOMAN_DEBUG": "", **environment},
        stderr=subprocess.PIPE,
        text=True,
    )


def test_an_archive_is_not_written_to_itself(tmp_path: Path) -> None:
    (tmp_path / "un.txt").write_text("Le pont est ouvert depuis hier.")
    status, told = ended(command("--local", str(tmp_path), f"{tmp_path}/."))
    assert (status, len(told.splitlines())) == (2, 1) and "is input and output" in told
    assert [path.name for path in tmp_path.iterdir()] == ["un.txt"]


@pytest.mark.slow
def test_the_status_tells_of_what_was_left_out(tmp_path: Path) -> None:
    source = as_jsonl(tmp_path / "in.jsonl", articles(2))
    mine = ("--local", "--engine", stub.ENGINE, str(source))
    assert ended(command(*mine, str(tmp_path / "one")))[0] == 0
    source.write_text(source.read_text("utf-8") + "no JSON\n", "utf-8")
    status, told = ended(command(*mine, str(tmp_path / "two")))
    assert status == 1 and "2 articles" in told and "1 error (see" in told


def ended(process: subprocess.Popen[str]) -> tuple[int, str]:
    _, told = process.communicate(timeout=LIMIT)
    return process.returncode, told


@pytest.mark.slow
def test_a_run_that_was_killed_goes_on(tmp_path: Path, plan: Callable[..., Plan]) -> None:
    source = as_jsonl(tmp_path / "in.jsonl", articles(1_100))
    log = tmp_path / "log"
    mine = ("--local", "--engine", stub.ENGINE, str(source), str(tmp_path / "out"))
    (tmp_path / "deadly").write_text("Le navire 1050 ")
    status, told = ended(command(*mine, STUB_LOG=str(log)))
    assert status == -signal.SIGKILL, told
    assert list((tmp_path / "out" / ".work" / "translated").glob("[0-9]*.parquet"))
    status, told = ended(command(*mine, STUB_LOG=str(log)))
    assert status == 0, told
    rows = written(plan(source))
    assert Counter(row["id"] for row in rows) == {f"a{number}": 1 for number in range(1_100)}
    asked = Counter(log.read_text("utf-8").splitlines())
    assert len(asked) == 2_202
    assert sum(asked.values()) - len(asked) <= 2_000, "only the unit at work is done again"


@pytest.mark.slow
def test_errors_are_one_line(tmp_path: Path) -> None:
    source = as_jsonl(tmp_path / "in.jsonl", articles(1))
    status, told = ended(command("--local", str(tmp_path / "nowhere"), str(tmp_path / "out")))
    assert (status, told.count("\n")) == (1, 1) and "no such file" in told
    status, told = ended(command("--local", "--address", "auto", str(source), str(tmp_path / "o")))
    assert status == 2
    status, told = ended(
        command("--engine", stub.ENGINE, "--local", "-v", str(source), str(tmp_path / "o"))
    )
    assert status == 2 and told.count("\n") == 1


@pytest.mark.slow
def test_without_ray_it_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from reader.archive.running import OnRay

    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(ConfigError, match=r"pip install 'ray\[data\]'"):
        OnRay()
    source = as_jsonl(tmp_path / "in.jsonl", articles(1))
    code = (
        "import sys; from reader.archive.plan import Plan; from reader.archive.running import Here;"
        "from reader.archive.steps import translate;"
        f"translate(Plan({str(source)!r}, {str(tmp_path / 'out')!r}, engine={stub.ENGINE!r}),"
        "Here(), lambda *_: None); assert 'ray' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT, timeout=LIMIT)


def test_without_pyarrow_it_asks_for_no_more_than_is_needed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from reader.cli.archive import command as archive

    monkeypatch.setitem(sys.modules, "pyarrow", None)
    source = str(as_jsonl(tmp_path / "in.jsonl", articles(1)))
    ray = "pip install pyarrow 'ray[data]'"
    for options, package in (("--local",), "pip install pyarrow"), ((), ray):
        told = CliRunner().invoke(archive, ["translate", *options, source, str(tmp_path / "out")])
        assert told.exit_code == 1 and package in told.output
        assert ("Ray" in told.output) is not bool(options)
