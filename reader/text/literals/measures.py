"""Measures that a language spells out, and how English does: كيلومتر مربع, kilowattheures, 吉瓦.

A small model has read of kilometres and tonnes, and garbles most other measures: a quintal became
a train, a barrel a well. It is given one that it knows, and the right one takes its place.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Unit:
    """What stands at a number: how a model reads it, and how English writes it."""

    source: dict[str, str]
    """How the model reads it, by language; "" for any other. A hash is the number's place."""
    forms: tuple[str, ...]
    """How English writes it, the preferred first."""
    read: tuple[str, ...] = field(default=())
    """How English writes what the model reads, where that is another measure."""


KNOWN = {
    "t": ("# tonnes", "# طن", "#吨", ("# tonnes", "# tons", "# tonne", "# ton")),
    "km": ("# kilomètres", "# كيلومتر", "#公里",
           ("# kilometres", "# kilometers", "# km", "# kilometre", "# kilometer")),
    "km²": ("# kilomètres carrés", "# كيلومتر مربع", "#平方公里",
            ("# square kilometres", "# square kilometers", "# km²")),
    "km/h": ("# km/h", "# كيلومترا في الساعة", "#公里/小时",
             ("# km/h", "# kilometres per hour", "# kilometres an hour", "# kilometers per hour")),
    "°C": ("# degrés", "# درجة", "#度", ("# degrees", "# degrees Celsius", "# °C")),
    "%": ("#%", "#%", "#%", ("#%", "# percent", "# per cent")),
}  # fmt: skip
"""Measures that models know: how they read them, and what they make of them."""

_TABLE = """\
km  | kilometres, kilometers, kilometre, kilometer |
    kilomètres kilomètre | كيلومتر كيلومترا كيلومترات كلم كم | 公里 千米
km² | square kilometres, square kilometers, sq km |
    kilomètres_carrés kilomètre_carré |
    كيلومتر_مربع كيلومترا_مربعا كيلومترات_مربعة كلم² كم² كلم2 كم2 | 平方公里 平方千米
m   | metres, meters, metre, meter | mètres mètre | متر مترا أمتار امتار | 米
m²  | square metres, square meters |
    mètres_carrés mètre_carré | متر_مربع مترا_مربعا أمتار_مربعة م² م2 | 平方米
cm  | centimetres, centimeters |
    centimètres centimètre | سنتيمتر سنتيمترا سنتيمترات سنتمترا سم | 厘米
mm  | millimetres, millimeters |
    millimètres millimètre | مليمتر مليمترا مليمترات ملمترا ميليمتر ميليمترا ملم مم | 毫米
km/h | km/h, kilometres per hour, kilometers per hour, kph, kilometres an hour, kilometers an hour |
    kilomètres_par_heure kilomètres_à_l’heure kilomètres_à_l'heure kilomètres/heure |
    كيلومتر_في_الساعة كيلومترا_في_الساعة كيلومترات_في_الساعة كلم/س كم/س كلم/ساعة كم/ساعة
    كلم/_ساعة كم/_ساعة كلم/سا كلم_في_الساعة كم_في_الساعة | 公里/小时
t   | tonnes, tons, tonne | tonnes tonne | طن طنا أطنان اطنان | 吨
kg  | kilograms, kilos, kilogrammes, kilogram, kilo | kilogrammes kilogramme kilos kilo |
    كيلوغرام كيلوغراما كيلوغرامات كيلوجرام كيلوجراما كلغ كغ كجم | 公斤 千克
g   | grams, grammes, gram | grammes gramme | غرام غراما غرامات جرام جراما | 克
ha  | hectares, hectare | hectares hectare | هكتار هكتارا هكتارات | 公顷
→   | litres, liters, litre | litres litre | لتر لترا لترات | 升 公升
°C  | degrees Celsius, degrees centigrade | degrés_Celsius degrés_celsius |
    درجة_مئوية درجات_مئوية | 摄氏度
°F→ °C | degrees Fahrenheit | degrés_Fahrenheit degrés_fahrenheit |
    درجة_فهرنهايت درجات_فهرنهايت درجة_فهرنهايتية | 华氏度
m³→ t | cubic metres, cubic meters, cubic metre | mètres_cubes mètre_cube |
    متر_مكعب مترا_مكعبا أمتار_مكعبة امتار_مكعبة م³ م3 | 立方米
kW→ t | kilowatts, kilowatt | kilowatts kilowatt |
    كيلوواط كيلووات كيلوواطا كيلو_واط كيلو_وات | 千瓦
MW→ t | megawatts, megawatt | mégawatts mégawatt |
    ميغاواط ميجاواط ميغاوات ميجاوات ميغاواطا ميغا_واط ميغا_وات | 兆瓦
GW→ t | gigawatts, gigawatt | gigawatts gigawatt |
    جيغاواط غيغاواط جيجاواط جيغاوات غيغاوات جيجاوات جيغا_واط غيغا_واط جيجا_وات | 吉瓦
kWh→ t | kilowatt-hours, kilowatt hours, kilowatt-hour |
    kilowattheures kilowattheure kilowatt-heures kilowatt-heure kilowatts-heures kilowatts-heure |
    كيلوواط_ساعة كيلووات_ساعة كيلوواط/ساعة كيلووات/ساعة كيلو_واط_ساعة | 千瓦时 度电
MWh→ t | megawatt-hours, megawatt hours, megawatt-hour |
    mégawattheures mégawatt-heures mégawattheure | ميغاواط_ساعة ميجاوات_ساعة ميغاوات_ساعة | 兆瓦时
GWh→ t | gigawatt-hours, gigawatt hours, gigawatt-hour |
    gigawattheures gigawatt-heures gigawattheure |
    جيغاواط_ساعة غيغاواط_ساعة جيجاوات_ساعة | 吉瓦时
TWh→ t | terawatt-hours, terawatt hours, terawatt-hour |
    térawattheures térawatt-heures térawattheure | تيراواط_ساعة تيراوات_ساعة | 太瓦时
→ t | barrels per day, barrels a day, bpd, barrels daily |
    barils_par_jour barils/jour barils_jour |
    برميل_يوميا برميل_في_اليوم برميل_يوميًا برميلا_يوميا برميل/يوم | 桶/日 桶/天
→ t | barrels, barrel | barils baril | برميل برميلا براميل | 桶
→ t | quintals, quintal | quintaux quintal | قنطار قنطارا قناطير | 公担
→ t | gallons, gallon | gallons gallon | غالون غالونا غالونات جالون جالونا جالونات | 加仑
→ t | ounces, ounce | onces once | أوقية أونصة أوقيات أونصات | 盎司
→ t | pounds, pound | | رطل رطلا أرطال | 磅
→ t | acres, acre | acres acre | فدان فدانا أفدنة | 英亩
→ t | mu | | | 亩
TEU→ t | TEUs, twenty-foot containers | | | 标准箱 个标准箱
mph→ km/h | mph, miles per hour, miles an hour |
    miles_par_heure miles_à_l’heure miles_à_l'heure |
    ميل_في_الساعة ميلا_في_الساعة أميال_في_الساعة ميل/ساعة | 英里/小时
→ km² | square miles, square mile | miles_carrés | ميل_مربع ميلا_مربعا أميال_مربعة | 平方英里
→ km | nautical miles, nautical mile | milles_marins milles_nautiques mille_marin |
    ميل_بحري ميلا_بحريا أميال_بحرية | 海里
→ km | miles, mile | miles mile | ميل ميلا أميال | 英里
→ km | feet, foot | | قدم قدما أقدام | 英尺
→ km | inches, inch | | بوصة بوصات | 英寸
→ km/h | knots, knot | nœuds noeuds | |
→ % | per thousand, per mille | pour_mille | في_الألف بالألف في_الالف |
bp→ % | basis points, basis point | points_de_base point_de_base | نقطة_أساس نقاط_أساس | 个基点 基点
→ % | percentage points, percentage point, points |
    points_de_pourcentage point_de_pourcentage points_de_pourcent |
    نقطة_مئوية نقاط_مئوية | 个百分点 百分点
"""
"""Symbol (with an arrow and a known measure, where the model is given that one), English
names, then the French, Arabic and Chinese ones, the one that models read best first; an
underscore is a space."""

