"""Nights over one site and one store, a day apart, and what they tell."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pipeline.fetch.client import Client
from pipeline.fetch.night import Night, Walk
from pipeline.fetch.store import Store
from tests.fetch.site import Site

KIND = "press_releases"


class Nights:
    """Nights over one site and one store, a day apart."""

    def __init__(self, folder: Path, address: str) -> None:
        self.store, self.address = Store(folder), address
        self.now = datetime(2026, 1, 1, tzinfo=UTC)
        self.naps: list[float] = []

    def night(self, whole: bool = False, since: str = "", component: str = "", **settings: object) -> Night:
        self.now += timedelta(days=1)
        client = Client(self.address, pause=0.0, sleep=self.naps.append, **settings)  # type: ignore[arg-type]
        try:
            return Walk(self.store, client, KIND, since, component, now=lambda: self.now).run(whole)
        finally:
            client.close()


def told(night: Night) -> Counter[tuple[str, str]]:
    return Counter((event.what, event.release.uuid) for event in night.events)


def site_of(count: int, **settings: object) -> Site:
    site = Site(**settings)  # type: ignore[arg-type]
    for _ in range(count):
        site.add()
    return site
