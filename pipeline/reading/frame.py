"""The frame in which a page's text is upright, and the page as displayed: from one to the other."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from pipeline.layout.document import Redaction, Word
from pipeline.layout.geometry import BBox
from pipeline.reading.covers import Ground
from pipeline.reading.pdfium import Affine, quarter_turn


class Frame:
    """Takes boxes of the page as displayed into the frame of its text, and words and redactions back."""

    def __init__(self, display: Affine) -> None:
        """`display` takes a point of the frame to the page as displayed."""
        self._out = display
        self._same = np.array_equal(display, [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]])
        linear = np.linalg.inv(display[:, :2])
        self._in = np.hstack([linear, -linear @ display[:, 2:]])

    @classmethod
    def turned(cls, turns: int, page_size: tuple[float, float]) -> Frame:
        """The frame of text that is turned clockwise by so many quarter turns on a page of this width and height."""
        back = quarter_turn(turns % 4, page_size)
        linear = np.linalg.inv(back[:, :2])
        return cls(np.hstack([linear, -linear @ back[:, 2:]]))

    def box(self, box: BBox) -> BBox:
        """A box of the page in the frame."""
        return box if self._same else _moved(box, self._in)

    def word(self, word: Word) -> Word:
        """A word of the page in the frame."""
        return word if self._same else word._replace(**_moved(word.box, self._in)._asdict())

    def ground(self, ground: Ground) -> Ground:
        """What could be covers, in the frame."""
        return ground if self._same else Ground([self.box(box) for box in ground.dark], [self.box(box) for box in ground.light])

    def on_page(self, word: Word) -> Word:
        """A word of the frame as it lies on the page."""
        return word if self._same else word._replace(**_moved(word.box, self._out)._asdict())

    def redaction(self, redaction: Redaction) -> Redaction:
        """A redaction of the frame as it lies on the page."""
        if self._same:
            return redaction
        return replace(redaction, places=tuple(replace(place, box=_moved(place.box, self._out)) for place in redaction.places))


def _moved(box: BBox, matrix: Affine) -> BBox:
    x, y = matrix[:, :2] @ np.array([[box.x0, box.x1], [box.top, box.bottom]]) + matrix[:, 2:]
    return BBox(*(round(float(edge), 3) for edge in (x.min(), y.min(), x.max(), y.max())))
