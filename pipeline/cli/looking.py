"""The command `review-list`: which values to look at, dearest first."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from pipeline.cli.given import Input
from pipeline.cli.options import shared_options
from pipeline.records.types import Record

if TYPE_CHECKING:
    from pipeline.quality.looking import Look


@click.command()
@click.argument("records", type=Input())
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

    RECORDS is a records file or an output folder. The promise of --risk holds as far as the confidences do.

    \b
    Examples:
      dojletters review-list outputs --budget 20
      dojletters review-list outputs --risk 0.01
      dojletters review-list - < outputs/records.jsonl
    """
    from pipeline.export.characters import without_controls
    from pipeline.quality import looking
    from pipeline.quality.evaluate import read_records
    from pipeline.quality.scorecard import records_file

    found = looking.looks(cast(list[Record], read_records(records_file(records))))
    count = min(len(found), budget or 100) if risk is None else looking.needed(found, risk)
    count = min(count, budget) if budget and risk is not None else count
    for look in found[:count]:
        page = f", page {look.page}" if look.page else ""
        line = f"{looking.told(look.confidence):>5}  {look.file_name}{page}  {look.field}  {look.value[:100]}"
        click.echo(without_controls(line))
    click.echo(_promise(found, count), err=True)


def _promise(found: Sequence[Look], count: int) -> str:
    from pipeline.quality import looking

    rest = found[count:]
    if not rest:
        return f"{count} of {len(found)} values: no value is left unseen."
    wrong = [1 - look.confidence for look in rest]
    share = looking.upper(sum(wrong), sum(w * (1 - w) for w in wrong), len(rest))
    return f"{count} of {len(found)} values; of the {len(rest)} others at most {share:.1%} are wrong, if the confidences hold."
