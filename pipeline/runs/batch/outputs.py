"""The outputs of a batch: a function of its ledger, and of nothing else.

Records and issues are in parts, by the first two digits of the content's SHA-256 (a `record_id` begins with them), so that a run
writes only the parts in which something changed.
"""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Container, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from pipeline import __version__, export
from pipeline.config import Config
from pipeline.errors import OutputError
from pipeline.issues import Issue
from pipeline.ocr.installed import versions_of_readers
from pipeline.reading.sniff import naming_note
from pipeline.reading.sources import file_name
from pipeline.records.correcting import corrected
from pipeline.records.types import Record
from pipeline.runs.batch.job import StoredMember, StoredResult, unpacked
from pipeline.runs.batch.ledger import Ledger
from pipeline.runs.batch.said import Said
from pipeline.runs.checked import as_read, issues_of, write_as_read
from pipeline.runs.revision import version

PASSED_OVER = ("not-a-file", "link-outside")  # no document was expected there
_MISNAMED = "misnamed-file"
# Of each content the first of its files by path, of those that are there if any are: the others are duplicates.
FIRST = """(SELECT path FROM files AS same WHERE same.sha256 = contents.sha256
    ORDER BY vanished IS NOT NULL, path LIMIT 1)"""
_NAME_OF_FIRST = FIRST.replace("SELECT path", "SELECT name")
_PART = f"""SELECT contents.sha256, {FIRST}, {_NAME_OF_FIRST}, error, body FROM contents LEFT JOIN results USING (sha256)
    WHERE contents.sha256 >= ? AND contents.sha256 < ? AND status IS NOT NULL ORDER BY contents.sha256"""
_FILES = f"""SELECT path, files.sha256, files.error, files.run, contents.run, status, records, contents.error, path = {FIRST},
    (SELECT body FROM results WHERE results.sha256 = files.sha256 AND contents.members > 0)
    FROM files LEFT JOIN contents USING (sha256) WHERE vanished IS NULL ORDER BY path"""


def write_parts(ledger: Ledger, folder: Path, said: Said) -> None:
    """Write the parts of records and issues in which something changed, with what people said. Raises OutputError."""
    parts = sorted({*ledger.parts_to_write(), *_lost_parts(ledger, folder), *(sha256[:2] for sha256 in said.contents(ledger))})
    for name in ("records", "issues"):
        export.prepare(folder / name)
    elsewhere = ledger.twice().keys()
    plain = [record for part in parts for record in _write_part(ledger, folder, part, said, elsewhere)]
    write_as_read(folder, plain)
    ledger.written(parts)


def damaged(ledger: Ledger, folder: Path) -> Iterator[str]:
    """The contents whose result is to be written and can no longer be read from the ledger, by SHA-256.

    What a file holds is told in `run.json` of every run.
    """
    parts = {*ledger.parts_to_write(), *_lost_parts(ledger, folder)}
    which = "status IS NOT NULL" if parts else "status IS NOT NULL AND members > 0"
    query = f"SELECT sha256, body, members FROM contents JOIN results USING (sha256) WHERE {which} ORDER BY sha256"
    for sha256, body, members in ledger.rows(query):
        if (members or sha256[:2] in parts) and sound(body) is None:
            yield sha256


def sound(body: bytes) -> StoredResult | None:
    """A result, if it is not damaged."""
    try:
        return unpacked(body)
    except (ValueError, zlib.error):
        return None


def members_of(body: bytes | None) -> list[StoredMember]:
    """What a file holds; nothing of a result that is damaged, which the next run mends."""
    result = sound(body) if body else None
    return result.get("members", []) if result else []


def _lost_parts(ledger: Ledger, folder: Path) -> Iterator[str]:
    """Parts that were written by an earlier run and have been removed since."""
    all_gone = not (folder / "issues").is_dir()
    query = "SELECT substr(sha256, 1, 2) AS part, sum(records) FROM contents WHERE status IS NOT NULL GROUP BY part"
    for part, records in ledger.rows(query):
        if all_gone or (records and not (folder / "records" / f"{part}.jsonl").exists()):
            yield part


def write_run(ledger: Ledger, folder: Path, config: Config) -> None:
    """Write `run.json`. Raises OutputError."""
    with whole(folder / "run.json") as out:
        out.writelines(streamed(_run(ledger, config)))


def _write_part(ledger: Ledger, folder: Path, part: str, said: Said, elsewhere: Container[tuple[str, str]]) -> list[Record]:
    """The records and the issues of one part, without the documents that are told `elsewhere`; a file that would be empty is not
    there.

    Gives those that somebody said something about, as they were read.
    """
    plain: list[Record] = []
    following = f"{int(part, 16) + 1:02x}" if part != "ff" else "g"
    nothing = export.issues([])
    targets = folder / "records" / f"{part}.jsonl", folder / "issues" / f"{part}.csv"
    with whole(targets[0]) as records, whole(targets[1]) as issues:
        issues.write(nothing)
        for sha256, first, name, error, body in ledger.rows(_PART, part, following):
            if first is None:
                continue
            path, result = os.fsdecode(first), unpacked(body)
            called = file_name(path) if name is None else os.fsdecode(name)
            for within, found in each_document(result):
                if (sha256, within) in elsewhere:
                    continue
                own = path + within
                before = list(named(found, called + within))
                after = corrected(before, said.corrections)
                plain += as_read(before, said.corrections)
                records.write(export.records(after, "jsonl"))
                failed = json.dumps(found["error"]) if found.get("error") else None
                rows = _issues(found, own, error if found is result else failed)
                told = issues_of(rows, before, after) if after != before else rows
                issues.write(export.issues((own, issue) for issue in told).removeprefix(nothing))
    for target, least in zip(targets, (0, len(nothing)), strict=True):
        if target.stat().st_size == least:
            target.unlink()
    return plain


