# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Onboarding templates without a network: rules, plans, the catalog file, the worksheets."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import Any

import pytest
import yaml
from ansible_collections.webex.wholesale.plugins.module_utils._engine.change import Change, compare
from ansible_collections.webex.wholesale.plugins.module_utils._http.client import Client, Connection
from ansible_collections.webex.wholesale.plugins.module_utils._http.errors import Refused
from ansible_collections.webex.wholesale.plugins.module_utils._nouns.template import worksheet as worksheets
from ansible_collections.webex.wholesale.plugins.module_utils._nouns.template.catalog import HEADER, Catalog
from ansible_collections.webex.wholesale.plugins.module_utils._nouns.template.model import OnboardingTemplate

PROVISIONING_ID = "ZjViMzYxODctYzhkZC00NzI3LThiMmYtZjljNDQ3ZjI5MDQ2"
GOLD: dict[str, Any] = {
    "name": "Gold",
    "service_provider_admin": "admin@partner.example.com",
    "country": "FR",
    "default_language": "fr_FR",
    "subscription": "Sub-1",
}


def wanted(**options: Any) -> OnboardingTemplate:
    """Return what the options ask for, on top of GOLD."""
    return OnboardingTemplate.desired(GOLD | options)


@pytest.fixture
def catalog(tmp_path: Path) -> Catalog:
    """A catalog in a folder that does not exist yet; nothing here makes a request."""
    client = Client(Connection(api_url="https://webex.example.com/v1", access_token="unused"))
    return Catalog(client, str(tmp_path / "records" / "catalog.yml"))


def record(catalog: Catalog, desired: OnboardingTemplate, *, absent: bool = False) -> Change[OnboardingTemplate]:
    """Converge one template; return what was done."""
    observed = next(iter(catalog.read(desired.name)), None)
    action = compare(observed, desired, absent=absent)
    if action.changed:
        write(catalog, action)
    return action


def write(catalog: Catalog, change: Change[OnboardingTemplate]) -> dict[str, Any]:
    """Make the step that a change takes; return what the catalog then says of the template."""
    step = catalog.step(change, {})
    assert step.send is not None
    step.send(step)
    found = next(iter(catalog.read(change.desired.name)), None)
    return {name: getattr(found, name) for name in ("backend", "status", "worksheet")} if found else {}


def only(catalog: Catalog) -> OnboardingTemplate:
    """Return the one template of a catalog."""
    (template,) = catalog.read()
    return template


def confirm(catalog: Catalog) -> None:
    """Do what the operator does when a change has been made."""
    catalog.path.write_text(catalog.path.read_text().replace("status: pending", "status: active"))


@pytest.mark.parametrize(
    ("options", "option"),
    [
        ({"name": " "}, "name"),
        ({"name": "x" * 129}, "name"),
        ({"country": "France"}, "country"),
        ({"country": ""}, "country"),
        ({"service_provider_admin": "admin"}, "service_provider_admin"),
        ({"default_language": "français"}, "default_language"),
        ({"authentication": "kerberos"}, "authentication"),
        ({"authentication": "partner_saml"}, "idp_entity_id"),
        ({"authentication": "partner_saml", "idp_entity_id": " "}, "idp_entity_id"),
        ({"authentication": "partner_oidc"}, "idp_name"),
        ({"authentication": "partner_oidc", "idp_name": "my idp"}, "idp_name"),
        ({"authentication": "partner_oidc", "idp_name": "x" * 129}, "idp_name"),
        ({"authentication": "webex", "idp_name": "okta"}, "idp_name"),
        ({"idp_entity_id": "https://idp.example.com"}, "idp_entity_id"),
    ],
)
def test_a_bad_option_is_refused_by_name(options: dict[str, Any], option: str) -> None:
    with pytest.raises(Refused) as refusal:
        wanted(**options)
    assert refusal.value.option == option


def test_texts_take_their_canonical_form() -> None:
    template = wanted(
        country="fr",
        default_language="fr-fr",
        service_provider_admin="Admin@Partner.Example.com",
        provisioning_id="F5B36187-c8dd-4727-8b2f-f9c447f29046",
    )
    assert template.country == "FR"
    assert template.default_language == "fr_FR"
    assert template.service_provider_admin == "admin@partner.example.com"
    assert template.provisioning_id == PROVISIONING_ID


def test_another_way_to_authenticate_takes_the_identity_provider_along() -> None:
    observed = OnboardingTemplate.observed(**GOLD, authentication="partner_saml", idp_entity_id="urn:x", idp_name=None)
    assert compare(observed, wanted(authentication="webex")).changes == {
        "authentication": ("partner_saml", "webex"),
        "idp_entity_id": ("urn:x", None),
    }
    assert compare(observed, wanted()).kind == "none"


