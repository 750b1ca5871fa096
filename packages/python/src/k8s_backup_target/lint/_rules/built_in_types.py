"""Kubernetes' own types, and snapshots; the same in TypeScript."""

import re
from typing import Final

from k8s_backup_target._nearest import nearest

_TYPES: Final = (
    "bindings configmaps:cm controllerrevisions cronjobs:cj daemonsets:ds deployments:deploy "
    "endpoints:ep endpointslices events:ev horizontalpodautoscalers:hpa ingresses:ing jobs leases "
    "limitranges:limits networkpolicies:netpol persistentvolumeclaims:pvc "
    "poddisruptionbudgets:pdb pods:po podtemplates replicasets:rs replicationcontrollers:rc "
    "resourcequotas:quota rolebindings roles secrets serviceaccounts:sa services:svc "
    "statefulsets:sts volumesnapshots:vs apiservices certificatesigningrequests:csr "
    "clusterrolebindings clusterroles componentstatuses:cs csidrivers csinodes "
    "customresourcedefinitions:crd ingressclasses mutatingwebhookconfigurations namespaces:ns "
    "nodes:no persistentvolumes:pv priorityclasses:pc runtimeclasses storageclasses:sc "
    "validatingwebhookconfigurations volumeattachments volumesnapshotclasses:vsclass "
    "volumesnapshotcontents:vsc"
)


def singular_of(plural: str) -> str:
    """The name of one object of a built-in type."""
    if plural == "endpoints":
        return plural
    if plural.endswith("ies"):
        return plural.removesuffix("ies") + "y"
    # A lease, but an ingress and a status.
    return re.sub("(?<=[su]s)es$|s$", "", plural)


_PLURALS: Final = tuple(word.partition(":")[0] for word in _TYPES.split())
_SHORT_NAMES: Final = frozenset(word.partition(":")[2] for word in _TYPES.split()) - {""}
_NAMES: Final = frozenset(_PLURALS) | frozenset(map(singular_of, _PLURALS))

# Longer names than any type of Kubernetes, give or take a few letters, are not misspelt ones.
_LONGEST: Final = 40
# Of shorter ones too many are nearly alike.
_SHORTEST: Final = 4
# Letters alone: a group, a pattern and a version are other things.
_WORD: Final = re.compile("[A-Za-z]+")


def misspelt_type(name: str) -> str | None:
    """The built-in type that a name is a misspelling of; None where it is one, or like none."""
    if not _SHORTEST <= len(name) <= _LONGEST or not _WORD.fullmatch(name):
        return None
    if name.lower() in _NAMES or name in _SHORT_NAMES:
        return None
    meant = nearest(name, _PLURALS)
    # The beginning of a name is a name of its own: certificates, which cert-manager has.
    return None if meant is None or meant.startswith(name.lower()) else meant
