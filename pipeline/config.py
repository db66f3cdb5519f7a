"""The settings of a run, each with its meaning and its bounds."""

from __future__ import annotations

import os
import re
from dataclasses import asdict, dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Literal, get_args

from pipeline.errors import ConfigError

Ocr = Literal["auto", "never", "always"]

# They say how the work is done, never what comes out, so they are no part of what a run is reproduced from.
_WITHOUT_EFFECT_ON_RESULTS = ("jobs", "cache")


@dataclass(frozen=True, slots=True)
class Config:
    """How files are read. Raises ConfigError for a value that makes no sense.

    `ocr`: `auto` recognises the pages without usable text, `never` none, `always` all.
    `language`: Tesseract's language code or codes (`eng`, `eng+spa`).
    `page_seconds`: time limit of OCR for one page, in seconds.
    `jobs`: pages recognised at the same time; as many as there are processors unless told otherwise.
    `cache`: keep recognised pages on disk, so that a second run over the same scan is quick.
    `topics`: a JSON file of question topics besides those that come along.
    `spacy_model`: a trained spaCy pipeline that is installed, or its folder; the names that it finds help to tell speakers and
    recipients. None is needed.
    `max_bytes`, `max_pages`: the largest file that is opened, in bytes and in pages.
    `max_pixels`: the largest page image that is decoded, in pixels (width times height).
    `max_stream_bytes`: the most that one stream of a PDF may hold once it is decompressed, in bytes.
    """

    ocr: Ocr = "auto"
    language: str = "eng"
    page_seconds: float = 60.0
    jobs: int = field(default_factory=lambda: os.cpu_count() or 1)
    cache: bool = True
    topics: Path | None = None
    spacy_model: str | None = None
    max_bytes: int = 500_000_000
    max_pages: int = 10_000
    max_pixels: int = 150_000_000
    max_stream_bytes: int = 600_000_000

    def __post_init__(self) -> None:
        """Every setting is looked at once, here, so that no stage has to."""
        if self.ocr not in get_args(Ocr):
            raise ConfigError(f"ocr is {self.ocr!r}; it must be one of {', '.join(get_args(Ocr))}")
        if not re.fullmatch(r"[A-Za-z0-9_/]+(?:\+[A-Za-z0-9_/]+)*", self.language):
            raise ConfigError(f"language is {self.language!r}; it must be Tesseract codes such as eng or eng+spa")
        for name in ("page_seconds", "jobs", "max_bytes", "max_pages", "max_pixels", "max_stream_bytes"):
            if not getattr(self, name) > 0:
                raise ConfigError(f"{name} is {getattr(self, name)}; it must be more than 0")
        if self.topics is not None and not self.topics.is_file():
            raise ConfigError(f"topics is {str(self.topics)!r}, and there is no such file")
        if self.spacy_model is not None and not _is_installed(self.spacy_model):
            raise ConfigError(
                f"spacy_model is {self.spacy_model!r}, and no spaCy pipeline of that name is installed",
                remedy="Install it (`python -m spacy download NAME`), or give the folder of one, or do without: none is needed.",
            )

    def settings(self) -> dict[str, object]:
        """The settings that shape the results, as JSON values, for `run.json`."""
        rows = {name: value for name, value in asdict(self).items() if name not in _WITHOUT_EFFECT_ON_RESULTS}
        return rows | {"topics": None if self.topics is None else str(self.topics)}


def _is_installed(spacy_model: str) -> bool:
    """Whether a trained pipeline is there, told without loading spaCy."""
    return Path(spacy_model, "config.cfg").is_file() or (spacy_model.isidentifier() and find_spec(spacy_model) is not None)
