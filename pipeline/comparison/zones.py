"""The known fields of a letter's text, in which letters of one family differ by their nature."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from extractors.language import cues
from extractors.structure.addresses import ends_address, street_score
from pipeline.records.types import Evidence, Record

SLOTS = ("recipient", "address", "date", "salutation", "reference number", "delivery", "numbering")
_STREET = 3.5  # from here on a line is more of a street than of anything else
_KINDS = (
    ("date", cues.DATE_LINE),
    ("delivery", cues.DELIVERY),
    ("reference number", cues.REFERENCE_LINE),
)


class Zone(NamedTuple):
    """A half-open span of the text that is the known field `name`; a block stands for itself, not in a sentence."""

    start: int
    end: int
    name: str
    is_block: bool


def zones(record: Record) -> tuple[Zone, ...]:
    """The known fields in a record's text, in text order, none overlapping."""
    found: list[Zone] = []
    for zone in (*_read(record), *_head(record)):
        if zone.start < zone.end and all(zone.end <= other.start or other.end <= zone.start for other in found):
            found.append(zone)
    return tuple(sorted(found))


def _read(record: Record) -> Iterator[Zone]:
    """The fields that the record holds."""
    text, is_letter = record["text"], record["document_type"] == "letter"
    for name, found in (("date", record["date"]), ("salutation", record["salutation"])):
        if found:
            evidence = found["evidence"]
            yield Zone(evidence["start"], evidence["end"], name, is_letter and _stands_alone(text, evidence))
    for item in record["delivery"]:
        yield Zone(item["evidence"]["start"], item["evidence"]["end"], "delivery", False)
    for item in record["reference_numbers"]:
        evidence = item["evidence"]
        yield Zone(evidence["start"], evidence["end"], "reference number", False)
    for recipient in record["recipients"]:
        evidence = recipient["evidence"]
        yield from _block(text, evidence["start"], evidence["end"], _address_start(evidence))


def _head(record: Record) -> Iterator[Zone]:
    """What stands between letterhead and salutation and was read as nothing else."""
    text = record["text"]
    if record["document_type"] != "letter":
        return
    salutation = record["salutation"]["evidence"]["start"] if record["salutation"] else -1
    if salutation < 0:
        line = next((m for m in re.finditer(r"[^\n]+", text) if cues.SALUTATION.match(m[0])), None)
        if line is None:
            return
        yield Zone(line.start(), line.end(), "salutation", True)
        salutation = line.start()
    issuer = record["issuer"]["evidence"]["end"] if record["issuer"] else 0
    seen_address = False
    for line in re.finditer(r"[^\n]+", text[:salutation]):
        if line.start() < issuer or cues.SUBJECT.match(line[0]):
            continue
        kind = _kind(line[0])
        seen_address |= kind == "address"
        if kind or line.start() > issuer > 0:
            yield Zone(line.start(), line.end(), kind or ("address" if seen_address else "recipient"), True)


def _kind(line: str) -> str | None:
    return next((name for name, pattern in _KINDS if pattern.match(line)), "address" if _is_of_address(line) else None)


def _is_of_address(line: str) -> bool:
    return street_score(line) >= _STREET or ends_address(line)


def _address_start(evidence: Evidence) -> int | None:
    """Where the address begins by the places of the values, within a line too; `None` where it does not follow all the rest."""
    parts = {key: part["spans"] for key, part in (evidence.get("parts") or {}).items() if part["spans"]}
    address = [span[0] for key, spans in parts.items() if key.startswith("address.") for span in spans]
    rest = [span[1] for key, spans in parts.items() if not key.startswith("address.") for span in spans]
    return min(address) if address and rest and max(rest) <= min(address) else None


def _block(text: str, start: int, end: int, address: int | None) -> Iterator[Zone]:
    """The addressee's name and office, then the address, which begins at `address` where that is known."""
    lines = [(m.start(), m[0]) for m in re.finditer(r"[^\n]+", text[start:end])]
    at = next((offset for offset, line in lines[1:] if _is_of_address(line)), end - start)
    if address is not None and start < address < end:
        at = address - start
    yield Zone(start, start + len(text[start : start + at].rstrip()), "recipient", True)
    yield Zone(start + at, end, "address", True)


def _stands_alone(text: str, evidence: Evidence) -> bool:
    start, end = evidence["start"], evidence["end"]
    return text[max(0, start - 1) : start] in ("", "\n") and text[end : end + 1] in ("", "\n")
