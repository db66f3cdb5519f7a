"""The command in the README, word for word: a release served with its four letters is five records, its deadline in the calendar."""

from __future__ import annotations

import html
import io
import json
import re
import shlex
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pypdfium2
import pytest
from click.testing import CliRunner

from pipeline import extract
from pipeline.cli import cli
from tests.fetch.site import Site, served

ROOT = Path(__file__).parents[2]
PSP = ROOT / "corpus" / "psp.pdf"


def command() -> list[str]:
    """Of the README, without the name of the program."""
    [line] = [line for line in (ROOT / "README.md").read_text("utf-8").splitlines() if line.startswith("dojletters fetch")]
    return shlex.split(line, comments=True)[1:]


def letters() -> Iterator[bytes]:
    """Each letter of the file as a file of its own."""
    with closing(pypdfium2.PdfDocument(PSP)) as whole:
        for record in extract(PSP)[1:]:
            source, target = record["source"], io.BytesIO()
            with closing(pypdfium2.PdfDocument.new()) as letter:
                letter.import_pages(whole, list(range(source["first_page"] - 1, source["last_page"])))
                letter.save(target)
            yield target.getvalue()


@pytest.fixture
def address(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A site that has the release as the Department published it: its text as markup, its letters as attachments."""
    release = extract(PSP)[0]
    body = release["text"].partition(release["title"]["value"])[2]
    site = Site()
    site.files = {f"/file/{number}/download.pdf": letter for number, letter in enumerate(letters(), 1)}
    site.add(
        title=release["title"]["value"],
        number=release["release_number"]["value"],
        date="1501761600",  # August 3, 2017
        body="".join(f"<p>{html.escape(line)}</p>\n" for line in body.splitlines()),
        attachment=[{"title": f"Letter {number}", "url": url} for number, url in enumerate(site.files, 1)],
        component=[{"name": "Office of the Attorney General"}],
    )
    with served(site) as found:
        monkeypatch.setenv("DOJLETTERS_FETCH_API", found)
        monkeypatch.setenv("DOJLETTERS_FETCH_PAUSE", "0")
        yield found


@pytest.mark.usefixtures("address")
def test_it_gives_five_records_and_their_deadline(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(cli, command())
    assert done.exit_code == 0, done.output
    records = [json.loads(line) for part in Path("records/records").iterdir() for line in part.open(encoding="utf-8")]
    assert sorted(record["document_type"] for record in records) == ["letter"] * 4 + ["press_release"]
    [release] = [record for record in records if record["document_type"] == "press_release"]
    assert (release["release_number"]["value"], release["date"]["value"]) == ("17-868", "2017-08-03")
    assert "said-otherwise" not in {reason["code"] for reason in release["review"]["reasons"]}
    assert {record["recipients"][0]["organization"] for record in records if record["recipients"]} >= {
        "Stockton Police Department"
    }
    night = json.loads(Path("site/told/night.json").read_text("utf-8"))
    assert {deadline["date"] for deadline in night["deadlines"]} == {"2017-08-18"}
    calendar = Path("site/told/deadlines.ics").read_text("utf-8")
    assert set(re.findall(r"DTSTART\S*:(\d+)", calendar)) == {"20170818"}
    assert Path("site/told/releases.atom").read_bytes().count(b"<entry>") == 1
    assert re.search(r"press releases: 1 new \(\d+ requests, the whole list\)", done.output)
