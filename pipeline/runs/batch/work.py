"""The work on one document, as it is done in a process of its own."""

from __future__ import annotations

from typing import cast

from pipeline.errors import DojlettersError, FileChanged, MissingFile, OcrFailed, OcrTimeout, TesseractMissing
from pipeline.reading.sources import FileContent
from pipeline.records.results import Extraction
from pipeline.runs.batch.job import ErrorRow, Job, Outcome, StoredDocument, StoredResult, failure, packed
from pipeline.runs.batch.places import read
from pipeline.runs.checked import digest
from pipeline.runs.run import extract_all

_OF_THE_MACHINE = (OcrFailed.code, OcrTimeout.code, TesseractMissing.code)


def work(job: Job) -> Outcome:
    """Read the job's document. Never raises for what is in it."""
    try:
        data = read(job.place, job.config.max_bytes)
    except DojlettersError as error:
        return failure(error)
    except OSError as error:
        return failure(MissingFile(f"The file cannot be read ({error.strerror or error})"))
    content = FileContent(job.place.path, data)
    if content.sha256 != job.sha256:
        return failure(FileChanged())
    found = list(extract_all(content, job.config, told=job.told))
    own = [result for result in found if result.path == job.place.path]
    others = [result for result in found if result.path != job.place.path]
    result = cast(StoredResult, _told(own[0])) if own else StoredResult(media_type="", records=[], issues=[])
    if job.told:
        result["told"] = digest(job.told, (each.sha256 for each in found))
    if others:
        result["members"] = [{**_told(each), "within": each.path.removeprefix(job.place.path)} for each in others]
    failed = own[0].error if own else None
    status = "failed" if failed and not others else _status([each.status for each in found])
    passing = any(issue.code in _OF_THE_MACHINE for each in found for issue in each.issues)
    records = sum(len(each.records) for each in found)
    return Outcome(status, records, _error(failed) if failed else None, packed(result), members=len(others), passing=passing)


def _status(those: list[str]) -> str:
    """Of a file that was opened: `partial` where something in it could not be read, which is told of each member."""
    return "ok" if all(status in ("ok", "duplicate") for status in those) else "partial"


def _told(found: Extraction) -> StoredDocument:
    return {
        "sha256": found.sha256,
        "media_type": found.media_type,
        "status": found.status,
        "error": _error(found.error) if found.error else None,
        "records": list(found.records),
        "issues": [issue.row() for issue in found.issues],
    }


def _error(error: DojlettersError) -> ErrorRow:
    return {"code": error.code, "message": str(error)}
