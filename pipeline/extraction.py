"""The score: from a file to its records, all stages in their order.

file -> pages of words -> lines -> segments         reading (ocr where it must), layout
segment -> paragraphs -> text -> Doc -> findings    layout, extractors
findings -> record with its doubts -> validated     records
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from extractors.language.topics import read_topics
from extractors.paragraph import Paragraph
from pipeline.config import Config
from pipeline.errors import ConfigError, DojlettersError, NoTextFound, OcrFailed, OcrTimeout, TooLarge
from pipeline.issues import Issue
from pipeline.layout import text
from pipeline.layout.apart import Apart, OwnLines
from pipeline.layout.boundaries import AS_READ, Boundaries
from pipeline.layout.document import Document, LeftOut, Page
from pipeline.layout.furniture import without_furniture
from pipeline.layout.lines import Line
from pipeline.layout.marks import mark_of
from pipeline.layout.paragraphs import paragraphs
from pipeline.layout.segments import Segment, segments
from pipeline.ocr import recogniser
from pipeline.progress import page_done
from pipeline.reading.pages import LOST_PAGE, NOT_ASKED_FOR, read
from pipeline.reading.sources import FileContent
from pipeline.records import build, review, validate
from pipeline.records.build import RecordSource
from pipeline.records.confidence import rule_of
from pipeline.records.results import Extraction, PageReading
from pipeline.records.types import Record

if TYPE_CHECKING:
    from pipeline.doubt.assessment import Assessment


@dataclass(frozen=True, slots=True)
class _SegmentResult:
    """What one segment became; without a document and rules if they were not to be kept."""

    record: Record
    document: Document | None
    rules: Mapping[str, str]
    assessment: Assessment | None
    issues: tuple[Issue, ...]


def extract(
    path: str | Path,
    config: Config | None = None,
    data: bytes | FileContent | None = None,
    *,
    keep_documents: bool = True,
    told: Boundaries = AS_READ,
) -> Extraction:
    """The records of the file at `path`, one for each letter or release in it.

    `data` are its bytes where they were read already (standard input). Without `keep_documents` the extraction has records
    only, and each segment's words are given up as soon as it is done: a file may have thousands of pages. `told` is what a
    person said about where documents begin and about zones. Raises a DojlettersError where the file as a whole can't be read.
    """
    config = config or Config()
    _check_files(config)
    content = data if isinstance(data, FileContent) else FileContent(str(path), data)
    reading = read(content, config, recogniser.tesseract(config, meanwhile=partial(_prepare, config)))
    pages: dict[int, Page] = {}
    source = RecordSource(content.name, content.sha256, reading.media_type, mail=reading.mail)
    built = []
    for number, segment in enumerate(segments(_lines(reading.pages, pages, told), told), 1):
        first, last = _read_of(segment, pages)
        of = replace(source, segment=number, first_page=first, last_page=last)
        said = reading.said if number == 1 else {}
        built.append(_record(segment, of, pages, config, keep_documents, told, said))
    if not built:
        raise _without_text(pages.values(), content.path)
    for one in built:
        build.complete(one.record, len(pages), len(built))
    issues = [*reading.issues, *(issue for one in built for issue in (*one.issues, *validate.issues(one.record)))]
    return Extraction(
        path=content.path,
        sha256=content.sha256,
        media_type=reading.media_type,
        page_count=len(pages),
        status="partial" if any(issue.severity == "error" for issue in issues) else "ok",
        records=tuple(one.record for one in built),
        issues=tuple(issues),
        error=None,
        pages=tuple(PageReading(p.number, p.source, p.reason, p.notes) for p in pages.values()),
        documents=tuple(one.document for one in built if one.document),
        rules=tuple(one.rules for one in built if one.document),
        assessments=tuple(one.assessment for one in built if one.assessment),
    )


def _read_of(segment: Segment, pages: Mapping[int, Page]) -> tuple[int, int]:
    """The first and last page of a segment, without those beside it that nobody asked for."""
    own = [n for n in range(segment.first_page, segment.last_page + 1) if pages[n].reason != NOT_ASKED_FOR]
    return (own[0], own[-1]) if own else (segment.first_page, segment.last_page)


def _lines(read: Iterable[Page], pages: dict[int, Page], told: Boundaries) -> Iterator[list[Line]]:
    """The lines of each page; what else is known of it is kept in `pages`, its words are not."""
    apart = Apart()
    for page in read:
        own = _without_stamps(apart.page(page), told)
        pages[page.number] = replace(
            page, words=(), notes=(*page.notes, *own.notes), marks=(*page.marks, *own.marks), left_out=own.left_out
        )
        page_done(page.number)
        yield own.lines


def _without_stamps(own: OwnLines, told: Boundaries) -> OwnLines:
    """The lines without those that a person said are a stamp; each such line is a mark."""
    stamps = [line for line in own.lines if told.is_stamp(line)] if told.stamps else []
    if not stamps:
        return own
    kept = [line for line in own.lines if not any(line is stamp for stamp in stamps)]
    words = [word for line in stamps for word in line.words]
    mark = mark_of("stamp", words, [line.words for line in stamps])
    return OwnLines(kept, (*own.marks, mark), (*own.left_out, LeftOut("stamp", tuple(words))))


def _record(
    segment: Segment,
    source: RecordSource,
    pages: Mapping[int, Page],
    config: Config,
    keep: bool,
    told: Boundaries,
    said: Mapping[str, str],
) -> _SegmentResult:
    """A segment's lines, which are used up, to its record, which does not yet know how many pages and segments its file has."""
    from extractors.repair.mending import doubted  # what needs spaCy, whose import takes long: see `_prepare`
    from extractors.repair.repair import repair_of
    from extractors.structure import zones
    from extractors.structure.parts import read_parts
    from extractors.structure.standing import binding, tick_notes
    from pipeline import nlp
    from pipeline.doubt import model
    from pipeline.doubt.assessment import assess
    from pipeline.records.findings import collect

    own = [pages[number] for number in range(segment.first_page, segment.last_page + 1)]
    document = _document(segment, own)
    if told.zones:
        document.paragraphs = tuple(_with_zone(paragraph, document, told) for paragraph in document.paragraphs)
    doc = nlp.to_doc(document, config.spacy_model, topics=config.topics)
    if config.zones is not None:
        with zones.using(config.zones):
            read_parts(doc)  # known from here on
    issues: list[Issue] = []
    findings = doubted(collect(doc, source.record_id, issues), repair_of(doc))
    findings = binding(findings, document.text)
    record = build.build(source, read_parts(doc).kind, document, findings)
    found = dict(zip(build.paths(findings), findings, strict=True))
    notes = [note for page in own for note in (*page.notes, *_lost(page))]
    notes += [f"left-out: “{one.text}” was taken for a {one.reason}" for one in document.left_out if not one.certain]
    assessment = assess(doc, document, found)
    with model.using(config.weights):
        record["review"] = review.review(record, found, [*notes, *tick_notes(document.text)], assessment, said)
    reasons = record["review"]["reasons"]
    issues += [Issue(r["code"], r["message"], "warning", None, source.record_id, r["field"]) for r in reasons]
    rules = {path: rule_of(finding) for path, finding in found.items()}
    if not keep:
        return _SegmentResult(record, None, {}, None, tuple(issues))
    return _SegmentResult(record, document, rules, assessment, tuple(issues))