def each_document(result: StoredResult) -> Iterator[tuple[str, StoredResult | StoredMember]]:
    """The results of the documents in a file: its own, and of those that it holds, each with its path in the file."""
    yield "", result
    for member in result.get("members", ()):
        yield member["within"], member


def named(result: StoredResult | StoredMember, name: str) -> Iterator[Record]:
    """The records of a result, as records of the file that is called `name`: it may have been read under another name."""
    for record in result["records"]:
        record["source"]["path"], record["source"]["file_name"] = name, file_name(name)
        yield record


def _issues(result: StoredResult | StoredMember, path: str, error: str | None) -> Iterator[Issue]:
    """The issues of a result; those about its name are told of the name it has now."""
    misnamed = naming_note(path, result["media_type"]) if result.get("media_type") else None
    if misnamed:
        yield Issue(_MISNAMED, misnamed)
    yield from (Issue(**row) for row in result["issues"] if row["code"] != _MISNAMED)
    if error and not result["issues"]:
        told = json.loads(error)
        yield Issue(told["code"], told["message"], "error")


def _run(ledger: Ledger, config: Config) -> dict[str, object]:
    """`run.json` as `extract` writes it."""
    return {
        "schema_version": "1.0.0",
        "versions": {"dojletters": __version__, **versions_of_readers(), "spacy": version("spacy")},
        "settings": {"format": "jsonl", **config.settings()},
        "files": entries(ledger),
    }


def entries(ledger: Ledger) -> Iterator[dict[str, object]]:
    """What `run.json` says about each file that is there.

    `skipped` is one that an earlier run dealt with, whatever came of it, or that is not read at all; then `error` says why.
    """
    twice = ledger.twice()
    for path, *row, body in ledger.rows(_FILES):
        name, entry = os.fsdecode(path), _entry(ledger.run, *row)
        members = members_of(body) if entry["status"] != "duplicate" else []
        own = entry if not members else entry | {"records": int(str(entry["records"])) - sum(len(m["records"]) for m in members)}
        yield {"path": name, **own}
        yield from (_member(name, entry, member, (str(entry["sha256"]), member["within"]) in twice) for member in members)


def _member(name: str, entry: Mapping[str, object], member: StoredMember, is_elsewhere: bool) -> dict[str, object]:
    """What it says about a document that the file `name` holds."""
    own = {"path": name + member["within"], "sha256": member["sha256"] or None}
    if is_elsewhere:
        return {**own, "status": "duplicate", "records": 0, "error": None}
    status = "skipped" if entry["status"] == "skipped" else member["status"]
    return {**own, "status": status, "records": len(member["records"]), "error": member["error"]}


def _entry(
    run: int,
    sha256: str | None,
    own_error: str | None,
    own_run: int,
    content_run: int | None,
    status: str | None,
    records: int | None,
    error: str | None,
    is_first: bool,
) -> dict[str, object]:
    if own_error is not None:
        passed_over = json.loads(own_error)["code"] in PASSED_OVER
        shown, error, records = "skipped" if passed_over or own_run < run else "failed", own_error, 0
    elif not is_first:
        shown, error, records = "duplicate", None, 0
    elif status is None:
        shown = "todo"  # before the work is done, never in an output
    else:
        shown = status if status == "quarantined" or content_run == run else "skipped"
    told = None if error is None else json.loads(error)
    return {"sha256": sha256, "status": shown, "records": records, "error": told}


def streamed(value: Mapping[str, object]) -> Iterator[bytes]:
    """A JSON object as `export.document` gives it, piece by piece: an iterator among its values is an array."""
    opening = b"{"
    for key, entry in value.items():
        yield opening + b"\n  " + json.dumps(key).encode() + b": "
        opening = b","
        if isinstance(entry, Iterator):
            yield from _array(entry)
        else:
            yield _indented(entry, 2)
    yield b"\n}\n"


def _array(items: Iterable[object]) -> Iterator[bytes]:
    opening = b"["
    for item in items:
        yield opening + b"\n    " + _indented(item, 4)
        opening = b","
    yield b"[]" if opening == b"[" else b"\n  ]"


def _indented(value: object, by: int) -> bytes:
    return export.document(value).rstrip(b"\n").replace(b"\n", b"\n" + b" " * by)


@contextmanager
def whole(path: Path) -> Iterator[IO[bytes]]:
    """A file that is at `path` when all of it is written, and on the disk; raises OutputError."""
    temporary = path.with_name(f".{path.name}.tmp")
    try:
        with temporary.open("wb") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        temporary.replace(path)
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    except OSError as error:
        raise OutputError(f"{path} could not be written ({error.strerror})") from error
    finally:
        temporary.unlink(missing_ok=True)
