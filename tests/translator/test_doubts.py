from __future__ import annotations

import pytest

from reader.article import Occurrence, TermUse
from reader.engine.loops import cut_loops
from reader.engine.queue import Hypothesis
from reader.text.literals import literals
from reader.translator.doubts import doubts


def kinds(language: str, source: str, target: str, **more: object) -> list[str]:
    held = [(each, (each.start, each.end)) for each in literals(source, language, "en")]
    return [each.kind for each in doubts(source, target, language, "en", literals=held, **more)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("language", "source", "target", "wanted"),
    [
        ("fr", "Le maire n'a pas signé.", "The mayor signed.", ["negation"]),
        ("fr", "Il ne reste plus que 12 places.", "Only 12 seats are left.", []),
        ("fr", "Il ne reste plus que 12 places.", "12 seats are left.", ["negation"]),
        ("ar", "لم يبق سوى 12 مقعدا", "Only 12 seats are left", []),
        ("fr", "Le maire n'a pas signé.", "The mayor did not sign.", []),
        ("fr", "Le maire a signé l'accord.", "The mayor did not sign the deal.", ["negation"]),
        ("ar", "لم يصل الوفد إلى المدينة", "The delegation arrived in the city", ["negation"]),
        ("zh", "代表团没有抵达首都。", "The delegation arrived in the capital.", ["negation"]),
        ("zh", "代表团不断壮大。", "The delegation keeps growing.", []),
        ("fr", "Il a perdu 4 500 voix.", "He lost many votes.", ["literal"]),
        ("fr", "Il a perdu des voix hier.", "He lost 4,500 votes in it.", ["number"]),
        ("fr", "Il a perdu 4 500 voix.", "He lost 4,500 of 4,500 votes.", ["number"]),
        ("fr", "4 500 voix sur 4 500.", "4,500 of 4,500 votes.", []),
        ("fr", "Le roi a reçu Chérkaoui hier.", "The king received him yesterday.", ["name"]),
        ("fr", "Le roi a reçu Chérkaoui hier.", "The king received Cherkaoui yesterday.", []),
        ("ar", "وصل الوفد إلى المدينة", "The الوفد arrived in the city", ["untranslated"]),
        ("zh", "ＬＧ公司于２０２１年６月４日成立。", "LG was founded on June 4, 2021.", []),
        ("fr", "Il est avec les enfants.", "He est avec les children.", ["untranslated"]),
        ("fr", "Le conseil a longuement débattu de la loi sur la pêche côtière mardi.",
         "The council.", ["literal", "length"]),
    ],
)  # fmt: skip
def test_what_is_doubtful(language: str, source: str, target: str, wanted: list[str]) -> None:
    assert kinds(language, source, target) == wanted


@pytest.mark.parametrize(
    ("target_language", "source", "target", "wanted"),
    [
        ("fr", "The mayor did not sign it.", "Le maire l'a signé.", ["negation"]),
        ("ar", "Only 12 seats are left.", "لم يبق سوى 12 مقعدا.", []),
        ("fr", "The mayor did not sign it.", "Le maire ne l'a pas signé.", []),
        ("ar", "The mayor signed the deal.", "لم يوقع العمدة الاتفاق.", ["negation"]),
        ("ar", "The mayor signed the deal.", "وقع العمدة الاتفاق.", []),
        ("fr", "He lost 4,500 votes.", "Il a perdu beaucoup de voix.", ["literal"]),
        ("fr", "He lost 4,500 votes.", "Il a perdu 4 500 voix.", []),
        ("fr", "He lost 4,500 votes.", "Il a perdu 4 500 voix.", []),
        ("fr", "He lost votes today.", "Il a perdu 4 500 voix.", ["number"]),
        ("ar", "Some 45,000 fans came.", "حضر نحو 45 ألف مشجع.", []),
        ("ar", "The mayor signed the deal.", "وقع العمدة the deal.", ["untranslated"]),
        ("fr", "The mayor signed the deal.", "Le maire a signé the accord.", ["untranslated"]),
        ("ar", "The council debated the law on coastal fishing at length.", "المجلس.", ["length"]),
    ],
)
def test_what_is_doubtful_from_english(
    target_language: str, source: str, target: str, wanted: list[str]
) -> None:
    held = [(each, (each.start, each.end)) for each in literals(source, "en", target_language)]
    found = doubts(source, target, "en", target_language, literals=held)
    assert [each.kind for each in found] == wanted


