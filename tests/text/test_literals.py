from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.english_numbers import says
from reader.text.literals import literals, may_hold_words
from reader.text.literals.numerals import han, in_words, ordinal, scaled, value
from reader.text.number_words import NumberWords


def found(text: str, language: str) -> list[tuple[str, str]]:
    return [
        (text[each.start : each.end].strip(), each.renderings[0])
        for each in literals(text, language, "en")
    ]


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("fr", "voir https://mairie.example/a_(b)?x=1&y=2.", ["https://mairie.example/a_(b)?x=1&y=2"]),
        ("fr", "(www.mairie.example/plan),", ["www.mairie.example/plan"]),
        ("fr", "écrire à jeanne.roy+info@ville.example.", ["jeanne.roy+info@ville.example"]),
        ("ar", "راسلونا على info@wilaya.example، أو", ["info@wilaya.example"]),
        ("zh", "关注@shuiwu_gov或登录water.cn。", ["@shuiwu_gov", "water.cn"]),
        ("ar", "تحت وسم #ماء_للجميع اليوم", ["#ماء_للجميع"]),
        ("zh", "话题#清洁用水#登上热搜", ["#清洁用水#"]),
        ("fr", "le fichier `main.py -v` et bilan-2023.xlsx", ["`main.py -v`", "bilan-2023.xlsx"]),
        ("fr", "la version 4.12.0, puis 4.12.x et v5.1", ["4.12.0", "4.12.x", "v5.1"]),
        ("fr", "au 05 22 33 44 55 ou +33 1 44 55 66 77", ["05 22 33 44 55", "+33 1 44 55 66 77"]),
        ("zh", "热线0755-88886666", ["0755-88886666"]),
        ("fr", "IBAN MA64 0115 1900 0001 2050 0053 4921", ["MA64 0115 1900 0001 2050 0053 4921"]),
        ("fr", "résolution A/RES/77/12, dossier 7-21-044", ["A/RES/77/12", "7-21-044"]),
        ("zh", "采用Kubernetes技术的Airbus A320", ["Kubernetes", "Airbus A320"]),
        ("ar", "شركة Siemens Energy الألمانية", ["Siemens Energy"]),
        ("fr", "M. Lahlou et Samira Ben Youssef", ["Lahlou", "Samira Ben Youssef"]),
        ("fr", "ouvert 24/7", ["24/7"]),
        ("fr", "Django 4.2.1, Vue 3.x et Django 5.1", ["Django 4.2.1", "Vue 3.x", "Django 5.1"]),
        ("zh", "升级到Django 4.2.1版", ["Django 4.2.1"]),
        ("zh", "通过A/RES/68/3号决议", ["A/RES/68/3"]),
        ("fr", "selon MAP et la BBC", ["MAP", "BBC"]),
        ("ar", "نشره حساب wilaya24news أمس", ["wilaya24news"]),
        ("ar", "زوروا https://wilaya.example/خدمات-الماء وشكرا", ["https://wilaya.example/خدمات-الماء"]),
        ("zh", "关注@水务快讯。", ["@水务快讯"]),
        ("zh", "账号shuiwu_gov88，文件plan_final", ["shuiwu_gov88", "plan_final"]),
        ("fr", r"dans mon\_fichier\_final ici", [r"mon\_fichier\_final"]),
        ("fr", "voir <https://mairie.example/plan> et <jeanne@ville.example>",
         ["<https://mairie.example/plan>", "<jeanne@ville.example>"]),
        ("fr", "où E=mc² et y = 3x+2", ["E=mc²", "y = 3x+2"]),
        ("zh", "公式E=mc2，即", ["E=mc2"]),
        ("fr", "on pose $x_1 = 2y$ ici", ["$x_1 = 2y$"]),
        ("fr", "3C:22:FB:9a:01:0d, fe80::7a:1", ["3C:22:FB:9a:01:0d", "fe80::7a:1"]),
        ("fr", "couru en 9''87", ["9''87"]),
        ("fr", "le Dr. Lahlou (Siemens) de la SA S.A.", ["Lahlou", "Siemens", "SA", "S.A."]),
        ("fr", "code postal 20250, composez le 3737, port 8443", ["20250", "3737", "8443"]),
        ("ar", "الرمز البريدي 20250", ["20250"]),
        ("zh", "邮编310000，QQ群：7654321，端口8443", ["310000", "QQ", "7654321", "8443"]),
    ],
)  # fmt: skip
def test_what_is_copied(language: str, text: str, wanted: list[str]) -> None:
    assert found(text, language) == [(each, each) for each in wanted]


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("ar", "أوقفت الشرطة 5000 شخص", ["5,000"]),
        ("ar", "أوقفت الشرطة ٤٥ شخصا في ٢٠١٧", ["45", "2017"]),
        ("ar", "58.341 محاولة و 12 800 قرص و7", ["58,341", "12,800", "7"]),
        ("ar", "بلغ عددهم 45 ألف شخص و 3 ملايين", ["45,000", "3 million"]),
        ("ar", "مليون و300 ألف زائر و2,5 مليار درهم", ["1.3 million", "2.5 billion dirhams"]),
        ("ar", "بنسبة ٦٧٫٢٪ و 12.4", ["67.2%", "12.4"]),
        ("ar", "بنسبة %41 ثم ٪٧٫٥", ["41%", "7.5%"]),
        ("ar", "بين -4 درجات و-6.5 درجات", ["-4", "-6.5"]),
        ("zh", "最低气温-7℃，每件￥2,400", ["-7 °C", "¥2,400"]),
        ("fr", "vendu ¥300 au Japon", ["¥300"]),
        ("fr", "le dix-huitième siècle, le vingt-et-unième siècle", ["18th", "21st"]),
        ("fr", "24h/24 et 7j/7, 7 jours sur 7",
         ["24 hours a day", "seven days a week", "seven days a week"]),
        ("ar", "في شباط الماضي ونيسان المقبل", ["February", "April"]),
        ("ar", "القرن الحادي والعشرين، القرنين الثالث عشر والرابع عشر", ["21st", "13th", "14th"]),
        ("fr", "en 2025, 1 200 agents, 1\u202f234\u202f567 voix", ["2025", "1,200", "1,234,567"]),
        ("fr", "3,7 millions d’euros et 1 milliard de dollars", ["3.7 million", "1 billion"]),
        ("fr", "12 €, 8,50 $, 250 DH et -3 °C", ["€12", "$8.50", "250 dirhams", "-3 °C"]),
        ("fr", "un budget de 3,4 M€ et 20 MDH", ["€3.4 million", "20 million dirhams"]),
        ("fr", "90 km/h sur 3,5 km et 17 %", ["90 km/h", "3.5 km", "17%"]),
        ("fr", "le 2e étage, la 1re fois, le 22ème", ["2nd", "1st", "22nd"]),
        ("zh", "警方2023年逮捕了341人", ["2023", "341"]),
        ("zh", "3万人，6.7亿吨，1.2万亿元", ["30,000", "670 million tonnes", "1.2 trillion yuan"]),
        ("zh", "四百二十万居民，百分之六十，第十七次", ["4.2 million", "60%", "17th"]),
        ("zh", "80年代的3名工人，十九世纪", ["1980s", "3", "19th"]),
    ],
)  # fmt: skip
def test_numbers_keep_their_value(language: str, text: str, wanted: list[str]) -> None:
    assert [rendering for _, rendering in found(text, language)] == wanted


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("ar", "نشر يوم 05 - 09 - 2013", ["05 - 09 - 2013"]),
        ("ar", "2014 الأحد ,21 أيلول / سبتمبر", ["2014", "Sunday", "21 September"]),
        ("fr", "le 12/05/2021 et le 2021-05-12", ["12/05/2021", "2021-05-12"]),
        ("fr", "1er juin, 3 déc. 2019, mars 2020", ["1 June", "3 December 2019", "March 2020"]),
        ("fr", "le 3 janv. à 8 h", ["3 January", "8:00"]),
        ("ar", "4 شتنبر 2022 و١١ كانون الثاني ٢٠٢٠", ["4 September 2022", "11 January 2020"]),
        ("ar", "5 جويلية و7 آب/أغسطس 2021", ["5 July", "7 August 2021"]),
        ("zh", "2019年06月03日 07:45:10", ["3 June 2019", "07:45:10"]),
        ("zh", "二〇一九年六月三日，7月8日", ["3 June 2019", "8 July"]),
        ("fr", "à 21h15, à 7:05", ["21:15", "7:05"]),
        ("zh", "9时05分", ["9:05"]),
        ("zh", "3月15名士兵", ["March", "15"]),
        ("ar", "في فاتح ماي وفاتح شهر يناير 2025", ["1 May", "1 January 2025"]),
        ("ar", "في الثالث من شهر مارس 1944", ["3 March 1944"]),
        ("ar", "يوم الحادي والعشرين من يناير", ["21 January"]),
        ("ar", "النصف الأول من يناير", ["January"]),
        ("fr", "à midi et demi, à minuit moins le quart", ["12:30 p.m.", "11:45 p.m."]),
        ("zh", "2019年至2021年", ["2019", "2021"]),
        ("zh", "8月30%的商店", ["August", "30%"]),
        ("zh", "3月15号15人", ["15 March", "15"]),
        ("zh", "他在3月15号楼", ["March", "15"]),
        ("fr", "En mars 15 soldats", ["March", "15"]),
    ],
)  # fmt: skip
def test_dates_keep_their_day(language: str, text: str, wanted: list[str]) -> None:
    assert [rendering for _, rendering in found(text, language)] == wanted


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("fr", "L'article 007 et le compte 007 780 000", ["007", "007 780 000"]),
        ("fr", "la loi n° 03-03, numéro 7318, 08 morts", ["03-03", "No. 7318", "8"]),
        ("fr", "le numéro 1 du parti, la chambre n° 12", ["No. 1", "No. 12"]),
        ("fr", "L'ennemi public numéro un", ["No. 1"]),
        ("fr", "un numéro 3 % plus cher", ["3%"]),
        ("ar", "المورد رقم 1، الرقم واحد", ["No. 1", "No. 1"]),
        ("ar", "اللاعب رقم ١٠، القرار رقم 1998", ["No. 10", "No. 1998"]),
        ("ar", "عادل رقم 1998", ["1998"]),
        ("ar", "القانون رقم 03.03، الجريدة الرسمية عدد 7318", ["03.03", "7318"]),
        ("zh", "第03-03号，2024—2027年", ["03-03", "2024–2027"]),
        ("fr", "battus 0-2 puis 3-0", ["0-2", "3-0"]),
        ("fr", "à 6,8498° O", ["6.8498° W"]),
        ("fr", "1,5 Md DH et 2 Mds de dollars", ["1.5 billion dirhams", "2 billion"]),
        ("fr", "aux XVIIIe, XIXe siècle et Ier siècle", ["18th", "19th", "1st"]),
        ("fr", "le XXIe siècle", ["21st"]),
        ("ar", "مليارين و300 مليون يورو", ["€2.3 billion"]),
        ("ar", "ألفين و15 شخصا", ["2,015"]),
        ("zh", "零下5度，5度", ["-5 degrees", "5"]),
        ("fr", "350 KDH, 12 k€", ["350 thousand dirhams", "12 thousand euros"]),
    ],
)  # fmt: skip
def test_what_names_is_copied_and_what_counts_is_written(
    language: str, text: str, wanted: list[str]
) -> None:
    assert [rendering for _, rendering in found(text, language)] == wanted


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("ar", "فاز بثلاثة أهداف لهدفين", ["3-2"]),
        ("ar", "نسبة ناقص 0.3 في المائة", ["-0.3"]),
        ("zh", "率为-0.3%，比分3-5", ["-0.3%", "3-5"]),
        ("fr", "20 mn de retard", ["20 minutes"]),
        ("ar", "فاز بهدفين مقابل هدف واحد", ["2-1"]),
        ("ar", "تعادلا بهدف لمثله", ["1-1"]),
        ("ar", "خسر بـ4 أهداف", ["4"]),
        ("ar", "هدفين لصفر، 3 أهداف مقابل لا شيء", ["2-0", "3-0"]),
        ("fr", "par trois buts à deux, puis 2 buts à 0", ["3-2", "2-0"]),
        ("fr", "un but à la 90e minute", ["90th"]),
    ],
)
def test_scores_and_signs_are_kept(language: str, text: str, wanted: list[str]) -> None:
    assert [rendering for _, rendering in found(text, language)] == wanted


