"""The options that say which records are wanted, for every command that takes many."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import click

from pipeline.cli.given import Command

if TYPE_CHECKING:
    from pipeline.records.types import Record


def selecting_options(command: Command) -> Command:
    """`--where` and `--since`, as keyword arguments that `selected` takes."""
    day = click.DateTime(["%Y-%m-%d"])
    command = click.option("--since", type=day, metavar="DATE", help="Only records dated from this day on (2017-08-01).")(command)
    return click.option(
        "--where",
        multiple=True,
        metavar="CONDITION",
        help="Only records of which it is true: KEY, KEY=VALUE, KEY!=VALUE, KEY~WORDS, KEY>=VALUE. Several must all be.",
    )(command)


def selected(records: list[Record], where: tuple[str, ...], since: datetime | None) -> list[Record]:
    """The records that are wanted, in their order. Raises ConfigError."""
    from pipeline.records import selecting

    tests = [selecting.condition(said) for said in where]
    return selecting.select(records, [*tests, selecting.since(since.date())] if since else tests)