def test_english_words_of_a_term_are_not_left_over() -> None:
    source, target = "The Bank of Africa signed.", "Bank of Africa and co a signé."
    term = Occurrence("bank", 4, 18, ("Bank of Africa",))
    use = TermUse("bank", (4, 18), (0, 14), "model")
    found = doubts(source, target, "en", "fr", terms=(term,), uses=(use,))
    assert [target[slice(*each.target_span)] for each in found if each.target_span] == ["and"]


def test_a_term_without_a_use_is_doubtful() -> None:
    term = Occurrence("mayor", 3, 8, ("mayor",))
    source, target = "Le maire a signé.", "The man signed."
    assert kinds("fr", source, target, terms=(term,)) == ["term"]
    use = TermUse("mayor", (3, 8), (4, 7), "model")
    assert kinds("fr", source, target, terms=(term,), uses=(use,)) == []


def test_a_low_score_is_doubtful_the_more_the_lower() -> None:
    source = (
        "Le ministre a signé hier à Tanger un accord sur la formation des gardes-côtes du port."
    )
    target = (
        "The minister signed an agreement on the training of the port's coastguards in Tangier."
    )
    assert kinds("fr", source, target, score=-0.95, low_score=-1.0) == []
    assert kinds("fr", source, target, score=-1.2, low_score=-1.0) == ["unsure"]
    assert kinds("fr", source, target, score=-1.5, low_score=-1.0) == ["score"]


def test_a_few_words_may_score_lower_by_chance() -> None:
    assert kinds("fr", "Il signe.", "He signs.", score=-1.5, low_score=-1.0) == []
    assert kinds("fr", "Il signe.", "He signs.", score=-4.0, low_score=-1.0) == ["score"]


def test_doubts_say_where() -> None:
    (doubt,) = doubts("Il n'a pas dormi.", "He slept.", "fr", "en")
    assert doubt.source_span == (3, 10)
    assert "n'a pas" in doubt.message


def test_what_repeats_itself_is_doubtful() -> None:
    target = "The council of the council of the council of the council of the council met."
    assert kinds("fr", "Le conseil de la ville du nord du pays s'est réuni.", target) == ["loop"]


def test_a_loop_that_was_cut_is_doubtful() -> None:
    tokens = ["▁he", "▁said", "▁said", "▁said", "▁said", "▁said", "▁so"]
    hypothesis = cut_loops(Hypothesis(tokens, -1.0, [], False))
    assert len(hypothesis.tokens) < len(tokens)
    assert hypothesis.was_cut


@pytest.mark.parametrize(
    ("language", "source", "target"),
    [
        ("fr", "Une quinzaine de blessés ont été évacués.", "Around fifty wounded were evacuated."),
        ("fr", "Une quinzaine de blessés ont été évacués.", "Some wounded were evacuated."),
        ("fr", "Il y a vingt-trois morts.", "There are twenty dead."),
        ("fr", "Quatre-vingt-douze élus ont voté.", "Eighty-two members voted."),
        ("fr", "Deux cent mille foyers sont privés d'eau.", "Two hundred homes have no water."),
        ("fr", "Neuf personnes sont mortes.", "Some people died."),
        ("ar", "استقبل الوزير مائة وعشرين ضيفاً.", "The minister received twenty-two guests."),
        ("ar", "أصيب خمسة عشر آخرون.", "Five others were wounded."),
        ("ar", "قتل ثلاثة جنود.", "Two soldiers were killed."),
        ("ar", "فر مليوني شخص.", "One million people fled."),
        ("ar", "ألف وخمسمائة طالب", "A thousand students"),
        ("ar", "غادر أحد عشر عاملا.", "One worker left."),
        ("zh", "事故造成三人死亡。", "The accident killed four people."),
    ],
)
def test_a_number_in_words_that_is_lost_is_doubtful(
    language: str, source: str, target: str
) -> None:
    assert {"number", "literal"} & set(kinds(language, source, target))


