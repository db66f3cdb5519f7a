"""Answers about records, as plain values and over the Model Context Protocol."""

from __future__ import annotations

import asyncio
import json

import pytest

from pipeline.answering import Answers
from tests.quoted import family


@pytest.fixture(scope="module")
def answers():
    return Answers(family())


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        pytest.param("tape measure", ["-01"], id="words"),
        pytest.param('"rather settle this matter" theodore', ["-04"], id="a phrase and a name"),
        pytest.param("town's clerk nowhere", [], id="all words must be there"),
        pytest.param("", [], id="nothing asked"),
    ],
)
def test_find(answers, query, ids):
    assert [found["record_id"][-3:] for found in answers.find(query)] == ids


def test_find_shows_where(answers):
    (found,) = answers.find("tape measure")
    assert "we will bring a tape measure" in found["excerpt"]


def test_read_gives_values_and_text_without_boxes(answers):
    found = answers.read("3f2a91c04d5e-02")
    assert found["values"]["signatories"] == [
        {"name": "Paulette R. Ingersoll", "title": "Chief, Voting Section", "organization": None}
    ]
    assert "did not find a single ramp" in found["text"]
    assert found["next_start"] is None
    with pytest.raises(LookupError, match="find gives the ids"):
        answers.read("nothing")


def test_verify_tells_what_to_look_at(answers):
    found = answers.verify("The letter to Pellworth says “tell us within 40 days whether the town will build.”")
    assert found["to_look_at"] == 1
    (quotation,) = found["quotations"]
    assert quotation["stands"] == "look at it"
    assert {"source": "30 days", "quote": "40 days", "kind": "replaced"} in quotation["changes"]
    assert "characters" in quotation["sources"][0]["where"]
    assert answers.verify("We would rather settle this matter than litigate it")["to_look_at"] == 0


class TestServer:
    @pytest.fixture
    def ask(self, answers):
        pytest.importorskip("mcp", reason="the extra mcp is not installed")
        import mcp

        from pipeline.answering.server import server

        def asked(name, **arguments):
            async def call():
                async with mcp.Client(server(answers)) as client:
                    tools = [tool.name for tool in (await client.list_tools()).tools]
                    return tools, await client.call_tool(name, arguments)

            return asyncio.run(call())

        return asked

    def test_offers_three_questions(self, ask):
        tools, _ = ask("find", query="tape")
        assert tools == ["find", "read", "verify"]

    def test_answers_as_json(self, ask):
        _, result = ask("verify", words="the town is in violation of the law")
        assert json.loads(result.content[0].text)["to_look_at"] == 1

    def test_what_is_not_there_is_an_error_that_says_what_to_do(self, ask):
        _, result = ask("read", record_id="nothing")
        assert result.is_error
        assert "find gives the ids" in result.content[0].text
