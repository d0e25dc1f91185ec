"""The reader in a real terminal: started, used, ended in every way."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import shutil
import signal
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path

import pytest

from reader.tui import bidi, state
from tests.waiting import LIMIT, until

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("tmux") is None, reason="needs tmux"),
]

PROGRAM = """
import sys
from pathlib import Path
from reader.tui import state
from reader.cli import reader as command
from reader.tui import app
from tests.tui.stub import Stub
if "--unhurried" in sys.argv:
    sys.argv.remove("--unhurried")
    app._LAST = 5.0
command._translator = lambda *given: Stub()
if "--stuck" in sys.argv:
    sys.argv.remove("--stuck")
    stuck = Stub()
    stuck.gate.clear()
    stuck.gate.wait = lambda seconds: __import__("time").sleep(60)
    command._translator = lambda *given: stuck
if "--crash" in sys.argv:
    sys.argv.remove("--crash")
    from reader.tui.widgets.panes import Panes
    def crash(self):
        raise RuntimeError("a crash")
    Panes.toggle_site = crash
command.main()
"""


class Terminal:
    """A terminal of 100 by 30 in a tmux server of its own, with a shell in it."""

    def __init__(self, folder: Path) -> None:
        self._socket = str(folder / "tmux")
        self._run("-f", "/dev/null", "new-session", "-d", "-x", "100", "-y", "30", "sh")
        self._run("set-option", "-g", "escape-time", "0")

    def _run(self, *words: str) -> str:
        command = ["tmux", "-S", self._socket, *words]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout

    def type(self, *keys: str) -> None:
        self._run("send-keys", *keys)

    def screen(self) -> str:
        return self._run("capture-pane", "-p")

    def mode(self) -> str:
        """Whether the alternate screen, the mouse and the cursor are as in the reader."""
        flags = "#{alternate_on}#{mouse_any_flag}#{cursor_flag}"
        return self._run("display-message", "-p", flags).strip()

    def wait(self, text: str) -> str:
        """Wait until a text is on the screen; all that is on it then."""
        try:
            return until(lambda: shown if text in (shown := self.screen()) else "")
        except AssertionError:
            raise AssertionError(f"{text!r} did not appear:\n{self.screen()}") from None

    def children(self) -> list[int]:
        shell = self._run("display-message", "-p", "#{pane_pid}").strip()
        found = subprocess.run(["pgrep", "-P", shell], capture_output=True, text=True).stdout
        return [int(line) for line in found.split()]

    def close(self) -> None:
        self._run("kill-server")


def opened(terminal: Terminal) -> str:
    """Leave the welcome; what is on the screen when the first article is."""
    terminal.wait("Any key begins")
    terminal.type("Enter")
    return terminal.wait("1/7")


def left_as_it_was(terminal: Terminal, status: int) -> None:
    """Wait for the reader's exit status, and see that the terminal can be used."""
    terminal.wait(f"status {status}")
    assert terminal.mode() == "001"
    terminal.type("echo typed", "Enter")
    terminal.wait("\ntyped")


@pytest.fixture
def terminal(tmp_path: Path):
    made = Terminal(tmp_path)
    yield made
    made.close()


@pytest.fixture
def start(terminal: Terminal, tmp_path: Path, library: Path):
    program = tmp_path / "program.py"
    program.write_text(PROGRAM)

    def run(*arguments: str, piped: str = "") -> None:
        variables = [f"{n}={v}" for n, v in os.environ.items() if n.startswith("DRAGOMAN_")]
        root = Path(__file__).resolve().parents[2]
        words = [
            "env",
            "-u",
            "COLUMNS",
            "-u",
            "LINES",
            *variables,
            f"PYTHONPATH={root}",
            sys.executable,
            str(program),
        ]
        opened = [] if piped else [str(library)]
        command = " ".join([*words, *opened, *arguments])
        command = f"{piped} | {command}" if piped else command
        terminal.type(f"{command}; echo status $?", "Enter")

    return run


def test_open_move_and_quit(terminal, start):
    start()
    shown = opened(terminal)
    assert bidi.visual("بمدينة طنجة") in shown
    assert terminal.mode()[:2] == "11"
    terminal.type("j", "j")
    terminal.wait("3/7")
    terminal.type("v")
    terminal.wait("interleaved")
    terminal.type("q")
    terminal.wait("status 0")
    assert terminal.mode() == "001"
    start()
    terminal.wait("3/7")
    terminal.type("q")


@pytest.mark.parametrize("arguments", [[], ["-"]])
def test_what_is_piped_in_is_read_with_the_keys_of_the_terminal(
    terminal, start, library, places, arguments
):
    for _ in range(2):
        start(*arguments, piped=f"cat {library / '1-tangier.txt'}")
        shown = terminal.wait("Any key begins" if _ == 0 else "2/7")
        if _ == 0:
            terminal.type("Enter")
            shown = terminal.wait("1/7")
            terminal.type("j")
            shown = terminal.wait("2/7")
        assert bidi.visual("بمدينة طنجة") in shown
        terminal.type("q")
        terminal.wait("status 0")
        terminal.type("clear", "Enter")
    assert len(list((places / "data" / "pasted").iterdir())) == 1  # the same text, the same file


def test_an_empty_pipe_is_said_in_a_line(terminal, start):
    start(piped="true")
    terminal.wait("nothing was piped in: cat FILE | reader")
    terminal.wait("status 1")


def test_told_to_end_it_leaves_the_terminal_as_it_was_and_remembers_the_place(terminal, start):
    start("--unhurried")
    opened(terminal)
    terminal.type("j")
    terminal.wait("2/7")
    for process in terminal.children():
        os.kill(process, signal.SIGTERM)
    left_as_it_was(terminal, 143)
    start()
    terminal.wait("2/7")
    terminal.type("q")


