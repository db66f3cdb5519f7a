"""Heads of releases: what is the headline, what is the office, what is the page around them."""

from __future__ import annotations

import pytest

from extractors.fields import contacts, date, dateline, issuer, quotations, release_number, subject, title
from extractors.structure.parts import read_parts
from pipeline.doubt.gaps import gaps
from tests.builders import doc, typeset

BODY = "A clerk of the county was sentenced today in federal court to three years in prison for the theft of public money, the office said."


def head(drawing: str) -> dict[str, object]:
    """What the head of a release with this page says."""
    read = typeset(drawing)
    found = {key: module.extract(read) for key, module in {"title": title, "dateline": dateline, "date": date}.items()}
    office = issuer.extract(read)
    values: dict[str, object] = {key: finding[0].value["value"] for key, finding in found.items() if finding}
    return values | ({"component": office[0].value["component"]} if office else {})


@pytest.mark.parametrize(
    ("line", "component"),
    [
        pytest.param("Antitrust Division Releases Guidance on Mergers", None, id="a division that does something"),
        pytest.param("U.S. Attorney’s Office Recovers $2 Million", None, id="a sum"),
        pytest.param("Office on Violence Against Women Opens New Grants", None, id="an office that does something"),
        pytest.param("U.S. Marshals Service Arrests Two", None, id="a service"),
        pytest.param("Bureau of Prisons to Close Camp in Dover", None, id="what it will do"),
    ],
)
def test_a_headline_may_begin_with_the_name_of_an_office(line: str, component: str | None) -> None:
    found = head(f"FOR IMMEDIATE RELEASE\nMonday, May 6, 2019\n\n{line}\n\nDOVER, Del. - {BODY}")
    assert found["title"] == line
    assert found.get("component") == component


@pytest.mark.parametrize(
    "office",
    [
        "Office of Public Affairs",
        "U.S. Attorney’s Office, Western District of Texas",
        "Executive Office for United States Trustees",
        "Bureau of Alcohol, Tobacco, Firearms and Explosives",
        "Civil Rights Division",
        "Office of Community Oriented Policing Services",
    ],
)
def test_a_line_that_only_names_an_office_is_no_headline(office: str) -> None:
    found = head(f"Press Release\n\nClerk Sentenced for Theft\n\nFor Immediate Release\n{office}\n\nDOVER, Del. - {BODY}")
    assert (found["title"], found["component"]) == ("Clerk Sentenced for Theft", office)


@pytest.mark.parametrize(
    "chrome",
    [
        "Skip to main content",
        "News and Press Releases",
        "Share",
        "Print this page",
        "Newsroom",
        "Share on Facebook",
        "Archived Content",
    ],
)
def test_the_page_around_an_article_is_no_headline(chrome: str) -> None:
    found = head(f"{chrome}\n\nPRESS RELEASE\n\nClerk Sentenced for Theft\n\nDOVER, Del. - {BODY}")
    assert found["title"] == "Clerk Sentenced for Theft"


@pytest.mark.parametrize("sign", ["»", "›", ">"])
def test_the_crumbs_of_a_page_are_no_office(sign: str) -> None:
    found = head(
        f"U.S. Attorneys {sign} District of Delaware {sign} Cases\n\nUnited States Attorney’s Office\n\nFOR IMMEDIATE RELEASE\n\n"
        f"Clerk Sentenced for Theft\n\nDOVER, Del. - {BODY}"
    )
    assert found["component"] == "United States Attorney’s Office"


def test_the_name_of_the_attorney_above_the_headline_is_none() -> None:
    found = head(
        "NEWS RELEASE\nUNITED STATES ATTORNEY\nRUTH T. HALE\nDISTRICT OF DELAWARE\n\n"
        f"DOVER CLERK SENTENCED IN\nTHEFT OF COUNTY MONEY\n\nDOVER, Del. - {BODY}"
    )
    assert found["title"] == "DOVER CLERK SENTENCED IN THEFT OF COUNTY MONEY"
    assert found["component"] == "UNITED STATES ATTORNEY DISTRICT OF DELAWARE"


def test_a_headline_that_looks_like_a_name_is_one_where_there_is_no_other() -> None:
    assert (
        head(f"FOR IMMEDIATE RELEASE\n\nU.S. Attorney Charges Clerk\n\nDover - {BODY}")["title"] == "U.S. Attorney Charges Clerk"
    )


