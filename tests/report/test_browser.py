"""The pages as a reader has them: in a browser, with a pointer, with the keyboard, on paper, and with harmful records."""

from __future__ import annotations

import pytest
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select

from pipeline.comparison import compare
from pipeline.quotes import Article, check
from pipeline.report import comparison_page, quotations_page, report
from tests import families, reported
from tests.browser import OFF, chromium, is_off

pytestmark = [
    pytest.mark.skipif(is_off(), reason=f"{OFF} is set"),
    pytest.mark.xdist_group("browser"),  # one browser, not one for each worker, where tests are shared out by group
]
KEPT = frozenset({"kind", "made_by", "category", "record_id", "document_type", "text_source", "verdict", "attribution"})


@pytest.fixture(scope="module")
def browser():
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("pages")


@pytest.fixture(scope="module")
def drawn(folder):
    """One letter with the images of its pages."""
    sha256 = reported.pages(folder / "plan.pdf")
    return report([reported.letter(sha256)], folder / "drawn.html", {sha256: folder / "plan.pdf"})[0]


@pytest.fixture(scope="module")
def index(folder):
    """Three documents without their files; the last needs no review."""
    calm = {"review": {"needed": False, "reasons": []}, "document_type": "press_release"}
    headline = {"value": "A PLAN FOR EVERY JAIL", "evidence": reported.evidence("March 3, 2019")}
    return report(
        [reported.letter(), reported.letter(segment=2), reported.letter(segment=3, title=headline, **calm)], folder / "i.html"
    )


@pytest.fixture(scope="module")
def comparison():
    changed = families.BODY.replace("March 9, 2015", "March 16, 2015").replace("three of", "five of")
    letters = [families.letter(body, number) for number, body in enumerate([families.BODY, families.BODY, changed])]
    return compare(letters).to_json()


@pytest.fixture(scope="module")
def quotations():
    text = (
        "The letter asks: “Who approved the plan next year?” It says: “Please send the plan by May 1, 2019.” "
        "“Nobody told us about any of this,” said the sheriff."
    )
    return check([Article("story.txt", text)], [reported.letter()]).to_json()


@pytest.fixture
def value_of(browser):
    """The id of the first value of a field."""
    return lambda field: browser.one(f".value[data-field={field}]").get_attribute("id")


class TestPointing:
    def test_at_a_value_lights_its_place(self, browser, drawn, value_of):
        browser.open(drawn)
        date, due = value_of("date"), value_of("deadlines")
        browser.point_at(f"#{due} .main")
        assert [e.get_attribute("data-of") for e in browser.all(".sheet .place.lit")] == [due]
        browser.point_at(f"#{date} .main")
        assert [e.get_attribute("data-of") for e in browser.all(".sheet .place.lit")] == [date]

    def test_at_a_value_of_another_page_brings_its_place_into_view(self, browser, drawn, value_of):
        browser.open(drawn)
        place = browser.one(f".sheet .place[data-of={value_of('questions')}]")
        assert place.rect["y"] > 900
        browser.point_at(f"#{value_of('questions')} .main")
        browser.wait(lambda: 0 < browser.run("return arguments[0].getBoundingClientRect().top", place) < 900)

    def test_at_a_place_lights_its_value(self, browser, drawn, value_of):
        browser.open(drawn)
        browser.point_at(f".place[data-of={value_of('salutation')}] rect")
        assert browser.ids(".value.lit") == [value_of("salutation")]

    def test_the_box_lies_on_the_line(self, browser, drawn, value_of):
        """The box of the date, 100 points below the page's edge, is where the image has its words."""
        browser.open(drawn)
        box = browser.one(f".place[data-of={value_of('date')}] rect").rect
        image = browser.one(".sheet img").rect
        assert (box["y"] - image["y"]) / image["height"] == pytest.approx(99.25 / 792, abs=0.003)
        assert (box["x"] - image["x"]) / image["width"] == pytest.approx(70.5 / 612, abs=0.003)


