"""In which words of the text each part of a value was read."""

from __future__ import annotations

import pytest

from extractors.finding import Finding
from extractors.located import with_parts
from tests.builders import doc

BLOCK = ("Chief Ana Ruiz", "Stockton Police Department", "22 E. Market Street", "Suite 4", "Stockton, California 95202")


def recipient(**values):
    address = {"street": None, "city": None, "state": None, "postal_code": None} | values.pop("address", {})
    return {"name": None, "honorific": None, "title": None, "organization": None, "address": address} | values


def printed(found, text):
    return {key: [text[start:end] for start, end in spans] for key, spans in found.parts.items()}


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        pytest.param("name", "Ana Ruiz", ["Ana Ruiz"], id="less than its line"),
        pytest.param("title", "Chief", ["Chief"], id="a rank before the name"),
        pytest.param("organization", "Stockton Police Department", ["Stockton Police Department"], id="a line"),
        pytest.param("name", "Bo Wu", ["\n".join(BLOCK)], id="words that stand nowhere: the passage"),
        pytest.param("address.street", "22 E. Market Street, Suite 4", ["22 E. Market Street\nSuite 4"], id="two lines"),
        pytest.param("address.city", "Stockton", ["Stockton"], id="the last: the first is the department's"),
        pytest.param("address.state", "CA", ["California"], id="as it is printed"),
        pytest.param("address.postal_code", "95202", ["95202"], id="a number"),
    ],
)
def test_an_addressee(key, value, expected):
    text = "\n".join(BLOCK)
    values = {"address": {key.removeprefix("address."): value}} if "." in key else {key: value}
    found = with_parts(doc(*BLOCK), Finding("recipients", 0, len(text), "rule", recipient(**values)))
    assert printed(found, text) == {key: expected}
    if key == "address.city":
        assert found.parts[key][0][0] > text.index("Suite")


@pytest.mark.parametrize(
    ("lines", "passage", "label", "value", "expected"),
    [
        pytest.param(
            ("Ana Ruiz", "Chief, Voting", "DJ 1-2", "Section"), (0, 3), "signatories", {"title": "Chief, Voting Section"},
            {"title": ["Chief, Voting", "Section"]}, id="joined over a line of something else",
        ),
        pytest.param(
            ("Attorney General Ana Ruiz said so.", "“We act,” Ruiz said."), (1, 1), "quotations", {"speaker": "Attorney General Ana Ruiz"},
            {"speaker": ["Attorney General Ana Ruiz"]}, id="named in full somewhere else",
        ),
        pytest.param(
            ("Please reply by May 1.",), (0, 0), "deadlines", {"date": "2019-05-01", "expression": "by May 1", "kind": "x"},
            {"date": ["Please reply by May 1."], "expression": ["Please reply by May 1."]}, id="what is worked out has the passage",
        ),
    ],
)  # fmt: skip
def test_other_values(lines, passage, label, value, expected):
    text = "\n".join(lines)
    starts = [sum(len(line) + 1 for line in lines[:at]) for at in range(len(lines))]
    finding = Finding(label, starts[passage[0]], starts[passage[1]] + len(lines[passage[1]]), "rule", value)
    assert printed(with_parts(doc(*lines), finding), text) == expected


def test_what_the_extractor_says_stands():
    finding = Finding("signatories", 0, 8, "rule", {"name": "Ana Ruiz"}, parts={"name": [(0, 3)]})
    assert with_parts(doc("Ana Ruiz"), finding).parts == {"name": [(0, 3)]}


def test_an_item_of_one_value_has_none():
    finding = Finding("salutation", 0, 8, "rule", {"value": "Ana Ruiz"})
    assert with_parts(doc("Ana Ruiz"), finding) == finding
