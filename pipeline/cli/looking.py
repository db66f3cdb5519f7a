"""The command `review-list`: which values to look at, dearest first."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.cli.given import GivenInput
from pipeline.cli.options import shared_options
from pipeline.cli.saying import say


@click.command()
@click.argument("records", type=GivenInput())
@click.option("--budget", metavar="N", type=click.IntRange(min=1), help="List so many values.")
@click.option(
    "--risk",
    metavar="SHARE",
    type=click.FloatRange(0.0, 1.0, min_open=True),
    help="List until at most this share of the rest is wrong.",
)
@shared_options
def review_list(records: Path, budget: int | None, risk: float | None) -> None:
    """List the values of RECORDS that a person should look at, dearest first.

    RECORDS is a records file or an output folder. The promise of --risk was tested on documents of genres that were left out of
    all that is fitted; of a run with --weights, on the letters that these were fitted to, each held out.

    \b
    Examples:
      dojletters review-list outputs --budget 20
      dojletters review-list outputs --risk 0.01
      dojletters review-list - < outputs/records.jsonl
    """
    from pipeline.desk.reading import config_of
    from pipeline.doubt import model
    from pipeline.quality import looking
    from pipeline.report import load

    found = looking.looks(load(records)[0])
    with model.using(config_of(records).weights):
        needed = found if risk is None else looking.needed(found, risk)
    listed = needed
    listed = listed[: budget or 100] if risk is None or budget else listed
    for look in listed:
        page = f", page {look.page}" if look.page else ""
        line = f"{looking.told(look.confidence):>5}  {look.file_name}{page}  {look.field}  {look.value[:100]}"
        say(line)
    rest = len(found) - len(listed)
    told = f"{len(listed)} of {len(found)} values"
    if risk is not None and len(listed) == len(needed):
        told += f"; of the {rest} others at most {risk:.1%} are wrong, as far as they are like the documents it was tried on"
    elif rest:
        told += (
            f"; of the {rest} others about {1 - sum(looking.unseen(found, listed)) / rest:.1%} are wrong, if the confidences hold"
        )
    say(f"{told}.", err=True)
