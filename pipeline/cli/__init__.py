"""The command line: parse, call one library function, print, exit code. Nothing heavy is imported before a command runs."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar, get_args

import click

from pipeline import __version__, logs
from pipeline.config import Config, Ocr
from pipeline.errors import DojlettersError, ProgramMissing

if TYPE_CHECKING:
    from pipeline.export import Format

_log = logging.getLogger(__name__)
_WRONG_USE, _INTERRUPTED, _FAULT = 2, 130, 1
_MILLION = 1_000_000
_DEFAULTS = Config()
_Command = TypeVar("_Command", bound=Callable[..., Any])


class _Boundary(click.Group):
    """The one place where exceptions become exit codes and one line on standard error."""

    def main(self, *args: Any, **options: Any) -> Any:
        """Run a command and exit."""
        logs.configure()
        try:
            sys.exit(super().main(*args, **(options | {"standalone_mode": False})) or 0)
        except click.exceptions.Abort:
            _stop("interrupted", _INTERRUPTED)
        except click.UsageError as error:
            command = error.ctx.command_path if error.ctx else "dojletters"
            _stop(f"{error.format_message()} See `{command} --help`.", _WRONG_USE)
        except click.ClickException as error:
            _stop(error.format_message(), _WRONG_USE)
        except DojlettersError as error:
            _stop(f"{error.path}: {error}" if error.path else str(error), error.exit_code)
        except ModuleNotFoundError as error:
            _stop(str(ProgramMissing(f"The Python package {error.name} is not installed")), ProgramMissing.exit_code)
        except Exception as error:
            _stop(f"the program met a fault of its own ({type(error).__name__}: {error}); --debug shows where", _FAULT)


def _stop(message: str, exit_code: int) -> NoReturn:
    _log.error("%s", message)
    _log.debug("where it stopped", exc_info=True)
    sys.exit(exit_code)


def _note_log_setting(context: click.Context, parameter: click.Parameter, value: Any) -> None:
    """Log options may stand before or after the command's name; the one given last counts."""
    noted = context.find_root().ensure_object(dict)
    if value:
        noted[parameter.name] = value
    verbosity = 2 if noted.get("debug") else -1 if noted.get("quiet") else noted.get("verbose", 0)
    logs.configure(verbosity, noted.get("log_format", "text"))


def _log_options(command: _Command) -> _Command:
    shared: dict[str, Any] = {"expose_value": False, "callback": _note_log_setting}
    for add in (
        click.option("--debug", is_flag=True, help="Say everything, and show the traceback of an error.", **shared),
        click.option("--log-format", type=click.Choice(get_args(logs.LogFormat)), help="Form of the log lines.", **shared),
        click.option("-q", "--quiet", is_flag=True, help="Only errors: no summary and no progress bar.", **shared),
        click.option("-v", "--verbose", count=True, help="Say what is done; -vv says everything.", show_default=False, **shared),
    ):
        command = add(command)
    return command


def _is_quiet() -> bool:
    return bool(click.get_current_context().find_root().ensure_object(dict).get("quiet"))


@click.group(
    cls=_Boundary, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 120, "show_default": True}
)
@click.version_option(__version__, prog_name="dojletters")
@_log_options
def cli() -> None:
    """Read letters and press releases of the U.S. Department of Justice into records that show where every value was read."""


