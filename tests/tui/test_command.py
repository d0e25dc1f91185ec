"""`reader`'s command line, its configuration and its memory."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from reader import locations
from reader.cli import reader
from reader.cli.reader import command
from reader.errors import ConfigError
from reader.tui import config, notes, state
from reader.tui import folders as library
from reader.tui.config import Config
from reader.tui.merging import merged_list
from reader.tui.notes import Note
from reader.tui.state import Bookmark, Progress, State
from tests.programs import called_in_text
from tests.tui.conftest import said, settled


def run(*arguments: str):
    return CliRunner().invoke(command, arguments)


def test_help_names_paths_and_subcommands():
    text = run("--help").output
    assert "reader [OPTIONS] [PATH]..." in text
    for word in ("models", "cache", "--bidi", "--theme", "Examples"):
        assert word in text


@pytest.mark.parametrize("name", ["models", "cache"])
def test_subcommands_are_found(name):
    result = run(name, "--help")
    assert result.exit_code == 0 and f"{name} [OPTIONS]" in result.output


def test_a_word_that_is_no_subcommand_is_a_path(tmp_path):
    result = run(str(tmp_path / "missing"))
    assert result.exit_code == 2 and "there is no file, folder or command" in result.output
    said = called_in_text("reader", tmp_path / "missing").stderr
    assert said.endswith("(see 'reader --help')\n"), "what opens files has no name of its own"
    (tmp_path / "there").mkdir()
    result = run(str(tmp_path / "there"))
    assert "needs a terminal" in result.output


def test_options_may_come_before_paths(tmp_path):
    result = run("--bidi", "app", "--theme", "nord", str(tmp_path))
    assert "needs a terminal" in result.output
    assert run("--bidi", "sideways", str(tmp_path)).exit_code == 2


def test_a_theme_that_is_none_is_refused_and_those_there_are_named(tmp_path):
    said = called_in_text("reader", "--theme", "nrod", tmp_path).stderr
    assert "no theme is called “nrod”" in said and "dragoman-paper" in said and "nord" in said


def test_the_samples_can_be_asked_for_after_another_folder_was_open(tmp_path):
    memory = State(library=[str(tmp_path)])
    assert reader._library((), False, memory)[0] == [tmp_path]
    assert reader._library((), True, memory)[0] == [locations.samples_directory()]
    both = [tmp_path.resolve(), locations.samples_directory()]
    assert reader._library((str(tmp_path),), True, memory)[0] == both
    assert "needs a terminal" in run("--samples").output


def test_help_imports_nothing_heavy():
    code = (
        "import sys; from reader.cli.reader import command\n"
        "try: command.main(['--help'], standalone_mode=False)\n"
        "except SystemExit: pass\n"
        "heavy = {'textual', 'ctranslate2', 'langdetect', 'trafilatura', 'lxml', 'bidi'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_the_application_imports_no_engine(tmp_path):
    code = (
        "import sys; import reader.tui.app\n"
        "heavy = {'ctranslate2', 'langdetect', 'trafilatura', 'lxml', 'sentencepiece'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout.splitlines()[-1] == "[]"


# --- configuration


def test_without_a_file_the_configuration_is_the_default():
    assert config.load() == Config()


def test_a_configuration_is_read(tmp_path):
    path = tmp_path / "config.toml"
    path.write_text(
        '\ufefftarget = "fr"\nmode = "interleaved"\ntheme = "nord"\nbidi = "app"\n'
        'quality = "best"\n'
        'glossaries = ["terms.csv", "/else/where.csv"]\n[keys]\nnext_sentence = "j,x"\n'
    )
    read = config.load()
    assert (read.target, read.mode, read.theme, read.bidi) == ("fr", "interleaved", "nord", "app")
    assert read.glossaries == (tmp_path / "terms.csv", Path("/else/where.csv"))
    assert read.keys == {"next_sentence": "j,x"}


@pytest.mark.parametrize(
    "text, said",
    [
        ("target =", "TOML"),
        ('colour = "red"', "no setting “colour”"),
        ('mode = "sideways"', "mode is one of side"),
        ("bidi = 3", "bidi is a word"),
        ('glossaries = "one.csv"', "glossaries is a list"),
        ('[keys]\nfly = "f"', "no action “fly”"),
        ("[keys]\nhelp = 3", "keys.help is a word"),
        ("keys = 3", "keys is a table"),
        ("models = 3", "models is a table"),
    ],
)
def test_a_mistake_in_the_configuration_is_said_in_a_line(tmp_path, text, said):
    path = tmp_path / "config.toml"
    path.write_text(text)
    with pytest.raises(ConfigError) as error:
        config.load()
    assert said in str(error.value) and str(path) in str(error.value)
    assert "\n" not in str(error.value)


# --- memory

words = st.text(max_size=20)
progresses = st.builds(
    Progress,
    start=st.integers(0, 10**6),
    sentences=st.integers(0, 1000),
    translated=st.integers(0, 1000),
    language=st.none() | words,
    finished=st.booleans(),
)
states = st.builds(
    State,
    mode=st.none() | words,
    theme=st.none() | words,
    library=st.lists(words, max_size=3),
    welcomed=st.booleans(),
    hints=st.lists(words, max_size=2),
    progress=st.dictionaries(words, progresses, max_size=4),
    bookmarks=st.lists(
        st.builds(
            Bookmark,
            path=words,
            article=st.integers(0, 9),
            start=st.integers(0, 999),
            excerpt=words,
        ),
        max_size=3,
    ),
)


@settings(max_examples=40)
@given(states)
def test_what_is_saved_is_loaded_again(kept):
    state.save(kept)
    assert state.load() == kept


@pytest.mark.parametrize("text", ["", "{", "[]", '{"progress": 3}', '{"bookmarks": [{"x": 1}]}'])
def test_a_damaged_state_is_set_aside(text):
    path = state.state_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    assert state.load() == State()
    assert path.with_suffix(".damaged.json").read_text() == text


async def test_a_state_that_cannot_be_written_is_told_once_and_stops_nothing(
    reader, tmp_path, monkeypatch
):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("DRAGOMAN_STATE", str(tmp_path / "file" / "below"))
    app = reader(save_memory=state.Kept().save)
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(app, pilot)
        await pilot.press("m")
        app.remember()
        await pilot.pause()
        assert "bookmarks cannot be kept in" in said(app) and "Errno" not in said(app)
        app.clear_notifications()
        app.remember()
        await pilot.press("j")
        assert said(app) == "" and app.reading.panes.cursor == 1
        await pilot.press("q")
        await pilot.pause()
    assert app.return_code == 0


def test_the_least_recent_progress_is_forgotten_first(monkeypatch):
    monkeypatch.setattr(state, "_LIMIT", 2)
    memory = State()
    for name in ("a", "b", "a", "c"):
        state.remember(memory, name, 0, Progress())
    state.save(memory)
    assert list(state.load().progress) == ["a#0", "c#0"]


def test_two_readers_keep_what_each_of_them_changed():
    begun = State(bookmarks=[Bookmark("a", 0, 0, "gone"), Bookmark("a", 0, 1, "stays")])
    state.remember(begun, "a", 0, Progress(start=1))
    state.remember(begun, "b", 0, Progress(start=1))
    state.save(begun)
    one, other = state.Kept(), state.Kept()
    state.remember(one.state, "a", 0, Progress(start=2))
    state.toggle_bookmark(one.state, Bookmark("a", 0, 0, "gone"))
    one.save(one.state)
    state.remember(other.state, "b", 0, Progress(start=3))
    state.toggle_bookmark(other.state, Bookmark("b", 0, 5, "new"))
    other.save(other.state)
    one.save(one.state)
    kept = state.load()
    assert {name: each.start for name, each in kept.progress.items()} == {"a#0": 2, "b#0": 3}
    assert [mark.excerpt for mark in kept.bookmarks] == ["stays", "new"]
    assert one.state.bookmarks == kept.bookmarks


def test_a_state_that_was_deleted_meanwhile_is_written_again():
    kept = state.Kept()
    state.remember(kept.state, "a", 0, Progress(start=2))
    kept.save(kept.state)
    state.state_file().unlink()
    kept.save(kept.state)
    assert list(state.load().progress) == ["a#0"]
    note = Note("a", 0, 0, "text", "mine")
    assert notes.save([note], [note]) == [note] == notes.load()


@given(*[st.lists(st.integers(0, 9), unique=True)] * 3)
def test_what_two_changed_is_kept_and_what_either_took_away_is_gone(before, ours, theirs):
    kept = merged_list(before, ours, theirs)
    assert set(kept) == (set(ours) & set(theirs)) | (set(ours) ^ set(theirs)) - set(before)
    assert len(kept) == len(set(kept))
    if ours[: len(before)] == before:
        assert merged_list(before, ours, before) == ours


# --- library


def test_folders_first_names_as_people_sort_them_and_only_what_can_be_read(tmp_path):
    for name in ("b10.txt", "b9.md", "a.png", ".hidden.txt", "page.HTML"):
        (tmp_path / name).write_text("x")
    (tmp_path / "z").mkdir()
    assert [entry.name for entry in library.entries(tmp_path)] == [
        "z",
        "b9.md",
        "b10.txt",
        "page.HTML",
    ]
    assert library.entries(tmp_path / "missing") == []
    assert library.first_file(library.roots([tmp_path])) == tmp_path / "b9.md"


def test_a_file_named_by_itself_may_have_any_ending(tmp_path):
    file = tmp_path / "article.news"
    file.write_text("x")
    assert [entry.path for entry in library.roots([file, tmp_path])] == [file, tmp_path]


def test_the_manual_names_every_action_and_its_configuration_is_read(tmp_path):
    manual = (Path(__file__).parents[2] / "docs" / "reader.md").read_text("utf-8")
    for action in config.ACTIONS:
        assert f"`{action}`" in manual
    example = manual.split("```toml\n")[1].split("```")[0]
    path = tmp_path / "config.toml"
    path.write_text(example, "utf-8")
    assert config.load(path).keys == {"next_sentence": "j,down"}
