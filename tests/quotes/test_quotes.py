"""Verdicts on invented quotations: the words, whose they are, and where they stand."""

from __future__ import annotations

import pytest

import schemas
from pipeline.quotes import NOT_FOUND, Article, check, render_text
from pipeline.quotes.report import group
from tests.budget import processor_seconds
from tests.builders import documents
from tests.quoted import checked, family


@pytest.mark.parametrize(
    ("quote", "verdict", "differences"),
    [
        pytest.param("We would rather settle this matter than litigate it.", "exact", [], id="word for word"),
        pytest.param("They did not find a single ramp,", "exact", [], id="the article's comma stands inside the marks"),
        pytest.param(
            "the Voting Section today wrote to clerks", "typographic", [("typographic", "The", "the")], id="first letter"
        ),
        pytest.param("We will be back in the fall, and we will bring a tape measure", "exact", [], id="no full stop"),
        pytest.param(
            "This county never asked for special treatment. It asked for time", "exact", [], id="two pieces of one statement"
        ),
        pytest.param(
            "The town received $41,500 … and it should account for every dollar",
            "elided",
            [("elided", "for this purpose in 2016", "…")],
            id="ellipsis",
        ),
        pytest.param("We … must ask you to explain why . . . whether the town will build", "elided", None, id="several ellipses"),
        pytest.param(
            "… two of our staff visited the polling places", "elided", [("elided", "", "…")], id="ellipsis at the beginning"
        ),
        pytest.param(
            "[The town] should account for every dollar",
            "bracketed",
            [("bracketed", "it", "[The town]")],
            id="bracket at the beginning",
        ),
        pytest.param("[w]e must ask you to explain why", "bracketed", [("bracketed", "we", "[w]e")], id="a letter in brackets"),
        pytest.param(
            "A voter who cannot get through the door has not been given [a ballot]",
            "bracketed",
            [("bracketed", "a vote", "[a ballot]")],
            id="bracket at the end takes the clause's wording",
        ),
        pytest.param(
            "They did find a single ramp that a wheelchair could use", "altered", [("dropped", "not", "")], id="negation dropped"
        ),
        pytest.param(
            "A voter who can get through the door", "altered", [("replaced", "cannot", "can")], id="negation inside a word"
        ),
        pytest.param("the town is in violation of the law", "altered", [("replaced", "may be", "is")], id="modal verb"),
        pytest.param("tell us within 40 days whether the town", "altered", None, id="number"),
        pytest.param("On January 15, 2019, two of our staff visited", "altered", [("replaced", "14", "15")], id="date"),
        pytest.param("We would prefer settling this matter than litigate it", "altered", None, id="words"),
        pytest.param(
            "may be in violation of the law and we must ask you",
            "altered",
            [("punctuation", "law, and", "law and")],
            id="a comma left out",
        ),
        pytest.param(
            "They did … find a single ramp", "altered", [("elided", "not", "…")], id="an ellipsis may not hide a negation"
        ),
        pytest.param(
            "the town [must] be in violation", "altered", [("bracketed", "may", "[must]")], id="nor a bracket a modal verb"
        ),
        pytest.param("We would rather settle this matter and we will bring a tape measure", "spliced", None, id="two documents"),
        pytest.param(
            "visited the polling places in your town. it should account for every dollar", "spliced", None, id="one document"
        ),
        pytest.param(
            "Nothing in this letter is a finding … We would rather settle", "spliced", None, id="an ellipsis goes forward only"
        ),
        pytest.param("We have the ramps on order already", "not_found", [], id="of nobody in the sources"),
        pytest.param("within the meaning of this of the", "not_found", [], id="common words alone are no likeness"),
    ],
)
def test_words(quote, verdict, differences):
    (found,) = checked(f"The clerk read aloud: “{quote}”")
    assert found.verdict == verdict
    if differences is not None:
        assert [(d.kind, d.source, d.quote) for d in found.differences if d.kind != "attribution"] == differences


