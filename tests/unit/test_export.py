# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Inventories for people and for Ansible: texts, names of hosts, what was edited, what is left out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from ansible_collections.webex.wholesale.plugins.module_utils import _inventory_text as text
from ansible_collections.webex.wholesale.plugins.module_utils._csv import users_table
from ansible_collections.webex.wholesale.plugins.module_utils._exported import told, validate
from ansible_collections.webex.wholesale.plugins.module_utils._http.errors import Refused
from ansible_collections.webex.wholesale.plugins.module_utils._inventory_files import (
    Folder,
    host_name,
    host_names,
    mode_of,
)
from ansible_collections.webex.wholesale.plugins.module_utils._nouns.customer.model import Customer
from ansible_collections.webex.wholesale.plugins.module_utils._nouns.location.model import Location
from ansible_collections.webex.wholesale.plugins.module_utils._nouns.user.model import User
from ansible_collections.webex.wholesale.plugins.module_utils._variables import problems
from ansible_collections.webex.wholesale.plugins.plugin_utils._pages.export import page

HARD = [
    *("01067", "NO", "no", "Y", "on", "True", "null", "~", "", " ", "1e3", "1_000", "0x1F", "0o17"),
    *("12:30:45", ".5", "-1", "2024-01-31", "2024-01-31 10:00:00", "+33199001200", "- x", "? x"),
    *(": x", "a: b", "a #b", "#", "&a", "*a", "!t", "%d", "@x", "`x`", "'", '"', "\\", "|", ">"),
    *("[", "{", "{a}", "a\nb", "a\r\nb\n", "\ttab", " lead", "trail ", "\u2028", "é", "株", "a\x00b"),
    *("\x85", "\ufeffx", "😀", "=", "<<", "---", "...", "# Made by", "12 rue de la Paix", "1 000"),
    *("O'Neil", "a, b"),
]
PLACE = {"address_line1": "1 rue A", "city": "Paris", "zip_or_postal_code": "75002", "country": "FR"}
ID = "Y2lzY29zcGFyazovL3VzL0VOVEVSUFJJU0UvZGUxM2Y1ZDgtYTNlNi00M2Y4LTgwMGEtODUxOGNhY2JlNWZh"


class Loader(yaml.SafeLoader):
    """Reads ``!unsafe`` as Ansible does."""


Loader.add_constructor("!unsafe", lambda loader, node: str(node.value))


@pytest.mark.parametrize("value", HARD)
def test_a_text_stays_the_text_that_it_is(value: str) -> None:
    written = text.scalar(value)
    assert "\n" not in written
    for form in (f"a: {written}\nb: 1", f"a:\n  - {written}\nb: 1", f"{written}:\nb: 1"):
        read = yaml.load(form, Loader)  # noqa: S506
        assert read["b"] == 1
        assert value in (read.get("a"), *(read.get("a") or ()), *read)


@pytest.mark.parametrize("value", ["{{ 7 * 7 }}", "{% if %}", "{# x #}", "a {{"])
def test_what_could_be_a_template_is_marked(value: str) -> None:
    assert text.scalar(value).startswith("!unsafe ")
    assert yaml.load(text.scalar(value), Loader) == value  # noqa: S506


@pytest.mark.parametrize("value", ["Paris", "12 rue de la Paix", "Europe/Paris", "ann@acme.example", "Café du Nord"])
def test_a_plain_text_is_written_plainly(value: str) -> None:
    assert text.scalar(value) == value


@pytest.mark.parametrize("value", HARD)
def test_a_comment_stays_one(value: str) -> None:
    for line in text.comment(f"why: {value} {'long ' * 60}", 2):
        assert line.startswith("  # ")
        assert len(line.splitlines()) == 1
        assert len(line) < 125


@pytest.mark.parametrize("value", HARD)
def test_a_user_is_the_same_in_a_table_or_is_not_in_one(value: str) -> None:
    users = [
        text.Told({"email": f"{name}@acme.example", "first_name": first, "package": "webex_meetings"})
        for name, first in (("ann", value or "x"), ("bob", "Bob"))
    ]
    shown = text.CustomerTold(text.Told({"external_id": "acme"}), [], users)
    content, table = text.customer_texts(shown, "acme.csv", 0)
    found, wrong = users_table().read(table)
    assert wrong == []
    listed = yaml.load(content, Loader).get("wholesale_users", [])  # noqa: S506
    key = str.casefold
    assert sorted([*listed, *found], key=lambda each: key(each["email"])) == [each.values for each in users]


