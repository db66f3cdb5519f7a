"""The command `extract`."""

from __future__ import annotations

import dataclasses
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.cli.options import is_quiet, shared_options
from pipeline.cli.reading import read_config, reading_options
from pipeline.config import Config

if TYPE_CHECKING:
    from pipeline.export import Format


@click.command()
@click.argument(
    "paths", nargs=-1, required=True, metavar="PATH...", type=click.Path(exists=True, readable=False, allow_dash=True)
)
@click.option(
    "-o", "--output", default="outputs", metavar="DIR", help="Folder of the outputs; - sends the records to standard output."
)
@click.option("--replace", is_flag=True, help="Put the results in the place of those that DIR holds from an earlier run.")
@click.option(
    "--corrections",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="What people said about these files; added to the corrections that DIR has.",
)
@click.option("--format", type=click.Choice(["jsonl", "json", "csv"]), default="jsonl", help="Form of the records.")
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    default=Config().jobs,
    show_default="one per processor",
    help="Pages recognised at the same time.",
)
@reading_options
@shared_options
def extract(
    paths: tuple[str, ...], output: str, replace: bool, corrections: Path | None, format: Format, jobs: int, **settings: Any
) -> None:
    """Read files, folders of files or standard input (-) into records.

    DIR then holds records.jsonl (or .json, .csv), issues.csv and run.json. The corrections in DIR are applied.

    \b
    Examples:
      dojletters extract corpus/psp.pdf --output outputs
      dojletters extract corpus --ocr never --format csv --output tables
      dojletters extract - --output - < corpus/psp.pdf
      dojletters extract corpus --output outputs --replace
    """
    from pipeline import export
    from pipeline.runs.run import run

    config = dataclasses.replace(read_config(settings), jobs=jobs)
    folder = None if output == "-" else Path(output)
    shown = not is_quiet()
    result = run(paths, config, output=folder, form=format, replace=replace, progress=shown, corrections=corrections)
    if folder is None:
        sys.stdout.buffer.write(export.records(result.records, format))
    elif not is_quiet():
        click.echo(f"{folder / f'records.{format}'}: {result.summary}")
    click.get_current_context().exit(result.exit_code)
