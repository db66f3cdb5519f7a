from __future__ import annotations

import io
from collections import Counter
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import DojlettersError, EmptyFile, EncryptedFile, TooLarge, TruncatedFile, UnsupportedFile
from pipeline.layout.document import Page, Word
from pipeline.reading import pdf as pdf_module
from pipeline.reading.glyphs import MAX_WORD, MAX_WORDS
from pipeline.reading.pdf import NativePage, read_pdf, read_with_pdfplumber
from tests.hostile import one_page, stream
from tests.pdfs import box, pdf, picture, prose, show, turned

CORPUS = sorted((Path(__file__).parents[2] / "corpus").rglob("*.pdf"))


def first(data: bytes) -> NativePage:
    return next(iter(read_pdf(data)))


def texts(page: Page) -> list[str]:
    return [word.text for word in page.words]


def encrypted(user: str, owner: str) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf(show(72, 700, "Sealed letter")))) as file:
        file.save(out, encryption=pikepdf.Encryption(user=user, owner=owner))
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param(show(72, 700, "Dear Mayor Quill:"), ["Dear", "Mayor", "Quill:"], id="spaces part words"),
        pytest.param(
            show(72, 700, "Dear") + show(100, 700, "Mayor"), ["Dear", "Mayor"], id="a gap parts words where no space is written"
        ),
        pytest.param("BT /F1 12 Tf 72 700 Td [(Dear) -250 (Mayor)] TJ ET", ["Dear", "Mayor"], id="a kern as wide as a space"),
        pytest.param("BT /F1 12 Tf 72 700 Td [(A) 90 (W) 80 (ARD)] TJ ET", ["AWARD"], id="kerning does not"),
        pytest.param(show(72, 700, "of", font="F5") + show(85, 700, "the"), ["of", "the"], id="an italic f hangs over the gap"),
        pytest.param(show(72, 700, "JUSTICE", more="4 Tc"), ["JUSTICE"], id="letter-spaced print is one word"),
        pytest.param(
            show(72, 700, "Scope") + "".join(show(110 + 6 * i, 700, ".") for i in range(6)) + show(150, 700, "4"),
            ["Scope", *"......", "4"],
            id="dots that lead to a page number",
        ),
        pytest.param(show(72, 700, "GRANT  AWARD", more="3 Tc"), ["GRANT", "AWARD"], id="letter-spaced words are two"),
        pytest.param(show(72, 700, "de\x01ne con\x02ict", font="F3"), ["define", "conflict"], id="ligatures taken apart"),
        pytest.param(
            show(72, 700, "o\x01ce of\x01cer \x02x", font="F3"), ["ofice", "officer", "flx"], id="and not taken for gaps"
        ),
        pytest.param(show(72, 700, "José Peña"), ["José", "Peña"], id="accents kept"),
        pytest.param(show(72, 700, "2016\xadDJ"), ["2016-DJ"], id="a printed soft hyphen is a hyphen"),
        pytest.param(
            show(72, 700, "infor-") + show(72, 686, "mation"), ["infor-", "mation"], id="a hyphen at the line's end stays"
        ),
        pytest.param(show(72, 700, "Deadline") + show(72.3, 700, "Deadline"), ["Deadline"], id="fake bold once"),
        pytest.param(show(72, 700, "Deadline") + show(73, 699, "Deadline"), ["Deadline"], id="a shadow once"),
        pytest.param(show(72, 700, "had") + show(100, 700, "had"), ["had", "had"], id="a word repeated stays twice"),
        pytest.param(show(72, 700, "ll 11 www"), ["ll", "11", "www"], id="double letters are no fake bold"),
        pytest.param(show(85.3, 700, "tice") + show(72, 700, "Jus"), ["Justice"], id="pieces drawn out of order"),
        pytest.param(show(72, 700, "Name") + show(300, 700, "Date"), ["Name", "Date"], id="columns"),
        pytest.param(show(72, 700, "seen") + show(72, 680, "unseen", more="3 Tr"), ["seen"], id="invisible text"),
        pytest.param(show(72, 700, "seen") + show(72, 680, "tiny", size=0.1), ["seen"], id="text without size"),
        pytest.param(show(72, 700, "seen") + show(700, 900, "beyond"), ["seen"], id="text off the page"),
        pytest.param(
            show(72, 700, "secret") + box(70, 690, 60, 25, 0) + show(72, 650, "open"), ["open", "█"], id="text under a black box"
        ),
        pytest.param(
            show(72, 700, "secret") + box(70, 690, 60, 25, 1) + show(72, 700, "public"), ["public"], id="text under a white box"
        ),
        pytest.param(box(70, 690, 90, 25, 0.9) + show(72, 700, "boxed"), ["boxed"], id="a box behind text hides nothing"),
        pytest.param("1 g " + show(72, 700, "ghost") + "0 g " + show(72, 680, "ink"), ["ink"], id="white on white"),
        pytest.param(
            box(70, 690, 90, 25, 0.2) + "1 g " + show(72, 700, "heading"), ["heading"], id="white on a dark bar is seen"
        ),
        pytest.param("", [], id="an empty page"),
    ],
)
def test_words(content: str, expected: list[str]) -> None:
    assert texts(first(pdf(content)).page) == expected


