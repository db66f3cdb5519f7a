"""All that is a quotation is seen, whatever marks it, and no article is a source of itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.config import Config
from pipeline.extraction import extract
from pipeline.quotes import Article, check, read_article, render_text
from pipeline.quotes.setting import without_breaks
from pipeline.quotes.witnesses import OTHER
from tests.quoted import family

LETTER = """U.S. Department of Justice
Office of Justice Programs

March 3, 2018

The Honorable Ana Poe
Mayor
City of Larkspur
12 Elm Street
Larkspur, OR 97401

Dear Mayor Poe:

The Department has concluded that the town did not break its promise. The town must, however, keep a written log for thirty days,
and it may not bar its clerks from sending files. Visitors may enter the vault only with a key, unless the clerk is away, and must sign
the book. Please answer no later than April 6, 2018.

Sincerely,

Jo Black
Acting Assistant Attorney General
"""
PAGE = "<!doctype html><html><body><article><h1>News</h1><p>The letter of Jo Black says:</p>{}</article></body></html>"


@pytest.fixture(scope="module")
def letter():
    return extract("letter.txt", Config(cache=False), LETTER.encode()).records[0]


def checked(text: str, letter, name: str = "article.txt"):
    return check([read_article(name, Config(cache=False), text.encode())], [letter])


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("The letter says «the town did not break its promise».", "exact"),
        ("The letter says »the town did not break its promise«.", "exact"),
        ("The letter says « the town did break its promise ».", "altered"),
        ("The letter says ‹the town did not break its promise›.", "exact"),
        ("The letter says it “may not bar” them.", "exact"),  # three words
        ("The letter speaks of a “written log” of visits.", "exact"),  # two
        ("The letter says:\n\n> The Department has concluded that the town did break its promise.\n\nSo it goes.", "altered"),
        (
            "The letter says:\n\n    The Department has concluded that\n    the town did not break its promise.\n\nSo it goes.",
            "exact",
        ),
        ("The letter says:\n\n\tThe Department has concluded that the town did break its promise.\n\nSo it goes.", "altered"),
        ("The letter says “the town did\n\nADVERTISEMENT\n\nnot break its promise” to all.", "exact"),
        ("The letter says “[t]he town must . . . keep a written log for thirty days.”", "bracketed"),
        ("The letter says “[t]he Department has concluded that the town did not break its promise.”", "bracketed"),
    ],
)
def test_marks_of_all_kinds(text, verdict, letter):
    assert [q.verdict for q in checked(text, letter).articles[0].quotations] == [verdict]


@pytest.mark.parametrize(
    ("body", "verdict"),
    [
        ("<blockquote><p>The Department has concluded that the town did break its promise.</p></blockquote>", "altered"),
        ("<blockquote>The town did not break its promise.</blockquote>", "typographic"),
        ("<p>He wrote that <q>the town did not break its promise</q> then.</p>", "exact"),
    ],
)
def test_pages_set_quotations_apart(body, verdict, letter):
    assert [q.verdict for q in checked(PAGE.format(body), letter, "page.html").articles[0].quotations] == [verdict]


@pytest.mark.parametrize(
    ("quoted", "kinds"),
    [
        ("Please answer no later than 6 April 2018", ()),  # the same day, its month after it
        ("Please answer no later than April 9, 2018", ("date",)),
        ("must keep a written log for 30 days", ()),  # the same number; the modal verb stands before what was left out
        ("must keep a written log for 60 days", ("number",)),
        ("it may bar its clerks from sending files", ("negation",)),
    ],
)
def test_what_changed_is_told_by_value(quoted, kinds, letter):
    (found,) = checked(f"The letter says “{quoted}.”", letter).articles[0].quotations
    assert found.material == kinds


def test_an_ellipsis_that_drops_a_condition_wants_a_look(letter):
    (found,) = checked("The letter says “Visitors may enter the vault … and must sign the book.”", letter).articles[0].quotations
    assert found.material == ("condition",)
    assert found.doubtful


@pytest.mark.parametrize(
    ("text", "doubtful"),
    [
        ("The letter to Mayor Poe says “all federal funds will be withdrawn at once.”", True),  # it is given, and not there
        ("The letter to Mayor Zed says “all federal funds will be withdrawn at once.”", False),  # another letter
        (
            "“All federal funds will be withdrawn at once,” the governor, Ada Rue, said of the letter to Mayor Poe.",
            False,
        ),  # he says it
        ("The governor said “all federal funds will be withdrawn at once.”", False),  # he is not in the sources
    ],
)
def test_words_put_into_a_documents_mouth(text, doubtful, letter):
    (found,) = checked(text, letter).articles[0].quotations
    assert (found.verdict, found.doubtful) == ("not_found", doubtful)


class TestWitnesses:
    ARTICLE = (
        "The town broke its word.\n“The Department has concluded that the town did break its promise,” Jo Black wrote to it."
    )

    def test_an_article_is_no_source_of_itself(self, letter):
        own = extract("draft.txt", Config(cache=False), self.ARTICLE.encode()).records[0]
        report = check([Article("draft.txt", self.ARTICLE)], [own, letter])
        assert [q.verdict for q in report.articles[0].quotations] == ["altered"]
        assert [source.record_id for source in report.left_out] == [own["record_id"]]
        assert "left out: draft.txt" in render_text(report)

    def test_another_paper_does_not_outrank_a_letter(self, letter):
        note = extract(
            "note.txt", Config(cache=False), b"A note.\n\nThe Department has concluded that the town did break its promise."
        )
        report = check([Article("a", self.ARTICLE)], [note.records[0], letter])
        assert [q.verdict for q in report.articles[0].quotations] == ["altered"]


@pytest.mark.parametrize(
    ("text", "attribution"),
    [
        ("“{}” — Jo Black, Chief", "right"),
        ("“{}” — Jo Blackwood, a baker", "unknown"),
        ("Black’s words: “{}”", "right"),
    ],
)
def test_who_is_named_behind_a_dash_or_by_his_words(text, attribution, letter):
    words = "The Department has concluded that the town did not break its promise"
    (found,) = checked(text.format(words), letter).articles[0].quotations
    assert (found.verdict, found.attribution) == ("exact", attribution)


def test_one_word_is_listed_as_not_checked(letter):
    report = checked("He called it a “farce” in May.", letter)
    assert [passage.quote for passage in report.articles[0].unchecked] == ["farce"]
    assert "not checked: “farce”" in render_text(report)


def test_an_empty_result_says_what_was_looked_for(letter):
    assert "Looked for:" in render_text(checked("Nobody said a word.", letter))


def test_an_advertisement_between_sentences_joins_nothing():
    assert without_breaks("It ended.\nADVERTISEMENT\nThen it began.") == "It ended.\nThen it began."


def test_an_advertisement_behind_an_ellipsis_parts_no_sentence():
    assert without_breaks("“Both . . .\nADVERTISEMENT\nwere read,” he said.") == "“Both . . . were read,” he said."


def test_a_paragraph_of_a_page_stays_one_whatever_ends_it(tmp_path: Path):
    """A block quotation without a full stop, then the words that lead up to the next one; the page names no charset."""
    page = PAGE.format(
        "<p>It says:</p><blockquote><p>[n]o more of that</p></blockquote><p>The mayor’s letter adds:</p><p>“nor this”</p>"
    )
    article = read_article("p.html", Config(cache=False), page.encode())
    assert article.text.split("\n")[-4:] == ["It says:", "“[n]o more of that”", "The mayor’s letter adds:", "“nor this”"]


def test_a_page_without_block_quotations_is_read_as_it_is(tmp_path: Path):
    assert read_article("p.html", Config(cache=False), PAGE.format("<p>He said “no more of this”.</p>").encode()).quotations


def test_other_papers_bear_witness_only_when_asked():
    """A speech may be right to quote; it is never taken for the release, and never comes before a letter."""
    speech = family()[1] | {"document_type": "other", "record_id": "3f2a91c04d5e-09", "recipients": [], "signatories": []}
    words = "“We would rather settle this matter,” the {} says."
    alone = check([Article("a", words.format("speech"))], [speech])
    assert [source.reason for source in alone.left_out] == [OTHER]
    assert alone.counts() == {"not_found": 1}
    (found,) = check([Article("a", words.format("news release"))], [speech], accept_other=True).articles[0].quotations
    assert (found.verdict, found.attribution) == ("exact", "other_document")
    both = check([Article("a", words.format("letter to Pellworth"))], [speech, *family()], accept_other=True)
    assert both.articles[0].quotations[0].source_document == 2
