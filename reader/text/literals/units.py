"""What stands at a number and belongs to it: signs of percent, currencies, measures.

A symbol (km, DH) is the same in every language; a word (كيلومترا, دولارات) is one language's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from reader.text.literals.measures import KNOWN, WORDS, Unit


def _currency(sign: str, name: str, code: str, **source: str) -> Unit:
    plural = name if name in ("yen", "yuan") else f"{name}s"
    forms = [f"# {plural}", f"# {name}", f"#-{name}", f"{code} #", f"# {code}"]
    if sign:
        forms[:0] = [f"{sign}#"]
        forms += [f"{sign} #", f"#{sign}", f"# {sign}"]
    if code == "USD":
        forms += ["US$#", "US$ #", "# US dollars"]
    if code == "MAD":
        forms += ["# Moroccan dirhams", "DH #", "# DH"]
    return Unit({"": f"# {plural}", **source}, tuple(forms))


_EURO = _currency("€", "euro", "EUR", fr="# euros", ar="# يورو", zh="#欧元")
_DOLLAR = _currency("$", "dollar", "USD", fr="# dollars", ar="# دولار", zh="#美元")
_POUND = _currency("£", "pound", "GBP", fr="# livres", ar="# جنيه", zh="#英镑")
_YEN = _currency("", "yen", "JPY", fr="# yens", ar="# ين", zh="#日元")
_YUAN = _currency("", "yuan", "CNY", fr="# yuans", ar="# يوان", zh="#元")
_DIRHAM = _currency("", "dirham", "MAD", fr="# dirhams", ar="# درهم", zh="#迪拉姆")
_OF_CHINA = Unit(
    {"": "¥#", "fr": "# yens", "ar": "# ين", "zh": "#元"},
    ("¥#", "# yuan", "#-yuan", "# yen", "¥ #", "CNY #", "RMB #", "JPY #"),
)
"""A sign that two countries share."""
CURRENCIES = {
    "¥": _OF_CHINA, "￥": _OF_CHINA,
    "€": _EURO, "EUR": _EURO, "$": _DOLLAR, "US$": _DOLLAR, "USD": _DOLLAR, "£": _POUND,
    "GBP": _POUND, "JPY": _YEN, "CNY": _YUAN, "RMB": _YUAN, "MAD": _DIRHAM, "DH": _DIRHAM,
    "Dh": _DIRHAM, "DHS": _DIRHAM, "Dhs": _DIRHAM, "dhs": _DIRHAM,
}  # fmt: skip
PERCENT = Unit({"": "#%"}, ("#%", "# percent", "# per cent", "# %"))


def _measure(symbol: str, *names: str, source: str = "", **sources: str) -> Unit:
    forms = [f"# {symbol}", f"#{symbol}"] + [f"# {name}" for name in names]
    return Unit({"": f"# {source or symbol}", **sources}, tuple(forms))


def minus(language: str) -> str:
    """A pattern of what makes the number after it one below nothing."""
    before = r"\s(（" + ("为是至到达约近于从：，、" if language in ("zh", "ja") else "")
    words = {
        "ar": r"|(?<!\w)(?:ناقص|سالب)\s(?=[\d٠-٩])|(?<=[\s(]و)[-−–](?=\d)",
        "zh": r"|(?<=[\u3400-\u9fff])(?<!度)[-−–](?=\d+(?:\.\d+)?\s?(?:℃|°|摄氏度))",
    }.get(language, "")
    return rf"(?<![^{before}])[-−–](?=\d){words}"


def _read_as(known: str, *names: str) -> Unit:
    french, arabic, chinese, read = KNOWN[known]
    source = {"": french, "fr": french, "ar": arabic, "zh": chinese}
    return Unit(source, tuple(f"# {name}" for name in names), read)


_PER_MILLE = replace(_read_as("%"), forms=("#‰", "# per thousand", "# per mille", "# ‰"))
MEASURES = {
    "mn": Unit({"": "# minutes"}, ("# minutes", "# minute", "#-minute", "# min")),
    "M€": Unit({"": "# millions d'euros"}, ("€# million", "# million euros", "EUR # million")),
    "k€": Unit({"": "# mille euros"}, ("# thousand euros", "€# thousand")),
    "KDH": Unit({"": "# mille dirhams"}, ("# thousand dirhams", "MAD # thousand")),
    "Md€": Unit({"": "# milliards d'euros"}, ("€# billion", "# billion euros", "EUR # billion")),
    "MDH": Unit({"": "# millions de dirhams"}, ("# million dirhams", "MAD # million")),
    "MMDH": Unit({"": "# milliards de dirhams"}, ("# billion dirhams", "MAD # billion")),
    "km": _measure("km", "kilometres", "kilometers", "kilometre", "kilometer"),
    "km/h": _measure("km/h", "kilometres per hour", "kilometers per hour", "kph",
                     "kilometres an hour", "kilometers an hour"),
    "km²": _measure("km²", "square kilometres", "square kilometers", "sq km"),
    "km2": _measure("km²", "square kilometres", "square kilometers", "sq km"),
    "m²": _measure("m²", "square metres", "square meters"),
    "m2": _measure("m²", "square metres", "square meters"),
    "m³": _measure("m³", "cubic metres", "cubic meters"),
    "m3": _measure("m³", "cubic metres", "cubic meters"),
    "m": _measure("m", "metres", "meters", "metre", "meter"),
    "cm": _measure("cm", "centimetres", "centimeters"),
    "mm": _measure("mm", "millimetres", "millimeters"),
    "kg": _measure("kg", "kilograms", "kilogrammes", "kilos", "kilogram", "kilo"),
    "g": _measure("g", "grams", "grammes"),
    "mg": _measure("mg", "milligrams"),
    "t": _measure("t", "tonnes", "tons", fr="# tonnes"),
    "ha": _measure("ha", "hectares", "hectare", fr="# hectares"),
    "ml": _measure("ml", "millilitres", "milliliters"),
    "°F": _read_as("°C", "°F", "degrees Fahrenheit"),
    "bpj": _measure("bpd", "barrels per day"), "b/j": _measure("b/d", "barrels per day"),
    "bpd": _measure("bpd", "barrels per day"), "bp": _measure("bp", "basis points"),
    "EVP": _measure("TEU", "TEUs"), "TEU": _measure("TEU", "TEUs"),
    "qx": _read_as("t", "quintals"), "Qx": _read_as("t", "quintals"),
    "M$": Unit({"": "# millions de dollars"}, ("$# million", "# million dollars", "USD # million")),
    "Md$": Unit({"": "# milliards de dollars"}, ("$# billion", "# billion dollars")),
    "TWh": _measure("TWh", "terawatt-hours"), "mph": _measure("mph", "miles per hour"),
    "°": Unit({"": "#°", "fr": "# degrés", "ar": "# درجة", "zh": "#度"}, ("#°", "# degrees")),
    "°C": _measure("°C", "degrees Celsius", "degrees centigrade", "degrees"),
    "℃": _measure("°C", "degrees Celsius", "degrees centigrade", "degrees", source="°C"),
    "kW": _measure("kW", "kilowatts"), "MW": _measure("MW", "megawatts"),
    "GW": _measure("GW", "gigawatts"), "kWh": _measure("kWh", "kilowatt-hours", "kilowatt hours"),
    "MWh": _measure("MWh", "megawatt-hours"), "GWh": _measure("GWh", "gigawatt-hours"),
    "Go": _measure("GB", "gigabytes"), "Mo": _measure("MB", "megabytes"),
    "To": _measure("TB", "terabytes"), "GB": _measure("GB", "gigabytes"),
    "MB": _measure("MB", "megabytes"), "TB": _measure("TB", "terabytes"),
    "‰": _PER_MILLE,
    **{
        unit: _read_as("t", unit)
        for unit in (
            "µg/m3 µg/m³ μg/m3 μg/m³ mg/m3 mg/m³ µg/l µg/L mg/l mg/L g/l g/L µg μg µm μm m3/s m³/s "
            "kg/m2 kg/m²"
        ).split()
    },
    "Hz": _measure("Hz", "hertz"), "MHz": _measure("MHz", "megahertz"),
    "GHz": _measure("GHz", "gigahertz"),
}  # fmt: skip
SYMBOLS = frozenset((*CURRENCIES, *MEASURES))
"""Signs of currencies and measures: in Latin letters, but no names."""

_OF_COUNTRIES = {
    "مغربي": "Moroccan", "جزائري": "Algerian", "تونسي": "Tunisian", "ليبي": "Libyan",
    "سعودي": "Saudi", "إماراتي": "Emirati", "اماراتي": "Emirati", "قطري": "Qatari",
    "كويتي": "Kuwaiti", "عماني": "Omani", "بحريني": "Bahraini", "أردني": "Jordanian",
    "عراقي": "Iraqi", "مصري": "Egyptian", "لبناني": "Lebanese", "سوري": "Syrian",
    "سوداني": "Sudanese", "يمني": "Yemeni", "تركي": "Turkish", "أمريكي": "US", "أميركي": "US",
    "امريكي": "US", "كندي": "Canadian", "أسترالي": "Australian", "سويسري": "Swiss",
    "إيراني": "Iranian", "إسترليني": "sterling", "استرليني": "sterling",
}  # fmt: skip
"""What tells one dollar, dinar or pound from another, in Arabic."""
_OTHER_MONEY = {
    name: Unit({"": f"# {arabic}", "zh": f"#{chinese}"}, (f"# {name}s", f"# {name}"))
    for name, arabic, chinese in (
        ("dinar", "دينار", "第纳尔"),
        ("riyal", "ريال", "里亚尔"),
        ("pound", "جنيه", "镑"),
        ("lira", "ليرة", "里拉"),
        ("franc", "فرنك", "法郎"),
        ("rouble", "روبل", "卢布"),
        ("centime", "سنتيم", "生丁"),
    )
}
_FOREIGN = {
    chinese: Unit(
        {"": "# euros", "zh": "#欧元"},
        tuple(f"# {name}" for name in names),
        ("# euros", "€#", "# euro", "#-euro", "EUR #"),
    )
    for chinese, names in {
        "港元 港币": ("Hong Kong dollars", "Hong Kong dollar"),
        "新台币 台币": ("Taiwan dollars", "New Taiwan dollars"),
        "韩元 韩圆": ("won", "South Korean won"),
        "加元": ("Canadian dollars", "Canadian dollar"),
        "澳元": ("Australian dollars", "Australian dollar"),
        "新加坡元 新元": ("Singapore dollars", "Singapore dollar"),
        "瑞士法郎 瑞郎": ("Swiss francs", "Swiss franc"),
        "非洲法郎 西非法郎 中非法郎": ("CFA francs", "CFA franc"),
        "卢比": ("rupees", "rupee"),
        "泰铢": ("baht",),
        "里拉": ("lira", "liras"),
        "里亚尔": ("riyals", "riyal", "rials"),
        "比索": ("pesos", "peso"),
        "埃及镑": ("Egyptian pounds", "Egyptian pound"),
        "兰特": ("rand",),
        "奈拉": ("naira",),
        "雷亚尔": ("reais", "real"),
        "乌吉亚": ("ouguiyas", "ouguiya"),
    }.items()
}
"""Money that models of Chinese have hardly read of: they read euros."""


_MONEY_WORDS: dict[str, dict[str, Unit]] = {
    "ar": {
        word: unit
        for words, unit in (
            ("دولار دولارا دولارات", _DOLLAR), ("يورو أورو اورو", _EURO), ("ين", _YEN),
            ("درهم درهما دراهم", _DIRHAM), ("يوان يوانا يوانات", _YUAN),
            ("دينار دينارا دنانير", _OTHER_MONEY["dinar"]),
            ("ريال ريالا ريالات", _OTHER_MONEY["riyal"]),
            ("جنيه جنيها جنيهات", _OTHER_MONEY["pound"]), ("ليرة ليرات", _OTHER_MONEY["lira"]),
            ("فرنك فرنكا فرنكات", _OTHER_MONEY["franc"]),
            ("روبل روبلا روبلات", _OTHER_MONEY["rouble"]),
            ("سنتيم سنتيما سنتيمات", _OTHER_MONEY["centime"]),
        )
        for word in words.split()
    },
    "zh": {
        "美元": _DOLLAR, "欧元": _EURO, "英镑": _POUND, "日元": _YEN, "元人民币": _YUAN,
        "迪拉姆": _DIRHAM, "第纳尔": _OTHER_MONEY["dinar"], "卢布": _OTHER_MONEY["rouble"],
        "法郎": _OTHER_MONEY["franc"], "元": _YUAN, "日圆": _YEN,
        **{word: unit for words, unit in _FOREIGN.items() for word in words.split()},
    },
}  # fmt: skip
_NO_UNIT = {
    "zh": r"(?!(?<=米)[饭粉其色黄虫兰])(?!(?<=吨)[位])(?!(?<=克)[拉服制里隆什罗鲁])"
    r"(?!(?<=桶)[装水面饭])(?!(?<=升)[至到高级降入])(?!(?<=磅)[礴])"
    r"(?!(?<=元)[素旦首老朝代帅年件月气凶宵宇曲组音勋])"
}


def any_of(words: Iterable[str]) -> str:
    """An expression for any of some words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_SPACE = "[ \u00a0\u202f]+"


