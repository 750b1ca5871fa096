package main

import (
	"encoding/json"

	yaml3 "go.yaml.in/yaml/v3"
	"sigs.k8s.io/yaml"
)

type yamlAnswer struct {
	Error string `json:"error,omitempty"`
	// Kubectl is the JSON that kubectl makes of the text, by YAML 1.1.
	Kubectl json.RawMessage `json:"kubectl,omitempty"`
	// V3 is what go-yaml's third version reads, mostly by YAML 1.2.
	V3 any `json:"v3"`
}

func readYaml(text string) yamlAnswer {
	var answer yamlAnswer
	kubectl, err := yaml.YAMLToJSONStrict([]byte(text))
	if err == nil {
		answer.Kubectl = kubectl
		err = yaml3.Unmarshal([]byte(text), &answer.V3)
	}
	if err != nil {
		answer.Error = err.Error()
	}
	return answer
}
