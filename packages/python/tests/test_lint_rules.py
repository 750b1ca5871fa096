"""Each rule by its templates and paths, as in TypeScript."""

from collections.abc import Iterable, Sequence
from typing import Any

import pytest
from vectors import Json

from k8s_backup_target import read
from k8s_backup_target._generated import lint as templates
from k8s_backup_target._lint_template import Template
from k8s_backup_target.lint._finding import FindingDraft
from k8s_backup_target.lint._lists import lists_of
from k8s_backup_target.lint._rules.built_in_types import misspelt_type, singular_of
from k8s_backup_target.lint._rules.cluster_scope import cluster_scope_findings
from k8s_backup_target.lint._rules.glob import glob_fault
from k8s_backup_target.lint._rules.namespaces import namespace_findings
from k8s_backup_target.lint._rules.resources import resource_findings
from k8s_backup_target.lint._rules.selector import selector_findings

SCOPE = "/include_cluster_resources"
SELECTOR = "/label_selector"
NAMED: dict[str, Json] = {"include_namespaces": ["a"]}
LABELLED: dict[str, Json] = {"label_selector": {"app": "a"}}


def spec_of(fields: dict[str, Json]) -> read.K8sBackupTargetSpec:
    return read.K8sBackupTargetSpec.model_validate(fields)


def shown(found: Iterable[FindingDraft]) -> list[tuple[str, Template]]:
    """Each finding's path and template."""
    return [(each.path, each.template) for each in found]


class TestGlobs:
    @pytest.mark.parametrize(
        "pattern",
        [
            *["", "a*b?", "a]", "-", "[a]", "[abc]", "[!abc]", "[a-z]", "[!a-z]", "[a-a]"],
            *["[a-z][0-9]", "x[a-z]y[bc]z", "{a,[b-c]}"],
            # A dash at either end is a dash.
            *["[-ab]", "[ab-]", "[!-ab]", "[-]"],
            *["[\U0001f600-\U0001f601]", "[\U0001f600\U0001f601]"],
            # What stands behind a backslash is a letter.
            *["\\[", "a\\[a", "\\[]", "[a[]", "[\\]]", "[\\]-]", "\\\\[a]", "\\", "a\\"],
        ],
    )
    def test_are_read_as_written(self, pattern: str) -> None:
        assert glob_fault(pattern) is None

    @pytest.mark.parametrize(
        "pattern",
        [
            *["[", "[a", "[abc", "[!", "[]", "[!]", "[]a]", "[a-z", "[a-", "[a-]", "[!a-]"],
            *["[a-z0-9]", "[a--z]", "[z-a]", "[!z-a]", "[\U0001f601-\U0001f600]"],
            *["[\U0001f600-\uff5e]", "x[a-z]y[", "[ab][z-a]", "[ab-c][", "[a-z]["],
            *["\\\\[", "[\\]", "[a\\", "[ab\\]", "\ufffd", "a\ufffd[b]"],
        ],
    )
    def test_do_not_compile(self, pattern: str) -> None:
        assert glob_fault(pattern) == "broken"

    @pytest.mark.parametrize(
        "pattern",
        ["[abc-e]", "[!abc-e]", "[ab-c]x", "[ab-c][d]", "[d][ab-c]", "[ab-c][de-f]", "[\\a-z]"],
    )
    def test_are_read_letter_by_letter(self, pattern: str) -> None:
        assert glob_fault(pattern) == "misread"

    @pytest.mark.parametrize("pattern", ["\0", "a\0", "[\0", "[ab-c]\0", "\ufffd\0"])
    def test_end_at_a_nul_whatever_else_there_is(self, pattern: str) -> None:
        assert glob_fault(pattern) == "nul"


