"""Set phrases: what stands around an article has one translation, whatever the model."""

from __future__ import annotations

from dataclasses import replace
from importlib.resources import files

import pytest

from reader import Translator
from reader.article import Occurrence, Sentence
from reader.memory.phrases import lead_in_end, set_phrase
from reader.memory.words import key_of

LANGUAGES = ["fr", "ar", "zh"]


def rows() -> list[list[str]]:
    text = files("reader").joinpath("memory/phrases.tsv").read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines()[1:] if not line.startswith("#")]


def test_every_phrase_is_there_in_each_language_and_once():
    for column, language in enumerate(LANGUAGES, 1):
        seen: dict[str, str] = {}
        for row in rows():
            assert len(row) == 4, row
            for phrase in row[column].split("|"):
                assert phrase == phrase.strip() and phrase
                assert seen.setdefault(key_of(phrase), row[0]) == row[0], phrase
                assert set_phrase(phrase, language, "en") == row[0], phrase


@pytest.mark.parametrize(
    ("text", "language", "translation"),
    [
        ("Lire aussi :", "fr", "Read also:"),
        ("LIRE AUSSI", "fr", "READ ALSO"),
        ("Bien cordialement,", "fr", "Kind regards,"),
        ("Comment allez-vous?", "fr", "How are you?"),
        ("Publié le 27 novembre 2026 à 18h45", "fr", "Published on 27 November 2026 at 18:45"),
        ("Il y a 4 heures", "fr", "4 hours ago"),
        ("Il y a 1 heure", "fr", "1 hour ago"),
        ("اقرأ أيضاً:", "ar", "Read also:"),
        ("نُشر في 12 نوفمبر 2026", "ar", "Published on 12 November 2026"),
        ("منذ ٧ ساعات", "ar", "7 hours ago"),
        ("发布时间：2026年11月27日 18:45", "zh", "Published on 27 November 2026 at 18:45"),
        ("4分钟前", "zh", "4 minutes ago"),
        ("你好！", "zh", "Hello!"),
        ("Madame,", "fr", "Dear Madam,"),
        ("En bref", "fr", "In brief"),
        ("كل عام وأنتم بخير!", "ar", "Best wishes!"),
        ("الإسم *", "ar", "Name *"),
        ("* Mot de passe", "fr", "* Password"),
        ("Lire la suite →", "fr", "Read more →"),
        ("Commentaires (12)", "fr", "Comments (12)"),
        (": التعليقات", "ar", ": Comments"),
        ("© جميع الحقوق محفوظة", "ar", "© All rights reserved"),
        ("آخر تحديث GMT 08:45:10", "ar", "Last updated GMT 08:45:10"),
        ("必填项已用 * 标注", "zh", "Required fields are marked *"),
    ],
)
def test_numbers_dates_marks_and_capitals_may_differ(text, language, translation):
    assert set_phrase(text, language, "en") == translation


@pytest.mark.parametrize(
    ("text", "language", "target", "translation"),
    [
        ("Hello!", "en", "fr", "Bonjour\u00a0!"),
        ("THANK YOU", "en", "fr", "MERCI"),
        ("5 comments", "en", "ar", "5 تعليقات"),
        ("Good morning,", "en", "ar", "صباح الخير،"),
        ("你好", "zh", "fr", "Bonjour"),
        ("Merci !", "fr", "zh", "谢谢！"),
        ("Bonjour", "fr", "ar", "مرحبا"),
    ],
)
def test_phrases_hold_between_any_two_languages(text, language, target, translation):
    assert set_phrase(text, language, target) == translation


@pytest.mark.parametrize(
    ("text", "language", "target"),
    [
        ("Qui", "fr", "en"),  # a question only with its mark
        ("من", "ar", "en"),
        ("Merci de fermer la porte", "fr", "en"),
        ("Bonjour", "fr", "es"),
        ("Bonjour", "de", "en"),
        ("", "fr", "en"),
        # what is a phrase in one place and means another thing in the next
        ("Le Monde", "fr", "en"),
        ("Urgent", "fr", "en"),
        ("Monsieur", "fr", "en"),
        ("Rappel :", "fr", "en"),
        ("Je vous en prie", "fr", "en"),
        ("تصدير", "ar", "en"),
        ("العمالة", "ar", "en"),
        ("عفوا", "ar", "en"),
        ("没有", "zh", "en"),
        ("评论", "zh", "en"),
        # quoted, it is what somebody says
        ("« Bonjour »", "fr", "en"),
        ("*", "fr", "en"),
    ],
)
def test_what_is_no_phrase_is_left_to_the_model(text, language, target):
    assert set_phrase(text, language, target) is None


def test_what_introduces_a_title_is_told_from_it():
    assert lead_in_end("Lire aussi : le port de Salé", "fr") == len("Lire aussi :")
    assert lead_in_end("延伸阅读：港口", "zh") == len("延伸阅读：")
    assert lead_in_end("Lire aussi :", "fr") == 0  # nothing follows
    assert lead_in_end("Le ministre : non", "fr") == 0


@pytest.mark.usefixtures("warm")
def test_a_phrase_comes_before_the_model_and_after_the_glossary():
    with Translator() as translator:
        text = "Communiqué de presse\n\nLire aussi : Le port ouvre demain.\n\n- Cordialement"
        made = translator.translate_text(text, language="fr").split("\n")
        assert made[0] == "Press release"
        assert made[2].startswith("Read also: ")
        assert made[4] == "- Kind regards"
        sentence = Sentence("Merci", 0, 0, "fr")
        assert next(iter(translator.translate([sentence]))).origin == "phrase"
        term = Occurrence("thanks", 0, 5, ("thanks",))
        assert translator.stored(replace(sentence, terms=(term,))) is None
