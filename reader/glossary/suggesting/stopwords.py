"""Small words that no term begins or ends with, by language."""

from __future__ import annotations

from functools import cache

from reader.glossary.matching.normalisation import key

_LISTS = {
    "ar": """
        من في على إلى عن مع هذا هذه ذلك تلك التي الذي الذين اللتين اللذين ما لا أن إن أنه أنها
        كما قد لم لن ثم أو بل حيث بعد قبل خلال بين عند كل بعض غير حول ضد منذ حتى أي هو هي هم
        وهو وهي وهم وفي ومن وعلى وإلى وعن ومع وهذا وهذه وذلك وتلك ولا وما وأن وإن وقد وكذا
        كذلك وكذلك أيضا فضلا بما لما مما إثر عبر أجل ظل إطار مجال المجال بشأن بخصوص بهدف لدى
        نحو سواء علاوة إضافة بالإضافة جهة أخرى التى والتي والذي به بها له لها فيه فيها منها
        عليه عليها سيما ولاسيما خصوصا خاصة وخاصة ضمن وكل تحت فوق لكل يوم أمس اليوم كافة جميع
        جميعا عدة العديد إذ بذلك يوما شهر سنة عام وبين بينها وبعد وقبل وخلال ومنها السيد
        السيدة والسيد والسيدة أمام وراء لكي كي لأن بأن وبأن كان كانت قال قالت أكد أكدت أعلن
        أعلنت أوضح أوضحت أضاف أضافت أشار أشارت ذكر ذكرت أفاد أفادت تم يتم وتم يأتي تأتي يعد
        تعد تعدّ شكل شكلت جاء جاءت أعرب تبادل استقبل وأكد وأضاف وأوضح وأشار وقال وذكر وأعرب
        وتبادل ويأتي مبرزا مؤكدا مشيرا مضيفا معتبرا تشهد يشهد تشمل يشمل ليشمل تجدر الإشارة
        المصدر ذاته نفسه نفسها الجمعة السبت الأحد الإثنين الاثنين الثلاثاء الأربعاء الخميس
        صباح مساء يناير فبراير مارس أبريل ماي مايو يونيو يوليوز يوليو غشت أغسطس شتنبر سبتمبر
        أكتوبر نونبر نوفمبر دجنبر ديسمبر
    """,
    "fr": """
        le la les l un une des du de d et ou où à au aux en dans par pour sur avec sans sous
        entre vers chez que qui quoi dont ce cet cette ces se s sa son ses leur leurs il elle
        ils elles on nous vous je ne pas plus est sont a ont été être avoir fait comme mais
        donc or ni car si tant ainsi afin lors même aussi y qu n c j m t selon après avant
        depuis pendant contre tout tous toute toutes autre autres dernier dernière outre cours
        sens lequel laquelle mon ma mes notre nos deux trois quatre cinq six sept huit neuf
        dix premier première deuxième chaque plusieurs janvier février mars avril mai juin
        juillet août septembre octobre novembre décembre lundi mardi mercredi jeudi vendredi
        samedi dimanche monsieur madame mm mme but domaine matière
    """,
    "zh": """
        的 了 在 和 与 是 及 或 将 于 为 对 以 由 从 被 把 向 等 也 都 该 这 那 其
        并 而 但 就 还 又 已 所 之 着 过 有 个 名 月 年 日 至 到 们 我 你 他 她 它
        上 下 时 后 前 不 据 称 说 一 两 各 项 种 些 使 让 给 更 最 此 则 因 如
    """,
    "en": """
        the a an of and or to in for on at by with from as is are was were be been has have
        had that this these those it its he she they we you his her their our your i which who
        whom not but if than then so such also more most other said says will would can could
        may might about after before during between into over under against monday tuesday
        wednesday thursday friday saturday sunday january february march april june july
        august september october november december mr mrs ms s t two three four five six seven
        eight nine ten first second each several
    """,
}

LANGUAGES = tuple(_LISTS)


@cache
def stopwords(language: str) -> frozenset[str]:
    """The folded small words of a language; empty for one that has no list."""
    return frozenset(key(word, language) for word in _LISTS.get(language, "").split())
