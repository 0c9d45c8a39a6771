# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What somebody with a real account runs first: looks at everything a run depends on, and says what to do.

Makes GET requests only (and exchanges a refresh token). Nothing it tells names a person or an organization.
"""

from __future__ import annotations

import os
import platform
import socket
import ssl
import textwrap
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from email.utils import parsedate_to_datetime
from importlib.metadata import PackageNotFoundError, version
from typing import Any
from urllib.parse import urlsplit

from ansible.module_utils.ansible_release import __version__ as ansible_version

from ._deps import MISSING
from ._http import ids
from ._http.client import Client, Connection
from ._http.errors import WebexError

COLLECTION = "0.2.0"
FINE, ATTENTION, FAILS = "fine", "attention", "fails"
CLOCK_LIMIT = 60
CERTIFICATE_DAYS = 14
PROBES = {
    "spark-admin:wholesale_customers_read": ("wholesale/customers", {"max": 1}),
    "spark-admin:wholesale_subscribers_read": ("wholesale/subscribers", {"max": 1}),
    "spark-admin:wholesale_sub_partners_read": ("wholesale/subPartners", {}),
    "spark-admin:organizations_read": ("organizations", {}),
    "spark-admin:people_read": ("people", {"max": 1}),
    "spark-admin:roles_read": ("roles", {}),
    "spark-admin:licenses_read": ("licenses", {}),
    "spark-admin:locations_read": ("locations", {"max": 1}),
    "spark-admin:telephony_config_read": ("telephony/config/locations", {"max": 1}),
}
"""A scope that the modules need, and a request that works only with it."""
WRITES = (
    "spark-admin:wholesale_customers_write, wholesale_subscribers_write, locations_write, telephony_config_write,"
    " telephony_pstn_read, telephony_pstn_write, people_write, organizations_write, and identity:organizations_rw"
)
PROXIES = ("https_proxy", "http_proxy", "all_proxy", "no_proxy")


@dataclass
class Answer:
    """What came of one GET: no status when there was no answer, and then why."""

    status: int | None = None
    body: dict[str, Any] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    json: bool = False
    following: bool = False
    error: WebexError | None = None

    @property
    def items(self) -> list[dict[str, Any]]:
        """Return the objects of a list, under whichever key it has them."""
        lists = [value for value in self.body.values() if isinstance(value, list)]
        return [item for item in (lists[0] if lists else []) if isinstance(item, dict)]


class Doctor:
    """One examination: its lines, in the order in which somebody new would ask."""

    def __init__(self, options: Mapping[str, Any]) -> None:
        self.checks: list[dict[str, str]] = []
        self.connection = Connection(**{each.name: options[each.name] for each in fields(Connection)})

    def examine(self) -> dict[str, Any]:
        """Look at everything, and return the module's result."""
        self._versions()
        refusal = self.connection.refusal()
        if refusal:
            self._note(refusal[0], FAILS, "The option cannot be used as it is.", f"{refusal[0]} {refusal[1]}.")
        else:
            trusting = self._surroundings()
            if trusting and not {"requests", "pydantic"} & set(MISSING):
                self._webex()
        counts = Counter(check["verdict"] for check in self.checks)
        return {
            "changed": False,
            "ok": not counts[FAILS],
            "checks": self.checks,
            "counts": {verdict: counts[verdict] for verdict in (FINE, ATTENTION, FAILS)},
        }

    def _note(self, name: str, verdict: str, found: str, remedy: str = "") -> None:
        self.checks.append({"name": name, "verdict": verdict, "found": found, "remedy": remedy})

    def _versions(self) -> None:
        found = [f"webex.wholesale {COLLECTION}", f"ansible-core {ansible_version}"]
        found.append(f"Python {platform.python_version()}")
        for library in ("requests", "urllib3", "pydantic"):
            try:
                found.append(f"{library} {version(library)}")
            except PackageNotFoundError:
                found.append(f"{library} is missing")
        missing = [library for library in MISSING if library != "PyYAML"]
        remedy = f"Install {' and '.join(missing)} for the Python that runs the modules." if missing else ""
        self._note("Versions", FAILS if missing else FINE, ", ".join([*found, ssl.OPENSSL_VERSION]), remedy)

    def _surroundings(self) -> bool:
        """Look at what stands between here and Webex, proxy and certificates; tell whether to call Webex."""
        set_ = {name: os.environ.get(name) or os.environ.get(name.upper()) for name in PROXIES}
        shown = ", ".join(f"{name} {_without_login(value)}" for name, value in set_.items() if value)
        self._note("Proxy", FINE, shown or "No proxy variables are set.")
        ca_path = self.connection.ca_path
        if ca_path and not os.access(ca_path, os.R_OK):
            self._note("Certificate authorities", FAILS, "The file of ca_path cannot be read.", "Correct ca_path.")
            return False
        elif ca_path:
            self._note("Certificate authorities", FINE, "Those of ca_path are trusted instead of the usual ones.")
        parts = urlsplit(self.connection.api_url)
        if parts.scheme != "https":
            self._note("Certificate", FINE, "Plain http to this machine: there is none.")
        elif not self.connection.validate_certs:
            self._note(
                "Certificate",
                ATTENTION,
                "It is not verified, since validate_certs is false.",
                "Set validate_certs to true; give the file of an authority of your own in ca_path.",
            )
        elif not (set_["https_proxy"] or set_["all_proxy"]):
            return self._certificate(parts.hostname or "", parts.port or 443)
        return True

    def _certificate(self, host: str, port: int) -> bool:
        try:
            context = ssl.create_default_context(cafile=self.connection.ca_path or _bundle())
            with (
                socket.create_connection((host, port), self.connection.timeout) as plain,
                context.wrap_socket(plain, server_hostname=host) as connected,
            ):
                until = ssl.cert_time_to_seconds(str((connected.getpeercert() or {})["notAfter"]))
        except ssl.SSLCertVerificationError as error:
            self._note(
                "Certificate",
                FAILS,
                f"The server's certificate is not trusted: {error.verify_message}.",
                "Behind a proxy that inspects TLS, or with a server of your own: give its authority's file (PEM) in"
                " ca_path. Else check api_url.",
            )
            return False
        except (OSError, KeyError, ValueError):
            pass  # told by the request to the API, in the words that fit
        else:
            days = int((until - time.time()) / 86400)
            remedy = "Renew the server's certificate." if days < CERTIFICATE_DAYS else ""
            self._note("Certificate", ATTENTION if remedy else FINE, f"Trusted, {days} days left.", remedy)
        return True

    def _webex(self) -> None:
        client = Client(self.connection)
        try:
            me = _look(client, "people/me")
            if not self._reached(me):
                return
            probes = dict(PROBES)
            if me.body.get("orgId"):
                organization = ids.uuid_of(str(me.body["orgId"]))
                probes["identity:organizations_read"] = (f"identity/organizations/{organization}", {})
            found = {scope: _look(client, path, renew=False, **params) for scope, (path, params) in probes.items()}
            self._clock(me)
            if not self._token(me, found):
                return
            self._scopes(found)
            self._roles(me, found)
            self._partner(me, found)
            self._templates(_look(client, "wholesale/onboardingTemplates", renew=False))
            self._assumptions(me, found)
        finally:
            client.close()

    def _reached(self, me: Answer) -> bool:
        parts = urlsplit(self.connection.api_url)
        where = f"{parts.hostname}:{parts.port}" if parts.port else str(parts.hostname)
        if me.error and me.error.status is not None:
            self._note("Token", FAILS, f"{me.error.message} (HTTP {me.error.status}).", me.error.hint or "")
        elif me.error:
            found, remedy = _reason(me.error, where)
            self._note("Webex API", FAILS, f"{found} What Webex would say could not be looked at.", remedy)
        elif me.status == 404 or not me.json:
            self._note(
                "Webex API",
                FAILS,
                f"{where} answers HTTP {me.status}, but not as the Webex API does at the path {parts.path or '/'}.",
                "Check api_url: it ends in /v1, as in https://webexapis.com/v1. A proxy's page looks like this, too.",
            )
        elif me.status is not None and (me.status >= 500 or me.status == 429):
            self._note("Webex API", FAILS, f"{where} answers HTTP {me.status}.", "Run again later.")
        else:
            self._note("Webex API", FINE, f"{where} answers.")
            return True
        return False

    def _clock(self, me: Answer) -> None:
        try:
            apart = time.time() - parsedate_to_datetime(me.headers["Date"]).timestamp()
        except (KeyError, TypeError, ValueError):
            self._note("Clock", ATTENTION, "The server tells no time.", "Check that this machine's clock is right.")
            return
        far = abs(apart) > CLOCK_LIMIT
        side = "ahead of" if apart > 0 else "behind"
        found = f"{abs(apart):.0f} s {side} the server's." if far else "As the server's."
        self._note("Clock", ATTENTION if far else FINE, found, "Synchronize this machine's clock." if far else "")

    def _token(self, me: Answer, found: Mapping[str, Answer]) -> bool:
        source = "exchanged for refresh_token"
        if self.connection.access_token or self.connection.access_token_file:
            source = f"given in access_token{'' if self.connection.access_token else '_file'}"
        if me.status != 200 and not any(answer.status in (200, 403) for answer in found.values()):
            self._note(
                "Token",
                FAILS,
                f"Webex accepts it nowhere (HTTP {me.status}); it is {source}.",
                "It may be mistyped or have expired: a token of the developer portal lasts 12 hours. Get another,"
                " or give client_id, client_secret and refresh_token.",
            )
            return False
        kinds = {"person": "a person's", "bot": "a bot's or a service app's", "appuser": "an application's"}
        kind = kinds.get(str(me.body.get("type")), "of a kind that Webex does not tell")
        good = me.body.get("type") == "person"
        remedy = "" if good else "If something is refused below, try the token of a partner full administrator."
        self._note("Token", FINE if good else ATTENTION, f"Accepted; {source}; it is {kind}.", remedy)
        return True

    def _scopes(self, found: Mapping[str, Answer]) -> None:
        for scope, answer in found.items():
            name = f"Scope {scope.removeprefix('spark-admin:')}"
            path = PROBES[scope][0] if scope in PROBES else "identity/organizations/{orgId}"
            if answer.status == 200:
                self._note(name, FINE, f"GET {path} works.")
            elif answer.status in (401, 403):
                likely = "the scope is missing" if answer.status == 401 else "the scope or a role is missing"
                self._note(
                    name,
                    FAILS,
                    f"GET {path} is refused (HTTP {answer.status}): {likely}.",
                    f"Add {scope} to the integration or service app, authorize it again and use the new token."
                    + (" If it has the scope, see the line Roles." if answer.status == 403 else ""),
                )
            else:
                what = f"HTTP {answer.status}" if answer.status else "no usable answer"
                self._note(name, ATTENTION, f"GET {path}: {what}.", "Run again later; if it stays, report it.")
        self._note(
            "Other scopes",
            ATTENTION,
            "Those to write, and those of PSTN, are not tried.",
            f"Check that you have {WRITES}.",
        )

    def _roles(self, me: Answer, found: Mapping[str, Answer]) -> None:
        names = {ids.uuid_of(str(role.get("id"))): str(role.get("name")) for role in _of(found, "roles_read").items}
        own = [names.get(ids.uuid_of(str(role)), "unknown") for role in me.body.get("roles") or []]
        customers = _of(found, "wholesale_customers_read").status
        full = any(name.casefold() in ("full administrator", "partner full administrator") for name in own)
        wanted = "The person needs to be partner full administrator and Webex for Wholesale admin (Partner Hub, Users)."
        told = ", ".join(sorted(set(own))) or "none that the API tells"
        if customers == 403:
            self._note("Roles", FAILS, f"{told}; the customers are refused (HTTP 403).", wanted)
        else:
            seen = "; the customers can be read" if customers == 200 else ""
            self._note("Roles", FINE if full else ATTENTION, f"{told}{seen}.", "" if full else wanted)

    def _partner(self, me: Answer, found: Mapping[str, Answer]) -> None:
        organization = str(me.body.get("orgId") or "")
        told = f"Organization {_short(organization)}" if organization else "Webex does not tell it."
        self._note("Partner", FINE if organization else ATTENTION, told)
        answer, wanted = _of(found, "wholesale_sub_partners_read"), self.connection.sub_partner
        if answer.status != 200:
            return  # told by its scope
        states = Counter(str(each.get("provisioningState")) for each in answer.items)
        counted = ", ".join(f"{count} {state}" for state, count in sorted(states.items())) or "none"
        if not wanted:
            self._note("Sub-partners", FINE, f"{counted}; sub_partner is not set.")
            return
        state = next(
            (each.get("provisioningState") for each in answer.items if ids.same(each.get("orgId"), wanted)), None
        )
        if state is None:
            remedy = "Give the organization ID of a sub-partner of this partner, or unset sub_partner."
            self._note("Sub-partners", FAILS, f"{counted}; {_short(wanted)} of sub_partner is none of them.", remedy)
        else:
            good = state == "active"
            remedy = "" if good else "It can only remove; Cisco's partner team can activate it."
            self._note("Sub-partners", FINE if good else FAILS, f"{counted}; that of sub_partner is {state}.", remedy)

    def _templates(self, answer: Answer) -> None:
        none = answer.status in (404, 405, 501)
        kept = "partner_hub: this host serves templates" if answer.status == 200 else "catalog: a file of yours"
        odd = answer.status != 200 and not none
        remedy = "Set the option backend of onboarding_template to catalog." if odd else ""
        told = f"{kept} (HTTP {answer.status or 'none'})."
        self._note("Onboarding templates", ATTENTION if odd else FINE, told, remedy)

    def _assumptions(self, me: Answer, found: Mapping[str, Answer]) -> None:
        """Hold what the collection believes of Webex, and can be read, against Webex."""
        limited = ("wholesale_customers_read", "wholesale_subscribers_read", "people_read", "locations_read")
        lists = [answer for answer in (_of(found, scope) for scope in limited) if answer.items]
        if any(len(answer.items) > 1 for answer in lists):
            self._believed("Assumptions A44, A83: paging", lists[0], False, "A list ignores max=1")
        elif any(answer.following for answer in lists):
            self._believed("Assumptions A44, A83: paging", lists[0], True)
        else:
            self._note(
                "Assumptions A44, A83: paging", FINE, "Cannot be told: no list has two objects, or none links on."
            )
        self._believed("Assumption A60: names of organizations", _of(found, "organizations_read"), all(
            each.get("displayName") for each in _of(found, "organizations_read").items))  # fmt: skip
        if me.status == 200:
            self._believed(
                "Assumption A10: form of IDs", me, (ids.decode(str(me.body.get("id"))) or ("", ""))[0] == "PEOPLE"
            )

    def _believed(self, name: str, answer: Answer, holds: bool, otherwise: str = "Not so") -> None:
        if answer.status == 200:
            remedy = "" if holds else "Attach this report to a bug report: the collection assumes otherwise."
            self._note(name, FINE if holds else ATTENTION, "Holds." if holds else f"{otherwise}.", remedy)


