from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.layout.block import Block
from pipeline.layout.lines import Line
from pipeline.layout.running_on import Indents
from tests.builders import documents, page


def lines_of(*drawings: str) -> list[str]:
    return [line for document in documents(*drawings) for line in document.text.split("\n")]


FULL = "This paragraph fills its line up to the margin of the page and so"


@pytest.mark.parametrize(
    ("drawing", "expected"),
    [
        pytest.param(f"{FULL}\ngoes on.", [f"{FULL} goes on."], id="a full line goes on"),
        pytest.param(f"{FULL}\nends.\n\nAnother one.", [f"{FULL} ends.", "Another one."], id="white begins a new one"),
        pytest.param(
            "It is answered in full by the staff of the Office of Legislative Affairs\n(OLA) which has to read all that the members of the committee have sent.",
            [
                "It is answered in full by the staff of the Office of Legislative Affairs (OLA) which has to read all that the members of the committee have sent."
            ],
            id="a short form in brackets is no label",
        ),
        pytest.param(
            "Fax it to the unit, or mail it to us at 170 Mill Lane,\nFairmont, WV 26554, and say for which of the years that we named.",
            [
                "Fax it to the unit, or mail it to us at 170 Mill Lane, Fairmont, WV 26554, and say for which of the years that we named."
            ],
            id="an address within a sentence, broken before a long word",
        ),
        pytest.param(
            "Please send us the ledgers that you kept from October 1, 2014, through September 30,\n2017:\n(a) those of the first office, with the books in which each of its payments was told;",
            [
                "Please send us the ledgers that you kept from October 1, 2014, through September 30, 2017:",
                "(a) those of the first office, with the books in which each of its payments was told;",
            ],
            id="a year goes on with its day, and is no label",
        ),
        pytest.param(
            "The rule was settled long ago, and it has been followed in each case since. Compare Poe v.\nHollingsworth-Abernathy, 12 U.S. 3 (1901), a decision that the lower courts have cited often.",
            [
                "The rule was settled long ago, and it has been followed in each case since. Compare Poe v. Hollingsworth-Abernathy, 12 U.S. 3 (1901), a decision that the lower courts have cited often."
            ],
            id="the stop of v. ends no paragraph, however long the next word is",
        ),
        pytest.param(
            "The clerk also asks in this letter that the court leave out time under the Speedy Trial\n"
            "Act, 18 U.S.C. § 3161(h)(7)(A), from the day on which it was filed, until the day of the talk.",
            [
                "The clerk also asks in this letter that the court leave out time under the Speedy Trial "
                "Act, 18 U.S.C. § 3161(h)(7)(A), from the day on which it was filed, until the day of the talk."
            ],
            id="a name goes on behind a line that a short word would just have fitted on",
        ),
        pytest.param(
            "It was sold to a firm whose books were kept for it by a man of the name of Roe and by Mr.\n"
            "Ito, who came from Dover and had been with it since the bridge was built, in the year of the fire.",
            [
                "It was sold to a firm whose books were kept for it by a man of the name of Roe and by Mr. "
                "Ito, who came from Dover and had been with it since the bridge was built, in the year of the fire."
            ],
            id="so behind a title of a person",
        ),
        pytest.param(
            "We ask that you keep all that you hold and that you may receive about the books (the\n"
            "“Books”), pending further steps that may be taken, for ninety days from today. The term may be renewed.",
            [
                "We ask that you keep all that you hold and that you may receive about the books (the "
                "“Books”), pending further steps that may be taken, for ninety days from today. The term may be renewed."
            ],
            id="an article behind a bracket ends no paragraph",
        ),
        pytest.param(
            "The parcel should be brought to the door at the side of the house at 9:30 a.m.\non the Tuesday after that, and no one need be there to take what was left with it.",
            [
                "The parcel should be brought to the door at the side of the house at 9:30 a.m. on the Tuesday after that, and no one need be there to take what was left with it."
            ],
            id="nor does that of a.m. before a small letter",
        ),
        pytest.param(
            f"      {FULL[6:]}\nends.\n      Another one.", [f"{FULL[6:]} ends.", "Another one."], id="an indent begins a new one"
        ),
        pytest.param(
            "Ms. Ann Poe\nMayor\nCity of Salem", ["Ms. Ann Poe", "Mayor", "City of Salem"], id="short lines stand alone"
        ),
        pytest.param(
            f"{FULL}\n:\n\n  (a)  the first item, which runs on to the margin of the page and\n       so goes on below its text; and\n  (b)  the second.",
            [
                f"{FULL} :",
                "(a) the first item, which runs on to the margin of the page and so goes on below its text; and",
                "(b) the second.",
            ],
            id="items hang under their labels",
        ),
        pytest.param(
            f"{FULL}\n(2) the second of a run-in list, which begins a line by chance too",
            [f"{FULL} (2) the second of a run-in list, which begins a line by chance too"],
            id="a run-in label at the margin of a running paragraph begins nothing",
        ),
        pytest.param(
            f"{FULL}\nends.\n\n          a quotation set in from both of the margins\n          of the page, which has a right margin of\n"
            "          its own.\n\nIt ends.",
            [
                f"{FULL} ends.",
                "a quotation set in from both of the margins of the page, which has a right margin of its own.",
                "It ends.",
            ],
            id="a block quotation has its own margin",
        ),
        pytest.param("*HEADING*\nThe text.", ["HEADING", "The text."], id="a bold heading"),
    ],
)
def test_paragraphs(drawing: str, expected: list[str]) -> None:
    assert lines_of(drawing) == expected


