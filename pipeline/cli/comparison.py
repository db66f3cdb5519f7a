"""The command `compare`: letters side by side."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.cli.options import shared_options


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="FILE|RECORDS...", type=click.Path(exists=True))
@click.option("-o", "--output", default="outputs", metavar="DIR", help="Folder for comparison.html or comparison.json.")
@click.option("--format", type=click.Choice(["html", "json", "text"]), default="html", help="text is printed.")
@shared_options
def compare(paths: tuple[str, ...], output: str, format: str) -> None:
    """Compare letters: what a family shares, where one says something else, release against letters.

    Takes documents, records files and output folders.

    \b
    Examples:
      dojletters compare corpus/psp.pdf --format text
      dojletters compare outputs --format html --output outputs
    """
    from pipeline import export
    from pipeline.comparison import Side, render_text
    from pipeline.comparison import compare as run_comparison
    from pipeline.export.characters import without_controls
    from pipeline.runs.gather import gather

    found = gather(paths)
    result = run_comparison([Side(record, found.documents.get(record["record_id"])) for record in found.records])
    if format == "text":
        click.echo(without_controls(render_text(result)))
        return
    target = Path(output) / f"comparison.{format}"
    export.prepare(target.parent)
    if format == "json":
        export.write(target, export.document(result.to_json()))
    else:
        from pipeline.report import comparison_page

        comparison_page(result.to_json(), target, found.records, found.files)
    click.echo(str(target))