def test_columns_of_one_word_joined_only_where_they_touch() -> None:
    page = first(pdf(show(72, 700, "Jus") + show(72, 680, "other") + show(86.3, 700, "tice"))).page
    assert sorted(texts(page)) == ["Justice", "other"]


def raised(before: str, mark: str, after: str = "", size: float = 7, rise: float = 4) -> str:
    return f"BT /F1 12 Tf 72 700 Td ({before}) Tj {rise} Ts /F1 {size} Tf ({mark}) Tj 0 Ts /F1 12 Tf ({after}) Tj ET"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param(raised("2017.", "1"), ["2017.", "1"], id="a footnote mark"),
        pytest.param(raised("counsel", "12", ", who"), ["counsel", "12", ",", "who"], id="a mark of two digits before a comma"),
        pytest.param(raised("grant", "*"), ["grant", "*"], id="an asterisk"),
        pytest.param(raised("August 3", "rd", ", 2017"), ["August", "3rd,", "2017"], id="a raised ordinal belongs to its number"),
        pytest.param(raised("H", "2", "O", rise=-2), ["H2O"], id="a lowered digit belongs to its formula"),
        pytest.param(raised("D", "EPARTMENT", size=9.5, rise=0), ["DEPARTMENT"], id="small capitals are one word"),
    ],
)
def test_raised_marks_are_words_of_their_own(content: str, expected: list[str]) -> None:
    assert texts(first(pdf(content)).page) == expected


def test_a_mark_keeps_its_small_size() -> None:
    mark = first(pdf(raised("2017.", "1"))).page.words[1]
    assert mark.size == pytest.approx(7, abs=0.1)
    assert mark.bottom < 792 - 700


def test_a_box_is_where_the_word_is_printed() -> None:
    word = first(pdf(show(72, 700, "Dear", size=20))).page.words[0]
    assert word.x0 == pytest.approx(72, abs=0.5)
    assert word.top < 792 - 700 - 13 and word.bottom > 792 - 700  # cap height above the baseline, descent below
    assert word.bottom - word.top == pytest.approx(20, abs=0.5)
    assert (word.source, word.confidence, word.page) == ("native", None, 1)


@pytest.mark.parametrize(("font", "bold"), [("F1", False), ("F2", True), ("F5", False)])
def test_bold(font: str, bold: bool) -> None:
    assert first(pdf(show(72, 700, "WARNING", font=font))).page.words[0].bold is bold


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_coordinates_are_those_of_the_page_as_displayed(rotate: int) -> None:
    """A page whose /Rotate undoes the direction of its text reads like any other."""
    matrix = {0: "1 0 0 1 72 700", 90: "0 1 -1 0 92 72", 180: "-1 0 0 -1 540 92", 270: "0 -1 1 0 520 720"}[rotate]
    page = first(pdf(turned(matrix, "Dear Mayor"), rotate=rotate)).page
    assert (page.width, page.height) == ((612, 792) if rotate % 180 == 0 else (792, 612))
    assert texts(page) == ["Dear", "Mayor"]
    assert page.angle == 0
    word = page.words[0]
    assert (word.x0, word.bottom - word.top) == (pytest.approx(72, abs=1), pytest.approx(12, abs=0.5))
    assert 80 < word.top < 95 and word.x1 < page.words[1].x0


