"""Quotations of an article: marks of every kind, paragraphs, parted sentences, and what is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import EmptyFile
from pipeline.quotes import Article, read_article
from pipeline.quotes.citing import Citations
from pipeline.quotes.phrase import parse


def quoted(*paragraphs: str) -> list[str]:
    return [q.text for q in Article("a", "\n".join(paragraphs)).quotations]


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        pytest.param(["He said “we have built all the ramps.”"], ["we have built all the ramps."], id="curly"),
        pytest.param(['He said "we have built all the ramps."'], ["we have built all the ramps."], id="straight"),
        pytest.param(["He said ‘we have built all the ramps’."], ["we have built all the ramps"], id="single, stop outside"),
        pytest.param(["'We can't build the ramps,' he said."], ["We can't build the ramps,"], id="single with an apostrophe"),
        pytest.param(
            ["‘We saw a so-called 'open' town there’"], ["We saw a so-called 'open' town there"], id="single, another form inside"
        ),
        pytest.param(["The towns' clerks and the voters' families met."], [], id="apostrophes are no marks"),
        pytest.param(["A “sanctuary” city and a “fishing expedition”"], ["fishing expedition"], id="one word is of anybody"),
        pytest.param(["“The (“DHS”) staff may come and go.”"], ["The (“DHS”) staff may come and go."], id="nested alike"),
        pytest.param(
            ["“He called it a ‘waste of time’ in May.”"], ["He called it a ‘waste of time’ in May."], id="nested single"
        ),
        pytest.param(
            ["“We built three of them,” she said. “The rest will follow soon.”"],
            ["We built three of them,", "The rest will follow soon."],
            id="parted sentences are two",
        ),
        pytest.param(
            ["“We,” she said, “will build every ramp.”"], ["We, will build every ramp."], id="a part too short alone is joined"
        ),
        pytest.param(
            ["“We built three of them.", "“The rest will follow soon.”"],
            ["We built three of them.\nThe rest will follow soon."],
            id="paragraphs that each open",
        ),
        pytest.param(
            ["“We built three of them.”", "“The rest will follow soon.”"],
            ["We built three of them.", "The rest will follow soon."],
            id="paragraphs that each open and close",
        ),
        pytest.param(
            ["“We built three of them…", "Nobody helped us.", "The rest will follow soon.”", "She left."],
            ["We built three of them…\nNobody helped us.\nThe rest will follow soon."],
            id="paragraphs without marks up to the closing one",
        ),
        pytest.param(
            ["“We built three of them.", "She left."], ["We built three of them."], id="never closed: to the paragraph's end"
        ),
        pytest.param(['A ramp of 12" by 30" was planned.'], [], id="inches"),
        pytest.param([""], [], id="nothing"),
    ],
)
def test_quotations(paragraphs, expected):
    assert quoted(*paragraphs) == expected


def test_offsets_are_those_of_the_marks():
    article = Article("a", "Intro.\nHe said “we have built all the ramps” today.")
    (quotation,) = article.quotations
    assert article.text[quotation.start : quotation.end] == "“we have built all the ramps”"


@given(st.text(alphabet="ab “”‘’\"'.,…[]\n", max_size=120))
def test_any_marks_are_read(text):
    article = Article("a", text)
    for quotation in article.passages:
        assert 0 <= quotation.start <= quotation.end <= len(text)
        assert parse(quotation.text, quotation.joints).text == quotation.text
    citations = Citations(article)
    assert all(citations.of(q) is not None for q in article.quotations)


@pytest.mark.parametrize(
    ("quote", "items"),
    [
        ("1. Does the town", ["Does", "the", "town"]),
        ("(a) name a person", ["name", "a", "person"]),
        ("I. am here", ["am", "here"]),
        ("A new ramp", ["A", "new", "ramp"]),
        ("all . . . of it ... and [...] more", ["all", ". . .", "of", "it", "...", "and", "[...]", "more"]),
        ("[H]as the town decid[ed]", ["[H]as", "the", "town", "decid[ed]"]),
        ("[t]hat’s all", ["[t]hat’s", "all"]),
        ("$41,500 under 28 C.F.R. § 35.130(b)", ["$", "41,500", "under", "28", "C", "F", "R", "§", "35.130", "b"]),
        ("the nine-year-old’s", ["the", "nine", "year", "old’s"]),
    ],
)
def test_items_of_a_quotation(quote, items):
    assert [item.text for item in parse(quote).items] == items


class TestReading:
    def test_paragraphs_of_a_wrapped_text_are_joined(self, tmp_path):
        path = tmp_path / "story.txt"
        path.write_text(
            "TOWN TOLD TO BUILD\n\nThe letter says that the town “should account for every dollar\n"
            "that it was given for the ramps in those years.” The clerk would not\ncomment on it.\n\nNobody else spoke.\n"
        )
        article = read_article(path)
        assert article.name == "story.txt"
        assert [q.text for q in article.quotations] == [
            "should account for every dollar that it was given for the ramps in those years."
        ]

    def test_one_line_for_each_paragraph_stays(self, tmp_path):
        path = tmp_path / "story.txt"
        path.write_text("“We built three of them.\n“The rest will follow soon.”\n", encoding="utf-8")
        assert read_article(path).text.count("\n") == 1

    def test_saved_html(self, tmp_path):
        path = tmp_path / "story.html"
        path.write_text(
            "<html><head><title>T</title><script>var a = “not part of it at all”;</script></head><body><h1>Town told</h1>"
            "<p>The letter says that it &ldquo;should account for <em>every</em> dollar.&rdquo;</p></body></html>",
            encoding="utf-8",
        )
        assert [q.text for q in read_article(path).quotations] == ["should account for every dollar."]

    def test_bytes_may_be_given(self):
        assert quoted_in(b"He said \x93we have built all the ramps\x94.") == ["we have built all the ramps"]

    def test_an_empty_file_is_an_error(self):
        with pytest.raises(EmptyFile):
            quoted_in(b"")


def quoted_in(data: bytes) -> list[str]:
    return [q.text for q in read_article("story.txt", data=data).quotations]


@pytest.mark.parametrize(
    ("text", "recipient"),
    [
        ("The letter to Pellworth says “we must ask you to explain.”", "Pellworth"),
        ("A letter sent to Mr. Stroud asks “we must ask you to explain.”", "Mr. Stroud"),
        ("“We must ask you to explain,” reads the letter to the town clerk.", "the town clerk"),
        (
            "The letter, addressed to the village of Los Cerrillos, says “we must ask you to explain.”",
            "the village of Los Cerrillos",
        ),
        ("The letter says “we must ask you to explain.”", None),
    ],
)
def test_recipient_that_is_named(text, recipient):
    article = Article("a", text)
    assert Citations(article).of(article.quotations[0]).recipient == recipient
