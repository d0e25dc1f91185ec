"""Three short articles, written for the tests, with invented translations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import get_args

from reader.article import Article, How, Origin, Sentence, TermUse, Translation
from reader.glossary.termbase import Concept, Term, Termbase
from tests.export.build import article


def _concept(identity: str, note: str = "", acronym: str = "", **terms: str) -> Concept:
    return Concept(
        identity,
        {
            language: tuple(
                Term(text, "admitted" if place else "preferred")
                for place, text in enumerate(cell.split("|"))
            )
            for language, cell in terms.items()
        },
        acronym,
        note=note,
    )


TERMBASE = Termbase(
    [
        _concept(
            "coast-guard",
            ar="خفر السواحل",
            fr="garde-côtes|gardes-côtes",
            zh="海岸警卫队",
            en="coast guard|coastguard",
            note="The service that patrols the bay and rescues at sea.",
        ),
        _concept(
            "harbour-authority",
            ar="هيئة الميناء",
            fr="Autorité portuaire",
            zh="港务局",
            en="Harbour Authority",
            acronym="HA",
        ),
        _concept(
            "early-warning",
            ar="الإنذار المبكر|التنبيه المبكر",
            fr="alerte précoce",
            zh="预警",
            en="early warning",
        ),
    ]
)

# Each block: kind, language, why it is boilerplate or None, and its sentences with their
# translation. `[…]` marks a term on both sides.
_ARABIC = (
    ("paragraph", "ar", "menu", [("الرئيسية | أخبار | رياضة | طقس", "Home | News | Sport | Weather")]),
    ("title", "ar", None, [("[خفر السواحل] يختبر نظاما جديدا لـ[الإنذار المبكر]", "The [coast guard] tries out a new [early warning] system")]),
    (
        "paragraph",
        "ar",
        None,
        [
            ("أعلنت [هيئة الميناء] (HA) صباح الثلاثاء 14 مارس أن زوارق [خفر السواحل] ستشارك في تمرين ليلي يدوم 3 ساعات.", "The [Harbour Authority] (HA) announced on Tuesday morning, 14 March, that [coast guard] boats will take part in a night exercise lasting 3 hours."),
            ("ويهدف التمرين، حسب البلاغ، إلى اختبار «السلسلة كلها»، من أول إشارة إلى وصول المنقذين.", "According to the statement, the exercise is meant to test “the whole chain”, from the first signal to the arrival of the rescuers."),
        ],
    ),
    ("heading", "ar", None, [("محطات على طول الساحل", "Stations along the coast")]),
    (
        "paragraph",
        "ar",
        None,
        [
            ("وتغطي المحطات الجديدة 92% من الخليج، وترسل قياساتها كل 28-30 ثانية.", "The new stations cover 92% of the bay and send their measurements every 28–30 seconds."),
            ("وقال مدير المشروع: \"لم نعد ننتظر أن يتصل بنا أحد.\"", "“We no longer wait for somebody to call us,” said the project's director."),
            ("وسيعمم النظام قبل نهاية السنة.", "The system will be rolled out before the end of the year."),
        ],
    ),
    ("list-item", "ar", None, [("محطة الرأس: رادار وكاميرا", "Cape station: radar and camera")]),
    ("list-item", "ar", None, [("محطة النهر: رادار فقط", "River station: radar only")]),
    ("quote", "ar", None, [("البحر لا ينتظر، ونحن أيضا.", "The sea does not wait, and neither do we.")]),
    ("paragraph", "ar", "share", [("شارك على فيسبوك", "Share on Facebook")]),
    ("paragraph", "ar", "share", [("شارك على تويتر", "Share on Twitter")]),
)  # fmt: skip
_FRENCH = (
    ("title", "fr", None, [("Les [garde-côtes] passent à l’[alerte précoce]", "The [coast guard] moves to [early warning]")]),
    (
        "paragraph",
        "fr",
        None,
        [
            ("L’[Autorité portuaire] a reçu mercredi douze stations de mesure, installées du cap au fleuve.", "On Wednesday the [Harbour Authority] took delivery of twelve measuring stations, set up from the cape to the river."),
            ("« Nous gagnons vingt minutes à chaque sortie », résume une capitaine.", "“We gain twenty minutes on every call-out,” a captain sums up."),
            ("Le premier bilan est attendu en juin.", None),
        ],
    ),
)  # fmt: skip
_CHINESE = (
    ("title", "zh", None, [("[海岸警卫队]启用新的[预警]系统", "[Coast guard] puts a new [early warning] system into service")]),
    (
        "paragraph",
        "zh",
        None,
        [
            ("[港务局]周四表示，十二个新站点已全部投入使用，覆盖海湾的92%。", "The [Harbour Authority] said on Thursday that all twelve new stations are in service and cover 92% of the bay."),
            ("值班人员现在可以在二十分钟内出海。", "Crews on duty can now put to sea within twenty minutes."),
        ],
    ),
)  # fmt: skip


def _bare(marked: str) -> tuple[str, list[tuple[int, int]]]:
    """A marked text without its brackets, and the spans they stood around."""
    text, spans, start = "", [], 0
    for character in marked:
        if character == "[":
            start = len(text)
        elif character == "]":
            spans.append((start, len(text)))
        else:
            text += character
    return text, spans


def _concept_of(term: str) -> str:
    """The concept of a term, or of one that differs by a capital."""
    return next(
        concept.id
        for concept in TERMBASE
        for terms in concept.terms.values()
        if any(each.text.casefold() == term.casefold() for each in terms)
    )


def _built(blocks: tuple, name: str) -> tuple[Article, list[Translation]]:  # type: ignore[type-arg]
    texts = ["\u0020".join(_bare(source)[0] for source, _ in sentences) for *_, sentences in blocks]
    if blocks[0][1] == "zh":
        texts = [text.replace("。 ", "。") for text in texts]
    described = [
        (text, kind, language, *([boilerplate] if boilerplate else []))
        for text, (kind, language, boilerplate, _) in zip(texts, blocks, strict=True)
    ]
    title = next(text for text, kind, *_ in described if kind == "title")
    built = article("\n\n".join(texts) + "\n", *described, source=name, title=title)
    return built, list(_translations(built, blocks))


def _translations(built: Article, blocks: tuple) -> Iterator[Translation]:  # type: ignore[type-arg]
    origins: tuple[Origin, ...] = ("model", "model", "memory", "model", "correction", "model")
    hows = get_args(How)
    count = 0
    for index, (_, language, _, sentences) in enumerate(blocks):
        position = 0
        for marked, marked_target in sentences:
            text, spans = _bare(marked)
            position = built.blocks[index].text.index(text, position)
            start = built.blocks[index].start + position
            position += len(text)
            if marked_target is None:
                continue
            target, target_spans = _bare(marked_target)
            terms = []
            for number, span in enumerate(spans):
                concept = _concept_of(text[slice(*span)])
                there = next(s for s in target_spans if _concept_of(target[slice(*s)]) == concept)
                terms.append(TermUse(concept, span, there, hows[number % 3]))
            origin = origins[count % len(origins)]
            count += 1
            yield Translation(
                Sentence(text, start, index, language),
                target,
                origin,
                tuple(terms),
                score=-0.2,
                package=f"{language}→en invented 1.0",
            )


ARABIC = _built(_ARABIC, "harbour-ar.txt")
FRENCH = _built(_FRENCH, "harbour-fr.txt")
CHINESE = _built(_CHINESE, "harbour-zh.txt")


def with_source(pair: tuple[Article, list[Translation]], name: str) -> Article:
    """The same article under another file name."""
    return replace(pair[0], source=name)