def test_of_a_group_only_the_given_settings_are_compared() -> None:
    observed = OnboardingTemplate.observed(**GOLD, messaging_settings={"allow_admin_invite_emails": False})
    assert compare(observed, wanted(messaging_settings={})).kind == "none"
    action = compare(observed, wanted(messaging_settings={"allow_admin_invite_emails": True}))
    assert list(action.changes) == ["messaging_settings"]


def test_the_catalog_is_a_file_for_people(catalog: Catalog) -> None:
    record(catalog, wanted(name="Zinc", country="NO", call_settings={"disable_free_calling": False}))
    record(catalog, wanted(name="Ärzte"))
    record(catalog, wanted(provisioning_id=PROVISIONING_ID))
    text = catalog.path.read_text("utf-8")
    assert text.startswith(HEADER)
    assert "name: Ärzte\n" in text
    entries = yaml.safe_load(text)["onboarding_templates"]
    assert [entry["name"] for entry in entries] == ["Gold", "Zinc", "Ärzte"]
    assert entries[0] == GOLD | {"provisioning_id": PROVISIONING_ID, "status": "active"}
    assert entries[1] == GOLD | {
        "name": "Zinc",
        "country": "NO",
        "call_settings": {"disable_free_calling": False},
        "status": "pending",
    }
    before = catalog.path.stat().st_mtime_ns
    assert not record(catalog, wanted()).changed
    assert catalog.path.stat().st_mtime_ns == before
    assert [path.name for path in catalog.path.parent.iterdir()] == ["catalog.yml"]


def test_what_else_the_file_holds_is_kept(catalog: Catalog) -> None:
    catalog.path.parent.mkdir()
    catalog.path.write_text("region: emea\nonboarding_templates:\n- {name: 7, note: mine}\n")
    catalog.path.chmod(0o640)
    record(catalog, wanted())
    document = yaml.safe_load(catalog.path.read_text())
    assert document["region"] == "emea"
    assert {"name": "7", "note": "mine"} in document["onboarding_templates"]
    assert stat.S_IMODE(catalog.path.stat().st_mode) == 0o640
    record(catalog, wanted(), absent=True)
    assert yaml.safe_load(catalog.path.read_text())["onboarding_templates"] == [{"name": "7", "note": "mine"}]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("onboarding_templates: [", "is no YAML file"),
        ("- Gold", "must hold onboarding_templates"),
        ("onboarding_templates: {Gold: {}}", "must hold onboarding_templates"),
        ("onboarding_templates: [{country: FR}]", "must hold onboarding_templates"),
        ("onboarding_templates: [{name: Gold}, {name: Gold}]", "two templates named Gold"),
        ("onboarding_templates: [{name: Gold, contry: FR}]", "Gold: contry: is no option"),
        ("onboarding_templates: [{name: Gold, country: NO}]", "Gold: country"),
        ("onboarding_templates: [{name: Gold, in_partner_hub: FR}]", "Gold: in_partner_hub: must be a mapping"),
    ],
)
def test_a_file_edited_wrongly_is_refused(catalog: Catalog, text: str, told: str) -> None:
    catalog.path.parent.mkdir()
    catalog.path.write_text(text)
    with pytest.raises(Refused, match=told):
        record(catalog, wanted())
    assert catalog.path.read_text() == text


def test_a_file_that_cannot_be_written_is_refused(catalog: Catalog) -> None:
    catalog.path.parent.write_text("a file where a folder should be")
    with pytest.raises(Refused, match="catalog_path"):
        record(catalog, wanted())


def test_a_change_is_pending_until_it_is_confirmed(catalog: Catalog) -> None:
    record(catalog, wanted(provisioning_id=PROVISIONING_ID))
    assert only(catalog).status == "active"
    assert only(catalog).worksheet is None

    record(catalog, wanted(country="DE"))
    first = only(catalog)
    assert first.status == "pending"
    assert "Country or region: `FR` becomes `DE`" in str(first.worksheet)

    # The same wish again changes nothing, not even with the Provisioning ID: that is no confirmation of the change.
    assert not record(catalog, wanted(country="DE", provisioning_id=PROVISIONING_ID)).changed
    assert only(catalog) == first

    # A second change before the first was made: the worksheet starts from what Partner Hub has.
    record(catalog, wanted(country="BE", default_language="nl_BE"))
    assert "Country or region: `FR` becomes `BE`" in str(only(catalog).worksheet)

    confirm(catalog)
    assert only(catalog).status == "active"
    assert not record(catalog, wanted(country="BE", default_language="nl_BE")).changed

    record(catalog, wanted(country="DE", default_language="nl_BE"))
    worksheet = str(only(catalog).worksheet)
    assert "`BE` becomes `DE`" in worksheet
    assert "language" not in worksheet


def test_a_change_that_is_taken_back_leaves_nothing_to_do(catalog: Catalog) -> None:
    record(catalog, wanted(provisioning_id=PROVISIONING_ID))
    record(catalog, wanted(country="DE"))
    record(catalog, wanted(country="FR"))
    assert only(catalog).status == "active"
    assert "in_partner_hub" not in catalog.path.read_text().removeprefix(HEADER)


