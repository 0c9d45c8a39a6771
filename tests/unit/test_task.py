# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A task from options to result on the simulator, behind a proxy that loses answers: nothing is done twice."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest
from ansible_collections.webex.wholesale.plugins.module_utils._nouns.customer.api import Customers
from ansible_collections.webex.wholesale.plugins.module_utils._nouns.location.api import Locations
from ansible_collections.webex.wholesale.plugins.module_utils._nouns.user.api import Users
from ansible_collections.webex.wholesale.plugins.module_utils._task import TaskFailed

from tests.direct import client, many, one
from tests.http_server import Relay
from tests.simulator_server import SimulatorServer

ADDRESS = {"address_line1": "1 rue A", "city": "Paris", "zip_or_postal_code": "75002", "country": "FR"}
CUSTOMER = {
    "external_id": "acme",
    "template": "Default",
    "name": "Acme",
    "primary_email": "info@acme.example",
    "packages": ["webex_calling", "webex_meetings"],
    "address": ADDRESS,
    "calling_location": {
        "name": "Paris",
        "address": ADDRESS,
        "time_zone": "Europe/Paris",
        "preferred_language": "fr_FR",
    },
}
LOCATION = {
    "customer": "acme",
    "name": "Lyon",
    "address": ADDRESS | {"city": "Lyon"},
    "time_zone": "Europe/Paris",
    "preferred_language": "fr_FR",
    "calling": True,
    "pstn": {"provider": "Simulated Telecom FR"},
    "numbers": ["+33199000101", "+33199000102"],
    "main_number": "+33199000101",
}
USER = {
    "customer": "acme",
    "email": "marie@acme.example",
    "first_name": "Marie",
    "last_name": "Durand",
    "package": "webex_calling",
    "location": "Paris",
    "extension": "101",
    "emergency_callback": "none",
    "roles": ["Full Administrator", "Compliance Officer"],
}


class Proxy(Relay):
    """Passes requests on to the simulator, and loses some of its answers, before or after they have taken effect."""

    def __init__(self, simulator: SimulatorServer) -> None:
        self._losses: list[tuple[str, str, bool]] = []
        self.lost: list[str] = []
        self.slow: str | None = None
        super().__init__(simulator.url)

    def answer(self, handler: BaseHTTPRequestHandler, body: bytes) -> None:
        loss = self.next_loss(handler.command, handler.path)
        handler.close_connection = loss is not None
        if self.slow and re.fullmatch(f"/v1/{self.slow}", handler.path.partition("?")[0]):
            time.sleep(1)  # longer than any job of the simulator
        if loss == "before":
            return
        answer, content = self.forward(handler, body)
        if loss != "after":
            self.give_back(handler, answer, content)

    def lose(self, method: str, path: str, when: str) -> None:
        """Lose the next answer to such a request; ``path`` is a regular expression that must fit its whole path."""
        self._losses.append((method, path, when == "after"))

    def next_loss(self, method: str, path: str) -> str | None:
        for loss in self._losses:
            if loss[0] == method and re.fullmatch(f"/v1/{loss[1]}", path.partition("?")[0]):
                self._losses.remove(loss)
                self.lost.append(f"{method} {path}")
                return "after" if loss[2] else "before"
        return None


@pytest.fixture
def proxy(simulator: SimulatorServer) -> Iterator[Proxy]:
    server = Proxy(simulator)
    yield server
    server.close()


@pytest.fixture
def acme(simulator: SimulatorServer) -> SimulatorServer:
    """A simulator with the customer acme."""
    one(Customers, simulator.url, **CUSTOMER)
    return simulator


WHEN = pytest.mark.parametrize("when", ["before", "after"])


def taken(proxy: Proxy, simulator: SimulatorServer) -> int:
    """Return how often the simulator has accepted the request of which the answer was lost."""
    (lost,) = proxy.lost
    accepted = [f"{each['method']} {each['path']}" for each in simulator.writes() if each["status"] < 300]
    return accepted.count(lost.partition("?")[0])