@pytest.mark.parametrize(
    ("opening", "place"),
    [
        ("Dover – The", "Dover"),
        ("Falls Church, Va. — The", "Falls Church, Va."),
        ("San Juan - U.S. Attorney", "San Juan"),
        ("DOVER, Del. - The", "DOVER, Del."),
        ("Smith – who", None),
        ("WASHINGTON The", "WASHINGTON"),  # a copy that has lost its dash
        ("WASHINGTONThe", "WASHINGTON"),
        ("WASHINGTON, D.C. A", "WASHINGTON, D.C."),
        ("FALLS CHURCH, Virginia An", "FALLS CHURCH, Virginia"),
        ("DOVER, Del. a Ann", "DOVER, Del."),
        ("FBI Director", None),
        ("DOVER The", None),
    ],
)
def test_datelines(opening: str, place: str | None) -> None:
    found = head(f"FOR IMMEDIATE RELEASE\n\nClerk Sentenced for Theft\n\n{opening} {BODY[2:]}")
    assert found.get("dateline") == place


def test_a_first_paragraph_may_be_short() -> None:
    found = head(
        "FOR IMMEDIATE RELEASE\n\nClerk Sentenced\nin Dover\n\nA clerk was sentenced today in the court at Dover for theft.\n\nMore follows."
    )
    assert found["title"] == "Clerk Sentenced in Dover"


COLLECTED = (
    "Tittle: #08-412: 05-06-08 Clerk Sentenced for Theft",
    "Link: https://www.justice.gov/opa/pr/clerk",
    "Date: 200856",
    BODY,
)


def test_the_head_of_a_collection_is_read_as_what_it_says() -> None:
    read = doc(*COLLECTED)
    assert read_parts(read).kind == "press_release"
    assert [f.value["value"] for m in (title, date, release_number) for f in m.extract(read)] == [
        "Clerk Sentenced for Theft",
        "2008-05-06",
        "08-412",
    ]
    assert contacts.extract(read) == [], "the link says where the collector found it"


@pytest.mark.parametrize(
    ("lines", "kind", "expected"),
    [
        pytest.param(("Title:", "Clerk Sentenced", "for Theft", "Url: https://x.gov/pr/1"), "press_release", "Clerk Sentenced for Theft", id="wrapped"),
        pytest.param(("Headline: Clerk Sentenced", "Published: 2019-05-06"), "press_release", "Clerk Sentenced", id="other labels"),
        pytest.param(("Title: Clerk Sentenced Link:", "https://x.gov/pr/1", "Date: 20190506"), "press_release", "Clerk Sentenced", id="label at the end"),
        pytest.param(("Title: Ruth Hale Delivers Remarks", "Link: https://x.gov/speech/1"), "other", "Ruth Hale Delivers Remarks", id="a speech"),
        pytest.param(("Title: Clerk Sentenced | OPA | Department of Justice", "Date: May 6, 2019"), "press_release", "Clerk Sentenced", id="the site's name"),
    ],
)  # fmt: skip
def test_heads_of_collections(lines: tuple[str, ...], kind: str, expected: str) -> None:
    read = doc(*lines, f"DOVER, Del. - {BODY}")
    assert read_parts(read).kind == kind
    assert title.extract(read)[0].value["value"] == expected


@pytest.mark.parametrize(
    ("printed", "iso"),
    [
        ("20190506", "2019-05-06"),
        ("2019506", None),  # day and month without zeros, or not: not sure
        ("201956", "2019-05-06"),
        ("2019822", "2019-08-22"),
        ("2019118", None),  # January 18 or November 8
        ("2019-05-06", "2019-05-06"),
        ("May 6, 2019", "2019-05-06"),
    ],
)
def test_dates_of_collections(printed: str, iso: str | None) -> None:
    found = date.extract(doc("Title: Clerk Sentenced", f"Date: {printed}", f"DOVER, Del. - {BODY}"))
    assert (found[0].value["value"] if found else None) == iso


