"""The commands `check-quotes` and `verify`: quotations and statements beside what they are of."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli.given import Command, GivenInput, inputs, to_standard_output
from pipeline.cli.options import shared_options
from pipeline.cli.saying import say

if TYPE_CHECKING:
    from pipeline.quotes import Article, Report
    from pipeline.runs.gather import Gathered


def _quoting_options(command: Command) -> Command:
    """What both commands take."""
    for add in (
        click.option(
            "--accept-other", is_flag=True, help="Hold quotations also against papers that are neither letters nor releases."
        ),
        click.option("--fail", is_flag=True, help="Exit with 1 if anything stands under LOOK."),
        click.option(
            "--sources",
            multiple=True,
            required=True,
            metavar="RECORDS|DIR",
            type=GivenInput(),
            help="Records, or documents, that are quoted. May be repeated.",
        ),
    ):
        command = add(command)
    return command


@click.command("check-quotes")
@inputs("articles", "ARTICLE...")
@_quoting_options
@click.option("-o", "--output", default="outputs", metavar="DIR", help="Folder for quotations.html or .json; - prints it.")
@click.option("--format", type=click.Choice(["html", "json", "text"]), default="text", help="text is printed.")
@shared_options
def check_quotes(
    articles: tuple[str, ...], sources: tuple[Path, ...], output: str, format: str, fail: bool, accept_other: bool
) -> None:
    """Check the quotations of articles (text or saved HTML), and what they state of records, against records or documents.

    What is not in the sources given is said to be so: it may be right all the same.

    \b
    Examples:
      dojletters check-quotes article.txt --sources outputs
      dojletters check-quotes article.txt --sources outputs --fail --accept-other
      dojletters check-quotes article.txt --sources corpus/psp.pdf --format json --output outputs
      dojletters check-quotes --sources outputs - < article.txt
    """
    from pipeline.quotes import read_article

    found, result = _checked([read_article(article) for article in articles], sources, accept_other)
    if format == "text":
        _print(result)
    elif output == "-":
        to_standard_output(f"quotations.{format}", lambda path: _write(result, found, path))
    else:
        say(str(_write(result, found, Path(output) / f"quotations.{format}")))
    _end(result, fail)


@click.command()
@click.argument("words", metavar="WORDS|-")
@_quoting_options
@click.option("--format", type=click.Choice(["json", "text"]), default="text", help="Both are printed.")
@shared_options
def verify(words: str, sources: tuple[Path, ...], format: str, fail: bool, accept_other: bool) -> None:
    """Check WORDS against records or documents.

    WORDS are a text with quotations in it, or one quotation without its marks; - reads standard input.

    \b
    Examples:
      dojletters verify "We will fight them with every lawful tool available" --sources corpus/psp.pdf
      dojletters verify "It says: “make all of us safer.”" --sources outputs --fail --format json
    """
    from pipeline.export.flat import document
    from pipeline.quotes import article_of

    if words == "-":
        words = sys.stdin.read()
    _, result = _checked([article_of(words)], sources, accept_other)
    if format == "text":
        _print(result)
    else:
        say(document(result.to_json()).decode("utf-8"), nl=False)
    _end(result, fail)


def _checked(articles: list[Article], sources: tuple[Path, ...], accept_other: bool) -> tuple[Gathered, Report]:
    from pipeline.quotes import check
    from pipeline.runs.gather import gather

    found = gather(map(str, sources))
    return found, check(articles, found.records, found.documents, accept_other)


def _print(result: Report) -> None:
    from pipeline.quotes import render_text

    say(render_text(result))


def _write(result: Report, found: Gathered, target: Path) -> Path:
    from pipeline import export

    export.prepare(target.parent)
    if target.suffix == ".json":
        export.write(target, export.document(result.to_json()))
    else:
        from pipeline.report import quotations_page

        quotations_page(result.to_json(), target, found.records, found.files)
    return target


def _end(result: Report, fail: bool) -> None:
    """Exit with 1 where that was asked for and somebody should look at something."""
    if fail and result.looks:
        click.get_current_context().exit(1)
