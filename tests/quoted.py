"""An invented family for tests of quotations: a release and the three letters that it tells of, and articles about them."""

from __future__ import annotations

from typing import Any

from pipeline.quotes import Article, CheckedQuotation, check
from tests.samples import evidence, record

RELEASE = """Department of Justice
FOR IMMEDIATE RELEASE
TUESDAY, MARCH 5, 2019
JUSTICE DEPARTMENT WRITES TO THREE TOWNS ABOUT POLLING PLACES
WASHINGTON – The Voting Section today wrote to clerks in three towns about ramps that were never built. The Department will visit every polling place before the election.
“A voter who cannot get through the door has not been given a vote,” said Acting Assistant Attorney General Paulette R. Ingersoll. “We will be back in the fall, and we will bring a tape measure.”
“This county never asked for special treatment,” U.S. Attorney Dermot Vail said. “It asked for time, and it has now had enough.”
None of the letters is a lawsuit. Copies of the letters follow."""

_LETTER = """U.S. Department of Justice
Civil Rights Division
March 5, 2019
{name}
{title}
{organization}
{city}
Dear {salutation}:
On January 14, 2019, two of our staff visited the polling places in your town. They did not find a single ramp that a wheelchair could use. We believe that the town may be in violation of the law, and we must ask you to explain why.
Please tell us within {days} days whether the town will build the ramps. The town received {money} for this purpose in 2016, and it should account for every dollar.
We would rather settle this matter than litigate it. Nothing in this letter is a finding against the town clerk.
Sincerely,
{signed}
Chief, Voting Section"""

_ADDRESSEES = (
    ("Corinne Dufault", "Town Clerk", "Town of Pellworth", "Pellworth", "VT", "30", "$41,500", "Paulette R. Ingersoll"),
    (
        "Abel Stroud",
        "Registrar of Voters",
        "Marlin County Board of Elections",
        "Easley",
        "SC",
        "45",
        "$18,200",
        "Paulette R. Ingersoll",
    ),
    ("Inez Tafoya", "Clerk", "Village of Los Cerrillos", "Los Cerrillos", "NM", "30", "$9,750", "Theodore Banks"),
)


def family(text_source: str = "native") -> list[dict[str, Any]]:
    """The records: the release is number 0, the letters to Pellworth, Marlin County and Los Cerrillos are 1, 2 and 3."""
    first = RELEASE[RELEASE.index("“A voter") : RELEASE.index("“This county") - 1]
    second = RELEASE[RELEASE.index("“This county") : RELEASE.index("\nNone of")]
    quotations = [
        {
            "speaker": "Acting Assistant Attorney General Paulette R. Ingersoll",
            "text": first,
            "evidence": evidence(first, RELEASE),
        },
        {"speaker": "U.S. Attorney Dermot Vail", "text": second, "evidence": evidence(second, RELEASE)},
    ]
    release = _record(1, RELEASE, text_source, document_type="press_release", quotations=quotations)
    return [release, *(_letter(n, text_source, *addressee) for n, addressee in enumerate(_ADDRESSEES, 2))]


def checked(*paragraphs: str, sources: list[dict[str, Any]] | None = None) -> list[CheckedQuotation]:
    """The quotations of an article of these paragraphs, checked."""
    report = check([Article("article.txt", "\n".join(paragraphs))], family() if sources is None else sources)
    return list(report.articles[0].quotations)


def _letter(n: int, source: str, name: str, title: str, organization: str, city: str, state: str, *rest: str) -> dict[str, Any]:
    days, money, signed = rest
    text = _LETTER.format(
        name=name, title=title, organization=organization, city=city, days=days, money=money, signed=signed, salutation=name
    )
    address = {"street": None, "city": city, "state": state, "postal_code": None}
    recipient = {"name": name, "honorific": None, "title": title, "organization": organization, "address": address}
    signatory = {"name": signed, "title": "Chief, Voting Section", "organization": None, "evidence": evidence(signed, text)}
    recipients = [recipient | {"evidence": evidence(name, text)}]
    return _record(n, text, source, recipients=recipients, signatories=[signatory])


def _record(number: int, text: str, text_source: str, **changes: Any) -> dict[str, Any]:
    base = record()
    printed = "March 5, 2019" if "March 5" in text else "MARCH 5, 2019"
    date = {"value": "2019-03-05", "evidence": evidence(printed, text)}
    source = base["source"] | {"text_source": text_source}
    issuer = {"department": "Department of Justice", "component": None, "address": None}
    issuer |= {"evidence": evidence("Department of Justice", text)}
    fixed = {"issuer": issuer, "record_id": f"3f2a91c04d5e-{number:02}", "source": source, "text": text, "date": date}
    return base | fixed | {"salutation": None, "deadlines": [], "questions": []} | changes


def saying(text: str, text_source: str = "native") -> list[dict[str, Any]]:
    """One letter that says `text` and nothing else, as sources."""
    return [_record(1, f"Department of Justice\nMarch 5, 2019\n{text}", text_source)]
