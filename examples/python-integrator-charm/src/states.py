"""The state of each target, in words. Looks only; changes nothing."""

import ops
from config import Config
from databag import describe, has_schedule, is_empty, key_in, key_of, name_of
from forwarder import ENDPOINT
from k8s_backup_target import ContractError
from k8s_backup_target.charm import RelatedTarget, read_databag
from k8s_backup_target.velero import to_velero_backup_config
from receiver_names import receiver_fault


def state_of(related: RelatedTarget, config: Config, model: ops.Model) -> str:
    """What is forwarded, what is held back and why."""
    if config.faults:
        return f"held back: {config.faults[0]}"
    if related.is_duplicate:
        return "held back: another relation asks for the same target first"
    if fault := receiver_fault(related.target):
        return f"held back: {fault}"
    try:
        to_velero_backup_config(related.target)
    except ContractError as error:
        return f"held back: {error}"
    return _state_in_relations(related, model)


def _state_in_relations(related: RelatedTarget, model: ops.Model) -> str:
    if not model.unit.is_leader():
        return "known to the leader: run this action there"
    relations = model.relations[ENDPOINT]
    if not relations:
        return f"held back: Missing relation: {ENDPOINT}"
    read = {each: read_databag(each, model.app) for each in relations}
    databags = {each: databag for each, databag in read.items() if databag is not None}
    if not databags:
        return f"held back: {name_of(relations[0])} cannot be read"
    holding = (each for each in databags if key_in(databags[each]) == key_of(related))
    relation = next(holding, next(iter(databags)))
    name, databag = name_of(relation), databags[relation]
    if is_empty(databag):
        return f"held back: {name} holds nothing: several targets ask for it, or it is gone"
    if key_in(databag) != key_of(related):
        return f"held back: {name} holds {describe(key_in(databag))}"
    how = "with a schedule" if has_schedule(databag) else "on demand only"
    return f"forwarded to {name}, {how}"
