"""What an output folder holds already: results of one kind of run are never replaced by those of another, nor by nothing."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import get_args

from pipeline.errors import OutputError
from pipeline.export import Format

LEDGER = "ledger.db"
_RECORDS = tuple(f"records.{form}" for form in get_args(Format))


def check_for_extract(folder: Path, replace: bool) -> None:
    """Raises OutputError where the folder holds results that `dojletters extract` may not, or was not told to, replace."""
    if (folder / LEDGER).exists():
        raise OutputError(f"{folder} holds the results of `dojletters batch`", remedy="Give another --output.")
    if not replace and _results(folder):
        told = f"{folder} holds the results of an earlier run"
        raise OutputError(told, remedy="Give another --output, or --replace to put the new results in their place.")


def check_for_batch(folder: Path) -> None:
    """Raises OutputError where the folder holds the results of `dojletters extract`."""
    if not (folder / LEDGER).exists() and _results(folder):
        raise OutputError(f"{folder} holds the results of `dojletters extract`", remedy="Give another --output.")


def check_worth(folder: Path, records: int) -> None:
    """Raises OutputError where results of no record would replace some that have records."""
    if not records and any((folder / name).stat().st_size > len("[]\n") for name in _results(folder)):
        told = f"No record came of this run, so the results that {folder} holds were kept"
        raise OutputError(told, remedy="See the errors above; delete the folder if you want its results gone.")


def drop_other_forms(folder: Path, form: str) -> None:
    """Remove the records that an earlier run wrote in another form: they do not belong to the new `run.json`."""
    for name in _results(folder):
        if name != f"records.{form}":
            with contextlib.suppress(OSError):
                (folder / name).unlink()


def _results(folder: Path) -> list[str]:
    return [name for name in _RECORDS if (folder / name).is_file()]
