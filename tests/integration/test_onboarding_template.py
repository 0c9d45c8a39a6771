# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Onboarding templates through ansible-core, with the API of the simulator and, without one, with a catalog."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from ansible_collections.webex.wholesale.plugins.module_utils._engine.run import Run
from ansible_collections.webex.wholesale.plugins.module_utils._engine.snapshot import Snapshot
from ansible_collections.webex.wholesale.plugins.module_utils._http.client import Client, Connection
from ansible_collections.webex.wholesale.plugins.module_utils._http.errors import Refused
from ansible_collections.webex.wholesale.plugins.module_utils._nouns.template.backends import find_provisioning_id

from tests.integration.ansible_run import run_task
from tests.simulator_server import ACCESS_TOKEN, SimulatorServer

GOLD: dict[str, Any] = {
    "name": "Gold",
    "service_provider_admin": "admin@partner.example.com",
    "country": "FR",
    "default_language": "fr_FR",
    "subscription": "Sub-simulator-1",
}
DEFAULT = "ZjViMzYxODctMDAwMC00MDAwLTgwMDAtMDAwMDAwMDAwMDAx"
"""Provisioning ID of the template that the simulator always has."""


@pytest.fixture(scope="module")
def without_api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SimulatorServer]:
    """A simulator that, like Webex, has no API for onboarding templates."""
    server = SimulatorServer(tmp_path_factory.mktemp("without-api"), no_onboarding_templates=True).start()
    yield server
    server.stop()


def calls(simulator: SimulatorServer) -> list[str]:
    """Return the requests since the last reset, and forget them."""
    made = [f"{entry['method']} {entry['path'].rpartition('/')[2]}" for entry in simulator.requests()]
    simulator._seen += len(made)
    return made


def find(simulator: SimulatorServer, template: str, **options: Any) -> str:
    """Look a Provisioning ID up as the resource of the customers does."""
    client = Client(Connection(api_url=simulator.url, access_token=ACCESS_TOKEN))
    try:
        return find_provisioning_id(Run(client, Snapshot(client)), template, options.get("catalog_path"))
    finally:
        client.close()


def test_life_of_a_template_with_the_api(simulator: SimulatorServer) -> None:
    def run(check: bool = False, **options: Any) -> dict[str, Any]:
        return run_task("onboarding_template", {"name": "Gold", **options}, url=simulator.url, check=check)

    def info(**options: Any) -> list[dict[str, Any]]:
        result = run_task("onboarding_template_info", options, url=simulator.url)
        found: list[dict[str, Any]] = result["onboarding_templates"]
        return found

    saml: dict[str, Any] = {"authentication": "partner_saml", "idp_entity_id": "urn:idp"}

    foreseen = run(check=True, **GOLD, **saml)
    assert (foreseen["action"], foreseen["changed"]) == ("created", True)
    assert calls(simulator) == ["GET onboardingTemplates"]

    created = run(**GOLD, **saml)
    template = created["onboarding_template"]
    assert created["diff"] == foreseen["diff"]
    assert foreseen["onboarding_template"].items() <= template.items()
    assert template["backend"] == "partner_hub"
    assert template["status"] == "active"
    assert template["messaging_settings"] == {"allow_admin_invite_emails": True, "other_settings": {}}
    assert calls(simulator) == ["GET onboardingTemplates", "POST onboardingTemplates"]

    again = run(**GOLD, **saml, provisioning_id=template["provisioning_id"])
    assert (again["action"], again["changed"], again["diff"]) == ("unchanged", False, [])
    assert again["onboarding_template"] == template
    assert calls(simulator) == ["GET onboardingTemplates"]
    assert info(name="Gold") == [template]
    assert find(simulator, "Gold") == template["provisioning_id"]
    assert calls(simulator) == ["GET onboardingTemplates"] * 2

    change: dict[str, Any] = {"authentication": "webex", "pstn_provider": "Carrier"}
    foreseen = run(check=True, **change)
    assert calls(simulator) == ["GET onboardingTemplates"]
    updated = run(**change)
    expected = template | change | {"idp_entity_id": None}
    assert updated["onboarding_template"] == foreseen["onboarding_template"] == expected
    assert updated["diff"] == foreseen["diff"]
    assert updated["diff"][0]["changes"]["before"] == {
        "authentication": "partner_saml",
        "idp_entity_id": "urn:idp",
        "pstn_provider": None,
    }
    assert "Cisco advises against" in updated["warnings"][0]
    assert calls(simulator) == ["GET onboardingTemplates", f"PUT {template['id']}"]
    assert run(**change)["changed"] is False
    assert info(name="Gold") == [expected]

    banner = {"messaging_settings": {"other_settings": {"Retention": "90 days"}}}
    for other in (banner, {"messaging_settings": {"other_settings": {"Share files": False}}}):
        foreseen, updated = run(check=True, **other), run(**other)
        assert (foreseen["diff"], updated["changed"]) == (updated["diff"], True)
        assert run(**other)["changed"] is False
    # What is not named stays.
    found = info(name="Gold")[0]["messaging_settings"]
    assert found == {
        "allow_admin_invite_emails": True,
        "other_settings": {"Retention": "90 days", "Share files": False},
    }

    calls(simulator)
    assert run(check=True, state="absent")["action"] == "removed"
    assert run(state="absent")["action"] == "removed"
    assert run(state="absent")["action"] == "unchanged"
    read = "GET onboardingTemplates"
    assert calls(simulator) == [read, read, f"DELETE {template['id']}", read]


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"name": "New", "country": "FR"}, "service_provider_admin: is required to create an onboarding template"),
        ({"name": "Default", "provisioning_id": "x"}, f"provisioning_id: differs from the template's own, {DEFAULT}"),
        (GOLD | {"provisioning_id": DEFAULT}, "provisioning_id: is chosen by Partner Hub"),
        ({"name": "Default", "backend": "catalog"}, "catalog_path: is required"),
    ],
)
def test_a_refusal_writes_nothing(simulator: SimulatorServer, options: dict[str, Any], told: str) -> None:
    result = run_task("onboarding_template", options, url=simulator.url)
    assert result["failed"]
    assert told in result["msg"]
    assert not simulator.writes()


