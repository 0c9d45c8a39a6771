# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Inventory plugin: the partner's customers as hosts."""

from __future__ import annotations

DOCUMENTATION = r"""
name: wholesale_customers
short_description: Customers of Webex for Wholesale as hosts
version_added: 0.1.0
description:
  - Every customer that Webex knows is a host. Its name is the external ID, or the customer ID if it has none.
  - All hosts are in the group C(webex_organizations). More groups and variables are made with O(groups),
    O(keyed_groups) and O(compose).
  - The file's name must end with C(webex_wholesale.yml) or C(webex_wholesale.yaml).
  - Each host has C(ansible_connection=local) and C(ansible_python_interpreter), set to the Python that runs Ansible.
  - The variables are C(webex_external_id), C(webex_customer_id), C(webex_org_id), C(webex_status), C(webex_packages),
    C(webex_address) and C(webex_country), and those that the options C(include_...) add. What Webex says is never
    taken as a template.
  - Customers are read in pages of 100, one request each.
author:
  - webex.wholesale contributors (@webex-wholesale)
extends_documentation_fragment:
  - webex.wholesale.wholesale_customer.reading
  - webex.wholesale.webex
  - ansible.builtin.constructed
  - ansible.builtin.inventory_cache
options:
  plugin:
    description: Name of this plugin.
    type: str
    required: true
    choices: [webex.wholesale.wholesale_customers]
  country:
    description: Only customers whose billing address is in one of these countries (ISO 3166-1, two letters).
    type: list
    elements: str
  sub_partners:
    description:
      - Whose customers to list, where it is more than one partner. The names of groups, each with the organization ID
        of a sub-partner, or with an empty text for the partner itself.
      - Each group has the variable C(webex_sub_partner), by which the modules act for the right one. Every host is in
        the group of its sub-partner.
      - If not given, the customers are those of O(sub_partner).
    type: dict
    default: {}
  include_organization:
    description: Whether to set C(webex_name), the name of the organization. It costs one request more, or a few.
    type: bool
    default: false
  include_locations:
    description: Whether to set C(webex_locations), the names of the locations. It costs one request per customer.
    type: bool
    default: false
  include_users:
    description:
      - Whether to set C(webex_users), the number of the users that have a package.
      - It costs one request per 100 users of the partner.
    type: bool
    default: false
"""

EXAMPLES = r"""
# customers.webex_wholesale.yml, with the token in the environment (WEBEX_ACCESS_TOKEN)
plugin: webex.wholesale.wholesale_customers
status: [provisioned, provisioned_with_errors]
keyed_groups:
  - key: webex_status
    prefix: status
  - key: webex_packages
    prefix: package
  - key: webex_country
    prefix: country
---
# Names and numbers, kept for an hour
plugin: webex.wholesale.wholesale_customers
country: [FR, BE]
include_organization: true
include_users: true
groups:
  large: webex_users > 100
compose:
  title: webex_name ~ ' (' ~ webex_country ~ ')'
cache: true
cache_plugin: ansible.builtin.jsonfile
cache_connection: .cache/inventory
cache_timeout: 3600
---
# The partner's own customers, and those of two sub-partners, each in a group of its own
plugin: webex.wholesale.wholesale_customers
sub_partners:
  own: ""
  north: 0a1b0000-0000-4000-8000-000000000002
  south: 0a1b0000-0000-4000-8000-000000000004
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from ansible.errors import AnsibleParserError
from ansible.inventory.data import InventoryData
from ansible.module_utils.basic import missing_required_lib
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator
from ansible.parsing.dataloader import DataLoader
from ansible.plugins.inventory import BaseInventoryPlugin, Cacheable, Constructable
from ansible_collections.webex.wholesale.plugins.module_utils._argspec import CONNECTION
from ansible_collections.webex.wholesale.plugins.module_utils._deps import MISSING
from ansible_collections.webex.wholesale.plugins.module_utils._engine.run import Run
from ansible_collections.webex.wholesale.plugins.module_utils._engine.snapshot import Snapshot
from ansible_collections.webex.wholesale.plugins.module_utils._http import ids
from ansible_collections.webex.wholesale.plugins.module_utils._http.client import Client, Connection
from ansible_collections.webex.wholesale.plugins.module_utils._http.errors import Refused, WebexError
from ansible_collections.webex.wholesale.plugins.module_utils._nouns.customer.api import Customers
from ansible_collections.webex.wholesale.plugins.module_utils._nouns.customer.model import Customer
from ansible_collections.webex.wholesale.plugins.module_utils._nouns.owners import on_behalf
from ansible_collections.webex.wholesale.plugins.module_utils._nouns.sub_partner.standing import admit
from ansible_collections.webex.wholesale.plugins.module_utils._variables import SUB_PARTNER
from ansible_collections.webex.wholesale.plugins.plugin_utils._hosts import add_group, literal, trusted

GROUP = "webex_organizations"
PARALLEL = 8
"""How many customers' locations are read at the same time."""
INCLUDED = ("include_organization", "include_locations", "include_users")
FILTERS = ("status", "package", "country")


