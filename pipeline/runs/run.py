"""Many files to one set of outputs: a file that cannot be read is a failed result, and the others go on."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

from pipeline import __version__, export
from pipeline.config import Config
from pipeline.errors import DojlettersError, MemoryLimit, MissingFile, ProgramMissing, UnexpectedFailure
from pipeline.export.characters import for_terminal
from pipeline.issues import Issue
from pipeline.layout.boundaries import AS_READ, Boundaries
from pipeline.ocr.installed import versions_of_readers
from pipeline.progress import watched_by
from pipeline.reading.containers import parts
from pipeline.reading.sources import OF_NOTHING, STANDARD_INPUT, FileContent, SourceFile, walk
from pipeline.records import corrections as said
from pipeline.records.corrections import Corrections
from pipeline.records.results import Extraction
from pipeline.records.types import Record
from pipeline.runs import folder, known
from pipeline.runs.batch.limits import Limits
from pipeline.runs.checked import as_read, checked, write_as_read
from pipeline.runs.revision import version

_log = logging.getLogger(__name__)

_SHOWN = 40  # characters of a file's name beside the bar
ALL_FINE, SOME_FAILED, PROGRAM_MISSING = 0, 1, 3


@dataclass(frozen=True, slots=True)
class Run:
    """What came of a run: a result for each file, in the order in which they were read."""

    extractions: tuple[Extraction, ...]

    @property
    def records(self) -> list[Record]:
        """The records of all files."""
        return [record for extraction in self.extractions for record in extraction.records]

    @property
    def issues(self) -> list[tuple[str, Issue]]:
        """The issues of all files, each with its file's path."""
        return [(extraction.path, issue) for extraction in self.extractions for issue in extraction.issues]

    @property
    def summary(self) -> str:
        """What came of it in a line: `5 records from 1 file, 2 issues`."""
        failed = sum(extraction.status == "failed" for extraction in self.extractions)
        told = [
            _counted(len(self.records), "record") + " from " + _counted(len(self.extractions), "file"),
            _counted(len(self.issues), "issue"),
        ]
        return ", ".join(told + ([f"{failed} not read"] if failed else []))

    @property
    def exit_code(self) -> int:
        """0 if every file is `ok`; the error's own if the only file failed, 3 if all failed for want of a program; else 1."""
        codes = [extraction.error.exit_code for extraction in self.extractions if extraction.error]
        if codes and len(codes) == len(self.extractions) and (len(codes) == 1 or set(codes) == {PROGRAM_MISSING}):
            return codes[0]
        return ALL_FINE if all(extraction.status in ("ok", "duplicate") for extraction in self.extractions) else SOME_FAILED


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def run(
    paths: Sequence[str],
    config: Config,
    *,
    output: Path | None = None,
    form: export.Format = "jsonl",
    replace: bool = False,
    progress: bool = False,
    corrections: Path | None = None,
    limits: Limits | None = None,
) -> Run:
    """Read every file at or under `paths` (`-` is standard input) and write the outputs to the folder `output`, if there is one.

    Results that are there already stay unless `replace`, and are never replaced by none. `progress` shows a bar on standard error
    if that is a terminal. What people said about the files, in the folder's own corrections and in those of the file
    `corrections`, which are added to them, is in the records. With `limits` each file is read in a process of its own, which may
    take no more. Raises OutputError, InvalidRecords for a correction that is none; what happens to one file is in its result.
    """
    if output is not None:
        folder.check_for_extract(output, replace)
        export.prepare(output)
    rows = _corrections(output, corrections)
    found = list(_watched(list(walk(paths)), config, progress, rows.boundaries(), limits))
    result = Run(tuple(checked(extraction, rows) for extraction in found))
    if output is not None:
        folder.check_worth(output, len(result.records))
        _save(result, config, output, form)
        write_as_read(output, as_read((record for one in found for record in one.records), rows))
    return result


def _corrections(output: Path | None, more: Path | None) -> Corrections:
    """The corrections of the folder, and those of another file, which are then the folder's too."""
    own = said.read(output / said.NAME) if output else Corrections()
    if more is None:
        return own
    known = {row.id for row in own}
    new = [row for row in said.read(more) if row.id not in known]
    if output is not None and new:
        said.append(output / said.NAME, new)
    return Corrections([*own, *new])


def extract_each(
    sources: Iterable[SourceFile], config: Config, told: Mapping[str, Boundaries] | None = None
) -> Iterator[Extraction]:
    """The result of each file in turn (`-` is standard input), scans that are known from the cache; never raises for what is in a
    file. `told` is what people said about how files are to be read, by their SHA-256."""
    seen: dict[str, str] = {}
    for source, name in sources:
        _log.info("reading %s", source)
        content = FileContent(source, name=name)
        found = None if told or source == STANDARD_INPUT else known.recall(content, config)
        if found is not None:
            first = seen.setdefault(found.sha256, source)
            yield found if first == source else _duplicate(content.path, content.sha256, first)
            continue
        for result in extract_all(content, config, seen, told):
            if not told:
                known.keep(result, config)
            yield result


