"""Telling a unit that is being removed from one that stays."""

from __future__ import annotations

import json
import subprocess
from typing import Any

import ops


def is_leaving(model: ops.Model) -> bool | None:
    """True if Juju is removing this unit; None where it does not say.

    A unit that is being removed runs relation-broken for relations that live on for the other
    units, and no longer lists them afterwards. Juju names it in relation-departed; where the other
    application has no units, only relation-broken comes, and `goal-state` tells.
    """
    try:
        ended = subprocess.run(
            ["goal-state", "--format=json"],  # noqa: S607 - Juju puts its commands on PATH
            capture_output=True,
            check=False,
            text=True,
        )
    except FileNotFoundError:
        # Not run by Juju but by ops.testing, which knows the number of units that stay.
        return model.app.planned_units() == 0
    return _is_dying(ended.stdout, model.unit.name) if ended.returncode == 0 else None


def _is_dying(text: str, unit: str) -> bool | None:
    try:
        goals: Any = json.loads(text)
        return bool(goals["units"][unit]["status"] == "dying")
    except (ValueError, KeyError, TypeError):
        return None
