"""From the site to the store: nothing lost, nothing twice, each edit and removal told once, in all moods of the server."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline.cli import cli
from pipeline.errors import SiteFailed
from pipeline.fetch.client import Client
from pipeline.fetch.history import history
from pipeline.fetch.night import Night, Walk
from pipeline.fetch.rounds import fetch
from pipeline.fetch.store import Store
from tests.fetch.growth import idle_night
from tests.fetch.site import Site, served

ROOT = Path(__file__).parents[2]
PSP = ROOT / "corpus" / "psp.pdf"


class Nights:
    """Nights over one site and one store, a day apart."""

    def __init__(self, folder: Path, address: str) -> None:
        self.store, self.address = Store(folder), address
        self.now = datetime(2026, 1, 1, tzinfo=UTC)
        self.naps: list[float] = []

    def night(self, whole: bool = False, since: str = "", **settings: object) -> Night:
        self.now += timedelta(days=1)
        client = Client(self.address, pause=0.0, sleep=self.naps.append, **settings)  # type: ignore[arg-type]
        try:
            return Walk(self.store, client, "press_releases", since, now=lambda: self.now).run(whole)
        finally:
            client.close()


def told(night: Night) -> Counter[tuple[str, str]]:
    return Counter((event.what, event.release.uuid) for event in night.events)


def site_of(count: int, **settings: object) -> Site:
    site = Site(**settings)  # type: ignore[arg-type]
    for _ in range(count):
        site.add()
    return site


def cut(path: str, number: int) -> tuple[int, dict[str, str], bytes] | None:
    return (200, {}, b'{"metadata": {}, "results": [{"uuid": "') if number % 3 == 0 else None


def challenge(path: str, number: int) -> tuple[int, dict[str, str], bytes] | None:
    return (200, {"Content-Type": "text/html"}, b"<html>" + b"x" * 2_000) if number % 4 == 0 else None


def storm(path: str, number: int) -> tuple[int, dict[str, str], bytes] | None:
    statuses = {1: 429, 2: 503, 4: 403, 7: 500}
    return (statuses[number % 8], {"Retry-After": "7"}, b"") if number % 8 in statuses else None


MOODS = {
    "sort honoured": {},
    "sort ignored, oldest first": {"sorts": False},
    "cut JSON": {"mood": cut},
    "challenge page": {"mood": challenge},
    "storm of statuses": {"mood": storm},
    "counts too high": {"lie": lambda count: count * 3},
    "counts too low": {"lie": lambda count: count // 3},
    "no counts": {"sorts": False, "lie": lambda count: -1},
    "rows added between pages": {"between": lambda site: site.add() if len(site.releases) < 150 else None},
    "rows added to the end between pages": {
        "sorts": False,
        "between": lambda site: site.add() if len(site.releases) < 150 else None,
    },
}


@pytest.mark.parametrize("mood", MOODS)
def test_sixty_nights(mood: str, tmp_path: Path) -> None:
    """Each release, edit and removal is told once and none is invented, whatever the server does."""
    site, chance = site_of(120, **MOODS[mood]), random.Random(mood)
    expected: Counter[tuple[str, str]] = Counter()
    found: Counter[tuple[str, str]] = Counter()
    with served(site) as address:
        nights = Nights(tmp_path, address)
        for _ in range(60):
            found += told(nights.night())
            for _ in range(chance.randrange(3)):
                site.add()
            for name in chance.sample(list(site.releases), chance.randrange(2)):
                site.edit(name, body=f"<p>{chance.random()}</p>")
                expected["edited", name] += 1
            for name in chance.sample(list(site.releases)[:-5], chance.random() < 0.3):
                site.remove(name)
                expected["gone", name] += 1
        found += told(nights.night(whole=True)) + told(nights.night(whole=True))
    known = {release.uuid: release for release in nights.store.all()}
    assert set(known) >= set(site.releases)
    assert {name for name, release in known.items() if release.gone is None} == set(site.releases)
    assert all(known[name].vuuid == release["vuuid"] for name, release in site.releases.items())
    gone = {name for what, name in expected if what == "gone"}
    assert {name for what, name in found if what == "gone"} == gone & set(known)
    assert max(found[key] for key in found if key[0] in ("new", "gone")) == 1
    assert {name for what, name in found if what == "edited"} <= {name for what, name in expected if what == "edited"}


def test_rows_that_go_between_pages_hide_none(tmp_path: Path) -> None:
    """A row that goes draws the next page's first row to the page before, where nobody looks again unless the count fell."""
    site = site_of(180)
    victims = iter(list(site.releases)[-3:])
    site.between = lambda s: s.remove(name) if (name := next(victims, None)) else None
    with served(site) as address:
        nights = Nights(tmp_path, address)
        nights.night()
        assert {r.uuid for r in nights.store.all()} >= set(site.releases)
        assert {what for what, _ in told(nights.night(whole=True))} <= {"gone"}


