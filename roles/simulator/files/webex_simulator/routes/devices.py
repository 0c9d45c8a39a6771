# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Devices: phones of people and workspaces."""

from __future__ import annotations

import json
import re
import uuid
from typing import Any

from webex_simulator import ids
from webex_simulator.call import Call, Operation, Reply
from webex_simulator.catalogue import CHANNELS, MODELS, Model, find_model, show_model
from webex_simulator.errors import ApiError, invalid, missing, not_found
from webex_simulator.fields import iso, objects, optional_text, strings, text
from webex_simulator.lines import PERSON, WORKSPACE, find_member, member_names
from webex_simulator.phones import MAC, Phones, bare_mac
from webex_simulator.store import Row

_TAGS = 20
_MODEL_LIMIT = 100
# A code without a model is for a room device, which is not simulated; it is good for a week.
_ROOM_CODE = 7 * 86_400


def list_devices(call: Call) -> Reply:
    """List the devices of an organization."""
    sql, values = "SELECT * FROM device WHERE org = ? AND visible", [call.org(bare=False)]
    for name, kind in (("personId", PERSON), ("workspaceId", WORKSPACE)):
        if name in call.query:
            sql += " AND owner = ?"
            values.append(ids.decode(call.query[name], kind) or "")
    if "mac" in call.query:
        sql += " AND mac = ?"
        values.append(bare_mac(call.query["mac"]))
    if "locationId" in call.query:
        sql += " AND owner IN (SELECT id FROM person WHERE location = ? UNION SELECT id FROM line WHERE location = ?)"
        values += [ids.decode(call.query["locationId"], "LOCATION") or ""] * 2
    if call.query.get("type", "phone") != "phone":
        sql += " AND FALSE"
    if "tag" in call.query:
        sql += " AND EXISTS (SELECT 1 FROM json_each(doc, '$.tags') WHERE value = ?)"
        values.append(call.query["tag"])
    return call.page("items", f"{sql} ORDER BY seq", values, lambda row: _show(call, row), 100, 1000, "start")


def create_device(call: Call) -> Reply:
    """Add a phone by its MAC address to a person or a workspace."""
    org, model = call.org(bare=False), _model(call.body)
    mac = bare_mac(text(call.body, "mac"))
    if not MAC.match(mac):
        raise invalid("mac", "is no MAC address.", 25220)
    if "MAC_ADDRESS" not in model.methods:
        raise invalid("model", f"{model.shown} is not added by MAC address.")
    if model.manufacturer != "CISCO" and not optional_text(call.body, "password"):
        raise missing("password")
    owner = _owner(call, org)
    key = Phones(call.store).add(org, owner, model, call.now, mac=mac, visible=int(not model.phone_os))
    if model.phone_os:
        call.later("device", key)
        return Reply(204)
    return Reply(200, _show(call, _row(call, org, key)))


def create_code(call: Call) -> Reply:
    """Give out an activation code, this once; a phone that activates itself with it is there from now on."""
    org = call.org(bare=False)
    owner = _owner(call, org)
    wanted = {"identity:one_time_password", "identity:placeonetimepassword_create" if owner[0] == WORKSPACE else ""}
    if not wanted & call.scopes():
        raise ApiError(403, "The token lacks the scope identity:one_time_password.")
    code, expires = str(uuid.uuid4().int)[:16], call.now + _ROOM_CODE
    if call.body.get("model") is not None:
        model = _model(call.body)
        if "ACTIVATION_CODE" not in model.methods:
            raise invalid("model", f"{model.shown} is not added by activation code.")
        expires = call.now + call.faults.code_lifetime()
        key = Phones(call.store).add(org, owner, model, call.now, visible=1, code=code, expires_at=expires)
        call.store.later(expires, "code", key)
    return Reply(200, {"code": code, "expiryTime": iso(expires)})


def get_device(call: Call) -> Reply:
    """Read a device."""
    return Reply(200, _show(call, _find(call)))


def tag_device(call: Call) -> Reply:
    """Replace the tags of a device, the only thing that can be changed here."""
    row = _find(call)
    document = json.loads(row["doc"])
    for entry in objects(call.body, "patch") or []:
        if (optional_text(entry, "path") or "").strip("/") != "tags":
            raise invalid("path", "only tags can be changed.")
        operation, value = text(entry, "op"), strings(entry, "value") or []
        if operation not in ("add", "remove", "replace") or len(value) > _TAGS:
            raise invalid("op", f"must be add, remove or replace, of at most {_TAGS} tags.")
        document["tags"] = [] if operation == "remove" else value
    call.store.update("device", row["id"], doc=document)
    return Reply(200, _show(call, _row(call, row["org"], row["id"])))


