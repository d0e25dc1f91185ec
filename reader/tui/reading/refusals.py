"""What is said in place of what cannot be shown or translated."""

from __future__ import annotations

from pathlib import Path

from reader.tui import messages


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


def stopped(reason: str, keys: dict[str, str]) -> list[str]:
    """Why an article is not translated any further, and what can be done; nothing if it is.

    Args:
        reason: what was found out.
        keys: the keys of actions that the user has set.
    """
    from reader.tui.screens.help import shown_keys

    if not reason:
        return []
    again = shown_keys("stop", keys)
    return [
        f"{reason.rstrip('.')}. {again} tries again; Ctrl K has “Translate this article with…”."
    ]
