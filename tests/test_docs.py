"""What the documents say must be so: commands, options and files that they name exist."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest

from reader.cli import glossary, reader, translate

ROOT = Path(__file__).parent.parent
DOCUMENTS = sorted([ROOT / "README.md", *(ROOT / "docs").glob("*.md")])
COMMANDS: dict[str, click.Command] = {
    "translate": translate.command,
    "glossary": glossary.command,
    "reader": reader.command,
}


def command_lines(text: str) -> list[list[str]]:
    """The words of each of our commands in a document's shell blocks."""
    found = []
    for block in re.findall(r"```sh\n(.*?)```", text, re.DOTALL):
        for line in block.splitlines():
            for part in re.split(r"&&|\||;", line.split("  #")[0]):
                words = shlex.split(part.replace(".venv/bin/", ""))
                if words and words[0] in COMMANDS:
                    found.append(words)
    return found


def known_options(command: click.Command, words: list[str]) -> tuple[set[str], str]:
    """The options that a command line may use, and the name of the command it runs."""
    name = words[0]
    options = {option for parameter in command.params for option in parameter.opts}
    rest = [word for word in words[1:] if not word.startswith("-")]
    while isinstance(command, click.Group) and rest:
        context = click.Context(command)
        below = command.get_command(context, rest[0])
        if below is None:
            below = command.get_command(context, "open")
            if below is None:  # the value of an option of a command that has commands
                break
        command, name = below, f"{name} {rest[0]}"
        options |= {option for parameter in command.params for option in parameter.opts}
        rest = rest[1:]
    return options | {"--help", "-h"}, name


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_options_exist(document: Path) -> None:
    for words in command_lines(document.read_text(encoding="utf-8")):
        options, name = known_options(COMMANDS[words[0]], words)
        language = {f"--{code}" for code in ("ar", "fr", "zh", "en")}
        for word in words:
            if word.startswith("-") and word != "-":
                option = word.split("=")[0]
                assert option in options | (language if name == "glossary add" else set()), (
                    f"{document.name}: {name} has no option {option}"
                )


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_somewhere(document: Path) -> None:
    for link in re.findall(r"\]\(([^)#]+)\)", document.read_text(encoding="utf-8")):
        if "://" not in link:
            assert (document.parent / link).exists(), f"{document.name}: {link}"


def test_every_option_of_translate_is_explained() -> None:
    help_text = translate.command.get_help(click.Context(translate.command))
    usage = (ROOT / "docs" / "usage.md").read_text(encoding="utf-8")
    for name in re.findall(r"--[a-z-]+", help_text):
        assert f"`{name}" in usage or name in ("--help", "--version", "--completion"), name


def test_ci_runs_the_command_of_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (command,) = re.findall(r"^.*-m pytest$", readme, re.MULTILINE)
    assert command in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_the_python_of_the_readme_runs(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (code,) = re.findall(r"```python\n(.*?)```", readme, re.DOTALL)
    monkeypatch.chdir(ROOT)
    exec(code, {})
    assert len(capsys.readouterr().out.splitlines()) > 20
