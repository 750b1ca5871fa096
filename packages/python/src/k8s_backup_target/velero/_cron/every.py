"""`@every` and its duration."""

from typing import Final

from k8s_backup_target._generated import cron_templates as templates
from k8s_backup_target.velero._go_duration import parse_go_duration

from .dialect import Dialect
from .fault import fault
from .schedule import EverySchedule

_SECOND: Final = 1_000_000_000


def parse_every(text: str, dialect: Dialect) -> EverySchedule:
    """`@every <Go duration>`: whole seconds, and one at least."""
    nanoseconds = parse_go_duration(text)
    if nanoseconds is None:
        raise fault(templates.CRON_EVERY_DURATION, text=text)
    if nanoseconds >= _SECOND:
        return EverySchedule(nanoseconds // _SECOND)
    if dialect.bounds_every:
        raise fault(templates.CRON_EVERY_SHORT, text=text)
    return EverySchedule(1)
