"""Prints the vectors of backup-config.json: what Pydantic writes for a VeleroBackupSpec.

The model below replaces the one in velero-operator's library: the same fields, in the same order.
Run with pydantic 2.14.3: python backup_config_vectors.py > backup-config.json
"""

import json
from typing import Optional

from pydantic import BaseModel


class VeleroBackupSpec(BaseModel):
    include_namespaces: Optional[list[str]] = None
    include_resources: Optional[list[str]] = None
    exclude_namespaces: Optional[list[str]] = None
    exclude_resources: Optional[list[str]] = None
    label_selector: Optional[dict[str, str]] = None
    ttl: Optional[str] = None
    include_cluster_resources: Optional[bool] = None
    schedule: Optional[str] = None
    paused: Optional[bool] = None
    skip_immediately: Optional[bool] = None
    use_owner_references_in_backup: Optional[bool] = None


# No NUL: toVeleroBackupConfig refuses it in a resource.
ODD = "".join(map(chr, range(1, 0x20))) + '"\\/\x7f\x80é€\u2028\u2029\ufeff\U0001f600'

SPECS = [
    {},
    {"include_namespaces": ["my-namespace"], "ttl": "72h"},
    {
        "include_namespaces": ["a", "b-*"],
        "include_resources": ["pods", "deployments.apps"],
        "exclude_namespaces": [],
        "exclude_resources": [],
        "label_selector": {"b": "1", "a": ""},
        "ttl": "1h30m",
        "include_cluster_resources": False,
        "schedule": "0 2 * * *",
        "paused": True,
        "skip_immediately": False,
        "use_owner_references_in_backup": True,
    },
    {"label_selector": {}, "include_cluster_resources": True, "paused": False},
    {"include_resources": [ODD], "schedule": "\t0 0 * * SUN"},
]


def vector(spec: dict) -> dict:
    return {"spec": spec, "written": VeleroBackupSpec.model_validate(spec).model_dump_json()}


print(json.dumps([vector(spec) for spec in SPECS], indent=2))