@pytest.mark.parametrize(
    ("language", "source", "target"),
    [
        ("fr", "Une quinzaine de blessés sont soignés.", "About fifteen wounded are treated."),
        ("fr", "Une dizaine de maisons ont brûlé.", "A dozen houses burnt down."),
        ("fr", "Une centaine d'élus sont venus.", "A hundred or so members came."),
        ("fr", "Une vingtaine d'arrestations ont eu lieu.", "Some 20 arrests were made."),
        ("fr", "Il y a vingt et un morts et trente-deux blessés.", "21 are dead and 32 wounded."),
        ("fr", "Quatre-vingt-dix-neuf députés ont voté.", "Ninety-nine members voted."),
        ("fr", "La loi date de mille neuf cent soixante.", "The law dates from 1960."),
        ("fr", "Il a acheté un véhicule neuf.", "He bought a new vehicle."),
        ("fr", "Le onze national a gagné.", "The national team won."),
        ("fr", "Dix pour cent des voix, soit cent mille.", "Ten percent of votes: 100,000."),
        ("fr", "Deux millions et demi de tonnes.", "Two and a half million tonnes."),
        ("fr", "Au dix-neuvième siècle, l'un des ports.", "In the 19th century, one of the ports."),
        ("fr", "Le maire est rentré à dix-huit heures.", "The mayor came home at 6 p.m."),
        ("fr", "Trois à cinq millions d'arbres.", "Three to five million trees."),
        ("fr", "Ils partent de Trois-Rivières.", "They leave from Trois-Rivières."),
        ("fr", "Des dizaines de milliers de gens.", "Tens of thousands of people."),
        ("ar", "استقبل الوزير خمسة عشر سفيرا.", "The minister received fifteen ambassadors."),
        ("ar", "حضر مائة وعشرون ضيفاً.", "A hundred and twenty guests attended."),
        ("ar", "في القرن التاسع عشر", "In the nineteenth century"),
        ("ar", "اليوم الخامس والعشرون", "The last day but five"),
        ("ar", "بنسبة خمسة في المائة", "By five percent"),
        ("ar", "ثلاثة ملايين ونصف المليون شخص", "Three and a half million people"),
        ("ar", "وصلوا يوم الاثنين وغادروا الأحد.", "They came on Monday and left on Sunday."),
        ("ar", "نزح مليونا شخص وثلاثة آلاف طفل.", "Two million people and 3,000 children fled."),
        ("ar", "لست مهتما بذلك.", "I do not care."),
        ("ar", "بين عشرين وثلاثين لاعبا", "Between 20 and 30 players"),
        ("ar", "مليون و300 ألف زائر", "1.3 million visitors"),
        ("zh", "三人死亡，十名工人受伤。", "Three died and ten workers were injured."),
        ("zh", "第三个问题", "Another question"),
        ("zh", "十几个人来到三亚。", "A few people came to Sanya."),
    ],
)
def test_a_number_in_words_that_is_said_is_not_doubtful(
    language: str, source: str, target: str
) -> None:
    assert not {"number", "literal"} & set(kinds(language, source, target))


