"""Lists by how they are set: what stands further in, beside or below, how much white is between, and how many labels are lost."""

from __future__ import annotations

import pytest

from extractors.structure.lists import is_heading, lead_in_of, read_lists
from tests.builders import doc, laid_out, typeset


def read(*paragraphs: str, **layout: list[float]) -> list[tuple[int, str | None, str]]:
    """Level, label and words of each item in order."""
    found = laid_out(*paragraphs, **layout)
    items = [(group.level, item) for group in read_lists(found) for item in group.items]
    items.sort(key=lambda pair: pair[1].start)
    return [(level, item.label, found.text[item.start : item.end]) for level, item in items]


def words(*paragraphs: str, **layout: list[float]) -> list[str]:
    return [said for _, _, said in read(*paragraphs, **layout)]


def codes(*paragraphs: str) -> list[tuple[str, ...]]:
    items = [item for group in read_lists(doc(*paragraphs)) for item in group.items]
    return [tuple(doubt.code for doubt in item.doubts) for item in sorted(items, key=lambda item: item.start)]


# --- levels


@pytest.mark.parametrize(("further", "level"), [(9.0, 0), (9.5, 1), (36.0, 1)])
def test_a_bullet_further_in_is_under_the_one_before(further, level):
    found = read("Send:", "• maps", "• old", "• new", "• deeds", indent=[0, 18, 18 + further, 18 + further, 18])
    assert [(at, said) for at, _, said in found] == [(0, "maps"), (level, "old"), (level, "new"), (0, "deeds")]


@pytest.mark.parametrize(("further", "level"), [(9.0, 1), (9.5, 0)])
def test_a_bullet_further_out_is_of_the_outer_list(further, level):
    indents = [0, 18, 27 + further, 27 + further, 27]
    found = read("Send:", "• maps", "• old", "• new", "• deeds", indent=indents)
    assert found[-1][0] == level


def test_numbers_under_bullets_and_bullets_under_numbers():
    assert [at for at, _, _ in read("Send:", "1. maps", "• old", "• new", "2. deeds", "• one", "• two")] == [0, 1, 1, 0, 1, 1]
    assert [at for at, _, _ in read("Send:", "• maps", "1. old", "2. new", "• deeds")] == [0, 1, 1, 0]


def test_a_list_in_a_list_in_a_list():
    found = read("Send:", "1. maps of", "(a) the town, by", "(i) streets", "(ii) yards", "(b) fields", "2. deeds")
    assert [level for level, _, _ in found] == [0, 1, 2, 2, 1, 0]


def test_a_list_that_is_run_into_an_item_is_under_it():
    outer, inner = read_lists(doc("Send:", "1. deeds", "2. maps of (a) the town; and (b) the fields"))
    assert (inner.parent, inner.level, [item.label for item in inner.items]) == (outer.items[1], 1, ["a", "b"])


@pytest.mark.parametrize(
    ("indent", "x1", "one_list"), [(18.0, 300.0, True), (22.0, 300.0, True), (22.5, 300.0, False), (18.0, 0.0, False)]
)
def test_a_bullet_of_another_kind_in_the_same_place_is_one_that_ocr_misread(indent, x1, one_list):
    found = laid_out("Send:", "• maps", "• deeds", "* plans", indent=[0, 18, 18, indent], x1=[300, 300, x1, 300])
    assert ([len(group.items) for group in read_lists(found)] == [3]) is one_list


def test_a_bullet_of_another_kind_after_other_words_begins_another_list():
    found = laid_out("Send:", "• maps", "• deeds", "Also send:", "* plans", "* keys", x1=[300] * 6)
    assert [len(group.items) for group in read_lists(found)] == [2, 2]


# --- what goes on below an item


@pytest.mark.parametrize(
    ("below", "indent", "gap", "taken"),
    [
        ("and the north", 0.0, 0.0, True),  # in the middle of a sentence
        ("All of them", 0.0, 0.0, False),
        ("All of them", 45.0, 0.0, False),  # not more than nine points further in
        ("All of them", 45.5, 0.0, True),
        ("All of them", 45.5, 2.9, True),
        ("All of them", 45.5, 3.0, False),  # white of three lines parts them
    ],
)
def test_unlabelled_paragraphs_between_items(below, indent, gap, taken):
    found = words("Send:", "1. maps of the south", below, "2. deeds", indent=[0, 36, indent, 36], gap=[0, 0, gap, 0])
    assert found == [f"maps of the south\n{below}" if taken else "maps of the south", "deeds"]


def test_unlabelled_paragraphs_are_taken_up_to_the_first_that_stands_out():
    found = words("Send:", "1. maps", "of the south", "Other words", "of no item", "2. deeds", indent=[0, 36, 36, 0, 36, 36])
    assert found == ["maps\nof the south", "deeds"]


def test_the_head_of_a_page_within_the_sentence_of_an_item_begins_no_other_list():
    for between, lists in (
        (("Office of Rights", "old town"), 1),
        (("old town", "Office of Rights"), 2),
        (("Office of Rights",), 2),
    ):
        assert len(read_lists(doc("Send:", "1. maps of the", *between, "2. deeds of it"))) == lists


