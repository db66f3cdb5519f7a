"""Each way of hiding and of showing a name in many variants: the page turned, moved, scaled, cropped, nested in forms, cut into
streams, written otherwise into the file. `python -m tests.hiding_variants` makes twenty of each and says how many are right.
"""

from __future__ import annotations

import io
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import islice

import pikepdf
from pikepdf import Array, Dictionary, Name

from pipeline.reading.pdf import NativePage, read_pdf
from tests import hiding
from tests.hiding import Way

Change = Callable[[pikepdf.Pdf, random.Random], None]
HIDDEN = {"Zebulon", "Quartz"}


def turned(file: pikepdf.Pdf, chance: random.Random) -> None:
    page = file.pages[0]
    page.Rotate = (int(page.get("/Rotate", 0)) + chance.choice((90, 180, 270))) % 360


def nested(file: pikepdf.Pdf, chance: random.Random) -> None:
    """All content in a form, which other forms may hold."""
    page = file.pages[0]
    page.contents_coalesce()
    content, resources = page.Contents.read_bytes(), page.Resources
    for _ in range(chance.randint(1, 4)):
        form = pikepdf.Stream(
            file, content, Type=Name.XObject, Subtype=Name.Form, BBox=Array([-9999, -9999, 9999, 9999]), Resources=resources
        )
        resources, content = Dictionary(XObject=Dictionary(Whole=form)), b"q /Whole Do Q"
    page.Resources, page.Contents = resources, pikepdf.Stream(file, content)


def _placed(file: pikepdf.Pdf, scale: float, across: float, down: float) -> None:
    page = file.pages[0]
    page.contents_add(f"q {scale} 0 0 {scale} {across} {down} cm\n".encode(), prepend=True)
    page.contents_add(b"\nQ")

    def moved(numbers: object) -> Array:
        return Array([scale * float(n) + (across, down)[i % 2] for i, n in enumerate(numbers)])  # type: ignore[call-overload]

    page.MediaBox = moved(page.MediaBox)
    for annotation in page.get("/Annots", []):
        for key in ("/Rect", "/QuadPoints"):
            if key in annotation:
                annotation[key] = moved(annotation[key])


def moved(file: pikepdf.Pdf, chance: random.Random) -> None:
    _placed(file, 1, chance.randint(-400, 400), chance.randint(-400, 400))


def scaled(file: pikepdf.Pdf, chance: random.Random) -> None:
    _placed(file, chance.choice((1.3, 2, 3)), 0, 0)


def cropped(file: pikepdf.Pdf, chance: random.Random) -> None:
    left, bottom, right, top = map(float, file.pages[0].MediaBox)
    cut = [chance.uniform(0, 0.03) * (right - left) for _ in range(4)]
    file.pages[0].CropBox = Array([left + cut[0], bottom + cut[1], right - cut[2], top - cut[3]])


def in_streams(file: pikepdf.Pdf, chance: random.Random) -> None:
    """The content cut into streams at line ends."""
    page = file.pages[0]
    page.contents_coalesce()
    rows = page.Contents.read_bytes().split(b"\n")
    at = sorted(chance.sample(range(1, len(rows)), min(5, len(rows) - 1)))
    parts = [b"\n".join(rows[start:end]) for start, end in zip([0, *at], [*at, len(rows)], strict=True)]
    page.Contents = Array([file.make_indirect(pikepdf.Stream(file, part)) for part in parts])


def marked(file: pikepdf.Pdf, chance: random.Random) -> None:
    page = file.pages[0]
    page.contents_add(f"/P <</MCID {chance.randint(0, 9)}>> BDC\n".encode(), prepend=True)
    page.contents_add(b"\nEMC")


def inheriting(file: pikepdf.Pdf, chance: random.Random) -> None:
    """What the page is, told by its parent."""
    page, parent = file.pages[0].obj, file.Root.Pages
    for key in ("/MediaBox", "/Resources", "/Rotate"):
        if key in page and chance.random() < 0.8:
            parent[key] = page[key]
            del page[key]


CHANGES: tuple[Change, ...] = (turned, nested, moved, scaled, cropped, in_streams, marked, inheriting)


def variants(way: Way, seed: int = 0) -> Iterator[tuple[str, bytes]]:
    """Files of the way without end, each with the names of what was changed."""
    chance = random.Random(f"{seed} {way.name}")
    while True:
        chosen = sorted(chance.sample(range(len(CHANGES)), chance.randint(1, 4)))
        with pikepdf.open(io.BytesIO(way.file())) as file:
            for number in chosen:
                CHANGES[number](file, chance)
            out = io.BytesIO()
            objects = chance.choice((pikepdf.ObjectStreamMode.generate, pikepdf.ObjectStreamMode.disable))
            file.save(out, object_stream_mode=objects, linearize=chance.random() < 0.3)
        yield ", ".join(CHANGES[number].__name__ for number in chosen), out.getvalue()


def is_right(kind: str, native: NativePage) -> bool:
    words = Counter(word.text for word in native.page.words)
    covers = len(native.page.redactions), words["█"]
    if kind == "showing":
        return (words["Zebulon"], words["Quartz"], *covers) == (1, 1, 0, 0)
    return not HIDDEN & set(words) and covers == ((1, 1) if kind == "covering" else (0, 0))


def main(count: int = 20) -> None:
    wrong, every = [], 0
    for kind in ("covering", "hiding", "showing"):
        for way in getattr(hiding, kind)():
            for changes, data in islice(variants(way), count):
                every += 1
                if not is_right(kind, next(iter(read_pdf(data)))):
                    wrong.append(f"{kind}: {way.name}: {changes}")
    print("\n".join([*wrong, f"{every - len(wrong)} of {every} right ({1 - len(wrong) / every:.2%})"]))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