def test_after_a_crash_the_terminal_is_as_it_was(terminal, start):
    start("--crash")
    opened(terminal)
    terminal.type("o")
    left_as_it_was(terminal, 1)


def test_the_order_of_letters_is_asked_for_and_given_back(terminal, start, tmp_path):
    log = tmp_path / "log"
    terminal._run("pipe-pane", f"cat > {log}")
    start()
    terminal.wait("Any key begins")
    until(lambda: bidi.EXPLICIT_MODE in log.read_text(errors="replace"))
    assert bidi.IMPLICIT_MODE not in log.read_text(errors="replace")
    terminal.type("Enter")
    terminal.wait("1/7")
    terminal.type("q")
    terminal.wait("status 0")
    until(lambda: bidi.IMPLICIT_MODE in log.read_text(errors="replace"))


def test_suspended_it_gives_the_terminal_back_until_the_shell_brings_it_again(
    terminal, start, tmp_path
):
    start()
    opened(terminal)
    terminal.type("j")
    terminal.wait("2/7")
    log = tmp_path / "log"
    terminal._run("pipe-pane", f"cat > {log}")
    terminal.type("C-z")
    until(lambda: terminal.mode() == "001")
    assert bidi.IMPLICIT_MODE in until(lambda: log.read_text(errors="replace"))
    assert any(progress.start for progress in state.load().progress.values())
    terminal.type("echo typed", "Enter")
    terminal.wait("\ntyped")
    terminal.type("fg", "Enter")
    assert bidi.visual("بمدينة طنجة") in terminal.wait("2/7")
    until(lambda: terminal.mode()[:2] == "11")
    until(lambda: bidi.EXPLICIT_MODE in log.read_text(errors="replace"))
    terminal.type("j")
    terminal.wait("3/7")
    terminal.type("q")
    until(lambda: terminal.mode() == "001")


@pytest.mark.parametrize("encoding", ["latin-1", "ascii"])
def test_in_an_old_locale_arabic_is_drawn_all_the_same(terminal, start, encoding):
    terminal.type(f"export PYTHONUTF8=0 PYTHONIOENCODING={encoding}", "Enter")
    start()
    assert bidi.visual("بمدينة طنجة") in opened(terminal)
    terminal.type("q")
    terminal.wait("status 0")


def test_told_to_end_while_it_translates_it_leaves_the_terminal_as_it_was(terminal, start):
    start("--stuck", "--unhurried")
    opened(terminal)
    for process in terminal.children():
        os.kill(process, signal.SIGTERM)
    left_as_it_was(terminal, 143)


class Alone:
    """The reader as the only process of a terminal, which can be closed or left unread."""

    def __init__(self, tmp_path: Path, library: Path, *arguments: str) -> None:
        program = tmp_path / "program.py"
        program.write_text(PROGRAM)
        root = str(Path(__file__).resolve().parents[2])
        self.end, self._terminal = pty.openpty()
        fcntl.ioctl(self.end, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
        self.process = subprocess.Popen(
            [sys.executable, str(program), str(library), *arguments],
            stdin=self._terminal,
            stdout=self._terminal,
            stderr=self._terminal,
            env={name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
            | {"PYTHONPATH": root, "TERM": "xterm-256color"},
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
        )

    def wait(self, text: str) -> None:
        """Read what is drawn until a text is among it."""
        drawn, end = b"", time.monotonic() + LIMIT
        while text.encode() not in drawn:
            assert time.monotonic() < end, drawn[-2000:]
            if select.select([self.end], [], [], 0.1)[0]:
                drawn += os.read(self.end, 65536)

    def type(self, keys: bytes) -> None:
        os.write(self.end, keys)

    def takes_nothing(self) -> bool:
        """Whether the terminal is full of what nobody has read."""
        return not select.select([], [self._terminal], [], 0)[1]

    def close(self) -> None:
        """Close the terminal."""
        for number in (self.end, self._terminal):
            if number >= 0:
                os.close(number)
        self.end = self._terminal = -1

    def status(self) -> int:
        """The exit status, once the process has ended."""
        return self.process.wait(LIMIT)


@pytest.fixture
def alone(tmp_path: Path, library: Path):
    """Starts the reader as the only process of a terminal, on an article."""
    readers = []

    def start(*arguments: str) -> Alone:
        reader = Alone(tmp_path, library, *arguments)
        readers.append(reader)
        reader.wait("begins")
        reader.type(b"\r")
        reader.wait("1/7")
        return reader

    yield start
    for reader in readers:
        reader.process.kill()
        reader.process.wait()
        reader.close()


@pytest.mark.parametrize("arguments", [(), ("--stuck",)])
def test_when_the_terminal_is_closed_it_ends_and_remembers_the_place(alone, arguments):
    reader = alone("--unhurried", *arguments)
    reader.type(b"j")
    reader.wait("2/7")
    reader.close()
    assert reader.status() == 128 + signal.SIGHUP
    assert any(progress.start for progress in state.load().progress.values())


@pytest.mark.parametrize("arguments", [(), ("--stuck",)])
def test_told_to_end_it_ends_though_the_terminal_takes_nothing(alone, arguments):
    reader = alone(*arguments)

    refused = 0

    def filled() -> bool:
        nonlocal refused
        reader.type(b"jnv")
        refused = refused + 1 if reader.takes_nothing() else 0
        return refused == 10  # once may be while something is being written

    until(filled)
    reader.process.terminate()
    assert reader.status() == 128 + signal.SIGTERM


def test_without_a_shell_to_go_back_to_it_is_not_suspended(alone):
    reader = alone()
    reader.type(b"\x1a")
    reader.wait("No shell")
    reader.type(b"j")
    reader.wait("2/7")
