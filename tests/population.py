# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Thousands of customers in a simulator's database within seconds: one is made through the API, the others are copies.

So what is in the database is always what the simulator itself would have written.
"""

from __future__ import annotations

import contextlib
import json
import re
from pathlib import Path
from typing import Any
from uuid import uuid4

from webex_simulator import ids
from webex_simulator.store import Store

from tests.integration import populated
from tests.simulator.api import Api, customer_body, subscriber_body
from tests.simulator_server import SimulatorServer

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")
# Table -> which of its rows belong to the customer or the organization given.
OWNED = {
    "org": ("id = ?", "org"),
    "customer": ("id = ?", "customer"),
    "license": ("org = ?", "org"),
    "location": ("org = ?", "org"),
    "person": ("org = ?", "org"),
    "person_license": ("license IN (SELECT id FROM license WHERE org = ?)", "org"),
    "subscriber": ("customer = ?", "customer"),
    "number": ("org = ?", "org"),
}


def external_id(index: int) -> str:
    """Return the name of the customer with this index, as in the inventory of a fleet."""
    return f"customer{index:05}"


def populate(database: Path, customers: int, users: int) -> None:
    """Fill a new database with so many customers as `populated` describes them, each with so many users."""
    with SimulatorServer(database.parent, provisioning_delay=0.01, database=str(database)) as server:
        _first(Api(server), users)
    with contextlib.closing(Store(str(database))) as store, store.transaction():
        words = _words(store)
        keys = set(filter(UUID.fullmatch, words))
        for index in range(1, customers):
            _copy(store, words, keys, index, users)


def _first(api: Api, users: int) -> None:
    """Create the customer that is copied."""
    wish = populated.customer(external_id(0))
    address = {"addressLine1": "12 rue de la Paix", "city": "Paris", "zipOrPostalCode": "75002", "country": "FR"}
    place = {"name": populated.LOCATION, "address": address, "timezone": "Europe/Paris", "language": "fr_fr"}
    info = {"name": wish["name"], "primaryEmail": wish["primary_email"]}
    parameters = {"calling": {"location": place}}
    body = customer_body(external_id(0), address=address, customerInfo=info, provisioningParameters=parameters)
    api.call("POST", "/wholesale/customers", 202, body)
    api.server.settle()
    customer = api.call("GET", "/wholesale/customers", 200, externalId=external_id(0))["items"][0]
    location = api.location(customer["orgId"])
    wishes = [populated.user(index, external_id(0), **populated.name(index)) for index in range(users)]
    api.numbers(customer["orgId"], location, *(each["phone_number"] for each in wishes))
    for each in wishes:
        line = {"primaryPhoneNumber": each["phone_number"], "extension": each["extension"], "locationId": location}
        names = {"firstName": each["first_name"], "lastName": each["last_name"]}
        body = subscriber_body(customer, each["email"], each["package"], **names, **line)
        api.call("POST", "/wholesale/subscribers", 200, body)
    api.session.close()


def _words(store: Store) -> list[str]:
    """Return the first customer's rows of all tables as JSON, word by word with what is between them."""
    row = store.one("SELECT id, org FROM customer")
    assert row is not None
    keys = {"customer": row["id"], "org": row["org"]}
    found: dict[str, list[dict[str, Any]]] = {}
    for table, (owned, name) in OWNED.items():
        entries = store.all(f"SELECT * FROM {table} WHERE {owned}", keys[name])  # noqa: S608
        found[table] = [{column: value for column, value in dict(each).items() if column != "seq"} for each in entries]
    return re.split(r"([\w-]+)", json.dumps(found))


def _copy(store: Store, words: list[str], keys: set[str], index: int, users: int) -> None:
    """Insert the rows again, with other ids, names, numbers and extensions."""
    new = {external_id(0): external_id(index), external_id(0).title(): external_id(index).title()}
    for old in keys:
        key = str(uuid4())
        new |= {old: key, ids.encode("LOCATION", old): ids.encode("LOCATION", key)}
    for user in range(users):
        one, other = (populated.user(each, "x") | populated.name(each) for each in (user, index * users + user))
        for name in ("extension", "first_name", "last_name"):
            new[one[name]] = other[name]
        new[one["phone_number"][1:]] = other["phone_number"][1:]
        new[one["email"].split("@")[0]] = other["email"].split("@")[0]
    for table, entries in json.loads("".join([new.get(word, word) for word in words])).items():
        for entry in entries:
            store.insert(table, **entry)
