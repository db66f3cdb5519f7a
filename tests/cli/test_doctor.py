"""The doctor: what is there, what is missing, and what to do about it."""

from __future__ import annotations

import json
import shutil
from importlib.metadata import PackageNotFoundError

import pytest
from click.testing import CliRunner

from pipeline.cli import cli, doctor
from pipeline.cli.doctor import Check, examine, exit_code, render, to_json

SHELL = shutil.which("sh")


def check(name: str) -> Check:
    return next(found for found in examine() if found.name == name)


@pytest.fixture
def tesseract(tmp_path, monkeypatch):
    """Puts a program of that name on the path, which is otherwise empty; it answers what it is told to."""

    def install(version: str = "tesseract 5.3.0", languages: str = "List of available languages (2):\\neng\\nosd") -> None:
        path = tmp_path / "bin" / "tesseract"
        path.parent.mkdir(exist_ok=True)
        told = f'case "$1" in --version) printf "{version}\\n";; *) printf "{languages}\\n";; esac'
        path.write_text(f"#!{SHELL}\n{told}\n")
        path.chmod(0o755)

    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    return install


@pytest.fixture
def packages(monkeypatch):
    """Says what dojletters needs and what there is."""

    def have(needed: list[str], extras: list[str], **there: str) -> None:
        def version(name: str) -> str:
            if name not in there:
                raise PackageNotFoundError(name)
            return there[name]

        class Metadata:
            get_all = staticmethod(lambda _: extras)

        monkeypatch.setattr(doctor, "requires", lambda _: needed)
        monkeypatch.setattr(doctor, "metadata", lambda _: Metadata)
        monkeypatch.setattr(doctor, "version", version)

    return have


@pytest.mark.parametrize(
    ("needed", "there", "status", "told"),
    [
        pytest.param("click>=8", {"click": "8.1"}, "ok", "8.1", id="there"),
        pytest.param("click>=8", {}, "missing", "not installed", id="not there"),
        pytest.param("click>=8", {"click": "7.1"}, "missing", "7.1, but >=8 is needed", id="too old"),
        pytest.param("click", {"click": "7.1"}, "ok", "7.1", id="any version"),
        pytest.param("click>=8", {"click": "9.0rc1"}, "ok", "9.0rc1", id="a release candidate"),
    ],
)
def test_a_package_that_is_needed(packages, needed, there, status, told):
    packages([needed], [], **there)
    found = check("click")
    assert (found.status, found.found) == (status, told)
    assert (found.remedy == "") is (status == "ok")


def test_an_extra_is_optional_and_says_what_it_lacks(packages):
    packages(["click", 'dask>=2; extra == "dask"', 's3fs; extra == "dask"'], ["dask"], click="8", dask="1.0")
    found = check("[dask]")
    assert (found.status, found.found) == ("optional", "dask 1.0, but >=2 is needed, s3fs not installed")
    assert "pip install -e '.[dask]'" in found.remedy
    assert [c.name for c in examine() if c.name in {"dask", "s3fs"}] == []


def test_an_extra_that_is_there(packages):
    packages(['dask>=2; extra == "dask"', 'ruff; extra == "dev"'], ["dask"], dask="2.1")
    assert (check("[dask]").status, check("[dask]").found) == ("ok", "dask 2.1")


def test_what_is_needed_elsewhere_only_is_not_looked_for(packages):
    packages(['colorama; sys_platform == "none"', "click"], [], click="8")
    assert "colorama" not in {found.name for found in examine()}


def test_not_installed_at_all(monkeypatch):
    def metadata(name: str) -> None:
        raise PackageNotFoundError(name)

    monkeypatch.setattr(doctor, "metadata", metadata)
    assert check("dojletters").status == "missing"
    assert "pip install" in check("dojletters").remedy


def test_an_old_python(monkeypatch):
    monkeypatch.setattr(doctor, "_OLDEST_PYTHON", (99, 1))
    assert (check("Python").status, check("Python").remedy) == ("missing", "Install Python 99.1 or later.")


