"""A Juju model over the life of a charm that acts on `targets_changed`, as the README's does."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Any, ClassVar, Literal, TypeAlias

import ops
import ops.testing

from k8s_backup_target.charm import K8sBackupTargetRequirer

META = {"name": "backups", "requires": {"source": {"interface": "k8s_backup_target"}}}
MODEL = ops.testing.Model(name="prod", uuid="00000000-0000-4000-8000-000000000001")
THEIRS = ops.testing.Model(name="theirs", uuid="11111111-1111-4111-8111-111111111111")

SAAS = "saas"
"""An application of another model, under the name that its SAAS has here."""

APPS = ("a", "b", SAAS)

Published: TypeAlias = tuple[Literal["nothing", "refused", "own", "claim"], str]
"""What a databag holds: the ttl of an own target, or the application whose target is claimed."""

Act: TypeAlias = Callable[[], None]


class LossError(Exception):
    """Something wanted is gone, or something else is left."""


class KilledError(Exception):
    """The hook was killed."""


@dataclass
class Asking:
    """A relation, as long as it is not removed."""

    id: int
    app: str
    published: Published = ("nothing", "")
    has_units: bool = True

    @property
    def name(self) -> str:
        """As Juju writes it."""
        return f"source:{self.id}"

    @property
    def databag(self) -> dict[str, str]:
        """What is in the remote application's databag."""
        kind, what = self.published
        if kind == "nothing":
            return {}
        owner = what if kind == "claim" else self.app
        ttl = {"own": what, "refused": "24H", "claim": "1m"}[kind]
        model = key_of(self.app, owner)[0]
        entry = {"app": owner, "relation_name": "backup", "model": model, "spec": {"ttl": ttl}}
        return {"backup_targets": json.dumps([entry])}


Hook: TypeAlias = tuple[str, Asking | None]


@dataclass
class Unit:
    """A unit: its hooks that wait, its state file, and the relations that Juju lists for it.

    Juju may run leader-elected before it lists a relation that has just been made.
    """

    number: int
    queue: list[Hook] = field(default_factory=list[Hook])
    listed: list[Asking] = field(default_factory=list[Asking])
    new: list[Asking] = field(default_factory=list[Asking])
    stored: frozenset[ops.testing.StoredState] = frozenset()
    leaving: bool = False


def key_of(app: str, owner: str) -> tuple[str, str]:
    """The application of another model has targets there, and claims some of this one."""
    return (THEIRS.name if app == owner == SAAS else MODEL.name), owner


class Charm(ops.CharmBase):
    """Makes a cluster agree with the targets, as the README says."""

    model_of_life: ClassVar[Life]

    def __init__(self, framework: ops.Framework) -> None:
        super().__init__(framework)
        self.backups = K8sBackupTargetRequirer(self, "source")
        framework.observe(self.backups.on.targets_changed, self._on_changed)

    def _on_changed(self, _: ops.EventBase) -> None:
        if not self.unit.is_leader():
            return
        life, state = self.model_of_life, self.backups.state()
        wanted = {
            (each.target.model, each.target.app): (
                f"source:{each.relation.id}",
                each.target.spec.ttl or "",
            )
            for each in state.wanted
        }
        for key, made in wanted.items():
            life.act()
            life.make(key, made)
        for key, (relation, _ttl) in list(life.cluster.items()):
            if key not in wanted and state.may_withdraw(relation):
                life.act()
                life.delete(key)


@cache
def context_of(number: int) -> Any:
    """The ops.testing of one unit."""
    return ops.testing.Context(Charm, meta=META, app_name="backups", unit_id=number)


