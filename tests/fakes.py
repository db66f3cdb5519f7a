"""Engines and programs that stand in for Tesseract where a test is about what is done with it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipeline.errors import OcrFailed, OcrTimeout
from pipeline.layout.geometry import BBox
from pipeline.ocr.words import Sighting


class ScriptedEngine:
    """Answers each page in turn with the next of `script`: sightings, or an error to raise. Counts the pages it was asked for."""

    def __init__(self, *script: Sequence[Sighting] | Exception, identity: str = "scripted") -> None:
        self._script = list(script)
        self._identity = identity
        self._lock = threading.Lock()
        self.asked = 0

    def identity(self) -> str:
        return self._identity

    def recognise(self, images: Sequence[NDArray[np.uint8]], dpi: float) -> list[list[Sighting]]:
        return [self._next() for _ in images]

    def _next(self) -> list[Sighting]:
        with self._lock:
            answer = self._script[min(self.asked, len(self._script) - 1)]
            self.asked += 1
        if isinstance(answer, Exception):
            raise answer
        return list(answer)


class WidthEngine:
    """Sees on each page one word that tells the width of its print in pixels, after what `before` does with that width."""

    def __init__(self, before: Callable[[int], None] = lambda width: None) -> None:
        self._before = before

    def identity(self) -> str:
        return "width"

    def recognise(self, images: Sequence[NDArray[np.uint8]], dpi: float) -> list[list[Sighting]]:
        widths = [image.shape[1] for image in images]
        for width in widths:
            self._before(width)
        return [[Sighting(f"w{width}", BBox(10, 10, 60, 40), 0.9, (1,))] for width in widths]


def crashing(_: int) -> None:
    """Ends as an engine does whose program crashed."""
    raise OcrFailed("the program ended with signal 11")


def hanging(_: int) -> None:
    """Ends as an engine does whose program was ended because it took too long."""
    raise OcrTimeout()


def write_program(path: Path, script: str) -> Path:
    """A shell script at `path` that can be run in place of Tesseract; it answers to `--version` and `--list-langs`."""
    head = '#!/bin/sh\ncase "$1" in --version) echo "tesseract 5.3.0"; exit;; --list-langs) echo eng; exit;; esac\n'
    path.write_text(head + script, "utf-8")
    path.chmod(0o755)
    return path
