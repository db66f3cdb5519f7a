"""iCalendar: each deadline as a day in a calendar, one without a known day as a task; each with its letter and its words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.export.characters import without_controls
from pipeline.export.files import write
from pipeline.export.naming import addressee, headline, pages
from pipeline.records.telling import sureness
from pipeline.records.types import Deadline, Record

if TYPE_CHECKING:
    from icalendar import Component


def save(records: Sequence[Record], path: Path, only: Callable[[Deadline], bool] = lambda _: True) -> list[str]:
    """Write the calendar, of these deadlines of the records `only`. Raises OutputError."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//dojletters//deadlines//EN")
    calendar.add("x-wr-calname", "Deadlines in letters of the U.S. Department of Justice")
    entries = [entry for record in records for entry in _entries(record, only)]
    for entry in entries:
        calendar.add_component(entry)
    write(path, calendar.to_ical())
    undated = sum(entry.name == "VTODO" for entry in entries)
    return [f"{path.name}: {undated} of {len(entries)} deadlines have no known day and are tasks"] if undated else []


def _entries(record: Record, only: Callable[[Deadline], bool]) -> Iterator[Component]:
    from icalendar import Event, Todo

    for number, deadline in enumerate(record["deadlines"], 1):
        if not only(deadline):
            continue
        day = date.fromisoformat(deadline["date"]) if deadline["date"] else None
        entry: Component = Event() if day else Todo()
        # The same deadline has the same id in every export, so that a calendar brings it up to date.
        entry.add("uid", f"{record['record_id']}-{number}@dojletters")
        entry.add("dtstamp", _stamp(record))
        if day:
            entry.add("dtstart", day)
            entry.add("transp", "TRANSPARENT")
        said = deadline["action"] or f"Deadline: {deadline['expression']}"
        to = addressee(record)
        entry.add("summary", without_controls(f"{to}: {said}" if to else said))
        entry.add("description", without_controls(_description(record, deadline)))
        entry.add("categories", [deadline["relation"]])
        yield entry


def _stamp(record: Record) -> datetime:
    """The day of the letter: a clock would make every export another file."""
    day = date.fromisoformat(record["date"]["value"]) if record["date"] else date(1970, 1, 1)
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def _description(record: Record, deadline: Deadline) -> str:
    """The words of the deadline, what it counts from, its letter and the page."""
    evidence = deadline["evidence"]
    words = [f"“{deadline['expression']}”"] + ([f"counted from: {deadline['anchor']}"] if deadline["anchor"] else [])
    numbers = ", ".join(str(page) for page in sorted({box["page"] for box in evidence["boxes"]}))
    where = f"read on p. {numbers}: “{evidence['text']}” ({evidence['source']}, {sureness(evidence)})"
    return "\n".join([*words, headline(record), f"{pages(record)}; record {record['record_id']}", where])
