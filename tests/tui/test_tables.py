"""Tables in the panes: columns that fit, and cells whose characters are the text's own."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from reader.article import Article, Block, Sentence
from reader.tui.document import Document
from reader.tui.layout import Layout
from reader.tui.tables import GAP, places

cells = st.text("abc دار 中", min_size=1, max_size=40).map(str.strip).filter(bool)
tables = st.lists(st.lists(cells, min_size=2, max_size=4), min_size=1, max_size=4)


def document(rows: list[list[str]]) -> Document:
    text, blocks = "", []
    for row in rows:
        for number, cell in enumerate(row):
            text += " | " if number else "\n" if text else ""
            blocks.append(Block(cell, "paragraph", "ar", len(text)))
            text += cell
    article = Article("", tuple(blocks), "-", text)
    sentences = [Sentence(each.text, each.start, n, "ar") for n, each in enumerate(blocks)]
    return Document(article, sentences)


@given(tables, st.integers(10, 90))
def test_columns_fit_and_stand_apart(rows: list[list[str]], width: int) -> None:
    columns = places(document(rows), 0, width)
    if columns is None:
        return
    assert len(columns) == max(map(len, rows))
    end = -GAP
    for left, room in columns:
        assert left >= end + GAP and room > 0
        end = left + room
    assert end <= width


@settings(max_examples=60)
@given(tables, st.integers(10, 200), st.sampled_from(["side", "interleaved", "source"]))
def test_every_character_of_a_cell_is_shown_in_its_place(
    rows: list[list[str]], width: int, mode: str
) -> None:
    found = document(rows)
    layout = Layout(found, width, mode, "app", "en")  # type: ignore[arg-type]
    assert [unit.cells for unit in layout.units] == list(map(len, rows))
    for number, row in enumerate(rows):
        laid = layout.lay(number)
        shown: dict[tuple[int, int], str] = {}
        for line in laid.rows:
            edges = [part.left for part in line if part.side == "source"]
            assert edges == sorted(edges)
            for part in line:
                if part.side == "source":
                    for cell in part.line.cells:
                        shown[cell.start, cell.end] = laid.source.text[cell.start : cell.end]
        assert [laid.source.text[slice(*each)] for each in laid.source.cells] == row
        letters = "".join(shown[key] for key in sorted(shown))
        assert "".join(letters.split()) == "".join("".join(row).split())
