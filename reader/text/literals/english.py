"""What an English text says in figures, for French and Arabic: numbers, money, dates, hours.

The model reads the text's own words, for it knows how they agree: 27 million people are 27 millions
de personnes, 3 thousands in Arabic another noun than 45. What it writes is held against each way
that is right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from reader.text.literals import manner, numerals
from reader.text.literals.dates import names_of_month
from reader.text.literals.hours import ARABIC_HOURS
from reader.text.literals.literal import SLOT, Literal
from reader.text.regex import regex

_GAP = r"[ \u00a0\u202f]"
_SCALES = {
    "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12,
    "mn": 10**6, "bn": 10**9, "tn": 10**12, "m": 10**6, "k": 10**3,
}  # fmt: skip
_MONEY = {
    "$": "dollar", "US$": "dollar", "€": "euro", "£": "pound", "USD": "dollar", "EUR": "euro",
    "GBP": "pound", "MAD": "dirham", "Dh": "dirham", "DH": "dirham",
}  # fmt: skip
_NAMES_OF_MONEY: dict[str, dict[str, tuple[str, ...]]] = {
    "dollar": {"fr": ("dollar", "$"), "ar": ("دولار", "دولارا", "دولارات")},
    "euro": {"fr": ("euro", "€"), "ar": ("يورو", "أورو")},
    "pound": {"fr": ("livre", "£"), "ar": ("جنيه", "جنيها", "جنيهات")},
    "dirham": {"fr": ("dirham", "DH"), "ar": ("درهم", "درهما", "دراهم")},
}
_NUMBER = regex(
    r"(?<![\w.,:/^])(?<![A-Za-z]-)(?<!\d[-–])(?P<sign>(?<![^\s(])[-−–](?=\d))?"
    rf"(?:(?P<money>US\$|[$€£]|(?:USD|EUR|GBP|MAD|D[hH]s?)(?={_GAP}?\d)){_GAP}?)?"
    r"(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    rf"(?:(?:{_GAP}|-)?(?P<scale>thousand|million|billion|trillion)(?!\w)"
    r"|(?P<short>bn|mn|tn|[mk])(?!\w))?"
    rf"(?P<percent>%|{_GAP}per{_GAP}?cent(?!\w))?(?![A-Za-z]|\d|[.,:/]\d|-\d)"
)
_RANGE = regex(
    r"(?<![\w.,:/-])(?P<first>\d{1,4})(?P<dash>[-–])(?P<last>\d{1,4})(?![\w%–-]|[.,:/]\d)", re.ASCII
)
_MONTHS = (
    "January Jan|February Feb|March Mar|April Apr|May|June Jun|July Jul|August Aug|"
    "September Sept Sep|October Oct|November Nov|December Dec"
)
_NUMBER_OF_MONTH = {
    name: number for number, names in enumerate(_MONTHS.split("|"), 1) for name in names.split()
}
_MONTH = rf"(?:{'|'.join(sorted(_NUMBER_OF_MONTH, key=len, reverse=True))})(?![a-z])\.?"
_DAY = r"(?<![\d.,:/-])(?:the\s)?(?P<{}>[0-3]?\d)(?:st|nd|rd|th)?"
_DATE = regex(
    rf"(?:{_DAY.format('d')}\s(?:of\s)?(?P<m>{_MONTH})(?:,?\s(?P<y>[12]\d\d\d)(?!\d))?"
    rf"|(?<!\w)(?P<m2>{_MONTH})\s{_DAY.format('d2')}(?![\d:]|[.,/-]\d)(?!\s?(?:[ap]\.?m\b|%))"
    r"(?:,?\s(?P<y2>[12]\d\d\d)(?!\d))?"
    rf"|(?<!\w)(?P<m3>{_MONTH}),?\s(?P<y3>[12]\d\d\d)(?!\d))(?!\w)"
)
_TIME = regex(
    rf"(?<![\w.,:/-])(?P<h>0?\d|1[0-2])(?:[:.](?P<m>[0-5]\d))?{_GAP}?(?P<half>[ap])"
    r"(?:\.m\.|m(?!\w))",
    re.IGNORECASE,
)


_CLOCK = regex(
    r"\b(?:at|by|until|around|from|before|after|since)\s(?P<h>[01]?\d|2[0-3]):(?P<m>[0-5]\d)"
    r"(?![\d:]|\s?[ap]\.?m)"
)


def dates_and_hours(text: str, target: str) -> Iterator[Literal]:
    """The dates in words and the hours of an English sentence, for one of `manner.TARGETS`."""
    for match in _DATE.finditer(text):
        literal = _date(match, target)
        if literal:
            yield literal
    for match in _TIME.finditer(text):
        yield _time(match, target)
    for match in _CLOCK.finditer(text) if target == "fr" else ():
        hour, minute = match["h"].removeprefix("0") or "0", match["m"]
        forms = tuple(f"{hour}{gap}h{gap}{minute}" for gap in ("\u00a0", " ", ""))
        heures = f"{hour} heure{'s' * (int(hour) > 1)} {minute}"
        span = match.start("h"), match.end()
        yield Literal(
            "time", *span, (*forms, heures), None, (*forms, heures, f"{match['h']}:{minute}")
        )


def figures(text: str, target: str) -> Iterator[Literal]:
    """The numbers of an English sentence, for a target of `manner.TARGETS`."""
    for match in _RANGE.finditer(text):
        first, last = match["first"], match["last"]
        if not any(len(one) > 1 and one[0] == "0" for one in (first, last)):
            forms = dict.fromkeys((match[0], *manner.between(first, last, target)))
            yield Literal("number", *match.span(), tuple(forms))
    for match in _DEGREES.finditer(text):
        yield _degrees(match, target)
    for match in _MEASURE.finditer(text):
        measure = _measure(match, target)
        if measure:
            yield measure
    for match in _NUMBER.finditer(text):
        literal = _number(match, target)
        if literal:
            yield literal


_DEGREES = regex(
    rf"(?<![\w.,])(?P<sign>[-−–])?(?P<number>\d{{1,3}}(?:\.\d+)?){_GAP}?°{_GAP}?C(?!\w)"
)
_MEASURE = regex(
    rf"(?<![\w.,/-])(?P<number>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?){_GAP}?"
    r"(?P<unit>km/h|km²|km2|km|kg|cm|mm|ha|MW|GW|kWh|TWh)(?![\w/²³])"
)
_MEASURE_NAMES = {
    "fr": {
        "kg": ("kilos", "kilogrammes", "kilogramme"), "km": ("kilomètres", "kilomètre"),
        "km/h": ("kilomètres par heure", "kilomètres à l'heure", "kilomètres-heure"),
        "km²": ("kilomètres carrés",), "cm": ("centimètres",), "mm": ("millimètres",),
        "ha": ("hectares", "hectare"), "MW": ("mégawatts",), "GW": ("gigawatts",),
    },
    "ar": {
        "kg": ("كيلوغراما", "كيلوغرام", "كيلوغرامات", "كلغ", "كيلو"),
        "km": ("كيلومترا", "كيلومتر", "كيلومترات", "كلم", "كم"),
        "km/h": ("كيلومترا في الساعة", "كيلومتر في الساعة", "كلم في الساعة", "كلم/س", "كم/س"),
        "km²": ("كيلومترا مربعا", "كيلومتر مربع", "كلم مربع"),
        "cm": ("سنتيمترا", "سنتيمتر", "سم"), "mm": ("مليمترا", "مليمتر", "ملم"),
        "ha": ("هكتارا", "هكتار", "هكتارات"), "MW": ("ميغاواط",), "GW": ("جيغاواط",),
    },
}  # fmt: skip


def _measure(match: re.Match[str], target: str) -> Literal | None:
    """A measure: a small model writes kilometres for kilograms, and leaves km/h in Arabic."""
    unit = match["unit"].replace("2", "²")
    names = _MEASURE_NAMES[target].get(unit, ())
    if target == "fr":
        gapped = [f"{gap}{unit}" for gap in ("\u00a0", " ", "")]
        forms = [*gapped, *(f" {name}" for name in names)]
    else:
        forms = [f" {name}" for name in names]
    figures = manner.digits(numerals.value(match["number"], "en") or Decimal(0), target)
    whole = tuple(f"{figure}{form}" for form in forms for figure in figures)
    return Literal("number", *match.span(), whole) if whole else None


_DEGREE_NAMES = {
    "fr": ("\u00a0°C", " °C", "°C", " degrés Celsius", " degrés"),
    "ar": (" درجة مئوية", " درجة", " درجات مئوية", " درجات", "°C", " °C"),
}


def _degrees(match: re.Match[str], target: str) -> Literal:
    """Degrees Celsius, which the model has read in words."""
    figures = manner.digits(numerals.value(match["number"], "en") or Decimal(0), target)
    signs = _minus(target) if match["sign"] else ("",)
    forms = tuple(
        f"{sign}{figure}{name}"
        for name in _DEGREE_NAMES[target]
        for sign in signs
        for figure in figures
    )
    minus = "minus " if match["sign"] else ""
    return Literal("number", *match.span(), forms, f"{minus}{match['number']} degrees")


def _number(match: re.Match[str], target: str) -> Literal | None:
    written, scale = match["number"], match["scale"] or match["short"]
    if match["short"] in ("m", "k") and not match["money"]:
        return None  # 400m is a race
    bare = not (scale or match["money"] or match["percent"] or match["sign"])
    if bare and numerals.is_reference(written, match.string[: match.start()]):
        return Literal("code", *match.span(), (written,), SLOT, (SLOT,), written)
    number = numerals.value(written, "en")
    if number is None or (bare and written.isdigit() and len(written) > 9):
        return None
    is_year = bare and written.isdigit() and 1000 <= number < 2100
    if match["percent"]:
        forms = manner.percent(-number if match["sign"] else number, target)
        if target == "fr":  # where a sign of percent stands apart
            apart = tuple(form for form in forms if not re.search(r"\d%$", form))
            return replace(_held(match, forms, target), renderings=apart)
        return _held(match, forms, target)
    if scale:
        number = Decimal(format((number * _SCALES[scale]).normalize(), "f"))
    forms = _forms(number, target, is_year=is_year, has_scale=bool(scale))
    if match["sign"]:
        figures = manner.digits(number, target)
        if scale:
            figures = tuple(form for form in forms if form[0].isdigit())
        forms = tuple(f"{sign}{form}" for sign in _minus(target) for form in figures)
    if match["money"]:
        name = _MONEY[match["money"].removesuffix("s")]
        said = written + (f" {_in_full(scale)}" if scale else "")
        model = f"{said} {name}{'' if said == '1' else 's'}"
        full = _of_money(forms, name, number, target)
        slips = manner.scaled(number, target, slips=True) if scale and target == "ar" else ()
        admitted = (*full, *_of_money(slips, name, number, target)) if slips else ()
        if target == "fr":
            admitted = (*(form for form in map(_in_plural, full) if form not in full), *full)
        return Literal("number", *match.span(), full, model, admitted)
    if bare and not forms:
        return None
    if scale and target == "ar" and not match["sign"]:
        admitted = (*forms, *manner.scaled(number, target, slips=True))
        return Literal("number", *match.span(), forms, match[0], admitted)
    return _held(match, forms, target)


def _in_full(scale: str) -> str:
    return next(name for name, value in _SCALES.items() if value == _SCALES[scale])


def _minus(target: str) -> tuple[str, ...]:
    return ("-", "−", "moins ") if target == "fr" else ("-", "−", "ناقص ")


def _held(match: re.Match[str], forms: tuple[str, ...], target: str) -> Literal:
    """A literal that the model reads as it is; in French, 3.5 % becomes 3,5 %."""
    if target == "fr" and re.search(r"\d[.,\s]\d|%", forms[0]):
        english = tuple(form.replace(",", ".") for form in forms if "," in form)
        return Literal("number", *match.span(), forms, match[0], (*forms, *english, match[0]))
    return Literal("number", *match.span(), forms)


def _forms(number: Decimal, target: str, *, is_year: bool, has_scale: bool) -> tuple[str, ...]:
    """How a number may be written; nothing where grammar may have swallowed it (two: a dual)."""
    if is_year:
        return (numerals.plain(number),)
    figures, names = manner.digits(number, target), manner.scaled(number, target)
    if has_scale:
        return names or figures
    if number != int(number):
        return figures
    if target == "ar" and number in (1, 2):
        return ()
    small = manner.SMALL[target].get(int(number), ())
    return (*figures, *names, *small)


_WITH_SCALE = regex(r"illi(?:on|ard)s?$")


def _of_money(forms: tuple[str, ...], name: str, number: Decimal, target: str) -> tuple[str, ...]:
    """Forms of a number with what a currency is called after it."""
    names = _NAMES_OF_MONEY[name][target]
    if target == "ar" and number in (1, 2):
        return _of_one_or_two(int(number), names)
    if target == "ar":
        return tuple(f"{form} {name}" for name in names for form in forms)
    word, sign = names[0], names[1]
    word += "s" if number >= 2 else ""
    of = "d'" if word.startswith("e") else "de "
    full = [f"{form} {of if _WITH_SCALE.search(form) else ''}{word}" for form in forms]
    return (*full, *(f"{form}{gap}{sign}" for form in forms for gap in ("\u00a0", " ", "")))


def _in_plural(form: str) -> str:
    """A French sum as a model has it that counts 1,5 as more than one: 1,5 dollars."""
    return re.sub(r"(illion|illiard|dollar|euro|livre|dirham)(?!s)", r"\1s", form)


def _of_one_or_two(number: int, names: tuple[str, ...]) -> tuple[str, ...]:
    """What Arabic may say for one or two of a currency: دولار واحد, دولارين."""
    name = names[0]
    words = [f"{name} واحد"] if number == 1 else [f"{name}ين", f"{name}ان"]
    figures = [f"{number} {each}" for each in names]
    is_declined = not name.endswith("و")  # two euros have a dual that few write
    return (*(words + figures if is_declined or number == 1 else figures + words), name)


def _date(match: re.Match[str], target: str) -> Literal | None:
    parts = match.groupdict()
    name = (parts["m"] or parts["m2"] or parts["m3"]).removesuffix(".")
    day = int(parts["d"] or parts["d2"] or 0)
    year = parts["y"] or parts["y2"] or parts["y3"]
    if day > 31 or (day == 0 and parts["m3"] is None):
        return None
    end = match.end()
    if parts["m2"] and not year and _is_count(match):
        months = names_of_month(target, _NUMBER_OF_MONTH[name])
        return Literal("date", *match.span("m2"), months, f"{name},", (*months, f"{name},"))
    if match[0].endswith(".") and not year and match.string[end:].strip()[:1].isupper():
        end -= 1
    months = names_of_month(target, _NUMBER_OF_MONTH[name])
    years = [f" {year}"] if year else [""]
    days = [f"{day} "] if day else [""]
    if target == "fr":
        days = ["1er ", "1 "] if day == 1 else days
    else:
        years += [f" {of}{year}" for of in ("عام ", "سنة ", "من عام ", "من سنة ")] if year else []
        days += [f"{day} من "] if day else []
        days += ["فاتح ", "الأول من "] if day == 1 else []
    forms = tuple(f"{d}{month}{y}" for month in months for d in days for y in years)
    if target == "fr" and day == 1:
        return Literal(
            "date", match.start(), end, forms[:1], match.string[match.start() : end], forms
        )
    return Literal("date", match.start(), end, forms)


_DURING = regex(r"\b(?:in|during)\s$", re.IGNORECASE)
_COUNTING = regex(r"\s(?:per\s?cent|hundred|thousand|million|billion|trillion|\d{3})\b")


def _is_count(match: re.Match[str]) -> bool:
    """Whether the number after a month counts what follows: in March 15 soldiers died."""
    if _COUNTING.match(match.string, match.end()):
        return True
    is_followed = re.match(r"\s[a-z]", match.string[match.end() :]) is not None
    return is_followed and bool(_DURING.search(match.string[: match.start()]))


_HALVES = {
    "fr": (("du matin",), ("de l'après-midi", "du soir", "de l’après-midi")),
    "ar": (
        ("صباحا", "صباحًا", "فجرا"),
        ("مساء", "مساءً", "زوالا", "بعد الظهر", "بعد الزوال", "عصرا", "ظهرا", "ليلا"),
    ),
}
_AFTER = (" heures", " h", " du matin", " du soir", "")
"""What may follow an hour that is written as English writes it."""
_FRENCH_HALVES = (" du matin", " du soir", " de l'après-midi", "")
_FRENCH_PARTS = {0: "", 15: " et quart", 30: " et demie"}
_NOON = ("ظهرا", "زوالا", "بعد الظهر", "بعد الزوال")
_MIDNIGHT = ("ليلا", "صباحا", "صباحًا", "بعد منتصف الليل")
_PARTS_OF_HOUR = {0: "", 15: " والربع", 30: " والنصف"}


def _time(match: re.Match[str], target: str) -> Literal:
    twelve, minute, late = int(match["h"]) % 12, int(match["m"] or 0), match["half"] in "pP"
    hour, shown = twelve + 12 * late, twelve or 12
    halves = _HALVES[target][late]
    colon = f"{hour}:{minute:02}"
    end = match.end()
    if match[0].endswith(".") and not match.string[end:].strip():
        end -= 1  # the sentence's own full stop
    if target == "fr":
        held, slips = _in_french(hour, minute)
        also = [f"{clock}{word}" for clock in (colon, f"{shown}:{minute:02}") for word in _AFTER]
        admitted = (*held, *slips, *also)
        return Literal("time", match.start(), end, held, match[0], admitted)
    if twelve == 0:
        halves = _NOON if late else _MIDNIGHT
    clock = f"{shown}:{minute:02}" if minute else str(shown)
    forms = [f"{at} {half}" for at in (clock, clock.replace(":", ".")) for half in halves]
    forms += [colon, colon.replace(":", "."), f"{hour} و{minute} دقيقة"]
    part = _PARTS_OF_HOUR.get(minute)
    if part is not None:
        said = [f"{word}{part} {half}" for word in ARABIC_HOURS[shown] for half in halves]
        forms = [*said, *forms]
    if minute == twelve == 0:
        forms.append("منتصف النهار" if late else "منتصف الليل")
    return Literal("time", match.start(), end, tuple(dict.fromkeys(forms)))


def _in_french(hour: int, minute: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """An hour as French writes it, and what a model makes of it that is wrong or half of it."""
    late, shown = hour >= 12, hour % 12 or 12
    after = f"{minute:02}" if minute else ""
    hours = f"heure{'s' * (shown > 1)}"
    forms = [f"{hour}{gap}h{gap if after else ''}{after}" for gap in ("\u00a0", " ", "")]
    forms += [f"{hour}h{minute:02}", f"{hour} h {minute:02}"]
    forms.append(f"{hour} heure{'s' * (hour > 1)} {after}".strip())
    words = [f"{shown} h {after}".strip(), f"{shown} {hours} {after}".strip()]
    numerals = manner.SMALL["fr"][shown]
    if minute in _FRENCH_PARTS:
        spelt = "une" if shown == 1 else numerals[0]
        words.append(f"{spelt} {hours}{_FRENCH_PARTS[minute]}")
    if hour % 12:
        forms += [f"{word} {half}" for half in _HALVES["fr"][late] for word in words]
        forms += [] if late else words
    elif minute == 0:
        forms.insert(0, "midi" if late else "minuit")
    words += [f"{word} heures {after}".strip() for word in (str(shown), *numerals)]
    slips = (f"{word}{half}" for word in words for half in _FRENCH_HALVES)
    return tuple(dict.fromkeys(forms)), tuple(dict.fromkeys(slips))
