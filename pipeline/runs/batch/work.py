"""The work on one document, as it is done in a process of its own."""

from __future__ import annotations

import hashlib
from dataclasses import asdict

from pipeline.errors import DojlettersError, FileChanged, MissingFile
from pipeline.runs.batch.job import Job, Outcome, failure, packed
from pipeline.runs.batch.places import read
from pipeline.runs.run import extract_one


def work(job: Job) -> Outcome:
    """Read the job's document. Never raises for what is in it."""
    try:
        data = read(job.place, job.config.max_bytes)
    except DojlettersError as error:
        return failure(error)
    except OSError as error:
        return failure(MissingFile(f"The file cannot be read ({error.strerror or error})"))
    if hashlib.sha256(data).hexdigest() != job.sha256:
        return failure(FileChanged())
    found = extract_one(job.place.path, job.config, data)
    told = None if found.error is None else {"code": found.error.code, "message": str(found.error)}
    result = {
        "media_type": found.media_type,
        "records": list(found.records),
        "issues": [asdict(issue) for issue in found.issues],
    }
    return Outcome(found.status, len(found.records), told, packed(result))
