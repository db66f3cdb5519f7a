"""Markdown, Web Annotations, TEI and iCalendar: well formed whatever a document says, and true to the records."""

from __future__ import annotations

import datetime
import json
import re

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from markdown_it import MarkdownIt

from pipeline import export
from pipeline.errors import InvalidRecords
from pipeline.export import markdown, web_annotations
from pipeline.export.characters import without_controls
from tests.exported import HOSTILE, another, filled
from tests.samples import record

TEI = {"t": "http://www.tei-c.org/ns/1.0"}
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
RENDER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def one_line(text: str) -> str:
    return " ".join(without_controls(text).split())


def shown(page: str) -> str:
    """What a reader sees of a page, on one line."""
    tree = etree.fromstring(f"<div>{RENDER.render(page)}</div>".replace("<br>", "<br/>"))
    return " ".join("".join(tree.itertext()).split())


class TestMarkdown:
    def test_a_list_and_a_page_for_each_record(self, tmp_path):
        export.export([record(), another(record())], tmp_path / "letters.md")
        assert sorted(str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*.md")) == [
            "letters.md", "letters/3f2a91c04d5e-01.md", "letters/3f2a91c04d5e-02.md",
        ]  # fmt: skip
        links = re.findall(r"\(<(.*?)>\)", (tmp_path / "letters.md").read_text())
        assert links == ["letters/3f2a91c04d5e-01.md", "letters/3f2a91c04d5e-02.md"]

    def test_a_page_has_the_values_the_places_and_the_text(self):
        page = shown(markdown.page(record()))
        assert page.startswith("Letter of 2019-03-03 plan.pdf, pp. 1-2")
        assert "send the plan date: 2019-05-01; expression: by May 1, 2019; relation: by" in page
        assert "“by May 1, 2019” (p. 1, characters 58 to 72, native, confidence 0.90)" in page
        assert page.endswith("Text March 3, 2019 Dear Sheriff Orlowski: Please send the plan by May 1, 2019. What is the plan?")

    def test_what_is_to_be_looked_at_is_said_above(self):
        reasons = [{"code": "missing-recipient", "field": None, "message": "No addressee was found."}]
        page = shown(markdown.page(record(review={"needed": True, "reasons": reasons})))
        assert "To be looked at by a person" in page
        assert "No addressee was found. code: missing-recipient" in page
        assert "To be looked at" not in markdown.page(record())

    @pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
    def test_text_of_a_document_is_no_markup(self, text):
        html = RENDER.render(markdown.page(filled(text)))
        plain = RENDER.render(markdown.page(filled("words")))
        kinds = [re.findall(r"<(/?\w+)", page) for page in (html, plain)]
        assert [{*kinds[0]} - {"br"}, kinds[0].count("h2")] == [{*kinds[1]} - {"br"}, kinds[1].count("h2")]
        assert one_line(text) in shown(markdown.page(filled(text)))

    @given(st.text(alphabet="#*_-+=1.)>`~|[]()!<>&\\ \t\n\x00ab:$^{}", min_size=1).filter(lambda text: one_line(text)))
    def test_no_text_becomes_markup(self, text):
        page = markdown.page(filled(text))
        assert len(re.findall("<h[1-6]>", RENDER.render(page))) == len(
            re.findall("<h[1-6]>", RENDER.render(markdown.page(filled("a"))))
        )
        assert one_line(text) in shown(page)

    def test_an_id_is_never_a_path(self, tmp_path):
        with pytest.raises(InvalidRecords, match="is no record's id"):
            export.export([record(record_id="../../evil-01")], tmp_path / "a.md")
        assert list(tmp_path.iterdir()) == []