class InventoryModule(BaseInventoryPlugin, Constructable, Cacheable):
    """Reads the customers, or takes them from the cache, and makes them hosts."""

    NAME = "webex.wholesale.wholesale_customers"

    def verify_file(self, path: str) -> bool:
        """Tell whether the file is meant for this plugin."""
        return bool(super().verify_file(path)) and path.endswith(("webex_wholesale.yml", "webex_wholesale.yaml"))

    def parse(self, inventory: InventoryData, loader: DataLoader, path: str, cache: bool = True) -> None:
        """Fill the inventory; AnsibleParserError in one sentence when that is not possible."""
        super().parse(inventory, loader, path, cache)
        config = self._read_config_data(path)
        connection = self._connection(config)
        options = {name: self.get_option(name) for name in (*FILTERS, *INCLUDED)}
        partners = {str(name): str(given or "") for name, given in self.get_option("sub_partners").items()}
        # Another question has another answer, even if the file has the same name.
        key = self.get_cache_key(json.dumps([path, connection.api_url, connection.sub_partner, partners, options]))
        found = self._cache.get(key) if cache and self.get_option("cache") else None
        if found is None:
            client = Client(connection, parallel=PARALLEL, progress=self.display.vv)
            try:
                run = Run(client, Snapshot(client, PARALLEL), warn=self.display.warning)
                # Without groups by sub-partner there is one scope, that of the connection, and no name for it.
                runs = {name: run.on_behalf_of(given) for name, given in partners.items()} or {"": run}
                found = {name: self._read(each, options) for name, each in runs.items()}
            except (Refused, WebexError) as error:
                raise AnsibleParserError(f"cannot list the customers: {error}") from None
            finally:
                client.close()
        if self.get_option("cache"):
            self._cache[key] = found
        self._fill(inventory, found, partners)

    def _connection(self, config: Mapping[str, Any]) -> Connection:
        """Return the connection: options of the file, else the environment, by the rules of the modules."""
        for library in MISSING:
            raise AnsibleParserError(missing_required_lib(library))
        given = {name: self.templar.template(config[name]) for name in CONNECTION if name in config}
        checked = ArgumentSpecValidator(CONNECTION).validate(given)
        if checked.error_messages:
            raise AnsibleParserError("; ".join(checked.error_messages))
        connection = Connection(**checked.validated_parameters)
        if refusal := connection.refusal():
            raise AnsibleParserError(" ".join(refusal))
        return connection

    def _read(self, run: Run, options: Mapping[str, Any]) -> list[dict[str, Any]]:
        """Return the variables of each customer that passes the filters, of one sub-partner or of the partner."""
        admit(run)
        client, customers = run.client, Customers(run)
        filters: dict[str, Any] = dict.fromkeys(Customers.filters)
        filters.update((name, options[name]) for name in ("status", "package", "include_organization"))
        countries = {country.upper() for country in options["country"] or ()}
        found = [_variables(each) for each in customers.find(filters)]
        found = [each for each in found if not countries or each["webex_country"] in countries]
        if options["include_locations"]:
            with ThreadPoolExecutor(PARALLEL) as workers:
                org_ids = [each["webex_org_id"] for each in found]
                for each, names in zip(
                    found, workers.map(lambda org_id: _locations(client, org_id), org_ids), strict=True
                ):
                    each["webex_locations"] = names
        if options["include_users"]:
            users = _users(client.pages("wholesale/subscribers", max=100, **on_behalf(run)))
            for each in found:
                each["webex_users"] = users[ids.key(each["webex_customer_id"])]
        return found

    def _fill(
        self, inventory: InventoryData, found: Mapping[str, Iterable[dict[str, Any]]], partners: Mapping[str, str]
    ) -> None:
        """Make a host of each customer, with its variables and groups."""
        add_group(inventory, GROUP)
        strict = self.get_option("strict")
        for name, given in partners.items():
            group = inventory.add_group(self._sanitize_group_name(name))
            inventory.add_child(GROUP, group)
            inventory.set_variable(group, SUB_PARTNER, trusted(given))
        taken: dict[str, str] = {}
        for partner, each in ((partner, each) for partner, listed in found.items() for each in listed):
            variables = {name: literal(value) for name, value in each.items()}
            host = each["webex_external_id"] or each["webex_customer_id"]
            if taken.setdefault(host, partner) != partner:
                raise AnsibleParserError(
                    f"sub_partners: {taken[host]} and {partner} both have a customer {host}, a host is one: "
                    "list them in files of their own"
                )
            inventory.add_host(host, group=self._sanitize_group_name(partner) if partner else GROUP)
            if partner:
                variables[SUB_PARTNER] = trusted(partners[partner])
            for name, value in variables.items():
                inventory.set_variable(host, name, value)
            self._set_composite_vars(self.get_option("compose"), variables, host, strict=strict)
            self._add_host_to_composed_groups(self.get_option("groups"), variables, host, strict=strict)
            self._add_host_to_keyed_groups(self.get_option("keyed_groups"), variables, host, strict=strict)


def _variables(customer: Customer) -> dict[str, Any]:
    address = customer.address.model_dump(exclude_none=True) if customer.address else {}
    variables = {
        "webex_external_id": customer.external_id,
        "webex_customer_id": customer.id,
        "webex_org_id": customer.org_id,
        "webex_status": customer.status,
        "webex_packages": customer.packages or [],
        "webex_address": address,
        "webex_country": address.get("country"),
    }
    return variables if customer.name is None else {**variables, "webex_name": customer.name}


def _locations(client: Client, org_id: str | None) -> list[str]:
    """Return the names of an organization's locations; a customer without an organization has none yet."""
    return sorted(str(each.get("name")) for each in client.pages("locations", orgId=org_id)) if org_id else []


def _users(subscribers: Iterable[dict[str, Any]]) -> Counter[str]:
    """Return how many people there are by the UUID of their customer; one may be subscribed to several packages."""
    return Counter(
        customer for customer, _email in {(ids.key(str(s.get("customerId"))), s.get("email")) for s in subscribers}
    )
