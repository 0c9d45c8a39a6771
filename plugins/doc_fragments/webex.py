# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Options that many modules share: the connection, waiting, and what lists need."""

from __future__ import annotations


class ModuleDocFragment:
    """``webex.wholesale.webex``, with ``.waiting``, ``.parallel`` and ``.purge``."""

    DOCUMENTATION = r"""
options:
  api_url:
    description:
      - Base URL of the Webex API, with its version. A gateway of yours may have another path.
      - Plain C(http) is accepted only for the machine itself, for example for the simulator.
      - If not given, the value of the environment variable E(WEBEX_API_URL) is used.
    type: str
    default: https://webexapis.com/v1
  access_token:
    description:
      - Access token of a partner full administrator who is also C(Webex for Wholesale admin).
      - Either this, O(access_token_file), or O(client_id), O(client_secret) and O(refresh_token) together, is needed.
      - If not given, the value of the environment variable E(WEBEX_ACCESS_TOKEN) is used.
    type: str
  access_token_file:
    description:
      - File that holds the access token. It must be a regular file of this user, and closed to all others (mode 0600).
        Links are not followed.
      - With O(client_id), O(client_secret) and O(refresh_token) the file may be missing at first. The access token that
        Webex gives for them is kept in it, for the tasks and playbooks that come after. A file beside it, with
        C(.lock) at the end of its name, lets one of them at a time ask Webex.
      - If not given, the value of the environment variable E(WEBEX_ACCESS_TOKEN_FILE) is used.
    type: path
  client_id:
    description:
      - Client ID of the Webex integration or service app.
      - If not given, the value of the environment variable E(WEBEX_CLIENT_ID) is used.
    type: str
  client_secret:
    description:
      - Client secret of the Webex integration or service app.
      - If not given, the value of the environment variable E(WEBEX_CLIENT_SECRET) is used.
    type: str
  refresh_token:
    description:
      - Refresh token, exchanged for an access token when there is none, or when Webex no longer accepts it.
      - The new access token is kept in memory only, for the time of the task, unless O(access_token_file) names a file.
      - If not given, the value of the environment variable E(WEBEX_REFRESH_TOKEN) is used.
    type: str
  sub_partner:
    description:
      - Organization ID of a sub-partner on whose behalf to act.
      - One that is suspended is refused before anything is written, unless it is only removed for it. One that the
        partner does not have is refused with those that it has.
      - If not given, the host's variable C(webex_sub_partner) is used, which modules for many customers take from each
        customer. If it is empty, the task acts for the token's own partner.
      - If not given, the value of the environment variable E(WEBEX_SUB_PARTNER) is used.
    type: str
  ca_path:
    description:
      - File (PEM) with the certificate authorities to trust instead of the usual ones.
      - If not given, the value of the environment variable E(WEBEX_CA_PATH) is used.
    type: path
  validate_certs:
    description:
      - Whether to verify the server's TLS certificate. Switch it off in a laboratory only.
      - If not given, the value of the environment variable E(WEBEX_VALIDATE_CERTS) is used.
    type: bool
    default: true
  timeout:
    description:
      - Seconds to wait for a connection, and then for data, in each single request.
      - If not given, the value of the environment variable E(WEBEX_TIMEOUT) is used.
    type: float
    default: 30
  retry_timeout:
    description:
      - Seconds during which one request is repeated while Webex limits the rate of requests, and a reading also while
        Webex is unavailable.
      - Webex's C(Retry-After) is respected. A write that Webex answered with a server error, or not at all, is not
        repeated blindly. The object is read first.
      - If not given, the value of the environment variable E(WEBEX_RETRY_TIMEOUT) is used.
    type: float
    default: 300
requirements:
  - requests >= 2.28
  - urllib3 >= 1.26.5
  - pydantic >= 2.6
notes:
  - The module runs where the libraries are, usually on the controller. Use C(ansible_connection=local) and
    C(ansible_python_interpreter="{{ ansible_playbook_python }}").
seealso:
  - ref: Authentication <ansible_collections.webex.wholesale.docsite.guide_authentication>
    description: How to give the connection options once for all tasks.
"""

    WAIT = r"""
options:
  wait:
    description:
      - Whether to wait until Webex has finished the work that it does in the background after it accepted a change.
      - With V(false) the task ends as soon as Webex has accepted the change. A failure that comes later is not seen.
    type: bool
    default: true
"""

    WAITING = r"""
options:
  wait_timeout:
    description:
      - Seconds to wait at most. After that the task fails, while Webex goes on working.
      - Running the task again continues to wait.
    type: float
    default: 1800
  wait_interval:
    description:
      - Seconds between two looks at the progress. The first looks may come sooner.
    type: float
    default: 5
"""

    PARALLEL = r"""
options:
  parallel:
    description:
      - How many objects to work on at the same time.
      - When Webex limits the rate of requests, all of them pause together.
    type: int
    default: 8
"""

    PURGE = r"""
options:
  purge:
    description:
      - Whether to remove what the customers have besides the list. It concerns O(customer), and the customers that the
        list names.
      - If V(false), what is not in the list is left alone.
    type: bool
    default: false
  purge_limit:
    description:
      - How many objects O(purge) may remove at most. If there are more, the task fails before anything is written.
    type: int
    default: 10
"""
