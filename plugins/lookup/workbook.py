# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Lookup plugin: the customers of a workbook, from a file or a URL."""

from __future__ import annotations

DOCUMENTATION = r"""
name: workbook
short_description: Read the customers of a workbook (.xlsx)
version_added: "0.2.0"
author:
  - webex.wholesale contributors (@webex-wholesale)
description:
  - Reads what the inventory plugin P(webex.wholesale.workbook#inventory) reads, where there is no inventory to put a
    workbook into, such as in a job of AWX. The playbook C(webex.wholesale.onboard_workbook) makes hosts of it.
  - A URL is downloaded into a folder that only you can read, and that Ansible removes at its end. Neither a token nor a
    password is sent.
  - All that is wrong with the workbook is told at once, each with its cell, for example C(Users!F12).
requirements:
  - openpyxl >= 3.1
  - pydantic >= 2.6
options:
  _terms:
    description: The workbooks, each the path of a file, or a URL that begins with C(https://).
    type: list
    elements: str
    required: true
  largest:
    description: How many MiB a workbook at a URL may have.
    type: int
    default: 20
  timeout:
    description: How many seconds to wait for the server of a URL to answer.
    type: float
    default: 30
  ca_path:
    description: File with certificates of authorities to trust for a URL.
    type: path
    env:
      - name: WEBEX_CA_PATH
seealso:
  - plugin: webex.wholesale.workbook
    plugin_type: inventory
"""

EXAMPLES = r"""
- name: Name the customers of a workbook
  ansible.builtin.debug:
    msg: "{{ lookup('webex.wholesale.workbook', 'customers.xlsx') | map(attribute='name') }}"
"""

RETURN = r"""
_raw:
  description:
    - A dictionary for each customer, with its C(name), which is its external ID, and its C(variables) for the playbook
      C(webex.wholesale.onboard). C(webex_workbooks) among them is the file, also of a URL.
  type: list
  elements: dict
"""

import tempfile
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import unquote, urlsplit

from ansible import constants
from ansible.errors import AnsibleError
from ansible.module_utils.basic import missing_required_lib
from ansible.module_utils.urls import ConnectionError as NoConnection
from ansible.module_utils.urls import open_url
from ansible.plugins.lookup import LookupBase
from ansible.utils.display import Display

from ..module_utils._deps import MISSING
from ..module_utils._workbook import _library
from ..module_utils._workbook.reader import Reader

MIB = 1024 * 1024


class LookupModule(LookupBase):
    """Return the customers of workbooks."""

    def run(self, terms: list[str], variables: dict[str, Any] | None = None, **kwargs: Any) -> list[Any]:
        """Read the workbooks; AnsibleError tells all that is wrong with one."""
        self.set_options(var_options=variables, direct=kwargs)
        for library in [*MISSING, *(["openpyxl"] if _library.MISSING else [])]:
            raise AnsibleError(missing_required_lib(library))
        found: list[dict[str, Any]] = []
        for term in terms:
            path = self._file(term.strip(), variables)
            reader = Reader(path)
            customers = reader.read()
            for warning in reader.warnings:
                Display().warning(f"{path.name}: {warning}")
            if reader.problems:
                raise AnsibleError(reader.refusal)
            books = {"webex_workbooks": [str(path.resolve())]}
            found += [{"name": name, "variables": {**made.variables, **books}} for name, made in customers.items()]
        return found

    def _file(self, term: str, variables: dict[str, Any] | None) -> Path:
        scheme = urlsplit(term).scheme.casefold()
        if scheme == "https":
            return self._download(term)
        if "://" in term:
            raise AnsibleError("the URL of a workbook must begin with https://")
        return Path(self.find_file_in_search_path(variables, "files", term, ignore_missing=True) or term)

    def _download(self, url: str) -> Path:
        """Return the file that has been downloaded. A URL may hold a secret: no message repeats it."""
        parts, limit = urlsplit(url), int(self.get_option("largest")) * MIB
        try:
            with open_url(url, timeout=float(self.get_option("timeout")), ca_path=self.get_option("ca_path"),
                          use_netrc=False, follow_redirects="safe") as answer:  # fmt: skip
                if urlsplit(answer.geturl()).scheme.casefold() != "https":
                    raise AnsibleError(f"the workbook at {parts.hostname} leads to a URL without https")
                content = answer.read(limit + 1)
        except HTTPError as error:
            raise AnsibleError(f"the workbook at {parts.hostname} cannot be read: HTTP {error.code}") from None
        except (URLError, NoConnection, OSError, ValueError) as error:
            reason = str(getattr(error, "reason", error)).replace(url, parts.hostname or "")
            raise AnsibleError(f"the workbook at {parts.hostname} cannot be read: {reason}") from None
        if len(content) > limit:
            raise AnsibleError(f"the workbook at {parts.hostname} has more than {self.get_option('largest')} MiB")
        name = Path(unquote(parts.path)).name
        own = str(getattr(constants, "DEFAULT_LOCAL_TMP", ""))  # made when Ansible starts, and removed at its end
        folder = Path(tempfile.mkdtemp(dir=own or None))
        path = folder / (name if name.endswith(".xlsx") else "workbook.xlsx")
        path.write_bytes(content)
        return path
