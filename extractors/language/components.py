"""The components of the Department of Justice: one name for each, whichever way it is printed."""

from __future__ import annotations

import re
from functools import cache

# Name, then the codes that stand for it in heads of releases and letters.
_COMPONENTS = """
    Office of the Attorney General: AG, OAG
    Office of the Deputy Attorney General: DAG, ODAG
    Office of the Associate Attorney General: ASG, OASG
    Office of the Solicitor General: OSG, SG
    Antitrust Division: ATR
    Bureau of Alcohol, Tobacco, Firearms and Explosives: ATF, BATFE
    Bureau of Justice Assistance: BJA
    Bureau of Justice Statistics: BJS
    Civil Division: CIV
    Civil Rights Division: CRT
    Community Relations Service: CRS
    Criminal Division: CRM
    Drug Enforcement Administration: DEA
    Environment and Natural Resources Division: ENRD
    Executive Office for Immigration Review: EOIR
    Executive Office for United States Attorneys: EOUSA
    Executive Office for United States Trustees: EOUST
    Federal Bureau of Investigation: FBI
    Federal Bureau of Prisons: BOP
    Foreign Claims Settlement Commission: FCSC
    Justice Management Division: JMD
    National Drug Intelligence Center: NDIC
    National Institute of Justice: NIJ
    National Security Division: NSD
    Office for Access to Justice: ATJ
    Office for Civil Rights: OCR
    Office for Victims of Crime: OVC
    Office of Community Oriented Policing Services: COPS
    Office of Information Policy: OIP
    Office of Justice Programs: OJP
    Office of Juvenile Justice and Delinquency Prevention: OJJDP
    Office of Legal Counsel: OLC
    Office of Legal Policy: OLP
    Office of Legislative Affairs: OLA
    Office of Professional Responsibility: OPR
    Office of Public Affairs: OPA
    Office of the Inspector General: OIG
    Office of the Pardon Attorney: OPARDON
    Office of Tribal Justice: OTJ
    Office on Violence Against Women: OVW
    Tax Division: TAX
    United States Marshals Service: USMS
    United States Parole Commission: USPC
    United States Trustee Program: USTP
"""
NAMES = tuple(line.strip().partition(": ")[0] for line in _COMPONENTS.strip().splitlines())
"""The components' names in full."""
_OTHERS = {  # ways of printing a name that are not its words
    "bureau of prisons": "Federal Bureau of Prisons",
    "u s marshals service": "United States Marshals Service",
    "us marshals service": "United States Marshals Service",
    "cops office": "Office of Community Oriented Policing Services",
    "office of the inspector general": "Office of the Inspector General",
    "attorney general": "Office of the Attorney General",
    "environment natural resources division": "Environment and Natural Resources Division",
}
# `united states attorneys office for the district of kansas`, as folded: the district names the office
_ATTORNEY = re.compile(
    r"(?:(?:united states|u ?s) attorneys? ?s? ?(?:office)?)(?: for)?(?: the)? "
    r"((?:[a-z]++ ){0,6}district of [a-z]++(?: [a-z]++)*+ ?)"
)
_SIGNS = re.compile(r"[^a-z0-9]+")


def component_name(printed: str) -> str | None:
    """The one name of a component: `CRT`, `CIVIL RIGHTS DIVISION` and `Civil Rights Division, Voting Section` are one.

    The office of a United States Attorney is `United States Attorney, District of Oregon`; what is no component that is known
    is `None`. Where several are printed, as of a joint release, the first counts.
    """
    codes, names = _known()
    first = printed.split("/")[0].strip().strip(".()")
    if first.replace(".", "").isupper() and first.replace(".", "") in codes:
        return codes[first.replace(".", "")]
    plain = _plain(printed)
    attorney = _ATTORNEY.search(plain)
    if attorney:
        place = re.sub(r"\b(?!of\b|the\b|and\b)[a-z]", lambda letter: letter[0].upper(), attorney[1].strip())
        return f"United States Attorney, {place}"
    found = [(plain.find(f" {name} "), -len(name), known) for name, known in names.items() if f" {name} " in plain]
    return min(found)[2] if found else None


@cache
def _known() -> tuple[dict[str, str], dict[str, str]]:
    """The names by code, and by their plain words."""
    codes: dict[str, str] = {}
    names: dict[str, str] = dict(_OTHERS)
    for line in _COMPONENTS.strip().splitlines():
        name, _, short = line.strip().partition(": ")
        codes |= dict.fromkeys(short.split(", "), name)
        names[_plain(name).strip()] = name
    return codes, names


def _plain(text: str) -> str:
    """Small letters and single spaces, one at either end."""
    return f" {_SIGNS.sub(' ', text.casefold().replace('&', ' and ')).strip()} "
