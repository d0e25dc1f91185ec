"""The plural of an English term, where it plainly has one.

A rule set of our own: the libraries that inflect English take any word for a noun, so that
"information", "armed" and "INTERPOL" would get a plural too. What is in doubt stays as it is.
"""

from __future__ import annotations

from reader.text.regex import regex


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


_UNCOUNTED = _listed(
    "access accommodation advertising advice agriculture aid air aircraft ammunition anger "
    "assistance asylum baggage behaviour blood bread bribery cash cattle chaos cheese citizenship "
    "civics cholera clothing coal cocaine coffee commerce concrete confidence copper corruption "
    "cotton courage crime dairy damage data dead debris defence deforestation democracy "
    "desertification diabetes dignity diplomacy disinformation drought dust education electricity "
    "elderly employment energy entertainment equality equipment espionage evidence exile "
    "expertise extradition famine feedback firewood fish flesh flour folklore food football "
    "footwear foreign fraud freedom freight fruit fuel furniture gas gasoline gold good grain "
    "grass gravel growth guidance hail hardware harm hashish hate health heat help heroin heroism "
    "homework honey housing humanity hunger hygiene ice illiteracy immigration impunity income "
    "inflation information infrastructure insurance intelligence iron irrigation jewellery "
    "jewelry journalism justice knowledge land laughter leather legislation leisure liberty "
    "livestock lightning literacy literature luck luggage lumber machinery mail maize malaria "
    "malnutrition management manpower mathematics meat medicine merchandise migration milk "
    "misconduct money moss mud music nature news nonsense nutrition oil overcrowding oxygen paper "
    "parking patience peace people permission personnel petrol photography piracy plastic police "
    "poetry policing pollution postage poultry poverty power privacy progress propaganda property "
    "prosperity protein publicity racism radiation rain rainfall rehabilitation religion research "
    "resilience respect rice rubbish rubber safety salmon sand sanitation scenery scrap security "
    "seafood series sheep shipping shopping sleep smoke snow soap software soil solidarity "
    "spacecraft spaghetti species sport staff starvation steel stuff subsistence sugar sunshine "
    "support surveillance sustainability tea technology telephony theatre theft timber time "
    "tourism trade traffic trafficking transport transportation treason trust tuberculosis "
    "underwear unemployment unrest usage vandalism vegetation violence warfare waste water wealth "
    "weaponry weather welfare wheat wildlife wood wool work youth cooperation co-operation media "
    "recognition extortion protection evasion contraband grata integrity absentia majeure "
    "tolerance custody premeditation ecstasy flagrante delicto pornography abroad alive half "
    "public private armed injured wounded deceased blind deaf disabled homeless unemployed poor "
    "rich young displaced missing accused online offline"
)
"""Nouns without a plural, those that are their own, and adjectives used as nouns."""
_PLAIN_ENDINGS = (
    "ing ism ness ics ous ful less able ible ally ward wards wide ed craft ware ish ese ly "
    "isation ization"
).split()
_ENDINGS_APART = _listed(
    "thing building meeting hearing briefing ruling painting ceiling wedding warning killing "
    "shooting bombing beheading earring crossing beginning ending finding feeling holding "
    "listing offering opening recording saying setting sibling gathering rating reading ring king "
    "wing string spring swing sling dumpling mechanism organism witness business illness weakness "
    "wilderness "
    "harness tenderness vegetable variable table cable stable constable bed seed feed shed weed "
    "breed sled reed dish fly family assembly ally anomaly monopoly butterfly belly bully rally "
    "tally lily jelly reply supply daily weekly monthly prophecy bus virus campus census"
)
_ADJECTIVES = regex(r"(?:ic|al|ive|ary|ory|(?<!m)ent|ant|[ui]lar|olar|lear|ile|ite|ian)$")
_NOUNS = _listed(
    "antibiotic paramedic pandemic mammal musical cereal sedative transplant nutrient seedling "
    "cardinal clinic mechanic critic topic fabric epidemic academic cleric picnic fanatic comic "
    "diagnostic official criminal hospital festival journal rival terminal tribunal animal "
    "proposal trial arrival capital carnival general individual intellectual material medal metal "
    "mural mineral professional referral refusal rental renewal removal ritual scandal signal "
    "sandal funeral cathedral canal admiral marshal manual meal deal seal goal withdrawal "
    "corporal principal appeal approval denial betrayal chemical pharmaceutical editorial "
    "memorial tutorial serial recital disposal dismissal portal pedal executive detective native "
    "initiative archive representative relative motive objective incentive directive adjective "
    "explosive fugitive cooperative collective operative drive olive beehive dive narrative "
    "perspective additive preservative negative captive alternative locomotive secretary library "
    "dictionary anniversary missionary salary mercenary documentary commentary boundary diary "
    "dignitary notary beneficiary intermediary subsidiary adversary estuary tributary sanctuary "
    "dispensary glossary itinerary functionary factory territory laboratory directory memory "
    "observatory history category story victory theory inventory lavatory repository dormitory "
    "trajectory depository signatory crematorium agent accident student president resident client "
    "parent patient incident document monument department government parliament agreement "
    "apartment element event investment statement settlement movement instrument payment "
    "placement treatment appointment regiment tent continent moment comment component opponent "
    "dissident talent patent scent cent detachment establishment arrangement achievement "
    "announcement development assessment requirement supplement amendment argument judgment "
    "judgement bombardment tournament shipment garment basement correspondent respondent "
    "dependent descendant superintendent precedent ornament ligament pavement embankment "
    "experiment segment testament sacrament improvement elephant migrant immigrant emigrant "
    "participant applicant assistant consultant merchant restaurant plant giant grant infant "
    "tenant lieutenant sergeant servant accountant combatant militant defendant informant "
    "inhabitant occupant attendant pageant warrant variant ant pendant pollutant commandant "
    "covenant peasant contestant missile projectile file mile tile textile vehicle profile "
    "crocodile site kite satellite website parasite athlete elite meteorite campsite politician "
    "musician physician technician pedestrian guardian librarian historian electrician civilian "
    "veterinarian parliamentarian comedian magician mathematician custodian dietician optician "
    "statistician theologian vegetarian clinician academician paediatrician pediatrician "
    "obstetrician beautician tactician"
)
"""Nouns that end as adjectives do."""
_IRREGULAR = {
    "child": "children",
    "foot": "feet",
    "goose": "geese",
    "man": "men",
    "mouse": "mice",
    "ox": "oxen",
    "person": "people",
    "tooth": "teeth",
    "woman": "women",
}
_VES = {"calf": "calves", "half": "halves", "knife": "knives", "leaf": "leaves", "life": "lives"}
_VES |= {"loaf": "loaves", "shelf": "shelves", "thief": "thieves", "wife": "wives"}
_VES |= {"wolf": "wolves", "scarf": "scarves", "midwife": "midwives", "housewife": "housewives"}
_OES = _listed("hero potato tomato echo veto mosquito torpedo embargo volcano cargo buffalo")
_NO_MAN = _listed("human german roman ottoman shaman talisman")
_PREPOSITION = regex(r" (?:of|for|in|to|on|at|from|with|by|against|about|under|without|into) ")
_NO_NOUN = regex(r"^(?:to|under|as|in|with|on|at|by|combating|countering) | (?:and|or|an?) ")
_TITLE = regex(r"\b(?:attorney|consul|controller|director|inspector|prosecutor|secretary) general$")
_WORD = regex(r"[a-z]+(?:-[a-z]+)*")
_SIBILANT = regex(r"(?:s|x|z|ch|sh)$")
_PLURAL = regex(r"(?<![su])(?<!i)s$")


