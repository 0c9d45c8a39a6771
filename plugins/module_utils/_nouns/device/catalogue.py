# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The models that an organization may have. Source: Webex Calling API, "Read the List of Supported Devices"."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Any

from ..._engine.run import Run
from ..._http.errors import Refused
from ..owners import Owner

PATH = "telephony/config/supportedDevices"
WAYS = {"mac": "MAC_ADDRESS", "code": "ACTIVATION_CODE"}
HOLDERS = {"user": "PEOPLE", "workspace": "PLACE"}


class Catalogue:
    """Finds models by the name of the catalogue, or by the one that people read on the phone."""

    def __init__(self, run: Run, owner: Owner) -> None:
        self.supposed = owner.org.value is None
        """Whether it is the partner's own: that of an organization that is still to come cannot be read."""
        answer = run.snapshot.thing(PATH, **({} if self.supposed else owner.scope)) or {}
        self.models: list[dict[str, Any]] = [each for each in answer.get("devices") or () if each.get("model")]

    def find(self, name: str) -> dict[str, Any] | None:
        """Return the entry of a model, by any of its names."""
        wanted = _folded(name)
        return next((each for each in self.models if wanted in _names(each)), None)

    def title(self, product: str | None) -> str | None:
        """Return what people call the model of a phone."""
        entry = self.find(product) if product else None
        return str(entry["displayName"]) if entry and entry.get("displayName") else product

    def check(self, name: str, way: str, holder: str) -> dict[str, Any]:
        """Return the entry of a model that can be added in this way for this kind of owner; Refused otherwise."""
        found = self.find(name)
        if found is None:
            names = {_folded(str(each.get("displayName"))): str(each.get("displayName")) for each in self.models}
            alike = get_close_matches(_folded(name), names, 1, 0.6)
            meant = f"; did you mean {names[alike[0]]}?" if alike else ""
            listed = ", ".join(sorted(names.values())) or "none"
            raise Refused("model", f"Webex does not support {name} for this customer{meant} Supported are: {listed}")
        if HOLDERS[holder] not in (found.get("supportedFor") or [HOLDERS[holder]]):
            raise Refused("model", f"{name} is not for a {holder}")
        if WAYS[way] not in (found.get("onboardingMethod") or [WAYS[way]]):
            needed = "needs mac" if way == "code" else "cannot be added by mac; leave it out, so that it gets a code"
            raise Refused("mac", f"{name} {needed}")
        return found

    def same(self, name: str, product: str | None) -> bool:
        """Tell whether a phone of this product is of a model, by any of its names."""
        found = self.find(name)
        return bool(product) and _folded(str(product)) in (_names(found) if found else {_folded(name)})


def _names(entry: dict[str, Any]) -> set[str]:
    return {_folded(str(entry[key])) for key in ("model", "displayName") if entry.get(key)}


def _folded(name: str) -> str:
    """Return a name as it is compared: the catalogue says ``DMS Cisco 8845`` where the phone says ``Cisco 8845``."""
    return " ".join(name.casefold().removeprefix("dms ").split())
