"""Releases that came as mails, or as pages saved by hand: versions without the API, and no edit that there never was."""

from __future__ import annotations

import json
from collections import Counter
from email.message import EmailMessage
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline.cli import cli
from pipeline.fetch.folder import take_folder
from pipeline.fetch.history import history
from pipeline.fetch.store import Store

ADDRESS = "https://www.justice.gov/opa/pr/county-agrees-plan"
BODY = "The Justice Department announced today that the county may answer by August 18, 2017."


def mail(
    body: str = BODY,
    day: str = "Thu, 03 Aug 2017 15:00:00 -0400",
    subject: str = "County Agrees to a Plan",
    address: str = ADDRESS,
) -> EmailMessage:
    """As the service that sends the Department's mails writes them: links lead over a server that counts them."""
    message = EmailMessage()
    message["From"] = "U.S. Department of Justice <usdoj@public.govdelivery.com>"
    message["To"] = "reader@example.org"
    message["Subject"] = subject
    message["Date"] = day
    link = f"https://links.example.net/track?type=click&amp;u=http%3A%2F%2Fx&amp;&amp;&amp;{address}?utm_source=mail"
    message.set_content("See the other part.")
    page = f"<html><body><h1><a href='{link}'>{subject}</a></h1><p>August 3, 2017</p><p>{body}</p></body></html>"
    message.add_alternative(page, subtype="html")
    return message


def saved(body: str = BODY, address: str = ADDRESS) -> str:
    return (
        f"<!doctype html><html><head><link rel='canonical' href='{address}'></head><body><nav>Home</nav><article>"
        f"<h1>County Agrees to a Plan</h1><time datetime='2017-08-03T12:00:00Z'>Thursday, August 3, 2017</time><p>{body}</p>"
        "</article><footer>U.S. Department of Justice</footer></body></html>"
    )


def put(folder: Path, name: str, content: EmailMessage | str | bytes) -> None:
    folder.mkdir(exist_ok=True)
    data = content.encode() if isinstance(content, str) else bytes(content)
    (folder / name).write_bytes(data)


def told(store: Store, folder: Path) -> Counter[tuple[str, str]]:
    nights = take_folder(store, folder)
    return Counter((kind, event.what) for kind, night in nights.items() for event in night.events)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "site")


@pytest.mark.parametrize(
    ("kind", "first", "edited"),
    [
        pytest.param("mails", mail(), mail(BODY.replace("may", "must"), "Fri, 04 Aug 2017 09:00:00 -0400"), id="mails"),
        pytest.param("pages", saved(), saved(BODY.replace("may", "must")), id="pages saved by hand"),
    ],
)
def test_a_changed_copy_is_a_version_and_the_same_words_are_none(
    kind: str, first: EmailMessage | str, edited: EmailMessage | str, store: Store, tmp_path: Path
) -> None:
    put(tmp_path / "in", "a", first)
    assert told(store, tmp_path / "in") == {(kind, "new"): 1}
    assert told(store, tmp_path / "in") == {}
    put(tmp_path / "in", "b", edited)
    assert told(store, tmp_path / "in") == {(kind, "edited"): 1}
    assert told(store, tmp_path / "in") == {}  # the older copy lies there still, and is no edit
    [release] = store.all()
    assert release.day == "2017-08-03" or kind == "mails"
    [edit] = history(store, release.uuid)[1].edits[-1:]
    assert (edit.older, edit.newer, edit.weight) == ("may", "must", "obligation")


def test_what_hangs_on_a_mail_is_kept_with_it(store: Store, tmp_path: Path) -> None:
    message = mail()
    message.add_attachment(b"%PDF-1.4 letter", maintype="application", subtype="pdf", filename="../../letter.pdf")
    put(tmp_path / "in", "a.eml", message)
    assert told(store, tmp_path / "in") == {("mails", "new"): 1}
    [release] = store.all()
    [(_, name, failed)] = store.attached.of("mails", release.uuid)
    assert name is not None and failed is None
    assert store.path(name).read_bytes() == b"%PDF-1.4 letter"


def test_a_mailbox_and_an_archive_hold_several(store: Store, tmp_path: Path) -> None:
    other = mail(subject="Another Matter", address=ADDRESS.replace("county", "another")).as_bytes()
    box = b"".join(b"From sender Thu Aug  3 15:00:00 2017\n" + one + b"\n" for one in (mail().as_bytes(), other))
    put(tmp_path / "in", "all.mbox", box)
    assert told(store, tmp_path / "in") == {("mails", "new"): 2}


def test_what_is_no_release_of_the_department_is_named(store: Store, tmp_path: Path) -> None:
    message = EmailMessage()
    message["From"], message["Subject"], message["Date"] = "a@example.org", "Lunch", "Thu, 03 Aug 2017 15:00:00 -0400"
    message["Message-ID"] = "<1@example.org>"
    message.set_content("At noon?")
    put(tmp_path / "in", "lunch.eml", message)
    put(tmp_path / "in", "data.bin", b"\x00\x01\x02" * 100)
    put(tmp_path / "in", "empty.html", b"")
    nights = take_folder(store, tmp_path / "in")
    assert len(nights["mails"].troubles) == 3
    assert not store.all()


def test_the_command_writes_the_documents_and_asks_nobody(tmp_path: Path) -> None:
    put(tmp_path / "in", "a.eml", mail())
    arguments = [
        "fetch",
        "--to",
        str(tmp_path / "site"),
        "--from-folder",
        str(tmp_path / "in"),
        "--records",
        str(tmp_path / "out"),
    ]
    done = CliRunner().invoke(cli, [*arguments, "--api", "http://127.0.0.1:9/"])
    assert done.exit_code == 0, done.output
    [record] = [json.loads(line) for part in (tmp_path / "out/records").iterdir() for line in part.open()]
    assert (record["document_type"], record["title"]["value"]) == ("press_release", "County Agrees to a Plan")
    assert "1 new" in done.output
