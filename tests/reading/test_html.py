from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import TooLarge
from pipeline.reading import html
from pipeline.reading.html import read_html
from tests.budget import processor_seconds
from tests.reading.test_plaintext import rows


def read(body: str) -> list[str]:
    (page,) = read_html(f"<!DOCTYPE html><html><head><title>Site</title></head><body>{body}</body></html>".encode())
    return rows(page)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param("<h1>Award</h1><p>One\n  paragraph</p><p>Two</p>", ["Award", "One paragraph", "Two"], id="a line each"),
        pytest.param("<p>Mayor Quill<br>1 Main St<br/>St. Paul</p>", ["Mayor Quill", "1 Main St", "St. Paul"], id="line breaks"),
        pytest.param("<p>a <b>bold</b><i>ly</i> <a href='x'>linked</a> word</p>", ["a boldly linked word"], id="inline elements"),
        pytest.param("<ol><li>Send</li><li><p>Give</p></li></ol>", ["1. Send", "2. Give"], id="numbers"),
        pytest.param("<ol start=4><li>d<li value=9>i</ol>", ["4. d", "9. i"], id="numbers that start elsewhere"),
        pytest.param("<ol type=a><li>x<li>y</ol><ol type=I><li>x<li>y</ol>", ["a. x", "b. y", "I. x", "II. y"], id="letters, numerals"),
        pytest.param("<ol style='list-style-type: lower-roman'><li>x</ol>", ["i. x"], id="numerals by style"),
        pytest.param("<ul><li>x</li><li>y<ul><li>z</li></ul></li></ul>", ["• x", "• y", "• z"], id="bullets in bullets"),
        pytest.param("<ol><li>x<ol type=a><li>y</ol><li>z</ol>", ["1. x", "a. y", "2. z"], id="numbers go on after an inner list"),
        pytest.param("<ul><li></li><li><ul><li>x</ul></ul>", ["• x"], id="empty items"),
        pytest.param("<ol><li><ol type=a><li>x<li>y</ol></ol>", ["1. a. x", "b. y"], id="an item that is all list"),
        pytest.param("<table><tr><th>City</th><th>Sum</th></tr><tr><td><p>St. Paul</p></td><td>$4</td></tr></table>",
                     ["City Sum", "St. Paul $4"], id="tables row by row"),
        pytest.param("<dl><dt>Number</dt><dd>12-345</dd></dl>", ["Number", "12-345"], id="definitions"),
        pytest.param("<pre>a\n  b</pre>", ["a", "b"], id="preformatted lines"),
        pytest.param("a&amp;b &sect;&nbsp;12 &ldquo;x&rdquo; soft&shy;ware", ["a&b § 12 “x” software"], id="entities"),
        pytest.param("<p>text<!-- no --> on</p><?php no ?>", ["text on"], id="comments"),
        pytest.param("<form id=aspnetForm><p>Text</p></form>", ["Text"], id="a form around the whole page"),
        pytest.param("<blockquote>“Quoted.”</blockquote>after", ["“Quoted.”", "after"], id="text between blocks"),
        pytest.param("<p>unclosed <b>tags<p>go on", ["unclosed tags", "go on"], id="unclosed tags"),
    ],
)  # fmt: skip
def test_text(body: str, expected: list[str]) -> None:
    assert read(body) == expected


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("<nav>Home</nav>", id="navigation"),
        pytest.param("<header>Site</header><footer>Site</footer>", id="the site's header and footer"),
        pytest.param("<aside>Related</aside>", id="asides"),
        pytest.param("<script>var x = '<p>no</p>'</script><style>p {}</style>", id="scripts"),
        pytest.param("<p style='display: none'>no</p>", id="hidden by style"),
        pytest.param("<p hidden>no</p><p aria-hidden=true>no</p>", id="hidden by attribute"),
        pytest.param("<a class='visually-hidden' href=#x>Skip to main content</a>", id="for screen readers only"),
        pytest.param("<div role='navigation'>Home</div><div role=banner>Site</div>", id="by role"),
        pytest.param("<form><label>Search</label><input></form><button>Share</button>", id="forms"),
        pytest.param("<svg><text>no</text></svg><noscript>Switch it on</noscript>", id="drawings"),
    ],
)
def test_what_is_not_the_page_is_left_out(body: str) -> None:
    assert read(f"{body}<p>Kept.</p>{body}") == ["Kept."]


LONG = "The office announced an award to the city today. " * 6


@pytest.mark.parametrize("main", ["main", "article", "div role=main", "div id=content"])
def test_the_main_part_is_read_where_there_is_one(main: str) -> None:
    body = f"<div>Menu</div><{main}><header>June 4, 2012</header><p>{LONG}</p></{main.split()[0]}><div>Leadership</div>"
    assert read(body) == ["June 4, 2012", LONG.strip()]


def test_of_several_articles_the_fullest_is_read() -> None:
    assert read(f"<article>{'Related. ' * 30}</article><article>{LONG * 3}</article>") == [(LONG * 3).strip()]


def test_an_empty_main_part_is_no_reason_to_read_nothing() -> None:
    assert read("<main></main><p>Kept.</p>") == ["Kept."]


