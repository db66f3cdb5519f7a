"""Records in which every key has something, for tests of the exports."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import schemas
from tests.samples import SHA256

SCHEMA = schemas.load("record")
PLAIN = "By May 1, 2999, tell us: “what”?"
# What a document could say to harm the program that opens an export of it, or the export itself.
HOSTILE = {
    "formula": '=HYPERLINK("http://example.org","click")',
    "command": "=cmd|' /C calc'!A0",
    "plus": "+1+1",
    "minus": "-2+3",
    "at": "@SUM(1,1)",
    "tab": "\t=1+1",
    "return": "\r=1+1",
    "behind a space": " =1+1",
    "behind an apostrophe": "'=1+1",
    "full width": "＝1+1",
    "error value": "#N/A",
    "apostrophe": "'tis",
    "quotes and separators": 'a,b;c\t"d"\r\ne\n\nf\rg',
    "null and bell": "a\x00b\x07c\x1b[31m",
    "what Office would read as a character": "_x0041_ _x005F_x0041_",
    "not in XML": "a\x0bb\ufffec\uffffd",
    "markup": "</p><script>alert(1)</script> & ]]> <!-- -->",
    "markdown": "# *a* [b](javascript:c) `d` | ~~e~~ <f> ![g](h) $x$\n- i\n1. j\n> k\n***\n    l\n===\n\\",
    "calendar": "END:VEVENT\r\nBEGIN:VALARM\nX;Y,Z\\n",
    "SQL": "'); drop table records; --",
    "wide": "\U0001f5c4 ﷽ \u202e evil \u2028 line",
    "number": "0017",
}


def filled(text: str = PLAIN, **changes: Any) -> dict[str, Any]:
    """A record whose every free text is `text`, with one item in every list; `changes` replace top-level keys."""
    record = value(SCHEMA, text)
    record["source"] |= {"sha256": SHA256, "segment": 1, "segment_count": 1}
    record["record_id"] = "3f2a91c04d5e-01"
    return record | changes


def value(node: Mapping[str, Any], text: str) -> Any:
    """A value for a node of the schema."""
    if "$ref" in node:
        name = node["$ref"].rpartition("/")[2]
        fixed = {"date": "2999-05-01", "state": "OR", "slug": "a-slug", "sha256": SHA256, "unit": 0.5, "count": 1}
        return fixed[name] if name in fixed else value(SCHEMA["$defs"][name], text)
    if "anyOf" in node:
        return value(node["anyOf"][0], text)
    if "properties" in node:
        return {key: value(part, text) for key, part in node["properties"].items()}
    if "items" in node:
        return [value(node["items"], text)] * max(1, node.get("minItems", 1))
    if isinstance(node.get("additionalProperties"), dict):
        return {"a_key": value(node["additionalProperties"], text)}
    if "enum" in node or "const" in node:
        return node["enum"][0] if "enum" in node else node["const"]
    return {"integer": 1, "number": 2.5, "boolean": True}.get(node["type"], text)


def another(record: Mapping[str, Any], segment: int = 2, **changes: Any) -> dict[str, Any]:
    """The same record as another document of its file."""
    source = {**record["source"], "segment": segment}
    return {**record, "record_id": f"3f2a91c04d5e-{segment:02d}", "source": source, **changes}
