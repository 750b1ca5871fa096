package main

import (
	"encoding/json"
	"fmt"

	structuralschema "k8s.io/apiextensions-apiserver/pkg/apiserver/schema"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/defaulting"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/listtype"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/pruning"
	apiservervalidation "k8s.io/apiextensions-apiserver/pkg/apiserver/validation"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/validation/field"
)

type structureAnswer struct {
	Refused []string `json:"refused"`
	Pruned  []string `json:"pruned"`
}

// structure does with raw what an API server does with a custom resource that a client creates
// without asking for strictness: it prunes, sets defaults, drops nulls, and then validates.
func (j *objectJudge) structure(raw []byte) (structureAnswer, error) {
	var meta metav1.TypeMeta
	var object map[string]any
	if err := json.Unmarshal(raw, &meta); err != nil {
		return structureAnswer{}, err
	}
	if err := json.Unmarshal(raw, &object); err != nil {
		return structureAnswer{}, err
	}
	crd, known := j.crds[meta.Kind]
	if !known {
		return structureAnswer{}, fmt.Errorf("no CustomResourceDefinition of kind %q", meta.Kind)
	}
	options := structuralschema.UnknownFieldPathOptions{TrackUnknownFieldPaths: true}
	pruned := pruning.PruneWithOptions(object, crd.structural, true, options)
	defaulting.Default(object, crd.structural)
	defaulting.PruneNonNullableNullsWithoutDefaults(object, crd.structural)
	answer := structureAnswer{Refused: []string{}, Pruned: append([]string{}, pruned...)}
	errs := apiservervalidation.ValidateCustomResource(nil, object, crd.validator)
	errs = append(errs, listtype.ValidateListSetsAndMaps(field.NewPath(""), crd.structural, object)...)
	for _, err := range errs {
		answer.Refused = append(answer.Refused, err.Error())
	}
	return answer, nil
}
