"""The commands `evaluate` and `changes`: how good the records are, how far their confidence can be trusted."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.cli.given import GivenInput, to_standard_output
from pipeline.cli.options import shared_options
from pipeline.cli.saying import say, say_json


@click.command()
@click.argument("gold", type=GivenInput())
@click.argument("records", type=GivenInput())
@click.option(
    "--against",
    metavar="OLDER",
    type=GivenInput(),
    help="Older records: what was gained and lost since.",
)
@click.option("--ocr", is_flag=True, help="Allow for slips of OCR in long values.")
@click.option("--misses", is_flag=True, help="Print every value overlooked (-) and every one too many (+).")
@click.option("--format", type=click.Choice(["text", "json"]), default="text", help="Form of the report.")
@shared_options
def evaluate(gold: Path, records: Path, against: Path | None, ocr: bool, misses: bool, format: str) -> None:
    """Compare RECORDS with GOLD: precision, recall, F1 by field, and how far the confidence can be trusted.

    GOLD is a gold file or a folder of them, RECORDS a records file or an output folder.

    \b
    Examples:
      dojletters evaluate corpus/psp.gold.json outputs --misses
      dojletters evaluate corpus/psp.gold.json - < outputs/records.jsonl
      dojletters evaluate corpus outputs --against outputs/records.jsonl --format json
    """
    from pipeline.quality import scorecard

    result = scorecard.evaluate_files(gold, records, ocr)
    older = scorecard.evaluate_files(gold, against, ocr) if against else None
    if format == "json":
        say_json(scorecard.to_json(result, older))
        return
    say(scorecard.render(result, misses))
    if older is not None:
        say("\n" + scorecard.render_changes(result, older))


@click.command()
@click.argument("older", type=GivenInput())
@click.argument("newer", type=GivenInput())
@click.option("--sample", type=click.IntRange(0), default=5, show_default=True, help="How many changes of each field are shown.")
@click.option("--format", type=click.Choice(["text", "json"]), default="text", help="Form of the report.")
@click.option("--html", metavar="FILE", type=click.Path(path_type=Path), help="Also write a page of them; - prints it instead.")
@shared_options
def changes(older: Path, newer: Path, sample: int, format: str, html: Path | None) -> None:
    """Show what was gained, lost and changed between two sets of records of the same files, made by two versions.

    OLDER and NEWER are records files or output folders. No gold records are needed.

    \b
    Examples:
      dojletters changes outputs outputs/records.jsonl --sample 3
      dojletters changes outputs - --html - < outputs/records.jsonl > changes.html
    """
    from pipeline.quality import changes as quality
    from pipeline.quality.claimed import read_records

    found = quality.changes(*(read_records(path) for path in (older, newer)))
    if html is not None:
        from pipeline.report.changing import write_changes

        if str(html) == "-":
            to_standard_output("changes.html", lambda path: write_changes(found, path))
            return
        write_changes(found, html)
    if format == "json":
        say_json(quality.to_json(found))
    else:
        say(quality.render(found, sample))
