"""What a line looks like by itself: a person, an office, a street, a stamp; a reader that does not know where it stands."""

from __future__ import annotations

import re
from functools import lru_cache

from extractors.language import cues
from extractors.language.cues import JUDGE_SIGNS
from extractors.people.persons import VOCABULARY, fold, is_title, read_person
from extractors.structure.addresses import read_city, street_score
from extractors.structure.blocks import is_dangling, is_organization
from extractors.structure.notes import is_note

_LONG_LINE = 160
_GIVEN_NAMES = frozenset(map(fold, VOCABULARY["given_names"]))
_MARK = re.compile(
    # a filing header, a stamp, an order below a letter, a number that a scanner or a litigant put on the page
    r"\b(?:Case\s\d:\d\d-|Document\s\d+\s|Filed\s\d|Page\s\d+\sof\s\d|ELECTRONICALLY\sFILED|DATE\sFILED|USDC|RECEIVED|SO\sORDERED"
    rf"|{JUDGE_SIGNS}"
    r"|DOC\s?#|ECF\sNo|MEMO\sENDORSED)|\b[A-Z]{2,}(?:[-_][A-Z]{2,})*[-_\s]?\d{6,}\b"
)
# what a web page says of itself and not of its subject
_NAVIGATION = re.compile(
    r"\b(?:skip\sto|main\scontent|site\smap|log\sin|sign\sin|search|menu|share\s(?:this|on)|print(?:er)?[\s-]friendly|home\s?page|privacy\spolicy"
    r"|news\s(?:and|&)\spress|press\sreleases?|related\s(?:content|links)|official\swebsite|official\spages|https?:|www\.)",
    re.IGNORECASE,
)
# verbs of statements: a name or a title has none
_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|be|been|will|shall|must|may|should|would|can|could|announces?d?|pleads?|pleaded|pled|sentenced"
    r"|charged|agree[sd]?|settles?|files?d|seeks?|sues?|submits?|writes?|requests?|respectfully|please|hereby)\b",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[a-z)]{2}[.!?]\s+[A-Z“\"]")
_DATE = re.compile(r"\b(?:\d{1,2}[/-]\d{1,2}[/-]\d{2,4}|(?:19|20)\d\d)\b")


@lru_cache(4_096)
def looks(text: str) -> frozenset[str]:
    """What `text` looks like, several at once: `person`, `title`, `organization`, `street`, `mark`, `sentence`, ..."""
    if len(text) > _LONG_LINE:
        return frozenset({"long"} | ({"mark"} if _MARK.search(text) else set()))
    found = {
        name
        for name, seen in (("mark", _MARK), ("navigation", _NAVIGATION), ("verb", _VERB), ("dated", _DATE))
        if seen.search(text)
    }
    found |= {name for name, seen in _LINES if seen.match(text)}
    if _SENTENCE_END.search(text):
        found.add("sentence")
    if is_dangling(text):
        found.add("open")
    return frozenset(found | set(_named(text)))


_LINES = (
    ("date", cues.DATE_LINE),
    ("greeting", cues.SALUTATION),
    ("closing", cues.CLOSING),
    ("subject", cues.SUBJECT),
    ("delivery", cues.DELIVERY),
    ("reference", cues.REFERENCE_LINE),
    ("department", cues.DEPARTMENT),
    ("copies", cues.COPIES),
    ("enclosures", cues.ENCLOSURES),
)


def _named(text: str) -> list[str]:
    """What of an address or signature block it may be."""
    found = []
    person = read_person(text)
    if person is not None:
        found.append("person")
        if person.honorific or person.title:
            found.append("titled-person")
        words = fold(person.name).split()
        if words and (words[0] in _GIVEN_NAMES or (len(words) > 2 and words[1] in _GIVEN_NAMES)):
            found.append("given-name")
    if is_title(text):
        found.append("title")
    if is_organization(text):
        found.append("organization")
    score = street_score(text)
    if score >= 2.5:
        found.append("street")
    if score >= 4:
        found.append("plain-street")
    if read_city(text) is not None:
        found.append("city-line")
    if is_note(text):
        found.append("note")
    return found