@pytest.mark.parametrize(
    ("external_id", "name"),
    [
        ("acme", "acme"),
        ("Acme.Inc_1", "Acme.Inc_1"),
        ("01067", "01067"),
        ("Café du Nord", "Cafe-du-Nord"),
        ("../../etc/passwd", "etc-passwd"),
        ("a/b\\c:d[1:3]", "a-b-c-d-1-3"),
        ("localhost", "customer-localhost"),
        ("ALL", "customer-ALL"),
        ("acme.yml", "acme-yml"),
        ("-acme", "acme"),
        ("株式会社", ""),
        ("x" * 300, "x" * 100),
    ],
)
def test_an_external_id_is_a_name_of_a_host_and_of_a_file(external_id: str, name: str) -> None:
    assert host_name(external_id) == name


def test_names_of_hosts_are_unique_and_stay() -> None:
    ids = [f"{number}0000000-0000-4000-8000-000000000000" for number in range(9)]
    customers = dict(zip(["a b", "a-b", "A-B", "株", "c", "d"], ids, strict=False))
    names = host_names(customers, {"d": "delta"})
    assert names == {
        "a b": "a-b-00000000",
        "a-b": "a-b-10000000",
        "A-B": "A-B",
        "株": "customer-30000000",
        "c": "c",
        "d": "delta",
    }
    assert host_names({**customers, "C": ids[6]}, names) == {**names, "C": "C-60000000"}


def test_an_edit_is_noticed_and_line_ends_are_none() -> None:
    made = text.marked(["---", "a: 1"], "email\n").encode()
    assert not text.edited(made, b"email\n", b"")
    assert not text.edited(made.replace(b"\n", b"\r\n"), b"email\r\n", b"")
    assert text.edited(made.replace(b"1", b"2"), b"email\n", b"")
    assert text.edited(made + b"# mine\n", b"email\n", b"")
    assert text.edited(made, b"email\nx@y.example\n", b"")
    # It was written by a run that ended before the rest.
    assert not text.edited(made, b"email\nx@y.example\n", b"email\nx@y.example\n")
    assert text.edited(b"---\na: 1\n", None, b"")
    assert text.edited(b"", None, b"")


@pytest.mark.parametrize(("value", "mode"), [("0600", 0o600), ("640", 0o640), (0o600, 0o600)])
def test_a_mode_is_taken_as_ansible_takes_it(value: Any, mode: int) -> None:
    assert mode_of(value) == mode


@pytest.mark.parametrize("value", ["u=rw", "9", "", None, "7777", -1])
def test_no_mode_is_refused(value: Any) -> None:
    with pytest.raises(Refused, match=r"mode: .*'0600'"):
        mode_of(value)


def test_a_file_is_replaced_as_a_whole_and_through_a_link(tmp_path: Path) -> None:
    real = tmp_path / "elsewhere.yml"
    real.write_text("old")
    (tmp_path / "in" / "host_vars").mkdir(parents=True)
    link = tmp_path / "in" / "host_vars" / "acme.yml"
    link.symlink_to(real)
    folder = Folder(tmp_path / "in")
    folder.write([folder.target("host_vars/acme.yml", "new")], 1)
    assert (link.is_symlink(), real.read_text(), real.stat().st_mode & 0o777) == (True, "new", 0o600)
    assert [path.name for path in link.parent.iterdir()] == ["acme.yml"]


def shown(customer: dict[str, Any], *, locations: Any = (), users: Any = ()) -> tuple[text.CustomerTold, list[str]]:
    """Return what is told of objects that Webex has, and what is left out of it."""
    found = told(
        Customer.observed(external_id="acme", status="provisioned", id=ID, **customer),
        [Location.observed(customer="acme", **each) for each in locations],
        [User.observed(customer="acme", **each) for each in users],
        {},
        {},
    )
    left = validate(found)
    assert problems(found.variables()) == []
    return found, left


