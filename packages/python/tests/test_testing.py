"""The helpers for a charm's own tests."""

import pytest

from k8s_backup_target import ContractError, decode_databag, write
from k8s_backup_target.testing import published, relation_for_provider, relation_for_requirer


def test_a_requirer_sees_one_target_by_default() -> None:
    relation = relation_for_requirer("k8s-backup-target", remote_app_name="db")
    assert (relation.endpoint, relation.interface) == ("k8s-backup-target", "k8s_backup_target")
    (found,) = decode_databag(relation.remote_app_data).targets
    assert found.target.app == "db"


def test_targets_may_be_models_or_fields() -> None:
    entry = write.BackupTargetEntry(
        app="db", relation_name="backup", model="m", spec=write.K8sBackupTargetSpec(ttl="1h")
    )
    relation = relation_for_requirer("x", targets=[entry, entry.model_dump()])
    decoded = decode_databag(relation.remote_app_data)
    assert [found.target.spec.ttl for found in decoded.targets] == ["1h", "1h"]
    assert relation_for_requirer("x", targets=[]).remote_app_data == {"backup_targets": "[]"}


def test_invalid_targets_are_refused_and_a_databag_is_taken_as_it_is() -> None:
    with pytest.raises(ContractError):
        relation_for_requirer("x", targets=[{"app": "a"}])
    assert relation_for_requirer("x", databag={"a": "b"}).remote_app_data == {"a": "b"}


def test_published_reads_back_what_a_provider_wrote() -> None:
    assert published(relation_for_provider("backup")) == []
    databag = relation_for_requirer("x").remote_app_data
    (target,) = published(relation_for_provider("backup", databag=databag))
    assert target.app == "remote"


def test_published_fails_of_what_is_invalid() -> None:
    relation = relation_for_provider("backup", databag={"backup_targets": "[1]"})
    with pytest.raises(AssertionError, match=r"/backup_targets/0 must be of type object"):
        published(relation)
