"""The API of the Department's site, asked politely: one request at a time, a pause between them, retries that wait longer.

What comes back is data of a stranger: it is bounded in size and time, must be JSON of the right form, and leads to no other host.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar
from urllib.parse import urljoin, urlsplit

import httpx
import tenacity

from pipeline import __version__
from pipeline.errors import SiteFailed

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


class Refused(Exception):
    """A failure that will not pass: another host, too large, too slow, a status that is final."""


class Answer(NamedTuple):
    """One page of a listing: its results as they came, the number of all that the server claims, and the raw bytes."""

    results: tuple[Mapping[str, object], ...]
    total: int | None
    raw: bytes


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

    def page(self, kind: str, number: int, order: str | None = None, title: str | None = None) -> Answer:
        """Page `number`, from 0, of the listing `kind` (`press_releases`), newest `order` first where that is given.

        Raises SiteFailed where the server gives no such page however often it is asked.
        """
        query = {"page": str(number), "pagesize": str(PAGE_SIZE)}
        query |= {"sort": order, "direction": "DESC"} if order else {}
        query |= {"parameters[title]": title} if title is not None else {}
        url = str(httpx.URL(urljoin(self.base, f"{kind}.json"), params=query))
        return self._tried(lambda: _listing(self._get(url, _MOST_ANSWER)), f"page {number} of {kind}")

    def file(self, url: str) -> bytes:
        """The bytes of an attachment; raises Refused where it lies on another host, is too large or takes too long.

        Raises SiteFailed where the server does not give it however often it is asked.
        """
        return self._tried(lambda: self._get(urljoin(self.base, url), self.most_bytes), "an attachment")

    def _tried(self, ask: Callable[[], _T], what: str) -> _T:
        def wait(state: tenacity.RetryCallState) -> float:
            error = state.outcome.exception() if state.outcome else None
            asked = error.seconds if isinstance(error, Again) else 0.0
            return float(min(_MOST_WAIT, max(asked, self.pause * 2**state.attempt_number)))

        retrying = tenacity.Retrying(
            stop=tenacity.stop_after_attempt(self.tries),
            wait=wait,
            retry=tenacity.retry_if_exception_type((Again, httpx.TransportError)),
            sleep=self.sleep,
            reraise=True,
        )
        try:
            return retrying(ask)
        except (Again, httpx.TransportError) as error:
            raise SiteFailed(f"The server did not give {what} in {self.tries} tries: {error}") from error

    def _get(self, url: str, most: int) -> bytes:
        """The body of an answer; follows redirects on the same host only."""
        for _ in range(_REDIRECTS + 1):
            self._allow(url)
            if self.requests:
                self.sleep(self.pause)
            self.requests += 1
            with self._http.stream("GET", url) as response:
                if response.is_redirect:
                    url = urljoin(url, response.headers.get("location", ""))
                    continue
                _hold_against(response)
                return b"".join(self._bounded(response, most))
        raise Refused("it redirects in a circle")

    def _allow(self, url: str) -> None:
        asked, ours = urlsplit(url), urlsplit(self.base)
        if (asked.scheme, asked.netloc) != (ours.scheme, ours.netloc):
            raise Refused(f"it lies on another host ({asked.netloc[:80] or 'none'})")

    def _bounded(self, response: httpx.Response, most: int) -> Iterator[bytes]:
        begun, size = time.monotonic(), 0
        for piece in response.iter_bytes():
            size += len(piece)
            if size > most:
                raise Refused(f"it has more than {most / 1e6:g} megabytes")
            if time.monotonic() - begun > self.most_seconds:
                raise Refused(f"it took longer than {self.most_seconds:g} seconds")
            yield piece


def _hold_against(response: httpx.Response) -> None:
    """Raises Again or Refused for a status that is no answer."""
    if response.status_code in _AGAIN:
        after = response.headers.get("retry-after", "")
        raise Again(f"status {response.status_code}", float(after) if after.isdigit() and len(after) < 6 else 0.0)
    if response.status_code != httpx.codes.OK:
        raise Refused(f"status {response.status_code}")


def _listing(raw: bytes) -> Answer:
    """An answer held against its form; raises Again for cut JSON, a challenge page, or what is no listing."""
    try:
        told = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise Again("the answer is no whole JSON") from error
    results = told.get("results") if isinstance(told, dict) else None
    if not isinstance(results, list) or not all(isinstance(result, dict) for result in results):
        raise Again("the answer is no listing")
    metadata = told.get("metadata")
    resultset = metadata.get("resultset") if isinstance(metadata, dict) else None
    count = str(resultset.get("count", "")) if isinstance(resultset, dict) else ""
    return Answer(tuple(results), int(count) if count.isdigit() and len(count) < 12 else None, raw)
