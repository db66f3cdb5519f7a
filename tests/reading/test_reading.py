from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from pipeline.config import Config
from pipeline.errors import EmptyFile, TooLarge
from pipeline.layout.document import Page, Word
from pipeline.reading import pages as reader
from pipeline.reading.images import PageImage, UndrawnPage
from pipeline.reading.pages import PageSource, PagesRead, Recogniser, read
from pipeline.reading.sniff import HTML, PDF, PNG, TEXT, TIFF
from pipeline.reading.sources import FileContent
from tests.pdfs import pdf, picture, prose, show
from tests.reading.test_images import saved, sheet


class Reader:
    """Recognises every page as the word `seen`, or as nothing, and remembers what it was given."""

    def __init__(self, text: str = "seen", note: str = "") -> None:
        self.text, self.note = text, note
        self.given: list[PageImage] = []

    def __call__(self, items: Iterable[PageSource]) -> Iterator[Page]:
        for image in items:
            if isinstance(image, Page):
                yield image
                continue
            if isinstance(image, UndrawnPage):
                drawn = image.draw()
                assert isinstance(drawn, PageImage)
                image = drawn
            self.given.append(image)
            word = Word(self.text, 72, 72, 100, 84, image.number, "ocr", 0.9, 10)
            notes = (self.note,) if self.note else ()
            yield Page(image.number, image.width, image.height, (word,) if self.text else (), "ocr", image.reason, notes)


def read_pages(data: bytes, media_type: str, recognise: Recogniser, mode: reader.Mode = "auto") -> Iterator[Page]:
    return reader.read_pages(FileContent("sample", data), media_type, recognise, mode)


def never(items: Iterable[PageSource]) -> Iterator[Page]:
    for item in items:
        assert isinstance(item, Page), "no page needs it"
        yield item


def told(pages: Iterable[Page]) -> list[tuple[int, str, str]]:
    return [(page.number, page.source, page.reason) for page in pages]


def test_each_page_is_read_as_it_needs() -> None:
    reader = Reader()
    pages = list(read_pages(pdf(prose(), picture(), "", picture() + show(480, 20, "QUILL-01")), PDF, reader))
    assert told(pages) == [
        (1, "native", "text-layer"),
        (2, "ocr", "no-text"),
        (3, "native", "blank"),
        (4, "ocr", "stamp-on-scan"),
    ]
    assert [(image.number, image.reason) for image in reader.given] == [(2, "no-text"), (4, "stamp-on-scan")]


def test_a_file_with_a_text_layer_needs_no_recognition() -> None:
    assert told(read_pages(pdf(prose()), PDF, never)) == [(1, "native", "text-layer")]


def test_with_ocr_never_the_page_says_that_it_was_not_read() -> None:
    (page,) = read_pages(pdf(picture()), PDF, never, "never")
    assert (page.words, page.reason, page.notes) == ((), "no-text", ("ocr-off",))


def test_with_ocr_always_all_but_blank_pages_are_recognised() -> None:
    assert told(read_pages(pdf(prose(), ""), PDF, Reader(), "always")) == [(1, "ocr", "asked-for"), (2, "native", "blank")]


def test_where_recognition_fails_the_text_layer_is_kept() -> None:
    data = pdf(picture() + show(480, 20, "QUILL-01"))
    (page,) = read_pages(data, PDF, Reader("", "ocr-timeout"))
    assert ([word.text for word in page.words], page.source, page.notes) == (["QUILL-01"], "native", ("ocr-timeout",))


def test_text_and_web_pages_need_no_recognition() -> None:
    assert [word.text for word in next(read_pages(b"Dear Mayor", TEXT, never)).words] == ["Dear", "Mayor"]
    assert [word.text for word in next(read_pages(b"<p>Dear Mayor", HTML, never)).words] == ["Dear", "Mayor"]


def test_every_frame_of_a_picture_is_recognised() -> None:
    pages = list(read_pages(saved("TIFF", sheet(), sheet(), dpi=(100, 100)), TIFF, Reader()))
    assert told(pages) == [(1, "ocr", "no-text"), (2, "ocr", "no-text")]
    (page,) = read_pages(saved("PNG", sheet(1700, 2200)), PNG, Reader())
    assert page.notes == ("resolution taken to be 200 dpi from the page's size",)


def test_a_tiff_that_breaks_off_gives_the_pages_before() -> None:
    noise = sheet().effect_spread(40)
    data = saved("TIFF", noise, noise, noise, dpi=(100, 100))
    pages = list(read_pages(data[: int(len(data) * 0.7)], TIFF, Reader()))
    assert 1 <= len(pages) < 3
    assert pages[-1].notes[-1].startswith("file-breaks-off")


def test_images_are_made_only_as_they_are_taken() -> None:
    taken: list[int] = []

    def lazy(items: Iterable[PageSource]) -> Iterator[Page]:
        for image in items:
            assert isinstance(image, UndrawnPage)
            taken.append(image.number)
            yield Page(image.number, 612, 792, ())
            assert len(taken) == image.number  # no image before its turn

    assert len(list(read_pages(pdf(*[picture()] * 3), PDF, lazy))) == 3
    assert taken == [1, 2, 3]


def test_reading_in_several_threads() -> None:
    data = pdf(*[prose()] * 4)

    def words(_: int) -> int:
        return sum(len(page.words) for page in read_pages(data, PDF, never))

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(words, range(24)))) == 1


def test_pages_are_given_out_as_they_are_read() -> None:
    asked: list[int] = []

    def counted(items: Iterable[PageSource]) -> Iterator[Page]:
        for item in items:
            asked.append(item.number)
            yield from never([item])

    assert next(read_pages(pdf(*[prose()] * 5), PDF, counted)).number == 1
    assert asked == [1]


def codes(reading: PagesRead) -> list[tuple[str, str, int | None]]:
    for _ in reading.pages:
        pass  # doubts are met on the way
    return [(issue.code, issue.severity, issue.page) for issue in reading.issues]


def test_doubts_become_issues() -> None:
    data = pdf(prose(), picture(), show(72, 700, "seen") + show(72, 600, "no", more="3 Tr"))
    reading = read(FileContent("a.txt", data), Config(ocr="never"), never)
    assert reading.media_type == PDF
    assert codes(reading) == [("misnamed-file", "warning", None), ("ocr-off", "error", 2), ("hidden-text", "warning", 3)]


@pytest.mark.parametrize(("data", "error"), [(b"", EmptyFile), (b"Dear Mayor, this is long", TooLarge)])
def test_errors_name_the_file(data: bytes, error: type[Exception]) -> None:
    with pytest.raises(error) as caught:
        list(read(FileContent("some/letter.txt", data), Config(max_bytes=10), never).pages)
    assert caught.value.path == "some/letter.txt"  # type: ignore[attr-defined]


def test_a_text_layer_that_says_something_else_than_the_page_is_told() -> None:
    from pipeline.reading.pages import _better

    def page(source: str, *words: str) -> Page:
        return Page(1, 612, 792, tuple(Word(w, 72, 72, 90, 82, 1, source) for w in words), source)  # type: ignore[arg-type]

    layer = page("native", *["The", "county", "must", "answer", "by", "the", "first", "of", "May", "in", "writing."])
    assert not any("readers-disagree" in note for note in _better(layer, page("ocr", *(w.text for w in layer.words))).notes)
    assert any("readers-disagree" in note for note in _better(layer, page("ocr", "Something", "else")).notes)
    stamp = page("native", "DOJ-00017")
    assert not any("readers-disagree" in note for note in _better(stamp, page("ocr", "Something", "else")).notes)
