# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Argument specifications of all modules, derived from the models."""

from __future__ import annotations

import os
from typing import Any

from ansible.module_utils.basic import AnsibleFallbackNotFound

from ._engine.fields import argument_spec
from ._engine.noun import Reader, Writer
from ._nouns.customer.whole import COSTLY

Spec = dict[str, dict[str, Any]]
EXPORTED = [*COSTLY, "workspaces", "devices", "members"]
"""What an export may leave out, as it costs requests of its own."""


def _environment(variable: str) -> str:
    """Return what the environment gives. Empty is unset: AWX sets each field of a credential that was left blank."""
    value = os.environ.get(variable, "")
    if not value.strip():
        raise AnsibleFallbackNotFound
    return value


def _from(variable: str, **spec: Any) -> dict[str, Any]:
    return {"fallback": (_environment, [variable]), **spec}


CONNECTION: Spec = {
    "api_url": _from("WEBEX_API_URL", type="str", default="https://webexapis.com/v1"),
    "access_token": _from("WEBEX_ACCESS_TOKEN", type="str", no_log=True),
    "access_token_file": _from("WEBEX_ACCESS_TOKEN_FILE", type="path", no_log=False),
    "client_id": _from("WEBEX_CLIENT_ID", type="str"),
    "client_secret": _from("WEBEX_CLIENT_SECRET", type="str", no_log=True),
    "refresh_token": _from("WEBEX_REFRESH_TOKEN", type="str", no_log=True),
    "sub_partner": _from("WEBEX_SUB_PARTNER", type="str"),
    "ca_path": _from("WEBEX_CA_PATH", type="path"),
    "validate_certs": _from("WEBEX_VALIDATE_CERTS", type="bool", default=True),
    "timeout": _from("WEBEX_TIMEOUT", type="float", default=30),
    "retry_timeout": _from("WEBEX_RETRY_TIMEOUT", type="float", default=300),
}
STATE: Spec = {"state": {"type": "str", "choices": ["present", "absent"], "default": "present"}}
WAITING: Spec = {
    "wait_timeout": {"type": "float", "default": 1800},
    "wait_interval": {"type": "float", "default": 5},
}
PARALLEL: Spec = {"parallel": {"type": "int", "default": 8}}
PURGE: Spec = {
    "purge": {"type": "bool", "default": False},
    "purge_limit": {"type": "int", "default": 10},
}

FLEET: Spec = {
    "customers": {"type": "list", "elements": "dict"},
    "hosts": {"type": "list", "elements": "str"},
}
"""Each customer is checked on its own, so that what is wrong with one harms no other."""


def one(noun: type[Writer[Any]]) -> Spec:
    """Return the specification of the module for one object."""
    return {**CONNECTION, **argument_spec(noun.model), **STATE, **_controls(noun)}


def many(noun: type[Writer[Any]]) -> Spec:
    """Return the specification of the module for a list of objects."""
    item = {**argument_spec(noun.model), "state": {"type": "str", "choices": STATE["state"]["choices"]}}
    spec = {**CONNECTION, **STATE, **PARALLEL, **(PURGE if noun.purges else {}), **_controls(noun)}
    if "customer" in item:
        spec["customer"] = {"type": "str"}
        item["customer"] = {"type": "str"}
    spec[noun.plural] = {"type": "list", "elements": "dict", "required": True, "options": item}
    return spec


def info(noun: type[Reader[Any]]) -> Spec:
    """Return the specification of the module that reads."""
    return {**CONNECTION, **noun.filters}


def audit(_fleet: type[Reader[Any]]) -> Spec:
    """Return the specification of the module that plans many customers."""
    flags = {name: {"type": "bool", "default": False} for name in ("unlisted", "precheck")}
    more: Spec = {
        "unlisted_customers": {"type": "bool", "default": True},
        "emergency_callback": {"type": "bool", "default": True},
        "limit_warning": {"type": "int", "default": 90},
    }
    return {**CONNECTION, **PARALLEL, **FLEET, **flags, **more}


def onboard(_fleet: type[Reader[Any]]) -> Spec:
    """Return the specification of the module that onboards many customers."""
    verify = {"verify": {"type": "bool", "default": True}, "verify_timeout": {"type": "float", "default": 60}}
    return {**CONNECTION, **PARALLEL, **WAITING, **FLEET, **verify, "activation_codes_path": {"type": "path"}}


def export(_fleet: type[Reader[Any]]) -> Spec:
    """Return the specification of the module that makes existing customers inventory."""
    return {
        **CONNECTION,
        **PARALLEL,
        "directory": {"type": "path", "required": True},
        "customers": {"type": "list", "elements": "str"},
        "force": {"type": "bool", "default": False},
        "users_csv_from": {"type": "int"},
        "include": {"type": "list", "elements": "str", "choices": EXPORTED, "default": EXPORTED},
        "creation": {"type": "dict"},
        "mode": {"type": "raw", "default": "0600"},
    }


def precheck(_fleet: type[Reader[Any]]) -> Spec:
    """Return the specification of the module that judges many customers."""
    return {**CONNECTION, **PARALLEL, **FLEET}


def invitations(_fleet: type[Reader[Any]]) -> Spec:
    """Return the specification of the module that tells who is waited for, and writes to them."""
    more: Spec = {
        "send": {"type": "bool", "default": False},
        "every_days": {"type": "int", "default": 7},
        "activation": {"type": "bool", "default": True},
        "state_path": {"type": "path"},
    }
    return {**CONNECTION, **PARALLEL, **WAITING, **FLEET, **more}


def offboard(_fleet: type[Reader[Any]]) -> Spec:
    """Return the specification of the module that has a customer go."""
    return {
        **CONNECTION,
        **PARALLEL,
        **WAITING,
        "customer": {"type": "str", "required": True},
        "confirm": {"type": "str", "required": True},
        "archive_directory": {"type": "path", "required": True},
        "people": {"type": "bool", "default": False},
        "organization": {"type": "bool", "default": False},
        "creation": {"type": "dict"},
    }


def _controls(noun: type[Writer[Any]]) -> Spec:
    return {**(WAITING if noun.waits else {}), **noun.controls}
