"""What both ways of forwarding share in one hook."""

from dataclasses import dataclass

import ops
from config import Config
from memory import Memory
from wanted import Wanted


@dataclass(frozen=True)
class HookWork:
    """The dependencies of one hook's forwarding."""

    model: ops.Model
    config: Config
    wanted: Wanted
    memory: Memory
    is_update_status: bool
