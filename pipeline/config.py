"""The settings of a run, each with its meaning and its bounds."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, fields
from difflib import get_close_matches
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal, get_args

from pipeline.errors import ConfigError

Ocr = Literal["auto", "never", "always"]

# They say how the work is done, never what comes out, so they are no part of what a run is reproduced from.
_WITHOUT_EFFECT_ON_RESULTS = ("jobs", "cache")
_SECRET = ("passwords",)
_PAGES = re.compile(r"\d{1,7}(?:-(?:\d{1,7})?)?(?:,\d{1,7}(?:-(?:\d{1,7})?)?)*")


@dataclass(frozen=True, slots=True)
class Config:
    """How files are read. Raises ConfigError for a value that makes no sense.

    `ocr`: `auto` recognises the pages without usable text, `never` none, `always` all.
    `language`: Tesseract's language code or codes (`eng`, `eng+spa`).
    `page_seconds`: time limit of OCR for one page, in seconds.
    `jobs`: pages recognised at the same time; as many as there are processors unless told otherwise.
    `cache`: keep recognised pages on disk, so that a second run over the same scan is quick.
    `topics`: a JSON file of question topics besides those that come along.
    `zones`: weights by which the zones of a letter are told, as `dojletters fit --with` writes them, in place of those that come
    along.
    `weights`: weights by which confidence is told, as `fit --with` and `calibrate --weights` write them, likewise.
    `spacy_model`: a trained spaCy pipeline that is installed, or its folder; the names that it finds help to tell speakers and
    recipients. None is needed.
    `pages`: only these pages of each file, `1-3,7,9-` (to the end); the others are as if they were blank.
    `passwords`: tried on every file that needs one; they are told nowhere.
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
    zones: Path | None = None
    weights: Path | None = None
    spacy_model: str | None = None
    pages: str | None = None
    passwords: tuple[str, ...] = field(default=(), repr=False)
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
        if self.pages is not None and not _PAGES.fullmatch(self.pages):
            raise ConfigError(f"pages is {self.pages!r}", remedy="Write numbers and ranges, such as 1-3,7 or 9- (to the end).")
        for name in ("page_seconds", "jobs", "max_bytes", "max_pages", "max_pixels", "max_stream_bytes"):
            if not getattr(self, name) > 0:
                raise ConfigError(f"{name} is {getattr(self, name)}; it must be more than 0")
        for name, file in (("topics", self.topics), ("zones", self.zones), ("weights", self.weights)):
            if file is not None and not file.is_file():
                raise ConfigError(f"{name} is {str(file)!r}, and there is no such file")
        if self.spacy_model is not None and not _is_installed(self.spacy_model):
            raise ConfigError(
                f"spacy_model is {self.spacy_model!r}, and no spaCy pipeline of that name is installed",
                remedy="Install it (`python -m spacy download NAME`), or give the folder of one, or do without: none is needed.",
            )

    @classmethod
    def of(cls, given: Config | Mapping[str, Any] | None) -> Config:
        """A Config, or one with the settings of a dictionary; raises ConfigError for a key that is no setting."""
        if given is None or isinstance(given, Config):
            return given or cls()
        if not isinstance(given, Mapping):
            raise ConfigError(f"config is a {type(given).__name__}", remedy="Give a Config, or a dictionary of its settings.")
        names = [setting.name for setting in fields(cls)]
        unknown = next((key for key in given if key not in names), None)
        if unknown is not None:
            near = get_close_matches(str(unknown), names, n=1)
            known = f"Did you mean {near[0]}?" if near else f"The settings are {', '.join(names)}."
            raise ConfigError(f"config has no setting {unknown!r}", remedy=known)
        values = dict(given)
        for name in ("topics", "zones", "weights"):
            if isinstance(values.get(name), str):
                values[name] = Path(values[name])
        try:
            return cls(**values)
        except TypeError as error:
            raise ConfigError(f"config has a value of the wrong kind ({error})") from error

    @property
    def wants_page(self) -> Callable[[int], bool]:
        """Whether a page, by its number from 1, is to be read."""
        if self.pages is None:
            return lambda number: True
        bounds = [part.partition("-") for part in self.pages.split(",")]
        ranges = [(int(first), int(last or (10**7 if dash else first))) for first, dash, last in bounds]
        return lambda number: any(first <= number <= last for first, last in ranges)

    def settings(self) -> dict[str, object]:
        """The settings that shape the results, as JSON values, for `run.json`."""
        rows = {name: value for name, value in asdict(self).items() if name not in (*_WITHOUT_EFFECT_ON_RESULTS, *_SECRET)}
        if self.pages is None:  # settings of older runs are without it, and mean the same
            del rows["pages"]
        for name, file in (("zones", self.zones), ("weights", self.weights)):
            if file is None:
                del rows[name]
            else:
                rows[name] = str(file)
        return rows | {"topics": None if self.topics is None else str(self.topics)}


def _is_installed(spacy_model: str) -> bool:
    """Whether a trained pipeline is there, told without loading spaCy."""
    return Path(spacy_model, "config.cfg").is_file() or (spacy_model.isidentifier() and find_spec(spacy_model) is not None)
