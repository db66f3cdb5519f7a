"""The map of the house, docs/house.md, shows the rooms that there are."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
# Packages of which the map tells module by module, or within the room they belong to.
TOLD_OTHERWISE = {"extractors"}


def rooms_on_map(text: str) -> set[str]:
    """The folders named in the first column of the table; one without a slash before its end stands beside the first of its row."""
    found = set()
    for row in re.findall(r"^\| (`[^|]*`) \|", text, re.M):
        names = re.findall(r"`([\w/]+/)`", row)
        found |= {name if name.count("/") > 1 or name == names[0] else f"{names[0].partition('/')[0]}/{name}" for name in names}
    return {name.rstrip("/") for name in found}


def test_rows_of_several_rooms_are_read():
    assert rooms_on_map("| `a/b/`, `c/` | x `d/` |\n| `e/` | |\n| room | |") == {"a/b", "a/c", "e"}


def test_the_map_shows_each_room():
    """A room that is not on it is found by nobody; one that is gone sends people astray."""
    found = {path.parent for top in ("pipeline", "extractors", "schemas") for path in (ROOT / top).rglob("__init__.py")}
    folders = {path.relative_to(ROOT).as_posix() for path in found} | {"extractors/patterns"}
    within = {folder for folder in folders if folder.count("/") > 1}
    text = (ROOT / "docs" / "house.md").read_text("utf-8")
    assert rooms_on_map(text) == folders - within - TOLD_OTHERWISE
    assert all(f"`{folder.rpartition('/')[2]}/`" in text for folder in within)


def test_modules_named_on_the_map_exist():
    text = (ROOT / "docs" / "house.md").read_text("utf-8")
    named = re.findall(r"`((?:pipeline|extractors|schemas|tests|records)/[\w/]+\.py|records/\w+)`", text)
    assert named
    for name in named:
        path = ROOT / name if name.partition("/")[0] != "records" else ROOT / "pipeline" / name
        assert path.with_suffix(".py").exists(), name
