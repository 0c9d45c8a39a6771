# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The only place that imports ``requests``, ``pydantic`` and ``yaml``: their absence is told, never a traceback.

Without them every name below is a stand-in that lets class bodies and annotations be evaluated: ansible-test
imports the modules without third-party packages, and documentation and argument specifications need none of them.
"""

from __future__ import annotations

import traceback
from typing import TYPE_CHECKING, Any

MISSING: dict[str, str] = {}
"""Library name -> traceback of the failed import; empty when everything is there."""

if TYPE_CHECKING:
    import requests
    import yaml
    from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, ValidationError, ValidationInfo
    from requests.adapters import HTTPAdapter
    from urllib3.util import Retry
else:

    class _StandIn:
        """Takes the place of a class, a decorator or a constraint; does nothing."""

        def __mro_entries__(self, bases: tuple[Any, ...]) -> tuple[Any, ...]:
            return ()

        def __call__(self, *args: Any, **kwargs: Any) -> Any:
            return args[0] if len(args) == 1 and not kwargs and callable(args[0]) else self

    try:
        import requests
        from requests.adapters import HTTPAdapter
        from urllib3.util import Retry
    except ImportError:
        MISSING["requests"] = traceback.format_exc()
        requests = HTTPAdapter = Retry = _StandIn()

    try:
        from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, ValidationError, ValidationInfo
    except ImportError:
        MISSING["pydantic"] = traceback.format_exc()
        AfterValidator = BaseModel = BeforeValidator = ConfigDict = ValidationInfo = _StandIn()
        ValidationError = ValueError

    try:
        import yaml
    except ImportError:
        MISSING["PyYAML"] = traceback.format_exc()
        yaml = _StandIn()

__all__ = [
    "MISSING",
    "AfterValidator",
    "BaseModel",
    "BeforeValidator",
    "ConfigDict",
    "HTTPAdapter",
    "Retry",
    "ValidationError",
    "ValidationInfo",
    "requests",
    "yaml",
]
