"""The schemas are sound, closed, described, and agree with one another."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import extractors
import schemas
from schemas import types
from tests.samples import record

ROOT = Path(__file__).parents[1]


def objects(node: Any) -> Iterator[dict[str, Any]]:
    """Every subschema that describes an object."""
    if isinstance(node, dict):
        if "properties" in node:
            yield node
        for child in node.values():
            yield from objects(child)
    if isinstance(node, list):
        for child in node:
            yield from objects(child)


VERSIONS = {
    "comparison": "1.0.0",
    "corrections": "1.0.0",
    "gold": "2.0.0",
    "quotations": "1.2.0",
    "record": "2.0.0",
    "run": "1.0.0",
    "summary": "1.0.0",
}
EARLIER = {"record-1.0.0": "1.0.0"}


def test_there_are_these():
    assert set(schemas.names()) == VERSIONS.keys() | EARLIER.keys()


@pytest.mark.parametrize("name", schemas.names())
class TestEach:
    def test_is_a_schema_of_its_draft(self, name):
        assert schemas.load(name)["$schema"] == Draft202012Validator.META_SCHEMA["$id"]
        Draft202012Validator.check_schema(schemas.load(name))

    def test_has_a_versioned_id(self, name):
        assert schemas.load(name)["$id"] == f"urn:dojletters:schema:{name.partition('-')[0]}:{schemas.version(name)}"
        assert schemas.version(name) == (VERSIONS | EARLIER)[name]

    def test_allows_no_other_key_anywhere(self, name):
        assert all(node["additionalProperties"] is False for node in objects(schemas.load(name)))

    def test_says_what_each_key_means(self, name):
        schema = schemas.load(name)
        for node in objects(schema):
            for key, value in node["properties"].items():
                target = schema["$defs"].get(value.get("$ref", "").rpartition("/")[2], {})
                assert value.get("description") or target.get("description"), key

    def test_every_reference_is_defined_and_every_definition_used(self, name):
        text = schemas.text(name)
        defined = set(schemas.load(name)["$defs"])
        assert {key for key in defined if f'"#/$defs/{key}"' in text} == defined
        assert text.count('"$ref"') == sum(text.count(f'"#/$defs/{key}"') for key in defined)

    def test_the_validator_is_made_once(self, name):
        assert schemas.validator(name) is schemas.validator(name)

    def test_what_is_loaded_is_the_callers_own(self, name):
        schemas.load(name)["title"] = "changed"
        assert schemas.load(name)["title"] != "changed"


@pytest.mark.parametrize("name", ["nothing", "", "../record", "record.schema.json"])
def test_an_unknown_name_is_an_error_that_names_the_known_ones(name):
    with pytest.raises(LookupError, match=r"comparison, corrections, gold, quotations, record, record-1\.0\.0, run, summary"):
        schemas.load(name)


def test_all_keys_of_a_record_are_required_in_their_order():
    schema = schemas.load("record")
    assert list(schema["properties"]) == schema["required"], "a new key stands in `required` too, where it stands in `properties`"


def test_every_key_of_a_record_is_explained():
    told = (ROOT / "docs" / "record.md").read_text("utf-8").partition("## Evidence")[0]
    cells = [line.split("|")[1] for line in told.splitlines() if line.startswith("| `")]
    explained = {key for cell in cells for key in re.findall(r"`(\w+)`", cell)}
    assert schemas.load("record")["properties"].keys() - explained == set(), "write a row in docs/record.md"


# An item of one value has no parts, and one that nobody looked at no reviewer.
OPTIONAL = ("parts", "reviewed", "mail")


def test_every_item_of_a_record_requires_all_its_keys():
    for node in objects(schemas.load("record")):
        if node != schemas.load("record")["$defs"]["mail"]:  # a mail's head says what its writer's program says
            optional = {*OPTIONAL, "boxes"} if "message" in node["properties"] else OPTIONAL  # most reasons point at a value's
            assert node["required"] == [key for key in node["properties"] if key not in optional]


def test_gold_has_the_keys_of_a_record_without_evidence():
    """The schema `gold` is made from that of a record; what is made is looked at here."""
    gold, full = schemas.load("gold")["$defs"], schemas.load("record")
    own = {"schema_version", "record_id", "source", "text", "review"}
    assert list(gold["document"]["properties"]) == [key for key in full["properties"] if key not in own]
    assert schemas.version("gold") == schemas.version("record")
    for key, claimed in gold["document"]["properties"].items():
        assert claimed == {name: value for name, value in full["properties"][key].items() if not name.startswith("x-")}
    for name in set(gold) - {"document"}:
        properties = dict(full["$defs"][name].get("properties", {}))
        properties.pop("evidence", None)
        assert gold[name].get("properties", {}) == properties
        assert "required" not in gold[name], "an item in part is a claim"


def test_the_relations_of_deadlines_are_those_that_the_grammar_reads():
    """One vocabulary for what the code yields and what the schema allows."""
    rules = json.loads((Path(extractors.__file__).parent / "patterns" / "deadlines.json").read_text("utf-8"))
    read = [rule["id"] for rule in (*rules["relations"], *rules["duration_relations"])]
    as_others = {"in", "at_least"}  # `in ten days` is within; `at least ten days before` is no later than
    assert set(schemas.load("record")["$defs"]["deadline"]["properties"]["relation"]["enum"]) == set(read) - as_others


def test_a_whole_record_is_valid():
    assert list(schemas.validator("record").iter_errors(record())) == []


@pytest.mark.parametrize(
    ("document", "valid"),
    [
        pytest.param({"document_type": "letter"}, True, id="makes no other claim"),
        pytest.param({"document_type": "letter", "date": None, "questions": []}, True, id="says that there is none"),
        pytest.param({"document_type": "other", "recipients": [{"name": "Ada Vance"}]}, True, id="an item in part"),
        pytest.param({"document_type": "memo"}, False, id="no such type"),
        pytest.param({"document_type": "letter", "date": {"value": "2019-02-30"}}, False, id="no such day"),
        pytest.param({"document_type": "letter", "questions": None}, False, id="a list is never null"),
        pytest.param({"document_type": "letter", "amounts": [{}]}, False, id="an empty item"),
        pytest.param({"document_type": "letter", "text": "..."}, False, id="a key of records only"),
    ],
)
def test_gold(document, valid):
    assert schemas.validator("gold").is_valid({"documents": [document]}) is valid


@pytest.mark.parametrize("module", types.MODULES, ids=lambda module: module.schema)
def test_the_types_are_those_of_the_schema(module):
    """Made by `python -m schemas.types`."""
    assert module.target.read_text("utf-8") == types.source(module), "run `python -m schemas.types`"
