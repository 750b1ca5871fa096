"""Which rules hold for a release of Velero."""

import json
import re
from dataclasses import dataclass
from typing import Final

from k8s_backup_target._generated import lint as templates
from k8s_backup_target._generated.velero_releases import (
    DEFAULT_VELERO_VERSION,
    MEASURED_RELEASES,
    VeleroRules,
)
from k8s_backup_target._template import fill

from ._finding import Finding, draft, finding_of

_RELEASE: Final = re.compile(
    r"([0-9]{1,4})\.([0-9]{1,4})\.([0-9]{1,4})(?:[-+_][0-9A-Za-z.+_-]{1,60})?"
)


@dataclass(frozen=True, slots=True)
class VeleroVersion:
    """A release of Velero, and the rules by which it is judged."""

    version: str
    """The release that was asked for, without a leading `v`: `1.18.3`, or `main`."""

    rules: VeleroRules
    """Its own rules where it was measured, else those of the nearest release."""

    is_measured: bool
    """True if this very release was measured."""

    warning: str | None
    """Names the rules in use where the release was not measured. One line, without a period."""


class VeleroVersionError(ValueError):
    """A text that names no release."""

    code: Final = "unknown-velero-version"

    def __init__(self, text: str) -> None:
        """Says what to write instead."""
        super().__init__(
            f"{self.code}: velero_version is {json.dumps(text[:40])}: write a release such as "
            f'"{DEFAULT_VELERO_VERSION}", or "main"'
        )


def resolve_velero_version(velero_version: str = DEFAULT_VELERO_VERSION) -> VeleroVersion:
    """Finds the rules for a release of Velero.

    A release that was not measured takes the rules of the newest measured release of its line
    that is not newer (1.18.9: 1.18.3), else of the oldest in its line (1.15.0: 1.15.2). A release
    that is older than all takes those of the oldest (1.13.2: 1.14.1), a line that is newer than
    all those of `main`.

    Args:
        velero_version: a release, with or without a leading `v` and what a pre-release or a vendor
            adds (`v1.18.0-rc.1`, `v1.16.1_vmware.1`), or `main`. Default: the newest measured
            release.

    Raises:
        VeleroVersionError: for any other text.
    """
    version = velero_version.removeprefix("v")
    for rules in MEASURED_RELEASES:
        if rules.release == version and (version != "main" or version == velero_version):
            return VeleroVersion(version, rules, is_measured=True, warning=None)
    rules = _rules_near(version, velero_version)
    values = {"version": version, "release": rules.release}
    warning = fill(templates.RELEASE_NOT_MEASURED_NEAREST.message, values)
    return VeleroVersion(version, rules, is_measured=False, warning=warning)


def _rules_near(version: str, given: str) -> VeleroRules:
    """One of its line where that was measured; else the oldest that is measured, or the newest."""
    found = _RELEASE.fullmatch(version)
    if found is None:
        raise VeleroVersionError(given)
    major, minor, patch = (int(number) for number in found.groups())
    line = [rules for rules in MEASURED_RELEASES if rules.release.startswith(f"{major}.{minor}.")]
    older = [rules for rules in line if int(rules.release.split(".")[2]) <= patch]
    if line:
        return [*line[:1], *older][-1]
    oldest = MEASURED_RELEASES[0]
    oldest_line = [int(number) for number in oldest.release.split(".")[:2]]
    return oldest if [major, minor] < oldest_line else MEASURED_RELEASES[-1]


def release_findings(velero: VeleroVersion) -> tuple[Finding, ...]:
    """`release-not-measured`, where the release was not."""
    if velero.is_measured:
        return ()
    values = {"version": velero.version, "release": velero.rules.release}
    return (finding_of(draft(templates.RELEASE_NOT_MEASURED_NEAREST, "", **values)),)
