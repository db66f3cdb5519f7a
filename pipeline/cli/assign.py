"""The command `assign`."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.cli.options import is_quiet, shared_options
from pipeline.cli.saying import say


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--to", multiple=True, required=True, metavar="NAME", help="A person; one --to for each.")
@click.option("--twice", type=click.FloatRange(0, 1), default=0.0, help="Share of the files that two people look at.")
@click.option("--name", metavar="NAME", default="coordinator", help="Who gives them out.")
@shared_options
def assign(folder: Path, to: tuple[str, ...], twice: float, name: str) -> None:
    """Give the documents of DIR to people, a share of them to two each, so that one can tell how far they agree.

    At the desk each chooses “Given to” and sees of documents that two look at only what they said themselves.

    \b
    Examples:
      dojletters assign outputs --to Ana --to Ben --to Cleo --twice 0.2
    """
    from pipeline.desk.together import assign as give
    from pipeline.records.corrections import NAME, append
    from pipeline.report import load

    records, _ = load(folder)
    rows = give(records, to, twice, name)
    append(folder / NAME, rows)
    if not is_quiet():
        told = ", ".join(f"{who} {sum(row.new == who for row in rows)}" for who in to)
        say(f"{folder / NAME}: {len(records)} documents; {told}")
