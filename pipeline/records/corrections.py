"""What people said about records: a file of its own to which lines are only ever added (`corrections.jsonl`)."""

from __future__ import annotations

import dataclasses
import fcntl
import json
import logging
import os
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, Self, overload

import schemas
from pipeline.errors import InvalidRecords, MissingFile, OutputError
from pipeline.layout.boundaries import Boundaries, Spot
from pipeline.layout.geometry import BBox
from pipeline.records.items import Values
from pipeline.records.passages import Passage
from pipeline.records.types import Record

_log = logging.getLogger(__name__)

NAME = "corrections.jsonl"
Action = Literal[
    "accept", "correct", "reject", "add", "move", "dismiss", "split", "join", "mark_zone", "undo", "assign", "decide"
]  # fmt: skip
OF_THE_READING = frozenset({"split", "join", "mark_zone"})
"""What changes how a file is read, and not only what was read of it."""
_PLAIN = ("id", "when", "who", "action", "field", "key", "item", "old", "new", "undoes", "why")
STAMP = "stamp"
"""The zone of what is no text: a stamp, a filing header."""
_OPENING = 80  # characters by which a segment is known again


@dataclass(frozen=True, slots=True)
class SegmentRef:
    """The segment that a correction is of, as it was when it was made."""

    number: int
    page: int
    opening: str

    def is_like(self, other: SegmentRef) -> bool:
        """Whether it is the same one, also where another document was told apart before it, or its first line reads anew."""
        return self.page == other.page and (self.number == other.number or self.opening == other.opening)


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person said about one item, reason, zone or boundary: see the schema `corrections`."""

    who: str
    action: Action
    sha256: str
    name: str
    segment: SegmentRef
    field: str | None = None
    key: str | None = None
    item: Values | None = None
    old: Any = None
    new: Any = None
    passage: Passage | None = None
    spans: tuple[tuple[str | None, Passage], ...] = ()
    to: tuple[Values, Passage | None] | None = None
    undoes: str | None = None
    why: str | None = None
    id: str = dataclasses.field(default_factory=lambda: uuid.uuid4().hex)
    when: str = dataclasses.field(default_factory=lambda: f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}")

    @classmethod
    def of(cls, record: Record, who: str, action: Action, **told: Any) -> Self:
        """A correction about something in `record`, made now."""
        source = record["source"]
        opening = " ".join(record["text"][: 2 * _OPENING].split())[:_OPENING]
        segment = SegmentRef(source["segment"], source["first_page"], opening)
        return cls(who, action, source["sha256"], source["file_name"], segment, **told)

    @classmethod
    def from_json(cls, row: Mapping[str, Any]) -> Self:
        """What `to_json` gave."""
        to = row["to"] and (row["to"]["item"], _passage(row["to"]["passage"]))
        spans = tuple((one["key"], Passage.from_json(one["passage"])) for one in row["spans"])
        plain = {key: row[key] for key in _PLAIN}
        segment, file = SegmentRef(**row["segment"]), row["file"]
        return cls(
            sha256=file["sha256"],
            name=file["name"],
            segment=segment,
            passage=_passage(row["passage"]),
            spans=spans,
            to=to,
            **plain,
        )

    def to_json(self) -> Values:
        """A line of the file, as JSON values."""
        to = self.to and {"item": self.to[0], "passage": self.to[1] and self.to[1].to_json()}
        return {
            "schema_version": schemas.version("corrections"),
            "id": self.id,
            "when": self.when,
            "who": self.who,
            "action": self.action,
            "file": {"sha256": self.sha256, "name": self.name},
            "segment": {"number": self.segment.number, "page": self.segment.page, "opening": self.segment.opening},
            "field": self.field,
            "key": self.key,
            "item": self.item,
            "old": self.old,
            "new": self.new,
            "passage": self.passage and self.passage.to_json(),
            "spans": [{"key": key, "passage": passage.to_json()} for key, passage in self.spans],
            "to": to,
            "undoes": self.undoes,
            "why": self.why,
        }

    def undone(self, who: str, name: str | None = None) -> Correction:
        """The correction, with an id if it has one already, by which this one does not count any more."""
        undo = Correction(who, "undo", self.sha256, self.name, self.segment, self.field, undoes=self.id)
        return undo if name is None else dataclasses.replace(undo, id=name)


def _passage(value: Mapping[str, Any] | None) -> Passage | None:
    return None if value is None else Passage.from_json(value)


class Corrections(Sequence[Correction]):
    """Corrections in the order in which they were made, those that were undone and the undoing among them."""

    def __init__(self, rows: Iterable[Correction] = ()) -> None:
        self._rows = tuple({row.id: row for row in rows}.values())  # one that is in the file twice counts once

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, at: int) -> Correction: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Correction]: ...
    def __getitem__(self, at: int | slice) -> Correction | Sequence[Correction]:
        return self._rows[at]

    def __iter__(self) -> Iterator[Correction]:
        return iter(self._rows)

    def standing(self, sha256: str | None = None) -> list[Correction]:
        """Those that count, of one file or of all: what was undone does not, unless the undoing was."""
        return list(self._standing if sha256 is None else self._by_file.get(sha256, ()))

    @cached_property
    def _standing(self) -> tuple[Correction, ...]:
        gone: set[str] = set()
        for row in reversed(self._rows):
            if row.action == "undo" and row.undoes and row.id not in gone:
                gone.add(row.undoes)
        return tuple(row for row in self._rows if row.action != "undo" and row.id not in gone)

    @cached_property
    def _by_file(self) -> dict[str, list[Correction]]:
        """A folder may hold thousands of files, each of which is asked for."""
        found: dict[str, list[Correction]] = {}
        for row in self._standing:
            found.setdefault(row.sha256, []).append(row)
        return found

    def boundaries(self) -> dict[str, Boundaries]:
        """What people said about how files are to be read, by the SHA-256 of those of which they said something."""
        found = {sha256: _boundaries(self.standing(sha256)) for sha256 in sorted(self.files())}
        return {sha256: told for sha256, told in found.items() if told}

    def files(self) -> set[str]:
        """The SHA-256 of the files that they are of, also of those of which all was undone."""
        return {row.sha256 for row in self._rows}


def in_force(rows: Iterable[Correction]) -> list[tuple[Correction, Spot]]:
    """Those about how a file is read, with the line that each is of; of two that say different things of one the later counts."""
    kept: list[tuple[Correction, Spot]] = []
    for row in rows:
        for spot in _spots(row.passage) if row.action in OF_THE_READING and row.passage else ():
            kept = [(other, place) for other, place in kept if not (_of_one_kind(row, other) and place.is_at(spot))]
            kept.append((row, spot))
    return kept


def _boundaries(rows: Sequence[Correction]) -> Boundaries:
    kept = in_force(rows)
    return Boundaries(
        tuple(spot for row, spot in kept if row.action == "split"),
        tuple(spot for row, spot in kept if row.action == "join"),
        tuple(spot for row, spot in kept if row.action == "mark_zone" and row.new == STAMP),
        tuple((spot, str(row.new)) for row, spot in kept if row.action == "mark_zone" and row.new != STAMP),
    )


def _of_one_kind(one: Correction, other: Correction) -> bool:
    """Whether both say where documents begin, or both of which zone something is."""
    return (one.action == "mark_zone") == (other.action == "mark_zone")


def _spots(passage: Passage) -> list[Spot]:
    return [Spot(box["page"], BBox(box["x0"], box["top"], box["x1"], box["bottom"])) for box in passage.boxes]


def read(path: Path) -> Corrections:
    """The corrections in a file; none where there is no file.

    A last line that was cut off while it was written is left out: it was never told to be kept. Raises InvalidRecords for
    any other line that is no correction, with its number.
    """
    return read_on(path, Corrections(), 0)[0]


def read_on(path: Path, known: Corrections, end: int) -> tuple[Corrections, int]:
    """What `known` and the lines behind `end`, the end of what is known of the file, come to, and where these end, in bytes.

    Lines are only ever added, so that nobody has to read thousands of them again for one; where somebody changed the file by
    hand all the same, it is read from its beginning. Raises as `read` does.
    """
    try:
        with path.open("rb") as file:
            file.seek(max(0, end - 1))
            is_whole = not end or file.read(1) == b"\n"
            data = file.read()
    except FileNotFoundError:
        return Corrections(), 0
    except OSError as error:
        raise MissingFile(f"The corrections cannot be read ({error.strerror})", path=str(path)) from error
    if not is_whole:
        return read_on(path, Corrections(), 0)
    whole, line_end, rest = data.rpartition(b"\n")
    if rest.strip():
        _log.warning("%s: the last line was cut off while it was written, and is left out", path)
    try:
        new = [_parsed(line, number, path) for number, line in enumerate(whole.split(b"\n"), 1) if line.strip()]
    except InvalidRecords:
        if not end:
            raise
        return read_on(path, Corrections(), 0)
    return Corrections([*known, *new]), end + len(whole) + len(line_end)


def at(path: Path | None) -> Corrections:
    """The corrections in a file that somebody named, or in the folder of outputs; none where nothing was named.

    Raises MissingFile where there are none, InvalidRecords.
    """
    if path is None:
        return Corrections()
    file = path / NAME if path.is_dir() else path
    if not file.is_file():
        raise MissingFile("There is no such file of corrections", path=str(file))
    return read(file)


def _parsed(line: bytes, number: int, path: Path) -> Correction:
    try:
        row = json.loads(line)
        error = next(schemas.validator("corrections").iter_errors(row), None)
    except (ValueError, RecursionError) as fault:
        raise InvalidRecords(f"Line {number} is no JSON ({fault})", remedy=_REMEDY, path=str(path)) from fault
    if error is not None:
        raise InvalidRecords(f"Line {number} is no correction at {error.json_path}", remedy=_REMEDY, path=str(path))
    return Correction.from_json(row)


_REMEDY = "Put the line right or take it out; `dojletters schema corrections` says what a line is."


def append(path: Path, rows: Sequence[Correction]) -> None:
    """Add lines to the file, on the disk when it returns; several programs may do so at a time.

    Raises OutputError.
    """
    lines = "".join(json.dumps(row.to_json(), ensure_ascii=False) + "\n" for row in rows).encode("utf-8", "surrogatepass")
    try:
        with path.open("ab+") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            _mend(file.fileno())
            file.write(lines)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise OutputError(f"{path} could not be written ({error.strerror})") from error


def _mend(descriptor: int) -> None:
    """Cut off what a program that was killed left of a line."""
    size = os.fstat(descriptor).st_size
    if not size or os.pread(descriptor, 1, size - 1) == b"\n":
        return
    tail = os.pread(descriptor, size, 0)
    os.ftruncate(descriptor, tail.rfind(b"\n") + 1)