_LANGUAGES = ("fr", "ar", "zh")


def _unit(symbol: str, known: str, names: list[str], words: dict[str, list[str]]) -> Unit:
    forms = [f"# {name}" for name in names]
    if symbol:
        forms += [f"# {symbol}", f"#{symbol}"]
    forms += [f"#-{name.removesuffix('s')}" for name in names if " " not in name]
    forms = list(dict.fromkeys(forms))
    if known:
        french, arabic, chinese, read = KNOWN[known]
        return Unit({"fr": french, "ar": arabic, "zh": chinese, "": french}, tuple(forms), read)
    source = {
        language: ("#{}" if language == "zh" else "# {}").format(words[language][0])
        for language in _LANGUAGES
        if words[language]
    }
    return Unit({"": f"# {symbol or names[0]}", **source}, tuple(forms))


def _made() -> dict[str, dict[str, Unit]]:
    by_word: dict[str, dict[str, Unit]] = {language: {} for language in _LANGUAGES}
    for line in _TABLE.replace("\n    ", " ").splitlines():
        if not line.strip():
            continue
        head, names, *columns = (part.strip() for part in line.split("|"))
        symbol, _, known = head.partition("→")
        words = {
            language: [word.replace("_", " ") for word in column.split()]
            for language, column in zip(_LANGUAGES, columns, strict=True)
        }
        unit = _unit(symbol.strip(), known.strip(), names.split(", "), words)
        for language, own in words.items():
            by_word[language].update(dict.fromkeys(own, unit))
    return by_word


WORDS = _made()
"""By language: the words of measures, and what each is."""