@pytest.mark.parametrize(
    ("quote", "material"),
    [
        ("They did find a single ramp that a wheelchair could use", {"negation"}),
        ("Please tell us within 40 days whether the town will build the ramps", {"number"}),
        ("The town received $41,500 for this purpose in 2015", {"date"}),
        ("The town received $41,600 for this purpose in 2016", {"number"}),
        ("we may ask you to explain why", {"modal"}),
        ("The Census Section today wrote to clerks in three towns", {"name"}),
        ("We would rather settle this case than litigate it", set()),
        ("Please tell us within thirty days whether the town will build", set()),  # the same number, in another form
    ],
)
def test_material_changes_are_flagged(quote, material):
    (found,) = checked(f"It said “{quote}.”")
    assert (found.verdict, set(found.material)) == ("altered", material)


@pytest.mark.parametrize(
    ("article", "attribution", "document"),
    [
        pytest.param("“We will bring a tape measure,” Paulette Ingersoll said.", "right", 0, id="speaker by the name"),
        pytest.param("“It has now had enough,” said Paulette Ingersoll.", "other_speaker", 0, id="the words are Vail's"),
        pytest.param("“It has now had enough,” Vail said.", "right", 0, id="a surname alone"),
        pytest.param(
            "“We would rather settle this matter,” Theodore Banks wrote.", "right", 3, id="who signs a letter speaks in it"
        ),
        pytest.param(
            "“We would rather settle this matter,” Corinne Dufault said.", "other_speaker", 1, id="who gets it does not"
        ),
        pytest.param(
            "The letter to Pellworth says “within 30 days whether the town will build.”", "right", 1, id="recipient's town"
        ),
        pytest.param(
            "The letter to Pellworth says “within 45 days whether the town will build.”", "other_document", 2, id="other letter"
        ),
        pytest.param(
            "The letter to the registrar says “nothing in this letter is a finding.”", "right", 2, id="recipient's title"
        ),
        pytest.param(
            "The letter to Mr. Stroud says “we would rather settle this matter.”", "right", 2, id="recipient is no speaker"
        ),
        pytest.param("The letter to Mr. Stroud: “we would rather settle this matter.”", "right", 2, id="nor before a colon"),
        pytest.param("Vail was blunter: “It has now had enough.”", "right", 0, id="a speaker before a colon"),
        pytest.param("Ingersoll: “It has now had enough.”", "other_speaker", 0, id="another speaker before a colon"),
        pytest.param(
            "Town Clerk Corinne Dufault, at noon, was frank: “Nothing in this letter is a finding.”",
            "other_speaker",
            1,
            id="who gets a letter speaks not in it",
        ),
        pytest.param(
            "The county’s letter says “nothing in this letter is a finding.”", "other_document", 1, id="a letter of others"
        ),
        pytest.param("The department’s letter says “nothing in this letter is a finding.”", "right", 1, id="its own letter"),
        pytest.param("A judge said “nothing in this letter is a finding.”", "unknown", 1, id="a person of no source"),
        pytest.param("In New Mexico, the village was told to “account for every dollar.”", "right", 3, id="state"),
        pytest.param("The news release says “nothing in this letter is a finding.”", "other_document", 1, id="release or letter"),
        pytest.param("“None of the letters is a lawsuit,” the letter says.", "other_document", 0, id="letter or release"),
        pytest.param(
            "The letters to Pellworth and Los Cerrillos say “we would rather settle.”", "right", 1, id="two letters named"
        ),
        pytest.param(
            "“None of the letters is a lawsuit,” the Justice Department said in a statement on March 5.",
            "right",
            0,
            id="statement",
        ),
        pytest.param("The department wrote that “the town may be in violation.”", "right", 1, id="the department in its letters"),
        pytest.param("He waved a sheet with “we would rather settle this matter.”", "unknown", 1, id="nobody named"),
        pytest.param("Los Cerrillos heard too. It says “it should account for every dollar.”", "right", 3, id="it points back"),
    ],
)
def test_attribution(article, attribution, document):
    (found,) = checked(article)
    assert (found.attribution, found.source_document) == (attribution, document)
    assert ("attribution" in {d.kind for d in found.differences}) == attribution.startswith("other")


