"""Segmentation: sentences end where a reader would say so, and no character is lost."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.text.segmentation import spans, split_long


def sentences(text: str, language: str | None) -> list[str]:
    return [text[start:end] for start, end in spans(text, language)]


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("ar", ["افتتح الوزير المعرض.", "وذكر البلاغ أن العدد ارتفع."]),
        ("ar", ["قال: «نحن مستعدون.»", "ثم غادر القاعة."]),
        ("ar", ["هل وصلوا؟", "نعم!", "وصلوا مساء."]),
        ("ar", ["التقى د. محمد بالسيد أ. ع. السالمي في الرباط.", "ثم سافر."]),
        ("ar", ["بلغت النسبة 3.5 في المائة، انظر www.example.ma للمزيد.", "انتهى."]),
        ("ar", ["\u202bقال ذلك.\u202c", "\u202bثم غادر القاعة مساء.\u202c"]),
        ("zh", ["全长４．８公里。", "她在A.B.公司上班。", "他也是。"]),
        ("ar", ["قال ذلك .", "ثم أضاف شيئا ."]),
        (
            "ar",
            [
                "رسميا.. المدينة تفتح حديقة جديدة.",
                "كلمة .. الغابة تحترق",
            ],
        ),
        ("ar", ["صمت طويلا...", "ثم تكلم."]),
        ("ar", ["وصل السائق بعد ساعات من الانتظار والقلق " * 3 + "..", "ثم نام الركاب " * 4]),
        ("fr", ["M. Alaoui et Mme Tazi sont là.", "Ils partent."]),
        ("fr", ["L'art. 12 du Code et le n° 5 s'appliquent (cf. p. 12).", "Fin."]),
        ("fr", ["J.-C. Martin et A. B. Dupont ont signé.", "L'O.N.U. a refusé."]),
        ("fr", ["Elle date de 146 av. J.-C. en fait.", "Vers 40 ap. J.-C. Tingis grandit."]),
        ("fr", ["Il règne de 27 av. J.-C. à 14 apr. J.-C.", "Les Romains le pleurent."]),
        ("fr", ["« C'est fini. »", "Il est parti."]),
        ("fr", ["Le Pr. Berrada a parlé… puis il s'est tu.", "Rien d'autre."]),
        ("fr", ["Il a dit non.", "Elle aussi."]),
        ("fr", ["Il coûte 3.500 dirhams et 2,5 euros.", "C'est cher."]),
        ("fr", ["« Vraiment ? » demande-t-elle.", "Oui."]),
        ("zh", ["会议今天闭幕。", "为什么？", "没有人知道！"]),
        ("zh", ["他说：“我们同意。”", "然后签字。"]),
        ("zh", ["“你好！”他说。", "「是吗？」她问。"]),
        ("zh", ["他说：“运动势头强劲。", "这是潮流的一部分！", "人们看到了希望。”", "然后离开。"]),
        ("zh", ["增长3.5%，见www.example.cn。", "完。"]),
        ("zh", ["其中最著名的是沙洲......", "另一段开始。"]),
        ("fr", ["Il a manqué son vol.", "L'équipage est reparti.", "Ils étaient sept."]),
        ("fr", ["Elle grimpe jusqu'au col.", "Les autres attendent."]),
        ("fr", ["Le Col. Hassan et le Prof. Naciri sont là.", "Fin."]),
        ("fr", ["Il souffre d'une hépatite B.", "Ses médecins sont confiants."]),
        ("fr", ["Jean A. Le Bihan est élu.", "M. Le Pen et Mme La Porte s'en vont."]),
        ("fr", ["Des figues, des dattes, etc.", "Puis il rentre.", "Il mesure 2 m.", "Elle rit."]),
        ("fr", ["Yahoo! annonce un rachat.", "Ah ! quelle journée.", "Bien !", "Vraiment."]),
        ("ar", ["صدر القانون سنة 1431 هـ.", "وأصبح نافذا.", "بناه عام ٢٠٠٥م.", "ثم هدم."]),
        ("ar", ["عاش في القرن 3 ق.م.", "ثم اندثر.", "التقى م. علوي بالوفد.", "انتهى."]),
        ("en", ["She takes vitamin D.", "The dose is low.", "They sell tea, etc.", "It is good."]),
        ("en", ["Mr. J. Smith met Dr. Jones at 5 p.m. in Rabat.", "They left."]),
    ],
)
def test_sentences(language: str, expected: list[str]) -> None:
    glue = "" if language == "zh" else " "
    assert sentences(glue.join(expected), language) == [each.strip() for each in expected]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("ar", "رفيع المستوى.وذكر بيان رسمي", ["رفيع المستوى.", "وذكر بيان رسمي"]),
        ("ar", "غادر!وعاد؟نعم عاد", ["غادر!", "وعاد؟", "نعم عاد"]),
        ("ar", "قال: «لن نقبل بذلك.وسنرد عليه».", ["قال: «لن نقبل بذلك.", "وسنرد عليه»."]),
        ("fr", "Il a parlé.Il est parti.", ["Il a parlé.", "Il est parti."]),
        ("zh", "不知道！……真的吗？", ["不知道！……", "真的吗？"]),
    ],
)
def test_sentences_without_a_space_between(language: str, text: str, expected: list[str]) -> None:
    assert sentences(text, language) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Accueil > Politique > Maroc", ["Accueil", ">", "Politique", ">", "Maroc"]),
        ("الرئيسية / سياسة / المغرب", ["الرئيسية", "/", "سياسة", "/", "المغرب"]),
        ("首页 › 政治 › 摩洛哥", ["首页", "›", "政治", "›", "摩洛哥"]),
        ("Le port | Le Matin | Maroc", ["Le port", "|", "Le Matin", "|", "Maroc"]),
        ("Le port > le quai", ["Le port > le quai"]),
        ("On a 5 > 3 et 4 > 2", ["On a 5 > 3 et 4 > 2"]),
        ("« Oui » dit-il « non » dit-elle", ["« Oui » dit-il « non » dit-elle"]),
        ("a > b | c", ["a > b | c"]),
    ],
)
def test_the_parts_of_a_path_are_read_alone(text: str, expected: list[str]) -> None:
    language = "ar" if "ا" in text else "zh" if "首" in text else "fr"
    assert sentences(text, language) == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("fr", ["Il a été reçu à Rabat.[^1]", "Il est parti à Fès.[12]", "Il dort."]),
        ("fr", ["Elle a dit : « Non. »²", "Puis elle est partie.[^note-b][3]"]),
        ("ar", ["زار الوزير مدينة الرباط.[3]", "ثم عاد إلى فاس."]),
        ("fr", ["Le roi est parti. <!-- relire -->", "Il dort.<!-- vu -->", "Il rêve."]),
    ],
)
def test_what_refers_to_a_note_stays_with_its_sentence(language: str, expected: list[str]) -> None:
    text = " ".join(expected)
    assert [text[start:end] for start, end in spans(text, language)] == expected


def test_a_heading_glued_to_a_chinese_sentence_stands_alone() -> None:
    heading = "双边会晤加强两国港口安全合作"
    sentence = "访问的第一部分是两国港务局局长举行的双边会晤，随后参观了码头。"
    assert sentences(f"{heading} {sentence}", "zh") == [heading, sentence]


def test_a_sentence_of_a_wrapped_paragraph_goes_over_the_lines() -> None:
    text = "Le ministère a annoncé l'ouverture d'une\nenquête administrative à\nRabat. Elle\ndure."
    assert sentences(text, "fr") == [text[: text.index(" Elle")], "Elle\ndure."]


def test_a_long_unbroken_text_keeps_its_sentences() -> None:
    text = "这是一个句子，讨论港口安全问题。" * 1000
    assert sentences(text, "zh") == ["这是一个句子，讨论港口安全问题。"] * 1000


def test_blank_text_has_no_sentences() -> None:
    assert spans("", "ar") == spans(" \n\t", None) == []


PIECES = st.lists(
    st.sampled_from(
        ["M.", "Mme", "art. 5", "d.", "Il dit", "قال", "المستوى.وذكر", "د.محمد", "؟", "!", "…",
         "……", "«", "»", "。", "”", "“", "！", "他说", "摩洛", "3.5", "www.a.com", " ", "\n",
         "\n\n", "\r\n",
         ".", "..", "، ", "，", "1.", "(", ")", "A.", "é", "😀", "\u064b", "\u200f", "a" * 30]
    ),
    max_size=40,
)  # fmt: skip
LANGUAGES = st.sampled_from(["ar", "fr", "zh", "en", None, "xx"])


def covered(text: str, found: list[tuple[int, int]]) -> None:
    """Assert that spans are in order, apart, not blank, and leave out white space only."""
    at = 0
    for start, end in found:
        assert at <= start < end <= len(text)
        assert text[at:start].strip() == ""
        assert text[start:end] == text[start:end].strip()
        at = end
    assert text[at:].strip() == ""


@given(PIECES, LANGUAGES)
@settings(max_examples=150)
def test_no_character_is_lost(pieces: list[str], language: str | None) -> None:
    text = "".join(pieces)
    covered(text, spans(text, language))


@given(st.text(max_size=60), LANGUAGES)
@settings(max_examples=80)
def test_no_character_of_any_text_is_lost(text: str, language: str | None) -> None:
    covered(text, spans(text, language))


@given(PIECES, st.integers(1, 40))
@settings(max_examples=150)
def test_pieces_fit_and_lose_nothing(pieces: list[str], limit: int) -> None:
    text = "".join(pieces)
    found = split_long(text, limit, len)
    covered(text, found)
    assert all(end - start <= limit for start, end in found)


def test_a_sentence_that_fits_is_not_split() -> None:
    assert split_long("Une phrase, courte.", 19, len) == [(0, 19)]


@pytest.mark.parametrize(
    ("language", "clauses"),
    [
        ("fr", ["Le plan avance de deux ans,", "les préfets s'en chargent,", "et l'eau manque."]),
        ("ar", ["وصل الوفد إلى الميناء صباحا،", "ثم زار الرصيف الجديد،", "وغادر المدينة مساء."]),
        ("zh", ["代表团上午抵达港口，", "随后参观了新码头，", "晚上离开了城市。"]),
    ],
)  # fmt: skip
def test_a_long_sentence_is_cut_at_its_commas(language: str, clauses: list[str]) -> None:
    text = ("" if language == "zh" else " ").join(clauses)
    found = split_long(text, max(map(len, clauses)) + 2, len)
    assert [text[start:end] for start, end in found] == clauses


def test_strong_marks_win_over_commas() -> None:
    text = "Un, deux et trois sont arrivés; quatre, cinq et six sont partis"
    pieces = [text[start:end] for start, end in split_long(text, 40, len)]
    assert pieces == ["Un, deux et trois sont arrivés;", "quatre, cinq et six sont partis"]


def test_a_number_is_not_cut_at_its_comma() -> None:
    text = "Le budget total sera porté à 1,4 milliard de dirhams 12:30"
    pieces = [text[start:end] for start, end in split_long(text, 33, len)]
    assert all(re.search(r"1,4", piece) or "1," not in piece for piece in pieces)
    assert len(pieces) == 2


def test_pieces_are_balanced() -> None:
    words = " ".join(["mot"] * 100)
    sizes = [end - start for start, end in split_long(words, 220, len)]
    assert len(sizes) == 2
    assert max(sizes) - min(sizes) <= 8


def test_words_are_kept_whole_where_there_are_spaces() -> None:
    words = " ".join(["déshydratation"] * 20)
    for start, end in split_long(words, 40, len):
        assert set(words[start:end].split()) == {"déshydratation"}


def test_a_letter_with_thousands_of_marks_is_cut_somewhere() -> None:
    marks = "e" + "\u0301" * 6_000
    found = split_long(marks, 50, len)
    assert all(end - start <= 50 for start, end in found)
    assert (found[0][0], found[-1][1]) == (0, len(marks))


@pytest.mark.parametrize(
    "filling", [".", "!", "…", "»", " .", ". ", "a.", "，", "“", "\u064b", "A"]
)
def test_a_long_repetition_is_nothing_special(filling: str) -> None:
    text = "Voici " + filling * 20_000 + " la fin"
    for language in ("fr", "zh"):
        covered(text, spans(text, language))
    covered(text[:8_000], split_long(text[:8_000], 100, len))


def test_two_dots_in_a_quotation_end_no_sentence() -> None:
    around = (
        "نظمت الجمعية بشراكة مع البلدية والجامعة ووزارة الثقافة وعدد من المؤسسات المحلية لقاء دوليا"
    )
    for title in ('"البحر .. ذاكرة المدينة"', "«البحر.. ذاكرة المدينة»", "(البحر .. والمدينة)"):
        text = f"{around} حول {title} حضره كثير من الكتاب والباحثين والطلبة. ثم غادر الجميع."
        assert sentences(text, "ar") == [*text.split(" ثم ")[:1], "ثم غادر الجميع."]
    parted = f"{around} حول البحر .. ثم غادر الجميع وعاد كل إلى بلده، كما قال مدير المؤسسة الأولى."
    assert len(sentences(parted, "ar")) == 2


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("fr", "Le port de Nador reçoit ses premiers navires"),
        ("ar", "ميناء الناظور يستقبل سفنه الأولى"),
        ("zh", "纳祖尔港迎来首批货船停靠"),
    ],
)
def test_a_title_that_a_line_has_twice_is_two_sentences(language: str, title: str) -> None:
    for gap in (" ", "  \u00a0 "):
        assert sentences(f"{title}{gap}{title}", language) == [title, title]
    assert len(sentences("Bon vent Bon vent", "fr")) == 1
