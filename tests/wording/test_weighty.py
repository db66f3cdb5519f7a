"""Words that weigh: what a comparison ranks high, a quotation must have."""

from __future__ import annotations

import pytest

from pipeline.comparison.sides import tokens as words
from pipeline.comparison.weigh import category
from pipeline.quotes.wording import material
from pipeline.wording.tokens import fold, plain, tokens
from pipeline.wording.weighty import is_negation, is_opposite, is_weighty, modal, number


@pytest.mark.parametrize(
    ("old", "new", "ranked", "touched"),
    [
        ("twelve days", "eleven days", "number", ("number",)),
        ("thirteen days", "fourteen days", "number", ("number",)),
        ("sixteen days", "16 days", "form", ()),
        ("sixteen days", "sixteen (16) days", "form", ("number",)),
        ("sixteen (16) days", "sixteen (61) days", "number", ("number",)),
        ("5 percent of it", "5% of it", "form", ("unit",)),
        ("$5 million in all", "$5,000,000 in all", "form", ("number", "unit")),
        ("the third count", "the eleventh count", "number", ("number",)),
        ("may refuse", "must refuse", "obligation", ("modal",)),
        ("it requires a bond", "it permitted a bond", "obligation", ("modal",)),
        ("is optional here", "is mandatory here", "obligation", ("modal",)),
        ("if you agree", "unless you agree", "negation", ("negation",)),
        ("hardly any", "almost any", "negation", ("negation",)),
        ("did say", "didn’t say", "negation", ("negation",)),
        ("the house", "the garden", "wording", ()),
    ],
)
def test_comparison_and_quotation_weigh_alike(old, new, ranked, touched):
    assert category([words(old), words(new)]) == ranked
    keys = [[token.key for token in tokens(side)] for side in (old, new)]
    assert material(*keys, [], frozenset()) == touched


@pytest.mark.parametrize("key", ["not", "isn't", "unless", "thirteen", "28.104", "june", "sept", "friday", "would", "twice"])
def test_weighty(key):
    assert is_weighty(key)


@pytest.mark.parametrize("key", ["note", "house", "juneau", "we'll", "woods", "no-one"])
def test_not_weighty(key):
    assert not is_weighty(key)


def test_contracted_will_is_a_modal():
    assert (modal("they'll"), modal("will"), modal("ill")) == ("will", "will", None)


@pytest.mark.parametrize(("key", "value"), [("1,000", "1000"), ("23rd", "23"), ("twelve", "12"), ("b2", "b2"), ("abc1", None)])
def test_number(key, value):
    assert number(key) == value


@pytest.mark.parametrize(
    ("one", "other", "opposite"),
    [("lawful", "unlawful", True), ("neither", "either", True), ("able", "table", False), ("is", "dis", False)],
)
def test_opposites(one, other, opposite):
    assert is_opposite(one, other) is opposite


def test_the_form_of_marks_does_not_matter():
    assert plain("“Mayor’s”—") == '"Mayor\'s"-'
    assert fold("ﬁling’S") == "filing's"
    assert is_negation(fold("Don’t"))
