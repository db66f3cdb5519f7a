"""Text recognition: page images to pages of words, several pages at a time, none of which hurts another."""

from __future__ import annotations

import os
import threading
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import Protocol

import cv2

from pipeline.errors import OcrFailed, OcrTimeout
from pipeline.layout.document import Page, Redaction, Word
from pipeline.layout.geometry import BBox
from pipeline.ocr.cache import PageCache, page_key
from pipeline.ocr.prepare import Prepared, prepare
from pipeline.ocr.solid import Image
from pipeline.ocr.tesseract import THREAD, Running
from pipeline.ocr.words import Sighting, confidence, words_on_page
from pipeline.reading.covers import Ground, mark_covers
from pipeline.reading.frame import Frame
from pipeline.reading.images import PageImage, UndrawnPage

REVISION = 16  # raised whenever the same image may give other words than before, so that cached pages are read anew
_FARTHEST = 100  # pages that wait for one before them that is being recognised
_TOGETHER = 3  # pages that are given to the engine at once
_AHEAD = 4  # page images for each job that are drawn before they can be recognised
_DOUBTFUL = 0.55  # mean confidence below which a page may lie the other way up than it was taken to
_HEAD_START = 0.2  # seconds that the first pages have to get to Tesseract before more are drawn


_Sightings = list[Sighting] | OcrTimeout | OcrFailed
"""What an engine sees on an image, or how it failed."""


class Engine(Protocol):
    """Reads prepared images. An engine is used by several threads at once."""

    def identity(self) -> str:
        """What its words depend on, such as its version and language; raises TesseractMissing where it cannot run at all."""

    def recognise(self, images: Sequence[Image], dpi: float) -> list[list[Sighting]]:
        """The words, in pixels, of upright images of ink (0) on paper (255); raises OcrTimeout or OcrFailed if one of them cannot
        be read, and what it reads on an image does not depend on those beside it."""


def read_image(page: PageImage, engine: Engine, cache: PageCache | None = None) -> Page:
    """Recognise one page; where the engine fails, the page has no words and its notes say why (`ocr-timeout`, `ocr-failed`).

    Raises TesseractMissing, and ValueError for an image that is none.
    """
    return _read([_Asked(page)], engine, cache)[0]


@dataclass(slots=True)
class _Asked:
    """A page that waits to be recognised. `content` names what is on it, if that is known without its image: the cache keeps it
    under this name too."""

    image: PageImage
    content: str = ""
    answer: Future[Page] = field(default_factory=Future)


def read_images(
    items: Iterable[Page | PageImage | UndrawnPage],
    engine: Engine,
    jobs: int | None = None,
    cache: PageCache | None = None,
    meanwhile: Callable[[], None] | None = None,
) -> Iterator[Page]:
    """Recognise page images, `jobs` at a time (by default as many as there are processors); pages go through as they are.

    The order stays. `items` is drawn from in the calling thread and only a little ahead, so that it may render each page when
    it is asked for; `meanwhile` is called once, the first time that there is nothing to do but wait. Raises TesseractMissing, and
    OcrFailed where the engine can read no page at all. Whoever stops early leaves no Tesseract running.
    """
    engine.identity()
    jobs = jobs or os.cpu_count() or 1
    drawn = 0
    waiting: deque[Page | Future[Page]] = deque()
    running, work = Running(), _Work(engine, cache, jobs)

    def first() -> Page:
        nonlocal meanwhile
        item = waiting.popleft()
        if meanwhile is not None and not _is_done(item):
            meanwhile()
            meanwhile = None
        return item if isinstance(item, Page) else item.result()

    processors = cv2.getNumThreads()
    cv2.setNumThreads(1)  # a page takes one
    pool = ThreadPoolExecutor(jobs, thread_name_prefix="ocr", initializer=THREAD.__setattr__, initargs=("running", running))
    try:
        for item in items:
            image = _drawn(item, engine, cache) if isinstance(item, UndrawnPage) else item
            if isinstance(image, Page):
                waiting.append(image)
            else:
                waiting.append(work.add(_Asked(image, item.content if isinstance(item, UndrawnPage) else "")))
                pool.submit(work.take).add_done_callback(lambda _: running.begun.set())
                drawn += 1
                if drawn == jobs:
                    running.begun.wait(_HEAD_START)
            while waiting and (_is_done(waiting[0]) or _is_far_ahead(waiting, jobs)):
                yield first()
        while waiting:
            yield first()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
        running.end()
        pool.shutdown()
        cv2.setNumThreads(processors)


