"""The command `show`: a record at the terminal."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline import logs
from pipeline.cli.options import shared_options
from pipeline.cli.saying import say_json

if TYPE_CHECKING:
    from pipeline.records.types import Record

_ID = re.compile(r"[0-9a-f]{4,12}(?:-\d*)?")


@click.command()
@click.argument("what", metavar="ID|FILE...", nargs=-1, required=True)
@click.option("--records", default="outputs", metavar="DIR", help="Where the records lie that an ID is looked for in.")
@click.option("--format", type=click.Choice(["text", "json"]), default="text", help="Form of the answer.")
@shared_options
def show(what: tuple[str, ...], records: str, format: str) -> None:
    """Show records for reading: values by section, where each stands, and what to doubt (lines with a ?).

    An ID, or its beginning, is looked for in --records; a FILE is a document, a records file or an output folder, - is standard
    input.

    \b
    Examples:
      dojletters show corpus/psp.pdf
      dojletters show 41c9d6800297-05 --records outputs
      dojletters extract corpus/psp.pdf --output - | dojletters show - --format json
    """
    from pipeline.report.terminal import render_record

    found = [record for one in what for record in _found(one, records)]
    if format == "json":
        say_json(found)
    else:
        colour = logs.takes_colour(sys.stdout)
        click.echo("\n".join(render_record(record, colour) for record in found), nl=False, color=colour)


def _found(what: str, records: str) -> list[Record]:
    from pipeline.runs.gather import gather

    if what == "-" or Path(what).exists():
        return gather([what]).records
    if not _ID.fullmatch(what):
        raise click.UsageError(f"{what!r} is no file that is there, and no record's id.")
    if not Path(records).exists():
        raise click.UsageError(f"There are no records in {records!r} to look for {what} in; --records says where they lie.")
    found = [record for record in gather([records]).records if record["record_id"].startswith(what)]
    if not found:
        raise click.UsageError(f"No record in {records!r} has an id that begins with {what}.")
    return found
