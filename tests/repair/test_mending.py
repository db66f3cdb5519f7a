"""OCR's certain misreadings mended letter for letter, and all else left as it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.fields import contacts, criteria, requests
from extractors.finding import Finding
from extractors.language.zip_codes import mend_city_line, state_of
from extractors.repair.mended_words import PLACES, PROGRAMS, is_known, mended_name
from extractors.repair.mending import changed_words, doubted, mend, repaired
from extractors.repair.repair import Repair
from tests.builders import doc


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        pytest.param("{a) the ledger", "(a) the ledger", id="one-brace"),
        pytest.param("({b} the ledger", "(b)  the ledger", id="brace-and-bracket"),
        pytest.param("{c}_ the ledger", "(c)  the ledger", id="underline-behind"),
        pytest.param("1} a copy of each", "1) a copy of each", id="half-bracket"),
        pytest.param("‘(b) the ledger", "(b)  the ledger", id="speck-ahead"),
        pytest.param("3. send it\n4, keep it", "3. send it\n4. keep it", id="comma-for-full-stop"),
        pytest.param("1, send it\n2. keep it", "1. send it\n2. keep it", id="comma-at-the-first"),
        pytest.param("A. Who?\n8B. What?\nC. When?", "A. Who?\nB.  What?\nC. When?", id="digit-before-the-letter"),
        pytest.param("C. Who?\nDO. What?\nE. When?", "C. Who?\nD.  What?\nE. When?", id="letter-doubled"),
        pytest.param("ii. send it\niil. keep it", "ii. send it\niii. keep it", id="roman-numeral"),
        pytest.param("i(a) send it\n1(b) keep it", "1(a) send it\n1(b) keep it", id="number-with-a-part"),
        pytest.param("‘cc: Ann Poe", "cc:  Ann Poe", id="speck-before-copies"),
        pytest.param("i. send it\nli. keep it", "i. send it\nii. keep it", id="roman-numeral-from-its-first"),
        pytest.param("10. send it\nIl. keep it", "10. send it\n11. keep it", id="eleven-is-no-roman-numeral"),
        pytest.param("Il. BACKGROUND", "II. BACKGROUND", id="roman-capital"),
        pytest.param("• — fail to act", "•   fail to act", id="dash-behind-a-bullet"),
        pytest.param("2(a)__—‘ For each", "2(a)     For each", id="dirt-behind-a-label"),
        pytest.param("• one\n¢ two\ne three", "• one\n• two\n• three", id="bullets-as-letters"),
    ],
)
def test_labels(read: str, meant: str) -> None:
    assert mend(read) == meant


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        pytest.param("22 U.S.C. §8 611-621", "22 U.S.C. §§ 611-621", id="two-signs"),
        pytest.param("22 U.S.C. $§ 611-621", "22 U.S.C. §§ 611-621", id="dollar"),
        pytest.param("28 C.F.R. 8 55.20", "28 C.F.R. § 55.20", id="one-sign"),
        pytest.param("2 USS.C. § 1603", "2 U.S.C. § 1603", id="code"),
        pytest.param("3] U.S.C. § 3730(b)", "31 U.S.C. § 3730(b)", id="title"),
        pytest.param("22 U.S.C. § 6ll(c)", "22 U.S.C. § 611(c)", id="letters-in-section"),
        pytest.param("22 U.S.C. § 611(0)", "22 U.S.C. § 611(o)", id="no-paragraph-0"),
        pytest.param("Fed. R. Civ. P. 26(b)(S)(A)", "Fed. R. Civ. P. 26(b)(5)(A)", id="number-under-letter"),
        pytest.param("34 U.S.C. § 10381(b}(12)", "34 U.S.C. § 10381(b)(12)", id="bracket"),
        pytest.param("28 C.F.R. § 42,104(b)", "28 C.F.R. § 42.104(b)", id="comma-in-section"),
        pytest.param("B41 F. Supp. 2d 1199", "841 F. Supp. 2d 1199", id="volume"),
        pytest.param("by Apri! l7, 2020,", "by April 17, 2020,", id="month-and-day"),
        pytest.param("on August'1, 2017 and May: 2, 2017", "on August 1, 2017 and May  2, 2017", id="speck-before-the-day"),
        pytest.param("no Jater than May 2 with interest.? It", "no later than May 2 with interest.  It", id="later-and-a-note"),
        pytest.param("$225.000, $418.772.16 and $1,204.317", "$225,000, $418,772.16 and $1,204,317", id="points-for-commas"),
        pytest.param("on August 1, 20l7.", "on August 1, 2017.", id="year"),
        pytest.param("Or. Ana T. Bell", "Dr. Ana T. Bell", id="doctor"),
        pytest.param("isadora V. Clay", "Isadora V. Clay", id="capital-i"),
        pytest.param("Ana Lee-tyle\nDear Ms. Lee-Lyle:", "Ana Lee-Lyle\nDear Ms. Lee-Lyle:", id="capital-told-by-the-salutation"),
        pytest.param("Yolanda F, St. Cyr", "Yolanda F. St. Cyr", id="initial"),
        pytest.param("Theo J. Wray 1V", "Theo J. Wray IV", id="numeral-behind-name"),
        pytest.param("Landry I Osei PLLC", "Landry | Osei PLLC", id="bar-of-a-firm"),
        pytest.param("4 Main Plaza, Ist Floor", "4 Main Plaza, 1st Floor", id="first"),
        pytest.param("ce: Grant file", "cc: Grant file", id="copies"),
        pytest.param("Dear Ms. Bell: -", "Dear Ms. Bell:  ", id="speck-behind"),
        pytest.param("Acting Assistant Attornev General", "Acting Assistant Attorney General", id="y-for-v"),
        pytest.param("5 U'S.C. § 552; 15 U.S.c. § 1", "5 U.S.C. § 552; 15 U.S.C. § 1", id="marks-of-a-code"),
        pytest.param("Fed. R. Crim. P. ll(e)(1){C)", "Fed. R. Crim. P. 11(e)(1)(C)", id="number-of-a-rule"),
        pytest.param("cc (by e-mail}: Ann Poe", "cc (by e-mail): Ann Poe", id="brace-behind-words"),
        pytest.param("award 2015-]F-FX-K004", "award 2015-JF-FX-K004", id="award"),
        pytest.param("FOJA-2019-004418", "FOIA-2019-004418", id="foia"),
        pytest.param("at https:/Awww.justice.gov/ust", "at https://www.justice.gov/ust", id="slash"),
        pytest.param("Ann Poe, ‘Bankruptcy Analyst", "Ann Poe,  Bankruptcy Analyst", id="speck-for-a-quotation-mark"),
        pytest.param("through August 29, 2017.1 A fish kill", "through August 29, 2017.  A fish kill", id="raised-mark"),
        pytest.param("Coraz6n T. Vega", "Corazon T. Vega", id="figure-for-o"),
        pytest.param("the date of this.letter. Both", "the date of this letter. Both", id="speck-before-the-last-word"),
        pytest.param("no iater than", "no later than", id="i-for-l"),
        pytest.param("Piéase send it", "Please send it", id="accent"),
        pytest.param("all personne! records", "all personnel records", id="mark-for-l"),
        pytest.param("lllinois State Police", "Illinois State Police", id="state-keeps-its-capital"),
        pytest.param("Mr. Ohlsen, Mr. Ohlsen, Mr. Ohisen", "Mr. Ohlsen, Mr. Ohlsen, Mr. Ohlsen", id="name-of-the-document"),
    ],
)
def test_misreadings(read: str, meant: str) -> None:
    assert mend(read) == meant


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("“Stop!” he said, and [sic] [t]he rest", id="marks-that-are-meant"),
        pytest.param("16 U.S.C. § 460l-4; 42 U.S.C. § 300ll(a); 42 U.S.C. § 300gg", id="letters-of-sections"),
        pytest.param("18 U.S.C. § 1344(1); 8 U.S.C. § 1101(a)(43)(A)(i)(I)", id="numerals-of-paragraphs"),
        pytest.param("Mr. Allen is no alien. Mr. Slate heads the state office.", id="names-like-words"),
        pytest.param("Ms. Marla Diaz met Maria and Maria.", id="two-short-names"),
        pytest.param(
            "They protect saving, flies, malls, cider, ejected and falling prices of México.", id="words-of-like-letters"
        ),
        pytest.param("Ms. Delia Heid, Mr. Leeland Jakes and Mr. Polley", id="names-of-like-letters"),
        pytest.param("1. send it\n3. keep it", id="a-number-left-out"),
        pytest.param("See items 3, 4, and 5.\n6. send it", id="number-with-a-comma-in-a-sentence"),
        pytest.param("e. the ledger\n• the log", id="letter-label-before-a-bullet"),
        pytest.param("the county's answer, the boys' school, o'clock", id="apostrophes"),
        pytest.param("of the ‘90s; he said ‘no’ and the ‘big one’ too", id="quotation-marks-that-close"),
        pytest.param("$1.375 million, $12.50, $1,204.31, $3.459 per gallon and $0.125 a page", id="points-of-sums"),
        pytest.param("11. The log, $2017.10 A and 2017.1 percent", id="numbers-with-points"),
        pytest.param("Ab6c@usdoj.gov, https://x.gov/Ab6cd, form Sf86a1", id="figures-within-addresses"),
        pytest.param("at www.justice.gov, jane.doe@usdoj.gov and rules.pdf", id="addresses"),
        pytest.param("District of Oregon\nOffice of the Inspector General\nit is so ordered", id="small-words-of-lines"),
        pytest.param("John I. Smith\nHenry V, King\nWorld War II", id="initials-and-numerals"),
        pytest.param("500 Main Street, Suite 11\nRoom Il\nPage 111", id="numbers-of-rooms"),
        pytest.param("(D. Or. 2012). Or. Rev. Stat. 12", id="oregon"),
        pytest.param("CERTIFIED MAIL -\nRETURN RECEIPT REQUESTED", id="dash-at-the-end-of-a-line"),
        pytest.param("It was 8 days, $8 or 8%; U.S. Code 8", id="eights"),
    ],
)
def test_what_is_left_alone(text: str) -> None:
    assert mend(text) == text


@given(st.text(alphabet="aeiltyv1!{}().,§8 \n'SCUFRI", max_size=80))
def test_the_length_never_changes(text: str) -> None:
    assert len(mend(text)) == len(text)
    assert [len(line) for line in mend(text).split("\n")] == [len(line) for line in text.split("\n")]


def test_only_words_read_by_ocr_are_touched() -> None:
    text = "no iater than Apri! 2, no iater than Apri! 2"
    assert mend(text, [(0, 21)]) == "no later than April 2, no iater than Apri! 2"
    assert mend(text, []) == text


def test_a_mended_value_is_doubted() -> None:
    text = "by Apri! 2, 2020, in Reno"
    read = [Finding("date", 3, 16, "r", {}), Finding("place", 21, 25, "r", {})]
    mended, plain = doubted(read, repaired(text, [(0, len(text))]))
    assert [d.code for d in mended.doubts] == ["mended"] and "'April'" in mended.doubts[0].message
    assert plain.doubts == ()


@pytest.mark.parametrize(
    ("printed", "mended", "start", "end", "expected"),
    [
        pytest.param("by Apri! 2", "by April 2", 0, 10, [("Apri!", "April")], id="a word"),
        pytest.param("by Apri! 2", "by April 2", 9, 10, [], id="beside it"),
        pytest.param(
            "call ‘Jo at l0 or 1l", "call  Jo at 10 or 11", 0, 20, [("‘Jo", "Jo"), ("l0", "10"), ("1l", "11")], id="several"
        ),
        pytest.param("as said; - more", "as said;   more", 0, 15, [("-", "")], id="a speck: the words after it are as they were"),
        pytest.param("Dear Sir", "Dear Sir", 0, 8, [], id="nothing"),
    ],
)
def test_what_was_changed_is_kept(printed: str, mended: str, start: int, end: int, expected: list[tuple[str, str]]) -> None:
    repair = Repair(printed, mended, changed=tuple(changed_words(printed, mended)))
    assert list(repair.within(start, end)) == expected


@pytest.mark.parametrize(
    ("name", "text", "words", "meant"),
    [
        pytest.param("San Bemardino", "", PLACES, "San Bernardino", id="rn"),
        pytest.param("Garden Praine", "", PLACES, "Garden Prairie", id="ri"),
        pytest.param("Augusta Fails", "", PLACES, "Augusta Falls", id="i-for-l"),
        pytest.param("Edward Byme Memorial", "", PROGRAMS, "Edward Byrne Memorial", id="program"),
        pytest.param("Las Pemas", "The families of Las Pernas", PLACES, "Las Pernas", id="told-by-the-document"),
        pytest.param("Leaning Forward", "", PROGRAMS, "Leaning Forward", id="a-letter-less-is-no-misreading"),
        pytest.param("Homer", "", PLACES, "Homer", id="nothing-like-it"),
        pytest.param("Vernon", "Vemon", PLACES, "Vernon", id="never-the-other-way"),
    ],
)
def test_names(name: str, text: str, words: frozenset[str], meant: str) -> None:
    assert mended_name(name, text, words) == meant


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        pytest.param("Des Lacs Bluff, towa 50319", "Des Lacs Bluff, Iowa 50319", id="first-letter"),
        pytest.param("Maple Fork, [linois 61021", "Maple Fork, Illinois 61021", id="two-letters-in-one"),
        pytest.param("Santa Luz, New Mexlco 87504-1628", "Santa Luz, New Mexico 87504-1628", id="two-words"),
        pytest.param("Apt. 4B, Maple Rapids, [A 52402", "Apt. 4B, Maple Rapids, IA 52402", id="code"),
        pytest.param("Toledo, 0H 43604-1234", "Toledo, OH 43604-1234", id="code-with-a-zero"),
        pytest.param("Toledo, OK 43604", "Toledo, OK 43604", id="a-code-that-is-read-is-believed"),
        pytest.param("Kessel, Ohio 44899-03H", "Kessel, Ohio 44899", id="broken-rest"),
        pytest.param("Duluth, Minn. 55802", "Duluth, Minn. 55802", id="read-well"),
        pytest.param("Springfield, Maine 62701", "Springfield, Maine 62701", id="a-state-that-is-read-is-believed"),
        pytest.param("Paris 75001", "Paris 75001", id="no-state"),
        pytest.param("Suite 400 12345", "Suite 400 12345", id="no-city"),
    ],
)
def test_city_lines(line: str, meant: str) -> None:
    assert mend_city_line(line) == meant


def test_states_of_zip_codes() -> None:
    codes = ("20530", "99501", "00901", "73301", "06390", "00000")
    assert [state_of(code) for code in codes] == ["DC", "AK", "PR", "TX", None, None]


def _texts(module: object, *paragraphs: str) -> list[object]:
    return [f.value["text"] for f in module.extract(doc(*paragraphs))]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "items",
    [
        pytest.param(("a ledger;", "– a log; and", "– a list of the staff."), id="first-bullet-lost"),
        pytest.param(("– a ledger;", "a log; and", "— a list of the staff."), id="middle-bullet-lost"),
        pytest.param(("– a ledger;", "- a log; and", "— a list of the staff."), id="dashes-of-three-kinds"),
        pytest.param(("– a ledger;", "-", "– a log; and", "– a list of the staff. -"), id="specks"),
        pytest.param(("– a ledger:", "– a log: and", "– a list of the staff."), id="colons"),
    ],
)
def test_bulleted_lists(items: tuple[str, ...]) -> None:
    lines = ("Dear Ms. Lee:", "Please send us the following records:", *items, "Sincerely,")
    assert [str(t).rstrip(":") for t in _texts(requests, *lines)] == ["a ledger", "a log", "a list of the staff"]


def test_a_lost_first_label_in_a_sentence() -> None:
    lines = ("Dear Ms. Lee:", "To qualify, a site must: keep a log; (2) report each year; and (3) pay its share.", "Sincerely,")
    assert _texts(criteria, *lines) == ["keep a log", "report each year", "pay its share"]


def test_second_label_without_a_list_before_it() -> None:
    lines = ("Dear Ms. Lee:", "A site must: be ready, as section 4 says; section (2) and section (3) say more.", "Sincerely,")
    assert "be ready, as section 4 says" not in _texts(criteria, *lines)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("Forms are at www. ojp.gov/forms: ask.", ["www.ojp.gov/forms"], id="space-behind-www"),
        pytest.param("See https://oig.justice. gov/reports.", ["https://oig.justice.gov/reports"], id="space-in-host"),
        pytest.param("Write to FOIA. Desk@usdoj.gov now.", ["FOIA.Desk@usdoj.gov"], id="space-in-mailbox"),
        pytest.param("Write to ana.lee@usdoj. gov now.", ["ana.lee@usdoj.gov"], id="space-in-mail-host"),
        pytest.param("See www.example.com. Government counsel", ["www.example.com"], id="next-sentence"),
        pytest.param("See www.ada.gov. Us and them", ["www.ada.gov"], id="next-sentence-like-a-domain"),
        pytest.param("Ask the office. Records@usdoj.gov is read.", ["Records@usdoj.gov"], id="sentence-before-a-mailbox"),
    ],
)
def test_addresses_with_spaces(text: str, found: list[str]) -> None:
    assert [f.value["value"] for f in contacts.extract(doc(text))] == found


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param({"name": "Ada Roe", "address": {"city": "Salem", "postal_code": "97301"}}, [], id="as printed"),
        pytest.param({"name": "Ada Roe", "address": {"city": "Salem", "postal_code": "97304"}}, ["97304"], id="another ZIP code"),
        pytest.param({"name": "Ada Rowe", "address": {"city": None, "postal_code": None}}, ["Ada Rowe"], id="another name"),
        pytest.param({"name": "Ada\nRoe,", "address": None}, [], id="white space and commas are no difference"),
        pytest.param({"date": "2017-08-03"}, [], id="a normal form is none either"),
    ],
)
def test_a_value_put_right_outside_its_text_is_doubted(value: dict[str, object], expected: list[str]) -> None:
    text = "Ada Roe\nSalem, Oregon 97301"
    (native,) = doubted([Finding("recipients", 0, len(text), "r", value)], Repair(text, text, by_ocr=False))
    (read,) = doubted([Finding("recipients", 0, len(text), "r", value)], Repair(text, text))
    assert not native.doubts
    assert [doubt.code for doubt in read.doubts] == ["mended"] * bool(expected)
    assert all(repr(other) in read.doubts[0].message for other in expected)


@pytest.mark.parametrize("word", ["bwill", "byou", "passive", "adverb", "stipulat"])
def test_what_only_rules_are_made_of_is_no_known_word(word: str) -> None:
    assert not is_known(word)


@pytest.mark.parametrize("word", ["redact", "thirteen", "submit", "payment", "deadline", "attorney"])
def test_words_of_the_genre_are_known(word: str) -> None:
    assert is_known(word)
