"""A second reader, asked for the lines of which the first one is not sure, where the extra `second` is installed."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import distribution
from itertools import groupby
from math import ceil
from typing import TYPE_CHECKING, Protocol

import cv2
import numpy as np

from extractors.language.quotation_marks import PLAIN_MARKS
from pipeline.errors import OcrFailed
from pipeline.layout.geometry import BBox, union
from pipeline.ocr.installed import SECOND_MODEL, SECOND_PACKAGE, second_version
from pipeline.ocr.recognition import Engine
from pipeline.ocr.solid import Image
from pipeline.ocr.tesseract import THREAD
from pipeline.ocr.voting import NOTHING, Chances, vote
from pipeline.ocr.words import Sighting

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

_SURE = 0.9  # the first reader's confidence below which a word is doubtful,
_POOR_PAGE = 0.04  # and the share of such words from which a page is poor: there more of what seems sure is wrong
_DOUBTFUL, _DOUBTFUL_ON_POOR = 0.8, 0.95  # the least sure word of a line that is read again
_HEIGHT = 48  # pixels: what the model takes a line for
_LOWEST, _WIDEST = 8, 80  # pixels, and heights: beyond them a line is none
_AROUND = 0.12  # of a line's height, and twice as much at its ends: paper that the model wants to see
_LETTERS = frozenset(map(chr, (*range(33, 127), *range(0xA1, 0xAD), *range(0xAE, 0x100)))) | frozenset(
    "‘’“”–—•…"
)  # those of its that count
_SPECK, _LOW, _ABOVE = 0.06, 0.35, 0.45  # of a word's height: an accent is no lower, no higher, and ends above this
_FLOATING = "ij!?'‘’“”\"éèêëáàâäãíìîïóòôöõúùûüñç%*"  # what has such a mark, quotation marks two
_LEAST = 1e-9  # the smallest chance that counts

_LOADING = threading.Lock()


class LineReader(Protocol):
    """Reads single lines. It is used by several threads at once."""

    def identity(self) -> str:
        """What its words depend on."""

    def chances(self, line: Image) -> Chances:
        """What is possible along a line of ink (0) on paper (255); raises OcrFailed."""


@dataclass(frozen=True, slots=True)
class Seconded:
    """An engine of two: `first` reads pages, `second` the lines of which the first is not sure; each word is put to the vote."""

    first: Engine
    second: LineReader

    def identity(self) -> str:
        """What both depend on."""
        return f"{self.first.identity()}, {self.second.identity()}"

    def recognise(self, images: Sequence[Image], dpi: float) -> list[list[Sighting]]:
        """As the first engine, its doubtful lines put to the vote; raises what the first raises, and OcrFailed."""
        seen = self.first.recognise(images, dpi)
        return [self._voted(image, page) for image, page in zip(images, seen, strict=True)]

    def _voted(self, image: Image, seen: list[Sighting]) -> list[Sighting]:
        limit = _limit(seen)
        voted: list[Sighting] = []
        for _, line in groupby(seen, key=lambda word: word.line):
            words = list(line)
            doubtful = _least_sure(words) < limit or any(_bears_accents(image, word) for word in words)
            part = _part(image, words) if doubtful and not _ended() else None
            voted += words if part is None else vote(words, self.second.chances(_cut(image, part)), part)
        return voted


def second_reader(language: str) -> LineReader | None:
    """The second reader for Tesseract's `language`; `None` where none is installed, or for another language than English, for
    which votes are weighed."""
    return PaddleLines() if "eng" in language.split("+") and second_version() else None


@dataclass(frozen=True, slots=True)
class PaddleLines:
    """PP-OCR's recogniser of lines, whose model the package rapidocr brings along; nothing else of that package is used."""

    def identity(self) -> str:
        """The versions of the model's package and of what runs it."""
        return second_version() or "no second reader"

    def chances(self, line: Image) -> Chances:
        """What is possible along a line; raises OcrFailed where the model cannot be run."""
        height, width = line.shape
        shape = (max(_HEIGHT, ceil(_HEIGHT * width / height)), _HEIGHT)
        scaled = cv2.resize(line, shape, interpolation=cv2.INTER_AREA if height > _HEIGHT else cv2.INTER_LINEAR)
        levels = np.asarray(scaled, np.float32) / 127.5 - 1
        model = _model()
        try:
            (seen,) = model.session.run(None, {model.asked: np.broadcast_to(levels, (1, 3, *levels.shape))})
        except Exception as error:  # of onnxruntime, whose exceptions have no class in common
            raise OcrFailed(f"The second reader ended with an error: {error}") from error
        chances = np.add.reduceat(np.asarray(seen, np.float32)[0][:, model.columns], model.firsts, axis=1)
        return Chances(np.log(np.maximum(chances / chances.sum(axis=1, keepdims=True), _LEAST)), model.letters)


