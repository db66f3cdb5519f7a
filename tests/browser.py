"""A real browser for tests of pages: Chromium without a window, what it was told by the page, and what it asked the network for."""

from __future__ import annotations

import base64
import json
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pypdfium2
from PIL import ImageOps
from selenium import webdriver
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

CHROMIUM, DRIVER = "/usr/bin/chromium", "/usr/bin/chromedriver"
OFF = "DOJLETTERS_NO_BROWSER"
_FLAGS = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --disable-dev-shm-usage --window-size=1400,900 --force-prefers-reduced-motion"
)


def is_off() -> bool:
    return bool(os.environ.get(OFF))


class Browser:
    """One browser; each `open` starts with an empty log."""

    def __init__(self, driver: webdriver.Chrome):
        self.driver = driver

    def open(self, path: Path, fragment: str = "") -> None:
        self.resize(1400, 900)
        self.driver.get("about:blank")
        self.messages(), self.requests()
        self.driver.get(path.absolute().as_uri() + fragment)

    def resize(self, width: int, height: int, **features: str) -> None:
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        given = [{"name": name.replace("_", "-"), "value": value} for name, value in features.items()]
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "", "features": given})

    def printed(self) -> str:
        """The words on paper, printed without background colours."""
        result = self.driver.execute_cdp_cmd("Page.printToPDF", {"printBackground": False})
        with pypdfium2.PdfDocument(base64.b64decode(result["data"])) as document:
            return " ".join(" ".join(page.get_textpage().get_text_bounded().split()) for page in document)

    def sheets(self) -> list[float]:
        """How far down each sheet of paper something stands, as a share of its height."""
        result = self.driver.execute_cdp_cmd("Page.printToPDF", {"printBackground": False})
        found = []
        with pypdfium2.PdfDocument(base64.b64decode(result["data"])) as document:
            for page in document:
                image = ImageOps.invert(page.render(scale=0.5).to_pil().convert("L"))
                found.append((image.getbbox() or (0, 0, 0, 0))[3] / image.height)
        return found

    def one(self, selector: str) -> WebElement:
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def all(self, selector: str) -> list[WebElement]:
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def ids(self, selector: str) -> list[str]:
        """The ids of what fits and can be seen."""
        return [str(e.get_attribute("id")) for e in self.all(selector) if e.is_displayed()]

    def point_at(self, selector: str) -> None:
        ActionChains(self.driver).move_to_element(self.one(selector)).perform()

    def press(self, *keys: str) -> None:
        ActionChains(self.driver).send_keys(*keys).perform()

    def run(self, script: str, *arguments: object) -> Any:
        return self.driver.execute_script(script, *arguments)

    def focused(self) -> WebElement:
        return self.driver.switch_to.active_element

    def wait(self, done: Callable[[], object]) -> None:
        WebDriverWait(self.driver, 5, poll_frequency=0.02).until(lambda _: done())

    def messages(self) -> list[str]:
        """What the console says: errors and warnings, refusals of the content security policy among them."""
        return [entry["message"] for entry in self.driver.get_log("browser")]

    def requests(self) -> list[str]:
        """Addresses that were asked for, but for the page's own and those that carry their data in them."""
        time.sleep(0.05)
        events = (json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance"))
        asked = [e["params"]["request"]["url"] for e in events if e["method"] == "Network.requestWillBeSent"]
        return [url for url in asked if not url.startswith(("file:", "data:", "about:"))]


@contextmanager
def chromium(requests: bool = True) -> Iterator[Browser]:
    """A browser with a profile of its own that is gone afterwards; without `requests` it does not note what it asks for."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        options = webdriver.ChromeOptions()
        options.binary_location = CHROMIUM
        for flag in (*_FLAGS.split(), f"--user-data-dir={profile}"):
            options.add_argument(flag)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL" if requests else "OFF"})
        driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(DRIVER))
        try:
            yield Browser(driver)
        finally:
            driver.quit()
