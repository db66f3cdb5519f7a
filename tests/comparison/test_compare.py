"""Families of invented letters: what is shared, what is a slot, what differs, and who made the difference."""

from __future__ import annotations

import json
import random
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import schemas
from pipeline.comparison import Side, compare, compare_records, render_text
from pipeline.layout.document import Document, Word
from tests.families import BODY, letter, many, passage, side

REPORT = "Our reviewers found that the report leaves three of the required tables empty."
AGENT = "It also names a fiscal agent whom we do not know."


def said(differences):
    """Each difference as its kind and its readings, sorted."""
    return sorted((d.kind, *sorted(r.text for r in d.readings)) for d in differences)


def family(*bodies: str, **changes):
    """The only family of letters with these bodies."""
    comparison = compare([letter(body, number, **changes) for number, body in enumerate(bodies)])
    assert len(comparison.families) == 1
    return comparison.families[0]


@pytest.mark.parametrize(
    ("old", "new", "kind", "readings", "category"),
    [
        pytest.param(
            "March 9, 2015", "March 16, 2015", "variant", ("March 16, 2015", "March 9, 2015"), "date", id="a date, whole"
        ),
        pytest.param("three of the", "five of the", "variant", ("five", "three"), "number", id="a number in words"),
        pytest.param("three of the", "13 of the", "variant", ("13", "three"), "number", id="a number in figures"),
        pytest.param("three of the", "thirteen of the", "variant", ("thirteen", "three"), "number", id="a teen"),
        pytest.param(
            "three of the", "forty-two of the", "variant", ("forty-two", "three"), "number", id="a number with a hyphen"
        ),
        pytest.param("will not draw", "will draw", "variant", ("", "not"), "negation", id="not"),
        pytest.param("You may ask", "You must ask", "variant", ("may", "must"), "obligation", id="may and must"),
        pytest.param("fiscal agent", "fiscal sponsor", "variant", ("agent", "sponsor"), "wording", id="a word"),
        pytest.param("books", "Books", "variant", ("Books", "books"), "case", id="a capital"),
        pytest.param("program, and since", "program and since", "variant", ("program", "program,"), "punctuation", id="a comma"),
        pytest.param(f" {AGENT}", "", "only_here", ("", AGENT), "passage", id="a sentence of one letter"),
        pytest.param(
            "Thank you",
            "Please send the ledgers of the last two years along with it.\nThank you",
            "only_here",
            ("", "Please send the ledgers of the last two years along with it."),
            "passage",
            id="a paragraph of one letter",
        ),
    ],
)
def test_what_differs(old, new, kind, readings, category):
    found = family(BODY, BODY, BODY.replace(old, new))
    assert said(found.differences) == [(kind, *readings)]
    assert found.differences[0].category == category
    assert (found.doubtful, found.set_aside) == ((), ())


def test_a_number_that_begins_a_line_by_its_width_alone_is_no_label():
    body = BODY + "\nFor help with the tables call the clerk of this office at (202) 555-0139."
    found = family(body, body, body.replace("at (202)", "at\n(202)"))
    assert (found.differences, found.doubtful, found.set_aside) == ((), (), ())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param(f"{REPORT} {AGENT}", f"{REPORT}\n{AGENT}", id="a paragraph in two"),
        pytest.param("program.\nOur reviewers", "program. Our reviewers", id="two paragraphs in one"),
        pytest.param("report that", "report  that", id="spaces"),
    ],
)
def test_what_is_no_difference(old, new):
    assert BODY.replace(old, new) != BODY
    found = family(BODY, BODY.replace(old, new))
    assert (found.differences, found.doubtful, found.set_aside) == ((), (), ())


def test_letters_to_others_differ_in_their_slots_alone():
    found = family(BODY, BODY, BODY)
    assert found.differences == found.doubtful == ()
    assert {d.field for d in found.slots} == {"recipient", "address", "salutation"}
    assert {r.text.split()[0] for d in found.slots if d.field == "salutation" for r in d.readings} == {"Dear"}


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        pytest.param({"date": "February 5, 2015"}, "date", id="the letter's date"),
        pytest.param({"body": BODY.replace("your office", "Port Ives")}, None, id="the other's place is no slot"),
    ],
)
def test_a_slot_is_named_after_its_field(changes, name):
    found = compare([letter(number=0), letter(**changes, number=0)]).families[0]
    assert [d.field for d in found.slots] == ([name] if name else [])
    assert bool(found.differences) is (name is None)


