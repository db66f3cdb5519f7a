"""The command `gold`."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.cli.options import is_quiet, shared_options
from pipeline.cli.saying import say


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--to", metavar="FOLDER", type=click.Path(path_type=Path), help="Where to write them.  [default: DIR/gold]")
@click.option("--files", is_flag=True, help="Put a copy of each file beside its gold record, as calibrate and fit want it.")
@shared_options
def gold(folder: Path, to: Path | None, files: bool) -> None:
    """Write gold records of what people have checked in DIR, for evaluate, calibrate and fit.

    A document that somebody said is right as a whole is claimed whole; of others the fields of which every value was looked at.

    \b
    Examples:
      dojletters gold outputs --to gold
      dojletters gold outputs --files
    """
    from pipeline.quality.gold import write_gold
    from pipeline.records.corrections import NAME, read
    from pipeline.report import load

    records, found = load(folder)
    done = write_gold(records, read(folder / NAME), to or folder / "gold", found if files else None)
    if not is_quiet():
        for one in done:
            say(f"{one.path}: {one.documents} document{'' if one.documents == 1 else 's'}, {one.whole} checked as a whole")
