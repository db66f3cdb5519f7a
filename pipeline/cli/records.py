"""The commands `validate` and `schema`: what a record is, and whether one is."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.cli.given import GivenInput
from pipeline.cli.options import is_quiet, shared_options
from pipeline.cli.saying import say


@click.command()
@click.argument("file", type=GivenInput(dir_okay=False))
@shared_options
def validate(file: Path) -> None:
    """Check a file of records (JSON Lines or JSON): shape, and evidence against text and pages.

    \b
    Examples:
      dojletters validate outputs/records.jsonl
      dojletters extract corpus/psp.pdf --output - | dojletters validate -
    """
    from pipeline.records.validate import check_file

    checked = check_file(str(file))
    for number, issue in checked.issues:
        say(f"record {number} {issue.field}: {issue.message} ({issue.code})")
    if not is_quiet():
        say(f"records: {checked.records}, issues: {len(checked.issues)}")
    click.get_current_context().exit(1 if checked.issues else 0)


def _schema_names(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
    import schemas

    return [name for name in schemas.names() if name.startswith(incomplete)]


@click.command()
@click.argument("name", required=False, shell_complete=_schema_names)
@shared_options
def schema(name: str | None) -> None:
    """Print a JSON Schema; without NAME, the names that there are.

    \b
    Examples:
      dojletters schema
      dojletters schema record
    """
    import schemas

    try:
        say("\n".join(schemas.names()) if name is None else schemas.text(name), nl=name is None)
    except LookupError as error:
        raise click.BadParameter(str(error.args[0]), param_hint="NAME") from error
