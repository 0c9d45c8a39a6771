# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every operation that the simulator serves, checked against the published OpenAPI documents."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
import requests
from openapi_core import Config, OpenAPI
from openapi_core.contrib.requests import RequestsOpenAPIRequest, RequestsOpenAPIResponse
from openapi_core.exceptions import OpenAPIError
from openapi_core.validation.response.exceptions import MissingData
from webex_simulator.routes import OPERATIONS

from tests.simulator.api import Api
from tests.simulator.scenario import walk
from tests.simulator_server import SimulatorServer

ROOT = Path(__file__).resolve().parents[2]
FOLDER = Path(os.environ.get("WEBEX_OPENAPI") or ROOT.parent / "shared" / "openapi")
pytestmark = pytest.mark.skipif(
    not FOLDER.is_dir(), reason=f"the OpenAPI documents are not at {FOLDER}; set WEBEX_OPENAPI to their folder"
)

# (method, path, what the check says) -> the row of ASSUMPTIONS.md that explains the difference.
_LOCATION = "/telephony/config/locations/{locationId}"
DEVIATIONS: dict[tuple[str, str, str], int] = {
    ("POST", "/wholesale/customers/validate", r"\$\.info: .* is not of type 'object'"): 1,
    ("POST", "/wholesale/subscribers/validate", r"\$\.info: .* is not of type 'object'"): 1,
    ("GET", "/telephony/config/locations", r"\$\.locations\[\d\]\.callingLineId\.phoneNumber: None"): 3,
    ("GET", _LOCATION, r"\$\.callingLineId\.phoneNumber: None"): 3,
    ("GET", _LOCATION, r"\$: 'connection' is a required property"): 3,
}
# (method, path, status): a success that a document offers and the simulator never gives -> the row that says why.
NEVER: dict[tuple[str, str, int], int] = {
    ("PATCH", "/licenses/users", 206): 5,
    ("PUT", "/people/{personId}", 204): 6,
}


class Exchange(NamedTuple):
    """One request and its answer: the document's path (or our own), status and what was wrong with either."""

    method: str
    path: str
    status: int
    problems: list[str]


class Checker:
    """Checks exchanges against the document that has their path."""

    def __init__(self) -> None:
        self.exchanges: list[Exchange] = []
        self.statuses: dict[tuple[str, str], list[int]] = {}
        self._paths: list[tuple[re.Pattern[str], str, OpenAPI | None]] = []
        for file in sorted(FOLDER.glob("*.json")):
            content = json.loads(file.read_text())
            content["servers"] = [{"url": "/v1"}]
            document = OpenAPI.from_dict(content, config=Config(spec_validator_cls=None))
            for path, operations in content["paths"].items():
                self._add(path, document)
                for method, operation in operations.items():
                    codes = [int(code) for code in operation.get("responses", {}) if code.isdecimal()]
                    self.statuses[method.upper(), path] = [code for code in codes if code < 300]
        for operation in OPERATIONS:
            self._add(operation.path.removeprefix("/v1"), None)
        self._paths.sort(key=lambda entry: (entry[1].count("{"), entry[2] is None))

    def _add(self, path: str, document: OpenAPI | None) -> None:
        pattern = re.sub(r"\{\w+\}", "[^/]+", path)
        self._paths.append((re.compile(f"(/v1)?{pattern}\\Z"), path, document))

    def __call__(self, response: requests.Response) -> None:
        """Record one exchange."""
        request = response.request
        method, plain = str(request.method), str(request.path_url).partition("?")[0]
        path, document = next((path, document) for pattern, path, document in self._paths if pattern.match(plain))
        problems: list[str] = []
        if document is not None:
            asked = RequestsOpenAPIRequest(request)
            if response.status_code < 300:
                problems += _problems(lambda: document.validate_request(asked))
            answered = RequestsOpenAPIResponse(response)
            bodyless = response.status_code == 204 or (method == "DELETE" and response.status_code == 202)
            bodyless = bodyless or (path.endswith("/numbers") and response.status_code == 201)
            problems += _problems(lambda: document.validate_response(asked, answered), bodyless)
        self.exchanges.append(Exchange(method, path, response.status_code, problems))


def _problems(check: Callable[[], None], bodyless: bool = False) -> list[str]:
    try:
        check()
    except MissingData as error:
        # The documents give these answers an empty media type, which the checker takes for a body.
        return [] if bodyless else [repr(error)]
    except OpenAPIError as error:
        details = getattr(error.__cause__, "schema_errors", None)
        return [f"{entry.json_path}: {entry.message}" for entry in details] if details else [repr(error)]
    return []


@pytest.fixture(scope="module")
def checker(tmp_path_factory: pytest.TempPathFactory) -> Checker:
    """The scenario, walked once on a simulator of its own."""
    found = Checker()
    with SimulatorServer(tmp_path_factory.mktemp("conformance")) as server:
        api = Api(server)
        api.watch = found
        walk(api)
    return found


def test_every_exchange_conforms(checker: Checker) -> None:
    unexpected, needed = [], set()
    for exchange in checker.exchanges:
        for problem in exchange.problems:
            explained = {key for key in DEVIATIONS if key[:2] == exchange[:2] and re.match(key[2], problem)}
            needed |= explained
            if not explained:
                unexpected.append(f"{exchange.method} {exchange.path} {exchange.status} {problem}")
    assert unexpected == []
    assert needed == set(DEVIATIONS)


def test_every_success_was_exercised(checker: Checker) -> None:
    seen = {(exchange.method, exchange.path, exchange.status) for exchange in checker.exchanges}
    served = {(operation.method, operation.path.removeprefix("/v1")) for operation in OPERATIONS}
    expected = set()
    for method, path in served:
        documented = checker.statuses.get((method, path))
        if documented is None:  # ours, or served at a second path
            assert any(entry[:2] == (method, path) and entry[2] < 300 for entry in seen), (method, path)
        else:
            expected |= {(method, path, status) for status in documented}
    assert expected - seen == set(NEVER)


def test_every_deviation_has_its_row() -> None:
    text = (ROOT / "roles" / "simulator" / "files" / "ASSUMPTIONS.md").read_text()
    rows = {int(number) for number in re.findall(r"^\| A(\d+) \|", text, re.MULTILINE)}
    assert {*DEVIATIONS.values(), *NEVER.values()} <= rows
