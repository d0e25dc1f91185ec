"""Keys that come at once, faster than the screen follows."""

import threading

import pytest
from textual import events
from textual.widgets import Input, TextArea

from reader.tui.screens.search import SearchAll
from tests.tui.conftest import said, settled, until
from tests.tui.stub import Stub
from tests.waiting import LIMIT


def type_at_once(app, keys):
    """As a terminal hands on what was typed while the machine was busy."""
    names = {"/": "slash", "?": "question_mark"}
    for key in keys:
        app.post_message(events.Key(names.get(key, key), key if len(key) == 1 else None))


@pytest.mark.parametrize("size", [(140, 40), (80, 24)])
@pytest.mark.parametrize(
    "keys", ["fnouv", "/nouv", "Snouv", "Cnouv", "anouv", "Onouv", "gnouv", "G/nouv"]
)
async def test_a_word_is_typed_into_what_the_key_before_it_opens(reader, size, keys):
    app = reader()
    async with app.run_test(size=size) as pilot:
        await settled(app, pilot)
        before = app.reading.article.path, app.reading.panes.mode
        type_at_once(app, keys)

        def typed():
            field = app.focused
            return (
                (field.text if isinstance(field, TextArea) else field.value)
                if isinstance(field, Input | TextArea)
                else ""
            )

        await until(pilot, lambda: typed() == "nouv")
        assert (app.reading.article.path, app.reading.panes.mode) == before


async def test_a_key_after_a_field_is_done_with_is_no_letter_of_it(reader, termbase):
    app = reader(translator=Stub([termbase]))
    async with app.run_test(size=(140, 40)) as pilot:
        await settled(app, pilot)
        type_at_once(
            app, ["G", "/", *"dgs", "enter", "e", *"x|", "escape", "escape", "escape", "j"]
        )
        await until(pilot, lambda: app.reading.panes.cursor == 1)
        assert app.screen is app.reading


async def test_commands_that_come_at_once_are_done_in_their_order(reader):
    app = reader()
    async with app.run_test(size=(140, 40)) as pilot:
        await settled(app, pilot)
        type_at_once(app, ["j", "j", "k", "j", "S", "a", "escape", "j"])
        await until(pilot, lambda: app.reading.panes.cursor == 3)
        assert app.screen is app.reading


@pytest.mark.parametrize("keys", [["f", *"keni", "enter"], ["tab", "j", "enter"]])
async def test_keys_after_an_article_is_chosen_are_for_that_article(reader, keys):
    app = reader()
    async with app.run_test(size=(140, 40)) as pilot:
        await settled(app, pilot)
        type_at_once(app, [*keys, "j"])
        await until(pilot, lambda: app.reading.article.path.name == "2-kenitra.txt")
        panes = await settled(app, pilot)
        assert panes.cursor == 1 and panes.has_focus


async def test_keys_that_move_wait_for_the_article_that_is_being_read(reader):
    from reader.loading import load

    there = threading.Event()

    def slowly(path):
        if path.name == "2-kenitra.txt":
            assert there.wait(LIMIT)
        return load(path)

    app = reader(load=slowly)
    async with app.run_test(size=(140, 40)) as pilot:
        await settled(app, pilot)
        await pilot.press("n", "j", "j", "k", "j")
        assert app.reading.article.path.name == "2-kenitra.txt"
        assert app.reading.document is None
        there.set()
        panes = await settled(app, pilot)
        assert panes.cursor == 2


async def test_what_was_written_at_once_before_escape_is_there_again(reader):
    app = reader()
    async with app.run_test(size=(140, 40)) as pilot:
        await settled(app, pilot)
        type_at_once(app, ["a", *"ask", "escape", "j", "a", *"no", "escape", "k", "a"])
        await until(pilot, lambda: isinstance(app.focused, TextArea) and app.focused.text == "ask")


async def test_what_is_typed_after_quitting_does_no_harm(reader):
    app = reader()
    async with app.run_test(size=(140, 40)) as pilot:
        await settled(app, pilot)
        type_at_once(app, "Sq")
        await until(pilot, lambda: isinstance(app.screen, SearchAll))
        type_at_once(app, ["escape", "q", "S", "x", "y"])
        await until(pilot, lambda: app.return_value == 0)


async def test_escape_and_a_key_at_once_are_not_taken_for_alt(reader):
    app = reader()
    async with app.run_test(size=(140, 40)) as pilot:
        await settled(app, pilot)
        type_at_once(app, "S")
        app.post_message(events.Key("alt+j", "j"))
        app.post_message(events.Key("alt+shift+u", "U"))
        await until(pilot, lambda: app.reading.panes.cursor == 1 and "doubtful" in said(app))
        assert app.screen is app.reading


@pytest.mark.parametrize("key", ["r", "l", "F", "tab"])
async def test_what_is_typed_before_the_first_screen_waits_for_it(reader, key):
    app = reader()
    type_at_once(app, [key, "j"])
    async with app.run_test(size=(140, 40)) as pilot:
        await settled(app, pilot)
        assert app.screen is app.reading
