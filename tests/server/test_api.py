"""LibreTranslate's API, as the programs that speak it use it."""

from __future__ import annotations

import json
import re
import urllib.error
import urllib.parse
import urllib.request
from typing import Any

import pytest
from libretranslatepy import LibreTranslateAPI

from reader import Translator
from tests.server.serving import Answer, Served
from tests.waiting import LIMIT

pytestmark = pytest.mark.slow

ARABIC = "أعلنت المديرية العامة للأمن الوطني يوم 12 مارس توقيف 1,533 شخصا في الرباط."
NAME = re.compile(r"DGSN|General Directorate for National Security")
FRENCH = "Le ministre a visité le port de Tanger lundi. Il est rentré à Rabat."


@pytest.fixture(scope="module")
def api(served: Served) -> LibreTranslateAPI:
    return LibreTranslateAPI(served.url)


def test_libretranslatepy(api: LibreTranslateAPI) -> None:
    english = api.translate(ARABIC, "ar", "en")
    assert NAME.search(english)
    for held in ("12 March", "1,533", "Rabat"):
        assert held in english
    (found,) = api.detect(FRENCH)
    assert found == {"confidence": 100.0, "language": "fr"}
    languages = {one["code"]: one for one in api.languages()}
    assert {"ar", "fr", "zh-Hans", "en"} <= set(languages)
    assert languages["ar"]["name"] == "Arabic" and "en" in languages["ar"]["targets"]
    with pytest.raises(urllib.error.HTTPError) as raised:
        api.translate(ARABIC, "ar", "ja")
    raised.value.close()


@pytest.mark.usefixtures("warm")
def test_a_text_is_translated_as_by_the_translator(served: Served) -> None:
    translator = Translator(quality="fast")
    text = f"{ARABIC}\n\n{FRENCH}\n12/05/2024\n"
    found = served.translated(text)
    assert found["translatedText"] == translator.translate_text(text)
    assert found["detectedLanguage"] == {"confidence": 100.0, "language": "ar"}
    assert "detectedLanguage" not in served.translated(ARABIC, "ar")


# What LibreTranslate's own tests ask of it, in our words.


def test_the_parts_of_an_answer(served: Served) -> None:
    form = {"q": "Bonjour le monde", "source": "fr", "target": "en", "format": "text"}
    answer = served.ask("/translate", form)
    assert answer.status == 200 and set(answer.json) == {"translatedText"}
    batch = served.translated(["Bonjour", "Le monde"], "fr")["translatedText"]
    assert isinstance(batch, list) and len(batch) == 2
    assert served.ask("/translate", {**form, "target": "zz"}).error == "zz is not supported"
    del form["q"]
    assert served.ask("/translate", form).error == "Invalid request: missing q parameter"
    assert served.ask("/detect", {"q": "Bonjour"}).json[0].keys() == {"confidence", "language"}
    assert served.ask("/detect", {}).status == 400
    assert served.ask("/detect").status == served.ask("/languages", {}).status == 405
    assert served.ask("/frontend/settings").json["language"]["source"]["code"] == "auto"
    assert served.ask("/health").json == {"status": "ok"}
    assert served.ask("/nothing").status == 404


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"q": ""}, "Invalid request: missing q parameter"),
        ({"q": []}, "Invalid request: missing q parameter"),
        ({"source": None}, "Invalid request: missing source parameter"),
        ({"target": ""}, "Invalid request: missing target parameter"),
        ({"q": 5}, "Invalid request: q parameter is not a text or a list of texts"),
        ({"q": ["a", None]}, "Invalid request: q parameter is not a text or a list of texts"),
        ({"source": "zz"}, "zz is not supported"),
        ({"source": ["fr"]}, "['fr'] is not supported"),
        ({"target": "sw"}, "sw is not supported"),
        ({"format": "pdf"}, "pdf format is not supported"),
        ({"alternatives": "many"}, "Invalid request: alternatives parameter is not a number"),
        ({"alternatives": 11}, "Invalid request: alternatives parameter must be <= 10"),
        (
            {"target": "zh"},
            "Chinese (zh-Hans) is not available as a target language from French (fr)",
        ),
        (
            {"source": "auto", "q": "زار الوزير الميناء اليوم والتقى العمال.", "target": "zh-Hans"},
            "Chinese (zh-Hans) is not available as a target language from Arabic (ar)",
        ),
        (
            {"acronyms": "often"},
            "Invalid request: acronyms parameter is none of asis, first, always, never",
        ),
    ],
)
def test_errors_are_libretranslates(served: Served, changes: dict[str, Any], message: str) -> None:
    sent = {"q": FRENCH, "source": "fr", "target": "en", **changes}
    answer = served.ask("/translate", json_=sent)
    assert (answer.status, answer.error) == (400, message)


