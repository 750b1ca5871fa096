"""The part of the Kubernetes API that the charm needs, and why a call of it fails."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Literal, Protocol, TypeAlias

from k8s_backup_target.velero import Manifest, ScheduleReference, ScheduleUpdate

RefusalCode: TypeAlias = Literal["no-api", "unreachable", "refused", "exists", "too-large"]
"""Why a call failed.

`no-api`: the charm does not run in a pod. `unreachable`: no whole answer: the address, the
certificate, the token's file, the time limit, a connection that was cut. `refused`: the API server
answered with an error. `exists`: there is an object of that name. `too-large`: the object is larger
than the cluster can store, and was not sent; or an answer is larger than this process should hold.
"""


class KubernetesRefusal(Exception):
    """The Kubernetes API did not do it. The message is one line, and holds no token."""

    def __init__(self, code: RefusalCode, message: str) -> None:
        super().__init__(message)
        self.code = code


class KubernetesApi(Protocol):
    """Every call raises a KubernetesRefusal where it is not done."""

    def list_schedules(self, namespace: str) -> Sequence[object]:
        """Every Schedule in a namespace."""
        ...

    def create(self, manifest: Manifest) -> None:
        """Creates an object, by POST: one of that name which is there already stays as it is."""
        ...

    def update(self, update: ScheduleUpdate) -> None:
        """Changes a Schedule, unless someone has changed or replaced it since it was read."""
        ...

    def delete_schedule(self, reference: ScheduleReference) -> None:
        """Deletes a Schedule, unless someone has made it again meanwhile.

        One that is gone is fine.
        """
        ...


def connect_to_kubernetes(field_manager: str, timeout_seconds: float) -> KubernetesApi:
    """Connects from the in-cluster service account.

    The client is loaded here only: most hooks need none of it.

    Args:
        field_manager: shown in the objects' `managedFields`.
        timeout_seconds: the time limit of one request, its retries included.

    Raises:
        KubernetesRefusal: `no-api` outside a pod, `unreachable` when the account cannot be read.
    """
    host, port = (os.environ.get(f"KUBERNETES_SERVICE_{part}", "") for part in ("HOST", "PORT"))
    if not (host and port):
        message = "there is no Kubernetes API: the charm does not run in a pod"
        raise KubernetesRefusal("no-api", message)
    from kubernetes_client import in_cluster_api

    return in_cluster_api(host, port, field_manager, timeout_seconds)