def test_a_quarter_has_its_ordinal_alone() -> None:
    (quarter,) = literals("第3季度", "zh", "en")
    assert quarter.renderings == ("3rd", "third")


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("ar", "في 10 رمضان 1446 هـ و3 ذي الحجة", ["10 Ramadan 1446 AH", "3 Dhu al-Hijjah"]),
        ("ar", "سنة 1401 هجرية، 1999م", ["1401 AH", "1999"]),
        ("ar", "عام 44 قبل الميلاد، 753 ق.م", ["44 BC", "753 BC"]),
        ("fr", "le 2 chaâbane 1440 de l'Hégire", ["2 Shaban 1440 AH"]),
        ("fr", "fondée en 753 av. J.-C.", ["753 BC"]),
        (
            "fr",
            "moins (< 5 %), > 3 millions et ≥\u202f2,5 kg",
            ["< 5%", "> 3 million", "≥\u00a02.5 kg"],
        ),
        ("zh", "价格＜10元", ["<10 yuan"]),
        ("fr", "Fès->12 et <b> 3", ["12", "3"]),
        ("fr", "de 27 av. J.\u2011C. à 14 après Jésus-Christ", ["27 BC", "14 AD"]),
        ("fr", "du Ve siècle av. J.-C. au siècle", ["5th century BC"]),
        ("fr", "au deuxième siècle apr. J.-C., dit-il", ["2nd century AD"]),
        ("fr", "le premier millénaire avant notre ère", ["1st millennium BC"]),
        ("fr", "quelque 1500 ans av. J.-C. déjà", ["1500 BC"]),
        ("zh", "公元前44年，伊历1446年9月10日", ["44 BC", "10 Ramadan 1446 AH"]),
        ("zh", "农历腊月廿三", ["the 23rd day of the twelfth lunar month"]),
        ("fr", "lundi et les mardis, dimanche", ["Monday", "Tuesday", "Sunday"]),
        ("ar", "صباح الأحد ويومي الجمعة والاثنين", ["Sunday", "Friday", "Monday"]),
        ("zh", "周六至星期天，礼拜一", ["Saturday", "Sunday", "Monday"]),
        ("fr", "en avril, fin mars, d’octobre", ["April", "March", "October"]),
        ("ar", "خلال شهر غشت وفي ماي", ["August", "May"]),
    ],
)
def test_other_calendars_days_and_months(language: str, text: str, wanted: list[str]) -> None:
    assert [rendering for _, rendering in found(text, language)] == wanted


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh", "每周三次，一周五天，两周一次"),
        ("ar", "سوق الأربعاء، رأى الأحد، مارس الرياضة"),
        ("fr", "Mardi gras, il marche vers mars"),
    ],
)
def test_no_days_and_no_months(language: str, text: str) -> None:
    assert found(text, language) == []


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("ar", "الساعة 9 مساءً", ["9 p.m."]),
        ("ar", "على الساعة 7:45 ص، 6:20 م، 12 ليلا", ["7:45 a.m.", "6:20 p.m.", "midnight"]),
        ("ar", "في 2 بعد الزوال، 5 من فجر أمس", ["2 p.m.", "5 a.m."]),
        ("fr", "à 9 heures du soir, à 4h30 du matin", ["9 p.m.", "4:30 a.m."]),
        ("zh", "上午10点，下午4时20分，晚上7点半", ["10 a.m.", "4:20 p.m.", "7:30 p.m."]),
        ("zh", "凌晨三点，中午12点", ["3 a.m.", "noon"]),
        ("zh", "2小时15分钟", ["2 hours and 15 minutes"]),
        ("fr", "3 heures et 5 minutes", ["3 hours and 5 minutes"]),
        ("ar", "ساعتين و10 دقائق", ["2 hours and 10 minutes"]),
        ("fr", "couru en 2 h 05 min", ["2 hours and 5 minutes"]),
        ("fr", "une garde de 1h30mn", ["1 hour and 30 minutes"]),
        ("ar", "أذان الفجر في الخامسة صباحا", ["5 a.m."]),
        ("ar", "من الثامنة والنصف صباحا إلى السادسة مساء", ["8:30 a.m.", "6 p.m."]),
        ("ar", "من الثالثة عصرا والعاشرة ليلا", ["3 p.m.", "10 p.m."]),
        ("ar", "الساعة الثانية عشرة إلا ربعا زوالا", ["11:45 a.m."]),
        ("ar", "على الساعة الحادية عشرة", ["11 o'clock"]),
        ("ar", "على الساعة السابعة والنصف", ["7:30"]),
        ("fr", "dès cinq heures du matin", ["5 a.m."]),
        ("fr", "vers huit heures moins le quart du soir", ["7:45 p.m."]),
        ("fr", "à 18h00 GMT+1", ["18:00", "GMT+1"]),
    ],
)
def test_times_keep_their_half_of_the_day(language: str, text: str, wanted: list[str]) -> None:
    assert [rendering for _, rendering in found(text, language)] == wanted


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("ar", "يبعد 30 كلم، وزنه 4 أطنان", ["30 kilometres", "4 tonnes"]),
        ("ar", "بسرعة 120 كم/س", ["120 km/h"]),
        ("ar", "700 دولارا، 15 درهما", ["$700", "15 dirhams"]),
        ("ar", "40 ألف دينار جزائري", ["40,000 Algerian dinars"]),
        ("ar", "3 ملايين و250 ألف برميل", ["3.25 million barrels"]),
        ("ar", "مليار و100 مليون دولار، بين 5 آلاف و6 آلاف", ["$1.1 billion", "5,000", "6,000"]),
        ("fr", "4 millions 150 000 euros et 2 millions 5 fois", ["4.15 million", "2 million", "5"]),
        ("zh", "35公里，12吨，600美元", ["35 kilometres", "12 tonnes", "$600"]),
        ("zh", "身高1米92，北纬30度", ["1.92 m", "30° N"]),
        ("fr", "1 m 92, à 31° 37′ N, 8° O", ["1.92 m", "31° 37′ N", "8° W"]),
        ("ar", "29.5 درجة شرقا", ["29.5° east"]),
        ("ar", "1.5 جيغاواط، 80 ميغاوات", ["1.5 gigawatts", "80 megawatts"]),
        ("ar", "9 ملايين قنطار، 70 ألف متر مكعب", ["9 million quintals", "70,000 cubic metres"]),
        ("ar", "60 ميلا، 40 غالونا، 1 رطل", ["60 miles", "40 gallons", "1 pound"]),
        ("ar", "35 كيلوواط ساعة، 75 نقطة أساس", ["35 kilowatt-hours", "75 basis points"]),
        ("fr", "1 gigawatt, 7 quintaux", ["1 gigawatt", "7 quintals"]),
        ("fr", "3,5 millions de barils par jour", ["3.5 million barrels per day"]),
        ("fr", "6 millions d’hectares et 2 mètres cubes", ["6 million hectares", "2 cubic metres"]),
        ("fr", "50 points de base, 95 °F, 60 miles", ["50 basis points", "95 °F", "60 miles"]),
        (
            "fr",
            "400 kilomètres carrés à 80 kilomètres par heure",
            ["400 square kilometres", "80 km/h"],
        ),
        ("zh", "90万桶，300万公担", ["900,000 barrels", "3 million quintals"]),
        ("zh", "70亿立方米，80千瓦时", ["7 billion cubic metres", "80 kilowatt-hours"]),
        ("zh", "600万标准箱，0.3个百分点", ["6 million TEUs", "0.3 percentage points"]),
        ("zh", "500英里，30节车厢", ["500 miles", "30"]),
    ],
)
def test_measures_in_words(language: str, text: str, wanted: list[str]) -> None:
    assert [rendering for _, rendering in found(text, language)] == wanted


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("fr", "dix-sept blessés, quatre morts", ["seventeen", "four"]),
        ("fr", "trois cent mille foyers", ["three hundred thousand"]),
        ("fr", "en mille neuf cent douze", ["1912"]),
        ("ar", "ثلاثة عشر وزيرا وسبعة نواب", ["thirteen", "seven"]),
        ("ar", "ستة ملايين نسمة", ["six million"]),
        ("fr", "une douzaine, vingt et unième, quinze heures, deux", []),
        ("ar", "لست أدري، عين السبع، السنة الثالثة", []),
    ],
)
def test_numbers_in_words(language: str, text: str, wanted: list[str]) -> None:
    assert [rendering for _, rendering in found(text, language)] == wanted


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("ar", "الجلسة الثانية صباحا، والجولة الخامسة مساء", []),
        ("ar", "في المرحلة الثالثة وفي الثانية", []),
        ("fr", "deux heures de route, cinq heures de sommeil", []),
    ],
)
def test_a_second_session_is_no_hour(language: str, text: str, wanted: list[str]) -> None:
    assert [rendering for _, rendering in found(text, language)] == wanted


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("fr", "dans les années 60", ["1960s"]),
        ("fr", "des années 1970 aux années quatre-vingt-dix", ["1970s", "1990s"]),
        ("fr", "les années 2021 et 2022", ["2021", "2022"]),
        ("fr", "les années 2000 et 2010", ["2000s", "2010s"]),
        ("fr", "les années 1970, 80 et 90", ["1970s", "1980s", "1990s"]),
        ("fr", "dans les années 60 et 30 villages", ["1960s", "30"]),
        ("fr", "les années trente et quarante", ["1930s", "1940s"]),
        ("ar", "في ثمانينيات وتسعينيات القرن الماضي", ["1980s", "1990s"]),
        ("zh", "上世纪八九十年代", ["1980s", "1990s"]),
        ("zh", "20世纪60至70年代", ["1960s", "1970s"]),
        ("zh", "十九世纪七十、八十年代，二、三十年代", ["1870s", "1880s", "1920s", "1930s"]),
        ("zh", "本世纪二十年代，一九八〇年代", ["2020s", "1980s"]),
        ("zh", "近10年代表作品", ["10"]),
        ("ar", "منذ ثمانينيات القرن الماضي وحتى التسعينات", ["1980s", "1990s"]),
        ("ar", "رجل في السبعينيات من عمره", []),
        ("ar", "قطع 42.195 كيلومترا", ["42.195 kilometres"]),
        ("ar", "مساحته 42.190 كيلومترا", ["42,190 kilometres"]),
    ],
)
def test_decades_and_a_marathon(language: str, text: str, wanted: list[str]) -> None:
    assert [rendering for _, rendering in found(text, language)] == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("三四十人", ["30 to 40"]),
        ("两三万人，七、八百名", ["20,000 to 30,000", "700 to 800"]),
        ("五六百万美元", ["5 to 6 million"]),
        ("二十五六岁，十七八个", ["25 or 26", "17 or 18"]),
        ("一百五六，一千三四百万", ["150 to 160", "13 to 14 million"]),
        ("百分之三四十", ["30 to 40%"]),
        ("“十三五”和“十四五”规划，十四五岁", ["14 or 15"]),
        ("三、四十名代表", ["40"]),
        ("2至3亿元，20-30万人", ["200 to 300 million", "200,000 to 300,000"]),
        ("两到三千名，约3、4百人", ["2,000 to 3,000", "300 to 400"]),
        ("1.2～1.5亿", ["120 to 150 million"]),
        ("三百至四百人，5到100万", ["300", "400", "5", "1 million"]),
        ("3-4千米", ["3-4"]),
        ("一九二三年，五六个孩子，三五成群", ["1923"]),
    ],
)
def test_two_digits_side_by_side_are_two_numbers(text: str, wanted: list[str]) -> None:
    assert [rendering for _, rendering in found(text, "zh")] == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("几十人，数百种，好几千个", ["dozens", "hundreds", "thousands"]),
        ("几十万难民，数千万选民", ["hundreds of thousands", "tens of millions"]),
        ("数十亿美元，几十年，人数百分之", ["billions"]),
        ("上百辆，上百万人，成千上万人", ["100", "1 million"]),
        ("十几个，二十多名，200余人", ["10", "20", "200"]),
        ("二十多万人，5万多名，5 亿多美元", ["200,000", "50,000", "5"]),
        ("三成，两成半，七八成，近8成人", ["30%", "25%", "70 to 80%", "80%"]),
        ("唯一成员，一成不变，之一成为，三五成群", []),
        ("一点五亿元", ["150 million"]),
    ],
)
def test_rough_numbers_keep_their_magnitude(text: str, wanted: list[str]) -> None:
    assert [rendering for _, rendering in found(text, "zh")] == wanted


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("fr", "Des millions d'enfants, plusieurs dizaines de gens", ["millions", "dozens"]),
        ("fr", "quelques dizaines de millions, des dizaines d'années", ["tens of millions"]),
        ("fr", "une vingtaine de milliers de soldats, 3 milliers de gens", ["3"]),
        ("ar", "عشرات الأشخاص وملايين الأطفال", ["dozens", "millions"]),
        ("ar", "مئات الملايين من الدولارات", ["hundreds of millions"]),
        ("ar", "منذ عشرات السنين، بضع مئات من الجنود", []),
        ("ar", "نزح مليون ونصف مليون شخص", ["1.5 million"]),
        ("ar", "مليارين ونصف المليار، ثلاثة ملايين ونصف", ["2.5 billion", "3.5 million"]),
        ("ar", "ساعة ونصف", []),
        ("ar", "كلفته عشرين مليون ونصف المليون", []),
    ],
)
def test_rough_numbers_of_french_and_arabic(language: str, text: str, wanted: list[str]) -> None:
    assert [rendering for _, rendering in found(text, language)] == wanted


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("zh", "降至零下五度，摄氏零下二十度，零下 5℃", ["-5 degrees", "-20 °C", "-5 °C"]),
        ("zh", "零下5至10度，负三度，承担负五度", ["-5 to -10 degrees", "-3 degrees"]),
        ("ar", "خمس درجات تحت الصفر", ["-5 degrees"]),
        ("ar", "٥ درجات مئوية دون الصفر", ["-5 °C"]),
        ("ar", "ناقص 12 درجة، درجتين تحت الصفر", ["-12 degrees", "-2 degrees"]),
        ("fr", "Moins cinq degrés, moins 5 °C", ["-5 degrees", "-5 °C"]),
        ("fr", "cinq degrés au-dessous de zéro, 8 degrés sous zéro", ["-5 degrees", "-8 degrees"]),
        ("fr", "au moins cinq degrés, moins de 5 degrés, cinq degrés", ["five", "5", "five"]),
        ("fr", "de moins 7,5 degrés Celsius", ["-7.5 °C"]),
        ("fr", "de moins deux à moins cinq degrés", ["-2", "-5 degrees"]),
    ],
)
def test_degrees_below_zero_keep_their_sign(language: str, text: str, wanted: list[str]) -> None:
    assert [rendering for _, rendering in found(text, language)] == wanted


