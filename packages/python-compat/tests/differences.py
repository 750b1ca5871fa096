"""Every intended difference between the drop-in and the reference, and how to see it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from observed import (
    FIELDS,
    backup,
    charm_with,
    entry,
    is_ready,
    loaded,
    logged,
    source,
    spec_of,
    targets,
    written,
)

Caplog = pytest.LogCaptureFixture


@dataclass(frozen=True)
class Difference:
    """An intended difference: what each side shows."""

    about: str
    """The difference, as the README says it."""

    see: Callable[[Caplog], Any]
    """Looks at one side."""

    reference: Any
    """The reference's side."""

    ours: Any
    """The drop-in's side."""


_OTHER = {"backup_targets": "[]"}
_GARBAGE = charm_with({**FIELDS, "ttl": "garbage"})
_FLAT = {"app": "db", "relation_name": "backup", "model": "prod", "spec": '{"ttl": "1h"}'}
_DEEP = {"backup_targets": "[" * 5000 + "]" * 5000}


def _ttl_written(fields: dict[str, Any]) -> str:
    databag = written(backup(), charm=charm_with(fields))
    return databag["backup_targets"].rpartition('"ttl": ')[2].rstrip("}]")


def _spaced() -> dict[str, str]:
    return {"backup_targets": written(backup())["backup_targets"].replace(", ", ",")}


DIFFERENCES = [
    Difference(
        "an invalid `ttl` is not published, and what was published stays",
        lambda _: written(backup(_OTHER), charm=_GARBAGE) == _OTHER,
        reference=False,
        ours=True,
    ),
    Difference(
        "an invalid `ttl` is logged as an error with what to correct",
        lambda caplog: [
            line.partition(",")[0]
            for line in logged(caplog, lambda: written(backup(), charm=_GARBAGE))
        ],
        reference=[],
        ours=["ERROR backup target not published: /ttl must look like 72h"],
    ),
    Difference(
        "days are published as hours",
        lambda _: _ttl_written({"ttl": "30d"}),
        reference='"30d"',
        ours='"720h"',
    ),
    Difference(
        "a databag that is equal as JSON is not rewritten",
        lambda _: written(backup(_spaced())) == _spaced(),
        reference=False,
        ours=True,
    ),
    Difference(
        "what was published is logged",
        lambda caplog: [
            line.partition(" backup:")[0] for line in logged(caplog, lambda: written(backup()))
        ],
        reference=[],
        ours=["INFO backup target published to"],
    ),
    Difference(
        "a bad target does not affect good ones",
        lambda _: spec_of(source(targets({"app": 1}, entry(ttl="1h")))),
        reference=None,
        ours={"ttl": "1h"},
    ),
    Difference(
        "`relation.load` drops the bad targets only",
        lambda _: loaded(targets({"app": 1}, entry(ttl="1h"))),
        reference="ValidationError",
        ours=[("db", {"ttl": "1h"})],
    ),
    Difference(
        "each dropped target is logged with its reason",
        lambda caplog: logged(caplog, lambda: loaded(targets(entry(ttl=1)))),
        reference=[],
        ours=[
            (
                "WARNING dropped a backup target: "
                "/backup_targets/0/spec/ttl must be of type string or null"
            )
        ],
    ),
    Difference(
        "a target with an invalid `ttl` is refused",
        lambda _: loaded(targets(entry(ttl="garbage"))),
        reference=[("db", {"ttl": "garbage"})],
        ours=[],
    ),
    Difference(
        "days are read as hours, since readers hand the text to Velero",
        lambda _: (loaded(targets(entry(ttl="30d"))), spec_of(source(targets(entry(ttl="30d"))))),
        reference=([("db", {"ttl": "30d"})], {"ttl": "30d"}),
        ours=([("db", {"ttl": "720h"})], {"ttl": "720h"}),
    ),
    Difference(
        '`1` and `"true"` are not booleans in a databag',
        lambda _: is_ready(source(targets(entry(include_cluster_resources="true")))),
        reference=True,
        ours=False,
    ),
    Difference(
        "the flat layout of the interface's first README is read",
        lambda _: spec_of(source(_FLAT)),
        reference=None,
        ours={"ttl": "1h"},
    ),
    Difference(
        "a text that nests too deeply is not a target, and raises nothing",
        lambda _: is_ready(source(_DEEP)),
        reference="RecursionError",
        ours=False,
    ),
    Difference(
        "the owner of a target wins over another application that claims it",
        lambda _: spec_of(
            source(targets(entry(ttl="2h")), app="thief"), source(targets(entry(ttl="1h")))
        ),
        reference={"ttl": "2h"},
        ours={"ttl": "1h"},
    ),
]
