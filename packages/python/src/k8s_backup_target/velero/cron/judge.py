"""The verdict on an expression: an error, or warnings."""

from collections.abc import Iterator

from k8s_backup_target._generated import lint as templates
from k8s_backup_target.issue import ContractError
from k8s_backup_target.lint.finding import Finding, finding_of, match
from k8s_backup_target.lint.velero_version import release_findings, resolve_velero_version

from .coverage import refuse_gaps, run_alike
from .dialect import CronLibrary, dialect_of
from .fault import fault
from .parse import parse_cron
from .schedule import CronSchedule, EverySchedule

_MINUTE = 60


def judge(expression: str, velero_version: str) -> tuple[Finding, ...]:
    """The warnings about an expression that Velero takes and that fires.

    Raises:
        ContractError: for any other expression.
        VeleroVersionError: for a `velero_version` that names no release.
    """
    velero = resolve_velero_version(velero_version)
    library = velero.rules.cron_library
    schedule = _read(expression, library)
    return (
        *_minute_findings(schedule),
        *_other_library_findings(expression, schedule, library),
        *release_findings(velero),
    )


def _read(expression: object, library: CronLibrary) -> CronSchedule:
    """Parses an expression and makes sure that it fires."""
    if not isinstance(expression, str):
        raise fault("type", "must be a cron expression, such as 0 2 * * *")
    schedule = parse_cron(expression, dialect_of(library))
    refuse_gaps(schedule)
    return schedule


def _minute_findings(schedule: CronSchedule) -> Iterator[Finding]:
    if isinstance(schedule, EverySchedule) and schedule.seconds < _MINUTE:
        yield finding_of(match(templates.CRON_EVERY_MINUTE_SHORT, ""))


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
            yield finding_of(match(template, "", releases=releases, reason=issue.message))
        return
    if not run_alike(schedule, others):
        yield finding_of(match(templates.CRON_OTHER_TIMES_DAYS, "", releases=releases))
