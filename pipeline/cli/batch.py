"""The commands `batch` and `status`."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.cli.options import is_quiet, shared_options
from pipeline.cli.reading import MILLION, POSITIVE, read_config, reading_options
from pipeline.cli.saying import say, say_json
from pipeline.runs.batch.limits import Limits

_LIMITS = Limits()


@click.command()
@click.argument("sources", nargs=-1, metavar="SOURCE...")
@click.option("-o", "--output", default="outputs", metavar="DIR", type=click.Path(path_type=Path), help="Folder of the outputs.")
@click.option("--files-from", multiple=True, metavar="FILE", help="List of sources, one a line (or NUL-ended); - is stdin.")
@click.option("--dry-run", is_flag=True, help="Only say what would be done; nothing is written.")
@click.option("--redo", type=click.Choice(["stale"]), help="stale: read again what another version of dojletters read.")
@click.option("--retry-failed", is_flag=True, help="Try again what failed, lacks something or was quarantined.")
@click.option("--follow-links", is_flag=True, help="Follow symbolic links out of the source folder.")
@click.option("--engine", type=click.Choice(["local", "dask"]), default="local", help="Where the work is done.")
@click.option("--scheduler", metavar="ADDRESS", help="Of the Dask cluster, such as tcp://host:8786.")
@click.option("--workers", type=click.IntRange(min=1), show_default="one per processor", help="Documents read at the same time.")
@click.option("--seconds", type=POSITIVE, default=_LIMITS.seconds, help="Time limit of one document.")
@click.option("--memory-megabytes", type=POSITIVE, default=_LIMITS.memory_bytes / MILLION, help="Memory limit of each process.")
@click.option("--attempts", type=click.IntRange(min=1), default=_LIMITS.attempts, help="Tries before a document is quarantined.")
@click.option(
    "--grace-seconds",
    type=click.FloatRange(min=0),
    default=_LIMITS.grace_seconds,
    help="How long documents under way may go on after SIGTERM.",
)
@reading_options
@shared_options
def batch(
    sources: tuple[str, ...],
    output: Path,
    files_from: tuple[str, ...],
    follow_links: bool,
    redo: str | None,
    retry_failed: bool,
    dry_run: bool,
    engine: str,
    scheduler: str | None,
    workers: int | None,
    memory_megabytes: float,
    seconds: float,
    attempts: int,
    grace_seconds: float,
    **settings: object,
) -> None:
    """Read folders, globs, lists or addresses (s3://...) of files into records, again and again: only what is new or changed.

    DIR then holds records/, issues/, run.json, summary.json and the ledger of what is done.

    \b
    Examples:
      dojletters batch corpus --output nightly
      dojletters batch 'corpus/*.pdf' --output nightly --dry-run
      dojletters batch --files-from list.txt --output nightly --retry-failed
      dojletters batch corpus --output nightly --redo stale --follow-links --seconds 120 --memory-megabytes 1500
      dojletters batch corpus --output nightly --workers 1 --attempts 1 --grace-seconds 30
    """
    from pipeline.runs.batch.batch import Options
    from pipeline.runs.batch.batch import batch as run
    from pipeline.runs.batch.status import render_done

    given = (*sources, *(f"@{name}" for name in files_from))
    if not given:
        raise click.UsageError("Missing argument 'SOURCE...'.")
    if "-" in given:
        told = "Standard input is no source of a batch, which knows documents by their place."
        raise click.UsageError(f"{told} `--files-from -` reads a list of sources from it; `extract -` reads a document.")
    if (engine == "dask") != (scheduler is not None):
        raise click.UsageError("--engine dask and --scheduler ADDRESS belong together.")
    config = read_config(settings)
    limits = Limits(seconds, int(memory_megabytes * MILLION), attempts=attempts, grace_seconds=grace_seconds)
    options = Options(
        workers=workers or 0,
        follow_links=follow_links,
        redo_stale=redo == "stale",
        retry_failed=retry_failed,
        dry_run=dry_run,
        scheduler=scheduler,
        progress=not is_quiet(),
    )
    done = run(given, output, config, limits, options)
    if not is_quiet():
        say(f"{output}: {render_done(done)}")
    click.get_current_context().exit(0 if options.dry_run else done.exit_code)


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--format", type=click.Choice(["text", "json"]), default="text", help="Form of the answer.")
@shared_options
def status(folder: Path, format: str) -> None:
    """Say how it stands with the batches of DIR: what is done, what is left, what failed and why.

    \b
    Examples:
      dojletters status nightly
      dojletters status nightly --format json
    """
    from pipeline.runs.batch.status import render
    from pipeline.runs.batch.status import status as look

    found = look(folder)
    say_json(found) if format == "json" else say(render(found))
