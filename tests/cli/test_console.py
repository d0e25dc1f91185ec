"""How a command ends, whatever ends it."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.waiting import LIMIT

_COMMAND = """
import os, signal, click
from reader.cli.console import run

@click.command()
def command():
    try:
        os.kill(os.getpid(), signal.{signal})
        for _ in range(1000):
            pass
    except BaseException as error:
        raise ImportError("the library is damaged")

run(command, "test")
"""


_HEEDING = """
import os, click
from reader.cli.console import run

@click.command()
def command():
    os.kill(os.getpid(), signal.{signal})
    click.echo("through")

run(command, "test")
"""


_DROPPING = """
import os, signal, sys, click
from reader.cli.console import run

class Finalised:
    def __del__(self):
        os.kill(os.getpid(), signal.{signal})
        for _ in range(1000):
            pass

@click.command()
def command():
    Finalised()
    sys.stdin.read()

run(command, "test")
"""


@pytest.mark.parametrize(
    ("name", "status", "said"), [("SIGTERM", 143, ""), ("SIGINT", 130, "test: interrupted\n")]
)
def test_a_signal_that_a_library_takes_for_an_error(name: str, status: int, said: str) -> None:
    """As langdetect does while it loads, and any compiled module."""
    code = _COMMAND.format(signal=name)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (status, said)


@pytest.mark.skipif(not hasattr(signal, "pthread_kill"), reason="no signals to threads")
@pytest.mark.parametrize(
    ("name", "status", "said"), [("SIGTERM", 143, b""), ("SIGINT", 130, b"test: interrupted")]
)
def test_a_signal_while_a_thing_is_finalised(name: str, status: int, said: bytes) -> None:
    """Python drops what is raised there; the import of any module calls such a finaliser."""
    code, pipe = _DROPPING.format(signal=name), subprocess.PIPE
    with subprocess.Popen([sys.executable, "-c", code], stdin=pipe, stderr=pipe) as process:
        try:
            assert process.wait(LIMIT) == status
        finally:
            process.kill()
        assert process.stderr and process.stderr.read().strip() == said


@pytest.mark.parametrize("program", ["translate", "glossary", "reader"])
def test_an_interrupt_while_a_program_loads(program: str, tmp_path: Path) -> None:
    interrupting = "import os, signal; os.kill(os.getpid(), signal.SIGINT)"
    (tmp_path / "click.py").write_text(interrupting, encoding="utf-8")
    code = (
        f"import sys; sys.path.insert(0, sys.argv.pop()); from reader.cli.programs import {program}"
    )
    command = [sys.executable, "-c", f"{code}; {program}()", str(tmp_path)]
    done = subprocess.run(command, capture_output=True)
    assert (done.returncode, done.stdout, done.stderr) == (-signal.SIGINT, b"", b"")


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_signal_that_whoever_starts_it_has_it_ignore(name: str) -> None:
    """As a shell does for its background jobs, and nohup."""
    code = f"import signal; signal.signal(signal.{name}, signal.SIG_IGN)\n{_HEEDING}"
    done = subprocess.run([sys.executable, "-c", code.format(signal=name)], capture_output=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"through\n", b"")
