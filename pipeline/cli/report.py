"""The command `report`."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.cli.options import shared_options


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="RECORDS|DIR...", type=click.Path(exists=True))
@click.option("-o", "--output", default="report.html", metavar="FILE", type=click.Path(path_type=Path), help="The page to write.")
@shared_options
def report(paths: tuple[str, ...], output: Path) -> None:
    """Show records with the page images and the place of each value, as pages that open from disk.

    \b
    Examples:
      dojletters report outputs --output report.html
    """
    from pipeline.report import report as write_report
    from pipeline.runs.gather import gather

    found = gather(paths)
    pages = write_report(found.records, output, found.files)
    click.echo(f"{pages[0]}: {len(found.records)} records on {len(pages)} pages")
