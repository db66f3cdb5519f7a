"""A comparison (as its JSON) for a notebook: in a line, as HTML, as a pandas table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from markupsafe import Markup

from pipeline.records.comparison_types import (
    ComparisonDifference,
    ComparisonFamily,
    ComparisonFieldSet,
    ComparisonJson,
    ComparisonRow,
)

if TYPE_CHECKING:
    import pandas as pd

_COLUMNS = (
    "where", "place", "certainty", "kind", "category", "weight", "field", "before", "record_id", "document", "text", "page",
)  # fmt: skip
_LEFT = "text-align:left;vertical-align:top"
_MOST = 40  # differences that are shown of a family
_CERTAINTIES = ("certain", "doubtful", "slot", "set aside")


def headline(comparison: ComparisonJson) -> str:
    """What was compared, in a line: `5 documents, 1 family, 0 differences`."""
    families = comparison["families"]
    counts = (
        (len(comparison["documents"]), "document", "documents"),
        (len(families), "family", "families"),
        (sum(len(family["differences"]) for family in families), "difference", "differences"),
        (sum(row["kind"] != "shared" for fields in comparison["field_sets"] for row in fields["rows"]), "field that differs", ""),
    )
    return ", ".join(f"{n} {one if n == 1 else more or 'fields that differ'}" for n, one, more in counts)


def frame(comparison: ComparisonJson) -> pd.DataFrame:
    """One row for each document in each place where it differs from others: what it says there, and on which page of its file.

    `where` is the family (`family 1`) or, of a release and its letters, the value (`questions 2`); `place` counts from 1 in it.
    `certainty` is `certain` (the Department's), `doubtful` (the Department's or a misreading), `slot` (recipient, date and the
    like) or `set aside` (made by OCR or typography).
    """
    import pandas as pd

    return pd.DataFrame(list(_rows(comparison)), columns=list(_COLUMNS))


def _rows(comparison: ComparisonJson) -> Iterator[list[object]]:
    documents = comparison["documents"]
    groups = [(f"family {n}", group, group["slots"]) for n, group in enumerate(comparison["families"], 1)]
    rows = [(_name(row), row, list[ComparisonDifference]()) for fields in comparison["field_sets"] for row in fields["rows"]]
    for where, group, slots in (*groups, *rows):
        by_certainty = (group["differences"], group["doubtful"], slots, group["set_aside"])
        found = [(told, d) for told, own in zip(_CERTAINTIES, by_certainty, strict=True) for d in own]
        for place, (told, difference) in enumerate(found, 1):
            shared = [difference["kind"], difference["category"], difference["weight"], difference["field"], difference["before"]]
            for reading in difference["readings"]:
                for spot in reading["places"]:
                    document = documents[spot["document"]]
                    page = spot["pages"][0] if spot["pages"] else None
                    yield [where, place, told, *shared, document["record_id"], document["name"], reading["text"], page]


def html(comparison: ComparisonJson) -> str:
    """The documents, then for each family where one says something else; every word is escaped."""
    names = [document["name"] for document in comparison["documents"]]
    listed = Markup().join(Markup('<li value="{}">{}</li>').format(n, name) for n, name in enumerate(names, 1))
    families = (_family(number, family) for number, family in enumerate(comparison["families"], 1))
    fields = (_fields(fields) for fields in comparison["field_sets"])
    alone = ", ".join(str(n + 1) for n in comparison["alone"])
    rest = Markup("<p>Alone: {}</p>").format(alone) if alone else Markup()
    head = Markup("<p><b>{}</b></p><ol>{}</ol>").format(headline(comparison), listed)
    return str(head + Markup().join(families) + Markup().join(fields) + rest)


def _family(number: int, family: ComparisonFamily) -> Markup:
    slots = ", ".join(dict.fromkeys(str(slot["field"]) for slot in family["slots"])) or "nothing"
    head = Markup("<p>Family {}: {}. Filled in for each: {}. Set aside as misread or typography: {}.</p>").format(
        number, ", ".join(str(n + 1) for n in family["members"]), slots, len(family["set_aside"])
    )
    found = [*family["differences"], *family["doubtful"]]
    return head + (_table(("weight", "what changes", "after", "says"), found) if found else Markup("<p>No difference.</p>"))


def _fields(fields: ComparisonFieldSet) -> Markup:
    """The fields of a release and its letters that are not the same in all."""
    found = Markup()
    for row in fields["rows"]:
        if row["kind"] != "shared":
            name = _name(row)
            missing = f", not in {', '.join(str(n + 1) for n in row['missing'])}" if row["missing"] else ""
            found += Markup("<p>{}{}: {}</p>").format(name, missing, row["items"][0]["text"])
            differences = [*row["differences"], *row["doubtful"]]
            found += _table(("weight", "what changes", "after", "says"), differences) if differences else Markup()
    return found


def _name(row: ComparisonRow) -> str:
    """`questions 2`."""
    return " ".join(str(part) for part in (row["field"], row["items"][0]["label"]) if part)


def _table(head: Sequence[str], differences: Sequence[ComparisonDifference]) -> Markup:
    titles = Markup().join(Markup('<th style="{}">{}</th>').format(_LEFT, title) for title in head)
    rows = Markup().join(_difference(difference) for difference in differences[:_MOST])
    more = Markup("<p>and {} more</p>").format(len(differences) - _MOST) if len(differences) > _MOST else Markup()
    return Markup("<table><thead><tr>{}</tr></thead><tbody>{}</tbody></table>{}").format(titles, rows, more)


def _difference(difference: ComparisonDifference) -> Markup:
    readings = Markup("<br>").join(
        Markup("{} [{}]").format(f"“{r['text']}”" if r["text"] else "(nothing)", ", ".join(str(n + 1) for n in r["documents"]))
        for r in difference["readings"]
    )
    doubt = "" if difference["made_by"] == "department" else "?"
    cells = (f"{difference['weight']}{doubt}", difference["category"], difference["before"], readings)
    return Markup("<tr>{}</tr>").format(Markup().join(Markup('<td style="{}">{}</td>').format(_LEFT, cell) for cell in cells))
