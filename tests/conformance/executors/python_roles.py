"""Answers one request about the roles, with the provider and the requirer on ``ops.testing``."""

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, ClassVar

import ops
import ops.testing
from k8s_backup_target import Issue, decode_databag
from k8s_backup_target.charm import K8sBackupTargetProvider, K8sBackupTargetRequirer, Outcome

MODEL = ops.testing.Model(name="my-model")
ELSEWHERE = "11111111-1111-4111-8111-111111111111"


class ProviderCharm(ops.CharmBase):
    """Publishes when it is asked to."""

    spec: ClassVar[Any] = None

    def __init__(self, framework: ops.Framework):
        super().__init__(framework)
        self.provider = K8sBackupTargetProvider(self, "backup", type(self).spec)


class RequirerCharm(ops.CharmBase):
    """Reads."""

    def __init__(self, framework: ops.Framework):
        super().__init__(framework)
        self.requirer = K8sBackupTargetRequirer(self, "targets")


def publish(request: Mapping[str, Any]) -> dict[str, Any]:
    """The provider's answer: what `publish()` does, and what is in the databag then."""
    asked = json.loads(request["input"])
    relation = ops.testing.Relation("backup", local_app_data=asked.get("databag", {}))
    state = ops.testing.State(
        leader=True,
        model=MODEL,
        relations=[relation] if asked.get("related", True) else [],
    )
    if "before" in asked:
        state, _, _ = publish_in(state, asked["before"])
    databag = databag_in(state)
    leader = asked.get("leader", True)
    state, outcome, status = publish_in(replace(state, leader=leader), asked["spec"])
    written = databag_in(state)
    targets = [found.target.model_dump() for found in decode_databag(written).targets]
    others = {key: value for key, value in written.items() if key != "backup_targets"}
    return {
        "id": request["id"],
        "valid": outcome.status != "refused",
        "value": {"backup_targets": targets},
        "result": {
            "outcome": without_number(str(outcome)),
            "status": {"status": status.name, "message": without_number(status.message)},
            "isUnchanged": written == databag,
            "otherKeys": others,
            **listed("issues", outcome.issues),
            **listed("warnings", outcome.warnings),
        },
    }


MEMBERS = ("path", "rule", "severity", "message", "remedy", "key", "suggestion")


def listed(name: str, issues: tuple[Issue, ...]) -> dict[str, Any]:
    """All that issues say, where there are any."""
    if not issues:
        return {}
    members = [{member: getattr(each, member, None) for member in MEMBERS} for each in issues]
    said = [{key: text for key, text in each.items() if text is not None} for each in members]
    return {name: said}


def publish_in(
    state: ops.testing.State, spec: object
) -> tuple[ops.testing.State, Outcome, ops.StatusBase]:
    """Publish in one hook."""
    charm = type("Charm", (ProviderCharm,), {"spec": spec})
    meta = {"name": "my-app", "provides": {"backup": {"interface": "k8s_backup_target"}}}
    context = ops.testing.Context(charm, meta=meta)
    with context(context.on.update_status(), state) as manager:
        outcome = manager.charm.provider.publish()
        status = manager.charm.provider.status()
        return manager.run(), outcome, status


def databag_in(state: ops.testing.State) -> dict[str, str]:
    """The provider's own databag."""
    return {key: text for each in state.relations for key, text in each.local_app_data.items()}


def without_number(text: str) -> str:
    """Languages number relations in their own way."""
    return re.sub(r"\bbackup:\d+", "backup:1", text)


def without_reason(issue: Issue) -> str:
    """What its JSON reader says differs from language to language."""
    return re.sub(r" \(.*\)$", "", issue.message) if issue.rule == "json" else issue.message


def fields_of(issue: Issue) -> dict[str, str]:
    """The field that is missing or unknown, and what was probably meant, where an issue has them."""
    members = {"key": issue.key, "suggestion": issue.suggestion}
    return {name: value for name, value in members.items() if value is not None}


def claims(request: Mapping[str, Any]) -> dict[str, Any]:
    """The requirer's answer: what it makes of several relations."""
    relations = [
        ops.testing.Relation(
            "targets",
            id=1 + index,
            remote_app_name=each["app"],
            remote_app_data=each["databag"],
            remote_model_uuid=ELSEWHERE if each.get("isElsewhere", False) else None,
        )
        for index, each in enumerate(json.loads(request["input"])["relations"])
    ]
    meta = {"name": "my-backup", "requires": {"targets": {"interface": "k8s_backup_target"}}}
    context = ops.testing.Context(RequirerCharm, meta=meta)
    state = ops.testing.State(model=MODEL, relations=relations)
    with context(context.on.update_status(), state) as manager:
        requirer = manager.charm.requirer
        targets, issues = requirer.targets, requirer.issues
    return {
        "id": request["id"],
        "valid": not issues,
        "value": {"backup_targets": [each.target.model_dump() for each in targets]},
        "result": {
            "targets": [
                {
                    "from": each.relation.app.name,
                    "path": each.path,
                    "isDuplicate": each.is_duplicate,
                }
                for each in targets
            ],
            "issues": [
                {
                    "from": each.relation.app.name,
                    "path": each.path,
                    "rule": each.rule,
                    "severity": each.severity,
                    "refused": each.refused,
                    "message": without_reason(each),
                    "remedy": each.remedy,
                    **fields_of(each),
                }
                for each in issues
            ],
        },
    }
