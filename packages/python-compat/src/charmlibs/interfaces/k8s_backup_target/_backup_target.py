"""The two roles under the reference's names and signatures."""

import logging
from typing import Final

import ops

from k8s_backup_target import charm as library
from k8s_backup_target.charm._claims import owned
from k8s_backup_target.charm._databags import Databags
from k8s_backup_target.charm._related import key_of

from ._schema import K8sBackupTargetSpec, spec_as_reference

_logger: Final = logging.getLogger(__name__)


class K8sBackupTargetProvider(library.K8sBackupTargetProvider):
    """The provider of `k8s_backup_target.charm`, which logs what the reference logs.

    An invalid spec is not published: see `issues` and `status()`.
    """

    def __init__(
        self,
        charm: ops.CharmBase,
        relation_name: str,
        spec: library.SpecSource,
        refresh_event: ops.BoundEvent | list[ops.BoundEvent] | None = None,
    ) -> None:
        """Observes the events at which the target is published."""
        super().__init__(charm, relation_name, spec, refresh_event)
        self._relation_name = relation_name

    def _report(self, outcome: library.Outcome) -> None:
        if outcome.reason == "not-leader":
            _logger.debug(
                "K8sBackupTargetProvider handled send_data event when it is not a leader. "
                "Skipping event - no data sent"
            )
        elif outcome.reason == "no-relation":
            _logger.warning(
                "K8sBackupTargetProvider handled send_data event but no relation '%s' found. "
                "Skipping event - no data sent",
                self._relation_name,
            )
        else:
            super()._report(outcome)


class K8sBackupTargetRequirer:
    """Reads backup targets. Like the reference's, it observes nothing and may be made twice."""

    def __init__(self, charm: ops.CharmBase, relation_name: str) -> None:
        """Reads nothing yet."""
        self._databags = Databags(charm.model, (relation_name,))

    @property
    def is_ready(self) -> bool:
        """True if there is a valid backup target."""
        return any(True for _ in self._databags.targets())

    def get_backup_spec(
        self, app_name: str, endpoint: str, model: str
    ) -> K8sBackupTargetSpec | None:
        """The spec of one target; None, and a warning in the log, if there is none."""
        key = (app_name, endpoint, model)
        found = owned(self._databags.targets(), key) or next(
            (each for each in self._databags.targets() if key_of(each) == key), None
        )
        if found is not None:
            return spec_as_reference(found.target.spec)
        _logger.warning("No backup spec found for app '%s' and endpoint '%s'", app_name, endpoint)
        return None
