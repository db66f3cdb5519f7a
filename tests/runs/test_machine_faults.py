"""What lies in the machine is never recorded as the document's: it is tried again, and nothing is called blank meanwhile."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from pipeline.errors import OcrTimeout
from pipeline.ocr.tesseract import Tesseract
from tests.batches import ROOT, Here, contents, letter, records, run, statuses, summary
from tests.fakes import write_program
from tests.scans import page

TESSERACT = shutil.which("tesseract") or ""
PAGES = 4

pytestmark = pytest.mark.skipif(not TESSERACT, reason="needs the program Tesseract")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A scan of some pages; the last one is of more paper and of more words than the others."""
    folder = tmp_path_factory.mktemp("in")
    sheets = [Image.fromarray(page(letter(number).splitlines(), inches=(5.5, 4.5))) for number in range(PAGES - 1)]
    sheets.append(Image.fromarray(page([*letter(7).splitlines(), *["and nothing but the plan"] * 40], inches=(8.5, 14))))
    sheets[0].save(folder / "scan.tif", save_all=True, append_images=sheets[1:], dpi=(150, 150))
    return folder


@pytest.fixture(scope="module")
def calm(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What comes of it on a machine that is well."""
    output = tmp_path_factory.mktemp("calm") / "out"
    run(folder, output)
    assert statuses(output) == {"scan.tif": "ok"}
    return told(output)


def told(output: Path) -> dict[str, bytes]:
    return {name: content for name, content in contents(output).items() if name.startswith(("records/", "issues/"))}


class TestTesseract:
    """The real one, but where a file says so something happens to it, as the memory killer does it."""

    @pytest.fixture
    def harm(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        """A folder; what is in its file `how` is done instead of reading the images, from the call on that `from` has."""
        told = tmp_path / "harm"
        for made in (told, tmp_path / "bin"):
            made.mkdir()
        script = f"""
            if [ -e {told}/how ] && [ -n "$2" ] && [ "$1" != --list-langs ]; then
                echo >> {told}/calls
                [ "$(wc -l < {told}/calls)" -ge "$(cat {told}/from)" ] && . {told}/how
            fi
            exec {TESSERACT} "$@"
        """
        write_program(tmp_path / "bin" / "tesseract", script)
        monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:{os.environ['PATH']}")
        return told

    def begin(self, harm: Path, script: str, call: int) -> None:
        (harm / "calls").unlink(missing_ok=True)
        (harm / "from").write_text(str(call))
        (harm / "how").write_text(f"{script}\n")

    @pytest.mark.parametrize(
        ("script", "first", "asked"),
        [
            pytest.param("kill -9 $$", 1, False, id="killed at all pages"),
            pytest.param("kill -9 $$", 1, True, id="killed at all pages, and the next run is asked to try again"),
            pytest.param("exit 0", 1, False, id="writes nothing"),
            pytest.param("kill -9 $$", 2, False, id="killed at some pages"),
            pytest.param("kill -9 $$", 2, True, id="killed at some pages, and the next run is asked to try again"),
        ],
    )
    def test_pages_that_were_lost_are_named_and_read_by_the_next_run(
        self, script: str, first: int, asked: bool, harm: Path, folder: Path, calm: dict[str, bytes], tmp_path: Path
    ) -> None:
        out = tmp_path / "out"
        self.begin(harm, script, first)
        assert run(folder, out).exit_code == 1
        assert "no-text-found" not in str(contents(out))
        if first == 1:
            [failure] = summary(out)["failures"]
            assert (statuses(out), failure["error"]["code"]) == ({"scan.tif": "failed"}, "ocr-failed")
        else:
            assert statuses(out) == {"scan.tif": "partial"}
            assert lost_pages(out)
        (harm / "how").unlink()
        assert run(folder, out, retry_failed=asked).exit_code == 0
        assert told(out) == calm

    def test_as_long_as_it_lasts_it_is_tried_every_night_and_told_each_time(
        self, harm: Path, folder: Path, tmp_path: Path
    ) -> None:
        self.begin(harm, "kill -9 $$", 1)
        assert [run(folder, tmp_path / "out").exit_code for _ in range(2)] == [1, 1]
        assert statuses(tmp_path / "out") == {"scan.tif": "failed"}


def lost_pages(output: Path) -> list[str]:
    """What the records say of pages that were not read."""
    reasons = [one for record in records(output) for one in record["review"]["reasons"]]
    return [one["message"] for one in reasons if one["code"] == "page-lost" and re.search(r"page \d+", one["message"])]


def test_a_page_that_took_too_long_is_read_by_the_next_run(
    folder: Path, calm: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.runs.batch.batch.Local", Here)
    with monkeypatch.context() as patch:

        def hang(*_: object) -> None:
            raise OcrTimeout

        patch.setattr(Tesseract, "recognise", hang)
        run(folder, tmp_path / "out")
        [failure] = summary(tmp_path / "out")["failures"]
        assert failure["error"]["code"] == "ocr-timeout"
    assert run(folder, tmp_path / "out").exit_code == 0
    assert told(tmp_path / "out") == calm


SMALL = """
set -e
mount -t tmpfs -o "$MOUNT" none "$TMPDIR"
"$@" > "$OUT/first" 2>&1 && echo 0 > "$OUT/code" || echo $? > "$OUT/code"
cp "$DONE/run.json" "$OUT/run.json"
cp -r "$DONE/records" "$OUT/records"
mount -o remount,size=60m,nr_inodes=10000 "$TMPDIR"
"$@"
"""


@pytest.mark.parametrize("mount", ["size=4k", "size=60k", "size=60m,nr_inodes=1"])
def test_a_disk_for_temporary_files_that_is_full(mount: str, folder: Path, calm: dict[str, bytes], tmp_path: Path) -> None:
    """Whatever was lost to it is read by the next run; no page is called blank."""
    privileged = ["unshare", "--mount"] if os.geteuid() == 0 else ["unshare", "--map-root-user", "--mount"]
    if subprocess.run([*privileged, "true"], check=False, capture_output=True).returncode:
        pytest.skip("this system lets no one mount a small disk")
    for name in ("small", "kept"):
        (tmp_path / name).mkdir()
    out = tmp_path / "out"
    command = [sys.executable, "-m", "pipeline", "batch", str(folder), "--output", str(out), "--no-cache", "--quiet"]
    more = {"MOUNT": mount, "TMPDIR": str(tmp_path / "small"), "OUT": str(tmp_path / "kept"), "DONE": str(out)}
    tried = subprocess.run(
        [*privileged, "sh", "-c", SMALL, "sh", *command],
        cwd=ROOT,
        env=os.environ | more,
        capture_output=True,
        timeout=300,
        check=False,
    )
    first = (tmp_path / "kept" / "first").read_text()
    assert tried.returncode == 0, (tried.stderr, first)
    told_first = statuses(tmp_path / "kept")["scan.tif"]
    assert told_first in ("ok", "partial", "failed")
    assert (tmp_path / "kept" / "code").read_text().strip() == str(int(told_first != "ok"))
    assert "no-text-found" not in first and "blank" not in first and "Traceback" not in first
    assert told_first != "partial" or lost_pages(tmp_path / "kept")
    assert told(out) == calm