def test_a_date_that_can_be_two_days_is_asked_for_whatever_the_document_is() -> None:
    speech = "Link: https://x.gov/opa/speech/1"
    for printed, expected in (("2019118", ["missing-date"]), ("2019822", [])):
        read = doc("Title: Ruth Hale Delivers Remarks", speech, f"Date: {printed}", BODY)
        found = date.extract(read)
        assert [gap.code for gap in gaps(read_parts(read), {"$.date": found[0]} if found else {})] == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(["Dover Keeps Its Day", BODY, f"{BODY} (posted 9/28/04)", "Go to: Main Page"], "2004-09-28", id="an article's last words"),
        pytest.param(["Dover Keeps Its Day", BODY, f"{BODY} It was posted 9/28/04."], None, id="a day in its text"),
        pytest.param(["May 6, 2011", "Clerk Sentenced", "May 4, 2011", "Clerk Tried", "May 2, 2011", "Clerk Charged"], None, id="a list of releases"),
        pytest.param(["May 6, 2011", "Clerk Sentenced", BODY], "2011-05-06", id="one day"),
    ],
)  # fmt: skip
def test_the_day_of_what_is_no_release(lines: list[str], expected: str | None) -> None:
    assert next((f.value["value"] for f in date.extract(doc(*lines))), None) == expected


@pytest.mark.parametrize(
    ("lines", "component"),
    [
        pytest.param(["U.S. DEPARTMENT OF JUSTICE", "Press Conference", "THE HONORABLE ANN POE", "Monday, May 6, 2019"], None, id="what kind of event it is"),
        pytest.param(["U.S. DEPARTMENT OF JUSTICE", "Tax Division", "Press Conference", "Monday, May 6, 2019"], "Tax Division", id="an office"),
        pytest.param(["ARCHIVED To Contents", "National Drug Intelligence Center", "Threats of 2005", "May 2005"], "National Drug Intelligence Center", id="a centre"),
    ],
)  # fmt: skip
def test_the_office_of_what_is_no_release(lines: list[str], component: str | None) -> None:
    found = issuer.extract(
        doc(*lines, "MS. POE: Good morning.", "QUESTION: Good morning.", "MS. POE: It is.", "QUESTION: It was.", BODY)
    )
    assert next((f.value["component"] for f in found), None) == component
    assert all(f.value["address"] is None for f in found)


def test_a_fact_sheet_with_a_releases_number_is_a_release() -> None:
    read = doc(
        "FRIDAY, MAY 16, 2003", "(202) 555-0100", "FACT SHEET", "OPERATION CLERK: WHAT IT DID", "What Was Done:", BODY, "###", "03-302"
    )  # fmt: skip
    assert [f.value["value"] for m in (title, release_number) for f in m.extract(read)] == [
        "OPERATION CLERK: WHAT IT DID",
        "03-302",
    ]
    other = doc("MAY 16, 2003", "WHAT CLERKS DID", BODY, "###", "03-302")
    assert read_parts(other).kind == "press_release", "the number below the end mark alone"
    assert read_parts(doc("MAY 16, 2003", "WHAT CLERKS DID", BODY, "###")).kind == "other"


def test_the_topics_that_a_page_offers_are_no_subject() -> None:
    assert subject.extract(doc("Subject: Arson | Bank Fraud | Tax | Theft", "Press Contact: Ann Poe", BODY)) == []
    assert subject.extract(doc("MEMORANDUM", "Subject: Arson | Theft", BODY))


PASTED = BODY * 6  # a paragraph that no page has cut into lines


@pytest.mark.parametrize(
    ("below", "body", "expected"),
    [
        pytest.param("Two Others Fined in the Same Case", PASTED, "Clerk of Dover Sentenced for Theft", id="a sub-headline, where lines are whole"),
        pytest.param("of the Town’s Money", PASTED, "Clerk of Dover Sentenced for Theft of the Town’s Money", id="what takes it up"),
        pytest.param("From the Town", f"{BODY}", "Clerk of Dover Sentenced for Theft From the Town", id="a line cut by the page"),
    ],
)  # fmt: skip
def test_a_line_below_the_headline(below: str, body: str, expected: str) -> None:
    assert (
        head(f"FOR IMMEDIATE RELEASE\n\nClerk of Dover Sentenced for Theft\n{below}\n\nDOVER, Del. - {body}")["title"] == expected
    )


