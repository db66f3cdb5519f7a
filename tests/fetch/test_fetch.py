"""From the site to the store: nothing lost, nothing twice, each edit and removal told once, in all moods of the server."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from pipeline.cli import cli
from pipeline.errors import SiteFailed
from pipeline.fetch.client import Client
from pipeline.fetch.history import history
from pipeline.fetch.rounds import fetch
from pipeline.fetch.store import Store
from tests.fetch.growth import idle_night
from tests.fetch.nights import KIND, Nights, site_of, told
from tests.fetch.site import Site, served

ROOT = Path(__file__).parents[2]
KILLS = int(os.environ.get("DOJLETTERS_TEST_KILLS", "6"))


def cut(path: str, number: int) -> tuple[int, dict[str, str], bytes] | None:
    return (200, {}, b'{"metadata": {}, "results": [{"uuid": "') if number % 3 == 0 else None


def challenge(path: str, number: int) -> tuple[int, dict[str, str], bytes] | None:
    return (200, {"Content-Type": "text/html"}, b"<html>" + b"x" * 2_000) if number % 4 == 0 else None


def storm(path: str, number: int) -> tuple[int, dict[str, str], bytes] | None:
    statuses = {1: 429, 2: 503, 4: 403, 7: 500}
    return (statuses[number % 8], {"Retry-After": "7"}, b"") if number % 8 in statuses else None


def older(row: dict[str, Any]) -> dict[str, Any]:
    """As a cache of the server still hands it out."""
    return row | {"vuuid": f"{row['uuid']}-0", "changed": str(int(row["changed"]) - 60), "body": "<p>As it was.</p>"}


def odd_json(told: dict[str, Any]) -> bytes:
    rows = [row | {"image": "\ud83d", "views": 0} for row in told["results"]]
    text = json.dumps({"note": ["a", {"results": []}], "results": rows, "metadata": told["metadata"]}, indent=1)
    return text.replace('"views": 0', f'"views": {"9" * 5_000}').encode()


MOODS: dict[str, dict[str, Any]] = {
    "sort honoured": {},
    "sort ignored, oldest first": {"sorts": False},
    "cut JSON": {"mood": cut},
    "challenge page": {"mood": challenge},
    "storm of statuses": {"mood": storm},
    "counts too high": {"lie": lambda count: count * 3},
    "counts too low": {"lie": lambda count: count // 3},
    "no counts": {"sorts": False, "lie": lambda count: -1},
    "rows added between pages": {"between": lambda site: site.add() if len(site.releases) < 150 else None},
    "each row twice": {"show": lambda rows: [row for row in rows for _ in range(2)]},
    "an older copy of each row beside it": {"show": lambda rows: [one for row in rows for one in (row, older(row))]},
    "an older copy of each row before it": {"show": lambda rows: [one for row in rows for one in (older(row), row)]},
    "rows with huge numbers, half characters and white space": {"write": odd_json},
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
            known = {release.uuid for release in nights.store.all()}
            for name in chance.sample(list(site.releases), chance.randrange(2)):
                site.edit(name, body=f"<p>{chance.random()}</p>")
                expected["edited", name] += name in known
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
    edits = {(what, name): count for (what, name), count in expected.items() if what == "edited" and count}
    assert all(found[key] <= expected[key] for key in found if key[0] == "edited")
    if site.sorts:  # by change, so that no edit waits for a whole walk, in which two of one release would be one
        assert all(found[key] == count for key, count in edits.items() if key[1] in site.releases)


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


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        pytest.param((404, {}, b""), "status 404", id="a status that is final"),
        pytest.param((302, {"Location": "http://other.example/list"}, b""), "another host", id="a redirect to another host"),
        pytest.param((302, {"Location": "http://[/"}, b""), "another host|address is none", id="a redirect to no address"),
        pytest.param((302, {"Location": "page"}, b""), "circle", id="redirects in a circle"),
        pytest.param((200, {"Content-Encoding": "gzip"}, b"no gzip"), "6 tries", id="an encoding that it is not in"),
        pytest.param((200, {}, b"[1, 2]"), "no listing", id="JSON of another form"),
        pytest.param((200, {}, b'{"results": [1]}'), "no listing", id="results that are none"),
        pytest.param((200, {}, b"[" * 200_000), "no whole JSON", id="JSON that is nested without end"),
    ],
)
def test_a_list_that_cannot_be_had_ends_the_night_in_a_line(
    answer: tuple[int, dict[str, str], bytes], reason: str, tmp_path: Path
) -> None:
    site = site_of(3, mood=lambda path, number: answer)
    with served(site) as address, pytest.raises(SiteFailed, match=reason):
        Nights(tmp_path, address).night()


def test_a_title_that_is_edited_while_one_pages_is_no_removal(tmp_path: Path) -> None:
    """The edit moves the row to the front of the list, which was walked already, and the server lists nothing under the old title."""
    site = site_of(200)
    with served(site) as address:
        nights = Nights(tmp_path, address)
        nights.night()
        oldest = iter(list(site.releases)[:2])
        site.between = lambda s: s.edit(name, title=f"Now called {name}") if (name := next(oldest, None)) else None
        assert {what for what, _ in told(nights.night(whole=True))} == {"edited"}


def test_a_title_that_too_many_bear_tells_nothing(tmp_path: Path) -> None:
    """Else a filter that the server ignores would make a removal out of any fault of the list."""
    site = site_of(300)
    name = site.add("Weekly Update")
    for _ in range(250):
        site.add("Weekly Update")
    with served(site) as address:
        nights = Nights(tmp_path, address)
        nights.night()
        site.remove(name)
        night = nights.night(whole=True)
    assert told(night) == {}
    assert "bear its title" in night.troubles[0]


class TestPart:
    """Some of the releases only: by their day, by their component."""

    def site(self) -> Site:
        site = site_of(120)
        for name in list(site.releases)[:70]:
            site.releases[name]["component"] = [{"name": "Antitrust Division"}]
        return site

    @pytest.mark.parametrize("sorts", [True, False])
    def test_a_component(self, sorts: bool, tmp_path: Path) -> None:
        site = self.site()
        site.sorts = sorts
        with served(site) as address:
            nights = Nights(tmp_path, address)
            assert len(nights.night(component="antitrust").events) == 70
            assert nights.night(component="antitrust", whole=True).events == ()

    def test_all_after_a_part_are_all(self, tmp_path: Path) -> None:
        """A walk along a part of the list was no walk through all of it."""
        site = self.site()
        day = "2023-12-20"
        with served(site) as address:
            nights = Nights(tmp_path, address)
            since = len(nights.night(since=day).events)
            assert 0 < since < 120
            assert len(nights.night(component="antitrust").events) > 0
            nights.night()
            assert len(nights.store.all()) == 120

    def test_a_part_after_all_misses_none(self, tmp_path: Path) -> None:
        """What is of another component is not asked for, and not gone."""
        site = self.site()
        with served(site) as address:
            nights = Nights(tmp_path, address)
            nights.night()
            name = next(iter(site.releases))
            site.edit(name, component=[{"name": "Tax Division"}])
            night = nights.night(component="antitrust", whole=True)
        assert (told(night), night.troubles) == ({("edited", name): 1}, ())


def test_what_came_is_kept_as_it_came(tmp_path: Path) -> None:
    site = site_of(1, write=lambda told: json.dumps(told, indent=3).encode())
    [row] = site.releases.values()
    with served(site) as address:
        nights = Nights(tmp_path, address)
        nights.night()
    [version] = nights.store.versions(row["uuid"])
    assert version.raw in json.dumps({"results": [row]}, indent=3)
    assert json.loads(version.raw) == row


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
    for name in list(site.releases)[::20]:
        site.releases[name]["attachment"] = [f"/{name}.pdf"]
        site.files[f"/{name}.pdf"] = b"%PDF-1.4 " + name.encode()
    chance = random.Random(5)
    with served(site) as address:
        script = (
            f"from pipeline.cli import cli; cli(['fetch', '--to', 'site', '--api', {address!r}, '--pause', '0.01', '--whole'])"
        )
        for _ in range(KILLS):
            process = subprocess.Popen(
                [sys.executable, "-c", script],
                cwd=tmp_path,
                env={**os.environ, "PYTHONPATH": str(ROOT)},
                stdout=subprocess.DEVNULL,
            )
            with suppress(subprocess.TimeoutExpired):
                process.wait(chance.uniform(0.3, 3.0))
            process.send_signal(signal.SIGKILL)
            process.wait()
        nights = [Nights(tmp_path / "site", address), Nights(tmp_path / "calm", address)]
        for each in nights:
            each.night(whole=True)
    killed, calm = (kept(each.store, site) for each in nights)
    assert killed == calm
    assert {name for name, *_ in killed} == set(site.releases)


def kept(store: Store, site: Site) -> list[tuple[object, ...]]:
    """Everything that a store holds of each release but when it was met."""
    rows = []
    for known in store.all():
        versions = [(one.vuuid, one.content, one.raw) for one in store.versions(known.uuid)]
        rows.append((known.uuid, known, versions, store.attached.of(KIND, known.uuid)))
    return rows


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
    few, many = idle_night(100, tmp_path / "few"), idle_night(800, tmp_path / "many")
    assert many.requests == few.requests <= 3
    assert many.memory < 1.1 * few.memory


def test_no_secret_of_this_machine_is_sent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login me password hidden\n", "utf-8")
    site = site_of(120)
    site.cookie = "session=1; Path=/"
    with served(site) as address:
        client = Client(address, pause=0.0)
        fetch(tmp_path / "site", client)
        client.close()
    assert len(site.asked) > 2
    assert site.headers <= {"host", "user-agent", "accept", "accept-encoding", "connection"}
