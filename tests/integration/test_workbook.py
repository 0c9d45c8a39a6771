# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""From an order form to ringing phones: three customers of a workbook, all that is wrong with it first."""

from __future__ import annotations

import csv
import datetime
import json
import os
import shlex
import ssl
import stat
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from ansible_collections.webex.wholesale.plugins.module_utils._workbook.reader import Reader
from ansible_collections.webex.wholesale.plugins.module_utils._workbook.result import HEADINGS
from ansible_collections.webex.wholesale.plugins.module_utils._workbook.sheets import SHEETS
from ansible_collections.webex.wholesale.plugins.module_utils._workbook.template import template
from openpyxl import load_workbook

from tests.http_server import Reply, Web
from tests.integration.test_export import export, read
from tests.integration.test_fleet import run, steps
from tests.property import tasks
from tests.simulator_server import ACCESS_TOKEN, SimulatorServer
from tests.unit.test_tls import certificate

COLUMNS = {
    sheet.title[0]: {column.option: index for index, column in enumerate(sheet.columns, start=1)} for sheet in SHEETS
}
MPP, PHONEOS = "Cisco 8845", "Cisco 9861"

ONBOARD = "ansible-playbook -i customers.webex_workbook.yml webex.wholesale.onboard"
AUDIT = "ansible-playbook -i customers.webex_workbook.yml webex.wholesale.audit"
TEMPLATE = "ansible-playbook webex.wholesale.workbook_template -e workbook_path=customers.xlsx"


class Shop(NamedTuple):
    """An invented customer: where it is, how its numbers begin, how many users, phones and codes it has."""

    key: str
    name: str
    address: tuple[str, str, str, str, str]
    time_zone: str
    language: str
    numbers: str
    users: int
    phones: int
    codes: int

    def number(self, index: int) -> str:
        return f"{self.numbers}{index:02}"

    def email(self, index: int) -> str:
        return f"user{index:02}@{self.key}.example"


SHOPS = (
    Shop("brugse-kant", "Brugse Kant", ("Markt 7", "Brugge", "", "08000", "BE"), "Europe/Brussels", "nl_NL",
         "+325099001", 15, 5, 2),
    Shop("padaria-aurora", "Padaria Aurora", ("Rua do Sol 12", "São Paulo", "SP", "01310-100", "BR"),
         "America/Sao_Paulo", "pt_BR", "+5511990012", 15, 3, 2),
    Shop("harbor-books", "Harbor Books", ("410 Commerce Street", "Baltimore", "MD", "02120", "US"),
         "America/New_York", "en_US", "+141055501", 10, 1, 1),
)  # fmt: skip
BAD: dict[str, tuple[str, Any]] = {
    "Locations!J3": ("time_zone", "Brussels"),
    "Numbers!D4": ("last", "+551199001"),
    "Users!A4": ("customer", "brugse-kent"),
    "Users!B5": ("email", "no address"),
    "Users!E6": ("package", "webex_caling"),
    "Users!F7": ("location", "Brugges"),
    "Users!G8": ("phone_number", 3250990006),
    "Users!H9": ("extension", datetime.date(2026, 1, 2)),
    "Common areas!C3": ("location", "Bruge"),
    "Phones!E4": ("mac", "00:1A:2B:3C:4D"),
}
"""Ten cells that people get wrong."""


def fill(path: Path) -> None:
    """Write the order form of all customers."""
    book = template("en")
    rows: dict[str, list[dict[str, Any]]] = {sheet: [] for sheet in COLUMNS}
    for at, shop in enumerate(SHOPS):
        parts = ("address_line1", "city", "state_or_province", "zip_or_postal_code", "country")
        address = {f"address.{part}": text for part, text in zip(parts, shop.address, strict=True)}
        city, customer = shop.address[1], {"customer": shop.key}
        rows["Customers"].append({
            "external_id": shop.key, "name": shop.name, "primary_email": shop.email(0), "language": "en",
            "template": "Default", "packages": "webex_calling; common_area_calling", **address,
        })  # fmt: skip
        rows["Locations"].append({
            **customer, "name": city, **address, "time_zone": shop.time_zone, "preferred_language": shop.language,
            "calling": "yes", "pstn.provider": f"Simulated Telecom {shop.address[4]}", "main_number": shop.number(0),
        })  # fmt: skip
        rows["Numbers"].append({**customer, "location": city, "first": shop.number(0), "last": shop.number(20)})
        rows["Users"] += [
            {**customer, "email": shop.email(index), "first_name": "Zoë", "last_name": f"Müller {index}",
             "package": "webex_calling", "location": city, "phone_number": shop.number(index),
             "extension": f"0{100 + index}"}
            for index in range(1, shop.users + 1)
        ]  # fmt: skip
        floor = {"name": "Shop floor", "location": city, "extension": "0900", "type": "open"}
        rows["Common areas"].append({**customer, **floor})
        macs = [f"00:1A:2B:3C:{at:02}:{index:02}" for index in range(shop.phones + 1)]
        rows["Phones"].append({**customer, "workspace": "Shop floor", "model": MPP, "mac": macs[0]})
        rows["Phones"] += [
            {**customer, "user": shop.email(index), "model": MPP if index % 2 else PHONEOS, "mac": macs[index]}
            for index in range(1, shop.phones + 1)
        ]
        rows["Phones"] += [
            {**customer, "user": shop.email(shop.phones + index), "model": PHONEOS}
            for index in range(1, shop.codes + 1)
        ]
    for sheet, listed in rows.items():
        for index in COLUMNS[sheet].values():
            book[sheet].cell(row=3, column=index).value = None
        for row, values in enumerate(listed, start=3):
            for option, value in values.items():
                cell = book[sheet].cell(row=row, column=COLUMNS[sheet][option], value=value or None)
                cell.number_format = "@"
    book.save(path)


