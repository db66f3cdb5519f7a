"""The command `desk`."""

from __future__ import annotations

import getpass
from pathlib import Path

import click

from pipeline.cli.options import is_quiet, shared_options
from pipeline.cli.saying import say


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--name", metavar="NAME", help="Who sits at it; every correction tells.  [default: the name of your account]")
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="Port of this machine; 0 is any that is free.")
@click.option("--browser/--no-browser", default=True, help="Open it in the browser.")
@shared_options
def desk(folder: Path, name: str | None, port: int, browser: bool) -> None:
    """Look at what was read, and say what is right: a web page on this machine, for DIR of `extract` or `batch`.

    What you say is kept in DIR/corrections.jsonl, and outlasts every later run. Ctrl-C ends it.

    \b
    Examples:
      dojletters desk outputs --name Ana
      dojletters desk outputs --no-browser --port 8017
    """
    from pipeline.desk.serve import serving

    with serving(folder, name or _account(), port) as (address, server):
        say(address)
        if browser:
            click.launch(address)
        if not is_quiet():
            say(f"The desk of {folder}. What you say is kept in {folder / 'corrections.jsonl'}. Ctrl-C ends it.", err=True)
        server.run()


def _account() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""
