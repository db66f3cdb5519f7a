"""The HTML without a browser: which pages there are, what is in them, and what they are made from."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import re
import shutil

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from PIL import Image, ImageDraw

from pipeline.comparison import compare
from pipeline.errors import InvalidRecords, OutputError
from pipeline.quotes import Article, check
from pipeline.report import comparison_page, fields, images, load, quotations_page, rendering, report, spans
from schemas.fields import fields as keys_of_records
from tests import families, reported
from tests.exported import filled
from tests.pdfs import pdf, show
from tests.samples import record

ASSETS = re.compile(
    r"(?:src|href|action|poster|srcset|content)\s*=\s*[\"']?\s*(?:https?:)?//|(?<!toData)url\(|@import|<(?:base|iframe|object)",
    re.I,
)


@pytest.fixture
def drawn(tmp_path):
    """A letter's record and the file that it is of."""
    sha256 = reported.pages(tmp_path / "plan.pdf")
    return reported.letter(sha256), {sha256: tmp_path / "plan.pdf"}


def parsed(path):
    return html.fromstring(path.read_text("utf-8"))


def words(element):
    return " ".join(element.text_content().split())


class TestWhichPages:
    def test_one_document_is_one_page(self, tmp_path):
        assert report([reported.letter()], tmp_path / "a.html") == [tmp_path / "a.html"]
        assert [p.name for p in tmp_path.iterdir()] == ["a.html"]

    def test_several_are_an_index_and_a_page_for_each(self, tmp_path):
        found = report([reported.letter(segment=n) for n in (1, 2)], tmp_path / "a.html")
        names = ["000000000000-01.html", "000000000000-02.html"]
        assert found == [tmp_path / "a.html", *(tmp_path / "a" / name for name in names)]
        links = parsed(found[0]).xpath("//a[@class='go']/@href")
        assert links == [f"a/{name}" for name in names]
        assert parsed(found[1]).xpath("//nav/a/@href") == ["../a.html", "000000000000-02.html"]

    def test_none_is_an_empty_index(self, tmp_path):
        assert "0 documents" in report([], tmp_path / "a.html")[0].read_text("utf-8")
        assert [p.name for p in tmp_path.iterdir()] == ["a.html"]

    def test_an_output_without_ending_is_not_its_own_folder(self, tmp_path):
        found = report([reported.letter(segment=n) for n in (1, 2)], tmp_path / "out")
        assert found[1].parent == tmp_path / "out-pages"

    def test_names_come_from_record_ids_alone(self, tmp_path):
        """A file name with a folder in it, in a record from elsewhere, leads nowhere."""
        sly = [reported.letter(segment=n) for n in (1, 2)]
        for one in sly:
            one["source"]["file_name"] = "../../sly.pdf"
        for path in report(sly, tmp_path / "in" / "a.html"):
            assert path.is_relative_to(tmp_path / "in")
        assert sorted(p.name for p in tmp_path.iterdir()) == ["in"]

    @pytest.mark.parametrize("record_id", ["../../x-01", "a/b", ""])
    def test_a_record_id_that_is_none_is_refused(self, tmp_path, record_id):
        with pytest.raises(InvalidRecords, match="Record 1"):
            report([reported.letter(record_id=record_id)], tmp_path / "a.html")
        assert list(tmp_path.iterdir()) == []

    def test_the_same_document_twice_has_one_page_and_two_lines(self, tmp_path):
        found = report([reported.letter(), reported.letter()], tmp_path / "a.html")
        assert len(found) == 2
        assert len(parsed(found[0]).xpath("//li[contains(@class,'value')]")) == 2

    def test_a_thousand_lines_of_an_index_are_small(self, tmp_path):
        one = reported.letter()
        page = report([one] * 1000, tmp_path / "a.html")[0]
        assert page.stat().st_size < 1_500_000

    def test_a_folder_that_cannot_be_made_is_told(self, tmp_path):
        (tmp_path / "file").write_text("x")
        with pytest.raises(OutputError):
            report([reported.letter()], tmp_path / "file" / "a.html")

    def test_twice_gives_the_same_bytes(self, tmp_path, drawn):
        one, files = drawn
        first, second = (report([one], tmp_path / name, files)[0].read_bytes() for name in ("a.html", "b.html"))
        assert first == second