def _with_zone(paragraph: Paragraph, document: Document, told: Boundaries) -> Paragraph:
    """A paragraph with the zone that a person said it is of."""
    places = document.locate(paragraph.start, paragraph.end)
    zone = told.zone(places[0].page, places[0].box) if places else None
    return replace(paragraph, told=zone) if zone else paragraph


def _lost(page: Page) -> Iterator[str]:
    """A note where nothing could be read on a page, so that the record itself names it."""
    for code in (note.partition(":")[0] for note in page.notes):
        if code in LOST_PAGE:
            yield f"page-lost: page {page.number} was not read ({code}): what stands on it is missing"


def _document(segment: Segment, pages: Sequence[Page]) -> Document:
    """The text of a segment, which gives up its lines, with what else is on its pages."""
    heights = {page.number: page.upright_size[1] for page in pages}
    texts = without_furniture(segment.given_up(), heights, segment.first_page)
    document = text.build(paragraphs(texts))
    left_out = [*(one for page in pages for one in page.left_out), *(one for page in texts for one in page.left_out)]
    document.left_out = (*left_out, *document.left_out)
    document.marks = tuple(mark for page in pages for mark in page.marks)
    document.redactions = tuple(redaction for page in pages for redaction in page.redactions)
    return document


def _prepare(config: Config) -> None:
    """Make what the first segment would otherwise have to wait for: done while Tesseract works, where it does."""
    import extractors
    from pipeline import nlp

    nlp.base(config.spacy_model)
    extractors.load_all()


def _without_text(pages: Iterable[Page], path: str) -> DojlettersError:
    """Why no page has a word. Where text recognition failed, nothing is known of the pages, least of all that they are blank."""
    for error in (OcrFailed, OcrTimeout):
        failed = [str(page.number) for page in pages if any(note.startswith(error.code) for note in page.notes)]
        if failed:
            told = f"{error.problem.rstrip('.')} (page {', '.join(failed[:20])}{' ...' if len(failed) > 20 else ''})"
            return error(told, path=path)
    if any(note.startswith("text-cut") for page in pages for note in page.notes):
        return TooLarge("No text was found within the limits: the file has more lines, or is deeper nested", path=path)
    return NoTextFound(path=path)


def _check_files(config: Config) -> None:
    """A file of topics or weights that can't be used is told before any work is done."""
    from pipeline.doubt import model

    try:
        read_topics(*([config.topics] if config.topics else []))
    except _NOT_USABLE as error:
        raise ConfigError(f"the topics file {config.topics} can't be used: {error!r}") from error
    for file, check in ((config.zones, _open_zones), (config.weights, model.read)):
        try:
            if file is not None:
                check(file)
        except _NOT_USABLE as error:
            raise ConfigError(
                f"{file} holds no weights: {error!r}", remedy="`dojletters fit --with` writes such a file."
            ) from error


_NOT_USABLE = (OSError, ValueError, KeyError, TypeError)


def _open_zones(file: Path) -> None:
    from extractors.structure import zones

    with zones.using(file):
        zones.check()
