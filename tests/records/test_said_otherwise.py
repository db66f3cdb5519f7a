"""What a web page's own metadata say of it is no reading: where they say something else, that is a doubt about the record."""

from __future__ import annotations

import pytest

from pipeline.extraction import extract
from pipeline.reading.html import says_of_itself

PAGE = """<!doctype html><html><head>{metas}</head><body><main><article>
<p>FOR IMMEDIATE RELEASE</p><p>Office of Justice Programs</p><p>August 3, 2017</p>
<h1>County “Agrees” to a Plan – and Keeps It</h1>
<p>WASHINGTON – The Department of Justice announced today that the county may answer by August 18, 2017, in writing and by mail,
and that it will publish what comes of it in the year that follows, as it has done before.</p>
<p>Press Release Number: 17-868</p></article></main></body></html>"""


def meta(name: str, content: str) -> str:
    return f"<meta name='{name}' content='{content}'>"


@pytest.mark.parametrize(
    ("metas", "fields"),
    [
        pytest.param("", [], id="says nothing"),
        pytest.param(meta("dcterms.issued", "2017-08-03"), [], id="the same day"),
        pytest.param(meta("dcterms.issued", "2017-08-03T15:00:00-04:00"), [], id="the same day, to the second"),
        pytest.param(meta("DCTERMS.Issued", "2017-08-04"), ["$.date"], id="another day"),
        pytest.param(meta("dcterms.issued", "soon"), [], id="what is no day"),
        pytest.param(meta("dcterms.title", 'County "Agrees" to a Plan - and keeps it'), [], id="other marks and capitals"),
        pytest.param(
            meta("dcterms.title", "County “Agrees” to a Plan – and Keeps It | Department of Justice"),
            [],
            id="the site's name behind",
        ),
        pytest.param(meta("dcterms.title", "County Refuses a Plan"), ["$.title"], id="another headline"),
        pytest.param(meta("dcterms.identifier", "17-868"), [], id="the same number"),
        pytest.param(meta("dcterms.identifier", "17-886"), ["$.release_number"], id="another number"),
        pytest.param(meta("dcterms.identifier", "https://www.example.gov/17-886"), [], id="an identifier that is no number"),
        pytest.param(
            meta("dcterms.identifier", "17-886") + meta("dcterms.issued", "2016-08-03"),
            ["$.date", "$.release_number"],
            id="two at once",
        ),
    ],
)
def test_it_is_a_doubt_where_it_is_another(metas: str, fields: list[str]) -> None:
    found = extract("page.html", data=PAGE.format(metas=metas).encode())
    [record] = found.records
    reasons = [reason for reason in record["review"]["reasons"] if reason["code"] == "said-otherwise"]
    assert sorted(reason["field"] or "" for reason in reasons) == fields
    assert record["date"] is not None and record["date"]["value"] == "2017-08-03"
    assert [issue.field for issue in found.issues if issue.code == "said-otherwise"] == [reason["field"] for reason in reasons]


def test_only_the_head_of_a_long_page_is_looked_at() -> None:
    assert says_of_itself(b"<p>" + b"x" * 70_000 + meta("dcterms.title", "Late").encode()) == {}
