"""Pages that hide or show one name in one way after another: paint, clips, layers, annotations, forms, turned pages.

Each `Way` makes the content of a page around the sentence `You must call Zebulon Quartz by May 5, 2031, at noon.`, whose name lies in `BOX`.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name

from tests.pdfs import pdf, prose, show

NAME = "Zebulon Quartz"
X, Y, WIDE, HIGH = 150.0, 300.0, 86.0, 13.0
BOX = (X - 2, Y - 3, X + WIDE, Y - 3 + HIGH)  # left, bottom, right, top
BEFORE, AFTER = show(72, Y, "You must call"), show(X + WIDE + 6, Y, "by May 5, 2031, at noon.")
SECRET = show(X, Y, NAME)

Finish = Callable[[pikepdf.Pdf], None]


@dataclass(frozen=True, slots=True)
class Way:
    """One way: the content of the page, in three parts as painted, and what is done to the file afterwards."""

    name: str
    before: str = ""
    secret: str = SECRET
    after: str = ""
    finish: Finish = lambda file: None
    rotate: int = 0

    def file(self) -> bytes:
        """The PDF."""
        content = self.before + prose(20) + BEFORE + AFTER + self.secret + self.after
        out = io.BytesIO()
        with pikepdf.open(io.BytesIO(pdf(content, rotate=self.rotate))) as file:
            self.finish(file)
            file.save(out)
        return out.getvalue()


def rectangle(colour: str) -> str:
    left, bottom, right, top = BOX
    return f"q {colour} {left} {bottom} {right - left} {top - bottom} re f Q\n"


def outline(colour: str) -> str:
    left, bottom, right, top = BOX
    return f"q {colour} {left} {bottom} m {right} {bottom} l {right} {top} l {left} {top} l h f Q\n"


def rounded(colour: str) -> str:
    left, bottom, right, top = BOX
    return (
        f"q {colour} {left} {bottom} m {right} {bottom} l {right + 3} {bottom} {right + 3} {top} {right} {top} c "
        f"{left} {top} l {left - 3} {top} {left - 3} {bottom} {left} {bottom} c f Q\n"
    )


def stroke(colour: str) -> str:
    left, bottom, right, top = BOX
    middle = (bottom + top) / 2
    return f"q {colour} {top - bottom} w {left} {middle} m {right} {middle} l S Q\n"


def many_strokes(colour: str) -> str:
    left, bottom, right, _ = BOX
    lines = "".join(f"{left} {bottom + 2.5 * i} m {right} {bottom + 2.5 * i} l S " for i in range(6))
    return f"q {colour} 4 w {lines} Q\n"


def _form(file: pikepdf.Pdf, content: str, **entries: object) -> pikepdf.Object:
    resources = file.pages[0].Resources
    bounds = entries.pop("BBox", Array([0, 0, 612, 792]))
    return pikepdf.Stream(
        file, content.encode("cp1252"), Type=Name.XObject, Subtype=Name.Form, BBox=bounds, Resources=resources, **entries
    )


def form(content: str, depth: int = 1, **entries: object) -> Finish:
    """The content painted last, by a form that is called by a form ..., so many deep."""

    def finish(file: pikepdf.Pdf) -> None:
        page = file.pages[0]
        page.Resources = file.make_indirect(Dictionary(page.Resources))
        page.Resources.XObject = Dictionary(page.Resources.XObject)
        inner = file.make_indirect(_form(file, content, **entries))
        for level in range(depth - 1):
            page.Resources.XObject[f"/N{level}"] = inner
            inner = file.make_indirect(_form(file, f"/N{level} Do"))
        page.Resources.XObject["/Outer"] = inner
        page.contents_add(b"q /Outer Do Q")

    return finish


def state(**entries: object) -> Finish:
    """A graphics state named /Soft."""

    def finish(file: pikepdf.Pdf) -> None:
        file.pages[0].Resources.ExtGState = Dictionary({"/Soft": Dictionary(Type=Name.ExtGState, **entries)})

    return finish


def layer(on: bool, base: str = "ON") -> Finish:
    """A layer named /Lay."""

    def finish(file: pikepdf.Pdf) -> None:
        group = file.make_indirect(Dictionary(Type=Name.OCG, Name="Layer"))
        lists = {"/ON": Array([group])} if on else {"/OFF": Array([group])}
        file.Root.OCProperties = Dictionary(OCGs=Array([group]), D=Dictionary({"/BaseState": Name(f"/{base}"), **lists}))
        file.pages[0].Resources.Properties = Dictionary({"/Lay": group})

    return finish


def annotation(subtype: str, appearance: str | None = None, rect: tuple[float, ...] = BOX, **entries: object) -> Finish:
    """An annotation over the name, with what its appearance paints in a space that begins at its lower left corner."""

    def finish(file: pikepdf.Pdf) -> None:
        made = Dictionary(Type=Name.Annot, Subtype=Name(f"/{subtype}"), Rect=Array(rect), F=4)
        for key, value in entries.items():
            made[f"/{key}"] = value
        if appearance is not None:
            bounds = Array([0, 0, rect[2] - rect[0], rect[3] - rect[1]])
            made.AP = Dictionary(N=file.make_indirect(_form(file, appearance, BBox=bounds)))
        page = file.pages[0]
        page.Annots = Array([*page.get("/Annots", []), file.make_indirect(made)])
        if subtype == "Widget":
            file.Root.AcroForm = Dictionary(Fields=page.Annots, NeedAppearances=appearance is None, DR=page.Resources)

    return finish


def quads(rect: tuple[float, ...] = BOX) -> Array:
    left, bottom, right, top = rect
    return Array([left, top, right, top, left, bottom, right, bottom])


def _filled(colour: str) -> str:
    return f"{colour} 0 0 {BOX[2] - BOX[0]} {BOX[3] - BOX[1]} re f"


COLOURS = {"black": "0 g", "grey": "0.3 g", "red": "0.8 0 0 rg", "white": "1 g", "cmyk black": "0 0 0 1 k", "blue": "0 0 0.5 rg"}


def covering() -> Iterator[Way]:
    """Ways in which something lies over the name."""
    for colour, operator in COLOURS.items():
        stroked = operator.replace("rg", "RG").replace("g", "G").replace("RG", "RG").replace("k", "K")
        for shape in (rectangle, outline, rounded):
            yield Way(f"{colour} {shape.__name__}", after=shape(operator))
        yield Way(f"{colour} stroke", after=stroke(stroked))
        yield Way(f"{colour} box in a form", finish=form(rectangle(operator)))
        yield Way(f"{colour} box in a form in a form", finish=form(rectangle(operator), depth=3))
        yield Way(f"{colour} stamp", finish=annotation("Stamp", _filled(operator)))
    for turn in (90, 180, 270):
        yield Way(f"black box on a page turned by {turn}", after=rectangle("0 g"), rotate=turn)
        yield Way(f"stamp on a page turned by {turn}", finish=annotation("Stamp", _filled("0 g")), rotate=turn)
    yield Way("many strokes", after=many_strokes("0 G"))
    yield Way("nearly opaque box", after="q /Soft gs " + rectangle("0 g") + " Q", finish=state(ca=0.97))
    inline = "BI /W 2 /H 2 /CS /G /BPC 8 /F /AHx ID 30303030> EI"
    yield Way("picture in the content", after=f"q {WIDE + 2} 0 0 {HIGH} {BOX[0]} {BOX[1]} cm {inline} Q\n")
    mask = "BI /W 8 /H 1 /IM true /BPC 1 /D [1 0] /F /AHx ID FF> EI"
    yield Way("mask of black", after=f"q 0 g {WIDE + 2} 0 0 {HIGH} {BOX[0]} {BOX[1]} cm {mask} Q\n")
    yield Way("box in a form that moves it", finish=form(rectangle("0 g"), Matrix=Array([1, 0, 0, 1, 0, 0])))
    for subtype in ("Polygon", "Ink", "Line", "FreeText", "Watermark"):
        yield Way(f"black {subtype}", finish=annotation(subtype, _filled("0 g")))
    yield Way("picture", after=f"q {WIDE + 2} 0 0 {HIGH} {BOX[0]} {BOX[1]} cm /Im1 Do Q\n")
    yield Way("square without appearance", finish=annotation("Square", IC=Array([0, 0, 0]), C=Array([0, 0, 0])))
    yield Way("black highlight", finish=annotation("Highlight", C=Array([0, 0, 0]), QuadPoints=quads()))
    yield Way("mark for redaction", finish=annotation("Redact", QuadPoints=quads(), IC=Array([0, 0, 0])))
    yield Way("black on black", before=rectangle("0 g"))
    yield Way("red on red", before=rectangle("0.8 0 0 rg"), secret=f"0.8 0 0 rg {SECRET} 0 g ")


def hiding() -> Iterator[Way]:
    """Ways in which the name is in the file and not on the page, without anything that shows."""
    for mode in (3, 7):
        yield Way(f"render mode {mode}", secret=f"q {show(X, Y, NAME, more=f'{mode} Tr')} Q ")
    for grey in (1.0, 0.99, 0.96):
        yield Way(f"grey {grey} on white", secret=f"{grey} g {SECRET} 0 g ")
    yield Way("white in a form", secret="", finish=form(f"1 g {SECRET}"))
    for alpha in (0, 0.01, 0.04):
        yield Way(f"opacity {alpha}", secret=f"q /Soft gs {SECRET} Q ", finish=state(ca=alpha))
    yield Way("form of no opacity", secret="", finish=lambda file: (state(ca=0)(file), form(f"q /Soft gs {SECRET} Q")(file)))  # type: ignore[func-returns-value]
    for clip in ("0 0 5 5 re", "0 0 m 5 0 l 5 5 l h", "0 0 m 5 0 l 5 5 9 9 5 5 c h", f"{BOX[0]} {BOX[1]} 2 {HIGH} re"):
        yield Way(f"clip {clip}", secret=f"q {clip} W n {SECRET} Q ")
    yield Way("form with a small box", secret="", finish=form(SECRET, BBox=Array([0, 0, 5, 5])))
    yield Way("layer off", secret=f"/OC /Lay BDC {SECRET} EMC ", finish=layer(False))
    yield Way("layer off by its base", secret=f"/OC /Lay BDC {SECRET} EMC ", finish=layer(False, "OFF"))
    for size in (0.3, 1.0, 1.8):
        yield Way(f"{size} points", secret=show(X, Y, NAME, size=size))
    yield Way("shrunk", secret=f"q 0.05 0 0 0.05 {X} {Y} cm {show(0, 0, NAME)} Q ")
    for x, y in ((700, 300), (-200, 300), (200, 900), (200, -50)):
        yield Way(f"off the page at {x}, {y}", secret=show(x, y, NAME))
    hidden = {"hidden": 2, "not viewed": 32}
    for name, flag in hidden.items():
        typed = f"BT /F1 12 Tf 1 3 Td ({NAME}) Tj ET"
        yield Way(f"note that is {name}", secret="", finish=annotation("FreeText", typed, F=flag, Contents=NAME))
    yield Way("sticky note", secret="", finish=annotation("Text", Contents=NAME))
    yield Way("pop-up", secret="", finish=annotation("Popup", Contents=NAME))
    yield Way("what a link says", secret="", finish=annotation("Link", Contents=NAME))
    yield Way("contents of a drawn square", secret="", finish=annotation("Square", Contents=NAME, C=Array([0, 0, 1])))
    yield Way("other actual text", before=f"/Span <</ActualText ({NAME})>> BDC {show(72, 250, 'wait for word')} EMC ", secret="")


def showing() -> Iterator[Way]:
    """Ways in which the name is seen."""
    yield Way("plain")
    for turn in (90, 180, 270):
        yield Way(f"on a page turned by {turn}", rotate=turn)
    yield Way("white on a dark bar", before=rectangle("0.1 g"), secret=f"1 g {SECRET} 0 g ")
    yield Way("on a grey ground", before=rectangle("0.85 g"))
    yield Way("on a dark red ground", before=rectangle("0.5 0 0 rg"), secret=f"1 1 0 rg {SECRET} 0 g ")
    yield Way("yellow marker below", before=rectangle("1 1 0 rg"))
    yield Way("yellow marker above", finish=annotation("Highlight", C=Array([1, 1, 0]), QuadPoints=quads()))
    yield Way("half transparent box", after="q /Soft gs " + rectangle("0 g") + " Q", finish=state(ca=0.4))
    yield Way("multiplied", after="q /Soft gs " + rectangle("1 1 0 rg") + " Q", finish=state(BM=Name.Multiply))
    yield Way("half transparent", secret=f"q /Soft gs {SECRET} Q ", finish=state(ca=0.6))
    yield Way("layer on", secret=f"/OC /Lay BDC {SECRET} EMC ", finish=layer(True))
    yield Way("in a form", secret="", finish=form(SECRET))
    yield Way("in a form in a form", secret="", finish=form(SECRET, depth=3))
    yield Way("within its clip", secret=f"q 0 0 612 792 re W n {SECRET} Q ")
    yield Way("outlined letters", secret=show(X, Y, NAME, more="2 Tr"))
    yield Way("frame", after=f"q 0 G 1 w {BOX[0]} {BOX[1]} {WIDE + 2} {HIGH} re S Q\n")
    yield Way("underlined", after=f"q 0 G 0.7 w {BOX[0]} {Y - 2} m {BOX[2]} {Y - 2} l S Q\n")
    typed = f"BT /F1 12 Tf 1 3 Td ({NAME}) Tj ET"
    for subtype in ("FreeText", "Stamp"):
        yield Way(f"typed as {subtype}", secret="", finish=annotation(subtype, typed))
    yield Way("typed without appearance", secret="", finish=annotation("FreeText", Contents=NAME, DA="/F1 12 Tf 0 g"))
    entry = {"FT": Name.Tx, "T": "who", "V": NAME, "DA": "/F1 12 Tf 0 g"}
    yield Way("form field", secret="", finish=annotation("Widget", typed, **entry))
    yield Way("form field without appearance", secret="", finish=annotation("Widget", **entry))
    choice = entry | {"FT": Name.Ch, "Ff": 1 << 17, "Opt": Array(["Other", NAME])}
    yield Way("choice without appearance", secret="", finish=annotation("Widget", **choice))
