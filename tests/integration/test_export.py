# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What was made by hand becomes an inventory, of which an audit finds nothing and which onboarding leaves as it is."""

from __future__ import annotations

import json
import os
import re
import resource
import subprocess
from pathlib import Path
from typing import Any

import yaml
from ansible_collections.webex.wholesale.plugins.module_utils._argspec import EXPORTED
from ansible_collections.webex.wholesale.plugins.module_utils._http import ids

from tests.integration import by_hand
from tests.integration.test_fleet import customer, run
from tests.property import tasks
from tests.simulator_server import ACCESS_TOKEN, SimulatorServer

SECOND = ids.encode("ORGANIZATION", "0a1b0000-0000-4000-8000-000000000006")
"""A sub-partner that is active."""


class Loader(yaml.SafeLoader):
    """Reads what Ansible reads, but for templates."""


Loader.add_constructor("!unsafe", lambda loader, node: str(node.value))


def export(simulator: SimulatorServer, directory: Path, *, check: bool = False, **options: Any) -> dict[str, Any]:
    """Export in this process; return what the module returns."""
    return run(
        simulator, "export", directory=str(directory), customers=options.pop("only", None), check=check, **options
    )


def read(directory: Path) -> list[dict[str, Any]]:
    """Return the customers of an inventory without tables as the options of an audit."""
    hosts = yaml.safe_load((directory / "hosts.yml").read_text())["webex_customers"]["hosts"]
    return [
        {"name": host, **yaml.load((directory / "host_vars" / f"{host}.yml").read_text(), Loader)}  # noqa: S506
        for host in hosts
    ]


