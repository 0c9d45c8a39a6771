# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The answers of a form, each a text or nothing, made into the options of our modules."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from ..module_utils._csv import BadCsv, Table, locations_table, users_table
from ..module_utils._nouns.packages import with_calling

PREFIX = "survey_"
NOT_TEXT = {"survey_packages", "survey_expect_active"}
"""Answers that are something else."""
ADDRESS = ("address_line1", "address_line2", "city", "state_or_province", "zip_or_postal_code", "country")
PSTN = ("provider", "trunk", "route_group")
SWITCHES = {"enabled": True, "disabled": False}
TOGGLES = {"on": True, "off": False}


class Answers:
    """The answers that are not blank, without spaces around them, and what is wrong with them."""

    def __init__(self, given: Mapping[str, Any]) -> None:
        self.texts: dict[str, str] = {}
        self.problems: list[str] = []
        for name, value in given.items():
            if name in NOT_TEXT or value is None:
                continue
            if isinstance(value, str):
                if value.strip():
                    self.texts[name.removeprefix(PREFIX)] = value.strip()
            else:
                self.problem(name, _no_text(value))
        self.absent = self.texts.get("state") == "absent"
        if self.texts.get("state", "present") not in ("present", "absent"):
            self.problem("survey_state", "must be present or absent")

    def problem(self, name: str, reason: str) -> None:
        """Note what is wrong with an answer."""
        self.problems.append(f"{name}: {reason}")

    def need(self, name: str) -> None:
        """Note that an answer is missing, unless it is there or something else is wrong with it."""
        if name not in self.texts and not any(each.startswith(f"{PREFIX}{name}: ") for each in self.problems):
            self.problem(f"{PREFIX}{name}", "is required")

    def some(self, names: Iterable[str], prefix: str = "") -> dict[str, Any]:
        """Return those answers, among these, that are given."""
        return {name: self.texts[prefix + name] for name in names if prefix + name in self.texts}

    def lines(self, name: str) -> list[str]:
        """Return the lines of an answer that are not blank."""
        return [line.strip() for line in self.texts.get(name, "").splitlines() if line.strip()]

    def table(self, name: str, table: Table) -> list[dict[str, Any]]:
        """Return the objects that an answer lists."""
        if name not in self.texts:
            return []
        try:
            found, wrong = table.read(self.texts[name] + "\n")
        except BadCsv as error:
            found, wrong = [], [str(error)]
        for each in wrong:
            self.problem(f"{PREFIX}{name}", each)
        return found

    def settings(self, name: str) -> dict[str, bool | str]:
        """Return settings by name; a toggle is on or off."""
        found: dict[str, bool | str] = {}
        for line in self.lines(name):
            setting, equals, value = (part.strip() for part in line.partition("="))
            if not (setting and equals and value):
                self.problem(f"{PREFIX}{name}", f"{line}: must be a setting, = and on, off or a text")
            found[setting] = TOGGLES.get(value.lower(), value)
        return found

    def limits(self) -> dict[str, int]:
        """Return the limits of the packages."""
        limits = {}
        for line in self.lines("package_limits"):
            if found := re.fullmatch(r"(\w+)\s*=\s*(\d+)", line):
                limits[found[1]] = int(found[2])
            else:
                self.problem("survey_package_limits", f"{line}: must be a package, = and a whole number")
        return limits


def customer(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the options that a form about a customer gives, and what is wrong with its answers."""
    answers = Answers(given)
    packages = [str(package) for package in given.get("survey_packages") or []]
    answers.need("external_id")
    if answers.absent:
        wanted: dict[str, Any] = answers.some(("external_id", "state"))
        return {"wholesale_customer": wanted, "locations": [], "wholesale_users": [], "problems": answers.problems}
    if not packages:
        answers.problem("survey_packages", "choose at least one package")
    texts = answers.texts
    address = answers.some(ADDRESS)
    office = texts.get("location", texts.get("city"))
    named = ("external_id", "template", "provisioning_id", "name", "primary_email", "language", "org_id")
    wanted = answers.some((*named, "sub_partner_admin_email", "catalog_path"))
    wanted |= {
        "packages": packages,
        "package_limits": answers.limits(),
        "address": answers.some(ADDRESS, "billing_") or address,
        "meetings_timezone": texts.get("meetings_time_zone", texts.get("time_zone")),
        "preferred_language": texts.get("organization_language"),
        "automatic_activation_emails": SWITCHES.get(texts.get("automatic_activation_emails", "")),
        "tags": answers.lines("tags"),
        "partner_administrators": answers.lines("partner_administrators"),
    }
    if address and any(map(with_calling, packages)):
        place = {"address": address, **answers.some(("time_zone", "emergency_location_identifier"))}
        language = texts.get("preferred_language", texts.get("language"))
        wanted["calling_location"] = _given({"name": office, "preferred_language": language, **place})
    numbers = answers.lines("numbers")
    details: dict[str, Any] = {
        "pstn": answers.some(PSTN, "pstn_"),
        "numbers": numbers,
        "main_number": numbers[0] if numbers else None,
        **answers.some(
            (
                "announcement_language",
                "emergency_callback",
                "emergency_location_identifier",
                "external_caller_id_name",
                "main_number",
            )
        ),
        **answers.some(("outside_dial_digit", "routing_prefix", "latitude", "longitude", "notes")),
    }
    if texts.get("announcement_language_existing") != "none":
        details |= answers.some(("announcement_language_existing",))
    here = [{"name": office, **_given(details)}] if _given(details) else []
    return {
        "wholesale_customer": _given(wanted),
        "locations": here + answers.table("locations", locations_table()),
        "wholesale_users": answers.table("users", users_table()),
        "problems": answers.problems,
    }


def template(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the options that a form about an onboarding template gives, and what is wrong with its answers."""
    answers = Answers(given)
    answers.need("template")
    texts = answers.texts
    wanted: dict[str, Any] = {"name": texts.get("template"), **answers.some(("backend", "catalog_path", "state"))}
    if not answers.absent:
        wanted |= answers.some(("service_provider_admin", "country", "subscription", "provisioning_id"))
        wanted |= answers.some(("pstn_provider", "idp_entity_id", "idp_name"))
        wanted["default_language"] = texts.get("language")
        if texts.get("authentication") != "unchanged":
            wanted["authentication"] = texts.get("authentication")
        invite, free = SWITCHES.get(texts.get("admin_invite_emails", "")), SWITCHES.get(texts.get("free_calling", ""))
        messaging = {
            "allow_admin_invite_emails": invite,
            "other_settings": answers.settings("other_messaging_settings"),
        }
        calls = {
            "disable_free_calling": None if free is None else not free,
            "other_settings": answers.settings("other_call_settings"),
        }
        wanted |= {"messaging_settings": _given(messaging), "call_settings": _given(calls)}
    return {"onboarding_template": _given(wanted), "problems": answers.problems}


def _given(options: Mapping[str, Any]) -> dict[str, Any]:
    """Return the options that are given."""
    return {name: value for name, value in options.items() if value not in (None, "", [], {})}


def _no_text(value: Any) -> str:
    """Return why what is not text is refused: YAML has made it of the answer, which cannot be told from it."""
    kind = "true or false" if isinstance(value, bool) else "a number" if isinstance(value, int | float) else "no text"
    return (
        f"arrived as {kind}, so that leading zeros or words like NO are lost. In AWX, ansible-core 2.19 and later do "
        "this to answers (ansible/awx#16205): run the job in an execution environment with ansible-core 2.16 to 2.18, "
        "or put a space before the answer. In a file of variables, quote the value"
    )
