"""Options that make no sense are refused at once."""

import re
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from functools import partial
from typing import Any

import ops
import ops.testing
import pytest
from charms import META

from k8s_backup_target.charm import K8sBackupTargetProvider, K8sBackupTargetRequirer


class Charm(ops.CharmBase):
    """Makes what the test wants in its constructor."""

    make: Callable[[ops.CharmBase], object]

    def __init__(self, framework: ops.Framework) -> None:
        super().__init__(framework)
        type(self).make(self)


def construct(make: Callable[[ops.CharmBase], object], meta: Mapping[str, object] = META) -> None:
    charm = type("Charm", (Charm,), {"make": make})
    context = ops.testing.Context(charm, meta=dict(meta))
    try:
        context.run(context.on.start(), ops.testing.State())
    except ops.testing.errors.UncaughtCharmError as error:
        raise (error.__cause__ or error) from None


def provider(endpoint: Any = "backup", spec: Any = None, refresh_event: Any = None) -> None:
    construct(lambda charm: K8sBackupTargetProvider(charm, endpoint, spec, refresh_event))


def forgot() -> dict[str, str]:  # pyright: ignore[reportReturnType]
    _ = {"ttl": "72h"}


def forgot_in_each_branch(text: str = "72h") -> dict[str, str]:  # pyright: ignore[reportReturnType]
    if text:
        _ = {"ttl": text}
    else:
        return  # pyright: ignore[reportReturnType]


async def coroutine() -> dict[str, str]:
    return {}


def generator() -> Iterator[dict[str, str]]:
    yield {}


async def async_generator() -> AsyncIterator[dict[str, str]]:
    yield {}


def sometimes(*, is_wanted: bool = False) -> dict[str, str] | None:
    if not is_wanted:
        return None
    return {"ttl": "72h"}


def either(*, is_wanted: bool = False) -> dict[str, str] | None:
    return {"ttl": "72h"} if is_wanted else None


SPECS = {"db": {"ttl": "72h"}}


def from_a_table() -> dict[str, str]:
    return SPECS["db"]


def always_raises() -> dict[str, str]:
    raise ValueError("a fault of the charm")


class Method:
    def forgot(self) -> None:
        _ = {"ttl": "72h"}

    def spec(self) -> dict[str, str]:
        return {"ttl": "72h"}


@pytest.mark.parametrize(
    ("endpoint", "message"),
    [
        ([], "name at least one endpoint"),
        ("", '"" is not the name of an endpoint'),
        ("backup:1", '"backup:1" is not the name of an endpoint'),
        ([None], "null is not the name of an endpoint"),
        ([b"backup"], "\"b'backup'\" is not the name of an endpoint"),
        (
            "backups",
            (
                "the charm's metadata does not declare backups under provides or requires, "
                "only backup, other-source, source"
            ),
        ),
    ],
)
@pytest.mark.parametrize("role", [K8sBackupTargetProvider, K8sBackupTargetRequirer])
def test_an_endpoint(endpoint: Any, message: str, role: Any) -> None:
    options = (None,) if role is K8sBackupTargetProvider else ()
    with pytest.raises(ValueError, match=f"^relation_name: {re.escape(message)}$"):
        construct(lambda charm: role(charm, endpoint, *options))


def test_an_endpoint_of_a_charm_that_declares_none() -> None:
    with pytest.raises(ValueError, match=r"under provides or requires, only none$"):
        construct(lambda charm: K8sBackupTargetRequirer(charm, "backup"), meta={"name": "a"})


def test_an_endpoint_that_is_named_twice_is_one() -> None:
    construct(lambda charm: K8sBackupTargetRequirer(charm, ["source", "source", "other-source"]))


def test_each_endpoint_may_have_a_provider_or_a_requirer_of_its_own() -> None:
    def make(charm: ops.CharmBase) -> object:
        names = ("source", "other-source")
        sources = [K8sBackupTargetRequirer(charm, name) for name in names]
        return sources, [K8sBackupTargetProvider(charm, name, {}) for name in ("backup", *names)]

    construct(make)


@pytest.mark.parametrize(
    "spec",
    [forgot, forgot_in_each_branch, Method().forgot, coroutine, generator, async_generator],
)
def test_a_spec_function_that_cannot_return_a_spec(spec: Any) -> None:
    with pytest.raises(ValueError, match="spec: "):
        provider(spec=spec)


@pytest.mark.parametrize(
    "spec",
    [
        None,
        lambda: None,
        sometimes,
        either,
        from_a_table,
        always_raises,
        Method().spec,
        partial(sometimes, is_wanted=True),
        {"ttl": "72h"},
    ],
)
def test_none_on_purpose_stays_possible(spec: Any) -> None:
    provider(spec=spec)


@pytest.mark.parametrize("event", ["config_changed", ["config_changed"], [None]])
def test_a_refresh_event_that_is_not_one(event: Any) -> None:
    (shown,) = [event] if isinstance(event, str) else event
    message = f"^refresh_event: {shown!r} is not an event such as on.config_changed$"
    with pytest.raises(TypeError, match=message):
        provider(refresh_event=event)
