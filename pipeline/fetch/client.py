"""The API of the Department's site, asked politely: one request at a time, a pause between them, retries that wait longer.

What comes back is data of a stranger: it is bounded in size and time, must be JSON of the right form, and leads to no other host.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar

import httpx
import tenacity

from pipeline import __version__
from pipeline.errors import SiteFailed
from pipeline.fetch.release import JSON

_T = TypeVar("_T")

BASE = "https://www.justice.gov/api/v1/"
PAGE_SIZE = 50  # the most that the API gives at once
_MOST_ANSWER = 64_000_000  # bytes of one answer; fifty releases take a quarter of a megabyte
_MOST_WAIT = 300.0  # seconds between two tries, whatever the server asks for
_REDIRECTS = 3
_AGAIN = frozenset({403, 408, 425, 429, 500, 502, 503, 504})


class Again(Exception):
    """A failure that may pass; `seconds` is how long the server asks to wait, 0 where it says nothing."""

    def __init__(self, reason: str, seconds: float = 0.0) -> None:
        super().__init__(reason)
        self.seconds = seconds


class FinalFailure(Exception):
    """A failure that will not pass: another host, too large, too slow, a status that is final."""


class Row(NamedTuple):
    """One result of a listing: its values, and the characters in which it came."""

    values: Mapping[str, object]
    raw: str


class ListingPage(NamedTuple):
    """One page of a listing: its results, and the number of all that the server claims."""

    results: tuple[Row, ...]
    total: int | None


class FetchedFile(NamedTuple):
    """The bytes of an attachment, `None` if they are still those that `tag` was given for; `tag` is their new one, if any."""

    content: bytes | None
    tag: str


@dataclass
class Client:
    """Asks one server; `contact` stands in the User-Agent, `pause` is in seconds, `sleep` is replaced in tests."""

    base: str = BASE
    contact: str = ""
    pause: float = 1.0
    tries: int = 6
    timeout: float = 30.0
    most_bytes: int = 100_000_000
    most_seconds: float = 300.0
    sleep: Callable[[float], None] = time.sleep
    requests: int = field(default=0, init=False)

    def __post_init__(self) -> None:
        self.base = self.base.rstrip("/") + "/"
        contact = f" (+{self.contact})" if self.contact else ""
        headers = {"User-Agent": f"dojletters/{__version__}{contact}", "Accept": "application/json"}
        self._http = httpx.Client(headers=headers, timeout=self.timeout, follow_redirects=False)

    def close(self) -> None:
        """Close the connection."""
        self._http.close()

    def page(self, kind: str, number: int, order: str | None = None, title: str | None = None) -> ListingPage:
        """Page `number`, from 0, of the listing `kind` (`press_releases`), newest `order` first where that is given.

        Raises SiteFailed where the server gives no such page however often it is asked.
        """
        query = {"page": str(number), "pagesize": str(PAGE_SIZE)}
        query |= {"sort": order, "direction": "DESC"} if order else {}
        query |= {"parameters[title]": title} if title is not None else {}
        url = httpx.URL(self.base).join(f"{kind}.json").copy_with(params=query)
        try:
            return self._tried(lambda: _listing(self._get(url, _MOST_ANSWER).content or b""), f"page {number} of {kind}")
        except FinalFailure as error:
            raise SiteFailed(f"The server did not give page {number} of {kind}: {error}") from error

    def file(self, url: str, tag: str = "") -> FetchedFile:
        """An attachment, unless it is still what the server gave with `tag`; raises Refused where it lies on another host, is too
        large or takes too long.

        Raises SiteFailed where the server does not give it however often it is asked.
        """
        address = self._within(httpx.URL(self.base), url)
        return self._tried(lambda: self._get(address, self.most_bytes, tag), "an attachment")

    def _tried(self, ask: Callable[[], _T], what: str) -> _T:
        def wait(state: tenacity.RetryCallState) -> float:
            error = state.outcome.exception() if state.outcome else None
            asked = error.seconds if isinstance(error, Again) else 0.0
            return float(min(_MOST_WAIT, max(asked, self.pause * 2**state.attempt_number)))

        retrying = tenacity.Retrying(
            stop=tenacity.stop_after_attempt(self.tries),
            wait=wait,
            retry=tenacity.retry_if_exception_type((Again, httpx.RequestError)),
            sleep=self.sleep,
            reraise=True,
        )
        try:
            return retrying(ask)
        except (Again, httpx.RequestError) as error:
            raise SiteFailed(f"The server did not give {what} in {self.tries} tries: {error}") from error

    def _get(self, url: httpx.URL, most: int, tag: str = "") -> FetchedFile:
        """What an answer holds; follows redirects on the same host only, and sends no cookie back."""
        for _ in range(_REDIRECTS + 1):
            url = self._within(url, "")
            if self.requests:
                self.sleep(self.pause)
            self.requests += 1
            self._http.cookies.clear()
            with self._http.stream("GET", url, headers=_unless(tag)) as response:
                if response.has_redirect_location:
                    url = self._within(url, response.headers["location"])
                    continue
                if tag and response.status_code == httpx.codes.NOT_MODIFIED:
                    return FetchedFile(None, tag)
                _hold_against(response)
                return FetchedFile(b"".join(self._bounded(response, most)), _tag(response))
        raise FinalFailure("it redirects in a circle")

    def _within(self, base: httpx.URL, reference: str) -> httpx.URL:
        """The address that a reference leads to; raises Refused where that is none, or none of our host."""
        ours = httpx.URL(self.base)
        try:
            asked = base.join(reference)
        except (httpx.InvalidURL, ValueError) as error:
            raise FinalFailure("its address is none") from error
        if (asked.scheme, asked.port) == ("http", None) and ours.scheme == "https":
            asked = asked.copy_with(scheme="https")  # as sites write that answered without encryption once
        if (asked.scheme, asked.host, asked.port, asked.userinfo) != (ours.scheme, ours.host, ours.port, ours.userinfo):
            raise FinalFailure(f"it lies on another host ({asked.host[:80] or 'none'})")
        return asked

    def _bounded(self, response: httpx.Response, most: int) -> Iterator[bytes]:
        begun, size = time.monotonic(), 0
        for piece in response.iter_bytes():
            size += len(piece)
            if size > most:
                raise FinalFailure(f"it has more than {most / 1e6:g} megabytes")
            if time.monotonic() - begun > self.most_seconds:
                raise FinalFailure(f"it took longer than {self.most_seconds:g} seconds")
            yield piece


def _hold_against(response: httpx.Response) -> None:
    """Raises Again or Refused for a status that is no answer."""
    if response.status_code in _AGAIN:
        after = response.headers.get("retry-after", "")
        raise Again(f"status {response.status_code}", float(after) if after.isdigit() and len(after) < 6 else 0.0)
    if response.status_code != httpx.codes.OK:
        raise FinalFailure(f"status {response.status_code}")


def _tag(response: httpx.Response) -> str:
    """What the server knows these bytes by: the header that names them, and its value."""
    named = ((name, response.headers.get(name, "")) for name in ("etag", "last-modified"))
    return next((f"{name} {value}" for name, value in named if value), "")


def _unless(tag: str) -> dict[str, str]:
    """The header that asks for an answer only if it is another than the one with this tag."""
    name, _, value = tag.partition(" ")
    return {{"etag": "If-None-Match", "last-modified": "If-Modified-Since"}[name]: value} if tag else {}


def _listing(raw: bytes) -> ListingPage:
    """An answer held against its form; raises Again for cut JSON, a challenge page, or what is no listing."""
    try:
        text = raw.decode(json.detect_encoding(raw), "surrogatepass")
        told = JSON.decode(text)
        results = tuple(_results(text)) if isinstance(told, dict) and isinstance(told.get("results"), list) else None
    except (ValueError, RecursionError) as error:
        raise Again("the answer is no whole JSON") from error
    if results is None or not all(isinstance(row.values, dict) for row in results):
        raise Again("the answer is no listing")
    metadata = told.get("metadata")
    resultset = metadata.get("resultset") if isinstance(metadata, dict) else None
    count = str(resultset.get("count", "")) if isinstance(resultset, dict) else ""
    return ListingPage(results, int(count) if count.isdigit() and len(count) < 12 else None)


_SPACE = re.compile(r"[ \t\r\n]*")


def _results(text: str) -> Iterator[Row]:
    """The elements of the array `results` of an object in whole JSON, each in the characters in which it came."""
    key, at = None, _behind(text, 0)
    while key != "results":
        key, at = JSON.raw_decode(text, _behind(text, at + 1))  # behind the brace, or the comma
        at = _behind(text, _behind(text, at) + 1)
        if key != "results":
            at = _behind(text, JSON.raw_decode(text, at)[1])
    at = _behind(text, at + 1)
    while text[at] != "]":
        values, end = JSON.raw_decode(text, at)
        yield Row(values, text[at:end])
        at = _behind(text, end)
        at = _behind(text, at + 1) if text[at] == "," else at


def _behind(text: str, at: int) -> int:
    """The place behind the white space that begins at `at`."""
    space = _SPACE.match(text, at)
    return space.end() if space else at