class TestMisspeltTypes:
    @pytest.mark.parametrize(
        ("name", "plural"),
        [
            ("deploymnets", "deployments"),
            ("Deploymnets", "deployments"),
            ("jobz", "jobs"),
            ("storageclases", "storageclasses"),
            # Of 40 letters, more than any type has.
            ("validatingwebhookconfigurations" + 9 * "x", "validatingwebhookconfigurations"),
        ],
    )
    def test_mean_a_type(self, name: str, plural: str) -> None:
        assert misspelt_type(name) == plural

    @pytest.mark.parametrize(
        "name",
        [
            *["deployments", "Deployment", "endpoints", "ingress", "lease", "networkpolicy"],
            *["componentstatus", "limits", "vsclass", "widgets"],
            # Too short to tell, and too long.
            *["jbs", "validatingwebhookconfigurations" + 10 * "x"],
            # The beginning of a name is a name of its own.
            *["certificates", "Certificates"],
            *["deploymnets.apps", "*eploymnets", "deploymnet*", "2deployments"],
        ],
    )
    def test_are_no_other_names(self, name: str) -> None:
        assert misspelt_type(name) is None


@pytest.mark.parametrize(
    ("plural", "singular"),
    [
        ("pods", "pod"),
        ("secrets", "secret"),
        ("endpoints", "endpoints"),
        ("endpointslices", "endpointslice"),
        ("leases", "lease"),
        ("ingresses", "ingress"),
        ("storageclasses", "storageclass"),
        ("componentstatuses", "componentstatus"),
        ("networkpolicies", "networkpolicy"),
    ],
)
def test_one_object_of_a_type(plural: str, singular: str) -> None:
    assert singular_of(plural) == singular


class TestResources:
    def found(self, **fields: Json) -> list[tuple[str, Template]]:
        return shown(resource_findings(lists_of(spec_of(fields))))

    @pytest.mark.parametrize("field", ["include_resources", "exclude_resources"])
    @pytest.mark.parametrize(
        ("name", "template"),
        [
            ("my pods", templates.RESOURCE_NAME_SPACE),
            (" pods", templates.RESOURCE_NAME_SPACE),
            ("pods\n", templates.RESOURCE_NAME_SPACE),
            ("pods\u00a0", templates.RESOURCE_NAME_SPACE),
            ("v1/ pods", templates.RESOURCE_NAME_SPACE),
            ("v1/pods", templates.RESOURCE_NAME_SLASH),
            ("apps.v1/pods", templates.RESOURCE_NAME_SLASH),
            ("pods.v1", templates.RESOURCE_NAME_RELEASE),
            ("pods.v12", templates.RESOURCE_NAME_RELEASE),
            ("pods.v1alpha1", templates.RESOURCE_NAME_RELEASE),
            ("events.v1beta12.events.k8s.io", templates.RESOURCE_NAME_RELEASE),
            ("deployments.v1.apps", templates.RESOURCE_NAME_RELEASE),
            ("deployments.v1.Apps", templates.RESOURCE_NAME_RELEASE),
            ("deployments.APPS", templates.RESOURCE_NAME_GROUP),
            ("widgets.example.Com", templates.RESOURCE_NAME_GROUP),
            ("widgets.Example.com", templates.RESOURCE_NAME_GROUP),
            ("PVC", templates.RESOURCE_NAME_SHORT),
            ("Deploy", templates.RESOURCE_NAME_SHORT),
            ("NETPOL", templates.RESOURCE_NAME_SHORT),
            ("deploymnets", templates.RESOURCE_MISSPELT_TYPE),
        ],
    )
    def test_that_no_cluster_has(self, field: str, name: str, template: Template) -> None:
        assert self.found(**{field: ["secrets", name]}) == [(f"/{field}/1", template)]

    @pytest.mark.parametrize("field", ["include_resources", "exclude_resources"])
    @pytest.mark.parametrize(
        "name",
        [
            *["pods", "pods.", "PODS", "Pod", "po", "Deployments.apps", "widgets.example.com"],
            # No versions.
            *["widgets.v", "widgets.vx", "widgets.v1x.example.com", "widgets.v1gamma1"],
            *["widgets.v1alpha", "widgets.xv1", "v1.example.com", "*", "*.apps", ""],
        ],
    )
    def test_that_a_cluster_may_have(self, field: str, name: str) -> None:
        assert self.found(**{field: ["secrets", name]}) == []

    def test_are_compared_with_types_up_to_the_hundredth(self) -> None:
        assert self.found(include_resources=99 * ["pods"] + ["podz"]) == [
            ("/include_resources/99", templates.RESOURCE_MISSPELT_TYPE)
        ]
        assert self.found(include_resources=100 * ["pods"] + ["podz"]) == []
        assert self.found(include_resources=100 * ["pods"] + ["POD S"]) == [
            ("/include_resources/100", templates.RESOURCE_NAME_SPACE)
        ]

    def test_have_their_names_in_the_text(self) -> None:
        (found, spaced) = resource_findings(
            lists_of(spec_of({"include_resources": ["podz", "a b"]}))
        )
        assert found.values == {"name": "podz", "suggestion": "pods"}
        assert spaced.values == {"name": "a b"}

    @pytest.mark.parametrize("name", ["ev", "ev.", "event", "events", "Events.", "EVENTS"])
    def test_of_events_in_one_group(self, name: str) -> None:
        one = [("/exclude_resources/1", templates.EVENTS_IN_TWO_GROUPS_ONE)]
        assert self.found(exclude_resources=["secrets", name]) == one
        assert self.found(exclude_resources=[name, "events.events.k8s.io"]) == []
        assert self.found(include_resources=["secrets", name]) == []

    @pytest.mark.parametrize(
        "name", ["events.events.k8s.io", "event.events.k8s.io", "Events.events.k8s.io"]
    )
    def test_of_events_in_the_other_group(self, name: str) -> None:
        one = [("/exclude_resources/1", templates.EVENTS_IN_TWO_GROUPS_ONE)]
        assert self.found(exclude_resources=["secrets", name]) == one

    @pytest.mark.parametrize(
        "name",
        [
            *["EV", "events.k8s.io", "example.events", "xevents.events.k8s.io"],
            "events.events.k8s.io.x",
        ],
    )
    def test_that_are_no_events(self, name: str) -> None:
        rules = [template.rule for _, template in self.found(exclude_resources=[name])]
        assert "events-in-two-groups" not in rules

    @pytest.mark.parametrize(
        ("names", "template"),
        [
            ([""], templates.EMPTIED_LIST_NAMES),
            (["", ""], templates.EMPTIED_LIST_NAMES),
            (["volumesnapshots.snapshot.storage.k8s.io"], templates.EMPTIED_LIST_SNAPSHOTS),
            (["volumesnapshotcontents.snapshot.storage.k8s.io"], templates.EMPTIED_LIST_SNAPSHOTS),
            (["", "volumesnapshots.snapshot.storage.k8s.io"], templates.EMPTIED_LIST_SNAPSHOTS),
        ],
    )
    def test_whose_list_velero_empties(self, names: Sequence[str], template: Template) -> None:
        assert self.found(include_resources=names) == [("/include_resources", template)]
        assert self.found(exclude_resources=names) == []

    @pytest.mark.parametrize(
        "names",
        [
            *[[], ["", "pods"], ["pods", ""], ["volumesnapshots"]],
            ["volumesnapshots.snapshot.storage.k8s.io", "pods"],
        ],
    )
    def test_whose_list_is_none_less(self, names: Sequence[str]) -> None:
        assert self.found(include_resources=names) == []


