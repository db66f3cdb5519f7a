"""Addressee blocks of the genre, one line a case: lines are parted by ` / `, `||` stands for white space between two blocks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.fields.recipients import parse_addressees
from extractors.structure.parts import Paragraph

Expected = tuple[str | None, str | None, str | None, str | None, str | None, str | None]


def block(text: str, column: int = 0, start: int = 0) -> list[Paragraph]:
    """The lines of a block written on one line."""
    lines: list[Paragraph] = []
    for line in text.split(" / "):
        gap = 1.0 if line.startswith("|| ") else 0.0
        line = line.removeprefix("|| ")
        lines.append(Paragraph(start, start + len(line), line, gap=gap, column=column))
        start += len(line) + 1
    return lines


def read(text: str, surnames: tuple[str, ...] = ()) -> list[Expected]:
    """(name, honorific, title, organization, street, `City|ST|ZIP`) of each addressee."""
    return [_flat(recipient.value()) for recipient in parse_addressees(block(text), surnames)]


def _flat(value: dict[str, object]) -> Expected:
    address = value["address"]
    assert isinstance(address, dict)
    place = "|".join(address[key] or "" for key in ("city", "state", "postal_code"))
    return (value["name"], value["honorific"], value["title"], value["organization"], address["street"], place)  # type: ignore[return-value]


LA, DC = "Bayou Vert|LA|70599", "Washington|DC|20510"

ONE = [
    # local officials
    ("The Honorable Odile B. Marchetti / Mayor / City of Bayou Vert / City Hall, Suite 210 / 14 Levee Road / Bayou Vert, LA 70599",
     ("Odile B. Marchetti", "The Honorable", "Mayor", "City of Bayou Vert", "City Hall, Suite 210, 14 Levee Road", LA)),
    ("Chief Rufus Amador Jr. / Bayou Vert Police Department / 300 Cypress NW / Bayou Vert, LA 70599",
     ("Rufus Amador Jr.", None, "Chief", "Bayou Vert Police Department", "300 Cypress NW", LA)),
    ("Sheriff Tomasz W. Lindqvist / Dry Fork County Sheriff’s Office / 12 Jail Road / Dry Fork, Wyoming 82999",
     ("Tomasz W. Lindqvist", None, "Sheriff", "Dry Fork County Sheriff’s Office", "12 Jail Road", "Dry Fork|WY|82999")),
    ("Rev. Ana Q. Poe / Casa Legal Aid, Inc. / Carr. 107, Km. 2.2, Bo. Luna / Aguada, PR 00699",
     ("Ana Q. Poe", "Rev.", None, "Casa Legal Aid, Inc.", "Carr. 107, Km. 2.2, Bo. Luna", "Aguada|PR|00699")),
    ("Baroness Oda de Vries / Flat 6, 14 Onslow Crescent / London SW7 2PG / United Kingdom",
     ("Oda de Vries", "Baroness", None, None, "Flat 6, 14 Onslow Crescent", "London||SW7 2PG")),
    ("The Honorable Cora Ash / Chairman / Committee on Homeland Security / U.S. House of Representatives / Washington, DC 20510",
     ("Cora Ash", "The Honorable", "Chairman", "Committee on Homeland Security, U.S. House of Representatives", None, DC)),
    ("Chief Ines Paulsen / Dry Fork Police / Department / P.O. Box 9 / Dry Fork, WY 82999-0009",
     ("Ines Paulsen", None, "Chief", "Dry Fork Police Department", "P.O. Box 9", "Dry Fork|WY|82999-0009")),
    ("Mr. Harold Stone / Dry Fork County Sheriff’s / Office / P.O. Box 9 / Dry Fork, WY 82999",
     ("Harold Stone", "Mr.", None, "Dry Fork County Sheriff’s Office", "P.O. Box 9", "Dry Fork|WY|82999")),
    ("Colonel Ada Brandt / Superintendent / Department of Public Safety / One Trooper Plaza / Salem, Ore. 97399",
     ("Ada Brandt", "Colonel", "Superintendent", "Department of Public Safety", "One Trooper Plaza", "Salem|OR|97399")),
    ("Interim Police Chief Lena Ortiz / City of Fairmeadow / Public Safety Building / 9 Elm St. / Fairmeadow, IN 46999",
     ("Lena Ortiz", None, "Interim Police Chief", "City of Fairmeadow", "Public Safety Building, 9 Elm St.", "Fairmeadow|IN|46999")),
    ("The Honorable Silas Monk / Board President / Kettle Bend County / Administration Center, 4th Floor / P.O. Box 60 / Kettle Bend, IL 61199",
     ("Silas Monk", "The Honorable", "Board President", "Kettle Bend County", "Administration Center, 4th Floor, P.O. Box 60", "Kettle Bend|IL|61199")),
    ("Ms. Luz Arroyo / County Clerk and / Registrar of Voters / Piedra County / One Plaza Vieja, Annex C / Piedra, NM 88199",
     ("Luz Arroyo", "Ms.", "County Clerk and Registrar of Voters", "Piedra County", "One Plaza Vieja, Annex C", "Piedra|NM|88199")),
    ("Mr. Theo Blank / Director of Intake and / Family Services / Piedra County Department of Youth Services / Government Center, Suite 310 / Piedra, NM 88199",
     ("Theo Blank", "Mr.", "Director of Intake and Family Services", "Piedra County Department of Youth Services", "Government Center, Suite 310", "Piedra|NM|88199")),
    ("Ms. Joan Petrie, City Manager / City of Fairmeadow / 1 Main St / Fairmeadow IN 46999",
     ("Joan Petrie", "Ms.", "City Manager", "City of Fairmeadow", "1 Main St", "Fairmeadow|IN|46999")),
    ("Ray Cutler, Sheriff, Maple Ridge County / 1 Main Street / Maple Ridge, GA 30999",
     ("Ray Cutler", None, "Sheriff", "Maple Ridge County", "1 Main Street", "Maple Ridge|GA|30999")),
    ("Mr. Omar Said / Superintendent of Schools / Fairmeadow Community / School Corporation / 77 School Road / Fairmeadow, IN 46999",
     ("Omar Said", "Mr.", "Superintendent of Schools", "Fairmeadow Community School Corporation", "77 School Road", "Fairmeadow|IN|46999")),
    ("Ms. Anna Roth / Chief Probation / Officer / Kessel County Probation / Department / 5 Court Street / Kessel, OH 44999",
     ("Anna Roth", "Ms.", "Chief Probation Officer", "Kessel County Probation Department", "5 Court Street", "Kessel|OH|44999")),
    ("Mr. Abel Quist / Superintendent / Kessel County Board of / Developmental Disabilities / One Mill Plaza, Suite 4 / Kessel, Ohio 44999",
     ("Abel Quist", "Mr.", "Superintendent", "Kessel County Board of Developmental Disabilities", "One Mill Plaza, Suite 4", "Kessel|OH|44999")),
    ("Mr. Abel Quist / Finance Director / Arrow Intertribal and County / Justice Consortium / 5 Elm Street / Kessel, Ohio 44999",
     ("Abel Quist", "Mr.", "Finance Director", "Arrow Intertribal and County Justice Consortium", "5 Elm Street", "Kessel|OH|44999")),
    ("Ms. Vera Hult / County Administrator / Kessel County / Board of Commissioners / Courthouse Annex / Kessel, OH 44999",
     ("Vera Hult", "Ms.", "County Administrator", "Kessel County Board of Commissioners", "Courthouse Annex", "Kessel|OH|44999")),
    # state officials
    ("The Honorable Maria Etchart / Secretary of Public Safety / P.O. Drawer 1628 / Santa Alma, New Mexico / 87599-1628",
     ("Maria Etchart", "The Honorable", "Secretary of Public Safety", None, "P.O. Drawer 1628", "Santa Alma|NM|87599-1628")),
    ("The Honorable Kirk Haug / Secretary of State / State Capitol, Suite 204 / 500 East Capitol Avenue / Pierre, SD 57599",
     ("Kirk Haug", "The Honorable", "Secretary of State", None, "State Capitol, Suite 204, 500 East Capitol Avenue", "Pierre|SD|57599")),
    ("Dr. Amos Whit / Deputy Chief of Staff and / Homeland Security Advisor / Office of Statewide Planning / State House Station 42 / Augusta, ME 04399",
     ("Amos Whit", "Dr.", "Deputy Chief of Staff and Homeland Security Advisor", "Office of Statewide Planning", "State House Station 42", "Augusta|ME|04399")),
    ("Mr. Lyle Banner, Jr. / Administrator / Governor’s Office of Drug Policy / and Youth Programs / 200 Commons Lane, 1st Floor / Crown Heights, MD 21099",
     ("Lyle Banner, Jr.", "Mr.", "Administrator", "Governor’s Office of Drug Policy and Youth Programs", "200 Commons Lane, 1st Floor", "Crown Heights|MD|21099")),
    ("The Honorable Greta Vaughn / Governor of Maine / One State House Station / Augusta, Maine 04399",
     ("Greta Vaughn", "The Honorable", "Governor of Maine", None, "One State House Station", "Augusta|ME|04399")),
    ("Attorney General Paul Ibsen / Office of the Attorney General / State of Kansas / 120 S.W. Tenth Avenue, 2nd Floor / Topeka, Kan. 66699",
     ("Paul Ibsen", None, "Attorney General", "Office of the Attorney General, State of Kansas", "120 S.W. Tenth Avenue, 2nd Floor", "Topeka|KS|66699")),
    ("Ms. Bea Nakano / Division Director / Department of Community Justice / Lucas Annex, 2nd Floor / 321 East 12th Street / Des Plaines, Iowa 50399",
     ("Bea Nakano", "Ms.", "Division Director", "Department of Community Justice", "Lucas Annex, 2nd Floor, 321 East 12th Street", "Des Plaines|IA|50399")),
    ("The Honorable Ana S. Montaño / Presiding Judge, Juvenile Division / Superior Court of Brisa County / 900 Bell Road, Department 4 / Los Robles, / California 95499",
     ("Ana S. Montaño", "The Honorable", "Presiding Judge, Juvenile Division", "Superior Court of Brisa County", "900 Bell Road, Department 4", "Los Robles|CA|95499")),
    ("Mr. Nils Dahl / Executive Director / Texas Department of Public / Safety / 5805 North Lamar / Austin, TX 78799",
     ("Nils Dahl", "Mr.", "Executive Director", "Texas Department of Public Safety", "5805 North Lamar", "Austin|TX|78799")),
    # Congress
    ("The Honorable Cass E. Gorman / Chairman / Committee on the Judiciary / United States Senate / Washington, D.C. 20510",
     ("Cass E. Gorman", "The Honorable", "Chairman", "Committee on the Judiciary, United States Senate", None, DC)),
    ("The Honorable Dina Fei / Ranking Member / Committee on the Judiciary / U.S. House of Representatives / 2142 Rayburn House Office Building / Washington, DC 20510",
     ("Dina Fei", "The Honorable", "Ranking Member", "Committee on the Judiciary, U.S. House of Representatives", "2142 Rayburn House Office Building", DC)),
    ("The Honorable Dina Fei / United States Senate / Washington, DC 20510",
     ("Dina Fei", "The Honorable", None, "United States Senate", None, DC)),
    ("Hon. Pat Lowell / Member of Congress / 12 Federal Plaza / Albany, N.Y. 12299",
     ("Pat Lowell", "Hon.", "Member of Congress", None, "12 Federal Plaza", "Albany|NY|12299")),
    ("The Honorable / Joan R. Tull / Chair / Subcommittee on Crime / Washington, DC 20510",
     ("Joan R. Tull", "The Honorable", "Chair", "Subcommittee on Crime", None, DC)),
    # counsel
    ("Josie T. D’Aulan-White, Esq. / Barrow, Finch, Bell & / Moran LLP / The Marsh Building / 600 Boyle St., 22nd Fl. / Boston, MA 02199",
     ("Josie T. D’Aulan-White, Esq.", None, None, "Barrow, Finch, Bell & Moran LLP", "The Marsh Building, 600 Boyle St., 22nd Fl.", "Boston|MA|02199")),
    ("Perpetua Lands, Esquire / Lands | Moran PLLC / Ronald Building, Mailbox 14 / 88 M Street, S.E. / Washington, DC 20510",
     ("Perpetua Lands, Esquire", None, None, "Lands | Moran PLLC", "Ronald Building, Mailbox 14, 88 M Street, S.E.", DC)),
    ("Mark Ellery / Quill & Dunn / 40 Wall Street, 28th Floor / New York, New York 10099",
     ("Mark Ellery", None, None, "Quill & Dunn", "40 Wall Street, 28th Floor", "New York|NY|10099")),
    ("Ruth Vance / Attorney at Law / 12 Court Square, Suite 3 / Salem, MA 01999",
     ("Ruth Vance", None, "Attorney at Law", None, "12 Court Square, Suite 3", "Salem|MA|01999")),
    ("Ms. Ivy Chan / Law Offices of Ivy Chan / 9 Bank Street / Salem, MA 01999",
     ("Ivy Chan", "Ms.", None, "Law Offices of Ivy Chan", "9 Bank Street", "Salem|MA|01999")),
    ("Dean Sandoval, Esq. / American Civil Liberties Union of Ohio / 4506 Chester Avenue / Cleveland, OH 44199",
     ("Dean Sandoval, Esq.", None, None, "American Civil Liberties Union of Ohio", "4506 Chester Avenue", "Cleveland|OH|44199")),
    # companies
    ("Mr. Tad McGrew / President / Northline Energy Partners, L.P. / 1100 Louisiana, Suite 3300 / Houston, TX 77099",
     ("Tad McGrew", "Mr.", "President", "Northline Energy Partners, L.P.", "1100 Louisiana, Suite 3300", "Houston|TX|77099")),
    ("Halden Communications, L.L.C. / Attn: Mr. Jean-Luc Reyes / Managing Partner / 2300 Connecticut Avenue, N.W. / Suite 710 / Washington, D.C. 20510",
     ("Jean-Luc Reyes", "Mr.", "Managing Partner", "Halden Communications, L.L.C.", "2300 Connecticut Avenue, N.W., Suite 710", DC)),
    ("Halden Corp. / Attention: Lou Gray / 1 Main Street / Dover, DE 19999",
     ("Lou Gray", None, None, "Halden Corp.", "1 Main Street", "Dover|DE|19999")),
    ("Halden Corp. / Attn: General Counsel / 1 Main Street / Dover, DE 19999",
     (None, None, "General Counsel", "Halden Corp.", "1 Main Street", "Dover|DE|19999")),
    ("Ms. Una Reiss / Senior Vice President and General / Counsel / First Prairie Bank, N.A. / 3 Bank Plaza / Fargo, N.D. 58199",
     ("Una Reiss", "Ms.", "Senior Vice President and General Counsel", "First Prairie Bank, N.A.", "3 Bank Plaza", "Fargo|ND|58199")),
    ("Mr. Ed Fox / Vice President, / Regulatory Affairs / Acme Widgets of North / America, Inc. / 100 Main St., Suite 5, Springfield, IL 62799",
     ("Ed Fox", "Mr.", "Vice President, Regulatory Affairs", "Acme Widgets of North America, Inc.", "100 Main St., Suite 5", "Springfield|IL|62799")),
    ("Custodian of Records / Halden Corp. / P.O. Box 5 / Dover, DE 19999",
     (None, None, "Custodian of Records", "Halden Corp.", "P.O. Box 5", "Dover|DE|19999")),
    ("Halden Corp. / c/o Ann Poe, Esq. / 1 Main Street / Dover, DE 19999",
     (None, None, None, "Halden Corp.", "1 Main Street", "Dover|DE|19999")),
    ("The Lakeshore Reentry Coalition, Inc. / 40 Lake Street / Zion, Illinois 60099",
     (None, None, None, "The Lakeshore Reentry Coalition, Inc.", "40 Lake Street", "Zion|IL|60099")),
    # universities, tribes, courts, agencies
    ("Professor Ida Bloom / School of Law / Wexford University / 12 College Road / Wexford, PA 15099",
     ("Ida Bloom", None, "Professor", "School of Law, Wexford University", "12 College Road", "Wexford|PA|15099")),
    ("Chairman Joe Redhawk / Painted Rock Band of Pomo Indians / 1 Rancheria Road / Ukiah, CA 95499",
     ("Joe Redhawk", None, "Chairman", "Painted Rock Band of Pomo Indians", "1 Rancheria Road", "Ukiah|CA|95499")),
    ("The Honorable Faye Begaye / President / Red Mesa Nation / P.O. Box 7440 / Window Rock, Ariz. 86599",
     ("Faye Begaye", "The Honorable", "President", "Red Mesa Nation", "P.O. Box 7440", "Window Rock|AZ|86599")),
    ("Ms. Kit Lowe / Clerk of Court / United States Court of Appeals for the / Ninth Circuit / P.O. Box 193 / San Pablo, CA 94199",
     ("Kit Lowe", "Ms.", "Clerk of Court", "United States Court of Appeals for the Ninth Circuit", "P.O. Box 193", "San Pablo|CA|94199")),
    ("Mr. Guy Fell / Director, Office of Civil Rights / U.S. Department of Education / 400 Maryland Avenue, S.W. / Washington, DC 20510",
     ("Guy Fell", "Mr.", "Director, Office of Civil Rights", "U.S. Department of Education", "400 Maryland Avenue, S.W.", DC)),
    # private persons
    ("Mr. Cal Wong / 12 Birch Lane, Apt. 4B / Reno, NV 89599", ("Cal Wong", "Mr.", None, None, "12 Birch Lane, Apt. 4B", "Reno|NV|89599")),
    ("Cal Wong / RR 2 / Elko, Nev. 89899", ("Cal Wong", None, None, None, "RR 2", "Elko|NV|89899")),
    ("Mr. Cal Wong / Reg. No. 12345-678 / FCI Danby / P.O. Box 10 / Danby, CT 06899",
     ("Cal Wong", "Mr.", None, "FCI Danby", "P.O. Box 10", "Danby|CT|06899")),
    ("Ms. Jo Park / jo.park@mail.example / Via e-mail", ("Jo Park", "Ms.", None, None, None, "||")),
    ("Ms. Jo Park / 8 Oak Drive / Reno, NV 8959 9 / jo.park@mail.example / (775) 555-0100",
     ("Jo Park", "Ms.", None, None, "8 Oak Drive", "Reno|NV|89599")),
    ("SGT Ann Cole / Unit 2050 Box 4190 / APO, AP 96278", ("Ann Cole", None, "SGT", None, "Unit 2050 Box 4190", "APO|AP|96278")),
    ("Dr. Piet Maas / University of Leiden / Rapenburg 70 / 2311 EZ Leiden / The Netherlands",
     ("Piet Maas", "Dr.", None, "University of Leiden", "Rapenburg 70", "Leiden||2311 EZ")),
    ("Ms. Zoe Roy / Northern Pulp Ltd. / 200 Bay Street, Suite 900 / Toronto, Ontario M5J 2J2 / Canada",
     ("Zoe Roy", "Ms.", None, "Northern Pulp Ltd.", "200 Bay Street, Suite 900", "Toronto||M5J 2J2")),
    ("VIA E-MAIL / Ms. Zoe Roy / Northern Pulp Inc. / 200 Bay Street / Utica, NY 13599",
     ("Zoe Roy", "Ms.", None, "Northern Pulp Inc.", "200 Bay Street", "Utica|NY|13599")),
    # grids of a county, ranks of who has retired, whose care it is sent in, a city's `St.` behind a street
    ("Mr. Al Ost / Village of Brook / N165 W21233 Maple Road / Brook, WI 53037", ("Al Ost", "Mr.", None, "Village of Brook", "N165 W21233 Maple Road", "Brook|WI|53037")),
    ("Mr. Al Ost / N6W23001 Bluemound Rd / Brook, WI 53037", ("Al Ost", "Mr.", None, None, "N6W23001 Bluemound Rd", "Brook|WI|53037")),
    ("Mr. Al Ost / 28W145 Batavia Road / Brook, IL 60555", ("Al Ost", "Mr.", None, None, "28W145 Batavia Road", "Brook|IL|60555")),
    ("Lt. Col. (Ret.) Al Ost / Director / 1 Elm St. / Reno, NV 89599", ("Al Ost", "Lt. Col. (Ret.)", "Director", None, "1 Elm St.", "Reno|NV|89599")),
    ("Gen. Al Ost, USA (Ret.) / President / 1 Elm St. / Reno, NV 89599", ("Al Ost, USA (Ret.)", "Gen.", "President", None, "1 Elm St.", "Reno|NV|89599")),
    ("Mr. Al Ost c/o Legal Aid of Reno / 1 Elm St. / Reno, NV 89599", ("Al Ost", "Mr.", None, "Legal Aid of Reno", "1 Elm St.", "Reno|NV|89599")),
    ("Ana Poe / Mayor / c/o Bo Cho, Corporation Counsel / 1 Elm St. / Reno, NV 89599", ("Ana Poe", None, "Mayor", None, "1 Elm St.", "Reno|NV|89599")),
    ("Mr. Al Ost / 12 Oak Avenue St. Louis, MO 63119", ("Al Ost", "Mr.", None, None, "12 Oak Avenue", "St. Louis|MO|63119")),
    # a building's name cut in two; one that reads like an organization's
    ("The Honorable Ana Poe / District Judge / Bo Q. Cho United / States Courthouse / 5 Pearl Street / Reno, NV 89599",
     ("Ana Poe", "The Honorable", "District Judge", None, "Bo Q. Cho United States Courthouse, 5 Pearl Street", "Reno|NV|89599")),
    ("Ana Poe, Esq. / Cho & Bly LLP / Halden Center / 153 East 53rd Street / Reno, NV 89599",
     ("Ana Poe, Esq.", None, None, "Cho & Bly LLP", "Halden Center, 153 East 53rd Street", "Reno|NV|89599")),
    # numbers and initials of an office, a word for an addressee who was taken out
    ("Ms. Ana Poe / 18-cv-00007 (D.D.C.) / VRB:BPF / 5 Elm St. / Reno, NV 89599", ("Ana Poe", "Ms.", None, None, "5 Elm St.", "Reno|NV|89599")),
    # lines broken in the wrong places
    ("Chief Eric Jones / Stockton Police / Department 22 E. / Market Street Stockton, / CA 95202",
     ("Eric Jones", None, "Chief", "Stockton Police Department", "22 E. Market Street", "Stockton|CA|95202")),
    ("Chief Eric Jones / Stockton Police / Department 22 E. / Market Street Stockton. / CA 9520 2",
     ("Eric Jones", None, "Chief", "Stockton Police Department", "22 E. Market Street", "Stockton|CA|95202")),
    ("Chief Mae Orr / Salem Police / Department 400 / Roma NW Salem, OR / 97399",
     ("Mae Orr", None, "Chief", "Salem Police Department", "400 Roma NW", "Salem|OR|97399")),
    ("Chief Mae Orr / San Pablo Police Department / 710 North D / Street San Pablo, CA / 94199",
     ("Mae Orr", None, "Chief", "San Pablo Police Department", "710 North D Street", "San Pablo|CA|94199")),
    ("Mr. Lou Gray / Halden Corp. 12 Bank / Street Dover, DE / 19999",
     ("Lou Gray", "Mr.", None, "Halden Corp.", "12 Bank Street", "Dover|DE|19999")),
    ("Chief Mae Orr, Salem Police Department, P.O. Box 88, Salem, OR 97399",
     ("Mae Orr", None, "Chief", "Salem Police Department", "P.O. Box 88", "Salem|OR|97399")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), ONE, ids=[text[:40] for text, _ in ONE])
def test_one_addressee(text: str, expected: Expected) -> None:
    assert read(text) == [expected]


SEVERAL = [
    # stacked, each with an address of its own
    ("The Honorable Odile Marchetti / Mayor / City of Bayou Vert / 14 Levee Road / Bayou Vert, LA 70599 / || Chief Rufus Amador / Bayou Vert Police / Department / P.O. Box 7 / Bayou Vert, LA 70599",
     [("Odile Marchetti", "The Honorable", "Mayor", "City of Bayou Vert", "14 Levee Road", LA),
      ("Rufus Amador", None, "Chief", "Bayou Vert Police Department", "P.O. Box 7", LA)]),
    # two counsel over one firm
    ("Ngozi E. Stone / Ted J. Wray IV / Farrow, Lind & Wray LLP / One Sheridan Plaza / Twenty-Third Floor / Chicago, Illinois 60699",
     [("Ngozi E. Stone", None, None, "Farrow, Lind & Wray LLP", "One Sheridan Plaza, Twenty-Third Floor", "Chicago|IL|60699"),
      ("Ted J. Wray IV", None, None, "Farrow, Lind & Wray LLP", "One Sheridan Plaza, Twenty-Third Floor", "Chicago|IL|60699")]),
    # two counsel on one line
    ("Ms. Ana Ruiz and Mr. Lee Park / Ruiz Park LLP / 5 Elm Street / Reno, NV 89599",
     [("Ana Ruiz", "Ms.", None, "Ruiz Park LLP", "5 Elm Street", "Reno|NV|89599"),
      ("Lee Park", "Mr.", None, "Ruiz Park LLP", "5 Elm Street", "Reno|NV|89599")]),
    # titles of their own, one company
    ("Mr. Al Ost / Chief Executive Officer / Ms. Bo Ek / General Counsel / Halden Corp. / 1 Main Street / Dover, DE 19999",
     [("Al Ost", "Mr.", "Chief Executive Officer", "Halden Corp.", "1 Main Street", "Dover|DE|19999"),
      ("Bo Ek", "Ms.", "General Counsel", "Halden Corp.", "1 Main Street", "Dover|DE|19999")]),
    # committee letter: chairman and ranking member, two full blocks
    ("The Honorable Cass Gorman / Chairman / Committee on the Judiciary / United States Senate / Washington, DC 20510 / The Honorable Dina Fei / Ranking Member / Committee on the Judiciary / United States Senate / Washington, DC 20510",
     [("Cass Gorman", "The Honorable", "Chairman", "Committee on the Judiciary, United States Senate", None, DC),
      ("Dina Fei", "The Honorable", "Ranking Member", "Committee on the Judiciary, United States Senate", None, DC)]),
    # an official without address above a board with one: white space parts them, nothing is shared
    ("The Honorable Kirk Haug / Governor / || Mr. Nils Dahl / Executive Director / Board of Elections / 3 Capitol Street / Pierre, SD 57599",
     [("Kirk Haug", "The Honorable", "Governor", None, None, "||"),
      ("Nils Dahl", "Mr.", "Executive Director", "Board of Elections", "3 Capitol Street", "Pierre|SD|57599")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SEVERAL, ids=[text[:40] for text, _ in SEVERAL])
def test_several_addressees(text: str, expected: list[Expected]) -> None:
    assert read(text) == expected


def test_columns_are_separate_blocks() -> None:
    left = block("The Honorable Kirk Haug / Secretary of State / 500 East Capitol Avenue / Pierre, SD 57599")
    right = block("Mr. Nils Dahl / Executive Director / Board of Elections / P.O. Box 4 / Pierre, SD 57599", column=1, start=500)
    woven = [line for pair in zip(left, right, strict=False) for line in pair] + right[4:]
    assert [recipient.value()["name"] for recipient in parse_addressees(woven)] == ["Kirk Haug", "Nils Dahl"]


def test_surname_of_the_salutation_ends_a_name_that_runs_into_the_organization() -> None:
    text = "Commissioner Kevin Davis Baltimore / Police Department 601 / East Fayette Street Baltimore, / MD 21202"
    expected = (
        "Kevin Davis",
        None,
        "Commissioner",
        "Baltimore Police Department",
        "601 East Fayette Street",
        "Baltimore|MD|21202",
    )
    assert read(text, ("Commissioner", "Davis")) == [expected]


GREETED = [
    # whom `Attn:` names is the addressee, unless somebody else is greeted; a unit is none
    ("Reno Police Department / Attention: Al Ost, Chief / 1 Elm St. / Reno, NV 89599", "Ost", ("Al Ost", "Chief", "Reno Police Department")),
    ("Al Ost, Chief / Reno Police Department / Attention: Records Division / 1 Elm St. / Reno, NV 89599", "Ost", ("Al Ost", "Chief", "Reno Police Department")),
    ("The Honorable Al Ost / United States Attorney / District of Nevada / 1 Elm St. / Reno, NV 89599 / Attention: Bo Cho", "Ost",
     ("Al Ost", "United States Attorney", "District of Nevada")),
    # a line below the one who is greeted that reads like a name: a newspaper, a firm
    ("MR. AL OST / THE NATIONAL ENQUIRER", "Ost", ("AL OST", None, "THE NATIONAL ENQUIRER")),
    ("Al Ost / The Basin Reporter / 1 Elm St. / Reno, NV 89599", "Ost", ("Al Ost", None, "The Basin Reporter")),
    ("Al Ost / Kirkland Ellis / 1 Elm St. / Reno, NV 89599", "Ost", ("Al Ost", None, "Kirkland Ellis")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "greeted", "expected"), GREETED, ids=[text[:40] for text, _, _ in GREETED])
def test_who_is_greeted_is_the_addressee(text: str, greeted: str, expected: tuple[str | None, ...]) -> None:
    assert [(one[0], one[2], one[3]) for one in read(text, ("Mr", greeted))] == [expected]


def test_two_who_are_greeted_are_two() -> None:
    found = read("Al Ost / Bo Cho / Halden LLP / 1 Elm St. / Reno, NV 89599", ("Messrs", "Ost", "and", "Cho"))
    assert [one[0] for one in found] == ["Al Ost", "Bo Cho"]


def test_offsets_run_from_the_first_to_the_last_line() -> None:
    lines = block("Mr. Al Ost / Halden Corp. / 1 Main Street / Dover, DE 19999 / || Ms. Bo Ek / 2 Main Street / Dover, DE 19999")
    found = parse_addressees(lines)
    assert [(one.start, one.end) for one in found] == [(lines[0].start, lines[3].end), (lines[4].start, lines[6].end)]


@pytest.mark.parametrize(
    "text",
    ["", "(202) 555-0100", "VIA EMAIL", "ann@mail.example", "12 Elm Street / Reno, NV 89599"],
    ids=["nothing", "telephone", "delivery", "e-mail", "address of nobody"],
)
def test_no_addressee(text: str) -> None:
    assert read(text) == []


@given(st.lists(st.text(st.characters(codec="latin-1", exclude_characters="\n"), max_size=40), max_size=8))
def test_any_lines_give_values_within_the_block(texts: list[str]) -> None:
    lines, start = [], 0
    for text in texts:
        lines.append(Paragraph(start, start + len(text), text))
        start += len(text) + 1
    for recipient in parse_addressees(lines):
        assert 0 <= recipient.start <= recipient.end <= start
        value = recipient.value()
        assert value["name"] or value["title"] or value["organization"]
