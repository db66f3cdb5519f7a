"""The library: read documents, load what an earlier run has written, compare; results that show themselves in a notebook."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast, overload

from pipeline.config import Config
from pipeline.errors import DojlettersError
from pipeline.issues import Issue
from pipeline.reading.sources import walk
from pipeline.records.types import Record as Values

if TYPE_CHECKING:
    import pandas as pd
    from PIL import Image
    from spacy.language import Language
    from spacy.tokens import Doc

    from pipeline.comparison import Comparison
    from pipeline.layout.document import Document
    from pipeline.quotes import Report
    from pipeline.records.results import Extraction


class Record(dict[str, Any]):
    """A record as a dictionary (`record["deadlines"]`, see the schema `record`) that knows where its document is.

    `path` is the file that it was read from, `None` where that is not known. `document` leads from any passage of the text to its
    place on the page; only a record that was read just now has it.
    """

    def __init__(self, values: Mapping[str, object], path: Path | None = None, document: Document | None = None) -> None:
        super().__init__(values)
        self.path = path
        self.document = document

    def __repr__(self) -> str:
        from pipeline.notebook.display import summary

        return f"<Record {summary(cast(Values, self))}>"

    def _repr_html_(self) -> str:
        from pipeline.notebook.display import record

        return record(cast(Values, self))

    def draw(self, page: int | None = None, only: Iterable[str] | None = None) -> Image.Image:
        """The image of a page with the place of each value marked in the colour of its key.

        `page` counts from 1 in the file; without it the record's first page is drawn. `only` are keys of the record
        (`["deadlines", "questions"]`). Raises MissingFile where the file is not known or has changed since, UnsupportedFile
        where it has no pages that can be drawn, ValueError for a page or a key that the record does not have.
        """
        from pipeline.notebook.picture import draw

        return draw(cast(Values, self), self.path, page, only)

    def to_doc(self, nlp: Language | None = None) -> Doc:
        """The text as a spaCy Doc after `nlp` (all extractors, unless told otherwise).

        A record that was read just now brings its layout along: `doc.spans["paragraphs"]`, `doc.spans["lines"]`,
        `span._.doj_boxes`.
        """
        from pipeline.nlp import create, to_doc

        return (nlp or create())(self["text"] if self.document is None else to_doc(self.document, geometry=True))


class Records(Sequence[Record]):
    """Records in their order. `issues` are the doubts and failures met while they were read, each with the path of its file."""

    def __init__(self, records: Iterable[Record], issues: Iterable[tuple[str, Issue]] = ()) -> None:
        self._records = tuple(records)
        self.issues = tuple(issues)

    def __len__(self) -> int:
        return len(self._records)

    @overload
    def __getitem__(self, at: int) -> Record: ...
    @overload
    def __getitem__(self, at: slice) -> Records: ...
    def __getitem__(self, at: int | slice) -> Record | Records:
        return Records(self._records[at], self.issues) if isinstance(at, slice) else self._records[at]

    def __iter__(self) -> Iterator[Record]:
        return iter(self._records)

    def __add__(self, other: Records) -> Records:
        """These records and then the others; one that is in both stays once."""
        own = self.by_id()
        return Records((*self, *(one for one in other if own.get(one["record_id"]) != one)), (*self.issues, *other.issues))

    def __eq__(self, other: object) -> bool:
        """Whether the same records stand in the same order."""
        return isinstance(other, Records) and self._records == other._records

    __hash__ = None  # type: ignore[assignment]

    def by_id(self) -> dict[str, Record]:
        """The records by their `record_id`."""
        return {record["record_id"]: record for record in self}

    def filter(self, wanted: Callable[[Record], object]) -> Records:
        """The records for which `wanted` is true: `records.filter(lambda r: r["deadlines"])`."""
        return Records(filter(wanted, self), self.issues)

    def export(self, path: str | Path) -> None:
        """Write them in the form that the ending of `path` says, as `dojletters export` does. Raises OutputError, ConfigError."""
        from pipeline.export import export

        files = {record["source"]["sha256"]: record.path for record in self if record.path}
        export(cast(Sequence[Values], self), Path(path), files=files)

    def __repr__(self) -> str:
        from pipeline.notebook.display import listing

        return listing(cast(Sequence[Values], self))

    def _repr_html_(self) -> str:
        from pipeline.notebook.display import records

        return records(cast(Sequence[Values], self))

    def to_pandas(self, table: str = "records") -> pd.DataFrame:
        """A table of the records, the same as `dojletters export` writes: `records` has one row each, `evidence` one for each of
        their single values (`date`, `title`), and each list a table of its name (`deadlines`, `questions`).

        The columns are the schema's, whatever the records hold; a nested key is `address_city`, dates are ISO 8601 text. Raises
        ValueError for a table that there is not.
        """
        import pandas

        from pipeline.export.tables import all_rows, tables

        columns = {found.name: [column.name for column in found.columns] for found in tables()}
        if table not in columns:
            raise ValueError(f"there is no table {table!r}, but {', '.join(columns)}")
        return pandas.DataFrame(all_rows(cast(Sequence[Values], self))[table], columns=columns[table])


def extract(
    *paths: str | Path, config: Config | Mapping[str, object] | None = None, corrections: str | Path | None = None
) -> Records:
    """Read files, or all documents in folders, into records; `config` may be a dictionary of settings (`{"ocr": "never"}`).

    Archives and mails give what they hold. `corrections` is a file of what people said at the desk (`corrections.jsonl`), or the
    folder that holds it; what they said of these documents is in the records. Raises a DojlettersError for a file named itself
    that cannot be read; one in a folder or an archive becomes an issue, and the others go on.
    """
    from pipeline.records.corrections import at as said_at
    from pipeline.runs.checked import checked
    from pipeline.runs.gather import read_all

    settings = Config.of(config)
    said = said_at(None if corrections is None else Path(corrections))
    told = said.boundaries()
    records: list[Record] = []
    issues: list[tuple[str, Issue]] = []
    named = {str(path) for path in paths}
    for source in walk(paths):
        for path, found in read_all(source, settings, told):
            result = found if isinstance(found, DojlettersError) else checked(found, said)
            if not isinstance(result, DojlettersError):
                records += _records(result, Path(path))
                issues += [(path, issue) for issue in result.issues]
            elif path in named:
                raise result
            else:
                issues.append((path, Issue(result.code, str(result), "error")))
    return Records(records, issues)


def _records(result: Extraction, path: Path) -> Iterator[Record]:
    for values, document in zip(result.records, result.documents, strict=True):
        yield Record(values, path, document)


def load(path: str | Path) -> Records:
    """The records that a run has written: its folder, or a file of them (JSON Lines, JSON or CSV).

    Raises MissingFile, or InvalidRecords where the file holds no records of the schema.
    """
    from pipeline.report import load as read

    values, files = read(Path(path))
    return Records(Record(record, files.get(record["source"]["sha256"])) for record in values)


def compare(
    *what: str | Path | Iterable[Mapping[str, object]], config: Config | Mapping[str, object] | None = None
) -> Comparison:
    """Compare letters: documents, folders, records files, or records that were read before.

    Gives the families of letters, what they share, and where one says something else. Raises a DojlettersError where something
    cannot be read: a comparison without it would mislead.
    """
    from pipeline.comparison import Side
    from pipeline.comparison import compare as collate
    from pipeline.runs.gather import gather

    sides: list[Side] = []
    for given in what:
        if isinstance(given, str | Path):
            found = gather([str(given)], Config.of(config))
            sides += [Side(record, found.documents.get(record["record_id"])) for record in found.records]
        else:
            sides += [Side(cast(Values, record), getattr(record, "document", None)) for record in given]
    return collate(sides)


def verify(
    words: str,
    *sources: str | Path | Iterable[Mapping[str, object]],
    config: Config | Mapping[str, object] | None = None,
    accept_other: bool = False,
) -> Report:
    """Check words against sources: documents, folders, records files, or records that were read before.

    `words` are a text with quotations in it, or without quotation marks one quotation as a whole. `report.looks` counts what
    somebody should look at, `report.to_json()` has the form of the schema `quotations`. A paper that is neither letter nor
    release bears witness only with `accept_other`. Raises a DojlettersError where a source cannot be read.
    """
    from pipeline.quotes import article_of, check
    from pipeline.runs.gather import gather

    records: list[Values] = []
    documents: dict[str, Document] = {}
    for given in sources:
        if isinstance(given, str | Path):
            found = gather([str(given)], Config.of(config))
            records += found.records
            documents |= found.documents
        else:
            for record in given:
                records.append(cast(Values, record))
                if document := getattr(record, "document", None):
                    documents[str(record["record_id"])] = document
    return check([article_of(words)], records, documents, accept_other)