class TestClicking:
    def test_a_place_shows_its_value(self, browser, drawn, value_of):
        browser.open(drawn)
        browser.one(f".place[data-of={value_of('salutation')}] rect").click()
        assert browser.ids(".value.chosen") == [value_of("salutation")]
        value = browser.one(".value.chosen").rect
        assert 0 <= value["y"] < 900

    def test_twice_where_places_lie_on_one_another_goes_to_the_one_below(self, browser, drawn, value_of):
        browser.open(drawn)
        place = browser.one(f".place[data-of={value_of('deadlines')}] rect")
        place.click()
        assert browser.ids(".value.chosen") == [value_of("deadlines")]
        place.click()
        assert browser.ids(".value.chosen") == [value_of("requests")]

    def test_a_value_goes_to_its_place(self, browser, drawn, value_of):
        browser.open(drawn)
        browser.one(f"#{value_of('questions')} .go").click()
        assert browser.run("return location.hash") == f"#{value_of('questions')}"
        assert browser.focused().get_attribute("data-of") == value_of("questions")

    def test_a_doubt_goes_to_its_value(self, browser, drawn, value_of):
        browser.open(drawn)
        browser.one(".doubts a").click()
        assert browser.ids(".value.chosen") == [value_of("deadlines")]

    def test_a_place_in_the_text_of_a_document_without_images(self, browser, index, value_of):
        browser.open(index[1])
        browser.one(f".text .place[data-of~={value_of('salutation')}]").click()
        assert browser.ids(".value.chosen") == [value_of("salutation")]

    def test_an_address_with_a_value_opens_at_its_place(self, browser, drawn, value_of):
        browser.open(drawn)
        address = value_of("questions")
        browser.open(drawn, f"#{address}")
        assert browser.ids(".value.chosen") == [address]

    def test_the_address_of_a_value_is_made_of_its_content(self, browser, folder, drawn, value_of):
        """With other values before it, a value has the address that it had: links into a page outlive a new run."""
        browser.open(drawn)
        before = value_of("questions")
        fewer = reported.letter() | {"date": None, "salutation": None, "deadlines": []}
        browser.open(report([fewer], folder / "fewer.html")[0])
        assert value_of("questions") == before

    def test_on_a_narrow_screen_the_value_stands_under_the_page(self, browser, drawn, value_of):
        browser.open(drawn)
        browser.resize(390, 800)
        assert browser.run("return document.documentElement.scrollWidth") <= 390
        place = browser.one(f".place[data-of={value_of('salutation')}] rect")
        browser.run("arguments[0].scrollIntoView({block: 'center'})", place)
        place.click()
        assert browser.one(".bar").is_displayed()
        assert "Dear Sheriff Orlowski:" in browser.one(".bar").text
        browser.one("[data-close]").click()
        assert not browser.one(".bar").is_displayed()


class TestKeyboard:
    def test_walks_through_the_values_and_to_a_place_and_back(self, browser, drawn):
        browser.open(drawn)
        order = browser.ids(".value")
        browser.press("/")
        assert browser.focused().get_attribute("name") == "words"
        browser.press(Keys.ARROW_DOWN, Keys.ARROW_DOWN)
        assert browser.ids(".value.lit") == [order[1]]
        browser.press(Keys.TAB)
        assert browser.ids(".value.lit") == [order[2]]
        browser.press(Keys.ARROW_UP, Keys.ENTER)
        assert browser.focused().get_attribute("data-of") == order[1]
        browser.press(Keys.ESCAPE)
        assert browser.ids(".value:focus-within") == [order[1]]
        browser.press(Keys.ESCAPE)
        assert browser.ids(".value.chosen") == []

    def test_walks_through_the_places_of_the_pages(self, browser, drawn):
        browser.open(drawn)
        places = [e.get_attribute("data-of") for e in browser.all(".sheet .place")]
        browser.run("document.querySelector('.sheet .place').focus()")
        browser.press(Keys.ARROW_DOWN)
        assert browser.focused().get_attribute("data-of") == places[1]
        browser.press(Keys.ENTER)
        assert browser.ids(".value:focus-within") == [places[1]]

    def test_what_has_the_focus_is_seen(self, browser, drawn):
        browser.open(drawn)
        browser.press("/", Keys.ARROW_DOWN)
        assert browser.focused().value_of_css_property("outline-style") == "solid"

    def test_first_of_all_it_can_go_to_the_values(self, browser, drawn):
        browser.open(drawn)
        browser.press(Keys.TAB)
        assert browser.focused().get_attribute("class") == "skip"
        browser.press(Keys.ENTER)
        assert browser.run("return location.hash") == "#values"

    def test_opens_a_document_of_the_index(self, browser, index):
        browser.open(index[0])
        browser.press("/", Keys.ARROW_DOWN, Keys.ARROW_DOWN, Keys.ENTER)
        browser.wait(lambda: browser.driver.current_url == index[2].absolute().as_uri())