def test_an_addressees_name_in_the_body_is_a_slot():
    bodies = [
        BODY.replace("in this matter", f"in this matter, {title} {name}")
        for title, name in (("Sheriff", "Alder"), ("Chief", "Birch"))
    ]
    found = family(*bodies)
    assert found.differences == ()
    assert "recipient" in {d.field for d in found.slots}


def test_a_reference_number_is_a_slot():
    sides = []
    for number, award in enumerate(("2013-HW-FX-0011", "2014-HW-FX-0702")):
        body = BODY.replace("for the Harbor Watch program", f"for award {award}")
        plain = letter(body, number)
        sides.append(letter(body, number, reference_numbers=[{"value": award, "evidence": passage(plain.text, award)}]))
    found = compare(sides).families[0]
    assert found.differences == ()
    assert "reference number" in {d.field for d in found.slots}


def test_other_labels_are_numbering():
    found = family(BODY, BODY.replace("1. Who", "(a) Who").replace("2. Does", "(b) Does").replace("3. How", "(c) How"))
    assert {d.field for d in found.slots if d.category != "passage"} >= {"numbering"}
    assert found.differences == ()


def test_a_moved_paragraph_is_a_move():
    lines = BODY.split("\n")
    found = family(BODY, "\n".join([lines[0], *lines[2:7], lines[1], *lines[7:]]))
    assert {d.kind for d in found.differences} == {"move"}
    assert any(passage.moved for passage in found.passages)
    assert all(len(d.readings) == 2 for d in found.differences)


def test_an_item_that_moved_in_its_list_is_one_move():
    """The labels of items are alike and keep no item in its place; the `and` behind the last but one weighs next to nothing."""
    papers = "Please send:\n1. All rosters of the watch since 2012;\n2. Every bill for fuel and repairs; and\n3. The name of each vendor."
    other = "Please send:\n1. Every bill for fuel and repairs;\n2. All rosters of the watch since 2012; and\n3. The name of each vendor."
    found = family(f"{BODY}\n{papers}", f"{BODY}\n{other}")
    assert [d.category for d in found.differences if d.weight > 2] == ["order"]


def test_a_move_with_a_change_is_both():
    lines = BODY.split("\n")
    moved = lines[1].replace("three", "four")
    found = family(BODY, "\n".join([lines[0], *lines[2:7], moved, *lines[7:]]))
    assert ("variant", "four", "three") in said(found.differences)
    assert {d.kind for d in found.differences} == {"move", "variant"}


def test_differences_stand_by_weight():
    changed = (
        BODY.replace("March 9", "March 8")
        .replace("may ask", "must ask")
        .replace("agent", "sponsor")
        .replace("tables empty.", "tables empty;")
    )
    found = family(BODY, BODY, changed)
    weights = [d.weight for d in found.differences]
    assert weights == sorted(weights, reverse=True)
    assert [d.category for d in found.differences] == ["date", "obligation", "wording", "punctuation"]


def test_the_odd_one_out_is_named():
    changed = BODY.replace("three", "four")
    comparison = compare([letter(BODY, 0), letter(changed, 1), letter(BODY, 2), letter(BODY, 3)])
    found = comparison.families[0]
    assert found.odd_ones_out == (1,)
    assert (found.departures[0].document, found.departures[0].differences) == (1, (0,))


@pytest.mark.parametrize(
    "bodies",
    [
        pytest.param([BODY, BODY, BODY], id="all alike"),
        pytest.param([BODY, BODY.replace("three", "four")], id="two, each as odd as the other"),
        pytest.param([BODY.replace("three", n) for n in ("two", "four", "six")], id="each its own"),
    ],
)
def test_no_odd_one_out(bodies):
    assert family(*bodies).odd_ones_out == ()