@pytest.mark.parametrize(
    ("matrix", "angle"),
    [
        ("0 1 -1 0 300 300", 270.0),
        ("0 -1 1 0 300 300", 90.0),
        ("-1 0 0 -1 300 300", 180.0),
        ("0.9998 0.02 -0.02 0.9998 72 400", 358.85),
    ],
)
def test_text_that_lies_turned_says_how(matrix: str, angle: float) -> None:
    page = first(pdf(turned(matrix, "Notice of hearing"))).page
    assert texts(page) == ["Notice", "of", "hearing"]
    assert page.angle == pytest.approx(angle, abs=0.1)
    word = page.words[0]
    assert 0 <= word.x0 < word.x1 <= 612 and 0 <= word.top < word.bottom <= 792
    assert (word.bottom - word.top > word.x1 - word.x0) == (angle in (90.0, 270.0))


def test_a_margin_note_set_upright_is_left_out_and_noted() -> None:
    page = first(pdf(show(72, 700, "Dear Mayor Quill") + turned("0 1 -1 0 20 100", "FILED"))).page
    assert texts(page) == ["Dear", "Mayor", "Quill"]
    assert page.notes == ("turned-text: 5 characters left out",)


def test_crop_box_off_the_origin() -> None:
    page = first(pdf(show(172, 700, "Dear"), media=(0, 0, 712, 892), crop=(100, 50, 712, 842))).page
    assert (page.width, page.height) == (612, 792)
    assert page.words[0].x0 == pytest.approx(72, abs=0.5)
    assert page.words[0].bottom == pytest.approx(842 - 700 + 2.6, abs=0.5)


@pytest.mark.parametrize(
    ("media", "size"),
    [
        pytest.param((0, 0, 2_000_000, 792), (2_000_000, 792), id="large, but a page"),
        pytest.param((0, 0, 30_000_000_000, 792), (612, 792), id="no page is so large"),
    ],
)
def test_a_page_of_no_sensible_size_is_taken_for_a_sheet_of_letter_paper(
    media: tuple[float, ...], size: tuple[float, float]
) -> None:
    page = first(pdf(show(172, 700, "Dear"), media=media)).page
    assert (page.width, page.height) == size
    assert page.words[0].x0 == pytest.approx(172, abs=0.5)


def test_such_a_page_is_drawn_as_that_sheet() -> None:
    """White words are looked for on a drawing, which would have two thousand million columns."""
    white = "1 1 1 rg " + show(172, 650, "Secret") + "0 0 0 rg "
    page = first(pdf(show(172, 700, "Dear") + white, media=(2147483647, 0, 612, 792))).page
    assert (texts(page), page.width) == (["Dear"], 612)


def test_a_page_that_starts_beyond_all_numbers_is_not_read_at_no_place() -> None:
    """PDFium takes no such page; pdfplumber, which reads what it cannot, does."""
    with pytest.raises(ValueError, match="no sense"):
        read_with_pdfplumber(pdf(show(172, 700, "Dear"), media=(99999999999999999999, 0, 612, 792)), 1)


def test_what_stands_beside_the_page_is_not_read_by_either() -> None:
    data = pdf(show(172, 700, "Dear") + show(1_000_000_000, 680, "Beyond") + show(700, 660, "Beside"))
    page = read_with_pdfplumber(data, 1).page
    assert ([word.text for word in page.words], page.notes) == (["Dear"], ("read-by: pdfplumber", "hidden-text: left out"))
    assert [word.text for word in first(data).page.words] == ["Dear"]


