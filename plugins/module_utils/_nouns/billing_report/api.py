# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Billing reports: requested, waited for and downloaded in one go. Source: Webex for Wholesale API, billing reports."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from ..._engine.item import Item
from ..._engine.noun import Writer
from ..._engine.snapshot import Answer
from ..._engine.steps import Step, Wait
from ..._http import ids
from ..._http.errors import WebexError
from .file import same, write
from .model import REPORT, STATUSES, TYPES, BillingReport

REPORTS = "wholesale/billing/reports"
WHOLE: dict[str, Any] = {"max": 100}
"""The list has no pages: of more reports the dates find the right one."""


class BillingReports(Writer[BillingReport]):
    """Finds a report of a period or has one made, waits for it, keeps its contents in a file, and removes it."""

    name = "billing_report"
    plural = "billing_reports"
    model = BillingReport
    waits = True
    provisions = False
    filters = {
        "start_date": {"type": "str"},
        "end_date": {"type": "str"},
        "type": {"type": "str", "choices": list(TYPES)},
        "status": {"type": "str", "choices": list(STATUSES)},
    }

    def key(self, desired: BillingReport) -> str:
        """Return type and period."""
        return f"{desired.type or TYPES[0]} {desired.start_date} to {desired.end_date}"

    def find(self, filters: Mapping[str, Any]) -> list[BillingReport]:
        """List reports; what a report holds, and where it can be downloaded, is not told."""
        query = {"billingStartDate": filters["start_date"], "billingEndDate": filters["end_date"]}
        query |= {name: filters[name] for name in ("type", "status")}
        return [self._read(answer) for answer in self._list(query)]

    def observe(self, wanted: Sequence[BillingReport]) -> list[BillingReport | None]:
        """Find a report of the same period and type, one that is ready first; wait for one that Webex is making."""
        return [self._observe(desired) for desired in wanted]

    def steps(self, item: Item[BillingReport]) -> Iterator[Step]:
        """Return the writes: the request, and the file."""
        if item.change.kind == "remove":
            for answer in self._matching(item.desired):
                yield Step("remove it", "DELETE", (f"{REPORTS}/{answer['id']}",))
            return
        if item.change.kind == "create":
            fields = ("start_date", "end_date", "type")
            asked = {**item.desired.given(), "type": item.desired.type or TYPES[0]}
            body = {**REPORT.body(BillingReport, asked), **self._scope}
            yield Step(
                "request it", "POST", (REPORTS,), body, fields=fields, then=lambda answer: self._requested(item, answer)
            )
        if path := item.change.touches("path") and item.desired.path:
            yield Step("download it", "WRITE", (path,), fields=("path",), send=lambda step: self._download(item, path))

    @property
    def _scope(self) -> dict[str, Any]:
        """Return what names the sub-partner, which is another name than elsewhere. Nothing else here has it."""
        acting = self.run.sub_partner
        return {"subPartnerOrgId": ids.encode("ORGANIZATION", acting)} if acting else {}

    def _list(self, query: Mapping[str, Any]) -> list[Answer]:
        answers = self.client.pages(REPORTS, **WHOLE, **query, **self._scope)
        return [answer for answer in answers if answer.get("id")]

    def _matching(self, desired: BillingReport) -> list[Answer]:
        """Return the reports of the same period and type. Webex keeps each that was ever requested."""
        asked = {**desired.given(), "type": desired.type or TYPES[0]}
        query: dict[str, Any] = REPORT.body(BillingReport, asked)
        return [answer for answer in self._list(query) if all(answer.get(name) == query[name] for name in query)]

    def _observe(self, desired: BillingReport) -> BillingReport | None:
        found = {str(answer.get("status")): answer for answer in reversed(self._matching(desired))}
        if self.run.options.get("state") == "absent":
            return self._read(next(iter(found.values()))) if found else None
        answer = found.get("COMPLETED") or found.get("IN_PROGRESS")
        if answer is None:
            return None  # one that failed is no report
        existing = self._read(answer)
        if answer["status"] == "IN_PROGRESS" and not self.run.check_mode:
            told: dict[str, Any] = {}
            error = self.run.await_all({0: self._wait(desired, str(answer["id"]), told)})[0]
            if error:
                raise error
            existing = existing.model_copy(update=told)
        if desired.path:
            ready = existing.status == "COMPLETED" and Path(desired.path).is_file()
            kept = ready and same(Path(desired.path), self._content(desired, str(existing.id)))
            existing.path = desired.path if kept else None
        return existing

    def _requested(self, item: Item[BillingReport], answer: Answer) -> Wait:
        told = REPORT.read(BillingReport, answer)
        item.returned |= {name: told[name] for name in ("id", "type", "category")} | {"status": "IN_PROGRESS"}
        return self._wait(item.desired, str(answer.get("id")), item.returned)

    def _wait(self, desired: BillingReport, report_id: str, told: dict[str, Any]) -> Wait:
        """Return the wait for a report; ``told`` gets what Webex says of it in the end."""

        def done() -> bool:
            answer = self.client.get(f"{REPORTS}/{report_id}")
            told.update(self._read(answer).known())
            if answer.get("status") == "FAILED":
                raise self._failed(desired, answer)
            return answer.get("status") == "COMPLETED"

        return Wait(f"waiting for Webex to make the billing report {self.key(desired)}", done, "billing report")

    def _failed(self, desired: BillingReport, answer: Answer) -> WebexError:
        reasons = [
            f"{each.get('description') or 'no description'} (code {each.get('code')})"
            for each in answer.get("errors") or []
        ]
        return WebexError(
            f"Webex could not make the report {self.key(desired)}: {'; '.join(reasons) or 'it gives no reason'}",
            hint=f"Run again to request another one. If that fails too, ask Cisco about report {answer.get('id')}; "
            "state=absent removes those that failed.",
        )

    def _content(self, desired: BillingReport, report_id: str) -> bytes:
        """Return what a report holds. The address is a secret by itself, and needs no token."""

        def read() -> bytes:
            link = self.client.get(f"{REPORTS}/{report_id}").get("tempDownloadURL")
            if not link:
                raise WebexError(
                    f"Webex gives no link to the billing report {self.key(desired)}", hint="Run again later."
                )
            return self.client.download(str(link))

        content: bytes = self.snapshot.kept(("billing report", report_id), read)
        return content

    def _download(self, item: Item[BillingReport], path: str) -> dict[str, Any]:
        report_id = item.returned.get("id") or getattr(item.change.observed, "id", None)
        write(Path(path), self._content(item.desired, str(report_id)), "path")
        return {}

    def _read(self, answer: Answer) -> BillingReport:
        told = REPORT.read(BillingReport, answer)
        return BillingReport.observed(**{name: value for name, value in told.items() if value is not None})