@pytest.mark.parametrize(
    "said", ["minus 5 degrees", "-5 degrees", "five degrees below zero", "5 °C below zero", "−5°C"]
)
@pytest.mark.parametrize(
    ("language", "text"),
    [("zh", "零下五度。"), ("ar", "خمس درجات تحت الصفر."), ("fr", "Moins cinq degrés.")],
)
def test_a_sign_may_be_said_in_several_ways(language: str, text: str, said: str) -> None:
    (literal,) = literals(text, language, "en")
    assert any(form in f"It was {said}." for form in literal.renderings)
    assert not any(form in "It was 5 degrees." for form in literal.renderings)


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("ar", "بين 20 و30 ألف شخص", ["between 20,000 and 30,000"]),
        ("ar", "ما بين ثلاثة وأربعة آلاف", ["between 3,000 and 4,000"]),
        ("ar", "من ٢٠ إلى ٣٠ ألفا", ["20,000 to 30,000"]),
        ("ar", "بين ثلاثمائة وأربعمائة ألف", ["between 300,000 and 400,000"]),
        ("ar", "20 و30 ألف شخص", ["20", "30,000"]),
        ("fr", "Entre trois et quatre cents personnes", ["between 300 and 400"]),
        ("fr", "entre 20 et 30 000 €", ["between €20,000 and €30,000"]),
        ("fr", "entre 3 et 4 millions de personnes", ["between 3 and 4 million"]),
        ("fr", "deux ou trois cents, 20 à 30 mille", ["200 or 300", "20,000 to 30,000"]),
        ("fr", "entre 500 et 1 000 personnes, entre 2 et 2000", ["500", "1,000", "2", "2000"]),
        ("fr", "le 3 et 400 personnes, de 1 à 5 mille", ["3", "400", "1", "5,000"]),
    ],
)
def test_the_first_of_two_numbers_has_the_scale_of_the_second(
    language: str, text: str, wanted: list[str]
) -> None:
    assert [rendering for _, rendering in found(text, language)] == wanted


