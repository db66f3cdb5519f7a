"""What is installed is what lies here, and the set-up script says what it can't do."""

from __future__ import annotations

import configparser
import contextlib
import os
import re
import shutil
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import extractors
import pipeline
import schemas

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def setup_cfg() -> configparser.ConfigParser:
    parser = configparser.ConfigParser()
    parser.read(ROOT / "setup.cfg", encoding="utf-8")
    return parser


@pytest.mark.parametrize("package", [pipeline, extractors, schemas], ids=lambda p: p.__name__)
def test_the_name_is_ours(package):
    assert Path(package.__file__).resolve().parent == ROOT / package.__name__


def test_it_cannot_be_uploaded_by_mistake(setup_cfg):
    assert "Private :: Do Not Upload" in setup_cfg["metadata"]["classifiers"]


def _name(requirement: str) -> str:
    return canonicalize_name(Requirement(requirement).name)


def _needed(asked: list[str]) -> set[str]:
    """The names of all packages that these requirements bring along, on any platform."""
    waiting, seen = [Requirement(one) for one in asked], set()
    while waiting:
        requirement = waiting.pop()
        key = (canonicalize_name(requirement.name), *sorted(requirement.extras))
        if key not in seen:
            seen.add(key)
            with contextlib.suppress(metadata.PackageNotFoundError):  # for another platform
                brought = [Requirement(one) for one in metadata.requires(requirement.name) or ()]
                extras = [one for one in brought if "extra" in str(one.marker)]
                waiting += [one for one in brought if one not in extras]
                waiting += [
                    one for one in extras if one.marker and any(one.marker.evaluate({"extra": e}) for e in requirement.extras)
                ]
    return {name for name, *_ in seen}


def test_the_constraints_hold_every_package_that_is_used_and_no_other(setup_cfg):
    asked = [*setup_cfg["options"]["install_requires"].split("\n")]
    asked += [line for extra in setup_cfg["options.extras_require"].values() for line in extra.split("\n")]
    asked = [line.strip() for line in asked if line.strip() and not line.startswith("dojletters")]
    held = {_name(line) for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines()}
    assert {_name(line) for line in asked} - held == set()
    assert held - _needed(asked) == set()


def test_every_package_is_listed(setup_cfg):
    listed = {name.strip() for name in re.split(r"[,\n]", setup_cfg["options"]["packages"]) if name.strip()}
    there = {
        str(path.parent.relative_to(ROOT)).replace(os.sep, ".") for name in listed for path in (ROOT / name).rglob("__init__.py")
    }
    assert there <= listed
    assert {"pipeline", "extractors", "schemas"} <= listed


def test_every_data_file_is_installed(setup_cfg):
    for package in ("pipeline", "extractors", "schemas"):
        patterns = setup_cfg["options.package_data"].get(package, "").replace(",", " ").split()
        folder = ROOT / package
        data = {
            path
            for path in folder.rglob("*")
            if path.is_file() and path.suffix not in {".py", ".pyc"} and "__pycache__" not in path.parts
        }
        assert data <= {path for pattern in patterns for path in folder.glob(pattern)}


def test_the_version_is_in_the_changelog():
    assert f"## [{pipeline.__version__}]" in (ROOT / "CHANGELOG.md").read_text("utf-8")


def test_every_exit_code_and_error_is_in_the_docs():
    from tests.test_errors import CLASSES

    readme = (ROOT / "docs" / "commands.md").read_text("utf-8")
    for error in CLASSES:
        assert re.search(rf"\| `{error.code}` \| `{error.__name__}` \| {error.exit_code} \|", readme), error.__name__
    for code in (0, 1, 2, 3, 4, 130):
        assert f"| {code} |" in readme