def play(simulator: SimulatorServer, playbook: str, *options: str, **variables: Any) -> str:
    """Run a playbook of the collection, which must succeed."""
    done = subprocess.run(
        ["ansible-playbook", f"webex.wholesale.{playbook}", "--extra-vars", json.dumps(variables), *options],
        env=os.environ
        | {
            "WEBEX_API_URL": simulator.url,
            "WEBEX_ACCESS_TOKEN": ACCESS_TOKEN,
            "ANSIBLE_NOCOLOR": "1",
            "ANSIBLE_LOCALHOST_WARNING": "0",
            "ANSIBLE_INVENTORY_UNPARSED_WARNING": "0",
        },
        text=True, capture_output=True, check=False, timeout=180,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def test_customers_of_all_shapes_become_an_inventory_that_changes_nothing(
    simulator: SimulatorServer, tmp_path: Path
) -> None:
    for index in range(3):
        by_hand.shop(simulator, index)
    by_hand.strange(simulator)
    by_hand.in_trouble(simulator)
    made, inventory = len(simulator.writes()), tmp_path / "inventory"
    told = play(simulator, "export", export_directory=str(inventory), export_users_csv_from=5,
                report_directory=str(tmp_path / "reports"))  # fmt: skip
    assert "17 of them in the inventory" in told, told
    assert {path.stat().st_mode & 0o777 for path in inventory.rglob("*.*")} == {0o600}

    # A customer that Cisco reviews would be waited for.
    simulator.faults({})
    output = play(simulator, "onboard", "-i", str(inventory), onboard_recap=True, report_directory=str(tmp_path / "r"),
                  onboarding_report_directory=str(tmp_path / "r"))  # fmt: skip
    recap = dict(re.findall(r"^(\S+) +: ok=\d+ +changed=(\d+) .*failed=0", output, re.MULTILINE))
    assert len(recap) >= 17, output
    assert set(recap.values()) == {"0"}, output
    assert len(simulator.writes()) == made

    # The same data without a table, by the audit that also tells what nobody lists.
    other = tmp_path / "other"
    result = export(simulator, other)
    assert result["counts"]["created"] == 17, result
    audit = run(simulator, "audit", *read(other), unlisted=True, unlisted_customers=False)
    assert all(each["in_sync"] for each in audit["customers"]), audit
    assert audit["unlisted"]["of_customers"] == {}
    assert len(simulator.writes()) == made
    trouble = {each["external_id"]: each["problems"] for each in result["customers"] if each["problems"]}
    assert set(trouble) <= {"broken", "halfway", "reviewed", "going"}
    assert {"broken", "halfway"} <= set(trouble)
    shop = (other / "host_vars" / "shop0.yml").read_text()
    assert "No API tells template, primary_email" in shop
    assert "# Not active yet, listing them would activate them: +33190000005" in shop
    assert "# Has a free Webex account" in shop
    (first,) = [each["wholesale_customer"] for each in read(other) if each["name"] == "shop1"]
    assert first["package_limits"] == {"webex_calling": 10}
    assert (first["tags"], first["partner_administrators"]) == (["01067", "NO"], ["operator@partner.example.com"])


def test_workspaces_and_phones_are_exported_and_audited(simulator: SimulatorServer, tmp_path: Path) -> None:
    by_hand.phones(simulator, by_hand.shop(simulator, 0), "shop0.example")
    before, made = len(simulator.requests()), len(simulator.writes())
    export(simulator, tmp_path, include=[])
    without = len(simulator.requests()) - before
    plain = export(simulator, tmp_path, include=sorted({*EXPORTED} - {"members"}))
    assert "members" not in str(read(tmp_path))
    result = export(simulator, tmp_path)
    (told,), (row,) = read(tmp_path), result["customers"]
    # A room without calling is no workspace of ours: it could not be created.
    assert (row["workspaces"], row["devices"]) == (1, 4), row
    assert plain["calls"] - without <= 4 + 5
    # Two for each phone that is there, two more for the audit of what was read, two for who they are.
    assert result["calls"] - plain["calls"] <= 2 * 2 + 2 * 2 + 2
    assert told["workspaces"][0] == {"name": "Shop floor", "location": "Headquarters", "extension": "0900",
                                     "supported_devices": "phones"}  # fmt: skip
    assert told["devices"] == [
        {"model": "Cisco 9861", "user": "ann@shop0.example"},
        {
            "mac": "001A2B3C4D01",
            "model": "Cisco 8845",
            "user": "ann@shop0.example",
            "tags": ["NO", "ground floor"],
            "members": ["bob@shop0.example", "Shop floor"],
        },
        {"model": "Cisco 9861", "user": "bob@shop0.example"},
        {"mac": "001A2B3C4D02", "model": "Cisco 8845", "workspace": "Shop floor"},
    ]
    assert "# Waits for its activation code" in (tmp_path / "host_vars" / "shop0.yml").read_text()
    virtual, twice = row["left_out"]
    assert "is listed before" in twice
    assert "is neither the e-mail address of a user nor the name of a workspace" in virtual
    audit = run(simulator, "audit", told, unlisted=True, unlisted_customers=False)
    assert audit["customers"][0]["in_sync"], audit
    assert audit["unlisted"]["of_customers"] == {"shop0": {"devices": ["Cisco 9861 of Ada Byron"]}}
    done = run(simulator, "onboard", told)
    assert (done["customers"][0]["action"], simulator.writes()[made:]) == ("unchanged", []), done
    for name in ("workspaces", "devices"):
        told[name].pop()
    audit = run(simulator, "audit", told, unlisted=True, unlisted_customers=False)
    rest = audit["unlisted"]["of_customers"]["shop0"]
    assert (rest["workspaces"], rest["devices"][0]) == (["Shop floor"], "00:1A:2B:3C:4D:02")
    assert "nobody lists phone 00:1A:2B:3C:4D:02" in audit["findings"]["shop0"]["drift"]


def test_what_no_module_would_have_made_is_left_out_and_told(simulator: SimulatorServer, tmp_path: Path) -> None:
    by_hand.odd(simulator)
    (told,) = export(simulator, tmp_path)["customers"]
    content = (tmp_path / "host_vars" / "odd.yml").read_text()
    for words in ("must not contain %", "50 characters"):
        assert words in "\n".join(told["left_out"])
        assert words in " ".join(content.replace("#", " ").split())
    audit = run(simulator, "audit", *read(tmp_path))
    assert audit["customers"][0]["in_sync"], audit


def test_an_edited_file_is_kept_until_it_is_forced(simulator: SimulatorServer, tmp_path: Path) -> None:
    for index in range(2):
        by_hand.shop(simulator, index)
    checked = export(simulator, tmp_path / "inventory", check=True)
    assert (checked["changed"], checked["counts"]["created"]) == (True, 2)
    assert not (tmp_path / "inventory").exists()

    inventory = tmp_path / "inventory"
    export(simulator, inventory, users_csv_from=2, creation={"shop0": {"template": "Default"}})
    first, table = inventory / "host_vars" / "shop0.yml", inventory / "host_vars" / "shop1.csv"
    assert yaml.load(first.read_text(), Loader)["wholesale_customer"]["template"] == "Default"  # noqa: S506
    first.write_text(first.read_text().replace("template: Default", "template: SMB France"))
    table.write_text(table.read_text().replace("Byron", "Lovelace"))
    before = {path: path.read_text() for path in inventory.rglob("*.*")}
    kept = export(simulator, inventory, users_csv_from=2)
    assert (kept["changed"], kept["counts"]["kept"]) == (False, 2)
    assert [Path(path).stem for path in kept["kept"]] == ["shop0", "shop1"]
    assert {path: path.read_text() for path in inventory.rglob("*.*")} == before
    assert any("-" + each["after"] != each["before"] and "(kept" in each["after_header"] for each in kept["diff"])

    # One alone, and with force: the table is not needed any more, the other host stays in the hosts file.
    forced = export(simulator, inventory, only=["shop1"], force=True)
    assert (forced["changed"], forced["counts"]["updated"], forced["gone"]) == (True, 1, [])
    assert not table.exists()
    assert sorted(yaml.safe_load((inventory / "hosts.yml").read_text())["webex_customers"]["hosts"]) == [
        "shop0",
        "shop1",
    ]
    assert not export(simulator, inventory, only=["shop1"])["changed"]
    assert "there is no customer with the external id nobody" in export(simulator, inventory, only=["nobody"])["msg"]


def test_a_hosts_file_that_was_edited_is_kept_and_what_it_lacks_is_told(
    simulator: SimulatorServer, tmp_path: Path
) -> None:
    by_hand.shop(simulator, 0)
    options: dict[str, Any] = {"directory": str(tmp_path), "include": ["tags", "partner_administrators"]}
    tasks.run("wholesale_export", simulator.url, **options)
    hosts = tmp_path / "hosts.yml"
    hosts.write_text(hosts.read_text() + "    mine:\n")
    by_hand.shop(simulator, 1)
    simulator.faults({"responses": [{"path": "/partner/tags", "status": 403, "times": 99}]})
    again = tasks.run("wholesale_export", simulator.url, **options)
    simulator.faults({})
    assert (again["changed"], again["kept"]) == (True, [str(hosts)])
    assert "mine:" in hosts.read_text()
    kept, untold = sorted(again["warnings"])
    assert kept == f"{hosts} was edited and is kept: add shop1"
    assert untold.startswith("tags is not exported, as the token may not read it")
    assert "partner_administrators" in (tmp_path / "host_vars" / "shop1.yml").read_text()
    # A customer that is gone is no host any more; its file stays.
    (tmp_path / "host_vars" / "left.yml").write_text("wholesale_customer:\n  external_id: left\n")
    assert tasks.run("wholesale_export", simulator.url, **options, force=True)["gone"] == ["left"]
    assert [each["name"] for each in read(tmp_path)] == ["shop0", "shop1"]


def test_nothing_is_lost_where_nothing_can_be_written(simulator: SimulatorServer, tmp_path: Path) -> None:
    by_hand.shop(simulator, 0)
    inventory = tmp_path / "inventory"
    export(simulator, inventory, include=[])
    before = {path: path.read_bytes() for path in inventory.rglob("*.*")}
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1500, limits[1]))
    try:
        failed = export(simulator, inventory, creation={"shop0": {"template": "Default"}})
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert "cannot write" in failed["msg"]
    assert "Nothing is lost: 0 of 1 files are new" in failed["msg"]
    assert {path: path.read_bytes() for path in inventory.rglob("*.*")} == before
    (tmp_path / "file").write_text("")
    assert "cannot" in export(simulator, tmp_path / "file" / "inventory")["msg"]


