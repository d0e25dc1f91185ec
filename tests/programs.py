"""The commands as processes that have begun already.

Most of what a short command takes is Python's start and the reading of modules. One process has
done both; each call of a command is a fork of it, with its own arguments, folder, environment and
streams, and ends as the command does. What a start itself does (closed streams, signals, what
`--help` loads) is tested on the programs that are installed.
"""

from __future__ import annotations

import atexit
import gc
import io
import json
import os
import select
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import traceback
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

from tests.waiting import LIMIT
from tests.warming import keep_pieces

_ROOT = Path(__file__).parent.parent
_LENGTH = struct.Struct("!Q")
_LOCK = threading.Lock()
_LOADED = (
    *("csv", "ctranslate2", "lxml.html", "sentencepiece", "reader.cli.translate"),
    *("reader.cli.glossary", "reader.cli.models", "reader.cli.memory", "reader.cli.outputs"),
    *("reader.cli.reader", "reader.engine.engine", "reader.export.documents", "reader.export.text"),
    *("reader.glossary.enforcing.enforcement", "reader.loading.boilerplate", "reader.loading.text"),
    *("reader.loading.titles", "reader.memory.store", "reader.models.catalogue"),
    *("reader.translator.route", "reader.translator.schedule", "reader.translator.translator"),
)
"""The modules that are there before the first call; a command loads what else it needs."""
_ROOMS = ("reader.glossary.enforcing", "reader.text", "reader.translator")
"""Every module of these is there, too."""
_TRANSLATION = "The director said that 12 people arrived in Paris on 3 May. They left."
_TEXTS = {
    "ar": "أعلن المدير أن 12 شخصا وصلوا إلى الميناء يوم 3 مايو.\n\nوعادوا.\n",
    "fr": "Le directeur a dit que 12 personnes sont arrivées le 3 mai.\n\nElles sont parties.\n",
    "zh": "局长说，5月3日有12人到达港口。\n\n他们走了。\n",
}
_COMMAND = """\
#!{python} -IS
import json, os, socket, struct, sys
with socket.socket(socket.AF_UNIX) as way:
    way.connect({place!r})
    job = json.dumps([[{name!r}, *sys.argv[1:]], os.getcwd(), dict(os.environ)]).encode()
    socket.send_fds(way, [struct.pack("!Q", len(job))], [0, 1, 2])
    way.sendall(job)
    status = int(way.recv(16))
sys.exit(status if status >= 0 else 128 - status)
"""


def called(
    program: str,
    *arguments: str | Path,
    stdin: bytes = b"",
    cwd: Path | None = None,
    environment: Mapping[str, str] = os.environ,
) -> subprocess.CompletedProcess[bytes]:
    """Call `translate`, `glossary` or `reader`, as `subprocess.run` does a program."""
    line = [program, *map(os.fspath, arguments)]
    job = json.dumps([line, os.fspath(cwd or Path.cwd()), dict(environment)]).encode()
    (source, sink), *others = (os.pipe() for _ in range(4))  # three streams, and how it ended
    theirs = [source, *(writable for _, writable in others)]
    output, errors, ended = (readable for readable, _ in others)
    with _LOCK:
        socket.send_fds(_server(), [_LENGTH.pack(len(job))], theirs)
        _server().sendall(job)
    for number in theirs:
        os.close(number)
    with ThreadPoolExecutor(3) as pool:
        pool.submit(_fill, sink, stdin)
        read = [pool.submit(_drain, number) for number in (output, errors)]
        assert select.select([ended], [], [], 5 * LIMIT)[0], f"{line} does not end"
        return subprocess.CompletedProcess(
            line, int(_drain(ended)), *(each.result() for each in read)
        )


def called_in_text(
    program: str, *arguments: str | Path, stdin: str = "", **more: Any
) -> subprocess.CompletedProcess[str]:
    """The same, with streams of text."""
    done = called(program, *arguments, stdin=stdin.encode(), **more)
    out, err = (
        io.TextIOWrapper(io.BytesIO(each), "utf-8").read() for each in (done.stdout, done.stderr)
    )
    return subprocess.CompletedProcess(done.args, done.returncode, out, err)