def test_two_quotations_in_one_sentence_are_of_one_letter():
    found = checked(
        "The letter to Marlin County asks “whether the town will build the ramps” and says that it “should account for every dollar.”"
        " It also says that staff “did not find a single ramp.”"
    )
    assert [(q.attribution, q.source_document) for q in found] == [("right", 2)] * 3


def test_changed_words_are_compared_with_the_letter_that_is_named():
    quote = "“within 40 days whether the town will build the ramps,” the letter to {} says."
    found = [checked(quote.format(to))[0] for to in ("Pellworth", "Marlin County")]
    assert [(q.source_document, q.differences[0].source) for q in found] == [(1, "30 days"), (2, "45 days")]


def test_words_that_are_not_in_the_sources_are_not_called_false():
    report = check([Article("a", "“The ramps are on order already,” said Corinne Dufault.")], family())
    (found,) = report.articles[0].quotations
    assert (found.verdict, found.verdict_text, found.attribution) == ("not_found", NOT_FOUND, "unknown")
    text = render_text(report)
    assert "not in these sources" in text.lower()
    assert not {"false", "invented", "wrong", "untrue"} & set(text.lower().split())


def test_place_is_the_passage_in_the_record():
    (found,) = checked("The letter to Pellworth says “we would rather settle this matter than litigate it.”")
    (place,) = found.places
    assert family()[1]["text"][place.start : place.end] == place.text == "We would rather settle this matter than litigate it"
    assert (place.record_id, place.boxes, place.exact_boxes) == ("3f2a91c04d5e-02", (), False)
    assert found.also_in == (2, 3)


def test_boxes_of_values_that_overlap_serve_without_the_page():
    (found,) = checked("“It has now had enough,” Vail said.")
    assert (found.places[0].pages, found.places[0].exact_boxes, len(found.places[0].boxes)) == ((1,), False, 1)


def test_boxes_are_the_passages_own_where_the_page_is_known():
    (document,) = documents(
        """
        To the clerk. Please see that the
        ramps are built before the elec-
        tion, and write to us by June.
        """
    )
    source = family()[1] | {"text": document.text}
    article = Article("a", "“the ramps are built before the election,” it says.")
    (found,) = check([article], [source], {source["record_id"]: document}).articles[0].quotations
    assert found.verdict == "exact"
    assert [box["top"] for box in found.places[0].boxes] == sorted({box["top"] for box in found.places[0].boxes})
    assert len(found.places[0].boxes) == 3


def test_a_page_break_in_the_source_is_no_difference():
    (document,) = documents(
        """
        To the clerk. We write about the ramps. Please see that the ramps are
        built before the election, that they are wide enough, and that the
        """,
        """
        voters are told of them in good time, or write to us by June and say
        what has kept the town from building them.
        """,
    )
    source = family()[1] | {"text": document.text}
    article = Article("a", "“wide enough, and that the voters are told of them in good time,” it says.")
    (found,) = check([article], [source], {source["record_id"]: document}).articles[0].quotations
    assert (found.verdict, found.places[0].pages) == ("exact", (1, 2))


def test_many_sources_take_no_long_time():
    sources = [record | {"record_id": f"{i:012x}-01"} for i in range(75) for record in family()]
    article = Article("a", "“We would rather settle this matter,” said the letter to Pellworth.\n" * 30)
    with processor_seconds(60):
        report = check([article], sources)
    assert report.counts() == {"exact": 30}


def test_true_words_of_nobody_knows_whom_stand_apart():
    article = Article("a", "A judge said “nothing in this letter is a finding.” Nobody knew why.")
    text = render_text(check([article], family()))
    assert "0 true to the source, 1 true whoever said it" in text
    assert "WHO SAID THEM COULD NOT BE CHECKED" in text


def test_what_a_signatory_is_said_to_have_written_and_did_not_is_looked_at():
    (wrote,) = checked("Theodore Banks wrote that the village had shown “open contempt for voters everywhere.”")
    (said,) = checked("Corinne Dufault said the village had shown “open contempt for voters everywhere.”")
    assert (wrote.verdict, wrote.doubtful, said.doubtful) == ("not_found", True, False)


