"""`reader cache`: the store of translations."""

from __future__ import annotations

import sys

import click

from reader.cli.console import complain


@click.group("cache", invoke_without_command=True)
@click.pass_context
def command(context: click.Context) -> None:
    """Show or empty the store of translations.

    Without a command, what it holds is printed.
    """
    if context.invoked_subcommand is None:
        context.invoke(info)


@command.command()
def path() -> None:
    """Print the store's path."""
    from reader.memory.store import Memory

    click.echo(Memory().path)


@command.command()
def info() -> None:
    """Print how much the store holds."""
    from reader.memory.store import Memory

    memory = Memory(warn=lambda message: complain("reader", message))
    usage = memory.info()
    memory.close()
    click.echo(f"path\t{usage.path}")
    count = "unknown" if usage.translations is None else f"{usage.translations:,}"
    click.echo(f"translations\t{count}")
    click.echo(f"corrections\t{usage.corrections:,}")
    click.echo(f"size\t{usage.size / 1e6:.1f} MB of at most {usage.limit / 1e6:.0f} MB")


@command.command()
@click.option("-y", "--yes", is_flag=True, help="Clear it without asking.")
def clear(yes: bool) -> int:
    """Forget all translations; your corrections stay."""
    from reader.memory.store import Memory

    memory = Memory(warn=lambda message: complain("reader", message))
    counted = memory.info().translations
    count = "all" if counted is None else f"{counted:,}"
    if not yes:
        if sys.stdin is None or not sys.stdin.isatty():
            raise click.UsageError("there is no terminal to ask on: use --yes")
        click.confirm(f"Forget {count} translations?", abort=True)
    done = memory.clear()
    memory.close()
    if done is None:
        complain("reader", "no translation was forgotten")
        return 1
    click.echo(f"{count} translations forgotten")
    return 0
