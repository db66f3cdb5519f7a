"""What a night found, for whoever was asleep: as text, as JSON, as an Atom feed, and its new deadlines as a calendar."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from lxml import etree

from pipeline.export import calendars
from pipeline.export.characters import without_controls
from pipeline.export.files import prepare, write
from pipeline.fetch.night import Night
from pipeline.fetch.recording import Due
from pipeline.fetch.store import Event, Store

TOLD = "told"
_ATOM = "http://www.w3.org/2005/Atom"
_WORDS = {"new": "new", "edited": "edited", "gone": "no longer listed", "back": "listed again"}
_IN_FEED = 200
_SHOWN = 200  # events of a night that the text names; the JSON has all


def text(nights: Mapping[str, Night], deadlines: Sequence[Mapping[str, object]] = ()) -> str:
    """The night in lines for a person; no control character of a document is in them."""
    lines = []
    for kind, night in nights.items():
        counts = Counter(event.what for event in night.events)
        said = ", ".join(f"{counts[what]} {_WORDS[what]}" for what in _WORDS if counts[what]) or "nothing new"
        lines.append(f"{kind.replace('_', ' ')}: {said} ({night.requests} requests{', the whole list' if night.whole else ''})")
        lines += [f"  {_WORDS[event.what]}: {_line(event)}" for event in night.events[:_SHOWN]]
        lines += [f"  trouble: {trouble}" for trouble in night.troubles]
    lines += [
        f"  deadline: {deadline['date'] or 'no day'}: {deadline['action'] or deadline['expression']}" for deadline in deadlines
    ]
    return "\n".join(map(without_controls, lines))


def _line(event: Event) -> str:
    known = event.release
    return " ".join(part for part in (known.day, known.number, known.title or known.uuid) if part)


def to_json(
    nights: Mapping[str, Night], disagreements: Sequence[str], deadlines: Sequence[Mapping[str, object]]
) -> dict[str, object]:
    """The night as plain JSON values."""
    told = {
        kind: {
            "pass": night.number,
            "whole": night.whole,
            "requests": night.requests,
            "events": [{"what": event.what, "at": event.at, **event.release._asdict()} for event in night.events],
            "troubles": list(night.troubles),
        }
        for kind, night in nights.items()
    }
    return {"listings": told, "disagreements": list(disagreements), "deadlines": list(deadlines)}


def atom(events: Iterable[Event], stamp: str) -> bytes:
    """The events as an Atom feed (RFC 4287); an entry's id holds its release, what became of it and when."""
    feed = etree.Element(f"{{{_ATOM}}}feed", nsmap={None: _ATOM})  # type: ignore[dict-item]
    for name, value in (("id", "urn:dojletters:releases"), ("title", "Releases of the Department"), ("updated", stamp)):
        etree.SubElement(feed, f"{{{_ATOM}}}{name}").text = value
    for event in events:
        entry = etree.SubElement(feed, f"{{{_ATOM}}}entry")
        known = event.release
        values = {
            "id": f"urn:uuid:{known.uuid}#{event.what}-{event.at}",
            "title": f"{_WORDS[event.what]}: {known.title or known.uuid}",
            "updated": event.at,
            "summary": _line(event),
        }
        for name, value in values.items():
            etree.SubElement(entry, f"{{{_ATOM}}}{name}").text = without_controls(value)
        if known.url.startswith(("https://", "http://")):
            etree.SubElement(entry, f"{{{_ATOM}}}link", href=without_controls(known.url))
    return bytes(etree.tostring(feed, xml_declaration=True, encoding="utf-8", pretty_print=True))


def write_all(store: Store, nights: Mapping[str, Night], due: Sequence[Due], doubts: Sequence[str], stamp: str) -> str:
    """Write night.txt, night.json, releases.atom and deadlines.ics; gives the text. Raises OutputError.

    The feed has the last events of all nights, as whoever reads it may not come every night.
    """
    folder = store.folder / TOLD
    prepare(folder)
    deadlines = [
        {"record_id": one.record["record_id"], **{key: one.deadline[key] for key in ("date", "expression", "action")}}
        for one in due
    ]
    said = text(nights, deadlines)
    told = to_json(nights, doubts, deadlines)
    write(folder / "night.txt", f"{said}\n".encode())
    write(folder / "night.json", json.dumps(told, indent=2, ensure_ascii=False).encode("utf-8", "replace"))
    write(folder / "releases.atom", atom(store.last_events(_IN_FEED), stamp))
    records = {one.record["record_id"]: one.record for one in due}
    new = {id(one.deadline) for one in due}
    calendars.save(list(records.values()), folder / "deadlines.ics", only=lambda deadline: id(deadline) in new)
    return said
