# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What the REST API of AWX 24.6.1 has, restated from its urls and serializers, as far as a set-up could touch it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

NOTIFICATIONS = {f"notification_templates_{when}": "notification_templates" for when in ("started", "success", "error")}
APPROVALS = {"notification_templates_approvals": "notification_templates"}
LAUNCH = ("labels", "credentials", "instance_groups")
READ_ONLY = frozenset({"id", "type", "url", "related", "summary_fields", "created", "modified", "custom_virtualenv"})
"""Fields of every object that are not the client's. AWX passes over them when they are sent."""
PROMPTS: Mapping[str, Any] = {
    "extra_data": {}, "inventory": None, "scm_branch": None, "job_type": None, "job_tags": None, "skip_tags": None,
    "limit": None, "diff_mode": None, "verbosity": None, "execution_environment": None, "forks": None,
    "job_slice_count": None, "timeout": None,
}  # fmt: skip
ASKED = (
    "scm_branch", "diff_mode", "variables", "limit", "tags", "skip_tags", "job_type", "verbosity", "inventory",
    "credential", "execution_environment", "labels", "forks", "job_slice_count", "timeout", "instance_groups",
)  # fmt: skip


@dataclass(frozen=True)
class Kind:
    """One kind of object: its fields with their defaults, those needed, and the lists that hang on it."""

    fields: Mapping[str, Any]
    needed: tuple[str, ...] = ("name",)
    read_only: Mapping[str, Any] = field(default_factory=dict)
    references: Mapping[str, str] = field(default_factory=dict)
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    unique: tuple[str, ...] = ("name", "organization")
    fixed: tuple[str, ...] = ()
    """What cannot be changed: AWX passes over it in a PATCH."""
    lists: Mapping[str, str] = field(default_factory=dict)
    """Lists of related objects, and what is in them."""
    actions: tuple[str, ...] = ()
    collection: tuple[str, ...] = ("GET", "POST")
    """Methods of the list of all objects; none where AWX has no such list."""
    single: tuple[str, ...] = ("GET", "PATCH")


