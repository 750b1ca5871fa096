package main

import (
	"encoding/json"

	"github.com/sirupsen/logrus"
	velerov1 "github.com/vmware-tanzu/velero/pkg/apis/velero/v1"
	"github.com/vmware-tanzu/velero/pkg/kuberesource"
	"github.com/vmware-tanzu/velero/pkg/plugin/utils/volumehelper"
	vhutil "github.com/vmware-tanzu/velero/pkg/util/volumehelper"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"sigs.k8s.io/controller-runtime/pkg/client"
	"sigs.k8s.io/controller-runtime/pkg/client/fake"
)

// volumesQuestion is a Backup, with its namespace, and a cluster.
type volumesQuestion struct {
	Backup  velerov1.Backup                `json:"backup"`
	Pods    []corev1.Pod                   `json:"pods"`
	Claims  []corev1.PersistentVolumeClaim `json:"claims"`
	Volumes []corev1.PersistentVolume      `json:"volumes"`
	Maps    []corev1.ConfigMap             `json:"maps"`
}

type volumesAnswer struct {
	// Refused is why the policy is refused; there are no decisions then.
	Refused   string           `json:"refused,omitempty"`
	Decisions []volumeDecision `json:"decisions"`
}

type volumeDecision struct {
	Kind   string  `json:"kind"`
	Object string  `json:"object"`
	Answer bool    `json:"answer"`
	Error  *string `json:"error"`
}

// judgeVolumes asks Velero's volume helper about each volume of each pod, each claim and each volume.
func judgeVolumes(q volumesQuestion) (volumesAnswer, error) {
	cluster, err := clusterOf(q)
	if err != nil {
		return volumesAnswer{}, err
	}
	logger := logrus.New()
	logger.SetOutput(logrus.StandardLogger().Out)
	helper, err := volumehelper.NewVolumeHelperWithCache(q.Backup, cluster, logger, nil)
	if err != nil {
		return volumesAnswer{Refused: err.Error(), Decisions: []volumeDecision{}}, nil
	}
	decisions := podDecisions(helper, q.Pods)
	for i := range q.Claims {
		claim := &q.Claims[i]
		object := "persistentvolumeclaims/" + claim.Namespace + "/" + claim.Name
		decision, err := snapshotDecision(helper, object, claim, kuberesource.PersistentVolumeClaims)
		if err != nil {
			return volumesAnswer{}, err
		}
		decisions = append(decisions, decision)
	}
	for i := range q.Volumes {
		volume := &q.Volumes[i]
		object := "persistentvolumes/" + volume.Name
		decision, err := snapshotDecision(helper, object, volume, kuberesource.PersistentVolumes)
		if err != nil {
			return volumesAnswer{}, err
		}
		decisions = append(decisions, decision)
	}
	return volumesAnswer{Decisions: decisions}, nil
}

func clusterOf(q volumesQuestion) (client.Client, error) {
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

func podDecisions(helper vhutil.VolumeHelper, pods []corev1.Pod) []volumeDecision {
	decisions := []volumeDecision{}
	for _, pod := range pods {
		for _, volume := range pod.Spec.Volumes {
			object := "pods/" + pod.Namespace + "/" + pod.Name + ":" + volume.Name
			answer, err := helper.ShouldPerformFSBackup(volume, pod)
			decisions = append(decisions, decisionOf("fs-backup", object, answer, err))
		}
	}
	return decisions
}

func snapshotDecision(
	helper vhutil.VolumeHelper,
	name string,
	object any,
	resource schema.GroupResource,
) (volumeDecision, error) {
	text, err := json.Marshal(object)
	if err != nil {
		return volumeDecision{}, err
	}
	fields := map[string]any{}
	if err := json.Unmarshal(text, &fields); err != nil {
		return volumeDecision{}, err
	}
	answer, err := helper.ShouldPerformSnapshot(&unstructured.Unstructured{Object: fields}, resource)
	return decisionOf("snapshot", name, answer, err), nil
}

func decisionOf(kind, object string, answer bool, err error) volumeDecision {
	decision := volumeDecision{Kind: kind, Object: object, Answer: answer}
	if err != nil {
		text := err.Error()
		decision.Error = &text
	}
	return decision
}