def extract_all(
    content: FileContent,
    config: Config,
    seen: dict[str, str] | None = None,
    told: Mapping[str, Boundaries] | None = None,
) -> Iterator[Extraction]:
    """The results of a file: its own, and of each document that it holds (see `reading.containers`); never raises for what is in
    it.

    `seen` are the documents met so far, the path of each by its SHA-256: one of them is told as a duplicate and not read again.
    """
    seen = {} if seen is None else seen
    try:
        found = parts(content, config.max_bytes, config.passwords)
    except (OSError, ValueError):
        yield extract_one(content.path, config, content)
        return
    for part in found:
        if part.error is not None:
            yield _failed(part.content, part.error)
            continue
        first = seen.setdefault(part.content.sha256, part.path)
        if first != part.path:
            yield _duplicate(part.path, part.content.sha256, first)
            continue
        yield extract_one(part.path, config, part.content, (told or {}).get(part.content.sha256, AS_READ))


def _duplicate(path: str, sha256: str, first: str) -> Extraction:
    issue = Issue("duplicate", f"It is the same document as {first}, and was read once.", "info")
    return Extraction(path, sha256, "", 0, "duplicate", (), (issue,), None, ())


def extract_one(source: str, config: Config, data: bytes | FileContent | None = None, told: Boundaries = AS_READ) -> Extraction:
    """The result of one file, `data` being its bytes where they were read already; never raises for what is in it."""
    data = data if isinstance(data, FileContent) else FileContent(source, data)
    try:
        return _extract(source, config, data, told)
    except DojlettersError as error:
        return _failed(data, error)
    except MemoryError:
        return _failed(data, MemoryLimit("The document needed more memory than there is"))
    except ModuleNotFoundError as error:
        return _failed(data, ProgramMissing(f"The Python package {error.name} is not installed"))
    except Exception as error:
        fault = f"The program met a fault of its own ({type(error).__name__}: {error})"
        return _failed(data, UnexpectedFailure(fault))


def _extract(source: str, config: Config, data: FileContent, told: Boundaries) -> Extraction:
    from pipeline.extraction import extract

    try:
        return extract(source, config, data, keep_documents=False, told=told)  # a run needs only what is written
    except (FileNotFoundError, PermissionError, IsADirectoryError) as error:
        if error.filename != source:
            raise
        raise MissingFile(f"The file cannot be read ({error.strerror})") from error


def _watched(
    sources: Sequence[SourceFile], config: Config, progress: bool, told: Mapping[str, Boundaries], limits: Limits | None
) -> Iterator[Extraction]:
    from tqdm import tqdm
    from tqdm.contrib.logging import logging_redirect_tqdm

    with tqdm(total=len(sources), unit="file", disable=None if progress else True) as bar:
        done: list[str] = []

        def begun() -> Iterator[SourceFile]:
            for source in sources:
                bar.update(len(done))
                done[:] = [for_terminal(source.name[-_SHOWN:]).replace("\n", " ")]
                bar.set_postfix_str(done[0])
                yield source

        results = _limited(begun(), config, told, limits) if limits else extract_each(begun(), config, told)
        shown = watched_by(lambda page: bar.set_postfix_str(f"{done[0]}, page {page}"))
        with nullcontext() if bar.disable else logging_redirect_tqdm(), nullcontext() if bar.disable else shown:
            yield from results
        bar.update(len(done))


def _limited(
    sources: Iterable[SourceFile], config: Config, told: Mapping[str, Boundaries], limits: Limits
) -> Iterator[Extraction]:
    from pipeline.runs.limited import extract_limited

    seen: dict[str, str] = {}
    for result in extract_limited(sources, config, told, limits):
        unread = result.sha256 in ("", OF_NOTHING)
        first = result.path if unread else seen.setdefault(result.sha256, result.path)
        if result.status != "duplicate" and first != result.path:
            yield _duplicate(result.path, result.sha256, first)
            continue
        if result.error is not None:
            _log.error("%s: %s", result.path, result.error)
        yield result


def _failed(content: FileContent, error: DojlettersError) -> Extraction:
    _log.error("%s: %s", content.path, error)
    _log.debug("where reading %s stopped", content.path, exc_info=True)
    issue = Issue(error.code, str(error), "error")
    return Extraction(
        path=content.path,
        sha256=_sha256(content),
        media_type="",
        page_count=0,
        status="failed",
        records=(),
        issues=(issue,),
        error=error,
        pages=(),
    )


def _sha256(content: FileContent) -> str:
    """The digest of a file, empty if it can't be read."""
    try:
        return content.sha256
    except OSError:
        return ""


def _save(result: Run, config: Config, output: Path, form: export.Format) -> None:
    """Write the outputs; `run.json` comes last, so that its being there says that the others are."""
    export.write(output / f"records.{form}", export.records(result.records, form))
    folder.drop_other_forms(output, form)
    export.write(output / "issues.csv", export.issues(result.issues))
    export.write(output / "run.json", export.document(_summary(result, config, form)))


def _summary(result: Run, config: Config, form: export.Format) -> dict[str, object]:
    return {
        "schema_version": "1.0.0",
        "versions": {"dojletters": __version__, **versions_of_readers(), "spacy": version("spacy")},
        "settings": {"format": form, **config.settings()},
        "files": [_file(extraction) for extraction in result.extractions],
    }


def _file(extraction: Extraction) -> dict[str, object]:
    error = extraction.error
    return {
        "path": extraction.path,
        "sha256": extraction.sha256 or None,
        "status": extraction.status,
        "records": len(extraction.records),
        "error": None if error is None else {"code": error.code, "message": str(error)},
    }