@pytest.mark.parametrize(
    ("language", "source"),
    [
        ("fr", "Il fait 5 degrés au-dessous de zéro."),
        ("fr", "Il fait moins cinq degrés."),
        ("ar", "بلغت الحرارة 5 درجات تحت الصفر."),
        ("zh", "气温降到零下五度。"),
    ],
)
@pytest.mark.parametrize(
    ("target", "wanted"),
    [
        ("The temperature is 5 degrees.", True),
        ("The temperature is minus 5 degrees.", False),
        ("The temperature is -5 degrees.", False),
        ("It is 5 degrees below zero.", False),
        ("It is 5 degrees below freezing.", False),
    ],
)
def test_a_minus_that_is_lost_is_doubtful(
    language: str, source: str, target: str, wanted: bool
) -> None:
    assert ("number" in kinds(language, source, target)) is wanted


@pytest.mark.parametrize(
    "source",
    ["Il fait moins de 5 degrés.", "Il faut au moins 5 degrés.", "Pas moins de dix degrés."],
)
def test_less_is_no_minus(source: str) -> None:
    target = "It takes 5 degrees, or ten degrees."
    assert "number" not in kinds("fr", source, target)


@pytest.mark.parametrize(
    ("language", "source", "target", "wanted"),
    [
        ("fr", "Le ministre omanais est arrivé.", "The Iraqi minister arrived.", "Iraqi"),
        ("ar", "وصل الوزير السعودي أمس", "The Sudanese minister arrived yesterday", "Sudanese"),
        ("zh", "大使抵达首都。", "The ambassador arrived in Madrid.", "Madrid"),
        ("zh", "该组织签署了协议。", "The organisation (QZWK) signed.", "QZWK"),
        ("fr", "Nom", "Nom", "Nom"),
        ("fr", "Le prix du riz a monté.", "The price of riz rose.", "riz"),
    ],
)
def test_what_the_source_has_not_or_what_was_left_is_doubtful(
    language: str, source: str, target: str, wanted: str
) -> None:
    (doubt,) = doubts(source, target, language, "en")
    assert wanted in doubt.message
    assert doubt.target_span is not None
    assert target[slice(*doubt.target_span)] == wanted


@pytest.mark.parametrize(
    ("language", "source", "target"),
    [
        ("fr", "Le ministre marocain a reçu un Israélien.", "Morocco's minister met an Israeli."),
        (
            "ar",
            "استقبل الوزير وفدا إسبانيا بالرباط",
            "The minister received a Spanish team in Rabat",
        ),
        ("zh", "中法两国外长会谈。", "The Chinese and French foreign ministers met."),
        ("zh", "据WHO报道，联合国也参加。", "According to the WHO, the UN took part as well."),
        ("fr", "Il aime « la ville » et le prix.", "He loves “la ville” and the price."),
        ("fr", "Date", "Date"),
        ("fr", "La table est libre.", "The table is free."),
    ],
)
def test_what_the_source_has_is_not_doubtful(language: str, source: str, target: str) -> None:
    assert kinds(language, source, target) == []


def test_a_text_that_was_left_is_doubtful() -> None:
    text = "Le maire a signé un accord"
    assert kinds("zh", text, text) == ["untranslated"]


def test_a_place_of_a_glossary_is_not_doubtful() -> None:
    term = Occurrence("tanger-med", 0, 3, ("Port of Rabat",))
    use = TermUse("tanger-med", (0, 3), (4, 17), "constrained")
    assert kinds("zh", "新港口开放", "The Port of Rabat opened", terms=(term,), uses=(use,)) == []


def test_an_acronym_that_a_term_is_written_as_is_not_doubtful() -> None:
    """The term asks for the full name alone; the model wrote its acronym, and that is a use."""
    source = "أعلنت المديرية العامة للأمن الوطني توقيف شخصين"
    term = Occurrence("dgsn", 6, 34, ("General Directorate for National Security",))
    use = TermUse("dgsn", (6, 34), (4, 8), "model")
    target = "The DGSN announced two arrests"
    assert kinds("ar", source, target, terms=(term,), uses=(use,)) == []
    assert kinds("ar", source, f"{target}, the XBZ said", terms=(term,), uses=(use,)) == ["name"]


