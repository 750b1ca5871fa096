"""The cron expressions of Velero's two cron libraries.

`robfig` is github.com/robfig/cron/v3 v3.0.1, up to Velero 1.18.2; `netresearch` is
github.com/netresearch/go-cron v0.15.0, from Velero 1.18.3, and on `main`. The rules and the texts
are those of the npm package `@k8s-backup-target/velero`.
"""
