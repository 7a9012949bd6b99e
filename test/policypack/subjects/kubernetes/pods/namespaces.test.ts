import { Namespaces } from "../../../../../policypack/subjects/kubernetes/pods/namespaces";
import { type GivenInStack, stackOf, UNKNOWN } from "../../../judge";

const ENFORCE = "pod-security.kubernetes.io/enforce";
const namespace = (type: string, props: object): GivenInStack => ({
    type: `kubernetes:${type}`,
    name: JSON.stringify(props),
    props,
});
const object = (name: unknown, labels?: object) => ({ metadata: { name, labels } });
const levelOf = (name: string, ...given: readonly GivenInStack[]) => {
    const found = new Namespaces(stackOf(given)).named(name);
    return found === undefined ? "not made here" : (found.enforces ?? "enforces nothing");
};

test.each<[string, string, object, string]>([
    ["a namespace that enforces a level", "core/v1:Namespace", object("a", { x: "y", [ENFORCE]: "baseline" }), "baseline"],
    [
        "one that only warns",
        "core/v1:Namespace",
        object("a", { "pod-security.kubernetes.io/warn": "baseline" }),
        "enforces nothing",
    ],
    ["one without labels", "core/v1:Namespace", object("a"), "enforces nothing"],
    ["one whose labels are not known yet", "core/v1:Namespace", object("a", UNKNOWN), "enforces nothing"],
    ["one whose level is not known yet", "core/v1:Namespace", object("a", { [ENFORCE]: UNKNOWN }), "enforces nothing"],
    ["another one", "core/v1:Namespace", object("b"), "not made here"],
    ["one without a name", "core/v1:Namespace", object(null), "not made here"],
    ["a release's without a name", "helm.sh/v3:Release", { createNamespace: true }, "not made here"],
    ["what a release's kind only begins", "helm.sh/v3:Releases", { createNamespace: true, namespace: "a" }, "not made here"],
    ["one of a name that is not known yet", "core/v1:Namespace", object(UNKNOWN), "not made here"],
    ["a Patch of one", "core/v1:NamespacePatch", object("a", { [ENFORCE]: "restricted" }), "restricted"],
    ["one of a List", "core/v1:NamespaceList", { items: [object("b"), object("a", { [ENFORCE]: "baseline" })] }, "baseline"],
    ["a List that is not known yet", "core/v1:NamespaceList", { items: UNKNOWN }, "not made here"],
    ["another kind of that name", "core/v1:Service", object("a"), "not made here"],
    ["a kind that only begins so", "core/v1:NamespaceClass", object("a"), "not made here"],
    ["one that a release makes", "helm.sh/v3:Release", { createNamespace: true, namespace: "a" }, "enforces nothing"],
    ["one that a chart makes", "helm.sh/v4:Chart", { createNamespace: true, namespace: "a" }, "enforces nothing"],
    ["one in which a release is put", "helm.sh/v3:Release", { namespace: "a" }, "not made here"],
    ["one that a release leaves alone", "helm.sh/v3:Release", { createNamespace: false, namespace: "a" }, "not made here"],
    ["what only looks like a release", "apps/v1:Deployment", { createNamespace: true, namespace: "a" }, "not made here"],
])("%s", (_, type, props, expected) => expect(levelOf("a", namespace(type, props))).toBe(expected));

test("of two resources that write one namespace the first tells", () => {
    const [first, second] = ["baseline", "restricted"].map((level) =>
        namespace("core/v1:Namespace", object("a", { [ENFORCE]: level })),
    );
    expect(levelOf("a", first!, second!)).toBe("baseline");
});