@cache
def folder() -> Path:
    """A folder of the three commands for a shell's path, each a call of the same kind.

    They go without what only a start has: streams that are closed, limits and Python's own
    environment are not handed on, nor are signals.
    """
    made = Path(tempfile.mkdtemp(prefix="dragoman-commands-"))
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    place = str(made / "calls")
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(place)
    listener.listen(16)
    with _LOCK:  # a call from nowhere: it hands over what is to be listened to
        socket.send_fds(_server(), [_LENGTH.pack(0)], [listener.fileno()])
    listener.close()
    for name in ("translate", "glossary", "reader"):
        path = made / name
        path.write_text(_COMMAND.format(python=sys.executable, place=place, name=name))
        path.chmod(0o755)
    return made


def _fill(number: int, data: bytes) -> None:
    with suppress(ConnectionError), open(number, "wb") as file:
        file.write(data)


def _drain(number: int) -> bytes:
    with open(number, "rb") as file:
        return file.read()


@cache
def _server() -> socket.socket:
    """The way to the process that is forked, which ends with this one."""
    ours, theirs = socket.socketpair()
    code = f"from tests.programs import serve; serve({theirs.fileno()})"
    process = subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=_ROOT,
        pass_fds=[theirs.fileno()],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )
    theirs.close()

    def end() -> None:
        ours.close()
        process.wait()

    atexit.register(end)
    return ours


def serve(number: int) -> None:
    """Be forked for each call that comes through a socket, until that is closed."""
    sys.path.remove("")  # a command finds no modules in the folder where it is called
    _make_ready()
    gc.freeze()
    calls = socket.socket(fileno=number)
    listener: socket.socket | None = None
    bell, rope = os.pipe()
    os.set_blocking(rope, False)
    signal.set_wakeup_fd(rope)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    running: dict[int, int] = {}
    while True:
        ready, _, _ = select.select([calls, bell, *([listener] if listener else [])], [], [])
        if bell in ready:
            os.read(bell, 4096)
            while running and (ended := os.waitpid(-1, os.WNOHANG))[0]:
                status = os.waitstatus_to_exitcode(ended[1])
                _fill(running.pop(ended[0]), str(status).encode())
        if calls in ready:
            head, streams, _, _ = socket.recv_fds(calls, _LENGTH.size, 4)
            if not head:
                return
            if length := _LENGTH.unpack(head)[0]:
                job = calls.recv(length, socket.MSG_WAITALL)
                running[_begun(job, streams)] = streams[-1]
            else:
                listener = socket.socket(fileno=streams[0])
        if listener in ready:
            caller, _ = listener.accept()
            head, streams, _, _ = socket.recv_fds(caller, _LENGTH.size, 3)
            job = caller.recv(_LENGTH.unpack(head)[0], socket.MSG_WAITALL)
            streams.append(caller.detach())
            running[_begun(job, streams)] = streams[-1]


def _make_ready() -> None:
    """Do once what each call would do again: load modules, compile expressions, make tables."""
    keep_pieces()
    for name in _LOADED:
        import_module(name)
    for room in _ROOMS:
        for module in iter_modules(import_module(room).__path__, f"{room}."):
            import_module(module.name)
    from sentencepiece import SentencePieceProcessor

    from reader import loading
    from reader.glossary.matching.normalisation import fold
    from reader.locations import starters_directory
    from reader.text.regex import _Regex
    from reader.translator.doubts import doubts
    from reader.translator.translator import Translator

    for one in gc.get_objects():
        if isinstance(one, _Regex):
            one.search  # noqa: B018
    for language, text in _TEXTS.items():
        fold(text, language)
        translator = Translator(source=language, termbases=[])
        for article in loading.load(text.encode()):
            list(translator.sentences(article))
        doubts(text, _TRANSLATION, language, "en")
    for path in (*starters_directory().glob("*.model"), *starters_directory().glob("*.spm")):
        SentencePieceProcessor(model_file=str(path))


def _begun(job: bytes, streams: list[int]) -> int:
    """The number of a process that does what is asked for; of its streams, the last is left."""
    if not (child := os.fork()):
        _become(*json.loads(job), streams)
    for stream in streams[:-1]:
        os.close(stream)
    return child


def _become(line: list[str], folder: str, environment: dict[str, str], streams: list[int]) -> None:
    try:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        for number, stream in enumerate(streams[:3]):
            os.dup2(stream, number)
        os.closerange(3, max(streams) + 1)
        os.chdir(folder)
        os.environ.clear()
        os.environ.update(environment)
        sys.argv = line
        main = import_module(f"reader.cli.{line[0]}").main
        main()
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(1)
