"""One night: walk the listing as far as it must be walked, note what is new, edited, gone or back, and fetch attachments.

Newest first where the server sorts, from the end backwards where it does not. A release is gone if a whole walk did not list it
and the server does not list it under its title either; a walk that was broken off says nothing of removals.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from pipeline.errors import SiteFailed
from pipeline.fetch import release as releases
from pipeline.fetch.attachments import WantedAttachment
from pipeline.fetch.client import PAGE_SIZE, Client, FinalFailure, ListingPage
from pipeline.fetch.release import Release
from pipeline.fetch.store import Event, KnownRelease, Store

KINDS = ("press_releases", "blog_entries", "speeches")
WHOLE_AFTER = timedelta(days=7)  # a whole walk asks for thousands of pages: once a week is kind to the server
_SORTS = ("changed", "date")  # tried in this order: by change, edits stand in front as well
_QUIET = 2  # pages without anything new after which a walk along the newest ends
_BELIEVED = 0.05  # share of all releases that may be gone at once; more is taken for a fault of the listing
_FEW = 20  # gone at once that are believed however few releases there are
_TRIES = 3  # nights in which an attachment that failed is asked for again
_TITLED = 4  # pages of answers to a title that are looked through


@dataclass(frozen=True, slots=True)
class Night:
    """What a night found: the events, how many pages were asked for, and what could not be done, in words."""

    number: int
    whole: bool
    events: tuple[Event, ...]
    requests: int
    troubles: tuple[str, ...]


@dataclass
class Walk:
    """One pass over one listing; `since` is a day in ISO 8601 or empty, `wanted` names a component or is empty."""

    store: Store
    client: Client
    kind: str
    since: str = ""
    wanted: str = ""
    now: Callable[[], datetime] = lambda: datetime.now(UTC)

    def run(self, whole: bool = False) -> Night:
        """Do the pass; raises SiteFailed where the listing can't be had, and what was noted until then stays."""
        asked = self.client.requests
        at = self.now()
        first, sort = self._order()
        whole = whole or self._whole_is_due(at)
        number, page = self.store.begin(self.kind, whole, sort, self.since, _stamp(at), self.wanted)
        troubles: list[str] = []
        if whole:
            self._whole(number, page, first, sort)
            if sort and self.store.missing(number, self.kind, self.since):
                self._newest(number, 0, None, sort)  # what was edited meanwhile stands in front now, perhaps with another title
            troubles += self._removals(number)
        elif sort:
            self._newest(number, page, first, sort)
        else:
            self._backwards(number, first)
        troubles += self._attachments(number)
        self.store.end(number, _stamp(self.now()))
        return Night(number, whole, tuple(self.store.events(number)), self.client.requests - asked, tuple(troubles))

    def _whole_is_due(self, at: datetime) -> bool:
        last = self.store.last_whole(self.kind, self.since, self.wanted)
        return last is None or datetime.fromisoformat(last) + WHOLE_AFTER <= at

    def _order(self) -> tuple[ListingPage, str | None]:
        """The first page, and by what the server sorts, newest first; `None` where it pays no heed to what it is asked."""
        answer = ListingPage((), None)
        for sort in _SORTS:
            answer = self.client.page(self.kind, 0, sort)
            values = [(one.changed, "") if sort == "changed" else (0, one.day) for one in _read(answer)]
            if len(set(values)) > 1 and values == sorted(values, reverse=True):
                return answer, sort
        return answer, None

    def _take(self, number: int, page: int, answer: ListingPage) -> int:
        """Note the releases of a page, and that the walk goes on behind it; how many were unknown in this version."""
        at = _stamp(self.now())
        with self.store.together():
            fresh = sum(self.store.take(number, self.kind, one, at) for one in _read(answer) if self._is_wanted(one))
            self.store.reached(number, page + 1)
        return fresh

    def _is_wanted(self, one: Release) -> bool:
        """Whether a release is asked for; one that is known is, whatever became of its day and its components."""
        if self.store.knows(self.kind, one.uuid):
            return True
        if one.day and one.day < self.since:
            return False
        return not self.wanted or any(self.wanted.casefold() in name.casefold() for name in one.components)

    def _newest(self, number: int, begin: int, first: ListingPage | None, sort: str) -> None:
        """From the newest on, until some pages hold nothing new; a pass that goes on looks at the newest again at its end."""
        quiet = 0
        for at, answer in self._pages(max(0, begin - 1), first, sort):
            fresh = self._take(number, at, answer)
            quiet = 0 if fresh or at < begin else quiet + 1
            if quiet == _QUIET or self._is_past(answer, sort):
                break
        if begin:
            self._newest(number, 0, None, sort)

    def _is_past(self, answer: ListingPage, sort: str | None) -> bool:
        """Whether a sorted page lies before the day from which on releases are wanted."""
        days = [(_day(one.changed) if sort == "changed" else one.day) for one in _read(answer)]
        return bool(self.since and sort and days and all(day and day < self.since for day in days))

    def _backwards(self, number: int, first: ListingPage) -> None:
        """From the last page back, until some pages hold nothing new: where the server begins with the oldest."""
        quiet = 0
        for at in range(self._last_page(first.total), -1, -1):
            quiet = 0 if self._take(number, -1, self.client.page(self.kind, at)) else quiet + 1
            if quiet == _QUIET:
                return

    def _last_page(self, count: int | None) -> int:
        """The last page that holds anything, looked for about where the count says, as counts may be wrong."""

        def holds(page: int) -> bool:
            return bool(self.client.page(self.kind, page).results)

        low, high, step = 0, max(1, -(-(count or 1) // PAGE_SIZE)), 1
        while holds(high):
            low, high, step = high, high + step, 2 * step
        while high - low > 1:
            middle = high - 1 if low == 0 and step == 1 and holds(high - 1) else (low + high) // 2
            low, high = (middle, high) if holds(middle) else (low, middle)
        return low

    def _whole(self, number: int, begin: int, first: ListingPage, sort: str | None) -> None:
        """Every page. Rows that go meanwhile draw others over the edge of a page: where the count fell, all is walked again."""
        for begun, at_hand in ((max(0, begin - 1), first), (0, None)):
            counts = []
            for at, answer in self._pages(begun, at_hand, sort):
                counts.append(answer.total or 0)
                self._take(number, at, answer)
                if self._is_past(answer, sort):
                    break
            if counts == sorted(counts):
                return

    def _pages(self, number: int, first: ListingPage | None, sort: str | None) -> Iterator[tuple[int, ListingPage]]:
        """The pages from `number` on, until one is empty when it is asked for twice; the `first` may be at hand."""
        while True:
            answer = first if number == 0 and first else self.client.page(self.kind, number, sort)
            if not answer.results and not (answer := self.client.page(self.kind, number, sort)).results:
                return
            yield number, answer
            number += 1

    def _removals(self, number: int) -> list[str]:
        """Note what is gone; gives what is left undecided, in words."""
        missing = self.store.missing(number, self.kind, self.since)
        if len(missing) > max(_FEW, _BELIEVED * self.store.count(self.kind)):
            return [
                f"{len(missing)} releases are missing at once, which is taken for a fault of the listing: none is called gone"
            ]
        troubles = []
        for known in missing:
            if not known.title:
                troubles.append(f"{known.uuid} is not listed and has no title to ask for: it is not called gone")
                continue
            try:
                listed = self._listed(known)
            except SiteFailed as error:
                troubles.append(f"whether {known.uuid} is gone could not be told: {error}")
                continue
            with self.store.together():
                if listed is None:
                    self.store.lose(number, known, _stamp(self.now()))
                else:
                    self.store.take(number, self.kind, listed, _stamp(self.now()))
        return troubles

    def _listed(self, known: KnownRelease) -> Release | None:
        """The release, if the server lists it under its title; raises SiteFailed where it lists too many to look through."""
        for page in range(_TITLED):
            answer = self.client.page(self.kind, page, title=known.title)
            found = next((one for one in _read(answer) if one.uuid == known.uuid), None)
            if found is not None or len(answer.results) < PAGE_SIZE:
                return found
        raise SiteFailed(f"more than {_TITLED * PAGE_SIZE} releases bear its title")

    def _attachments(self, number: int) -> list[str]:
        """Fetch the attachments that are not there, look again at those of edited releases; what could not be had, in words."""
        wanting = self.store.attached.wanting(self.kind, _TRIES)
        return [trouble for wanted in wanting for trouble in self._attachment(number, wanted)]

    def _attachment(self, number: int, wanted: WantedAttachment) -> list[str]:
        where = (self.kind, wanted.uuid, wanted.url)
        try:
            file = self.client.file(wanted.url, wanted.tag)
        except (FinalFailure, SiteFailed) as error:
            with self.store.together():
                self.store.attached.not_had(*where, str(error))
            return [f"an attachment of {wanted.uuid} could not be had: {error}"]
        with self.store.together():
            if file.content is None:
                self.store.attached.unchanged(*where)
            else:
                self.store.attached.keep(number, *where, file.content, file.tag, _stamp(self.now()))
        return []


def _read(answer: ListingPage) -> Sequence[Release]:
    return [one for row in answer.results if (one := releases.read(row.values, row.raw)) is not None]


def latest(store: Store, uuid: str) -> Release:
    """The last version of a release that was met; raises KeyError for an id that is not known."""
    versions = store.versions(uuid)
    found = releases.read(releases.JSON.decode(versions[-1].raw)) if versions else None
    if found is None:
        raise KeyError(uuid)
    return found


def _day(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).date().isoformat() if seconds else ""


def _stamp(at: datetime) -> str:
    return at.isoformat(timespec="seconds")
