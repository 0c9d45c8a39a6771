# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A workflow that the stand-in of AWX holds, run by the rules of AWX, each of its jobs in ansible-runner.

After a job follow the nodes of its status and those that always follow. A workflow fails when a job failed that nothing
follows. Artifacts of a job are variables of those after it. A job in slices counts as one, and its slices run one after
the other. It does not imitate nodes that wait for several others.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.integration import awx_rules
from tests.integration.awx_jobs import Awx as Jobs
from tests.integration.awx_jobs import Job
from tests.integration.awx_stand_in import NODES, Awx


@dataclass
class Workflow:
    """What came of a workflow: its status, its jobs by the node, and the approvals that somebody was asked for."""

    failed: bool = False
    jobs: dict[str, list[Job]] = field(default_factory=dict)
    approvals: list[str] = field(default_factory=list)


def run(awx: Awx, jobs: Jobs, name: str, answers: Mapping[str, Any] | None = None) -> Workflow:
    """Run a workflow, approving whatever is asked for."""
    template = awx.named("workflow_job_templates")[name]
    answers = awx_rules.launch_variables(awx.surveys.get(template["url"], {}), {}, answers or {})
    nodes = awx.find(NODES, {"workflow_job_template": str(template["id"])})
    followers = {number for node in nodes for number in awx.following(node["id"]) - {node["id"]}}
    came = Workflow()
    for node in nodes:
        if node["id"] not in followers:
            _run_node(awx, jobs, node, dict(answers), came)
    return came


def _run_node(awx: Awx, jobs: Jobs, node: dict[str, Any], variables: dict[str, Any], came: Workflow) -> None:
    target = node["unified_job_template"]
    if target in awx.objects["workflow_approval_templates"]:
        came.approvals.append(node["identifier"])
        good = True
    else:
        done = launch(awx, jobs, awx.objects["job_templates"][target], variables)
        came.jobs[node["identifier"]] = done
        good = all(job.status == "successful" for job in done)
        for job in done:
            variables = variables | job.stats.get("artifact_data", {})
    after = {
        when: [awx.objects[NODES][number] for number in awx.links.get(f"{node['url']}{when}_nodes/", [])]
        for when in ("success", "failure", "always")
    }
    came.failed |= not good and not after["failure"] + after["always"]
    for following in after["success" if good else "failure"] + after["always"]:
        _run_node(awx, jobs, following, variables, came)


def launch(awx: Awx, jobs: Jobs, template: Mapping[str, Any], variables: Mapping[str, Any]) -> list[Job]:
    """Run the job of a job template, or its slices; variables that its survey does not ask for are left out."""
    survey = awx.surveys.get(template["url"], {})
    asked = {question["variable"] for question in survey.get("spec", [])}
    known = awx_rules.variables_of(template)
    answers = {name: value for name, value in variables.items() if name in asked}
    given = awx_rules.launch_variables(survey, known, answers)
    given |= {name: value for name, value in variables.items() if name.startswith("webex_")}
    hosts = jobs.hosts()
    slices = [hosts[number :: template["job_slice_count"]] for number in range(template["job_slice_count"])]
    return [
        jobs.launch(
            template["playbook"],
            given,
            template=known,
            check=template["job_type"] == "check",
            limit=",".join(part) if template["job_slice_count"] > 1 else None,
        )
        for part in slices
        if part
    ]