class TestClusterScope:
    def found(self, fields: dict[str, Json]) -> list[tuple[str, Template]]:
        spec = spec_of(fields)
        return shown(cluster_scope_findings(spec.include_cluster_resources, lists_of(spec)))

    @pytest.mark.parametrize(
        ("fields", "template"),
        [
            ({}, templates.CLUSTER_SCOPE_UNDECIDED_UNFILTERED),
            ({"include_namespaces": ["*"]}, templates.CLUSTER_SCOPE_UNDECIDED_UNFILTERED),
            ({"exclude_resources": ["pods"]}, templates.CLUSTER_SCOPE_UNDECIDED_EXCLUDES),
            (
                {"include_resources": ["*"], "exclude_resources": ["pods"]},
                templates.CLUSTER_SCOPE_UNDECIDED_EXCLUDES,
            ),
            ({"exclude_namespaces": ["a"]}, templates.CLUSTER_SCOPE_UNDECIDED_EXCLUDING),
            (
                {"exclude_namespaces": ["a"], "exclude_resources": ["pods"]},
                templates.CLUSTER_SCOPE_UNDECIDED_NAMESPACES,
            ),
            (
                {"exclude_namespaces": ["a"], "include_resources": ["*"]},
                templates.CLUSTER_SCOPE_UNDECIDED_NAMESPACES,
            ),
        ],
    )
    def test_that_is_undecided(self, fields: dict[str, Json], template: Template) -> None:
        assert self.found(fields) == [(SCOPE, template)]

    @pytest.mark.parametrize(
        "fields",
        [
            NAMED,
            {**NAMED, "exclude_resources": ["pods"]},
            {**NAMED, "exclude_namespaces": ["b"]},
            {"include_resources": ["pods"]},
            {"include_resources": ["*"]},
            {"include_resources": ["pods"], "exclude_namespaces": ["a"]},
        ],
    )
    def test_that_may_be_undecided(self, fields: dict[str, Json]) -> None:
        assert self.found(fields) == []

    @pytest.mark.parametrize(
        ("fields", "template"),
        [
            ({}, templates.CLUSTER_SCOPE_NONE_EVERYWHERE),
            ({"include_namespaces": ["*"]}, templates.CLUSTER_SCOPE_NONE_EVERYWHERE),
            (NAMED, templates.CLUSTER_SCOPE_NONE_NAMED),
        ],
    )
    def test_that_is_left_out(self, fields: dict[str, Json], template: Template) -> None:
        assert self.found({**fields, "include_cluster_resources": False}) == [(SCOPE, template)]

    @pytest.mark.parametrize(
        ("fields", "template"),
        [
            (NAMED, templates.CLUSTER_SCOPE_ALL_ALL),
            ({**NAMED, "include_resources": ["*"]}, templates.CLUSTER_SCOPE_ALL_ALL),
            ({**NAMED, **LABELLED}, templates.CLUSTER_SCOPE_ALL_ALL),
            ({**NAMED, "include_resources": ["pods", "pv"]}, templates.CLUSTER_SCOPE_ALL_VOLUMES),
        ],
    )
    def test_that_is_more_than_needed(self, fields: dict[str, Json], template: Template) -> None:
        assert self.found({**fields, "include_cluster_resources": True}) == [(SCOPE, template)]

    @pytest.mark.parametrize(
        "fields",
        [
            {},
            {"include_namespaces": ["*"]},
            {"include_resources": ["pv"]},
            {**NAMED, "include_resources": ["pods"]},
            {**NAMED, **LABELLED, "include_resources": ["pv"]},
        ],
    )
    def test_that_is_meant(self, fields: dict[str, Json]) -> None:
        assert self.found({**fields, "include_cluster_resources": True}) == []

    @pytest.mark.parametrize(
        "name",
        [
            "pvc",
            "pvc.",
            "persistentvolumeclaim",
            "persistentvolumeclaims.",
            "PersistentVolumeClaims",
        ],
    )
    def test_of_claims_without_volumes(self, name: str) -> None:
        assert self.found({"include_resources": ["pods", name, "pvc"]}) == [
            ("/include_resources/1", templates.PERSISTENT_VOLUMES_LOST_CLAIMS)
        ]

    @pytest.mark.parametrize(
        "name", ["pv", "pv.", "persistentvolume", "persistentvolumes.", "PersistentVolumes"]
    )
    def test_of_claims_with_their_volumes(self, name: str) -> None:
        assert self.found({"include_resources": ["pvc", name]}) == []

    @pytest.mark.parametrize(
        "name", ["PV", "xpersistentvolumes", "persistentvolumesx", "persistentvolumes.x", "pv.."]
    )
    def test_of_claims_with_something_else(self, name: str) -> None:
        assert self.found({"include_resources": [name, "pvc"]}) == [
            ("/include_resources/1", templates.PERSISTENT_VOLUMES_LOST_CLAIMS)
        ]

    @pytest.mark.parametrize(
        "names",
        [
            ["pods"],
            ["PVC"],
            ["xpersistentvolumeclaims"],
            ["persistentvolumeclaimsx"],
            ["*", "pvc"],
        ],
    )
    def test_without_claims_alone(self, names: Sequence[str]) -> None:
        assert self.found({**NAMED, "include_resources": names}) == []


