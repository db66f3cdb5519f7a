"""The commands `compare` and `check-quotes`: letters side by side, and quotations beside what they quote."""

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


@click.command("check-quotes")
@click.argument("articles", nargs=-1, required=True, metavar="ARTICLE...", type=click.Path(exists=True, dir_okay=False))
@click.option(
    "--sources",
    multiple=True,
    required=True,
    metavar="RECORDS|DIR",
    type=click.Path(exists=True),
    help="Records, or documents, that the articles quote. May be repeated.",
)
@click.option("-o", "--output", default="outputs", metavar="DIR", help="Folder for quotations.html or quotations.json.")
@click.option("--format", type=click.Choice(["html", "json", "text"]), default="text", help="text is printed.")
@shared_options
def check_quotes(articles: tuple[str, ...], sources: tuple[str, ...], output: str, format: str) -> None:
    """Check the quotations of articles (text or saved HTML) against records or documents.

    What is not in the sources given is said to be so: it may be right all the same.

    \b
    Examples:
      dojletters check-quotes article.txt --sources outputs
      dojletters check-quotes article.txt --sources corpus/psp.pdf --format json --output outputs
    """
    from pipeline import export
    from pipeline.export.characters import without_controls
    from pipeline.quotes import check, read_article, render_text
    from pipeline.runs.gather import gather

    found = gather(sources)
    result = check([read_article(article) for article in articles], found.records, found.documents)
    if format == "text":
        click.echo(without_controls(render_text(result)))
        return
    target = Path(output) / f"quotations.{format}"
    export.prepare(target.parent)
    if format == "json":
        export.write(target, export.document(result.to_json()))
    else:
        from pipeline.report import quotations_page

        quotations_page(result.to_json(), target, found.records, found.files)
    click.echo(str(target))
