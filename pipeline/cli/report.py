"""The command `report`."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from pipeline.cli.given import inputs, to_standard_output
from pipeline.cli.options import shared_options
from pipeline.cli.saying import say
from pipeline.cli.selecting import selected, selecting_options


@click.command()
@inputs("paths", "RECORDS|DIR...")
@click.option(
    "-o",
    "--output",
    default="report.html",
    metavar="FILE",
    type=click.Path(path_type=Path, allow_dash=True),
    help="The page to write; - is standard output, for a single record.",
)
@selecting_options
@shared_options
def report(paths: tuple[str, ...], output: Path, where: tuple[str, ...], since: datetime | None) -> None:
    """Show records with the page images and the place of each value, as pages that open from disk.

    \b
    Examples:
      dojletters report outputs --output report.html
      dojletters report outputs --where recipients.address.state=CA --since 2017-08-01 --output california.html
    """
    from pipeline.report import report as write_report
    from pipeline.runs.gather import gather

    found = gather(paths)
    records = selected(found.records, where, since)
    if str(output) == "-":
        if len(records) != 1:
            raise click.UsageError(f"{len(records)} records are not one page: give --output FILE, or --where for one record.")
        to_standard_output("report.html", lambda path: write_report(records, path, found.files))
        return
    pages = write_report(records, output, found.files)
    say(f"{pages[0]}: {len(records)} records on {len(pages)} pages")
