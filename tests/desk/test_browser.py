"""The desk as a reader has it: in a browser, by keyboard and by pointer, on a phone, in the dark; and what axe-core says of it."""

from __future__ import annotations

import json
import shutil
import uuid
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from axe_core_python.selenium import Axe
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.actions.action_builder import ActionBuilder
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select

from extractors.fields import date as dates
from pipeline import load
from pipeline.desk.folder import Desk
from pipeline.desk.saying import correction
from pipeline.desk.together import assign
from pipeline.records.corrections import NAME, append, read
from pipeline.records.open_record import CONFLICT, values_of
from pipeline.records.passages import Passage
from pipeline.runs.batch.batch import Options, batch
from pipeline.runs.run import run
from schemas.fields import fields
from tests.browser import OFF, Browser, chromium, is_off
from tests.desks import NAMES, QUIET, outputs, served, top_of
from tests.reported import EVIL, harmful
from tests.samples import recording

pytestmark = [
    pytest.mark.skipif(is_off(), reason=f"{OFF} is set"),
    pytest.mark.xdist_group("browser"),
]
LETTERS = 12


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium(requests=False) as found:
        yield found


@pytest.fixture(scope="module")
def twelve(tmp_path_factory) -> Path:
    return outputs(tmp_path_factory.mktemp("twelve"), LETTERS)


@pytest.fixture
def folder(twelve, tmp_path) -> Path:
    """Outputs of their own, and their sources beside them."""
    shutil.copytree(twelve.parent / "in", tmp_path / "in")
    shutil.copytree(twelve, tmp_path / "out")
    told = (tmp_path / "out" / "run.json").read_text("utf-8")
    (tmp_path / "out" / "run.json").write_text(told.replace(str(twelve.parent), str(tmp_path)), "utf-8")
    return tmp_path / "out"


class Reader:
    """A person at the desk."""

    def __init__(self, browser: Browser, address: str, folder: Path) -> None:
        self.browser, self.address, self.folder = browser, address, folder

    def open(self, path: str = "", width: int = 1400, height: int = 900, **features: str) -> None:
        self.browser.resize(width, height, **features)
        self.browser.driver.get("about:blank")
        self.browser.driver.get(self.address + path)
        if path.startswith("d/"):
            self.browser.wait(lambda: self.browser.run("return document.body.dataset.words"))

    def said(self) -> int:
        """How many lines there are; what is in them is looked at later."""
        path = self.folder / NAME
        return path.read_bytes().count(b"\n") if path.is_file() else 0

    def waits_for(self, count: int) -> None:
        """Waits until so much is kept, and everything that was asked for is done and shown."""
        done = "return !document.body.dataset.busy && !document.querySelector('.edit')"
        self.browser.wait(lambda: self.said() >= count and self.browser.run(done))

    def press(self, *keys: str) -> None:
        before = self.said()
        self.browser.press(*keys)
        self.waits_for(before + 1)

    def click(self, element: Any) -> None:
        before = self.said()
        element.click()
        self.waits_for(before + 1)

    def choose(self, field: str, at: int = 0) -> Any:
        value = self.browser.all(f"#values .value[data-field={field}]")[at]
        self.browser.run("arguments[0].focus()", value)
        return value

    def drag_over(self, line: int, first: float, last: float) -> None:
        """Mark words of a line of the page with the pointer."""
        place = """const box = document.querySelector("#page-1 img");
            box.scrollIntoView({block: "center"});
            const image = box.getBoundingClientRect(), scale = image.width / 612;
            document.querySelector("#pages").scrollTop += image.top + arguments[0] * scale - innerHeight / 2;
            const now = box.getBoundingClientRect();
            return [now.left, now.top, scale];"""
        left, top, scale = self.browser.run(place, top_of(line))
        actions = ActionBuilder(self.browser.driver)
        pointer, y = actions.pointer_action, round(top + (top_of(line) - 4) * scale)
        pointer.move_to_location(round(left + first * scale), y).pointer_down()
        pointer.move_to_location(round(left + last * scale), y).pointer_up()
        actions.perform()

    def type_over(self, name: str, words: str) -> None:
        box = self.browser.one(f".edit [name='{name}']")
        self.browser.run("arguments[0].value = ''", box)
        box.send_keys(words)


