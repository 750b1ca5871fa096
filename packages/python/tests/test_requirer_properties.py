"""Random lives: nothing that is asked for is ever deleted, and in the end all of it is there.

The long run: `npm run long-run -- lives-python`.
"""

import itertools
import subprocess
from collections.abc import Sequence
from typing import Any, TypeAlias

import hypothesis
import ops
import ops.testing
import pytest
from charmlibs.interfaces import k8s_backup_target as reference
from hypothesis import strategies as st
from life_model import APPS, META, MODEL, Life, juju
from lives import first_seed, life_count, report_lives

# CI lives a share of the long run besides. The oldest ops keeps what a life has used: a hundred
# lives take 4 GB and six minutes there.
LIVES = life_count(min(40, hypothesis.settings().max_examples))

Step: TypeAlias = tuple[Any, ...]

# Mostly one application, so much happens to it.
apps = st.sampled_from((APPS[0], APPS[0], *APPS))
choices = st.integers(0, 3)
published = st.sampled_from(
    [
        ("own", "1h"),
        ("own", "30d"),
        ("nothing", ""),
        ("refused", ""),
        ("claim", APPS[0]),
        ("claim", APPS[1]),
    ]
)
steps: st.SearchStrategy[Step] = st.one_of(
    st.tuples(st.just("publish"), apps, published),
    st.tuples(st.just("relate"), apps, st.booleans()),
    st.tuples(st.just("remove_relation"), apps),
    st.tuples(st.just("refresh"), st.booleans()),
    st.tuples(st.just("scale_up")),
    st.tuples(st.sampled_from(["scale_down", "lead"]), choices),
    st.tuples(st.just("settle")),
    st.tuples(st.just("drain"), choices),
    st.tuples(st.just("run"), choices, st.none() | st.integers(0, 3)),
)
# Half of all that a person does is that the first application publishes something.
publishing = [
    st.tuples(st.just("publish"), st.just(APPS[0]), st.just(each))
    for each in (("own", "1h"), ("own", "2h"), ("nothing", ""), ("refused", ""), ("refused", "x"))
]
# What a person does, and then Juju in one unit or in all.
moves = st.tuples(
    st.one_of(steps, *publishing),
    st.tuples(st.just("settle")) | st.tuples(st.just("drain"), choices),
)
lives = st.lists(moves, min_size=6, max_size=10)


class ReferenceCharm(ops.CharmBase):
    """A charm on the Python reference, which is refreshed to one on this library."""

    def __init__(self, framework: ops.Framework) -> None:
        super().__init__(framework)
        self.backups = reference.K8sBackupTargetRequirer(self, "source")


def stored_before(before: str) -> Sequence[ops.testing.StoredState]:
    """The state file of the charm that is refreshed."""
    if before == "reference":
        test = ops.testing.Context(ReferenceCharm, meta=META, app_name="backups", unit_id=0)
        return list(
            test.run(test.on.config_changed(), ops.testing.State(model=MODEL)).stored_states
        )
    if before == "older":
        owner = "Charm/K8sBackupTargetRequirer[source]"
        content: dict[str, Any] = {"digest": "0" * 64, "digests": {}}
        return [ops.testing.StoredState(owner_path=owner, name="_stored", content=content)]
    return []


BEFORE = {before: stored_before(before) for before in ("nothing", "reference", "older")}


@pytest.fixture(autouse=True)
def _juju(monkeypatch: pytest.MonkeyPatch) -> None:
    """What ops.testing does not tell."""

    def departing_unit(event: ops.RelationDepartedEvent) -> ops.Unit | None:
        name = juju.departing
        return event.framework.model.get_unit(name) if name else event.unit

    monkeypatch.setattr(ops.RelationDepartedEvent, "departing_unit", property(departing_unit))
    monkeypatch.setattr(subprocess, "run", juju.run)


def take(life: Life, step: Step) -> None:
    """One thing that happens."""
    kind, *arguments = step
    getattr(life, kind)(*arguments)


lived: list[str] = []
"""What each life began with."""


@hypothesis.seed(first_seed())
@hypothesis.settings(
    max_examples=LIVES,
    deadline=None,
    database=None,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
@hypothesis.example(  # What was kept for a relation goes once it holds nothing refused any more.
    before="nothing",
    happens=[
        (("settle",), ("settle",)),
        (("publish", APPS[0], ("refused", "")), ("settle",)),
        (("publish", APPS[0], ("nothing", "")), ("settle",)),
    ],
)
@hypothesis.example(  # A new leader does what it saw as a follower, and the old one had not done.
    before="nothing",
    happens=[
        (("settle",), ("publish", APPS[0], ("own", "1h"))),
        (("drain", 1), ("lead", 1)),
    ],
)
@hypothesis.example(  # A new leader does not list a relation yet that the old one has served.
    before="nothing",
    happens=[
        (("settle",), ("relate", APPS[1], True)),
        (("publish", APPS[1], ("own", "1h")), ("drain", 0)),
        (("lead", 1), ("settle",)),
    ],
)
@hypothesis.example(  # A new leader's goal-state still names a relation that has gone from it.
    before="nothing",
    happens=[
        (("scale_up",), ("settle",)),
        (("publish", APPS[0], ("own", "1h")), ("settle",)),
        (("lead", 1), ("settle",)),
        (("remove_relation", APPS[0]), ("drain", 0)),
        (("lead", 0), ("settle",)),
    ],
)
@hypothesis.given(before=st.sampled_from(sorted(BEFORE)), happens=lives)
def live(before: str, happens: list[tuple[Step, Step]]) -> None:
    """A life, until it is quiet."""
    lived.append(before)
    life = Life(2, BEFORE[before])
    life.relate(APPS[0], has_units=True)
    life.publish(APPS[0], ("own", "72h"))
    for step in itertools.chain.from_iterable(happens):
        take(life, step)
    life.quiet()
    life.check()


def test_nothing_is_lost_and_nothing_is_left_behind() -> None:
    lived.clear()
    try:
        live()
    except BaseException:
        report_lives(len(lived), [f"seed {first_seed()}: the last of {len(lived)}"])
        raise
    report_lives(len(lived), [])
