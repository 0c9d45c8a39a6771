# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A stand-in for AWX: keeps what the modules of awx.awx send, finds it again, and shows no secret. Runs nothing."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from tests.integration import awx_rules

TOKEN = "awx-token"
ENCRYPTED = "$encrypted$"
LAUNCHABLE = ("job_templates", "workflow_job_templates", "projects", "inventory_sources")
NODES = "workflow_job_template_nodes"


class Awx:
    """The objects by kind and id, and how often something was written."""

    def __init__(self) -> None:
        self.url = ""
        self.writes = 0
        self.objects: dict[str, dict[int, dict[str, Any]]] = {}
        self.links: dict[str, list[int]] = {}
        self.surveys: dict[str, Any] = {}

    def named(self, kind: str) -> dict[str, dict[str, Any]]:
        """Return the objects of a kind by name."""
        return {each["name"]: each for each in self.objects.get(kind, {}).values()}

    def answer(self, method: str, path: str, query: Mapping[str, str], body: dict[str, Any]) -> tuple[int, Any]:
        """Return status and content."""
        self.writes += method != "GET"
        kind, *rest = path.removeprefix("/api/v2/").strip("/").split("/")
        match method, rest:
            case "GET", []:
                return 200, _page([self.show(each) for each in self.find(kind, query)])
            case "POST", []:
                return 201, self.show(self.create(kind, body))
            case "GET", [number]:
                return 200, self.show(self.objects[kind][int(number)])
            case "PATCH", [number]:
                self.objects[kind][int(number)] |= body
                return 200, self.show(self.objects[kind][int(number)])
            case "GET", [_, "survey_spec"]:
                return 200, self.surveys.get(path, {})
            case "POST", [_, "survey_spec"]:
                self.surveys[path] = body
                return 200, {}
            case "POST", [number, "create_approval_template"]:
                approval = self.create("workflow_approval_templates", body)
                self.objects[kind][int(number)]["unified_job_template"] = approval["id"]
                return 201, self.show(approval)
            case "GET", [_, _link]:
                return 200, _page([{"id": number} for number in self.links.get(path, [])])
            case "POST", [_, _link]:
                linked = self.links.setdefault(path, [])
                (linked.remove if body.get("disassociate") else linked.append)(body["id"])
                return 204, None
        return 405, {"detail": "not in this stand-in"}

    def create(self, kind: str, body: dict[str, Any]) -> dict[str, Any]:
        """Keep a new object."""
        if kind == "credential_types":
            awx_rules.check(body)
        number = 1 + sum(map(len, self.objects.values()))
        made = {"id": number, "url": f"/api/v2/{kind}/{number}/", **body, "type": kind.removesuffix("s")}
        self.objects.setdefault(kind, {})[number] = made
        return made

    def find(self, kind: str, query: Mapping[str, str]) -> list[dict[str, Any]]:
        """Return the objects that have these values; every one that can be launched is a unified job template."""
        kinds = LAUNCHABLE if kind == "unified_job_templates" else [kind]
        candidates = [each for one in kinds for each in self.objects.get(one, {}).values()]
        return [each for each in candidates if all(str(each.get(name)) == value for name, value in query.items())]

    def show(self, kept: dict[str, Any]) -> dict[str, Any]:
        """Return what AWX shows of an object."""
        shown: dict[str, Any] = {**kept, "summary_fields": {}, "scm_revision": ""}
        shown["related"] = {"survey_spec": f"{kept['url']}survey_spec/"}
        if "credential_type" in kept:
            fields = self.objects["credential_types"][kept["credential_type"]]["inputs"]["fields"]
            secret = {field["id"] for field in fields if field.get("secret")}
            shown["inputs"] = {name: ENCRYPTED if name in secret else value for name, value in kept["inputs"].items()}
        for kind in ("workflow_approval_templates", *LAUNCHABLE):
            if kept["type"] == NODES.removesuffix("s") and kept.get("unified_job_template") in self.objects.get(
                kind, {}
            ):
                shown["related"]["unified_job_template"] = f"/api/v2/{kind}/{kept['unified_job_template']}/"
        return shown


def _page(results: list[dict[str, Any]]) -> dict[str, Any]:
    return {"count": len(results), "next": None, "results": results}


@contextmanager
def serve() -> Iterator[Awx]:
    """Run a stand-in; its URL is in ``url``."""
    awx = Awx()

    class Handler(BaseHTTPRequestHandler):
        def handle_any(self) -> None:
            parts = urlsplit(self.path)
            content = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            # A GET brings a body as well, which means nothing.
            body = json.loads(content) if content and self.command != "GET" else {}
            if self.headers.get("Authorization") != f"Bearer {TOKEN}":
                status, answer = 401, {"detail": "who are you?"}
            elif not re.match(r"/api/v2/\w+/", parts.path):
                status, answer = 404, {"detail": "not found"}
            else:
                status, answer = awx.answer(self.command, parts.path, dict(parse_qsl(parts.query)), body)
            self.send_response(status)
            self.end_headers()
            if answer is not None:
                self.wfile.write(json.dumps(answer).encode())

        do_GET = do_POST = do_PATCH = handle_any  # noqa: N815

        def log_request(self, *_: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        awx.url = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield awx
        finally:
            server.shutdown()
            thread.join()
