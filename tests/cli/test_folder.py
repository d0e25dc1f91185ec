"""`translate` on a folder: the same tree again, what changed in it, what arrives."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reader import Translator, load
from reader.memory.store import Memory
from tests.cli.conftest import TRANSLATE
from tests.programs import called_in_text
from tests.waiting import until

pytestmark = pytest.mark.slow

OPEN = "Le pont est ouvert depuis hier matin, dit le maire de la ville.\n"
SHUT = "Le tunnel est fermé depuis lundi dernier, dit le maire de la ville.\n"
SRT = "1\n00:00:01,000 --> 00:00:02,000\nLe pont est ouvert depuis hier.\n"

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    for name, text in (
        ("un.txt", OPEN),
        ("sub/deep/deux.txt", SHUT),
        ("sub/film.srt", SRT),
        ("sub/notes.md", f"# Titre du jour\n\n{OPEN}"),
        (".hidden/trois.txt", OPEN),
        ("photo.jpg", "no text"),
    ):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return folder


@pytest.fixture
def run(tmp_path: Path, tree: Path) -> Run:
    def run(*options: str) -> subprocess.CompletedProcess[str]:
        return called_in_text("translate", tree, "-o", tmp_path / "out", *options)

    return run


def written(folder: Path) -> list[str]:
    return sorted(
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith(".")
    )


def test_the_same_tree_comes_out_and_then_what_changed(
    tree: Path, tmp_path: Path, run: Run
) -> None:
    first = run()
    assert (first.returncode, first.stdout) == (0, "")
    assert first.stderr.splitlines()[-1] == "translate: 4 translated"
    out = tmp_path / "out"
    assert written(out) == ["sub/deep/deux.txt", "sub/film.srt", "sub/notes.md", "un.txt"]
    assert "00:00:01,000 --> 00:00:02,000" in (out / "sub/film.srt").read_text()
    assert (out / "sub/notes.md").read_text().startswith("# ")
    times = {name: (out / name).stat().st_mtime_ns for name in written(out)}

    assert run().stderr == "translate: 4 unchanged\n"
    assert times == {name: (out / name).stat().st_mtime_ns for name in written(out)}

    (tree / "un.txt").write_text(SHUT)
    (tree / "neuf.txt").write_text(OPEN)
    (out / "sub/film.srt").unlink()
    assert run().stderr == "translate: 3 translated, 2 unchanged\n"
    assert (out / "un.txt").read_text() == (out / "sub/deep/deux.txt").read_text()

    assert run("--quality", "fast").stderr == "translate: 5 translated\n"


def test_pipes_and_links_to_nowhere_hold_nothing_up(tree: Path, tmp_path: Path, run: Run) -> None:
    os.mkfifo(tree / "pipe.txt")
    os.mkfifo(tree / "sub" / "pipe.xml")
    (tree / "nowhere.txt").symlink_to("missing.txt")
    (tree / "circle.txt").symlink_to("circle.txt")
    (tree / "circle").symlink_to("circle")
    assert run().stderr == "translate: 4 translated\n"
    assert len(written(tmp_path / "out")) == 4


def test_errors_are_told_of_at_the_end_and_keep_nothing_else(tree: Path, run: Run) -> None:
    (tree / "a.docx").write_text("no document")
    (tree / "z.pdf").write_text("no PDF")
    result = run()
    assert result.returncode == 1
    assert result.stderr.splitlines() == [
        "translate: 4 translated, 2 could not be translated:",
        f"  {tree / 'a.docx'} is called .docx but is not one: give it the name of what it is",
        f"  {tree / 'z.pdf'} is not a PDF: give it the name of what it is",
    ]
    assert run().returncode == 1


def test_a_correction_makes_anew_what_it_concerns(tree: Path, tmp_path: Path, run: Run) -> None:
    assert run().returncode == 0
    assert run().stderr == "translate: 4 unchanged\n"
    memory = Memory()
    translator = Translator(memory=memory)
    (article,) = load(tree / "un.txt")
    (sentence,) = translator.sentences(article)
    translator.correct(sentence, "The bridge is mine.")
    memory.close()
    assert run().stderr == "translate: 4 translated\n"
    assert (tmp_path / "out" / "un.txt").read_text().strip() == "The bridge is mine."
    assert run().stderr == "translate: 4 unchanged\n"


@pytest.mark.skipif(os.name == "nt", reason="names are not bytes there")
def test_a_name_that_is_not_utf_8_does_not_make_all_anew(tree: Path, run: Run) -> None:
    try:
        (tree / os.fsdecode(b"\xff.txt")).write_text(OPEN)
    except OSError:
        pytest.skip("names have to be UTF-8 here")
    assert run().stderr.splitlines()[-1] == "translate: 5 translated"
    assert run().stderr == "translate: 5 unchanged\n"


@pytest.mark.skipif(os.name == "nt", reason="folders are not closed there")
def test_a_folder_that_cannot_be_looked_into_is_told_of(
    tree: Path, tmp_path: Path, run: Run
) -> None:
    closed = tree / "sub" / "deep"
    closed.chmod(0)
    try:
        if os.access(closed, os.R_OK):  # root looks into everything
            pytest.skip("every folder can be read here")
        result = run()
    finally:
        closed.chmod(0o700)
    assert result.returncode == 1
    assert result.stderr.splitlines()[-2:] == [
        "translate: 3 translated, 1 could not be translated:",
        f"  {closed}: Permission denied",
    ]


def test_feeds_are_told_from_other_xml(tree: Path, tmp_path: Path, run: Run) -> None:
    item = "<item><title>Le pont est ouvert</title></item>"
    (tree / "nouvelles.xml").write_text(f"<rss><channel>{item}</channel></rss>")
    (tree / "build.xml").write_text("<project/>")
    assert run().stderr.splitlines()[-1] == "translate: 5 translated"
    assert (tmp_path / "out" / "nouvelles.xml").read_text().count("<item>") == 1
    assert not (tmp_path / "out" / "build.xml").exists()


def test_a_format_for_all(tree: Path, tmp_path: Path, run: Run) -> None:
    (tree / "un.md").write_text(SHUT)
    assert run("-f", "html").returncode == 0
    out = tmp_path / "out"
    assert written(out) == [
        *("sub/deep/deux.html", "sub/film.html", "sub/notes.html"),
        *("un.html", "un.txt.html"),
    ]


def test_an_output_inside_the_input_is_no_part_of_it(tree: Path, tmp_path: Path) -> None:
    for _ in range(2):
        result = called_in_text("translate", tree, "-o", tree / "english")
        assert result.returncode == 0
    assert written(tree / "english") == [
        "sub/deep/deux.txt",
        "sub/film.srt",
        "sub/notes.md",
        "un.txt",
    ]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["IN"], "name the one to write to"),
        (["IN", "IN/un.txt", "-o", "out"], "translate it by itself"),
        (["IN", "-o", "IN/un.txt"], "is a file"),
        (["IN", "-o", "IN"], "input and output"),
        (["--watch", "IN/un.txt", "-o", "out"], "--watch waits for files in a folder"),
    ],
)
def test_wrong_usage_is_told_in_one_line(
    tree: Path, arguments: list[str], says: str, tmp_path: Path
) -> None:
    words = (word.replace("IN", str(tree)) for word in arguments)
    result = called_in_text("translate", *words, cwd=tmp_path)
    assert result.returncode == 2
    assert says in result.stderr and len(result.stderr.splitlines()) == 1


@pytest.fixture
def watching(tree: Path, tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    line = [TRANSLATE, "--watch", str(tree), "-o", str(tmp_path / "out")]
    with subprocess.Popen(line, stderr=subprocess.PIPE, text=True) as process:
        yield process
        process.kill()


def test_what_arrives_is_translated_until_ctrl_c(
    tree: Path, tmp_path: Path, watching: subprocess.Popen[str]
) -> None:
    assert watching.stderr is not None
    told: list[str] = []
    for line in watching.stderr:
        told.append(line)
        if "Ctrl-C" in line:
            break
    assert "translate: 4 translated\n" in told
    out = tmp_path / "out"
    (tree / "neu").mkdir()
    (tree / "neu" / "quatre.txt").write_text(OPEN)
    (tree / "x.pdf").write_text("no PDF")
    until(lambda: (out / "neu" / "quatre.txt").exists())
    for line in watching.stderr:
        told.append(line)
        if "is not a PDF" in line:
            break
    watching.send_signal(signal.SIGINT)
    rest = watching.stderr.read()
    assert watching.wait(60) == 130
    assert rest.splitlines()[-1].startswith("translate: interrupted")
    assert "Traceback" not in rest
    assert not [name for name in os.listdir(out) if name.endswith(".part")]