def test_words_below_a_label_of_their_own_are_its_item():
    assert words("Request No. 1:", "all maps", "Request No. 2:", "all deeds") == ["all maps", "all deeds"]
    assert words("Request No. 1: some", "All maps", "Request No. 2: more", "All deeds") == ["some", "more"]
    assert words("Request No. 1:", "all maps", "Keys", "Request No. 2:", "all deeds") == ["all maps", "all deeds"]


@pytest.mark.parametrize(
    ("changed", "joined"),
    [
        ({}, True),
        ({"gap": [0, 0, 0.3, 0]}, False),
        ({"gap": [0, 0, 0.29, 0]}, True),
        ({"x0": [72, 300, 299, 300]}, True),
        ({"x0": [72, 300, 298.9, 300]}, False),
        ({"page": [1, 1, 2, 2]}, False),
        ({"column": [0, 1, 2, 1]}, False),
        ({"column": [0, 0, 0, 0]}, False),
        ({"full": [False] * 4}, False),
    ],
)
def test_lines_of_a_block_that_stands_beside_others_go_on_with_its_item(changed, joined):
    layout = {"x0": [72.0, 300, 300, 300], "column": [0, 1, 1, 1], "full": [False, True, False, False]} | changed
    assert words("Send:", "1. maps of", "Salem", "2. deeds", **layout)[0] == ("maps of\nSalem" if joined else "maps of")


def test_a_line_in_small_letters_goes_on_in_its_block_though_the_one_above_is_short():
    layout = {"x0": [72.0, 300, 300, 300], "column": [0, 1, 1, 1]}
    assert words("Send:", "1. maps of", "the town", "Keys", **layout) == ["maps of\nthe town"]


# --- labels that are lost, doubled or left out


def test_numbering_that_leaps_by_three_at_most_goes_on():
    assert codes("Send:", "1. one", "2. two", "5. three") == [(), (), ("numbering-gap",)]
    assert [label for _, label, _ in read("Send:", "1. one", "2. two", "6. three", "7. four")] == ["1", "2", "6", "7"]
    assert codes("Send:", "1. one", "2. two", "6. three", "7. four") == [(), (), ("numbering-gap",), ()]
    assert len(read_lists(doc("Send:", "1. one", "2. two", "6. three", "7. four"))) == 2  # another list, whose head is lost
    assert len(read_lists(doc("Send:", "1. one", "2. two", "5. three"))) == 1


def test_numbering_that_goes_back_is_told():
    assert codes("Send:", "4. one", "5. two", "4. three")[-1] == ("numbering-repeat",)
    [group] = read_lists(doc("Send:", "(a) one", "(b) two", "(d) three"))
    assert group.items[2].doubts[0].message == "Item d follows item b."
    [group] = read_lists(doc("Send:", "2. two", "3. three"))
    assert group.items[0].doubts[0].message == "The list begins with item 2."


def test_a_first_item_that_is_there_twice_is_told_in_its_own_list():
    assert codes("Send:", "1. maps", "(a) old", "(a) new") == [(), (), ("numbering-repeat",)]


def test_a_list_whose_head_is_lost_has_lists_under_it():
    assert [level for level, _, _ in read("Send:", "2. maps", "(a) old", "(b) new", "3. deeds")] == [0, 1, 1, 0]


@pytest.mark.parametrize(
    ("lost", "indent", "end", "found"),
    [
        (1, 36.0, ":", 3),
        (3, 36.0, ":", 5),
        (4, 36.0, ":", 2),  # of five that are lost nobody can tell
        (1, 9.0, ":", 2),  # no further in than the words above
        (1, 9.5, ":", 3),
        (1, 36.0, ".", 2),  # nothing leads in
    ],
)
def test_first_items_whose_labels_are_lost(lost, indent, end, found):
    first = [f"Map {n}" for n in range(lost)]
    labelled = [f"{lost + 1}. Deeds", f"{lost + 2}. Wills"]
    items = read(f"Send{end}", *first, *labelled, indent=[0.0, *[indent] * (lost + 2)])
    assert len(items) == found
    assert [label for _, label, _ in items] == [str(n) for n in range(lost + 3 - found, lost + 3)]


def test_an_item_whose_lead_in_stands_in_another_column_has_lost_no_label():
    assert len(read("Send:", "Maps", "2. Deeds", "3. Wills", indent=[0, 36, 36, 36], column=[0, 1, 1, 1])) == 2


def test_other_words_above_the_items_are_no_items():
    assert len(read("Send:", "Maps", "Keys", "2. Deeds", "3. Wills", indent=[0, 0, 36, 36, 36])) == 2


# --- numbering that goes on


def test_numbering_goes_on_below_a_heading_and_after_an_item_of_an_outer_list():
    first, second = read_lists(doc("DATA", "1. one.", "2. two.", "ANSWERS", "3. three.", "4. four."))
    assert second.goes_on == first.items[-1]
    groups = read_lists(doc("Send:", "A. Land.", "1. maps", "2. deeds", "B. Goods.", "3. bills", "4. keys"))
    assert [group.level for group in groups] == [0, 1, 1]
    assert groups[2].parent == groups[0].items[1]
    assert groups[2].goes_on == groups[1].items[-1]


