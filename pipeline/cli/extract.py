"""The command `extract`."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli.given import inputs
from pipeline.cli.options import is_quiet, shared_options
from pipeline.cli.reading import MILLION, POSITIVE, read_config, reading_options
from pipeline.cli.saying import give, say
from pipeline.config import Config

if TYPE_CHECKING:
    from pipeline.export import Format
    from pipeline.runs.batch.limits import Limits


@click.command()
@inputs("paths", "PATH...")
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
@click.option("--seconds", type=POSITIVE, help="Time limit of each file, which is then read in a process of its own.")
@click.option("--memory-megabytes", type=POSITIVE, help="Memory limit of that process.")
@reading_options
@shared_options
def extract(
    paths: tuple[str, ...],
    output: str,
    replace: bool,
    corrections: Path | None,
    format: Format,
    jobs: int,
    seconds: float | None,
    memory_megabytes: float | None,
    **settings: object,
) -> None:
    """Read files, folders of files, globs or standard input (-) into records.

    DIR then holds records.jsonl (or .json, .csv), issues.csv and run.json. The corrections in DIR are applied.

    \b
    Examples:
      dojletters extract corpus/psp.pdf --output outputs
      dojletters extract corpus --ocr never --format csv --output tables
      dojletters extract - --output - < corpus/psp.pdf
      dojletters extract corpus --output outputs --replace
      dojletters extract 'corpus/**/*.pdf' --output globbed
      dojletters extract corpus/psp.pdf --pages 9-10 --output stockton
      dojletters extract corpus --password-file passwords.txt --output unlocked
      dojletters extract corpus --seconds 120 --memory-megabytes 1500 --output limited
      dojletters extract corpus --max-pages 300 --max-megabytes 80 --max-megapixels 60 --max-stream-megabytes 200 --output small
      dojletters extract corpus --language eng --page-seconds 30 --no-cache --jobs 1 --output slow
      dojletters extract corpus/psp.pdf --corrections outputs/corrections.jsonl --topics topics.json --output corrected
    """
    from pipeline import export
    from pipeline.runs.run import run

    config = dataclasses.replace(read_config(settings), jobs=jobs)
    folder = None if output == "-" else Path(output)
    limits = _limits(seconds, memory_megabytes)
    result = run(
        paths,
        config,
        output=folder,
        form=format,
        replace=replace,
        progress=not is_quiet(),
        corrections=corrections,
        limits=limits,
    )
    if folder is None:
        give(export.records(result.records, format))
    elif not is_quiet():
        say(f"{folder / f'records.{format}'}: {result.summary}")
    click.get_current_context().exit(result.exit_code)


def _limits(seconds: float | None, memory_megabytes: float | None) -> Limits | None:
    """The limits asked for, `None` where none are; of one that is left out, that of a batch."""
    from pipeline.runs.batch.limits import Limits

    if not memory_megabytes:
        return None if seconds is None else Limits(seconds)
    most = int(memory_megabytes * MILLION)
    return Limits(memory_bytes=most) if seconds is None else Limits(seconds, most)
