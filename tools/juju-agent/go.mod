module k8s-backup-target/tools/juju-agent

go 1.21