def spoil(path: Path) -> None:
    """Get ten cells wrong, as people do."""
    book = load_workbook(path)
    for place, (option, value) in BAD.items():
        sheet, _mark, cell = place.partition("!")
        assert book[sheet][cell].column == COLUMNS[sheet][option]
        book[sheet][cell].value = value
        if not isinstance(value, (str, datetime.date)):
            book[sheet][cell].number_format = "General"
    book.save(path)


class Order:
    """The folder of somebody who has got a workbook."""

    def __init__(self, folder: Path, simulator: SimulatorServer) -> None:
        self.folder, self.simulator = folder, simulator
        self.workbook, self.codes = folder / "customers.xlsx", folder / "activation-codes.csv"
        (folder / "customers.webex_workbook.yml").write_text(
            "plugin: webex.wholesale.workbook\nworkbook: customers.xlsx\n"
        )
        (folder / "ansible.cfg").write_text("[inventory]\nany_unparsed_is_failed = true\n")

    def play(self, command: str, **environment: str) -> tuple[int, str]:
        """Run a command; return its code and what it said."""
        done = subprocess.run(
            shlex.split(command),
            cwd=self.folder,
            env=os.environ
            | {
                "WEBEX_API_URL": self.simulator.url,
                "WEBEX_ACCESS_TOKEN": ACCESS_TOKEN,
                "ANSIBLE_NOCOLOR": "1",
                "ANSIBLE_LOCALHOST_WARNING": "0",
            }
            | environment,
            text=True, capture_output=True, check=False, timeout=180,
        )  # fmt: skip
        return done.returncode, done.stdout + done.stderr

    @property
    def customers(self) -> list[dict[str, Any]]:
        """The customers as the options of a module."""
        reader = Reader(self.workbook)
        made = reader.read()
        assert reader.problems == []
        return [{"name": name, **each.variables} for name, each in made.items()]

    @property
    def told(self) -> dict[str, list[dict[str, Any]]]:
        """The rows of the copy with the results, by sheet."""
        (path,) = (self.folder / "reports" / "onboarding-report" / "latest").glob("*.xlsx")
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        found: dict[str, list[dict[str, Any]]] = {}
        for sheet in load_workbook(path).worksheets:
            head, _help, *rows = sheet.iter_rows(values_only=True)
            names = list(map(str, head))
            found[sheet.title] = [dict(zip(names, row, strict=True)) for row in rows if row[0]]
        return found


@pytest.fixture
def order(tmp_path: Path, simulator: SimulatorServer) -> Order:
    """Somebody with a workbook of three customers."""
    order = Order(tmp_path, simulator)
    fill(order.workbook)
    return order