@pytest.mark.parametrize(
    "name", ["Request", "Recommendation", "Document Request No.", "Remedial Measure", "Criterion", "Question"]
)
def test_items_named_in_any_way_hang_under_their_labels(name: str) -> None:
    label = f"{name} 1."
    hang = " " * (len(label) + 6)
    drawing = (
        f"{FULL}\nasks this:\n\n  {label}    the first item, which runs on to the margin of\n{hang}the page\n"
        f"  {name} 2.    The second."
    )
    assert lines_of(drawing)[1:] == [
        f"{label} the first item, which runs on to the margin of the page",
        f"{name} 2. The second.",
    ]


LONG = "The county keeps a list of those who asked to vote by mail, and its clerk has told this office that it is complete"
ENDLESS = f"{LONG}, that it was closed in May, and that nobody was left out of it."


@pytest.mark.parametrize(
    ("drawing", "expected"),
    [
        pytest.param(
            "Dear Mr. Roe:\n\nPlease answer by May 1, 2019.\n\nSincerely,\n\nAnn Poe\nMayor",
            ["Dear Mr. Roe:", "Please answer by May 1, 2019.", "Sincerely,", "Ann Poe", "Mayor"],
            id="the white between paragraphs of one line is no line spacing",
        ),
        pytest.param(
            f"{ENDLESS}\nCordially,\nAnn Poe", [ENDLESS, "Cordially,", "Ann Poe"], id="a closing goes on with no paragraph"
        ),
        pytest.param(f"{FULL}\nSincerely yours,", [FULL, "Sincerely yours,"], id="nor with a wrapped one"),
        pytest.param(
            f"{ENDLESS}\n{ENDLESS}\nIt asks why.", [ENDLESS, ENDLESS, "It asks why."], id="paragraphs of a line each, no white"
        ),
        pytest.param(
            f"{LONG}.\n{LONG} now.\n{LONG} too.\n{LONG}.\nIt ends.",
            [f"{LONG}.", f"{LONG} now.", f"{LONG} too.", f"{LONG}.", "It ends."],
            id="so also where all of them are short enough to be printed lines",
        ),
        pytest.param(
            f"Re: The List\n{ENDLESS}\n{FULL}\ngoes on.",
            ["Re: The List", ENDLESS, f"{FULL} goes on."],
            id="an endless line among wrapped ones stands alone",
        ),
        pytest.param(
            f"{ENDLESS[:-1]},\nand that was that.",
            [f"{ENDLESS[:-1]}, and that was that."],
            id="an endless line that breaks off in a sentence goes on",
        ),
        pytest.param(
            "POE: Two Sentenced to Prison for a Scheme to get the Benefits of\nOthers\n"
            "ROE: Clerk of the County Convicted of Taking More than a Million\nDollars",
            [
                "POE: Two Sentenced to Prison for a Scheme to get the Benefits of Others",
                "ROE: Clerk of the County Convicted of Taking More than a Million Dollars",
            ],
            id="headlines that wrap are no paragraphs of a line each",
        ),
        pytest.param(
            f"{FULL}\n\ngoes on, for the lines of this letter stand apart, up to its right\n\nmargin.\n\n\n\nIt ends.",
            [f"{FULL} goes on, for the lines of this letter stand apart, up to its right margin.", "It ends."],
            id="double spacing is told by its sentences",
        ),
    ],
)
def test_text_that_was_not_wrapped(drawing: str, expected: list[str]) -> None:
    assert lines_of(drawing) == expected


