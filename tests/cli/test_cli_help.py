"""The help: every command and every option is told of, and every example in it works."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner
from waitress.server import TcpWSGIServer

from pipeline.cli import cli
from tests.fetch.site import Site, served

ROOT = Path(__file__).parents[2]
CONTEXT = click.Context(cli, info_name="dojletters")


SAID: dict[str, Any] = {  # by somebody who looked at the release
    **dict.fromkeys(("key", "item", "passage", "to", "undoes", "why")), "schema_version": "1.0.0", "id": "0" * 32, "spans": [],
    "when": "2026-11-30T12:00:00Z", "who": "Ana", "action": "accept", "field": "document_type", "old": "press_release", "new": None,
    "file": {"sha256": hashlib.sha256((ROOT / "corpus" / "psp.pdf").read_bytes()).hexdigest(), "name": "psp.pdf"},
    "segment": {"number": 1, "page": 1, "opening": "Department of Justice"},
}  # fmt: skip


def command(name: str) -> click.Command:
    found = cli.get_command(CONTEXT, name)
    assert found is not None
    return found


NAMES = cli.list_commands(CONTEXT)
COMMANDS = {name: command(name) for name in NAMES}
OPTIONS = [
    pytest.param(name, option, id=f"{name} {option.name}")
    for name, found in COMMANDS.items()
    for option in found.params
    if isinstance(option, click.Option)
]


def examples(name: str) -> list[str]:
    """The lines below `Examples:` in a command's help."""
    _, _, after = (COMMANDS[name].help or "").partition("Examples:\n")
    return [line.strip() for line in after.splitlines() if line.strip()]


EXAMPLES = [(name, line) for name in NAMES for line in examples(name)]
WITHOUT_EXAMPLE = {
    *("config", "debug", "log_format", "quiet", "verbose"),  # all commands take them: tests/cli/test_settings.py
    *("engine", "scheduler"),  # a cluster is started by tests/runs/test_dask.py
    *("api", "component", "contact", "kind", "pause", "whole"),  # of the Department's site, which tests/fetch stands in for
    *("gold", "seed", "with", "zones"),  # fitting takes minutes: tests/quality, tests/structure
    "spacy_model",  # none is installed
}


@pytest.mark.parametrize("name", NAMES)
class TestEachCommand:
    def test_is_in_the_help_with_a_sentence(self, name):
        told = CliRunner().invoke(cli, ["--help"], terminal_width=100).stdout
        assert re.search(rf"^  {name} +[A-Z]", told, re.MULTILINE)

    def test_is_in_the_readme(self, name):
        assert f"dojletters {name}" in (ROOT / "docs" / "commands.md").read_text("utf-8")

    def test_has_examples_of_its_own(self, name):
        assert examples(name)
        assert all(re.search(rf"\bdojletters {name}\b", line) for line in examples(name))

    def test_prints_its_examples_as_they_are(self, name):
        told = CliRunner().invoke(cli, [name, "--help"], terminal_width=60).stdout
        assert all(f"  {line}\n" in told for line in examples(name))

    def test_takes_what_all_commands_take(self, name):
        assert {"config", "debug", "log_format", "quiet", "verbose"} <= {option.name for option in COMMANDS[name].params}


@pytest.mark.parametrize(("name", "option"), OPTIONS)
class TestEachOption:
    def test_has_a_sentence(self, name, option):
        assert option.help, f"{name} {option.opts}"
        assert option.help.partition("  [")[0].endswith(".")

    def test_is_in_the_help(self, name, option):
        told = COMMANDS[name].get_help(click.Context(COMMANDS[name], info_name=name))
        assert all(opt in told for opt in (*option.opts, *option.secondary_opts))

    def test_is_in_the_docs_or_an_example(self, name, option):
        pages = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")]
        told = "\n".join([*(page.read_text("utf-8") for page in pages), *(line for _, line in EXAMPLES)])
        assert any(re.search(rf"{opt}\b", told) for opt in (*option.opts, *option.secondary_opts))

    def test_is_used_in_an_example(self, name, option):
        used = any(opt in line for _, line in EXAMPLES for opt in (*option.opts, *option.secondary_opts) if opt.startswith("--"))
        assert used is (option.name not in WITHOUT_EXAMPLE)

    def test_has_one_name_on_the_command_line_in_the_file_and_in_the_environment(self, name, option):
        assert f"--{str(option.name).replace('_', '-')}" in option.opts