class TestEveryPage:
    @pytest.fixture
    def pages(self, tmp_path, drawn):
        one, files = drawn
        letters = compare([families.letter(number=n) for n in range(3)]).to_json()
        story = check([Article("story.txt", "He wrote: “Who approved the plan last year?”")], [one]).to_json()
        other = one | {"record_id": one["record_id"][:-1] + "2"}
        return [
            *report([one, other], tmp_path / "r.html", files),
            *comparison_page(letters, tmp_path / "c.html"),
            *quotations_page(story, tmp_path / "q.html", [one], files),
        ]

    def test_asks_for_nothing_from_outside(self, pages):
        for page in pages:
            text = page.read_text("utf-8")
            assert not ASSETS.search(re.sub(r"data:[\w/;,+=-]*", "data:", text)), page.name
            assert {src[:11] for src in parsed(page).xpath("//@src")} <= {"data:image/"}

    def test_has_a_policy_that_names_its_own_style_and_script(self, pages):
        for page in pages:
            tree = parsed(page)
            policy = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
            assert "default-src 'none'" in policy
            assert "unsafe" not in policy
            for name in ("style", "script"):
                (element,) = tree.xpath(f"//{name}")
                digest = hashlib.sha256(element.text.encode()).digest()
                assert rendering._digest(element.text).encode() == b"'sha256-" + base64.b64encode(digest) + b"'"
                assert f"{name}-src {rendering._digest(element.text)}" in policy

    def test_has_no_style_or_handler_in_an_element(self, pages):
        for page in pages:
            assert [a for a in parsed(page).xpath("//@*/..") for a in a.attrib if a.startswith("on") or a == "style"] == []

    def test_names_what_it_is_to_those_who_do_not_see(self, pages):
        for page in pages:
            tree = parsed(page)
            assert tree.get("lang") == "en"
            assert len(tree.xpath("//h1")) == len(tree.xpath("//main")) == 1
            assert all(tree.xpath("//img/@alt"))
            assert len(tree.xpath("//img")) == len(tree.xpath("//img/@alt"))
            assert tree.xpath("//form[@role='search']//input[@type='search'][not(@aria-label)]") == []
            assert len(set(tree.xpath("//@id"))) == len(tree.xpath("//@id")), page.name


