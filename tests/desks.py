"""A desk for tests: small letters, read and put on the desk, and a server in this process."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.config import Config
from pipeline.desk.serve import serving
from pipeline.runs.run import run
from tests.pdfs import pdf, show

QUIET = Config(cache=False)
NAMES = (
    "Orlowski", "Vance", "Ortiz", "Halloran", "Pruitt", "Nakamura", "Delgado", "Whitfield", "Abernathy", "Castellano", "Lindqvist",
    "Okafor",
)  # fmt: skip


def lines_of(name: str, day: int) -> list[str]:
    return [
        "U.S. Department of Justice", f"March {day}, 2019", f"Sheriff Tom {name}", "Knox County Sheriff’s Office".replace("’", "'"),
        "12 Main Street", "Knoxville, TN 37902", f"Dear Sheriff {name}:", "Please send the plan by May 1, 2019.",
        "Is there a plan for the jail?", "The county may call extension 4711 for help.", "Sincerely,", "Ada Vance", "Director",
    ]  # fmt: skip


def top_of(at: int) -> float:
    """Where the line of that number stands on its page, in points from the upper edge to the base of its letters."""
    return 92.0 + 30 * at


def letters(folder: Path, count: int = 1) -> Path:
    """`count` letters as PDF files."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, name in enumerate(NAMES[:count]):
        lines = lines_of(name, number + 1)
        content = "".join(show(72, 792 - top_of(at), line) for at, line in enumerate(lines))
        (folder / f"{number:02}-{name.lower()}.pdf").write_bytes(pdf(content))
    return folder


def outputs(tmp: Path, count: int = 1) -> Path:
    """The outputs of a run over so many letters."""
    run([str(letters(tmp / "in", count))], QUIET, output=tmp / "out")
    return tmp / "out"


@contextmanager
def served(folder: Path, name: str = "Ana") -> Iterator[str]:
    """The address of a desk that answers."""
    with serving(folder, name) as (address, server):
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        yield address
