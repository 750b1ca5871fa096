package main

import (
	"context"
	"net"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/spf13/pflag"
	v1crds "github.com/vmware-tanzu/velero/config/crd/v1/crds"
	v2alpha1crds "github.com/vmware-tanzu/velero/config/crd/v2alpha1/crds"
	"k8s.io/apiextensions-apiserver/pkg/client/clientset/clientset"
	"k8s.io/apimachinery/pkg/util/wait"
	"k8s.io/client-go/rest"
	"k8s.io/kubernetes/cmd/kube-apiserver/app"
	"k8s.io/kubernetes/cmd/kube-apiserver/app/options"

	"k8s-backup-target/tests/kubernetes-api/definitions"
)

const pollInterval = 50 * time.Millisecond

// lastNamespace is the last of those that the server makes for itself after it has become ready.
const lastNamespace = "/api/v1/namespaces/default"

// runServer is what kube-apiserver's command does, on a listener of ours.
func runServer(ctx context.Context, settings *settings, listener net.Listener) error {
	run := options.NewServerRunOptions()
	flags := pflag.NewFlagSet("kube-apiserver", pflag.ContinueOnError)
	for _, set := range run.Flags().FlagSets {
		flags.AddFlagSet(set)
	}
	if err := flags.Parse(settings.flags()); err != nil {
		return err
	}
	address := listener.Addr().(*net.TCPAddr)
	run.SecureServing.Listener = listener
	run.SecureServing.BindAddress, run.SecureServing.BindPort = address.IP, address.Port
	run.GenericServerRunOptions.AdvertiseAddress = address.IP
	if err := run.GenericServerRunOptions.ComponentGlobalsRegistry.Set(); err != nil {
		return err
	}
	completed, err := run.Complete(ctx)
	if err != nil {
		return err
	}
	if errs := completed.Validate(); len(errs) > 0 {
		return errs[0]
	}
	return app.Run(ctx, completed)
}

// prepare waits until the server serves, installs Velero's definitions, and waits for the namespaces that
// every cluster has.
func prepare(ctx context.Context, settings *settings, listener net.Listener) (*connection, error) {
	certificate, err := awaitFile(ctx, filepath.Join(settings.certificates, "apiserver.crt"))
	if err != nil {
		return nil, err
	}
	reached := &connection{
		URL:    "https://" + listener.Addr().String(),
		CAData: string(certificate),
		Token:  settings.token,
	}
	client, err := clientset.NewForConfig(&rest.Config{
		Host:            reached.URL,
		BearerToken:     reached.Token,
		TLSClientConfig: rest.TLSClientConfig{CAData: certificate},
		QPS:             -1,
	})
	if err != nil {
		return nil, err
	}
	if err := definitions.Install(ctx, client, slices.Concat(v1crds.CRDs, v2alpha1crds.CRDs)); err != nil {
		return nil, err
	}
	return reached, wait.PollUntilContextCancel(ctx, pollInterval, true, func(ctx context.Context) (bool, error) {
		return client.Discovery().RESTClient().Get().AbsPath(lastNamespace).Do(ctx).Error() == nil, nil
	})
}

func awaitFile(ctx context.Context, path string) ([]byte, error) {
	var content []byte
	err := wait.PollUntilContextCancel(ctx, pollInterval, true, func(context.Context) (bool, error) {
		var err error
		content, err = os.ReadFile(path)
		return err == nil && len(content) > 0, nil
	})
	return content, err
}
