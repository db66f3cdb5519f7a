"""The command `redactions`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypedDict

import click

from pipeline.cli.given import inputs
from pipeline.cli.options import is_quiet, shared_options
from pipeline.cli.reading import read_config, reading_options
from pipeline.cli.saying import say, say_json
from pipeline.config import Config
from pipeline.errors import DojlettersError
from pipeline.records.types import Box


@click.command()
@inputs("paths", "PATH...")
@click.option("--format", type=click.Choice(["text", "json"]), default="text", help="Form of the list.")
@reading_options
@shared_options
def redactions(paths: tuple[str, ...], format: str, **settings: object) -> None:
    """List covered places: where they are, their codes, and whether the file still holds the words under them.

    The words themselves are never told. Exit code 1 if words are still under a cover, or hidden on a page in another way, or if
    a file can't be read: look at such a file before you publish it.

    \b
    Examples:
      dojletters redactions corpus/psp.pdf
      dojletters redactions corpus --ocr never --format json
      dojletters redactions - < corpus/psp.pdf
    """
    from pipeline.reading.sources import walk

    config = read_config(settings)
    found = [entry for file in walk(paths) for entry in _listed(file.path, config)]
    if format == "json":
        say_json(found)
    else:
        for entry in found:
            say(_line(entry))
        if not found and not is_quiet():
            say("No place is covered and nothing is hidden.")
    click.get_current_context().exit(1 if any(entry["recoverable"] or entry["kind"] != "covered" for entry in found) else 0)


class ListedPlace(TypedDict):
    """A covered place, something hidden, or a file that can't be read."""

    file: str
    kind: str
    page: int | None
    label: str | None
    recoverable: bool
    boxes: list[Box]


def _listed(path: str, config: Config) -> Iterator[ListedPlace]:
    """What is covered or hidden in a file, and an entry for one that can't be read."""
    from pipeline.extraction import extract

    try:
        result = extract(path, config, keep_documents=False)
    except DojlettersError as error:
        yield {"file": path, "kind": error.code, "page": None, "label": None, "recoverable": False, "boxes": []}
        return
    for record in result.records:
        for place in record["redactions"]:
            boxes = place["evidence"]["boxes"]
            page = boxes[0]["page"] if boxes else None
            yield {
                "file": path,
                "kind": "covered",
                "page": page,
                "label": place["label"],
                "recoverable": place["recoverable"],
                "boxes": boxes,
            }
    for issue in result.issues:
        if issue.code == "hidden-text":
            yield {"file": path, "kind": "hidden-text", "page": issue.page, "label": None, "recoverable": True, "boxes": []}


def _line(entry: ListedPlace) -> str:
    page = f", page {entry['page']}" if entry["page"] else ""
    if entry["kind"] == "hidden-text":
        return f"{entry['file']}{page}: the file holds words that the page does not show"
    if entry["kind"] != "covered":
        return f"{entry['file']}: not read ({entry['kind']})"
    box = entry["boxes"][0] if entry["boxes"] else None
    at = f" at {box['x0']:.0f}, {box['top']:.0f}" if box else ""
    under = "the file still holds the words" if entry["recoverable"] else "no words under it"
    return f"{entry['file']}{page}{at}: covered{' as ' + label if (label := entry['label']) else ''}; {under}"
