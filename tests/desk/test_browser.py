"""The desk as a reader has it: in a browser, by keyboard and by pointer, on a phone, in the dark; and what axe-core says of it."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_core_python.selenium import Axe
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.actions.action_builder import ActionBuilder
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select

from extractors.fields import date as dates
from pipeline import load
from pipeline.records.corrections import NAME, read
from pipeline.records.open_record import CONFLICT, values_of
from pipeline.runs.batch.batch import Options, batch
from pipeline.runs.run import run
from schemas.fields import fields
from tests.browser import OFF, Browser, chromium, is_off
from tests.desks import NAMES, QUIET, outputs, served, top_of
from tests.samples import recording

pytestmark = [
    pytest.mark.skipif(is_off(), reason=f"{OFF} is set"),
    pytest.mark.xdist_group("browser"),
]
LETTERS = 12


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
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
        return len(read(self.folder / NAME))

    def waits_for(self, count: int) -> None:
        self.browser.wait(lambda: self.said() >= count)
        self.browser.wait(lambda: not self.browser.all(".edit"))
        self.settles()

    def settles(self) -> None:
        """Waits until everything that was asked for is done and shown."""
        self.browser.wait(lambda: not self.browser.run("return document.body.dataset.busy"))

    def press(self, *keys: str) -> None:
        before = self.said()
        self.browser.press(*keys)
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


def sixty(reader: Reader) -> None:
    """What a reader does in each of twelve letters, half by keyboard, half by pointer: confirm, correct, add, reject; split one."""
    browser = reader.browser
    for number, record in enumerate(ids(reader.folder)):
        reader.open(f"d/{record}")
        by_hand = number % 2 == 1
        for field in ("date", "salutation"):
            value = reader.choose(field)
            if by_hand:
                before = reader.said()
                value.find_element("css selector", "[data-do=accept]").click()
                reader.waits_for(before + 1)
            else:
                reader.press("a")
        reader.choose("deadlines")
        browser.press("e")
        browser.wait(lambda: browser.all(".edit"))
        reader.type_over("action", f"send plan {number}")
        reader.press(Keys.ENTER)
        reader.choose("requests")
        reader.press("r")
        if by_hand:
            reader.drag_over(9, 224, 236)  # “4711” on the page
        else:
            browser.press("w", *[Keys.ARROW_DOWN] * 9, *[Keys.ARROW_RIGHT] * 5)
        browser.wait(lambda: browser.one("#marked-words").text == "4711")
        browser.press("i")
        browser.wait(lambda: browser.all("#in-field"))
        Select(browser.one("#in-field")).select_by_value("contacts")
        browser.wait(lambda: browser.one(".edit [name=value]").get_attribute("value") == "4711")
        browser.one(".edit [name=value]").click()
        reader.press(Keys.ENTER)


def expected(folder: Path) -> list[dict[str, Any]]:
    return [
        {field.key: [values_of(one) for one in recording(record, field.key)] for field in fields()} for record in load(folder)
    ]


def test_sixty_values_in_twelve_letters_outlast_every_run(reader, folder, tmp_path, monkeypatch):
    sixty(reader)
    assert len(read(folder / NAME).standing()) == 60
    seen = expected(folder)
    for number, record in enumerate(load(folder)):
        assert record["deadlines"][0]["action"] == f"send plan {number}"
        assert record["requests"] == []
        assert record["contacts"][0]["evidence"]["text"] == "4711"
        assert record["date"]["evidence"]["reviewed"]["by"] == "Ana"

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
    by_id = {record["record_id"]: record for record in load(night)}
    again = [by_id[name] for name in ids(folder)]
    assert [one["deadlines"][0]["action"] for one in again] == [f"send plan {n}" for n in range(LETTERS)]
    assert not [r for one in again for r in one["review"]["reasons"] if r["code"] == CONFLICT]


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

    def test_split_by_keyboard_and_join_by_pointer(self, reader, folder):
        first = ids(folder)[0]
        reader.open(f"d/{first}")
        reader.browser.press("w", *[Keys.ARROW_DOWN] * 8)
        reader.press("s")
        reader.browser.wait(lambda: "document 1 of 2" in reader.browser.one(".masthead .origin").text)
        assert len(load(folder)) == LETTERS + 1
        reader.open(f"d/{first[:-2]}02")
        before = reader.said()
        reader.browser.one("[data-do=join]").click()
        reader.waits_for(before + 1)
        reader.browser.wait(lambda: "document 1 of 1" in reader.browser.one(".masthead .origin").text)
        assert len(load(folder)) == LETTERS


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


@pytest.mark.parametrize(
    ("width", "height", "features"),
    [
        (1400, 900, {}),
        (390, 844, {}),
        (1400, 900, {"prefers_color_scheme": "dark"}),
        (390, 844, {"prefers_color_scheme": "dark"}),
    ],
    ids=["desktop", "phone", "dark", "phone in the dark"],
)
def test_axe_finds_nothing(reader, folder, width, height, features):
    browser, record = reader.browser, ids(folder)[1]
    reader.open(f"d/{record}", width, height, **features)
    reader.choose("date")
    reader.press("a")
    browser.messages()  # of the tests before
    for path, then in (
        ("", ()),
        (f"d/{record}", ()),
        (f"d/{record}", ("e",)),
        (f"d/{record}", ("w", Keys.ARROW_DOWN)),
        ("history", ()),
    ):
        reader.open(path, width, height, **features)
        if then:
            reader.choose("deadlines")
            browser.press(*then)
            time.sleep(0.1)
        found = Axe().run(browser.driver)["violations"]
        assert found == [], (path, then, [(one["id"], [node["html"] for node in one["nodes"]]) for one in found])
        assert browser.run("return document.documentElement.scrollWidth <= innerWidth"), path
        assert browser.messages() == []


def test_names_of_letters_are_all_there(twelve):
    assert len(ids(twelve)) == LETTERS == len(NAMES)
