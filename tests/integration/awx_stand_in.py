# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A stand-in for the REST API of AWX 24.6.1: keeps what the modules of awx.awx send, and refuses what AWX refuses.

It refuses: paths and methods that AWX has not (404, 405), missing fields, references to what is not there, unknown
choices, two objects of one name, filters by unknown fields, job templates whose playbook the project did not have when
it was last updated, surveys and links of workflow nodes that break AWX's rules, credentials that do not fit their type.
It is stricter in one thing: AWX passes over fields that it does not know, here they are refused.

It does not imitate: permissions and licenses, organizations that have objects of equal names, pages (every list is
one), named URLs, PUT and DELETE, the sending of notifications and the rules of each kind of them, and running anything
but the update of a project. How a workflow goes on is in ``awx_workflow.py``, how a job gets its credential and its
variables in ``awx_rules.py``.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from tests.integration import awx_rules
from tests.integration.awx_schema import KINDS, LAUNCHABLE, READ_ONLY, SURVEY_TYPES

TOKEN = "awx-token"
ENCRYPTED = "$encrypted$"
ROOT = "/api/v2/"
NODES = "workflow_job_template_nodes"
LINKS = ("success_nodes", "failure_nodes", "always_nodes")


class No(Exception):
    """What AWX answers instead of doing what it is asked for."""

    def __init__(self, status: int, **content: Any) -> None:
        super().__init__(content)
        self.status = status
        self.content = content


class Repository:
    """The Git repository of the project, as an update of the project finds it."""

    def __init__(self, playbooks: Iterable[str]) -> None:
        self.playbooks = set(playbooks)
        self.revision = "1"
        self.reachable = True


