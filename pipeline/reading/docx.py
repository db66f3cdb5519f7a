"""The lines of a Word document (Office Open XML, ECMA-376): python-docx opens it, its text is taken in the order of the page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import IO, TYPE_CHECKING

from lxml import etree

from pipeline.reading.numerals import numeral
from pipeline.reading.plaintext import PAGE_END, TextLine

if TYPE_CHECKING:  # python-docx takes long to import
    from docx.document import Document

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ALTERNATIVES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_NOT_SHOWN = frozenset({f"{W}del", f"{W}moveFrom", f"{W}delText", f"{W}instrText", f"{W}pPr", f"{W}rPr", _ALTERNATIVES})
_WHITE = 120  # twentieths of a point: a paragraph with as much white about it by its own setting stands apart
_BULLET = "•"


def read_lines(file: IO[bytes]) -> Iterator[TextLine | None]:
    """The lines; `None` is some white, PAGE_END the end of a page."""
    import docx

    document = docx.Document(file)
    numbers = _ListNumbers(document)
    section = document.sections[0] if len(document.sections) else None
    if section is not None:
        head = section.first_page_header if section.different_first_page_header_footer else section.header
        yield from _DocxReader(numbers).lines(head._element)
        yield None
    yield from _DocxReader(numbers).lines(document.element.body)
    yield from _notes(document, numbers)


def _notes(document: Document, numbers: _ListNumbers) -> Iterator[TextLine | None]:
    """The footnotes, each with its number, behind the text."""
    for relation in document.part.rels.values():
        if relation.reltype.endswith("/footnotes") and not relation.is_external:
            root = etree.fromstring(relation.target_part.blob, etree.XMLParser(resolve_entities=False, no_network=True))
            number = 0
            for note in root.iter(f"{W}footnote"):
                if note.get(f"{W}type") in (None, "normal"):
                    number += 1
                    yield None
                    for line in _DocxReader(numbers).lines(note):
                        yield line if line is None else TextLine(f"{number} {line.text.strip()}" if line.text.strip() else "")


def _outermost(element: etree._Element, tag: str) -> Iterator[etree._Element]:
    """The elements of a tag below `element`, without those that lie within another."""
    waiting = list(reversed(element))
    while waiting:
        at = waiting.pop()
        if at.tag == tag:
            yield at
        else:
            waiting += reversed(at)


class _DocxReader:
    """Takes the text of a part of the document, block by block."""

    def __init__(self, numbers: _ListNumbers) -> None:
        self._numbers = numbers
        self._note = 0

    def lines(self, part: etree._Element) -> Iterator[TextLine | None]:
        """The lines of the blocks in `part`."""
        waiting = [part]
        while waiting:
            element = waiting.pop()
            if element.tag == f"{W}p":
                yield from self._paragraph(element)
            elif element.tag == f"{W}tr":
                yield from self._row(element)
            elif element.tag not in _NOT_SHOWN:
                waiting += reversed(element)

    def _row(self, row: etree._Element) -> Iterator[TextLine | None]:
        """A row of a table on one line; where a cell has several lines the cells come one below the other."""
        cells = [list(self._cell(cell)) for cell in _outermost(row, f"{W}tc")]
        if max((len(cell) for cell in cells), default=0) <= 1:
            yield TextLine("   ".join(line.text.strip() for cell in cells for line in cell))
            return
        for cell in cells:
            yield from cell

    def _cell(self, cell: etree._Element) -> Iterator[TextLine]:
        yield from (line for line in self.lines(cell) if line is not None and line.text.strip())

    def _paragraph(self, paragraph: etree._Element) -> Iterator[TextLine | None]:
        properties = paragraph.find(f"{W}pPr")
        label = self._numbers.label(properties)
        before, after = _white(properties)
        if properties is not None and _is_on(properties.find(f"{W}pageBreakBefore")):
            yield PAGE_END
        if before:
            yield None
        text = label + "".join(self._text(paragraph))
        for number, page in enumerate(text.split("\f")):
            if number:
                yield PAGE_END
            for line in page.split("\n"):
                yield TextLine(line, bold=_is_bold(paragraph))
        for box in _boxes(paragraph):
            yield from self.lines(box)
        if after:
            yield None
        if properties is not None and _ends_page(properties.find(f"{W}sectPr")):
            yield PAGE_END

    def _text(self, element: etree._Element) -> Iterator[str]:
        for child in element:
            if child.tag in _NOT_SHOWN or child.tag == f"{W}txbxContent":
                continue
            if child.tag == f"{W}t":
                yield child.text or ""
            elif child.tag in (f"{W}tab", f"{W}ptab"):
                yield "\t"
            elif child.tag in (f"{W}noBreakHyphen",):
                yield "-"
            elif child.tag == f"{W}br":
                yield {"page": "\f", "column": "\n"}.get(child.get(f"{W}type") or "", "\n")
            elif child.tag == f"{W}cr":
                yield "\n"
            elif child.tag == f"{W}footnoteReference":
                self._note += 1
                yield str(self._note)
            elif child.tag == f"{W}r" and _is_on(child.find(f"{W}rPr/{W}vanish")):
                continue
            else:
                yield from self._text(child)


def _boxes(paragraph: etree._Element) -> Iterator[etree._Element]:
    """Text boxes that hang on a paragraph, once each: what older programs are given instead is left out."""
    for box in paragraph.iter(f"{W}txbxContent"):
        if not any(above.tag == _ALTERNATIVES for above in box.iterancestors()):
            yield box


def _is_on(mark: etree._Element | None) -> bool:
    return mark is not None and mark.get(f"{W}val") not in ("0", "false", "off")


def _is_bold(paragraph: etree._Element) -> bool:
    runs = [run for run in paragraph.iter(f"{W}r") if "".join(map(str, run.itertext())).strip()]
    return bool(runs) and all(_is_on(run.find(f"{W}rPr/{W}b")) for run in runs)


def _white(properties: etree._Element | None) -> tuple[bool, bool]:
    spacing = None if properties is None else properties.find(f"{W}spacing")
    if spacing is None:
        return False, False
    before, after = (spacing.get(f"{W}{side}") or "0" for side in ("before", "after"))
    return tuple(side.isdecimal() and len(side) < 6 and int(side) >= _WHITE for side in (before, after))  # type: ignore[return-value]


def _ends_page(section: etree._Element | None) -> bool:
    if section is None:
        return False
    kind = section.find(f"{W}type")
    return kind is None or kind.get(f"{W}val") != "continuous"


class _ListNumbers:
    """The labels of list items: levels are counted on, and those below one that goes on begin again."""

    def __init__(self, document: Document) -> None:
        self._levels: dict[str, dict[str, tuple[str, str, int]]] = {}  # of a list: format, text and first number by level
        self._of_style: dict[str, etree._Element] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._style_names = {style.element.get(f"{W}styleId"): style.element for style in document.styles}
        try:
            root = document.part.numbering_part.element
        except (KeyError, NotImplementedError, AttributeError):
            return
        shapes = {shape.get(f"{W}abstractNumId"): shape for shape in root.iter(f"{W}abstractNum")}
        for found in root.iter(f"{W}num"):
            shape = found.find(f"{W}abstractNumId")
            if shape is not None:
                self._levels[str(found.get(f"{W}numId"))] = _levels(shapes.get(shape.get(f"{W}val")))

    def label(self, properties: etree._Element | None) -> str:
        """What is printed before a paragraph, with a space; nothing where it is no item."""
        number, level = self._place(properties)
        levels = self._levels.get(number)
        if levels is None or str(level) not in levels:
            return ""
        style, text, first = levels[str(level)]
        counts = self._counts[number]
        counts[level] = counts.get(level, first - 1) + 1
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]
        if style in ("bullet", "none"):
            return f"{_BULLET} " if style == "bullet" else ""
        for other in range(level + 1):
            its_style, _, its_first = levels.get(str(other), (style, "", 1))
            text = text.replace(f"%{other + 1}", numeral(counts.get(other, its_first), its_style))
        return f"{text} "

    def _place(self, properties: etree._Element | None) -> tuple[str, int]:
        """The list of a paragraph and its level there, by its own setting or that of its style."""
        seen: set[str] = set()
        while properties is not None:
            found = properties.find(f"{W}numPr")
            if found is not None:
                number, level = found.find(f"{W}numId"), found.find(f"{W}ilvl")
                at = "0" if level is None else str(level.get(f"{W}val"))
                return ("" if number is None else str(number.get(f"{W}val"))), int(at) if at.isdecimal() and len(at) < 3 else 0
            style = properties.find(f"{W}pStyle")
            name = style.get(f"{W}val") if style is not None else None
            if name is None or name in seen or name not in self._style_names:
                return "", 0
            seen.add(name)
            properties = self._style_names[name].find(f"{W}pPr")
        return "", 0


def _levels(shape: etree._Element | None) -> dict[str, tuple[str, str, int]]:
    """What an abstract list says of each level."""
    levels = {}
    for level in () if shape is None else shape.iter(f"{W}lvl"):
        said = {name: level.find(f"{W}{name}") for name in ("numFmt", "lvlText", "start")}
        style, text, first = (None if mark is None else mark.get(f"{W}val") for mark in said.values())
        start = int(first) if first and first.isdecimal() and len(first) < 7 else 1
        levels[str(level.get(f"{W}ilvl"))] = (style or "decimal", text or "", start)
    return levels
