"""The command `export`."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.cli.options import is_quiet, shared_options


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="RECORDS|DIR...", type=click.Path(exists=True))
@click.option(
    "--to",
    multiple=True,
    required=True,
    metavar="PATH",
    type=click.Path(dir_okay=False, path_type=Path),
    help="File to write, its form told by the ending. May be repeated.",
)
@shared_options
def export(paths: tuple[str, ...], to: tuple[Path, ...]) -> None:
    """Write records in the forms that other tools read.

    \b
    .db, .sqlite  SQLite with a table for each list, ready for Datasette; again: brought up to date
    .csv          a table of the records; those of the lists beside it (letters.deadlines.csv, ...)
    .xlsx         Excel, a sheet for each table
    .parquet      a row for each record, with nested types
    .jsonl, .json the records themselves
    .md           a list of the documents and a folder with a page for each
    .jsonld       W3C Web Annotations: each value on its passage and its place on the page
    .xml          TEI correspDesc: senders, recipients, dates and places of the letters
    .ics          iCalendar: the deadlines

    \b
    Examples:
      dojletters export outputs --to outputs/letters.db
      dojletters export outputs/records.jsonl --to letters.xlsx --to letters.ics
    """
    from pipeline.export import check
    from pipeline.export import export as write
    from pipeline.runs.gather import gather

    check(to)
    records = gather(paths).records
    for path in to:
        done = write(records, path)
        if not is_quiet():
            click.echo("\n  ".join([f"{done.path}: {done.records} record{'' if done.records == 1 else 's'}", *done.notes]))