@cli.command()
@click.argument(
    "paths", nargs=-1, required=True, metavar="PATH...", type=click.Path(exists=True, readable=False, allow_dash=True)
)
@click.option(
    "-o", "--output", default="outputs", metavar="DIR", help="Folder of the outputs; - sends the records to standard output."
)
@click.option("--format", "form", type=click.Choice(["jsonl", "json", "csv"]), default="jsonl", help="Form of the records.")
@click.option(
    "--ocr", type=click.Choice(get_args(Ocr)), default=_DEFAULTS.ocr, help="Which pages are recognised from their image."
)
@click.option("--language", default=_DEFAULTS.language, metavar="CODES", help="Tesseract's language codes.")
@click.option("--page-seconds", type=float, default=_DEFAULTS.page_seconds, help="Time limit of OCR for one page.")
@click.option(
    "--jobs", type=int, default=_DEFAULTS.jobs, show_default="one per processor", help="Pages recognised at the same time."
)
@click.option("--cache/--no-cache", default=_DEFAULTS.cache, help="Keep recognised pages for the next run.")
@click.option("--topics", metavar="FILE", help="JSON file of further question topics.")
@click.option("--max-pages", type=int, default=_DEFAULTS.max_pages, help="Largest file, in pages.")
@click.option("--max-megabytes", type=float, default=_DEFAULTS.max_bytes / _MILLION, help="Largest file.")
@click.option("--max-megapixels", type=float, default=_DEFAULTS.max_pixels / _MILLION, help="Largest page image.")
@_log_options
def extract(
    paths: tuple[str, ...],
    output: str,
    form: Format,
    topics: str | None,
    max_megabytes: float,
    max_megapixels: float,
    **settings: Any,
) -> None:
    """Read files, folders of files or standard input (-) into records.

    DIR then holds records.jsonl (or .json, .csv), issues.csv and run.json.
    """
    from pipeline import export
    from pipeline.run import run

    config = Config(
        topics=Path(topics) if topics else None,
        max_bytes=int(max_megabytes * _MILLION),
        max_pixels=int(max_megapixels * _MILLION),
        **settings,
    )
    folder = None if output == "-" else Path(output)
    result = run(paths, config, output=folder, form=form, progress=not _is_quiet())
    if folder is None:
        sys.stdout.buffer.write(export.records(result.records, form))
    elif not _is_quiet():
        click.echo(f"{folder / f'records.{form}'}: {result.summary}")
    click.get_current_context().exit(result.exit_code)


@cli.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, readable=False))
@_log_options
def validate(file: str) -> None:
    """Check a file of records (JSON Lines or JSON): shape, and evidence against text and pages."""
    from pipeline.validate import check_file

    checked = check_file(file)
    for number, issue in checked.issues:
        click.echo(f"record {number} {issue.field}: {issue.message} ({issue.code})")
    if not _is_quiet():
        click.echo(f"records: {checked.records}, issues: {len(checked.issues)}")
    click.get_current_context().exit(1 if checked.issues else 0)


@cli.command()
@click.argument("name", required=False)
@_log_options
def schema(name: str | None) -> None:
    """Print a JSON Schema; without NAME, the names that there are."""
    import schemas

    try:
        click.echo("\n".join(schemas.names()) if name is None else schemas.text(name), nl=name is None)
    except LookupError as error:
        raise click.BadParameter(str(error.args[0]), param_hint="NAME") from error


@cli.command()
@click.argument("gold", type=click.Path(exists=True, path_type=Path))
@click.argument("records", type=click.Path(exists=True, path_type=Path))
@click.option("--against", type=click.Path(exists=True, path_type=Path), help="Older records: what was gained and lost since.")
@click.option("--ocr", is_flag=True, help="Allow for slips of OCR in long values.")
@click.option("--misses", is_flag=True, help="Print every value overlooked (-) and every one too many (+).")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="Form of the report.")
@_log_options
def evaluate(gold: Path, records: Path, against: Path | None, ocr: bool, misses: bool, form: str) -> None:
    """Compare RECORDS with GOLD: precision, recall, F1 by field, and how far the confidence can be trusted.

    GOLD is a gold file or a folder of them, RECORDS a records file or an output folder.
    """
    from pipeline import scorecard

    result = scorecard.evaluate_files(gold, records, ocr)
    older = scorecard.evaluate_files(gold, against, ocr) if against else None
    if form == "json":
        click.echo(json.dumps(scorecard.to_json(result, older), indent=2, ensure_ascii=False))
        return
    click.echo(scorecard.render(result, misses))
    if older is not None:
        click.echo("\n" + scorecard.render_changes(result, older))


@cli.command()
@click.argument(
    "folders", nargs=-1, required=True, metavar="FOLDER...", type=click.Path(exists=True, file_okay=False, path_type=Path)
)
@click.option(
    "-o", "--output", metavar="FILE", type=click.Path(path_type=Path), help="Write the table there, not where it is used."
)
@_log_options
def calibrate(folders: tuple[Path, ...], output: Path | None) -> None:
    """Count how often each rule is right on documents with gold files beside them: the table that confidence is read from."""
    from pipeline.calibrate import calibrate as count
    from pipeline.calibrate import save
    from pipeline.confidence import TABLE

    table = count(folders, Config())
    save(table, output or TABLE)
    if not _is_quiet():
        seen = sum(counts.seen for counts in table.rules.values()), sum(counts.seen for counts in table.words)
        click.echo(f"{output or TABLE}: {len(table.rules)} rules seen on {seen[0]} values, {seen[1]} words of scans")


