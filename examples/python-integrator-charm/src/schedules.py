"""The objects of Velero that this application makes, and how it knows them again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import ops
from config import Config
from descriptions import describe_refusal, name_of
from k8s_backup_target.charm import RelatedTarget
from k8s_backup_target.read import BackupTargetEntry, K8sBackupTargetSpec
from k8s_backup_target.velero import (
    Manifest,
    RefusedTarget,
    VeleroOptions,
    managed_by_for,
    target_name,
    to_backups,
    to_schedules,
)
from velero_backup_databag import Key

RELATION_ANNOTATION = "k8s-backup-target/relation"
"""Names the relation that asks for a Schedule's backups: one refused target keeps no other's."""


@dataclass(frozen=True)
class Refusal:
    """A target that Velero would refuse."""

    name: str
    """The name that its Schedule has, or would have."""

    message: str
    """Names the target and the reason."""


@dataclass(frozen=True)
class Objects:
    """Objects for Velero, and why some targets have none."""

    manifests: tuple[Manifest, ...] = ()
    refusals: tuple[Refusal, ...] = ()


def velero_options(model: ops.Model, config: Config) -> VeleroOptions:
    """Options by which this application's objects are told apart from everyone else's."""
    managed_by = managed_by_for(model.app.name, model.uuid)
    return VeleroOptions(managed_by=managed_by, namespace=config.velero_namespace)


def make_schedules(
    targets: Sequence[RelatedTarget], config: Config, options: VeleroOptions
) -> Objects:
    """The Schedules of all targets; a target that Velero would refuse hides no other."""
    if config.schedule.cron is None:
        return Objects()
    made = to_schedules(targets, config.schedule, options, velero_version=config.velero_version)
    for each in made.converted:
        annotations = each.manifest["metadata"]["annotations"]
        annotations[RELATION_ANNOTATION] = name_of(each.found.relation)
    manifests = tuple(each.manifest for each in made.converted)
    return Objects(manifests, tuple(_refusal(each) for each in made.refused))


def make_backups(targets: Sequence[RelatedTarget], options: VeleroOptions) -> Objects:
    """The Backups of all targets, as they would run on demand."""
    made = to_backups(targets, options)
    manifests = tuple(each.manifest for each in made.converted)
    return Objects(manifests, tuple(_refusal(each) for each in made.refused))


def name_of_key(key: Key) -> str:
    """The name of the Schedule of the target with this key."""
    app, endpoint, model = key
    entry = BackupTargetEntry(
        app=app, relation_name=endpoint, model=model, spec=K8sBackupTargetSpec()
    )
    return target_name(entry)


def _refusal(refused: RefusedTarget[RelatedTarget]) -> Refusal:
    target, relation = refused.found.target, refused.found.relation
    message = f"{target.app} in {name_of(relation)}: {describe_refusal(refused.error)}"
    return Refusal(target_name(target), message)
