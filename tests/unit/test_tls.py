# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Certificates are verified unless somebody says otherwise, and an authority of one's own can be named."""

from __future__ import annotations

import datetime
import ipaddress
import ssl
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from ansible_collections.webex.wholesale.plugins.module_utils._http.client import Client
from ansible_collections.webex.wholesale.plugins.module_utils._http.errors import LostAnswer, WebexError
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tests.http_server import Reply, Web

Make = Callable[..., Client]


def certificate(directory: Path, host: str) -> tuple[Path, Path]:
    """Write a self-signed certificate for a host, and its key; return their paths."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Test")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(host))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    paths = directory / f"{host}.pem", directory / f"{host}.key"
    paths[0].write_bytes(made.public_bytes(serialization.Encoding.PEM))
    paths[1].write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return paths


@pytest.fixture(params=["127.0.0.1"])
def secure(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Web, Path]]:
    """A server with TLS, and the path of its certificate, which is made out to the host of the parameter."""
    paths = certificate(tmp_path, request.param)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*paths)
    server = Web(context)
    server.on("GET", "thing", Reply(body={"a": 1}))
    server.on("POST", "thing", Reply(body={"a": 1}))
    yield server, paths[0]
    server.close()


def test_an_unknown_authority_is_refused(secure: tuple[Web, Path], make: Make) -> None:
    for call in (lambda client: client.get("thing"), lambda client: client.post("thing", {})):
        with pytest.raises(WebexError, match="certificate is not trusted") as raised:
            call(make(secure[0]))
        assert not isinstance(raised.value, LostAnswer)
        assert "ca_path" in str(raised.value)
    assert not secure[0].seen


def test_an_authority_of_ones_own(secure: tuple[Web, Path], make: Make) -> None:
    assert make(secure[0], ca_path=str(secure[1])).get("thing") == {"a": 1}


@pytest.mark.parametrize("secure", ["127.0.0.2"], indirect=True)
def test_a_certificate_of_another_host_is_refused(secure: tuple[Web, Path], make: Make) -> None:
    with pytest.raises(WebexError, match="certificate is not trusted"):
        make(secure[0], ca_path=str(secure[1])).get("thing")
    assert not secure[0].seen


def test_the_users_environment_names_the_authority(
    secure: tuple[Web, Path], make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(secure[1]))
    assert make(secure[0]).get("thing") == {"a": 1}


def test_verification_can_be_switched_off(
    secure: tuple[Web, Path], make: Make, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificate(tmp_path, "127.0.0.9")[0]))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # urllib3 says at each request what the user has chosen
        assert make(secure[0], validate_certs=False).get("thing") == {"a": 1}
