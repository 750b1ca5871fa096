"""The prefix with a time zone."""

from typing import Final

from k8s_backup_target._generated import cron_templates as templates

from .dialect import Dialect
from .fault import fault
from .spaces import SPACES

_PREFIXES: Final = ("TZ=", "CRON_TZ=")


def has_zone(expression: str) -> bool:
    """True of an expression that begins with a time zone, known or not."""
    return expression.startswith(_PREFIXES)


def after_zone(expression: str, dialect: Dialect) -> str:
    """The rest of an expression after `TZ=` or `CRON_TZ=`, a zone that is known, and a space."""
    if not has_zone(expression):
        return expression
    name, space, rest = expression.partition("=")[2].partition(" ")
    if not space:
        raise fault(templates.CRON_ZONE_ALONE)
    _refuse_unknown(_unquoted(name) if dialect.library == "netresearch" else name, dialect)
    return rest.strip(SPACES)


def _unquoted(name: str) -> str:
    is_quoted = len(name) > 1 and name[0] in "\"'" and name[0] == name[-1]
    return name[1:-1] if is_quoted else name


def _refuse_unknown(name: str, dialect: Dialect) -> None:
    """Both `Local` and no name mean the server's own zone, which in Velero's image is UTC."""
    if name == "Local" or (name == "" and dialect.library == "robfig"):
        return
    # Few expressions name a zone, and the list is long.
    from .zone_names import ZONE_NAMES  # noqa: PLC0415

    if name not in ZONE_NAMES:
        raise fault(templates.CRON_ZONE_UNKNOWN, zone=name)
