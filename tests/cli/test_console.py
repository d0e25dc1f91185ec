"""How a command ends, whatever ends it."""

from __future__ import annotations

import subprocess
import sys

import pytest

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


@pytest.mark.parametrize(
    ("signal", "status", "said"), [("SIGTERM", 143, ""), ("SIGINT", 130, "test: interrupted\n")]
)
def test_a_signal_that_a_library_takes_for_an_error(signal: str, status: int, said: str) -> None:
    """As langdetect does while it loads, and any compiled module."""
    code = _COMMAND.format(signal=signal)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (status, said)


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_signal_that_whoever_starts_it_has_it_ignore(name: str) -> None:
    """As a shell does for its background jobs, and nohup."""
    code = f"import signal; signal.signal(signal.{name}, signal.SIG_IGN)\n{_HEEDING}"
    done = subprocess.run([sys.executable, "-c", code.format(signal=name)], capture_output=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"through\n", b"")
