# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The catalogue of phones that can be added, as supportedDevices shows it."""

from __future__ import annotations

from typing import Any, NamedTuple


class Model(NamedTuple):
    """A model. A phone of PhoneOS is added with no answer and appears later; all others are there at once."""

    name: str
    shown: str
    type: str
    ports: int
    methods: tuple[str, ...] = ("MAC_ADDRESS", "ACTIVATION_CODE")
    manufacturer: str = "CISCO"
    managed_by: str = "CISCO"

    @property
    def phone_os(self) -> bool:
        """Tell whether the phone runs PhoneOS."""
        return self.type == "DESK_PHONE"


_BY_MAC = ("MAC_ADDRESS",)
MODELS = (
    *(Model(f"DMS Cisco {number}", f"Cisco {number}", "MPP", ports)
      for number, ports in (("6821", 2), ("6841", 4), ("7821", 2), ("7841", 4), ("7861", 16), ("8811", 10),
                            ("8841", 10), ("8845", 10), ("8851", 10), ("8861", 10), ("8865", 10), ("8875", 10))),
    *(Model(f"Cisco {number}", f"Cisco {number}", "DESK_PHONE", 10)
      for number in ("9811", "9841", "9851", "9861", "9871")),
    Model("DMS Cisco 192", "Cisco 192", "ATA", 2, _BY_MAC),
    Model("Generic IPPhone Customer Managed", "Generic IPPhone Customer Managed", "GENERIC_SIP", 1, _BY_MAC,
          "THIRD_PARTY", "CUSTOMER"),
)  # fmt: skip
CHANNELS = ["STABLE", "STABLE_DELAY", "PREVIEW", "BETA", "TESTING"]


_SETTINGS = ("WEBEX_CALLING_DEVICE_CONFIGURATION", "WEBEX_DEVICE_CONFIGURATION")


def find_model(text: str) -> Model | None:
    """Return the model of this name; the name that is shown will do."""
    return next((model for model in MODELS if text in (model.name, model.shown)), None)


def show_model(model: Model) -> dict[str, Any]:
    """Return a model as the catalogue has it."""
    cisco, keys = model.manufacturer == "CISCO", model.type in ("MPP", "DESK_PHONE")
    off = ("allowConfigureLayoutEnabled", "kemSupportEnabled", "kemLinesSupportEnabled", "basicEmergencyNomadicEnabled",
           "allowConfigurePortsEnabled", "portNumberSupportEnabled", "touchScreenPhone")  # fmt: skip
    keyed = ("customizedBehaviorsEnabled", "customizableLineLabelEnabled", "supportsLinePortReorderingEnabled",
             "callDeclinedEnabled", "allowHotelingHostEnabled", "supportsHotlineEnabled",
             "supportsVirtualLineEnabled", "additionalPrimaryLineAppearancesEnabled")  # fmt: skip
    return {
        "model": model.name,
        "displayName": model.shown,
        "type": model.type,
        "manufacturer": model.manufacturer,
        "managedBy": model.managed_by,
        "supportedFor": ["PEOPLE", "PLACE"],
        "onboardingMethod": list(model.methods),
        "numberOfLinePorts": model.ports,
        "numberOfLineKeyButtons": model.ports if keys else 0,
        "deviceSettingsConfiguration": _SETTINGS[model.phone_os] if cisco else "NONE",
        "supportsLogCollection": "CISCO_PRT" if keys else "NONE",
        "supportsApplyChangesEnabled": cisco,
        "allowConfigureLinesEnabled": True,
        "allowConfigurePhoneSettingsEnabled": cisco,
        "upgradeChannelEnabled": cisco,
        "t38Enabled": model.type == "ATA",
        **dict.fromkeys(off, False),
        **dict.fromkeys(keyed, keys),
    }