@pytest.mark.parametrize(
    ("lines", "component"),
    [
        pytest.param("U.S. Attorneys » News\n\nSHARE\n\nDepartment of Justice\nU.S. Attorney’s Office\nDistrict of Utah", "U.S. Attorney’s Office District of Utah", id="a button of the page is no code"),
        pytest.param("Marshals Service\nPress Release\n\nU.S. Department of Justice\nMarshals Service\nTactical Operations Division", "Marshals Service Tactical Operations Division", id="an office within an office, below the Department"),
        pytest.param("Department of Justice\nTax Division\n\nUnited States Attorney Inés Peña-Poe", "Tax Division", id="a person is no office"),
        pytest.param("Department of Justice\nOffice of Justice Programs\nBureau of Justice Assistance", "Office of Justice Programs Bureau of Justice Assistance", id="a bureau"),
    ],
)  # fmt: skip
def test_offices_of_a_head(lines: str, component: str) -> None:
    found = head(f"{lines}\n\nFOR IMMEDIATE RELEASE\n\nClerk Sentenced for Theft\n\nDOVER, Del. - {BODY}")
    assert found["component"] == component


def test_the_crumb_above_a_headline_may_say_it_already() -> None:
    found = head(f"News > Clerk of Dover Sentenced\n\nClerk of Dover Sentenced\n\nFOR IMMEDIATE RELEASE\n\nDOVER, Del. - {BODY}")
    assert found["title"] == "Clerk of Dover Sentenced"


def test_what_a_statement_is_about_is_text_and_not_head() -> None:
    read = doc(
        "FOR IMMEDIATE RELEASE",
        "Statement of Mayor Ann Poe on the Arrest of Bo Roe in Dover",
        "Mayor Ann Poe today issued the following statement on the arrest of Bo Roe and Cy Low:",
        "“They took what nobody can give back, and every officer of this town knew it.",
        "“We owe them more than words.”",
    )
    said = "They took what nobody can give back, and every officer of this town knew it.\nWe owe them more than words."
    assert [f.value for f in quotations.extract(read)] == [{"speaker": "Mayor Ann Poe", "text": said}]


def test_a_page_with_an_office_a_day_and_a_dateline_is_a_release() -> None:
    lines = ["Clerk of Dover Pleads Guilty", "U.S. Attorney’s Office", "District of Delaware", "(302) 555-0100", "April 9, 2014"]
    text = "DOVER—A clerk pleaded guilty today in the U.S. District Court to taking the town’s money."
    assert read_parts(doc(*lines, text)).kind == "press_release"
    assert read_parts(doc(*lines[:1], *lines[3:], text)).kind == "other", "nobody’s office"


def test_a_release_in_spanish() -> None:
    read = doc(
        "Departamento de Justicia",
        "Fiscalía Federal",
        "Distrito de Puerto Rico",
        "PARA DIVULGACIÓN INMEDIATA",
        "Jueves, 12 de marzo de 2020",
        "Acusan a un contador por robo",
        "PONCE, Puerto Rico – Un gran jurado acusó a un contador de la ciudad por robo de fondos, anunció hoy Ana Ruiz, Fiscal Federal.",
        "“El pueblo pagó por ello”, dijo la fiscal federal Ruiz. “Ya no.”",
        "“Así fue”, señaló el Director Raúl Vega.",
    )
    read_values = [f.value["value"] for m in (date, title, dateline) for f in m.extract(read)]
    assert read_values == ["2020-03-12", "Acusan a un contador por robo", "PONCE, Puerto Rico"]
    assert date.extract(read)[0].doubts == (), "the weekday fits"
    assert issuer.extract(read)[0].value["component"] == "Fiscalía Federal Distrito de Puerto Rico"
    assert [f.value["speaker"] for f in quotations.extract(read)] == ["Ana Ruiz", "Director Raúl Vega"]


