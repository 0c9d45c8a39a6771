# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Mistakes that people make in an inventory, each as an edit of one that is sound."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import Any

import yaml

SOUND = """
wholesale_customer:
  external_id: acme
  template: Default
  name: Acme
  primary_email: info@acme.example
  packages: [webex_calling, webex_meetings]
  address: &office {address_line1: 1 rue A, city: Paris, zip_or_postal_code: "75002", country: FR}
  calling_location: {name: Paris, address: *office, time_zone: Europe/Paris, preferred_language: fr_FR}
locations:
  - name: Paris
    pstn: {provider: Simulated Telecom FR}
    numbers: ["+33199000100", "+33199000101", "+33199000102"]
    main_number: "+33199000100"
  - name: Lyon
    address: {address_line1: 1 rue B, city: Lyon, zip_or_postal_code: "69002", country: FR}
    time_zone: Europe/Paris
    preferred_language: fr_FR
    calling: true
    pstn: {provider: Simulated Telecom FR}
    numbers: ["+33465710800", "+33465710801"]
    main_number: "+33465710800"
wholesale_users:
  - {email: marie@acme.example, first_name: Marie, last_name: Durand, package: webex_calling,
     location: Paris, phone_number: "+33199000101", extension: "101"}
  - {email: paul@acme.example, first_name: Paul, last_name: Petit, package: webex_calling, location: Paris,
     extension: "102"}
"""
"""A customer without a mistake."""


@dataclass(frozen=True)
class Mistake:
    """What somebody writes, and what of the sentence that follows must be there: the option, and what to do."""

    name: str
    where: str
    """The object that is edited: a variable, or an entry of one, e.g. ``locations[0]``; empty for the variables."""
    written: str
    """The options as they are written, in YAML. What is empty takes an option away."""
    option: str
    remedy: str

    def variables(self) -> dict[str, Any]:
        """Return the variables of the customer, mistake and all."""
        variables: dict[str, Any] = copy.deepcopy(yaml.safe_load(SOUND))
        target: Any = variables
        for part in self.where.replace("]", "").replace("[", ".").split("."):
            target = target[int(part) if part.isdigit() else part] if part else target
        edit = yaml.safe_load(self.written)
        if isinstance(target, list):
            target += edit
        else:
            target.update(edit)
        return variables


QUOTES = "put it in quotes"
USER, PLACE, CUSTOMER = "wholesale_users[1]", "locations[1]", "wholesale_customer"

IN_THE_DATA = (
    Mistake("Postal code without quotes", "locations[1].address", "zip_or_postal_code: 01067",
            "locations[1].address.zip_or_postal_code of location Lyon", QUOTES),
    Mistake("Extension without quotes", USER, "extension: 0101", "extension of wholesale user paul@", QUOTES),
    Mistake("Phone number without quotes", USER, "phone_number: +33199000102", "phone_number", QUOTES),
    Mistake("Numbers without quotes", PLACE, "numbers: [+33465710800]", "numbers[0] of location Lyon", QUOTES),
    Mistake("Routing prefix without quotes", PLACE, "routing_prefix: 071", "routing_prefix", QUOTES),
    Mistake("Outside dial digit without quotes", PLACE, "outside_dial_digit: 0", "outside_dial_digit", QUOTES),
    Mistake("External ID without quotes", CUSTOMER, "external_id: 0751", "external_id", QUOTES),
    Mistake("A name that is a truth value", USER, "last_name: No", "last_name", "a truth value"),
    Mistake("Norway without quotes", "wholesale_customer.address", "country: NO", "address.country", QUOTES),
    Mistake("An external ID that is a date", CUSTOMER, "external_id: 2026-11-25", "external_id", "a date"),
    Mistake("Variable misspelled: users", "", "wholesale_user: []", "wholesale_user:", "did you mean wholesale_users"),
    Mistake("Variable misspelled: locations", "", "location: []", "location:", "did you mean locations"),
    Mistake("Variable misspelled: customer", "", "wholsale_customer: {}", "wholsale_customer:",
            "did you mean wholesale_customer"),
    Mistake("A word in place of a list", "", "wholesale_users: all", "wholesale_users:", "must be a list"),
    Mistake("A dictionary in place of a list", "", "locations: {name: Paris}", "locations:",
            "each starting with a dash"),
    Mistake("A list in place of a dictionary", "", "wholesale_customer: [acme]", "wholesale_customer:",
            "must be a dictionary"),
    Mistake("A word in place of a user", "wholesale_users", "[carl@acme.example]", "wholesale_users[2]",
            "must be a dictionary"),
    Mistake("Option misspelled, of the customer", CUSTOMER, "langauge: fr", "langauge", "Did you mean language"),
    Mistake("Option misspelled, of a user", USER, "extention: '102'", "extention", "Did you mean extension"),
    Mistake("Required option misspelled", "wholesale_users", "[{emial: carl@acme.example}]", "wholesale_users[2]",
            "Did you mean email"),
    Mistake("Unknown package of the customer", CUSTOMER, "packages: [webex_suit]", "packages",
            "Did you mean webex_suite?"),
    Mistake("Unknown package of a user", USER, "package: webex_call", "package", "Did you mean webex_calling?"),
    Mistake("No e-mail address", USER, "email: paul", "email", "is not an e-mail address"),
    Mistake("National phone number", USER, "phone_number: 01 99 00 01 02", "phone_number", "e.g. +33123456789"),
    Mistake("Letters in an extension", USER, "extension: 10a", "extension", "digits only"),
    Mistake("Unknown time zone", PLACE, "time_zone: Europe/Pari", "time_zone of location Lyon",
            "did you mean Europe/Paris"),
    Mistake("Country of three letters", "locations[1].address", "country: FRA", "address.country", "two-letter"),
    Mistake("Language in words", PLACE, "preferred_language: french", "preferred_language", "such as en or en_US"),
    Mistake("Location misspelled at a user", USER, "location: Pariss", "location of wholesale user paul@",
            "did you mean Paris"),
    Mistake("Extension given twice", USER, "extension: '101'", "extension of wholesale user paul@",
            "give one of them another"),
    Mistake("Number given twice", USER, "phone_number: '+33199000101'", "phone_number of wholesale user paul@",
            "give one of them another"),
    Mistake("Number at two locations", PLACE, "numbers: ['+33465710800', '+33199000102']", "numbers of location Lyon",
            "keep it at one"),
    Mistake("Number of another location", USER, "phone_number: '+33465710801'", "phone_number of wholesale user paul@",
            "is listed at location Lyon"),
    Mistake("User listed twice", "wholesale_users", "[{email: PAUL@acme.example}]", "wholesale_users[2]",
            "remove one of them"),
    Mistake("Location listed twice", "locations", "[{name: LYON}]", "locations[2]", "remove one of them"),
    Mistake("Template and Provisioning ID", CUSTOMER, "provisioning_id: abc", "template", "give either"),
    Mistake("Add-on alone", CUSTOMER, "packages: [attendant_console]", "packages", "needs at least one of"),
    Mistake("Limit of a package that is not there", CUSTOMER, "package_limits: {webex_suite: 5}", "package_limits",
            "is not among packages"),
    Mistake("No package at all", CUSTOMER, "packages: []", "packages", "use state=absent"),
    Mistake("Main number not among the numbers that are all", PLACE,
            "{purge_numbers: true, main_number: '+33465710809'}", "main_number", "is not among numbers"),
    Mistake("Two ways to the PSTN", PLACE, "pstn: {provider: A, trunk: B}", "pstn.provider", "exactly one of"),
    Mistake("Extension without calling", USER, "package: webex_meetings", "extension", "needs a calling package"),
    Mistake("Numbers without calling", PLACE, "calling: false", "main_number", "set calling=true"),
    Mistake("Phone of a user who leaves", "",
            "{wholesale_users: [{email: paul@acme.example, state: absent}],"
            " devices: [{mac: '001A2B3C4D5E', model: Cisco 9861, user: paul@acme.example}]}",
            "devices[0].user", "set state: absent for the phone too"),
    Mistake("Phone of a user without calling", "",
            "{wholesale_users: [{email: paul@acme.example, package: webex_meetings}],"
            " devices: [{mac: '001A2B3C4D5E', model: Cisco 9861, user: Paul@acme.example}]}",
            "devices[0].user", "give it to somebody else"),
    Mistake("Line of a workspace that goes, on a phone", "",
            "{workspaces: [{name: Lobby, state: absent}],"
            " devices: [{mac: '001A2B3C4D5E', user: marie@acme.example, members: [lobby]}]}",
            "devices[0].members", "take that line off the phone"),
)  # fmt: skip
"""What the data alone show: Webex is not asked."""

