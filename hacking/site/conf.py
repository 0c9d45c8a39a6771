# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Settings of Sphinx for the documentation site, see hacking/docs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from docutils import nodes
from sphinx.application import Sphinx

ROOT = Path(__file__).resolve().parents[2]

project = "webex.wholesale"
copyright = "2026, webex.wholesale contributors"  # noqa: A001 - Sphinx wants this name
version = release = yaml.safe_load((ROOT / "galaxy.yml").read_text())["version"]
html_title = html_short_title = f"webex.wholesale {version}"

extensions = ["sphinx_antsibull_ext"]
highlight_language = "YAML+Jinja"
pygments_style = "ansible"
default_role = "any"

html_theme = "sphinx_ansible_theme"
html_theme_options: dict[str, Any] = {"topbar_links": {}}
html_static_path = ["static"]
html_css_files = ["site.css"]
html_show_sphinx = False
html_copy_source = False
html_use_index = False
html_use_modindex = False

MANUAL = "https://docs.ansible.com/projects/ansible/latest/"
MANUAL_PAGES = {
    "action_plugins": "plugins/action.html",
    "ansible_configuration_settings": "reference_appendices/config.html",
    "common_return_values": "reference_appendices/common_return_values.html",
}
"""What the pages of antsibull-docs mention of Ansible's own manual. Everything else that is not found is an error."""
BUILTIN = "ansible_collections.ansible.builtin."


def tables_of_contents(_app: Sphinx, page: str, text: list[str]) -> None:
    """End the first page with what docs/docsite/extra-docs.yml lists, so that it is listed once."""
    if page == "index":
        sections = yaml.safe_load((ROOT / "docs" / "docsite" / "extra-docs.yml").read_text())["sections"]
        trees = [(each["title"], [f"docsite/{name}" for name in each["toctree"]]) for each in sections]
        reference = ["Modules, plugins and roles <collection>", "Environment variables <environment_variables>"]
        trees.append(("Reference", reference))
        for title, entries in trees:
            text[0] += "\n".join(["", ".. toctree::", f"   :caption: {title}", "   :maxdepth: 1", "", ""])
            text[0] += "".join(f"   {entry}\n" for entry in entries)


def in_ansibles_manual(_app: Sphinx, _env: object, wanted: nodes.Element, shown: nodes.Element) -> nodes.Node | None:
    """Return a link to Ansible's manual, whose own index would have to be downloaded."""
    label = wanted.get("reftarget", "")
    page = MANUAL_PAGES.get(label)
    if label.startswith(BUILTIN):
        page = f"collections/ansible/builtin/{label.removeprefix(BUILTIN)}.html"
    return nodes.reference("", shown.astext(), refuri=MANUAL + page) if page else None


def words_of_page(_app: Sphinx, page: str, _template: str, context: dict[str, Any], _tree: object) -> None:
    """Let the title at the top lead to the first page, and tell browsers which pages are in French."""
    context["theme_documentation_home_url"] = context["pathto"]("index")
    if page.endswith("_fr"):
        context["language"] = "fr"


def setup(app: Sphinx) -> dict[str, bool]:
    """Connect the functions above."""
    app.connect("source-read", tables_of_contents)
    app.connect("missing-reference", in_ansibles_manual)
    app.connect("html-page-context", words_of_page)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