@given(st.integers(2, 99), st.integers(1, 9), st.sampled_from(["ألف", "مليون", "مليار"]))
def test_both_numbers_of_a_range_are_of_one_scale(low: int, more: int, scale: str) -> None:
    (literal,) = literals(f"بين {low} و{low + more} {scale}", "ar", "en")
    thousands = {"ألف": 1, "مليون": 1000, "مليار": 10**6}[scale]
    both = f"between {low * thousands:,},000 and {(low + more) * thousands:,},000"
    assert both in literal.renderings


@given(st.integers(1, 8), st.sampled_from([("十", 10), ("百", 100), ("千", 1000), ("万", 10**4)]))
def test_an_estimate_has_both_numbers(digit: int, scale: tuple[str, int]) -> None:
    digits = "一二三四五六七八九"[digit - 1 : digit + 1]
    (literal,) = literals(f"约{digits}{scale[0]}人", "zh", "en")
    low, high = digit * scale[1], (digit + 1) * scale[1]
    assert literal.renderings[0] == f"{low:,} to {high:,}"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("منذ مارس، في نهاية ماي", ["March", "May"]),
        ("مايو الماضي، مارس المقبل", ["May", "March"]),
        ("مارس الرياضة في شبابه", []),
    ],
)
def test_months_that_are_words_too(text: str, wanted: list[str]) -> None:
    assert [rendering for _, rendering in found(text, "ar")] == wanted