def test_json_that_is_none(served: Served) -> None:
    kind = {"Content-Type": "application/json"}
    for body in (b"{", b"[1]", b"\xff", b"[" * 100_000, b'"q"'):
        answer = served.ask("/translate", data=body, headers=kind)
        assert (answer.status, answer.error) == (400, "Invalid JSON format")
    half = b'{"q": "Le \\ud83d ministre", "source": "fr", "target": "en"}'
    assert served.ask("/translate", data=half, headers=kind).status == 200


# The requests of other programs.


def calibre(served: Served, text: str) -> str:
    """What Calibre's plugin sends with the engine that its users set up, and reads of it."""
    template = {"q": "<text>", "source": "<source>", "target": "<target>", "format": "text"}
    body = json.dumps(template).replace("<source>", "auto").replace("<target>", "en")
    body = body.replace("<text>", json.dumps(text)[1:-1])
    request = urllib.request.Request(
        served.url + "/translate",
        body.encode("utf-8"),
        {"Content-Type": "application/json"},
        method="POST",
    )
    with urllib.request.urlopen(request, timeout=LIMIT) as answer:
        response = json.loads(answer.read().decode("utf-8").strip())
    text = response["translatedText"]
    assert isinstance(text, str)
    return text


def test_calibre(served: Served) -> None:
    first, second = calibre(served, f"{FRENCH}\n\n{ARABIC}").split("\n\n")
    assert "Tangier" in first and NAME.search(second)
    assert calibre(served, 'Il a dit "oui" \\ non.').strip()


def test_mastodon(served: Served) -> None:
    """A post, its warning and its poll, as HTML, and in one batch."""
    texts = [f"<p>{FRENCH} <a href='https://a.example'>#port</a></p>", "Alerte", "Oui", "Non"]
    sent = {"q": texts, "source": "auto", "target": "en", "format": "html", "api_key": None}
    found = served.ask("/translate", json_=sent).json
    assert len(found["translatedText"]) == len(found["detectedLanguage"]) == 4
    assert found["translatedText"][0].endswith("<a href='https://a.example'>#port</a></p>")
    assert {one["language"] for one in found["detectedLanguage"]} == {"fr"}
    pairs = {one["code"]: one["targets"] for one in served.ask("/languages").json}
    assert all(code in targets for code, targets in pairs.items())


def test_forms_of_any_kind(served: Served) -> None:
    wanted = served.translated(ARABIC, "ar")["translatedText"]
    raw = f"q={ARABIC}&source=ar&target=en".encode()  # as curl sends it: not escaped
    assert served.ask("/translate", data=raw).json["translatedText"] == wanted
    sent = {"q": ARABIC, "source": "ar", "target": "en"}
    answer = served.upload("/translate", "unused.txt", b"", **sent)
    assert answer.json["translatedText"] == wanted
    query = urllib.parse.urlencode(sent)
    assert served.ask(f"/translate?{query}", data=b"").json["translatedText"] == wanted
    lines = served.ask("/translate", {**sent, "q": "12\r\n\r\n13"}).json["translatedText"]
    assert lines == "12\n\n13", "forms end lines with CR LF, whatever was typed"


def test_languages_have_several_codes(served: Served) -> None:
    text = "部长昨天抵达拉巴特。"
    found = [served.translated(text, code) for code in ("zh", "zh-Hans", "zh-CN", "Chinese")]
    assert all(each == found[0] for each in found)
    assert served.translated(text)["detectedLanguage"]["language"] == "zh-Hans"


def test_a_batch_is_what_its_texts_are_alone(served: Served) -> None:
    texts = [ARABIC, "", "12", FRENCH, ARABIC]
    batch = served.translated(texts)["translatedText"]
    assert batch[1:3] == ["", "12"]
    assert [batch[0], batch[3], batch[4]] == [
        served.translated(text)["translatedText"] for text in (ARABIC, FRENCH, ARABIC)
    ]


def test_the_same_language_on_both_sides(served: Served) -> None:
    text = "The minister visited the port."
    assert served.translated(text, "en")["translatedText"] == text
    assert served.translated(text)["translatedText"] == text


def test_what_has_no_language(served: Served) -> None:
    found = served.translated("12 + 13 = 25 🙂")
    assert found["translatedText"] == "12 + 13 = 25 🙂"
    assert found["detectedLanguage"] == {"confidence": 0.0, "language": "en"}
    assert served.ask("/detect", {"q": "42"}).json == [{"confidence": 0.0, "language": "en"}]


def test_detection_of_mixed_texts(served: Served) -> None:
    found = served.ask("/detect", {"q": f"{ARABIC}\n\nLe port est fermé aujourd'hui."}).json
    assert [one["language"] for one in found] == ["ar", "fr"]
    assert sum(one["confidence"] for one in found) == pytest.approx(100, abs=0.2)
    short = served.ask("/detect", {"q": "Port"}).json
    assert short[0]["confidence"] <= 50