def plural(term: str) -> str:
    """The plural of a term, "" where it has none or may not be a noun.

    The head takes it: the last word, or the one before "of", "for", "in": "ports of entry". A
    name (with any capital) has none, nor has what is one already.
    """
    if term != term.lower() or _NO_NOUN.search(term):
        return ""
    preposition = _PREPOSITION.search(term)
    end = preposition.start() if preposition else len(term)
    end -= len(" general") if _TITLE.search(term, 0, end) else 0
    start = term.rfind(" ", 0, end) + 1
    head = term[start:end]
    if not _WORD.fullmatch(head):
        return ""
    opening, word = head[: head.rfind("-") + 1], head[head.rfind("-") + 1 :]
    # Before an adjective of a phrase ("prisoner of war") there is a noun; alone there may not be.
    formed = _plural(word, alone=start == 0 and not preposition)
    return f"{term[:start]}{opening}{formed}{term[end:]}" if formed else ""


def _plural(word: str, alone: bool) -> str:
    if word in _UNCOUNTED or len(word) < 2:
        return ""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word not in _ENDINGS_APART and word.endswith(tuple(_PLAIN_ENDINGS)):
        return ""
    if word not in _NOUNS and _ADJECTIVES.search(word):
        return ""
    if word in _VES:
        return _VES[word]
    if word.endswith("man") and word not in _NO_MAN:
        return word[:-2] + "en"
    if word.endswith("sis"):
        return word[:-2] + "es"
    if _PLURAL.search(word) or word in _IRREGULAR.values() or word.endswith("men"):
        return ""
    if alone and word.endswith(("ity", "ship", "hood")):
        return ""
    if _SIBILANT.search(word) or word in _OES:
        return word + "es"
    if word.endswith("y") and word[-2] not in "aeiou":
        return word[:-1] + "ies"
    return word + "s"
