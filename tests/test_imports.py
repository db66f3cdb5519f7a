"""The import rules of the house, by reading the imports."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
OURS = {"pipeline", "extractors", "schemas"}
MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for package in sorted(OURS)
    for path in sorted((ROOT / package).rglob("*.py"))
}
# The rooms from the bottom up, those of one line side by side: a room imports itself and what stands below it. What is known of
# a Doc stands below the language that is asked about it; how a comparison shows itself in a notebook, below the comparison.
LAYERS = (
    ("schemas",),
    ("extractors.finding", "extractors.paragraph"),
    ("extractors.analysis",),
    ("extractors.whole_text",),
    ("extractors.language",),
    ("extractors.repair", "extractors.people"),
    ("extractors.structure",),
    ("extractors.fields", "extractors.located"),
    ("extractors",),
    ("extractors.components",),
    ("pipeline",),
    ("pipeline.errors", "pipeline.issues", "pipeline.startup", "pipeline.logs", "pipeline.progress"),
    ("pipeline.config",),
    ("pipeline.layout",),
    ("pipeline.reading",),
    ("pipeline.ocr",),
    ("pipeline.nlp",),
    ("pipeline.doubt",),
    ("pipeline.records",),
    ("pipeline.extraction",),
    ("pipeline.wording", "pipeline.notebook.comparison"),
    ("pipeline.comparison", "pipeline.quotes"),
    ("pipeline.export",),
    ("pipeline.quality",),
    ("pipeline.report",),
    ("pipeline.notebook",),
    ("pipeline.runs",),
    ("pipeline.desk",),
    ("pipeline.library", "pipeline.fetch", "pipeline.answering"),
    ("pipeline.cli",),
    ("pipeline.__main__",),
)
# What is imported against the order, late, within a function, so that the result can show itself.
AGAINST = {("pipeline", "pipeline.library")}
# What only some rooms may import, because it is heavy or because it is their business.
ONLY_IN = {
    "pandas": {"pipeline.export", "pipeline.comparison", "pipeline.notebook", "pipeline.library"},
    "pytesseract": {"pipeline.ocr.tesseract"},
    "click": {"pipeline.cli"},
    "tests": set(),
}


def imported(source: str, module: str, is_package: bool = False) -> Iterator[str]:
    """The full names of the modules that `source` imports, wherever it does so; a name from a package counts as one."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            parts = module.split(".")
            base = parts[: len(parts) - node.level + is_package] if node.level else []
            origin = ".".join([*base, *([node.module] if node.module else [])])
            yield origin
            yield from (f"{origin}.{alias.name}" for alias in node.names)


def imports(module: str) -> set[str]:
    path = MODULES[module]
    return set(imported(path.read_text("utf-8"), module, path.name == "__init__.py"))


def within(name: str, room: str) -> bool:
    return name == room or name.startswith(f"{room}.")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("import a.b", {"a.b"}),
        ("from a import b, c", {"a", "a.b", "a.c"}),
        ("def f():\n    import a", {"a"}),
        ("from . import x", {"pipeline", "pipeline.x"}),
        ("from .x import y", {"pipeline.x", "pipeline.x.y"}),
    ],
)
def test_imports_are_seen(source, expected):
    assert set(imported(source, "pipeline.cli")) == expected


def test_the_rooms_are_found():
    assert MODULES.keys() >= {"pipeline", "pipeline.cli", "extractors", "extractors.finding", "schemas"}


@pytest.mark.parametrize("module", MODULES)
class TestEachModule:
    def test_keeps_to_its_floor(self, module):
        forbidden = {"schemas": OURS - {"schemas"}, "extractors": {"pipeline"}}.get(module.partition(".")[0], set())
        assert {name for name in imports(module) if any(within(name, other) for other in forbidden)} == set()

    def test_leaves_to_others_what_is_theirs(self, module):
        for what, rooms in ONLY_IN.items():
            if not any(within(module, room) for room in rooms):
                assert not any(within(name, what) for name in imports(module)), f"{module} imports {what}"

    def test_does_not_import_the_command_line(self, module):
        if module != "pipeline.__main__" and not within(module, "pipeline.cli"):
            assert not any(within(name, "pipeline.cli") for name in imports(module))

    def test_is_not_a_room_for_anything(self, module):
        assert module.rpartition(".")[2] not in {"helpers", "utils", "util", "common", "misc"}


def room_of(name: str) -> str | None:
    """The innermost room that a module stands in."""
    rooms = [room for layer in LAYERS for room in layer if within(name, room)]
    return max(rooms, key=len, default=None)


HEIGHT = {room: height for height, layer in enumerate(LAYERS) for room in layer}


def test_every_module_stands_in_a_layer():
    """`pipeline` itself is its face alone: a module of no room would hide in it."""
    assert {module for module in MODULES if room_of(module) in (None, "pipeline")} == {"pipeline"}
    assert {module for module in MODULES if room_of(module) == "extractors"} == {"extractors"}


@pytest.mark.parametrize("module", MODULES)
def test_a_room_imports_what_stands_below_it(module):
    own = room_of(module)
    for name in sorted(imports(module) & MODULES.keys()):
        other = room_of(name)
        allowed = other == own or HEIGHT[other] < HEIGHT[own] or (own, other) in AGAINST
        assert allowed, f"{module} in {own} imports {name}, which stands no lower"


def test_only_the_score_knows_the_order_of_the_stages():
    stages = {"pipeline.layout.lines", "pipeline.layout.segments", "pipeline.records.build"}
    knowing = {
        module
        for module in MODULES
        if sum(any(within(name, stage) for name in imports(module)) for stage in stages) == len(stages)
    }
    assert knowing == {"pipeline.extraction"}


def test_no_module_imports_itself_by_way_of_others():
    """Imports at the top of modules make no circle."""
    graph = {module: imports(module) & MODULES.keys() - {module} for module in MODULES}
    graph["pipeline"] = set()  # its verbs are imported when they are first used
    while leaves := {module for module, needs in graph.items() if not needs & graph.keys()}:
        graph = {module: needs for module, needs in graph.items() if module not in leaves}
    assert graph == {}
