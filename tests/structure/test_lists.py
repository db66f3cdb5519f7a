"""Lists: labels, levels, lead-ins, and what is no list."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.language.labels import label_at, labels_within, named_words
from extractors.structure.list_items import ItemList, trimmed
from extractors.structure.lists import is_heading, read_lists
from tests.builders import doc, typeset


def trees(*paragraphs: str) -> list[str]:
    """The tree labels of all items in order, lists within items after their item."""
    found = read_lists(doc(*paragraphs))
    items = sorted((item for group in found for item in group.items), key=lambda item: item.start)
    return [item.tree for item in items]


def texts(group: ItemList, text: str) -> list[str]:
    return [text[item.start : item.end] for item in group.items]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("(a) the ledger", "a"),
        ("a. the ledger", "a"),
        ("a) the ledger", "a"),
        ("A. The ledger", "A"),
        ("1. The ledger", "1"),
        ("1) the ledger", "1"),
        ("(12) the ledger", "12"),
        ("iv) the ledger", "iv"),
        ("(xii) the ledger", "xii"),
        ("IV. The ledger", "IV"),
        ("(aa) after z", "aa"),
        ("1(a) The ledger", "1(a)"),
        ("2.1. The ledger", "2.1"),
        ("Request No. 3: The ledger", "3"),
        ("REQUEST NO. 3: The ledger", "3"),
        ("Specification 7. The ledger", "7"),
        ("Interrogatory No. 2: Who signed?", "2"),
        ("Q1. Who signed?", "1"),
        ("Specification 7(c). The ledger", "7(c)"),
        ("Interrogatory 3—Who signed?", "3"),
        ("Request for Production No. 12: The ledger", "12"),
        ("Special Condition 4: The ledger", "4"),
        ("3a. The ledger", "3a"),
        ("B-2. The ledger", "B-2"),
        ("[3] the ledger", "3"),
        ("➢ the ledger", ""),
        ("Item 4 – the ledger", "4"),
        ("• the ledger", ""),
        ("– the ledger", ""),
        ("* the ledger", ""),
        ("-- the ledger", ""),
        ("o the ledger", ""),
    ],
)
def test_label_is_read_bare(text: str, label: str) -> None:
    found = label_at(text)
    assert found is not None
    assert found.text == label


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("1818 Dearborn Court is the address.", id="house number"),
        pytest.param("2017. It was a good year.", id="year"),
        pytest.param("Mr. Roe signed.", id="title"),
        pytest.param("civil. No roman numeral", id="word of roman letters"),
        pytest.param("The ledger", id="plain words"),
        pytest.param("(the ledger) is lost", id="word in parentheses"),
        pytest.param("1.5 million dollars", id="decimal number"),
        pytest.param("-5 degrees", id="minus sign"),
        pytest.param("(a", id="nothing after it"),
        pytest.param("", id="empty"),
        pytest.param("Item 9-A of the agenda passed.", id="no end of a named label"),
        pytest.param("Request No. 3", id="named, nothing after it"),
        pytest.param("Questions of law remain.", id="the word alone"),
        pytest.param("[sic] the ledger", id="word in brackets"),
        pytest.param("F-15 fighters flew over.", id="hyphen without an end"),
    ],
)
def test_no_label(text: str) -> None:
    assert label_at(text) is None


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        pytest.param(["Send:", "1. a map;", "2. a deed."], ["1", "2"], id="numbers"),
        pytest.param(["Send:", "A. maps", "i. old", "ii. new", "B. deeds"], ["A", "A(i)", "A(ii)", "B"], id="two levels"),
        pytest.param(
            ["Send:", "1. maps", "a. old", "(i) north", "(ii) south", "b. new", "2. deeds"],
            ["1", "1(a)", "1(a)(i)", "1(a)(ii)", "1(b)", "2"],
            id="three levels",
        ),
        pytest.param(["Send:", "(g) one", "(h) two", "(i) three", "(j) four"], list("ghij"), id="(i) after (h) is a letter"),
        pytest.param(
            ["Send:", *[f"({c}) x" for c in "abcdefgh"], "(i) y", "(ii) z"],
            [*"abcdefgh", "h(i)", "h(ii)"],
            id="(i) before (ii) is a roman numeral",
        ),
        pytest.param(["Send:", "I. one", "2. two"], ["1", "2"], id="OCR reads 1 as I"),
        pytest.param(["Send:", "l) one", "2) two"], ["1", "2"], id="OCR reads 1 as l"),
        pytest.param(["Send:", "1(a) maps", "1(b) deeds", "2(a) plans"], ["1(a)", "1(b)", "2(a)"], id="compound labels"),
        pytest.param(
            ["DATA", "1. one.", "2. two.", "ANSWERS", "3. three.", "4. four."],
            list("1234"),
            id="numbering goes on under a new heading",
        ),
        pytest.param(
            ["Send:", "1. one", "2. two", "Also send:", "1. three", "2. four"], list("1212"), id="a second list begins anew"
        ),
        pytest.param(
            ["Send:", "1(b) maps", "1(c) deeds", "1(d) plans"], ["1(b)", "1(c)", "1(d)"], id="(c) is a letter, not a hundred"
        ),
        pytest.param(
            ["Send:", "1(h) maps", "1(i) deeds", "1(j) plans"], ["1(h)", "1(i)", "1(j)"], id="1(i) after 1(h) is a letter"
        ),
        pytest.param(
            ["Send:", "1(i) maps", "1(ii) deeds", "2(i) plans"], ["1(i)", "1(ii)", "2(i)"], id="compound with roman numerals"
        ),
        pytest.param(
            ["Send:", "1(a) maps", "1(b) deeds", "2. plans", "3(a) keys"],
            ["1(a)", "1(b)", "2", "3(a)"],
            id="an item without parts",
        ),
        pytest.param(
            ["Send:", "1. maps", "2(a) deeds", "2(b) plans", "3. keys"], ["1", "2(a)", "2(b)", "3"], id="an item with parts"
        ),
        pytest.param(
            ["Send:", "1. maps:", "1(a) old", "1(b) new", "2. deeds"], ["1", "1(a)", "1(b)", "2"], id="an item above its parts"
        ),
        pytest.param(
            ["Send:", "A-1. maps", "A-2. deeds:", "• old", "• new", "A-3. plans"],
            ["A-1", "A-2", "", "", "A-3"],
            id="letter and number",
        ),
        pytest.param(["Send:", "[1] maps", "[2] deeds"], ["1", "2"], id="square brackets"),
        pytest.param(
            [
                "Send:",
                "Specification 2. maps",
                "Specification 7(c). deeds, with:",
                "(i) riders",
                "(ii) liens",
                "Specification 11. plans",
            ],
            ["2", "7(c)", "7(c)(i)", "7(c)(ii)", "11"],
            id="some of a schedule's specifications",
        ),
        pytest.param(
            ["Send:", "Request 1: maps", "Request 2: deeds", "Interrogatory 1: Who came?", "Interrogatory 4: Who left?"],
            list("1214"),
            id="another name begins another list",
        ),
        pytest.param(
            ["REQUEST NO. 1:", "all maps", "REQUEST NO. 2:", "all deeds"], ["1", "2"], id="labels on lines of their own"
        ),
        pytest.param(
            ["Send:", "A. Land.", "1. maps", "2. deeds", "B. Goods.", "3. bills", "4. keys"],
            ["A", "A(1)", "A(2)", "B", "B(3)", "B(4)"],
            id="numbering goes on under the next group",
        ),
        pytest.param(["It must:", "(a) be open;", "and", "(b) be clean."], ["a", "b"], id="a conjunction on its own line"),
        pytest.param(["Send:", "• one", "• two"], ["", ""], id="bullets"),
        pytest.param(["Send:", "a map;", "a deed; and", "a plan."], ["", "", ""], id="bare lines told by semicolons"),
    ],
)
def test_tree(paragraphs: list[str], expected: list[str]) -> None:
    assert trees(*paragraphs) == expected


@pytest.mark.parametrize(
    "paragraphs",
    [
        pytest.param(["I. Background", "The county runs a jail.", "II. Findings", "It is not safe."], id="numbered headings"),
        pytest.param(["A. Roe wrote the report.", "It is long."], id="initial of a name"),
        pytest.param(["Request No. 1:", "Request No. 2:", "The lease.", "The deed."], id="labels stacked above all words"),
        pytest.param(["The file has two parts.", "3", "It was short."], id="a bare number"),
        pytest.param(["The hearing is on May 2.", "3. It was short."], id="one stray number"),
        pytest.param(["See items (a) through (j) of the list."], id="labels named, not set"),
        pytest.param(["Sections (a) and (b) apply, and so do parts (1) and (2)."], id="sections named"),
        pytest.param(["Under 22 U.S.C. § 611(c)(1)(i) and (ii) the firm must file."], id="citation"),
        pytest.param(["Reply within thirty (30) days and file two (2) copies."], id="numbers repeated in figures"),
    ],
)
def test_no_list(paragraphs: list[str]) -> None:
    assert trees(*paragraphs) == []


@pytest.mark.parametrize(
    ("text", "lead_in", "items"),
    [
        ("It must: (1) be open; (2) be clean; and (3) be safe. It is.", "It must:", ["be open", "be clean", "be safe"]),
        ("It must (i) be open and (ii) be clean.", "It must", ["be open", "be clean"]),
        (
            "Tell us this: (a) who came? (b) who left? and (c) who stayed?",
            "Tell us this:",
            ["who came?", "who left?", "who stayed?"],
        ),
        ("We went. Send 1) maps, 2) deeds, and 3) plans.", "Send", ["maps", "deeds", "plans"]),
        ("Answer these: 1. Who came? 2. Who left? If none, why?", "Answer these:", ["Who came?", "Who left? If none, why?"]),
    ],
)
def test_run_in(text: str, lead_in: str, items: list[str]) -> None:
    (group,) = read_lists(doc(text))
    assert group.run_in
    assert group.lead_in is not None
    assert text[slice(*group.lead_in)] == lead_in
    assert texts(group, text) == items


@pytest.mark.parametrize("label", ["Request No. 2", "REQUEST NO. 2:", "Interrogatory 2."])
def test_words_stand_below_their_label(label: str) -> None:
    document = doc("Send:", label, "All maps of the town.", "We met in May.")
    (group,) = read_lists(document)
    assert texts(group, document.text) == ["All maps of the town"]


def test_numbers_beside_their_words_are_labels() -> None:
    document = typeset(
        """
        Dear Ms. Roe:

        Please send the following to this office, which keeps the file, and to nobody else at all:

        1(a)     All maps of the town and of the fields, copies
                 included, that lie to the north of it.

        2        All deeds.

        We thank you for the help that you and the clerk have given to us in this matter so far.
        """
    )
    (group,) = read_lists(document)
    assert [item.label for item in group.items] == ["1(a)", "2"]
    maps, deeds = (" ".join(item.split()) for item in texts(group, document.text))
    assert maps == "All maps of the town and of the fields, copies included, that lie to the north of it"
    assert deeds == "All deeds"


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        pytest.param(("", "2.", "3."), ["1", "2", "3"], id="the first"),
        pytest.param(("", "ii,", "iii."), ["i", "ii", "iii"], id="the first, and the second misread"),
        pytest.param(("", "(b)", "(c)"), ["a", "b", "c"], id="letters"),
    ],
)
def test_items_whose_labels_ocr_has_lost_are_items(labels: tuple[str, ...], expected: list[str]) -> None:
    words = ("All maps of the town;", "All deeds; and", "All wills.")
    rows = "\n\n".join(" " * 8 + f"{label:<6}{text}" for label, text in zip(labels, words, strict=True))
    document = typeset(
        f"Dear Ms. Roe:\n\nPlease send this office the following without delay:\n\n{rows}\n\nWe thank you for your help."
    )
    (group,) = read_lists(document)
    assert [item.label for item in group.items] == expected
    assert [text.rstrip(".") for text in texts(group, document.text)] == ["All maps of the town", "All deeds", "All wills"]
    assert group.items[0].doubts[0].code == "numbering-gap"


def test_run_in_with_square_brackets() -> None:
    document = doc("A plan shall: [1] name a clerk; [2] set a date; and [3] be signed. It is short.")
    (group,) = read_lists(document)
    assert texts(group, document.text) == ["name a clerk", "set a date", "be signed"]


def test_run_in_levels() -> None:
    assert trees("Send: (1) maps of: (a) the north; and (b) the south; and (2) deeds.") == ["1", "1(a)", "1(b)", "2"]


@pytest.mark.parametrize(
    ("paragraphs", "codes"),
    [
        (["Send:", "(a) one", "(b) two", "(d) three"], [(), (), ("numbering-gap",)]),
        (["Send:", "1. one", "2. two", "2. three"], [(), (), ("numbering-repeat",)]),
        (["Send:", "1. one", "2. two", "3. three"], [(), (), ()]),
        (["Send:", "2. two", "3. three"], [("numbering-gap",), ()]),
    ],
)
def test_doubts_about_numbering(paragraphs: list[str], codes: list[tuple[str, ...]]) -> None:
    (group,) = read_lists(doc(*paragraphs))
    assert [tuple(doubt.code for doubt in item.doubts) for item in group.items] == codes


@pytest.mark.parametrize(
    ("before", "lead_in"),
    [
        pytest.param("We met in May. Please send:", "Please send:", id="last sentence"),
        pytest.param("Send the following. Where none exists, say so.", "Send the following.", id="sentence that points ahead"),
        pytest.param("We met in May. Send two things by June.", "Send two things by June.", id="full stop"),
    ],
)
def test_lead_in(before: str, lead_in: str) -> None:
    document = doc(before, "1. a map", "2. a deed")
    (group,) = read_lists(document)
    assert group.lead_in is not None
    assert document.text[slice(*group.lead_in)] == lead_in


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("the ledger;", "the ledger"),
        ("the ledger; and", "the ledger"),
        ("the ledger; or", "the ledger"),
        ("the ledger, and", "the ledger"),
        ("the ledger.", "the ledger"),
        ("who came? and", "who came?"),
        ("the word “band.”", "the word “band.”"),
        ("sand and gravel", "sand and gravel"),
        ("the brand", "the brand"),
        ("and", "and"),
        (" ;", ""),
    ],
)
def test_closing_is_trimmed(text: str, kept: str) -> None:
    start, end = trimmed(text, 0, len(text))
    assert text[start:end] == kept


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("DOCUMENTS AND DATA", True),
        ("Privilege and Form of Production", True),
        ("II. Legal Framework", True),
        ("Please send the file.", False),
        ("a copy of the lease", False),
        ("Send:", False),
        ("1234", False),
    ],
)
def test_heading(text: str, heading: bool) -> None:
    assert is_heading(text) is heading


WORDS = st.lists(st.text(string.ascii_lowercase, min_size=3, max_size=8), min_size=2, max_size=6).map(" ".join)


@given(st.lists(WORDS, min_size=2, max_size=26), st.sampled_from(["({})", "{})", "{}."]), st.booleans())
def test_lists_come_back_as_written(items: list[str], style: str, letters: bool) -> None:
    names = [string.ascii_lowercase[i] if letters else str(i + 1) for i in range(len(items))]
    ends = [*["; "] * (len(items) - 1), "."]
    paragraphs = [f"{style.format(name)} {item}{end.strip()}" for name, item, end in zip(names, items, ends, strict=True)]
    document = doc("Please send:", *paragraphs)
    found = read_lists(document)
    assert [item.label for item in found[0].items] == names
    assert texts(found[0], document.text) == [
        item.removesuffix(" and").removesuffix(" or").removesuffix(" but") for item in items
    ]


@given(st.text("(abci1).; •-\n?“", max_size=80))
def test_any_text_gives_spans_within_it(text: str) -> None:
    document = doc(text or " ")
    for group in read_lists(document):
        assert all(0 <= item.start <= item.end <= len(document.text) for item in group.items)


@given(st.text("(abciv1).;, x", max_size=200))
def test_labels_within_are_in_order(text: str) -> None:
    starts = [label.start for label in labels_within(text, 0, len(text))]
    assert starts == sorted(starts)


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("Request No. 4: The lease", 3),
        ("Recommendation 1. Adopt the plan", 2),
        ("Special Request for Production No. 12: all", 6),
        ("Item A. The deed", 2),
        ("Question I have asked before", 0),  # the pronoun
        ("Step by step", 0),
        ("Request", 0),
        ("The request 4", 0),
    ],
)
def test_words_of_a_named_label(line: str, count: int) -> None:
    assert named_words(line.split()) == count
