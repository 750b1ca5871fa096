package main

import (
	"fmt"
	"time"

	netresearch "github.com/netresearch/go-cron"
	robfigV1 "github.com/robfig/cron"
	robfig "github.com/robfig/cron/v3"
)

type cronQuestion struct {
	// Parser is "robfig-1" (Velero to 1.14), "robfig" (to 1.18.2) or "netresearch" (from 1.18.3).
	Parser     string    `json:"parser"`
	Expression string    `json:"expression"`
	From       time.Time `json:"from"`
	Count      int       `json:"count"`
}

type cronAnswer struct {
	Error string   `json:"error,omitempty"`
	Next  []string `json:"next,omitempty"`
	// Ended is true where Next found no time within five years, which Velero takes for "due now".
	Ended bool `json:"ended,omitempty"`
}

type schedule interface {
	Next(time.Time) time.Time
}

func judgeCron(q cronQuestion) cronAnswer {
	parsed, err := parseCron(q.Parser, q.Expression)
	if err != nil {
		return cronAnswer{Error: err.Error()}
	}
	answer := cronAnswer{}
	at := q.From.UTC()
	for range q.Count {
		at = parsed.Next(at)
		if at.IsZero() {
			answer.Ended = true
			break
		}
		answer.Next = append(answer.Next, at.UTC().Format(time.RFC3339))
	}
	return answer
}

// parseCron does as Velero's parseCronSchedule does, which is not exported: an empty expression is
// refused, and a panic of the parser is a refusal.
func parseCron(parser, expression string) (parsed schedule, err error) {
	if expression == "" {
		return nil, fmt.Errorf("schedule must be a non-empty valid Cron expression")
	}
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic: %v", r)
		}
	}()
	switch parser {
	case "robfig-1":
		return robfigV1.ParseStandard(expression)
	case "robfig":
		return robfig.ParseStandard(expression)
	case "netresearch":
		return netresearch.ParseStandard(expression)
	default:
		return nil, fmt.Errorf("unknown parser %q", parser)
	}
}
