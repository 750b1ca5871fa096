package main

import "github.com/gobwas/glob"

type globQuestion struct {
	Pattern string   `json:"pattern"`
	Texts   []string `json:"texts"`
}

type globAnswer struct {
	Error string `json:"error,omitempty"`
	// Matches says for each text whether the pattern matches it: "yes", "no" or "panic".
	Matches []string `json:"matches,omitempty"`
}

// judgeGlob compiles a pattern as Velero does: without separators.
func judgeGlob(q globQuestion) globAnswer {
	compiled, err := glob.Compile(q.Pattern)
	if err != nil {
		return globAnswer{Error: err.Error()}
	}
	var answer globAnswer
	for _, text := range q.Texts {
		answer.Matches = append(answer.Matches, match(compiled, text))
	}
	return answer
}

func match(compiled glob.Glob, text string) (verdict string) {
	defer func() {
		if recover() != nil {
			verdict = "panic"
		}
	}()
	if compiled.Match(text) {
		return "yes"
	}
	return "no"
}
