"""The settings file: what it may say, what is told of what it may not, and what counts for more than it."""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from pipeline.cli import cli
from pipeline.cli.settings import OptionSetting, load
from pipeline.errors import ConfigError

SHARED = {"quiet": OptionSetting(bool), "log-format": OptionSetting(str, ("text", "json"))}
COMMANDS = {
    "extract": {
        **SHARED,
        "jobs": OptionSetting(int),
        "page-seconds": OptionSetting(float),
        "ocr": OptionSetting(str, ("auto", "never")),
        "output": OptionSetting(str),
    },
    "check-quotes": {**SHARED, "sources": OptionSetting(str, many=True), "output": OptionSetting(str)},
    "schema": SHARED,
}


def read(tmp_path: Path, text: str) -> dict[str, dict[str, Any]]:
    path = tmp_path / "dojletters.toml"
    path.write_text(text, "utf-8")
    return load(path, COMMANDS)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", {"extract": {}, "check-quotes": {}}, id="an empty file sets nothing"),
        pytest.param(
            "quiet = true", {"extract": {"quiet": True}, "check-quotes": {"quiet": True}}, id="a key on top is for all commands"
        ),
        pytest.param(
            "quiet = true\n[extract]\nquiet = false\njobs = 2",
            {"extract": {"quiet": False, "jobs": 2}, "check-quotes": {"quiet": True}},
            id="a command's own key counts for more",
        ),
        pytest.param("[extract]\npage-seconds = 5", {"extract": {"page-seconds": 5}, "check-quotes": {}}, id="5 is a number too"),
        pytest.param(
            '[check-quotes]\nsources = ["a", "b"]', {"extract": {}, "check-quotes": {"sources": ["a", "b"]}}, id="a list"
        ),
    ],
)
def test_what_a_file_may_say(tmp_path, text, expected):
    assert {name: found for name, found in read(tmp_path, text).items() if name != "schema"} == expected


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param("[extract]\nocrr = 1", '[extract] has no key "ocrr". Did you mean ocr?', id="a misspelt key"),
        pytest.param("[extract]\npage_seconds = 1", "Did you mean page-seconds?", id="an underscore"),
        pytest.param("[extract]\nzzz = 1", "Its keys are quiet, log-format, jobs,", id="a key like none"),
        pytest.param("[extrcat]\n", 'dojletters.toml: "extrcat" is no command', id="a misspelt command"),
        pytest.param("[extrcat]\n", "Did you mean extract?", id="a misspelt command has a suggestion"),
        pytest.param("quite = true", "Did you mean quiet?", id="a misspelt key on top"),
        pytest.param(
            "[zzz]\n",
            "The commands are extract, check-quotes, schema; options of all commands are log-format, quiet.",
            id="no idea",
        ),
        pytest.param("jobs = 1", '"jobs" stands above the tables. Put it below [extract].', id="one command's key on top"),
        pytest.param('output = "a"', "Put it below [extract] or [check-quotes].", id="some commands' key on top"),
        pytest.param("extract = 1", '"extract" is a command, not a key. Write [extract] on a line', id="a command as a key"),
        pytest.param("[quiet]\n", "quiet is {}; it must be true or false", id="a key as a table"),
        pytest.param('[extract]\njobs = "2"', '[extract] jobs is "2"; it must be a whole number', id="a text for a number"),
        pytest.param("[extract]\njobs = true", "jobs is true; it must be a whole number", id="true is no number"),
        pytest.param("[extract]\njobs = 1.5", "jobs is 1.5; it must be a whole number", id="half a job"),
        pytest.param("[extract]\npage-seconds = 1979-05-27", "must be a number", id="a date for a number"),
        pytest.param("[extract]\noutput = 3", "output is 3; it must be a text in quotation marks", id="a number for a text"),
        pytest.param("[extract]\nocr = false", "ocr is false; it must be a text", id="false for a choice"),
        pytest.param('[extract]\nocr = "nver"', 'ocr is "nver"; it must be one of auto, never', id="no such choice"),
        pytest.param('quiet = "yes"', 'quiet is "yes"; it must be true or false', id="yes is a text"),
        pytest.param('[check-quotes]\nsources = "a"', "must be a list, each a text", id="one where a list is due"),
        pytest.param('[check-quotes]\nsources = ["a", 1]', "must be a list, each a text", id="a list with a number in it"),
        pytest.param('[extract]\noutput = ["a"]', "must be a text", id="a list where one is due"),
        pytest.param("[extract", "no TOML: Expected ']'", id="no TOML"),
        pytest.param("[extract]\njobs = 1\njobs = 2", "no TOML: Cannot overwrite a value", id="a key twice"),
        pytest.param("a = " + "[" * 10_000, "no TOML", id="too deep to read"),
    ],
)
def test_what_a_file_may_not_say(tmp_path, text, told):
    with pytest.raises(ConfigError) as caught:
        read(tmp_path, text)
    error = caught.value
    assert error.path == str(tmp_path / "dojletters.toml")
    assert told in f"{error.path}: {error}"
    assert "\n" not in str(error)


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(lambda path: path.write_bytes(b"\xff\xfe"), id="not UTF-8"),
        pytest.param(lambda path: path.mkdir(), id="a folder"),
        pytest.param(lambda path: None, id="nothing"),
    ],
)
def test_a_file_that_cannot_be_read_is_told(tmp_path, make):
    make(tmp_path / "dojletters.toml")
    with pytest.raises(ConfigError):
        load(tmp_path / "dojletters.toml", COMMANDS)


