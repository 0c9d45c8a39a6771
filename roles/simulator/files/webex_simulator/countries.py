# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an address needs per country: state, postal code, time zones (our own knowledge, not Cisco's table)."""

from __future__ import annotations

from typing import NamedTuple


class Country(NamedTuple):
    """Rules of one country: whether state and postal code are required, the states by code, IANA time zones."""

    name: str
    time_zones: tuple[str, ...]
    states: dict[str, str]
    state_required: bool = False
    zip_required: bool = True


def _states(text: str) -> dict[str, str]:
    return dict(entry.split("=", 1) for entry in text.split(";"))


_US = _states(
    "AL=Alabama;AK=Alaska;AZ=Arizona;AR=Arkansas;CA=California;CO=Colorado;CT=Connecticut;DE=Delaware;"
    "DC=District of Columbia;FL=Florida;GA=Georgia;HI=Hawaii;ID=Idaho;IL=Illinois;IN=Indiana;IA=Iowa;KS=Kansas;"
    "KY=Kentucky;LA=Louisiana;ME=Maine;MD=Maryland;MA=Massachusetts;MI=Michigan;MN=Minnesota;MS=Mississippi;"
    "MO=Missouri;MT=Montana;NE=Nebraska;NV=Nevada;NH=New Hampshire;NJ=New Jersey;NM=New Mexico;NY=New York;"
    "NC=North Carolina;ND=North Dakota;OH=Ohio;OK=Oklahoma;OR=Oregon;PA=Pennsylvania;PR=Puerto Rico;"
    "RI=Rhode Island;SC=South Carolina;SD=South Dakota;TN=Tennessee;TX=Texas;UT=Utah;VT=Vermont;VA=Virginia;"
    "WA=Washington;WV=West Virginia;WI=Wisconsin;WY=Wyoming"
)
_CA = _states(
    "AB=Alberta;BC=British Columbia;MB=Manitoba;NB=New Brunswick;NL=Newfoundland and Labrador;NS=Nova Scotia;"
    "NT=Northwest Territories;NU=Nunavut;ON=Ontario;PE=Prince Edward Island;QC=Quebec;SK=Saskatchewan;YT=Yukon"
)
_AU = _states(
    "ACT=Australian Capital Territory;NSW=New South Wales;NT=Northern Territory;QLD=Queensland;"
    "SA=South Australia;TAS=Tasmania;VIC=Victoria;WA=Western Australia"
)
_US_ZONES = (
    "America/New_York", "America/Chicago", "America/Denver", "America/Phoenix", "America/Los_Angeles",
    "America/Anchorage", "Pacific/Honolulu", "America/Puerto_Rico",
)  # fmt: skip
_CA_ZONES = (
    "America/St_Johns", "America/Halifax", "America/Toronto", "America/Winnipeg", "America/Regina",
    "America/Edmonton", "America/Vancouver",
)  # fmt: skip
_AU_ZONES = (
    "Australia/Sydney", "Australia/Melbourne", "Australia/Brisbane", "Australia/Adelaide", "Australia/Darwin",
    "Australia/Perth", "Australia/Hobart",
)  # fmt: skip

COUNTRIES: dict[str, Country] = {
    "AT": Country("Austria", ("Europe/Vienna",), {}),
    "AU": Country("Australia", _AU_ZONES, _AU, state_required=True),
    "BE": Country("Belgium", ("Europe/Brussels",), {}),
    "BR": Country("Brazil", ("America/Sao_Paulo", "America/Manaus", "America/Fortaleza"), {}),
    "CA": Country("Canada", _CA_ZONES, _CA, state_required=True),
    "CH": Country("Switzerland", ("Europe/Zurich",), {}),
    "CZ": Country("Czechia", ("Europe/Prague",), {}),
    "DE": Country("Germany", ("Europe/Berlin",), {}),
    "DK": Country("Denmark", ("Europe/Copenhagen",), {}),
    "ES": Country("Spain", ("Europe/Madrid", "Atlantic/Canary"), {}),
    "FI": Country("Finland", ("Europe/Helsinki",), {}),
    "FR": Country("France", ("Europe/Paris",), {}),
    "GB": Country("United Kingdom", ("Europe/London",), {}),
    "HK": Country("Hong Kong", ("Asia/Hong_Kong",), {}, zip_required=False),
    "IE": Country("Ireland", ("Europe/Dublin",), {}, zip_required=False),
    "IN": Country("India", ("Asia/Kolkata",), {}),
    "IT": Country("Italy", ("Europe/Rome",), {}),
    "JP": Country("Japan", ("Asia/Tokyo",), {}),
    "LU": Country("Luxembourg", ("Europe/Luxembourg",), {}),
    "MX": Country("Mexico", ("America/Mexico_City", "America/Monterrey", "America/Tijuana"), {}),
    "NL": Country("Netherlands", ("Europe/Amsterdam",), {}),
    "NO": Country("Norway", ("Europe/Oslo",), {}),
    "NZ": Country("New Zealand", ("Pacific/Auckland",), {}),
    "PL": Country("Poland", ("Europe/Warsaw",), {}),
    "PT": Country("Portugal", ("Europe/Lisbon", "Atlantic/Madeira", "Atlantic/Azores"), {}),
    "SE": Country("Sweden", ("Europe/Stockholm",), {}),
    "SG": Country("Singapore", ("Asia/Singapore",), {}),
    "US": Country("United States", _US_ZONES, _US, state_required=True),
    "ZA": Country("South Africa", ("Africa/Johannesburg",), {}),
}

EMERGENCY_IDENTIFIER_COUNTRIES = ("BE", "DE", "FR")
