"""The charm's actions that look, and run-backup."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta, timezone

import ops
from config import Config, read_config
from descriptions import (
    describe_finding,
    describe_key,
    describe_refusal,
    describe_related_issue,
    describe_target,
)
from forwarding_states import forwarding_states
from k8s_backup_target import ContractError
from k8s_backup_target.charm import K8sBackupTargetRequirer, RelatedTarget
from k8s_backup_target.lint import (
    Finding,
    VeleroVersionError,
    lint_for_velero,
    resolve_velero_version,
)
from k8s_backup_target.read import BackupTargetEntry
from k8s_backup_target.velero import Manifest, to_backup
from kubernetes_api import KubernetesApi, KubernetesRefusal, connect_to_kubernetes
from schedules import make_backups, make_schedules, velero_options
from shown_text import (
    compact_json,
    fitting_items,
    shown_line,
    shown_lines,
    size_beyond_result,
)
from velero_backup_databag import Key, key_of
from wanted import Wanted

_MOST_SECONDS_AHEAD = 5
"""Another Backup of the target may have been made within the same second."""


def list_targets(
    model: ops.Model, requirer: K8sBackupTargetRequirer, event: ops.ActionEvent
) -> None:
    """Every target with its state, and everything that was refused."""
    targets, issues = requirer.targets, requirer.issues
    state_of = forwarding_states(model, targets, read_config(model.config))
    event.set_results(
        {
            "count": str(len(targets)),
            "targets": shown_lines(
                targets, lambda each: f"{describe_target(each)}: {state_of(each)}"
            ),
            "issues": shown_lines(issues, describe_related_issue),
        }
    )


def get_spec(requirer: K8sBackupTargetRequirer, event: ops.ActionEvent) -> None:
    """The spec of one target."""
    key = _key_from(event)
    spec = requirer.get_backup_spec(*key)
    if spec is None:
        event.fail(_no_such_target(key))
        return
    text = spec.model_dump_json()
    if (size := size_beyond_result(text)) is not None:
        event.fail(_too_large("the spec", size))
    else:
        event.set_results({"spec": text})


def preview_manifests(
    model: ops.Model, requirer: K8sBackupTargetRequirer, event: ops.ActionEvent
) -> None:
    """The Schedules or Backups of all targets, and what Velero would refuse or misread."""
    config = read_config(model.config)
    if config.faults:
        event.fail("; ".join(config.faults))
        return
    velero_version = str(event.params.get("velero-version", config.velero_version))
    try:
        resolve_velero_version(velero_version)
    except VeleroVersionError as error:
        event.fail(str(error))
        return
    targets = Wanted.read(requirer).targets
    options = velero_options(model, config)
    is_scheduled = config.schedule.cron is not None
    made = (
        make_schedules(targets, config, options)
        if is_scheduled
        else make_backups(targets, options)
    )
    items, left = fitting_items(made.manifests)
    results = {
        "manifests": compact_json({"apiVersion": "v1", "kind": "List", "items": items}),
        "refused": shown_lines(made.refusals, lambda each: each.message),
        "findings": shown_lines(
            _findings_in(targets, velero_version), lambda pair: describe_finding(*pair)
        ),
    }
    if left:
        results["left-out"] = f"({left} more)"
    event.set_results(results)


def _findings_in(
    targets: Sequence[RelatedTarget], velero_version: str
) -> Iterator[tuple[RelatedTarget, Finding]]:
    """One target after another, so no more findings are held than one has."""
    for related in targets:
        for finding in lint_for_velero(related.target.spec, velero_version):
            yield related, finding


def run_backup(
    model: ops.Model, requirer: K8sBackupTargetRequirer, event: ops.ActionEvent
) -> None:
    """Shows the Backup of one target as it would run now, or creates it."""
    key = _key_from(event)
    targets = Wanted.read(requirer).targets
    target = next((each.target for each in targets if key_of(each) == key), None)
    if target is None:
        event.fail(_no_such_target(key))
        return
    is_applied = event.params.get("apply") is True
    if is_applied and not model.unit.is_leader():
        event.fail("this unit is not the leader")
        return
    try:
        manifest = _backup(model, target, is_applied=is_applied)
    except ContractError as error:
        event.fail(shown_line(describe_refusal(error)))
    except (KubernetesRefusal, _TooLargeError) as error:
        event.fail(shown_line(str(error)))
    else:
        event.set_results(
            {"applied": "true" if is_applied else "false", "manifest": compact_json(manifest)}
        )


class _TooLargeError(Exception):
    """No action result can hold it."""


def _backup(model: ops.Model, target: BackupTargetEntry, *, is_applied: bool) -> Manifest:
    config = read_config(model.config)
    shown = _backup_at(datetime.now(timezone.utc), model, config, target)
    if (size := size_beyond_result(compact_json(shown))) is not None:
        raise _TooLargeError(_too_large("the Backup", size))
    if not is_applied:
        return shown
    api = connect_to_kubernetes(model.app.name, config.timeout_seconds)
    return _create_now(api, model, config, target)


def _backup_at(
    at: datetime, model: ops.Model, config: Config, target: BackupTargetEntry
) -> Manifest:
    return to_backup(target, velero_options(model, config), at=at)


def _create_now(
    api: KubernetesApi, model: ops.Model, config: Config, target: BackupTargetEntry
) -> Manifest:
    """Creates the Backup under the first name that is free.

    Velero, too, names Backups after the second.
    """
    now = datetime.now(timezone.utc)
    for ahead in range(_MOST_SECONDS_AHEAD):
        backup = _backup_at(now + timedelta(seconds=ahead), model, config, target)
        try:
            api.create(backup)
        except KubernetesRefusal as refusal:
            if refusal.code != "exists":
                raise
        else:
            return backup
    last = _backup_at(now + timedelta(seconds=_MOST_SECONDS_AHEAD), model, config, target)
    api.create(last)
    return last


def _key_from(event: ops.ActionEvent) -> Key:
    app, endpoint, model = (str(event.params[name]) for name in ("app", "endpoint", "model"))
    return app, endpoint, model


def _no_such_target(key: Key) -> str:
    return f"no backup target of {shown_line(describe_key(key))}"


def _too_large(what: str, size: int) -> str:
    return f"{what} has {size} bytes, more than an action result can hold"