class TestNamespaces:
    def found(self, **fields: Json) -> list[tuple[str, Template]]:
        return shown(namespace_findings(lists_of(spec_of(fields))))

    @pytest.mark.parametrize("name", ["a?", "[ab]", "a*?", "a]"])
    def test_that_older_releases_refuse(self, name: str) -> None:
        refused = templates.NAMESPACE_GLOB_REFUSED
        assert self.found(include_namespaces=["a", name]) == [("/include_namespaces/1", refused)]
        assert self.found(include_namespaces=["b"], exclude_namespaces=["a", name]) == [
            ("/exclude_namespaces/1", refused)
        ]

    def test_that_older_releases_do_not_expand(self) -> None:
        assert self.found(include_namespaces=["a*", "b", "*c"]) == [
            ("/include_namespaces/0", templates.NAMESPACE_GLOB_LITERAL),
            ("/include_namespaces/2", templates.NAMESPACE_GLOB_LITERAL),
        ]
        assert self.found(include_namespaces=["b"], exclude_namespaces=["a*"]) == []
        assert self.found(include_namespaces=["*"]) == []

    def test_that_a_question_mark_excludes(self) -> None:
        assert self.found(exclude_namespaces=["a", "?"]) == [
            ("/exclude_namespaces/1", templates.NAMESPACE_GLOB_REFUSED),
            ("/exclude_namespaces/1", templates.EXCLUDES_WILDCARD_QUESTION),
            ("/exclude_namespaces", templates.EXCLUDED_NAMESPACE_OBJECT_SAVED),
        ]
        assert self.found(include_namespaces=["b"], exclude_namespaces=["?"]) == [
            ("/exclude_namespaces/0", templates.NAMESPACE_GLOB_REFUSED)
        ]

    def test_whose_objects_are_saved_where_none_are_named(self) -> None:
        saved = [("/exclude_namespaces", templates.EXCLUDED_NAMESPACE_OBJECT_SAVED)]
        assert self.found(exclude_namespaces=["a"]) == saved
        assert self.found(include_namespaces=["*"], exclude_namespaces=["a"]) == saved
        assert self.found(include_namespaces=["b"], exclude_namespaces=["a"]) == []
        assert self.found(exclude_namespaces=[]) == []

    def test_have_their_names_in_the_text(self) -> None:
        found = namespace_findings(lists_of(spec_of({"include_namespaces": ["a?", "b*"]})))
        assert [each.values for each in found] == [{"name": "a?"}, {"name": "b*"}]


