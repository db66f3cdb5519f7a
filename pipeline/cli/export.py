"""The command `export`."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from pipeline.cli.given import inputs, to_standard_output
from pipeline.cli.options import is_quiet, shared_options
from pipeline.cli.saying import say
from pipeline.cli.selecting import selected, selecting_options


@click.command()
@inputs("paths", "RECORDS|DIR...")
@click.option(
    "--to",
    multiple=True,
    required=True,
    metavar="PATH",
    type=click.Path(dir_okay=False, path_type=Path, allow_dash=True),
    help="File to write, its form told by the ending; - is standard output. May be repeated.",
)
@click.option("--format", default="jsonl", metavar="ENDING", help="Form of what goes to standard output, as an ending: csv, ics.")
@click.option("--links", default="", metavar="ADDRESS", help="Where the files are served: a database links to file and page.")
@selecting_options
@shared_options
def export(
    paths: tuple[str, ...], to: tuple[Path, ...], format: str, links: str, where: tuple[str, ...], since: datetime | None
) -> None:
    """Write records in the forms that other tools read.

    \b
    .db, .sqlite  SQLite with a table for each list, ready for Datasette; again: brought up to date
    .csv          a table of the records; those of the lists beside it (letters.deadlines.csv, ...)
    .xlsx         Excel, a sheet for each table
    .review.xlsx  Excel, a line for each value to look at; dojletters import takes what was changed there
    .parquet      a row for each record, with nested types
    .jsonl, .json the records themselves
    .md           a list of the documents and a folder with a page for each
    .jsonld       W3C Web Annotations: each value on its passage and its place on the page
    .xml          TEI correspDesc: senders, recipients, dates and places of the letters
    .ics          iCalendar: the deadlines
    .labelstudio.json, .prodigy.jsonl: the texts with the places of their values, for Label Studio and Prodigy
    .csl.json     CSL JSON, .ris: the documents as Zotero and others cite them
    .documentcloud.json  notes for DocumentCloud, by document and page

    \b
    Examples:
      dojletters export outputs --to outputs/letters.db
      dojletters export outputs --to outputs/letters.db --links http://localhost:8001/files
      dojletters export outputs --to review.xlsx --to letters.labelstudio.json --to letters.prodigy.jsonl
      dojletters export outputs --to letters.ris --to letters.csl.json --to letters.documentcloud.json
      dojletters export outputs/records.jsonl --to letters.xlsx --to letters.ics
      dojletters export outputs --where document_type=letter --where deadlines --since 2017-08-01 --to due.csv
      dojletters export - --to - --format ics < outputs/records.jsonl > due.ics
    """
    from pipeline.export import check
    from pipeline.export import export as write
    from pipeline.runs.gather import gather

    printed = Path(f"records.{format.removeprefix('.')}")
    check(printed if str(path) == "-" else path for path in to)
    found = gather(paths)
    records = selected(found.records, where, since)
    for path in to:
        if str(path) == "-":
            to_standard_output(printed.name, lambda file: write(records, file, files=found.files))
            continue
        done = write(records, path, links, found.files)
        if not is_quiet():
            say("\n  ".join([f"{done.path}: {done.records} record{'' if done.records == 1 else 's'}", *done.notes]))
