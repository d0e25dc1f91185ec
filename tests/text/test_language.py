"""Language: scripts first, function words and neighbours next, the same answer every time."""

from __future__ import annotations

import subprocess
import sys
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.text.language import identify, is_translatable, verdicts
from tests.counting import calls


def languages(blocks: list[str]) -> list[str | None]:
    """The language of each of a page's blocks."""
    return [verdict.language for verdict in verdicts(blocks)]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("突尼斯在非洲联盟提出新的海关战略", "zh"),
        ("关键词:", "zh"),
        ("國際會議", "zh"),
        ("Orange 公司的报告", "zh"),
        ("これは日本語の文です", "ja"),
        ("한국어 문장입니다", "ko"),
        ("الرئيسية", "ar"),
        ("مطار گلميم يستقبل پاريس", "ar"),
        ("Le mot السلام عليكم ورحمة الله signifie bonjour.", "fr"),
        ("Le journal الشروق اليومي annonce la hausse.", "fr"),
        ("The word 你好你好你好你好 means hello to them.", "en"),
        ("Google تعلن عن شراكة جديدة مع Microsoft", "ar"),
        ("Le Monde تكشف تفاصيل جديدة عن La Banque", "ar"),
        ("euronews24 نونبر 2020 آخر تحديث", "ar"),
        ("يعمل في شركة Compagnie Générale d'Électricité بفاس منذ سنة", "ar"),
        ("دولت جمهوری اسلامی ایران امروز اعلام کرد که این طرح را اجرا می‌کند", "fa"),
        ("حکومت نے آج اعلان کیا ہے کہ یہ منصوبہ اگلے سال مکمل ہو جائے گا", "ur"),
        ("دکتر حسینی فردا به اصفهان سفر خواهد کرد", "fa"),
        ("ښوونځي د جمعې په ورځ تړل شوي وو او زده کوونکي کور ته ولاړل", "ps"),
        ("قوتابخانەکان ڕۆژی هەینی داخران و خوێندکاران گەڕانەوە ماڵ", "ckb"),
        ("مەكتەپلەر جۈمە كۈنى تاقالدى ۋە ئوقۇغۇچىلار ئۆيىگە قايتتى", "ug"),
        ("ئۈرۈمچى", "ug"),
        ("اسڪول جمعي جي ڏينهن بند ڪيا ويا ۽ شاگرد گهر هليا ويا", "sd"),
        ("زار الوزیر الإیرانی مدینة الرباط فی زیارة عمل مع الوفد", "ar"),
        ("Училището затвори в петък, защото се развали отоплението", "bg"),
        ("Школа закрылась в пятницу", "ru"),
        ("Школи закрилися у п'ятницю через її опалення", "uk"),
        ("ⴰⵣⵓⵍ ⴼⵍⵍⴰⵡⵏ", "zgh"),
        ("სკოლა დაიხურა", "ka"),
        ("Le ministre a reçu son homologue", "fr"),
        ("SÉCHERESSE : LE PLAN DES BARRAGES AVANCE", "fr"),
        ("L’entrée coûte vingt dirhams", "fr"),
        ("The minister met his counterpart", "en"),
        ("All rights reserved", "en"),
        ("I'll pay you.", "en"),
        ("El ministro se reunió con su homólogo en la capital", "es"),
        ("Правительство объявило о новом плане", "ru"),
        ("Η κυβέρνηση ανακοίνωσε", "el"),
    ],
)
def test_language_of_a_text_alone(text: str, language: str) -> None:
    assert identify(text) == language


@pytest.mark.parametrize(
    "text", ["", "  ", "X", "12/03/2024", "29", "😀👍", "https://example.org/a", "@compte", "***"]
)
def test_nothing_to_tell_a_language_from(text: str) -> None:
    assert identify(text) is None
    assert identify(text, context="fr") is None


@pytest.mark.parametrize("text", ["Contexte", "Rabat", "Option", "Sport", "Nasser Bourita"])
def test_a_short_text_takes_its_context(text: str) -> None:
    assert identify(text, context="fr") == "fr"
    assert identify(text, context="en") == "en"


def test_context_does_not_overrule_function_words() -> None:
    assert identify("Read more about the author", context="fr") == "en"
    assert identify("Rendez-vous avec nous", context="en") == "fr"