class TestTesseract:
    def test_there(self, tesseract, tmp_path):
        tesseract()
        assert check("Tesseract") == Check("Tesseract", "ok", f"5.3.0, {tmp_path}/bin/tesseract")
        assert check("Languages") == Check("Languages", "ok", "eng, osd")

    def test_not_there(self, tesseract):
        assert check("Tesseract").status == "missing"
        assert "apt-get install tesseract-ocr" in check("Tesseract").remedy
        assert "Languages" not in {found.name for found in examine()}

    def test_the_package_in_its_place(self, tesseract, monkeypatch):
        monkeypatch.setattr("pipeline.ocr.installed.packaged_version", lambda: "2.13.0")
        monkeypatch.setattr("pipeline.ocr.tesseract.languages", lambda: ["eng"])
        assert check("Tesseract").found.startswith("of the Python package tesserocr 2.13.0")
        assert check("Languages") == Check("Languages", "ok", "eng")

    def test_without_english(self, tesseract):
        tesseract(languages="List of available languages (1):\\nosd")
        assert (check("Languages").status, check("Languages").found) == ("missing", "Tesseract has no English (osd)")

    def test_without_any_language(self, tesseract):
        tesseract(languages="Error opening data file")
        assert check("Languages").found == "Tesseract has no English (no language at all)"

    def test_a_program_that_is_another(self, tesseract):
        tesseract(version="no idea")
        assert (check("Tesseract").status, "Languages" in {c.name for c in examine()}) == ("missing", False)


class TestCache:
    def test_a_folder_still_to_be_made(self, tmp_path, monkeypatch):
        monkeypatch.setenv("DOJLETTERS_CACHE", str(tmp_path / "a" / "b"))
        assert (check("Cache").status, check("Cache").found) == ("ok", f"{tmp_path}/a/b")
        assert list(tmp_path.iterdir()) == [], "looking changes nothing"

    def test_no_folder(self, tmp_path, monkeypatch):
        (tmp_path / "file").write_bytes(b"")
        monkeypatch.setenv("DOJLETTERS_CACHE", str(tmp_path / "file"))
        assert check("Cache").status == "optional"
        assert "DOJLETTERS_CACHE" in check("Cache").remedy


def test_models_that_are_installed(monkeypatch):
    class Entry:
        name = "en_core_web_sm"

    monkeypatch.setattr(doctor, "entry_points", lambda group: [Entry])
    assert check("spaCy models") == Check("spaCy models", "ok", "en_core_web_sm")


FINE, LACKING = Check("a", "ok", "1.0"), Check("b", "missing", "not installed", "Get it.")
WISHED = Check("c", "optional", "none", "Get it if you like.")


@pytest.mark.parametrize(
    ("checks", "code", "last"),
    [
        pytest.param([FINE], 0, "All that is needed is there.", id="fine"),
        pytest.param([FINE, WISHED], 0, "All that is needed is there.", id="what is optional may be missing"),
        pytest.param([FINE, LACKING, LACKING], 3, "2 missing.", id="missing"),
    ],
)
def test_the_answer(monkeypatch, checks, code, last):
    assert exit_code(checks) == code
    assert render(checks).splitlines()[-1] == last
    monkeypatch.setattr(doctor, "examine", lambda: checks)
    result = CliRunner().invoke(cli, ["doctor"], prog_name="dojletters")
    assert (result.exit_code, result.stdout) == (code, render(checks) + "\n")
    result = CliRunner().invoke(cli, ["doctor", "--format", "json"], prog_name="dojletters")
    assert (result.exit_code, json.loads(result.stdout)) == (code, to_json(checks))
    assert to_json(checks)["ok"] is (code == 0)


def test_every_line_that_is_not_fine_says_what_to_do():
    assert render([LACKING]).splitlines()[0] == "missing   b  not installed. Get it."
    assert all(found.remedy.endswith(".") for found in examine() if found.status != "ok")


@pytest.mark.parametrize(
    ("version", "status", "told"),
    [
        ("rapidocr 3.10.0 on onnxruntime 1.32.0", "ok", "rapidocr 3.10.0 on onnxruntime 1.32.0, for lines of which"),
        (None, "optional", "not installed"),
    ],
)
def test_the_second_reader(monkeypatch, version, status, told):
    monkeypatch.setattr("pipeline.ocr.installed.second_version", lambda: version)
    found = check("Second reader")
    assert found.status == status and found.found.startswith(told)
    assert ("dojletters[second]" in found.remedy) == (version is None)
