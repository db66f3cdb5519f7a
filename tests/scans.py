"""Small scanned pages, drawn for the tests."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

Grey = NDArray[np.uint8]

PROSE = (
    "Please provide the requested pages by mail.",
    "The office will review each reply that it gets",
    "and publish its summary before the public hearing.",
    "Every grantee in need of help should call the bureau.",
)


def page(lines: Sequence[str] = PROSE, dpi: int = 150, inches: tuple[float, float] = (5.5, 3.0), points: float = 12) -> Grey:
    """Lines of type on white paper, from one inch right and three quarters of an inch down."""
    picture = Image.new("L", (round(inches[0] * dpi), round(inches[1] * dpi)), 255)
    font = ImageFont.load_default(size=points * dpi / 72)
    draw = ImageDraw.Draw(picture)
    for i, line in enumerate(lines):
        draw.text((dpi, 0.75 * dpi + 1.25 * i * points * dpi / 72), line, 0, font=font)
    return np.array(picture)


def leaning(image: Grey, degrees: float, paper: int = 255) -> Grey:
    """The page turned counter-clockwise about its middle."""
    height, width = image.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    return np.asarray(cv2.warpAffine(image, matrix, (width, height), flags=cv2.INTER_LINEAR, borderValue=paper), np.uint8)


def grainy(image: Grey, noise: float = 8.0, seed: int = 1) -> Grey:
    """The page with the grain of a scan."""
    return np.clip(image + np.random.default_rng(seed).normal(0, noise, image.shape), 0, 255).astype(np.uint8)


def shaded(image: Grey) -> Grey:
    """The page as a telephone takes it: light above on the left, dark below on the right."""
    rows, columns = np.linspace(0, 1, image.shape[0])[:, None], np.linspace(0, 1, image.shape[1])[None]
    return (image * (1 - 0.55 * rows * columns) - 15 * rows).clip(0, 255).astype(np.uint8)
