"""The command `mcp`: records for a program that asks about them."""

from __future__ import annotations

import click

from pipeline.cli.given import inputs
from pipeline.cli.options import shared_options


@click.command()
@inputs("paths", "RECORDS|DIR...")
@shared_options
def mcp(paths: tuple[str, ...]) -> None:
    """Answer a program over the Model Context Protocol: find, read and verify, on standard input and output.

    Needs the extra `mcp`: pip install 'dojletters[mcp]' in this environment.

    \b
    Examples:
      dojletters mcp --help
    """
    from pipeline.answering import Answers
    from pipeline.answering.server import server
    from pipeline.runs.gather import gather

    found = gather(paths)
    server(Answers(found.records, found.documents)).run()
