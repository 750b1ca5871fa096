// Command velero-oracle judges Backups, Schedules, cron expressions, durations, globs, volumes and YAML with Velero's and
// Kubernetes' own code: one JSON question per line on standard input, one JSON answer per line on
// standard output, in the same order.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"time"
	_ "time/tzdata" // The machine's zone files may be older, or absent.

	"github.com/sirupsen/logrus"
)

type question struct {
	// Op is "object", "structure", "cron", "duration", "glob", "volumes", "yaml" or "version".
	Op     string          `json:"op"`
	Object json.RawMessage `json:"object,omitempty"`
	// At is when an object is judged: whether a Schedule ever fires depends on it.
	At   time.Time    `json:"at"`
	Cron cronQuestion `json:"cron"`
	Text string       `json:"text,omitempty"`
	Glob globQuestion `json:"glob"`
	// Volumes is read only where it is asked: its types are large.
	Volumes json.RawMessage `json:"volumes,omitempty"`
}

func main() {
	// Velero's builder logs a line for each Schedule without template labels.
	logrus.SetOutput(io.Discard)
	if err := serve(); err != nil {
		fmt.Fprintln(os.Stderr, "velero-oracle:", err)
		os.Exit(1)
	}
}

func serve() error {
	judge, err := newObjectJudge()
	if err != nil {
		return err
	}
	in := bufio.NewReader(os.Stdin)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	decoder, encoder := json.NewDecoder(in), json.NewEncoder(out)
	for decoder.More() {
		var q question
		if err := decoder.Decode(&q); err != nil {
			return err
		}
		answer, err := answerTo(judge, q)
		if err != nil {
			return err
		}
		if err := encoder.Encode(answer); err != nil {
			return err
		}
	}
	return nil
}

func answerTo(judge *objectJudge, q question) (any, error) {
	switch q.Op {
	case "object":
		return judge.judge(q.Object, q.At), nil
	case "structure":
		return judge.structure(q.Object)
	case "cron":
		return judgeCron(q.Cron), nil
	case "duration":
		return judgeDuration(q.Text), nil
	case "glob":
		return judgeGlob(q.Glob), nil
	case "volumes":
		var volumes volumesQuestion
		if err := json.Unmarshal(q.Volumes, &volumes); err != nil {
			return nil, err
		}
		return judgeVolumes(volumes)
	case "yaml":
		return readYaml(q.Text), nil
	case "version":
		return versions(), nil
	default:
		return nil, fmt.Errorf("unknown op %q", q.Op)
	}
}
