"""At home in spaCy: our extractors as components of anybody's pipeline, and what becomes of their findings on the way."""

from __future__ import annotations

import re
import subprocess
import sys
from configparser import ConfigParser
from pathlib import Path

import pytest
import spacy
from confection import ConfigValidationError
from spacy import Language, util
from spacy.tokens import Doc, DocBin

import extractors
from extractors import components
from extractors.fields import quotations, recipients
from extractors.located import with_parts
from pipeline import nlp
from pipeline.config import Config
from pipeline.errors import ConfigError
from pipeline.extraction import extract
from pipeline.layout.document import Document
from tests.builders import documents

ROOT = Path(__file__).parents[1]

LETTER = """\
U.S. Department of Justice
Office of Records
March 3, 2019
Ms. Ana Ruiz and Mr. Lee Park
Town of Dover
12 Main Street
Dover, DE 19901
Dear Ms. Ruiz and Mr. Park:
Please send the following by May 1, 2019:
1. All logs of the year 2018.
2. Does the town keep a register of its visitors?
You can reach us at (202) 555-0142 or records@example.gov.
Sincerely,
Ida Low
Director"""
RELEASE = """\
FOR IMMEDIATE RELEASE
THURSDAY, MARCH 7, 2019
WASHINGTON – The Department of Justice announced today that it has done as much for the county as was needed there.
“We will look at every file that they sent us,” said Director Ida Low.
###"""
DRAWN = """
    U.S. Department of Justice
    Office of Records

    March 3, 2019

    Ms. Ana Ruiz
    Town of Dover
    12 Main Street
    Dover, DE 19901

    Dear Ms. Ruiz:

        Please send all logs of the year 2018 to this office, where they will be
    read, no later than May 1, 2019.

                                   Sincerely,

                                   Ida Low
                                   Director
"""


def pipeline_with(*names: str) -> Language:
    pipeline = spacy.blank("en")
    for name in names:
        pipeline.add_pipe(name)
    return pipeline


def found(doc: Doc, group: str) -> list[object]:
    return [span._.doj_finding for span in doc.spans[group]]


@pytest.fixture(scope="module")
def foreign(tmp_path_factory) -> Language:
    """Somebody else's pipeline: an EntityRuler of theirs, their sentencizer and two of our components."""
    theirs = pipeline_with("sentencizer", "doj_deadlines", "doj_contacts")
    theirs.add_pipe("entity_ruler").add_patterns([{"label": "GPE", "pattern": "Dover"}])
    return theirs


