from __future__ import annotations

import pytest

from pipeline.layout.document import Page, Word
from pipeline.reading.pdf import NativePage, read_pdf
from pipeline.reading.triage import common_words, is_garbled, misreadings, needs_ocr, text_reason
from tests.pdfs import box, pdf, picture, prose, show

PROSE = (
    "The office has read your letter of June 4 and the records that came with it. We ask that you tell us by the end of the month "
    "which of the funds were drawn under award 2016-AB-CX-0042 and for what they were spent, as 2 C.F.R. § 200.336(a) has it. "
    "Mr. McQuill's office in St. Paul, Minn., will be at hand for any of your questions (call 612-555-0142)."
)
MISREAD = "Tbe o£fice hss rcad yonr lctter oi Junc 4 nnd thc rec0rds tbat camc w1th it. Wc nsk thnt yon tcll ns by thc cnd "
SPANISH = (
    "El Departamento de Justicia informa que la carta de la ciudad y los documentos de las partes se han recibido en la oficina "
)


def words(text: str, height: float = 792) -> tuple[Word, ...]:
    return tuple(Word(t, 72, 300 + i % 20, 90, 310 + i % 20, 1) for i, t in enumerate(text.split()))


def shifted(text: str, by: int) -> str:
    return "".join(chr(ord(c) + by) if c.isalpha() and c.isascii() else c for c in text)


def first(*content: str) -> NativePage:
    return next(iter(read_pdf(pdf("".join(content)))))


@pytest.mark.parametrize(
    ("content", "ocr", "reason"),
    [
        pytest.param(prose(), None, "text-layer", id="print"),
        pytest.param("", None, "blank", id="a blank page"),
        pytest.param("1 w 72 500 m 500 500 l S", None, "blank", id="a page with nothing but a rule"),
        pytest.param(picture(), "no-text", "blank", id="a scan"),
        pytest.param("".join(picture(0, 72 * i, 612, 72) for i in range(11)), "no-text", "blank", id="a scan in strips"),
        pytest.param(picture(100, 300, 400, 300), "no-text", "blank", id="a scan of a slip"),
        pytest.param(picture(260, 680, 90, 90), None, "blank", id="a seal on an empty page"),
        pytest.param(prose() + picture(260, 700, 90, 90), None, "text-layer", id="a seal over a letter"),
        pytest.param(prose(3) + picture(72, 100, 150, 50), None, "text-layer", id="a signature under a short letter"),
        pytest.param(picture() + prose(), None, "text-layer", id="print on a coloured ground"),
        pytest.param(picture() + show(480, 20, "QUILL-000123"), "stamp-on-scan", "text-layer", id="a Bates number on a scan"),
        pytest.param(
            picture() + "1 g " + show(30, 775, "JUN-04-2012 10:12 FROM: CITY HALL TO: 12025550142 P.2/7", 9),
            "stamp-on-scan",
            "text-layer",
            id="a fax header on a scan",
        ),
        pytest.param(picture() + prose(30, "3 Tr"), "ocr-layer", "ocr-layer", id="a good OCR layer"),
        pytest.param(
            picture() + "".join(show(72, 700 - 14 * i, MISREAD, 8, more="3 Tr") for i in range(9)),
            "poor-ocr-layer",
            "ocr-layer",
            id="a poor OCR layer",
        ),
        pytest.param(
            show(72, 700, "Letters without a meaning", font="F4") * 2, "garbled-text", "text-layer", id="glyphs of private use"
        ),
        pytest.param(
            "".join(box(10 + i % 60 * 9, 10 + i // 60 * 9, 5, 5, 0) for i in range(600)), "no-text", "blank", id="outlines"
        ),
    ],
)
def test_pages(content: str, ocr: str | None, reason: str) -> None:
    native = first(content)
    assert needs_ocr(native) == ocr
    assert text_reason(native) == reason


@pytest.mark.parametrize(
    ("text", "garbled"),
    [
        pytest.param(PROSE, False, id="English"),
        pytest.param(SPANISH, False, id="Spanish"),
        pytest.param(PROSE.upper(), False, id="capitals"),
        pytest.param("• “Quoted” – § 12 ¶ 3 © ½ ☐ ✓ → café", False, id="signs that letters have"),
        pytest.param("1,204 2016 45.00 $77,000 (12) 3-4 98% " * 9, False, id="figures"),
        pytest.param("NW DC 20531 TTY PSP OJP BJA", False, id="a few abbreviations"),
        pytest.param(shifted(PROSE, 3), True, id="letters moved by three"),
        pytest.param("(cid:42)(cid:7)" * 5 + "Dear", True, id="numbers in place of letters"),
        pytest.param("Dear \ufffd\ufffd\ufffd\ufffd Mayor \ufffd\ufffd", True, id="no letters known"),
        pytest.param("\ue021\ue022\ue023 \ue024\ue025", True, id="private use"),
        pytest.param("ЂЃ‚ѓ ЉЊЌ ћќўџ " * 5, True, id="another script"),
        pytest.param("ore tan ilu sen ato rin ale dus omi pel " * 12, True, id="sounds without a language"),
        pytest.param("", False, id="nothing"),
    ],
)
def test_garbled(text: str, garbled: bool) -> None:
    assert is_garbled(words(text)) is garbled


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        pytest.param(PROSE, 0.0, 0.01, id="print"),
        pytest.param(PROSE.upper(), 0.0, 0.02, id="capitals"),
        pytest.param("see quill@stpaul.example.gov or www.justice.gov/x1y2 " * 9, 0.0, 0.01, id="addresses are no misreadings"),
        pytest.param(MISREAD * 2, 0.1, 1.0, id="a bad reading"),
        pytest.param("rn~l 0f|ice ;; ~ |", 0.0, 0.0, id="too few words to tell"),
    ],
)
def test_misreadings(text: str, low: float, high: float) -> None:
    assert low <= misreadings(words(text)) <= high


def test_common_words_fall_away_in_a_poor_reading() -> None:
    assert common_words(words(PROSE * 2)) > 0.34
    assert common_words(words(SPANISH * 4)) > 0.34
    assert common_words(words(MISREAD * 4)) < 0.26


def test_a_page_that_could_not_be_read_keeps_its_reason() -> None:
    assert text_reason(NativePage(Page(1, 612, 792, (), reason="unreadable"))) == "unreadable"
