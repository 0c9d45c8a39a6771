# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The committed contract is what Cisco's documents say."""

from __future__ import annotations

import json

import pytest

from tests.contract import distil
from tests.contract.contract import Contract
from tests.contract.contradictions import CONTRADICTIONS, settle
from tests.contract.session import used_operations


@pytest.mark.skipif(
    not distil.DOCUMENTS.is_dir(),
    reason=f"the OpenAPI documents are not at {distil.DOCUMENTS}; WEBEX_OPENAPI names their folder",
)
def test_the_contract_is_current() -> None:
    """If not: `python -m tests.contract.distil`, and read the difference."""
    assert distil.written(distil.distilled(distil.DOCUMENTS)) == distil.CONTRACT.read_text()


def test_the_contract_names_its_documents() -> None:
    content = json.loads(distil.CONTRACT.read_text())
    assert len(content["documents"]) == 13
    for facts in content["documents"].values():
        assert facts["title"]
        assert facts["version"]
        assert facts["state"].endswith("2026")
        assert len(facts["sha256"]) == 64


def test_the_contract_has_no_sentence() -> None:
    """Names, types, enums and paths only: the documents' words are Cisco's."""

    def texts(value: object) -> list[str]:
        if isinstance(value, dict):
            return [text for name, inner in value.items() for text in (name, *texts(inner))]
        if isinstance(value, list):
            return [text for inner in value for text in texts(inner)]
        return [value] if isinstance(value, str) else []

    operations = json.loads(distil.CONTRACT.read_text())["operations"]
    assert [text for facts in operations.values() for text in texts(facts) if text.count(" ") > 3] == []


def test_a_contradiction_that_is_none_any_more_is_told() -> None:
    assert settle({}) == CONTRADICTIONS


def test_what_the_simulator_serves_is_in_the_contract() -> None:
    used = used_operations(Contract.load())
    assert {"POST /wholesale/customers", "PUT /people/{personId}", "GET /people/me"} <= used
    assert len(used) > 60


def test_a_document_becomes_shapes() -> None:
    document = {
        "info": {"title": "T", "version": "1"},
        "paths": {
            "/things/{id}": {
                "put": {
                    "parameters": [
                        {"in": "path", "name": "id", "schema": {"type": "string"}},
                        {"in": "query", "name": "orgId", "required": True, "schema": {"type": "string"}},
                    ],
                    "requestBody": {
                        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}}
                    },
                    "responses": {"204": {"description": "Done."}, "404": {"description": "None."}},
                },
                "get": {
                    "responses": {
                        "200": {
                            "content": {
                                "application/json": {
                                    "schema": {"$ref": "#/components/schemas/Thing"},
                                    "example": {"name": "x", "size": {"height": 1.5}},
                                }
                            }
                        }
                    }
                },
            }
        },
        "components": {
            "schemas": {
                "Thing": {
                    "type": "object",
                    "required": ["name"],
                    "properties": {
                        "name": {"type": "string"},
                        "kind": {"enum": ["a", "b"], "nullable": True},
                        "made": {"type": "string", "description": "Read-Only."},
                        "parts": {"type": "array", "items": {"$ref": "#/components/schemas/Thing"}},
                        "labels": {"type": "object", "additionalProperties": {"type": "string"}},
                    },
                }
            }
        },
    }
    shape = {
        "name*": "string",
        "kind": ["=", "a", "b", None],
        "made!": "string",
        "parts": ["any"],
        "labels": {"*": "string"},
    }
    assert dict(distil.Document(document).operations()) == {
        "GET /things/{id}": {"answers": {"200": shape | {"size": {"height": "number"}}}, "errors": []},
        "PUT /things/{id}": {"query": {"orgId*": "string"}, "body": shape, "answers": {"204": None}, "errors": [404]},
    }