@pytest.mark.parametrize(
    ("native", "read", "made"),
    [
        pytest.param("reviewers", "reviewcrs", ("ocr", "doubtful"), id="a letter misread"),
        pytest.param("tables", "tab1es", ("ocr",), id="l as 1"),
        pytest.param("fiscal", "fi seal", ("ocr", "doubtful"), id="a word in two, misread"),
        pytest.param("draw any", "drawany", ("ocr",), id="a space lost"),
        pytest.param("matter.", "matter", ("ocr",), id="a stop lost"),
        pytest.param("program, and", "program. and", ("ocr",), id="a comma as a stop"),
        pytest.param("request.", "request. ~ .", ("ocr",), id="specks"),
        pytest.param("three", "four", ("department",), id="another number"),
        pytest.param("March 9, 2015", "March 16, 2015", ("department",), id="another date"),
        pytest.param("You may", "You must", ("department",), id="another verb"),
        pytest.param("not draw", "draw", ("doubtful", "department"), id="a word lost is never hidden"),
    ],
)
def test_who_made_the_difference(native, read, made):
    assert native in BODY
    comparison = compare([letter(BODY, 0), letter(BODY, 1), letter(BODY.replace(native, read), 2, "ocr")])
    found = comparison.families[0]
    differences = (*found.differences, *found.doubtful, *found.set_aside)
    assert len(differences) == 1
    assert differences[0].made_by in made


def test_native_letters_are_never_misread():
    found = family(BODY, BODY.replace("tables", "tab1es"), BODY.replace("matter.", "matter"))
    assert {d.made_by for d in found.differences} == {"department"}
    assert found.doubtful == found.set_aside == ()


def test_quotation_marks_of_another_form_are_typography():
    body = BODY.replace("Harbor Watch", "“Harbor Watch”")
    found = family(body, body.replace("“", '"').replace("”", '"'))
    assert found.differences == ()
    assert {d.made_by for d in found.set_aside} == {"typography"}


def noisy(text: str, chance: random.Random) -> str:
    """What OCR might make of a text: one word of thirty is misread."""
    words = text.split(" ")
    for n, word in enumerate(words):
        if chance.random() < 1 / 30:
            wrong = [("rn", "m"), ("l", "1"), ("e", "c"), ("i", "l"), ("o", "0"), (",", "."), ("h", "b")]
            words[n] = next((word.replace(a, b, 1) for a, b in wrong if a in word), word)
    return " ".join(words)


@pytest.mark.parametrize("seed", range(5))
def test_scans_of_one_letter_show_no_difference(seed):
    chance = random.Random(seed)
    sides = [letter(noisy(BODY, chance) if n else BODY, n, "ocr" if n else "native", confidence=0.8) for n in range(6)]
    assert compare(sides).families[0].differences == ()


def test_a_family_is_found_among_others():
    other = many(4, 4, seed=3)
    comparison = compare([other[0], letter(number=1), other[1], letter(number=2), other[2]])
    assert [f.members for f in comparison.families] == [(1, 3)]
    assert comparison.alone == (0, 2, 4)


class TestFields:
    RELEASE = (
        "FOR IMMEDIATE RELEASE\nThe Department wrote to two harbors today. Each was asked to answer within 30 days.\n"
        "1. Who keeps the books of the program and since when?\n"
        "2. Does your office have a policy on the storage of seized vessels?\n"
        "3. How many patrols were paid for with program funds?"
    )

    def release(self) -> Side:
        questions = [line[3:] for line in self.RELEASE.split("\n")[2:]]
        items = [
            {"label": str(n), "text": q, "topic": None, "evidence": passage(self.RELEASE, q)} for n, q in enumerate(questions, 1)
        ]
        return side(self.RELEASE, 50, document_type="press_release", questions=items, signatories=[])

    def rows(self, comparison, field):
        return [row for fields in comparison.field_sets for row in fields.rows if row.field == field]

    def test_a_release_stands_beside_its_letters(self):
        comparison = compare([self.release(), letter(number=1), letter(number=2)])
        assert [f.members for f in comparison.families] == [(1, 2)]
        assert [f.members for f in comparison.field_sets] == [(0, 1, 2)]

    def test_questions_differ_where_they_differ(self):
        rows = self.rows(compare([self.release(), letter(number=1), letter(number=2)]), "questions")
        assert [row.kind for row in sorted(rows, key=lambda row: row.items[0].label)] == ["variant", "variant", "shared"]
        assert sorted(said(d for row in rows for d in row.differences)) == [
            ("variant", "", "written"),
            ("variant", "program", "program,"),
        ]

    def test_a_release_without_a_deadline_of_its_own_gives_the_time_to_answer(self):
        rows = self.rows(compare([self.release(), letter(number=1), letter(number=2)]), "deadlines")
        assert [{item.text for item in row.items} for row in rows] == [{"within 30 days", "no later than March 9, 2015"}]

    def test_a_value_that_was_overlooked_is_looked_for_in_the_text(self):
        blind = letter(number=1, questions=[])
        rows = self.rows(compare([letter(number=0), blind, letter(number=2)]), "questions")
        assert [row.kind for row in rows] == ["shared"] * 3

    def test_only_here(self):
        body = BODY.replace("\nYou may", "\n4. Which other harbors have you told of this?\nYou may")
        rows = self.rows(compare([letter(number=0), letter(body, 1), letter(number=2)]), "questions")
        assert [(row.kind, row.missing) for row in rows if len(row.items) == 1] == [("only_here", (0, 2))]

    def test_another_signatory(self):
        text = letter(number=1).text
        name = "Ansel P. Whitby"
        other = letter(number=1)
        changed = text.replace("Odette R. Farnsworth", name)
        record = dict(other.record) | {"text": changed, "signatories": []}
        record["signatories"] = [
            {"name": name, "title": "Director", "organization": None, "evidence": passage(changed, f"{name}\nDirector")}
        ]
        rows = self.rows(compare([letter(number=0), Side(record), letter(number=2)]), "signatories")
        assert [row.kind for row in rows] == ["variant"]