def test_a_country_that_only_the_translation_has_is_doubted() -> None:
    for target, place in (("A 2 GW plant in Djibouti.", "Djibouti"), ("In Peru, 2 GW.", "Peru")):
        found = doubts("مشروع بقدرة 2 جيغاواط.", target, "ar", "en")
        assert f"{place} is not in the source" in [doubt.message for doubt in found]
    assert not doubts("تملك جيبوتي مشروعا.", "Djibouti has a project.", "ar", "en")


@pytest.mark.parametrize(
    ("language", "source", "target", "is_doubted"),
    [
        (
            "ar",
            "أواخر شهر نونبر زار المغاربة المهاجرين",
            "Moroccans visited on November 19th",
            True,
        ),
        ("ar", "في القرن العشرين", "In the 20th century", False),
        ("ar", "جاء تسعة عشر رجلا", "19 men came", False),
        ("ar", "المادة الحادية والعشرون", "Article 21", False),
        ("ar", "اجتماع في الثامنة مساء", "A meeting at 20", False),
        ("ar", "نصف السكان", "50 per cent of the people", False),
        ("ar", "وصل خمسة وعشرون رجلا", "29 men came", True),
        ("zh", "法国总统一再表示反对。", "The president said 11 times that he objects.", True),
        ("zh", "建国之后实现，一半。", "After the 19th, half.", True),
        ("zh", "二十五人到达", "25 people arrived", False),
        ("zh", "九一八事变", "The incident of September 18", False),
        ("zh", "下午三点开会", "The meeting is at 15", False),
        ("zh", "新冠疫情", "The COVID-19 pandemic", False),
        ("zh", "三成居民", "30 per cent of the residents", False),
        ("fr", "La récente rencontre au centre", "The 60 met at the centre", True),
        ("fr", "le vingt et unième siècle", "the 21st century", False),
        ("fr", "les seizièmes de finale", "the round of 32", False),
        ("fr", "soixante-dix-huit élus", "78 members", False),
        ("fr", "quatre-vingt-dix ans", "95 years", True),
        ("fr", "au XIXe siècle", "in the 19th century", False),
    ],
)
def test_a_number_is_doubted_where_no_word_of_the_source_says_it(
    language: str, source: str, target: str, is_doubted: bool
) -> None:
    found = doubts(source, target, language, "en")
    assert any("not in the source" in each.message for each in found) == is_doubted


@pytest.mark.parametrize(
    ("target", "stranger"),
    [
        ("Frakimill Putin arrived in Beijing.", "Frakimill"),
        ("Yesterday Frakimill Putin arrived in Beijing.", "Frakimill"),
        ("Yesterday Putin arrived in Beijing.", ""),
        ("Putin arrived in Beijing.", ""),
        ("President Putin arrived in Beijing.", ""),
        ("Russian President Putin arrived in Beijing.", ""),
        ("Russia's Putin arrived in Beijing.", ""),
        ("Beijing, Putin said, is near.", ""),
    ],
)
def test_a_first_name_before_a_surname_of_the_source_is_doubted(target: str, stranger: str) -> None:
    source = "俄罗斯总统普京抵达北京。"
    terms = [Occurrence("putin", 5, 7, ("Putin",)), Occurrence("beijing", 9, 11, ("Beijing",))]
    uses = []
    for term in terms:
        start = target.find(term.targets[0])
        if start >= 0:
            span = start, start + len(term.targets[0])
            uses.append(TermUse(term.concept, (term.start, term.end), span, "model"))
    found = doubts(source, target, "zh", "en", terms=terms, uses=uses)
    said = [each.message for each in found if each.kind == "name"]
    assert said == ([f"{stranger} is not in the source"] if stranger else [])