def test_bullets_never_go_on_below_other_words():
    groups = read_lists(doc("Send:", "• maps", "• deeds", "We also need:", "• keys", "• plans"))
    assert [group.goes_on for group in groups] == [None, None]
    assert [len(group.items) for group in groups] == [2, 2]


@pytest.mark.parametrize(
    ("labels", "levels"),
    [
        (["(h)", "(i)", "(ii)"], [0, 1, 1]),
        (["(h)", "(i)", "(j)"], [0, 0, 0]),
        (["(H)", "(I)", "(II)"], [0, 1, 1]),
        (["(h)", "(i)"], [0, 0]),
    ],
)
def test_an_i_after_an_h(labels, levels):
    before = [f"({chr(ord('a') + n)}) x" for n in range(7)]
    before = [item.upper() for item in before] if labels[0].isupper() else before
    assert [level for level, _, _ in read("Send:", *before, *[f"{label} y" for label in labels])][7:] == levels


# --- what is no list


@pytest.mark.parametrize(
    ("paragraphs", "count"),
    [
        (("We ask this:", "1. Send the file."), 1),  # one item, led in
        (("We ask this.", "1. Send the file."), 0),
        (("1. Send the file.",), 0),
        (("We ask this:", "3. Send the file."), 0),  # one item with a doubt
        (("Request No. 1: Send the file.",), 1),  # a named one needs nothing
        (("I. Background", "The jail is old.", "II. Findings", "It is not safe."), 0),  # headings
        (("I. Background", "II. Findings"), 2),  # one right below the other are a list
        (("• Background", "The jail is old.", "• Findings"), 2),  # bullets head nothing
        (("I. The jail is old.", "It is not safe.", "II. It is full of people."), 2),
        # a section with one item, among sections with more
        (("Send these:", "Maps", "1. one of the town", "2. one of the fields", "Deeds", "1. one of the house"), 3),
        (("Send these:", "Maps", "• one of the town", "• one of the fields", "Deeds", "• one of the house"), 2),
        (("We met.", "Deeds", "1. one of the house"), 0),
        (("Send these:", "Deeds", "1. one of the house"), 1),
        (("Deeds", "1. one of the house", "Send these:"), 0),  # what stands last is not above it
    ],
)
def test_how_many_items(paragraphs, count):
    assert len(read(*paragraphs)) == count


def test_headings_over_paragraphs_that_are_set_further_in_are_no_items():
    letter = """
        For these reasons the government asks for a stay.

        I.   Background

                  The jail is old and it is full of people, as the court
             has heard before.

        II.  Discussion

                  It is not safe, and nobody has said that it is.
    """
    assert read_lists(typeset(letter)) == ()


def test_a_single_item_under_an_item_that_heads_it():
    said = words("Send:", "A. Maps and Plans", "1. one of the town", "B. Deeds", "1. one of the house")
    assert said == ["one of the town", "one of the house"]  # the headings are none
    assert [label for _, label, _ in read("Send:", "A. all maps that you keep", "1. one of it", "B. keys")] == list("AB")


# --- lead-ins and headings


@pytest.mark.parametrize(
    ("text", "lead_in"),
    [
        ("We met. Send these:", "Send these:"),
        ("Send the items listed in the order. We met. It was long.", "Send the items listed in the order."),
        ("Send what is set forth here. See below. It was long.", "See below."),
        ("We met. It was long.", "It was long."),
        ("Send the following. We met:", "We met:"),
    ],
)
def test_what_leads_in(text, lead_in):
    span = lead_in_of(text, 0, len(text))
    assert span is not None
    assert text[slice(*span)] == lead_in
    assert lead_in_of(text, 0, 0) is None


def test_an_items_own_words_lead_into_the_list_under_it_and_no_item_leads_into_the_next_list():
    read_ = doc("Send:", "1. maps of:", "(a) the town;", "(b) the fields;", "2. deeds")
    groups = read_lists(read_)
    assert [read_.text[slice(*group.lead_in)] for group in groups if group.lead_in] == ["Send:", "maps of:"]
    groups = read_lists(doc("1. maps", "2. deeds"))
    assert [group.lead_in for group in groups] == [None]


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("One Two Three Four Five Six Seven Eight Nine Ten Eleven Twelve", True),
        ("One Two Three Four Five Six Seven Eight Nine Ten Eleven Twelve Thirteen", False),
        ("Three Four Five Seven eight", True),  # four in five
        ("Three Four Five seven", False),
        ("Plan for the Use of Land", True),  # small words of three letters do not count
        ("map of the way", False),
        ("Map Key", True),
        ("Maps and Plans;", False),
        ("Maps and Plans", True),
        ("", False),
    ],
)
def test_what_reads_as_a_heading(text, heading):
    assert is_heading(text) is heading