class TestRecordPage:
    def test_draws_the_pages_with_the_boxes_of_each_value(self, tmp_path, drawn):
        one, files = drawn
        tree = parsed(report([one], tmp_path / "a.html", files)[0])
        assert tree.xpath("//figure/@id") == ["page-1", "page-2"]
        assert set(tree.xpath("//svg/@viewbox | //svg/@viewBox")) >= {"0 0 612.0 792.0"}
        ids = set(tree.xpath("//*[local-name()='svg']/*[local-name()='a']/@data-of"))
        assert ids == set(tree.xpath("//li[contains(@class,'value')]/@id"))

    def test_only_the_pages_of_the_record_are_drawn(self, tmp_path, drawn):
        one, files = drawn
        half = one | {"source": one["source"] | {"last_page": 1}, "questions": []}
        assert parsed(report([half], tmp_path / "a.html", files)[0]).xpath("//figure/@id") == ["page-1"]

    def test_without_the_file_the_text_stands_with_its_passages(self, tmp_path):
        tree = parsed(report([reported.letter()], tmp_path / "a.html")[0])
        assert tree.xpath("//figure") == []
        assert [words(p) for p in tree.xpath("//div[@class='text']/p")] == reported.TEXT.split("\n")
        (due,) = tree.xpath("//li[@data-field='deadlines']/@id")
        assert [a.text for a in tree.xpath(f"//div[@class='text']//a[contains(concat(' ',@data-of,' '),' {due} ')]")] == [
            "by May 1, 2019"
        ]

    @pytest.mark.parametrize("content", [b"", b"%PDF-1.7 broken", b"no PDF"], ids=["empty", "broken", "other"])
    def test_with_a_file_that_cannot_be_drawn_the_text_stands(self, tmp_path, content):
        (tmp_path / "plan.pdf").write_bytes(content)
        tree = parsed(report([reported.letter()], tmp_path / "a.html", {"0" * 64: tmp_path / "plan.pdf"})[0])
        assert tree.xpath("//figure") == []
        assert tree.xpath("//div[@class='text']")

    def test_of_a_very_long_document_only_pages_with_values_are_drawn(self, tmp_path, drawn, monkeypatch):
        one, files = drawn
        monkeypatch.setattr("pipeline.report.pages._MOST_PAGES", 1)
        second = one | {
            key: None if key in ("date", "salutation") else [] for key in ("date", "salutation", "deadlines", "requests")
        }
        assert parsed(report([second], tmp_path / "a.html", files)[0]).xpath("//figure/@id") == ["page-2"]

    def test_a_document_of_300_pages_makes_no_huge_page(self, tmp_path):
        """Each page a value: what lies around it is shown, a third of the page at most."""
        content = [
            "".join(show(72, 700 - 14 * line, f"Line {line} of page {page} says a good deal about jails.") for line in range(45))
            for page in range(1, 301)
        ]
        (tmp_path / "long.pdf").write_bytes(pdf(*content))
        sha256 = hashlib.sha256((tmp_path / "long.pdf").read_bytes()).hexdigest()
        one = reported.letter(sha256)
        proof = one["questions"][0]["evidence"]
        asked = [
            one["questions"][0] | {"evidence": proof | {"boxes": [proof["boxes"][0] | {"page": page}]}} for page in range(1, 301)
        ]
        long = one | {"source": one["source"] | {"page_count": 300, "last_page": 300}, "questions": asked}
        page = report([long], tmp_path / "a.html", {sha256: tmp_path / "long.pdf"})[0]
        assert page.stat().st_size < 6_000_000
        tree = parsed(page)
        assert len(tree.xpath("//figure")) == 120
        assert max(float(height) for height in tree.xpath("//figure//img/@height")) < 300
        assert all(0 <= float(y) < 300 for y in tree.xpath("//figure//*[local-name()='a']/*[local-name()='rect']/@y"))
        assert "The document is long" in words(tree)

    def test_confidence_and_reasons_are_told(self, tmp_path):
        text = words(parsed(report([reported.letter()], tmp_path / "a.html")[0]))
        assert "unsure, 41% confident" in text
        assert "Two dates stand close together." in text
        assert "1 thing to check" in text

    def test_a_value_on_two_pages_has_a_place_on_both(self, tmp_path, drawn):
        one, files = drawn
        proof = one["questions"][0]["evidence"]
        proof["boxes"] = [proof["boxes"][0] | {"page": 1, "top": 700.0, "bottom": 714.0}, *proof["boxes"]]
        tree = parsed(report([one], tmp_path / "a.html", files)[0])
        (asked,) = tree.xpath("//li[.//p[text()='Is there a plan for the jail?']]/@id")
        assert len(tree.xpath(f"//*[local-name()='svg']/*[local-name()='a'][@data-of='{asked}']")) == 2
        assert "p. 1, 2" in words(tree.get_element_by_id(asked))


class TestWords:
    @pytest.mark.parametrize(
        ("changes", "name"),
        [
            pytest.param({}, "Letter", id="to nobody known"),
            pytest.param({"recipients": ["Ida Grey"]}, "Letter to Ida Grey", id="to one"),
            pytest.param({"recipients": ["Ida Grey", "Al Roe"]}, "Letter to Ida Grey and Al Roe", id="to two"),
            pytest.param({"recipients": list("ABCD")}, "Letter to A, B and 2 others", id="to many"),
            pytest.param({"document_type": "press_release", "title": {"value": "NEWS"}}, "NEWS", id="a headline"),
            pytest.param(
                {"document_type": "press_release", "release_number": {"value": "17-868"}}, "Release 17-868", id="a number"
            ),
            pytest.param({"document_type": "other", "subject": {"value": "Leave"}}, "Leave", id="a memorandum's subject"),
            pytest.param({"document_type": "other"}, "Document", id="nothing known"),
        ],
    )
    def test_name(self, changes, name):
        people = [{"name": n, "title": None, "organization": None} for n in changes.get("recipients", ())]
        assert fields.name_of(record(**(changes | {"recipients": people}))) == name

    @pytest.mark.parametrize(
        ("iso", "told"), [("2017-08-18", "August 18, 2017"), ("2019-03-03", "March 3, 2019"), ("soon", "soon")]
    )
    def test_dates(self, iso, told):
        assert fields.long_date(iso) == told

    @pytest.mark.parametrize(
        ("key", "item", "main", "details"),
        [
            ("amounts", {"value": 1250000.0, "currency": "USD", "text": "$1.25 million"}, "$1.25 million", (("value", "1,250,000"),)),
            ("amounts", {"value": 12.5, "currency": "USD", "text": "$12.50"}, "$12.50", (("value", "12.50"),)),
            (
                "deadlines",
                {"date": None, "expression": "within 30 days", "relation": "within", "anchor": "document_date", "action": None},
                "within 30 days",
                (("counted from", "document date"),),
            ),
            (
                "recipients",
                {"name": "Ida Grey", "honorific": None, "title": "Chief", "organization": None,
                 "address": {"street": "1 Main", "city": "Orr", "state": "CA", "postal_code": None}},
                "Ida Grey",
                (("title", "Chief"), ("address", "1 Main, Orr, CA")),
            ),
        ],
        ids=["millions", "cents", "no date", "address"],
    )  # fmt: skip
    def test_values(self, key, item, main, details):
        proof = {"start": 0, "end": 1, "text": main, "boxes": [], "source": "native", "confidence": 0.999}
        (group,) = fields.groups(
            record(**{k: [] for k in ("deadlines", "questions")}, date=None, salutation=None)
            | {key: [item | {"evidence": proof}]}
        )
        assert (group.values[0].main, group.values[0].details, group.values[0].confidence) == (main, details, 100)

    def test_every_key_of_a_record_has_its_section(self):
        assert {field.section for field in keys_of_records()} == fields.SECTIONS.keys() - {"other"}
        shown = {value.field for group in fields.groups(filled()) for value in group.values}
        assert shown == {field.key for field in keys_of_records()}

    def test_what_is_printed_is_told_where_the_value_has_other_words(self):
        (group, *_) = fields.groups(record())
        assert group.values[0].passage is None  # its expression says it
        values = {v.field: v for g in fields.groups(record()) for v in g.values}
        assert values["date"].passage is None


