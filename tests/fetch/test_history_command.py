"""What became of a release, for people and programs: `dojletters history` as text, JSON and page, and the feed of all nights."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import etree, html

from pipeline.cli import cli
from pipeline.fetch.client import Client
from pipeline.fetch.rounds import fetch
from tests.fetch.site import Site, served

HOSTILE = "Now <script>alert(1)</script> \x1b[31m not"


@pytest.fixture
def released(tmp_path: Path) -> Iterator[str]:
    """A release in a store, edited once with a headline that means harm, its attachment exchanged; another one gone."""
    site = Site()
    other = site.add()
    name = site.add(attachment=["/letter.pdf"], body="<p>The county may appeal within 30 days.</p>")
    site.files["/letter.pdf"] = b"%PDF-1.4 first"
    with served(site) as address:
        client = Client(address, pause=0.0)
        fetch(tmp_path, client)
        site.files["/letter.pdf"] = b"%PDF-1.4 another"
        site.edit(name, title=HOSTILE, body="<p>The county must appeal within 60 days.</p>")
        site.remove(other)
        fetch(tmp_path, client, whole=True)
        client.close()
    yield name


def history(released: str, folder: Path, *options: str) -> str:
    done = CliRunner().invoke(cli, ["history", released, "--to", str(folder), *options])
    assert done.exit_code == 0, done.output
    return done.stdout


def test_as_text(released: str, tmp_path: Path) -> None:
    told = history(released, tmp_path)
    assert "body (obligation): The county [-may-] [+must+] appeal within" in told
    assert "body (number):" in told and "attachments (file): /letter.pdf [-14 bytes" in told
    assert "\x1b" not in told


def test_as_json(released: str, tmp_path: Path) -> None:
    first, second = json.loads(history(released, tmp_path, "--format", "json"))
    assert first["edits"] == []
    assert {edit["weight"] for edit in second["edits"]} == {"negation", "obligation", "number", "file"}


def test_as_a_page(released: str, tmp_path: Path) -> None:
    history(released, tmp_path, "--html", str(tmp_path / "versions.html"))
    page = html.parse(tmp_path / "versions.html")
    assert [one.text_content() for one in page.iter("ins")][1:3] == ["must", "60"]
    assert not [one for one in page.iter("script") if "alert(1)" in one.text_content()]


def test_one_that_is_not_there(released: str, tmp_path: Path) -> None:
    done = CliRunner().invoke(cli, ["history", "no-such-id", "--to", str(tmp_path)])
    assert (done.exit_code, "has no release" in done.stderr) == (2, True)


def test_the_feed_has_the_events_of_all_nights(released: str, tmp_path: Path) -> None:
    feed = etree.parse(tmp_path / "told" / "releases.atom")
    names = {"a": "http://www.w3.org/2005/Atom"}
    titles = [str(title) for title in feed.xpath("/a:feed/a:entry/a:title/text()", namespaces=names)]
    assert sorted(title.partition(":")[0] for title in titles) == ["edited", "new", "new", "no longer listed"]
    for wanted in ("id", "title", "updated"):
        assert len(feed.xpath(f"/a:feed/a:entry/a:{wanted}", namespaces=names)) == 4
    ids = feed.xpath("/a:feed/a:entry/a:id/text()", namespaces=names)
    assert len(set(ids)) == 4
