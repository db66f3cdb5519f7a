"""Every page's words held against the data that it shows: what is counted, listed, named, and said not to be there."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from pipeline.comparison import compare
from pipeline.fetch.history import Edit, VersionStep
from pipeline.fetch.pages import write_history
from pipeline.quality.changes import Change, Changes
from pipeline.quotes import check, read_article
from pipeline.quotes.report import group
from pipeline.report import comparison_page, quotations_page, report
from pipeline.report.changing import write_changes
from tests import families, quoted, reported
from tests.samples import record
from tests.written import Writer

_NUMBER = re.compile(r"(\d+) (documents?|differences?|quotations?|statements?|in doubt)")


def parsed(path: Path) -> Any:
    tree = html.fromstring(path.read_text("utf-8"))
    for hidden in tree.xpath("//*[@hidden or self::script or self::style]"):
        hidden.drop_tree()
    return tree


def words(element: Any) -> str:
    return " ".join(element.text_content().split())


def said(tree: Any, *selectors: str) -> list[str]:
    return [words(element) for selector in selectors for element in tree.xpath(selector)]


CHANGED = families.BODY.replace("March 9, 2015", "March 16, 2015").replace("three of", "five of")
LOST = families.BODY.replace("What is the cost", "And what is the cost")
COMPARISONS = {
    "nothing": [],
    "one": [families.letter()],
    "of one text": [families.letter(number=n) for n in range(4)],
    "one that differs": [families.letter(body, n) for n, body in enumerate([families.BODY, families.BODY, CHANGED])],
    "two that differ": [families.letter(families.BODY), families.letter(CHANGED, 1)],
    "scans": [families.letter(b, n, "ocr" if n else "native", confidence=0.7)
              for n, b in enumerate([families.BODY, families.BODY.replace("agent", "agont"), LOST.replace("three", "tbree")])],
    "a release and its letters": [families.side(families.BODY, 9, document_type="press_release"),
                                  families.letter(families.BODY, 0), families.letter(CHANGED, 1)],
    "a release and a letter": [families.letter(families.BODY, 0),
                               families.letter(CHANGED, 1, document_type="press_release")],
    "two families": families.many(6, 2),
    "forty": [families.letter(CHANGED if n == 7 else families.BODY, n) for n in range(40)],
}  # fmt: skip


@pytest.mark.parametrize("name", COMPARISONS)
def test_a_comparison_says_what_its_data_hold(tmp_path, name):
    data = compare(COMPARISONS[name]).to_json()
    pages = comparison_page(data, tmp_path / "c.html")
    told = [page for page in pages if parsed(page).xpath("//section[@id='values']")]
    for page in told:
        tree = parsed(page)
        _listed(tree, data)
        _references(tree, data)
    listed = Counter(" | ".join(said(e, ".//mark | .//i")) for page in told for e in parsed(page).xpath("//li[@id]"))
    for family in data["families"]:
        for difference in (*family["differences"], *family["doubtful"], *family["slots"], *family["set_aside"]):
            readings = " | ".join(" ".join(r["text"].split()) or "(nothing)" for r in difference["readings"])
            assert listed[readings], readings
    for fields in data["field_sets"]:
        for row in fields["rows"]:
            for difference in row["differences"]:
                readings = " | ".join(" ".join(r["text"].split()) or "(nothing)" for r in difference["readings"])
                assert listed[readings], readings


def _listed(tree: Any, data: Any) -> None:
    """The head of a page, its list and its families agree on how many differences there are."""
    (values,) = tree.xpath("//section[@id='values']")
    entries = values.xpath(".//li[@id]")
    assert ("No differences to list" in words(values)) is (not entries)
    sections = {words(s.xpath("./h2")[0]): len(s.xpath(".//li[@id]")) for s in values.xpath(".//section")}
    assert all(sections.values())
    dek = " ".join(said(tree, "//p[@class='dek']"))
    own = sections.get("What the Department wrote differently", 0)
    if tree.xpath("//div[@class='views']"):
        assert ("No difference of the Department’s own making" in dek) is (own == 0)
        assert (f"{own} difference{'s' * (own != 1)} of the Department’s own making" in dek) is (own > 0)
        doubtful = sections.get("In doubt", 0)
        assert (f"{doubtful} in doubt" in dek) is (doubtful > 0)
    by_fields = sections.get("What fields say differently", 0)
    assert (f"{by_fields} difference{'s' * (by_fields != 1)} in fields" in dek) is (by_fields > 0)


def _references(tree: Any, data: Any) -> None:
    """Every `[n]` on a page is one of its legend, and every entry of the legend is the document of that number."""
    legend = said(tree, "//ol[@class='legend']/li")
    numbers = {int(re.match(r"\[(\d+)\]", entry)[1]) for entry in legend}  # type: ignore[index]
    for entry in legend:
        number = int(re.match(r"\[(\d+)\]", entry)[1])  # type: ignore[index]
        assert data["documents"][number - 1]["name"] in entry
    used = {int(n) for text in said(tree, "//*[contains(@class,'refs')]") for n in re.findall(r"\[(\d+)\]", text)}
    used |= {int(n) for text in said(tree, "//thead//th") for n in re.findall(r"^\[(\d+)\]", text)}
    assert used <= numbers
    odd = {int(re.match(r"\[(\d+)\]", entry)[1]) - 1 for entry in legend if "odd one out" in entry}  # type: ignore[index]
    assert odd <= {n for family in data["families"] for n in family["odd_ones_out"]}


def test_the_index_of_families_counts_what_their_pages_list(tmp_path):
    bodies = [families.BODY, families.BODY, CHANGED]
    other = [body.replace("Harbor", "Timber").replace("vessel", "sawmill") for body in bodies]
    sides = [*COMPARISONS["two families"], families.letter(bodies[0], 30), families.letter(other[2], 31)]
    data = compare(sides).to_json()
    index, *pages = comparison_page(data, tmp_path / "c.html")
    told = said(parsed(index), "//a[@class='go']")
    assert len(told) == len(pages)
    for text, page in zip(told, pages, strict=True):
        tree = parsed(page)
        for number, noun in _NUMBER.findall(text):
            of_page = " ".join(said(tree, "//h1", "//p[@class='dek']"))
            assert f"{number} {noun}" in of_page or number == "0", (text, of_page)


GROUPS = {
    "Look at these": "look",
    "True to the source": "good",
    "True words, but who said them could not be checked": "unsaid",
    "Not in the sources given": "absent",
}
STATED = {
    "Look at these statements": "contradicts",
    "Statements that fit the records": "fits",
    "Statements that can’t be told": "unknown",
}


@pytest.mark.parametrize("seed", range(8))
def test_a_check_of_quotations_says_what_its_data_hold(tmp_path, seed):
    sources = quoted.family()
    made = Writer(sources, seed).write(seed)
    more = (
        "The letters went to three towns. The letter to Easley gave it 45 days to answer. It was signed by Ann Roe. He said “no”."
    )
    articles = [read_article(made.name, data=made.content), read_article("more.txt", data=more.encode())]
    _agrees(
        parsed(quotations_page(check(articles, sources).to_json(), tmp_path / "q.html")[0]), check(articles, sources).to_json()
    )


@pytest.mark.parametrize("text", ["Nothing is quoted here.", "He said “no”.", "“Nobody came by at all,” he said."])
def test_a_check_of_little_says_so(tmp_path, text):
    data = check([read_article("a.txt", data=f"{text}\n".encode())], [record()]).to_json()
    tree = parsed(quotations_page(data, tmp_path / "q.html")[0])
    _agrees(tree, data)
    quotations = data["articles"][0]["quotations"]
    assert ("Looked for:" in words(tree)) is (not quotations)


def _agrees(tree: Any, data: Any) -> None:
    quotations = [q for article in data["articles"] for q in article["quotations"]]
    claims = [c for article in data["articles"] for c in article["claims"]]
    counted = Counter(group(q["verdict"], q["attribution"], q["doubtful"]) for q in quotations)
    verdicts = Counter(c["verdict"] for c in claims)
    sections = {words(s.xpath("./h2")[0]): s for s in tree.xpath("//section[contains(@class,'group')]")}
    shown = {GROUPS[title]: len(s.xpath(".//li[@id]")) for title, s in sections.items() if title in GROUPS}
    assert shown == {key: n for key, n in counted.items() if n}
    stated = {STATED[title]: len(s.xpath(".//li[@id]")) for title, s in sections.items() if title in STATED}
    assert stated == {key: n for key, n in verdicts.items() if n}
    head = " ".join(said(tree, "//h1", "//p[@class='dek']"))
    assert f"{len(quotations)} quotation" in head
    assert (f"{len(claims)} statement" in head) is bool(claims)
    named = {
        "look": "to look at",
        "good": "true to the source",
        "unsaid": "true whoever said it",
        "absent": "not in the sources given",
    }
    of_quotations = next((text for text in said(tree, "//p[@class='dek']") if text.startswith("Quotations")), "")
    for key, text in named.items():
        assert (f"{counted[key]} {text}" in of_quotations) is (counted[key] > 0)
    for quotation, entry in zip(
        sorted(quotations, key=lambda q: _order(q)), tree.xpath("//li[contains(@class,'quotation')]"), strict=True
    ):
        assert quotation["quote"].split()[0] in words(entry)
        assert ("(right)" in words(entry)) is (quotation["attribution"] == "right" and bool(quotation["attributed_to"]["phrase"]))
        assert all(d["source"].split()[0] in words(entry) for d in quotation["differences"] if d["source"].split())
    assert ("Not checked" in sections) is any(article["unchecked"] for article in data["articles"])


@pytest.mark.parametrize(
    ("text", "badge"),
    [
        ("The letter to Pellworth says: “We will withdraw all federal funds.”", "Not in the document that it names"),
        ("“We knew nothing of any of this,” the mayor said.", "Not in the sources given"),
        ("The letter to Pellworth says it is “a finding against the town clerk.”", "Cut where the source limits it"),
        ("The letter to Pellworth says: “We would rather settle this matter than litigate it.”", "Word for word"),
    ],
)
def test_what_is_to_be_looked_at_bears_no_word_of_what_is_not(tmp_path, text, badge):
    data = check([read_article("a.txt", data=text.encode())], quoted.family()).to_json()
    tree = parsed(quotations_page(data, tmp_path / "q.html")[0])
    assert said(tree, "//*[@class='verdict']") == [badge]
    _agrees(tree, data)


def _order(quotation: Any) -> int:
    return list(GROUPS.values()).index(group(quotation["verdict"], quotation["attribution"], quotation["doubtful"]))


def test_a_report_says_what_its_records_hold(tmp_path):
    records = [reported.letter(segment=1), reported.letter(segment=2, deadlines=[], review={"needed": False, "reasons": []})]
    index, *pages = report(records, tmp_path / "r.html")
    cards = parsed(index).xpath("//li[@id]")
    for one, card, page in zip(records, cards, pages, strict=True):
        assert ("Due" in words(card)) is bool(one["deadlines"])
        assert all(reason["message"] in words(parsed(page)) for reason in one["review"]["reasons"])
        tree = parsed(page)
        listed = Counter(entry.get("data-field") for entry in tree.xpath("//*[contains(@class,'value')][@data-field]"))
        for key in ("deadlines", "questions", "requests", "criteria", "signatories"):
            assert listed[key] == len(one[key]), key
        options = dict(
            re.match(r"(.+) \((\d+)\)", words(o)).groups()
            for o in html.fromstring(page.read_text("utf-8")).xpath("//option[@value!='']")
        )  # type: ignore[union-attr]
        assert {name.replace(" ", "_"): int(n) for name, n in options.items()} == dict(listed)


EDIT = Edit("body", "the boats", "may", "must", "be sold", "obligation")
GONE = Edit("title", "", "A <b>sale</b> & more", "", "", "wording")


@pytest.mark.parametrize(
    "edits",
    [[()], [(), ()], [(), (EDIT,)], [(), (EDIT, GONE), (), (GONE._replace(older="", newer="New"),)]],
    ids=["one version", "met twice", "one edit", "four versions"],
)
def test_the_page_of_versions_says_what_changed_and_nothing_else(tmp_path, edits):
    steps = [VersionStep(str(n), f"2020-01-0{n}T00:00:00Z", own) for n, own in enumerate(edits, 1)]
    tree = parsed(write_history("0" * 8, steps, tmp_path / "h.html"))
    assert said(tree, "//h1") == [f"{len(steps)} version{'s' * (len(steps) != 1)}"]
    entries = tree.xpath("//li[contains(@class,'value')]")
    assert len(entries) == len(steps)
    for number, (step, entry) in enumerate(zip(steps, entries, strict=True), 1):
        assert said(entry, ".//p[@class='kicker']") == [f"Version {number} met {step.at}"]
        assert ("Nothing in it changed." in words(entry)) is (number > 1 and not step.edits)
        assert said(entry, ".//del") == [edit.older for edit in step.edits if edit.older]
        assert said(entry, ".//ins") == [edit.newer for edit in step.edits if edit.newer]
        assert said(entry, ".//strong") == [edit.key for edit in step.edits]
        assert said(entry, ".//*[@class='ocr']") == [edit.weight for edit in step.edits]


MANY = [Change("a.pdf", 1, "date", "2019-03-03", f"2019-03-{n:02}") for n in range(4, 10)]
MORE = [Change("b <c>.pdf", 2, "title", None, "A & B"), Change("b <c>.pdf", 2, "date", "2020-01-01", None)]


@pytest.mark.parametrize("listed", [[], MORE, [*MANY, *MORE]], ids=["none", "two", "more than are shown"])
def test_the_page_of_changes_counts_and_shows_what_changed(tmp_path, listed):
    data, sample = Changes(listed, 9, 9 - len(listed)), 3
    tree = parsed(write_changes(data, tmp_path / "c.html", sample))
    assert said(tree, "//h1") == [f"{len(listed)} changes"]
    assert said(tree, "//p[@class='origin']") == [f"9 records, {data.same} without a change"]
    assert ("Every value of every record is what it was." in words(tree)) is (not listed)
    for title, counted in (("Field", data.by_field()), ("File", data.by_file())):
        rows = [said(row, "./th | ./td") for row in tree.xpath(f"//table[caption='{title}']/tbody/tr")]
        assert rows == [[name, *(str(row[kind]) for kind in ("gained", "lost", "changed"))] for name, row in counted.items()]
    shown = [change for name in data.by_field() for change in data.of_field(name)[:sample]]
    entries = tree.xpath("//li[contains(@class,'value')]")
    assert [said(e, ".//p[@class='kicker']") for e in entries] == [[f"{c.kind} {c.file}, segment {c.segment}"] for c in shown]
    assert [said(e, ".//del") for e in entries] == [[c.older] if c.older else [] for c in shown]
    assert [said(e, ".//ins") for e in entries] == [[c.newer] if c.newer else [] for c in shown]
    cut = {name: len(data.of_field(name)) for name in data.by_field() if len(data.of_field(name)) > sample}
    notes = [text for text in said(tree, "//p[@class='note']") if "are shown" in text]
    assert notes == [f"{sample} of {count} are shown." for count in cut.values()]