@given(st.integers(0, 23), st.integers(0, 59))
def test_every_hour_of_a_day(hour: int, minute: int) -> None:
    half, name = ("上午", "a.m.") if hour < 12 else ("下午", "p.m.")
    (literal,) = literals(f"{half}{hour % 12 or 12}点{minute}分", "zh", "en")
    assert f"{hour % 12 or 12}:{minute:02} {name}" in literal.renderings or minute == 0
    assert literal.model == f"{hour}:{minute:02}"


@given(st.integers(3, 999_999))
def test_a_number_in_letters_has_its_value(number: int) -> None:
    words = in_words(number)
    if words:
        assert says(words, NumberWords(number, 0, 0), "")


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("fr", "½ tasse, 2 ¾ heures", ["½", "2 ¾"]),
        ("zh", "五分之三，四分之一", ["three fifths", "one quarter"]),
        ("fr", "la 5.2-beta3, ISO 14001:2015", ["5.2-beta3", "ISO 14001:2015"]),
        ("ar", "ص.ب. 2210، ISO-27001:2022", ["2210", "ISO-27001:2022"]),
        ("fr", "B.P. 1180", ["1180"]),
    ],
)
def test_fractions_and_references(language: str, text: str, wanted: list[str]) -> None:
    assert [rendering for _, rendering in found(text, language)] == wanted


