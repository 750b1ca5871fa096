"""The pod's service account."""

import ipaddress
import os
import re
from dataclasses import dataclass
from pathlib import Path

from kubernetes_api import KubernetesRefusal

_ACCOUNT = "/var/run/secrets/kubernetes.io/serviceaccount"
"""The folder where Kubernetes, and Juju with it, mounts the account."""


@dataclass(frozen=True)
class ServiceAccount:
    """Where the API is, and who asks."""

    server: str
    """`https://host:port`"""

    ca: str
    """The file with the certificates to trust, in PEM."""

    token: str


def service_account(host: str, port: str) -> ServiceAccount:
    """Reads the account.

    Raises:
        KubernetesRefusal: `unreachable` when a file cannot be read, or holds no token.
    """
    _read("ca.crt")
    return ServiceAccount(
        server=f"https://{f'[{host}]' if _is_ipv6(host) else host}:{port}",
        ca=str(_path_of("ca.crt")),
        token=_token(),
    )


def _is_ipv6(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).version == 6
    except ValueError:
        return False


def _token() -> str:
    """A token file may end in a line break, which no header takes.

    Whatever else no header takes is refused here: the client's error could quote the header, and
    so the token in the unit's status.
    """
    token = _read("token").strip()
    if re.fullmatch(r"[\x21-\x7e]+", token):
        return token
    message = (
        "the Kubernetes API cannot be asked: the service account's token holds characters that no "
        "header takes, or nothing"
    )
    raise KubernetesRefusal("unreachable", message)


def _path_of(name: str) -> Path:
    # Tests mount the account elsewhere.
    return Path(f"{os.environ.get('SERVICE_ACCOUNT_ROOT', '')}{_ACCOUNT}/{name}")


def _read(name: str) -> str:
    path = _path_of(name)
    try:
        return path.read_text(errors="replace")
    except OSError:
        message = (
            f"the Kubernetes API cannot be reached: the service account's {name} cannot be read "
            f"from {path}"
        )
        raise KubernetesRefusal("unreachable", message) from None