def test_a_customer_that_cannot_be_read_keeps_its_files(simulator: SimulatorServer, tmp_path: Path) -> None:
    for index in range(2):
        by_hand.shop(simulator, index)
    export(simulator, tmp_path)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.*")}
    simulator.faults({"responses": [{"path": "/v1/people", "status": 400, "times": 1}]})
    result = export(simulator, tmp_path)
    simulator.faults({})
    assert (result["counts"]["failed"], result["counts"]["unchanged"]) == (1, 1)
    assert result["msg"].startswith("1 of 2 customers failed:\n- shop")
    assert {path: path.read_bytes() for path in tmp_path.rglob("*.*")} == before
    assert result["gone"] == []


def test_what_was_exported_is_made_anew_in_an_empty_webex(simulator: SimulatorServer, tmp_path: Path) -> None:
    for index in range(2):
        by_hand.shop(simulator, index)
    creation = {f"shop{n}": {"template": "Default", "primary_email": f"boss@shop{n}.example"} for n in range(2)}
    first, second = tmp_path / "first", tmp_path / "second"
    export(simulator, first, creation=creation)
    simulator.reset()
    done = run(simulator, "onboard", *read(first))
    assert [(each["action"], each["verified"]) for each in done["customers"]] == [("created", True)] * 2, done
    export(simulator, second, creation=creation)
    assert read(first) == read(second)


def test_the_customers_of_a_sub_partner_are_exported_for_it(simulator: SimulatorServer, tmp_path: Path) -> None:
    by_hand.shop(simulator, 0)
    by_hand.shop(simulator, 1, onBehalfOfSubPartnerOrgId=SECOND)
    result = export(simulator, tmp_path, sub_partner=SECOND)
    assert [each["external_id"] for each in result["customers"]] == ["shop1"]
    (told,) = read(tmp_path)
    assert told["webex_sub_partner"] == SECOND
    audit = run(simulator, "audit", told)
    assert audit["customers"][0]["in_sync"], audit


def test_a_customer_costs_six_calls_and_what_is_included(simulator: SimulatorServer, tmp_path: Path) -> None:
    for number in range(8):
        run(simulator, "onboard", customer(number))
    before = len(simulator.requests())
    result = export(simulator, tmp_path, include=[])
    assert len(simulator.requests()) - before == result["calls"] <= 6 * 8 + 4