def test_an_idle_night_asks_for_few_pages(tmp_path: Path) -> None:
    with served(site_of(500)) as address:
        nights = Nights(tmp_path, address)
        assert nights.night().whole
        assert nights.night().requests <= 2


def test_a_list_that_shrinks_at_once_is_not_believed(tmp_path: Path) -> None:
    site = site_of(300)
    with served(site) as address:
        nights = Nights(tmp_path, address)
        nights.night()
        for name in list(site.releases)[:100]:
            site.remove(name)
        night = nights.night(whole=True)
        assert told(night) == {}
        assert "none is called gone" in night.troubles[0]


def test_what_comes_back_is_told(tmp_path: Path) -> None:
    site = site_of(60)
    name = next(iter(site.releases))
    with served(site) as address:
        nights = Nights(tmp_path, address)
        nights.night()
        release = site.releases.pop(name)
        assert told(nights.night(whole=True)) == {("gone", name): 1}
        site.releases[name] = release
        assert told(nights.night(whole=True)) == {("back", name): 1}


def test_a_server_that_is_down_is_told_and_nothing_is_gone(tmp_path: Path) -> None:
    site = site_of(60)
    with served(site) as address:
        nights = Nights(tmp_path, address)
        nights.night()
        site.mood = lambda path, number: (503, {}, b"")
        with pytest.raises(SiteFailed, match="6 tries"):
            nights.night(whole=True)
        assert all(release.gone is None for release in nights.store.all())


def test_it_waits_as_long_as_the_server_asks(tmp_path: Path) -> None:
    site = site_of(3)
    site.mood = lambda path, number: (429, {"Retry-After": "42"}, b"") if number == 1 else None
    with served(site) as address:
        nights = Nights(tmp_path, address)
        nights.night()
    assert 42.0 in nights.naps


def test_who_asks_is_told(tmp_path: Path) -> None:
    site = site_of(3)
    with served(site) as address:
        Nights(tmp_path, address).night(contact="desk@example.org")
    assert site.agents == {"dojletters/0.1.0 (+desk@example.org)"}


class TestAttachments:
    @pytest.mark.parametrize(
        ("url", "reason"),
        [
            ("http://other.example/letter.pdf", "another host"),
            ("file:///etc/passwd", "another host"),
            ("/missing.pdf", "status 404"),
            ("/redirects", "another host"),
            ("/large.pdf", "megabytes"),
        ],
    )
    def test_failures_are_typed_and_the_night_goes_on(self, url: str, reason: str, tmp_path: Path) -> None:
        site = site_of(2)
        site.add(attachment=[{"url": url}])
        site.files["/large.pdf"] = b"x" * 2_000_000
        site.mood = lambda path, number: (302, {"Location": "http://other.example/"}, b"") if path == "/redirects" else None
        with served(site) as address:
            night = Nights(tmp_path, address).night(most_bytes=1_000_000)
        assert reason in night.troubles[0]
        assert len(night.events) == 3

    def test_one_that_never_ends_is_given_up(self, tmp_path: Path) -> None:
        site = site_of(1)
        site.add(attachment=["/endless.pdf"])
        site.mood = lambda path, number: (200, {"X-Length": "1000000"}, b"x") if path == "/endless.pdf" else None
        with served(site) as address:
            night = Nights(tmp_path, address).night(timeout=0.2, tries=2)
        assert "2 tries" in night.troubles[0]

    def test_one_that_failed_is_asked_for_three_nights(self, tmp_path: Path) -> None:
        site = site_of(1)
        site.add(attachment=["/late.pdf"])
        with served(site) as address:
            nights = Nights(tmp_path, address)
            troubles = [bool(nights.night().troubles) for _ in range(2)]
            site.files["/late.pdf"] = b"%PDF-1.4"
            assert troubles == [True, True]
            assert nights.night().troubles == ()
        (uuid,) = {r.uuid for r in nights.store.all() if nights.store.attachments("press_releases", r.uuid)}
        ((_, name, _),) = nights.store.attachments("press_releases", uuid)
        assert nights.store.path(name or "").read_bytes() == b"%PDF-1.4"


