// Package definitions installs CustomResourceDefinitions in a Kubernetes API for tests.
package definitions

import (
	"context"
	"fmt"
	"slices"
	"time"

	apiextensions "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	"k8s.io/apiextensions-apiserver/pkg/client/clientset/clientset"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/wait"
)

const pollInterval = 50 * time.Millisecond

// Install stores the definitions, and returns once their objects can be stored too. All are stored before
// any is awaited: the server establishes them side by side.
func Install(ctx context.Context, client clientset.Interface, definitions []*apiextensions.CustomResourceDefinition) error {
	if err := awaitReady(ctx, client); err != nil {
		return fmt.Errorf("the API server does not become ready: %w", err)
	}
	for _, step := range []func(context.Context, clientset.Interface, *apiextensions.CustomResourceDefinition) error{create, awaitServed} {
		for _, definition := range definitions {
			if err := step(ctx, client, definition); err != nil {
				return fmt.Errorf("CRD %s: %w", definition.Name, err)
			}
		}
	}
	return nil
}

func awaitReady(ctx context.Context, client clientset.Interface) error {
	return wait.PollUntilContextCancel(ctx, pollInterval, true, func(ctx context.Context) (bool, error) {
		return client.Discovery().RESTClient().Get().AbsPath("/readyz").Do(ctx).Error() == nil, nil
	})
}

func create(ctx context.Context, client clientset.Interface, definition *apiextensions.CustomResourceDefinition) error {
	_, err := client.ApiextensionsV1().CustomResourceDefinitions().Create(ctx, definition, metav1.CreateOptions{})
	return err
}

// awaitServed waits for the condition and for the path: the handler learns of the condition a moment
// after it is stored.
func awaitServed(ctx context.Context, client clientset.Interface, definition *apiextensions.CustomResourceDefinition) error {
	return wait.PollUntilContextCancel(ctx, pollInterval, true, func(ctx context.Context) (bool, error) {
		stored, err := client.ApiextensionsV1().CustomResourceDefinitions().Get(ctx, definition.Name, metav1.GetOptions{})
		if err != nil || !isEstablished(stored) {
			return false, err
		}
		return client.Discovery().RESTClient().Get().AbsPath(listPath(stored)).Do(ctx).Error() == nil, nil
	})
}

func isEstablished(definition *apiextensions.CustomResourceDefinition) bool {
	return slices.ContainsFunc(definition.Status.Conditions, func(c apiextensions.CustomResourceDefinitionCondition) bool {
		return c.Type == apiextensions.Established && c.Status == apiextensions.ConditionTrue
	})
}

func listPath(definition *apiextensions.CustomResourceDefinition) string {
	spec := definition.Spec
	return fmt.Sprintf("/apis/%s/%s/%s", spec.Group, spec.Versions[0].Name, spec.Names.Plural)
}
