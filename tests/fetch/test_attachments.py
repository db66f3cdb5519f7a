"""The files that hang on releases: fetched within limits, known again, and every one kept that an address ever led to."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from pipeline.fetch.client import Client
from pipeline.fetch.history import history
from pipeline.fetch.rounds import fetch
from tests.batches import letter
from tests.fetch.nights import KIND, Nights, site_of, told
from tests.fetch.site import Site, served


class TestFailures:
    @pytest.mark.parametrize(
        ("url", "reason"),
        [
            ("http://other.example/letter.pdf", "another host"),
            ("file:///etc/passwd", "another host"),
            ("//other.example/letter.pdf", "another host"),
            ("http://me:hidden@127.0.0.1/letter.pdf", "another host"),
            ("http://[", "another host|address is none"),
            ("http://a\x00b/", "address is none"),
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
        assert re.search(reason, night.troubles[0])
        assert len(night.events) == 3

    def test_one_of_twenty_megabytes_is_kept_whole(self, tmp_path: Path) -> None:
        site = site_of(1)
        site.add(attachment=["/long.pdf"])
        site.files["/long.pdf"] = b"%PDF-1.4" + b"x" * 20_000_000
        with served(site) as address:
            nights = Nights(tmp_path, address)
            assert nights.night().troubles == ()
        (name,) = {name for r in nights.store.all() for _, name, _ in nights.store.attached.of(KIND, r.uuid)}
        assert nights.store.path(name or "").stat().st_size == 20_000_008

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
        (uuid,) = {r.uuid for r in nights.store.all() if nights.store.attached.of(KIND, r.uuid)}
        ((_, name, _),) = nights.store.attached.of(KIND, uuid)
        assert nights.store.path(name or "").read_bytes() == b"%PDF-1.4"


class TestExchanged:
    """A release is edited, and behind the same address lies another file, or the same."""

    @pytest.mark.parametrize("tags", [True, False])
    def test_both_files_are_kept_and_history_says_so(self, tags: bool, tmp_path: Path) -> None:
        site = Site(tags=tags)
        name = site.add(attachment=["/letter.pdf"])
        site.files["/letter.pdf"] = b"%PDF-1.4 first"
        with served(site) as address:
            nights = Nights(tmp_path, address)
            nights.night()
            site.files["/letter.pdf"] = b"%PDF-1.4 another"
            site.edit(name, body="<p>Corrected.</p>")
            assert told(nights.night()) == {("edited", name): 1}
        first, second = nights.store.attached.copies(name)
        assert [nights.store.path(one.object).read_bytes() for one in (first, second)] == [b"%PDF-1.4 first", b"%PDF-1.4 another"]
        *_, edit = history(nights.store, name)[1].edits
        assert (edit.key, edit.before, edit.weight) == ("attachments", "/letter.pdf", "file")
        assert edit.older.startswith("14 bytes") and edit.newer.startswith("16 bytes")

    @pytest.mark.parametrize("tags", [True, False])
    def test_the_same_file_is_no_other(self, tags: bool, tmp_path: Path) -> None:
        """And where the server knows its files by tags it is not sent again."""
        site = Site(tags=tags)
        name = site.add(attachment=["/letter.pdf"])
        site.files["/letter.pdf"] = b"%PDF-1.4 first"
        with served(site) as address:
            nights = Nights(tmp_path, address)
            nights.night()
            site.edit(name, body="<p>Corrected.</p>")
            assert nights.night().troubles == ()
            asked = site.asked.count("/letter.pdf")
            nights.night()
        assert len(nights.store.attached.copies(name)) == 1
        assert (asked, site.asked.count("/letter.pdf"), len(site.unsent)) == (2, 2, int(tags))

    def test_one_that_is_not_given_any_more_stays(self, tmp_path: Path) -> None:
        site = Site()
        name = site.add(attachment=["/letter.pdf"])
        site.files["/letter.pdf"] = b"%PDF-1.4 first"
        with served(site) as address:
            nights = Nights(tmp_path, address)
            nights.night()
            del site.files["/letter.pdf"]
            site.edit(name, body="<p>Corrected.</p>")
            troubles = [bool(nights.night().troubles) for _ in range(5)]
        assert troubles == [True, True, True, False, False]
        [attachment] = nights.store.attached.of(KIND, name)
        assert nights.store.path(attachment.object or "").read_bytes() == b"%PDF-1.4 first"

    def test_the_documents_and_records_are_those_of_the_new_file(self, tmp_path: Path) -> None:
        """And its deadline is new, while that of another letter, which is as it was, is not told again."""
        site = Site()
        name = site.add(attachment=["/one.txt", "/two.txt"])
        site.files |= {f"/{which}.txt": letter(number).encode() for number, which in enumerate(("one", "two"))}
        with served(site) as address:
            client = Client(address, pause=0.0)
            fetch(tmp_path, client, records=tmp_path / "records")
            assert deadlines(tmp_path) == {"2019-05-01", "2019-05-02"}
            site.files["/one.txt"] = letter(8).encode()
            site.edit(name, body="<p>Corrected.</p>")
            fetch(tmp_path, client, records=tmp_path / "records")
            assert deadlines(tmp_path) == {"2019-05-09"}
            assert (tmp_path / "told" / "deadlines.ics").read_bytes().count(b"BEGIN:VEVENT") == 1
            fetch(tmp_path, client, records=tmp_path / "records")
            assert deadlines(tmp_path) == set()
            client.close()

    def test_a_file_that_two_releases_share_is_a_deadline_of_each(self, tmp_path: Path) -> None:
        """It is read once, under the name of the first release."""
        site = Site()
        site.files["/one.txt"] = letter(1).encode()
        with served(site) as address:
            client = Client(address, pause=0.0)
            for _ in range(3):
                site.add(attachment=["/one.txt"])
                fetch(tmp_path, client, records=tmp_path / "records")
                assert deadlines(tmp_path) == {"2019-05-02"}
            client.close()


def deadlines(folder: Path) -> set[str]:
    """The days that the last night told as new."""
    night = json.loads((folder / "told" / "night.json").read_text("utf-8"))
    return {deadline["date"] for deadline in night["deadlines"]}