@cache
def word_pattern(language: str) -> str:
    """What matches a currency or measure that a language spells out; nothing for most."""
    money, measures = _MONEY_WORDS.get(language, {}), WORDS.get(language, {})
    if not measures:
        return ""
    if not money:
        return rf"(?:{any_of(measures).replace(chr(92) + ' ', _SPACE)})(?![^\W_])(?![²³/])"
    if language == "zh":
        return rf"(?:{any_of({**money, **measures})}){_NO_UNIT['zh']}"
    of_country = rf"(?:\s+(?:{any_of(_OF_COUNTRIES)})[اة]?)?"
    spelt = any_of(measures).replace(chr(92) + " ", _SPACE)
    words = rf"(?:{any_of(money)}){of_country}|{spelt}"
    return rf"(?:{words})(?![^\W_])(?![²³/])"


@cache
def worded(language: str, word: str) -> Unit:
    """The unit that a language spells so."""
    word = re.sub(r"\s+", " ", word)
    money, measures = _MONEY_WORDS.get(language, {}), WORDS[language]
    if word in measures:
        return measures[word]
    name, _, country = word.partition(" ")
    unit = money[name]
    if not country:
        return unit
    country = country if country in _OF_COUNTRIES else country[:-1]
    english = next(form for form in unit.forms if re.fullmatch("# [a-z]+", form))[2:]
    if _OF_COUNTRIES[country] == "sterling":
        forms = (*_POUND.forms, "# pounds sterling")
    else:
        name_of_it = f"{_OF_COUNTRIES[country]} {english}"
        said = (f"# {name_of_it}", f"# {name_of_it.removesuffix('s')}")
        usual = (unit, _OF_COUNTRIES[country]) in ((_DOLLAR, "US"), (_DIRHAM, "Moroccan"))
        forms = (*unit.forms, *said) if usual else said
    return Unit({"": f"{unit.source.get(language, unit.source[''])} {country}"}, forms)