@cli.command()
@click.argument("paths", nargs=-1, required=True, metavar="FILE|RECORDS...", type=click.Path(exists=True))
@click.option("-o", "--output", default="outputs", metavar="DIR", help="Folder for comparison.html or comparison.json.")
@click.option("--format", "form", type=click.Choice(["html", "json", "text"]), default="html", help="text is printed.")
@_log_options
def compare(paths: tuple[str, ...], output: str, form: str) -> None:
    """Compare letters: what a family shares, where one says something else, release against letters.

    Takes documents, records files and output folders.
    """
    from pipeline import export
    from pipeline.compare import Side, render_text
    from pipeline.compare import compare as run_comparison
    from pipeline.gather import gather

    found = gather(paths)
    result = run_comparison([Side(record, found.documents.get(record["record_id"])) for record in found.records])
    if form == "text":
        click.echo(render_text(result))
        return
    target = Path(output) / f"comparison.{form}"
    export.prepare(target.parent)
    if form == "json":
        export.write(target, export.document(result.to_json()))
    else:
        from pipeline.report import comparison_page

        comparison_page(result.to_json(), target, found.records, found.files)
    click.echo(str(target))


@cli.command("check-quotes")
@click.argument("articles", nargs=-1, required=True, metavar="ARTICLE...", type=click.Path(exists=True, dir_okay=False))
@click.option(
    "--sources", multiple=True, required=True, metavar="RECORDS|DIR", type=click.Path(exists=True), help="May be repeated."
)
@click.option("-o", "--output", default="outputs", metavar="DIR", help="Folder for quotations.html or quotations.json.")
@click.option("--format", "form", type=click.Choice(["html", "json", "text"]), default="text", help="text is printed.")
@_log_options
def check_quotes(articles: tuple[str, ...], sources: tuple[str, ...], output: str, form: str) -> None:
    """Check the quotations of articles (text or saved HTML) against records or documents.

    What is not in the sources given is said to be so: it may be right all the same.
    """
    from pipeline import export
    from pipeline.gather import gather
    from pipeline.quotes import check, read_article, render_text

    found = gather(sources)
    result = check([read_article(article) for article in articles], found.records, found.documents)
    if form == "text":
        click.echo(render_text(result))
        return
    target = Path(output) / f"quotations.{form}"
    export.prepare(target.parent)
    if form == "json":
        export.write(target, export.document(result.to_json()))
    else:
        from pipeline.report import quotations_page

        quotations_page(result.to_json(), target, found.records, found.files)
    click.echo(str(target))


@cli.command()
@click.argument("paths", nargs=-1, required=True, metavar="RECORDS|DIR...", type=click.Path(exists=True))
@click.option("-o", "--output", default="report.html", metavar="FILE", type=click.Path(path_type=Path), help="The page to write.")
@_log_options
def report(paths: tuple[str, ...], output: Path) -> None:
    """Show records with the page images and the place of each value, as pages that open from disk."""
    from pipeline.gather import gather
    from pipeline.report import report as write_report

    found = gather(paths)
    pages = write_report(found.records, output, found.files)
    click.echo(f"{pages[0]}: {len(found.records)} records on {len(pages)} pages")


@cli.command()
@click.option("--clear", is_flag=True, help="Take all pages out of it.")
@_log_options
def cache(clear: bool) -> None:
    """Look at the cache of recognised pages, or clear it. `DOJLETTERS_CACHE` names another folder for it."""
    from pipeline.cache import PageCache

    kept = PageCache()
    if clear:
        click.echo(f"{kept.info().path}: {kept.clear()} pages removed")
        return
    info = kept.info()
    click.echo(f"{info.path}: {info.pages} pages, {info.bytes / _MILLION:.1f} of at most {info.max_bytes / _MILLION:.0f} MB")


def main() -> None:
    """The command `dojletters`."""
    cli(prog_name="dojletters")
