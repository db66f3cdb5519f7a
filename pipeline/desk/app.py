"""The desk's web app: pages for one person in several windows, and the one way in for what they say."""

from __future__ import annotations

import hmac
import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import islice
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from flask import Flask, Response, abort, request
from werkzeug.exceptions import HTTPException

from extractors.structure.zones import ZONES
from pipeline.desk import deciding, queue, together
from pipeline.desk.folder import Desk
from pipeline.desk.forms import Input, inputs, known_fields
from pipeline.desk.reading import words_of
from pipeline.desk.saying import Changed, Refused, correction, id_of, whole
from pipeline.errors import DojlettersError
from pipeline.records.corrections import Correction
from pipeline.records.items import evidence_of, item_at
from pipeline.records.open_record import CONFLICT, values_of
from pipeline.records.telling import told
from pipeline.records.types import Record
from pipeline.report.fields import Value, groups, issuer, kind_of, name_of
from pipeline.report.images import Sheet
from pipeline.report.pages import views
from pipeline.report.rendering import environment
from schemas.fields import fields

_HERE = Path(__file__).parent
_SHOWN = 100  # rows of the queue on its page
_MOST_PAGES = 60  # of one document that are shown as pictures
_LARGEST = 1_000_000  # bytes of what a page may send
_TYPES = {"css": "text/css", "js": "text/javascript"}
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; img-src 'self' data:; style-src 'self'; script-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}