class _Work:
    """Pages that wait to be recognised. Whoever is free takes his share of them, so that the last ones are shared out singly."""

    def __init__(self, engine: Engine, cache: PageCache | None, jobs: int) -> None:
        self._engine, self._cache, self._jobs = engine, cache, jobs
        self._asked: deque[_Asked] = deque()
        self._lock = threading.Lock()

    def add(self, asked: _Asked) -> Future[Page]:
        """Put a page last; where its answer will be. `take` has to be called at least once for each."""
        with self._lock:
            self._asked.append(asked)
        return asked.answer

    def take(self) -> None:
        """Recognise a share of the pages, none if others took them all."""
        with self._lock:
            share = min(_TOGETHER, -(-len(self._asked) // self._jobs))
            asked = [self._asked.popleft() for _ in range(share)]
        try:
            for one, page in zip(asked, _read(asked, self._engine, self._cache), strict=True):
                one.answer.set_result(page)
        except BaseException as error:
            for one in asked:
                one.answer.set_exception(error)


def _drawn(page: UndrawnPage, engine: Engine, cache: PageCache | None) -> Page | PageImage:
    """The page as the cache has it, else its image."""
    kept = cache.get_by_content(f"{_words_depend_on(engine)} {page.content}") if cache is not None else None
    return page.draw() if kept is None else _as_asked(kept, page.number, page.reason)


def _is_done(item: Page | Future[Page]) -> bool:
    return isinstance(item, Page) or item.done()


def _is_far_ahead(waiting: deque[Page | Future[Page]], jobs: int) -> bool:
    return len(waiting) > _FARTHEST or sum(not isinstance(item, Page) for item in waiting) > _AHEAD * jobs


def _read(asked: Sequence[_Asked], engine: Engine, cache: PageCache | None) -> list[Page]:
    """The pages, from the cache or recognised; one that the engine failed at has no words, and its notes say why."""
    images = [one.image for one in asked]
    answers = _recognised(images, engine) if cache is None else _from_cache(asked, engine, cache)
    return [_page(image, answer) for image, answer in zip(images, answers, strict=True)]


def _from_cache(asked: Sequence[_Asked], engine: Engine, cache: PageCache) -> list[Page | OcrTimeout | OcrFailed]:
    """The pages as the cache has them; it learns those that it has not."""
    keys = [_key(one.image, engine) for one in asked]
    known: dict[str, Page | OcrTimeout | OcrFailed] = {key: page for key in keys if (page := cache.get(key)) is not None}
    new = {key: one.image for key, one in zip(keys, asked, strict=True) if key not in known}
    for key, answer in zip(new, _recognised(list(new.values()), engine), strict=True):
        known[key] = answer
        if isinstance(answer, Page):
            cache.put(key, answer)
    for key, one in zip(keys, asked, strict=True):
        if one.content and isinstance(known[key], Page):
            cache.name(f"{_words_depend_on(engine)} {one.content}", key)
    return [known[key] for key in keys]


def _key(page: PageImage, engine: Engine) -> str:
    return page_key(page.image, f"{_words_depend_on(engine)} {page.dpi:.3f} {page.width:.3f} {page.height:.3f}")


def _words_depend_on(engine: Engine) -> str:
    return f"{REVISION} {engine.identity()}"


def _page(image: PageImage, answer: Page | OcrTimeout | OcrFailed) -> Page:
    if isinstance(answer, Page):
        return _as_asked(answer, image.number, image.reason)
    return Page(image.number, image.width, image.height, (), "ocr", image.reason, (f"{answer.code}: {answer.detail}",))


def _as_asked(kept: Page, number: int, reason: str) -> Page:
    words = tuple(word._replace(page=number) for word in kept.words)
    return replace(kept, number=number, reason=reason, words=words)


def _recognised(images: Sequence[PageImage], engine: Engine) -> list[Page | OcrTimeout | OcrFailed]:
    prepared = [prepare(page.image, page.dpi, (page.width, page.height)) for page in images]
    return [_answer(*one, engine) for one in zip(images, prepared, _seen(prepared, engine), strict=True)]


def _answer(page: PageImage, prepared: Prepared, seen: _Sightings, engine: Engine) -> Page | OcrTimeout | OcrFailed:
    """What was seen on a page as words; a doubtful page is also read the other way up."""
    size = (page.width, page.height)
    if isinstance(seen, list) and seen and confidence(seen) < _DOUBTFUL:
        other = prepare(page.image, page.dpi, size, turns=prepared.turns + 2)
        (seen_other,) = _seen([other], engine)
        if not isinstance(seen_other, list) or confidence(seen_other) > confidence(seen):
            prepared, seen = other, seen_other
    if not isinstance(seen, list):
        return seen
    seen_words = words_on_page(seen, prepared, page.number)
    words, redactions = _with_covers(seen_words, prepared.covers, prepared.turns, page)
    notes = (*page.notes, *prepared.notes, *(() if words else ("blank",)))
    notes += (f"covered-place: {len(redactions)} on the page",) if redactions else ()
    return Page(
        page.number, *size, words, "ocr", page.reason, notes, prepared.rules, prepared.angle, redactions=redactions
    )  # fmt: skip


def _with_covers(
    words: Sequence[Word], covers: Sequence[BBox], turns: int, page: PageImage
) -> tuple[tuple[Word, ...], tuple[Redaction, ...]]:
    """The words of a page with a sign for each place that is covered, by a black box or by a code in a gap; and these places."""
    upright = Frame.turned(turns, (page.width, page.height))
    dark = [upright.box(cover) for cover in covers]
    found, redactions = mark_covers([upright.word(word) for word in words], [], Ground(dark), page.number, "ocr")
    if not redactions:
        return tuple(words), ()
    return tuple(map(upright.on_page, found)), tuple(map(upright.redaction, redactions))


def _seen(prepared: Sequence[Prepared], engine: Engine) -> list[_Sightings]:
    """What the engine sees on each page; those of the same resolution are given to it at once."""
    seen: list[_Sightings] = [[] for _ in prepared]
    alike: dict[int, list[int]] = defaultdict(list)
    for i, page in enumerate(prepared):
        if page.image.size:
            alike[round(page.dpi)].append(i)
    for dpi, rows in alike.items():
        for i, words in zip(rows, _seen_at_once([prepared[i].image for i in rows], dpi, engine), strict=True):
            seen[i] = words
    return seen


def _seen_at_once(images: Sequence[Image], dpi: int, engine: Engine) -> Sequence[_Sightings]:
    """As `_seen`; if the engine fails, the images are given to it one by one, so that a bad one hurts no other."""
    try:
        return engine.recognise(images, dpi)
    except (OcrTimeout, OcrFailed) as error:
        return [error] if len(images) == 1 else [seen for image in images for seen in _seen_at_once([image], dpi, engine)]
