"""Relations for a charm's own tests on `ops.testing`: needs the extra `testing`.

The arguments follow the conventions of charmlibs: the endpoint is positional, the rest keywords.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final, TypeAlias

import ops.testing

from . import read, write
from ._decode import decode_databag
from ._encode import encode_databag
from ._names import BACKUP_TARGETS

__all__ = ["TargetLike", "published", "relation_for_provider", "relation_for_requirer"]

TargetLike: TypeAlias = read.BackupTargetEntry | write.BackupTargetEntry | Mapping[str, object]
"""A backup target of either view, or its fields."""

_INTERFACE: Final = "k8s_backup_target"


def relation_for_requirer(
    endpoint: str,
    *,
    targets: Sequence[TargetLike] | None = None,
    remote_app_name: str = "remote",
    databag: Mapping[str, str] | None = None,
) -> ops.testing.Relation:
    """A relation as the charm that reads the targets sees it.

    Args:
        endpoint: the endpoint of the charm under test.
        targets: what the remote application has published. Default: one target that names
            `remote_app_name`, the endpoint `backup`, the model `my-model` and an empty spec.
            The empty list is published as such.
        remote_app_name: the application that has published them.
        databag: its whole databag as Juju stores it, instead of `targets`: for a charm that has
            not published yet (`{}`), or has published something else.

    Raises:
        ContractError: when `targets` are invalid: give invalid data as `databag`.
    """
    if databag is None:
        entries = [_default_target(remote_app_name)] if targets is None else list(targets)
        databag = encode_databag({BACKUP_TARGETS: entries})
    return ops.testing.Relation(
        endpoint,
        interface=_INTERFACE,
        remote_app_name=remote_app_name,
        remote_app_data=dict(databag),
    )


def relation_for_provider(
    endpoint: str,
    *,
    remote_app_name: str = "backup-integrator",
    databag: Mapping[str, str] | None = None,
) -> ops.testing.Relation:
    """A relation as the charm that wants to be backed up sees it.

    Args:
        endpoint: the endpoint of the charm under test.
        remote_app_name: the application that reads the targets; it publishes nothing.
        databag: what the charm under test has in its own application databag already, for example
            that of an earlier state. Default: nothing.
    """
    return ops.testing.Relation(
        endpoint,
        interface=_INTERFACE,
        remote_app_name=remote_app_name,
        local_app_data=dict(databag or {}),
    )


def published(relation: ops.testing.RelationBase) -> list[read.BackupTargetEntry]:
    """The targets that the charm under test has published in `relation`, after `run`.

    Raises:
        AssertionError: when it published something invalid; the message says what.
    """
    decoded = decode_databag(relation.local_app_data)
    if decoded.issues:
        lines = "\n".join(f"{issue.path} {issue.message}" for issue in decoded.issues)
        raise AssertionError(f"the charm has published invalid targets:\n{lines}")
    return [found.target for found in decoded.targets]


def end_relation(
    context: ops.testing.Context[Any], state: ops.testing.State, relation: ops.testing.RelationBase
) -> ops.testing.State:
    """Ends a relation while the unit under test stays, as `juju remove-relation` does.

    Runs relation-departed of the remote unit and relation-broken, each with the relation as the
    hook before has left it: what a charm keeps in its state is there.

    Args:
        context: of the charm under test.
        state: as an earlier `run` returned it.
        relation: one of the state's relations, as it is or was.

    Returns:
        The state without the relation.
    """
    present = state.get_relation(relation.id)
    if isinstance(present, ops.testing.Relation):
        for unit in present.remote_units_data:
            departed = context.on.relation_departed(
                state.get_relation(relation.id), remote_unit=unit, departing_unit=unit
            )
            state = context.run(departed, state)
    state = context.run(context.on.relation_broken(state.get_relation(relation.id)), state)
    return _without(state, relation)


def remove_unit(context: ops.testing.Context[Any], state: ops.testing.State) -> ops.testing.State:
    """Removes the unit under test while its relations live on for the other units.

    Juju runs relation-broken for each relation in a unit that is being removed, then stop and
    remove. A charm that withdraws anything then takes it from the units that stay.

    Args:
        context: of the charm under test.
        state: as an earlier `run` returned it.
    """
    state = replace(state, planned_units=0)  # by which ops.testing says that no unit stays here
    for relation in state.relations:
        if not isinstance(relation, ops.testing.PeerRelation):
            broken = context.on.relation_broken(state.get_relation(relation.id))
            state = _without(context.run(broken, state), relation)
    state = context.run(context.on.stop(), state)
    return context.run(context.on.remove(), state)


def _without(state: ops.testing.State, relation: ops.testing.RelationBase) -> ops.testing.State:
    return replace(state, relations=[each for each in state.relations if each.id != relation.id])


def _default_target(app: str) -> Mapping[str, object]:
    return {"app": app, "relation_name": "backup", "model": "my-model", "spec": {}}
