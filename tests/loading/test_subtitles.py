"""Subtitles: sentences over several cues, and what is no text."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.errors import UnreadableFile
from reader.loading import load
from reader.loading.subtitles import cues

SRT = """1
00:00:01,000 --> 00:00:03,500
Le ministre a présenté hier
devant les députés un plan

2
00:00:03,600 --> 00:00:06,000
qui doit protéger les ports. Il prévoit

3
00:00:06,100 --> 00:00:08,000
deux mille agents.

4
00:00:09,000 --> 00:00:10,000
- Vous êtes sûr ?
- Oui.

5
00:00:10,100 --> 00:00:14,000 X1:10 X2:20
{\\an8}<i>Rabat, 2024</i>

6
00:00:15,000 --> 00:00:16,000
<i>Il est parti...</i>
7
00:00:16,000 --> 00:00:18,000
<i>...sans <b>rien</b> dire.</i>

8
00:00:19,000 --> 00:00:20,000

9
00:00:21,000 --> 00:00:22,000
♪ La la la ♪
"""

VTT = """WEBVTT - Un film
Kind: captions

STYLE
::cue { color: lime }

NOTE Rien à traduire ici.

intro
00:01.000 --> 00:03.000 align:start position:10%
<v Anne>Le pont &amp; le tunnel
<v.loud Paul>Quoi <00:02.000>donc ?

00:04.000 --> 00:05.000
Ils ferment
00:05.000 --> 00:06.000 line:0
demain.

NOTE
Fin.
"""


def spoken(text: str, **more: str) -> list[str]:
    return [block.text for article in load(text.encode(), **more) for block in article.blocks]


def test_a_sentence_that_runs_over_cues_is_in_one_block() -> None:
    assert spoken(SRT) == [
        "Le ministre a présenté hier devant les députés un plan\n"
        "qui doit protéger les ports. Il prévoit\ndeux mille agents.",
        "Vous êtes sûr ?",
        "Oui.",
        "Rabat, 2024",
        "Il est parti...\n...sans <b>rien</b> dire.",
        "♪ La la la ♪",
    ]


def test_webvtt_has_voices_settings_and_notes() -> None:
    assert spoken(VTT) == ["Le pont & le tunnel", "Quoi donc ?", "Ils ferment\ndemain."]


def test_captions_that_appear_word_by_word_are_read_as_sentences() -> None:
    """A line of one space, as a video site writes it, hid the cue under it."""
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\n \nLe pont<00:01.300><c> est</c><c> fermé.</c>\n"
    assert spoken(text) == ["Le pont est fermé."]


def test_a_voice_that_ends_is_no_text() -> None:
    assert spoken("WEBVTT\n\n00:01.000 --> 00:02.000\n<v Anne>Oui, <i>bien</i> sûr.</v>\n") == [
        "Oui, <i>bien</i> sûr."
    ]


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_make_no_difference(end: str) -> None:
    assert spoken(SRT.replace("\n", end)) == spoken(SRT)
    assert spoken(VTT.replace("\n", end)) == spoken(VTT)


@pytest.mark.parametrize(
    ("begins", "blocks"),
    [
        ("05,900", ["Le port du cap", "rouvre lundi."]),
        ("04,900", ["Le port du cap\nrouvre lundi."]),
    ],
)
def test_a_long_silence_ends_a_sentence(begins: str, blocks: list[str]) -> None:
    times = f"00:00:03,000\nLe port du cap\n\n2\n00:00:{begins} --> 00:00:09,000\nrouvre lundi."
    assert spoken(f"1\n00:00:01,000 --> {times}\n") == blocks


def test_without_full_stops_each_cue_is_its_own() -> None:
    lines = ["今天天气很好", "我们一起去海边", "你觉得怎么样", "我不知道"]
    text = "\n\n".join(
        f"{n}\n00:00:0{n},000 --> 00:00:0{n},900\n{line}" for n, line in enumerate(lines, 1)
    )
    assert spoken(text) == lines


def test_the_name_is_the_title(tmp_path: Path) -> None:
    path = tmp_path / "Le pont.fr.srt"
    path.write_bytes(SRT.encode("cp1252", "replace"))
    (article,) = load(path)
    assert (article.title, article.language) == ("Le pont.fr", "fr")
    assert not any(block.boilerplate for block in article.blocks)


def test_what_is_no_subtitles_says_so(tmp_path: Path) -> None:
    for name in ("a.srt", "a.vtt"):
        path = tmp_path / name
        path.write_text("Un texte ordinaire.\n")
        with pytest.raises(UnreadableFile, match=f"{name} has no subtitles in it"):
            load(path)
        assert load(path, format="text")
        path.write_text("")
        with pytest.raises(UnreadableFile, match="is empty"):
            load(path)


LINES = st.lists(
    st.sampled_from(
        ["1", "12", "", "WEBVTT", "NOTE", "Un mot.", "<i>Deux</i>", "{\\an8}", "- Oui", "<v A>B",
         "00:00:01,000 --> 00:00:02,000", "00:01.5 --> 00:02.25 line:0", "-->", "<", "&amp;"]
    ),
    max_size=14,
)  # fmt: skip


@given(LINES, st.sampled_from(["\n", "\r\n"]), st.sampled_from(["srt", "vtt"]))
def test_cues_stand_where_they_say(lines: list[str], end: str, format: str) -> None:
    text = end.join(lines)
    found = cues(text, format)
    assert len(found) == sum(" --> " in line for line in lines)
    at = 0
    for cue in found:
        assert at <= cue.start <= cue.end
        at = cue.end
        assert text[cue.start : cue.end] == text[cue.start : cue.end].strip()