@pytest.mark.parametrize("month", ["juin", "mai", "août", "avril", "décembre"])
def test_the_full_stop_after_a_date_is_the_sentence_s(month: str) -> None:
    sentence = f"Il est revenu le 17 {month}."
    (date,) = literals(sentence, "fr", "en")
    assert sentence[date.start : date.end] == f"17 {month}"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh", "一个国家，千万不要，十分重要，三明治"),
        ("fr", "Le Maroc et la Belgique. Les Nations unies. L'ONU et l'OTAN."),
        ("fr", "FLASH INFO"),
        ("ar", "أعلنت الوزارة عن ذلك"),
    ],
)
def test_words_are_no_literals(language: str, text: str) -> None:
    assert found(text, language) == []


def test_a_telephone_in_eastern_digits_is_written_in_western_ones() -> None:
    assert found("هاتف ٠٥٣٧٢٢٣٣٤٤", "ar") == [("٠٥٣٧٢٢٣٣٤٤", "0537223344")]


def test_a_telephone_is_no_number_and_a_version_no_date() -> None:
    kinds = [each.kind for each in literals("au 05 24 11 22 33, la 3.11.2", "fr", "en")]
    assert kinds == ["code", "code"]


@given(st.integers(0, 10**13))
def test_the_value_of_grouped_digits(number: int) -> None:
    assert value(f"{number:,}", "zh") == number
    assert value(f"{number:,}".replace(",", " "), "fr") == number


@given(st.integers(1, 9999), st.sampled_from([("万", 10**4), ("亿", 10**8), ("万亿", 10**12)]))
def test_chinese_scales(count: int, scale: tuple[str, int]) -> None:
    assert han(f"{count}{scale[0]}") == count * scale[1]


@given(st.text(alphabet="0123456789٠١٫٬.,:/-% €$kmhe万亿年月日点@#aB", max_size=40))
def test_literals_lie_in_their_text(text: str) -> None:
    for language in ("ar", "fr", "zh"):
        done = 0
        for each in literals(text, language, "en"):
            assert done <= each.start < each.end <= len(text)
            assert all(each.renderings)
            done = each.end


def test_numbers_in_letters() -> None:
    assert ordinal(33) == ("33rd", "thirty-third")
    number = value("2500000000", "fr")
    assert number is not None and scaled(number) == "2.5 billion"


def test_a_number_far_into_a_long_text_is_read_as_anywhere() -> None:
    start = "قال المتحدث إن الوفد زار 12 مدينة ثم عاد " * 80
    (*_, last) = literals(start + "وشارك في الدورة 16", "ar", "en")
    assert last.start == len(start) + len("وشارك في الدورة ")
    assert "16th" in last.renderings


@pytest.mark.parametrize("number", [-1, -3, -19, -20, -25, -99, -100, -(10**30)])
def test_an_ordinal_below_zero_has_digits_alone(number: int) -> None:
    assert not any(form.isalpha() for form in ordinal(number))
    list(literals(f"Le {number}e jour.", "fr", "en"))


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("fr", "Le pacte est sur www.pacte-du-fleuve.example.", True),
        ("fr", "Le train TGV-42 est annulé.", True),
        ("fr", "Le train n° 5 est annulé.", True),
        ("fr", "Le compte `fleuve bleu` est clos.", True),
        ("ar", "هاتف المكتب ٠٥٢٢٣٣٤٤٥٥ درهم", True),
        ("ar", "تنطلق الرحلة على الساعة 10:00 GMT+1", True),
        ("zh", "请写信至port@example.com，谢谢。", True),
        ("fr", "Le 5 mai 2024, le pacte valait 3,5 millions d'euros.", False),
        ("fr", "Le maire et/ou le préfet.", False),
        ("ar", "في سنة 2024 بلغ العدد 1200 شخص", False),
        ("zh", "2024年共有1200人。", False),
    ],
)
def test_where_an_address_or_a_code_may_hold_a_term(language: str, text: str, wanted: bool) -> None:
    assert may_hold_words(text) is wanted