@given(st.text())
def test_any_text_is_read_or_refused(tmp_path_factory, text):
    path = tmp_path_factory.getbasetemp() / "any.toml"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    try:
        assert set(load(path, COMMANDS)) == set(COMMANDS)
    except ConfigError as error:
        assert error.path == str(path)


# --- on the command line ---


@pytest.fixture
def used(tmp_path, monkeypatch) -> Iterator[Callable[..., tuple[Result, dict[str, Any]]]]:
    """Runs `extract`, in a folder of its own, on a file that is not read; gives what it was told to do."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("DOJLETTERS_")]:
        monkeypatch.delenv(name)
    (tmp_path / "a.pdf").write_bytes(b"")
    seen: dict[str, Any] = {}

    def run(paths, config, *, output, form, replace, progress, limits, corrections):
        from pipeline.runs.run import Run

        seen.update(ocr=config.ocr, output=str(output), format=form, quiet=not progress, cache=config.cache)
        seen["level"] = logging.getLogger().level
        return Run(())

    monkeypatch.setattr("pipeline.runs.run.run", run)

    def call(*arguments: str, file: str | None = None, **environment: str) -> tuple[Result, dict[str, Any]]:
        if file is not None:
            (tmp_path / "dojletters.toml").write_text(file)
        return CliRunner(env=environment).invoke(cli, arguments, prog_name="dojletters"), seen

    yield call
    root.handlers[:], root.level = handlers, level


FILE = '[extract]\nocr = "never"'


@pytest.mark.parametrize(
    ("option", "variable", "file", "expected"),
    [
        pytest.param("always", "auto", FILE, "always", id="the option counts most"),
        pytest.param(None, "always", FILE, "always", id="then the environment"),
        pytest.param(None, None, FILE, "never", id="then the file"),
        pytest.param(None, None, "", "auto", id="then the default"),
        pytest.param("never", None, '[extract]\nocr = "always"', "never", id="the option, and no environment"),
        pytest.param(None, "", FILE, "never", id="an empty variable is none"),
    ],
)
def test_what_counts_for_more(used, option, variable, file, expected):
    arguments = ["extract", "a.pdf", *([] if option is None else ["--ocr", option])]
    result, seen = used(*arguments, file=file, **({} if variable is None else {"DOJLETTERS_EXTRACT_OCR": variable}))
    assert result.exit_code == 0, result.output
    assert seen["ocr"] == expected


@pytest.mark.parametrize(
    ("before", "after", "environment", "file", "expected"),
    [
        pytest.param([], [], {}, "quiet = true", True, id="the file, for all commands"),
        pytest.param([], [], {}, "quiet = true\n[extract]\nquiet = false", False, id="the file, for this command"),
        pytest.param([], [], {"DOJLETTERS_QUIET": "0"}, "quiet = true", False, id="the environment undoes the file"),
        pytest.param([], [], {"DOJLETTERS_EXTRACT_QUIET": "1"}, "", True, id="the environment, for this command"),
        pytest.param(["-q"], [], {"DOJLETTERS_QUIET": "0"}, "quiet = false", True, id="the option before the command's name"),
        pytest.param([], ["-q"], {"DOJLETTERS_QUIET": "0"}, "quiet = false", True, id="the option after the command's name"),
    ],
)
def test_options_of_all_commands(used, before, after, environment, file, expected):
    result, seen = used(*before, "extract", "a.pdf", *after, file=file, **environment)
    assert result.exit_code == 0, result.output
    assert seen["quiet"] is expected
    assert seen["level"] == (logging.ERROR if expected else logging.WARNING)


@pytest.mark.parametrize(
    ("arguments", "environment"),
    [
        pytest.param(["--config", "other.toml", "extract", "a.pdf"], {}, id="before the command's name"),
        pytest.param(["extract", "a.pdf", "--config", "other.toml"], {}, id="after it"),
        pytest.param(["extract", "a.pdf"], {"DOJLETTERS_CONFIG": "other.toml"}, id="the environment"),
        pytest.param(
            ["extract", "a.pdf", "--config", "other.toml"], {"DOJLETTERS_CONFIG": "dojletters.toml"}, id="option and environment"
        ),
    ],
)
def test_another_file_is_read_instead(used, tmp_path, arguments, environment):
    (tmp_path / "other.toml").write_text('[extract]\noutput = "elsewhere"\ncache = false')
    result, seen = used(*arguments, file="this one is [not even read", **environment)
    assert result.exit_code == 0, result.output
    assert (seen["output"], seen["cache"], seen["ocr"]) == ("elsewhere", False, "auto")


@pytest.mark.parametrize(
    ("arguments", "file", "environment", "told"),
    [
        pytest.param(
            ["extract", "a.pdf"],
            "[extract]\njobs = 0",
            {},
            "The file dojletters.toml says so.",
            id="a value out of bounds in the file",
        ),
        pytest.param(
            ["extract", "a.pdf"],
            "",
            {"DOJLETTERS_EXTRACT_JOBS": "many"},
            "The environment variable DOJLETTERS_EXTRACT_JOBS says so.",
            id="a wrong value in the environment",
        ),
        pytest.param(["schema"], "[extract]\nocrr = 1", {}, "Did you mean ocr?", id="another command's table is looked at too"),
        pytest.param(["extract", "a.pdf"], 'config = "x"', {}, '"config" is no command', id="a file does not name another"),
        pytest.param(["extract", "a.pdf"], "help = true", {}, '"help" is no command', id="help is no setting"),
        pytest.param(["--config", "none.toml", "schema"], "", {}, "does not exist", id="no such file"),
        pytest.param(
            ["schema"], "", {"DOJLETTERS_CONFIG": "none.toml"}, "DOJLETTERS_CONFIG says so.", id="no such file, by environment"
        ),
    ],
)
def test_what_is_wrong_is_told_with_its_place(used, arguments, file, environment, told):
    result, _ = used(*arguments, file=file, **environment)
    assert (result.exit_code, result.stdout) == (2, "")
    assert told in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_a_wrong_file_keeps_nobody_from_the_help(used):
    assert used("extract", "--help", file="[nonsense")[0].exit_code == 0


def test_a_variable_named_like_no_option_means_nothing(used):
    result, _ = used("schema", DOJLETTERS_VERSION="2.0", DOJLETTERS_HELP="1")
    assert result.stdout.split()[0] == "comparison"


def test_the_example_in_the_readme_can_be_used(used):
    readme = (Path(__file__).parents[2] / "docs" / "commands.md").read_text("utf-8")
    files = re.findall(r"^```toml\n(.*?)^```", readme, re.MULTILINE | re.DOTALL)
    assert files
    for file in files:
        result, _ = used("schema", file=file)
        assert result.exit_code == 0, result.output