class TestSelector:
    PULLS = (SELECTOR, templates.SELECTOR_PULLS_UNLABELLED_PULLED)
    NAMESPACES = (SELECTOR, templates.SELECTOR_DROPS_NAMESPACES_DROPPED)
    DEFINITIONS = (SELECTOR, templates.SELECTOR_DROPS_DEFINITIONS_DROPPED)

    @pytest.mark.parametrize(
        ("fields", "expected"),
        [
            ({}, [PULLS, NAMESPACES]),
            (NAMED, [PULLS]),
            ({"exclude_namespaces": ["a"]}, [PULLS]),
            ({"include_resources": ["*"]}, [PULLS, NAMESPACES, DEFINITIONS]),
            ({"include_resources": ["pods"]}, [PULLS, NAMESPACES]),
            ({"exclude_resources": ["pods"]}, [PULLS, NAMESPACES, DEFINITIONS]),
            ({**NAMED, "exclude_resources": ["pods"]}, [PULLS]),
            ({"include_cluster_resources": True}, [PULLS, NAMESPACES, DEFINITIONS]),
            ({**NAMED, "include_cluster_resources": True}, [PULLS, DEFINITIONS]),
            (
                {"include_resources": ["pods"], "include_cluster_resources": True},
                [PULLS, NAMESPACES],
            ),
            (
                {"exclude_resources": ["pods"], "include_cluster_resources": False},
                [PULLS, NAMESPACES],
            ),
        ],
    )
    def test_does_more_than_selecting(
        self, fields: dict[str, Json], expected: list[tuple[str, Any]]
    ) -> None:
        spec = spec_of({**fields, **LABELLED})
        assert shown(selector_findings(spec, lists_of(spec))) == expected

    @pytest.mark.parametrize("labels", [None, {}])
    def test_that_selects_nothing_does_nothing(self, labels: dict[str, str] | None) -> None:
        spec = spec_of({"label_selector": labels, "exclude_resources": ["pods"]})
        assert shown(selector_findings(spec, lists_of(spec))) == []
