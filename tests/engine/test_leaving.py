"""Programs that leave while threads of theirs are translating."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.waiting import LIMIT

PROGRAM = """
import threading
from reader import Translator, load

begun = threading.Event()

def work():
    lines = (f"Le maire a ouvert hier le pont numéro {n} du port." for n in range(5_000))
    article, *_ = load("\\n\\n".join(lines).encode())
    with Translator(quality="best", termbases=()) as translator:
        for translation in translator.translate_article(article):
            begun.set()

threading.Thread(target=work, daemon=True).start()
begun.wait()
print("left")
"""
ATEXIT = """
import atexit

@atexit.register
def late():
    try:
        print(translator.translate_text("Le pont est fermé."))
    except RuntimeError as error:
        print(error)

from reader import Translator

translator = Translator(termbases=())
print(bool(translator.translate_text("Le port est ouvert.")))
"""
INTERRUPTED = """
import sys, threading
from reader.engine.leaving import Leaving

def entered(at):
    count = 0

    def trace(frame, event, argument):  # of each function that is entered: there Python looks
        nonlocal count
        count += 1
        if count == at:
            sys.settrace(None)
            raise KeyboardInterrupt

    return trace

for at in range(1, 100):
    leaving = Leaving()
    sys.settrace(entered(at))
    try:
        with leaving.call():
            pass
    except KeyboardInterrupt:
        pass
    else:
        break
    finally:
        sys.settrace(None)
    other = threading.Thread(target=leaving.call().__enter__, daemon=True)
    other.start()
    other.join()
print(at > 3)
"""


def left(program: str) -> tuple[int, str, str]:
    """The status of a program and what it writes, its errors last."""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=LIMIT, check=False
    )
    return done.returncode, done.stdout, done.stderr


@pytest.mark.slow
def test_a_program_leaves_while_a_daemon_thread_translates() -> None:
    assert left(PROGRAM) == (0, "left\n", "")


@pytest.mark.slow
def test_what_is_asked_for_at_the_very_end_is_refused() -> None:
    assert left(ATEXIT) == (0, "True\nthe program is leaving: nothing is translated any more\n", "")


def test_a_program_leaves_wherever_it_was_interrupted() -> None:
    assert left(INTERRUPTED) == (0, "True\n", "")
