package main

import (
	velerov1 "github.com/vmware-tanzu/velero/pkg/apis/velero/v1"
	"github.com/vmware-tanzu/velero/pkg/util/collections"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// judgeBackupSpec asks Velero's validators in the order of the backup controller's
// prepareBackupRequest, which is not exported. The selector is what the collector sends with every
// list call.
func judgeBackupSpec(spec velerov1.BackupSpec) []refusal {
	refusals := []refusal{}
	if collections.UseOldResourceFilters(spec) {
		refusals = append(refusals, lists(collections.ValidateIncludesExcludes(spec.IncludedResources, spec.ExcludedResources))...)
	}
	included := spec.IncludedNamespaces
	if len(included) == 0 {
		included = []string{"*"}
	}
	refusals = append(refusals, lists(collections.ValidateNamespaceIncludesExcludes(included, spec.ExcludedNamespaces))...)
	return append(refusals, selector(spec.LabelSelector)...)
}

func lists(errs []error) []refusal {
	refusals := []refusal{}
	for _, err := range errs {
		refusals = append(refusals, refusal{"lists", err.Error()})
	}
	return refusals
}

func selector(selector *metav1.LabelSelector) []refusal {
	if selector == nil {
		return nil
	}
	if _, err := metav1.LabelSelectorAsSelector(selector); err != nil {
		return []refusal{{"selector", err.Error()}}
	}
	if text := metav1.FormatLabelSelector(selector); text == "<none>" || text == "<error>" {
		return []refusal{{"selector", "is sent to the API server as " + text}}
	}
	return nil
}
