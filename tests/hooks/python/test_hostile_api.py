"""The client against an API that goes wrong in the middle: every call ends, within its time, and says why.

The integrator in TypeScript takes the same answers in tests/hooks/integrator-faulty-api.test.ts.
"""

from __future__ import annotations

import re
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from k8s_backup_target.velero import ScheduleReference, ScheduleUpdate
from kubernetes_api import KubernetesApi, KubernetesRefusal, connect_to_kubernetes

TIMEOUT_SECONDS = 0.5
MOST_SECONDS = 4 * TIMEOUT_SECONDS + 20
"""A list may take four times the limit of one request, and a busy machine takes its time."""

MIB = 1024 * 1024
Answer = Callable[[ssl.SSLSocket], None]


def whole(body: bytes, status: str = "200 OK", *headers: str) -> Answer:
    head = [f"HTTP/1.1 {status}", f"content-length: {len(body)}", *headers]
    return lambda connection: connection.sendall("\r\n".join(head).encode() + b"\r\n\r\n" + body)


def raw(data: bytes, then: Callable[[ssl.SSLSocket], None] | None = None) -> Answer:
    def answer(connection: ssl.SSLSocket) -> None:
        connection.sendall(data)
        if then is not None:
            then(connection)

    return answer


def reset(connection: ssl.SSLSocket) -> None:
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")


def stay_silent(_: ssl.SSLSocket) -> None:
    time.sleep(TIMEOUT_SECONDS + 0.5)


def never_end(connection: ssl.SSLSocket) -> None:
    chunk = b"10000\r\n" + b" " * 0x10000 + b"\r\n"
    for _ in range(1_500_000_000 // 0x10000):
        connection.sendall(chunk)


BEGUN = b'HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n{"kind":"x","items":'
CHUNKED = b'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n14\r\n{"kind":"x","items":\r\n'
ENDLESS = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n"

CUT: dict[str, Answer] = {
    "is reset within its content-length": raw(BEGUN, reset),
    "is ended within its content-length": raw(BEGUN),
    "is reset between two chunks": raw(CHUNKED, reset),
    "is ended between two chunks": raw(CHUNKED),
    "never begins": raw(b""),
    "is silent": raw(b"", stay_silent),
    "never ends": raw(BEGUN, stay_silent),
    "changes the protocol": whole(
        b"", "101 Switching Protocols", "connection: upgrade", "upgrade: h2c"
    ),
    "is a redirect": whole(b"", "307 Temporary Redirect", "location: https://127.0.0.1:1/else"),
    "is a page of a proxy": whole(b"<html>sign in</html>", "200 OK", "content-type: text/html"),
    "is no JSON": whole(b'{"kind":"Sch'),
    "is no object": whole(b"null"),
    "is a list": whole(b"[]"),
    "is nothing": whole(b""),
    "nests without end": whole(b'{"kind":' + b"[" * 200_000),
    "is no HTTP": raw(b"SSH-2.0-OpenSSH_9.6\r\n"),
    "has headers without end": raw(b"HTTP/1.1 200 OK\r\n" + b"a: b\r\n" * 200_000),
    "has a length that is none": raw(b"HTTP/1.1 200 OK\r\ncontent-length: -1\r\n\r\n{}"),
    "forges a line": whole(
        b'{"kind":"Status","message":"no\\nactive: all is well\\u202e"}', "403 Forbidden"
    ),
}
"""Nineteen answers of which none is one."""

LISTS: dict[str, bytes] = {
    "has no items": b'{"kind":"ScheduleList"}',
    "has items of null": b'{"kind":"ScheduleList","items":null}',
    "begins again": b'{"kind":"ScheduleList","items":[],"metadata":{"continue":"x"}}',
}

REFERENCE = ScheduleReference(name="a", namespace="velero", uid="u", annotations={})
SCHEDULE = {
    "apiVersion": "velero.io/v1",
    "kind": "Schedule",
    "metadata": {"name": "a", "namespace": "velero"},
    "spec": {},
}
CALLS: dict[str, Callable[[KubernetesApi], object]] = {
    "list": lambda api: api.list_schedules("velero"),
    "create": lambda api: api.create(SCHEDULE),
    "update": lambda api: api.update(
        ScheduleUpdate(schedule=SCHEDULE, reference=REFERENCE, patch={"spec": {}})
    ),
    "delete": lambda api: api.delete_schedule(REFERENCE),
}


def read_request(connection: ssl.SSLSocket) -> None:
    received = b""
    while b"\r\n\r\n" not in received:
        received += connection.recv(65_536)
    head, _, body = received.partition(b"\r\n\r\n")
    length = re.search(rb"content-length: (\d+)", head, re.IGNORECASE)
    while length is not None and len(body) < int(length[1]):
        body += connection.recv(65_536)


class HostileServer:
    """Answers every request alike, over TLS, each in a connection of its own."""

    def __init__(self, folder: Path) -> None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(folder / "ca.crt", folder / "key.pem")
        self.answer: Answer = whole(b"")
        self.requests = 0
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]
        self._context = context
        threading.Thread(target=self._serve, daemon=True).start()

    def close(self) -> None:
        self._listening.close()

    def _serve(self) -> None:
        while True:
            try:
                accepted, _ = self._listening.accept()
            except OSError:
                return
            threading.Thread(target=self._answer, args=[accepted], daemon=True).start()

    def _answer(self, accepted: socket.socket) -> None:
        try:
            with self._context.wrap_socket(accepted, server_side=True) as connection:
                read_request(connection)
                self.requests += 1
                self.answer(connection)
        except OSError:
            pass  # The client has gone.