class TestFilter:
    def test_by_words(self, browser, drawn, value_of):
        browser.open(drawn)
        browser.one("[name=words]").send_keys("who APPROVED")
        assert [e.text for e in browser.all(".value .main") if e.is_displayed()] == ["Who approved the plan last year?"]
        assert len([e for e in browser.all(".sheet .place") if e.is_displayed()]) == 1
        assert "1 of" in browser.one(".filter output").text
        browser.press(Keys.ESCAPE)
        assert len(browser.ids(".value")) == len(browser.all(".value"))

    def test_by_field(self, browser, drawn):
        browser.open(drawn)
        Select(browser.one("[name=field]")).select_by_value("questions")
        assert {e.get_attribute("data-field") for e in browser.all(".value") if e.is_displayed()} == {"questions"}
        assert browser.ids(".group") == [""]

    def test_by_review(self, browser, drawn, value_of):
        browser.open(drawn)
        browser.one("[name=review]").click()
        assert browser.ids(".value") == [value_of("deadlines")]

    def test_that_nothing_fits_says_so(self, browser, drawn):
        browser.open(drawn)
        browser.one("[name=words]").send_keys("zebra")
        assert browser.ids(".value") == []
        assert browser.one(".nothing").is_displayed()

    def test_of_the_index(self, browser, index):
        browser.open(index[0])
        browser.one("[name=words]").send_keys("every jail")
        assert browser.ids(".value") == ["d3"]
        browser.press(Keys.ESCAPE)
        browser.one("[name=review]").click()
        assert browser.ids(".value") == ["d1", "d2"]
        browser.one("[name=review]").click()
        Select(browser.one("[name=field]")).select_by_value("press_release")
        assert browser.ids(".value") == ["d3"]


def test_confidence_and_doubts_are_seen(browser, drawn, value_of):
    browser.open(drawn)
    text = browser.one(f"#{value_of('deadlines')}").text
    assert "unsure, 41% confident" in text
    assert "Check: Two dates stand close together." in text
    assert "93% confident" in browser.one(f"#{value_of('date')}").text


def test_paper_has_everything(browser, drawn):
    """Values that the filter keeps off the screen, the folded text, and each value's number at its place."""
    browser.open(drawn)
    browser.one("[name=words]").send_keys("approved")
    words = browser.printed()
    for value in browser.all(".value"):
        assert browser.run("return arguments[0].querySelector('.main').textContent", value) in words
    assert words.count("Dear Sheriff Orlowski:") == 2  # as a value, and in the text
    assert "Filter" not in words
    assert "1 Deadline" in words


def test_paper_has_every_view_of_a_comparison(browser, compared):
    browser.open(compared)
    words = browser.printed()
    assert "One text" in words
    assert "Side by side" in words
    assert words.count("Who keeps the books of the program") >= 5  # one text, three columns, fields


def test_no_sheet_of_paper_is_half_empty(browser, folder):
    """The head and the first page stand on one sheet, each other page fills one; only the last sheet may end early."""
    sha256 = reported.pages(folder / "plan.pdf")
    browser.open(report([reported.letter(sha256)], folder / "paper.html", {sha256: folder / "plan.pdf"})[0])
    filled = browser.sheets()
    assert len(filled) >= 2
    assert min(filled[:-1]) > 0.5, filled


def test_on_paper_a_comparison_begins_with_its_differences(browser, compared):
    browser.open(compared)
    words = browser.printed()
    head, differences = words.index("documents of one text"), words.index("What the Department wrote differently")
    assert head < words.index("[3] Letter to") < differences < words.index("One text")  # who is who, before they are told apart
    assert min(browser.sheets()[:-1], default=1) > 0.5


@pytest.mark.parametrize(("scheme", "is_dark"), [("light", False), ("dark", True)])
def test_light_and_dark(browser, index, scheme, is_dark):
    browser.open(index[0])
    browser.resize(1400, 900, prefers_color_scheme=scheme)
    colour = browser.run("return getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)")
    assert (max(colour) < 64) is is_dark


@pytest.fixture(scope="module")
def compared(folder, comparison):
    return comparison_page(comparison, folder / "comparison.html")[0]


@pytest.fixture(scope="module")
def checked(folder, quotations):
    return quotations_page(quotations, folder / "quotations.html")[0]