@pytest.fixture
def reader(browser, folder) -> Iterator[Reader]:
    with served(folder) as address:
        yield Reader(browser, address, folder)


def ids(folder: Path) -> list[str]:
    return [json.loads(line)["record_id"] for line in (folder / "records.jsonl").read_text("utf-8").splitlines()]


def marked(reader: Reader, line: int, word: int, by_hand: bool, first: float, last: float) -> None:
    """Mark words of a line: with the pointer on the page from one point to another, or one word with the keys."""
    if by_hand:
        reader.drag_over(line, first, last)
    else:
        reader.browser.press(Keys.ESCAPE, "w", *[Keys.ARROW_DOWN] * line, *[Keys.ARROW_RIGHT] * word)
    reader.browser.wait(lambda: reader.browser.one("#marked").is_displayed())


def sixty(reader: Reader) -> None:
    """What a reader does in each of twelve letters, half by keyboard, half by pointer: confirm, correct, reject, add."""
    browser = reader.browser
    for number, record in enumerate(ids(reader.folder)):
        reader.open(f"d/{record}")
        by_hand = number % 2 == 1
        for field in ("date", "salutation"):
            value = reader.choose(field)
            reader.click(value.find_element("css selector", "[data-do=accept]")) if by_hand else reader.press("a")
        value = reader.choose("deadlines")
        value.find_element("css selector", "[data-do=edit]").click() if by_hand else browser.press("e")
        browser.wait(lambda: browser.all(".edit"))
        reader.type_over("action", f"send plan {number}")
        reader.click(browser.one(".edit [type=submit]")) if by_hand else reader.press(Keys.ENTER)
        value = reader.choose("requests")
        reader.click(value.find_element("css selector", "[data-do=reject]")) if by_hand else reader.press("r")
        marked(reader, 9, 5, by_hand, 224, 236)
        assert browser.one("#marked-words").text == "4711"
        browser.one("#marked [data-do=add]").click() if by_hand else browser.press("i")
        browser.wait(lambda: browser.all("#in-field"))
        Select(browser.one("#in-field")).select_by_value("contacts")
        browser.wait(lambda: browser.one(".edit [name=value]").get_attribute("value") == "4711")
        browser.one(".edit [name=value]").click()
        reader.press(Keys.ENTER)


def boundaries(reader: Reader) -> None:
    """By keyboard and by pointer each: a document begins at a line; it is joined again; a line is a stamp."""
    first, second, third, fourth = ids(reader.folder)[:4]
    for record, by_hand in ((first, False), (second, True)):
        reader.open(f"d/{record}")
        marked(reader, 10, 0, by_hand, 74, 110)  # “Sincerely,”
        before = reader.said()
        reader.browser.one("#marked [data-do=split]").click() if by_hand else reader.browser.press("s")
        reader.waits_for(before + 1)
        reader.browser.wait(lambda: "document 1 of 2" in reader.browser.one(".masthead .origin").text)
    reader.open(f"d/{second[:-2]}02")
    reader.click(reader.browser.one("[data-do=join]"))
    reader.browser.wait(lambda: "document 1 of 1" in reader.browser.one(".masthead .origin").text)
    for record, by_hand in ((third, False), (fourth, True)):
        reader.open(f"d/{record}")
        marked(reader, 12, 0, by_hand, 74, 100)  # “Director”
        before = reader.said()
        reader.browser.one("#marked [data-do=stamp]").click() if by_hand else reader.browser.press("t")
        reader.waits_for(before + 1)
        reader.browser.wait(lambda: "Director" not in reader.browser.one("#text").text)


def expected(folder: Path) -> dict[str, dict[str, Any]]:
    """All values of all records, by the record's id."""
    return {
        record["record_id"]: {field.key: [values_of(one) for one in recording(record, field.key)] for field in fields()}
        for record in load(folder)
    }