def test_context_of_another_script_is_no_context() -> None:
    assert identify("الرئيسية", context="fr") == "ar"
    assert identify("Orange", context="ar") is None


@pytest.mark.parametrize(
    "text",
    ["Bonsoir", "Collision meurtrière", "FLASH SPÉCIAL", "Sahel malien", "Inondations", "Oui",
     "Kénitra", "Grève générale", "Sécheresse", "Salut"],
)  # fmt: skip
def test_a_short_text_alone_is_in_a_language_that_can_be_translated(text: str) -> None:
    assert identify(text) == "fr"
    assert languages([text, "12", text]) == ["fr", None, "fr"]


def test_what_is_likely_can_be_told() -> None:
    assert identify("Cancelado", likely=("es", "fr")) == "es"
    assert identify("Mañana", likely=("fr", "es")) == "es", "French writes no ñ"


def test_a_guess_says_so() -> None:
    (guess,) = verdicts(["Incident technique"])
    assert (guess.language, guess.certain, guess.guessed) == ("fr", False, True)
    (told,) = verdicts(["Le ministre a reçu son homologue dans la ville"])
    assert (told.language, told.certain, told.guessed) == ("fr", True, False)


def test_names_among_another_scripts_text_are_no_guess() -> None:
    assert languages(["الرئيسية", "AFP", "Boeing"]) == ["ar", None, None]


def test_a_sentence_among_another_scripts_text_has_its_language() -> None:
    assert languages(["الرئيسية", "Le bâtiment principal est ouvert.", "AFP"]) == [
        "ar", "fr", None,
    ]  # fmt: skip


def test_shaped_letters_are_letters() -> None:
    assert identify("\ufee3\ufeae\ufea3\ufe92\ufe8e") == "ar"
    assert identify("Le proﬁl oﬃciel est conﬁrmé.") == "fr"


