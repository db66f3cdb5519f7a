"""The notebooks: they run from a fresh clone, show figures, and are kept without outputs."""

from __future__ import annotations

import ast
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

FOLDER = Path(__file__).parents[2] / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
ALLOWED = {
    "pipeline",
    "pipeline.config",
    "pipeline.quality.claimed",
    "pipeline.quality.evaluate",
    "matplotlib",
    "matplotlib.pyplot",
    "pandas",
    "PIL",
    "pathlib",
    "copy",
    "tempfile",
}


def read(path: Path) -> nbformat.NotebookNode:
    return nbformat.read(path, as_version=4)


def test_they_are_all_here():
    assert [path.name for path in NOTEBOOKS] == [
        "01-from-pdf-to-records.ipynb",
        "02-compare-letters.ipynb",
        "03-how-good-is-it.ipynb",
    ]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem[:2])
class TestEachNotebook:
    def test_is_kept_without_what_it_printed(self, path):
        nbformat.validate(notebook := read(path))
        for cell in notebook.cells:
            assert cell.metadata == {}
            if cell.cell_type == "code":
                assert (cell.outputs, cell.execution_count) == ([], None)

    def test_begins_with_a_title_and_explains_each_step(self, path):
        kinds = [cell.cell_type for cell in read(path).cells]
        assert read(path).cells[0].source.startswith("# ")
        assert all("markdown" in kinds[max(0, at - 2) : at] for at, kind in enumerate(kinds) if kind == "code")

    def test_needs_the_public_verbs_and_little_more(self, path):
        source = "\n".join(cell.source for cell in read(path).cells if cell.cell_type == "code")
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Import):
                assert {alias.name for alias in node.names} <= ALLOWED
            elif isinstance(node, ast.ImportFrom):
                assert node.module in ALLOWED

    def test_runs_and_draws(self, path, tmp_path, monkeypatch, request):
        """Pages that were recognised in an earlier run of the tests are not recognised again while nothing changes on which they depend."""
        kept = getattr(request.config, "cache", None)
        monkeypatch.setenv("DOJLETTERS_CACHE", str(kept.mkdir("dojletters-pages") if kept else tmp_path))
        monkeypatch.setenv("PYTHONPATH", str(FOLDER.parent))
        before = sorted(FOLDER.iterdir())
        notebook = read(path)
        NotebookClient(notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(FOLDER)}}).execute()
        outputs = [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]
        assert [output for output in outputs if output.output_type == "stream" and output.name == "stderr"] == []
        assert any("image/png" in output.get("data", {}) for output in outputs)
        assert any("text/html" in output.get("data", {}) for output in outputs)
        assert sorted(FOLDER.iterdir()) == before
