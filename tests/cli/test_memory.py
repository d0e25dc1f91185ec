"""`reader memory`, and corrections that pay again, as their user has them."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from reader import Translator, load
from reader.memory.store import Memory
from reader.memory.units import Units
from tests.programs import called_in_text

Run = Callable[..., subprocess.CompletedProcess[str]]
TSV = "Le port compte 40 quais.\tThere are 40 quays in the port.\n"


@pytest.fixture
def run(tmp_path: Path) -> Run:
    def call(program: str, *arguments: str, input: str = "") -> subprocess.CompletedProcess[str]:
        return called_in_text(program, *arguments, stdin=input, cwd=tmp_path)

    (tmp_path / "mine.tsv").write_text(TSV, "utf-8")
    return call


def test_a_memory_is_imported_searched_exported_and_emptied(run: Run, tmp_path: Path) -> None:
    assert run("reader", "memory", "import", "mine.tsv").stderr.strip().endswith("Say -s fr")
    added = run("reader", "memory", "import", "-s", "fr", "mine.tsv")
    assert added.stdout.startswith("1 unit added to ")
    assert "French → English" in run("reader", "memory", "stats").stdout
    (unit,) = json.loads(run("reader", "memory", "search", "quais", "--format", "json").stdout)
    assert unit["target"] == "There are 40 quays in the port."
    assert run("reader", "memory", "search", "nothing").returncode == 1
    assert run("reader", "memory", "export", "out.tmx").stdout == "wrote 1 unit to out.tmx\n"
    assert run("reader", "memory", "remove", str(unit["id"])).stdout == "1 unit removed\n"
    gone = run("reader", "memory", "remove", str(unit["id"]))
    assert (gone.returncode, gone.stdout) == (1, "0 units removed\n")
    assert gone.stderr == f"reader: there is no unit {unit['id']}\n"
    assert run("reader", "memory", "import", "out.tmx").stdout.startswith("1 unit added")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["mine.tsv", "out.tmx"]


def test_a_memory_of_two_directions_is_taken_along(run: Run, tmp_path: Path) -> None:
    run("reader", "memory", "import", "-s", "fr", "mine.tsv")
    (tmp_path / "back.tsv").write_text("The gate opens.\tLa porte s'ouvre.\n", "utf-8")
    refused = run("reader", "memory", "import", "-s", "en", "back.tsv")
    assert refused.stderr.strip().endswith("Say -t fr")
    run("reader", "memory", "import", "-s", "en", "-t", "fr", "back.tsv")
    mixed = run("reader", "memory", "export", "all.tsv")
    assert mixed.returncode == 1 and "fr→en" in mixed.stderr and "en→fr" in mixed.stderr
    assert not (tmp_path / "all.tsv").exists()
    assert run("reader", "memory", "export", "-t", "fr", "back2.tsv").stdout.startswith("wrote 1 ")
    assert (tmp_path / "back2.tsv").read_text("utf-8") == (tmp_path / "back.tsv").read_text("utf-8")
    run("reader", "memory", "export", "all.tmx")
    run("reader", "memory", "remove", "1", "2")
    assert run("reader", "memory", "import", "all.tmx").stdout.startswith("2 units added")
    stats = run("reader", "memory", "stats").stdout
    assert "1  French → English" in stats and "1  English → French" in stats


def test_an_import_leaves_one_whole_file(run: Run, places: Path, tmp_path: Path) -> None:
    """Whoever copies it, for a backup or another machine, has all of it."""
    run("reader", "memory", "import", "-s", "fr", "mine.tsv")
    file = places / "data" / "memory.db"
    assert [path.name for path in file.parent.glob("memory.db*")] == ["memory.db"]
    with closing(Units(file)) as units:
        assert len(units) == 1


def test_a_damaged_memory_is_told_of_once_and_kept(run: Run, places: Path, tmp_path: Path) -> None:
    run("reader", "memory", "import", "-s", "fr", "mine.tsv")
    file = places / "data" / "memory.db"
    file.write_bytes(bytes(100) + file.read_bytes()[100:])
    said = run("reader", "memory", "stats")
    assert said.returncode == 0
    assert "the translation memory was damaged: 1 unit recovered; the damaged" in said.stderr
    assert len(list(file.parent.glob("memory.db.damaged-*"))) == 1
    assert run("reader", "memory", "stats").stderr == ""
    file.write_bytes(b"not a database" * 500)
    assert ": 0 units recovered" in run("reader", "memory", "stats").stderr


def test_a_job_file_is_imported_and_a_broken_one_up_to_where_it_breaks(
    run: Run, tmp_path: Path
) -> None:
    unit = '<trans-unit id="{0}"><source>Quai {0}.</source><target state="{1}">Quay {0}.</target>'
    body = "".join(
        unit.format(number, state) + "</trans-unit>"
        for number, state in enumerate(("final", "translated", "new"), 1)
    )
    head = '<xliff version="1.2"><file source-language="fr" target-language="en-GB"><body>'
    (tmp_path / "job.xlf").write_text(f"{head}{body}</body></file></xliff>", "utf-8")
    done = run("reader", "memory", "import", "job.xlf")
    assert done.stdout.startswith("2 units added to ")
    assert "job.xlf: left out 1 unit not marked as translated or final" in done.stderr
    (tmp_path / "cut.xlf").write_text(head + body.replace("Quai", "Grue") + "<trans-unit>", "utf-8")
    cut = run("reader", "memory", "import", "cut.xlf")
    assert cut.returncode == 1 and cut.stdout.startswith("2 units added to ")
    assert "cut.xlf:1 is not well-formed XML" in cut.stderr and "Traceback" not in cut.stderr
    assert "ends in .tmx, .tsv" in run("reader", "memory", "export", "job.xlf").stderr


def test_a_match_is_used_as_it_stands_and_repaired(run: Run) -> None:
    text = "Le port compte 40 quais.\nLe port compte 1 200 quais.\n"
    run("reader", "memory", "import", "-s", "fr", "mine.tsv")
    lines = run("translate", "-s", "fr", input=text).stdout.splitlines()
    assert lines == ["There are 40 quays in the port.", "There are 1,200 quays in the port."]


def test_a_file_serves_as_memory_for_one_run(run: Run, places: Path) -> None:
    text = "Le port compte 7 quais.\n"
    out = run("translate", "-s", "fr", "-f", "jsonl", "--memory", "mine.tsv", input=text).stdout
    record = json.loads(out)
    assert (record["target"], record["origin"]) == ("There are 7 quays in the port.", "memory")
    assert not (places / "data" / "memory.db").exists()


def test_a_file_that_is_named_comes_before_the_memory(run: Run, tmp_path: Path) -> None:
    run("reader", "memory", "import", "-s", "fr", "mine.tsv")
    (tmp_path / "client.tsv").write_text("Le port compte 40 quais.\tForty quays, sir.\n", "utf-8")
    text = "Le port compte 40 quais.\n"
    out = run("translate", "-s", "fr", "--memory", "client.tsv", input=text).stdout
    assert out == "Forty quays, sir.\n"


def test_a_correction_pays_again_where_only_a_number_differs() -> None:
    memory = Memory()
    translator = Translator(source="fr", memory=memory, termbases=())
    first, second = (
        sentence
        for text in ("La digue mesure 300 mètres.", "La digue mesure 850 mètres.")
        for article in load(text.encode())
        for sentence in translator.sentences(article)
    )
    translator.correct(first, "The jetty is 300 metres long.")
    corrected = translator.stored(second)
    assert corrected is not None and corrected.target == "The jetty is 850 metres long."
    translator.correct(first, "")
    assert translator.stored(second) is None
    memory.close()
