"""The server's pages as a person meets them, in Chromium."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser import PATIENCE
from tests.export.test_chromium import CONTRAST
from tests.server.serving import Served, run, serving

pytestmark = pytest.mark.slow(3)

Page = Any

TEXT = """\
المديرية العامة للأمن الوطني توقف 12 شخصا

أعلنت المديرية العامة للأمن الوطني يوم 12 مارس توقيف 12 شخصا. وقال الوزير إن التحقيق مستمر.

عاد الوفد إلى فاس.
"""
FRENCH = "Le ministre a visité le port de Tanger lundi matin."


@pytest.fixture
def visit(chromium: Any, served: Served) -> Iterator[Callable[..., Page]]:
    """Opens the front page; fails where a page asks for anything but the server, or complains."""
    contexts: list[Any] = []
    faults: list[str] = []
    asked: list[str] = []
    statuses: list[tuple[str, int]] = []

    def opened(url: str = "", **options: Any) -> Page:
        viewport = {"width": options.pop("width", 1200), "height": 900}
        context = chromium.new_context(viewport=viewport, accept_downloads=True, **options)
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda message: faults.append(message.text))
        page.on("response", lambda answer: statuses.append((answer.url, answer.status)))
        page.goto(url or served.url)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert all(url.startswith(("http://127.0.0.1:", "blob:")) for url in asked)
    assert all(status < 400 for url, status in statuses if "/static/" in url)
    # Chromium tells of every answer that is an error, wanted or not.
    assert not [fault for fault in faults if not fault.startswith("Failed to load resource")]


def read(page: Page, text: str = TEXT) -> None:
    """Paste a text and read it."""
    page.fill("#q", text)
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#bar:not([hidden])")


def test_a_pasted_text_is_read_side_by_side(visit: Callable[..., Page]) -> None:
    page = visit()
    assert page.evaluate("document.activeElement.id") == "q", "one can paste at once"
    read(page)
    assert page.inner_text(".row.title .source, h1 .source").startswith("المديرية")
    computed = page.eval_on_selector_all(
        ".row > *", "all => all.map(e => [e.className, e.lang, getComputedStyle(e).direction])"
    )
    assert {tuple(each) for each in computed} == {("source", "ar", "rtl"), ("target", "en", "ltr")}
    page.hover(".target .term >> nth=0")
    assert "National Security" in page.inner_text("#card")
    assert "Machine translation by" in page.inner_text("article > footer")
    assert not page.query_selector("#going")
    page.click(".again")
    page.wait_for_selector("#q")
    assert page.input_value("#q").strip() == TEXT.strip(), "the text is there again"


def test_a_correction_holds(visit: Callable[..., Page]) -> None:
    page = visit()
    read(page)
    number = page.eval_on_selector_all(
        ".source .s", "all => all.find(e => e.textContent.startsWith('عاد الوفد')).id.slice(1)"
    )
    page.dblclick(f"#t{number}")
    page.press(".editing", "Escape")
    assert not page.query_selector(".editing")
    page.click(f"#t{number}")
    page.keyboard.press("e")
    page.fill(".editing", "The delegation is back in Fez.")
    page.press(".editing", "Enter")
    page.wait_for_selector(f"#t{number}.correction")
    page.goto(page.url.replace("/read", "/"))
    read(page)
    assert page.inner_text(f"#t{number}.correction") == "The delegation is back in Fez."


def test_a_correction_that_is_not_kept_says_why(visit: Callable[..., Page]) -> None:
    page = visit()
    read(page)
    page.route("**/suggest", lambda route: route.abort())
    before = page.inner_text("#t2")
    page.dblclick("#t2")
    page.fill(".editing", "Something else.")
    page.press(".editing", "Enter")
    page.wait_for_selector(".hint.wrong")
    assert "Not kept" in page.inner_text(".hint")
    page.press(".editing", "Escape")
    assert page.inner_text("#t2") == before


def test_documents_are_opened_and_dropped(visit: Callable[..., Page], tmp_path: Path) -> None:
    file = tmp_path / "note.html"
    file.write_text(f"<html><body><h1>Une visite</h1><p>{FRENCH}</p></body></html>", "utf-8")
    page = visit()
    page.set_input_files("#file", file)
    page.click("button.main")
    page.wait_for_selector("#bar:not([hidden])")
    assert "Tangier" in page.inner_text("main")

    page = visit()
    page.evaluate(
        """text => {
            const data = new DataTransfer();
            data.items.add(new File([text], "note.txt", {type: "text/plain"}));
            for (const type of ["dragover", "drop"])
                document.getElementById("paper").dispatchEvent(
                    new DragEvent(type, {dataTransfer: data, bubbles: true, cancelable: true}));
        }""",
        FRENCH,
    )
    page.wait_for_selector("#bar:not([hidden])")
    assert "Tangier" in page.inner_text("main")


def test_options_are_kept_and_it_is_saved(visit: Callable[..., Page], tmp_path: Path) -> None:
    page = visit()
    page.click("summary")
    page.select_option("select[name=acronyms]", "never")
    page.select_option("#kind", "markdown")
    page.fill("#q", TEXT)
    with page.expect_download() as downloading:
        page.click("#save")
    assert downloading.value.suggested_filename == "text_en.md"
    downloading.value.save_as(tmp_path / "saved.md")
    saved = (tmp_path / "saved.md").read_text("utf-8")
    assert "General Directorate for National Security" in saved and "DGSN" not in saved
    page.reload()
    assert page.input_value("select[name=acronyms]") == "never"
    page.click("button.main")
    assert page.evaluate("document.activeElement.id") == "q", "nothing to read, nothing sent"


def test_what_cannot_be_read_says_why(visit: Callable[..., Page], tmp_path: Path) -> None:
    page = visit()
    file = tmp_path / "page.bin"
    file.write_bytes(b"\0\1")
    page.set_input_files("#file", file)
    page.click("button.main")
    page.wait_for_selector(".failure")
    assert "File format not supported" in page.inner_text(".failure")
    page.click("text=Back")
    page.wait_for_selector("#q")


def test_hostile_text_stays_text(visit: Callable[..., Page]) -> None:
    page = visit()
    hostile = "<script>window.struck = 1</script><img src=x onerror='window.struck = 2'> $title"
    read(page, f"{hostile}\n\n{FRENCH} {hostile}")
    assert page.evaluate("window.struck") is None
    assert hostile in page.inner_text("main")


def test_it_works_where_scripts_are_off(visit: Callable[..., Page]) -> None:
    page = visit(java_script_enabled=False)
    page.fill("#q", FRENCH)
    page.click("button.main")
    page.wait_for_selector("text=Tangier")
    page.click(".again >> visible=true")
    page.wait_for_selector("#q")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast_is_enough(visit: Callable[..., Page], scheme: str, served: Served) -> None:
    page = visit(color_scheme=scheme, reduced_motion="reduce")
    page.click("summary")
    found = page.evaluate(CONTRAST)
    read(page)
    found += page.evaluate(CONTRAST)
    page.goto(served.url + "/docs")
    found += page.evaluate(CONTRAST)
    assert len(found) > 60
    assert not [each for each in found if each[0] < 4.5]


@pytest.mark.parametrize("width", [320, 700])
def test_a_phone_needs_no_sideways_scroll(
    visit: Callable[..., Page], width: int, served: Served
) -> None:
    page = visit(width=width)
    page.click("summary")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.goto(served.url + "/docs")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_key_is_asked_for_where_one_is_needed(visit: Callable[..., Page], tmp_path: Path) -> None:
    key = run(tmp_path, "keys", "add", "me").stdout.strip()
    with serving(tmp_path, "--api-keys") as guarded:
        page = visit(guarded.url)
        page.fill("input[name=api_key]", key)
        read(page, FRENCH)
        assert "Tangier" in page.inner_text("main")
        page.dblclick("#t1")
        page.fill(".editing", "My words.")
        page.press(".editing", "Enter")
        page.wait_for_selector("#t1.correction")