class TestSpans:
    @given(st.text("ab\n", max_size=30), st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=6))
    def test_nothing_is_lost_and_each_character_knows_its_passages(self, text, pairs):
        marks = [(min(a, b, len(text)), min(max(a, b), len(text)), f"v{n}") for n, (a, b) in enumerate(pairs)]
        found = spans.lines(text, marks)
        assert "\n".join("".join(piece.text for piece in line) for line in found) == text
        at = 0
        for line in found:
            for piece in line:
                expected = {name for start, end, name in marks if start <= at < at + len(piece.text) <= end and start < end}
                assert set(piece.ids) == expected
                at += len(piece.text)
            at += 1

    def test_the_shortest_passage_is_first(self):
        ((piece, *_),) = spans.lines("abc", [(0, 3, "long"), (0, 1, "short")])
        assert piece.ids == ("short", "long")


class TestFiles:
    def write(self, folder, one, **run):
        folder.mkdir(exist_ok=True)
        (folder / "records.jsonl").write_text(json.dumps(one) + "\n", "utf-8")
        if run:
            (folder / "run.json").write_text(json.dumps(run), "utf-8")

    def test_beside_the_records(self, tmp_path, drawn):
        one, files = drawn
        self.write(tmp_path, one)
        assert load(tmp_path) == ([one], files)
        assert load(tmp_path / "records.jsonl") == ([one], files)

    def test_where_the_run_read_it(self, tmp_path, drawn):
        one, files = drawn
        (sha256,) = files
        self.write(tmp_path / "out", one, files=[{"path": str(tmp_path / "plan.pdf"), "sha256": sha256}])
        assert load(tmp_path / "out")[1] == files

    def test_relative_to_the_outputs(self, tmp_path, drawn):
        one, files = drawn
        self.write(tmp_path / "out", one, files=[{"path": "../plan.pdf", "sha256": next(iter(files))}])
        assert [p.resolve() for p in load(tmp_path / "out")[1].values()] == list(files.values())

    def test_one_that_has_changed_since_is_not_taken(self, tmp_path, drawn):
        one, _ = drawn
        self.write(tmp_path, one)
        (tmp_path / "plan.pdf").write_bytes(b"another")
        assert load(tmp_path)[1] == {}

    def test_a_name_with_a_folder_stays_beside_the_records(self, tmp_path, drawn):
        one, _ = drawn
        one["source"]["file_name"] = "../plan.pdf"
        self.write(tmp_path / "out", one)
        assert load(tmp_path / "out")[1] == {}

    @pytest.mark.parametrize(
        "run", ["", "[]", '{"files": 3}', '{"files": [3]}', '{"files": [{"sha256": "0", "path": "a\\u0000b"}]}']
    )
    def test_a_broken_run_is_as_good_as_none(self, tmp_path, drawn, run):
        one, files = drawn
        self.write(tmp_path, one)
        (tmp_path / "run.json").write_text(run, "utf-8")
        assert load(tmp_path)[1] == files

    def test_a_folder_without_records_is_told(self, tmp_path):
        with pytest.raises(InvalidRecords, match="holds no records"):
            load(tmp_path)

    def test_a_record_of_another_shape_is_told(self, tmp_path):
        self.write(tmp_path, reported.letter(text=7))
        with pytest.raises(InvalidRecords, match=r"Record 1 .* \$\.text"):
            load(tmp_path)


