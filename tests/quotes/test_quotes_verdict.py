"""The verdict on each kind of change, difference by difference: what it is, what it weighs, and whether it alters what was said."""

from __future__ import annotations

import pytest

from pipeline.quotes.verdict import QuoteDifference, merged
from tests.quoted import checked, family, saying


def differences(text, quote, source="native"):
    (found,) = checked(f"The clerk read aloud: “{quote}”", sources=saying(text, source))
    told = [(d.kind, d.source, d.quote, d.material, d.altering) for d in found.differences if d.kind != "attribution"]
    return found.verdict, told


CHANGES = [
    # negations near both ends of what is left out
    ('The old town hall did not and could not ever serve all of the people there well.', 'The old town hall … serve all of the people there well', 'altered',
     [('elided', 'did not and could not ever', '…', ('negation', 'hedge'), True)]),
    # and right before what is kept
    ('The town, which is small, never gave the clerk a key to the new hall.', 'The town … gave the clerk a key to the new hall', 'altered',
     [('elided', 'which is small, never', '…', ('negation',), True)]),
    # one in a clause of its own belongs to what is left out
    ('The town gave the clerk, not the mayor of old, a key to the new hall.', 'The town gave the clerk … a key to the new hall', 'elided',
     [('elided', 'not the mayor of old', '…', (), False)]),
    # as does one further in
    ('The town gave the clerk of the old and never loved hall a key to the new one.', 'The town gave the clerk … a key to the new one', 'elided',
     [('elided', 'of the old and never loved hall', '…', (), False)]),
    # first of the two words that count
    ('The town gave the clerk not a very old and much loved key to the new one.', 'The town gave the clerk … key to the new one', 'altered',
     [('elided', 'not a very old and much loved', '…', ('negation',), True)]),
    # the second of them from the end
    ('The town gave the clerk a very much not loved key to the new one.', 'The town gave the clerk … key to the new one', 'altered',
     [('elided', 'a very much not loved', '…', ('negation',), True)]),
    # a condition of what is kept
    ('The town will build the ramps unless the council votes against them in the spring, and it will pay for them.', 'The town will build the ramps … and it will pay for them', 'altered',
     [('elided', 'unless the council votes against them in the spring', '…', ('negation', 'condition'), True)]),
    # one of a sentence that is left out whole
    ('The town will build the ramps. It does so only if money comes. It will pay for them in the fall.', 'The town will build the ramps … It will pay for them in the fall', 'elided',
     [('elided', 'It does so only if money comes', '…', (), False)]),
    # one of a sentence that is broken off after its first word
    ('The town met. Ramps will be built only if money comes. It will pay for them in the fall.', 'The town met. Ramps … It will pay for them in the fall', 'elided',
     [('elided', 'will be built only if money comes', '…', ('condition',), False)]),
    # a negation of a line of its own, which no full stop parts from what is kept, above and below
    ('The town built its ramps in the fall\nNot one of them is sound.\nIt will pay for them in the fall.', 'The town built its ramps in the fall … It will pay for them in the fall', 'elided',
     [('elided', 'Not one of them is sound', '…', (), False)]),
    ('The town built its ramps in the fall. It is sound\nSome are never\nIt will pay for them in the fall.', 'The town built its ramps in the fall … It will pay for them in the fall', 'elided',
     [('elided', 'It is sound Some are never', '…', (), False)]),
    # a clause of its own at the end of what is left out
    ('The town gave the clerk of the hall, loved or not, a key to the new one.', 'The town gave the clerk … a key to the new one', 'elided',
     [('elided', 'of the hall, loved or not', '…', (), False)]),
    # a hedge is told, but an ellipsis may leave it out
    ('The clerk believes that the town will reportedly build the ramps in the fall of the year.', 'The clerk believes that the town will … build the ramps in the fall', 'elided',
     [('elided', 'reportedly', '…', ('hedge',), False)]),
    # a word that is one without its hyphen
    ('The town built the ramps at the polls in Pell-worth last fall.', 'built the ramps at the polls in Pellworth last fall', 'typographic',
     [('typographic', 'Pell-worth', 'Pellworth', (), False)]),
    # another word
    ('The town built the ramps at the polls in the fall.', 'built the ramps at the poll in the fall', 'altered',
     [('replaced', 'polls', 'poll', (), True)]),
    # the form of an apostrophe
    ('The town’s clerk built the ramps at the polls.', "The town's clerk built the ramps at the polls", 'typographic',
     [('typographic', 'town’s', "town's", (), False)]),
    # a first letter with it
    ('The Town’s clerk built the ramps at the polls.', "The town's clerk built the ramps at the polls", 'typographic',
     [('typographic', 'Town’s', "town's", (), False)]),
    # a source all in capitals
    ('THE TOWN BUILT THE RAMPS AT THE POLLS.', 'The town built the ramps at the polls', 'typographic',
     [('typographic', 'THE', 'The', (), False), ('typographic', 'TOWN', 'town', (), False), ('typographic', 'BUILT', 'built', (), False), ('typographic', 'THE', 'the', (), False), ('typographic', 'RAMPS', 'ramps', (), False), ('typographic', 'AT', 'at', (), False), ('typographic', 'POLLS', 'polls', (), False)]),
    # full stops in an abbreviation
    ('The old clerk read the U.S. law at the polls.', 'The old clerk read the US law at the polls', 'typographic',
     [('typographic', 'U.S', 'US', (), False)]),
    # one word in capitals
    ('The town built the RAMPS at the polls in the fall.', 'The town built the ramps at the polls in the fall', 'altered',
     [('replaced', 'RAMPS', 'ramps', (), True)]),
    # nobody can tell what stood there
    ('The town built the █████ ramps at the polls in the fall.', 'The town built the old ramps at the polls in the fall', 'covered',
     [('covered', 'the █████ ramps', 'old', (), False)]),
    # wherever in the text that is
    ('The old town built the █████ ramps at the polls in the fall.', 'The old town built the new ramps at the polls in the fall', 'covered',
     [('covered', 'the █████ ramps', 'new', (), False)]),
    # nor what was left out there
    ('The town built the █████ ramps at the polls in the fall.', 'The town built the ramps at the polls in the fall', 'covered',
     [('covered', 'the █████ ramps', 'the ramps', (), False)]),
    # the label of a list
    ('The town must do this:\n1. build the ramps at the polls;\n2. pay the clerk of the town.', 'build the ramps at the polls; pay the clerk of the town', 'typographic',
     [('typographic', '2', '', (), False)]),
    # a number
    ('The town built 12 ramps at the polls in the fall.', 'The town built 13 ramps at the polls in the fall', 'altered',
     [('replaced', '12', '13', ('number',), True)]),
    # what it counts stands further on
    ('The town built 12 old ramps at the polls in the fall.', 'The town built 13 old ramps at the polls in the fall', 'altered',
     [('replaced', '12', '13', ('number',), True)]),
    # a number is shown with its unit
    ('The town paid 12 dollars at the polls in the fall.', 'The town paid 13 dollars at the polls in the fall', 'altered',
     [('replaced', '12 dollars', '13 dollars', ('number',), True)]),
    # that another sentence begins with a month makes a number no date, wherever in the text it ends
    ('The old clerk of the town counted 12. March was a cold month in the town.', 'The old clerk of the town counted 13', 'altered',
     [('replaced', '12', '13', ('number',), True)]),
    ('The clerk of the town counted 12. March was a cold month in the town.', 'The clerk of the town counted 13', 'altered',
     [('replaced', '12', '13', ('number',), True)]),
    # nor does one that the sentence before ends with
    ('It all began in March. 12 ramps were built by the town clerk.', '13 ramps were built by the town clerk', 'altered',
     [('replaced', '12', '13', ('number',), True)]),
    # within its sentence a month two words before or after it does, and none further off
    ('The town met us on the cold March night 12 at the polls in the fall.', 'The town met us on the cold March night 13 at the polls in the fall', 'altered',
     [('replaced', '12', '13', ('date',), True)]),
    ('The town met us on the March cold night 12 at the polls in the fall.', 'The town met us on the March cold night 13 at the polls in the fall', 'altered',
     [('replaced', '12', '13', ('number',), True)]),
    ('The town met us at 12 on March days at the polls.', 'The town met us at 13 on March days at the polls', 'altered',
     [('replaced', '12', '13', ('date',), True)]),
    ('The town met us at 12 on cold March days at the polls.', 'The town met us at 13 on cold March days at the polls', 'altered',
     [('replaced', '12', '13', ('number',), True)]),
    # the last word of the text stands beside none of the first
    ('About 12 of us met the old clerk of the town in March', 'About 13 of us met the old clerk of the town', 'altered',
     [('replaced', '12', '13', ('number',), True)]),
    # of a change that goes over the end of a sentence both sentences count
    ('The clerk saw us. On 12 March the town built the ramps at the polls.', 'The clerk saw 13 March the town built the ramps at the polls', 'altered',
     [('replaced', 'us. On 12', '13', ('date',), True)]),
    # where an article breaks a quotation it may drop the comma, and not elsewhere
    ('The town will build the ramps at the polls, in the fall of the year.', 'The town will build the ramps at the polls\n\n“in the fall of the year', 'exact', []),
    # or set one
    ('The town will build the ramps at the polls in the fall of the year.', 'The town will build the ramps at the polls,\n\n“in the fall of the year', 'exact', []),
    ('The town will build the ramps at the polls, in the fall of the year.', 'The town will build the ramps at the polls in the fall of the year', 'altered',
     [('punctuation', 'polls, in', 'polls in', (), True)]),
    # nor one word further on
    ('The town will build the ramps at the polls in the fall of the year.', 'The town will build the ramps at the polls\n\n“in, the fall of the year', 'altered',
     [('punctuation', 'in the', 'in, the', (), True)]),
    # words put in
    ('Many people of the town built the ramps at the polls.', 'Many of the people of the town built the ramps at the polls', 'altered',
     [('inserted', '', 'of the', (), True)]),
    # `I` is no name
    ('The town built the ramps at the polls. I saw them all there in the fall.', 'The town built the ramps at the polls. She saw them all there', 'altered',
     [('replaced', 'I', 'She', (), True)]),
    # a name of the source
    ('The town met Ann Roe at the polls in the fall of the year.', 'The town met Ann Poe at the polls in the fall of the year', 'altered',
     [('replaced', 'Roe', 'Poe', ('name',), True)]),
    # and one that only the article has
    ('The town met a clerk at the polls in the fall of the year.', 'The town met Roe at the polls in the fall of the year', 'altered',
     [('replaced', 'a clerk', 'Roe', ('name',), True)]),
    # a bracket adds
    ('The town built the ramps at the polls in the fall.', 'The town built the [old] ramps at the polls in the fall', 'bracketed',
     [('bracketed', '', '[old]', (), False)]),
    # a duty in what it adds is the writer's own
    ('The town built the ramps at the polls in the fall.', 'The town [which must pay] built the ramps at the polls in the fall', 'bracketed',
     [('bracketed', '', '[which must pay]', (), False)]),
    # no bracket covers another word beside it
    ('The town built its ramps at the polls in the fall.', 'The town [of Pellworth] made its ramps at the polls in the fall', 'altered',
     [('bracketed', 'built', '[of Pellworth] made', (), True)]),
    # a bracket explains
    ('The town built its ramps at the polls in the fall.', 'The town built [Pellworth’s] ramps at the polls in the fall', 'bracketed',
     [('bracketed', 'its', '[Pellworth’s]', (), False)]),
    # no bracket turns
    ('The town may build its ramps at the polls in the fall.', 'The town [will not] build its ramps at the polls in the fall', 'altered',
     [('bracketed', 'may', '[will not]', ('negation', 'modal'), True)]),
    # as printed, where no scan was read
    ('The town tbuilt the rarnps at the polls in the fall.', 'The town built the ramps at the polls in the fall', 'altered',
     [('replaced', 'tbuilt', 'built', (), True), ('replaced', 'rarnps', 'ramps', (), True)]),
    # the same
    ('The clerk of the town built the modern ramps at the polls.', 'The clerk of the town built the modem ramps at the polls', 'altered',
     [('replaced', 'modern', 'modem', (), True)]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "quote", "verdict", "expected"), CHANGES, ids=[row[1][:50] for row in CHANGES])
