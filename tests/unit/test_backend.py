# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Where onboarding templates are kept is chosen by what the host answers, and never silently."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.webex.wholesale.plugins.module_utils._engine.run import Run
from ansible_collections.webex.wholesale.plugins.module_utils._engine.snapshot import Snapshot
from ansible_collections.webex.wholesale.plugins.module_utils._http.client import Client
from ansible_collections.webex.wholesale.plugins.module_utils._http.errors import Refused, WebexError
from ansible_collections.webex.wholesale.plugins.module_utils._nouns.template.api import OnboardingTemplates
from ansible_collections.webex.wholesale.plugins.module_utils._nouns.template.backends import TEMPLATES

from tests.http_server import Reply, Web

Make = Callable[..., Client]
PATH = TEMPLATES.path
PAGE = {"Content-Type": "text/html; charset=utf-8"}


def find(client: Client, path: Path, **options: Any) -> tuple[list[Any], list[str]]:
    """Return the templates, and the warnings."""
    warnings: list[str] = []
    given = {"name": None, "backend": "auto", "catalog_path": str(path), **options}
    return OnboardingTemplates(Run(client, Snapshot(client), options=given, warn=warnings.append)).find(given), warnings


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (Reply(405), "HTTP 405"),
        (Reply(501), "HTTP 501"),
        (Reply(404, "<html>", PAGE), "a page, HTTP 404"),
        (Reply(200, "<html>", PAGE), "a page"),
        (Reply(403, {"message": "No"}), "HTTP 403, though customers can be read"),
        (Reply(401, {"message": "No"}), "HTTP 401, though customers can be read"),
    ],
)
def test_a_host_without_the_api_leads_to_the_catalog(
    web: Web, make: Make, tmp_path: Path, reply: Reply, reason: str
) -> None:
    web.on("GET", PATH, reply)
    web.on("GET", "wholesale/customers?max=1", Reply(body={"items": []}))
    found, (warning,) = find(make(web), tmp_path / "catalog.yml")
    assert found == []
    assert reason in warning


def test_the_usual_answer_of_webex_needs_no_warning(web: Web, make: Make, tmp_path: Path) -> None:
    web.on("GET", PATH, Reply(404, {"message": "Not found"}))
    assert find(make(web), tmp_path / "catalog.yml") == ([], [])


@pytest.mark.parametrize(
    "reply",
    [Reply(500), Reply(500, "<html>", PAGE), Reply(400), Reply(drop=True), Reply(403), Reply(401)],
    ids=["500", "page of 500", "400", "no answer", "403", "401"],
)
def test_trouble_does_not_lead_to_the_catalog(web: Web, make: Make, tmp_path: Path, reply: Reply) -> None:
    web.on("GET", PATH, reply)
    web.on("GET", "wholesale/customers?max=1", Reply(reply.status if reply.status in (401, 403) else 200, {}))
    with pytest.raises(WebexError):
        find(make(web), tmp_path / "catalog.yml")


@pytest.mark.parametrize("status", [404, 405, 501])
def test_a_chosen_api_that_is_not_there_is_told(web: Web, make: Make, tmp_path: Path, status: int) -> None:
    web.on("GET", PATH, Reply(status))
    with pytest.raises(Refused, match=f"this host serves no API for onboarding templates .HTTP {status}"):
        find(make(web), tmp_path / "catalog.yml", backend="partner_hub")