class TestImages:
    def test_a_picture_file_is_drawn_in_points(self, tmp_path):
        """A page of 8.5 by 11 inches at 200 dpi, dark above, light below."""
        page = Image.new("L", (1700, 2200), 255)
        ImageDraw.Draw(page).rectangle((0, 0, 1700, 1100), fill=0)
        page.save(tmp_path / "p.tif", dpi=(200, 200))
        (drawn,) = images.draw(tmp_path / "p.tif", "image/tiff", [1])
        assert (drawn.width, drawn.height) == (612, 792)
        assert drawn.image.size == (935, 1210)
        assert drawn.image.getpixel((400, 100)) < 50 < 200 < drawn.image.getpixel((400, 1100))

    def test_a_strip_is_what_lies_around_the_boxes(self, tmp_path, drawn):
        _, files = drawn
        (page,) = images.draw(next(iter(files.values())), "application/pdf", [1])
        strip = page.strip([reported.evidence("Dear Sheriff Orlowski:")["boxes"][0]])
        assert strip.top == pytest.approx(114, abs=1)
        assert strip.height == pytest.approx(46, abs=1.5)
        assert strip.left < 72
        assert strip.left + strip.width > 180
        assert strip.width < 300  # the page's empty margin is cut off

    @pytest.mark.parametrize("number", [0, 3, 99])
    def test_a_page_that_is_not_there_gives_nothing(self, drawn, number):
        _, files = drawn
        assert images.draw(next(iter(files.values())), "application/pdf", [number]) == []

    def test_a_photograph_is_no_print_of_few_colours(self, tmp_path):
        noise = Image.effect_noise((850, 1100), 90).convert("RGB")
        noise.save(tmp_path / "p.png")
        (page,) = images.draw(tmp_path / "p.png", "image/png", [1])
        assert page.sheet().uri.startswith("data:image/webp;base64,")

    def test_text_has_no_pages_to_draw(self, tmp_path):
        (tmp_path / "a.txt").write_text("Dear Sheriff", "utf-8")
        assert images.draw(tmp_path / "a.txt", "text/plain", [1]) == []

    def test_the_picture_in_the_page_is_a_picture(self, drawn):
        _, files = drawn
        (page,) = images.draw(next(iter(files.values())), "application/pdf", [2])
        kind, _, data = page.sheet().uri.partition(";base64,")
        assert kind == "data:image/png"
        assert Image.open(io.BytesIO(base64.b64decode(data))).size == (935, 1210)


