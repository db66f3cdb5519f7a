"""The options that say how documents are read, for every command that reads them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any, get_args

import click

from pipeline.cli.given import Command
from pipeline.config import Config, Ocr

MILLION = 1_000_000
POSITIVE = click.FloatRange(min=0, min_open=True)
_DEFAULTS = Config()


def reading_options(command: Command) -> Command:
    """The settings of `Config` but for `jobs`, as keyword arguments that `read_config` takes."""
    for add in reversed(_OPTIONS):
        command = add(command)
    return command


def read_config(settings: dict[str, Any]) -> Config:  # what click took from the command line, by its name
    """The Config of these options; they are taken out of `settings`."""
    names = ("ocr", "language", "page_seconds", "cache", "topics", "zones", "weights", "spacy_model", "pages", "max_pages")
    given = {name: settings.pop(name) for name in names}
    millions = {"max_bytes": "max_megabytes", "max_pixels": "max_megapixels", "max_stream_bytes": "max_stream_megabytes"}
    given |= {name: int(settings.pop(option) * MILLION) for name, option in millions.items()}
    passwords = _passwords(settings.pop("password"), settings.pop("password_file"))
    return Config(**given, passwords=passwords)


def _passwords(ask: bool, file: Path | None) -> tuple[str, ...]:
    """The passwords to try: those of a file, one a line, and one that is asked for. None is ever shown or kept."""
    found = []
    if file is not None:
        try:
            found = [line for line in file.read_text("utf-8-sig").splitlines() if line]
        except (OSError, UnicodeDecodeError) as error:
            raise click.BadParameter(f"{file} cannot be read as UTF-8 text ({error})", param_hint="--password-file") from error
    if ask and not sys.stdin.isatty():
        raise click.UsageError("--password asks at a terminal, and there is none: give --password-file FILE.")
    if ask:
        found.append(str(click.prompt("Password", hide_input=True, err=True)))
    return tuple(found)


_OPTIONS = (
    click.option(
        "--ocr", type=click.Choice(get_args(Ocr)), default=_DEFAULTS.ocr, help="Which pages are recognised from their image."
    ),
    click.option("--language", default=_DEFAULTS.language, metavar="CODES", help="Tesseract's language codes."),
    click.option("--page-seconds", type=POSITIVE, default=_DEFAULTS.page_seconds, help="Time limit of OCR for one page."),
    click.option("--cache/--no-cache", default=_DEFAULTS.cache, help="Keep recognised pages for the next run."),
    click.option(
        "--topics", metavar="FILE", type=click.Path(exists=True, path_type=Path), help="JSON file of further question topics."
    ),
    click.option(
        "--zones", metavar="FILE", type=click.Path(exists=True, path_type=Path), help="Zones of your own, from fit --with."
    ),
    click.option(
        "--weights", metavar="FILE", type=click.Path(exists=True, path_type=Path), help="Confidence of your own, from fit --with."
    ),
    click.option(
        "--spacy-model", metavar="NAME", help="Trained spaCy pipeline that is installed: its names help; none is needed."
    ),
    click.option("--pages", metavar="LIST", help="Only these pages of each file: 1-3,7,9- (to the end)."),
    click.option("--password", is_flag=True, help="Ask for a password, and try it on every file that needs one."),
    click.option(
        "--password-file",
        metavar="FILE",
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        help="Passwords, one a line, each tried on every file that needs one.",
    ),
    click.option("--max-pages", type=click.IntRange(min=1), default=_DEFAULTS.max_pages, help="Largest file, in pages."),
    click.option("--max-megabytes", type=POSITIVE, default=_DEFAULTS.max_bytes / MILLION, help="Largest file."),
    click.option("--max-megapixels", type=POSITIVE, default=_DEFAULTS.max_pixels / MILLION, help="Largest page image."),
    click.option(
        "--max-stream-megabytes",
        type=POSITIVE,
        default=_DEFAULTS.max_stream_bytes / MILLION,
        help="Largest stream of a PDF, decompressed.",
    ),
)