NEW_YORK = """
                          United States Attorney
                        Southern District of New York

FOR IMMEDIATE RELEASE                        CONTACT:   U.S. ATTORNEY'S OFFICE
MARCH 5, 2008                                           RUTH HALE,
                                                        MARY ANN MULLEN-POE
                                                        PUBLIC INFORMATION OFFICE

                                                        FBI
                                                        JIM LOW
                                                        PUBLIC INFORMATION OFFICE

             CLERK SENTENCED FOR TAKING MONEY OF
                 ELDERLY NEIGHBORS
"""
NEWARK = """
NEWS
United States Department of Justice
U.S. Attorney, District of New Jersey
970 Broad Street, Seventh Floor
Newark, New Jersey 07102

Ann J. Poe, U.S. Attorney

More Information? Call the Assistant U.S. Attorney or other contact listed below to see if more is known of this case.
The news of this office are posted at our website, where each of its cases of last month and of this one can be found.

Assistant U.S. Attorneys:                                             form0524
RUTH HALE                                                             FOR IMMEDIATE RELEASE
973-555-0198                                                          May 24, 2006

        Former Clerk Admits Taking $14,000 in Bribes
                        (More)
"""


@pytest.mark.parametrize(
    ("drawing", "expected"),
    [
        pytest.param(NEW_YORK, ("CLERK SENTENCED FOR TAKING MONEY OF ELDERLY NEIGHBORS", "United States Attorney Southern District of New York", "2008-03-05"), id="whom to call stands in a column beside, another agency below"),
        pytest.param(NEWARK, ("Former Clerk Admits Taking $14,000 in Bribes", "U.S. Attorney, District of New Jersey", "2006-05-24"), id="an address, a notice in sentences, and what looks like a greeting above"),
    ],
)  # fmt: skip
def test_heads_of_attorneys_offices(drawing: str, expected: tuple[str, str, str]) -> None:
    found = head(f"{drawing}\n\n     DOVER, Del. - {BODY}")
    assert (found["title"], found["component"], found["date"]) == expected


@pytest.mark.parametrize(
    "line",
    [
        "FOR PLANNING PURPOSES ONLY",
        "Contact:\nDeputy U.S. Marshal Bo Poe, Eastern District of Ohio",
        "Ann Poe, United States Attorney",
        "Office of Community Oriented Policing Services (COPS)",
        "650 Poydras Street, Suite 1600",
    ],
)
def test_lines_above_a_headline_that_are_none(line: str) -> None:
    assert (
        head(f"FOR IMMEDIATE RELEASE\n{line}\n\nClerk Sentenced for Theft\n\nDOVER, Del. - {BODY}")["title"]
        == "Clerk Sentenced for Theft"
    )


@pytest.mark.parametrize(
    ("head_lines", "component"),
    [
        ("Department of Justice\nTax Division (TAX)\n\nFOR IMMEDIATE RELEASE", "Tax Division (TAX)"),
        ("FOR IMMEDIATE RELEASE\nTAX\n(202) 555-0100", "TAX"),
        ("Executive Office for United States Trustees\nOffice of the Director\n\nFOR IMMEDIATE RELEASE", "Executive Office for United States Trustees"),
    ],
)  # fmt: skip
def test_the_office_with_its_short_form(head_lines: str, component: str) -> None:
    assert head(f"{head_lines}\n\nClerk Sentenced for Theft\n\nDOVER, Del. - {BODY}")["component"] == component


def test_a_form_with_a_title_is_no_collection() -> None:
    assert read_parts(doc("Title: Mayor", "Dear Ms. Poe:", "Thank you.", "Sincerely,", "Bo Roe")).corpus_head.length == 0


@pytest.mark.parametrize(
    "chrome",
    [
        pytest.param("Home / What We Do / News / Press Releases", id="crumbs"),
        pytest.param("Home • Dover • Press Releases • 2012 • Clerk Sentenced", id="crumbs with dots"),
        pytest.param("FBI Home Page Banner", id="a picture"),
        pytest.param("Department of Justice Seal Department of Justice", id="a seal, and its word"),
        pytest.param("The United States Department of Justice Department of Justice Seal Search", id="a row of them"),
        pytest.param("Link to United States Department of Justice Home Page", id="a link"),
        pytest.param("FBI — Clerk of Dover Sentenced for Theft of Money\n\nHome • Dover • Press Releases", id="above crumbs"),
        pytest.param("Search the Site\nHome » Briefing Room » Justice News", id="both"),
        pytest.param("Official websites use .gov\nSecure .gov websites use HTTPS", id="what a banner says of the site"),
        pytest.param("ADVANCE FOR RELEASE AT 9:00 A.M. EDT", id="a notice"),
        pytest.param("Media Contact: Ann Poe of Dover", id="who is asked"),
    ],
)
def test_crumbs_and_pictures_are_no_headline(chrome: str) -> None:
    found = head(f"{chrome}\n\nFor Immediate Release\n\nClerk of Dover Sentenced for Theft\n\nDOVER, Del. - {BODY}")
    assert found["title"] == "Clerk of Dover Sentenced for Theft"