def pieces(found, document: int, text: str) -> str:
    """A document's text without white space, put together from its pieces, none of which overlap."""
    places = [p for piece in found.passages for reading in piece.readings for p in reading.places if p.document == document]
    spans = sorted((p.start, p.end) for p in places)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    return "".join("".join(text[a:b].split()) for a, b in spans)


SENTENCES = st.sampled_from(
    [REPORT, AGENT, "You may ask for more time.", "We will not draw any conclusion.", "Thank you.", "The funds are spent."]
)
BODIES = st.lists(st.lists(SENTENCES, min_size=1, max_size=4).map(" ".join), min_size=3, max_size=6).map("\n".join)


@settings(deadline=None, max_examples=60)
@given(st.lists(BODIES, min_size=2, max_size=4))
def test_nothing_is_lost(bodies):
    sides = [letter(f"{BODY}\n{body}", number) for number, body in enumerate(bodies)]
    for found in compare(sides).families:
        for document in found.members:
            assert pieces(found, document, sides[document].text) == "".join(sides[document].text.split())


@settings(deadline=None, max_examples=40)
@given(st.lists(BODIES, min_size=2, max_size=4), st.randoms())
def test_the_order_of_letters_does_not_matter(bodies, chance):
    sides = [letter(f"{BODY}\n{body}", number) for number, body in enumerate(bodies)]
    order = list(range(len(sides)))
    chance.shuffle(order)

    def told(comparison, numbers):
        return [
            {(d.kind, d.category, frozenset((r.text, frozenset(numbers[n] for n in r.documents)) for r in d.readings))
             for d in (*f.differences, *f.slots, *f.doubtful, *f.set_aside)}
            for f in comparison.families
        ]  # fmt: skip

    one, other = told(compare(sides), list(range(len(sides)))), told(compare([sides[n] for n in order]), order)
    assert [a - b for a, b in zip(one, other, strict=True)] == [set()] * len(one)
    assert one == other


@settings(deadline=None, max_examples=30)
@given(BODIES, st.sampled_from(["native", "ocr"]))
def test_a_letter_does_not_differ_from_itself(body, source):
    one = letter(f"{BODY}\n{body}", 1, source)
    found = compare([one, one]).families[0]
    assert found.differences == found.doubtful == found.slots == found.set_aside == ()
    assert {piece.kind for piece in found.passages} == {"shared"}


@pytest.mark.parametrize("sides", [[], [letter()], [letter(number=0), letter(BODY.replace("three", "four"), 1)], many(6, 2)])
def test_the_json_keeps_to_its_schema(sides):
    value = json.loads(json.dumps(compare(sides).to_json()))
    assert list(schemas.validator("comparison").iter_errors(value)) == []


def test_every_reading_is_what_stands_in_its_places():
    sides = [letter(BODY, 0), letter(BODY.replace("March 9", "March 8"), 1), letter(BODY.replace("three", "five"), 2)]
    for found in compare(sides).families:
        for difference in (*found.differences, *found.slots):
            for reading in difference.readings:
                assert {" ".join(sides[p.document].text[p.start : p.end].split()) for p in reading.places} == {reading.text}


