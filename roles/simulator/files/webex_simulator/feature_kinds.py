# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The call features as data: where each is served, what can be written of it, and what it shows.

Announcements of one's own (audio files) and the rarer settings of queues are not simulated, and refused.
"""

from __future__ import annotations

from typing import Any, NamedTuple

Template = dict[str, Any]


class Kind(NamedTuple):
    """One kind of feature. `template` is of what is written, `defaults` of what is not; `listed` are further fields of
    the list, `hidden` those that are never shown, `merging` those that are changed field by field."""

    code: str
    path: str
    parameter: str
    created: int
    template: Template
    defaults: Template
    listed: tuple[str, ...]
    shown: tuple[str, ...] = ("phoneNumber", "extension", "routingPrefix", "esn")
    hidden: tuple[str, ...] = ()
    merging: tuple[str, ...] = ()


_RINGS = ("NORMAL", "LONG_LONG", "SHORT_SHORT_LONG", "SHORT_LONG_SHORT")
_REACH = {"name*": str, "phoneNumber": str, "extension": str, "firstName": str, "lastName": str, "languageCode": str}
_CALLER_ID = {
    "directLineCallerIdName": {"selection": ("CUSTOM_NAME", "DISPLAY_NAME"), "customName": str},
    "dialByName": str,
}
_KEYS = ("PLAY_ANNOUNCEMENT", "TRANSFER_WITH_PROMPT", "TRANSFER_WITHOUT_PROMPT", "TRANSFER_TO_OPERATOR",
         "TRANSFER_TO_MAILBOX", "NAME_DIALING", "EXTENSION_DIALING", "REPEAT_MENU", "EXIT")  # fmt: skip
_MENU = {
    "greeting*": ("DEFAULT",),
    "extensionEnabled*": bool,
    "keyConfigurations*": [{"key*": tuple("0123456789*#"), "action*": _KEYS, "description": str, "value": str}],
}
_ALTERNATES = [{"phoneNumber*": str, "ringPattern*": _RINGS}]
_POLICIES = ("CIRCULAR", "REGULAR", "SIMULTANEOUS", "UNIFORM", "WEIGHTED")
_REDIRECT = {"enabled": bool, "destination": str, "destinationVoicemailEnabled": bool}
_NO_ANSWER = {
    "nextAgentEnabled": bool, "nextAgentRings": int, "forwardEnabled": bool, "numberOfRings": int,
    "destination": str, "destinationVoicemailEnabled": bool,
}  # fmt: skip
_BOUNCE = {
    "callBounceEnabled": bool, "callBounceMaxRings": int, "agentUnavailableEnabled": bool, "alertAgentEnabled": bool,
    "alertAgentMaxSeconds": int, "callBounceOnHoldEnabled": bool, "callBounceOnHoldMaxSeconds": int,
}  # fmt: skip
_GREETING = {"enabled": bool, "greeting*": ("DEFAULT",)}
_OVERFLOW = ("PERFORM_BUSY_TREATMENT", "PLAY_RINGING_UNTIL_CALLER_HANGS_UP", "TRANSFER_TO_PHONE_NUMBER")
_QUEUE_SETTINGS = {
    "queueSize*": int, "callOfferToneEnabled": bool, "resetCallStatisticsEnabled": bool,
    "overflow*": {
        "action*": _OVERFLOW, "greeting*": ("DEFAULT",), "sendToVoicemail": bool, "transferNumber": str,
        "overflowAfterWaitEnabled": bool, "overflowAfterWaitTime": int, "playOverflowGreetingEnabled": bool,
    },
    "welcomeMessage": {**_GREETING, "alwaysEnabled": bool},
    "comfortMessage": {**_GREETING, "timeBetweenMessages": int},
    "whisperMessage": _GREETING,
    "mohMessage": {"normalSource*": _GREETING, "alternateSource*": _GREETING},
}  # fmt: skip
_MAILBOX = {
    "passcode*": str,
    "messageStorage*": {"storageType*": ("INTERNAL", "EXTERNAL"), "externalEmail": str},
    "notifications*": {"enabled*": bool, "destination": str},
    "faxMessage*": {"enabled*": bool, "phoneNumber": str, "extension": str},
    "transferToNumber*": {"enabled*": bool, "destination": str},
    "emailCopyOfMessage*": {"enabled*": bool, "emailId": str},
}

KINDS = (
    Kind(
        code="AUTO_ATTENDANT", path="autoAttendants", parameter="autoAttendantId", created=201,
        template={
            **_REACH, **_CALLER_ID, "alternateNumbers": _ALTERNATES, "businessSchedule*": str, "holidaySchedule": str,
            "extensionDialing": ("ENTERPRISE", "GROUP"), "nameDialing": ("ENTERPRISE", "GROUP"), "timeZone": str,
            "businessHoursMenu*": _MENU, "afterHoursMenu*": _MENU,
        },
        defaults={"enabled": True, "extensionDialing": "ENTERPRISE", "nameDialing": "ENTERPRISE"},
        listed=("tollFreeNumber",),
        shown=("phoneNumber", "extension", "routingPrefix", "esn", "tollFreeNumber"),
    ),
    Kind(
        code="HUNT_GROUP", path="huntGroups", parameter="huntGroupId", created=200,
        template={
            **_REACH, **_CALLER_ID, "timeZone": str, "enabled": bool, "agents": [{"id*": str, "weight": str}],
            "huntGroupCallerIdForOutgoingCallsEnabled": bool,
            "callPolicies*": {
                "policy*": _POLICIES, "waitingEnabled": bool, "groupBusyEnabled": bool,
                "allowMembersToControlGroupBusyEnabled": bool, "noAnswer": _NO_ANSWER, "busyRedirect": _REDIRECT,
                "businessContinuityRedirect": _REDIRECT,
            },
        },
        defaults={
            "enabled": True, "agents": [], "distinctiveRing": False, "alternateNumbers": [],
            "callPolicies": {"noAnswer": {
                "nextAgentEnabled": False, "nextAgentRings": 5, "forwardEnabled": False, "numberOfRings": 15,
                "systemMaxNumberOfRings": 20, "destinationVoicemailEnabled": False,
            }},
        },
        listed=("enabled",), shown=("phoneNumber", "extension"), merging=("callPolicies",),
    ),
    Kind(
        code="CALL_QUEUE", path="queues", parameter="queueId", created=200,
        template={
            **_REACH, **_CALLER_ID, "timeZone": str, "enabled": bool, "allowCallWaitingForAgentsEnabled": bool,
            "agents": [{"id*": str, "weight": str, "skillLevel": int, "joinEnabled": bool}],
            "callPolicies*": {
                "policy*": _POLICIES, "routingType": ("PRIORITY_BASED", "SKILL_BASED"), "callBounce": _BOUNCE,
                "distinctiveRing": {"enabled": bool, "ringPattern": _RINGS},
            },
            "queueSettings": _QUEUE_SETTINGS, "allowAgentJoinEnabled": bool, "digitalInboxEnabled": bool,
            "phoneNumberForOutgoingCallsEnabled": bool, "callingLineIdPhoneNumber": str,
            "callingLineIdPolicy": ("DIRECT_LINE", "LOCATION_NUMBER", "CUSTOM"),
        },
        defaults={
            "enabled": True, "agents": [],
            "alternateNumberSettings": {"distinctiveRingEnabled": False, "alternateNumbers": []},
            "callPolicies": {
                "distinctiveRing": {"enabled": False},
                "callBounce": {
                    "callBounceEnabled": False, "callBounceMaxRings": 8, "agentUnavailableEnabled": False,
                    "alertAgentEnabled": False, "alertAgentMaxSeconds": 30, "callBounceOnHoldEnabled": False,
                    "callBounceOnHoldMaxSeconds": 60,
                },
            },
            "queueSettings": {"queueSize": 10, "overflow": {"action": _OVERFLOW[0], "greeting": "DEFAULT"}},
        },
        listed=("enabled", "hasCxEssentials"), merging=("callPolicies", "queueSettings"),
    ),
    Kind(
        code="VOICEMAIL_GROUP", path="voicemailGroups", parameter="voicemailGroupId", created=201,
        template={**_REACH, **_CALLER_ID, **_MAILBOX, "enabled": bool, "languageCode*": str, "extension*": str},
        defaults={
            "enabled": True, "greeting": "DEFAULT", "greetingUploaded": False, "voiceMessageForwardingEnabled": False,
        },
        listed=("enabled",), hidden=("passcode",),
    ),
)  # fmt: skip