class TestComponents:
    def test_every_extractor_has_its_factory(self):
        assert [*components.NAMES] == [f"doj_{name}" for name in extractors.names()]
        for name in extractors.names():
            assert name == extractors.load(name).LABEL
            assert Language.has_factory(f"doj_{name}")

    @pytest.mark.parametrize(
        ("name", "text", "key", "expected"),
        [
            ("doj_deadlines", LETTER, "date", ["2019-05-01"]),
            ("doj_recipients", LETTER, "name", ["Ana Ruiz", "Lee Park"]),
            ("doj_questions", LETTER, "text", ["Does the town keep a register of its visitors?"]),
            ("doj_requests", LETTER, "text", ["All logs of the year 2018"]),
            ("doj_contacts", LETTER, "kind", ["phone", "email"]),
            ("doj_quotations", RELEASE, "speaker", ["Director Ida Low"]),
            ("doj_dateline", RELEASE, "value", ["WASHINGTON"]),
            ("doj_deadlines", "Please answer by May 1, 2019.", "date", ["2019-05-01"]),  # a sentence, no letter
            ("doj_deadlines", "The quick brown fox.", "date", []),
            ("doj_recipients", RELEASE, "name", []),  # a release has none
            ("doj_deadlines", "", "date", []),  # nothing at all
            ("doj_deadlines", " \n\n ", "date", []),
        ],
    )
    def test_plain_text_is_enough(self, name, text, key, expected):
        doc = pipeline_with(name)(text)
        assert [span._.doj_value[key] for span in doc.spans[name]] == expected

    @pytest.mark.parametrize("text", [LETTER, RELEASE])
    def test_a_component_says_what_its_extractor_says(self, text):
        """Exact offsets, rules and doubts too, whatever tokens the span had to take."""
        doc = nlp.create()(text)
        for module in map(extractors.load, extractors.names()):
            own = nlp.base()(text)
            ours = [with_parts(own, finding) for finding in module.extract(own)]
            assert found(doc, f"doj_{module.LABEL}") == ours
            spans = doc.spans[f"doj_{module.LABEL}"]
            assert [(s.label_, s.kb_id_, s.id_) for s in spans] == [(f.label, f.rule, str(n)) for n, f in enumerate(ours)]

    def test_two_findings_at_one_place_keep_their_own_values(self):
        doc = pipeline_with("doj_recipients")(LETTER)
        first, second = doc.spans["doj_recipients"]
        assert (first.start, first.end) == (second.start, second.end)
        assert first._.doj_value["name"] != second._.doj_value["name"]

    def test_a_span_that_is_not_ours_has_no_value(self):
        doc = pipeline_with("doj_deadlines")(LETTER)
        assert doc[0:3]._.doj_value is None
        assert doc[0:3]._.doj_finding is None
        place = doc.spans["doj_deadlines"][0]
        assert doc[place.start : place.end]._.doj_value is None  # the same words, but not from the group

    def test_a_value_is_the_reader_s_own(self):
        doc = pipeline_with("doj_deadlines")(LETTER)
        span = doc.spans["doj_deadlines"][0]
        span._.doj_value["date"] = "1999-01-01"
        assert span._.doj_value["date"] == "2019-05-01"

    def test_the_group_can_have_another_name(self):
        pipeline = spacy.blank("en")
        pipeline.add_pipe("doj_deadlines", name="until_when", config={"spans_key": "sc"})
        doc = pipeline(LETTER)
        assert list(doc.spans) == ["sc"]
        assert doc.spans["sc"][0]._.doj_value["date"] == "2019-05-01"

    def test_questions_take_topics_of_your_own(self, tmp_path):
        topics = tmp_path / "topics.json"
        topics.write_text(
            '{"threshold": 1, "topics": [{"slug": "visitors", "concepts": [{"terms": ["visitor*"], "weight": 1}]}]}'
        )
        pipeline = spacy.blank("en")
        pipeline.add_pipe("doj_questions", config={"topics": str(topics)})
        doc = pipeline(LETTER)
        assert doc.spans["doj_questions"][0]._.doj_value["topic"] == "visitors"
        assert len(DocBin(docs=[doc], store_user_data=True)) == 1

    @pytest.mark.parametrize(("name", "config"), [("doj_deadlines", {"topics": None}), ("doj_questions", {"spans_key": 3})])
    def test_a_wrong_setting_is_refused(self, name, config):
        with pytest.raises(ConfigValidationError):
            spacy.blank("en").add_pipe(name, config=config)

    def test_sentences_of_others_are_left_alone(self):
        text = "See No. 5 of the plan. Please answer by May 1, 2019."
        theirs = pipeline_with("sentencizer")
        ours = pipeline_with("sentencizer", "doj_deadlines")
        assert [s.text for s in ours(text).sents] == [s.text for s in theirs(text).sents]

    def test_where_there_are_no_sentences_ours_are_marked(self):
        doc = pipeline_with("doj_findings")("See No. 5 of the plan. It is done.")
        assert [s.text for s in doc.sents] == ["See No. 5 of the plan.", "It is done."]


def entry_points() -> str:
    """Those of the package: one is enough, as spaCy imports its module, which registers every factory."""
    setup = ConfigParser(interpolation=None)
    setup.read(ROOT / "setup.cfg", encoding="utf-8")
    return setup["options.entry_points"]["spacy_factories"].strip()