def test_from_an_order_form_to_ringing_phones(order: Order, simulator: SimulatorServer) -> None:
    good = order.workbook.read_bytes()
    order.workbook.unlink()
    assert order.play(TEMPLATE)[0] == 0
    assert list(load_workbook(order.workbook).sheetnames)[: len(COLUMNS)] == list(COLUMNS)
    order.workbook.write_bytes(good)
    spoil(order.workbook)
    # As an inventory, and without one, as in a job of AWX.
    for command in (ONBOARD, "ansible-playbook webex.wholesale.onboard_workbook -e webex_workbook=customers.xlsx"):
        code, output = order.play(command)
        assert code != 0
        assert "10 problems, nothing is taken from it" in output
        assert {place for place in BAD if f"{place}: " not in output} == set(), output
    assert simulator.requests() == []

    order.workbook.write_bytes(good)
    code, output = order.play(f"{ONBOARD} --check")
    assert (code, simulator.writes()) == (0, []), output
    code, output = order.play(ONBOARD)
    assert code == 0, output
    result, done, identifier, error, activation, until = HEADINGS["en"]
    told = order.told
    assert {row[result] for name in ("Customers", "Users", "Common areas", "Phones") for row in told[name]} == {
        "created"
    }
    assert [len(told[name]) for name in ("Customers", "Users", "Common areas", "Phones")] == [3, 40, 3, 17]
    assert all(row[identifier] for row in (*told["Customers"], *told["Users"], *told["Common areas"]))
    assert not [row[error] for rows in told.values() for row in rows if row.get(error)]
    assert all(row[done] for row in told["Phones"])
    waiting = [row for row in told["Phones"] if not row["MAC address"]]
    assert len(waiting) == 5
    assert all(row[activation] and row[until] for row in waiting)
    assert not [row for row in told["Phones"] if row["MAC address"] and row[activation]]
    kept = order.codes.read_bytes()
    assert stat.S_IMODE(order.codes.stat().st_mode) == 0o600
    codes = {row["code"] for row in csv.DictReader(order.codes.read_text().splitlines())}
    assert codes == {row[activation] for row in waiting}
    (report,) = (order.folder / "reports" / "onboarding-report" / "latest").glob("report.json")
    totals = json.loads(report.read_text())["totals"]
    assert (totals["workspaces"], totals["devices"]) == ({"created": 3}, {"created": 17})
    page = report.with_suffix(".html").read_text()
    assert all(words in page for words in ("Shop floor", "001A2B3C0101", "activation code", MPP))
    # Nobody else tells a code.
    texts = [path.read_text() for path in order.folder.rglob("report.*")]
    assert texts
    assert not [code for code in codes for text in (output, *texts) if code in text]

    written = len(simulator.writes())
    code, output = order.play(ONBOARD)
    assert (code, len(simulator.writes())) == (0, written), output
    assert order.codes.read_bytes() == kept
    assert {row[result] for rows in order.told.values() for row in rows if result in row} == {"unchanged"}
    assert all(row[activation] for row in order.told["Phones"] if not row["MAC address"])
    assert order.play(AUDIT)[0] == 0


@pytest.mark.smoke
def test_a_workbook_at_a_url(order: Order, simulator: SimulatorServer) -> None:
    paths = certificate(order.folder, "127.0.0.1")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*paths)
    command = "ansible-playbook webex.wholesale.onboard_workbook --check -e webex_workbook="
    with closing(Web(context)) as web:
        web.on("GET", "orders/today.xlsx", Reply(body=order.workbook.read_bytes()))
        code, output = order.play(f"{command}{web.url}/orders/today.xlsx?key=secret", WEBEX_CA_PATH=str(paths[0]))
        assert code == 0, output
        assert {seen.token for seen in web.seen} == {""}
        untrusted = order.play(f"{command}{web.url}/orders/today.xlsx?key=secret")[1]
    assert "the workbook at 127.0.0.1 cannot be read" in untrusted
    assert "secret" not in untrusted
    (copy,) = (order.folder / "reports" / "onboarding-plan" / "latest").glob("*.xlsx")
    assert copy.name == "today.xlsx"
    assert simulator.writes() == []
    assert "must begin with https://" in order.play(f"{command}http://127.0.0.1/today.xlsx")[1]


def test_an_export_agrees_with_the_workbook_and_phones_are_swapped(order: Order, simulator: SimulatorServer) -> None:
    misspelled, *_rest = order.customers
    misspelled["devices"][0]["model"] = "Cisco 8846"
    (warning,) = tasks.run("wholesale_audit", simulator.url, customers=[misspelled])["warnings"]
    assert "did you mean Cisco 88" in warning
    assert "A210" in warning
    done = run(simulator, "onboard", *order.customers, activation_codes_path=str(order.codes))
    assert done["counts"]["created"] == 3, done
    written = len(simulator.writes())
    export(simulator, order.folder / "inventory", include=["workspaces", "devices"])
    for customers in (order.customers, read(order.folder / "inventory")):
        audit = run(simulator, "audit", *customers, unlisted=True)
        assert audit["verdict"] == "in_sync", audit["findings"]
        assert run(simulator, "onboard", *customers)["counts"]["unchanged"] == 3
    assert len(simulator.writes()) == written

    book = load_workbook(order.workbook)
    one, other = (book["Phones"].cell(row=row, column=COLUMNS["Phones"]["user"]) for row in (4, 5))
    one.value, other.value = other.value, one.value
    book.save(order.workbook)
    swapped = run(simulator, "onboard", *order.customers, activation_codes_path=str(order.codes))
    assert sorted(each.split()[0] for each in steps(swapped)) == ["DELETE", "DELETE", "POST", "POST"]
    assert [each["action"] for each in swapped["customers"]] == ["updated", "unchanged", "unchanged"]
    assert all(each["verified"] for each in swapped["customers"] if each["changed"])
    assert run(simulator, "onboard", *order.customers)["counts"]["unchanged"] == 3