@pytest.mark.parametrize(
    "headline",
    [
        "Justice Department Sues Two / Three Banks",
        "Man Sold Seals of the Department of Justice",
        "Banner Bank Pays $2 Million",
        "What: The Case of the Dover Clerk",
        "Media Contact Sold Seals",
    ],
)
def test_a_headline_that_speaks_of_pictures_or_has_a_stroke_is_one(headline: str) -> None:
    assert head(f"For Immediate Release\n\n{headline}\n\nDOVER, Del. - {BODY}")["title"] == headline


def test_the_district_under_its_attorney_is_no_link_and_the_office_below_the_notice_is_the_issuer() -> None:
    menu = (
        "Skip to main content\nSearch\nNews\nContact us\n\nUnited States Attorney's Office\nDistrict of Delaware\n\nPRESS RELEASE"
    )
    page = "{menu}\n\nClerk Sentenced for Theft\n\nFor Immediate Release\n{own}\n\nDOVER, Del. - {body}"
    own = "U.S. Attorney's Office, District of Delaware"
    assert head(page.format(menu=menu, own=own, body=BODY))["component"] == own
    assert head(page.format(menu=menu, own="", body=BODY))["component"] == "United States Attorney's Office District of Delaware"


def test_the_number_may_stand_above_links_at_the_foot() -> None:
    read = doc(
        "FOR IMMEDIATE RELEASE",
        "Clerk Sentenced",
        BODY,
        "12-1127",
        "Tax Division",
        "Main » News » Print",
        "Stay Connected",
        "Twitter",
    )
    assert [f.value["value"] for f in release_number.extract(read)] == ["12-1127"]


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        pytest.param(["Source: United States Department of Justice", f"The Justice Department announced that {BODY}"], "press_release", id="a wire's source above"),
        pytest.param([f"WASHINGTON, May 6 /PRNewswire/ -- The Tax Division announced that {BODY}", "SOURCE U.S. Department of Justice"], "press_release", id="below"),
        pytest.param(["Written by Coast News", f"Dover, DE - United States Attorney Ann Poe of Delaware announced that {BODY}"], "press_release", id="a newspaper's copy"),
        pytest.param([f"Dover, DE - The mayor, Ann Poe, announced that {BODY}"], "other", id="somebody else announces"),
        pytest.param([f"Dover, DE - The mayor asked the Justice Department for help, and {BODY}"], "other", id="nobody announces"),
    ],
)  # fmt: skip
def test_copies_of_releases(lines: list[str], kind: str) -> None:
    assert read_parts(doc(*lines)).kind == kind


def test_a_speech_has_its_headline() -> None:
    said = "Good morning, and thank you for having me here in Dover, where I tried my first case and lost it long ago."
    lines = [
        "Justice News",
        "Director Ann Poe Delivers Remarks at the Dover Law School",
        "Remarks as prepared for delivery",
        said,
    ]
    assert [f.value["value"] for f in title.extract(doc(*lines))] == ["Director Ann Poe Delivers Remarks at the Dover Law School"]
    assert title.extract(doc("Transcript", "Ann Poe speaks to us of theft.", said)) == []


def test_a_page_without_a_notice_is_a_release_and_its_archive_note_no_text_of_it() -> None:
    note = "This is archived material from the website of the Bureau. It may be outdated, and links in it may not work any longer, as pages go."
    office = "U.S. Attorney’s Office\n• District of Delaware (302) 555-0100"
    found = head(
        f"{note}\n\nClerk of Dover Sentenced for Theft\n\n{office}\n\nMay 6, 2011\n\nDOVER, DE—{BODY[:-1]}, U.S. Attorney Ann Poe announced."
    )
    assert found == {
        "title": "Clerk of Dover Sentenced for Theft",
        "component": "U.S. Attorney’s Office District of Delaware",
        "date": "2011-05-06",
        "dateline": "DOVER, DE",
    }