def delete_device(call: Call) -> Reply:
    """Remove a device."""
    call.store.run("DELETE FROM device WHERE id = ?", _find(call)["id"])
    return Reply(204)


def list_models(call: Call) -> Reply:
    """Read the catalogue of phones."""
    call.org()
    wanted = call.query.get("type", "")
    unwanted = wanted.startswith("not:")
    wanted = wanted.removeprefix("not:")
    models = [model for model in MODELS if not wanted or (model.type == wanted) != unwanted]
    return Reply(200, {"upgradeChannelList": CHANNELS, "devices": [show_model(model) for model in models]})


def _model(body: dict[str, Any]) -> Model:
    name = text(body, "model", _MODEL_LIMIT)
    model = find_model(name)
    if model is None:
        raise invalid("model", f"{name} is not supported.")
    return model


def _owner(call: Call, org: str) -> tuple[str, Row]:
    """Return the person or workspace of the body; both have Webex Calling."""
    given = [name for name in ("personId", "workspaceId") if optional_text(call.body, name)]
    if len(given) != 1:
        raise invalid("personId", "exactly one of personId and workspaceId is needed.")
    found = find_member(call.store, org, call.body[given[0]])
    if found is None or found[0] != (PERSON if given[0] == "personId" else WORKSPACE):
        raise not_found("Person" if given[0] == "personId" else "Workspace")
    if found[1]["location"] is None:
        raise ApiError(400, "The owner of a phone needs Webex Calling.", 4008, given[0])
    if found[0] == WORKSPACE and json.loads(found[1]["doc"])["supportedDevices"] != "phones":
        raise invalid("workspaceId", "the workspace is not for phones.")
    return found


def _find(call: Call) -> Row:
    return _row(call, call.org(bare=False), call.key("deviceId", "DEVICE", "Device"))


def _row(call: Call, org: str, key: str) -> Row:
    row = call.store.one("SELECT * FROM device WHERE id = ? AND org = ? AND visible", key, org)
    if row is None:
        raise not_found("Device")
    return row


def _show(call: Call, row: Row) -> dict[str, Any]:
    document, model = json.loads(row["doc"]), find_model(row["model"])
    person = call.store.one("SELECT * FROM person WHERE id = ?", row["owner"])
    owner = person or call.store.one("SELECT * FROM line WHERE id = ?", row["owner"])
    kind = PERSON if person is not None else WORKSPACE
    shown = {
        "id": ids.encode("DEVICE", row["id"]),
        "callingDeviceId": ids.encode("CALLING_DEVICE", row["id"]),
        "webexDeviceId": ids.encode("DEVICE", row["id"]),
        "displayName": " ".join(member_names(kind, owner).values()).strip(" .") if owner is not None else "",
        "personId" if person is not None else "workspaceId": ids.encode(kind, row["owner"]),
        "orgId": ids.encode("ORGANIZATION", row["org"]),
        "capabilities": [],
        "permissions": [],
        "connectionStatus": "activating" if row["code"] else "connected",
        "product": model.shown if model else row["model"],
        "type": "phone",
        "tags": document["tags"],
        "created": iso(row["created"]),
        "managedBy": model.managed_by if model else "CISCO",
        "devicePlatform": "cisco",
    }
    if row["mac"]:
        shown["mac"] = re.sub("(..)(?!$)", r"\1:", row["mac"])
    if owner is not None and owner["location"]:
        shown["locationId"] = ids.encode("LOCATION", owner["location"])
    return shown


_ALL = "/v1/devices"
_ONE = f"{_ALL}/{{deviceId}}"
_READ = "spark-admin:devices_read"
_WRITE = "spark-admin:devices_write"
OPERATIONS = [
    Operation("GET", _ALL, list_devices, _READ),
    Operation("POST", _ALL, create_device, _WRITE),
    Operation("POST", f"{_ALL}/activationCode", create_code, _WRITE),
    Operation("GET", _ONE, get_device, _READ),
    Operation("PATCH", _ONE, tag_device, _WRITE),
    Operation("DELETE", _ONE, delete_device, _WRITE),
    Operation("GET", "/v1/telephony/config/supportedDevices", list_models, "spark-admin:telephony_config_read"),
]