def test_life_of_a_template_without_an_api(without_api: SimulatorServer, tmp_path: Path) -> None:
    catalog, worksheet = tmp_path / "catalog.yml", tmp_path / "worksheets" / "gold.md"
    places = {"catalog_path": str(catalog), "worksheet_path": str(worksheet)}

    def run(check: bool = False, **options: Any) -> dict[str, Any]:
        return run_task("onboarding_template", GOLD | places | options, url=without_api.url, check=check)

    foreseen = run(check=True)
    assert foreseen["action"] == "created"
    assert not list(tmp_path.iterdir())

    created = run()
    template = created["onboarding_template"]
    assert (template, created["diff"]) == (foreseen["onboarding_template"], foreseen["diff"])
    assert (template["backend"], template["status"]) == ("catalog", "pending")
    assert worksheet.read_text() == template["worksheet"]
    page = Path(created["worksheet_page"])
    assert page == worksheet.with_suffix(".html")
    assert "Country or region" in page.read_text()
    with pytest.raises(Refused, match="Gold is pending in the catalog"):
        find(without_api, "Gold", catalog_path=str(catalog))

    recorded = catalog.read_bytes()
    worksheet.unlink()
    again = run()
    assert (again["changed"], again["diff"]) == (False, [])
    assert again["onboarding_template"]["worksheet"] == template["worksheet"]
    assert catalog.read_bytes() == recorded
    assert worksheet.read_text() == template["worksheet"]

    calls(without_api)
    wrong = run(provisioning_id="ZjViMzYxODctMDAwMC00MDAwLTgwMDAtMDAwMDAwMDAwMDAy")
    assert wrong["failed"]
    assert "provisioning_id: Webex does not accept it" in wrong["msg"]
    assert wrong["failure"]["status"] == 400
    assert catalog.read_bytes() == recorded
    assert run(check=True, provisioning_id=DEFAULT)["onboarding_template"]["status"] == "active"
    assert catalog.read_bytes() == recorded
    assert calls(without_api) == ["GET onboardingTemplates", "POST validate"] * 2

    active = run(provisioning_id=DEFAULT)["onboarding_template"]
    assert (active["status"], active["worksheet"]) == ("active", None)
    assert "nothing is left to do" in worksheet.read_text()
    assert find(without_api, "Gold", catalog_path=str(catalog)) == DEFAULT
    assert run(provisioning_id=DEFAULT)["changed"] is False

    changed = run(country="DE")
    assert changed["onboarding_template"]["status"] == "pending"
    assert changed["diff"][0]["changes"]["before"] == {"country": "FR"}
    assert "`FR` becomes `DE`" in worksheet.read_text()
    assert "Country or region, until now" in page.read_text()
    with pytest.raises(Refused, match="pending"):
        find(without_api, "Gold", catalog_path=str(catalog))

    foreseen = run(check=True, state="absent")
    assert "Gold" in catalog.read_text()
    removed = run(state="absent")
    assert removed["worksheet"] == foreseen["worksheet"] == worksheet.read_text()
    assert "delete it in Partner Hub" in removed["worksheet"]
    assert yaml.safe_load(catalog.read_text()) == {"onboarding_templates": []}
    assert run(state="absent")["changed"] is False
    assert not without_api.writes()


def test_a_template_that_cannot_be_found_is_told(
    simulator: SimulatorServer, without_api: SimulatorServer, tmp_path: Path
) -> None:
    with pytest.raises(Refused, match="template: Gold is not in Partner Hub: create it with"):
        find(simulator, "Gold")
    with pytest.raises(Refused, match="template: Gold is not in the catalog"):
        find(without_api, "Gold", catalog_path=str(tmp_path / "catalog.yml"))
    with pytest.raises(Refused, match="template: Gold cannot be looked up: catalog_path: is required"):
        find(without_api, "Gold")
    assert find(simulator, "Default") == DEFAULT


def test_a_host_without_the_api_is_told_when_it_is_asked_for(without_api: SimulatorServer) -> None:
    options = GOLD | {"backend": "partner_hub"}
    result = run_task("onboarding_template", options, url=without_api.url)
    assert "backend: this host serves no API for onboarding templates" in result["msg"]


def test_a_worksheet_that_cannot_be_written_fails_but_tells_what_was_done(
    without_api: SimulatorServer, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    places = {"catalog_path": str(tmp_path / "catalog.yml"), "worksheet_path": str(tmp_path / "file" / "gold.md")}
    result = run_task("onboarding_template", GOLD | places, url=without_api.url)
    assert (result["failed"], result["changed"]) == (True, True)
    assert "worksheet_path" in result["msg"]
    assert "Done before: record it" in result["msg"]
