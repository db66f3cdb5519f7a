"""What a page hides is in no word, what it shows is; a cover leaves its sign in the gap."""

from __future__ import annotations

from itertools import islice

import pytest

from pipeline.reading.pdf import NativePage, read_pdf
from tests import hiding
from tests.hiding import Way
from tests.hiding_variants import is_right, variants


def read(way: Way) -> NativePage:
    return next(iter(read_pdf(way.file())))


def line(native: NativePage) -> str:
    """The words from `You must call` on, by their places."""
    words = native.page.words
    call = next(word for word in words if word.text == "call")
    row = [w for w in words if abs((w.top + w.bottom) - (call.top + call.bottom)) < call.size]
    return " ".join(w.text for w in sorted(row, key=lambda w: w.x0))


def told(native: NativePage) -> set[str]:
    return {note.partition(":")[0] for note in native.page.notes}


@pytest.mark.parametrize("way", list(hiding.covering()), ids=lambda way: way.name)
def test_covered(way: Way) -> None:
    native = read(way)
    words = [w.text for w in native.page.words]
    assert not {"Zebulon", "Quartz"} & set(words) and words.count("█") == 1
    assert {"hidden-text", "covered-place"} <= told(native)
    assert [(r.label, r.recoverable) for r in native.page.redactions] == [(None, True)]
    if way.rotate == 0:
        assert line(native) == "You must call █ by May 5, 2031, at noon."


@pytest.mark.parametrize("way", list(hiding.hiding()), ids=lambda way: way.name)
def test_hidden(way: Way) -> None:
    native = read(way)
    assert not {"Zebulon", "Quartz"} & {w.text for w in native.page.words}
    assert line(native) == "You must call by May 5, 2031, at noon."
    assert native.page.redactions == ()


@pytest.mark.parametrize("way", list(hiding.showing()), ids=lambda way: way.name)
def test_shown(way: Way) -> None:
    native = read(way)
    assert [w.text for w in native.page.words if w.text in ("Zebulon", "Quartz")] == ["Zebulon", "Quartz"]
    assert native.page.redactions == ()
    assert "hidden-text" not in told(native)


@pytest.mark.parametrize("kind", ["covering", "hiding", "showing"])
def test_a_variant_of_each_way(kind: str) -> None:
    """Turned, moved, scaled, cropped, nested, cut into streams, with what the page is told by its parent."""
    wrong = []
    for way in getattr(hiding, kind)():
        for changes, data in islice(variants(way, seed=1), 1):
            if not is_right(kind, next(iter(read_pdf(data)))):
                wrong.append((way.name, changes))
    assert not wrong


def test_a_page_that_has_its_fonts_and_size_from_its_parent_keeps_them_under_an_annotation() -> None:
    import io
    import random

    import pikepdf

    from tests.hiding_variants import inheriting, scaled

    way = next(way for way in hiding.showing() if way.name == "typed as Stamp")
    with pikepdf.open(io.BytesIO(way.file())) as file:
        scaled(file, random.Random(1))
        inheriting(file, type("Always", (random.Random,), {"random": lambda self: 0.0})())
        file.save(out := io.BytesIO())
    native = next(iter(read_pdf(out.getvalue())))
    assert native.page.width > 612 and is_right("showing", native) and len(native.page.words) > 100