@pytest.fixture(scope="module")
def several(folder):
    """The index of two letters whose texts have words that no card shows."""
    signed = [{"name": "Ida Grey", "title": "Chief", "organization": None, "evidence": reported.evidence("March 3, 2019")}]
    texts = ("The boats at Port Orlow were counted twice.", "Nobody in Easley was asked about the vault’s “open door” rule.")
    letters = [
        reported.letter(segment=n, text=f"{reported.TEXT}\n{text}", signatories=signed, review={"needed": False, "reasons": []})
        for n, text in enumerate(texts, 1)
    ]
    return report(letters, folder / "several.html")[0]


class TestSearch:
    @pytest.mark.parametrize(
        ("typed", "found"),
        [
            pytest.param("easley", ["d2"], id="a city that no card shows"),
            pytest.param("Port Orlow", ["d1"], id="words, each anywhere"),
            pytest.param('"counted twice"', ["d1"], id="a phrase"),
            pytest.param('"twice counted"', [], id="a phrase that does not stand so"),
            pytest.param("vault's", ["d2"], id="an apostrophe of another form"),
            pytest.param("“open door”", ["d2"], id="a phrase in marks of another form"),
            pytest.param("Ida Grey", ["d1", "d2"], id="who signed"),
        ],
    )
    def test_of_all_texts(self, browser, several, typed, found):
        browser.open(several)
        type_in = "const w = document.querySelector('[name=words]'); w.value = arguments[0]; w.dispatchEvent(new Event('input', {bubbles: true}))"
        browser.run(type_in, typed)
        assert browser.ids(".value") == found

    def test_shows_where_the_words_stand(self, browser, several):
        browser.open(several)
        browser.one("[name=words]").send_keys("easley")
        assert browser.one("#d2 .snippet mark").text == "Easley"
        assert "Nobody in Easley was asked" in browser.one("#d2 .snippet").text
        browser.press(Keys.ESCAPE)
        assert not browser.one("#d2 .snippet").is_displayed()

    def test_a_card_says_who_signed_and_what_is_due(self, browser, several):
        browser.open(several)
        assert "Signed by Ida Grey, Chief" in browser.one("#d1").text
        assert "Due May 1, 2019" in browser.one("#d1").text


class TestCopying:
    def test_a_value_with_its_source_and_address(self, browser, drawn):
        browser.open(drawn)
        browser.press(Keys.ARROW_DOWN)
        browser.press("c")
        browser.wait(lambda: browser.run("return document.body.dataset.copied"))
        words, address = browser.run("return document.body.dataset.copied").split("\n")
        first = browser.ids(".value")[0]
        assert browser.one(f"#{first} .main").text in words
        assert "March 3, 2019, page" in words
        assert "plan.pdf" in words
        assert "characters" in words
        assert address == f"{drawn.absolute().as_uri()}#{first}"
        browser.open(drawn, address[address.index("#") :])
        assert browser.ids(".value.chosen") == [first]

    def test_by_the_button_too(self, browser, drawn, value_of):
        browser.open(drawn)
        browser.one(f"#{value_of('date')} .copy").click()
        browser.wait(lambda: "March 3, 2019" in str(browser.run("return document.body.dataset.copied")))
        assert browser.run("return document.querySelector('.copied').textContent")

    def test_the_letter_c_among_words_is_a_letter(self, browser, drawn):
        browser.open(drawn)
        browser.press("/", "c")
        assert browser.one("[name=words]").get_attribute("value") == "c"
        assert not browser.run("return document.body.dataset.copied")

    def test_a_strip_as_one_snippet_that_loads_nothing(self, browser, drawn, folder, value_of):
        browser.open(drawn)
        browser.run("document.querySelector(arguments[0]).focus()", f"#{value_of('questions')} .go")
        browser.press("e")
        browser.wait(lambda: browser.run("return document.body.dataset.copied"))
        snippet = browser.run("return document.body.dataset.copied")
        assert snippet.startswith("<figure")
        assert "<script" not in snippet
        page = folder / "embedded.html"
        page.write_text(f"<!doctype html><meta charset=utf-8><body>{snippet}", "utf-8")
        browser.open(page)
        assert browser.run("const i = document.querySelector('img'); return i.complete && i.naturalWidth > 100")
        assert 20 < browser.one("img").rect["height"] < 200
        assert "Is there a plan for the jail?" in browser.one("figcaption").text
        assert browser.requests() == []

    def test_a_difference_and_a_quotation(self, browser, compared, checked):
        for page, words in ((compared, "March 16, 2015"), (checked, "Who approved the plan")):
            browser.open(page)
            browser.press(Keys.ARROW_DOWN)
            browser.press("c")
            browser.wait(lambda: browser.run("return document.body.dataset.copied"))
            assert words in browser.run("return document.body.dataset.copied")


