"""The log lines: one line each, coloured only where that is wanted, and nothing in them that steers a terminal."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator

import pytest

from pipeline import logs


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def _logging_as_before() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:], root.level = handlers, level


def said(monkeypatch, stream: io.StringIO, level: int, message: str, form: logs.LogFormat = "text") -> str:
    monkeypatch.setattr("sys.stderr", stream)
    logs.configure(2, form)
    logging.getLogger("pipeline.test").log(level, message)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("stream", "environment", "coloured"),
    [
        pytest.param(Terminal, {"TERM": "xterm"}, True, id="a terminal"),
        pytest.param(io.StringIO, {"TERM": "xterm"}, False, id="a file"),
        pytest.param(Terminal, {"TERM": "xterm", "NO_COLOR": "1"}, False, id="no colour is wished"),
        pytest.param(Terminal, {"TERM": "xterm", "NO_COLOR": ""}, True, id="an empty NO_COLOR is none"),
        pytest.param(Terminal, {"TERM": "dumb"}, False, id="a terminal without colour"),
        pytest.param(Terminal, {}, False, id="a terminal that is not named"),
    ],
)
def test_colour(monkeypatch, stream, environment, coloured):
    for name in ("TERM", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    expected = "\x1b[31merror:\x1b[0m it broke\n" if coloured else "error: it broke\n"
    assert said(monkeypatch, stream(), logging.ERROR, "it broke") == expected


def test_what_is_no_warning_has_no_colour(monkeypatch):
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert said(monkeypatch, Terminal(), logging.INFO, "reading") == "info: reading\n"


def test_no_colour_in_json(monkeypatch):
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    line = said(monkeypatch, Terminal(), logging.ERROR, "a\nb\x1b[2J", "json")
    assert (json.loads(line)["message"], line.count("\n"), "\x1b" in line) == ("a\nb\x1b[2J", 1, False)


@pytest.mark.parametrize(
    ("message", "line"),
    [
        pytest.param("a\nb\tc", "a b c", id="on one line"),
        pytest.param("name\x1b[2J.pdf", "name\\x1b[2J.pdf", id="a name that would clear the screen"),
        pytest.param("a\x9b31mb\u202e", "a\\x9b31mb\\u202e", id="other marks that steer it"),
        pytest.param("\udcff.pdf", "\\udcff.pdf", id="a name that is no text"),
        pytest.param("“Ünïcode” — fine", "“Ünïcode” — fine", id="what can be read stays"),
    ],
)
def test_one_line_without_marks_that_steer_the_terminal(monkeypatch, message, line):
    assert said(monkeypatch, io.StringIO(), logging.WARNING, message) == f"warning: {line}\n"
