"""Lines that name an office of the Department and nothing else; a headline that begins with its name says what it did."""

from __future__ import annotations

import re

from extractors.language.vocabulary import either

# words that the name of an office of the Department holds
OFFICE = re.compile(
    r"\b(?:Office|Division|Bureau|Service|Administration|Section|Agency|Marshals|Commission|Center|Institute|Trustees?|Branch|Program"
    r"|Task Force|Fiscal[ií]a|Divisi[oó]n de|Oficina de)\b|\b(?:United States|U\.?\s?S\.?) Attorney",
    re.I,
)
# `Tax Division`, `U.S. Attorney’s Office`, `Public Information Office`
_ENDS_AS_OFFICE = re.compile(
    r"(?:(?:Information|Affairs|Press|Media) Office|Division|Attorney[’']?s?[’']? Offices?|Bureau|Administration|Service|Section"
    r"|Unit)\b.?$",
    re.I,
)
# `National Drug Intelligence Center`, `Federal Bureau of Prisons`
_OF_THE_NATION = re.compile(
    r"(?:Federal|National|United States|U\.?\s?S\.?|Drug)\s(?:[A-Z][\w&]*,?\s){0,4}"
    r"(?:Bureau|Center|Institute|Commission|Administration|Service|Program)(?:\s(?:of|for|on)\b.*)?$",
    re.I,
)
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|\.)*(?:[’'][^\W\d_]*)?")
# `Northern District of Iowa`, `for the District of Maine`, `Distrito de Puerto Rico`
DISTRICT = re.compile(
    rf"(?:for the )?(?:(?:{either('Districts')})\s+)?Districts? of\b(?:\s(?:[A-Z][A-Za-z]+|the)){{0,4}}"
    r"|(?:para el )?Distrito (?:(?:Norte|Sur|Este|Oeste|Central|Medio) )?de\b(?:\s[A-Z][A-Za-z]+){1,3}",
    re.I,
)
# what follows the title is a person's name, unless it is a district or the office
_ATTORNEY = re.compile(r"(?:United States|U\.?\s?S\.?) Attorney\s+(?!(?:of|for|in|general|office)\b)(?=[^\W\d_])", re.I)
_SHORT_FORM = re.compile(r"\s\([A-Z&-]{2,8}\)$")  # `Office of Justice Programs (OJP)`
_SMALL = frozenset({"of", "the", "for", "and", "in", "on", "at", "de", "del", "la", "los", "y"})
_OFFICE_PLURALS = """
    affairs appeals archives assets attorneys budgets cases children claims clients communications
    communities contacts corrections courts crimes drugs enforcements explosives families finances
    firearms forces frauds gangs grants investigations islands judges juveniles lands less libraries
    marshals matters news operations orders policies practices press prisons proceedings professionals
    programs records relations remedies resources responsibilities rights securities sentences services
    standards states statistics statutes systems technologies terrorists torts trials trustees victims
    women
"""
_PLURALS = frozenset(_OFFICE_PLURALS.split())
"""Words in -s that stand in the names of offices: any other is taken for a verb (`Antitrust Division Issues ...`)."""


def is_office_name(text: str) -> bool:
    """Whether a line names an office: capitals, no sum, no verb. What follows `of`, `for` or a comma is a place or a field."""
    text = _SHORT_FORM.sub("", text)
    words = list(_WORD.finditer(text))
    if not words or len(words) > 14 or not OFFICE.search(text) or re.search(r"[$%\d]", text) or text.rstrip().endswith("."):
        return False
    attorney = _ATTORNEY.match(text)
    if attorney is not None and not DISTRICT.match(text, attorney.end()):
        return False  # `United States Attorney Ann Poe`
    opens = OFFICE.match(text) or _OF_THE_NATION.match(text) or re.match(r"(?:the|executive) ", text, re.I)
    if not (opens or _ENDS_AS_OFFICE.search(text.split(",")[0])):
        return False
    return all(_names(text, words, i) for i in range(len(words)))


def _names(text: str, words: list[re.Match[str]], i: int) -> bool:
    """Whether word number `i` may stand in an office's name."""
    word = words[i].group()
    if word.casefold() in _SMALL:
        return True
    if not word[0].isupper():
        return False
    before = words[i - 1].group().casefold() if i else ""
    of_something = before in ("of", "the", "for", "and") or not i or "," in text[words[i - 1].end() : words[i].start()]
    ends_in_s = word.casefold().endswith("s") and not word.casefold().endswith(("ss", "us", "’s", "'s", "u.s", "s’", "s'"))
    return of_something or not ends_in_s or word.casefold() in _PLURALS


def begins_with_office(text: str) -> bool:
    """Whether the line begins with an office's name, whatever it goes on to say."""
    return OFFICE.match(text) is not None
