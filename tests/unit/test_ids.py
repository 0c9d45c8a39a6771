# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Ids in all the forms in which documents and services write them."""

from __future__ import annotations

import base64

import pytest
from ansible_collections.webex.wholesale.plugins.module_utils._http import ids

UUID = "0a1b2c3d-0000-4000-8000-00000000000f"
OTHER = "0a1b2c3d-0000-4000-8000-00000000000e"


def b64(text: str, *, padded: bool = False) -> str:
    encoded = base64.urlsafe_b64encode(text.encode()).decode()
    return encoded if padded else encoded.rstrip("=")


FORMS = {
    "bare": (UUID, ""),
    "bare, upper case": (UUID.upper(), ""),
    "with blanks around": (f" {UUID}\n", ""),
    "API form": (b64(f"ciscospark://us/ORGANIZATION/{UUID}"), "ORGANIZATION"),
    "padded": (b64(f"ciscospark://us/ORGANIZATION/{UUID}", padded=True), "ORGANIZATION"),
    "type in mixed case": (b64(f"ciscospark://us/Organization/{UUID}"), "ORGANIZATION"),
    "uuid in upper case": (b64(f"ciscospark://us/ORGANIZATION/{UUID.upper()}"), "ORGANIZATION"),
    "another region": (b64(f"ciscospark://urn:TEAM:eu-central-1_k/ORGANIZATION/{UUID}"), "ORGANIZATION"),
    "a Provisioning ID": (b64(UUID), ""),
    "not encoded": (f"ciscospark://us/ORGANIZATION/{UUID}", "ORGANIZATION"),
    "doubled": (b64(f"ciscospark://us/ENTERPRISE/{UUID}:{UUID}"), "ENTERPRISE"),
    "with suffix": (b64(f"ciscospark://us/LICENSE/{UUID}:MS_1"), "LICENSE"),
}
NO_IDS = [
    "",
    " ",
    "acme",
    "Paris",
    "1037704546",
    "été",
    "a" * 41,
    b64("hello world"),
    b64("ciscospark://us/X/none"),
    "ciscospark://",
]


@pytest.mark.parametrize("form", FORMS)
def test_every_form_of_an_id_is_decoded(form: str) -> None:
    text, kind = FORMS[form]
    assert ids.decode(text) == (kind, UUID)


@pytest.mark.parametrize("text", NO_IDS)
def test_other_texts_are_no_ids(text: str) -> None:
    assert ids.decode(text) is None
    assert ids.uuid_of(text) == text
    assert ids.encode("ORGANIZATION", text) == text


def test_nothing_is_no_id() -> None:
    assert ids.decode(None) is None


@pytest.mark.parametrize("one", [form for form in FORMS if form != "with suffix"])
@pytest.mark.parametrize("other", [form for form in FORMS if form != "with suffix"])
def test_same_whatever_the_form(one: str, other: str) -> None:
    assert ids.same(FORMS[one][0], FORMS[other][0])


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (UUID, OTHER, False),
        (UUID, "acme", False),
        (UUID, None, False),
        ("acme", "acme", True),
        ("acme", "Acme", False),
        (None, None, True),
        (None, "", False),
    ],
)
def test_ids_are_the_same_whatever_their_form(one: str | None, other: str | None, expected: bool) -> None:
    for pair in ((one, other), (other, one)):
        assert ids.same(*pair) is expected


def test_licenses_that_share_a_uuid_are_told_apart_by_their_suffix() -> None:
    one, other = (b64(f"ciscospark://us/LICENSE/{UUID}:{suffix}") for suffix in ("MS_1", "MC_2"))
    assert not ids.same(one, other)
    assert ids.same(one, b64(f"ciscospark://us/License/{UUID.upper()}:ms_1", padded=True))


def test_an_id_has_a_uuid() -> None:
    assert ids.uuid_of(b64(f"ciscospark://us/ORGANIZATION/{UUID}")) == UUID


@pytest.mark.parametrize("text", [UUID, UUID.upper(), b64(UUID)])
def test_encode_makes_the_api_form(text: str) -> None:
    assert ids.encode("ORGANIZATION", text) == b64(f"ciscospark://us/ORGANIZATION/{UUID}")


def test_encode_leaves_the_api_form_as_it_is() -> None:
    text = b64(f"ciscospark://us/PEOPLE/{UUID}", padded=True)
    assert ids.encode("ORGANIZATION", text) == text