def make(desk: Desk, token: str, name: str = "") -> Flask:
    """The app of a desk; only who knows `token` is let in, only under a name of this machine. `name` is who sits at it."""
    app = Flask(__name__, static_folder=None, template_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = _LARGEST
    pages = Pages(desk, token, name)
    app.before_request(lambda: _guard(token))
    app.after_request(_with_headers)
    app.register_error_handler(HTTPException, _refused)
    app.register_error_handler(DojlettersError, lambda error: _answer(500, message=str(error)))
    for path, page in pages.routes().items():
        app.add_url_rule(f"/{token}/{path}", path or "queue", page, methods=["POST" if path in ("said", "undo") else "GET"])
    return app


def _guard(token: str) -> None:
    """Refuse whoever does not know the token, comes under another name, or was sent by another site's page."""
    host = request.host.rpartition(":")[0] or request.host
    if host not in ("127.0.0.1", "localhost", "[::1]"):
        abort(403)
    if not hmac.compare_digest(request.path.split("/")[1].encode(), token.encode()):
        abort(403)
    origin = request.headers.get("Origin")
    if origin is not None and urlsplit(origin).netloc != request.host:
        abort(403)
    if request.headers.get("Sec-Fetch-Site", "none") not in ("same-origin", "none"):
        abort(403)
    if request.method == "POST" and request.mimetype != "application/json":
        abort(415)


def _refused(error: HTTPException) -> Response:
    return Response(f"{error.code} {error.name}\n", error.code, mimetype="text/plain")


def _with_headers(response: Response) -> Response:
    response.headers.update(_HEADERS)
    return response


def _sent() -> dict[str, object]:
    """What a page sent, if it is an object of JSON."""
    try:
        sent = json.loads(request.get_data())
    except (ValueError, RecursionError):
        abort(400)
    if not isinstance(sent, dict):
        abort(400)
    return sent


def _answer(status: int = 200, **values: object) -> Response:
    return Response(json.dumps(values), status, mimetype="application/json")


class Pages:
    """What each address of the app gives."""

    def __init__(self, desk: Desk, token: str, name: str) -> None:
        self.desk = desk
        self._home = f"/{token}/"
        self._rows = queue.QueueRows()
        self._templates = environment(_HERE / "templates")
        self._templates.globals |= {"home": self._home, "name": name, "told": told, "zones": ZONES}

    def routes(self) -> dict[str, Callable[..., Response]]:
        """Each address below the token, and who answers there."""
        return {
            "": self.queue, "d/<record_id>": self.document, "d/<record_id>/words": self.words, "history": self.history,
            "agreement": self.agreement, "decide/<record_id>": self.decide,
            "page/<record_id>/<int:number>": self.page, "assets/<name>": self.asset, "forms": self.forms,
            "said": self.said, "undo": self.undo,
        }  # fmt: skip

    def _page(self, template: str, **shown: object) -> Response:
        html = self._templates.get_template(template).render(shown)
        return Response(html.encode("utf-8", "replace"), mimetype="text/html")

    def queue(self) -> Response:
        """What to look at, what is most worth it first."""
        wanted = queue.Wanted.of(request.args)
        rows = self._rows(self.desk.records(wanted.mine or None))
        own = self._own(wanted.mine)
        found = [row for row in rows if wanted.takes(row) and (own is None or row.record_id in own)]
        done = sum(row.done for row in rows)
        documents = {row.record_id: f"{row.document} ({row.file_name})" for row in rows}
        names = sorted({row.field for row in rows})
        return self._page(
            "queue.html", rows=found[:_SHOWN], count=len(found), total=len(rows), done=done, wanted=wanted, fields=names,
            documents=sorted(documents.items(), key=lambda pair: pair[1]), genres=sorted({row.genre for row in rows}),
            query=_query(wanted), people=sorted({str(r.new) for r in self.desk.corrections.standing() if r.action == "assign"}),
        )  # fmt: skip

    def _own(self, who: str) -> set[str] | None:
        """The documents that were given to a person; `None` where it is nobody's queue."""
        if not who:
            return None
        given = together.assigned(self.desk.corrections.standing())
        return {one["record_id"] for one in self.desk.records() if who in given.get(together.place_of(one), ())}

    def _record(self, record_id: str, only: str | None = None) -> Record:
        record = self.desk.record(record_id, only)
        if record is None:
            abort(404)
        return record

    def document(self, record_id: str) -> Response:
        """A document: its pages with the boxes, its text, its values."""
        wanted = queue.Wanted.of(request.args)
        own = self._own(wanted.mine)
        record = self._record(record_id, wanted.mine or None)
        shown = [(group.title, [self._value(record, value) for value in group.values]) for group in groups(record)]
        values = [value for _, rows in shown for value, _, _ in rows]
        rows = self._rows(self.desk.records(wanted.mine or None))
        left = [row for row in rows if wanted.takes(row) and not row.done and (own is None or row.record_id in own)]
        following = next((row for row in left if row.record_id != record_id), None)
        reasons = [r for r in record["review"]["reasons"] if not any(r["message"] in value.reasons for value in values)]
        return self._page(
            "document.html", record=record, name_of_it=name_of(record), kind=kind_of(record), issuer=issuer(record), shown=shown,
            views=views(values, self._sheets(record)), lines=_lines(record["text"]), reasons=reasons, conflict=CONFLICT,
            following=following, query=_query(wanted), left=sum(row.record_id == record_id for row in left),
            empty=[field for field in fields() if field.single and record[field.key] is None],  # type: ignore[literal-required]
        )  # fmt: skip

    def _value(self, record: Record, value: Value) -> tuple[Value, str, Mapping[str, object] | None]:
        """A value with its id on the page, its item as the page sends it back, and who looked at it."""
        item = item_at(record, value.path)
        return replace(value, id=queue.anchor(value.path)), json.dumps(values_of(item)), evidence_of(item).get("reviewed")

    def _sheets(self, record: Record) -> list[Sheet]:
        source, found = record["source"], []
        for number in islice(range(source["first_page"], source["last_page"] + 1), _MOST_PAGES):
            drawn = self.desk.reading.page(source, number)
            if drawn is not None:
                uri = f"{self._home}page/{record['record_id']}/{number}"
                found.append(Sheet(number, 0.0, 0.0, drawn.width, drawn.height, uri))
        return found

    def words(self, record_id: str) -> Response:
        """The words of a document with their places, so that they can be marked."""
        record = self._record(record_id)
        document = self.desk.reading.document(record, self.desk.told(record["source"]["sha256"]))
        return _answer(words=words_of(document) if document else [], there=document is not None)

    def page(self, record_id: str, number: int) -> Response:
        """The picture of a page."""
        drawn = self.desk.reading.page(self._record(record_id)["source"], number)
        if drawn is None:
            abort(404)
        return Response(drawn.webp(), mimetype="image/webp")

    def asset(self, name: str) -> Response:
        """Style and script: those of the report, and the desk's own."""
        places = {"report.css": _HERE.parent / "report" / "assets", "desk.css": _HERE / "assets", "desk.js": _HERE / "assets"}
        if name not in places:
            abort(404)
        return Response((places[name] / name).read_bytes(), mimetype=_TYPES[name.rpartition(".")[2]])

    def forms(self) -> Response:
        """What can be typed for each field."""
        known = {field.key: {"one": field.one, "inputs": [vars_of(one) for one in inputs(field.key)]} for field in known_fields()}
        return _answer(forms=known)

    def history(self) -> Response:
        """All that was said, the latest first."""
        corrections = self.desk.corrections
        standing = {row.id for row in corrections.standing()}
        rows = [(row, row.id in standing) for row in reversed(list(corrections)) if row.action != "undo"]
        return self._page("history.html", rows=rows[: _SHOWN * 5], count=len(rows))

    def agreement(self) -> Response:
        """How far people agree who looked at the same documents, and where somebody has to decide."""
        found = together.labels(self.desk)
        try:
            rows = together.agreement(found)
        except ModuleNotFoundError:
            rows = []
        missing = bool(found) and not rows
        return self._page("agreement.html", rows=rows, disputes=together.disputes(self.desk, found), missing=missing)

    def decide(self, record_id: str) -> Response:
        """What people say differently of a document, side by side beside its pages."""
        record = self._record(record_id)
        open_ones = together.disputes(self.desk, together.labels(self.desk))
        asked = deciding.questions(self.desk, record, open_ones)
        following = next((one for one in open_ones if one.record_id != record_id), None)
        return self._page(
            "decide.html", record=record, name_of_it=name_of(record), kind=kind_of(record), questions=asked, following=following,
            views=views(deciding.places(asked), self._sheets(record)), lines=_lines(record["text"]),
        )  # fmt: skip

    def said(self) -> Response:
        """Keep a correction; the answer comes when it is on the disk."""
        sent = _sent()
        if (known := self._known(sent)) is not None:
            return _answer(id=known.id, record=_id_of(known))
        try:
            only = str(sent.get("mine") or "") or None
            rows = whole(self.desk, sent, only) if sent.get("action") == "whole" else [correction(self.desk, sent, only)]
        except Changed as changed:
            return _answer(409, message=str(changed))
        except Refused as refused:
            return _answer(422, message=str(refused))
        self.desk.say(rows)
        return _answer(id=rows[-1].id, record=_id_of(rows[-1]))

    def _known(self, sent: Mapping[str, object]) -> Correction | None:
        """What was sent before and is kept: it is sent again because its answer was lost."""
        return next((row for row in self.desk.corrections if row.id == sent.get("id")), None)

    def undo(self) -> Response:
        """Take back a correction: the one that is named, or the last one that this person made."""
        sent = _sent()
        who, named = str(sent.get("who") or ""), sent.get("undoes")
        known = self._known(sent)
        if known is not None:
            gone = next(row for row in self.desk.corrections if row.id == known.undoes)
            return _answer(id=gone.id, action=gone.action, record=_id_of(gone))
        rows = [row for row in self.desk.corrections.standing() if (row.id == named if named else row.who == who)]
        if not who or not rows:
            return _answer(422, message="There is nothing to take back." if who else "Say your name first.")
        try:
            self.desk.say([rows[-1].undone(who, id_of(sent))])
        except Refused as refused:
            return _answer(422, message=str(refused))
        return _answer(id=rows[-1].id, action=rows[-1].action, record=_id_of(rows[-1]))


def _id_of(row: Correction) -> str:
    """The record that a correction is of; of a document that was joined to the one before, that one."""
    return f"{row.sha256[:12]}-{max(1, row.segment.number - (row.action == 'join')):02d}"


def vars_of(one: queue.Wanted | Input) -> dict[str, object]:
    """The fields of a small data class by name."""
    return {name: getattr(one, name) for name in one.__slots__}


def _query(wanted: queue.Wanted) -> str:
    given = {name: value for name, value in vars_of(wanted).items() if value}
    return f"?{urlencode(given)}" if given else ""


def _lines(text: str) -> list[tuple[int, str]]:
    """Each line of a text with where it begins."""
    found, at = [], 0
    for line in text.split("\n"):
        found.append((at, line))
        at += len(line) + 1
    return found