PAGE_2 = "Ms. Ann Poe\nPage 2\n\n\n"


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        pytest.param(f"{FULL}", f"{PAGE_2}goes on.", [f"{FULL} goes on."], id="a sentence over a page break, header left out"),
        pytest.param(f"{FULL}\nends.", f"{PAGE_2}Another one.", [f"{FULL} ends.", "Another one."], id="a paragraph that ended"),
        pytest.param(
            f"{FULL}\n{FULL}\n\n                    - 1 -",
            "goes on.",
            [f"{FULL} {FULL} goes on."],
            id="a page number at the foot",
        ),
        pytest.param(
            f"      {FULL[6:]}\nends as it happens with its last word, right at the margin here.",
            f"{PAGE_2}It goes on, for it has no indent, up to the margin of the page here\nand ends.\n\n      Another one.",
            [
                f"{FULL[6:]} ends as it happens with its last word, right at the margin here. "
                "It goes on, for it has no indent, up to the margin of the page here and ends.",
                "Another one.",
            ],
            id="where paragraphs are indented, one without an indent goes on",
        ),
        pytest.param(
            f"{FULL}.^1\n\n\n____________\n^1 A note.",
            f"{PAGE_2}Another one.",
            [f"{FULL}.", "1 A note.", "Another one."],
            id="a footnote is kept apart",
        ),
        pytest.param(
            f"{FULL}^1\n\n\n____________\n^1 A note.",
            f"{PAGE_2}goes on.\n\nAnother one.",
            [f"{FULL} goes on.", "1 A note.", "Another one."],
            id="a footnote follows the paragraph that the page break interrupts",
        ),
        pytest.param(
            "  (a)  the first;",
            f"{PAGE_2}  (b)  the second.",
            ["(a) the first;", "(b) the second."],
            id="a new item at the top of a page",
        ),
    ],
)
def test_page_breaks(first: str, second: str, expected: list[str]) -> None:
    head = "U.S. Department of Justice\n\nMs. Ann Poe\n\nDear Ms. Poe:\n\n"
    assert lines_of(head + first, second)[3:] == expected


WIDE = "The clerk kept a book of all that the town had paid in the years before the fire, and he kept it well, as it"
CUT = """\
The clerk was said to have kept the books of the town well
for nine years, and to have told nobody of what stood there
in them until an officer of the bank that had lent it the
money asked the Mayor, Ann Poe, and the Treasurer, who is
known here as Bo Roe, to see what they said of the County of
Dover and of its debts. All of it was then lost to the U.S.
and its courts. He said no more.
"""


def test_lines_that_were_cut_before_the_page_was_set_go_on() -> None:
    heading, next_one = "What the Clerk of Dover Said to the Council", "Then a year went by."
    assert lines_of(f"{WIDE}\nseemed.\n{CUT}\n{heading}\n{next_one}") == [
        f"{WIDE} seemed.",
        " ".join(CUT.split()),
        heading,
        next_one,
    ]
    once = "\n".join(CUT.split("\n")[-3:])
    assert lines_of(f"{WIDE}\nseemed.\n{once}")[1:] == once.strip().split("\n"), "one line end is no habit"


def test_below_the_closing_every_line_stands_alone() -> None:
    drawing = (
        f"{FULL}\nends.\n\nSincerely,\n\nBo Roe\n\ncc: Ann Poe, Clerk of the Court and of the County Council of Marion\nCy Doe"
    )
    assert lines_of(drawing)[-2:] == ["cc: Ann Poe, Clerk of the Court and of the County Council of Marion", "Cy Doe"]


def test_a_speck_that_ocr_took_for_a_dash_begins_no_item() -> None:
    from dataclasses import replace

    from pipeline.layout import paragraphs, reading_order
    from pipeline.layout.furniture import PageText

    drawing = "1. Does the county have a rule or a practice that is meant to make\n-  sure that notice is given in time to those who are to be told\n   of it?"
    native = page(drawing)
    scan = replace(native, words=tuple(w._replace(source="ocr", confidence=0.9) for w in native.words))
    (block,) = paragraphs.paragraphs([PageText(tuple(reading_order.lines(scan)), ())])
    assert " ".join(line.text for line in block.lines).endswith(
        "to make sure that notice is given in time to those who are to be told of it?"
    )
    assert len(paragraphs.paragraphs([PageText(tuple(reading_order.lines(native)), ())])) > 1, "in native text it is a dash"


def test_the_versus_of_a_case_begins_no_item() -> None:
    drawing = (
        "Officials may not be indifferent to a substantial risk that is known to them. Poe\nv. Roe, 511 U.S. 825 (1994), says so."
    )
    assert lines_of(drawing) == [drawing.replace("\n", " ")]


def block(indents: list[float]) -> Block:
    return Block([Line((), 1, 72 + indent, 0, 500, 12, 11, False, text_x0=72 + indent) for indent in indents])


@given(st.lists(st.lists(st.sampled_from((0.0, 36.0)), min_size=1, max_size=3), min_size=1, max_size=12))
def test_indents_counted_as_paragraphs_come_are_those_counted_at_the_end(shapes: list[list[float]]) -> None:
    """To count all of them anew at each page takes a time that grows with the square of the pages."""
    indents, blocks = Indents(), list[Block]()
    for shape in shapes:
        blocks.append(block(shape))
        indents.told(blocks)
        blocks[-1].lines.extend(block([0.0]).lines)  # it goes on over the page break
        plain = [b.lines for b in blocks if len(b.lines) > 1]
        indented = [first.x0 > second.x0 for first, second, *_ in plain]
        assert indents.told(blocks) == (sum(indented) * 2 > len(plain))
