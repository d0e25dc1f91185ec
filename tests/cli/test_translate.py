"""The `translate` command as its users run it: a process, its output, its exit status."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import re
import shutil
import signal
import subprocess
import sys
import termios
from array import array
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO

import pytest
from click.testing import CliRunner

from reader.article import Doubt, DoubtKind, Sentence, Translation
from reader.cli.translate import command
from reader.loading import FORMATS
from reader.translator.translator import Translator
from tests.cli.conftest import TRANSLATE, Endless, long_page, partial_files, wait_for_output_in
from tests.programs import called
from tests.waiting import LIMIT, shown_on, until

PAGE = """الرئيسية
ندوة في الرباط حول أمن الموانئ

احتضنت مدينة الرباط يوم 12 مارس ندوة حول أمن الموانئ. وشارك في الندوة خبراء من ستة بلدان.
استقبل المدير العام للأمن الوطني وفدا من الخبراء، وتباحث الجانبان حول التكوين.

https://example.org/2024
احتضنت مدينة الرباط يوم 12 مارس ندوة حول أمن الموانئ. وشارك في الندوة خبراء من ستة بلدان.
"""


def translate(
    *arguments: str | Path, stdin: str | bytes = b""
) -> subprocess.CompletedProcess[bytes]:
    data = stdin.encode() if isinstance(stdin, str) else stdin
    return called("translate", *arguments, stdin=data)


def one_line(result: subprocess.CompletedProcess[bytes]) -> str:
    lines = result.stderr.decode().splitlines()
    assert len(lines) == 1, lines
    assert "Traceback" not in lines[0]
    return lines[0]


def test_line_n_translates_line_n(page: Path) -> None:
    result = translate(page)
    assert result.returncode == 0
    assert result.stderr == b""
    source, target = PAGE.split("\n"), result.stdout.decode().split("\n")
    assert len(target) == len(source)
    for before, after in zip(source, target, strict=True):
        assert bool(before) == bool(after)
    assert target[6] == "https://example.org/2024"
    assert target[3] == target[7], "the same paragraph, the same translation"
    assert all(ord(character) < 0x600 for character in result.stdout.decode())


@pytest.mark.slow
def test_pipe_and_dash_and_file_agree(page: Path) -> None:
    file = translate(page)
    assert translate(stdin=PAGE).stdout == file.stdout
    assert translate("-", stdin=PAGE).stdout == file.stdout


@pytest.mark.slow
def test_article_leaves_out_the_site(page: Path) -> None:
    everything, article = translate(page), translate("--article", page)
    assert article.returncode == 0
    assert len(article.stdout) < len(everything.stdout)
    assert article.stdout.decode().count(everything.stdout.decode().split("\n")[3]) == 1


@pytest.mark.slow
def test_the_second_run_comes_from_the_store(page: Path) -> None:
    first, second = (translate("-f", "jsonl", page).stdout.decode() for _ in range(2))
    origins = [
        [json.loads(line)["origin"] for line in text.splitlines()] for text in (first, second)
    ]
    assert "model" in origins[0] and "memory" not in origins[0]
    assert "memory" in origins[1] and "model" not in origins[1]
    targets = [
        [json.loads(line)["target"] for line in text.splitlines()] for text in (first, second)
    ]
    assert targets[0] == targets[1]


@pytest.mark.slow
def test_no_cache_neither_reads_nor_writes(page: Path, places: Path) -> None:
    first = translate("--no-cache", page)
    assert not (places / "cache" / "translations").exists()
    assert translate(page).stdout == first.stdout


@pytest.mark.slow
@pytest.mark.parametrize("format_", ["bilingual", "markdown", "html"])
def test_formats_for_reading(page: Path, format_: str) -> None:
    result = translate("-f", format_, page)
    assert result.returncode == 0
    text = result.stdout.decode()
    assert "https://example.org/2024" in text
    assert ("الموانئ" in text) == (format_ != "markdown")


def test_output_directory(page: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("زار الوفد مدينة فاس.\n", encoding="utf-8")
    result = translate("--output-dir", tmp_path / "out", "-f", "html", page, other)
    assert result.returncode == 0 and result.stdout == b""
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["other.html", "page.html"]


def test_two_inputs_of_one_name_do_not_overwrite_each_other(page: Path, tmp_path: Path) -> None:
    twin = tmp_path / "sub" / "page.txt"
    twin.parent.mkdir()
    twin.write_text(PAGE, encoding="utf-8")
    result = translate("--output-dir", tmp_path / "out", page, twin)
    assert result.returncode == 2
    assert "page.txt" in one_line(result)


def test_output_may_not_be_the_input(page: Path, tmp_path: Path) -> None:
    assert translate("-o", page, page).returncode == 2
    assert translate("--output-dir", tmp_path, page).returncode == 2
    assert page.read_text(encoding="utf-8") == PAGE


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(64), "bad.txt"),
        (b"PK\x03\x04" + bytes(200), "bad.txt"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "bad.txt"),
        (b"\x7fELF" + bytes(range(256)), "bad.txt"),
    ],
)
def test_binary_input_is_refused(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "bad.txt"
    path.write_bytes(content)
    result = translate(path)
    assert result.returncode == 1
    assert result.stdout == b""
    assert words in one_line(result)


def test_empty_input_is_empty_output(tmp_path: Path) -> None:
    path = tmp_path / "empty.txt"
    for content in (b"", b"\n \n"):
        path.write_bytes(content)
        result = translate(path)
        assert (result.returncode, result.stderr) == (0, b"")
        assert result.stdout.strip() == b""


def test_folder_missing_and_unreadable(tmp_path: Path, page: Path) -> None:
    result = translate(tmp_path)
    assert result.returncode == 2 and str(tmp_path) in one_line(result)
    result = translate(tmp_path / "nowhere.txt")
    assert result.returncode == 1 and "nowhere.txt" in one_line(result)
    if os.geteuid() != 0:
        page.chmod(0)
        result = translate(page)
        assert result.returncode == 1 and "page.txt" in one_line(result)


def test_one_bad_file_does_not_stop_the_others(page: Path, tmp_path: Path) -> None:
    result = translate(tmp_path / "nowhere.txt", page)
    assert result.returncode == 1
    assert "nowhere.txt" in one_line(result)
    assert result.stdout == translate(page).stdout
    result = translate("--output-dir", tmp_path / "out", tmp_path / "nowhere.txt", page)
    assert result.returncode == 1
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["page.txt"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["--frobnicate"],
        ["-q", "superb", "x.txt"],
        ["-t", "klingon", "x.txt"],
        ["-s", "zz", "x.txt"],
        ["-o", "a", "--output-dir", "b", "x.txt"],
        ["--glossary", "a.csv", "--no-glossary", "x.txt"],
        ["--encoding", "utf-99", "x.txt"],
    ],
)
def test_wrong_usage(arguments: list[str]) -> None:
    result = translate(*arguments)
    assert result.returncode == 2
    assert result.stdout == b""
    assert one_line(result)


def test_a_missing_package_names_the_command_that_installs_it(page: Path) -> None:
    result = translate("-t", "de", page)
    assert result.returncode == 1
    assert result.stdout == b""
    assert "reader models install" in one_line(result)


def test_a_broken_glossary_stops_the_work(page: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.csv"
    broken.write_text("id,ar,en,case\nx,أمن,security,sideways\nx,شرطة,police,keep\n")
    result = translate("--glossary", broken, page)
    assert result.returncode == 1
    assert result.stdout == b""
    errors = result.stderr.decode()
    assert "sideways" in errors and "Traceback" not in errors
    assert len(errors.splitlines()) >= 2, "every fault of the file, not the first alone"


def test_a_damaged_model_is_one_line(page: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.argosmodel"
    bad.write_bytes(b"PK\x03\x04 not really")
    result = translate("--model", bad, page)
    assert result.returncode == 1
    assert "bad.argosmodel" in one_line(result)


@pytest.mark.slow
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this system")
def test_a_full_disk(page: Path) -> None:
    result = translate("-o", "/dev/full", page)
    assert result.returncode == 1 and "No space left" in one_line(result)
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [TRANSLATE, str(page)], stdout=full, stderr=subprocess.PIPE, timeout=600
        )
    assert done.returncode == 1
    assert b"No space left" in done.stderr and b"Traceback" not in done.stderr


@pytest.mark.slow
@pytest.mark.skipif(not Path("/dev/stdout").exists(), reason="no /dev/stdout on this system")
@pytest.mark.parametrize("format_", ["text", "html"])
def test_standard_output_by_its_name_is_written_to_as_it_is(
    page: Path, tmp_path: Path, format_: str
) -> None:
    log = tmp_path / "log"
    log.write_text("begun\n")
    number = log.stat().st_ino
    with log.open("a") as out:
        line = [TRANSLATE, "-f", format_, "-o", "/dev/stdout", str(page)]
        subprocess.run(line, stdout=out, check=True, timeout=600)
        out.write("ended\n")
    assert log.stat().st_ino == number
    text = log.read_text("utf-8")
    assert text.startswith("begun\n") and text.endswith("ended\n") and len(text) > 40


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="no folder that nobody can write to")
def test_an_output_folder_that_cannot_be_written_to_is_said_once(
    page: Path, tmp_path: Path
) -> None:
    shutil.copy(page, tmp_path / "other.txt")
    for line in (
        ["-o", "/proc", tmp_path],
        ["--output-dir", "/proc", page, tmp_path / "other.txt"],
    ):
        result = translate(*line)
        assert result.returncode == 1
        assert "/proc: cannot write here" in one_line(result)


def assert_interrupted(process: subprocess.Popen[bytes], thread: int = 0) -> None:
    os.kill(thread or process.pid, signal.SIGINT)
    assert process.wait(LIMIT) == 130
    (line,) = process.stderr.read().decode().splitlines()
    assert line.startswith("translate: interrupted") and "run it again" in line


def test_interrupted_and_taken_up_again(tmp_path: Path, endless: Endless) -> None:
    path, output = tmp_path / "long.txt", tmp_path / "out.jsonl"
    path.write_text(long_page(60), encoding="utf-8")
    process = endless(path)
    assert process.stdout.readline()
    assert_interrupted(process)
    process = endless("-o", output, path)
    wait_for_output_in(tmp_path)
    assert_interrupted(process)
    assert not output.exists() and not partial_files(tmp_path)
    assert translate("-f", "jsonl", "-o", output, path).returncode == 0
    records = [json.loads(line) for line in output.read_text(encoding="utf-8").splitlines()]
    assert len(records) == 60
    assert records[0]["origin"] == "memory", "what was shown before is not translated again"


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="threads have no names here")
def test_an_interrupt_that_does_not_wake_what_waits_for_input(page: Path, endless: Endless) -> None:
    """As one that comes just before the wait begins, which the system tells nobody of."""
    process = endless(page)
    assert process.stdout.readline()
    process.stdin.write(b"x")
    process.stdin.flush()
    until(lambda: not waiting_in(process.stdin))
    first, second, *_ = sorted(map(int, os.listdir(f"/proc/{process.pid}/task")))
    assert first == process.pid
    assert_interrupted(process, second)


def waiting_in(pipe: IO[bytes]) -> int:
    """Bytes that nobody has read yet."""
    count = array("i", [0])
    fcntl.ioctl(pipe.fileno(), termios.FIONREAD, count)
    return count[0]


def test_killed_half_way_and_run_again(tmp_path: Path, endless: Endless) -> None:
    path, rest = tmp_path / "long.txt", tmp_path / "rest.txt"
    path.write_text(long_page(60), encoding="utf-8")
    rest.write_text(long_page(20, start=60), encoding="utf-8")
    undisturbed = translate("--no-cache", path, rest)
    process = endless(path)
    for _ in range(12):
        assert process.stdout.readline()
    process.kill()
    process.wait(LIMIT)
    again = translate("-f", "jsonl", path, rest)
    records = [json.loads(line) for line in again.stdout.decode().splitlines()]
    origins = [record["origin"] for record in records]
    assert origins[:12] == ["memory"] * 12, "what was done before the kill is not done again"
    assert origins[60:] == ["model"] * 20, "the rest is"
    assert "\n".join(record["target"] for record in records) + "\n" == undisturbed.stdout.decode()
    assert translate(path, rest).stdout == undisturbed.stdout


def test_a_reader_that_goes_away(page: Path, endless: Endless) -> None:
    process = endless(page)
    process.stdout.readline()
    process.stdout.close()
    with suppress(BrokenPipeError):  # it may have noticed already
        process.stdin.write(long_page(1).encode())
        process.stdin.close()
    assert process.wait(LIMIT) == 141
    assert process.stderr.read() == b""


@pytest.mark.slow
def test_progress_only_on_a_terminal(page: Path) -> None:
    parent, child = pty.openpty()
    process = subprocess.Popen([TRANSLATE, str(page)], stdout=subprocess.PIPE, stderr=child)
    os.close(child)
    shown = shown_on(parent)
    output, _ = process.communicate(timeout=LIMIT)
    assert output == translate(page).stdout
    assert "page.txt" in shown and "sentences" in shown
    assert "starter" in shown and "reader models install" in shown


@pytest.mark.slow
def test_no_bar_over_the_text_on_a_terminal(page: Path) -> None:
    parent, child = pty.openpty()
    process = subprocess.Popen([TRANSLATE, str(page)], stdout=child, stderr=child)
    os.close(child)
    shown = shown_on(parent)
    assert process.wait(LIMIT) == 0
    for line in translate(page).stdout.decode().splitlines():
        assert line in shown
    assert "━" not in shown, "a bar writes over the translation"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion(shell: str) -> None:
    result = translate("--completion", shell)
    assert result.returncode == 0
    assert b"_TRANSLATE_COMPLETE" in result.stdout


def test_help_teaches() -> None:
    text = translate("--help").stdout.decode()
    for word in ("--article", "--glossary", "Examples:", "Exit status", "offline"):
        assert word in text


def test_help_names_every_format_that_is_read() -> None:
    text = " ".join(translate("--help").stdout.decode().split())
    assert f"Format of the input: {', '.join(FORMATS)}." in text


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys, reader.cli.translate; "
        "print([m for m in ('ctranslate2', 'textual', 'langdetect', 'numpy', 'rich', 'lxml', "
        "'diskcache', 'argostranslate', 'reader.loading') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(("kind", "status"), [("literal", 1), ("number", 1), ("length", 0)])
def test_a_check_fails_where_something_is_not_held(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: DoubtKind, status: int
) -> None:
    def translate(_: Translator, sentences: Iterable[Sentence]) -> Iterator[Translation]:
        for sentence in sentences:
            yield Translation(sentence, "…", "model", doubts=(Doubt(kind, "40 is missing"),))

    monkeypatch.setattr(Translator, "translate", translate)
    (tmp_path / "a.txt").write_text("Le port.\nLe port a 40 quais.\n", "utf-8")
    arguments = ["-s", "fr", "--no-cache", str(tmp_path / "a.txt")]
    done = CliRunner().invoke(command, [*arguments, "--check"], standalone_mode=False)
    assert done.return_value == status
    assert done.stderr.count("40 is missing") == 2 * status
    assert CliRunner().invoke(command, arguments, standalone_mode=False).return_value == 0


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "begins"),
    [("o.html", "<!doctype html>"), ("o.md", "#"), ("o.jsonl", r"\{"), ("o", r"\w")],
)
def test_an_output_is_of_the_kind_that_its_name_says(
    tmp_path: Path, name: str, begins: str
) -> None:
    source = tmp_path / "source.txt"
    source.write_text("Le port de Tanger\n\nLe port ouvre demain.\n", "utf-8")
    result = translate("-s", "fr", "-o", str(tmp_path / name), str(source))
    assert result.returncode == 0, result.stderr
    assert re.match(begins, (tmp_path / name).read_text("utf-8").lstrip())