def test_versions_are_kept_word_for_word(tmp_path: Path) -> None:
    site = Site()
    name = site.add(body="<p>The county may appeal within 30 days.</p>")
    with served(site) as address:
        nights = Nights(tmp_path, address)
        nights.night()
        site.edit(name, body="<p>The county may not appeal within 60 days.</p>")
        nights.night()
    first, second = history(nights.store, name)
    assert first.edits == ()
    assert [(edit.older, edit.newer, edit.weight) for edit in second.edits] == [("", "not", "negation"), ("30", "60", "number")]


@pytest.mark.parametrize("field", ["uuid", "title", "number", "component", "attachment"])
def test_no_document_decides_a_path(field: str, tmp_path: Path) -> None:
    site = site_of(1)
    site.add(**{field: "../../../evil"})
    with served(site) as address:
        done = CliRunner().invoke(cli, ["fetch", "--to", str(tmp_path / "in" / "site"), "--api", address, "--pause", "0"])
    assert done.exit_code in (0, 1), done.output
    assert {path.name for path in tmp_path.rglob("*")} & {"evil"} == set()
    assert {path.name for path in tmp_path.iterdir()} == {"in"}


def test_killed_at_any_moment(tmp_path: Path) -> None:
    """The store of a run that was killed again and again is that of one which nobody disturbed."""
    site = site_of(400)
    chance = random.Random(5)
    with served(site) as address:
        script = (
            f"from pipeline.cli import cli; cli(['fetch', '--to', 'site', '--api', {address!r}, '--pause', '0.01', '--whole'])"
        )
        for _ in range(12):
            process = subprocess.Popen(
                [sys.executable, "-c", script],
                cwd=tmp_path,
                env={**os.environ, "PYTHONPATH": str(ROOT)},
                stdout=subprocess.DEVNULL,
            )
            time.sleep(chance.uniform(0.3, 1.2))
            process.send_signal(signal.SIGKILL)
            process.wait()
        nights = Nights(tmp_path / "site", address)
        nights.night(whole=True)
    assert {release.uuid for release in nights.store.all()} == set(site.releases)
    assert all(len(nights.store.versions(name)) == 1 for name in site.releases)


def test_the_release_of_2017_with_its_letters_ends_as_five_records(tmp_path: Path) -> None:
    """The four letters are one file with the release's pages; the attachment holds all five documents."""
    site = Site()
    site.add(title="Justice Department names pilot sites", attachment=[{"url": "/psp.pdf"}])
    site.files["/psp.pdf"] = PSP.read_bytes()
    with served(site) as address:
        arguments = [
            "fetch",
            "--to",
            str(tmp_path / "site"),
            "--api",
            address,
            "--pause",
            "0",
            "--records",
            str(tmp_path / "records"),
        ]
        done = CliRunner().invoke(cli, arguments)
    assert done.exit_code == 0, done.output
    night = json.loads((tmp_path / "site" / "told" / "night.json").read_text("utf-8"))
    assert {deadline["date"] for deadline in night["deadlines"]} == {"2017-08-18"}
    assert b"20170818" in (tmp_path / "site" / "told" / "deadlines.ics").read_bytes()
    assert (tmp_path / "site" / "told" / "releases.atom").read_bytes().count(b"<entry>") == 1


def test_what_a_killed_night_found_is_told_by_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Killed when the store was written and nothing else was: no document is missing, and nothing stays untold."""
    site = site_of(3)
    with served(site) as address:
        client = Client(address, pause=0.0)
        with monkeypatch.context() as patch:
            patch.setattr("pipeline.fetch.documents.write_documents", lambda store, events: 1 / 0)
            with pytest.raises(ZeroDivisionError):
                fetch(tmp_path, client)
        done = fetch(tmp_path, client)
        assert "3 new" in done.said
        assert len(list((tmp_path / "documents").glob("*/release.html"))) == 3
        assert "nothing new" in fetch(tmp_path, client).said
        client.close()


def test_an_idle_night_takes_no_more_with_more_releases(tmp_path: Path) -> None:
    few, many = idle_night(100, tmp_path / "few"), idle_night(400, tmp_path / "many")
    assert many.requests == few.requests <= 3
    assert many.memory < 1.3 * few.memory + 200_000


def test_no_secret_of_this_machine_is_sent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login me password hidden\n", "utf-8")
    site = site_of(1)
    with served(site) as address:
        client = Client(address, pause=0.0)
        fetch(tmp_path / "site", client)
        client.close()
    assert site.headers <= {"host", "user-agent", "accept", "accept-encoding", "connection"}
