"""The API as the pod's service account may use it, by lightkube.

lightkube's own calls read an answer of any size, follow pages without end and cannot name the uid
that a delete means. So its client makes and sends the requests here, and the answers are read, within
bounds, by this charm.
"""

from __future__ import annotations

import logging
from collections.abc import Collection
from functools import partial
from typing import Any, cast

import anyio
import httpx
from every_page import PageRequest, every_page
from k8s_backup_target.velero import Manifest, ScheduleReference, ScheduleUpdate
from kubernetes_api import KubernetesApi, KubernetesRefusal
from kubernetes_request import Answer, ObjectAnswer, request, unreachable
from lightkube import generic_resource
from lightkube.config.client_adapter import ConnectionParams
from lightkube.config.kubeconfig import KubeConfig
from lightkube.config.models import Cluster, User
from lightkube.core.generic_client import GenericAsyncClient
from lightkube.types import PatchType
from service_account import service_account
from shown_text import compact_json

_NOT_FOUND = 404
_CONFLICT = 409
_SWITCHING_PROTOCOLS = 101

_MOST_ANSWER_BYTES = 64 * 1024 * 1024
"""The most that one answer may hold: a page of 500 Schedules has some MB."""

_MOST_OBJECT_BYTES = 1_572_864
"""The most that etcd takes in one request, 1.5 MiB."""

_KINDS = {
    kind: cast("Any", generic_resource).create_namespaced_resource("velero.io", "v1", kind, plural)
    for kind, plural in (("Schedule", "schedules"), ("Backup", "backups"))
}


def in_cluster_api(
    host: str, port: str, field_manager: str, timeout_seconds: float
) -> KubernetesApi:
    """Connects as the pod's service account.

    Raises:
        KubernetesRefusal: `unreachable` when the account cannot be read.
    """
    # ops sends every record to Juju, a process each, and these write one for each step of a request.
    for name in ("asyncio", "httpcore", "httpx"):
        logging.getLogger(name).setLevel(logging.WARNING)
    account = service_account(host, port)
    config = KubeConfig.from_one(
        cluster=Cluster(server=account.server, certificate_auth=account.ca),
        user=User(token=account.token),
    )
    return _InClusterApi(config, field_manager, timeout_seconds)


class _InClusterApi:
    """The calls, each in a connection of its own: none fails since an idle one was closed."""

    def __init__(self, config: KubeConfig, field_manager: str, timeout_seconds: float) -> None:
        self._config = config
        self._field_manager = field_manager
        self._timeout = timeout_seconds

    def list_schedules(self, namespace: str) -> list[object]:
        def page_at(page: PageRequest) -> ObjectAnswer | None:
            params = {"limit": str(page.limit), "continue": page.token}
            return self._call("list", "Schedule", namespace=namespace, params=params)

        return every_page(page_at, self._timeout)

    def create(self, manifest: Manifest) -> None:
        _refuse_too_large(manifest)
        kind = manifest["kind"]
        self._call("post", kind, obj=_KINDS[kind](manifest))

    def update(self, update: ScheduleUpdate) -> None:
        _refuse_too_large(update.schedule)
        self._call(
            "patch",
            "Schedule",
            obj=update.patch,
            name=update.reference.name,
            namespace=update.reference.namespace,
            headers={"Content-Type": PatchType.MERGE.value},
        )

    def delete_schedule(self, reference: ScheduleReference) -> None:
        uid = reference.uid
        self._call(
            "delete",
            "Schedule",
            name=reference.name,
            namespace=reference.namespace,
            data={} if uid is None else {"preconditions": {"uid": uid}},
            tolerated=(_NOT_FOUND, _CONFLICT),
            # Whether it is gone, the next list tells.
            is_kind_needed=False,
        )

    def _call(
        self,
        method: str,
        kind: str,
        *,
        data: dict[str, Any] | None = None,
        tolerated: Collection[int] = (),
        is_kind_needed: bool = True,
        **about: Any,
    ) -> ObjectAnswer | None:
        async def send() -> Answer:
            return await self._send(method, kind, data, about)

        asked = partial(request, is_kind_needed=is_kind_needed)
        return anyio.run(asked, send, self._timeout, tolerated)

    async def _send(
        self, method: str, kind: str, data: dict[str, Any] | None, about: dict[str, Any]
    ) -> Answer:
        try:
            # Of the environment, the proxies above all, nothing counts; redirects are not followed.
            params = ConnectionParams(timeout=httpx.Timeout(None), trust_env=False)
            client = cast(
                "Any", GenericAsyncClient(params, self._config, field_manager=self._field_manager)
            )
            try:
                prepared = client.prepare_request(method, _KINDS[kind], **about)
                prepared.data = prepared.data if data is None else data
                sent = client.build_adapter_request(prepared)
                sent.headers["accept"] = "application/json"
                # Compressed, a small answer would become one of any size.
                sent.headers["accept-encoding"] = "identity"
                return await _whole(await client.send(sent, stream=True))
            finally:
                await client.close()
        except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
            raise unreachable(str(error) or type(error).__name__) from None


async def _whole(response: httpx.Response) -> Answer:
    """Reads the whole answer, as far as it is bounded; raises where it is cut off."""
    if response.status_code == _SWITCHING_PROTOCOLS:
        raise unreachable("the answer changes the protocol")
    body = bytearray()
    async for chunk in response.aiter_raw():
        body += chunk
        if len(body) > _MOST_ANSWER_BYTES:
            message = f"the Kubernetes API answers with more than {_MOST_ANSWER_BYTES} bytes"
            raise KubernetesRefusal("too-large", message)
    seconds = _number(response.headers.get("retry-after", ""))
    return Answer(
        status=response.status_code,
        retry_after=seconds if seconds > 0 else None,
        text=body.decode("utf-8", "replace"),
    )


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0


def _refuse_too_large(manifest: Any) -> None:
    size = len(compact_json(manifest).encode())
    if size > _MOST_OBJECT_BYTES:
        message = (
            f"it has {size} bytes and a cluster stores at most {_MOST_OBJECT_BYTES}: shorten the "
            "target's lists"
        )
        raise KubernetesRefusal("too-large", message)
