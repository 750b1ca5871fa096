package main

import (
	"github.com/sirupsen/logrus"
	"sigs.k8s.io/controller-runtime/pkg/client"

	"github.com/vmware-tanzu/velero/internal/resourcepolicies"
)

// policiesOf reads the policies that the Backup names, and after them those of the server.
func policiesOf(
	q question,
	cluster client.Client,
	logger logrus.FieldLogger,
) (*resourcepolicies.Policies, error) {
	return resourcepolicies.GetResourcePoliciesFromBackupWithGlobal(
		q.Backup, cluster, q.GlobalPolicy, q.Backup.Namespace, logger,
	)
}
