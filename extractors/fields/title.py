"""A release's headline."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Doc

from extractors.finding import Finding
from extractors.language import cues
from extractors.language.cues import PRESS_OFFICER, REACHED_BY, RELEASED_IN_SPANISH
from extractors.language.offices import DISTRICT, is_office_name
from extractors.language.states import STATE
from extractors.language.web_pages import CHROME, PATH, PICTURE
from extractors.people.persons import is_title, read_person
from extractors.structure.parts import Paragraph, read_parts
from extractors.structure.spoken import DELIVERS, is_spoken
from extractors.whole_text import text_of

LABEL = "title"

# lines above a headline that are none: notices, contacts, numbers, crumbs of the web page
_HEAD_FURNITURE = re.compile(
    r"(?:(?:advance )?for )?(?:immediate )?release\b.{0,40}$"
    rf"|{RELEASED_IN_SPANISH}"
    r"|(?:news|press) release\b.{0,20}$|fact ?sheet:?$|media advisory\b|[ef] ?mbargoed\b"
    r"|editor.?s.? note\b|note to editors\b|updated\b|(?:details )?(?:written|posted|reported) by\b|details$"
    r"|\(more\)$|for planning purposes\b|(?:open|closed) press\b"
    r"|topics?:?$|contacts?\b|(?:media|press|news|public affairs) contacts?\s?(?::|$)|(?:office|bureau) of public affairs"
    rf"|{PRESS_OFFICER}|{REACHED_BY}\b"
    r"|\(?\d{3}\)?[ -]\d{3}-\d{4}|\S+@"
    r"|print version|news$|(?:agency|component)\b:?"
    r"|\d{1,2}/\d{1,2}/\d{2,4},? \d{1,2}:\d\d [AP]M\b",  # when a mail was sent
    re.I,
)
_CONTACT = re.compile(r"(?:(?:media|press|news|public affairs) )?contacts?\s?:", re.I)  # the next line says who
_STREET = re.compile(r"\d+ (?:[A-Z][\w.]*,? ){1,4}(?:Street|Avenue|Road|Boulevard|Drive|Plaza|Square)\b.{0,40}$", re.I)
_SPEECH = re.compile(rf"[A-Z].{{5,120}} (?:{DELIVERS}|speaks (?:at|to|before)\b).{{0,120}}[^.!?]", re.I)
_SPEECH_HEAD, _LONGEST_HEADLINE = 12, 250  # lines, characters
_SENTENCES = 60  # characters: what is written as a sentence and has more is no headline
_AT_EDGE = 4  # points by which lines below one another may differ
_LONGEST_SET = 90  # font sizes: no line is set longer
_CODE = re.compile(r"[A-Z]{2,6}(?:/[A-Z]{2,6})?$")
_NAME_LINE = re.compile(r"(?:united states|u\.s\.) attorney(?: [A-Z][\w.’-]+){1,4}$", re.I)


def extract(doc: Doc) -> list[Finding]:
    """The headline of a release, or of a speech that says who speaks where; none for letters."""
    parts = read_parts(doc)
    if parts.corpus_head.title is not None:
        start, end = parts.corpus_head.title
        return [Finding(LABEL, start, end, "title.corpus-head", {"value": " ".join(text_of(doc)[start:end].split())})]
    if is_spoken(doc):
        spoken = [p for p in parts.paragraphs[:_SPEECH_HEAD] if len(p.text) < _LONGEST_HEADLINE and _SPEECH.fullmatch(p.text)]
        return [Finding(LABEL, p.start, p.end, "title.speech", {"value": " ".join(p.text.split())}) for p in spoken[:1]]
    if parts.kind != "press_release":
        return []
    side = [p.x0 for p in parts.head if p.column]  # where what stands beside the notice begins: whom to call
    lines = [
        p
        for above, p in zip((None, *parts.head), parts.head, strict=False)
        if not _is_furniture(p, above) and not any(abs(p.x0 - x0) < _AT_EDGE for x0 in side)
    ]
    lines = _below_path(parts.head, lines) or lines
    # `U.S. Attorney Collects Millions` looks like a name; where nothing else could be the headline, it is none
    named = [*_officers(parts.head), *(p for p in lines if _NAME_LINE.match(p.text.strip(" *")))]
    whole = any(p.x1 - p.x0 > _LONGEST_SET * p.size > 0 for p in parts.body)
    groups = _groups([p for p in lines if p not in named], whole) or _groups(lines, whole)
    if not groups:
        return []
    best = max(groups, key=_weight)
    if sum(len(p.text.split()) for p in best) < 3:
        return []
    value = " ".join(p.text.strip() for p in best)
    return [Finding(LABEL, best[0].start, best[-1].end, "title.headline", {"value": value})]


def _below_path(head: Sequence[Paragraph], lines: Sequence[Paragraph]) -> list[Paragraph]:
    """The lines below the crumbs of a page: above them it prints its own name and pictures."""
    path = max((p.start for p in head if "|" not in p.text and PATH.match(p.text.strip(" *"))), default=-1)
    return [p for p in lines if p.start > path]


def _is_furniture(line: Paragraph, above: Paragraph | None) -> bool:
    """Whether a line of the head is no headline: the kind of notice, dates, contacts, the office."""
    text = line.text.strip(" *")
    if above is not None and _CODE.match(text) and above.text.isupper() and len(above.text.split()) > 3 and line.gap < 0.45:
        return False  # the last word of a headline in capitals
    if above is not None and _CONTACT.fullmatch(above.text.strip(" *")):
        return True
    if (
        _HEAD_FURNITURE.match(text)
        or CHROME.match(text)
        or PATH.match(text)
        or PICTURE.match(text)
        or _CODE.match(text)
        or cues.DATE_LINE.match(text)
        or cues.DEPARTMENT.match(text)
    ):
        return True
    if len(text) > _SENTENCES and text.endswith(".") and 2 * sum(word.islower() for word in text.split()) > len(text.split()):
        return True
    name, _, office = text.partition(", ")
    if len(office.split()) < 4 and is_title(office) and read_person(name) is not None:
        return True  # `Ann Poe, U.S. Attorney`
    return line.column > 0 or is_office_name(text) or DISTRICT.fullmatch(text) is not None or _is_address(text)


def _officers(head: Sequence[Paragraph]) -> list[Paragraph]:
    """The lines that name who holds the office, above or below its title: a U.S. Attorney, a press officer."""
    texts = [p.text.strip(" *") for p in head]
    offices = [is_office_name(text) or is_title(text) or DISTRICT.match(text) is not None for text in texts]
    close = [p.gap < 0.5 for p in head]  # to the line above
    return [
        p
        for i, p in enumerate(head)
        if ((i and offices[i - 1] and close[i]) or (i + 1 < len(head) and offices[i + 1] and close[i + 1]))
        and len(texts[i].split()) < 6
        and read_person(texts[i]) is not None
    ]


def _is_address(text: str) -> bool:
    if _STREET.match(text):
        return True
    return re.search(rf",\s*{STATE}\.?\s*(?:\d{{5}}(?:-\d{{4}})?)?$", text) is not None and len(text.split()) < 7


def _groups(lines: Sequence[Paragraph], whole: bool) -> list[list[Paragraph]]:
    """Runs of lines set alike without white between them: a headline, a sub-headline.

    `whole`: the text was never cut into lines, so that a headline below another is a sub-headline, unless it takes it up.
    """
    groups: list[list[Paragraph]] = []
    for line in lines:
        above = groups[-1][-1] if groups else None
        alike = above is not None and (
            line.start - above.end <= 2
            and (line.gap < 0.45 or not line.x1)
            and line.bold == above.bold
            and abs(line.size - above.size) <= 0.08 * max(line.size, above.size)
            and (line.text.isupper() == above.text.isupper())
            and not (_capitals(above.text) > 0.8 and _capitals(line.text) < 0.4)  # `Village to rebuild its ramps by 2022`
            and (not whole or line.text.isupper() or _takes_up(above.text, line.text))
        )
        if alike:
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _takes_up(above: str, line: str) -> bool:
    """Whether a headline goes on: the line above ends, or this one begins, with a small word."""
    return above.split()[-1].islower() or line.lstrip()[:1].islower()


def _capitals(text: str) -> float:
    """The share of a line's longer words, but for its first, that begin with a capital; 0.5 where they are too few to tell."""
    longer = [word for word in text.split()[1:] if len(word) > 3 and word[0].isalpha()]
    return sum(word[0].isupper() for word in longer) / len(longer) if len(longer) > 1 else 0.5


def _weight(group: Sequence[Paragraph]) -> tuple[bool, bool, float, int]:
    """Headlines are long enough to say something, in capitals, bold or large; of equals the first."""
    words = sum(len(p.text.split()) for p in group)
    loud = all(p.text.upper() == p.text for p in group) or group[0].bold
    return words >= 4, loud, round(group[0].size, 0), -group[0].start
