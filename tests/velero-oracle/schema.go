package main

import (
	"encoding/json"
	"fmt"
	"slices"

	"github.com/vmware-tanzu/velero/config/crd/v1/crds"
	"k8s.io/apiextensions-apiserver/pkg/apis/apiextensions"
	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	structuralschema "k8s.io/apiextensions-apiserver/pkg/apiserver/schema"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/listtype"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/pruning"
	apiservervalidation "k8s.io/apiextensions-apiserver/pkg/apiserver/validation"
	"k8s.io/apimachinery/pkg/util/validation/field"
)

// A crd is one of Velero's embedded CustomResourceDefinitions, as the API server prepares it.
type crd struct {
	validator  apiservervalidation.SchemaValidator
	structural *structuralschema.Structural
}

var judgedKinds = []string{"Backup", "BackupStorageLocation", "Schedule", "VolumeSnapshotLocation"}

func loadCRDs() (map[string]*crd, error) {
	loaded := map[string]*crd{}
	for _, definition := range crds.CRDs {
		kind := definition.Spec.Names.Kind
		if !slices.Contains(judgedKinds, kind) {
			continue
		}
		prepared, err := prepare(definition)
		if err != nil {
			return nil, fmt.Errorf("CustomResourceDefinition of %s: %w", kind, err)
		}
		loaded[kind] = prepared
	}
	return loaded, nil
}

func prepare(definition *apiextensionsv1.CustomResourceDefinition) (*crd, error) {
	var props apiextensions.JSONSchemaProps
	source := definition.Spec.Versions[0].Schema.OpenAPIV3Schema
	if err := apiextensionsv1.Convert_v1_JSONSchemaProps_To_apiextensions_JSONSchemaProps(source, &props, nil); err != nil {
		return nil, err
	}
	structural, err := structuralschema.NewStructural(&props)
	if err != nil {
		return nil, err
	}
	if errs := structuralschema.ValidateStructural(nil, structural); len(errs) > 0 {
		return nil, errs.ToAggregate()
	}
	validator, _, err := apiservervalidation.NewSchemaValidator(&props)
	if err != nil {
		return nil, err
	}
	return &crd{validator: validator, structural: structural}, nil
}

// schema judges raw by the CRD of its kind. A field that the API server would prune is refused too.
func (j *objectJudge) schema(kind string, raw []byte) []refusal {
	crd, known := j.crds[kind]
	if !known {
		return []refusal{{"schema", fmt.Sprintf("no CustomResourceDefinition of kind %q", kind)}}
	}
	var object map[string]any
	if err := json.Unmarshal(raw, &object); err != nil {
		return []refusal{{"schema", err.Error()}}
	}
	refusals := []refusal{}
	errs := apiservervalidation.ValidateCustomResource(nil, object, crd.validator)
	errs = append(errs, listtype.ValidateListSetsAndMaps(field.NewPath(""), crd.structural, object)...)
	for _, err := range errs {
		refusals = append(refusals, refusal{"schema", err.Error()})
	}
	options := structuralschema.UnknownFieldPathOptions{TrackUnknownFieldPaths: true}
	for _, path := range pruning.PruneWithOptions(object, crd.structural, true, options) {
		refusals = append(refusals, refusal{"schema", "unknown field " + path})
	}
	return refusals
}
