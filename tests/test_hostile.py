"""The whole hostile set through one run of a batch, as it would meet it at night."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.hostile import CASES, READABLE, Hostile
from tests.pdfs import pdf, show

pytestmark = pytest.mark.xdist_group("hostile")  # one run for all of them

SECONDS, MEGABYTES = 60, 1500  # for each file
HARMLESS = pdf(show(72, 700, READABLE))
NAMES = (
    "-rf.pdf",
    "line\nbreak.pdf",
    "$(touch dropped).pdf",
    "=1+1.pdf",
    " .pdf",
    "x" * 236 + ".pdf",
    os.fsdecode(b"\xff\xfe.pdf"),
)


@dataclass
class Batch:
    """What a run of a batch left: each file's state (its status, of a failed one the error's code), its text, its issues' codes."""

    code: int
    screen: str
    states: dict[str, str]
    texts: dict[str, str] = field(default_factory=lambda: defaultdict(str))
    issues: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))


def run_batch(source: Path, output: Path) -> Batch:
    command = [
        sys.executable,
        "-m",
        "pipeline",
        "batch",
        str(source),
        "--output",
        str(output),
        "--ocr",
        "never",
        "--workers",
        "2",
    ]
    limits = ["--seconds", str(SECONDS), "--memory-megabytes", str(MEGABYTES), "--attempts", "1"]
    done = subprocess.run([*command, *limits], capture_output=True, text=True, timeout=1200, errors="replace")
    files: list[dict[str, Any]] = json.loads((output / "run.json").read_text("utf-8"))["files"]
    states = {name_of(f["path"]): f["error"]["code"] if f["error"] else f["status"] for f in files}
    batch = Batch(done.returncode, done.stdout + done.stderr, states)
    for path in sorted((output / "records").iterdir()):
        for record in map(json.loads, path.read_text("utf-8").splitlines()):
            batch.texts[record["source"]["file_name"]] += " ".join(record["text"].split()) + " "
    for path in sorted((output / "issues").iterdir()):
        with path.open(encoding="utf-8", newline="") as rows:
            for row in csv.DictReader(rows):
                batch.issues[name_of(row["path"])].add(row["code"])
    return batch


def name_of(path: str) -> str:
    return path.rpartition("/")[2]


@pytest.fixture(scope="module")
def night(tmp_path_factory: pytest.TempPathFactory) -> Batch:
    source = tmp_path_factory.mktemp("dropped")
    for case in CASES:
        (source / case.name).write_bytes(case.make())
    return run_batch(source, tmp_path_factory.mktemp("night"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_ends_in_a_typed_state_and_what_can_be_read_is_read(night: Batch, case: Hostile) -> None:
    assert night.states[case.name] in case.ends
    assert case.reads in night.texts[case.name]
    assert not case.says or case.says in night.issues[case.name]
    assert "extractor-failed" not in night.issues[case.name]


def test_the_run_itself_is_undisturbed(night: Batch) -> None:
    assert night.code == 1  # some file failed
    assert "Traceback" not in night.screen
    assert len(night.states) == len(CASES)
    assert not {"unexpected-failure", "crashed", "time-limit"} & set(night.states.values())


def test_names_links_and_pipes(tmp_path: Path) -> None:
    source, elsewhere = tmp_path / "dropped", tmp_path / "elsewhere"
    source.mkdir()
    elsewhere.mkdir()
    (elsewhere / "secret.pdf").write_bytes(pdf(show(72, 700, "It is nobody’s business")))
    for number, name in enumerate(NAMES):
        (source / name).write_bytes(HARMLESS + b"%%%d" % number)
    (source / "out.pdf").symlink_to(elsewhere / "secret.pdf")
    (source / "folder").symlink_to(elsewhere)
    (source / "circle").symlink_to(source)
    (source / "itself.pdf").symlink_to("itself.pdf")
    os.mkfifo(source / "pipe.pdf")
    batch = run_batch(source, tmp_path / "night")
    assert [batch.states.get(name) for name in NAMES] == ["ok"] * len(NAMES)
    others = {name: state for name, state in batch.states.items() if name not in NAMES}
    assert others == {
        "out.pdf": "link-outside",
        "folder": "link-outside",
        "itself.pdf": "missing-file",
        "pipe.pdf": "not-a-file",
    }
    assert "Traceback" not in batch.screen
    assert "nobody" not in "".join(batch.texts.values())
    assert not Path("dropped").exists() and not (source / "dropped").exists()