class TestAnnotations:
    def exported(self, path, *records):
        export.export(records, path / "a.jsonld")
        return json.loads((path / "a.jsonld").read_text("utf-8"))

    def test_it_is_a_page_of_annotations(self, tmp_path):
        page = self.exported(tmp_path, filled(), another(record()))
        assert (page["@context"], page["type"]) == ("http://www.w3.org/ns/anno.jsonld", "AnnotationPage")
        ids = [annotation["id"] for annotation in page["items"]]
        assert (
            len(ids) == len(set(ids)) == 7 + 20 + 4 + 2
        )  # single values and lists of the one, what the sample has, and their texts
        assert all(re.fullmatch(r"urn:dojletters:[0-9a-f]{12}-\d\d:[a-z_]+:\d+", name) for name in ids[:-2])
        assert {annotation["type"] for annotation in page["items"]} == {"Annotation"}
        assert all(annotation["target"] and annotation["body"] for annotation in page["items"])

    def test_a_deadline(self, tmp_path):
        found = next(a for a in self.exported(tmp_path, record())["items"] if ":deadlines:" in a["id"])
        passage, place = found["target"]
        assert passage["selector"] == [
            {
                "type": "TextQuoteSelector",
                "exact": "by May 1, 2019",
                "prefix": record()["text"][26:58],
                "suffix": ".\nWhat is the plan?",
            },
            {"type": "TextPositionSelector", "start": 58, "end": 72},
        ]
        assert place["source"]["id"] == f"urn:sha256:{record()['source']['sha256']}"
        assert place["selector"] == {
            "type": "FragmentSelector",
            "conformsTo": "http://tools.ietf.org/rfc/rfc3778",
            "value": "page=1&viewrect=72,100,128,12",
        }
        tag, told = found["body"]
        assert (tag["purpose"], tag["value"]) == ("tagging", "deadlines")
        assert json.loads(told["value"]) == record()["deadlines"][0]

    @pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
    def test_every_value_comes_back(self, tmp_path, text):
        given_record = filled(text)
        *values, whole = self.exported(tmp_path, given_record)["items"]
        assert whole["body"]["value"] == given_record["text"].replace("\ud800", "\ufffd")
        assert {annotation["target"][0]["source"]["id"] for annotation in values[:1]} == {whole["body"]["id"]}
        for annotation in values:
            _, _, _, key, number = annotation["id"].split(":")
            own = given_record[key]
            assert json.loads(annotation["body"][1]["value"]) == (own[int(number) - 1] if isinstance(own, list) else own)

    def test_the_selectors_select_the_passage(self):
        text = record()["text"]
        for annotation in web_annotations.of_record(record()):
            quote, position = annotation["target"][0]["selector"]
            assert text[position["start"] : position["end"]] == quote["exact"]
            assert quote["prefix"] + quote["exact"] + quote["suffix"] in text

    def test_a_page_image_has_pages_but_no_boxes_in_its_address(self, tmp_path):
        source = {**record()["source"], "media_type": "image/tiff"}
        found = self.exported(tmp_path, record(source=source))["items"][0]["target"][1]["selector"]
        assert found == {"type": "FragmentSelector", "value": "page=1"}


class TestTei:
    def exported(self, path, *records):
        export.export(records, path / "a.xml")
        return etree.parse(path / "a.xml").getroot()

    def test_what_tei_and_its_correspondence_format_require(self, tmp_path):
        """TEI P5: a header with title, publication and source; in each letter's description actions with something in them."""
        root = self.exported(tmp_path, filled(), another(record()), another(record(), 3, date=None, salutation=None))
        assert root.tag == f"{{{TEI['t']}}}TEI"
        for path in ("titleStmt/t:title", "publicationStmt/t:p", "sourceDesc/t:bibl"):
            assert root.xpath(f"t:teiHeader/t:fileDesc/t:{path}", namespaces=TEI)
        assert [etree.QName(part).localname for part in root] == ["teiHeader", "text"]
        assert root.xpath("t:text/t:body/t:p", namespaces=TEI)
        described = root.xpath("t:teiHeader/t:profileDesc/t:correspDesc", namespaces=TEI)
        assert len(described) == 3
        assert {etree.QName(part).localname for letter in described for part in letter} == {"correspAction", "note"}
        actions = root.xpath("//t:correspAction", namespaces=TEI)
        assert {action.get("type") for action in actions} == {"sent", "received"}
        assert all(len(action) for action in actions)
        parts = {etree.QName(part).localname for action in actions for part in action}
        assert parts <= {"persName", "orgName", "placeName", "address", "date"}
        ids = [node.get(XML_ID) for node in root.iter() if node.get(XML_ID)]
        assert len(ids) == len(set(ids))
        assert all(re.fullmatch(r"[A-Za-z_][\w.-]*", name) for name in ids)
        assert {letter.get("source") for letter in described} <= {f"#{name}" for name in ids}

    def test_who_wrote_to_whom_when_and_from_where(self, tmp_path):
        given_record = filled()
        given_record["recipients"][0] |= {
            "name": "Ada Orlowski",
            "honorific": "The Honorable",
            "title": "Sheriff",
            "organization": None,
        }
        given_record["signatories"][0] |= {"name": "Lee Park", "title": "Director", "organization": "Office of Plans"}
        given_record["issuer"]["address"] = "Washington, D.C. 20531"
        given_record["date"]["evidence"]["text"] = "May 1, 2999"
        root = self.exported(tmp_path, given_record)
        sent, received = root.xpath("//t:correspAction", namespaces=TEI)
        assert sent.xpath("string(t:persName/t:name)", namespaces=TEI) == "Lee Park"
        assert sent.xpath("string(t:placeName)", namespaces=TEI) == "Washington, D.C. 20531"
        assert sent.xpath("string(t:orgName)", namespaces=TEI) == "Office of Plans"
        (date,) = sent.xpath("t:date", namespaces=TEI)
        assert (date.get("when"), date.text) == ("2999-05-01", "May 1, 2999")
        assert received.xpath("t:persName/t:roleName/text()", namespaces=TEI) == ["The Honorable", "Sheriff"]
        assert [etree.QName(part).localname for part in received.xpath("t:address/*", namespaces=TEI)] == [
            "street", "settlement", "region", "postCode",
        ]  # fmt: skip

    def test_releases_are_left_out_and_that_is_said(self, tmp_path):
        done = export.export([record(document_type="press_release"), another(record())], tmp_path / "a.xml")
        assert done.notes == ("a.xml: 1 press release left out, being no correspondence",)
        assert len(etree.parse(tmp_path / "a.xml").findall(".//t:correspDesc", TEI)) == 1

    def test_no_letter_at_all(self, tmp_path):
        assert self.exported(tmp_path).find(".//t:sourceDesc/t:p", TEI) is not None

    @pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
    def test_text_of_a_document_is_no_markup(self, tmp_path, text):
        root = self.exported(tmp_path, filled(text))
        assert root.xpath("string(//t:correspAction[@type='received']/t:persName/t:name)", namespaces=TEI) == without_controls(
            text
        )
        assert not root.xpath("//*[local-name()='script']")


