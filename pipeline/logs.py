"""Logs on standard error, for a person or for a machine."""

from __future__ import annotations

import json
import logging
import sys
import time
from typing import Literal

LogFormat = Literal["text", "json"]


def configure(verbosity: int = 0, form: LogFormat = "text") -> None:
    """Send the logs to standard error as it is now; to be called again when the settings are known.

    `verbosity`: -1 errors only, 0 warnings as well, 1 what is done, 2 everything, with tracebacks.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_JsonFormatter() if form == "json" else _TextFormatter())
    levels = {-1: logging.ERROR, 0: logging.WARNING, 1: logging.INFO}
    level = levels.get(max(verbosity, -1), logging.DEBUG)
    logging.basicConfig(level=level, handlers=[handler], force=True)
    # These warn of every oddity in a font, a colour or a picture's header, and none of that is about the text.
    for name in ("pdfminer", "PIL"):
        logging.getLogger(name).setLevel(logging.ERROR if level > logging.DEBUG else logging.WARNING)


class _TextFormatter(logging.Formatter):
    """`error: message`, on one line but for a traceback."""

    def format(self, record: logging.LogRecord) -> str:
        line = f"{record.levelname.lower()}: {' '.join(record.getMessage().split())}"
        return line if not record.exc_info else f"{line}\n{self.formatException(record.exc_info)}"


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