ORGANIZATION = {"organization": "organizations"}
KINDS: Mapping[str, Kind] = {
    "organizations": Kind(
        {"name": "", "description": "", "max_hosts": 0, "default_environment": None},
        references={"default_environment": "execution_environments"},
        unique=("name",),
        lists={**NOTIFICATIONS, **APPROVALS, "galaxy_credentials": "credentials"},
    ),
    "execution_environments": Kind(
        {"name": "", "description": "", "organization": None, "image": "", "credential": None, "pull": ""},
        needed=("name", "image"),
        read_only={"managed": False},
        references={**ORGANIZATION, "credential": "credentials"},
        choices={"pull": ("", "always", "missing", "never")},
        unique=("name",),
    ),
    "credential_types": Kind(
        {"name": "", "description": "", "kind": "", "inputs": {}, "injectors": {}},
        needed=("name", "kind"),
        read_only={"managed": False, "namespace": None},
        # The others that AWX knows are its own.
        choices={"kind": ("cloud", "net")},
        unique=("name", "kind"),
    ),
    "credentials": Kind(
        {"name": "", "description": "", "organization": None, "credential_type": None, "inputs": {}, "user": None},
        needed=("name", "credential_type"),
        read_only={"managed": False, "kind": None, "cloud": True, "kubernetes": False},
        references={**ORGANIZATION, "credential_type": "credential_types"},
        unique=("name", "organization", "credential_type"),
    ),
    "notification_templates": Kind(
        {
            "name": "", "description": "", "organization": None, "notification_type": "",
            "notification_configuration": {}, "messages": None,
        },
        needed=("name", "organization", "notification_type"),
        references=ORGANIZATION,
        choices={
            "notification_type": (
                "awssns", "email", "grafana", "irc", "mattermost", "pagerduty", "rocketchat", "slack", "twilio",
                "webhook",
            )
        },
    ),
    "projects": Kind(
        {
            "name": "", "description": "", "organization": None, "local_path": "", "scm_type": "", "scm_url": "",
            "scm_branch": "", "scm_refspec": "", "scm_clean": False, "scm_track_submodules": False,
            "scm_delete_on_update": False, "credential": None, "timeout": 0, "scm_update_on_launch": False,
            "scm_update_cache_timeout": 0, "allow_override": False, "default_environment": None,
            "signature_validation_credential": None,
        },
        read_only={"scm_revision": "", "status": "never updated", "last_update_failed": False, "last_updated": None},
        references={**ORGANIZATION, "credential": "credentials", "default_environment": "execution_environments"},
        choices={"scm_type": ("", "git", "svn", "insights", "archive")},
        lists=NOTIFICATIONS,
        actions=("update", "playbooks", "inventories"),
    ),
    "project_updates": Kind(
        {},
        needed=(),
        read_only={
            "project": None, "status": "pending", "failed": False, "finished": None, "scm_revision": "",
            "event_processing_finished": False,
        },
        unique=(),
        collection=("GET",),
        single=("GET",),
    ),
    "inventories": Kind(
        {
            "name": "", "description": "", "organization": None, "kind": "", "host_filter": None, "variables": "",
            "prevent_instance_group_fallback": False,
        },
        needed=("name", "organization"),
        read_only={"total_hosts": 0, "has_inventory_sources": False, "total_inventory_sources": 0},
        references=ORGANIZATION,
        choices={"kind": ("", "smart", "constructed")},
    ),
    "inventory_sources": Kind(
        {
            "name": "", "description": "", "inventory": None, "source": "", "source_path": "", "source_vars": "",
            "scm_branch": "", "credential": None, "enabled_var": "", "enabled_value": "", "host_filter": "",
            "overwrite": False, "overwrite_vars": False, "timeout": 0, "verbosity": 1, "limit": "",
            "execution_environment": None, "update_on_launch": False, "update_cache_timeout": 0,
            "source_project": None,
        },
        needed=("name", "inventory", "source"),
        read_only={"status": "never updated", "last_updated": None, "organization": None},
        references={
            "inventory": "inventories", "credential": "credentials", "source_project": "projects",
            "execution_environment": "execution_environments",
        },
        choices={
            "source": (
                "scm", "ec2", "gce", "azure_rm", "vmware", "satellite6", "openstack", "rhv", "controller", "insights",
                "terraform", "openshift_virtualization",
            )
        },
        unique=("name", "inventory"),
        fixed=("inventory",),
        lists=NOTIFICATIONS,
        actions=("update",),
    ),
    "job_templates": Kind(
        {
            "name": "", "description": "", "job_type": "run", "inventory": None, "project": None, "playbook": "",
            "scm_branch": "", "forks": 0, "limit": "", "verbosity": 0, "extra_vars": "", "job_tags": "",
            "force_handlers": False, "skip_tags": "", "start_at_task": "", "timeout": 0, "use_fact_cache": False,
            "execution_environment": None, "host_config_key": "", "survey_enabled": False, "become_enabled": False,
            "diff_mode": False, "allow_simultaneous": False, "job_slice_count": 1, "webhook_service": "",
            "webhook_credential": None, "prevent_instance_group_fallback": False,
            **{f"ask_{what}_on_launch": False for what in ASKED},
        },
        # The organization of a job template is that of its project.
        read_only={"organization": None, "status": "never updated"},
        references={
            "inventory": "inventories", "project": "projects", "execution_environment": "execution_environments",
        },
        choices={"job_type": ("run", "check")},
        lists={**NOTIFICATIONS, **{name: name for name in LAUNCH}},
        actions=("survey_spec",),
    ),
    "schedules": Kind(
        {"name": "", "description": "", "rrule": "", "enabled": True, "unified_job_template": None, **PROMPTS},
        needed=("name", "rrule", "unified_job_template"),
        read_only={"next_run": None, "dtstart": None, "dtend": None, "timezone": "UTC", "until": ""},
        references={"unified_job_template": "unified_job_templates", "inventory": "inventories"},
        unique=("name", "unified_job_template"),
        lists={name: name for name in LAUNCH},
    ),
    "workflow_job_templates": Kind(
        {
            "name": "", "description": "", "extra_vars": "", "organization": None, "survey_enabled": False,
            "allow_simultaneous": False, "ask_variables_on_launch": False, "inventory": None, "limit": None,
            "scm_branch": None, "ask_inventory_on_launch": False, "ask_scm_branch_on_launch": False,
            "ask_limit_on_launch": False, "webhook_service": "", "webhook_credential": None,
            "ask_labels_on_launch": False, "ask_skip_tags_on_launch": False, "ask_tags_on_launch": False,
            "skip_tags": None, "job_tags": None,
        },
        read_only={"status": "never updated"},
        references={**ORGANIZATION, "inventory": "inventories"},
        lists={**NOTIFICATIONS, **APPROVALS, "labels": "labels"},
        actions=("survey_spec",),
    ),
    "workflow_job_template_nodes": Kind(
        {
            "workflow_job_template": None, "unified_job_template": None, "identifier": "",
            "all_parents_must_converge": False, **PROMPTS,
        },
        needed=("workflow_job_template",),
        references={
            "workflow_job_template": "workflow_job_templates", "unified_job_template": "unified_job_templates",
            "inventory": "inventories",
        },
        unique=("identifier", "workflow_job_template"),
        fixed=("workflow_job_template",),
        lists={
            **{name: name for name in LAUNCH},
            **{f"{when}_nodes": "workflow_job_template_nodes" for when in ("success", "failure", "always")},
        },
        actions=("create_approval_template",),
    ),
    "workflow_approval_templates": Kind(
        {"name": "", "description": "", "timeout": 0, "execution_environment": None},
        unique=(),
        lists=APPROVALS,
        collection=(),
    ),
    "unified_job_templates": Kind({"name": "", "organization": None}, unique=(), collection=("GET",), single=()),
    "labels": Kind({"name": "", "organization": None}, references=ORGANIZATION),
    "instance_groups": Kind({"name": ""}, unique=("name",)),
}  # fmt: skip
LAUNCHABLE = ("job_templates", "workflow_job_templates", "projects", "inventory_sources")
"""The kinds that the list of unified job templates has."""
SURVEY_TYPES: Mapping[str, type] = {
    "text": str, "textarea": str, "password": str, "multiplechoice": str, "multiselect": str, "integer": int,
    "float": float,
}  # fmt: skip
