"""The command `import`."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.cli.options import is_quiet, shared_options
from pipeline.cli.saying import say


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("folder", metavar="DIR", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--name", metavar="NAME", required=True, help="Who said so; every correction tells.")
@shared_options
def import_(file: Path, folder: Path, name: str) -> None:
    """Take what people said elsewhere as corrections in DIR.

    FILE is a review sheet (`export --to review.xlsx`) with changed cells, an export of Label Studio (JSON), or lines of Prodigy.

    \b
    Examples:
      dojletters import review.xlsx outputs --name Ana
    """
    from pipeline.desk.folder import Desk
    from pipeline.desk.importing import take

    done = take(Desk(folder), file, name)
    for left in done.left:
        say(f"not taken, {left}", err=True)
    if not is_quiet():
        say(f"{folder / 'corrections.jsonl'}: {done.corrections} correction{'' if done.corrections == 1 else 's'}")
    click.get_current_context().exit(1 if done.left else 0)