@pytest.mark.parametrize(
    ("language", "source", "held", "term", "target", "stranger"),
    [
        ("ar", "محطة نور ميدلت تعمل.", "ميدلت", "Midelt", "The Noor Midelt plant works.", ""),
        ("ar", "فتح معبر باب سبتة.", "سبتة", "Sebta", "The Bab Sebta crossing opened.", ""),
        ("ar", "زار شلالات فيكتوريا.", "شلالات", "Falls", "He saw the Victoria Falls.", ""),
        ("ar", "محطة ميدلت تعمل.", "ميدلت", "Midelt", "The Noor Midelt plant works.", "Noor"),
        ("ar", "محطة شمس ميدلت تعمل.", "ميدلت", "Midelt", "The Noor Midelt plant.", "Noor"),
        ("zh", "他看了维多利亚瀑布。", "瀑布", "Falls", "He saw the Victoria Falls.", ""),
        ("zh", "他看了瀑布。", "瀑布", "Falls", "He saw the Victoria Falls.", "Victoria"),
        ("fr", "La centrale Nour Midelt.", "Midelt", "Midelt", "The Noor Midelt plant.", ""),
        ("fr", "La centrale de Midelt.", "Midelt", "Midelt", "The Noor Midelt plant.", "Noor"),
    ],
)
def test_a_name_that_the_source_has_in_its_letters_is_not_doubted(
    language: str, source: str, held: str, term: str, target: str, stranger: str
) -> None:
    start, at = source.index(held), target.index(term)
    span = start, start + len(held)
    terms = [Occurrence("place", *span, (term,))]
    uses = [TermUse("place", span, (at, at + len(term)), "model")]
    found = doubts(source, target, language, "en", terms=terms, uses=uses)
    said = [each.message for each in found if "not in the source" in each.message]
    assert said == ([f"{stranger} is not in the source"] if stranger else [])


@pytest.mark.parametrize(
    ("language", "source", "target", "days"),
    [
        ("ar", "اختتمت مساء الخميس بعد يومي 13 و14.", "On Thursday, after Sunday 13.", ["Sunday"]),
        ("ar", "يصل الوفد الأحد أو الاثنين.", "The delegation comes on Sunday or Monday.", []),
        ("fr", "Le marché du mardi est fermé.", "The Wednesday market is closed.", ["Wednesday"]),
        ("fr", "Les vendredis saints.", "Good Fridays.", []),
        ("zh", "会议周三举行。", "The meeting is on Tuesday.", ["Tuesday"]),
        ("zh", "他谈主麻日，周末和星期天不上课。", "On Friday: no class on Saturday, Sunday.", []),
        ("ru", "В среду.", "On Monday in May 5.", []),
        ("ar", "وقع في 24 أيلول 1759 عقدا.", "On 24 July 1759 he signed.", ["July"]),
        ("ar", "بين حزيران وآب.", "Between June and August.", []),
        ("fr", "Ils marchent en mai, le 14/06.", "They march in 3 May, on 14 June.", []),
        ("fr", "LE PORT ROUVRE EN FEVRIER.", "The port reopens in February.", []),
        ("fr", "Il peut venir en août.", "May he come in September.", ["September"]),
        ("zh", "会议于 1 月 28 日和 29 日举行。", "On 28 January and 29 November.", ["November"]),
        ("zh", "他们在十一月提交。", "They submit it in November.", []),
        ("zh", "1至9月增长4%。", "Rose by 4% in January to September.", []),
        ("zh", "长征五号升空。", "Long March 5 took off.", []),
    ],
)  # fmt: skip
def test_a_day_or_month_that_the_source_does_not_name_is_doubted(
    language: str, source: str, target: str, days: list[str]
) -> None:
    said = [doubt.message for doubt in doubts(source, target, language, "en")]
    assert [day for day in NAMED if f"{day} is not in the source" in said] == days


NAMED = (
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May "
    "June July August September October November December"
).split()
