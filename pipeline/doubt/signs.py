"""Signs that a value may be wrong, by name: of its shape, of how it was read, of what does not agree with it.

A sign says nothing by itself; how much each weighs is fitted (`weights.json`). None of them knows whether the value is right.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extractors.language.vocabulary import words
from extractors.language.zip_codes import state_of
from extractors.people.persons import fold, is_title
from pipeline.doubt.claims import ValueClaim
from pipeline.doubt.edges import edges
from pipeline.doubt.looks import looks
from pipeline.doubt.standing import Signs, Surroundings, standing

_WORDS: Mapping[str, tuple[int, int]] = {
    "name": (2, 4),
    "title": (1, 9),
    "organization": (1, 9),
    "street": (2, 9),
    "city": (1, 3),
    "component": (1, 9),
    "department": (3, 4),
    "headline": (5, 30),
    "subject": (1, 30),
    "salutation": (2, 10),
    "dateline": (1, 3),
    "delivery": (1, 10),
    "copies": (1, 12),
    "enclosures": (1, 20),
    "reference_numbers": (1, 5),
    "statement": (4, 70),
    "question": (3, 70),
    "quotation": (5, 250),
    "speaker": (2, 8),
    "citation": (2, 14),
    "definition": (1, 10),
    "place": (1, 3),
    "program": (2, 9),
    "expression": (2, 14),
}
"""Words that the value of a kind usually has, from and to."""
_OF_A_KIND = ("looks=", "again")
"""Signs that are good of one kind and bad of another, so that they say nothing by themselves."""
_NAMES = frozenset(
    {
        "name", "title", "organization", "street", "city", "component", "department", "headline", "subject", "salutation",
        "dateline", "delivery", "copies", "enclosures", "place", "speaker",
    }
)  # fmt: skip
"""Kinds whose value is a line or a part of one, so that what it looks like says something."""
_LISTED = frozenset({"statement", "question"})
_SENTENCES = frozenset({"statement", "question", "quotation"})
_WITHOUT_FIGURES = frozenset(
    {"name", "title", "organization", "city", "component", "department", "salutation", "dateline", "speaker"}
)
SUSPECT = frozenset(
    {
        "headline:no-verb",
        "headline:few-words",
        "quotation:no-speaker",
        "doubt=quotation-unclosed",
        "colon",
        "no-city",
        "another-greeted",
        "headline:loose-above",
        "headline:loose-below",
        "more-than-greeted",
        "title-within",
        "paragraph-begins-small",
        "paragraph-breaks-off",
        "goes-on-below",
        "quotation:small-letter",
        "speaker:no-title",
        "no-day",
        "disputed",
        "rest-of-line",
        "looks=mark",
        "looks=navigation",
        "looks=open",
        "cut",
        "goes-on",
        "odd-sign",
        "figures",
        "person-ahead",
        "street-behind",
        "building-behind",
        "unfinished",
        "holds-a-name",
        "greeted-otherwise",
        "addressed-otherwise",
        "other-state",
        "past",
        "far-off",
        "very-many-words",
        "unbalanced",
        "abbreviation-at-end",
        "no-name",
        "is-recipient",
        "document:other-with-greeting",
        "deadline:to-a-court",
        "expression:to-a-court",
    }
)
"""Signs that speak against a value for a reason that needs no measuring: what is assumed of them before anything is counted."""
# a value that ends so was cut: `San`, `Assistant`
_UNFINISHED = re.compile(
    r"\b(?:United|Metropolitan|Southern|Northern|Eastern|Western|New|San|Los|Saint|St\.|The|Assistant|Deputy|Acting)$"
)
_BUILDING = re.compile(r"\b(?:Cent(?:er|re)|Plaza|Building|Tower|Courthouse|Square|Floor)$")
# a value may end with one of these and its full stop
_ABBREVIATED = re.compile(
    r"(?:\b(?:Fed|Cir|No|Nos|U\.S|v|Inc|Mr|Mrs|Ms|Dr|St|Crim|Civ|Stat|Rev|Sec|Ch|et al|e\.g|i\.e|cf|Id)\.?|\b[A-Z]\.)$"
)
_NAME = re.compile(r"[^\W\d_][\w’'-]+")
_SUFFIXES = frozenset({*words("name_suffixes"), "esquire", "phd", "md", "jd", "ret"})
_GREETED = frozenset({*words("greetings"), "judge", "chief", "mayor", "sheriff", "governor", "senator"})


@dataclass(frozen=True, slots=True)
class ClaimSetting:
    """What is known of the document as a whole: its text, its kind, its own signs, and the claims in it by their field."""

    text: str
    kind: str
    signs: Signs
    claims: Mapping[str, Sequence[ValueClaim]]
    ground: Surroundings


def signs(claim: ValueClaim, setting: ClaimSetting, read: Sequence[float]) -> Signs:
    """The signs of one value; `read` says how sure an engine was of each of its words that it read."""
    found = {f"kind={claim.kind}": 1.0, f"rule={claim.finding.rule}": 1.0} | setting.signs
    found |= {f"doubt={doubt.code}": 1.0 for doubt in claim.finding.doubts}
    standings = standing(claim, setting.ground, claim.kind in _NAMES)
    if read:
        found |= {"read": 1.0, "misread": min(3.0, sum(1.0 - sure for sure in read)), "worst": 1.0 - min(read)}
    if claim.kind in ("deadline", "expression", "statement") and "document:to-a-court" in setting.signs:
        found[f"{claim.kind}:to-a-court"] = 1.0
    told = (
        *_shape(claim),
        *_passage(claim, setting.text),
        *edges(claim, setting.ground, claim.kind in _NAMES),
        *_agreement(claim, setting),
    )
    for name, strength in (standings | dict.fromkeys(told, 1.0)).items():
        found[f"{claim.kind}:{name}"] = strength
        if name in SUSPECT or not name.startswith(_OF_A_KIND):
            found[name] = strength
    return found


def _shape(claim: ValueClaim) -> list[str]:
    text, kind = claim.text, claim.kind
    count = len(text.split())
    least, most = _WORDS.get(kind, (1, 40))
    seen = looks(text) if kind in _NAMES else looks(text) & {"open", "mark"} if kind in _LISTED else ()
    found = [f"looks={look}" for look in seen]
    found += ["few-words"] if count < least else ["many-words"] if count > most else []
    found += ["very-many-words"] if count > 2 * most else []
    if kind in _WITHOUT_FIGURES and any(map(str.isdigit, text)):
        found.append("figures")
    if kind in _NAMES and any(sign in text for sign in "/[]{}=_@#"):
        found.append("odd-sign")
    if kind in _WITHOUT_FIGURES - {"salutation"} and ":" in text:
        found.append("colon")
    if len(text) > 3 and text.isupper() and kind not in ("headline", "department", "dateline", "delivery", "citation"):
        found.append("capitals")
    if text[:1].islower():
        found.append("small-letter")
    if text.count("(") != text.count(")") or text.count("“") != text.count("”") or text.count('"') % 2:
        found.append("unbalanced")
    if ", " in text and kind == "organization" and {"title", "mark"} & looks(text.partition(", ")[2]):
        found.append("person-ahead")
    if kind in ("organization", "title") and "plain-street" in looks(text.rpartition(", ")[2]):
        found.append("street-behind")
    if kind == "organization" and _BUILDING.search(text.rpartition(", ")[2]) and ", " in text:
        found.append("building-behind")
    if kind == "headline" and "verb" not in seen:
        found.append("no-verb")
    if kind == "name" and any(map(is_title, text.replace(",", "").split()[1:])):
        found.append("title-within")
    if kind not in _SENTENCES and _UNFINISHED.search(text):
        found.append("unfinished")
    if kind == "street" and "organization" in looks(text.partition(", ")[0]) and not text[:1].isdigit():
        found.append("organization-ahead")
    return found


def _passage(claim: ValueClaim, text: str) -> list[str]:
    """Whether the value ends where something ends on the page."""
    (first, _), (_, end) = claim.spans[0], claim.spans[-1]
    found = []
    if claim.kind in _SENTENCES:
        behind = text[end : end + 3]
        closes = claim.text.rstrip()[-1:] in '.?!”"’;:' or behind[:1] in (".", ";", "\n", "", "”", "?")
        found += [] if closes or claim.finding.label in ("quotations", "findings") else ["cut"]
        found += ["abbreviation-at-end"] if _ABBREVIATED.search(claim.text) and behind.strip() else []
        found += ["from-the-middle"] if text[:first].rstrip(' “"(')[-1:].isalnum() and text[first - 1 : first] == " " else []
    elif claim.kind == "citation":
        found += ["goes-on"] if re.match(r"[(\w]|\s?\(\w{1,3}\)|-\d", text[end : end + 6]) else []
    elif claim.kind == "date":
        start, stop = text.rfind("\n", 0, first) + 1, (text.find("\n", end) if "\n" in text[end:] else len(text))
        found += ["in-a-long-line"] if stop - start > 45 else []
        found += ["late-in-text"] if first > 1500 else []
    return found


def _agreement(claim: ValueClaim, setting: ClaimSetting) -> list[str]:
    """What of the rest of the record speaks for the value (`agrees-`) or against it."""
    if claim.field.startswith("recipients."):
        return [*_greeted(claim, setting), *_postal(claim), *_incomplete(claim)]
    if claim.kind == "salutation":
        return _greeting(claim, setting)
    if claim.kind == "deadline":
        day = next((c.text for c in setting.claims.get("date", ())), None)
        if day is None:
            return ["no-date"]
        gone = int(claim.text[:4]) - int(day[:4])
        found = [] if any(map(str.isdigit, _expression(claim))) else ["no-day"]
        found += [] if claim.text[:4] in _expression(claim) else ["no-year"]
        return [*found, "past"] if claim.text < day else [*found, "far-off"] if gone > 2 else found
    if claim.field == "signatories.name":
        known = {fold(c.text) for c in setting.claims.get("recipients.name", ())}
        return ["is-recipient"] if fold(claim.text) in known else []
    if claim.field == "signatories.title":
        office = {word for c in setting.claims.get("issuer.component", ()) for word in _surnames(c.text)}
        agrees = ["agrees-office"] if office & _surnames(claim.text) else []
        names = {name.split()[-1] for c in setting.claims.get("signatories.name", ()) if (name := fold(c.text))}
        return [*agrees, "holds-a-name"] if names & set(fold(claim.text).split()) else agrees
    if claim.kind == "quotation":
        return [] if claim.finding.value.get("speaker") else ["no-speaker"]
    if claim.kind == "speaker":
        return ["no-title"] if len(claim.text.split()) < 3 else []
    return ["no-day"] if claim.kind in ("deadline", "expression") and not any(map(str.isdigit, _expression(claim))) else []


def _expression(claim: ValueClaim) -> str:
    return str(claim.finding.value.get("expression") or "")


def _surnames(text: str) -> set[str]:
    return {fold(word) for word in _NAME.findall(text)} - _GREETED


def _greeted(claim: ValueClaim, setting: ClaimSetting) -> list[str]:
    """Whether the salutation greets the addressee of this block by name."""
    greeting = next((c.text for c in setting.claims.get("salutation", ())), None)
    if greeting is None:
        return ["not-greeted"]
    names = _surnames(greeting)
    own = {fold(word) for word in _NAME.findall(str(claim.finding.value.get("name") or ""))}
    if own & names:
        last = next(
            (fold(word) for word in reversed(_NAME.findall(str(claim.finding.value.get("name")))) if fold(word) not in _SUFFIXES),
            "",
        )
        return ["agrees-greeted"] if last in names else ["agrees-greeted", "more-than-greeted"]
    others = {fold(word) for c in setting.claims.get("recipients.name", ()) for word in _NAME.findall(c.text)}
    return ["another-greeted"] if others & names else ["greeted-otherwise"] if names else []


def _greeting(claim: ValueClaim, setting: ClaimSetting) -> list[str]:
    names = {fold(word) for c in setting.claims.get("recipients.name", ()) for word in _NAME.findall(c.text)}
    greeted = _surnames(claim.text)
    return ["agrees-addressed"] if names & greeted else ["addressed-otherwise"] if greeted else []


def _postal(claim: ValueClaim) -> list[str]:
    address = claim.finding.value.get("address")
    if not isinstance(address, Mapping):
        return []
    code, state = str(address.get("postal_code") or ""), address.get("state")
    if not code or not state:
        return ["no-postal-code"] if address.get("city") else ["no-city"]
    return ["agrees-postal-code"] if state_of(code) == state else ["other-state"]


def _incomplete(claim: ValueClaim) -> list[str]:
    value, address = claim.finding.value, claim.finding.value.get("address")
    found = [] if value.get("name") else ["no-name"]
    if isinstance(address, Mapping) and not address.get("street"):
        found.append("no-street")
    return found