@pytest.fixture(scope="module")
def outcome(tmp_path_factory) -> dict[str, tuple[int, str]]:
    """Every example, run in the order of the help in one folder: exit code and what was said."""
    home = tmp_path_factory.mktemp("home")
    (home / "corpus").mkdir()
    (home / ".config" / "fish" / "completions").mkdir(parents=True)
    for name in ("psp.pdf", "psp.gold.json"):
        shutil.copy(ROOT / "corpus" / name, home / "corpus")
    (home / "article.txt").write_text("The Department said it would “preserve and ensure the safety” of its cities.\n", "utf-8")
    (home / "passwords.txt").write_text("of 2017\n", "utf-8")
    (home / "mails").mkdir()
    shutil.copy(ROOT / "extractors" / "patterns" / "topics.json", home)
    (home / "list.txt").write_text("corpus/psp.pdf\n", "utf-8")
    (home / "outputs").mkdir()
    (home / "outputs" / "corrections.jsonl").write_text(json.dumps(SAID) + "\n", "utf-8")
    own = {
        "HOME": str(home),
        "DOJLETTERS_CACHE": str(home / "cache"),
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
    }
    site = Site()
    site.add(uuid="4bd0c1a5-0000-4000-8000-000000000000")
    with pytest.MonkeyPatch.context() as patch, served(site) as address:
        patch.setenv("DOJLETTERS_FETCH_API", address)
        patch.chdir(home)
        patch.setattr(TcpWSGIServer, "run", lambda server: None)  # a desk ends as soon as it is there
        patch.setattr(click, "launch", lambda address: 0)
        for variable, value in own.items():
            patch.setenv(variable, value)
        return {line: run(line) for _, line in EXAMPLES}


def run(line: str) -> tuple[int, str]:
    """In this process where it is a plain call, since that is quicker; what needs a shell gets one."""
    if re.search(r"[<>|$&;]", line):
        done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, timeout=120, check=False)
        return done.returncode, done.stdout + done.stderr
    result = CliRunner().invoke(cli, shlex.split(line)[1:], prog_name="dojletters")
    return result.exit_code, result.output


@pytest.mark.xdist_group("examples")
@pytest.mark.parametrize("line", [line for _, line in EXAMPLES])
def test_each_example_works(outcome, line):
    exit_code, said = outcome[line]
    # On a machine without Tesseract the doctor has something to say, and that is no fault of the example.
    assert exit_code == 0 or (exit_code == 3 and "doctor" in line), said


class TestCompletion:
    """The script of a shell, in that shell."""

    COMPLETE = """
        eval "$(dojletters completion bash)"
        COMP_WORDS=({words}); COMP_CWORD={place}
        {function} dojletters
        printf '%s\\n' "${{COMPREPLY[@]}}"
    """

    @pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash")
    @pytest.mark.parametrize(
        ("words", "expected"),
        [
            pytest.param("dojletters val", ["validate"], id="a command"),
            pytest.param("dojletters extract --max-me", ["--max-megabytes", "--max-megapixels"], id="options"),
            pytest.param("dojletters extract --ocr ne", ["never"], id="the value of an option"),
            pytest.param("dojletters schema qu", ["quotations"], id="a name that the command knows"),
            pytest.param("dojletters explode --x", [], id="nothing, after what is no command"),
        ],
    )
    def test_bash(self, words, expected):
        script = self.COMPLETE.format(words=words, place=len(words.split()) - 1, function="_dojletters_completion")
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        done = subprocess.run(
            ["bash", "--norc", "-c", script], capture_output=True, text=True, env=os.environ | {"PATH": path}, check=True
        )
        assert done.stdout.split() == expected

    @pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
    def test_each_script_asks_the_command(self, shell):
        result = CliRunner().invoke(cli, ["completion", shell], prog_name="dojletters")
        assert result.exit_code == 0
        assert f"_DOJLETTERS_COMPLETE={shell}_complete" in result.stdout

    def test_another_shell_is_wrong_use(self):
        result = CliRunner().invoke(cli, ["completion", "dish"], prog_name="dojletters")
        assert (result.exit_code, result.stdout) == (2, "")
        assert "'bash', 'zsh', 'fish'" in result.stderr
