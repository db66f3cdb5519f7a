"""A site like the Department's, on this machine, in all its moods."""

from __future__ import annotations

import hashlib
import json
import random
import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

DAY = 86_400
START = 1_700_000_000  # Unix seconds of the first release


@dataclass
class Site:
    """Releases by id, oldest first; `sorts` is what the server heeds, `mood` is asked before each answer and may give another."""

    sorts: bool = True
    mood: Callable[[str, int], tuple[int, dict[str, str], bytes] | None] | None = None
    lie: Callable[[int], int] = lambda count: count
    between: Callable[[Site], None] | None = None  # happens after each page
    show: Callable[[list[dict[str, Any]]], list[dict[str, Any]]] = lambda rows: rows  # the rows of a page as they are shown
    write: Callable[[dict[str, Any]], bytes] = lambda told: json.dumps(told).encode()
    tags: bool = False  # whether files have an ETag, by which they are not sent twice
    cookie: str = ""
    releases: dict[str, dict[str, Any]] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    unsent: list[str] = field(default_factory=list)  # files that were not sent, as they were known already
    agents: set[str] = field(default_factory=set)
    headers: set[str] = field(default_factory=set)
    clock: int = START
    chance: random.Random = field(default_factory=lambda: random.Random(7))

    def add(self, title: str = "", **more: Any) -> str:
        """A new release, dated a day after the one before."""
        name = str(uuid.UUID(int=self.chance.getrandbits(128), version=4))
        self.clock += DAY
        number = len(self.releases) + 1
        self.releases[name] = {
            "uuid": name,
            "vuuid": f"{name}-1",
            "created": str(self.clock),
            "changed": str(self.clock),
            "date": str(self.clock),
            "number": f"17-{number}",
            "title": title or f"Release {number} of the Department",
            "body": f"<p>WASHINGTON – The Department of Justice today announced matter {number}.</p>",
            "component": [{"uuid": "c", "name": "Office of Justice Programs"}],
            "topic": [],
            "attachment": [],
            "url": f"https://www.example.gov/{number}",
            **more,
        }
        return name

    def edit(self, name: str, **keys: Any) -> None:
        self.clock += 60
        release = self.releases[name]
        release |= {**keys, "changed": str(self.clock), "vuuid": f"{name}-{self.clock}"}

    def remove(self, name: str) -> None:
        del self.releases[name]

    def listing(self, query: dict[str, str]) -> bytes:
        rows = list(self.releases.values())
        if title := query.get("parameters[title]"):
            rows = [row for row in rows if title.casefold() in row["title"].casefold()]
        if self.sorts and query.get("sort") in ("changed", "date"):
            rows.sort(key=lambda row: int(row[query["sort"]]), reverse=query.get("direction") == "DESC")
        page, size = int(query.get("page", 0)), min(50, int(query.get("pagesize", 20)))
        shown = self.show(rows[page * size : (page + 1) * size])
        resultset = {"count": str(self.lie(len(rows))), "page": page, "pagesize": size}
        return self.write({"metadata": {"resultset": resultset}, "results": shown})

    def file(self, path: str, known: str | None) -> tuple[int, dict[str, str], bytes]:
        body = self.files.get(path, b"")
        if not body:
            return 404, {}, b""
        tag = f'"{hashlib.sha256(body).hexdigest()}"'
        if known == tag:
            self.unsent.append(path)
            return 304, {"ETag": tag}, b""
        return 200, {"ETag": tag} if self.tags else {}, body


@contextmanager
def served(site: Site) -> Iterator[str]:
    """The address of the site's API while it is served on the loopback."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked = urlsplit(self.path)
            query = {key: values[0] for key, values in parse_qs(asked.query).items()}
            site.asked.append(self.path)
            site.agents.add(self.headers["User-Agent"])
            site.headers |= {name.lower() for name in self.headers}
            other = site.mood(self.path, len(site.asked)) if site.mood else None
            if other is not None:
                status, headers, body = other
            elif asked.path.endswith(".json"):
                status, headers, body = 200, {"Content-Type": "application/json"}, site.listing(query)
                if site.between:
                    site.between(site)
            else:
                status, headers, body = site.file(asked.path, self.headers["If-None-Match"])
            self.send_response(status)
            if site.cookie:
                self.send_header("Set-Cookie", site.cookie)
            for key, value in headers.items():
                self.send_header(key, value)
            self.send_header("Content-Length", headers.get("X-Length", str(len(body))))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/api/v1/"
    finally:
        server.shutdown()
        server.server_close()
