"""The check of a cron expression."""

from collections.abc import Iterator

from k8s_backup_target._generated import cron_templates
from k8s_backup_target._generated import lint as templates
from k8s_backup_target._generated.velero_releases import DEFAULT_VELERO_VERSION
from k8s_backup_target._issue import ContractError
from k8s_backup_target.lint._finding import Finding, draft, finding_of
from k8s_backup_target.lint._velero_version import release_findings, resolve_velero_version

from .coverage import refuse_gaps, run_alike
from .dialect import CronLibrary, dialect_of
from .fault import fault
from .parse import parse_cron
from .schedule import CronSchedule, EverySchedule
from .zone import has_zone

_MINUTE = 60


def check_cron(
    expression: str, velero_version: str = DEFAULT_VELERO_VERSION
) -> tuple[Finding, ...]:
    """Checks a cron expression as Velero parses it, and that it fires.

    Five fields, parted by any white space: minute, hour, day of month, month, day of week (0 to 6,
    0 is Sunday), each `*`, `?`, a number, a range `1-5`, a step `0-30/10` or `5/15` (to the
    maximum), or a list of these; months and days also by three-letter names in any case. Or
    `@yearly`, `@annually`, `@monthly`, `@weekly`, `@daily`, `@midnight`, `@hourly`, or `@every`
    with a Go duration. Before either, from Velero 1.15 on, `TZ=` or `CRON_TZ=` with a time zone
    and a space; without it, the zone is UTC. Takes time linear in the expression's length.

    Args:
        expression: the expression, as the config of a charm holds it.
        velero_version: the server's release, or `main`: its cron library decides.
            Default: the newest measured release.

    Returns:
        Likely mistakes: the rules of the scope `schedule` of the lint, such as
        `cron-other-release`.

    Raises:
        ContractError: where Velero would put the Schedule into the phase FailedValidation; and
            where the expression never fires (rule `cron-never-fires`) or more rarely than
            Velero looks ahead (`cron-too-rarely`): it is accepted then, and a backup starts every
            minute.
        VeleroVersionError: for a `velero_version` that names no release.
    """
    velero = resolve_velero_version(velero_version)
    library = velero.rules.cron_library
    schedule = _read(expression, library, takes_zones=velero.rules.cron_zones)
    return (
        *_minute_findings(schedule),
        *_other_library_findings(expression, schedule, library),
        *release_findings(velero),
    )


def _read(expression: object, library: CronLibrary, *, takes_zones: bool = True) -> CronSchedule:
    """Parses an expression and makes sure that it fires."""
    if not isinstance(expression, str):
        raise fault(cron_templates.CRON_TYPE_VALUE)
    if not takes_zones and has_zone(expression):
        raise fault(cron_templates.CRON_ZONE_RELEASE)
    schedule = parse_cron(expression, dialect_of(library))
    refuse_gaps(schedule)
    return schedule


def _minute_findings(schedule: CronSchedule) -> Iterator[Finding]:
    if isinstance(schedule, EverySchedule) and schedule.seconds < _MINUTE:
        yield finding_of(draft(templates.CRON_EVERY_MINUTE_SHORT, ""))


def _other_library_findings(
    expression: str, schedule: CronSchedule, library: CronLibrary
) -> Iterator[Finding]:
    other: CronLibrary = "netresearch" if library == "robfig" else "robfig"
    releases = dialect_of(other).releases
    try:
        others = _read(expression, other)
    except ContractError as error:
        template = templates.CRON_OTHER_RELEASE_REFUSED
        for issue in error.issues:
            yield finding_of(draft(template, "", releases=releases, reason=issue.message))
        return
    if not run_alike(schedule, others):
        yield finding_of(draft(templates.CRON_OTHER_TIMES_DAYS, "", releases=releases))
