"""The check of a cron expression."""

from k8s_backup_target._generated.velero_releases import DEFAULT_VELERO_VERSION
from k8s_backup_target.lint import Finding


def check_cron(
    expression: str, velero_version: str = DEFAULT_VELERO_VERSION
) -> tuple[Finding, ...]:
    """Checks a cron expression as Velero parses it, and that it fires.

    Five fields, parted by any white space: minute, hour, day of month, month, day of week (0 to 6,
    0 is Sunday), each `*`, `?`, a number, a range `1-5`, a step `0-30/10` or `5/15` (to the
    maximum), or a list of these; months and days also by three-letter names in any case. Or
    `@yearly`, `@annually`, `@monthly`, `@weekly`, `@daily`, `@midnight`, `@hourly`, or `@every`
    with a Go duration. Before either, `TZ=` or `CRON_TZ=` with a time zone and a space; without
    it, the zone is UTC. Takes time linear in the expression's length.

    Args:
        expression: the expression, as the config of a charm holds it.
        velero_version: the server's release, from 1.16.0 on, or `main`: its cron library decides.
            Default: the newest measured release.

    Returns:
        Likely mistakes: the rules of the scope `schedule` of the lint, such as
        `cron-other-release`.

    Raises:
        ContractError: where Velero would put the Schedule into the phase FailedValidation; and
            where the expression never fires (rule `never-fires`) or more rarely than Velero looks
            ahead (`too-rarely`): it is accepted then, and a backup starts each minute.
        VeleroVersionError: for a `velero_version` that names no release.
    """
    # The grammar is loaded by whoever checks an expression, and by nobody else.
    from .cron.judge import judge  # noqa: PLC0415

    return judge(expression, velero_version)
