"""The commands `evaluate`, `changes`, `calibrate`, `fit`: how good the records are, how far their confidence can be trusted."""

from __future__ import annotations

import json
from pathlib import Path

import click

from pipeline.cli.given import Input, to_standard_output
from pipeline.cli.options import is_quiet, shared_options
from pipeline.config import Config


@click.command()
@click.argument("gold", type=Input())
@click.argument("records", type=Input())
@click.option(
    "--against",
    metavar="OLDER",
    type=Input(),
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
        click.echo(json.dumps(scorecard.to_json(result, older), indent=2, ensure_ascii=False))
        return
    click.echo(scorecard.render(result, misses))
    if older is not None:
        click.echo("\n" + scorecard.render_changes(result, older))


@click.command()
@click.argument("older", type=Input())
@click.argument("newer", type=Input())
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
    from pipeline.export.characters import without_controls
    from pipeline.quality import changes as quality
    from pipeline.quality.evaluate import read_records
    from pipeline.quality.scorecard import records_file

    found = quality.changes(*(read_records(records_file(path)) for path in (older, newer)))
    if html is not None:
        from pipeline.report.changing import write_changes

        if str(html) == "-":
            to_standard_output("changes.html", lambda path: write_changes(found, path))
            return
        write_changes(found, html)
    if format == "json":
        click.echo(json.dumps(quality.to_json(found), indent=2, ensure_ascii=False))
    else:
        click.echo("\n".join(map(without_controls, quality.render(found, sample).split("\n"))))


@click.command()
@click.argument(
    "folders", nargs=-1, required=True, metavar="FOLDER...", type=click.Path(exists=True, file_okay=False, path_type=Path)
)
@click.option(
    "-o", "--output", metavar="FILE", required=True, type=click.Path(path_type=Path), help="Write the table there; - prints it."
)
@shared_options
def calibrate(folders: tuple[Path, ...], output: Path) -> None:
    """Count how often each rule is right on documents with gold files beside them: the table that confidence is read from.

    \b
    Examples:
      dojletters calibrate corpus --output confidence.json
    """
    from pipeline.quality.calibrate import calibrate as count
    from pipeline.quality.calibrate import save

    table = count(folders, Config())
    if str(output) == "-":
        to_standard_output("confidence.json", lambda path: save(table, path))
        return
    save(table, output)
    if not is_quiet():
        seen = sum(counts.seen for counts in table.rules.values()), sum(counts.seen for counts in table.words)
        click.echo(f"{output}: {len(table.rules)} rules seen on {seen[0]} values, {seen[1]} words of scans")


@click.command()
@click.option("--made", type=click.IntRange(1), default=1200, show_default=True, help="How many letters are made up.")
@click.option("--seed", type=int, default=1, show_default=True, help="Other letters for another number.")
@click.option(
    "--gold",
    metavar="FOLDER",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Letters with gold files, too.",
)
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Write the weights there, not where they are used; - prints them.",
)
@shared_options
def fit(made: int, seed: int, gold: Path | None, output: Path | None) -> None:
    """Fit the weights by which the zones of a letter are told, on letters made up by a grammar of the genre.

    \b
    Examples:
      dojletters fit --output zones.crfsuite
    """
    from extractors.structure.zones import MODEL
    from pipeline.quality import zones

    letters = [*zones.made(made, seed), *((labelled for _, _, labelled in zones.gold_letters(gold)) if gold else ())]
    if str(output) == "-":
        to_standard_output("zones.crfsuite", lambda path: zones.fit(letters, path))
        return
    zones.fit(letters, output or MODEL)
    if not is_quiet():
        click.echo(f"{output or MODEL}: fitted on {len(letters)} letters")
