"""Phrases finds what spaCy's Matcher finds, and tries less."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.matcher import Matcher

from extractors.language.phrases import Phrases

NLP = spacy.blank("en")
PATTERNS = [
    ("said", [{"LOWER": {"IN": ["said", "says"]}}]),
    ("said", [{"LOWER": {"IN": ["went", "goes"]}}, {"LOWER": "on"}]),
    ("we_found", [{"LOWER": "we"}, {"LOWER": {"IN": ["have", "also"]}, "OP": "*"}, {"LOWER": {"IN": ["found", "find"]}}]),
    ("bureau", [{"LOWER": "the", "OP": "?"}, {"ORTH": {"IN": ["BJA", "OVW"]}}]),
    ("of_many", [{"LOWER": "of", "OP": "+"}, {"IS_ALPHA": True, "OP": "?"}]),
]
WORDS = ["we", "have", "also", "found", "said", "goes", "on", "the", "BJA", "bja", "of", "Of", "grants", "."]


def matched(text: str, longest: bool) -> list[tuple[str, int, int]]:
    matcher = Matcher(NLP.vocab)
    patterns: dict[str, list[list[dict[str, object]]]] = {}
    for rule, pattern in PATTERNS:
        patterns.setdefault(rule, []).append(pattern)
    for rule, several in patterns.items():
        matcher.add(rule, several, greedy="LONGEST" if longest else None)
    return sorted((NLP.vocab.strings[key], first, last) for key, first, last in matcher(NLP(text)))


@given(st.lists(st.sampled_from(WORDS), max_size=12))
def test_finds_what_a_matcher_with_all_patterns_finds(words):
    text = " ".join(words)
    assert sorted(Phrases(NLP.vocab, PATTERNS).find(NLP(text))) == matched(text, longest=False)


def test_keeps_the_longest():
    assert Phrases(NLP.vocab, PATTERNS, longest=True).find(NLP("of of grants")) == [("of_many", 0, 3)]


def test_offsets_are_those_of_the_passage():
    doc = NLP("It ends. He goes on.")
    assert Phrases(NLP.vocab, PATTERNS).find(doc[3:]) == [("said", 1, 3)]


def test_nothing_in_nothing():
    assert Phrases(NLP.vocab, PATTERNS).find(NLP("")) == []


def test_a_pattern_must_need_a_word():
    with pytest.raises(ValueError):
        Phrases(NLP.vocab, [("any", [{"IS_ALPHA": True}])])
