"""Every sample that is a charm, among hostile neighbours and over Juju's changes."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import ops
import ops.testing
import pytest
from page_snippets import run_snippets

from k8s_backup_target.testing import end_relation, remove_unit

ROOT = Path(__file__).parents[3]
PAGES = ("README.md", "docs/switching.md", "packages/python/README.md")

META = {
    "name": "sample",
    "provides": {"backup": {"interface": "k8s_backup_target"}},
    "requires": {"k8s-backup-target": {"interface": "k8s_backup_target"}},
}
CONFIG = {
    "options": {
        "ttl": {"type": "string", "default": "30d"},
        "backup": {"type": "boolean", "default": True},
    }
}
MOST_IN_COMMAND = 131_071
"""Bytes that Linux allows in one argument of a hook command."""

PROD = ops.testing.Model("prod")


def entry(app: str, relation_name: str = "backup", **spec: object) -> dict[str, object]:
    return {"app": app, "relation_name": relation_name, "model": "prod", "spec": spec}


NEIGHBOURS: dict[str, list[Any]] = {
    "good": [entry("good", ttl="72h")],
    "odd": [
        entry("odd", "zero", ttl="0h"),
        entry("odd", "wild", include_namespaces=["*", "a"]),
        entry("odd", "label", label_selector={"no/such/key": "x"}),
        entry("odd", "long", label_selector={"k" * 200_000: 5}),
        entry("odd", "nul\0", include_namespaces=["\0"]),
        entry("good", ttl="1s"),
        {**entry("odd"), "model": "m" * 200_000},
    ],
    "broken": [{"spec": "none"}] * 3000,
}


class JobsInMemory:
    """What the recipe of the Python README makes, in place of a cluster."""

    def __init__(self) -> None:
        self.made: dict[str, str] = {}

    def relations(self) -> dict[str, str]:
        return dict(self.made)

    def name_for(self, related: Any) -> str:
        return f"{related.target.app}:{related.target.relation_name}"

    def apply(self, name: str, related: Any) -> None:
        self.made[name] = f"{related.relation.name}:{related.relation.id}"

    def delete(self, name: str) -> None:
        del self.made[name]


def charms_of(page: str, monkeypatch: pytest.MonkeyPatch) -> list[type[ops.CharmBase]]:
    """The charms that a page shows; where it shows the body of `__init__`, a charm with that."""
    if page == "README.md":
        return [_charm_of_root(page)]
    names = run_snippets(ROOT / page, monkeypatch)
    return [
        value
        for value in names.values()
        if isinstance(value, type) and issubclass(value, ops.CharmBase)
    ]


def _charm_of_root(page: str) -> type[ops.CharmBase]:
    blocks = re.findall(
        r"^```python\n(.*?)^```", (ROOT / page).read_text(), re.DOTALL | re.MULTILINE
    )
    body = "\n".join(blocks).replace("\n", "\n        ")
    code = f"""
class RootCharm(ops.CharmBase):
    def __init__(self, framework):
        super().__init__(framework)
        {body}
"""
    names: dict[str, Any] = {"ops": ops}
    exec(code, names)  # noqa: S102
    charm: type[ops.CharmBase] = names["RootCharm"]
    return charm


class Life:
    """One charm's unit, whose hooks are run one after another."""

    def __init__(self, charm: type[ops.CharmBase]) -> None:
        self.context: Any = ops.testing.Context(charm, meta=META, config=CONFIG, app_name="sample")
        self.relations = {
            app: ops.testing.Relation(
                "k8s-backup-target",
                remote_app_name=app,
                remote_app_data={"backup_targets": json.dumps(entries)},
            )
            for app, entries in NEIGHBOURS.items()
        }
        self.own = ops.testing.Relation("backup", remote_app_data={"\0": "\0"})
        relations = [*self.relations.values(), self.own]
        self.state: Any = ops.testing.State(leader=True, model=PROD, relations=relations)

    def run(self, event: Callable[[Any], Any], **changes: Any) -> None:
        self.state = replace(self.state, **changes)
        self.state = self.context.run(event(self.context.on), self.state)
        assert len(self.state.unit_status.message) < MOST_IN_COMMAND

    def publish(self, app: str, entries: list[Any]) -> None:
        databag = {"backup_targets": json.dumps(entries)}
        changed = replace(self.relation(app), remote_app_data=databag)
        others = [each for each in self.state.relations if each.id != changed.id]
        self.run(lambda on: on.relation_changed(changed), relations=[*others, changed])

    def relation(self, app: str) -> Any:
        return self.state.get_relation(self.relations[app].id)


@pytest.mark.parametrize("page", PAGES)
def test_the_samples_survive_neighbours_and_jujus_changes(
    page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    charms = charms_of(page, monkeypatch)
    assert charms, f"{page} shows no charm"
    for charm in charms:
        jobs = JobsInMemory()
        if "jobs" in charm.__annotations__:
            monkeypatch.setattr(charm, "jobs", jobs, raising=False)
        life = Life(charm)
        kept = f"k8s-backup-target:{life.relations['good'].id}"

        def check(*, has_jobs: bool = "jobs" in charm.__annotations__) -> None:
            assert not has_jobs or jobs.made.get("good:backup") == kept  # noqa: B023

        for app in NEIGHBOURS:
            life.run(lambda on, app=app: on.relation_changed(life.relation(app)))  # noqa: B023
        check()
        life.publish("good", [entry("good", ttl="24H")])
        check()
        life.publish("good", NEIGHBOURS["good"])
        life.run(lambda on: on.config_changed(), config={"ttl": "3 days"})
        # Another unit leads, and then this one again; it finds what was left undone meanwhile.
        life.run(lambda on: on.update_status(), leader=False)
        jobs.made.clear()
        life.run(lambda on: on.leader_elected(), leader=True)
        check()
        life.run(lambda on: on.upgrade_charm(), stored_states=[])
        check()
        remove_unit(life.context, life.state)
        check()
        life.state = end_relation(life.context, life.state, life.relations["broken"])
        life.run(lambda on: on.update_status())
        check()
        life.state = end_relation(life.context, life.state, life.relations["good"])
        life.run(lambda on: on.update_status())
        # Its owner is no longer related, and so the claim of the odd neighbour counts.
        assert jobs.made.get("good:backup") != kept