@pytest.fixture(scope="module")
def account(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("account")
    folder = root / "var/run/secrets/kubernetes.io/serviceaccount"
    folder.mkdir(parents=True)
    names = ["-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1"]
    files = ["-days", "2", "-keyout", str(folder / "key.pem"), "-out", str(folder / "ca.crt")]
    made = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    subprocess.run(
        ["openssl", "req", "-x509", *made, *files, *names], check=True, capture_output=True
    )
    (folder / "token").write_text("a-secret-token")
    return root


@pytest.fixture
def server(account: Path) -> Iterator[HostileServer]:
    server = HostileServer(account / "var/run/secrets/kubernetes.io/serviceaccount")
    yield server
    server.close()


@pytest.fixture
def api(account: Path, server: HostileServer, monkeypatch: pytest.MonkeyPatch) -> KubernetesApi:
    monkeypatch.setenv("KUBERNETES_SERVICE_HOST", "127.0.0.1")
    monkeypatch.setenv("KUBERNETES_SERVICE_PORT", str(server.port))
    monkeypatch.setenv("SERVICE_ACCOUNT_ROOT", str(account))
    return connect_to_kubernetes("integrator", TIMEOUT_SECONDS)


def refusal_of(call: Callable[[KubernetesApi], object], api: KubernetesApi) -> str:
    start = time.monotonic()
    with pytest.raises(KubernetesRefusal) as refused:
        call(api)
    assert time.monotonic() - start < MOST_SECONDS
    message = str(refused.value)
    assert message.isprintable()
    assert "a-secret-token" not in message
    return message


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("cut", CUT)
def test_an_answer_that_is_none_is_refused_within_its_time(
    call: str, cut: str, api: KubernetesApi, server: HostileServer
) -> None:
    server.answer = CUT[cut]
    message = refusal_of(CALLS[call], api)
    assert message.startswith("the Kubernetes API ")
    assert server.requests < 2


@pytest.mark.parametrize("flaw", LISTS)
def test_a_list_that_is_none_is_not_an_empty_one(
    flaw: str, api: KubernetesApi, server: HostileServer
) -> None:
    server.answer = whole(LISTS[flaw])
    message = refusal_of(CALLS["list"], api)
    assert "the Kubernetes API's list of Schedules cannot be read: " in message
    assert server.requests <= 2


def test_an_answer_of_1500_megabytes_is_not_read_to_its_end(
    api: KubernetesApi, server: HostileServer
) -> None:
    server.answer = raw(ENDLESS, never_end)
    message = refusal_of(CALLS["create"], api)
    assert "67108864 bytes" in message or "no answer within" in message


@pytest.mark.usefixtures("api")
def test_what_is_deleted_needs_no_description(server: HostileServer) -> None:
    server.answer = whole(b"{}")
    connect_to_kubernetes("integrator", 60).delete_schedule(REFERENCE)
