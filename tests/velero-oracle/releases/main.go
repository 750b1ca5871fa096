// Command volume-decisions says what one release of Velero decides about the data of volumes. It is built inside a copy
// of that release's own module, for what decides is internal to it: one JSON question per line on standard input, one
// JSON answer per line on standard output, in the same order.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"

	"github.com/sirupsen/logrus"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"sigs.k8s.io/controller-runtime/pkg/client"
	"sigs.k8s.io/controller-runtime/pkg/client/fake"

	velerov1 "github.com/vmware-tanzu/velero/pkg/apis/velero/v1"
	"github.com/vmware-tanzu/velero/pkg/kuberesource"
	"github.com/vmware-tanzu/velero/pkg/util/collections"
)

// question is a Backup as Velero's controller has prepared it, and a cluster.
type question struct {
	Backup  velerov1.Backup                `json:"backup"`
	Pods    []corev1.Pod                   `json:"pods"`
	Claims  []corev1.PersistentVolumeClaim `json:"claims"`
	Volumes []corev1.PersistentVolume      `json:"volumes"`
	Maps    []corev1.ConfigMap             `json:"maps"`
	// Namespaces is every namespace of the cluster.
	Namespaces []string `json:"namespaces"`
	// LeavesClaims is true for a Backup that does not include the type of claims.
	LeavesClaims bool `json:"leavesClaims"`
	// GlobalPolicy names the ConfigMap of the server's argument; only some releases have it.
	GlobalPolicy string `json:"globalPolicy"`
}

type answer struct {
	// Refused is why the policy is refused; there are no decisions then.
	Refused   string     `json:"refused,omitempty"`
	Decisions []decision `json:"decisions"`
}

type decision struct {
	Kind   string  `json:"kind"`
	Object string  `json:"object"`
	Answer bool    `json:"answer"`
	Error  *string `json:"error"`
}

// volumeHelper is what Velero's helper of any release does.
type volumeHelper interface {
	ShouldPerformSnapshot(obj runtime.Unstructured, resource schema.GroupResource) (bool, error)
	ShouldPerformFSBackup(volume corev1.Volume, pod corev1.Pod) (bool, error)
}

func main() {
	logrus.SetOutput(io.Discard)
	if err := serve(); err != nil {
		fmt.Fprintln(os.Stderr, "volume-decisions:", err)
		os.Exit(1)
	}
}

func serve() error {
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	decoder, encoder := json.NewDecoder(bufio.NewReader(os.Stdin)), json.NewEncoder(out)
	for decoder.More() {
		var q question
		if err := decoder.Decode(&q); err != nil {
			return err
		}
		given, err := answerTo(q)
		if err != nil {
			return err
		}
		if err := encoder.Encode(given); err != nil {
			return err
		}
	}
	return nil
}

func answerTo(q question) (answer, error) {
	cluster, err := clusterOf(q)
	if err != nil {
		return answer{}, err
	}
	logger := logrus.New()
	logger.SetOutput(io.Discard)
	policies, err := policiesOf(q, cluster, logger)
	if err != nil {
		return answer{Refused: err.Error(), Decisions: []decision{}}, nil
	}
	included := collections.NewIncludesExcludes().
		Includes(q.Backup.Spec.IncludedNamespaces...).
		Excludes(q.Backup.Spec.ExcludedNamespaces...)
	helper, err := helperOf(q, policies, cluster, logger, includedOf(q, included))
	if err != nil {
		return answer{}, err
	}
	decisions, err := decisionsOn(q, helper, included)
	return answer{Decisions: decisions}, err
}

func includedOf(q question, included *collections.IncludesExcludes) []string {
	names := []string{}
	for _, name := range q.Namespaces {
		if included.ShouldInclude(name) {
			names = append(names, name)
		}
	}
	return names
}

func decisionsOn(q question, helper volumeHelper, included *collections.IncludesExcludes) ([]decision, error) {
	decisions := []decision{}
	for _, pod := range q.Pods {
		if !included.ShouldInclude(pod.Namespace) {
			continue
		}
		for _, volume := range pod.Spec.Volumes {
			object := "pods/" + pod.Namespace + "/" + pod.Name + ":" + volume.Name
			yes, err := helper.ShouldPerformFSBackup(volume, pod)
			decisions = append(decisions, decisionOf("fs-backup", object, yes, err))
		}
	}
	for i := range q.Claims {
		claim := &q.Claims[i]
		if !included.ShouldInclude(claim.Namespace) {
			continue
		}
		object := "persistentvolumeclaims/" + claim.Namespace + "/" + claim.Name
		one, err := snapshotDecision(helper, object, claim, kuberesource.PersistentVolumeClaims)
		if err != nil {
			return nil, err
		}
		decisions = append(decisions, one)
	}
	for i := range q.Volumes {
		volume := &q.Volumes[i]
		one, err := snapshotDecision(helper, "persistentvolumes/"+volume.Name, volume, kuberesource.PersistentVolumes)
		if err != nil {
			return nil, err
		}
		decisions = append(decisions, one)
	}
	return decisions, nil
}

func clusterOf(q question) (client.Client, error) {
	scheme := runtime.NewScheme()
	if err := corev1.AddToScheme(scheme); err != nil {
		return nil, err
	}
	builder := fake.NewClientBuilder().WithScheme(scheme)
	for i := range q.Pods {
		builder.WithObjects(&q.Pods[i])
	}
	for i := range q.Claims {
		builder.WithObjects(&q.Claims[i])
	}
	for i := range q.Volumes {
		builder.WithObjects(&q.Volumes[i])
	}
	for i := range q.Maps {
		builder.WithObjects(&q.Maps[i])
	}
	return builder.Build(), nil
}

func snapshotDecision(
	helper volumeHelper,
	name string,
	object any,
	resource schema.GroupResource,
) (decision, error) {
	fields, err := runtime.DefaultUnstructuredConverter.ToUnstructured(object)
	if err != nil {
		return decision{}, err
	}
	yes, err := helper.ShouldPerformSnapshot(&unstructured.Unstructured{Object: fields}, resource)
	return decisionOf("snapshot", name, yes, err), nil
}

func decisionOf(kind, object string, yes bool, err error) decision {
	one := decision{Kind: kind, Object: object, Answer: yes}
	if err != nil {
		text := err.Error()
		one.Error = &text
	}
	return one
}
