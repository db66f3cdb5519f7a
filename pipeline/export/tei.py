"""TEI: `correspDesc`, the form in which scholars of correspondence exchange who wrote to whom, when and from where."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from lxml import etree

from pipeline.export.characters import without_controls
from pipeline.export.files import write
from pipeline.export.naming import headline, pages
from pipeline.records.types import Address, Recipient, Record, Signatory

NAMESPACE = "http://www.tei-c.org/ns/1.0"
_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
_TITLE = "Letters of the U.S. Department of Justice"
_PARTS = {"street": "street", "city": "settlement", "state": "region", "postal_code": "postCode"}


def save(records: Sequence[Record], path: Path) -> list[str]:
    """Write one TEI document with a `correspDesc` for each letter; releases are no correspondence. Raises OutputError."""
    letters = [record for record in records if record["document_type"] != "press_release"]
    write(path, etree.tostring(_document(letters), xml_declaration=True, encoding="UTF-8", pretty_print=True))
    left = len(records) - len(letters)
    return [f"{path.name}: {left} press release{'s' if left != 1 else ''} left out, being no correspondence"] if left else []


def _document(letters: Sequence[Record]) -> etree._Element:
    root = etree.Element(f"{{{NAMESPACE}}}TEI", nsmap={None: NAMESPACE})  # type: ignore[dict-item]
    header = _add(root, "teiHeader")
    description = _add(header, "fileDesc")
    _add(_add(description, "titleStmt"), "title", _TITLE)
    _add(_add(description, "publicationStmt"), "p", "Read by dojletters; the letters are works of the U.S. government.")
    sources = _add(description, "sourceDesc")
    files = {letter["source"]["sha256"]: letter["source"]["file_name"] for letter in letters}
    for sha256, name in files.items():
        entry = _add(sources, "bibl", name)
        entry.set(_XML_ID, f"file-{sha256}")
    if not files:
        _add(sources, "p", "No letters.")
    profile = _add(header, "profileDesc")
    for letter in letters:
        _letter(profile, letter)
    body = _add(_add(root, "text"), "body")
    _add(body, "p")
    return root


def _letter(profile: etree._Element, letter: Record) -> None:
    found = _add(profile, "correspDesc")
    found.set(_XML_ID, f"letter-{letter['record_id']}")
    found.set("source", f"#file-{letter['source']['sha256']}")
    if letter["reference_numbers"]:
        found.set("key", without_controls(letter["reference_numbers"][0]["value"]))
    _sent(found, letter)
    for recipient in letter["recipients"]:
        received = _add(found, "correspAction")
        received.set("type", "received")
        _party(received, recipient)
        if recipient["address"]:
            _address(received, recipient["address"])
        _drop_if_empty(received)
    _add(found, "note", f"{headline(letter)} ({pages(letter)})")
    for number in letter["reference_numbers"]:
        _add(found, "note", number["value"]).set("type", "reference")


def _sent(found: etree._Element, letter: Record) -> None:
    """Those who sign, the office, where it is, and the date: as a day and in the words of the letter."""
    sent = _add(found, "correspAction")
    sent.set("type", "sent")
    for signatory in letter["signatories"]:
        _party(sent, signatory)
    issuer = letter["issuer"]
    if issuer:
        for name in (issuer["department"], issuer["component"]):
            _add_known(sent, "orgName", name)
    dateline = letter["dateline"]["value"] if letter["dateline"] else None
    _add_known(sent, "placeName", (issuer["address"] if issuer else None) or dateline)
    if letter["date"]:
        _add(sent, "date", letter["date"]["evidence"]["text"]).set("when", letter["date"]["value"])
    _drop_if_empty(sent)


def _party(action: etree._Element, party: Recipient | Signatory) -> None:
    """A person with form of address and office, and the body that the person is of."""
    if party["name"] or party["title"]:
        person = _add(action, "persName")
        _add_known(person, "roleName", str(party.get("honorific") or ""), type="honorific")
        _add_known(person, "name", party["name"])
        _add_known(person, "roleName", party["title"], type="office")
    _add_known(action, "orgName", party["organization"])


def _address(action: etree._Element, address: Address) -> None:
    parts = [(element, str(value)) for key, element in _PARTS.items() if (value := address.get(key))]
    if parts:
        place = _add(action, "address")
        for element, value in parts:
            _add(place, element, value)


def _add(parent: etree._Element, name: str, text: str | None = None) -> etree._Element:
    child = etree.SubElement(parent, f"{{{NAMESPACE}}}{name}")
    child.text = None if text is None else without_controls(text)
    return child


def _add_known(parent: etree._Element, name: str, text: str | None, **attributes: str) -> None:
    if text:
        for key, value in attributes.items():
            _add(parent, name, text).set(key, value)
        if not attributes:
            _add(parent, name, text)


def _drop_if_empty(action: etree._Element) -> None:
    """TEI wants something in each action."""
    parent = action.getparent()
    if len(action) == 0 and parent is not None:
        parent.remove(action)
