"""Logs on standard error, for a person or for a machine."""

from __future__ import annotations

import json
import logging
import os
import sys
import time
from typing import Literal, TextIO

LogFormat = Literal["text", "json"]

_COLOURS = {logging.WARNING: "\x1b[33m", logging.ERROR: "\x1b[31m", logging.CRITICAL: "\x1b[31m"}
_PLAIN = "\x1b[0m"


def configure(verbosity: int = 0, form: LogFormat = "text") -> None:
    """Send the logs to standard error as it is now; to be called again when the settings are known.

    `verbosity`: -1 errors only, 0 warnings as well, 1 what is done, 2 everything, with tracebacks.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_JsonFormatter() if form == "json" else _TextFormatter(takes_colour(sys.stderr)))
    levels = {-1: logging.ERROR, 0: logging.WARNING, 1: logging.INFO}
    level = levels.get(max(verbosity, -1), logging.DEBUG)
    logging.basicConfig(level=level, handlers=[handler], force=True)
    # These warn of every oddity in a font, a colour or a picture's header, and none of that is about the text.
    for name in ("pdfminer", "PIL"):
        logging.getLogger(name).setLevel(logging.ERROR if level > logging.DEBUG else logging.WARNING)


def takes_colour(stream: TextIO) -> bool:
    """Whether colour is wanted there: it is a terminal that knows colours, and `NO_COLOR` (https://no-color.org) is not set."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM", "dumb") != "dumb"


class _TextFormatter(logging.Formatter):
    """`error: message`, on one line but for a traceback; on a terminal the first word of a warning or an error has a colour."""

    def __init__(self, colour: bool) -> None:
        super().__init__()
        self._colours = _COLOURS if colour else {}

    def format(self, record: logging.LogRecord) -> str:
        colour = self._colours.get(record.levelno, "")
        level = f"{colour}{record.levelname.lower()}:{_PLAIN if colour else ''}"
        line = f"{level} {_one_line(record.getMessage())}"
        return line if not record.exc_info else f"{line}\n{_lines(self.formatException(record.exc_info))}"


def _lines(traceback: str) -> str:
    return "\n".join(_visible(line) for line in traceback.split("\n"))


def _one_line(message: str) -> str:
    """Names and words of a file can hold anything, and none of it may steer the terminal."""
    return _visible(" ".join(message.split()))


def _visible(line: str) -> str:
    return "".join(mark if mark.isprintable() else ascii(mark)[1:-1] for mark in line)


class _JsonFormatter(logging.Formatter):
    """One JSON object a line; a traceback is one of its values."""

    def format(self, record: logging.LogRecord) -> str:
        row = {
            "time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(record.created)),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            row["traceback"] = self.formatException(record.exc_info)
        return json.dumps(row)