def test_a_statement_has_an_address_and_a_citation(browser, folder):
    """Its address is made of its content: with other statements before it, it is the same."""
    of = []
    for before in ("", "The letter asks ten questions. "):
        text = f"{before}The letter gives the sheriff until May 1, 2019 to answer."
        browser.open(quotations_page(check([Article("a", text)], [reported.letter()]).to_json(), folder / "stated.html")[0])
        of.append(browser.ids(".statement.fits")[0])
        browser.one(f"#{of[-1]} .copy").click()
        browser.wait(lambda: browser.run("return document.body.dataset.copied"))
        cited, address = browser.run("return document.body.dataset.copied").split("\n")
        assert "fits the records" in cited
        assert "by May 1, 2019" in cited
        assert address.endswith(f"#{of[-1]}")
        browser.open(folder / "stated.html", f"#{of[-1]}")
        assert browser.ids(".value.chosen") == [of[-1]]
    assert of[0] == of[1]


def test_arrows_work_at_once(browser, drawn, index, compared, checked):
    for page in (drawn, index[0], compared, checked):
        browser.open(page)
        browser.press(Keys.ARROW_DOWN)
        assert browser.ids(".value:focus-within") == [browser.ids(".value")[0]], page.name


class TestEverybody:
    """What axe-core's rules label-content-name-mismatch, target-size and link-in-text-block look for, on every page."""

    NAMES = """return [...document.querySelectorAll('[aria-label]')].filter(e => {
        const seen = (e.innerText || '').trim().toLowerCase();
        return e.matches('a, button') && seen && !e.getAttribute('aria-label').toLowerCase().includes(seen);
    }).map(e => e.outerHTML.slice(0, 120))"""
    TARGETS = """return [...document.querySelectorAll('.meta a, button, .bar a')].filter(e => {
        const box = e.getBoundingClientRect();
        return box.width && (box.height < 24 || box.width < 24);
    }).map(e => e.outerHTML.slice(0, 120))"""
    LINKS = """return [...document.querySelectorAll('p a, .text a')].filter(e =>
        e.getClientRects().length && !getComputedStyle(e).textDecorationLine.includes('underline')
        && e.parentElement.textContent.trim() !== e.textContent.trim()).map(e => e.outerHTML.slice(0, 120))"""

    @pytest.mark.parametrize("size", [(1400, 900), (390, 844)], ids=["wide", "narrow"])
    def test_can_name_hit_and_see_what_can_be_clicked(self, browser, drawn, index, compared, checked, size):
        for page in (drawn, *index[:2], compared, checked):
            browser.open(page)
            browser.resize(*size)
            for script in (self.NAMES, self.TARGETS, self.LINKS):
                assert browser.run(script) == [], page.name

    def test_can_read_the_tables_on_a_phone(self, browser, compared):
        """The columns stand one below the other, each with its letter's name: nothing lies beside the screen."""
        browser.open(compared, "#view-side")
        browser.resize(390, 844)
        cells = browser.all(".view-side td:not(.empty)")
        assert cells
        assert all(cell.rect["x"] >= 0 and cell.rect["x"] + cell.rect["width"] <= 390 for cell in cells)
        assert "Letter to" in browser.run("return getComputedStyle(arguments[0], '::before').content", cells[0])