def test_a_document_gives_the_boxes_of_any_passage():
    sides = []
    for number, body in enumerate((BODY, BODY.replace("agent", "sponsor"))):
        record = letter(body, number).record
        words, starts, ends, lines, at = [], [], [], [], 0
        for line, text in enumerate(record["text"].split("\n")):
            for n, word in enumerate(text.split(" ")):
                words.append(Word(word, 72 + 9 * n, 12 * line, 80 + 9 * n, 12 * line + 10, 1))
                starts.append(at)
                ends.append(at + len(word))
                lines.append(line)
                at += len(word) + 1
        sides.append(Side(record, Document(record["text"], words, starts, ends, lines)))
    (difference,) = compare(sides).families[0].differences
    places = [p for reading in difference.readings for p in reading.places]
    assert [len(p.boxes) for p in places] == [1, 1]
    assert places[0].boxes == places[1].boxes


def test_records_alone_know_boxes_of_evidence_only():
    records = [letter(BODY, 0).record, letter(BODY.replace("March 9", "March 8").replace("agent", "sponsor"), 1).record]
    date, word = compare_records(records).families[0].differences
    assert all(place.boxes for reading in date.readings for place in reading.places)
    assert [(place.boxes, place.pages) for reading in word.readings for place in reading.places] == [((), (1, 2)), ((), (1, 2))]


class TestText:
    def test_it_names_the_letters_and_what_they_say(self):
        text = render_text(compare([letter(BODY, 0), letter(BODY, 1), letter(BODY.replace("three", "four"), 2)]))
        assert "Letter to Rufus Cottle" in text
        assert "“four”  [3]" in text
        assert "“three”  [1] [2]" in text
        assert "Odd one out: Letter to Rufus Cottle" in text

    def test_nothing_is_said_of_letters_that_agree(self):
        assert "No difference." in render_text(compare([letter(BODY, 0), letter(BODY, 1)]))

    def test_many_letters_are_counted(self):
        assert "and 5 more" in render_text(compare(many(10, 1)))


def _one(*bodies):
    """The first difference of a family of three letters of one text and one of another."""
    (family,) = compare([letter(body, number) for number, body in enumerate([bodies[0]] * 3 + [bodies[1]])]).families
    return family


