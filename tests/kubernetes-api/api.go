package main

import (
	"context"
	"fmt"
	"net"
	"os"

	"go.opentelemetry.io/otel/trace/noop"
	"k8s.io/apiextensions-apiserver/pkg/apiserver"
	"k8s.io/apiextensions-apiserver/pkg/client/clientset/clientset"
	serveroptions "k8s.io/apiextensions-apiserver/pkg/cmd/server/options"
	"k8s.io/apiextensions-apiserver/pkg/generated/openapi"
	"k8s.io/apiserver/pkg/authentication/authenticatorfactory"
	"k8s.io/apiserver/pkg/authentication/user"
	"k8s.io/apiserver/pkg/authorization/authorizerfactory"
	openapinamer "k8s.io/apiserver/pkg/endpoints/openapi"
	genericapiserver "k8s.io/apiserver/pkg/server"
	genericoptions "k8s.io/apiserver/pkg/server/options"
	"k8s.io/apiserver/pkg/util/webhook"
)

// api is a configured API server that does not run yet.
type api struct {
	server *genericapiserver.GenericAPIServer
	// client goes around the token: it is the server's own, privileged one.
	client clientset.Interface
	url    string
	caData string
}

func newAPI(etcdEndpoint, token string) (*api, error) {
	listener, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	options, err := newOptions(etcdEndpoint, listener)
	if err != nil {
		return nil, err
	}
	config, err := newConfig(options, token)
	if err != nil {
		return nil, err
	}
	extensions, err := config.Complete().New(genericapiserver.NewEmptyDelegate())
	if err != nil {
		return nil, err
	}
	client, err := clientset.NewForConfig(extensions.GenericAPIServer.LoopbackClientConfig)
	if err != nil {
		return nil, err
	}
	certificate, _ := options.RecommendedOptions.SecureServing.ServerCert.GeneratedCert.CurrentCertKeyContent()
	return &api{
		server: extensions.GenericAPIServer,
		client: client,
		url:    fmt.Sprintf("https://%s", listener.Addr()),
		caData: string(certificate),
	}, nil
}

func (a *api) run(ctx context.Context) error {
	return a.server.PrepareRun().RunWithContext(ctx)
}

// newOptions are the server's own defaults, without the parts that ask a kube-apiserver: there is none.
func newOptions(etcdEndpoint string, listener net.Listener) (*serveroptions.CustomResourceDefinitionsServerOptions, error) {
	options := serveroptions.NewCustomResourceDefinitionsServerOptions(os.Stderr, os.Stderr)
	recommended := options.RecommendedOptions
	recommended.Etcd.StorageConfig.Transport.ServerList = []string{etcdEndpoint}
	recommended.Authentication = nil
	recommended.Authorization = nil
	recommended.CoreAPI = nil
	// Every default plugin needs core objects: namespaces, webhook configurations, admission policies.
	recommended.Admission = nil
	recommended.Features.EnablePriorityAndFairness = false
	if err := serveOn(recommended.SecureServing, listener); err != nil {
		return nil, err
	}
	if err := options.Complete(); err != nil {
		return nil, err
	}
	return options, options.Validate()
}

// serveOn takes a listener that is already bound, so no other process can take its port meanwhile.
// Its certificate is made in memory.
func serveOn(serving *genericoptions.SecureServingOptionsWithLoopback, listener net.Listener) error {
	address := listener.Addr().(*net.TCPAddr)
	serving.Listener = listener
	serving.BindAddress = address.IP
	serving.BindPort = address.Port
	serving.ServerCert.CertDirectory = ""
	return serving.MaybeDefaultWithSelfSignedCerts("localhost", nil, nil)
}

// newConfig is what options.Config() does, which cannot be used: it needs informers of the core API to
// resolve the services of conversion webhooks. Velero's CRDs have one version and convert nothing.
func newConfig(options *serveroptions.CustomResourceDefinitionsServerOptions, token string) (*apiserver.Config, error) {
	generic := genericapiserver.NewRecommendedConfig(apiserver.Codecs)
	if err := options.ServerRunOptions.ApplyTo(&generic.Config); err != nil {
		return nil, err
	}
	if err := options.RecommendedOptions.ApplyTo(generic); err != nil {
		return nil, err
	}
	resources := apiserver.DefaultAPIResourceConfigSource()
	if err := options.APIEnablement.ApplyTo(&generic.Config, resources, apiserver.Scheme); err != nil {
		return nil, err
	}
	namer := openapinamer.NewDefinitionNamer(apiserver.Scheme)
	generic.OpenAPIConfig = genericapiserver.DefaultOpenAPIConfig(openapi.GetOpenAPIDefinitions, namer)
	generic.OpenAPIV3Config = genericapiserver.DefaultOpenAPIV3Config(openapi.GetOpenAPIDefinitions, namer)
	admitBearer(&generic.Config, token)
	return &apiserver.Config{GenericConfig: generic, ExtraConfig: extraConfig(options, generic)}, nil
}

// admitBearer knows one user, named as a service account is, who may do everything. Others get 401.
func admitBearer(config *genericapiserver.Config, token string) {
	account := &user.DefaultInfo{
		Name:   "system:serviceaccount:test:charm",
		Groups: []string{"system:serviceaccounts", user.AllAuthenticated},
	}
	users := map[string]*user.DefaultInfo{token: account}
	config.Authentication.Authenticator = authenticatorfactory.NewFromTokens(users, nil)
	config.Authorization.Authorizer = authorizerfactory.NewAlwaysAllowAuthorizer()
}

func extraConfig(
	options *serveroptions.CustomResourceDefinitionsServerOptions,
	generic *genericapiserver.RecommendedConfig,
) apiserver.ExtraConfig {
	return apiserver.ExtraConfig{
		CRDRESTOptionsGetter: serveroptions.NewCRDRESTOptionsGetter(
			*options.RecommendedOptions.Etcd,
			generic.ResourceTransformers,
			generic.StorageObjectCountTracker,
		),
		ServiceResolver: webhook.NewDefaultServiceResolver(),
		AuthResolverWrapper: webhook.NewDefaultAuthenticationInfoResolverWrapper(
			nil, nil, generic.LoopbackClientConfig, noop.NewTracerProvider(),
		),
	}
}