class Awx:
    """The objects by kind and id, and how often something was written."""

    def __init__(self, repository: Repository) -> None:
        self.url = ""
        self.writes = 0
        self.repository = repository
        self.objects: dict[str, dict[int, dict[str, Any]]] = {kind: {} for kind in KINDS}
        self.links: dict[str, list[int]] = {}
        self.surveys: dict[str, Any] = {}
        self.playbooks: dict[int, set[str]] = {}
        self.stay_running = False
        """Whether an update of a project goes on until ``finish_updates``."""
        self.create("organizations", {"name": "Default"})  # every AWX comes with it

    def named(self, kind: str) -> dict[str, dict[str, Any]]:
        """Return the objects of a kind by name."""
        return {each["name"]: each for each in self.objects[kind].values()}

    def answer(self, method: str, path: str, query: Mapping[str, str], body: dict[str, Any]) -> tuple[int, Any]:
        """Return status and content."""
        parts = path.removeprefix(ROOT).split("/")
        if not path.startswith(ROOT) or parts.pop() != "" or parts[0] not in KINDS:
            raise No(404, detail="The requested resource could not be found.")
        self.writes += method != "GET"
        kind, *rest = parts
        match rest:
            case []:
                self.allow(method, KINDS[kind].collection)
                if method == "GET":
                    return 200, _page([self.show(each) for each in self.find(kind, query)])
                return 201, self.show(self.create(kind, body))
            case [number]:
                kept = self.get(kind, number)
                self.allow(method, KINDS[kind].single)
                return 200, self.show(self.change(kind, kept, body) if method == "PATCH" else kept)
            case [number, what] if what in KINDS[kind].lists:
                self.allow(method, ("GET", "POST"))
                return self.linked(method, kind, self.get(kind, number), what, body)
            case [number, what] if what in KINDS[kind].actions:
                action: Callable[..., tuple[int, Any]] = getattr(self, f"on_{what}")
                return action(method, kind, self.get(kind, number), body)
        raise No(404, detail="The requested resource could not be found.")

    def allow(self, method: str, methods: tuple[str, ...]) -> None:
        """Refuse a method that a path does not have; a path without any does not exist."""
        if not methods:
            raise No(404, detail="The requested resource could not be found.")
        if method not in methods:
            raise No(405, detail=f'Method "{method}" not allowed.')

    def get(self, kind: str, number: str | int) -> dict[str, Any]:
        """Return an object, or refuse."""
        if not str(number).isdecimal() or int(number) not in self.objects[kind]:
            raise No(404, detail="Not found.")
        return self.objects[kind][int(number)]

    def find(self, kind: str, query: Mapping[str, str]) -> list[dict[str, Any]]:
        """Return the objects that have these values; every one that can be launched is a unified job template."""
        for name in query:
            if name not in {"id", *KINDS[kind].fields, *KINDS[kind].read_only}:
                raise No(400, detail=f"{kind} has no field named '{name}'")
        kinds = LAUNCHABLE if kind == "unified_job_templates" else [kind]
        candidates = [each for one in kinds for each in self.objects[one].values()]
        return [each for each in candidates if all(str(each.get(name)) == value for name, value in query.items())]

    def create(self, kind: str, body: dict[str, Any]) -> dict[str, Any]:
        """Keep a new object."""
        for name in KINDS[kind].needed:
            if body.get(name) in (None, ""):
                raise No(400, **{name: ["This field is required."]})
        if kind == "credentials" and not (body.get("organization") or body.get("user")):
            raise No(400, detail="Missing 'user', 'team', or 'organization'.")
        number = 1 + sum(map(len, self.objects.values()))
        whole = {**KINDS[kind].fields, **self.checked(kind, body, None)}
        self.consistent(kind, whole, None)
        made = {**KINDS[kind].read_only, **whole, "id": number, "url": f"{ROOT}{kind}/{number}/"}
        self.objects[kind][number] = made | {"type": kind.removesuffix("s").replace("inventorie", "inventory")}
        made = self.objects[kind][number]
        # Both have the organization of what they belong to.
        if kind in ("job_templates", "inventory_sources"):
            owner = ("projects", "project") if kind == "job_templates" else ("inventories", "inventory")
            made["organization"] = self.objects[owner[0]][made[owner[1]]]["organization"]
        if kind == "projects" and made["scm_type"]:
            self.update_project(made)  # AWX starts to fetch a new project by itself
        return made

    def change(self, kind: str, kept: dict[str, Any], body: dict[str, Any]) -> dict[str, Any]:
        """Change an object."""
        fixed = {*KINDS[kind].fixed, *KINDS[kind].read_only}
        changes = {name: value for name, value in self.checked(kind, body, kept).items() if name not in fixed}
        self.consistent(kind, kept | changes, kept["id"])
        kept |= changes
        return kept

    def checked(self, kind: str, body: dict[str, Any], kept: dict[str, Any] | None) -> dict[str, Any]:
        """Return what is the client's to set; refuse what no object of this kind can have."""
        rules = KINDS[kind]
        body = {name: value for name, value in body.items() if name not in READ_ONLY | rules.read_only.keys()}
        for name, value in body.items():
            if name not in rules.fields:
                raise No(400, **{name: ["AWX has no such field, and would pass over it."]})
            if value is None and isinstance(rules.fields[name], str):
                value = body[name] = ""  # AWX takes null for a text as well
            if name in rules.choices and value not in rules.choices[name]:
                raise No(400, **{name: [f'"{value}" is not a valid choice.']})
            if name in rules.references and value is not None:
                if isinstance(value, bool) or not isinstance(value, int):
                    raise No(400, **{name: [f"Incorrect type. Expected pk value, received {type(value).__name__}."]})
                known = self.find(rules.references[name], {"id": str(value)})
                known += [self.objects["workflow_approval_templates"].get(value, {})] if kind == NODES else []
                if not any(known):
                    raise No(400, **{name: [f'Invalid pk "{value}" - object does not exist.']})
            default = rules.fields[name]
            if isinstance(default, bool | int | str) and not isinstance(value, type(default)) and value is not None:
                raise No(400, **{name: ["Not a valid value."]})
        return body

    def consistent(self, kind: str, whole: dict[str, Any], own: int | None) -> None:
        """Refuse an object whose fields do not go together, or that there is already."""
        unique = [(name, whole[name]) for name in KINDS[kind].unique if name in whole]
        if kind == "job_templates":
            organization = self.objects["projects"].get(whole["project"], {}).get("organization")
            unique.append(("organization", organization))
        for number, other in self.objects[kind].items():
            if unique and number != own and all(other.get(name) == value for name, value in unique):
                names = ", ".join(name for name, _value in unique)
                raise No(400, __all__=[f"{kind} with this ({names}) combination already exists."])
        try:
            awx_rules.consistent(kind, whole, self.objects, self.playbooks)
        except awx_rules.Broken as broken:
            raise No(400, **{broken.field: [broken.reason]}) from None

    def linked(self, method: str, kind: str, kept: dict[str, Any], what: str, body: dict[str, Any]) -> tuple[int, Any]:
        """Show the related objects, or add one or take one away."""
        key = f"{kept['url']}{what}/"
        linked = self.links.setdefault(key, [])
        other = KINDS[kind].lists[what]
        if method == "GET":
            return 200, _page([self.show(self.objects[other][number]) for number in linked])
        added = self.get(other, body.get("id", ""))["id"]
        if body.get("disassociate"):
            if added in linked:
                linked.remove(added)
            return 204, None
        if what in LINKS:
            elsewhere = [each for each in LINKS if each != what]
            if any(added in self.links.get(f"{kept['url']}{each}/", []) for each in elsewhere):
                raise No(400, Error="Relationship not allowed.")
            if kept["id"] in self.following(added):
                raise No(400, Error="Cycle detected.")
        if what == "credentials":
            types = [self.objects["credentials"][number]["credential_type"] for number in linked]
            if self.objects["credentials"][added]["credential_type"] in types:
                raise No(400, error="Cannot assign multiple credentials of one type.")
        if added not in linked:
            linked.append(added)
        return 204, None

    def following(self, number: int) -> set[int]:
        """Return a node and all that come after it."""
        url = self.objects[NODES][number]["url"]
        after = [each for link in LINKS for each in self.links.get(f"{url}{link}/", [])]
        return {number}.union(*(self.following(each) for each in after))

    def on_survey_spec(self, method: str, kind: str, kept: dict[str, Any], body: dict[str, Any]) -> tuple[int, Any]:
        """Show or replace a survey."""
        self.allow(method, ("GET", "POST"))
        if method == "POST":
            try:
                awx_rules.check_survey(body, SURVEY_TYPES)
            except awx_rules.Broken as broken:
                raise No(400, error=broken.reason) from None
            self.surveys[kept["url"]] = body
            return 200, ""
        return 200, self.surveys.get(kept["url"], {})

    def on_create_approval_template(
        self, method: str, kind: str, kept: dict[str, Any], body: dict[str, Any]
    ) -> tuple[int, Any]:
        """Make the approval that a node waits for."""
        self.allow(method, ("GET", "POST"))
        if method == "GET":
            return 200, {"name": "", "description": "", "timeout": 0}
        approval = self.create("workflow_approval_templates", body)
        kept["unified_job_template"] = approval["id"]
        return 201, self.show(approval)

    def on_update(self, method: str, kind: str, kept: dict[str, Any], body: dict[str, Any]) -> tuple[int, Any]:
        """Fetch the project; the update of an inventory source is taken, and not run."""
        self.allow(method, ("GET", "POST"))
        if method == "GET":
            return 200, {"can_update": True}
        if kind != "projects":
            return 202, {"id": 0, "status": "pending"}
        update = self.update_project(kept)
        return 202, self.show(update)

    def on_playbooks(self, method: str, kind: str, kept: dict[str, Any], body: dict[str, Any]) -> tuple[int, Any]:
        """Tell which playbooks the last update has found."""
        self.allow(method, ("GET",))
        return 200, sorted(self.playbooks.get(kept["id"], ()))

    on_inventories = on_playbooks

    def update_project(self, project: dict[str, Any]) -> dict[str, Any]:
        """Start an update of a project; only when it succeeds, AWX knows the playbooks."""
        number = 1 + sum(map(len, self.objects.values()))
        update = {
            **KINDS["project_updates"].read_only, "id": number, "url": f"{ROOT}project_updates/{number}/",
            "type": "project_update", "project": project["id"], "status": "running",
        }  # fmt: skip
        self.objects["project_updates"][number] = update
        if not self.stay_running:
            self.finish_updates()
        return update

    def finish_updates(self) -> None:
        """End the updates that are running."""
        for update in self.objects["project_updates"].values():
            if update["status"] != "running":
                continue
            project = self.objects["projects"][update["project"]]
            done = self.repository.reachable
            update |= {"status": "successful" if done else "failed", "failed": not done, "finished": "2026-01-05T04:00"}
            update["event_processing_finished"] = True
            project |= {"status": update["status"], "last_update_failed": not done}
            if done:
                update["scm_revision"] = project["scm_revision"] = self.repository.revision
                self.playbooks[project["id"]] = set(self.repository.playbooks)

    def show(self, kept: dict[str, Any]) -> dict[str, Any]:
        """Return what AWX shows of an object."""
        kind = kept["url"].removeprefix(ROOT).split("/")[0]
        shown: dict[str, Any] = {**kept, "summary_fields": {}}
        shown["related"] = {what: f"{kept['url']}{what}/" for what in (*KINDS[kind].lists, *KINDS[kind].actions)}
        if kind == "credentials":
            fields = self.objects["credential_types"][kept["credential_type"]]["inputs"]["fields"]
            secret = {field["id"] for field in fields if field.get("secret")}
            shown["inputs"] = {name: ENCRYPTED if name in secret else value for name, value in kept["inputs"].items()}
        if kind == "projects":
            running = [each for each in self.objects["project_updates"].values() if each["project"] == kept["id"]]
            if running and running[-1]["status"] == "running":
                shown["summary_fields"]["current_update"] = {"id": running[-1]["id"], "status": "running"}
        if kind == NODES and kept["unified_job_template"]:
            target = kept["unified_job_template"]
            [found] = [one for one in ("workflow_approval_templates", *LAUNCHABLE) if target in self.objects[one]]
            shown["related"]["unified_job_template"] = f"{ROOT}{found}/{target}/"
        return shown


def _page(results: list[dict[str, Any]]) -> dict[str, Any]:
    return {"count": len(results), "next": None, "previous": None, "results": results}


@contextmanager
def serve(playbooks: Iterable[str]) -> Iterator[Awx]:
    """Run a stand-in whose project's repository has these playbooks; its URL is in ``url``."""
    awx = Awx(Repository(playbooks))

    class Handler(BaseHTTPRequestHandler):
        def handle_any(self) -> None:
            parts = urlsplit(self.path)
            content = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            # A GET has a body as well, which means nothing.
            body = json.loads(content) if content and self.command != "GET" else {}
            try:
                if self.headers.get("Authorization") != f"Bearer {TOKEN}":
                    raise No(401, detail="Authentication credentials were not provided.")
                status, answer = awx.answer(self.command, parts.path, dict(parse_qsl(parts.query)), body)
            except No as no:
                status, answer = no.status, no.content
            self.send_response(status)
            self.end_headers()
            if answer is not None:
                self.wfile.write(json.dumps(answer).encode())

        do_GET = do_POST = do_PATCH = do_PUT = do_DELETE = handle_any  # noqa: N815

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
