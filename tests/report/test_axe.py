"""What axe-core says of every page: on a desktop, on a phone, in the dark."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_core_python.selenium import Axe

from pipeline.comparison import compare
from pipeline.fetch.history import Edit, VersionStep
from pipeline.fetch.pages import write_history
from pipeline.quality.changes import Change, Changes
from pipeline.quotes import Article, check
from pipeline.report import comparison_page, quotations_page, report
from pipeline.report.changing import write_changes
from tests import families, reported
from tests.browser import OFF, chromium, is_off

pytestmark = [pytest.mark.skipif(is_off(), reason=f"{OFF} is set"), pytest.mark.xdist_group("browser")]
ARTICLE = """The Justice Department sent letters to five towns. The letter gives the sheriff until May 1, 2019 to answer.
The letter asks: “Who approved the plan next year?” It says: “Please send the plan by May 1, 2019.”
“Nobody told us about any of this,” said the sheriff. He called it “nonsense”. “Is there a plan for the jail?” one asked."""


@pytest.fixture(scope="module")
def browser():
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="module")
def pages(tmp_path_factory) -> list[tuple[Path, str]]:
    """Every kind of page, each with the fragment of a view of it."""
    folder = tmp_path_factory.mktemp("axe")
    sha256 = reported.pages(folder / "plan.pdf")
    files = {sha256: folder / "plan.pdf"}
    letter = reported.letter(sha256)
    bodies = [
        families.BODY,
        families.BODY,
        families.BODY.replace("March 9, 2015", "March 16, 2015").replace("three of", "five of"),
    ]
    one = compare([families.letter(body, number) for number, body in enumerate(bodies)]).to_json()
    scans = [families.letter(b.replace("agent", "agont") if n else b, n, "ocr" if n else "native") for n, b in enumerate(bodies)]
    edits = (
        Edit("body", "the boats", "may", "must", "be sold", "obligation"),
        Edit("title", "", "A sale", "No sale", "", "negation"),
    )
    steps = [
        VersionStep("1", "2020-01-01T00:00:00Z", ()),
        VersionStep("2", "2020-01-02T00:00:00Z", edits),
        VersionStep("3", "2020-01-03", ()),
    ]
    changed = Changes([Change("plan.pdf", 1, "date", "2019-03-03", "2019-03-04")], 2, 1)
    return [
        *((page, "") for page in report([letter], folder / "drawn.html", files)),
        *((page, "") for page in report([letter, reported.letter(segment=2)], folder / "i.html", files)),
        *((page, view) for page in comparison_page(one, folder / "c.html") for view in ("", "#view-side", "#view-fields")),
        *((page, "") for page in comparison_page(compare(scans).to_json(), folder / "scans.html")),
        *((page, "") for page in comparison_page(compare(families.many(6, 2)).to_json(), folder / "several.html")),
        *((page, "") for page in comparison_page(one | {"families": [], "alone": []}, folder / "fields.html")),
        *((page, "") for page in comparison_page(compare([]).to_json(), folder / "none.html")),
        *((page, "") for page in quotations_page(check([Article("a", ARTICLE)], [letter]).to_json(), folder / "q.html", [letter], files)),
        *((page, "") for page in quotations_page(check([Article("a", "None.")], []).to_json(), folder / "q0.html")),
        (write_history("0" * 8, steps, folder / "history.html"), ""),
        (write_changes(changed, folder / "changes.html"), ""),
        (write_changes(Changes([], 2, 2), folder / "same.html"), ""),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("size", "features"),
    [((1400, 900), {}), ((390, 844), {}), ((1400, 900), {"prefers_color_scheme": "dark"}), ((390, 844), {"prefers_color_scheme": "dark"})],
    ids=["desktop", "phone", "dark", "phone in the dark"],
)  # fmt: skip
def test_axe_finds_nothing(browser, pages, size, features):
    for page, view in pages:
        browser.open(page, view)
        browser.resize(*size, **features)
        found = Axe().run(browser.driver)["violations"]
        assert found == [], (page.name, view, [(one["id"], [node["html"] for node in one["nodes"]]) for one in found])
        assert browser.run("return document.documentElement.scrollWidth <= innerWidth"), (page.name, view)
