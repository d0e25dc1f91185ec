"""What stands at a number and belongs to it: signs of percent, currencies, measures.

A symbol (km, DH) is the same in every language; a word (كيلومترا, دولارات) is one language's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True, slots=True)
class Unit:
    """What stands at a number: how a model reads it, and how English writes it."""

    source: dict[str, str]
    """How the model reads it, by language; "" for any other. A hash is the number's place."""
    forms: tuple[str, ...]
    """How English writes it, the preferred first."""


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
CURRENCIES = {
    "€": _EURO, "EUR": _EURO, "$": _DOLLAR, "US$": _DOLLAR, "USD": _DOLLAR, "£": _POUND,
    "GBP": _POUND, "JPY": _YEN, "CNY": _YUAN, "RMB": _YUAN, "MAD": _DIRHAM, "DH": _DIRHAM,
    "Dh": _DIRHAM, "DHS": _DIRHAM, "Dhs": _DIRHAM, "dhs": _DIRHAM,
}  # fmt: skip
PERCENT = Unit({"": "#%"}, ("#%", "# percent", "# per cent", "# %"))


def _measure(symbol: str, *names: str, source: str = "", **sources: str) -> Unit:
    forms = [f"# {symbol}", f"#{symbol}"] + [f"# {name}" for name in names]
    return Unit({"": f"# {source or symbol}", **sources}, tuple(forms))