def test_sixty_values_in_twelve_letters_outlast_every_run(reader, folder, tmp_path, monkeypatch):
    sixty(reader)
    said = read(folder / NAME).standing()
    assert Counter(one.action for one in said) == {"accept": 24, "correct": 12, "reject": 12, "add": 12}
    boundaries(reader)
    seen, letters = expected(folder), [one for one in load(folder) if one["source"]["segment"] == 1]
    for number, record in enumerate(letters):
        assert record["deadlines"][0]["action"] == f"send plan {number}"
        assert record["requests"] == []
        assert record["contacts"][0]["evidence"]["text"] == "4711"
        assert record["date"]["evidence"]["reviewed"]["by"] == "Ana"
    assert [len([name for name in seen if name[:12] == one["record_id"][:12]]) for one in letters] == [2, *[1] * 11]
    assert [[mark["text"] for mark in one["marks"]] for one in letters[:5]] == [[], [], ["Director"], ["Director"], []]

    for file in list(folder.iterdir()):
        if file.name != NAME:
            file.unlink()
    for file in list((tmp_path / "in").iterdir()):
        file.rename(file.with_name(f"renamed {file.name}"))
    run([str(tmp_path / "in")], QUIET, output=folder)
    assert expected(folder) == seen, "from nothing, under other names"

    monkeypatch.setattr(dates, "extract", lambda doc: [])
    run([str(tmp_path / "in")], QUIET, output=folder, replace=True)
    assert expected(folder) == seen, "by a version that finds no dates"
    monkeypatch.undo()

    night = tmp_path / "night"
    night.mkdir()
    shutil.copy(folder / NAME, night / NAME)
    for _ in range(2):
        batch([str(tmp_path / "in")], night, QUIET, options=Options(workers=1, redo_stale=True))
        assert expected(night) == seen
        assert not [r for one in load(night) for r in one["review"]["reasons"] if r["code"] == CONFLICT]


class TestKeys:
    def test_the_first_value_is_one_key_away(self, reader, folder):
        """What a newcomer does: open the first of the queue, confirm it."""
        reader.open()
        reader.browser.press(Keys.ENTER)
        reader.browser.wait(lambda: reader.browser.all(".value.chosen"))
        reader.press("a")
        assert len(read(folder / NAME)) == 1
        reader.browser.wait(lambda: reader.browser.all(".checked"))
        assert "checked by Ana" in reader.browser.one(".checked").text

    def test_what_was_said_last_is_taken_back(self, reader, folder):
        reader.open(f"d/{ids(folder)[0]}")
        reader.choose("requests")
        reader.press("r")
        reader.browser.wait(lambda: not reader.browser.all("[data-field=requests].value"))
        reader.press("u")
        reader.browser.wait(lambda: reader.browser.all("[data-field=requests].value"))
        assert read(folder / NAME).standing() == []

    def test_words_marked_in_the_text_fill_the_line_and_are_its_evidence(self, reader, folder):
        reader.open(f"d/{ids(folder)[0]}")
        reader.choose("recipients")
        reader.browser.press("e")
        reader.browser.wait(lambda: reader.browser.all(".edit [name=organization]"))
        reader.browser.one(".edit [name=organization]").click()
        reader.browser.press(Keys.F2, Keys.ARROW_DOWN, Keys.ARROW_DOWN, Keys.ARROW_DOWN)
        chain = ActionChains(reader.browser.driver).key_down(Keys.SHIFT)
        chain.send_keys(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT).key_up(Keys.SHIFT).perform()
        reader.browser.press(Keys.ENTER)
        assert reader.browser.one(".edit [name=organization]").get_attribute("value") == "Knox County Sheriff's"
        reader.press(Keys.ENTER)
        [record, *_] = load(folder)
        assert record["recipients"][0]["organization"] == "Knox County Sheriff's"
        text = record["text"]
        [[start, end]] = record["recipients"][0]["evidence"]["parts"]["organization"]["spans"]
        assert text[start:end] == "Knox County Sheriff's"