def test_changes(text, quote, verdict, expected):
    assert differences(text, quote) == (verdict, expected)


SCANNED = [
    ('The town tbuilt the rarnps at the polls in the fall.', 'The town built the ramps at the polls in the fall', 'exact', [('ocr', 'tbuilt', 'built', (), False), ('ocr', 'rarnps', 'ramps', (), False)]),
    ('The clerk of the town built the modern ramps at the polls.', 'The clerk of the town built the modem ramps at the polls', 'exact', [('ocr', 'modern', 'modem', (), False)]),
    ('The town built the ramps at the polls in Pell-worth last fall.', 'built the ramps at the polls in Pellworth last fall', 'typographic', [('typographic', 'Pell-worth', 'Pellworth', (), False)]),
    ('The town built the ramps at the polls in the fall.', 'built the ramps at the poll in the fall', 'exact', [('ocr', 'polls', 'poll', (), False)]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "quote", "verdict", "expected"), SCANNED, ids=[row[1][:50] for row in SCANNED])
def test_what_a_scan_explains(text, quote, verdict, expected):
    assert differences(text, quote, "ocr") == (verdict, expected)


@pytest.mark.parametrize(
    ("quote", "doubtful"),
    [
        ("the town will be in violation of the law", True),  # one weighty word for another: look
        ("Please tell us within 80 days whether the town will build", True),
        ("They did find a single ramp that a wheelchair could use", False),  # a scan drops no word so
        ("We would prefer settling this matter than litigate it", False),
    ],
)
def test_a_change_that_a_scan_may_explain_is_doubtful(quote, doubtful):
    for source in ("native", "ocr"):
        (found,) = checked(f"The clerk read aloud: “{quote}”", sources=family(source))
        doubts = {d.doubt for d in found.differences if d.altering}
        assert doubts == ({"The source was read by OCR: look at the page."} if doubtful and source == "ocr" else {None})


