package main

import (
	"encoding/json"
	"strconv"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

type durationAnswer struct {
	Error       string `json:"error,omitempty"`
	Nanoseconds string `json:"nanoseconds,omitempty"`
	Canonical   string `json:"canonical,omitempty"`
}

// judgeDuration reads text as the type of a Backup's ttl does.
func judgeDuration(text string) durationAnswer {
	quoted, err := json.Marshal(text)
	if err != nil {
		return durationAnswer{Error: err.Error()}
	}
	var duration metav1.Duration
	if err := json.Unmarshal(quoted, &duration); err != nil {
		return durationAnswer{Error: err.Error()}
	}
	return durationAnswer{
		Nanoseconds: strconv.FormatInt(duration.Nanoseconds(), 10),
		Canonical:   duration.Duration.String(),
	}
}