class TestLostAnswers:
    """What was lost is settled by reading."""

    @WHEN
    def test_creating_a_customer(self, proxy: Proxy, simulator: SimulatorServer, when: str) -> None:
        proxy.lose("POST", "wholesale/customers", when)
        result = one(Customers, proxy.url, **CUSTOMER)
        assert (result["action"], result["wholesale_customer"]["status"]) == ("created", "provisioned")
        assert result["id"]
        assert simulator.info()["customer"] == 1
        assert taken(proxy, simulator) == 1
        assert one(Customers, simulator.url, **CUSTOMER)["action"] == "unchanged"

    @WHEN
    def test_updating_a_customer(self, proxy: Proxy, acme: SimulatorServer, when: str) -> None:
        proxy.lose("PUT", "wholesale/customers/.*", when)
        change = {"external_id": "acme", "packages": ["webex_suite"], "package_limits": {"webex_suite": 3}}
        result = one(Customers, proxy.url, **change)
        assert (result["action"], result["wholesale_customer"]["status"]) == ("updated", "provisioned")
        assert result["wholesale_customer"]["package_limits"] == {"webex_suite": 3}
        assert taken(proxy, acme) >= 1  # replacing something twice does no harm
        assert one(Customers, acme.url, **change)["action"] == "unchanged"

    @WHEN
    def test_removing_a_customer(self, proxy: Proxy, acme: SimulatorServer, when: str) -> None:
        proxy.lose("DELETE", "wholesale/customers/.*", when)
        assert one(Customers, proxy.url, external_id="acme", state="absent")["action"] == "removed"
        assert acme.info()["customer"] == 0
        assert taken(proxy, acme) == 1

    @WHEN
    @pytest.mark.parametrize(
        ("method", "path"),
        [
            ("POST", "locations"),
            ("POST", "telephony/config/locations"),
            ("PUT", "telephony/pstn/locations/.*/connection"),
            ("POST", "telephony/config/locations/.*/numbers"),
            ("PUT", "telephony/config/locations/[^/]*"),
        ],
    )
    def test_creating_a_location(self, proxy: Proxy, acme: SimulatorServer, method: str, path: str, when: str) -> None:
        proxy.lose(method, path, when)
        result = one(Locations, proxy.url, **LOCATION)
        assert result["changed"]
        assert acme.info()["location"] == 2
        assert len(proxy.lost) == 1
        assert one(Locations, acme.url, **LOCATION)["action"] == "unchanged"

    @WHEN
    @pytest.mark.parametrize("method", ["DELETE", "PUT"])
    def test_purging_numbers(self, proxy: Proxy, acme: SimulatorServer, method: str, when: str) -> None:
        extra = [f"+331990002{number:02}" for number in range(12)]
        one(Locations, acme.url, **LOCATION | {"numbers": ["+33199000101", *extra]})
        purge = LOCATION | {"numbers": ["+33199000101"], "purge_numbers": True, "routing_prefix": "81"}
        proxy.lose(method, "telephony/config/locations/.*", when)
        assert one(Locations, proxy.url, **purge)["action"] == "updated"
        assert acme.info()["number"] == 1
        assert one(Locations, acme.url, **purge)["action"] == "unchanged"

    @WHEN
    @pytest.mark.parametrize(
        ("method", "path"),
        [("POST", "telephony/config/jobs/locations/deleteCallingLocation"), ("DELETE", "locations/.*")],
    )
    def test_removing_a_location(self, proxy: Proxy, acme: SimulatorServer, method: str, path: str, when: str) -> None:
        one(Locations, acme.url, **LOCATION)
        proxy.lose(method, path, when)
        assert one(Locations, proxy.url, customer="acme", name="Lyon", state="absent")["action"] == "removed"
        assert acme.info()["location"] == 1

    def test_removing_a_location_whose_job_ends_while_it_is_read_again(
        self, proxy: Proxy, acme: SimulatorServer
    ) -> None:
        one(Locations, acme.url, **LOCATION)
        proxy.slow = "telephony/config/locations/.*/precheckForDeletion/invoke"
        proxy.lose("POST", "telephony/config/jobs/locations/deleteCallingLocation", "after")
        assert one(Locations, proxy.url, customer="acme", name="Lyon", state="absent")["action"] == "removed"
        assert acme.info()["location"] == 1

    @WHEN
    def test_moving_a_number(self, proxy: Proxy, acme: SimulatorServer, when: str) -> None:
        one(Locations, acme.url, **LOCATION)
        paris = {"customer": "acme", "name": "Paris", "pstn": LOCATION["pstn"], "numbers": ["+33199000102"]}
        one(Locations, acme.url, customer="acme", name="Paris", pstn=LOCATION["pstn"])
        proxy.lose("POST", "telephony/config/jobs/numbers/manageNumbers", when)
        assert one(Locations, proxy.url, **paris)["action"] == "updated"
        assert len(proxy.lost) == 1
        assert one(Locations, acme.url, **paris)["action"] == "unchanged"

    def test_moving_a_number_while_somebody_else_moves_one(self, acme: SimulatorServer) -> None:
        numbers = ["+33199000101", "+33199000102", "+33199000103"]
        lyon = one(Locations, acme.url, **LOCATION | {"numbers": numbers})["location"]
        paris = one(Locations, acme.url, customer="acme", name="Paris", pstn=LOCATION["pstn"])["location"]
        move = {
            "operation": "MOVE",
            "targetLocationId": paris["id"],
            "numberList": [{"locationId": lyon["id"], "numbers": ["+33199000102"]}],
        }
        with closing(client(acme.url)) as somebody:
            somebody.post("telephony/config/jobs/numbers/manageNumbers", move, orgId=lyon["org_id"])
        wanted = {"customer": "acme", "name": "Paris", "numbers": ["+33199000103"]}
        result = one(Locations, acme.url, **wanted)
        assert (result["action"], result["changed"]) == ("updated", True)
        assert [each["words"] for each in result["steps"] if each["state"] == "made"] == [
            "move +33199000103 from location Lyon"
        ]
        assert one(Locations, acme.url, **wanted)["action"] == "unchanged"

    @WHEN
    @pytest.mark.parametrize(("method", "path"), [("POST", "wholesale/subscribers"), ("PUT", "people/.*")])
    def test_creating_a_user(self, proxy: Proxy, acme: SimulatorServer, method: str, path: str, when: str) -> None:
        proxy.lose(method, path, when)
        assert one(Users, proxy.url, **USER)["changed"]
        assert len(proxy.lost) == 1
        assert acme.info()["subscriber"] == 1
        assert one(Users, acme.url, **USER)["action"] == "unchanged"

    @WHEN
    @pytest.mark.parametrize(("method", "path"), [("DELETE", "wholesale/subscribers/.*"), ("DELETE", "people/.*")])
    def test_removing_a_user(self, proxy: Proxy, acme: SimulatorServer, method: str, path: str, when: str) -> None:
        one(Users, acme.url, **USER)
        persons = acme.info()["person"]
        proxy.lose(method, path, when)
        gone = {"customer": "acme", "email": USER["email"], "state": "absent", "remove_person": True}
        assert one(Users, proxy.url, **gone)["action"] == "removed"
        assert len(proxy.lost) == 1
        assert (acme.info()["subscriber"], acme.info()["person"]) == (0, persons - 1)

    def test_webex_stays_in_trouble(self, simulator: SimulatorServer) -> None:
        fault = {"method": "POST", "path": "/customers$", "status": 500, "times": 99, "message": "Out of order"}
        simulator.faults({"responses": [fault]})
        with pytest.raises(TaskFailed) as failed:
            one(Customers, simulator.url, **CUSTOMER)
        assert str(failed.value).startswith("creating wholesale customer acme: Out of order (HTTP 500, trackingId ")
        assert len(simulator.writes()) == 3
        assert not failed.value.result["changed"]
        assert failed.value.result["failure"]["status"] == 500

    @WHEN
    def test_one_lost_answer_of_many_doubles_nobody(self, proxy: Proxy, acme: SimulatorServer, when: str) -> None:
        proxy.lose("POST", "wholesale/subscribers", when)
        users = [{"email": f"u{number}@acme.example", "package": "webex_meetings"} for number in range(6)]
        result = many(Users, proxy.url, customer="acme", wholesale_users=users)
        assert result["counts"] == {"created": 6, "updated": 0, "removed": 0, "unchanged": 0, "failed": 0}
        assert len(proxy.lost) == 1
        assert acme.info()["subscriber"] == 6