MEASURES = {
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
    "t": _measure("t", "tonnes", "tons"),
    "ha": _measure("ha", "hectares", "hectare"),
    "ml": _measure("ml", "millilitres", "milliliters"),
    "°": Unit({"": "#°", "fr": "# degrés", "ar": "# درجة", "zh": "#度"}, ("#°", "# degrees")),
    "°C": _measure("°C", "degrees Celsius", "degrees centigrade", "degrees"),
    "℃": _measure("°C", "degrees Celsius", "degrees centigrade", "degrees", source="°C"),
    "kW": _measure("kW", "kilowatts"), "MW": _measure("MW", "megawatts"),
    "GW": _measure("GW", "gigawatts"), "kWh": _measure("kWh", "kilowatt-hours", "kilowatt hours"),
    "MWh": _measure("MWh", "megawatt-hours"), "GWh": _measure("GWh", "gigawatt-hours"),
    "Go": _measure("GB", "gigabytes"), "Mo": _measure("MB", "megabytes"),
    "To": _measure("TB", "terabytes"), "GB": _measure("GB", "gigabytes"),
    "MB": _measure("MB", "megabytes"), "TB": _measure("TB", "terabytes"),
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


def _spelt(symbol: str, arabic: str, chinese: str, *names: str) -> Unit:
    """A measure that is spelt out in the source, and first of all so in English."""
    words = [f"# {name}" for name in names]
    joined = [f"#-{name.removesuffix('s')}" for name in names if " " not in name]
    signs = MEASURES[symbol].forms if symbol else ()
    forms = tuple(dict.fromkeys((*words, *signs, *joined)))
    return Unit({"": f"# {arabic}", "zh": f"#{chinese}"}, forms)


_KILOMETRE = _spelt("km", "كيلومتر", "公里", "kilometres", "kilometers", "kilometre")
_SQUARE_KM = _spelt("km²", "كيلومتر مربع", "平方公里", "square kilometres", "square kilometers")
_SQUARE_M = _spelt("m²", "متر مربع", "平方米", "square metres", "square meters")
_METRES = _spelt("m", "متر", "米", "metres", "meters", "metre")
_CENTIMETRE = _spelt("cm", "سنتيمتر", "厘米", "centimetres", "centimeters")
_MILLIMETRE = _spelt("mm", "مليمتر", "毫米", "millimetres", "millimeters")
_TONNE = _spelt("t", "طن", "吨", "tonnes", "tons", "tonne")
_KILO = _spelt("kg", "كيلوغرام", "公斤", "kilograms", "kilos", "kilogrammes")
_HECTARE = _spelt("ha", "هكتار", "公顷", "hectares", "hectare")
_CELSIUS = _spelt("°C", "درجة مئوية", "摄氏度", "degrees Celsius", "degrees centigrade")
_BARREL = _spelt("", "برميل", "桶", "barrels", "barrel")
_LITRE = _spelt("", "لتر", "升", "litres", "liters", "litre")
_MEGAWATT = _spelt("MW", "ميغاواط", "兆瓦", "megawatts", "megawatt")
_GIGAWATT = _spelt("GW", "غيغاواط", "吉瓦", "gigawatts", "gigawatt")

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
        "法郎": _OTHER_MONEY["franc"],
    },
}  # fmt: skip
_MEASURE_WORDS: dict[str, dict[str, Unit]] = {
    "ar": {
        word.replace("_", " "): unit
        for words, unit in (
            ("كلم² كم² كلم2 كم2 كيلومتر_مربع كيلومترا_مربعا كيلومترات_مربعة", _SQUARE_KM),
            ("م² م2 متر_مربع مترا_مربعا أمتار_مربعة", _SQUARE_M),
            ("كلم/س كم/س كلم/ساعة كم/ساعة كلم/سا كيلومتر_في_الساعة كيلومترا_في_الساعة "
             "كيلومترات_في_الساعة كلم_في_الساعة كم_في_الساعة", MEASURES["km/h"]),
            ("كلم كم كيلومتر كيلومترا كيلومترات", _KILOMETRE),
            ("متر مترا أمتار امتار", _METRES),
            ("سم سنتيمتر سنتيمترا سنتيمترات سنتمترا", _CENTIMETRE),
            ("ملم مم مليمتر مليمترا مليمترات ملمترا", _MILLIMETRE),
            ("طن طنا أطنان اطنان", _TONNE),
            ("كلغ كغ كجم كيلوغرام كيلوغراما كيلوغرامات كيلوجرام كيلوجراما", _KILO),
            ("هكتار هكتارا هكتارات", _HECTARE), ("درجة_مئوية درجات_مئوية", _CELSIUS),
            ("برميل برميلا براميل", _BARREL), ("لتر لترا لترات", _LITRE),
            ("ميغاواط ميجاواط", _MEGAWATT), ("غيغاواط جيجاواط", _GIGAWATT),
        )
        for word in words.split()
    },
    "zh": {
        "平方公里": _SQUARE_KM, "平方千米": _SQUARE_KM, "平方米": _SQUARE_M, "公里": _KILOMETRE,
        "千米": _KILOMETRE, "米": _METRES, "厘米": _CENTIMETRE, "毫米": _MILLIMETRE,
        "公斤": _KILO, "千克": _KILO, "吨": _TONNE, "公顷": _HECTARE, "摄氏度": _CELSIUS,
        "兆瓦": _MEGAWATT, "吉瓦": _GIGAWATT, "公里/小时": MEASURES["km/h"],
    },
}  # fmt: skip
_NO_UNIT = {"zh": r"(?!(?<=米)[饭粉其色黄虫兰])(?!(?<=吨)[位])"}


def any_of(words: Iterable[str]) -> str:
    """An expression for any of some words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@cache
def word_pattern(language: str) -> str:
    """What matches a currency or measure that a language spells out; nothing for most."""
    money, measures = _MONEY_WORDS.get(language), _MEASURE_WORDS.get(language)
    if not money or not measures:
        return ""
    if language == "zh":
        return rf"(?:{any_of({**money, **measures})}){_NO_UNIT['zh']}"
    of_country = rf"(?:\s+(?:{any_of(_OF_COUNTRIES)})[اة]?)?"
    words = rf"(?:{any_of(money)}){of_country}|{any_of(measures).replace(chr(92) + ' ', '[ ]+')}"
    return rf"(?:{words})(?![^\W_])(?![²³/])"


@cache
def worded(language: str, word: str) -> Unit:
    """The unit that a language spells so."""
    word = re.sub(r"\s+", " ", word)
    money, measures = _MONEY_WORDS[language], _MEASURE_WORDS[language]
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
