"""What a letter ought to have and does not have: an address without a name or a city, somebody greeted who is not addressed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from extractors.finding import Finding
from extractors.language.labels import label_at
from extractors.language.spans import Spans
from extractors.language.vocabulary import either, words
from extractors.people.persons import fold, is_title
from extractors.structure.parts import Parts

_ELECTRONIC = re.compile(rf"{either('electronic_ways')}|electronic|@", re.I)
_NAME = re.compile(r"[^\W\d_][\w’'-]+")
_RUNNING = 60  # characters of a line that is running text and no heading
_SENTENCES = frozenset({"requests", "questions", "deadlines", "findings", "criteria", "quotations"})
_NOBODY = frozenset(
    {
        *words("greetings"), "messrs", "mesdames", "ladies", "or",
        "to", "whom", "it", "may", "concern", "counsel", "colleague", "colleagues", "all",
        "members", "of", "friends", "applicant", "requester", "your", "honor", "chairs", "chairmen", "leaders", "rev", "lt",
        "col", "hon", "general", "ranking", "member", "house", "friend", "law", "enforcement", "partner", "partners",
        "grantee", "recipient",
    }
)  # fmt: skip
"""Words of a greeting that name nobody; titles (`Mayor`) are no names either."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that is not there: the path in the record where it would stand, a code and a sentence for a person."""

    path: str
    code: str
    message: str


def gaps(parts: Parts, found: Mapping[str, Finding]) -> list[Gap]:
    """What is missing in a letter, or of the head of a collection, whose findings stand at the paths of `found`."""
    if parts.kind != "letter":
        unread = parts.kind == "other" and parts.corpus_head.date is not None and "$.date" not in found
        return [Gap("$.date", "missing-date", "The date above this document can be read in more ways than one")] if unread else []
    addressed = {path: finding for path, finding in found.items() if finding.label == "recipients"}
    by_wire = any(_ELECTRONIC.search(line.text) for line in (*parts.delivery, *parts.addressees))
    body = Spans([(line.start, line.end) for line in parts.body])
    dates = (found["$.date"],) if "$.date" in found else ()
    days = [Gap("$.date", "date-in-text", "The day stands in the text of the letter: it may be another than the letter's own")]
    missing = days if any(body.hold(finding.start) for finding in dates) else []
    missing += [gap for path, finding in addressed.items() for gap in _incomplete(path, finding, by_wire)]
    missing += _broken_off(parts, found)
    greeting = next((str(one.value.get("value")) for one in found.values() if one.label == "salutation"), "")
    if (
        addressed
        and not any(gap.path.endswith(".name") for gap in missing)
        and _is_of_somebody_else(greeting, addressed.values())
    ):
        path = next(iter(addressed))
        told = f"The letter greets somebody else than it is addressed to: “{greeting}”"
        missing.append(Gap(f"{path}.name", "greeted-otherwise", told))
    return missing


def _broken_off(parts: Parts, found: Mapping[str, Finding]) -> Iterator[Gap]:
    """The values at the end of paragraphs that break off within a sentence: at the edge of a page, or where a line was lost."""
    for line in parts.body:
        if len(line.text) < _RUNNING or not line.text.rstrip()[-1:].isalnum():
            continue
        below = next((other.text.strip() for other in parts.body if other.start > line.start), "")
        if below[:1].islower() or label_at(below, 0, len(below)) is not None:
            continue
        for path, finding in found.items():
            if finding.label in _SENTENCES and finding.start < line.end <= finding.end + 1:
                yield Gap(path, "incomplete", "The paragraph of this value breaks off within a sentence: words may be missing")


def _incomplete(path: str, finding: Finding, by_wire: bool) -> Iterator[Gap]:
    address = finding.value.get("address")
    if not finding.value.get("name"):
        yield Gap(f"{path}.name", "incomplete", "No name was found in this address block")
    if not (isinstance(address, Mapping) and address.get("city")):
        if not by_wire or (isinstance(address, Mapping) and address.get("street")):
            yield Gap(f"{path}.address", "incomplete", "No city was found in this address block")
    elif not address.get("street") and fold(str(address["city"])) != "washington":
        yield Gap(f"{path}.address.street", "incomplete", "No street was found in this address block")


def _is_of_somebody_else(greeting: str, addressed: Iterable[Finding]) -> bool:
    """Whether a greeting names persons, none of whom is addressed."""
    greeted = {fold(word) for word in _NAME.findall(greeting) if not is_title(word)} - _NOBODY
    values = (f"{one.value.get('name')} {one.value.get('organization')}" for one in addressed)
    words = {fold(word) for value in values for word in _NAME.findall(value)}
    return bool(greeted) and not greeted & words
