"""A charm that uses what ops offers besides relations: stored state, collected status, actions."""

import ops


class FeaturesCharm(ops.CharmBase):
    """Counts its starts."""

    _stored = ops.StoredState()

    def __init__(self, framework: ops.Framework) -> None:
        super().__init__(framework)
        self._stored.set_default(starts=0)
        framework.observe(self.on.start, self._on_start)
        framework.observe(self.on.collect_unit_status, self._on_collect_status)
        framework.observe(self.on.count_action, self._on_count)

    def _on_start(self, _: ops.StartEvent) -> None:
        self._stored.starts += 1
        self.unit.set_workload_version("1.0")

    def _on_collect_status(self, event: ops.CollectStatusEvent) -> None:
        event.add_status(ops.ActiveStatus(f"started {self._stored.starts} times"))

    def _on_count(self, event: ops.ActionEvent) -> None:
        if event.params["unit"] != "starts":
            event.fail("no such count")
            return
        event.log("counting")
        event.set_results({"count": {"starts": str(self._stored.starts)}})


if __name__ == "__main__":
    ops.main(FeaturesCharm)