def test_a_new_provisioning_id_says_that_the_template_was_made_anew(catalog: Catalog) -> None:
    record(catalog, wanted(provisioning_id=PROVISIONING_ID))
    record(catalog, wanted(country="DE"))
    record(catalog, wanted(country="DE", provisioning_id="f5b36187-0000-4000-8000-000000000001"))
    assert only(catalog).status == "active"


def test_what_check_mode_foretells_is_what_comes(catalog: Catalog) -> None:
    steps = [
        wanted(),
        wanted(provisioning_id=PROVISIONING_ID),
        wanted(country="DE"),
        wanted(country="DE", pstn_provider="Carrier"),
        wanted(country="FR", pstn_provider=""),
    ]
    for desired in steps:
        action = compare(next(iter(catalog.read("Gold")), None), desired)
        foretold = catalog.outcome(action)
        assert write(catalog, action) == foretold
        assert {name: getattr(only(catalog), name) for name in foretold} == foretold


def test_the_worksheet_for_a_new_template_has_every_step() -> None:
    worksheet = worksheets.creation(
        wanted(
            pstn_provider="Call`It",
            authentication="partner_oidc",
            idp_name="okta-1",
            messaging_settings={"allow_admin_invite_emails": False},
            call_settings={"disable_free_calling": True},
        )
    )
    lines = worksheet.splitlines()
    assert lines[0] == "# Onboarding template `Gold`: create it in Partner Hub"
    expected = [
        "Webex for Wholesale",
        "Template name: `Gold`",
        "Service provider admin: `admin@partner.example.com`",
        "Country or region: `FR`",
        "Default email language: `fr_FR`",
        "Wholesale subscription: `Sub-1`",
        "Cloud Connected PSTN vendor: `` Call`It ``",
        "Authentication: **Partner authentication with OpenID Connect**",
        "OpenID Connect IDP Entity ID: `okta-1`",
        "Cisco TAC",
        "Allow admin-invite emails when attaching to existing orgs: **off**",
        "Disable Cisco Webex free calling: **on**",
        "Submit",
        "`provisioning_id`",
    ]
    places = [next((at for at, line in enumerate(lines) if text in line and at > 2), -1) for text in expected]
    assert -1 not in places
    assert places == sorted(places)
    assert "IDP Entity ID: `okta-1`" in worksheet
    assert worksheet.count("IDP Entity ID") == 1


def test_other_settings_are_in_the_worksheet_and_in_the_catalog(catalog: Catalog) -> None:
    settings = {"Retention": "90 days", "Share  files": False, "Emoji": True}
    new = wanted(messaging_settings={"other_settings": settings})
    assert "Share files: **off**" in worksheets.creation(new)
    write(catalog, compare(None, new.model_copy(update={"provisioning_id": PROVISIONING_ID})))
    assert compare(only(catalog), new).kind == "none"
    change = compare(only(catalog), wanted(messaging_settings={"other_settings": {"Emoji": False}}))
    worksheet = write(catalog, change)["worksheet"]
    assert "Emoji: **on** becomes **off**" in worksheet
    assert "Retention" not in worksheet
    assert only(catalog).messaging_settings.other_settings == settings | {"Emoji": False}  # type: ignore[union-attr]
    # Taken back before anybody has done it, nothing is left to do.
    back = write(catalog, compare(only(catalog), new))
    assert (back["status"], back["worksheet"]) == ("active", None)


@pytest.mark.parametrize("name", [" ", "x" * 129])
def test_a_name_of_another_setting_that_cannot_be(name: str) -> None:
    with pytest.raises(Refused, match=r"call_settings.other_settings: a setting's name must have 1 to 128"):
        wanted(call_settings={"other_settings": {name: True}})


def test_a_name_like_a_word_of_ours_is_shown_as_it_is() -> None:
    assert "Template name: `webex`" in worksheets.creation(wanted(name="webex"))


def test_the_worksheet_for_a_change_has_only_what_differs() -> None:
    template = wanted(
        provisioning_id=PROVISIONING_ID, authentication="webex", call_settings={"disable_free_calling": True}
    )
    now = {
        "authentication": "partner_saml",
        "idp_entity_id": "urn:idp",
        "pstn_provider": "Carrier",
        "call_settings": {"disable_free_calling": False},
    }
    worksheet = worksheets.change(template, now, "catalog.yml")
    assert "Authentication: **Partner authentication** becomes **Webex authentication**" in worksheet
    assert "IDP Entity ID: clear it (`urn:idp` goes)" in worksheet
    assert "Cloud Connected PSTN vendor: clear it (`Carrier` goes)" in worksheet
    assert "Disable Cisco Webex free calling: **off** becomes **on**" in worksheet
    assert "only Cisco TAC can change existing ones" in worksheet
    assert "in `catalog.yml`, at this template, write `status: active`" in worksheet
    assert "Primary settings" not in worksheet
    assert "Messaging settings" not in worksheet
