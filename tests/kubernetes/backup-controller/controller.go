package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/sirupsen/logrus"
	velerov1 "github.com/vmware-tanzu/velero/pkg/apis/velero/v1"
	"github.com/vmware-tanzu/velero/pkg/controller"
	"github.com/vmware-tanzu/velero/pkg/discovery"
	"github.com/vmware-tanzu/velero/pkg/metrics"
	"github.com/vmware-tanzu/velero/pkg/plugin/clientmgmt"
	biav2 "github.com/vmware-tanzu/velero/pkg/plugin/velero/backupitemaction/v2"
	"github.com/vmware-tanzu/velero/pkg/util/logging"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/serializer"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/apimachinery/pkg/version"
	ctrl "sigs.k8s.io/controller-runtime"
	"sigs.k8s.io/controller-runtime/pkg/client"
	"sigs.k8s.io/controller-runtime/pkg/client/fake"
	"sigs.k8s.io/controller-runtime/pkg/reconcile"
)

const (
	namespace       = "velero"
	defaultLocation = "default"
	keptFor         = 720 * time.Hour
	timeout         = 10 * time.Minute
)

// asked is the name of each Backup: the cluster is a new one for each.
var asked = types.NamespacedName{Namespace: namespace, Name: "asked"}

// backupController is Velero's, over a cluster that is exchanged between questions.
type backupController struct {
	reconciler reconcile.Reconciler
	cluster    *exchangedClient
	scheme     *runtime.Scheme
	decoder    runtime.Decoder
}

// exchangedClient lets one controller, which starts a goroutine for its metrics, ask many clusters. It gives
// the Backup as an API server does: the client in memory drops empty lists, of which Velero tells some from
// those that are not there.
type exchangedClient struct {
	client.Client
	given *velerov1.Backup
}

func (c *exchangedClient) Get(ctx context.Context, key client.ObjectKey, into client.Object, options ...client.GetOption) error {
	backup, isBackup := into.(*velerov1.Backup)
	if !isBackup {
		return c.Client.Get(ctx, key, into, options...)
	}
	c.given.DeepCopyInto(backup)
	return nil
}

// serverVersion is all that the validation asks of the discovery.
type serverVersion struct{ discovery.Helper }

func (serverVersion) ServerVersion() *version.Info { return &version.Info{Major: "1", Minor: "33"} }

// noPlugins ends a Backup that passed its validation before anything is collected.
type noPlugins struct{ clientmgmt.Manager }

var errStopped = errors.New("stopped before anything is collected")

func (noPlugins) GetBackupItemActionsV2() ([]biav2.BackupItemAction, error) { return nil, errStopped }

func (noPlugins) CleanupClients() {}

func newController() (*backupController, error) {
	scheme := runtime.NewScheme()
	for _, add := range []func(*runtime.Scheme) error{velerov1.AddToScheme, corev1.AddToScheme} {
		if err := add(scheme); err != nil {
			return nil, err
		}
	}
	logger := logrus.New()
	logger.SetOutput(io.Discard)
	cluster := &exchangedClient{Client: fake.NewClientBuilder().WithScheme(scheme).Build()}
	reconciler := controller.NewBackupReconciler(
		context.Background(),
		serverVersion{},
		nil,
		logger,
		logrus.PanicLevel,
		func(logrus.FieldLogger) clientmgmt.Manager { return noPlugins{} },
		controller.NewBackupTracker(),
		cluster,
		defaultLocation,
		false,
		keptFor,
		velerov1.DefaultVGSLabelKey,
		timeout,
		timeout,
		timeout,
		map[string]string{},
		metrics.NewServerMetrics(),
		nil,
		logging.FormatText,
		nil,
		1,
		false,
		1,
		1,
		cluster,
		"",
	)
	decoder := serializer.NewCodecFactory(scheme).UniversalDeserializer()
	return &backupController{reconciler, cluster, scheme, decoder}, nil
}

// judge lets the controller prepare the Backup, which is where it validates one.
func (c *backupController) judge(q question) (answer, error) {
	backup := velerov1.Backup{}
	if err := json.Unmarshal(q.Backup, &backup.Spec); err != nil {
		return answer{Unreadable: err.Error(), ValidationErrors: []string{}}, nil
	}
	backup.ObjectMeta = metav1.ObjectMeta{Namespace: asked.Namespace, Name: asked.Name}
	backup.Status.Phase = velerov1.BackupPhaseReadyToStart
	objects := []client.Object{&backup}
	for _, raw := range q.Objects {
		object, _, err := c.decoder.Decode(raw, nil, nil)
		if err != nil {
			return answer{}, fmt.Errorf("an object of the cluster: %w", err)
		}
		objects = append(objects, object.(client.Object))
	}
	c.cluster.given = &backup
	c.cluster.Client = fake.NewClientBuilder().WithScheme(c.scheme).WithObjects(objects...).Build()
	return c.reconcile()
}

func (c *backupController) reconcile() (answer, error) {
	ctx := context.Background()
	if _, err := c.reconciler.Reconcile(ctx, ctrl.Request{NamespacedName: asked}); err != nil {
		return answer{}, err
	}
	judged := velerov1.Backup{}
	if err := c.cluster.Client.Get(ctx, asked, &judged); err != nil {
		return answer{}, err
	}
	return answer{ValidationErrors: append([]string{}, judged.Status.ValidationErrors...)}, nil
}
