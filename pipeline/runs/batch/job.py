"""What a worker is given and what it gives back."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NotRequired, TypedDict

from pipeline.config import Config
from pipeline.errors import Crashed, DojlettersError
from pipeline.issues import IssueRow
from pipeline.layout.boundaries import Boundaries
from pipeline.records.results import Status
from pipeline.records.types import Record
from pipeline.runs.batch.limits import Limits


@dataclass(frozen=True, slots=True)
class Location:
    """Where a file is.

    `path` is its name in the outputs, and on this machine its path. A file elsewhere has the `address` of a file system that
    fsspec knows, and its name there, `member`.
    """

    path: str
    address: str | None = None
    member: str | None = None


@dataclass(frozen=True, slots=True)
class Job:
    """One document to be read: its place, the SHA-256 that it had when the run began, and how it is to be read.

    `revision` is that of the program which asks; a worker of another revision refuses. `told` is what people said about how
    documents are to be read, by their SHA-256.
    """

    sha256: str
    place: Location
    config: Config
    limits: Limits = field(default_factory=Limits)
    revision: str = ""
    told: Mapping[str, Boundaries] = field(default_factory=dict)


class ErrorRow(TypedDict):
    """An error as JSON has it."""

    code: str
    message: str


class StoredResult(TypedDict):
    """What came of a file as the ledger keeps it; `told` is a digest of what people said about how it is to be read."""

    media_type: str
    records: list[Record]
    issues: list[IssueRow]
    sha256: NotRequired[str]
    status: NotRequired[Status]
    error: NotRequired[ErrorRow | None]
    told: NotRequired[str]
    members: NotRequired[list[StoredMember]]


class StoredDocument(TypedDict):
    """What came of a document that was read."""

    sha256: str
    media_type: str
    status: Status
    error: ErrorRow | None
    records: list[Record]
    issues: list[IssueRow]


class StoredMember(StoredDocument):
    """What came of a document that a file holds; `within` is its path there."""

    within: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a job.

    `status` is `ok`, `partial` or `failed`; `body` is the compressed result, empty where the process ended without one, and
    then `error` says why. `memory_bytes` is the most memory that the process held; `members` how many documents the file holds
    beside itself; `passing` is true where something is missing for a reason that does not lie in the document.
    """

    status: str
    records: int
    error: ErrorRow | None
    body: bytes = b""
    memory_bytes: int = 0
    members: int = 0
    passing: bool = False

    def encoded(self) -> bytes:
        """As bytes that `decoded` takes: one line of JSON and the body."""
        head = [self.status, self.records, self.error, self.memory_bytes, self.members, self.passing]
        return json.dumps(head).encode() + b"\n" + self.body


def failure(error: DojlettersError, memory_bytes: int = 0) -> Outcome:
    """The outcome of a document that gave no result."""
    return Outcome("failed", 0, {"code": error.code, "message": str(error)}, b"", memory_bytes)


def decoded(message: bytes) -> Outcome:
    """The outcome in a worker's message; what is no such message comes from a process that went wrong."""
    head, _, body = message.partition(b"\n")
    try:
        status, records, error, memory, members, passing = json.loads(head)
        return Outcome(str(status), int(records), error, body, int(memory), int(members), bool(passing))
    except (ValueError, TypeError):
        return failure(Crashed("The process of this document gave an answer that makes no sense"))


def packed(result: StoredResult) -> bytes:
    """A result as it is kept: JSON, compressed."""
    return zlib.compress(json.dumps(result, ensure_ascii=True, separators=(",", ":")).encode(), 6)


def unpacked(body: bytes) -> StoredResult:
    """A result that `packed` made; the one of no bytes is empty."""
    result: StoredResult = json.loads(zlib.decompress(body)) if body else {"media_type": "", "records": [], "issues": []}
    return result
