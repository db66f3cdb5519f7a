"""What commands print: names of files and words of documents may hold anything, and nothing of it steers a terminal."""

from __future__ import annotations

import sys

import click


def say(text: object, *, err: bool = False, nl: bool = True) -> None:
    """Print text, each control character in it as U+FFFD; to standard error with `err`."""
    from pipeline.export.characters import for_terminal

    click.echo(for_terminal(str(text)), err=err, nl=nl)


def say_json(value: object) -> None:
    """Print a value as JSON, each control character in it as an escape."""
    from pipeline.export.characters import json_text

    click.echo(json_text(value, indent=2))


def give(data: bytes) -> None:
    """Write a file's bytes to standard output: as they are where a program takes them, as text without controls on a terminal."""
    if sys.stdout.isatty():
        say(data.decode("utf-8", "replace"), nl=False)
    else:
        sys.stdout.buffer.write(data)
