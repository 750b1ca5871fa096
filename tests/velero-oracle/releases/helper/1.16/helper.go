package main

import (
	"github.com/sirupsen/logrus"
	"sigs.k8s.io/controller-runtime/pkg/client"

	"github.com/vmware-tanzu/velero/internal/resourcepolicies"
	"github.com/vmware-tanzu/velero/internal/volumehelper"
	"github.com/vmware-tanzu/velero/pkg/util/boolptr"
)

// helperOf makes the helper as pkg/backup does up to 1.17: it knows the pods of all namespaces.
func helperOf(
	q question,
	policies *resourcepolicies.Policies,
	cluster client.Client,
	logger logrus.FieldLogger,
	_ []string,
) (volumeHelper, error) {
	return volumehelper.NewVolumeHelperImpl(
		policies,
		q.Backup.Spec.SnapshotVolumes,
		logger,
		cluster,
		boolptr.IsSetToTrue(q.Backup.Spec.DefaultVolumesToFsBackup),
		q.LeavesClaims,
	), nil
}
