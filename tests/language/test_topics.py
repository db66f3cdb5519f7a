"""Topics of questions: tolerant of wording, silent where none fits, and open to the user's own."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from extractors.language.topics import read_topics, topic_of

# The three questions of the release of August 3, 2017, and the same ones otherwise put.
DESIGNED = "Does your jurisdiction have a statute, rule, regulation, policy, or practice that is designed to ensure that "


@pytest.mark.parametrize(
    ("question", "slug"),
    [
        (DESIGNED + "U.S. Department of Homeland Security (“DHS”) personnel have access to any correctional or detention facility in order to meet with an alien (or an individual believed to be an alien) and inquire as to his or her right to be or to remain in the United States?", "dhs-access"),
        (DESIGNED + "your correctional and detention facilities provide at least 48 hours’ advance notice, where possible, to DHS regarding the scheduled release date and time of an alien in the jurisdiction’s custody when DHS requests such notice in order to take custody of the alien?", "release-notice"),
        (DESIGNED + "your correctional and detention facilities will honor a written request from DHS to hold a foreign national for up to 48 hours beyond the scheduled release date, in order to permit DHS to take custody of the foreign national?", "detainer-hold"),
        ("May ICE officers enter the jail to interview inmates?", "dhs-access"),
        ("Are immigration agents given access to the county prison?", "dhs-access"),
        ("Does the sheriff notify ICE before an inmate is released?", "release-notice"),
        ("How far in advance is Homeland Security told, by notice, of the date of a release?", "release-notice"),
        ("Will the jail hold a person past release on an ICE detainer?", "detainer-hold"),
        ("Do you honor requests by DHS to detain people for an additional 48 hours?", "detainer-hold"),
    ],
)  # fmt: skip
def test_topic(question: str, slug: str) -> None:
    assert topic_of(question) == slug


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("Who signed the lease?", id="another matter"),
        pytest.param("May visitors enter the jail to meet inmates?", id="no immigration authority"),
        pytest.param("Who decides whether to answer a request for advance notice of a release?", id="notice to nobody named"),
        pytest.param("How much ice does the jail use?", id="the word ice alone"),
        pytest.param("Does DHS fund your office?", id="the authority alone"),
        pytest.param("", id="empty"),
    ],
)
def test_no_topic(question: str) -> None:
    assert topic_of(question) is None


def test_own_topics_are_added_and_replace(tmp_path: Path) -> None:
    own = tmp_path / "own.json"
    topics = [
        {"slug": slug, "concepts": [{"terms": ["body camera*"], "required": True, "weight": 2}]}
        for slug in ("cameras", "dhs-access")
    ]
    own.write_text(json.dumps({"threshold": 2, "topics": topics[:1]}), "utf-8")
    assert topic_of("Do officers wear body cameras?", read_topics(own)) == "cameras"
    assert topic_of("Do officers wear body cameras?") is None
    own_again = tmp_path / "again.json"
    own_again.write_text(json.dumps({"threshold": 2, "topics": topics[1:]}), "utf-8")
    assert len(read_topics(own_again)) == len(read_topics())


def test_a_broken_file_is_told(tmp_path: Path) -> None:
    broken = tmp_path / "broken.json"
    broken.write_text('{"topics": [{"slug": "x"}]}', "utf-8")
    with pytest.raises(KeyError):
        read_topics(broken)
    with pytest.raises(OSError):
        read_topics(tmp_path / "missing.json")


def test_each_topic_of_the_package_is_documented() -> None:
    data = json.loads((Path(__file__).parents[2] / "extractors" / "patterns" / "topics.json").read_text("utf-8"))
    assert data["about"]
    assert all(topic["title"] and topic["concepts"] for topic in data["topics"])


def test_a_near_miss_is_shown_and_a_plain_miss_is_not() -> None:
    from extractors.language.topics import Concept, Topic, topic_or_near

    def concept(word: str) -> Concept:
        return Concept(re.compile(word), 1.0, False)

    topics = (Topic("visits", tuple(concept(w) for w in ("visit", "jail", "notice", "hours", "alien")), 5.0),)
    assert topic_or_near("Is notice of a visit to the jail given, and how many hours before?", topics) == (None, "visits")
    assert topic_or_near("Is notice given?", topics) == (None, None)
    assert topic_or_near("Is notice of an alien's visit to the jail given, and how many hours before?", topics) == (
        "visits",
        None,
    )
