"""The page as a person meets it: in Chromium, by mouse, keyboard, finger, printer and eye."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from reader.article import Sentence, TermUse, Translation
from reader.export.markup import visible
from tests.browser import PATIENCE
from tests.export.build import UNSURE, WORSE, article, difficult, translated, written
from tests.export.samples import ARABIC, CHINESE, FRENCH, TERMBASE

pytestmark = pytest.mark.slow(3)

Page = Any
Show = Callable[..., Page]


@pytest.fixture
def faults() -> list[str]:
    """What the page complained of."""
    return []


@pytest.fixture
def show(chromium: Any, tmp_path: Path, faults: list[str]) -> Iterator[Show]:
    """Opens articles as a page; fails when it asks for anything but itself, or complains."""
    contexts: list[Any] = []
    asked: list[str] = []

    def opened(*articles: Any, width: int = 1280, **options: Any) -> Page:
        file = tmp_path / "page.html"
        text = written("html", *articles, termbases=(TERMBASE,))
        file.write_text(text, encoding="utf-8", newline="")
        viewport = {"width": width, "height": 900}
        context = chromium.new_context(viewport=viewport, **options)
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda message: faults.append(message.text))
        page.goto(file.as_uri())
        return page

    yield opened
    for context in contexts:
        context.close()
    assert {url.partition("#")[0] for url in asked} <= {(tmp_path / "page.html").as_uri()}
    assert not faults


def lit(page: Page) -> set[str]:
    return set(page.eval_on_selector_all(".lit", "all => all.map(one => one.id)"))


def test_columns_have_their_language_and_direction(show: Show):
    page = show(ARABIC, FRENCH, CHINESE)
    computed = page.eval_on_selector_all(
        ".row > *",
        "all => all.map(e => [e.className, e.lang, getComputedStyle(e).direction])",
    )
    assert {tuple(each) for each in computed} == {
        ("source", "ar", "rtl"),
        ("source", "fr", "ltr"),
        ("source", "zh", "ltr"),
        ("target", "en", "ltr"),
    }


def test_paragraphs_stand_side_by_side_on_the_same_line(show: Show):
    page = show(ARABIC, FRENCH, CHINESE)
    rows = page.eval_on_selector_all(
        "article > .row",
        """all => all.map(row => [...row.children].map(cell => {
            const range = document.createRange();
            range.selectNodeContents(cell);
            const {left, right} = cell.getBoundingClientRect();
            const first = range.getClientRects()[0];
            return [left, right, (first.top + first.bottom) / 2];
        }))""",
    )
    for (_, right, source_line), (left, _, target_line) in rows:
        assert right < left
        assert abs(source_line - target_line) < 12


def test_a_sentence_and_its_translation_light_up_together(show: Show):
    page = show(ARABIC)
    page.hover("#s3")
    assert lit(page) == {"s3", "t3"}
    page.hover("#t4")
    assert lit(page) == {"s4", "t4"}
    page.hover(".brand")
    assert lit(page) == set()
    page.click("#t4")
    page.hover(".brand")
    assert lit(page) == {"s4", "t4"}, "a click keeps it"
    assert page.inner_text("#status") == "ar→en 1.0"


def tap_last_line(page: Page, selector: str) -> None:
    """Tap a sentence that others share its first and last rows with."""
    page.locator(selector).scroll_into_view_if_needed()
    point = page.evaluate(
        "one => { const last = [...document.querySelector(one).getClientRects()].at(-1);"
        " return [last.left + 4, last.top + last.height / 2] }",
        selector,
    )
    page.touchscreen.tap(*point)


def test_a_tap_lights_both_and_a_tap_on_a_term_opens_its_card(show: Show):
    page = show(ARABIC, width=380, has_touch=True)
    tap_last_line(page, "#t4")
    assert lit(page) == {"s4", "t4"}
    page.tap("#t3 .term")
    assert page.is_visible("#card")
    assert "#" not in page.url
    box = page.locator("#card").bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= 380
    tap_last_line(page, "#t4")
    assert page.is_hidden("#card")


def test_keys_go_from_sentence_to_sentence(show: Show):
    page = show(ARABIC)
    page.keyboard.press("j")
    assert lit(page) == {"s2", "t2"}, "the folded menu is passed over"
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    assert lit(page) == {"s3", "t3"}
    page.keyboard.press("Escape")
    assert lit(page) == set()
    page.click("text=Translation")
    page.keyboard.press("j")
    assert lit(page) == {"s2", "t2"}


def test_of_a_mostly_unsure_text_that_is_said_first_and_only_the_worst_is_marked(show: Show):
    page = show(difficult((), (), (UNSURE,), (UNSURE,), (UNSURE,), (WORSE,)))
    first = page.evaluate("document.querySelector('article').firstElementChild.textContent")
    assert first.startswith("The model was unsure of 4 of 6 sentences")
    lines = "all => all.map(one => getComputedStyle(one).textDecorationLine)"
    assert page.eval_on_selector_all(".target > .s", lines) == [*["none"] * 5, "underline"]
    page.keyboard.press("d")
    assert lit(page) == {"s6", "t6"}


def test_an_unsure_sentence_among_others_is_marked_without_a_sign(show: Show):
    page = show(difficult((), (UNSURE,), (), (WORSE,)))
    signs = "all => all.map(one => getComputedStyle(one, '::after').content.includes('?'))"
    assert page.eval_on_selector_all(".target > .doubtful", signs) == [False, True]
    page.keyboard.press("d")
    assert lit(page) == {"s2", "t2"}


def test_a_term_shows_its_concept_to_mouse_and_keyboard(show: Show):
    page = show(ARABIC)
    term = page.locator("#t3 .term").nth(1)
    assert "underline" in term.evaluate("e => getComputedStyle(e).textDecorationLine")
    term.hover()
    card = page.inner_text("#card")
    for name in ("coast guard", "خفر السواحل", "garde-côtes", "海岸警卫队", "by the glossary"):
        assert name in card
    assert lit(page) == {"s3", "t3"}
    page.hover("#card")
    page.wait_for_timeout(400)
    assert page.is_visible("#card"), "the card can be pointed at"
    page.keyboard.press("Escape")
    assert page.is_hidden("#card")
    page.hover(".brand")

    page.locator("#s2 .term").nth(1).focus()
    assert "early warning" in page.inner_text("#card")
    described = page.locator("#s2 .term").nth(1).get_attribute("aria-describedby")
    assert described == "card"
    box = page.locator("#card").bounding_box()
    assert box["x"] >= 0 and box["y"] >= 0 and box["x"] + box["width"] <= 1280


def test_without_scripts_it_is_a_plain_page(show: Show):
    page = show(ARABIC, FRENCH, java_script_enabled=False)
    assert page.is_hidden("#bar")
    assert page.is_visible("text=tries out its new")
    assert page.is_hidden(".concept >> nth=0")
    page.click("#t2 .term >> nth=0")
    assert page.url.endswith("#c1")
    assert page.is_visible("#c1"), "the list of terms opens for whoever follows a term"


def test_views_and_themes(show: Show):
    page = show(ARABIC, color_scheme="light")
    paper = "() => getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(paper)
    page.click("#theme")
    assert page.evaluate(paper) != light
    page.reload()
    assert page.evaluate(paper) != light, "the choice is kept"
    page.click("#theme")
    assert page.evaluate(paper) == light

    page.click("text=Source")
    assert page.is_hidden("#t3") and page.is_visible("#s3")
    page.click("text=Translation")
    assert page.is_visible("#t3") and page.is_hidden("#s3")
    page.click("text=Both")
    assert page.is_visible("#t3") and page.is_visible("#s3")


CONTRAST = """() => {
    const pen = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
    const rgba = colour => {
        pen.clearRect(0, 0, 1, 1);
        pen.fillStyle = colour;
        pen.fillRect(0, 0, 1, 1);
        return [...pen.getImageData(0, 0, 1, 1).data];
    };
    const light = ([r, g, b]) => [r, g, b].map(v => v / 255)
        .map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
        .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
    const behind = element => {
        for (let e = element; e; e = e.parentElement) {
            const colour = rgba(getComputedStyle(e).backgroundColor);
            if (colour[3] === 255) return colour;
        }
        return [255, 255, 255];
    };
    const found = [];
    for (const e of document.querySelectorAll("body *")) {
        const own = [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim());
        if (!own || !e.checkVisibility()) continue;
        const [a, b] = [light(rgba(getComputedStyle(e).color)), light(behind(e))];
        found.push([(Math.max(a, b) + .05) / (Math.min(a, b) + .05), e.outerHTML.slice(0, 90)]);
    }
    return found;
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast_is_enough_for_tired_eyes(show: Show, scheme: str):
    page = show(ARABIC, FRENCH, CHINESE, color_scheme=scheme, reduced_motion="reduce")
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    page.hover("#t3 .term >> nth=0")
    found = page.evaluate(CONTRAST)
    assert len(found) > 60
    assert not [each for each in found if each[0] < 4.5]


@pytest.mark.parametrize("width", [320, 380, 699])
def test_a_phone_needs_no_sideways_scroll_and_stacks_the_pairs(show: Show, width: int):
    long = "https://example.org/" + "a" * 300
    page_of_address = article(long, (long, "paragraph", None))
    page = show(
        ARABIC, FRENCH, CHINESE, (page_of_address, translated(page_of_address, str)), width=width
    )
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for box in page.eval_on_selector_all(
        "article > .row",
        "all => all.map(row => [...row.children].map(e => e.getBoundingClientRect().toJSON()))",
    ):
        assert box[0]["bottom"] <= box[1]["top"]
    small = page.eval_on_selector_all(
        "button, summary", "all => all.filter(e => e.getBoundingClientRect().height < 24).length"
    )
    assert not small, "a finger needs 24 pixels"


def test_it_prints(show: Show):
    page = show(ARABIC, FRENCH, CHINESE, color_scheme="dark")
    pdf = page.pdf()
    assert pdf.startswith(b"%PDF") and len(pdf) > 10_000
    page.emulate_media(media="print")
    for selector in ("#bar", "#card", "#status", "details.site"):
        assert page.is_hidden(f"{selector} >> nth=0")
    assert page.is_visible(".concept >> nth=0"), "the terms are on paper"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    for side in ("#s3", "#t3"):
        assert page.is_visible(side)


def test_text_is_selected_and_found_in_logical_order(show: Show):
    page = show(ARABIC, FRENCH, CHINESE)
    for built, _ in (ARABIC, FRENCH, CHINESE):
        for block in built.blocks:
            if block.boilerplate:
                continue
            selected = page.evaluate(
                """wanted => {
                    const cell = [...document.querySelectorAll(".source")]
                        .find(cell => cell.textContent === wanted);
                    getSelection().selectAllChildren(cell);
                    return getSelection().toString();
                }""",
                block.text,
            )
            assert selected.strip() == block.text
    for words in (
        "أن زوارق خفر السواحل ستشارك",
        "that coast guard boats",
        "(HA) announced",
        "gagnons vingt",
        "港务局周四",
    ):
        page.evaluate("getSelection().removeAllRanges()")
        assert page.evaluate("words => find(words, true, false, true)", words), words


HOSTILE = (
    "<script>window.struck = 1</script><img src=x onerror='window.struck = 2'>"
    '</title></style></script>"><svg onload=window.struck=3> &lt;b&gt; ${1} $style {{1}} '
    "javascript:window.struck=4 \x00\x07\x1b[31m\x7f\x85 ]]> --> <!-- \u202eRTL"
)


def test_hostile_text_stays_text(show: Show):
    text = HOSTILE + "\n\nNext."
    blocks = ((HOSTILE, "title", "fr"), ("Next.", "paragraph", "fr"))
    page_of = article(text, *blocks, source=HOSTILE, title=HOSTILE)
    use = TermUse(HOSTILE, (0, 30), (0, 30), "model")
    translation = Translation(
        Sentence(HOSTILE, 0, 0, "fr"), HOSTILE, "model", (use,), package=HOSTILE
    )
    page = show((page_of, [translation]), (page_of, [translation]))
    assert page.evaluate("document.title") == " ".join(
        visible(HOSTILE.replace("\x85", " ")).split()
    )
    assert page.text_content("#s1") == page.text_content("#t1") == visible(HOSTILE)
    page.hover("#t1 .term")
    assert page.text_content("#card dt") == visible(HOSTILE)
    assert page.evaluate("window.struck") is None
    assert page.locator("script").count() == page.locator("style").count() == 1
    assert page.locator("img, svg, iframe, object, embed, link, base, form").count() == 0


def test_an_override_of_direction_ends_with_its_sentence(show: Show):
    text = "Un \u202edeux. Trois quatre."
    page_of = article(text, (text, "paragraph", "fr"))
    page = show((page_of, translated(page_of, str)))
    first, last = page.evaluate(
        """() => [0, 5].map(at => {
            const range = document.createRange();
            range.setStart(document.getElementById("t2").firstChild, at);
            range.setEnd(document.getElementById("t2").firstChild, at + 1);
            return range.getBoundingClientRect().left;
        })"""
    )
    assert first < last


def test_the_policy_stops_what_the_page_did_not_bring(show: Show, faults: list[str]):
    page = show(FRENCH)
    blocked = page.evaluate(
        """() => new Promise(done => {
            const seen = [];
            addEventListener("securitypolicyviolation", event => {
                seen.push(event.effectiveDirective);
                if (seen.length === 2) done(seen);
            });
            for (const name of ["script", "style"]) {
                const element = document.createElement(name);
                element.textContent = "window.struck = 1";
                document.body.append(element);
            }
        })"""
    )
    assert sorted(blocked) == ["script-src-elem", "style-src-elem"]
    assert page.evaluate("window.struck") is None
    faults.clear()  # the console names each violation