def test_a_page_of_doubtful_headlines_asks_langdetect_a_bounded_number_of_times(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from reader.text import language

    asked: list[str] = []

    def detect(text: str, *arguments: object) -> tuple[str, float]:
        asked.append(text)
        arguments[-1].left -= 1  # type: ignore[attr-defined]
        return "ro", 1.0

    monkeypatch.setattr(language, "_detect", detect)
    headlines = [f"Consiliul judetean aproba bugetul anual numarul {n}" for n in range(2_000)]
    assert languages(headlines) == ["ro"] * 2_000
    assert len(asked) < 100


def test_a_signal_while_langdetect_loads_is_a_signal(monkeypatch: pytest.MonkeyPatch) -> None:
    from langdetect.detector_factory import DetectorFactory

    from reader.text import language

    def leave(*_: object) -> None:
        raise SystemExit(143)

    language._factory.cache_clear()
    language._detected.cache_clear()
    monkeypatch.setattr(DetectorFactory, "add_profile", leave)
    with pytest.raises(SystemExit):
        identify("Consiliul judetean aproba bugetul anual pentru drumuri")
    language._factory.cache_clear()


def test_headings_of_a_page_take_the_nearest_paragraphs_language() -> None:
    french = "Les préfets devront publier chaque mois le niveau des nappes, selon la presse."
    english = "The festival was the largest that the town has seen in more than ten years."
    page = ["Option", french, "Tango", "الواحة", "12", "Europa", english, "Final"]
    assert languages(page) == ["fr", "fr", "fr", "ar", None, "en", "en", "en"]


_MIXED = (
    "The minister of health visited the new hospital on Monday and spoke with the doctors.",
    "Le ministre de la santé a salué lundi les efforts du personnel.",
    "The unions said that they would meet again on Friday.",
)


@pytest.mark.parametrize(
    "text",
    ["Accord signé.", "Hausse des prix du carburant", "Réunion prévue vendredi", "Il pleut."],
)
def test_a_short_french_text_among_english_ones_is_french(text: str) -> None:
    assert languages([*_MIXED, text, _MIXED[0]])[3] == "fr"


@pytest.mark.parametrize(
    "text",
    ["Café de France", "André Azoulay", "Fuel prices rise", "Debut de rêve for café owners"],
)
def test_a_short_english_text_or_name_on_a_page_with_french_is_not(text: str) -> None:
    assert languages([*_MIXED, text, _MIXED[0]])[3] == "en"


@pytest.mark.parametrize(
    "headline",
    ["Sonatrach signe un accord gazier de 1,3 milliard de dollars à Hassi R'Mel",
     "Tunis, Alger, Tripoli : rencontre tripartite consultative",
     "Ligue des champions : Wydad élimine Esperance de Tunis"],
)  # fmt: skip
def test_a_french_headline_that_langdetect_takes_for_italian_is_french(headline: str) -> None:
    body = "Le groupe a signé jeudi à Alger un accord avec deux partenaires européens."
    assert languages([headline, body]) == ["fr", "fr"]


def test_a_headline_of_another_family_keeps_its_language() -> None:
    body = "Le groupe a signé jeudi à Alger un accord avec deux partenaires européens."
    headline = "Bundeskanzler Merz besucht Rabat, Wirtschaftsabkommen unterzeichnet"
    assert languages([headline, body]) == ["de", "fr"]


def test_a_sign_of_a_script_that_is_no_letter_has_its_language() -> None:
    assert languages(["﷽", "أعلن الوزير اليوم عن زيارة جديدة."]) == ["ar", "ar"]
    assert identify("﴾﴿") == "ar"


def test_a_page_of_nothing_has_no_languages() -> None:
    assert languages([]) == []


@given(st.text(alphabet="abcé 。，中文国العربية.!12'’-ABÀ\n", max_size=80))
@settings(max_examples=60)
def test_the_same_text_has_the_same_language(text: str) -> None:
    assert identify(text) == identify(text)
    assert languages([text]) == [identify(text)]


def test_another_process_gives_the_same_language() -> None:
    texts = ["Quel gros camion", "My uncle runs a hotel", "Effet domino", "Costa Rica", "Le roi"]
    program = f"from reader.text.language import identify; print([identify(t) for t in {texts!r}])"
    answers = {
        subprocess.run(
            [sys.executable, "-c", program],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(answers) == 1


def test_langdetect_is_not_loaded_for_arabic_and_chinese() -> None:
    program = (
        "import sys; from reader.text.language import verdicts;"
        "verdicts(['الرئيسية', '关键词', 'Le ministre a reçu son homologue dans la ville']);"
        "print('langdetect' in sys.modules)"
    )
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert found.stdout.strip() == "False", found.stderr


@pytest.mark.parametrize(
    "text",
    ["12", "12/03/2024 - 10:15", "٢٠٢٤", "https://example.org", "www.example.ma/a", "a@b.org",
     "@compte", "😀", "…", "***", "", "X", "12 %", "example.com",
     "WWW.EXAMPLE.MA", "www.-a", "a-.com", "a b c"],
)  # fmt: skip
def test_what_is_copied(text: str) -> None:
    assert not is_translatable(text)


@pytest.mark.parametrize(
    "text", ["Oui", "نعم", "是", "12 mars 2024", "2024年", "voir https://example.org", "#الواحة",
             "é à où", "好.com", "x 人"],
)  # fmt: skip
def test_what_is_translated(text: str) -> None:
    assert is_translatable(text)


@pytest.mark.parametrize("filling", ["M.", "a.b@", "www.", "a-", "-", "a@b.", "://", "x.com "])
def test_a_long_repetition_is_nothing_special(filling: str) -> None:
    text = filling * 100_000
    assert is_translatable(text + " mot")
    identify(text)


def test_short_headlines_are_told_together() -> None:
    headlines = [
        "Trafic perturbé",
        "Un titre court",
        "Marché couvert",
        "Réunion du conseil",
        "La carte",
    ]
    assert languages([*headlines, "12", *headlines]) == ["fr"] * 5 + [None] + ["fr"] * 5
    found = verdicts([*headlines, "Port de la ville", "Avis aux usagers"])
    assert not any(verdict.guessed for verdict in found)


def test_a_text_that_comes_again_is_not_looked_at_anew() -> None:
    other = ["Nowa droga do miasta będzie otwarta jutro rano"]
    verdicts(other)  # what is imported once
    titles = ["Der Hafen von Marrakesch wurde gestern wieder geöffnet", "Nowy most otwarto wczoraj"]
    once, often = (
        calls(partial(lambda texts: [verdicts([each]) for each in texts], titles * count))
        for count in (1, 20)
    )
    assert often < 3 * once
