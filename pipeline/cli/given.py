"""What is given to a command: files and folders that are there, globs, and `-` for standard input and standard output."""

from __future__ import annotations

import glob
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click

from pipeline.cli.saying import give
from pipeline.reading.sources import STANDARD_INPUT

Command = TypeVar("Command", bound=Callable[..., object])
"""A function that becomes a command, or what a decorator of click made of it."""


def inputs(name: str, metavar: str) -> Callable[[Command], Command]:
    """The argument for any number of inputs: a tuple of paths as text, each there, or `-` (standard input).

    What is no path but a pattern (`letters/**/*.pdf`) stands for what it matches, in sorted order: a shell that has it quoted,
    or a settings file, does not expand it.
    """
    return click.argument(name, nargs=-1, required=True, metavar=metavar, type=click.Path(), callback=_all_there)


class GivenInput(click.Path):
    """One input: a path, there, or `-` (standard input)."""

    def __init__(self, dir_okay: bool = True) -> None:
        super().__init__(exists=True, readable=False, allow_dash=True, dir_okay=dir_okay, path_type=Path)


def _all_there(context: click.Context, parameter: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(path for value in values for path in _matched(value, context, parameter))


def _matched(value: str, context: click.Context, parameter: click.Parameter) -> list[str]:
    if value == STANDARD_INPUT or os.path.lexists(value):
        return [value]
    if not glob.has_magic(value):
        raise click.BadParameter(f"Path {click.format_filename(value)!r} does not exist.", context, parameter)
    found = sorted(glob.glob(value, recursive=True))  # noqa: PTH207 - Path.glob takes no absolute pattern
    if not found:
        raise click.BadParameter(f"No file matches the pattern {click.format_filename(value)!r}.", context, parameter)
    return found


def to_standard_output(name: str, write: Callable[[Path], object]) -> None:
    """Send the file that `write` writes, `name` with its ending, to standard output."""
    with tempfile.TemporaryDirectory(prefix="dojletters-") as folder:
        path = Path(folder, name)
        write(path)
        give(path.read_bytes())