def test_a_day_the_other_way_round_is_the_same_day():
    (found,) = checked("It said “On 14 January 2019, two of our staff visited the polling places.”")
    assert not {kind for d in found.differences for kind in d.material}
    (found,) = checked("It said “On 15 January 2019, two of our staff visited the polling places.”")
    assert {kind for d in found.differences for kind in d.material} == {"date"}


def test_parts_that_are_run_together_are_shown_each():
    (found,) = checked("It said “We would rather settle this matter We believe that the town may be in violation.”")
    assert [(d.kind, d.source, d.quote, d.altering) for d in found.differences] == [
        ("spliced", part, part, True)
        for part in ("We would rather settle this matter", "We believe that the town may be in violation")
    ]


def test_words_that_end_one_part_and_begin_the_next_are_shown_with_both():
    first, second = (
        "The clerk of Pellworth met the people of the old town",
        "the people of the old town built the new ramps at the polls",
    )
    text = f"{first}. Nobody else was there in those days. Only {second}."
    assert differences(text, first + second.removeprefix("the people of the old town")) == (
        "spliced",
        [("spliced", part, part, (), True) for part in (first, second)],
    )


def test_a_repeated_slip_of_the_press_is_told_once_and_a_repeated_change_twice():
    slip, change = (
        QuoteDifference("typographic", "The", "the", 1),
        QuoteDifference("replaced", "may", "will", 1, ("modal",), True),
    )
    misread = QuoteDifference("ocr", "rn", "m", 1)
    assert merged([slip, change, slip, misread, change, misread]) == (slip, change, misread, change)
    assert merged([slip, QuoteDifference("typographic", "The", "the", 2)]) == (
        slip,
        QuoteDifference("typographic", "The", "the", 2),
    )
    assert merged([]) == ()