class TestCalendar:
    def exported(self, path, *records):
        export.export(records, path / "a.ics")
        return icalendar.Calendar.from_ical((path / "a.ics").read_bytes())

    def test_a_deadline_is_a_day_with_its_letter_and_its_words(self, tmp_path):
        (event,) = self.exported(tmp_path, record()).walk("VEVENT")
        assert event.decoded("DTSTART") == datetime.date(2019, 5, 1)
        assert event["SUMMARY"] == "send the plan"
        assert event["UID"] == "3f2a91c04d5e-01-1@dojletters"
        assert event.decoded("DTSTAMP").date() == datetime.date(2019, 3, 3)
        assert event["DESCRIPTION"].split("\n") == [
            "“by May 1, 2019”",
            "Letter of 2019-03-03",
            "plan.pdf, pp. 1-2; record 3f2a91c04d5e-01",
            "read on p. 1: “by May 1, 2019” (native, confidence 0.90)",
        ]

    def test_a_deadline_without_a_known_day_is_a_task(self, tmp_path):
        deadline = {**record()["deadlines"][0], "date": None, "anchor": "receipt", "expression": "within 30 days of receipt"}
        calendar = self.exported(tmp_path, record(deadlines=[deadline]))
        (task,) = calendar.walk("VTODO")
        assert "DUE" not in task
        assert "“within 30 days of receipt”\ncounted from: receipt" in task["DESCRIPTION"]
        assert calendar.walk("VEVENT") == []

    def test_no_two_deadlines_are_one(self, tmp_path):
        found = self.exported(tmp_path, record(deadlines=record()["deadlines"] * 3), another(record()))
        assert len({event["UID"] for event in found.walk("VEVENT")}) == 4

    def test_no_deadline_at_all(self, tmp_path):
        assert self.exported(tmp_path, record(deadlines=[])).walk("VEVENT") == []

    @pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
    def test_text_of_a_document_is_only_text(self, tmp_path, text):
        calendar = self.exported(tmp_path, filled(text))
        assert [part.name for part in calendar.walk()] == ["VCALENDAR", "VEVENT"]
        (event,) = calendar.walk("VEVENT")
        assert event["SUMMARY"].endswith(f": {without_controls(text)}")
        assert f"“{without_controls(text)}”" in event["DESCRIPTION"]
        content = (tmp_path / "a.ics").read_bytes()
        assert not re.search(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|(?<!\r)\n", content)
        assert max(map(len, content.split(b"\r\n"))) <= 75
