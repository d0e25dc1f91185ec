"""The `translate` command in the hands of a hostile user, or on an unlucky machine."""

from __future__ import annotations

import os
import pty
import re
import signal
import stat
import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import TRANSLATE, Endless, partial_files, wait_for_output_in
from tests.programs import called, folder
from tests.waiting import LIMIT, shown_on, until

pytestmark = pytest.mark.slow

STARTED = re.compile(r"&-|ulimit|\b[A-Z]+=|env -u")
PAGE = "زار الوفد مدينة فاس.\nوعاد إلى الرباط.\n"


def shell(command: str, place: Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run a line of shell in `place`, with `translate` on its path.

    It is the program itself where the line changes what a start of it finds.
    """
    programs = Path(TRANSLATE).parent if STARTED.search(command) else folder()
    path = f"{programs}:{os.environ['PATH']}"
    return subprocess.run(
        ["bash", "-c", command],
        cwd=place,
        env={**os.environ, "PATH": path, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=600,
    )


def complaint(result: subprocess.CompletedProcess[bytes]) -> str:
    (line,) = result.stderr.decode().splitlines()
    assert line.startswith("translate: ") and "Traceback" not in line and "internal" not in line
    return line


@pytest.mark.parametrize(
    ("command", "status", "words"),
    [
        ("translate - <&-", 1, "standard input is closed"),
        ("translate ''", 1, "empty"),
        ("translate -o '' page.txt", 2, "--output is empty"),
        ("translate --model '' page.txt", 2, "--model is empty"),
        ("translate --output-dir '' page.txt", 2, "--output-dir is empty"),
        ("printf 'Le roi est mort ici.' | translate --encoding utf-16 -", 1, "not in utf-16"),
        ("translate page.txt >&-", 1, "standard output is closed"),
        ("translate --help >&-", 1, "standard output is closed"),
        ("translate -o nowhere/out.txt page.txt", 1, "nowhere/out.txt"),
        ("translate $'two\\nlines.txt'", 1, "two lines.txt"),
        ("translate $'\\e[31mred.txt'", 1, r"\x1b[31mred.txt"),
        ("translate $'\\xff.txt'", 1, r"\xff.txt"),
        (f"translate {'x' * 300}", 1, "too long"),
        ("translate 'Le roi est mort.'", 1, "“Le roi est mort.”; if it is the text itself"),
        (f"translate '{'قال الوزير ' * 60}'", 1, "pipe it: echo TEXT | translate"),
        ("translate 'annual report.docx'", 1, "annual report.docx: there is no such file"),
        ("translate https://example.org/news", 1, "curl -s URL | translate"),
        ("translate -o page.txt page.txt", 2, "input and output"),
        ("translate -g . page.txt", 1, "There is no glossary “.”"),
        ("translate --jobs -1 page.txt", 2, "--jobs"),
        ("translate -page.txt", 2, "No such option"),
        ("cp page.txt ./-dash.txt; translate *.txt", 2, "; the file -dash.txt is written ./-dash"),
        ("cp page.txt ./-tables.txt; translate *.txt", 2, "; the file -tables.txt is written ./"),
        ("head -c 4000 /bin/ls | translate", 1, "translate: standard input is a program"),
        ("translate --model page.txt page.txt", 1, "page.txt"),
        ("translate -o new/ page.txt", 2, "new/ is the name of a folder: use --output-dir"),
        ("translate --output-dir /dev/null page.txt", 1, "/dev/null: Not a directory"),
        ("translate -f docx -o /dev/full page.txt", 1, "No space left"),
        (
            "seq 5000 > n; ulimit -f 4; translate --no-cache --no-glossary -o big.txt n",
            1,
            "translate: big.txt: File too large",
        ),
        ("ln -s a b; ln -s b a; translate -o a page.txt", 1, "a: Too many levels of symbolic"),
        ("ln -s a b; ln -s b a; translate --output-dir a page.txt", 1, "a: Not a directory"),
        ("translate --model '~nobody/x' page.txt", 1, "there is no model ~nobody/x"),
        ("translate --input-format html /dev/zero", 1, "/dev/zero is larger than 100 MB"),
        ("translate -g /dev/zero page.txt", 1, "/dev/zero is larger than 100 MB"),
        ("translate --input-format docx page.txt", 1, "not in the format docx"),
        ("translate -g '' page.txt", 1, "names is empty"),
    ],
)
def test_one_clear_line(page: Path, command: str, status: int, words: str) -> None:
    result = shell(command, page.parent)
    assert (result.returncode, result.stdout) == (status, b"")
    assert words in complaint(result)


def test_a_name_with_a_dash_is_read_after_two(page: Path) -> None:
    result = shell("cp page.txt ./-dash.txt; translate -- -dash.txt", page.parent)
    assert result.returncode == 0 and len(result.stdout.splitlines()) == 2


def test_a_message_between_two_texts_has_its_line(page: Path) -> None:
    result = shell("translate page.txt missing.txt page.txt 2>&1", page.parent)
    lines = result.stdout.decode().splitlines()
    assert len(lines) == 5 and lines[2] == "translate: missing.txt: there is no such file"
    assert lines[:2] == lines[3:]


def test_what_is_in_the_target_language_is_not_left_in_silence(page: Path) -> None:
    result = shell("translate -s ar -t ar page.txt", page.parent)
    assert (result.returncode, result.stdout.decode()) == (0, PAGE)
    assert complaint(result).endswith("page.txt: it is already in Arabic, and is left as it is")


@pytest.mark.parametrize(
    "command",
    [
        "translate -o out page.txt >&-",
        "translate -o out page.txt <&- >&- 2>&-",
        "translate /dev/stdin < page.txt > out",
        "mkfifo f && (cat page.txt > f &) ; translate f > out",
        "mkfifo f && { cat f > out & translate -o f page.txt && wait && test -p f; }",
        "mkdir a && cp page.txt a/-p.txt && cd a && translate -o ../out -- -p.txt",
        "cp page.txt $'\\xff[b]\\n.txt' && translate -j 99 -o out $'\\xff[b]\\n.txt'",
        "translate --output-dir deep/er page.txt && mv deep/er/page.txt out",
        f"cp page.txt {'x' * 250}.txt && translate -o {'y' * 255} {'x' * 250}.txt && mv y* out",
        "LC_ALL=C PYTHONCOERCECLOCALE=0 PYTHONUTF8=0 translate page.txt > out",
        "env -u HOME translate page.txt > out",
        "HOME=/nonexistent DRAGOMAN_STATE='~nobody-here/x' translate page.txt > out",
        "ln -s target out && translate -o out page.txt && test -L out",
    ],
)
def test_it_works_all_the_same(page: Path, command: str) -> None:
    result = shell(command, page.parent)
    assert result.returncode == 0, result.stderr
    assert result.stderr == b""
    assert (page.parent / "out").read_text(encoding="utf-8").count("\n") == 2
    assert not list(page.parent.rglob("*.part"))


def test_closed_streams_never_write_into_the_store(page: Path, places: Path) -> None:
    shell("translate page.txt <&- >&- 2>&-", page.parent)
    shell("translate page.txt >&-", page.parent)
    result = shell("translate page.txt", page.parent)
    assert (result.returncode, result.stderr) == (0, b"")
    assert not list((places / "cache").glob("*damaged*"))


def test_an_output_that_nothing_replaces_stays(page: Path) -> None:
    kept = page.parent / "kept.txt"
    kept.write_text("precious")
    for command, status in (
        ("translate -o kept.txt nowhere.txt", 1),
        ("translate -o kept.txt -t de page.txt", 1),
        ("translate -o kept.txt nowhere.txt also-nowhere.txt", 1),
        (
            "translate -o kept.txt nowhere.txt . also-nowhere.txt",
            2,
        ),  # a folder has a call of its own
    ):
        assert shell(command, page.parent).returncode == status
        assert kept.read_text() == "precious"
    kept.chmod(0o600)
    assert shell("translate -o kept.txt nowhere.txt page.txt", page.parent).returncode == 1
    assert kept.read_text().count("\n") == 2, "what could be translated was"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_signals_leave_the_old_output_and_no_litter(
    page: Path, endless: Endless, number: signal.Signals
) -> None:
    kept = page.parent / "kept.txt"
    kept.write_text("precious")
    process = endless("--no-cache", "-o", kept, page)
    wait_for_output_in(page.parent)
    process.send_signal(number)
    if number == signal.SIGINT:
        process.send_signal(number)  # people press it twice
    assert process.wait(LIMIT) == 128 + number
    error = process.stderr.read().decode()
    assert error == ("translate: interrupted\n" if number == signal.SIGINT else "")
    assert kept.read_text() == "precious"
    assert not partial_files(page.parent)


def test_two_at_once_on_the_same_file(page: Path) -> None:
    result = shell(
        "translate -o out page.txt & one=$!; translate -o out page.txt & wait $one && wait $!",
        page.parent,
    )
    assert (result.returncode, result.stderr) == (0, b"")
    assert shell("translate page.txt", page.parent).stdout == (page.parent / "out").read_bytes()


@pytest.mark.parametrize("variable", ["DRAGOMAN_CACHE", "DRAGOMAN_DATA"])
def test_a_store_that_cannot_be_is_one_warning(page: Path, variable: str) -> None:
    result = shell("translate page.txt", page.parent, **{variable: "/dev/null/x"})
    assert result.returncode == 0 and result.stdout.count(b"\n") == 2
    assert "going on without" in complaint(result)


def test_several_outputs_of_which_one_cannot_be_written(page: Path) -> None:
    (page.parent / "b.txt").write_text(PAGE, encoding="utf-8")
    result = shell("translate --output-dir out nowhere.txt b.txt", page.parent)
    assert result.returncode == 1 and "nowhere.txt" in complaint(result)
    assert (page.parent / "out" / "b.txt").is_file()
    long = "x" * 240 + ".txt"
    (page.parent / long).write_text(PAGE, encoding="utf-8")
    (page.parent / "c.txt").write_text(PAGE, encoding="utf-8")
    result = shell(f"translate -f html --output-dir {'x' * 252}/ {long} c.txt", page.parent)
    assert result.returncode == 0, "a name as long as can be"
    (page.parent / "out" / "page.txt").mkdir()
    result = shell("translate --output-dir out page.txt c.txt", page.parent)
    assert result.returncode == 2 and "is a folder" in complaint(result)


@pytest.mark.parametrize("columns", [1, 3])
def test_a_tiny_terminal_and_a_name_like_markup(page: Path, columns: int) -> None:
    odd = page.with_name("[red]a[b]\x1b[5m.txt")
    odd.write_bytes(page.read_bytes())
    parent, child = pty.openpty()
    process = subprocess.Popen(
        [TRANSLATE, str(odd)],
        stdout=subprocess.PIPE,
        stderr=child,
        env={**os.environ, "COLUMNS": str(columns)},
    )
    os.close(child)
    shown = shown_on(parent)
    output, _ = process.communicate(timeout=LIMIT)
    assert process.returncode == 0 and output.count(b"\n") == 2
    assert "Traceback" not in shown and "\x1b[5m" not in shown


@pytest.mark.parametrize(
    "text",
    [
        "😀😀\n👩‍👩‍👧 🇲🇦\n" * 20,
        "\u202eزار الوفد\u202c فاس.\n",
        "زار الوفد فاس.\r\n\r\nوعاد.\r\n",
        "ف",
    ],
)
def test_odd_texts_keep_their_lines(page: Path, text: str) -> None:
    page.write_bytes(text.encode())
    result = shell("translate page.txt", page.parent)
    assert (result.returncode, result.stderr) == (0, b"")
    assert result.stdout.count(b"\n") == text.count("\n")
    assert result.stdout.count(b"\r\n") == text.count("\r\n")


def test_the_cache_commands_on_a_broken_store(tmp_path: Path, places: Path) -> None:
    folder = places / "cache" / "translations"
    folder.mkdir(parents=True)
    (folder / "cache.db").write_bytes(b"not a database" * 100)
    result = shell("reader cache info", tmp_path)
    assert result.returncode == 0 and b"translations\t0" in result.stdout
    assert len(result.stderr.splitlines()) == 1 and b"set aside" in result.stderr
    result = shell("reader cache clear", tmp_path)
    assert result.returncode == 2 and b"use --yes" in result.stderr
    result = shell("reader cache clear --yes", tmp_path, DRAGOMAN_CACHE="/dev/null/x")
    assert b"Traceback" not in result.stderr and result.returncode in (0, 1)


def test_an_article_gives_the_terminal_no_orders(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text("Bonjour \x1b]0;owned\x07 le monde \x9b31m rouge \u202e.\n", encoding="utf-8")
    parent, child = pty.openpty()
    process = subprocess.Popen([TRANSLATE, "-f", "bilingual", str(path)], stdout=child)
    os.close(child)
    seen = shown_on(parent)
    assert process.wait(LIMIT) == 0
    assert "owned" in seen
    assert not set("\x1b\x07\x9b\u202e") & set(seen)
    piped = called("translate", "-f", "bilingual", path)
    assert b"\x1b]0;owned" in piped.stdout, "a pipe gets what there is"


def test_what_a_killed_run_left_is_removed(tmp_path: Path, page: Path, endless: Endless) -> None:
    output = tmp_path / "out.txt"
    killed = endless("-o", output, page)
    wait_for_output_in(tmp_path)
    killed.kill()
    killed.wait(LIMIT)
    (left,) = partial_files(tmp_path)
    own = tmp_path / ".dragoman-notes.part"
    own.write_text("the user's")
    working = endless("-o", tmp_path / "slow.txt", page)
    until(lambda: len(set(partial_files(tmp_path)) - {left, own}) == 1)
    assert called("translate", "-o", output, page).returncode == 0
    assert own.exists() and not left.exists()
    assert len(partial_files(tmp_path)) == 2, "one that is being written stays"
    working.kill()


def test_a_link_in_the_way_of_an_output_is_not_followed(tmp_path: Path, page: Path) -> None:
    """The name of what is being written cannot be foreseen, and nothing that is there is used."""
    precious = tmp_path / "precious"
    precious.write_text("keep")
    for name in (f".translate-{os.getpid()}.part", ".dragoman-aaaaaaaa.part"):
        (tmp_path / name).symlink_to(precious)
    assert called("translate", "-o", tmp_path / "out", page).returncode == 0
    assert precious.read_text() == "keep"
    assert (tmp_path / ".dragoman-aaaaaaaa.part").is_symlink()