def table(checks: list[dict[str, str]]) -> str:
    """Return the lines as a terminal shows them."""
    width = max((len(check["name"]) for check in checks), default=0)
    lines = []
    for check in checks:
        start = f"{check['verdict']:<11}{check['name']:<{width}}  "
        rest = " " * len(start)
        lines += textwrap.wrap(
            check["found"], 120, initial_indent=start, subsequent_indent=rest, break_on_hyphens=False
        )
        if check["remedy"]:
            lines += textwrap.wrap(check["remedy"], 120, initial_indent=f"{rest}To do: ", subsequent_indent=rest)
    return "\n".join(lines)


def _look(client: Client, path: str, *, renew: bool = True, **params: Any) -> Answer:
    try:
        response = client.look(path, renew=renew, **params)
    except WebexError as error:
        return Answer(error=error)
    try:
        body = response.json()
    except ValueError:
        body = None
    known = isinstance(body, dict)
    return Answer(response.status_code, body if known else {}, response.headers, known, "next" in response.links)


def _of(found: Mapping[str, Answer], scope: str) -> Answer:
    return found[f"spark-admin:{scope}"]


def _reason(error: WebexError, where: str) -> tuple[str, str]:
    """Return why there was no answer, in words for somebody new; the cause is what the client caught."""
    cause = f"{error.__context__!r}"
    if "SSLError" in cause or "CERTIFICATE" in cause:
        return f"The TLS connection to {where} failed.", "See the line Certificate; check api_url and ca_path."
    if "ProxyError" in cause:
        return f"The proxy lets nothing through to {where}.", "Check the proxy variables, and that the proxy allows it."
    if "NameResolution" in cause or "getaddrinfo" in cause:
        return f"The name of {where} is not known.", "Check api_url and the DNS of this machine."
    if "refused" in cause:
        return f"Nothing listens at {where}.", "Check api_url; if it is the simulator, start it."
    if "Timeout" in cause or "timed out" in cause:
        return f"{where} does not answer in time.", "Check api_url, the firewall and the proxy."
    return f"{error.message}.", error.hint or "Check api_url, the network and the proxy."


def _bundle() -> str | None:
    return os.environ.get("REQUESTS_CA_BUNDLE") or None


def _without_login(value: str) -> str:
    return value.rpartition("@")[2]


def _short(identifier: str) -> str:
    return f"{ids.uuid_of(identifier)[:8]}…"
