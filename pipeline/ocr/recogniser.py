"""Tesseract as `reading` knows a recogniser: looked for, and imported, when the first image comes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from pipeline.config import Config
from pipeline.layout.document import Page
from pipeline.ocr.installed import tesseract_version
from pipeline.reading.images import UndrawnPage
from pipeline.reading.pages import PageSource, Recogniser


def _possible(item: PageSource) -> PageSource:
    """The item; a page that may be taken as it is where there is no Tesseract."""
    return item.otherwise if isinstance(item, UndrawnPage) and item.otherwise and tesseract_version() is None else item


def tesseract(config: Config, meanwhile: Callable[[], None] | None = None) -> Recogniser:
    """The recogniser of page images; `meanwhile` is called once, if there is a time in which nothing can be done but wait."""

    def recognise(items: Iterable[PageSource]) -> Iterator[Page]:
        rest = map(_possible, items)
        for item in rest:
            if isinstance(item, Page):
                yield item
                continue
            from pipeline.ocr import recognition
            from pipeline.ocr.cache import PageCache
            from pipeline.ocr.second import Seconded, second_reader
            from pipeline.ocr.tesseract import Tesseract

            first, second = Tesseract(config.language, config.page_seconds), second_reader(config.language)
            engine = Seconded(first, second) if second else first
            cache = PageCache() if config.cache else None
            yield from recognition.read_images(chain([item], rest), engine, config.jobs, cache, meanwhile)

    return recognise
