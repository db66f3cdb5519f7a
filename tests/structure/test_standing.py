"""What a passage is worth as it stands: boxes that are ticked or not, places that are covered."""

from __future__ import annotations

import pytest

from extractors.finding import Finding
from extractors.structure.standing import binding, tick_notes, unticked


@pytest.mark.parametrize(
    ("text", "open_passages", "ticked"),
    [
        pytest.param("[X] Send the plan.\n[ ] Send the map.", ["[ ] Send the map."], True, id="brackets"),
        pytest.param("(x) Send the plan.\n( ) Send the map.", ["( ) Send the map."], True, id="parentheses"),
        pytest.param("☑ Send the plan.\n□ Send the map.", ["□ Send the map."], True, id="drawn boxes beside a ticked one"),
        pytest.param("□ Send the plan.\n□ Send the map.", [], False, id="hollow bullets"),
        pytest.param("☐ Send the plan.", ["☐ Send the plan."], False, id="nothing is ticked"),
        pytest.param("_X_ Send the plan.\n___ Send the map.", ["___ Send the map."], True, id="blanks to mark"),
        pytest.param("Check one: [ ] yes [x] no", ["[ ] yes "], True, id="in a row"),
        pytest.param("See 12 C.F.R. § 3(x) and item (x).", [], False, id="a paragraph's letter is no tick"),
        pytest.param("[] Send the plan.\n[✓] Send the map.", ["[] Send the plan."], True, id="no room in the brackets"),
    ],
)
def test_unticked(text: str, open_passages: list[str], ticked: bool) -> None:
    spans, any_ticked = unticked(text)
    assert [text[start:end] for start, end in spans] == open_passages
    assert any_ticked is ticked
    assert bool(tick_notes(text)) is (bool(open_passages) and not ticked)


def test_what_is_not_ticked_asks_nothing() -> None:
    text = "[X] Send the plan.\n[ ] Send the map."
    found = [Finding("requests", at, at + 13, "rule", {"text": text[at : at + 13]}) for at in (4, 23)]
    assert binding(found, text) == found[:1]


@pytest.mark.parametrize(
    ("text", "passage", "doubted"),
    [
        pytest.param("You owe $1█,000 now.", "$1█,000", True, id="across"),
        pytest.param("You owe $1 █ now.", "$1", True, id="beside"),
        pytest.param("You owe $1 now, said █.", "$1", False, id="elsewhere"),
    ],
)
def test_a_value_at_a_cover_bears_a_doubt(text: str, passage: str, doubted: bool) -> None:
    start = text.index(passage)
    (finding,) = binding([Finding("amounts", start, start + len(passage), "rule", {"value": 1})], text)
    assert [doubt.code for doubt in finding.doubts] == (["covered-place"] if doubted else [])