AT_WEBEX = (
    Mistake("Unknown role", USER, "roles: [Full Admin]", "roles: there is no role Full Admin", "there are: "),
    Mistake("Number that the location does not have", USER, "phone_number: '+33199000109'", "phone_number",
            "add it there first"),
    Mistake("Location that is nowhere", USER, "location: Tokyo", "location: there is no location Tokyo", "there are: "),
    Mistake("User with calling, without a location", "wholesale_users",
            "[{email: c@acme.example, package: webex_calling, extension: '103'}]", "location", "is required"),
    Mistake("User with calling, without a line", "wholesale_users",
            "[{email: c@acme.example, package: webex_calling, location: Paris}]", "phone_number",
            "give phone_number, extension or both"),
    Mistake("New user without a package", "wholesale_users", "[{email: c@acme.example}]", "package",
            "is required to create a user"),
    Mistake("New location without a time zone", "locations",
            "[{name: Nice, address: {address_line1: a, city: Nice, zip_or_postal_code: '06000', country: FR}}]",
            "time_zone", "is required to create a location"),
    Mistake("US address without a state", PLACE,
            "address: {address_line1: a, city: Austin, zip_or_postal_code: '78744', country: US}",
            "address.state_or_province", "is required in US"),
    Mistake("Unknown country", PLACE,
            "address: {address_line1: a, city: Nowhere, zip_or_postal_code: '1', country: XX}",
            "address.country", "Webex does not know XX"),
    Mistake("Wrong PSTN provider, existing location", PLACE, "pstn: {provider: Telco}", "pstn.provider", "offered: "),
    Mistake("Main number that the location does not have", PLACE, "main_number: '+33465710809'", "main_number",
            "list it in numbers too"),
    Mistake("Purging a number in use", "locations[0]",
            "{purge_numbers: true, numbers: ['+33199000100', '+33199000102']}", "numbers", "purge_numbers keeps it"),
    Mistake("Removing a location with users", "locations[0]", "state: absent", "state", "move or remove them first"),
    Mistake("Emergency identifier where there is none", "locations[1]",
            "{emergency_location_identifier: x, address: {address_line1: a, city: Rome, zip_or_postal_code: '00100', "
            "country: IT}}", "emergency_location_identifier", "exists only in"),
    Mistake("Customer without an option that creating needs", CUSTOMER, "{external_id: other, name: ''}", "name",
            "to create a customer"),
)  # fmt: skip
"""What shows only beside what there is at Webex: found when it has been read, before anything is written."""