class TestBeforeAnythingIsRead:
    """Bad options are refused without asking Webex."""

    def test_all_bad_items_at_once(self, simulator: SimulatorServer) -> None:
        users = [
            {"email": "nobody"},
            {"email": "a@acme.example", "extension": "x"},
            {"email": "b@acme.example"},
            {"email": "B@acme.example"},
            {"email": "b@acme.example", "customer": "other"},
        ]
        with pytest.raises(TaskFailed) as failed:
            many(Users, simulator.url, customer="acme", wholesale_users=users)
        assert str(failed.value) == (
            "wholesale_users[0].email of wholesale user nobody: is not an e-mail address; "
            "wholesale_users[1].extension of wholesale user a@acme.example: must have digits only; "
            "wholesale_users[3]: b@acme.example is listed before, at [2]"
        )
        assert not simulator.requests()

    def test_a_user_of_no_customer_is_refused(self, simulator: SimulatorServer) -> None:
        with pytest.raises(TaskFailed, match=r"wholesale_users\[0\]\.customer of wholesale user a@b.c: is required"):
            many(Users, simulator.url, wholesale_users=[{"email": "a@b.c"}])
        assert not simulator.requests()

    @pytest.mark.parametrize(
        ("options", "message"),
        [
            ({"api_url": "http://webex.example"}, "api_url: plain http"),
            ({"access_token": None}, "access_token: is missing"),
        ],
    )
    def test_a_bad_connection_option_is_refused_by_name(
        self, simulator: SimulatorServer, options: dict[str, Any], message: str
    ) -> None:
        with pytest.raises(TaskFailed, match=message):
            one(Customers, simulator.url, **CUSTOMER, **options)