_PARTS = st.sampled_from(
    "le pacte 12 0661 3,5 millions de dirhams n° 7318 AB-12 v2.0 GMT+1 a@b.com www.x.ma #port "
    "/etc/hosts `ls -l` ISO 9001:2015 https://x.fr/a 24/7 +212 5 22 33 44 55 % € km 1.200.300 "
    "0012345678 9876543210 euros G7 COVID-19 fichier.pdf le 5 mai 2024 à 10h30".split(" ")
)


@given(st.lists(_PARTS, max_size=12), st.sampled_from(["fr", "ar", "zh"]))
def test_no_address_or_code_with_letters_is_overlooked(parts: list[str], language: str) -> None:
    text = " ".join(parts)
    opaque = [each for each in literals(text, language, "en") if each.is_opaque]
    if any(any(map(str.isalpha, text[each.start : each.end])) for each in opaque):
        assert may_hold_words(text)


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("ar", "courrierdusud14 ماي 2022", ["courrierdusud", "14 May 2022"]),
        ("zh", "刊于Courrier 7月3日", ["Courrier", "3 July"]),
    ],
)
def test_a_name_is_copied_whose_last_figures_begin_a_date(
    language: str, text: str, wanted: list[str]
) -> None:
    assert [rendering for _, rendering in found(text, language)] == wanted


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("fr", "ouvert les 8 et 9 avril à Tours", ("les 8 et 9 avril", "8 and 9 April")),
        ("fr", "ouvert mardi 8 et mercredi 9 avril 2025",
         ("mardi 8 et mercredi 9 avril 2025", "Tuesday 8 and Wednesday 9 April 2025")),
        ("fr", "ouvert du 1er au 4 mai", ("du 1er au 4 mai", "1 to 4 May")),
        ("fr", "la séance du 8 et 9 avril", ("8 et 9 avril", "8 and 9 April")),
        ("fr", "les 3, 4 et 5 mars", ("les 3, 4 et 5 mars", "3, 4 and 5 March")),
        ("ar", "يفتح المعرض يومي 8 و9 أبريل", ("يومي 8 و9 أبريل", "8 and 9 April")),
        ("ar", "يفتح يومي الثلاثاء 8 والأربعاء 9 أبريل",
         ("يومي الثلاثاء 8 والأربعاء 9 أبريل", "Tuesday 8 and Wednesday 9 April")),
        ("ar", "يفتح من ٨ إلى ١٠ غشت ٢٠٢٣", ("من ٨ إلى ١٠ غشت ٢٠٢٣", "8 to 10 August 2023")),
        ("zh", "定于4月8日星期二和9日星期三开放",
         ("4月8日星期二和9日星期三", "Tuesday 8 and Wednesday 9 April")),
        ("zh", "展会2023年8月8日至10日举行", ("2023年8月8日至10日", "8 to 10 August 2023")),
        ("zh", "五月二日、三日和四日放假", ("五月二日、三日和四日", "2, 3 and 4 May")),
        ("zh", "8日至10日访问北京", ("8日至10日", "the 8th to the 10th")),
        ("zh", "9月6日（周六）和7日（周日）",
         ("9月6日（周六）和7日（周日）", "Saturday 6 and Sunday 7 September")),
    ],
)  # fmt: skip
def test_days_of_one_month_are_one_date(language: str, text: str, wanted: tuple[str, str]) -> None:
    assert found(text, language) == [wanted]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "voir page 2, 3 mai 2020"),
        ("fr", "les samedi et dimanche 6 et 7 septembre"),
        ("fr", "les 9 et 8 avril"),
        ("fr", "fermé entre le 8 et le 9 avril"),
        ("ar", "يومي الجمعة والسبت 6 و7 شتنبر"),
        ("zh", "耗时2至3日"),
        ("zh", "第8日和9日"),
    ],
)
def test_what_are_not_days_of_one_month(language: str, text: str) -> None:
    assert not any(" and " in said or " to the " in said for _, said in found(text, language))


DAYS_OF = {
    "fr": ("les {} et {} avril", "du {} au {} avril"),
    "ar": ("يومي {} و{} أبريل", "من {} إلى {} أبريل"),
    "zh": ("4月{}日和{}日", "4月{}日至{}日"),
}


@given(st.sampled_from(["ar", "fr", "zh"]), st.integers(1, 30), st.integers(1, 30), st.booleans())
def test_two_days_keep_their_order(language: str, first: int, last: int, is_range: bool) -> None:
    text = DAYS_OF[language][is_range].format(first, last)
    joint = "to" if is_range else "and"
    together = [said for _, said in found(text, language)] == [f"{first} {joint} {last} April"]
    assert together == (first < last)


