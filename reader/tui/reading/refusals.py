"""What is said in place of what cannot be shown or translated."""

from __future__ import annotations

from pathlib import Path

from reader.tui import messages

_READ_AS = "Ctrl K has “Read this article as…”."
_TRANSLATE_WITH = "Ctrl K has “Translate this article with…”."


def refusal(event: messages.Failed, keys: dict[str, str]) -> str:
    """Why a file is not shown, and what can be done instead.

    Args:
        event: says why.
        keys: the keys of actions that the user has set.
    """
    from reader.tui.screens.help import shown_keys

    if event.path is None:
        return f"{event.reason}\n\n{shown_keys('reload', keys)} tries again."
    following, other = shown_keys("next_article", keys), shown_keys("open_path", keys)
    return (
        f"{event.path.name} cannot be opened.\n\n{event.reason}\n\n"
        f"{following} opens the next article, {other} another file or folder."
    )


def changed(path: Path, keys: dict[str, str]) -> str:
    """That an open file was written meanwhile, and what can be done.

    Args:
        path: the file.
        keys: the keys of actions that the user has set.
    """
    from reader.tui.screens.help import shown_keys

    return f"{path.name} has changed on disk: {shown_keys('reload', keys)} reads it again."


def hindrances(
    missing: dict[str, str], failure: str, language: str | None, keys: dict[str, str]
) -> list[str]:
    """Why an article is not translated, or not any further, and what can be done.

    Args:
        missing: languages that nothing translates, with why.
        failure: why it is not translated any further; "" where it is.
        language: the article's own, as far as is known.
        keys: the keys of actions that the user has set.
    """
    from reader.languages import name
    from reader.tui.screens.help import shown_keys

    found = []
    for code, reason in missing.items():
        said = reason[:1].upper() + reason[1:]
        found.append(f"{said}. If it is not {name(code)}, {_READ_AS}" if code == language else said)
    if failure:
        again = shown_keys("stop", keys)
        found.append(f"{failure.rstrip('.')}. {again} tries again; {_TRANSLATE_WITH}")
    return found
