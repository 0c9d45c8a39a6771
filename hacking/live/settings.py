# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the environment says about a run, and what it must say before anything is written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

CACHE = Path(__file__).resolve().parents[2] / ".cache" / "live"
PREFIX = re.compile(r"[a-z][a-z0-9-]{4,30}-")
DOMAIN = re.compile(r"([a-z0-9-]+\.)+[a-z]{2,}")
YES = ("yes", "true", "1")


@dataclass(frozen=True)
class Office:
    """An address that exists, with what belongs to it."""

    address: Mapping[str, str]
    time_zone: str
    language: str


def _office(line: str, city: str, code: str, country: str, zone: str, language: str, state: str = "") -> Office:
    address = {"address_line1": line, "city": city, "zip_or_postal_code": code, "country": country}
    return Office({**address, **({"state_or_province": state} if state else {})}, zone, language)


OFFICES = {
    "DE": _office("Platz der Republik 1", "Berlin", "11011", "DE", "Europe/Berlin", "de_DE"),
    "FR": _office("12 rue de la Paix", "Paris", "75002", "FR", "Europe/Paris", "fr_FR"),
    "GB": _office("1 Parliament Square", "London", "SW1P 3BD", "GB", "Europe/London", "en_GB"),
    "US": _office("4120 Freidrich Lane", "Austin", "78744", "US", "America/Chicago", "en_US", "TX"),
}


@dataclass(frozen=True)
class Settings:
    """The variables of a run, all of them texts that begin with LIVE_."""

    write: bool = False
    clean: bool = False
    keep: bool = False
    calls: int = 400
    partner: str = ""
    provisioning_id: str = ""
    domain: str = ""
    country: str = "FR"
    packages: list[str] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)
    pstn: str = ""
    prefix: str = "webex-live-"
    wait_interval: float = 5
    folder: Path = CACHE

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> Settings:
        """Return what the environment says; ValueError where a number is none."""

        def said(name: str, otherwise: str = "") -> str:
            return environment.get(f"LIVE_{name}", "").strip() or otherwise

        def listed(name: str, otherwise: str = "") -> list[str]:
            return [each for each in re.split(r"[,;]\s*", said(name, otherwise)) if each]

        return cls(
            write=said("WRITE").lower() in YES,
            clean=said("CLEAN").lower() in YES,
            keep=said("KEEP").lower() in YES,
            calls=int(said("CALLS", "400")),
            partner=said("PARTNER"),
            provisioning_id=said("PROVISIONING_ID"),
            domain=said("DOMAIN").lower(),
            country=said("COUNTRY", "FR").upper(),
            packages=listed("PACKAGES", "webex_calling, webex_meetings"),
            numbers=listed("NUMBERS"),
            pstn=said("PSTN"),
            prefix=said("PREFIX", "webex-live-"),
            wait_interval=float(said("WAIT_INTERVAL", "5")),
            folder=Path(said("FOLDER", str(CACHE))).expanduser().resolve(),
        )

    def missing(self) -> Iterator[str]:
        """Yield why nothing can be written, in sentences; cleaning needs less."""
        if not self.partner:
            yield "LIVE_PARTNER is missing: the organization ID of the sandbox, so that no other account is written to."
        if not PREFIX.fullmatch(self.prefix):
            yield "LIVE_PREFIX must be 6 to 32 small letters, digits and hyphens, with a hyphen at its end."
        if self.clean:
            return
        if not self.provisioning_id:
            yield "LIVE_PROVISIONING_ID is missing: that of the onboarding template (Partner Hub) to onboard with."
        if not DOMAIN.fullmatch(self.domain):
            yield "LIVE_DOMAIN is missing: a domain for the users' e-mail addresses, of which you get the mail."
        if self.country not in OFFICES:
            yield f"LIVE_COUNTRY must be one of {', '.join(OFFICES)}."
        if not {"webex_calling", "webex_meetings"} <= set(self.packages):
            yield "LIVE_PACKAGES must have webex_calling and webex_meetings: the users have these two."
        if bool(self.numbers) != bool(self.pstn):
            yield "LIVE_NUMBERS and LIVE_PSTN belong together: free numbers of yours, and the provider they come with."