@pytest.mark.parametrize(
    ("text", "language", "target", "copied"),
    [
        ("Le mot ⴰⵣⵓⵍ signifie bonjour.", "fr", "en", ["ⴰⵣⵓⵍ"]),
        ("Le poème « قارئة الفنجان » a été lu à Fès.", "fr", "en", ["قارئة الفنجان"]),
        ("Le journal Правда du soir et la revue Τα Νέα.", "fr", "ar", ["Правда", "Τα Νέα"]),
        ("كتب الطفل كلمة ⵜⴰⵎⴰⵣⵉⵖⵜ على اللوحة.", "ar", "en", ["ⵜⴰⵎⴰⵣⵉⵖⵜ"]),
        ("牌子上写着ⴰⵣⵓⵍ，意思是你好。", "zh", "en", ["ⴰⵣⵓⵍ"]),
        ("The sign reads ⴰⵣⵓⵍ, or سلام.", "en", "ar", ["ⴰⵣⵓⵍ", "سلام"]),
        ("Une résistance de 5 kΩ à Rаbat.", "fr", "en", []),  # a Cyrillic а among Latin letters
    ],
)
def test_words_in_a_script_of_their_own_are_copied(
    text: str, language: str, target: str, copied: list[str]
) -> None:
    found = [one for one in literals(text, language, target) if one.kind == "name"]
    assert [text[one.start : one.end] for one in found if not one.value.isascii()] == copied
    assert all(one.renderings == (text[one.start : one.end],) for one in found)


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("fr", "12 ‰ puis 4,5‰, soit 3 pour mille", ["12‰", "4.5‰", "3 per thousand"]),
        ("ar", "15 في الألف ثم 12‰", ["15 per thousand", "12‰"]),
        ("zh", "出生率为6.4‰", ["6.4‰"]),
        ("fr", "35 µg/m3 et 0,5 mg/L", ["35 µg/m3", "0.5 mg/L"]),
        ("ar", "بلغ 35 µg/m³ أمس", ["35 µg/m³"]),
    ],
)
def test_thousandths_and_concentrations(language: str, text: str, wanted: list[str]) -> None:
    assert [rendering for _, rendering in found(text, language)] == wanted


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("fr", "trois ans et six mois de prison", ["three years and six months"]),
        ("fr", "3 ans, 6 mois et 10 jours", ["3 years, 6 months and 10 days"]),
        ("fr", "un an et un mois", ["one year and one month"]),
        ("fr", "dix ans, six mois de plus que prévu", ["ten", "six"]),
        ("fr", "cinq mois et neuf jours", ["five months and nine days"]),
        ("fr", "soixante et onze ans et six mois", ["seventy-one", "six"]),
        ("fr", "entre 2 ans et 6 mois", ["2", "6"]),
        ("fr", "3 ans et 6 mois respectivement", ["3", "6"]),
        ("ar", "بثلاث سنوات وستة أشهر", ["three years and six months"]),
        ("ar", "3 سنوات و6 أشهر", ["3 years and 6 months"]),
        ("ar", "سنتين وثلاثة أشهر", ["two years and three months"]),
        ("ar", "لمدة سنة وشهرين", ["one year and two months"]),
        ("ar", "خمسة أشهر و24 يوما", ["five months and 24 days"]),
    ],
)
def test_terms_of_years_and_months(language: str, text: str, wanted: list[str]) -> None:
    assert [rendering for _, rendering in found(text, language)] == wanted


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("fr", "selon l'alinéa 3 de l’article 12", ["paragraph 3 of Article 12"]),
        ("fr", "les paragraphes 1, 2 et 4 de l'article 9", ["paragraphs 1, 2 and 4 of Article 9"]),
        ("fr", "du 2° de l'article L. 121-3 du code", ["point 2 of Article L. 121-3"]),
        ("fr", "Le troisième alinéa de l'article premier", ["paragraph 3 of Article 1"]),
        ("fr", "au 2e alinéa de l'article 5 ter", ["paragraph 2 of Article 5 ter"]),
        ("fr", "les articles 14 bis et 15 quater", ["14 bis", "15 quater"]),
        ("ar", "وفقا للفقرة 3 من المادة 12", ["paragraph 3 of Article 12"]),
        ("ar", "الفقرة الثانية من المادة الخامسة", ["paragraph 2 of Article 5"]),
        ("ar", "البند 4 من الفصل 20 مكرر", ["clause 4 of Article 20 bis"]),
        ("ar", "المادة 14 مكرر 1 والمادة 87 مكرر", ["14 bis 1", "87 bis"]),
    ],
)
def test_places_in_a_law(language: str, text: str, wanted: list[str]) -> None:
    assert [rendering for _, rendering in found(text, language)] == wanted


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("fr", 'gagné en 1\'43"21, puis 10"85', ["1'43\"21", '10"85']),
        ("fr", "après 2h17'32\" ou 2 h 17’ 32’’", ["2h17'32\"", "2 h 17’ 32’’"]),
        ("ar", "سجل 1'43\"21 أمس", ["1'43\"21"]),
        ("fr", "par 61°18′00″ et 50°16′00,90″", ["61°18′00″", "50°16′00,90″"]),
        ("fr", "30 x 20 x 10,5 cm", ["30 x 20 x 10.5 cm"]),
        ("fr", "le relais 4x100 m", ["4x100 m"]),
        ("ar", "الحجم 30 × 20 سم", ["30 × 20 cm"]),
        ("fr", "la note passe de BB+ à BBB-.", ["BB+", "BBB-"]),
        ("ar", "إلى BBB-.", ["BBB-"]),
        ("fr", "le vitamine A- elle existe", []),
    ],
)
def test_figures_that_signs_join(language: str, text: str, wanted: list[str]) -> None:
    assert [rendering for _, rendering in found(text, language)] == wanted


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("fr", "aux XVIIe et XVIIIe siècles", ["17th", "18th"]),
        ("fr", "entre le XIIe et le XVe siècle", ["12th", "15th"]),
        ("fr", "la IVe République et le XXIIIe congrès", ["the 4th", "the 23rd"]),
        ("fr", "la IIIe séance de la VIème session", ["the 3rd", "the 6th"]),
        ("ar", "الدورة ال25 والذكرى الـ50", ["25th", "50th"]),
        ("ar", "الدول الـ27", ["27"]),
        ("fr", "12, rue de Fès, 10000 Rabat", ["12", "10000"]),
        ("fr", "il a payé 10000 Dirhams, 12000 Suisses", ["10,000", "12,000"]),
        ("fr", "le 11-Septembre", ["11 September"]),
        ("ar", "سنة 1957/1376 هـ", ["1957/1376 AH"]),
        ("ar", "الساعة 14 و35 دقيقة", ["14:35"]),
        ("ar", "الساعة 8 و30 دقيقة مساء", ["8:30 p.m."]),
        ("ar", "مارس وأبريل وماي، ثم مايو ويونيو", ["March", "April", "May", "May", "June"]),
        ("ar", "كانون الثاني وشباط وآذار، آب", ["January", "February", "March", "August"]),
        ("ar", "مارس الرياضة وآب إلى رشده", []),
        ("ar", "القرن السابع عشر والثامن عشر", ["17th", "18th"]),
    ],
)
def test_ordinals_towns_years_and_hours(language: str, text: str, wanted: list[str]) -> None:
    assert [rendering for _, rendering in found(text, language)] == wanted