def test_html_keeps_its_tags_and_what_is_no_text(served: Served) -> None:
    page = (
        "<h1>Le port &amp; la ville</h1>\n<!-- rien --><p>Le <b>ministre</b> a visité "
        '<a href="/x?a=1&amp;b=2">le port de Tanger</a>.</p><script>if (a < b) {}</script>'
        "<pre>ls  -l</pre><p translate=no>Ne rien changer.</p>"
    )
    found = served.translated(page, "fr", format="html")["translatedText"]
    for kept in (
        "<!-- rien --><p>",
        "<b>minister</b>",
        '<a href="/x?a=1&amp;b=2">',
        "</a>.</p><script>if (a < b) {}</script><pre>ls  -l</pre><p translate=no>Ne rien changer.",
    ):
        assert kept in found
    assert "ministre" not in found


# Beyond LibreTranslate.


def test_alternatives_hold_terms_and_numbers(served: Served) -> None:
    found = served.translated(ARABIC, "ar", alternatives=3)
    assert 0 < len(found["alternatives"]) <= 3
    assert found["translatedText"] not in found["alternatives"]
    for each in found["alternatives"]:
        assert NAME.search(each)
        assert "1,533" in each
    batch = served.translated([ARABIC, "12"], "ar", alternatives=2)["alternatives"]
    assert batch[0] and batch[1] == []
    assert served.translated(ARABIC, "ar", alternatives=0).keys() == {"translatedText"}


def test_the_report(served: Served) -> None:
    text = "زار الوفد المديرية العامة للأمن الوطني."
    answer = served.ask(
        "/translate", json_={"q": text, "source": "ar", "target": "en", "report": True}
    )
    (sentence,) = answer.json["report"]
    assert sentence["source"] == text and sentence["origin"] in ("model", "memory")
    (term,) = sentence["terms"]
    assert (term["concept"], term["source"]) == ("dgsn", "المديرية العامة للأمن الوطني")
    assert term["target"] in answer.json["translatedText"]
    lost = f"{FRENCH} Zgrbl ftk wxq oujk plmqz vbn trkzz hfd."
    report = served.ask(
        "/translate", json_={"q": lost, "source": "fr", "target": "en", "report": True}
    )
    doubts = [sentence["doubts"] for sentence in report.json["report"]]
    assert any(doubts) and int(report.headers["X-Doubts"]) == sum(
        any(doubt["kind"] != "unsure" for doubt in each) for each in doubts
    )


def test_glossary_and_acronyms(served: Served) -> None:
    both = served.translated(ARABIC, acronyms="always")["translatedText"]
    assert "General Directorate for National Security (DGSN)" in both
    full = served.translated(ARABIC, acronyms="never")["translatedText"]
    assert "General Directorate for National Security" in full and "DGSN" not in full
    for names in ("security", "own, security", ["security"]):
        assert NAME.search(served.translated(ARABIC, glossary=names)["translatedText"])
    (bare,) = served.translated(ARABIC, glossary="none", report=True)["report"]
    assert bare["terms"] == []
    for path in ("/etc/passwd", "glossaries/security.csv", "../x.csv", {"a": 1}):
        answer = served.ask(
            "/translate",
            json_={"q": ARABIC, "source": "ar", "target": "en", "glossary": path},
        )
        assert answer.status == 400 and "glossary parameter is n" in answer.error


def test_a_suggestion_becomes_a_correction(served: Served) -> None:
    text = "زار السفير الجديد مدينة وجدة."
    sent = {"q": text, "s": "The new ambassador came to Oujda.", "source": "ar", "target": "en"}
    assert served.ask("/suggest", sent).json == {"success": True}
    found = served.translated(f"{text}\n{text}", "auto", report=True)
    assert found["translatedText"].split("\n") == [sent["s"]] * 2
    assert {one["origin"] for one in found["report"]} == {"correction"}
    two = {**sent, "q": "وصل الوزير. وعاد الوفد.", "s": "The minister came. The party left."}
    assert served.ask("/suggest", two).status == 200
    assert served.translated("وعاد الوفد.", "ar")["translatedText"] == "The party left."
    uneven = served.ask("/suggest", {**two, "s": "One. Two. Three."})
    assert uneven.status == 400 and "one sentence at a time" in uneven.error
    assert served.ask("/suggest", {"q": "x"}).error == "Invalid request: missing s parameter"


# Files.


def fetched(served: Served, answer: Answer) -> tuple[str, str]:
    assert answer.status == 200, answer.content
    url = answer.json["translatedFileUrl"]
    assert url.startswith(served.url + "/download_file/")
    file = served.ask(url.removeprefix(served.url))
    assert file.status == 200
    return file.headers["Content-Disposition"], file.content.decode()