class TestSetup:
    """The set-up script on a machine that lacks something; nothing is installed here."""

    @pytest.fixture
    def bare(self, tmp_path) -> Path:
        """A copy of what set-up reads, and a path with the shell's own programs alone."""
        shutil.copytree(ROOT / ".ci", tmp_path / ".ci")
        for name in ("setup.cfg", "pyproject.toml", "constraints.txt"):
            shutil.copy(ROOT / name, tmp_path / name)
        (tmp_path / "bin").mkdir()
        for name in ("sh", "dirname", "cat", "id", "rm"):
            (tmp_path / "bin" / name).symlink_to(shutil.which(name) or name)
        return tmp_path

    def program(self, bare: Path, name: str, body: str) -> None:
        path = bare / "bin" / name
        path.write_text(f"#!{shutil.which('sh')}\n{body}\n")
        path.chmod(0o755)

    def setup(self, bare: Path, **environment: str) -> subprocess.CompletedProcess[str]:
        command = [shutil.which("sh") or "sh", str(bare / ".ci" / "setup")]
        return subprocess.run(
            command, env={"PATH": str(bare / "bin"), **environment}, capture_output=True, text=True, timeout=30, check=False
        )

    def test_no_python(self, bare):
        done = self.setup(bare)
        assert done.returncode != 0
        assert "Python 3.11 or later" in done.stderr

    def test_an_old_python(self, bare):
        self.program(bare, "python3", "exit 1")
        done = self.setup(bare)
        assert done.returncode != 0
        assert "Python 3.11 or later" in done.stderr

    def test_no_tesseract_and_no_way_to_get_it_names_the_package(self, bare):
        done = self.setup(bare)
        assert "tesseract-ocr" in done.stderr

    def test_homebrew(self, bare):
        self.program(bare, "brew", 'echo "brew $*" >>"$LOG"')
        self.setup(bare, LOG=str(bare / "log"))
        assert (bare / "log").read_text() == "brew install tesseract\n"

    @pytest.mark.skipif(os.getuid() != 0, reason="asks for the rights of root")
    def test_apt_get_updates_first_and_asks_nothing(self, bare):
        (bare / "bin" / "env").symlink_to(shutil.which("env") or "env")
        self.program(bare, "apt-get", 'echo "$DEBIAN_FRONTEND $*" >>"$LOG"')
        self.setup(bare, LOG=str(bare / "log"))
        update, install = (bare / "log").read_text().splitlines()[:2]
        assert update.startswith("noninteractive update")
        assert install.startswith("noninteractive install -y")
        assert install.endswith("tesseract-ocr")

    @pytest.mark.skipif(os.getuid() != 0, reason="asks for the rights of root")
    def test_a_python_without_venv_has_it_installed(self, bare):
        (bare / "bin" / "env").symlink_to(shutil.which("env") or "env")
        self.program(bare, "tesseract", "exit 0")
        self.program(bare, "apt-get", 'echo "$*" >>"$LOG"')
        answers = ("--version) echo Python 3.11.0", "*ensurepip*) exit 1", "*print*) echo 3.11", "*venv*) exit 1")
        self.program(bare, "python3", f'case "$*" in {";; ".join(answers)};; esac')
        done = self.setup(bare, LOG=str(bare / "log"))
        assert (bare / "log").read_text().splitlines()[1].endswith("python3.11-venv")
        assert done.returncode != 0
        assert "install the package python3-venv" in done.stderr

    def test_a_second_time_is_quick_and_quiet(self, bare):
        self.program(bare, "tesseract", "exit 0")
        self.program(bare, "python3", 'case "$*" in --version) echo Python 3.11.0;; esac')
        (bare / ".venv" / "bin").mkdir(parents=True)
        shutil.copy(bare / "bin" / "python3", bare / ".venv" / "bin" / "python")
        wanted = "".join((bare / name).read_text("utf-8") for name in ("setup.cfg", "pyproject.toml", "constraints.txt"))
        (bare / ".venv" / "installed-run").write_text(f"Python 3.11.0\n{wanted}")
        done = self.setup(bare)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


class TestTheModule:
    """`import dojletters` in a folder that has packages of these names of its own."""

    @pytest.fixture
    def folder(self, tmp_path) -> Path:
        (tmp_path / "pipeline").mkdir()
        (tmp_path / "pipeline" / "__init__.py").write_text("raise RuntimeError('not ours')\n")
        (tmp_path / "letter.txt").write_text("Dear Sir:\n\nPlease answer by May 1, 2019.\n\nSincerely,\n\nJo Doe\n")
        return tmp_path

    def python(self, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
        script = f"import sys; sys.path.append({str(ROOT)!r}); "
        command = [sys.executable, "-c", script + arguments[0], *arguments[1:]]
        return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=60, check=False)

    def test_extract_is_ours(self, folder):
        done = self.python(folder, "import dojletters; print(dojletters.extract('letter.txt')[0]['deadlines'][0]['date'])")
        assert (done.stdout, done.stderr) == ("2019-05-01\n", "")

    def test_another_package_of_the_name_is_told(self, folder):
        (folder / "pipeline" / "__init__.py").write_text("")
        done = self.python(folder, "import pipeline, dojletters")
        assert "import dojletters before it" in done.stderr

    def test_it_is_the_command(self, folder):
        script = "import runpy; sys.argv[0] = 'dojletters'; runpy.run_module('dojletters', run_name='__main__')"
        assert "Usage: dojletters" in self.python(folder, script, "--help").stdout
