"""No list of words and no table of confusions stands twice.

Two lists are one where they share half of their words. Whoever needs words that stand somewhere names their list: `$places` in the
files of `patterns/`, `words("places")` and `either("places")` in Python.
"""

from __future__ import annotations

from itertools import combinations

import pytest

from tests.word_lists import WordList, all_lists, doubles, tables

NOT_COMPARED = {
    "extractors/patterns/mending.json": "words that a misread one is known by: any word of the genre may be one, whatever its use",
    "pipeline/quality/distortions.json": "words to put in place of others, so that a rule that knows only some is found out",
    "pipeline/quality/letters.json": "a grammar of made-up letters: it is to use words of its own, not those that rules look for",
    "pipeline/doubt/weights.json": "numbers by the names of signs",
    "pipeline/records/confidence.json": "numbers by the names of rules",
}
# Two places, as far as they go, and why their words are alike
ARGUED = {
    (
        "extractors/language/months.py",
        "extractors/patterns/words.json",
    ): "a pattern of all printed forms: `Sept.`, `June.`, `Thurs.`",
    ("extractors/patterns/titles.json:.organization_words", "extractors/patterns/titles.json:.organization_modifiers"): (
        "an organization's name ends with a word of one list and begins with one of the other: `Police` does both, `Public` does not"
    ),
    ("extractors/fields/requests.py", "extractors/patterns/requests.json:.headings"): (
        "what a sentence points ahead to (`the items below`), and what a heading is made of: `matters` is no heading"
    ),
    ("extractors/language/cues.py", "extractors/patterns/reference_numbers.json:.labels"): (
        "the labels that stand at the beginning of a line of their own; `Claim` and `Award` begin sentences"
    ),
    (
        "extractors/language/offices.py",
        "extractors/structure/zone_features.py",
    ): "a feature stays as it was when weights were fitted",
    ("extractors/fields/reference_numbers.py", "extractors/structure/zone_features.py"): "a feature, as before",
    ("pipeline/quotes/citing.py", "pipeline/quotes/claimed"): (
        "what ends a name in a clause, and what an article says that letters do: in both are verbs of telling, few of them by chance"
    ),
    ("extractors/patterns/deadlines.json:.between", "pipeline/doubt/looks.py"): "a sign stays as it was when weights were fitted",
}


def is_argued(one: WordList, other: WordList) -> bool:
    places = [f"{each.file}:{each.place}" for each in (one, other)]
    return any(all(place.startswith(said) for place, said in zip(places, pair, strict=True)) for pair in ARGUED)


LISTS = [each for each in all_lists() if each.file not in NOT_COMPARED]
DOUBLES = [(one, other) for one, other in doubles(LISTS)]


def test_no_list_stands_twice():
    twice = [(one, other) for one, other in DOUBLES if not is_argued(one, other)]
    assert [(*one[:2], *other[:2], sorted(one.words & other.words)) for one, other in twice] == [], (
        'these lists share half of their words: name the other (`$places`, `words("places")`), or argue in ARGUED why they are two'
    )


def test_all_lists_are_seen():
    """A look that sees nothing finds nothing."""
    assert len(LISTS) > 500
    assert {each.file for each in LISTS} >= {
        "extractors/language/cues.py",
        "extractors/patterns/words.json",
        "pipeline/quotes/citing.py",
    }


@pytest.mark.parametrize("pair", ARGUED)
def test_what_is_argued_is_there(pair):
    assert any(is_argued(one, other) for one, other in DOUBLES if one.file == pair[0].split(":")[0])


@pytest.mark.parametrize(
    ("one", "other", "double"),
    [
        ("city county state town village", "city county state town village tribe", True),  # alike
        ("city county state town", "city county state town", False),  # too few to tell
        ("city county state town village", "city county state town village red green blue white black brown grey", False),
        (
            "city county state town village tribe nation parish",
            "a city b county c state d town e village f tribe nation parish",
            True,
        ),
        ("the this that these those my our your his her", "the this that these those my our your his her its their", True),
        ("the this that these those my our your", "the this that these those my our your its their", False),  # small words
    ],
)
def test_what_a_double_is(one, other, double):
    lists = [WordList("a", "", frozenset(one.split())), WordList("b", "", frozenset(other.split()))]
    assert bool(list(doubles(lists))) is double


def test_no_table_of_confusions_stands_twice():
    assert [(a, b, sorted(x & y)) for (a, x), (b, y) in combinations(tables(), 2) if 2 * len(x & y) >= min(len(x), len(y))] == []
    assert any(file == "extractors/patterns/confusions.json" for file, _ in tables())
