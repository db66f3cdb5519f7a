"""dojletters: from letters and press releases of the U.S. Department of Justice to validated records.

    from pipeline import compare, extract, load, verify

    records = extract("letter.pdf")              # or load("outputs") where a run has written them
    records.to_pandas("deadlines")
    records[0].draw()
    verify("The letter says: “Send the plan by May 1.”", records).looks

The four verbs are imported when they are asked for: importing this package costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.library import compare, extract, load, verify

__version__ = "0.1.0"
__all__ = ["__version__", "compare", "extract", "load", "verify"]


def __getattr__(name: str) -> object:
    """A verb of the library, on its first use."""
    if name not in ("compare", "extract", "load", "verify"):
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from pipeline import library

    return getattr(library, name)


def __dir__() -> list[str]:
    """The public names, the verbs among them."""
    return sorted({*globals(), *__all__})