class TestComparison:
    def test_families_are_an_index_and_a_page_for_each(self, tmp_path):
        comparison = compare(families.many(6, 2)).to_json()
        found = comparison_page(comparison, tmp_path / "c.html")
        assert [p.name for p in found] == ["c.html", "family-1.html", "family-2.html"]
        assert parsed(found[0]).xpath("//a[@class='go']/@href") == ["c/family-1.html", "c/family-2.html"]
        assert "../c.html" in parsed(found[1]).xpath("//nav/a/@href")

    def test_documents_of_no_family_are_told(self, tmp_path):
        comparison = compare([families.letter(), families.side("A page about something else.", 3)]).to_json()
        text = words(parsed(comparison_page(comparison, tmp_path / "c.html")[0]))
        assert "no two of one text" in text
        assert "Like no other" in text

    def test_what_the_fields_of_a_release_and_a_letter_say_differently_is_listed(self, tmp_path):
        letter = families.letter()
        release = families.letter(families.BODY.replace("seized vessels", "lost boats"), 1)
        comparison = compare([letter, release]).to_json() | {"families": [], "alone": [0, 1]}
        tree = parsed(comparison_page(comparison, tmp_path / "c.html")[0])
        listed = " ".join(words(e) for e in tree.xpath("//section[@id='values']"))
        assert "No differences to list" not in listed
        assert "What fields say differently" in listed
        assert "lost boats" in listed
        assert "seized vessels" in listed

    def test_every_letter_stands_whole_in_its_column(self, tmp_path):
        sides = [families.letter(families.BODY.replace("three", word), n) for n, word in enumerate(["three", "three", "five"])]
        tree = parsed(comparison_page(compare(sides).to_json(), tmp_path / "c.html")[0])
        for column, side in enumerate(sides, 1):
            cells = tree.xpath(f"//section[contains(@class,'view-side')]//tr/td[{column}]")
            for cell in cells:
                for mark in cell.xpath(".//sup"):
                    mark.drop_tree()
            assert words_of(" ".join(cell.text_content() for cell in cells)) == words_of(side.text)

    def test_what_is_only_in_some_says_in_which(self, tmp_path):
        extra = families.BODY.replace("Thank you", "Your sheriff may appeal to the Attorney General within ten days. Thank you")
        sides = [families.letter(families.BODY, 0), families.letter(families.BODY, 1), families.letter(extra, 2)]
        tree = parsed(comparison_page(compare(sides).to_json(), tmp_path / "c.html")[0])
        assert "appeal to the Attorney General within ten days. [3]" in words(
            tree.xpath("//section[contains(@class,'view-one')]")[0]
        )

    def test_fields_mark_what_differs(self, tmp_path):
        sides = [
            families.letter(families.BODY.replace("seized vessels", what), n)
            for n, what in enumerate(["seized vessels", "lost boats"])
        ]
        tree = parsed(comparison_page(compare(sides).to_json(), tmp_path / "c.html")[0])
        marked = [words(e) for e in tree.xpath("//section[contains(@class,'view-fields')]//td//mark")]
        assert " ".join(marked) == "seized vessels? lost boats?"

    def test_many_letters_stand_side_by_side_as_far_as_they_fit(self, tmp_path):
        comparison = compare([families.letter(number=n) for n in range(20)]).to_json()
        tree = parsed(comparison_page(comparison, tmp_path / "c.html")[0])
        assert len(tree.xpath("//section[contains(@class,'view-side')]//thead//th")) == 16
        assert "4 more are in the one text only" in words(tree)


def words_of(text):
    """The words of a text, whatever the spaces between them, with each mark on its own."""
    return re.findall(r"\w+|[^\w\s]", text)


class TestQuotations:
    @pytest.mark.parametrize(
        ("quote", "group", "verdict"),
        [
            ("Who approved the plan last year?", "unsaid", "Word for word"),  # the article names nobody
            ("Who approved the plan next year?", "look", "Words changed"),
            ("Nobody told us about any of this", "absent", "Not in the sources given"),
        ],
    )
    def test_verdicts(self, tmp_path, quote, group, verdict):
        found = check([Article("story.txt", f"It says: “{quote}”")], [reported.letter()]).to_json()
        tree = parsed(quotations_page(found, tmp_path / "q.html")[0])
        (told,) = tree.xpath("//li[contains(@class,'quotation')]")
        assert group in told.get("class").split()
        assert words(told.xpath(".//span[@class='verdict']")[0]) == verdict

    def test_the_passage_is_shown_as_printed(self, tmp_path, drawn):
        one, files = drawn
        found = check([Article("story.txt", "It says: “Who approved the plan last year?”")], [one]).to_json()
        with_files = parsed(quotations_page(found, tmp_path / "a.html", [one], files)[0])
        assert [words(e)[-6:] for e in with_files.xpath("//figure[@class='strip']/figcaption")] == ["page 2"]
        assert parsed(quotations_page(found, tmp_path / "b.html")[0]).xpath("//figure") == []

    def test_no_quotation_at_all(self, tmp_path):
        found = check([Article("story.txt", "Nothing is quoted.")], [reported.letter()]).to_json()
        assert "0 quotations" in words(parsed(quotations_page(found, tmp_path / "q.html")[0]))


def test_a_broken_surrogate_does_not_stop_a_page(tmp_path):
    """From a broken font: half a pair can't be written as UTF-8."""
    one = reported.letter()
    one["review"]["reasons"][0]["message"] = "half \ud800 pair"
    assert "half ? pair" in words(parsed(report([one], tmp_path / "a.html")[0]))


def test_a_source_file_that_is_gone_since_is_as_one_never_found(tmp_path, drawn):
    one, files = drawn
    shutil.move(tmp_path / "plan.pdf", tmp_path / "moved.pdf")
    assert parsed(report([one], tmp_path / "a.html", files)[0]).xpath("//figure") == []
