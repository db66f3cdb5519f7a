from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.fields.amounts import extract
from tests.builders import doc


def found(*paragraphs: str) -> list[tuple[object, object]]:
    return [(f.value["value"], f.value["text"]) for f in extract(doc(*paragraphs))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a penalty of $2,140,000, and", [(2140000, "$2,140,000")]),
        ("worth $7.3 million.", [(7300000, "$7.3 million")]),
        ("a $7.3-million grant", [(7300000, "$7.3-million")]),
        ("a $2 billion fund", [(2 * 10**9, "$2 billion")]),
        ("about $15.20 each", [(15.2, "$15.20")]),
        pytest.param("$20.00 a tablet", [(20, "$20.00")], id="whole, so an int"),
        pytest.param("paid $500K in cash", [(500000, "$500K")], id="letter for a scale"),
        pytest.param("lost $3 Kansas bushels", [(3, "$3")], id="word that begins like a scale"),
        pytest.param("between $40 million and $45 million", [(40 * 10**6, "$40 million"), (45 * 10**6, "$45 million")], id="two"),
        pytest.param("from $40 to $45 million", [(40 * 10**6, "$40"), (45 * 10**6, "$45 million")], id="one scale for both"),
        pytest.param("a $2-3 million loss", [(2 * 10**6, "$2"), (3 * 10**6, "3 million")], id="range with one sign"),
        pytest.param("paid $500 and $2 million", [(500, "$500"), (2 * 10**6, "$2 million")], id="no range"),
        pytest.param("between $500 and $2 million", [(500, "$500"), (2 * 10**6, "$2 million")], id="scale of the second alone"),
        pytest.param("$40,000 to $1 million", [(40000, "$40,000"), (10**6, "$1 million")], id="written out, so it has no scale"),
        pytest.param("US$300 and U.S. $400", [(300, "$300"), (400, "U.S. $400")], id="country"),
        pytest.param("fined 5 million dollars", [(5 * 10**6, "5 million dollars")], id="in words"),
        pytest.param("$750,000 now, $750,000 later", [(750000, "$750,000")], id="each once"),
        pytest.param("$2 million, or $2,000,000", [(2 * 10**6, "$2 million")], id="one sum in two forms"),
        pytest.param("• Bethany – $1,200", [(1200, "$1,200")], id="list"),
        pytest.param("a debt of $\n1,200", [(1200, "$ 1,200")], id="broken over two lines"),
    ],
)
def test_found(text: str, expected: list[tuple[object, object]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("HK$500 and C$20", id="another country's dollar"),
        pytest.param("42 U.S.C. $ 1983 (section sign misread)", id="section sign misread as a dollar sign"),
        pytest.param("fifty cents and 50 cents", id="cents"),
        pytest.param("2.5 million tablets", id="no money"),
        pytest.param("dollars for $ signs", id="no number"),
        pytest.param("the 2017 dollars-for-scholars fund", id="compound"),
    ],
)
def test_nothing_found(text: str) -> None:
    assert found(text) == []


@given(st.integers(min_value=0, max_value=10**12))
def test_reads_back_what_is_printed(dollars: int) -> None:
    assert found(f"a sum of ${dollars:,} was paid") == [(dollars, f"${dollars:,}")]


@given(st.text(alphabet="$0123456789,. millonto-", max_size=200))
def test_evidence_is_in_the_text(text: str) -> None:
    for finding in extract(doc("x" + text)):
        assert 0 <= finding.start < finding.end <= len(text) + 1
