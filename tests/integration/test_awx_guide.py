# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What the AWX guide says, where it can be tested without an AWX and no other test does it."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path
from typing import Any

import pytest
import yaml
from ansible_collections.webex.wholesale.plugins.filter.problems import problems

from tests.integration.awx_jobs import DEFAULTS, ROOT
from tests.integration.awx_set_up import SMALL, set_up
from tests.integration.awx_stand_in import TOKEN, serve
from tests.integration.awx_stand_in import Awx as StandIn

GUIDE = (ROOT / "docs" / "docsite" / "rst" / "guide_awx.rst").read_text()
WORDS = " ".join(GUIDE.split())
EXAMPLES = [
    textwrap.dedent(found) for found in re.findall(r"\.\. code-block:: (?:yaml|text)\n\n((?:    .*\n|\n)+)", GUIDE)
]


def example(name: str) -> str:
    """Return the example of the guide that begins with a variable."""
    [found, *_others] = [each for each in EXAMPLES if each.startswith(f"{name}:")]
    return found


@pytest.mark.parametrize("kind", ["inventories", "job_templates", "schedules", "workflows"])
def test_the_guide_lists_what_awx_setup_makes(kind: str) -> None:
    table = WORDS[WORDS.index("* - What") : WORDS.index("All job templates use")]
    for made in DEFAULTS[f"awx_setup_{kind}"]:
        assert made["name"] in table


def test_the_guide_names_what_there_is() -> None:
    known = {each["name"] for made in DEFAULTS.values() if isinstance(made, list) for each in made}
    for name in re.findall(r"\*(Webex [^*]+)\*", WORDS):
        assert name in known


@pytest.mark.parametrize("path", sorted(set(re.findall(r"(?:examples|roles|inventory)/[\w./-]*\w", GUIDE))))
def test_the_guide_names_files_that_exist(path: str) -> None:
    assert (ROOT / ("examples" if path.startswith("inventory") else "") / path).exists()


def test_the_example_image_has_an_ansible_core_on_which_answers_arrive_whole() -> None:
    image = yaml.safe_load((ROOT / "examples" / "execution-environment.yml").read_text())
    assert image["dependencies"]["ansible_core"]["package_pip"] == "ansible-core>=2.16,<2.19"
    # ansible-core 2.21 warns of progress that an older ansible-runner writes past its display.
    assert image["dependencies"]["ansible_runner"]["package_pip"] == "ansible-runner>=2.4.2"
    assert "ansible-core 2.16, 2.17 or 2.18, as the example does" in WORDS


def test_the_template_of_the_example_is_one(tmp_path: Path) -> None:
    [template] = yaml.safe_load(example("onboarding_templates"))["onboarding_templates"]
    assert problems(template, "onboarding_template") == []


def test_awx_setup_takes_the_examples(tmp_path: Path) -> None:
    """The notifications, the place for reports, and a mounted path; a second run changes nothing."""
    notifications = [example for example in EXAMPLES if example.startswith("awx_setup_notifications:")]
    assert len(notifications) == 2
    merged: dict[str, Any] = {name: value for name, value in SMALL.items() if name != "awx_setup_notifications"}
    [mounted] = [yaml.safe_load(each) for each in EXAMPLES if each.startswith("extra_vars:")]
    merged["awx_setup_job_templates"] = [SMALL["awx_setup_job_templates"][0] | mounted]
    given = tmp_path / "guide.yml"
    both = notifications[0] + "\n".join(notifications[1].splitlines()[1:])
    given.write_text(f"{both}\n{example('awx_setup_report_credential')}")
    with serve(path.name for path in (ROOT / "examples" / "awx").iterdir()) as awx:
        set_up(awx.url, TOKEN, tmp_path, "--extra-vars", f"@{given}", **merged)
        assert _succeeded_texts(awx) == ["{{ job.name }}: {{ job.artifacts.webex_summary | default('') }}"]
        [template] = awx.find("job_templates", {})
        assert "/srv/webex-reports" in template["extra_vars"]
        told = {when: awx.links[f"{template['url']}notification_templates_{when}/"] for when in ("error", "success")}
        assert [len(numbers) for numbers in told.values()] == [2, 1]
        assert set_up(awx.url, TOKEN, tmp_path, "--extra-vars", f"@{given}", **merged)[0] == 0


def _succeeded_texts(awx: StandIn) -> list[str]:
    return [
        each["messages"]["success"]["message"] for each in awx.find("notification_templates", {}) if each["messages"]
    ]
