package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"os"
	"path/filepath"
)

// settings are the files and flags of one API server.
type settings struct {
	etcdEndpoint  string
	authorization string
	// token is that of an administrator, who is in the group system:masters.
	token string
	// tokenFile, keyFile and certificates are paths.
	tokenFile, keyFile, certificates string
}

func newSettings(dir, etcdEndpoint, authorization string) (*settings, error) {
	made := &settings{
		etcdEndpoint:  etcdEndpoint,
		authorization: authorization,
		token:         rand.Text(),
		tokenFile:     filepath.Join(dir, "tokens.csv"),
		keyFile:       filepath.Join(dir, "service-account.key"),
		certificates:  filepath.Join(dir, "certificates"),
	}
	admin := fmt.Sprintf("%s,admin,admin,system:masters\n", made.token)
	if err := os.WriteFile(made.tokenFile, []byte(admin), 0o600); err != nil {
		return nil, err
	}
	return made, writeKey(made.keyFile)
}

// writeKey makes the key that signs the tokens of service accounts.
func writeKey(path string) error {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return err
	}
	der, err := x509.MarshalECPrivateKey(key)
	if err != nil {
		return err
	}
	block := pem.EncodeToMemory(&pem.Block{Type: "EC PRIVATE KEY", Bytes: der})
	return os.WriteFile(path, block, 0o600)
}

// flags are kube-apiserver's own. The admission plugins that are off would change or refuse a test's
// objects, or leave finalizers that no controller here removes.
func (s *settings) flags() []string {
	return []string{
		"--etcd-servers=" + s.etcdEndpoint,
		"--authorization-mode=" + s.authorization,
		"--token-auth-file=" + s.tokenFile,
		"--service-account-issuer=https://kubernetes.default.svc",
		"--service-account-key-file=" + s.keyFile,
		"--service-account-signing-key-file=" + s.keyFile,
		"--service-cluster-ip-range=10.0.0.0/24",
		"--cert-dir=" + s.certificates,
		"--endpoint-reconciler-type=none",
		"--enable-priority-and-fairness=false",
		"--disable-admission-plugins=ServiceAccount,Priority,StorageObjectInUseProtection,DefaultStorageClass",
	}
}
