"""Topics of questions: a short list in `patterns/topics.json`, matched by the concepts that a question names."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from extractors.language.vocabulary import vocabulary

NEAR = 0.8  # of its threshold: what a question must reach to be shown as a topic's near miss


@dataclass(frozen=True, slots=True)
class Concept:
    """An idea that a question may name, by any of its terms. Without a required one the topic does not fit."""

    terms: re.Pattern[str]
    weight: float
    required: bool


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic: its slug, its concepts and the weight that a question must reach."""

    slug: str
    concepts: tuple[Concept, ...]
    threshold: float

    def weigh(self, text: str) -> float:
        """The summed weight of the concepts named in `text`, 0 where a required one is missing."""
        text = text.lower()  # as the terms are: to ignore case in the pattern takes twice as long
        if not all(concept.terms.search(text) for concept in self.concepts if concept.required):
            return 0.0
        return sum(concept.weight for concept in self.concepts if concept.required or concept.terms.search(text))


@cache
def read_topics(*more: str | Path) -> tuple[Topic, ...]:
    """The topics of this package and those of further files of the same form; a later topic replaces one of the same slug.

    Raises `OSError` where a file can't be read, `ValueError` or `KeyError` where its form is wrong.
    """
    topics: dict[str, Topic] = {}
    for data in (vocabulary("topics.json"), *(json.loads(Path(path).read_text("utf-8")) for path in more)):
        for topic in data["topics"]:
            concepts = tuple(
                Concept(_pattern(c["terms"]), float(c.get("weight", 1)), bool(c.get("required", False)))
                for c in topic["concepts"]
            )
            topics[topic["slug"]] = Topic(topic["slug"], concepts, float(topic.get("threshold", data["threshold"])))
    return tuple(topics.values())


def topic_of(question: str, topics: tuple[Topic, ...] | None = None) -> str | None:
    """The slug of the topic that fits a question best; `None` where none does."""
    known = read_topics() if topics is None else topics
    return _fitting([(topic.weigh(question), topic) for topic in known])


def topic_or_near(question: str, topics: tuple[Topic, ...]) -> tuple[str | None, str | None]:
    """As `topic_of`, and where none fits the slug of one that the question misses by little: somebody should look."""
    weighed = [(topic.weigh(question), topic) for topic in topics]
    fitting = _fitting(weighed)
    near = (t.slug for weight, t in weighed if t.threshold * NEAR <= weight < t.threshold)
    return fitting, None if fitting else next(near, None)


def _fitting(weighed: list[tuple[float, Topic]]) -> str | None:
    fitting = [(weight, topic.slug) for weight, topic in weighed if weight and weight >= topic.threshold]
    return max(fitting, key=lambda pair: pair[0])[1] if fitting else None


def _pattern(terms: list[str]) -> re.Pattern[str]:
    words = (re.escape(term.lower()).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for term in terms)
    return re.compile(rf"\b(?:{'|'.join(words)})\b")
