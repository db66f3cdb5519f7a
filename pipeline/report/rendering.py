"""Templates to pages: everything from a document is escaped, style and script are inside and named by their digests."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from pipeline import export
from pipeline.report.fields import long_date

_HERE = Path(__file__).parent


def write(output: Path, template: str, **context: object) -> Path:
    """Render `template` into the file `output`; gives `output`. Raises OutputError."""
    html = _environment().get_template(template).render(context)
    export.write(output, html.encode("utf-8", "replace"))
    return output


@cache
def _environment() -> Environment:
    return environment()


def environment(*folders: Path) -> Environment:
    """The templates of the report, and those of other folders before them; autoescape is on for all, whatever their name."""
    environment = Environment(
        loader=FileSystemLoader([*folders, _HERE / "templates"]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    style, script = (_asset(name) for name in ("report.css", "report.js"))
    policy = (
        f"default-src 'none'; img-src data:; style-src {_digest(style)}; script-src {_digest(script)}; "
        "base-uri 'none'; form-action 'none'"
    )
    environment.globals |= {"style": Markup(style), "script": Markup(script), "policy": Markup(policy), "many": _many}
    environment.filters["long_date"] = long_date
    return environment


def _asset(name: str) -> str:
    text = (_HERE / "assets" / name).read_text("utf-8")
    assert "</" not in text, f"{name} would end its own element"
    return text


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _many(number: int, noun: str, plural: str | None = None) -> str:
    return f"{number} {noun if number == 1 else plural or noun + 's'}"
