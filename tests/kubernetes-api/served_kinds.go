package main

import (
	"fmt"
	"slices"

	"github.com/vmware-tanzu/velero/config/crd/v1/crds"
	apiextensions "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
)

// servedKinds are Velero's kinds that a charm writes.
var servedKinds = []string{"Backup", "Schedule"}

// definitionsOf are the definitions of kinds that Velero's module embeds.
func definitionsOf(kinds []string) ([]*apiextensions.CustomResourceDefinition, error) {
	var found []*apiextensions.CustomResourceDefinition
	for _, kind := range kinds {
		index := slices.IndexFunc(crds.CRDs, func(d *apiextensions.CustomResourceDefinition) bool {
			return d.Spec.Names.Kind == kind
		})
		if index < 0 {
			return nil, fmt.Errorf("the module of Velero defines no %s", kind)
		}
		found = append(found, crds.CRDs[index])
	}
	return found, nil
}
