"""Whatever files are called and documents say, no command prints a character that steers a terminal."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from pipeline.cli import cli
from pipeline.export.characters import for_terminal, json_text
from tests.containers import LETTER, tarred, zipped

STEERS = re.compile("[\x00-\x08\x0b-\x0d\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
EVIL = "a\x1b]0;x\x07\x1b[2J\x9b31m\x08\x7f\u202eb"
"""What sets a window's title, clears the screen, colours it, goes back, and turns words round."""
NAMES = "".join(mark for mark in EVIL if mark not in "/\0")


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of documents with such names and words, their records, and a batch of them."""
    folder = tmp_path_factory.mktemp("evil")
    source = folder / "in"
    source.mkdir()
    letter = LETTER.replace("Please answer", f"Please say {EVIL} and answer")
    letter = letter.replace("Sincerely", "The office will write to all who have asked it to. " * 20 + "\n\nSincerely")
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Message-ID"] = "a@b.example", "c@d.example", "<1@b>"
    mail.set_content(letter)
    mail.add_attachment(b"\x00\x01", maintype="a", subtype="b", filename=f"{NAMES}.pdf")
    (source / f"{NAMES}.txt").write_text(letter, "utf-8")
    (source / f"{NAMES}.eml").write_bytes(mail.as_bytes())
    (source / f"{NAMES}.zip").write_bytes(
        zipped({f"{NAMES}.txt": letter.encode() + b" ", f"../{NAMES}": b"x", f"{NAMES}.pdf": b"\0"})
    )
    (source / f"{NAMES}.tar").write_bytes(tarred({NAMES: None}))
    (source / os.fsdecode(b"\xff\x9b.pdf")).write_bytes(b"\0\1\2")
    (folder / "article.txt").write_text(
        f"The letter says: “Please say {EVIL} and answer by August 18, 2018,” wrote Qu{EVIL}ill.", "utf-8"
    )
    (folder / "gold").mkdir()
    runner = CliRunner()
    runner.invoke(cli, ["extract", str(source), "--output", str(folder / "out")])
    runner.invoke(cli, ["batch", str(source), "--output", str(folder / "night"), "--workers", "1"])
    records = [json.loads(line) for line in (folder / "out" / "records.jsonl").read_text("utf-8").splitlines()]
    assert records and EVIL[:3] in "".join(record["text"] for record in records)
    wrong = records[0] | {EVIL: 1, "document_type": EVIL}
    (folder / "wrong.jsonl").write_text(json.dumps(wrong) + "\n", "utf-8")
    (folder / "other.jsonl").write_text(json.dumps(records[0] | {"subject": None, "title": None}) + "\n", "utf-8")
    gold = {"documents": [{"document_type": "letter", "salutation": {"value": f"Dear {EVIL}:"}}]}
    (folder / "gold" / "other.gold.json").write_text(json.dumps(gold), "utf-8")
    (folder / f"{NAMES}.toml").write_text(
        f'[extract]\n"{"no-such" + NAMES.encode("unicode_escape").decode()[:1]}" = 1\n', "utf-8"
    )
    return folder


Arguments = Callable[[Path], list[str | Path]]


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(lambda f: ["extract", f / "in", "--output", "-"], id="extract, lines"),
        pytest.param(lambda f: ["extract", f / "in", "--output", "-", "--format", "json"], id="extract, one document"),
        pytest.param(lambda f: ["extract", f / "in", "--output", f / "out"], id="extract, refused"),
        pytest.param(lambda f: ["extract", f / "in", "--output", f / EVIL[:4], "-v", "--debug"], id="extract, all said"),
        pytest.param(lambda f: ["extract", f / "in", "--output", "-", "--log-format", "json"], id="extract, logs for machines"),
        pytest.param(lambda f: ["extract", f / f"no{NAMES}.pdf", "--output", "-"], id="a file that is not there"),
        pytest.param(lambda f: ["extract", f / f"*{NAMES}x", "--output", "-"], id="a pattern that nothing matches"),
        pytest.param(lambda f: ["extract", f / "in", "--ocr", EVIL], id="a value of an option"),
        pytest.param(lambda f: ["extract", f / "in", f"--{EVIL}"], id="an option"),
        pytest.param(lambda f: [EVIL], id="a command"),
        pytest.param(lambda f: ["--config", f / f"{NAMES}.toml", "extract", f / "in"], id="a settings file"),
        pytest.param(lambda f: ["extract", f / "in", "--pages", EVIL, "--output", "-"], id="pages"),
        pytest.param(lambda f: ["show", f / "out"], id="show"),
        pytest.param(lambda f: ["show", f / "out", "--format", "json"], id="show, JSON"),
        pytest.param(lambda f: ["show", EVIL], id="show, no such record"),
        pytest.param(lambda f: ["validate", f / "out" / "records.jsonl"], id="validate"),
        pytest.param(lambda f: ["validate", f / "wrong.jsonl"], id="validate, wrong"),
        pytest.param(lambda f: ["status", f / "night"], id="status"),
        pytest.param(lambda f: ["status", f / "night", "--format", "json"], id="status, JSON"),
        pytest.param(lambda f: ["batch", f / "in", "--output", f / "night", "-v"], id="batch"),
        pytest.param(lambda f: ["check-quotes", f / "article.txt", "--sources", f / "out"], id="check-quotes"),
        pytest.param(
            lambda f: ["check-quotes", f / "article.txt", "--sources", f / "out", "--format", "json", "--output", "-"],
            id="quotes, JSON",
        ),
        pytest.param(lambda f: ["verify", f"“say {EVIL} and answer”", "--sources", f / "out"], id="verify"),
        pytest.param(
            lambda f: ["verify", f"“say {EVIL} and answer”", "--sources", f / "out", "--format", "json"], id="verify, JSON"
        ),
        pytest.param(lambda f: ["compare", f / "out", "--format", "text"], id="compare"),
        pytest.param(lambda f: ["compare", f / "out", "--format", "json", "--output", "-"], id="compare, JSON"),
        pytest.param(lambda f: ["redactions", f / "in"], id="redactions"),
        pytest.param(lambda f: ["redactions", f / "in", "--format", "json"], id="redactions, JSON"),
        pytest.param(lambda f: ["review-list", f / "out"], id="review-list"),
        pytest.param(lambda f: ["changes", f / "out", f / "other.jsonl"], id="changes"),
        pytest.param(lambda f: ["changes", f / "out", f / "other.jsonl", "--format", "json"], id="changes, JSON"),
        pytest.param(lambda f: ["evaluate", f / "gold", f / "other.jsonl", "--misses"], id="evaluate"),
        pytest.param(lambda f: ["export", f / "out", "--to", "-"], id="export, lines"),
        pytest.param(lambda f: ["export", f / "out", f / "wrong.jsonl", "--to", f / f"{NAMES}.ris"], id="export, one set aside"),
        pytest.param(lambda f: ["export", f / "out", "--to", "-", "--where", EVIL], id="a condition"),
        pytest.param(lambda f: ["report", f / "out", "--output", f / f"{NAMES}.html"], id="report"),
        pytest.param(lambda f: ["gold", f / "out", "--to", f / f"gold{NAMES}"], id="gold"),
        pytest.param(lambda f: ["import", f / "wrong.jsonl", f / "out", "--name", EVIL], id="import"),
        pytest.param(lambda f: ["assign", f / "out", "--to", EVIL], id="assign"),
        pytest.param(lambda f: ["schema", EVIL], id="schema"),
        pytest.param(lambda f: ["history", EVIL, "--to", f], id="history"),
    ],
)
def test_no_command_prints_one(here: Path, arguments: Arguments) -> None:
    result = CliRunner().invoke(cli, [str(argument) for argument in arguments(here)], prog_name="dojletters")
    assert result.output
    assert STEERS.findall(result.output) == []
    assert not isinstance(result.exception, UnicodeError)
    assert "fault of its own" not in result.output


@pytest.mark.parametrize("form", ["csv"])
def test_nor_is_a_file_printed_with_one_on_a_terminal(here: Path, form: str) -> None:
    command = [sys.executable, "-m", "pipeline", "export", str(here / "out"), "--to", "-", "--format", form]
    ours, theirs = pty.openpty()
    run = subprocess.run(command, stdout=theirs, stderr=subprocess.PIPE, env=os.environ | {"TERM": "xterm"}, timeout=120)
    os.close(theirs)
    seen = b""
    while part := _read(ours):
        seen += part
    assert run.returncode == 0 and seen
    assert STEERS.findall(seen.decode().replace("\r\n", "\n")) == []


def test_nor_is_a_name_beside_the_progress_bar(here: Path) -> None:
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "pipeline", "extract", str(here / "in"), "--output", "-"]
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=theirs, env=os.environ | {"TERM": "xterm"}, timeout=120)
    os.close(theirs)
    seen = b""
    while part := _read(ours):
        seen += part
    assert b"file" in seen
    assert not {"\x07", "\x9b", "\x08", "\x7f", "\u202e"} & set(seen.decode("utf-8", "replace"))
    assert "\x1b]" not in seen.decode("utf-8", "replace") and b"\x1b[2J" not in seen


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 1 << 16)
    except OSError:  # the other side is closed
        return b""


@given(st.text(st.one_of(st.characters(), st.sampled_from("\x00\x1b\x7f\x85\x9b\u2028\u202e\ud800\udcff"))))
def test_what_is_printed_never_holds_one_and_json_gives_it_back(text: str) -> None:
    assert STEERS.findall(for_terminal(text)) == []
    printed = json_text({"a": text})
    assert STEERS.findall(printed) == []
    assert json.loads(printed) == {"a": text}