def test_report_is_valid_json_data():
    report = check([Article("a", "“We will bring a tape gauge,” said Vail.\n“Nothing of the kind at all,” he said.")], family())
    schemas.validator("quotations").validate(report.to_json())
    assert report.counts() == {"altered": 1, "not_found": 1}


def test_report_without_sources_or_quotations():
    assert check([Article("a", "“We will bring a tape measure,” she said.")], []).counts() == {"not_found": 1}
    report = check([Article("a", "Nobody is quoted."), Article("b", "")], family())
    assert report.counts() == {}
    assert "0 quotations" in render_text(report)


def test_text_shows_what_needs_a_look_first():
    text = render_text(
        check(
            [Article("a", "“We would rather settle this matter,” it says. It adds: “the town is in violation of the law.”")],
            family(),
        )
    )
    assert text.index("the town is in violation") < text.index("We would rather settle")
    assert "changes a modal" in text
    assert max(map(len, text.splitlines())) <= 110


def test_reason_for_an_attribution_with_a_reservation():
    (found,) = checked("“None of the letters is a lawsuit,” Paulette Ingersoll said in a news release.")
    assert found.attribution == "right"
    assert "the release’s own" in (found.attributed_to.note or "")


class TestScans:
    """A scan may explain a difference, but never one of a number or a negation: there the doubt is shown."""

    @pytest.mark.parametrize(
        ("right", "misread", "verdict", "doubtful"),
        [
            pytest.param("matter", "rnatter", "exact", False, id="rn for m"),
            pytest.param("litigate", "litlgate", "exact", False, id="l for i"),
            pytest.param("settle this", "settlethis", "typographic", False, id="a space lost"),
            pytest.param("would", "wou1d", "exact", False, id="a digit among letters"),
            pytest.param("litigate", "mediate", "altered", False, id="another word"),
        ],
    )
    def test_words(self, right, misread, verdict, doubtful):
        sources = [s | {"text": s["text"].replace(right, misread)} for s in family("ocr")]
        (found,) = checked("“We would rather settle this matter than litigate it,” it said.", sources=sources)
        assert (found.verdict, found.doubtful) == (verdict, doubtful)

    @pytest.mark.parametrize(
        ("quote", "right", "misread"),
        [
            pytest.param("They did not find a single ramp", "did not", "did nol", id="negation"),
            pytest.param("Please tell us within 45 days whether", "45", "4S", id="number"),
            pytest.param("two of our staff visited the polling places", "two of", "tw0 of", id="number in words"),
        ],
    )
    def test_numbers_and_negations(self, quote, right, misread):
        sources = [s | {"text": s["text"].replace(right, misread)} for s in family("ocr")[2:3]]
        (found,) = checked(f"“{quote},” it said.", sources=sources)
        assert (found.verdict, found.doubtful) == ("altered", True)

    def test_native_text_is_taken_at_its_word(self):
        sources = [s | {"text": s["text"].replace("matter", "rnatter")} for s in family("native")]
        (found,) = checked("“We would rather settle this matter than litigate it,” it said.", sources=sources)
        assert found.verdict == "altered"


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        # The second quotation has a speaker of its own, and is not of the document before it.
        (
            "The letter to Pellworth says: “We will withdraw all federal funds.” “We will be back in the fall,” Ingersoll said.",
            ["look", "good"],
        ),
        (
            "The letter to Pellworth names “two of our staff”. “Nobody told us about any of this,” said the mayor.",
            ["good", "absent"],
        ),
        # It is of him whom the sentence before names.
        ("Ingersoll signed the letter. “We would rather settle this matter than litigate it,” she wrote.", ["good"]),
        # It has none, and goes on.
        (
            "The letter to Pellworth says: “They did not find a single ramp.” “We will withdraw all federal funds.”",
            ["good", "look"],
        ),
    ],
)
def test_a_sentence_ends_where_another_begins_with_a_quotation(text, groups):
    assert [group(q.verdict, q.attribution, q.doubtful) for q in checked(text)] == groups