class TestComparison:
    def test_a_view_has_an_address(self, browser, compared):
        browser.open(compared)
        browser.one("label[for=view-side]").click()
        assert browser.run("return location.hash") == "#view-side"
        browser.one(".value .go").click()
        both = browser.run("return location.hash")
        assert both.endswith("~view-side")
        browser.open(compared, both)
        assert browser.one(".view-side").is_displayed()
        assert len(browser.ids(".value.chosen")) == 1
        browser.open(compared, "#view-fields")
        assert browser.one(".view-fields").is_displayed()

    def test_a_difference_lights_its_place_in_the_one_text(self, browser, compared):
        browser.open(compared)
        assert "March 9, 2015" in browser.one(".value .main").text
        assert "March 16, 2015" in browser.one(".value .main").text
        browser.point_at(".value .main")
        assert [e.text for e in browser.all(".place.lit") if e.is_displayed()] == ["March 9, 2015:"]
        assert "March 16, 2015" in " ".join(e.text for e in browser.all(".view-one .other"))

    def test_the_letters_stand_side_by_side(self, browser, compared):
        browser.open(compared)
        browser.one("label[for=view-side]").click()
        assert not browser.one(".view-one").is_displayed()
        browser.one(".value .go").click()
        lit = [e.text for e in browser.all(".place.chosen") if e.is_displayed()]
        assert lit == ["March 9, 2015:", "March 9, 2015:", "March 16, 2015:"]
        assert len(browser.all(".view-side thead th")) == 3

    def test_the_views_are_chosen_with_the_keyboard(self, browser, compared):
        browser.open(compared)
        browser.run("document.querySelector('#view-one').focus()")
        browser.press(Keys.ARROW_RIGHT)
        assert browser.one(".view-side").is_displayed()
        browser.press(Keys.ARROW_RIGHT)
        assert browser.one(".view-fields").is_displayed()


class TestQuotations:
    def test_what_needs_a_look_comes_first(self, browser, checked):
        browser.open(checked)
        titles = [e.text for e in browser.all(".group > h2")]
        assert titles == [
            "Look at these",
            "True words, but who said them could not be checked",
            "Not in the sources given",
            "Sources",
        ]
        assert [e.text for e in browser.all(".value")[0].find_elements("css selector", "mark")] == ["next", "last"]

    def test_one_not_found_is_not_called_false(self, browser, checked):
        browser.open(checked)
        absent = browser.one(".quotation.absent")
        assert absent.find_element("css selector", ".verdict").text == "Not in the sources given"
        group = browser.run("return arguments[0].closest('.group').innerText", absent).lower()
        assert not {"false", "wrong", "fake", "invented", "changed"} & set(group.replace(",", " ").split())
        assert "may be right all the same" in group

    def test_the_filter_keeps_what_is_to_check(self, browser, checked):
        browser.open(checked)
        browser.one("[name=review]").click()
        assert [e.text for e in browser.all(".value .number") if e.is_displayed()] == ["1"]


@pytest.fixture(scope="module")
def harmful(folder, comparison, quotations):
    """Every kind of page made of data that would run if it were not escaped."""
    record = reported.harmful()
    return [
        *report([record], folder / "harm.html"),
        *report([record, record | {"record_id": "3f2a91c04d5e-02"}], folder / "harms.html")[:2],
        *comparison_page(reported.poisoned(comparison, KEPT), folder / "harmed.html"),
        *quotations_page(reported.poisoned(quotations, KEPT), folder / "harming.html"),
    ]


def test_nothing_in_a_document_runs(browser, harmful):
    for page in harmful:
        browser.open(page)
        assert browser.driver.title != "owned"
        assert reported.EVIL in browser.run("return document.body.textContent"), page.name
        assert len(browser.all("script")) == 1
        assert browser.all("img[src=x], [onerror]") == []
        assert browser.messages() == [], page.name
        assert browser.requests() == [], page.name


def test_all_words_of_a_harmful_record_stand_there_as_words(browser, harmful):
    browser.open(harmful[0])
    mains = [e.text for e in browser.all(".value .main")]
    assert len(mains) == 25
    assert set(mains) == {reported.EVIL, f"{reported.EVIL}?", "March 3, 2019"}


def test_the_policy_lets_nothing_else_in(browser, drawn):
    """What the policy is for: a script or a picture that gets into the page all the same is refused."""
    browser.open(drawn)
    browser.run(
        "document.body.insertAdjacentHTML('beforeend', '<img src=\"http://127.0.0.1:9/x.png\" onerror=\"document.title=1\">');"
        "const s = document.createElement('script'); s.textContent = \"document.title='owned'\"; document.body.append(s);"
    )
    assert browser.driver.title not in {"owned", "1"}
    refused = browser.messages()
    assert sum("Content Security Policy" in message for message in refused) >= 2


def test_pages_are_quiet(browser, drawn, index, compared, checked):
    for page in (drawn, *index[:2], compared, checked):
        browser.open(page)
        assert browser.messages() == [], page.name
        assert browser.requests() == [], page.name