class TestOnTheWay:
    """A pipeline and its Docs through files, bytes and processes."""

    def check(self, doc: Doc) -> None:
        assert [span._.doj_value["date"] for span in doc.spans["doj_deadlines"]] == ["2019-05-01"]
        assert [span._.doj_value["kind"] for span in doc.spans["doj_contacts"]] == ["phone", "email"]
        assert [span.kb_id_ for span in doc.spans["doj_contacts"]] == ["contacts.number", "contacts.email"]
        assert {entity.text for entity in doc.ents} == {"Dover"}

    def test_config_cfg(self, foreign, tmp_path):
        foreign.config.to_disk(tmp_path / "config.cfg")
        again = util.load_model_from_config(util.load_config(tmp_path / "config.cfg"), auto_fill=True)
        assert again.pipe_names == foreign.pipe_names
        again.get_pipe("entity_ruler").add_patterns([{"label": "GPE", "pattern": "Dover"}])  # a config holds no patterns
        self.check(again(LETTER))

    def test_to_disk_and_load(self, foreign, tmp_path):
        foreign.to_disk(tmp_path / "model")
        self.check(spacy.load(tmp_path / "model")(LETTER))

    def test_the_whole_to_disk_and_load(self, tmp_path):
        whole = nlp.create()
        whole.to_disk(tmp_path / "model")
        again = spacy.load(tmp_path / "model")
        assert again.pipe_names == whole.pipe_names
        assert found(again(LETTER), "doj_requests") == found(whole(LETTER), "doj_requests")

    def test_several_processes(self, foreign):
        docs = list(foreign.pipe([LETTER, RELEASE, LETTER], n_process=2, batch_size=1))
        self.check(docs[0])
        self.check(docs[2])
        assert len(docs[1].spans["doj_deadlines"]) == 0

    def test_docbin(self, foreign):
        packed = DocBin(docs=[foreign(LETTER)], store_user_data=True).to_bytes()
        [doc] = DocBin().from_bytes(packed).get_docs(spacy.blank("en").vocab)
        self.check(doc)
        assert found(doc, "doj_deadlines") == found(foreign(LETTER), "doj_deadlines")

    def test_joined_docs_keep_values_and_offsets(self, foreign):
        doc = Doc.from_docs([foreign(RELEASE), foreign(LETTER)])
        [finding] = found(doc, "doj_deadlines")
        assert doc.text[finding.start : finding.end] == "by May 1, 2019"

    def test_entry_points_are_found_without_an_import(self, tmp_path):
        """As the package's metadata will have them; spaCy is told nothing else."""
        metadata = tmp_path / "ours-1.0.dist-info"
        metadata.mkdir()
        (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: ours\nVersion: 1.0\n")
        (metadata / "entry_points.txt").write_text("[spacy_factories]\n" + entry_points() + "\n")
        program = (
            "import spacy, sys; n = spacy.blank('en'); n.add_pipe('doj_sentences'); n.add_pipe('doj_deadlines');"
            "doc = n('Please answer by May 1, 2019.'); assert len(doc.spans['doj_deadlines']) == 1; assert 'pipeline' not in sys.modules"
        )
        path = {"PYTHONPATH": f"{tmp_path}:{ROOT}"}
        done = subprocess.run([sys.executable, "-c", program], env=path, capture_output=True, text=True, timeout=120, check=False)
        assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def drawn() -> tuple[Document, Doc]:
    [document] = documents(DRAWN)
    return document, nlp.create()(nlp.to_doc(document, geometry=True))


class TestLayout:
    def test_paragraphs_and_lines_are_span_groups(self, drawn):
        _, doc = drawn
        assert "May 1, 2019." in next(p.text for p in doc.spans["paragraphs"] if p.text.startswith("Please"))
        assert [line.text for line in doc.spans["lines"]][:3] == [
            "U.S. Department of Justice",
            "Office of Records",
            "March 3, 2019",
        ]
        assert len(doc.spans["lines"]) == len([line for line in DRAWN.splitlines() if line.strip()])

    def test_a_paragraph_knows_its_layout(self, drawn):
        document, doc = drawn
        for paragraph, span in zip(document.paragraphs, doc.spans["paragraphs"], strict=True):
            assert span._.doj_layout["indent"] == paragraph.indent
            assert span._.doj_layout["page"] == paragraph.page

    def test_the_boxes_of_a_span_are_those_of_the_record(self, drawn):
        document, doc = drawn
        checked = 0
        for group in doc.spans:
            for span in doc.spans[group]:
                places = document.locate(span.start_char, span.end_char)
                expected = [{"page": p.page} | {k: round(v, 2) for k, v in p.box._asdict().items()} for p in places]
                assert span._.doj_boxes == expected
                checked += 1
        assert checked > 20

    def test_layout_goes_along_to_disk(self, drawn):
        _, doc = drawn
        [again] = DocBin().from_bytes(DocBin(docs=[doc], store_user_data=True).to_bytes()).get_docs(doc.vocab)
        assert [s._.doj_boxes for s in again.spans["lines"]] == [s._.doj_boxes for s in doc.spans["lines"]]
        assert [s._.doj_layout for s in again.spans["paragraphs"]] == [s._.doj_layout for s in doc.spans["paragraphs"]]

    def test_plain_text_has_no_boxes(self):
        doc = pipeline_with("doj_deadlines")(LETTER)
        assert doc.spans["doj_deadlines"][0]._.doj_boxes == []


NAMED = """\
U.S. Department of Justice
March 3, 2019
eleanor van der woude
Halden Pierce
12 Main Street
Dover, DE 19901
Dear Madam:
Please answer by May 1, 2019.
Sincerely,
Ida Low"""
SAID = """\
FOR IMMEDIATE RELEASE
THURSDAY, MARCH 7, 2019
WASHINGTON – The Department of Justice announced today that it has done as much for the county as was needed there.
“We will look at every file that they sent us,” said {}.
###"""


@pytest.fixture(scope="module")
def model(tmp_path_factory) -> str:
    folder = tmp_path_factory.mktemp("model") / "names"
    trained = spacy.blank("en")
    people = [{"label": "PERSON", "pattern": name} for name in ("Xochitl", "eleanor van der woude", "Ida Low")]
    trained.add_pipe("entity_ruler").add_patterns([*people, {"label": "ORG", "pattern": "Halden Pierce"}])
    trained.to_disk(folder)
    return str(folder)


class TestTrainedPipeline:
    """A pipeline that the user has installed; here a small one with a ruler in place of a trained component."""

    def names(self, text: str, model: str | None) -> list[tuple[str | None, str | None, bool]]:
        doc = nlp.base(model)(text)
        rows = [(f.value["name"], f.value["organization"], bool(f.doubts)) for f in recipients.extract(doc)]
        return rows + [(f.value["speaker"], None, bool(f.doubts)) for f in quotations.extract(doc)]

    @pytest.mark.parametrize(
        ("text", "alone", "helped"),
        [
            # a name in small letters and a firm that looks like a person
            (NAMED, [(None, "eleanor van der woude Halden Pierce", False)], [("eleanor van der woude", "Halden Pierce", True)]),
            # one word is no name to our rules
            (SAID.format("Xochitl"), [], [("Xochitl", None, True)]),
            # what our rules know stays as they say it, without a doubt
            (SAID.format("Director Ida Low"), [("Director Ida Low", None, False)], [("Director Ida Low", None, False)]),
            # a name that nobody knows
            (SAID.format("Quetzal"), [], []),
        ],
    )
    def test_its_names_help_where_our_rules_find_none(self, model, text, alone, helped):
        assert self.names(text, None) == alone
        assert self.names(text, model) == helped

    def test_it_goes_all_the_way_to_the_record(self, model, tmp_path):
        path = tmp_path / "letter.txt"
        path.write_text(re.sub(r"(Justice|2019|19901|Madam:|2019\.)\n", r"\1\n\n", NAMED))  # blocks parted by white space
        [record] = extract(path, Config(spacy_model=model)).records
        assert record["recipients"][0]["name"] == "eleanor van der woude"
        assert "named-by-model" in [reason["code"] for reason in record["review"]["reasons"]]
        [without] = extract(path).records
        assert "named-by-model" not in [reason["code"] for reason in without["review"]["reasons"]]

    def test_the_whole_pipeline_with_it(self, model):
        whole = nlp.create(model)
        assert whole.pipe_names[:3] == ["doj_sentences", "entity_ruler", "doj_issuer"]
        doc = whole(SAID.format("Xochitl"))
        assert doc.spans["doj_quotations"][0]._.doj_value["speaker"] == "Xochitl"

    @pytest.mark.parametrize("name", ["no_such_pipeline", "../../etc", "a b", "", "json.no"])
    def test_a_missing_one_is_told_with_what_to_do(self, name, tmp_path, monkeypatch):
        monkeypatch.chdir(tmp_path)
        for use in (lambda: Config(spacy_model=name), lambda: nlp.create(name)):
            with pytest.raises(ConfigError, match="Install it") as error:
                use()
            assert "\n" not in str(error.value)

    def test_a_module_that_is_no_pipeline_is_told_too(self):
        Config(spacy_model="json")  # it is installed, which is all that can be told without spaCy
        with pytest.raises(ConfigError):
            nlp.base("json")

    def test_none_is_needed(self):
        assert nlp.base().pipe_names == ["doj_sentences"]
        assert nlp.base() is nlp.base(None)
        assert nlp.create() is not nlp.create()