def test_two_windows_lose_nothing(reader, folder):
    """What one window shows is older than what the other said: it is told, shown anew, and both are kept."""
    driver, browser = reader.browser.driver, reader.browser
    reader.open(f"d/{ids(folder)[0]}")
    first = driver.current_window_handle
    driver.switch_to.new_window("window")
    reader.open(f"d/{ids(folder)[0]}")
    reader.choose("deadlines")
    browser.press("e")
    browser.wait(lambda: browser.all(".edit"))
    reader.type_over("action", "send it")
    reader.press(Keys.ENTER)
    driver.close()
    driver.switch_to.window(first)
    reader.choose("deadlines")
    browser.press("a")
    browser.wait(lambda: "another window" in browser.one("#told").text)
    assert "send it" in browser.one("[data-field=deadlines].value").text
    reader.choose("date")
    reader.press("a")
    assert [one.action for one in read(folder / NAME)] == ["correct", "accept"]


def test_a_name_is_wanted(browser, folder):
    with served(folder, "") as address:
        reader = Reader(browser, address, folder)
        reader.open()
        browser.run("localStorage.clear()")
        reader.open(f"d/{ids(folder)[0]}")
        reader.choose("date")
        browser.press("a")
        assert "name first" in browser.one("#told").text
        browser.press("Ben", Keys.TAB)
        reader.choose("date")
        reader.press("a")
        assert read(folder / NAME)[0].who == "Ben"


LOOKS = {
    "desktop": (1400, 900, {}),
    "phone": (390, 844, {}),
    "dark": (1400, 900, {"prefers_color_scheme": "dark"}),
    "phone in the dark": (390, 844, {"prefers_color_scheme": "dark"}),
}


@pytest.fixture(scope="module")
def busy(twelve, tmp_path_factory, browser) -> Iterator[Reader]:
    """A desk at which everything that can be shown is there: things said, taken back, in conflict, and not agreed upon."""
    folder = tmp_path_factory.mktemp("busy") / "out"
    shutil.copytree(twelve, folder)
    desk = Desk(folder)
    append(folder / NAME, assign(desk.records(), ("Ana", "Ben"), 1.0, "coordinator"))
    names = [record["record_id"] for record in desk.records()]
    typed = {"date": "2019-06-01", "expression": "by May 1, 2019", "relation": "by"}
    for who, name, action, field, more in (
        ("Ana", 0, "correct", "deadlines", {"typed": typed}),
        ("Ben", 0, "accept", "deadlines", {}),
        ("Ana", 0, "reject", "requests", {}),
        ("Ana", 1, "accept", "date", {}),
        ("Ben", 1, "accept", "date", {}),
    ):
        [item, *_] = recording(desk.record(names[name], who), field)
        sent = {"id": uuid.uuid4().hex, "who": who, "action": action, "record": names[name], "field": field, "at": 0}
        desk.say([correction(desk, sent | {"item": values_of(item)} | more, who)])
    other = next(row for row in desk.corrections if row.action == "accept")
    gone = replace(other, id="c" * 32, item={"value": "1999-01-01"}, passage=Passage(0, 5, "no words", "so far", "from", ()))
    append(folder / NAME, [desk.corrections[-1].undone("Ben"), gone])
    with served(folder) as address:
        yield Reader(browser, address, folder)


