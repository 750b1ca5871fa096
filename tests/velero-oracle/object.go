package main

import (
	"encoding/json"
	"fmt"
	"time"

	velerov1 "github.com/vmware-tanzu/velero/pkg/apis/velero/v1"
	"github.com/vmware-tanzu/velero/pkg/builder"
	"k8s.io/apimachinery/pkg/api/validation"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/validation/field"
	kjson "sigs.k8s.io/json"
)

// A refusal says who refuses an object, and why.
type refusal struct {
	// By is "decode" (Velero's types), "metadata" (the API server), "schema" (the CRD), "lists" or
	// "selector" (the backup controller), "cron:robfig" or "cron:netresearch" (the schedule
	// controller), or one of these after "produced:", for the Backup that Velero makes of a Schedule.
	By      string `json:"by"`
	Message string `json:"message"`
}

type objectAnswer struct {
	Refusals []refusal `json:"refusals"`
}

type objectJudge struct {
	crds map[string]*crd
}

func newObjectJudge() (*objectJudge, error) {
	crds, err := loadCRDs()
	if err != nil {
		return nil, err
	}
	return &objectJudge{crds: crds}, nil
}

func (j *objectJudge) judge(raw []byte, at time.Time) objectAnswer {
	refusals := []refusal{}
	var meta metav1.TypeMeta
	if err := json.Unmarshal(raw, &meta); err != nil {
		return objectAnswer{Refusals: []refusal{{"decode", err.Error()}}}
	}
	refusals = append(refusals, j.schema(meta.Kind, raw)...)
	switch meta.Kind {
	case "Backup":
		var backup velerov1.Backup
		refusals = append(refusals, decode(raw, &backup)...)
		refusals = append(refusals, judgeBackup(&backup)...)
	case "Schedule":
		var schedule velerov1.Schedule
		refusals = append(refusals, decode(raw, &schedule)...)
		refusals = append(refusals, judgeSchedule(&schedule, at)...)
	}
	return objectAnswer{Refusals: refusals}
}

// decode reads raw as the API server does when asked for strictness, into the types that Velero's
// own client reads.
func decode(raw []byte, into any) []refusal {
	strict, err := kjson.UnmarshalStrict(raw, into)
	if err != nil {
		return []refusal{{"decode", err.Error()}}
	}
	refusals := []refusal{}
	for _, err := range strict {
		refusals = append(refusals, refusal{"decode", err.Error()})
	}
	return refusals
}

func judgeBackup(backup *velerov1.Backup) []refusal {
	return append(judgeMetadata(backup), judgeBackupSpec(backup.Spec)...)
}

func judgeSchedule(schedule *velerov1.Schedule, at time.Time) []refusal {
	refusals := judgeMetadata(schedule)
	for _, parser := range []string{"robfig", "netresearch"} {
		parsed, err := parseCron(parser, schedule.Spec.Schedule)
		if err == nil && parsed.Next(at).IsZero() {
			err = fmt.Errorf("never fires")
		}
		if err != nil {
			refusals = append(refusals, refusal{"cron:" + parser, err.Error()})
		}
	}
	// The API server gives every object a uid, which the owner reference of a Backup holds.
	schedule.UID = "7f3c1f9e-0000-4000-8000-000000000000"
	produced := builder.ForBackup(schedule.Namespace, schedule.TimestampedName(at)).FromSchedule(schedule).Result()
	for _, r := range judgeBackup(produced) {
		refusals = append(refusals, refusal{"produced:" + r.By, r.Message})
	}
	return refusals
}

func judgeMetadata(object metav1.Object) []refusal {
	refusals := []refusal{}
	errs := validation.ValidateObjectMetaAccessor(object, true, validation.NameIsDNSSubdomain, field.NewPath("metadata"))
	for _, err := range errs {
		refusals = append(refusals, refusal{"metadata", err.Error()})
	}
	return refusals
}
