"""The plural of an English term, where it plainly has one.

A rule set of our own: the libraries that inflect English take any word for a noun, so that
"information", "armed" and "INTERPOL" would get a plural too. What is in doubt stays as it is.
"""

from __future__ import annotations

from reader.text.english_names import listed
from reader.text.regex import regex

_UNCOUNTED = listed(
    "abroad absentia access accommodation accused acupuncture advertising advice agriculture aid "
    "air aircraft alfalfa algae alive aluminium ammonia ammunition anaemia anger anthrax "
    "antitrust applause aquaculture argan armed asphalt assistance asthma asylum bacteria "
    "baggage bamboo barley beef behaviour biochemistry biotechnology blind blood bluetongue "
    "bread bribery butane butter cannabis care carpentry cash cattle cement chalk champagne "
    "chaos cheese chemistry chemotherapy chess chickenpox chlamydia cholera cinnamon citizenship "
    "civics clothing co-operation coal cobalt cocaine cocoa coffee commerce concrete confidence "
    "contraband contraception cooperation copper cork corruption cotton courage coverage crime "
    "cross-border cumin custody cybercrime dairy damage data dead deaf debris deceased "
    "defamation defence deforestation delicto dementia democracy dentistry dermatology "
    "desalination desertification diabetes diarrhoea diesel dignity dioxide diphtheria diplomacy "
    "disabled disinformation displaced dpa drought dust ecstasy education efficiency elderly "
    "electricity embezzlement employment energy enforcement enrichment entertainment "
    "epidemiology epilepsy equality equipment espionage evasion evidence exile expertise "
    "extortion extradition famine farmland feedback fentanyl fintech firewood fish flagrante "
    "flesh flour folklore food football footwear foreign fraud freedom freight fruit fuel "
    "furniture gas gasoline ghee ginger glaucoma glorification glucose glue gold golf gonorrhoea "
    "good grain grandchildren grass grata gravel growth guidance hail half harassment hardware "
    "harissa harm hashish hate health heat help henna hepatitis heritage heroin heroism hockey "
    "homeless homework honey hospitality housing humanity hunger hydrogen hygiene ice illiteracy "
    "immigration impersonation imprisonment impunity incitement income inflation information "
    "infrastructure injured insurance integrity intelligence iron irrigation jasmine jewellery "
    "jewelry journalism judo justice kerosene kif knowledge labour land laughter leather "
    "legislation leisure leprosy leukaemia liberty lightning limestone literacy literature "
    "lithium livestock luck luggage lumber machinery mail maize majeure malaria malnutrition "
    "management manpower manslaughter mathematics meat media medicine merchandise mercury "
    "metadata meteorology methane migration milk mint misconduct missing money monoxide "
    "mortality moss mpox mud music nature navigation neutrality news non-payment non-refoulement "
    "nonsense nutrition offline oil oncology online overcrowding oxygen ozone paper parking "
    "patience peace people permission personnel petrol photography physiotherapy piracy plastic "
    "platinum pneumonia poetry police policing polio pollution poor pork pornography postage "
    "poultry poverty power pregabalin premeditation privacy private procurement progress "
    "propaganda property prosperity protection protein psychology public publicity pufa quartz "
    "racism radiation radiotherapy rain rainfall rainwater recognition recruitment reforestation "
    "rehabilitation religion research resilience respect rice rich rubber rubbish rubella safety "
    "saffron saliva salmon salmonella sand sandstone sanitation scenery scrap seafood security "
    "self-determination series serotonin sesame sheep shipping shopping silicon slavery sleep "
    "smallpox smog smoke snow soap software soil solidarity sorghum soya spacecraft spaghetti "
    "species spinach sport stability staff starvation steel stuff subsistence sugar sukuk "
    "sunshine supervision support surveillance sustainability syphilis takfir tea technology "
    "telemedicine telephony tetanus thalassaemia theatre theft thyme timber time tobacco "
    "tolerance tourism trade traffic trafficking tramadol transport transportation treason trust "
    "tuberculosis turnover typhoid underwear unemployed unemployment unrest uranium usage "
    "vandalism vanilla vegetation velvet violence virology vodka volleyball warfare waste "
    "wastewater water wealth weaponry weather welfare wheat wildlife wood wool work wounded "
    "young youth zinc"
)
"""Nouns without a plural, those that are their own, and adjectives used as nouns."""
_PLAIN_ENDINGS = (
    "ing ism ness ics ous ful less able ible ally ward wards wide ed craft ware ish ese ly "
    "isation ization"
).split()
_ENDINGS_APART = listed(
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
_NOUNS = listed(
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
    "monarch": "monarchs",
    "mouse": "mice",
    "ox": "oxen",
    "passerby": "passersby",
    "person": "people",
    "quiz": "quizzes",
    "stomach": "stomachs",
    "tooth": "teeth",
    "woman": "women",
}
_VES = {"calf": "calves", "half": "halves", "knife": "knives", "leaf": "leaves", "life": "lives"}
_VES |= {"loaf": "loaves", "shelf": "shelves", "thief": "thieves", "wife": "wives"}
_VES |= {"wolf": "wolves", "scarf": "scarves", "midwife": "midwives", "housewife": "housewives"}
_OES = listed("hero potato tomato echo veto mosquito torpedo embargo volcano cargo buffalo")
_DIAGNOSES = listed("diagnosis prognosis neurosis psychosis zoonosis thrombosis")
_NO_MAN = listed("human german roman ottoman shaman talisman")
_PREPOSITION = regex(r" (?:of|for|in|to|on|at|from|with|by|against|about|under|without|into) ")
_NO_NOUN = regex(r"^(?:to|under|as|in|with|on|at|by|combating|countering) | (?:and|or|an?) ")
_CHIEF = regex(
    r"(?P<noun>[a-z]+)-(?:(?:in|of|at|by)-[a-z-]+|(?<=passer-)by|(?<=runner-)up|(?<=anger-)on|(?<=ooker-)on)"
)
"""What has its plural before a hyphen: editors-in-chief, passers-by, hangers-on."""
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
    if head in _UNCOUNTED:
        return ""
    chief = _CHIEF.fullmatch(head)
    if chief:
        end -= len(head) - len(chief["noun"])
        head = chief["noun"]
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
    if word.endswith(("itis", "osis")) and word not in _DIAGNOSES:
        return ""
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