def test_files_come_back_as_what_they_were(served: Served) -> None:
    pair = {"source": "auto", "target": "en"}
    name, text = fetched(
        served, served.upload("/translate_file", "note.txt", ARABIC.encode("utf-16"), **pair)
    )
    assert 'filename="note_en.txt"' in name and NAME.search(text)
    page = "<html><body><p>Le <b>ministre</b> est là.</p></body></html>".encode("latin-1")
    name, text = fetched(served, served.upload("/translate_file", "p.html", page, **pair))
    assert "p_en.html" in name and "<b>minister</b>" in text
    name, text = fetched(
        served,
        served.upload(
            "/translate_file", "تقرير.md", f"# {ARABIC}\n".encode(), format="html", **pair
        ),
    )
    assert "%D8%AA" in name and "<article" in text and "Tangier" not in text


def test_documents_come_back_as_documents(served: Served) -> None:
    from reader import load
    from tests.loading.test_documents import docx, p

    sent = docx(p("Le ministre a visité le port de Tanger lundi."))
    answer = served.upload("/translate_file", "r.docx", sent, source="fr", target="en")
    file = served.ask(answer.json["translatedFileUrl"].removeprefix(served.url))
    assert 'filename="r_en.docx"' in file.headers["Content-Disposition"]
    (article,) = load(file.content, format="docx")
    assert "Tangier" in article.text


def test_what_has_no_way_back_comes_as_markdown(served: Served) -> None:
    sent = "From: A <a@example.org>\nSubject: Le port\n\nLe ministre a visité le port.\n".encode()
    name, text = fetched(
        served, served.upload("/translate_file", "m.eml", sent, source="fr", target="en")
    )
    assert "m_en.md" in name and "minister" in text


def test_files_that_are_refused(served: Served) -> None:
    pair = {"source": "fr", "target": "en"}
    for name, content, message in (
        ("virus.exe", b"MZ", "Invalid request: file format not supported"),
        ("", b"x", "Invalid request: empty file"),
        ("a.docx", b"PK\x03\x04 no zip", "a.docx"),
        ("a.txt", b"\0\1\2" * 100, "a.txt"),
    ):
        answer = served.upload("/translate_file", name, content, **pair)
        assert answer.status == 400 and message in answer.error, answer.content
    assert served.ask("/translate_file", pair).error == "Invalid request: missing file parameter"
    for place in ("nothing.txt", "..%2F..%2Fetc%2Fpasswd", "%2Fetc%2Fpasswd", "."):
        assert served.ask(f"/download_file/{place}").status == 404


# What describes it.


def test_the_description_names_every_address(served: Served) -> None:
    spec = served.ask("/openapi.json").json
    assert spec["openapi"].startswith("3.1") and spec == served.ask("/spec").json
    page = served.ask("/docs").content.decode()
    for path, methods in spec["paths"].items():
        assert f"{path}</code>" in page
        for method, what in methods.items():
            answer = served.ask(path, {} if method == "post" else None)
            assert answer.status == (400 if method == "post" else 200), path
            for name in what.get("requestBody", {}).get("required", {}) and _needed(what):
                assert f"<code>{name}</code> (required)" in page


def _needed(what: dict[str, Any]) -> list[str]:
    (schema, *_) = what["requestBody"]["content"].values()
    needed: list[str] = schema["schema"]["required"]
    return needed


def test_metrics_count(served: Served) -> None:
    before = served.metric("dragoman_characters_total")
    served.translated("123 456")
    assert served.metric("dragoman_characters_total") == before + 7
    assert served.metric("dragoman_requests_in_progress") == 1


@pytest.mark.parametrize("name", ["a.docx", "a.epub", "a.pdf", "a.rss"])
def test_an_empty_file_is_told_as_by_the_command(served: Served, name: str) -> None:
    for path in ("/translate_file", "/read"):
        answer = served.upload(path, name, b"", source="auto", target="en")
        assert answer.status == 400
        assert f"{name} is empty" in answer.content.decode()


def test_characters_that_no_text_has_are_no_fault(served: Served) -> None:
    clean = served.translated("Bonjour à tous", "fr")["translatedText"]
    assert served.translated("Bon\0jour à\0 tous", "fr")["translatedText"] == clean
    assert served.translated(["Bon\0jour à tous"], "fr")["translatedText"] == [clean]
    form = {"q": "Bonjour à tous\0", "source": "fr", "target": "en"}
    assert served.ask("/translate", form).json["translatedText"] == clean
    assert served.ask("/read", form).status == 200
    half = served.ask("/translate", json_={**form, "source": "\ud83d"})
    assert (half.status, half.error) == (400, "? is not supported")