class Life:
    """A model, and what the charm has made in its cluster: relation and ttl by model and app."""

    def __init__(self, units: int, stored: Iterable[ops.testing.StoredState]) -> None:
        """Deploys the charm, whose units begin with that state file, in a refresh."""
        self.cluster: dict[tuple[str, str], tuple[str, str]] = {}
        self.asking: dict[str, Asking] = {}
        self.units = {number: Unit(number) for number in range(units)}
        self.leader = 0
        self._next = 1
        self._left = 0
        for unit in self.units.values():
            unit.stored = frozenset(stored)
            unit.queue = [("upgrade_charm", None), ("config_changed", None)]

    # What happens.

    def relate(self, app: str, has_units: bool) -> None:  # noqa: FBT001 - chosen at random
        """Relates an application, once an earlier relation with it has gone."""
        if app in self.asking or any(
            each.app == app for unit in self.units.values() for each in unit.listed
        ):
            return
        self.asking[app] = asking = Asking(self._next, app, has_units=has_units)
        self._next += 1
        for unit in self._staying():
            unit.new.append(asking)
            unit.queue.append(("relation_created", asking))

    def publish(self, app: str, published: Published) -> None:
        """Changes a databag."""
        asking = self.asking.get(app)
        if published == ("claim", app):
            published = ("own", "9h")
        if asking is None or asking.published == published:
            return
        asking.published = published
        for unit in self._staying():
            if ("relation_changed", asking) not in unit.queue:
                unit.queue.append(("relation_changed", asking))

    def remove_relation(self, app: str) -> None:
        """Removes a relation; a unit that has not seen it yet never does."""
        asking = self.asking.pop(app, None)
        if asking is None:
            return
        for unit in self._staying():
            created = ("relation_created", asking) in unit.queue
            unit.queue = [each for each in unit.queue if each[1] is not asking]
            if created:
                (unit.new if asking in unit.new else unit.listed).remove(asking)
            else:
                unit.queue += [("relation_departed", asking)] * asking.has_units
                unit.queue.append(("relation_broken", asking))

    def scale_up(self) -> None:
        """Adds a unit, which Juju tells of all relations before anything else."""
        unit = self.units[max(self.units) + 1] = Unit(max(self.units) + 1)
        unit.listed = list(self.asking.values())
        unit.queue = [("relation_created", asking) for asking in self.asking.values()]
        unit.queue += [("config_changed", None), ("start", None)]
        unit.queue += [("relation_changed", asking) for asking in self.asking.values()]

    def scale_down(self, choice: int) -> None:
        """Removes a unit, whose relations live on; one is left."""
        staying = self._staying()
        if len(staying) == 1:
            return
        unit = staying[choice % len(staying)]
        unit.leaving = True
        unit.queue = [each for each in unit.queue if each[1] is None or each[1] in unit.listed]
        broken = {asking.id for hook, asking in unit.queue if asking and hook == "relation_broken"}
        for asking in unit.listed:
            if asking.id not in broken:
                unit.queue += [("relation_departed", asking)] * asking.has_units
                unit.queue.append(("relation_broken", asking))
        unit.queue.append(("remove", None))

    def lead(self, choice: int) -> None:
        """Moves leadership."""
        staying = self._staying()
        self._lead(staying[choice % len(staying)])

    def refresh(self, loses_state: bool) -> None:  # noqa: FBT001 - chosen at random
        """Refreshes the charm; a pod without storage of its own loses its state file then."""
        for unit in self._staying():
            if loses_state:
                unit.stored = frozenset()
            unit.queue += [("upgrade_charm", None), ("config_changed", None), ("start", None)]

    def run(self, choice: int, killed_at: int | None = None) -> None:
        """The next hook of one unit, killed before that change of the cluster, or at its end."""
        waiting = [unit for unit in self.units.values() if unit.queue]
        if not waiting:
            return
        unit = waiting[choice % len(waiting)]
        hook, asking = unit.queue[0]
        if hook == "remove":
            self._remove(unit)
            return
        if hook == "leader_elected" and unit.number != self.leader:
            unit.queue.pop(0)
            return
        if hook != "leader_elected":
            unit.listed += unit.new
            unit.new.clear()
        self._left = 1_000 if killed_at is None else killed_at
        stored = self._emit(unit, hook, asking)
        if stored is None or killed_at is not None:
            return
        unit.stored = stored
        unit.queue.pop(0)
        if hook == "relation_broken" and asking is not None:
            unit.listed.remove(asking)

    def drain(self, choice: int) -> None:
        """Runs every hook of one unit that waits."""
        waiting = [unit for unit in self.units.values() if unit.queue]
        if waiting:
            unit = waiting[choice % len(waiting)]
            while unit.queue and unit.number in self.units:
                self.run([each for each in self.units.values() if each.queue].index(unit))

    def settle(self) -> None:
        """Runs every hook that waits."""
        while any(unit.queue for unit in self.units.values()):
            self.run(0)

    def quiet(self) -> None:
        """Runs every hook that waits, and update-status, which Juju runs every few minutes."""
        self.settle()
        for unit in self._staying():
            unit.queue.append(("update_status", None))
        self.settle()

    # What the charm does.

    def act(self) -> None:
        """Before each change of the cluster."""
        self._left -= 1
        if self._left < 0:
            raise KilledError

    def make(self, key: tuple[str, str], made: tuple[str, str]) -> None:
        """Makes or changes what is not another's that is related, be its entry valid or not."""
        name, _ = self.cluster.get(key, made)
        owner = self.asking.get(key[1])
        if owner is not None and key == key_of(owner.app, owner.app):
            was_its_own = name == owner.name and owner.published[0] in ("own", "refused")
            if was_its_own and made[0] != name:
                message = f"{key} of {name} was taken over by {made[0]}"
                raise LossError(message)
        self.cluster[key] = made

    def delete(self, key: tuple[str, str]) -> None:
        """Deletes what must not be wanted."""
        name, _ = self.cluster[key]
        for app, asking in self.asking.items():
            kind = asking.published[0]
            is_wanted = kind == "refused" or (kind == "own" and key == key_of(app, app))
            if asking.name == name and is_wanted:
                message = f"{key} was deleted, which {name} has {asking.published}"
                raise LossError(message)
        del self.cluster[key]

    def check(self) -> None:
        """Once it is quiet: what is wanted is in the cluster, and no more."""
        wanted = self._wanted()
        for key, ttls in wanted.items():
            if self.cluster.get(key, ("", ""))[1] not in ttls:
                message = f"{key} is {self.cluster.get(key)}, and should have {ttls}"
                raise LossError(message)
        may_stay = {
            asking.name
            for asking in self.asking.values()
            if asking.published[0] in ("refused", "claim")
        }
        for key, (name, _) in self.cluster.items():
            if key not in wanted and name not in may_stay:
                message = f"{key} of {name} is left behind"
                raise LossError(message)

    def _wanted(self) -> dict[tuple[str, str], set[str]]:
        wanted: dict[tuple[str, str], set[str]] = {}
        for app, asking in self.asking.items():
            kind, what = asking.published
            if kind == "own":
                wanted.setdefault(key_of(app, app), set()).add(what)
            elif kind == "claim" and what not in self.asking:
                wanted.setdefault(key_of(app, what), set()).add("1m")
        return wanted

    def _emit(
        self, unit: Unit, hook: str, asking: Asking | None
    ) -> frozenset[ops.testing.StoredState] | None:
        Charm.model_of_life = self
        relations = {each.id: _relation(each) for each in unit.listed}
        state = ops.testing.State(
            model=MODEL,
            leader=unit.number == self.leader,
            planned_units=len(self._staying()),
            relations=relations.values(),
            stored_states=unit.stored,
        )
        context = context_of(unit.number)
        event = getattr(context.on, hook)
        arguments: dict[str, Any] = {}
        if hook in ("relation_changed", "relation_departed"):
            arguments["remote_unit"] = 0
        juju.unit, juju.is_leaving = f"backups/{unit.number}", unit.leaving
        everywhere = (each.app for one in self.units.values() for each in (*one.listed, *one.new))
        juju.related = [app for app in {*everywhere, *self.asking} if app != SAAS]
        juju.departing = f"backups/{unit.number}" if unit.leaving else None
        emitted = event() if asking is None else event(relations[asking.id], **arguments)
        try:
            after = context.run(emitted, state)
        except ops.testing.errors.UncaughtCharmError as error:
            if isinstance(error.__cause__, KilledError):
                return None
            raise
        except KilledError:
            return None
        return after.stored_states

    def _remove(self, unit: Unit) -> None:
        del self.units[unit.number]
        if self.leader == unit.number:
            self._lead(self._staying()[0])

    def _lead(self, unit: Unit) -> None:
        if unit.number != self.leader:
            self.leader = unit.number
            unit.queue.insert(0, ("leader_elected", None))

    def _staying(self) -> list[Unit]:
        return [unit for unit in self.units.values() if not unit.leaving]


def _relation(asking: Asking) -> ops.testing.Relation:
    uuid = THEIRS.uuid if asking.app == SAAS else MODEL.uuid
    return ops.testing.Relation(
        "source",
        id=asking.id,
        remote_app_name=asking.app,
        remote_app_data=asking.databag,
        remote_model_uuid=uuid,
        remote_units_data={0: {}},
    )


@dataclass
class Juju:
    """What ops.testing does not tell: which unit departs, and goal-state."""

    unit: str = ""
    is_leaving: bool = False
    related: list[str] = field(default_factory=list[str])
    departing: str | None = None

    def run(self, command: list[str], **_: Any) -> subprocess.CompletedProcess[str]:
        """Answers in place of Juju's hook commands."""
        units = {self.unit: {"status": "dying" if self.is_leaving else "active"}}
        relations = {"source": {app: {"status": "joined"} for app in self.related}}
        goals = {"units": units, "relations": relations}
        answer = json.dumps(goals) if command[0] == "goal-state" else "{}"
        return subprocess.CompletedProcess(command, 0, answer, "")


juju = Juju()
