"""Records in a line of text, and as HTML for a notebook; every word of a document is escaped."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from pipeline.records.items import items
from pipeline.records.types import Record
from pipeline.report.fields import Value, groups, issuer, kind_of, name_of

_COUNTED = ("deadlines", "questions", "requests", "criteria", "quotations")
_LEFT = "text-align:left;vertical-align:top"
_LONGEST = 400  # characters of a value that are shown
_LINE = 60  # characters of a document's name in a line
_MOST = 50  # records that are listed


def counted(number: int, one: str, more: str | None = None) -> str:
    """`1 record`, `2 records`."""
    return f"{number} {one if number == 1 else more or f'{one}s'}"


def summary(record: Record) -> str:
    """A record in a line: `3f2a91c04d5e-01 Letter to Ann Roe, 2019-03-03, p. 1-2: 1 deadline, 3 questions`."""
    dated = f", {record['date']['value']}" if record["date"] else ""
    counts = [counted(len(found), _one(key), key) for key in _COUNTED if (found := items(record, key))]
    told = f"{record['record_id']} {_cut(name_of(record), _LINE)}{dated}, p. {pages(record)}"
    return f"{told}: {', '.join(counts)}" if counts else told


def listing(records: Sequence[Record]) -> str:
    """Records in lines of text: how many, then each."""
    lines = [f"<{counted(len(records), 'record')}>", *(f"  {summary(record)}" for record in records[:_MOST])]
    return "\n".join(lines + ([f"  and {len(records) - _MOST} more"] if len(records) > _MOST else []))


def _one(key: str) -> str:
    return "criterion" if key == "criteria" else key.removesuffix("s")


def pages(record: Record) -> str:
    """`3-4`, or `3` for a single page."""
    first, last = record["source"]["first_page"], record["source"]["last_page"]
    return f"{first}-{last}" if last > first else str(first)


def record(of: Record) -> str:
    """A record as HTML: what it is, then each value with its page and how likely it is right."""
    head = Markup("<p><b>{}</b><br>{} · {} · {}, p. {} · <code>{}</code></p>").format(
        name_of(of), kind_of(of), issuer(of) or "issuer not found", of["source"]["file_name"], pages(of), of["record_id"]
    )
    reasons = of["review"]["reasons"]
    doubts = Markup("<ul>{}</ul>").format(_joined("<li>{}</li>", [(r["message"],) for r in reasons])) if reasons else Markup()
    rows = Markup().join(_row(value) for group in groups(of) for value in group.values)
    return str(head + doubts + _table(("", "value", "page", "confidence"), rows))


def _row(value: Value) -> Markup:
    words = _cut(f"{value.label}. {value.main}" if value.label else value.main)
    details = _joined("<br><small>{}: {}</small>", [(name, _cut(text)) for name, text in value.details])
    cells = (
        value.kind,
        Markup("{}{}").format(words, details),
        ", ".join(map(str, value.pages)),
        f"checked by {value.checked_by}" if value.checked_by else f"{value.confidence} %" if value.confidence < 100 else "> 99 %",
    )
    return Markup("<tr>{}</tr>").format(_joined(f'<td style="{_LEFT}">{{}}</td>', [(cell,) for cell in cells]))


def records(of: Sequence[Record]) -> str:
    """Records as an HTML table, one row each."""
    head = ("", "document", "date", "from", "file", "pages", *_COUNTED, "review")
    rows = []
    for number, one in enumerate(of[:_MOST]):
        dated = one["date"]["value"] if one["date"] else ""
        cells = [
            number, name_of(one), dated, issuer(one), one["source"]["file_name"], pages(one),
            *(len(items(one, key)) or "" for key in _COUNTED), len(one["review"]["reasons"]) or "",
        ]  # fmt: skip
        rows.append(Markup("<tr>{}</tr>").format(_joined(f'<td style="{_LEFT}">{{}}</td>', [(cell,) for cell in cells])))
    more = Markup("<p>and {} more</p>").format(len(of) - _MOST) if len(of) > _MOST else Markup()
    return str(_table(head, Markup().join(rows)) + more)


def _table(head: Sequence[str], rows: Markup) -> Markup:
    columns = _joined(f'<th style="{_LEFT}">{{}}</th>', [(name,) for name in head])
    return Markup("<table><thead><tr>{}</tr></thead><tbody>{}</tbody></table>").format(columns, rows)


def _joined(form: str, rows: Sequence[tuple[object, ...]]) -> Markup:
    return Markup().join(Markup(form).format(*row) for row in rows)


def _cut(text: str, most: int = _LONGEST) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"