def test_headings_are_bold_and_blocks_stand_apart() -> None:
    (page,) = read_html(b"<body><h1>Award</h1><p>One<br>two</p></body>")
    award, one, two = page.words
    assert (award.bold, one.bold) == (True, False)
    assert two.top - one.top < one.top - award.top


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(
            '<meta charset="iso-8859-1"><p>Jos\xe9 \x93x\x94'.encode("latin-1"), "José “x”", id="Windows-1252 under another name"
        ),
        pytest.param("<p>José".encode("utf-16"), "José", id="UTF-16"),
        pytest.param('<meta charset="no-such"><p>José'.encode(), "José", id="an encoding that is none"),
        pytest.param('<?xml version="1.0" encoding="utf-8"?><html><body><p>José'.encode(), "José", id="XHTML"),
        pytest.param('<meta charset="utf-8"><p>José'.encode("cp1252"), "José", id="a lie"),
    ],
)
def test_encodings(data: bytes, expected: str) -> None:
    assert rows(read_html(data)[0]) == [expected]


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("<div>" * 100_000, id="deep"),
        pytest.param("<p>x" * 100_000, id="many blocks"),
        pytest.param("<ul><li>" * 20_000, id="deep lists"),
        pytest.param("<table><tr><td>" * 5_000, id="tables in tables"),
        pytest.param("&" * 100_000 + "<" * 100_000, id="broken marks"),
        pytest.param("<p " + "a=b " * 50_000 + ">x", id="attributes"),
    ],
)
def test_hostile_pages_are_bounded(body: str) -> None:
    with processor_seconds(60):
        (page,) = read_html(f"<html><body><p>Kept.</p>{body}</body></html>".encode())
    assert len(page.words) <= 200_000


def test_entities_of_a_document_type_are_not_expanded() -> None:
    bomb = '<!DOCTYPE html [<!ENTITY a "boom"><!ENTITY b "&a;&a;"><!ENTITY f SYSTEM "file:///etc/hostname">]><body>&b; &f; kept</body>'
    text = " ".join(rows(read_html(bomb.encode())[0]))
    assert "boom" not in text.split("kept")[0].replace('"boom"', "") and "kept" in text


@pytest.mark.parametrize(
    ("attributes", "text"),
    [
        pytest.param("class='hidden' a=1", ["Below."], id="a few"),
        pytest.param("class='hidden' " + "a=1 " * 298 + "b='>' ", ["Below."], id="as many as are read"),
        pytest.param("class='hidden' " + "a=1 " * 300, ["Above.", "Below."], id="too many, so that it has none"),
        pytest.param("class='hidden' " + " ".join(f"a{n}" for n in range(400)), ["Above.", "Below."], id="without values"),
        pytest.param("class='hidden' " + "a='>' b " * 400, ["Above.", "Below."], id="an angle in a value ends no tag"),
        pytest.param("class='hidden' style='" + "color: red; " * 400 + "'", ["Below."], id="many words in one value"),
    ],
)
def test_a_tag_of_too_many_attributes_has_none(attributes: str, text: list[str]) -> None:
    [page] = read_html(f"<html><body><p {attributes}>Above.</p><p>Below.</p></body></html>".encode())
    assert rows(page) == text


@pytest.mark.parametrize(("depth", "text", "cut"), [(300, ["Above.", "Below."], False), (3_000, ["Above."], True)])
def test_what_is_nested_too_deep_is_said_to_be_left_out(depth: int, text: list[str], cut: bool) -> None:
    (page,) = read_html(f"<p>Above.</p>{'<div>' * depth}<p>Below.</p>".encode())
    assert [word.text for word in page.words] == text
    assert any(note.startswith("text-cut") for note in page.notes) == cut


def test_as_many_items_as_there_are_are_read() -> None:
    (page,) = read_html(b"<ul>" + b"<li>x" * 6_000 + b"</ul>")
    assert sum(word.text == "x" for word in page.words) == 6_000 and not page.notes


def test_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html, "MAX_BYTES", 10)
    with pytest.raises(TooLarge):
        read_html(b"<p>" + b"x" * 20)


@given(st.text(st.sampled_from("<>/pliodvtr =\"'a&;\n"), max_size=200))
@settings(deadline=None)
def test_any_markup_is_read(text: str) -> None:
    assert len(read_html(text.encode())) == 1


@pytest.mark.parametrize(
    ("cells", "lines"),
    [
        pytest.param("<td><h2>Head</h2><p>One.</p><p>Two.</p></td>", ["Head", "One.", "Two."], id="a mail's only cell is a page"),
        pytest.param("<td><table><tr><td><p>One.</p></td></tr></table></td><td></td>", ["One."], id="tables in tables"),
        pytest.param("<td><p>May 1</p></td><td><p>Plan</p></td>", ["May 1 Plan"], id="a table of data keeps its rows"),
    ],
)
def test_cells_that_hold_paragraphs(cells: str, lines: list[str]) -> None:
    [page] = read_html(f"<html><body><table><tr>{cells}</tr></table></body></html>".encode())
    tops = sorted({word.top for word in page.words})
    assert [" ".join(word.text for word in page.words if word.top == top) for top in tops] == lines