@dataclass(frozen=True, slots=True)
class _LineModel:
    """The model as it runs. Of its thousands of letters `columns` are ours, in the order of `letters`; the forms of a mark stand
    side by side, and `firsts` says where each letter begins."""

    session: InferenceSession
    asked: str
    columns: list[int]
    firsts: list[int]
    letters: str


def _model() -> _LineModel:
    with _LOADING:
        return _loaded()


@cache
def _loaded() -> _LineModel:
    import onnxruntime  # takes long to import, and hardly a scan needs it

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1  # the pages take a processor each
    options.enable_cpu_mem_arena = False  # lines are of all lengths: what one needed would be kept for good
    options.log_severity_level = 4
    try:
        path = distribution(SECOND_PACKAGE).locate_file(SECOND_MODEL)
        session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        known = session.get_modelmeta().custom_metadata_map["character"].splitlines()
    except Exception as error:
        raise OcrFailed(f"The second reader cannot be loaded: {error}") from error
    ours = sorted((letter.translate(PLAIN_MARKS), column) for column, letter in enumerate(known, 1) if letter in _LETTERS)
    ours = [(NOTHING, 0), *ours, (" ", len(known) + 1)]
    letters = [letter for letter, _ in ours]
    firsts = [i for i, letter in enumerate(letters) if i == 0 or letter != letters[i - 1]]
    return _LineModel(
        session, session.get_inputs()[0].name, [column for _, column in ours], firsts, "".join(letters[i] for i in firsts)
    )


def _limit(seen: Sequence[Sighting]) -> float:
    """The confidence of its least sure word below which a line of a page is doubtful."""
    words = [word for word in seen if any(map(str.isalnum, word.text))]
    doubtful = sum(word.confidence < _SURE for word in words)
    return _DOUBTFUL_ON_POOR if doubtful > _POOR_PAGE * len(words) else _DOUBTFUL


def _least_sure(words: Sequence[Sighting]) -> float:
    """The confidence of the least sure word of a line; a mark that stands alone is none."""
    return min((word.confidence for word in words if len(word.text) > 1 or word.text.isalnum()), default=1.0)


def _bears_accents(image: Image, word: Sighting) -> bool:
    """Whether more marks float above a word with a capital than its letters have: Tesseract's English model reads `Núñez` as
    `Nunez`, and is sure of it."""
    cut = _cut(image, word.box)
    if not word.text[:1].isupper() or not cut.size:  # of nothing OpenCV counts nothing, and crashes
        return False
    count, _, stats, _ = cv2.connectedComponentsWithStats((cut == 0).astype(np.uint8))
    height = word.box.height
    marks = sum(
        _SPECK * height < down < _LOW * height and top + down < _ABOVE * height and across < height
        for _, top, across, down, _ in stats[1:count].tolist()
    )
    own = sum(map(_FLOATING.count, word.text))
    return bool(marks > own)


def _part(image: Image, words: Sequence[Sighting]) -> BBox | None:
    """The part of the image that holds a line, with some paper around it; `None` for what can be no line of print, or lies
    beside the image."""
    box = union([word.box for word in words])
    if box.height < _LOWEST or box.width > _WIDEST * box.height:
        return None
    paper = int(_AROUND * box.height) + 2
    height, width = image.shape
    part = BBox(
        max(0, int(box.x0) - 2 * paper),
        max(0, int(box.top) - paper),
        min(width, int(box.x1) + 2 * paper),
        min(height, int(box.bottom) + paper),
    )
    return part if part.width > 0 and part.height > 0 else None


def _cut(image: Image, part: BBox) -> Image:
    return image[int(part.top) : int(part.bottom), int(part.x0) : int(part.x1)]


def _ended() -> bool:
    """Whether nobody wants the page any more."""
    running = getattr(THREAD, "running", None)
    return running is not None and running.ended