class TestKindsAndWeights:
    @pytest.mark.parametrize(
        ("old", "new", "category", "weight"),
        [
            pytest.param("three of", "thirteen of", "number", 94, id="a number in words"),
            pytest.param("March 9, 2015", "9 March 2015", "form", 8, id="a date in another form"),
            pytest.param("March 9, 2015", "March 19, 2015", "date", 100, id="another date"),
            pytest.param("March 9, 2015", "Monday, March 9, 2015", "form", 8, id="a weekday that says the same"),
            pytest.param("March 9, 2015", "Friday, March 9, 2015", "date", 100, id="a weekday of another day"),
            pytest.param("three of", "3 of", "form", 8, id="a number in figures"),
            pytest.param("three of", "three (3) of", "form", 8, id="a number in words and figures"),
        ],
    )
    def test_of_a_change_of_words(self, old, new, category, weight):
        (found,) = _one(BODY, BODY.replace(old, new)).differences
        assert (found.category, found.weight) == (category, weight)

    @pytest.mark.parametrize("name", ["Paul T. Greer", "Odette R. Farnham"], ids=["a new signatory", "a changed surname"])
    def test_of_a_name_below_a_letter(self, name):
        text = letter(BODY, 3).text.replace("Odette R. Farnsworth", name)
        signed = {"name": name, "title": "Director", "organization": None, "evidence": passage(text, f"{name}\nDirector")}
        other = Side(letter(BODY, 3).record | {"text": text, "signatories": [signed]})
        (family,) = compare([*(letter(BODY, number) for number in range(3)), other]).families
        (found,) = family.differences
        assert (found.field, found.category, found.weight) == ("signatories", "name", 90)

    def test_of_cells_notes_and_enclosures(self):
        table = BODY + "\nVessel\tCost\nSkiff\t$400\n1 See the report of 2013, page 12.\nEnclosure: Form 8"
        changed = table.replace("$400", "$450").replace("2013", "2014").replace("Form 8", "Form 9")
        assert [d.category for d in _one(table, changed).differences] == ["number"] * 3

    def test_a_lost_bullet_is_none_of_the_department(self):
        bulleted = BODY.replace("2. Does", "• Does")
        family = _one(bulleted, bulleted.replace("• Does", "Does"))
        assert (family.differences, family.doubtful) == ((), ())

    def test_a_moved_paragraph_is_one_move(self):
        first, second, *rest = BODY.split("\n")
        (found,) = _one(BODY, "\n".join([first, *rest[:4], second, *rest[4:]])).differences
        assert found.kind == "move"
        assert found.readings[0].text == second

    @pytest.mark.parametrize(
        "order",
        [
            pytest.param(("1. {1}", "2. {0}", "3. {2}"), id="two, the numbers stay"),
            pytest.param(("2. {1}", "1. {0}", "3. {2}"), id="two, with their numbers"),
            pytest.param(("• {1}", "• {0}", "• {2}"), id="two behind bullets"),
            pytest.param(("1. {2}", "2. {1}", "3. {0}"), id="three"),
        ],
    )
    def test_items_that_are_swapped_are_moves_and_nothing_else(self, order):
        items = [line[3:] for line in BODY.split("\n") if line[:2] in ("1.", "2.", "3.")]
        first = BODY.replace("1. ", "• ").replace("2. ", "• ").replace("3. ", "• ") if order[0][0] == "•" else BODY
        marks = ("• {0}", "• {1}", "• {2}") if first is not BODY else ("1. {0}", "2. {1}", "3. {2}")
        lines = ["\n".join(marks).format(*items), "\n".join(order).format(*items)]
        assert lines[0] in first
        family = _one(first, first.replace(*lines))
        assert {d.kind for d in family.differences} == {"move"}
        assert family.doubtful == ()

    def test_what_is_not_in_all_is_never_said_to_be_only_here(self):
        comparison = compare(
            [letter(BODY, n) for n in range(3)] + [letter(BODY.replace("Thank you for your help in this matter.", ""), 3)]
        )
        assert "only here" not in render_text(comparison)

    def test_forty_recipients_and_three_texts_are_one_family(self):
        texts = [BODY, BODY.replace("the books of", "the keys of"), BODY.replace("You may ask for more time in writing. ", "")]
        (family,) = compare([letter(texts[n % 3], n) for n in range(40)]).families
        assert len(family.members) == 40
        assert sorted(len(d.readings) for d in family.differences) == [2, 2]
        assert {d.field for d in family.slots} == {"recipient", "address", "salutation"}

    def test_slots_follow_the_fields_where_lines_break_within_them(self):
        """`Police / Department 22 E. / Market Street` is an organization and a street, whatever the lines are."""
        sides = []
        for number in range(3):
            side = letter(BODY, number)
            recipient = side.record["recipients"][0]
            block = recipient["evidence"]["text"]
            reflowed = block.replace("\n", " ").replace(" Quay", "\nQuay")
            text = side.text.replace(block, reflowed)
            start = text.index(reflowed)
            street = start + reflowed.index(str(number + 10))
            parts = {
                "name": {"spans": [[start, street - 1]], "boxes": [], "confidence": 0.9},
                "address.street": {"spans": [[street, start + len(reflowed)]], "boxes": [], "confidence": 0.9},
            }
            evidence = dict(passage(text, reflowed)) | {"parts": parts}
            salutation = {
                "value": side.record["salutation"]["value"],
                "evidence": passage(text, side.record["salutation"]["value"]),
            }
            changes = {"text": text, "recipients": [recipient | {"evidence": evidence}], "salutation": salutation}
            sides.append(Side(side.record | changes))
        (family,) = compare(sides).families
        slots = {d.field: [r.text for r in d.readings] for d in family.slots}
        assert sorted(slots["address"]) == [
            f"{n + 10} Quay Street Port {name}, Maine 0400{n}" for n, name in enumerate(("Jessup", "Ives", "Holloway"))
        ]
        assert not any(character.isdigit() for text in slots["recipient"] for character in text)


def test_a_covered_place_is_covered_here_and_not_there() -> None:
    """What stands under the cover may be the same: the Department is not said to have written it differently."""
    found = family(BODY, BODY.replace("will not draw", "will █ draw"), BODY)
    assert [d.made_by for d in found.doubtful] == ["covered"] and found.differences == ()
    assert {r.text for r in found.doubtful[0].readings} == {"not", "█"}
    letters = [letter(BODY, 0), letter(BODY.replace("will not draw", "will █ draw"), 1)]
    assert "covered here, not there" in render_text(compare(letters))


def test_places_that_are_covered_alike_are_no_difference() -> None:
    covered = BODY.replace("will not draw", "will █ draw")
    found = family(covered, covered)
    assert found.doubtful == () and found.differences == ()