def test_a_failed_reading_is_told(simulator: SimulatorServer) -> None:
    simulator.faults({"responses": [{"method": "GET", "path": "/customers", "status": 403, "message": "Not yours"}]})
    with pytest.raises(TaskFailed, match=r"reading what exists: Not yours \(HTTP 403") as failed:
        one(Customers, simulator.url, **CUSTOMER)
    assert failed.value.result["failure"]["status"] == 403


def test_the_token_is_wrong(simulator: SimulatorServer) -> None:
    with pytest.raises(TaskFailed, match="check access_token") as failed:
        one(Customers, simulator.url, **CUSTOMER, access_token="wrong-token")
    assert "wrong-token" not in f"{failed.value} {failed.value.result}"


def test_a_list_that_fails_alike_is_told_in_one_sentence(simulator: SimulatorServer) -> None:
    users = [
        {"email": f"u{number}@a.example", "first_name": "A", "last_name": "B", "package": "webex_meetings"}
        for number in range(100)
    ]
    with pytest.raises(TaskFailed) as failed:
        many(Users, simulator.url, customer="nobody", wholesale_users=users)
    named = "u0@a.example, u1@a.example, u2@a.example, u3@a.example, u4@a.example and 95 more"
    assert str(failed.value).startswith("100 of 100 wholesale_users failed:\n- creating wholesale user " + named)
    assert len(str(failed.value).splitlines()) == 2
    assert [entry["key"] for entry in failed.value.result["entries"]] == [user["email"] for user in users]
    assert all("nobody" in entry["error"] for entry in failed.value.result["entries"])