def test_thin_rules_are_kept_and_boxes_are_not() -> None:
    stroke = "1 w 72 500 m 216 500 l S "
    page = first(
        pdf(stroke + box(72, 300, 200, 1, 0) + box(72, 200, 200, 100, 0.5) + box(72, 100, 200, 1, 1) + "72 90 m 80 90 l S")
    ).page
    assert [round(rule.width) for rule in page.rules] == [pytest.approx(144, abs=3), 200]
    assert page.rules[0].top == pytest.approx(292, abs=1.5)


def test_garbage_is_bounded() -> None:
    page = first(pdf(show(10, 700, "x" * 5_000, size=2) + "".join(show(10, 600, "a " * 500, size=2) for _ in range(60)))).page
    assert len(page.words) <= MAX_WORDS
    assert max(len(word.text) for word in page.words) <= MAX_WORD


@pytest.mark.parametrize(
    ("data", "error"),
    [
        pytest.param(b"", EmptyFile, id="no bytes"),
        pytest.param(b"%PDF-1.7\n", TruncatedFile, id="a header and nothing else"),
        pytest.param(pdf(show(72, 700, "x"))[:300], TruncatedFile, id="cut before the first page"),
        pytest.param(pdf(show(72, 700, "x")).partition(b"xref")[0], TruncatedFile, id="cut before the page table"),
        pytest.param(encrypted("secret", "owner"), EncryptedFile, id="needs a password"),
        pytest.param(b"not a pdf at all", TruncatedFile, id="no PDF"),
    ],
)
def test_what_cannot_be_read_says_so(data: bytes, error: type[DojlettersError]) -> None:
    with pytest.raises(error):
        list(read_pdf(data))


def test_a_file_with_only_an_owner_password_opens() -> None:
    assert texts(first(encrypted("", "owner")).page) == ["Sealed", "letter"]


def test_junk_before_the_header() -> None:
    assert texts(first(b"Content-Type: application/pdf\r\n\r\n" + pdf(show(72, 700, "Dear"))).page) == ["Dear"]


def test_a_lost_page_table_is_found_again() -> None:
    data = pdf(show(72, 700, "Dear")).replace(b"startxref\n", b"startxref\n9")
    assert texts(first(data).page) == ["Dear"]


def test_too_many_pages() -> None:
    with pytest.raises(TooLarge, match="3 pages; the limit is 2"):
        list(read_pdf(pdf("", "", ""), max_pages=2))


def test_a_page_that_no_reader_can_read_does_not_stop_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    data = pdf(show(72, 700, "one"), show(72, 700, "two"), show(72, 700, "three"))
    read = pdf_module._read_page
    monkeypatch.setattr(
        pdf_module, "_read_page", lambda document, number, figures: None if number == 2 else read(document, number, figures)
    )
    assert [texts(native.page) for native in read_pdf(data)] == [["one"], ["two"], ["three"]]  # pdfplumber reads the second
    monkeypatch.setattr(pdf_module, "read_with_pdfplumber", lambda data, number: 1 / 0)
    pages = [native.page for native in read_pdf(data)]
    assert [texts(page) for page in pages] == [["one"], [], ["three"]]
    assert (pages[1].reason, pages[1].notes) == ("unreadable", ("page-unreadable: ZeroDivisionError",))


def test_pages_are_read_as_they_are_asked_for() -> None:
    pages = read_pdf(pdf("", ""))
    assert next(pages).page.number == 1
    pages.close()


def test_an_ocr_layer_is_kept_over_a_scan_and_is_known_as_one() -> None:
    native = first(pdf(picture() + prose(20, "3 Tr")))
    assert native.pictures == 1.0 and native.hidden == 1.0
    assert texts(native.page)[:3] == ["The", "office", "has"]


def test_text_under_the_picture_of_the_page_counts_as_hidden() -> None:
    assert first(pdf(prose(20) + picture())).hidden == 1.0


def test_a_picture_hides_what_is_below_it_and_not_what_is_above() -> None:
    assert texts(first(pdf(show(72, 200, "Rosa Quill") + picture(70, 190, 120, 40))).page) == ["█"]
    native = first(pdf(picture(70, 190, 120, 40) + show(72, 200, "Rosa Quill")))
    assert texts(native.page) == ["Rosa", "Quill"]
    assert native.hidden == 0 and native.pictures < 0.05


