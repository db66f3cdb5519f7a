"""Quotations: which quoted passages are statements, how their parts join, and who speaks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.fields import quotations
from extractors.language.quotation_marks import quoted_passages
from tests.builders import doc

STATEMENTS = [
    pytest.param(
        [
            "MICHAEL J. POE, the United States Attorney, and ANN LOW, the Special Agent-in-Charge of the FBI, announced it.",
            "Mr. POE praised the work of the FBI, and stated: “He robbed those who trusted him.”",
            "ANN LOW, the Special Agent-in-Charge, said: “They had nobody left to ask.”",
            "The FBI, the Agency, said: “This is a rule of the House.”",
        ],
        [("MICHAEL J. POE", "He robbed those who trusted him."), ("ANN LOW", "They had nobody left to ask.")],
        id="names in capitals, as some offices print them; initials are no name",
    ),
    pytest.param(
        ["Mayor Ann Poe thanked the police of three towns and added, “We are proud of every one of you.”"],
        [("Mayor Ann Poe", "We are proud of every one of you.")],
        id="one who does two things",
    ),
    pytest.param(
        ["“We will clean it,” said Ann Poe, assistant administrator for the Office of Enforcement and Compliance Assurance."],
        [("Ann Poe", "We will clean it,")],
        id="the `and` of an office behind the name makes no second speaker",
    ),
    pytest.param(
        [
            "It was announced by U.S. Attorney for the District of Columbia Ron C. Marsh Jr. and John Low, Director of the Mint.",
            "“We seized it,” said U.S. Attorney Marsh.",
            "“We will melt it,” said Mint Director Low.",
        ],
        [
            ("U.S. Attorney for the District of Columbia Ron C. Marsh Jr.", "We seized it,"),
            ("Mint Director John Low", "We will melt it,"),
        ],
        id="a title with its district, and another person behind `and`",
    ),
    pytest.param(
        [
            "U.S. Attorney Ann Poe of the Western District of Iowa and FBI Special Agent in Charge Cy Roe announced it.",
            "Chief Al Lee of the D.C. Field Office and Inspector in Charge Di Low helped.",
            "“It was a long road,” said Special Agent in Charge Roe.",
            "“It was a short one,” said Inspector in Charge Low.",
        ],
        [("FBI Special Agent in Charge Cy Roe", "It was a long road,"), ("Inspector in Charge Di Low", "It was a short one,")],
        id="`and` parts a district or an office from the next title",
    ),
    pytest.param(
        ["“It was a long road,” said Health and Human Services Inspector General Di Low."],
        [("Health and Human Services Inspector General Di Low", "It was a long road,")],
        id="the `and` of an office's name parts nothing",
    ),
    pytest.param(
        ["“Today we charge two firms with theft” Mayor Di Low said. “They knew what they did.”"],
        [("Mayor Di Low", "Today we charge two firms with theft They knew what they did.")],
        id="the comma before the second mark was forgotten",
    ),
    pytest.param(
        [
            "In the file named “Big Tom Two” Mayor Di Low said nothing of it.",
            "“So it was for all of us,” echoed IRS-CI SAC Ann Poe.",
        ],
        [("IRS-CI SAC Ann Poe", "So it was for all of us,")],
        id="a name in marks before a person; a title of initials",
    ),
    pytest.param(
        ["“A lock is not a cure,” said U.S. Attorney Ada Q. Roe of the District of Maine. “We will ask for a cure.”"],
        [("U.S. Attorney Ada Q. Roe", "A lock is not a cure, We will ask for a cure.")],
        id="split: one space, the first part keeps its comma, no `of ...`",
    ),
    pytest.param(
        ["Assistant Attorney General Bob Lund added, “Our door is open to anyone who saw it.”"],
        [("Assistant Attorney General Bob Lund", "Our door is open to anyone who saw it.")],
        id="attribution in front, with a comma",
    ),
    pytest.param(
        ["Secretary Ann Poe, who toured the ward in May, told reporters on Monday: “I counted nine beds.”"],
        [("Secretary Ann Poe", "I counted nine beds.")],
        id="a clause between the name and its verb",
    ),
    pytest.param(
        [
            "In making the announcement, Attorney General Jane Roe said:",
            "“First, we listened.",
            '"Second, we acted.”',
            "It began in June.",
        ],
        [("Attorney General Jane Roe", "First, we listened.\nSecond, we acted.")],
        id="paragraphs: each opens, the last closes, marks of two kinds",
    ),
    pytest.param(
        ["“I want to thank our partners,” said Attorney General Jane Roe. “They made it.", "“They made it look easy.”"],
        [("Attorney General Jane Roe", "I want to thank our partners, They made it.\nThey made it look easy.")],
        id="split and run over a paragraph",
    ),
    pytest.param(
        [
            "U.S. Attorney Ada Q. Roe spoke.",
            "“He sold bread,” Roe said. “It was not bread.”",
            "“It was dust,” Roe continued. “We tested it.”",
        ],
        [
            ("U.S. Attorney Ada Q. Roe", "He sold bread, It was not bread."),
            ("U.S. Attorney Ada Q. Roe", "It was dust, We tested it."),
        ],
        id="a new paragraph with its own attribution is a new statement",
    ),
    pytest.param(
        ["“We chose these two,” Chief Ann Low added. “They wrote.” The rest wait. Low also said: “They may.”"],
        [("Chief Ann Low", "We chose these two, They wrote."), ("Chief Ann Low", "They may.")],
        id="other text between makes two statements",
    ),
    pytest.param(
        ["Mayor Luis Ortega called the fine too small. “Our children drank this,” he said, “and nobody told us.”"],
        [("Mayor Luis Ortega", "Our children drank this, and nobody told us.")],
        id="`he` is the subject of the sentence before",
    ),
    pytest.param(
        ["U.S. Attorney Ada Roe praised Judge Sam Poe. “I told Judge Poe that we were ready,” she said."],
        [("U.S. Attorney Ada Roe", "I told Judge Poe that we were ready,")],
        id="`she` is nobody named inside the quotation",
    ),
    pytest.param(
        [
            "A suit that a nurse, Ida Castle, brought is over.",
            "Castle, who was dismissed, read from a card. “I wrote in March,” she said.",
        ],
        [("Ida Castle", "I wrote in March,")],
        id="a surname stands for the name given before",
    ),
    pytest.param(
        ["“These are the first,” said Director Jo Bell. “More will come.” “We are glad,” said Mayor Al Diaz. “It helps.”"],
        [("Director Jo Bell", "These are the first, More will come."), ("Mayor Al Diaz", "We are glad, It helps.")],
        id="two speakers in one paragraph",
    ),
    pytest.param(
        ["“The valve was open,” the plant’s manager, Dale Ruiz, testified. “I saw it.”"],
        [("Dale Ruiz", "The valve was open, I saw it.")],
        id="a name in apposition",
    ),
    pytest.param(
        ["“They must be told,” said the company’s chief executive, Ian Roe, in May."],
        [("Ian Roe", "They must be told,")],
        id="and behind it",
    ),
    pytest.param(
        ["“We looked,” said Acting Special Agent in Charge of the ATF’s Dallas Field Division Ike Ward."],
        [("Acting Special Agent in Charge of the ATF’s Dallas Field Division Ike Ward", "We looked,")],
        id="a title with an office in it",
    ),
    pytest.param(
        ["“This ends,” said Maria Lopez, Director of Parks."], [("Maria Lopez", "This ends,")], id="no title after the name"
    ),
    pytest.param(
        ["“Trade is no shield,” said U.S. Immigration and Customs Enforcement (ICE) Director John Mott."],
        [("U.S. Immigration and Customs Enforcement (ICE) Director John Mott", "Trade is no shield,")],
        id="an abbreviation within the title",
    ),
    pytest.param(
        ['"We move now," said John C. "Jack" Keene of the Criminal Division. "We don\'t stop."'],
        [('John C. "Jack" Keene', "We move now, We don't stop.")],
        id="a nickname in marks is no quotation",
    ),
    pytest.param(
        ["Judge Alan Park sentenced Dobbs. “You stole from friends,” the judge told him."],
        [("Judge Alan Park", "You stole from friends,")],
        id="`the judge` where there is one",
    ),
    pytest.param(
        ["Ms. Lane told us that she had complained twice. “They wrote my name down wrong both times.” No reply came."],
        [("Ms. Lane", "They wrote my name down wrong both times.")],
        id="a whole sentence after one that tells who speaks",
    ),
    pytest.param(
        ["One resident told us, “I saw no doctor in a year.”"], [(None, "I saw no doctor in a year.")], id="nobody named"
    ),
    pytest.param(
        ["“I was told to wait,” a former inmate told us. “I waited.”"],
        [(None, "I was told to wait, I waited.")],
        id="nobody named, behind",
    ),
    pytest.param(
        ["“They must be told,” said a spokesman for Mayor Al Diaz."], [(None, "They must be told,")], id="not the one spoken for"
    ),
    pytest.param(
        ["Dr. Ivan Moss wrote that “the samples were destroyed before anyone could test them.”"],
        [("Dr. Ivan Moss", "the samples were destroyed before anyone could test them.")],
        id="a clause after `wrote that`",
    ),
    pytest.param(
        ["Deputy Chief Al Moran wrote to his officers that “anyone who files a complaint will be watched.”"],
        [("Deputy Chief Al Moran", "anyone who files a complaint will be watched.")],
        id="a clause after whom it was written to",
    ),
    pytest.param(
        ["Senator Mary Bell was quoted as saying, “The rule is dead.”"],
        [("Senator Mary Bell", "The rule is dead.")],
        id="quoted as saying",
    ),
    pytest.param(
        ["“The money went to a boat,” according to FBI Special Agent in Charge Mia Cole."],
        [("FBI Special Agent in Charge Mia Cole", "The money went to a boat,")],
        id="according to",
    ),
    pytest.param(
        ["The following statement was released today by Attorney General Jane Roe:", "“I welcome the ruling.”"],
        [("Attorney General Jane Roe", "I welcome the ruling.")],
        id="a statement released by",
    ),
    pytest.param(
        ["“Is that all?” asked Ms. Rita Vann, who lost her farm. “Is that nine years?”"],
        [("Ms. Rita Vann", "Is that all? Is that nine years?")],
        id="Ms. is the title; a question mark in place of the comma",
    ),
    pytest.param(
        ["“She told me ‘leave now,’ and I left,” Detective Kim Oh testified."],
        [("Detective Kim Oh", "She told me ‘leave now,’ and I left,")],
        id="inner marks stay",
    ),
    pytest.param(
        ["U.S. Attorney Ada Vandermeer spoke. “It was cold,” Vandermcer said."],
        [("U.S. Attorney Ada Vandermeer", "It was cold,")],
        id="a surname misread by OCR",
    ),
    pytest.param(
        ["“We stand together,” said Attorney General Jane Roe and Mayor Sam Poe."],
        [(None, "We stand together,")],
        id="two speak as one",
    ),
]

HARBOR = "U.S. Attorney Ida Krall announced the plea of Otto B. Marsh, 51, of Port Ellis. Marsh pleaded guilty to fraud."

BEHIND = [
    ("“I slept on the stairs.” That is how Sgt. Lena Moss, who came home in May, described the night to us.", "Sgt. Lena Moss"),
    ("“I slept on the stairs.” That was what Lena Moss told the panel.", "Lena Moss"),
    ("“I slept on the stairs.” That is how one tenant put it.", None),
    ("“I slept on the stairs.” So wrote Lena Moss in March.", "Lena Moss"),
    ("“I slept on the stairs.” Those were the words of Ms. Lena Moss.", "Ms. Lena Moss"),
    ("“I slept on the stairs.” With those words, Lena Moss began.", "Lena Moss"),
    ("“I slept on the stairs.” The speaker was Mayor Lena Moss.", "Mayor Lena Moss"),
    ("“I slept on the stairs.” That was the answer Mayor Lena Moss gave.", "Mayor Lena Moss"),
    ("“I slept on the stairs.” That was Mayor Lena Moss’s answer.", "Mayor Lena Moss"),
    ("“I slept on the stairs.” – Mayor Lena Moss", "Mayor Lena Moss"),  # as under a picture
    ("“I slept on the stairs,” was the reply of Mayor Lena Moss.", "Mayor Lena Moss"),
    ("Mayor Lena Moss looked up. “I slept on the stairs,” was her reply.", "Mayor Lena Moss"),
]

AHEAD = [
    ("A tenant who would not be named described the winter. “They gave us one stove.”", None),
    ("A nurse told us of the noise. “You learn not to hear it.”", None),
    ("Warden Hugo Pell shrugged. “We do what we can with four cooks.”", "Warden Hugo Pell"),
    ("Warden Hugo Pell was candid: “We do what we can with four cooks.”", "Warden Hugo Pell"),
    ("The warden, Hugo Pell, did not dispute it: “We do what we can.”", "Hugo Pell"),
    ("Warden Hugo Pell’s answer was short: “We do what we can.”", "Warden Hugo Pell"),
    ("Warden Hugo Pell gave this explanation: “The pipes burst in May.”", "Warden Hugo Pell"),
    ("In the words of Warden Hugo Pell, “The pipes burst in May.”", "Warden Hugo Pell"),
    ("Said Warden Hugo Pell: “The pipes burst in May.”", "Warden Hugo Pell"),
    ("According to the complaint, Warden Hugo Pell told an associate, “Hide the logs.”", "Warden Hugo Pell"),
]

ANTECEDENTS = [
    # (text whose last quotation is asked for, its speaker, why)
    ("Warden Hugo Pell sat. The mother of one boy, who gave no name, rose. “I counted,” she said.", None, "an unnamed subject"),
    ("Warden Hugo Pell sat. His deputy rose. “I counted,” she said.", None, "a subject that `his` opens"),
    ("Warden Hugo Pell sat. One of the guards rose. “I counted,” he said.", None, "one of several"),
    ("Warden Hugo Pell sat. Pell’s wife, Rita, rose. “I counted,” she said.", None, "not whose wife she is"),
    ("Warden Hugo Pell sat. The prison’s doctor, Dr. Amy Lund, rose. “I counted,” she said.", "Dr. Amy Lund", "an apposition"),
    ("Dr. Amy Lund sat. In a note that Warden Hugo Pell kept, she wrote: “I counted.”", "Dr. Amy Lund", "a relative clause"),
    ("In a note that Warden Hugo Pell kept, Dr. Amy Lund was plain. “I counted,” she wrote.", "Dr. Amy Lund", "and in front"),
    ("When Warden Hugo Pell testified, he said: “I counted twice.”", "Warden Hugo Pell", "the subject of a clause of time"),
    ("Dr. Amy Lund sat. She had met Warden Hugo Pell once. “I counted,” she said.", "Dr. Amy Lund", "`she` opens the sentence"),
    ("A clerk in Cedar Falls rose. “I counted,” a clerk in Cedar Falls said.", None, "a place is nobody"),
    (
        "Dr. Amy Lund spoke at Austin, Texas, and in South Dakota. “I was told.” She added: “I counted.”",
        "Dr. Amy Lund",
        "a state",
    ),
    (f"{HARBOR} The defendant wept. “I meant to stop,” he said.", "Otto B. Marsh", "the one who pleaded"),
    (f"{HARBOR} “I meant to stop,” the defendant told Judge Amy Lund.", "Otto B. Marsh", "and by that word alone"),
    ("Otto Marsh and Rita Marsh were sentenced. “I meant to stop,” the defendant said.", None, "either of two"),
    (
        f"{HARBOR} Assistant U.S. Attorney Bo Lind tried it. “It ends,” the U.S. Attorney said.",
        "U.S. Attorney Ida Krall",
        "whole title",
    ),
    ("Assistant U.S. Attorney Bo Lind tried it. “It ends,” the U.S. Attorney said.", None, "no assistant is called so"),
    ("Rosa Vick, 61, a retired welder, came. “I built it,” the welder said.", "Rosa Vick", "called so in an apposition"),
    (
        "Judge Amy Lund and Judge Bo Lind sat. It was late.\nJudge Bo Lind was blunt. “It ends,” the judge said.",
        "Judge Bo Lind",
        "near",
    ),
    ("Ms. Lena Moss says that a clerk told her, “Not here.”", None, "she is the one told"),
    ("Ms. Lena Moss said her son was told: “Not here.”", None, "by whom is not said"),
    ("Ms. Lena Moss said when asked: “Not here.”", "Ms. Lena Moss", "she is the one who speaks"),
    ("The view was stated by Warden Hugo Pell: “It ends.”", "Warden Hugo Pell", "by whom"),
    ("Resident 14 told us, “It ends.”", None, "a number is no name"),
    ("“I sold it,” one wrote. “I bought it,” wrote another.", None, "another is somebody else"),
]

NO_STATEMENTS = [
    pytest.param(
        "The report describes the delay as “immaterial.” The board called it a “fishing expedition,” a term of art.", id="scare"
    ),
    pytest.param("“Company” means Acme Corp. and the Public Safety Partnership (“PSP”) is new.", id="defined terms"),
    pytest.param(
        "The assurance that Sheriff Ray Poe signed on May 1 reads: “The applicant will keep records.”", id="an assurance"
    ),
    pytest.param("The regulation states: “No person shall be excluded.”", id="a rule"),
    pytest.param("As the Supreme Court said, “Isolation is discrimination.”", id="a court"),
    pytest.param("“We take safety seriously,” the company said.", id="a company"),
    pytest.param("The U.S. Attorney’s Office for the District of Maine said, “We don’t comment.”", id="an office"),
    pytest.param("Each e-mail in which Mr. Augie Hale used the words “buy,” “sell,” or “hold.”", id="words used"),
    pytest.param("His e-mail, titled “Stay the Course,” Smith told staff, was deleted.", id="a title"),
    pytest.param("The sign at the door read, “No walk-ins.” Nobody complained.", id="a sign"),
    pytest.param("U.S. Attorney Ada Roe said the scheme was “quite large,” and “cruel.”", id="phrases within a sentence"),
    pytest.param("As you wrote in your letter of May 1: “The county has no records.”", id="the reader’s letter"),
    pytest.param("You asked for “any and all records of the meeting held in May.”", id="what was requested"),
    pytest.param("An e-mail from Chief Low to staff said: “Do not log calls.”", id="a paper that somebody sent"),
    pytest.param("The statute defines “employee” as “any person who works for wages and is paid weekly.”", id="a definition"),
    pytest.param(
        "Sheriff Ray Poe agreed that the policy, which says that “officers shall log every single call,” is old.",
        id="inner clause",
    ),
    pytest.param(
        "Warden Hugo Pell taped up a sign. “No visitors may stay after nine.” That is how Pell ran it.", id="a rule behind"
    ),
    pytest.param("The rule is short. “Nobody may stay after nine.” That is what the manual says.", id="what a paper says"),
    pytest.param("A guard read the rule aloud. “Nobody may stay after nine o’clock.”", id="read from a paper"),
    pytest.param("Marsh advertised in papers. “We buy your home in a day.”", id="an advertisement"),
    pytest.param("Mr. Marsh wore a cap with these words: “We Buy Homes.”", id="a slogan"),
    pytest.param("“You may eat,” one boy was told.", id="who is told does not speak"),
    pytest.param("The county’s answer was short. “We have no records.”", id="a body’s answer"),
    pytest.param("The Washington Post reported, “Crime is down.”", id="a newspaper"),
    pytest.param('Agents found a sign 12" by 9" and a box 5" deep, U.S. Attorney Ada Roe said.', id="inches"),
    pytest.param(
        "The plan reaches every “covered flare,” a term that Director Jo Bell said was new.", id="a term before a verb of speech"
    ),
]


@pytest.mark.parametrize(("paragraphs", "expected"), STATEMENTS)
def test_statements(paragraphs: list[str], expected: list[tuple[str | None, str]]) -> None:
    found = quotations.extract(doc(*paragraphs))
    assert [(f.value["speaker"], f.value["text"]) for f in found] == expected


@pytest.mark.parametrize(("text", "speaker"), BEHIND)
def test_speakers_named_behind(text: str, speaker: str | None) -> None:
    (found,) = quotations.extract(doc(text))
    assert (found.value["speaker"], str(found.value["text"]).rstrip(",.")) == (speaker, "I slept on the stairs")


@pytest.mark.parametrize(("text", "speaker"), AHEAD)
def test_speakers_named_in_the_sentence_ahead(text: str, speaker: str | None) -> None:
    assert [found.value["speaker"] for found in quotations.extract(doc(text))] == [speaker]


@pytest.mark.parametrize(("text", "speaker", "why"), ANTECEDENTS)
def test_whom_the_words_mean(text: str, speaker: str | None, why: str) -> None:
    found = quotations.extract(doc(*text.split("\n")))
    assert (found[-1].value["speaker"] if found else "nobody") == speaker, why


@pytest.mark.parametrize("text", NO_STATEMENTS)
def test_no_statement(text: str) -> None:
    assert quotations.extract(doc(text)) == []


@pytest.mark.parametrize("marks", ['“Yes,""""""”', "“”", "“ ”", '“"”', '"" ""'])
def test_marks_that_hold_no_word_are_no_statement(marks: str) -> None:
    found = quotations.extract(doc(f"{marks} said Attorney General Ann Poe of the Office of Justice Programs."))
    assert all(finding.value["text"].strip() for finding in found)
    assert quoted_passages("He wrote “ ” and “…”.", 0, 20) == []


def test_evidence_runs_from_the_first_mark_to_the_last() -> None:
    made = doc("He left. “A lock,” said Chief Ann Low. “A cure.” It ended.")
    (found,) = quotations.extract(made)
    assert made.text[found.start : found.end] == "“A lock,” said Chief Ann Low. “A cure.”"


def test_a_lost_closing_mark_is_a_doubt() -> None:
    (found,) = quotations.extract(doc("Chief Ann Low said: “We log every call.", "The county agreed."))
    assert found.value["text"] == "We log every call."
    assert [doubt.code for doubt in found.doubts] == ["quotation-unclosed"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“a” and ”b“", ["a", "b"]),  # the second pair is turned round
        ('"a" and "b"', ["a", "b"]),
        ("``a'' then “b”", ["a", "b"]),  # typewriter marks
        ("“a, “ said he", ["a, "]),  # an opening mark where one closes
        ("“a “b” c”", ["a “b” c"]),  # the outer one counts
        ("“a, said he. “b.”", ["b."]),  # the first has lost its end
        ("“a goes on", ["a goes on"]),
        ('a 5" pipe', []),
    ],
)
def test_marks(text: str, expected: list[str]) -> None:
    assert [text[slice(*q.inner)] for q in quoted_passages(text, 0, len(text))] == expected


@given(st.text(alphabet="ab ,.“”\"'‘’", max_size=60))
def test_passages_are_in_order_and_apart(text: str) -> None:
    passages = quoted_passages(text, 0, len(text))
    bounds = [offset for q in passages for offset in (q.start, *q.inner, q.end)]
    assert bounds == sorted(bounds)
    assert all(0 <= offset <= len(text) for offset in bounds)


@given(
    st.lists(
        st.sampled_from(["“We won,”", "said", "Chief Ann Low", ".", "“We lost.”", "she said", ":", "\n", "the rule"]), max_size=14
    )
)
def test_statements_are_within_the_text(pieces: list[str]) -> None:
    made = doc(" ".join(pieces) or "x")
    for found in quotations.extract(made):
        assert made.text[found.start] == "“"
        assert 0 <= found.start < found.end <= len(made.text)


RELEASE = (
    "FOR IMMEDIATE RELEASE",
    "TUESDAY, MAY 3, 2011",
    "WASHINGTON – The Department of Justice today announced a settlement with two towns, Assistant Attorney General Maria Sol said.",
)
GIVEN = [
    (
        [
            "Dale pleaded guilty today.",
            "Asked outside whether it was worth it, Dale’s lawyer, Ann Poe, said only: “He is sorry. That is all.”",
        ],
        [("Ann Poe", "He is sorry. That is all.")],
    ),
    (
        [
            "Dale Roe ran the mill.",
            "Told of the verdict, Mr. Roe’s partner, Bo Low, wrote to the paper: “We ran it well for nine years.”",
        ],
        [("Bo Low", "We ran it well for nine years.")],
    ),
    (
        ["We also recall that Dean Ann Poe wrote to her staff on May 3, 2023, that “the essay will now do the work of the box.”"],
        [("Dean Ann Poe", "the essay will now do the work of the box.")],
    ),
    (
        ["We note that Sheriff Bo Low told the board on June 6, 2011, that “no bed has been empty since the fire.”"],
        [("Sheriff Bo Low", "no bed has been empty since the fire.")],
    ),
    (
        ["“Patients pay the price when equipment disappears,” tweeted U.S. Attorney Beatriz Okafor."],
        [("U.S. Attorney Beatriz Okafor", "Patients pay the price when equipment disappears,")],
    ),
    (
        ["“Nobody misses a pump until it is gone,” quipped Sheriff Ana Ruiz."],
        [("Sheriff Ana Ruiz", "Nobody misses a pump until it is gone,")],
    ),
    (
        ["“The towns kept two sets of books,” claims Inspector General Ada Lund."],
        [("Inspector General Ada Lund", "The towns kept two sets of books,")],
    ),
    (
        ["“The towns kept two sets of books,” Inspector General Ada Lund alleged."],
        [("Inspector General Ada Lund", "The towns kept two sets of books,")],
    ),
    (["“We will not wait for them,” posted Mayor Jo Day on social media."], [("Mayor Jo Day", "We will not wait for them,")]),
    (["“We will not wait for them,” Mayor Jo Day posted on Facebook."], [("Mayor Jo Day", "We will not wait for them,")]),
    (["“We will not wait for them,” retweeted Chief Ed Low."], [("Chief Ed Low", "We will not wait for them,")]),
    (["“We will not wait for them,” grumbled Chief Ed Low."], [("Chief Ed Low", "We will not wait for them,")]),
    (["“We will not wait for them,” spokesman Carl Roe said."], [("Carl Roe", "We will not wait for them,")]),
    (["“We will not wait for them,” said FBI spokeswoman Dana Pell."], [("Dana Pell", "We will not wait for them,")]),
    (
        ["“We will not wait for them,” said EPA Region 4 Administrator Mary Walker."],
        [("EPA Region 4 Administrator Mary Walker", "We will not wait for them,")],
    ),
    (
        ["“We will not wait for them,” U.S. Attorney Ann Foss will say."],
        [("U.S. Attorney Ann Foss", "We will not wait for them,")],
    ),
    (
        ["U.S. Attorney Ann Foss will say that “we will not wait for them any longer.”"],
        [("U.S. Attorney Ann Foss", "we will not wait for them any longer.")],
    ),
    (
        ["U.S. Attorney Ann Foss called the plan “a fair bargain for the towns.”"],
        [("U.S. Attorney Ann Foss", "a fair bargain for the towns.")],
    ),
    (
        ["Sheriff Ana Ruiz described the jail as “a place where nobody sleeps.”"],
        [("Sheriff Ana Ruiz", "a place where nobody sleeps.")],
    ),
    (
        ["According to Sheriff Ana Ruiz, the jail is “a place where nobody sleeps.”"],
        [("Sheriff Ana Ruiz", "a place where nobody sleeps.")],
    ),
    (
        ["Sheriff Ana Ruiz said the jail was “too small for its men” and “a place where nobody sleeps.”"],
        [("Sheriff Ana Ruiz", "too small for its men"), ("Sheriff Ana Ruiz", "a place where nobody sleeps.")],
    ),
    (
        ["“The first thing is money.", "“The second thing is time,” said U.S. Attorney Ann Foss."],
        [("U.S. Attorney Ann Foss", "The first thing is money.\nThe second thing is time,")],
    ),
    (
        ["“The first thing is money.”", "“The second thing is time.”", "“The third thing is luck,” said U.S. Attorney Ann Foss."],
        [("U.S. Attorney Ann Foss", "The first thing is money.\nThe second thing is time.\nThe third thing is luck,")],
    ),
    (["The city’s “Safe Streets for All Program” began in May."], []),
    (["The firm called the fund “petty cash.”"], []),
    (["“We will not wait for them,” said the Civil Rights Division."], []),
    (["“We will not wait for them,” said the Department of Justice."], []),
    (
        ["Sergeant Ray Poe wrote that the man “would not comply with any orders given.”"],
        [("Sergeant Ray Poe", "would not comply with any orders given.")],
    ),
]
GIVEN += [
    # no verb of speech: whom the sentence tells of, where its words close it
    (
        ["Sheriff Ana Ruiz of the Lake County Board thanked the towns, “without whom there would be no case.”"],
        [("Sheriff Ana Ruiz", "without whom there would be no case.")],
    ),
    (["Mayor Jo Day saluted the agents, “who never stopped reading.”"], [("Mayor Jo Day", "who never stopped reading.")]),
    (["In May, Mayor Jo Day faulted the county for “years of looking away.”"], [("Mayor Jo Day", "years of looking away.")]),
    (
        ["Mayor Jo Day described the change this way: “By noon there were forty people here.”"],
        [("Mayor Jo Day", "By noon there were forty people here.")],
    ),
    (["Mayor Jo Day put the case as follows: “A river is no drain.”"], [("Mayor Jo Day", "A river is no drain.")]),
    (
        ["In court, Sheriff Ana Ruiz said she “wanted the wolves gone at once” and that “nobody ever asked me why.”"],
        [("Sheriff Ana Ruiz", "wanted the wolves gone at once"), ("Sheriff Ana Ruiz", "nobody ever asked me why.")],
    ),
    # what closes a sentence may be a law's words, a label's or anybody's
    (["Mr. Ed Low pleaded guilty to one count of “conspiracy to commit fraud.”"], []),
    (["Mr. Ed Low was sentenced for “a scheme to defraud the old.”"], []),
    (["Mr. Ed Low broke the rule against “any contact with a witness.”"], []),
    (["Mr. Ed Low bought a truck, “a wreck with no brakes.”"], []),
    (["Mr. Ed Low sold a drug that the label called “safe for use by children.”"], []),
    (["Mr. Ed Low opened a program that is known as “a new start for towns.”"], []),
    (["Mr. Ed Low painted the door red with “no visitors after nine tonight” on it."], []),
    (["The town thanked its agents, “without whom there would be no case.”"], []),
]


@pytest.mark.parametrize(("paragraphs", "expected"), GIVEN, ids=lambda v: str(v)[:60])
def test_whoever_the_sentence_gives_it_to(paragraphs: list[str], expected: list[tuple[str | None, str]]) -> None:
    found = quotations.extract(doc(*RELEASE, *paragraphs, "###"))
    assert [(f.value["speaker"], f.value["text"]) for f in found] == expected
