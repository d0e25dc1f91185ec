"""The words of web furniture, in Arabic, French, Chinese and English."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cached_property, lru_cache

from reader.text.regex import regex


class Phrases:
    """Any of some phrases, compiled when they are first looked for.

    Those that begin a text are looked for there alone, and each of the others on its own: one
    pattern of them all would be tried at every character, at ten times the cost.

    Args:
        phrases: regular expressions; one that begins with ^ has it in each of its alternatives.
    """

    def __init__(self, *phrases: str) -> None:
        self._phrases = phrases

    @cached_property
    def _latin(self) -> list[_Search]:
        """Those that only a text with Latin letters can have."""
        return _searches(self._phrases, _is_latin)

    @cached_property
    def _other(self) -> list[_Search]:
        return _searches(self._phrases, lambda phrase: not _is_latin(phrase))

    def search(self, text: str) -> bool:
        """Whether a text has one of the phrases."""
        if _has_latin(text) and any(search(text) for search in self._latin):
            return True
        return any(search(text) for search in self._other)


_Search = Callable[[str], object]
_LATIN = regex("[A-Za-z]")
_LETTER = regex(r"[^\W\d_]")
_ESCAPE = regex(r"\\(?:u[0-9a-f]{4}|.)")


def _searches(phrases: Iterable[str], wanted: Callable[[str], bool]) -> list[_Search]:
    """What looks for some of the phrases: those that begin a text, and each of the others."""
    searches: list[_Search] = []
    openings: dict[int, list[str]] = {}
    for phrase in filter(wanted, phrases):
        # To ignore case where there is none takes five times as long.
        flags = re.IGNORECASE if _LATIN.search(_ESCAPE.sub("", phrase)) else 0
        if phrase.startswith("^"):
            openings.setdefault(flags, []).append(phrase)
        else:
            searches.append(re.compile(phrase, flags).search)
    return [re.compile("|".join(one), flags).match for flags, one in openings.items()] + searches


def _is_latin(phrase: str) -> bool:
    """Whether all letters that stand for themselves in a phrase are Latin ones, and some do."""
    letters = _LETTER.findall(_ESCAPE.sub("", phrase))
    return bool(letters) and max(letters) < "\u0250"


@lru_cache(maxsize=256)
def _has_latin(text: str) -> bool:
    return bool(_LATIN.search(text))


_NETWORKS = (
    "facebook|twitter|whatsapp|telegram|linkedin|instagram|youtube|tiktok|pinterest|messenger|"
    "like|j.aime|أعجبني|snapchat|viber|reddit|tumblr|threads|bluesky|x|rss|qq|wechat|weibo|"
    "فيسبوك|فايسبوك|تويتر|واتساب|واتس|تلغرام|تيليجرام|تلجرام|انستغرام|إنستغرام|يوتيوب|لينكدإن|"
    "微信|微博|新浪微博|腾讯微博|朋友圈|QQ空间|豆瓣|抖音|今日头条"
)
_SHARE_WORDS = (
    "partagez|partager|share|tweet|tweeter|imprimer|print|e-?mail|mail|copier|copy|link|lien|"
    "envoyer|send|enregistrer|save|sur|this|on|cet|article|via|le|la|ce|by|to|par|pdf|url|"
    "شارك|شاركها|شاركه|مشاركة|المشاركة|انشر|غرد|غرّد|طباعة|اطبع|أرسل|إرسال|ارسل|نسخ|رابط|الرابط|"
    "عبر|على|هذا|هذه|المقال|الخبر|المقالة|البريد|الإلكتروني|حفظ|"
    "分享|分享到|分享至|转发|打印|收藏|复制链接|点赞|扫一扫|举报|转载|邮件|链接"
)
SHARE_CORE = regex(
    rf"(?:{_NETWORKS}|partage[rz]?|share|tweet(?:er)?|imprimer|print|شارك\w*|مشاركة|المشاركة|انشر|"
    r"غرد|طباعة|اطبع|分享\w?|转发|打印|收藏)",
    re.IGNORECASE,
)
SHARED = Phrases(
    r"^(?:vous avez|tu as) aimé (?:cet|l.) ?article|^(?:partagez|partager) (?:cet article|"
    r"avec vos amis)",
    r"^(?:share|like|enjoyed) (?:this|the) (?:article|post|story)|^share (?:it )?with",
    r"^(?:شارك|شاركوا|انشر) (?:هذا|هذه|المقال|الخبر|الموضوع)|^(?:أعجبك|هل أعجبك) (?:المقال|الخبر)",
    r"^(?:分享到|转发到|喜欢这篇)",
)
SHARE_TOKEN = regex(rf"(?:{_NETWORKS}|{_SHARE_WORDS})", re.IGNORECASE)

_SECTIONS = (
    "accueil|home|à la une|la une|politique|economie|économie|société|societe|sports?|culture|"
    "international|monde|maroc|régions?|regions?|médias?|medias?|tech|sciences?|santé|opinions?|"
    "tribunes?|chroniques?|vidéos?|videos?|photos?|audio|podcasts?|magazine|lifestyle|people|"
    "faits divers|high-?tech|auto|météo|contacts?|contactez[- ]nous|qui sommes[- ]nous|"
    "newsletters?|"
    "abonnez-vous|s.abonner|se connecter|connexion|mon compte|recherche[r]?|menu|plan du site|"
    "archives?|lire la suite|lire plus|voir plus|voir tout|en savoir plus|plus d.articles|"
    "retour(?: en haut)?|précédent|suivant|rechercher|"
    "news|world|politics|business|economy|opinion|about(?: us)?|contact us|subscribe|sign in|"
    "log ?in|register|search|more|read more|load more|see all|view all|next|previous|back to top|"
    "skip to content|toggle navigation|advertise(?: with us)?|sitemap|language|english|français|"
    "francais|español|العربية|الرئيسية|الصفحة الرئيسية|سياسة|السياسة|اقتصاد|الاقتصاد|مجتمع|رياضة|"
    "الرياضة|ثقافة|ثقافة وفن|فن|فنون|فن وثقافة|دولي|دولية|عالم|العالم|جهات|حوادث|آراء|رأي|"
    "كتاب وآراء|كتاب الرأي|صوت وصورة|فيديو|صور|منوعات|تكنولوجيا|علوم|صحة|طب|إعلام|دين|تاريخ|"
    "أخبار|الأخبار|أخبار وطنية|وطنية|وطني|مغاربة العالم|بيئة|تعليم|سيارات|طقس|الطقس|أسرة|مرأة|"
    "المرأة|حوارات|تحقيقات|ملفات|بورتريه|كاريكاتير|اتصل بنا|من نحن|للإشهار|هيئة التحرير|"
    "فريق العمل|القائمة|بحث|ابحث|البحث|تسجيل الدخول|دخول|اشترك|اشترك الآن|المزيد|اقرأ المزيد|"
    "عرض المزيد|شاهد المزيد|التالي|السابق|أعلى الصفحة|العودة إلى الأعلى|خريطة الموقع|أرشيف|"
    "الأرشيف|النشرة البريدية|تابعنا|تابعونا|آخر الأخبار|الأكثر قراءة|الأكثر مشاهدة|"
    "首页|主页|网站首页|新闻|要闻|国内|国际|时政|政治|经济|财经|社会|文化|体育|娱乐|科技|教育|军事|"
    "军情|法治|健康|汽车|房产|旅游|图片|视频|评论|观点|专题|滚动|地方|港澳|台湾|华人|直播|"
    "登录|注册|登陆|搜索|更多|更多>>|查看更多|返回顶部|返回首页|上一篇|下一篇|上一页|下一页|关闭|"
    "纠错|关键词|关键字|标签|导航|菜单|简体|繁体|繁體|网站地图|联系我们|关于我们|加入收藏|设为首页|"
    "客户端|手机版|订阅|阅读全文|全文|正文|字号|大中小|大|中|小|推荐|热点|排行|排行榜"
)
MENU_LINE = regex(
    rf"(?:{_SECTIONS}|×|✕|☰|X|en|fr|ar|es|de|it|zh|中文|español|deutsch|tags?|mots[- ]clés|"
    r"aller au (?:contenu|menu)[^.]*|الوسوم|وسوم|كلمات مفتاحية)",
    re.I,
)
_SECTION = regex(rf"(?:{_SECTIONS})", re.IGNORECASE)


@lru_cache(maxsize=4096)
def is_section(name: str) -> bool:
    """Whether a word or two are the name of a section, or a link of a menu."""
    return bool(_SECTION.fullmatch(name))


RELATED = Phrases(
    r"^(?:à )?lire (?:aussi|également|plus)\b",
    r"^(?:à|a) (?:voir|découvrir|lire) (?:aussi|également)",
    r"^(?:articles?|sujets?|contenus?|vidéos?) (?:liés?|similaires?|associés?|connexes?)",
    r"^(?:articles?|sujets?|vidéos?) en relation",
    r"^(?:sur le même (?:sujet|thème)|dans la même (?:rubrique|catégorie)|newsletters?$)",
    r"^(?:tags?|mots[- ]clés|étiquettes|الوسوم|وسوم|كلمات مفتاحية|标签|关键词)\s*[:：]",
    r"^(?:les )?(?:articles )?(?:les )?plus (?:lus|populaires|récents|commentés|consultés|"
    r"partagés)",
    r"^(?:vous (?:aimerez|pourriez)|(?:cela|ça|ceci) (?:pourrait|peut) (?:aussi |"
    r"également )?vous)\b",
    r"^(?:derniers? articles?|dernières (?:actualités|infos|nouvelles|minutes))\W*$",
    r"^(?:related|similar|recommended|popular|recent|latest|more) (?:articles?|posts?|news|stories|"
    r"topics|content|reading|from .{2,20}|on this .{2,10})\W*$",
    r"^(?:you (?:may|might) also (?:like|be interested)|read (?:also|next)|see also|also read)\b",
    r"^(?:most (?:read|viewed|popular|commented)|trending(?: now)?|what to read next|"
    r"don.t miss)\W*$",
    r"^(?:قد|ربما) (?:يهمك|يهمكم|يعجبك|تعجبك|يعجبكم)",
    r"^(?:اقرأ|إقرأ|اقرؤوا|اقرأوا|إقرأوا|شاهد|طالع|تابع) (?:أيضا|أيضاً|ايضا|كذلك)",
    r"^(?:مقالات|مواضيع|أخبار|اخبار|مواد|محتوى|موضوعات) (?:ذات صلة|ذات الصلة|مشابهة|مرتبطة|متعلقة|"
    r"قد تهمك|مختارة|أخرى|اخرى)",
    r"^(?:الأكثر|الاكثر) (?:قراءة|مشاهدة|تداولا|شعبية|تعليقا|مشاركة|رواجا).{0,15}$",
    r"^(?:آخر|اخر|أحدث|احدث) (?:الأخبار|الاخبار|المقالات|المواضيع|المستجدات)\W*$",
    r"^(?:المزيد من (?:الأخبار|الاخبار|المقالات|المواضيع|هذا القسم)|من نفس القسم|في نفس القسم|"
    r"ذات صلة|مختارات|لا (?:تفوتك|يفوتك|تفوتوا))\W*$",
    r"^(?:相关|热门|推荐|最新|精彩|更多|延伸|猜你|热点|近期|其他)(?:新闻|文章|阅读|推荐|内容|资讯|报道|"
    r"链接|喜欢|话题|专题|排行|评论)[^\u4e00-\u9fff]*$",
    r"^(?:阅读排行|点击排行|新闻排行|24小时热|大家都在看|你可能(?:也)?(?:喜欢|感兴趣)|编辑推荐|相关链接)",
)
COMMENTS = Phrases(
    r"^(?:laissez?r?|écrire|ajouter|poster|publier|rédiger) (?:un|votre) (?:commentaire|réponse|"
    r"avis)",
    r"^\d*\s*(?:commentaires?|comments?|تعليق|تعليقات|التعليقات)\s*(?:\(?\d+\)?)?\W*$",
    r"^(?:soyez le premier à|connectez-vous pour) (?:commenter|réagir|laisser)",
    r"^(?:(?:votre )?(?:adresse )?e-?mail|votre (?:adresse de messagerie|"
    r"courriel)) ne sera pas publiée?",
    r"^votre adresse (?:e-?mail|de messagerie) ne sera pas|^les champs obligatoires sont",
    r"^(?:charte|règles|conditions) (?:de|des|du|pour les) (?:modération|commentaires?)\W*$",
    r"^les commentaires (?:sont|ne (?:sont|reflètent|doivent))",
    r"^(?:leave|post|write|add) (?:a|your) (?:comment|reply|review)",
    r"^your e-?mail address will not be published|^required fields are marked",
    r"^(?:be the first to comment|log ?in to (?:comment|reply)|comments? (?:are|is) closed|"
    r"no comments)",
    r"^(?:security code|captcha|verification code|notify me of|save my name)",
    r"characters? left",
    r"^(?:اترك|أترك|أضف|اضف|اكتب|أكتب|ضع|أدخل|شاركنا|شارك) ?(?:لنا )?(?:تعليق|تعليقا|تعليقاً|"
    r"تعليقك|ردا|ردًا|رأيك|برأيك)",
    r"^لن يتم نشر (?:عنوان )?(?:بريدك|البريد|ايميلك|إيميلك)",
    r"^(?:الحقول|الخانات) (?:الإلزامية|الالزامية|المطلوبة|الضرورية)",
    r"^(?:شروط|ضوابط|قواعد|ميثاق) (?:النشر|التعليق|التعليقات|المشاركة|نشر التعليق)\s*(?:[:：]|$)",
    r"^(?:اوافق|أوافق|اُوافق|موافق) على (?:شروط|الشروط|سياسة)",
    r"^(?:يرجى |الرجاء )?عدم الإساءة (?:لل|إلى)",
    r"الإساءة .{0,60}والابتعاد عن التحريض",
    r"^(?:التعليقات|تعليقات) (?:المنشورة|الواردة|الزوار|القراء|مغلقة)[^.]{0,60}$",
    r"^التعليقات (?:المنشورة )?(?:لا تعبر|تعبر|لا تمثل|خاضعة)",
    r"^(?:كن أول من (?:يعلق|علق)|(?:لا توجد|لا يوجد|عدد) (?:تعليق|التعليقات))",
    r"^شكرا على (?:الإبلاغ|التبليغ|مشاركتك|تعليقك)",
    r"(?:الصورة|التعليق|المحتوى|المنشور) .{0,30}(?:الإبلاغ|التبليغ) عن",
    r"^(?:أبلغ|إبلاغ|تبليغ|الإبلاغ) عن (?:خطأ|إساءة|تعليق|محتوى|مخالفة|التعليق|المحتوى)\W*$",
    r"^(?:发表|我要|写|添加|参与|网友|查看|全部|最新|精彩)评论|^我来说两句|^评论\W*\d*\W*$|^条评论",
    r"^\d+\s*条?评论|^(?:登录|请登录|请先登录)后?(?:才能|可以|再|发表|后)?.{0,4}评论|^暂无评论",
    r"^(?:您的|你的)?(?:电子)?(?:邮箱地址|邮箱|邮件地址)不会被公开|^必填(?:项已用|字段|项)",
    r"^(?:网友|用户)?评论(?:仅供|仅代表|只代表)|^请遵守.{0,30}(?:法律|法规|公约|规定)|^文明(?:上网|发言)",
)
FORM_FIELD = regex(
    r"(?:(?:votre |your |full |first |last )?(?:nom|prénom|name|e-?mail|email address|courriel|"
    r"adresse e-?mail|adresse de messagerie|site ?web|site internet|website|url|commentaires?|"
    r"comment|"
    r"message|sujet|subject|téléphone|phone|envoyer|submit|send|publier|post comment|annuler|"
    r"cancel|"
    r"obligatoire|required|optional|facultatif|captcha|"
    r"مطلوب|إلزامي|الزامي|اختياري|الاسم|الإسم|اسمك|الاسم الكامل|البريد(?: الإ?[اأإ]?لكتروني)?|"
    r"بريدك الإلكتروني|الموقع(?: الإلكتروني)?|التعليق|تعليق|تعليقك|عنوان التعليق|نص التعليق|"
    r"العنوان|"
    r"الموضوع|الرسالة|الهاتف|إرسال|ارسال|أرسل|إرسال التعليق|نشر التعليق|إلغاء|إلغاء الرد|رد|"
    r"姓名|昵称|名字|邮箱|电子邮件|电子邮箱|网站|网址|站点|评论|留言|内容|验证码|提交|发布|发送|发表|"
    r"取消|回复|必填|选填))"
    r"[\s*:：(（)）]*",
    re.IGNORECASE,
)
LEGAL = Phrases(
    r"[©ⓒⒸ](?:(?<!\S.)|(?!\S))",
    r"\(c\)\s*(?:19|20)\d\d",
    r"^copyright\b",
    r"\bcopyright (?:notice|©|\(c\)|\d{4})",
    r"tous (?:les )?droits (?:de reproduction )?(?:sont )?réservés",
    r"reproduction (?:interdite|même partielle)",
    r"all rights reserved",
    r"(?:جميع|كل|كافة) (?:الحقوق|حقوق [^.]{0,25}) ?(?:محفوظة|محفوظه)",
    r"الحقوق محفوظة",
    r"^حقوق النشر",
    r"版权(?:所有|声明|归)",
    r"未经.{0,12}(?:授权|许可|书面|同意).{0,8}(?:转载|使用|复制|摘编)",
    r"不得转载",
    r"(?-i:(?<=[\u4e00-\u9fff]))ICP备",
    r"公网安备",
    r"信息服务许可证",
    r"互联网新闻信息",
    r"^违法和不良信息|^免责声明",
    r"^(?:mentions légales|politique de confidentialité|conditions (?:générales d.\w+|"
    r"d.utilisation)|"
    r"gestion des cookies|données personnelles|cgu|cgv)(?:\s*[-–|•·/].*)?$",
    r"^(?:terms (?:of|and|&) (?:use|service|conditions)|privacy(?: policy)?|cookie (?:policy|"
    r"settings)|"
    r"legal notice|disclaimer)(?:\s*[-–|•·/].*)?$",
    r"^(?:شروط|سياسة|إتفاقية|اتفاقية|إخلاء) (?:الاستخدام|الأستخدام|الإستخدام|الخصوصية|المسؤولية|"
    r"الموقع)(?:\s*[-–|•·/].*)?$",
    r"^(?:隐私政策|服务条款|使用条款|用户协议|法律声明|广告服务|联系方式)(?:\s*[-–|•·/].*)?$",
    r"^(?:designed|developed|powered|maintained|hosted) (?:and \w+ )?by\b",
    r"^(?:conçu|réalisé|développé|propulsé) par\b.{0,40}$",
    r"^(?:تصميم|برمجة|تطوير) (?:و\w+ )?(?:شركة|موقع|وبرمجة)|^技术支持",
    r"(?:(?<=ce site )|(?<=nous ))utilis(?:e|ons) (?:des|les) cookies",
    r"(?:this (?:site|website)|we) uses? cookies",
    r"(?:يستخدم هذا الموقع|نستخدم) (?:ملفات )?(?:تعريف الارتباط|الكوكيز)",
    r"本(?:网)?站使用\s*cookie",
)
ADDRESS = Phrases(
    r"(?:^|\W)(?:tél|tel|fax|phone|gsm)\s*[.:：+]",
    r"(?:هاتف|الهاتف|فاكس|الفاكس|ص\.? ?ب)\s*[.:：]",
    r"(?:电话|传真|邮编|地址|举报电话|热线)\s*[:：]",
    r"^(?:بناية|عمارة|شارع|زنقة|زقاق|حي|إقامة|طريق|ص\.ب) [^.]{4,}[-–,،_]",
    r"^\d+[,]? (?:bis,? |ter,? )?(?:rue|avenue|av\.|bd|boulevard|place|street|road|quai) ",
)
METADATA = Phrases(
    r"(?:آخر|اخر) (?:تحديث|تعديل|تحيين)",
    r"^(?:نشر|نُشر|حرر|أضيف|اضيف|تم النشر|تاريخ النشر)(?: (?:في|يوم|بتاريخ|من طرف|بواسطة)|\s*[:：])",
    r"^(?:mis à jour|mise à jour|posté le|modifié le|créé le|date)(?:\W|$)",
    r"^publiée? (?:le|par|à|dans|il y a)\b",
    r"(?:dernière (?:mise à jour|modification)|mis à jour le|actualisé le)",
    r"^(?:published|posted|updated|last (?:updated|modified)|first published|date)(?:\W|$)",
    r"^(?:发布时间|更新时间|发表时间|发布日期|更新日期|发布于|更新于|时间|日期)\s*[:：于]",
)
CREDITS = regex(
    r"(?:来源|稿源|文章来源|责任编辑|责编|编辑|作者|浏览|阅读|点击|浏览次数|阅读次数|阅读量|点击数|字号|字体|"
    r"发布时间)\s*[:：]"
)
COUNTER = regex(
    r"(?:temps|durée) de lecture\s*:?.{0,20}|reading time\s*:?.{0,20}|مدة القراءة\s*:?.{0,20}"
    r"|阅读时间\s*[:：]?.{0,12}|[\d\s.,٠-٩]+[km]?\s*(?:vues?|lectures?|views?|reads?|likes?|shares?|"
    r"partages?|min(?:utes?)?"
    r"(?: de lecture| read)?|مشاهد(?:ة|ات)|قراءة|قراءات|زيارة|زائر|مشاركة|مشاركات|إعجاب|"
    r"دقيقة(?: قراءة)?|دقائق(?: قراءة)?|次?阅读|次?浏览|人?点赞|次|人看过|分享)\W*"
    r"|(?:vues?|views?|lectures?|المشاهدات|مشاهدات|عدد القراءات|عدد المشاهدات|القراءات|الزيارات|"
    r"浏览量|阅读量|阅读|浏览|点击)\s*[:：]\s*[\d\s.,٠-٩]+",
    re.IGNORECASE,
)
SOURCE_LINK = Phrases(
    r"^(?:انقر|اضغط|إضغط|أنقر) هنا[^.]{0,60}\W*$",
    r"^(?:cliquez|appuyez) ici[^.]{0,60}\W*$|^click here[^.]{0,60}\W*$",
    r"^(?:الرئيسية|accueil|home|首页|主页)\s*[/>»›|-].{0,150}$",
    r"^(?:[àa] propos de l.auteur|about the author|عن (?:الكاتب|المؤلف)|关于作者)\W*$",
    r"^(?:voir tous (?:ses|les) articles|more (?:by|from) this author|جميع مقالات)\b.{0,40}$",
    r"^(?:écouter (?:cet|l).{0,3}article|listen to this|استمع (?:إلى|للـ?) ?(?:هذا )?(?:المقال|"
    r"الخبر)|收听)",
    r"^(?:上|下)一(?:篇|页|条|则)\s*[:：]",
    r"^点击(?:这里|此处|查看|阅读|进入).{0,20}$",
    r"^(?:أنتم|انت|أنت) (?:الآن )?(?:هنا|تتصفح)\b.{2,80}$",
    r"^(?:vous êtes ici|you are here)\b.{0,80}$",
    r"^(?:当前位置|您的位置|您现在的位置|您所在的位置)",
    r"^(?:تابعونا|تابعنا)(?:\s|$).{0,60}$",
    r"^(?:تابعوا|انضم|انضموا|اشترك|اشتركوا) .{0,15}(?:قناتنا|صفحتنا|حسابنا|حساباتنا|مجموعتنا|"
    r"نشرتنا|"
    r"النشرة)",
    r"^(?:suivez|rejoignez)[- ]nous\b.{0,100}$|^(?:abonnez|inscrivez)[- ]vous\b.{0,100}$",
    r"^(?:follow|join) us\b.{0,100}$|^(?:sign up|subscribe to|get the latest)\b.{0,100}$",
    r"^(?:更多.{0,6})?(?:请?关注|扫码|扫描|下载).{0,12}(?:公众号|二维码|客户端|APP|微信|微博)",
)
ADVERTISEMENT = regex(
    r"(?:publicité|pub|annonce|annonces google|sponsorisé|contenu sponsorisé|advertisement|"
    r"advertising|ads?|"
    r"sponsored|sponsored content|إعلان|اعلان|إعلانات|اعلانات|إشهار|اشهار|مساحة إعلانية|"
    r"محتوى ممول|广告|"
    r"赞助内容|推广)",
    re.IGNORECASE,
)

DATE_WORDS = regex(
    r"(?:gmt|utc|am|pm|h|min|le|du|à|at|the|on|st|nd|rd|th|"
    r"janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre|"
    r"lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|"
    r"january|february|march|april|may|june|july|august|september|october|november|december|"
    r"jan|feb|fév|févr|mar|avr|apr|juil|jun|jul|aug|sept?|oct|nov|dec|déc|"
    r"monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tue|wed|thu|fri|sat|sun|"
    r"يناير|فبراير|مارس|أبريل|ابريل|إبريل|ماي|مايو|يونيو|يوليوز|يوليو|غشت|أغسطس|اغسطس|شتنبر|سبتمبر|"
    r"أكتوبر|اكتوبر|نونبر|نوفمبر|دجنبر|ديسمبر|جانفي|فيفري|أفريل|جوان|جويلية|أوت|"
    r"كانون|شباط|آذار|اذار|نيسان|أيار|ايار|حزيران|تموز|آب|أيلول|ايلول|تشرين|الأول|الاول|الثاني|"
    r"الاثنين|الإثنين|الثلاثاء|الأربعاء|الاربعاء|الخميس|الجمعة|السبت|الأحد|الاحد|"
    r"يوم|في|على|الساعة|ساعة|صباحا|مساء|ص|م|هـ|منذ|قبل|"
    r"年|月|日|时|分|秒|星期[一二三四五六日天]|周[一二三四五六日]|上午|下午|北京时间)",
    re.IGNORECASE,
)
DATE = regex(
    r"\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*(?:19|20)?\d\d"
    r"|(?:19|20)\d\d\s*[/.年-]\s*\d{1,2}|\d{1,2}\s*[:h]\s*\d\d|(?:19|20)\d\d|\d{1,2}月\d{1,2}日",
)

ADVERTISED = Phrases(
    r"^(?:l.article|la suite|le contenu) (?:continue|se poursuit|reprend) après (?:la|"
    r"cette) publicité",
    r"^(?:article|story|content) continues (?:after|below)|^(?:يتبع|المقال يستمر) بعد الإعلان",
)
WHOLE_DATE = regex(
    r"\d{1,2}\s*(?:er)?\s*[^\W\d_]{3,9}\.?\s*,?\s*(?:19|20)\d\d"
    r"|\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*(?:19|20)\d\d|(?:19|20)\d\d\s*[/.年-]\s*\d{1,2}\s*[/.月-]"
)
BYLINE = regex(
    r"(?:par|by|propos recueillis|avec|source|بقلم|كتبه?|إعداد|أجرى|حاور|حاورته|تحرير|ترجمة|الكاتب|"
    r"记者|作者|本报|新华社|文[/／:：]|编译|[^.]{2,20} [-–—] )",
    re.IGNORECASE,
)