@given(st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=12), st.integers(6, 30))
@settings(max_examples=40, deadline=None)
def test_any_word_comes_back_as_printed(text: str, size: int) -> None:
    word = first(pdf(show(72, 400, text, size=size))).page.words
    assert "".join(w.text for w in word) == text
    assert all(w.x0 < w.x1 and w.top < w.bottom for w in word)


@given(st.integers(0, 1500), st.binary(min_size=1, max_size=40))
@settings(max_examples=60, deadline=None)
def test_a_damaged_file_is_read_or_refused(at: int, damage: bytes) -> None:
    data = pdf(prose(3), prose(3))
    broken = data[:at] + damage + data[at + len(damage) :]
    try:
        pages = [native.page for native in read_pdf(broken)]
    except DojlettersError:
        return
    assert all(isinstance(page, Page) for page in pages)


def close(a: Word, b: Word) -> bool:
    """Two readers agree where boxes differ by less than a thin letter's stroke in x and by the fonts' descents in y."""
    return all(abs(p - q) <= t for p, q, t in zip(a.box, b.box, (1.0, 2.0, 1.0, 2.0), strict=True)) and abs(a.size - b.size) < 0.2


@pytest.mark.parametrize(
    "path", [pytest.param(p, id=p.stem) for p in CORPUS] or [pytest.param(None, id="no corpus", marks=pytest.mark.skip)]
)
def test_both_readers_agree_on_the_corpus(path: Path) -> None:
    data = path.read_bytes()
    for native in read_pdf(data):
        if native.pictures > 0.5:
            continue  # a scan
        other = read_with_pdfplumber(data, native.page.number).page
        assert Counter(texts(native.page)) == Counter(texts(other))
        assert (round(native.page.width), round(native.page.height)) == (round(other.width), round(other.height))
        if texts(native.page) == texts(other):
            assert all(close(a, b) for a, b in zip(native.page.words, other.words, strict=True))


def test_both_readers_agree_on_the_hard_things() -> None:
    data = pdf(
        raised("2017.", "1") + show(72, 600, "de\x01ne", font="F3") + show(72, 550, "José") + show(72, 500, "Bold", font="F2"),
        crop=(10, 20, 612, 792),
    )
    a, b = first(data).page, read_with_pdfplumber(data, 1).page
    assert texts(a) == texts(b)
    assert all(close(p, q) for p, q in zip(a.words, b.words, strict=True))
    assert [w.bold for w in a.words] == [w.bold for w in b.words]


def test_letters_of_no_width_have_a_box_all_the_same() -> None:
    widths = (
        "<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Times-Roman/FirstChar 97/LastChar 122/Widths[" + "0 " * 26 + "]>>>>>>"
    )
    (word,) = read_with_pdfplumber(one_page(stream(show(72, 700, "flat").encode()), "", widths), 1).page.words
    assert word.text == "flat"
    assert round(word.x0, 2) < round(word.x1, 2) and word.top < word.bottom


def test_attached_files_are_told_of() -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf(show(72, 700, "Cover sheet"), show(72, 700, "second")))) as file:
        file.attachments["letter.pdf"] = b"%PDF-1.4"
        file.save(out)
    first_page, second = (native.page for native in read_pdf(out.getvalue()))
    assert [note.partition(":")[0] for note in first_page.notes] == ["attached-files"]
    assert second.notes == ()


@pytest.mark.parametrize(
    ("text", "is_shell"),
    [
        ("Please wait... If this message is not eventually replaced by the proper contents of the document", True),
        ("Please wait for our answer until December 8", False),
    ],
)
def test_the_shell_of_a_form_is_refused(text: str, is_shell: bool) -> None:
    data = pdf("".join(show(72, 700 - 14 * i, part, 9) for i, part in enumerate((text[:60], text[60:]))))
    if is_shell:
        with pytest.raises(UnsupportedFile, match="XFA"):
            list(read_pdf(data))
    else:
        assert texts(first(data).page)[:2] == ["Please", "wait"]