def test_what_an_inventory_cannot_have_is_left_out_and_told() -> None:
    long = {**PLACE, "address_line1": "x" * 60}
    found, left = shown(
        {"name": "50% off", "packages": ["webex_meetings", "brand_new"], "address": {"country": "FR"}},
        locations=[
            {"name": "Paris", "address": PLACE, "calling": True, "main_number": "12"},
            {"name": "PARIS", "address": long, "calling": False},
        ],
        users=[
            {"email": "a@acme.example", "package": "webex_meetings", "phone_number": "+33199001200"},
            {"email": "b@acme.example", "package": "brand_new", "first_name": "Bea"},
            {"email": "nobody", "package": "webex_meetings"},
            {"email": "c@acme.example", "package": "webex_calling", "location": "Pariss", "extension": "12x"},
        ],
    )
    assert set(found.customer.values) == {"external_id"}
    assert [place.values["name"] for place in found.locations] == ["PARIS"]
    assert [user.values for user in found.users] == [
        {"email": "a@acme.example", "package": "webex_meetings"},
        {"email": "b@acme.example", "first_name": "Bea"},
        {"email": "c@acme.example", "package": "webex_calling"},
    ]
    told_ = "\n".join(left)
    for words in ("must not contain %", "50 characters", "needs a calling package", "did you mean PARIS"):
        assert words in told_, told_
    content, table = text.customer_texts(found, "acme.csv", None)
    assert "left out" in content
    assert table == ""


def test_packages_in_error_are_not_given() -> None:
    status = [{"name": "webex_calling", "status": "error"}, {"name": "webex_meetings", "status": "provisioned"}]
    customer = {"packages": ["webex_meetings"], "package_status": status, "errors": []}
    found, left = shown({**customer, "address": PLACE})
    assert left == []
    assert "packages" in found.customer.values
    found = told(Customer.observed(external_id="acme", id=ID, status="error", **customer), [], [], {}, {})
    assert "packages" not in found.customer.values
    assert any("Webex has webex_calling, webex_meetings" in note for note in found.customer.notes)


def test_who_could_not_be_called_back_can_be_created_again() -> None:
    rest = {"address": PLACE, "time_zone": "Europe/Paris", "preferred_language": "fr_FR", "calling": True}
    line = {"package": "webex_calling", "extension": "0101"}
    found, left = shown(
        {"packages": ["webex_calling"], "address": PLACE},
        locations=[{"name": "A", **rest}, {"name": "B", "main_number": "+33199001200", **rest}],
        users=[{"email": f"{place}@acme.example", "location": place.upper(), **line} for place in "ab"],
    )
    assert left == []
    assert [each.values.get("emergency_callback") for each in found.users] == ["none", None]


def test_the_head_office_is_the_one_at_the_customers_own_address() -> None:
    rest = {"time_zone": "Europe/Paris", "preferred_language": "fr_FR", "calling": True}
    other = {**PLACE, "city": "Lyon"}
    found, _left = shown(
        {"packages": ["webex_calling"], "address": PLACE},
        locations=[{"name": "A", "address": other, **rest}, {"name": "B", "address": PLACE, **rest}],
    )
    assert found.customer.values["calling_location"]["name"] == "B"


def test_the_page_counts_each_customer_once() -> None:
    row: dict[str, Any] = {"external_id": "acme", "customer_id": ID, "org_id": None, "organization": "Acme"}
    row |= {"status": "provisioned", "locations": 1, "users": 2, "problems": [], "left_out": []}
    rows = [
        {**row, "name": "a", "action": "created"},
        {**row, "name": "b", "action": "kept", "left_out": ["x"]},
        {**row, "name": "c", "action": "unchanged", "problems": ["Webex reports"]},
        {**row, "name": "d", "action": "failed", "problems": ["no answer"]},
        {**row, "name": "e", "action": "updated", "left_out": ["x"]},
    ]
    counts = {"created": 1, "updated": 1, "unchanged": 1, "kept": 1, "left out": 0, "failed": 1}
    data = {"customers": rows, "counts": counts, "directory": "/x", "kept": ["/x/b.yml"], "gone": ["z"]}
    assert page(data, {"run": {"check_mode": True}}).intro.startswith("Check mode: no file is written. 5 customers")
    made = page(data, {})
    assert {each.label: each.value for each in made.counts if each.value} == {
        "failed": 1,
        "exported, in trouble at Webex": 1,
        "kept, as it was edited": 1,
        "not as a whole": 1,
        "new": 1,
    }
    assert made.intro == "5 customers, 4 of them in the inventory /x. Files kept, as they were edited: 1."
    assert "Nothing was exported: no token" in page({"msg": "no token"}, {}).intro
