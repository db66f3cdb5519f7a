"""The commands `fetch` and `history`: releases from the Department's site, and what became of them."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from pipeline.cli.given import to_standard_output
from pipeline.cli.options import is_quiet, shared_options
from pipeline.cli.saying import say, say_json

_BASE = "https://www.justice.gov/api/v1/"
_KINDS = ("press_releases", "blog_entries", "speeches")


@click.command()
@click.option(
    "--to",
    default="site",
    show_default=True,
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Folder of the store.",
)
@click.option(
    "--since", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="Only what is dated from this day on (2026-11-01)."
)
@click.option("--component", default="", metavar="NAME", help="Only releases of a component whose name holds these words.")
@click.option(
    "--kind",
    multiple=True,
    type=click.Choice(["press_releases", "blog_entries", "speeches"]),
    default=["press_releases"],
    show_default=True,
    help="What is fetched; may be repeated.",
)
@click.option(
    "--from-folder",
    metavar="FOLDER",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Take mails and saved pages from there, and ask nothing of the site.",
)
@click.option("--whole", is_flag=True, help="Walk the whole list, as is done once a week: only that tells what is gone.")
@click.option(
    "--records", metavar="DIR", type=click.Path(path_type=Path), help="Also read what is there into records, as `batch` does."
)
@click.option("--api", default=_BASE, show_default=True, metavar="ADDRESS", help="Address of the API.")
@click.option(
    "--contact", default="", metavar="ADDRESS", help="Mail or web address for the server's log, so that they can reach you."
)
@click.option("--pause", type=click.FloatRange(min=0), default=1.0, show_default=True, help="Seconds between two requests.")
@shared_options
def fetch(
    to: Path,
    since: datetime | None,
    component: str,
    from_folder: Path | None,
    kind: tuple[str, ...],
    whole: bool,
    records: Path | None,
    api: str,
    contact: str,
    pause: float,
) -> None:
    """Fetch releases and their attachments from the Department's site; keep every version; tell what is new, edited and gone.

    DIR holds the store, documents/ for `batch`, and told/: night.txt, night.json, releases.atom, deadlines.ics.

    \b
    Examples:
      dojletters fetch --to site --since 2017-08-01 --records site-records
      dojletters fetch --to site --from-folder mails
    """
    from pipeline.fetch.client import Client
    from pipeline.fetch.rounds import fetch as run

    client = Client(api, contact, pause)
    try:
        done = run(to, client, kind, since.date().isoformat() if since else "", component, whole, records, from_folder)
    finally:
        client.close()
    if not is_quiet():
        say(done.said)
    click.get_current_context().exit(done.exit_code)


@click.command()
@click.argument("uuid")
@click.option(
    "--to",
    default="site",
    show_default=True,
    metavar="DIR",
    type=click.Path(path_type=Path, exists=True),
    help="Folder of the store.",
)
@click.option("--format", type=click.Choice(["text", "json"]), default="text", help="Form of the answer.")
@click.option("--html", metavar="FILE", type=click.Path(path_type=Path), help="Also write it as a page; - prints it instead.")
@shared_options
def history(uuid: str, to: Path, format: str, html: Path | None) -> None:
    """Show what changed from one version of a release to the next, word for word.

    \b
    Examples:
      dojletters history 4bd0c1a5-0000-4000-8000-000000000000 --to site --html versions.html
    """
    from pipeline.fetch.history import history as look
    from pipeline.fetch.store import Store

    store = Store(to)
    try:
        steps = look(store, uuid.lower())
    except KeyError:
        raise click.UsageError(f"The store in {to} has no release {uuid!r}.") from None
    finally:
        store.close()
    if html is not None:
        from pipeline.fetch.pages import write_history

        if str(html) == "-":
            to_standard_output("history.html", lambda path: write_history(uuid.lower(), steps, path))
            return
        write_history(uuid.lower(), steps, html)
    if format == "json":
        told = [{**step._asdict(), "edits": [edit._asdict() for edit in step.edits]} for step in steps]
        say_json(told)
        return
    for number, step in enumerate(steps, 1):
        say(f"Version {number}, met {step.at}{'' if number == 1 or step.edits else ': nothing in it changed'}")
        for edit in step.edits:
            say(f"  {edit.key} ({edit.weight}): {edit.before} [-{edit.older}-] [+{edit.newer}+] {edit.after}")
