# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""All operations that the simulator serves, and the workers that finish what they start."""

from __future__ import annotations

from collections.abc import Callable

from webex_simulator.billing import Reporter
from webex_simulator.faults import FaultPlan
from webex_simulator.jobs import JobRunner
from webex_simulator.phones import Phones
from webex_simulator.provisioning import Provisioner
from webex_simulator.routes import (
    activation,
    billing,
    customers,
    devices,
    emergency,
    emergency_calls,
    features,
    jobs,
    locations,
    number_moves,
    numbers,
    oauth,
    organizations,
    partner,
    people,
    phone_lines,
    pstn,
    schedules,
    subscribers,
    telephony,
    templates,
    virtual_lines,
    workspaces,
)
from webex_simulator.store import Store, Worker
from webex_simulator.subscriptions import Subscriptions

OPERATIONS = [
    *oauth.OPERATIONS,
    *customers.OPERATIONS,
    *subscribers.OPERATIONS,
    *people.OPERATIONS,
    *locations.OPERATIONS,
    *telephony.OPERATIONS,
    *numbers.OPERATIONS,
    *pstn.OPERATIONS,
    *features.OPERATIONS,
    *schedules.OPERATIONS,
    *virtual_lines.OPERATIONS,
    *workspaces.OPERATIONS,
    *devices.OPERATIONS,
    *phone_lines.OPERATIONS,
    *emergency.OPERATIONS,
    *emergency_calls.OPERATIONS,
    *organizations.OPERATIONS,
    *partner.OPERATIONS,
    *templates.OPERATIONS,
    *jobs.OPERATIONS,
    *activation.OPERATIONS,
    *number_moves.OPERATIONS,
    *billing.OPERATIONS,
]


def workers(store: Store, faults: Callable[[], FaultPlan]) -> dict[str, Worker]:
    """Return what handles each kind of work that becomes due."""
    provisioner = Provisioner(store, faults)
    return {
        "provision": provisioner.provision,
        "delete_customer": provisioner.remove,
        "consent": Subscriptions(store).start,
        "code": Phones(store).expire,
        "device": Phones(store).appear,
        "job": JobRunner(store).run,
        "report": Reporter(store, faults).finish,
    }
