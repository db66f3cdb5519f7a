"""The command `compare`: letters side by side."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import click

from pipeline.cli.given import inputs, to_standard_output
from pipeline.cli.options import shared_options
from pipeline.cli.saying import say
from pipeline.cli.selecting import selected, selecting_options


@click.command()
@inputs("paths", "FILE|RECORDS...")
@click.option("-o", "--output", default="outputs", metavar="DIR", help="Folder for the file `comparison`; - prints it.")
@click.option("--format", type=click.Choice(["html", "json", "csv", "docx", "text"]), default="html",
              help="csv has a row for each reading, docx tracked changes; text is printed.")  # fmt: skip
@selecting_options
@shared_options
def compare(paths: tuple[str, ...], output: str, format: str, where: tuple[str, ...], since: datetime | None) -> None:
    """Compare letters: what a family shares, where one says something else, release against letters.

    Takes documents, records files and output folders.

    \b
    Examples:
      dojletters compare corpus/psp.pdf --format text
      dojletters compare outputs --format html --output outputs
      dojletters compare outputs --where document_type=letter --since 2017-08-01 --format json --output - > letters.json
      dojletters compare outputs --format docx --output outputs
    """
    from pipeline import export
    from pipeline.comparison import Side, render_text
    from pipeline.comparison import compare as run_comparison
    from pipeline.runs.gather import gather

    found = gather(paths)
    records = selected(found.records, where, since)
    result = run_comparison([Side(record, found.documents.get(record["record_id"])) for record in records])
    if format == "text":
        say(render_text(result))
        return

    def write(target: Path) -> None:
        if format == "json":
            export.write(target, export.document(result.to_json()))
        elif format in ("csv", "docx"):
            from pipeline.export.comparisons import to_csv, to_docx

            export.write(target, (to_csv if format == "csv" else to_docx)(result.to_json()))
        else:
            from pipeline.report import comparison_page

            comparison_page(result.to_json(), target, records, found.files)

    _put(output, f"comparison.{format}", write)


def _put(output: str, name: str, write: Callable[[Path], None]) -> None:
    """Write the file `name` into the folder `output` and say so, or print it where that is `-`."""
    from pipeline import export

    if output == "-":
        to_standard_output(name, write)
        return
    target = Path(output) / name
    export.prepare(target.parent)
    write(target)
    say(str(target))
