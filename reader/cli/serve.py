"""`reader serve`: translations for other programs, and for a browser."""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reader.cli.console import complain
from reader.cli.options import glossary_option, jobs_option, quality_option

if TYPE_CHECKING:
    from reader.server.keys import Keys
    from reader.server.settings import Limits, Settings

_NAME = "reader"
_EPILOG = """\b
Examples:
  reader serve                      http://127.0.0.1:5000, for this machine
  reader serve --port 8000 -q fast  another port, the quickest decoding
  reader serve keys add library     a key for a program elsewhere
  reader serve --host 0.0.0.0       for the network, with keys

\b
Programs made for LibreTranslate work with it. Ctrl-C stops it.
Nothing of a text is logged."""


@click.group(
    "serve",
    invoke_without_command=True,
    epilog=_EPILOG,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.option(
    "--host",
    default="127.0.0.1",
    metavar="ADDRESS",
    help="Address to listen on; any but this machine's own demands keys.  [127.0.0.1]",
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=5000,
    metavar="N",
    help="Port; 0 takes one that is free.  [5000]",
)
@click.option(
    "-t",
    "--target",
    default="en",
    metavar="LANG",
    help="What the page translates into at first.  [en]",
)
@quality_option
@glossary_option
@click.option("--strict", is_flag=True, help="Use preferred terms only, not admitted variants.")
@click.option("--no-cache", is_flag=True, help="Keep no translation, and take no correction.")
@jobs_option
@click.option("--api-keys", is_flag=True, help="Demand a key of this machine's programs, too.")
@click.option(
    "--suggestions/--no-suggestions",
    default=None,
    help="Take what is sent to /suggest as corrections.  [on for this machine]",
)
@click.option(
    "--char-limit",
    type=click.IntRange(min=0),
    metavar="N",
    help="Most characters of a text; 0 for no limit.  [100000]",
)
@click.option(
    "--batch-limit",
    type=click.IntRange(min=0),
    metavar="N",
    help="Most texts of a request; 0 for no limit.  [1000]",
)
@click.option(
    "--req-limit",
    type=click.IntRange(min=0),
    metavar="N",
    help="Most requests of a client in a minute.  [no limit]",
)
@click.option(
    "--body-limit",
    type=click.IntRange(min=1),
    metavar="MB",
    help="Largest request, files included.  [32]",
)
@click.option(
    "--time-limit",
    type=click.IntRange(min=0),
    metavar="SECONDS",
    help="Longest time for a request; 0 for no limit.  [600]",
)
@click.option(
    "--allow-origin",
    "origins",
    multiple=True,
    metavar="ORIGIN",
    help="Let the pages of a site use it: https://example.org, or * for all.",
)
@click.option(
    "-v", "--verbose", is_flag=True, help="Print a line to standard error for each request."
)
@click.pass_context
def command(
    context: click.Context,
    /,
    host: str,
    port: int,
    target: str,
    quality: str,
    glossaries: tuple[str, ...],
    strict: bool,
    no_cache: bool,
    jobs: int,
    api_keys: bool,
    suggestions: bool | None,
    origins: tuple[str, ...],
    verbose: bool,
    **limits: int | None,
) -> int | None:
    """Translate for other programs, as LibreTranslate does, and on a page for a browser."""
    if context.invoked_subcommand is not None:
        return None
    from reader.languages import normalise
    from reader.server.keys import Keys
    from reader.server.settings import LOOPBACK, Settings

    keys = Keys()
    is_local = host in LOOPBACK or host.startswith("127.")
    needs_key = api_keys or not is_local
    if needs_key and not keys.all():
        raise click.ClickException(
            "no program has a key yet: make one with `reader serve keys add NAME`"
        )
    settings = Settings(
        limits=_limits(**limits),
        needs_key=needs_key,
        suggestions=not no_cache and (is_local if suggestions is None else suggestions),
        hosts=LOOPBACK | {host} if is_local else frozenset(),
        origins=frozenset(origin.rstrip("/") for origin in origins),
        target=normalise(target),
    )
    if verbose:
        logging.basicConfig(stream=sys.stderr, format="%(asctime)s %(message)s")
        logging.getLogger("dragoman.server").setLevel(logging.INFO)
    options = {"quality": quality, "strict": strict, "jobs": jobs}
    _run(host, port, settings, keys, glossaries, no_cache, options)
    return 0


def _limits(
    *,
    char_limit: int | None,
    batch_limit: int | None,
    req_limit: int | None,
    body_limit: int | None,
    time_limit: int | None,
) -> Limits:
    from reader.server.settings import Limits

    given = {
        "characters": char_limit,
        "batch": batch_limit,
        "requests": req_limit,
        "body": body_limit << 20 if body_limit else None,
        "seconds": time_limit,
    }
    return Limits(**{name: value for name, value in given.items() if value is not None})


def _run(
    host: str,
    port: int,
    settings: Settings,
    keys: Keys,
    glossaries: tuple[str, ...],
    no_cache: bool,
    options: dict[str, Any],
) -> None:
    from reader.glossary.glossaries import Glossaries
    from reader.memory.store import Memory
    from reader.server.app import Server
    from reader.server.run import listening, serve
    from reader.server.service import Service
    from reader.translator.translator import Translator

    memory = None if no_cache else Memory(warn=lambda message: complain(_NAME, message))
    translator = Translator(
        target=settings.target,
        termbases=Glossaries.active(glossaries),
        memory=memory,
        **options,
    )
    files = [Path(name) for name in glossaries if Path(name).is_file()]
    listener = listening(host, port)
    name = f"[{host}]" if ":" in host else host
    address = f"http://{name}:{listener.getsockname()[1]}"
    try:
        server = Server(Service(translator, files), settings, keys)
        serve(server, listener, lambda: complain(_NAME, f"serving {address} (Ctrl-C stops it)"))
    finally:
        listener.close()
        if memory is not None:
            memory.close()
    complain(_NAME, "stopped")


@command.group("keys")
def keys() -> None:
    """Who may use a server that demands a key."""


@keys.command("add")
@click.argument("name")
def add(name: str) -> None:
    """Make a key for NAME, a person or a program, and print it. It is shown this once."""
    from reader.server.keys import Keys

    click.echo(Keys().add(name))


@keys.command("list")
def list_keys() -> None:
    """Show whom there are keys for, and since when."""
    from reader.server.keys import Keys
    from reader.terminal import on_one_line

    for key in Keys().all():
        click.echo(f"{key.made}  {on_one_line(key.name)}")


@keys.command("remove")
@click.argument("name")
def remove(name: str) -> None:
    """Withdraw the key of NAME, from the next request on."""
    from reader.server.keys import Keys

    Keys().remove(name)