@pytest.mark.parametrize(
    ("path", "field", "keys"),
    [
        ("", "", ()),
        ("?field=deadlines&mine=Ana&everything=1", "", ()),
        ("?words=nowhere", "", ()),
        ("d/{}", "", ()),
        ("d/{}", "deadlines", ("e",)),
        ("d/{}", "deadlines", ("i",)),
        ("d/{}", "deadlines", ("w", Keys.ARROW_DOWN)),
        ("history", "", ()),
        ("agreement", "", ()),
        ("decide/{}", "", ()),
        ("decide/{1}", "", ()),
    ],
    ids=["queue", "some of the queue", "nothing in it", "document", "correcting", "adding", "marking", "history", "agreement",
         "deciding", "decided"],
)  # fmt: skip
def test_axe_finds_nothing(busy, path, field, keys):
    browser, names = busy.browser, ids(busy.folder)
    browser.messages()  # of the tests before
    busy.open(path.replace("{1}", names[1]).format(names[0]))
    if keys:
        busy.choose(field)
        browser.press(*keys)
        browser.wait(lambda: browser.all(".edit") or browser.one("#marked").is_displayed())
    for look, (width, height, features) in LOOKS.items():
        browser.resize(width, height, **features)
        found = Axe().run(browser.driver)["violations"]
        assert found == [], (look, [(one["id"], [node["html"] for node in one["nodes"]]) for one in found])
        assert browser.run("return document.documentElement.scrollWidth <= innerWidth"), look
    assert browser.messages() == []


def test_who_decides_has_both_side_by_side_and_takes_one_with_a_key(browser, folder):
    desk = Desk(folder)
    name = ids(folder)[0]
    for who, day in (("Ana", "2019-06-01"), ("Ben", "2019-07-01")):
        item = values_of(desk.record(name, who)["deadlines"][0])
        typed = {"date": day, "expression": "by May 1, 2019", "relation": "by"}
        sent = {"who": who, "action": "correct", "record": name, "field": "deadlines", "at": 0, "item": item, "typed": typed}
        desk.say([correction(desk, sent | {"id": uuid.uuid4().hex}, who)])
    with served(folder, "Cleo") as address:
        reader = Reader(browser, address, folder)
        reader.open("agreement")
        browser.press(Keys.ARROW_DOWN, Keys.ENTER)
        browser.wait(lambda: browser.all(".question .side"))
        left, right = (side.location for side in browser.all(".question .side")[:2])
        assert left["y"] == right["y"]
        assert left["x"] < right["x"]
        reader.press("2")
        browser.wait(lambda: "Nothing is left" in browser.one("#values").text)
        assert [one["date"] for one in load(folder)[0]["deadlines"]] == ["2019-07-01"]
        reader.press("u")
        browser.wait(lambda: browser.all(".question .side"))


def test_what_means_harm_does_nothing_in_a_browser(browser, tmp_path):
    """Markup in every field, in the name of who sits there and in what was said; of what another person said, too."""
    many = [one | {"text": f"{EVIL} {n}?"} for n in range(40) for one in harmful()["questions"][:1]]
    (tmp_path / "records.jsonl").write_text(json.dumps(harmful() | {"questions": many}) + "\n", "utf-8")
    name = harmful()["record_id"]
    browser.messages()
    with served(tmp_path, EVIL) as address:
        reader = Reader(browser, address, tmp_path)
        reader.open(f"d/{name}")
        reader.press("a")
        reader.choose("questions", 1)
        browser.press("e")
        browser.wait(lambda: browser.all(".edit"))
        reader.type_over("text", f"{EVIL}?")
        reader.press(Keys.ENTER)
        says_otherwise(Desk(tmp_path), name)
        for path in ("", f"d/{name}", "history", "agreement", f"decide/{name}", f"?words={quote(EVIL)}"):
            reader.open(path)
            assert EVIL.partition(">")[0] in browser.run("return document.body.textContent"), path
            assert browser.run("return [document.title, document.querySelectorAll('img[src=x]').length]")[0] != "owned", path
            assert browser.all("img[src=x]") == browser.all("body script") == [], path
    assert browser.messages() == []
    assert {path.name for path in tmp_path.iterdir()} == {"records.jsonl", NAME}


def says_otherwise(desk: Desk, name: str) -> None:
    """Another person, with a name that means harm, takes a question out."""
    item = values_of(desk.record(name, "else")["questions"][1])
    sent = {
        "id": "e" * 32,
        "who": f"{EVIL} else",
        "action": "reject",
        "record": name,
        "field": "questions",
        "at": 1,
        "item": item,
    }
    desk.say([correction(desk, sent, f"{EVIL} else")])


def test_names_of_letters_are_all_there(twelve):
    assert len(ids(twelve)) == LETTERS == len(NAMES)
