import { CHART, everyEtcdChart } from "../../../../../policypack/subjects/kubernetes/pods/etcd-chart";
import { viewsOf } from "../../../carried";
import { UNKNOWN } from "../../../judge";

const read = (props: object) =>
    viewsOf(
        [
            everyEtcdChart((service) => [
                () => ({ at: service.typeAt, type: service.type, namespace: service.namespace, service }),
            ]),
        ],
        { type: "kubernetes:helm.sh/v3:Release", props },
    );
const places = (props: object) => read(props).views.map(({ at, type }) => `${at}: ${type}`);

test.each<[chart: string, is: boolean]>([
    ["etcd", true],
    ["bitnami/etcd", true],
    ["oci://registry-1.docker.io/bitnamicharts/etcd", true],
    ["./charts/etcd-12.0.1.tgz", true],
    ["./charts/etcd/", true],
    ["my-etcd", false],
    ["etcd-operator", false],
    ["etcd-x.tgz", false],
    ["etcd-1.0.tgz.sig", false],
])("the chart %s is etcd's: %p", (chart, is) => expect(CHART.test(chart)).toBe(is));

test.each<[why: string, props: object, places: string[]]>([
    [
        "of the chart itself",
        { chart: "bitnami/etcd", values: { service: { type: "LoadBalancer" } } },
        ["values.service.type: LoadBalancer"],
    ],
    ["of the chart itself that says nothing of it", { chart: "etcd", values: {} }, ["values.service.type: ClusterIP"]],
    [
        "of a part of another",
        { chart: "apisix", values: { etcd: { service: { type: "NodePort" } } } },
        ["values.etcd.service.type: NodePort"],
    ],
    [
        "of a part that is on",
        { chart: "apisix", values: { etcd: { enabled: true, service: { type: "NodePort" } } } },
        ["values.etcd.service.type: NodePort"],
    ],
    [
        "of a part whose switch is no truth value, which is true to a template",
        { chart: "apisix", values: { etcd: { enabled: "false", service: { type: "NodePort" } } } },
        ["values.etcd.service.type: NodePort"],
    ],
    ["of a part that is off", { chart: "apisix", values: { etcd: { enabled: false, service: { type: "NodePort" } } } }, []],
    ["of a part that says nothing of it", { chart: "apisix", values: { etcd: { enabled: true } } }, []],
    ["of a part that is no object", { chart: "apisix", values: { etcd: "x" } }, []],
    ["of a chart without etcd", { chart: "nginx", values: { service: { type: "NodePort" } } }, []],
    [
        "of a chart that is not known yet",
        { chart: UNKNOWN, values: { etcd: { service: { type: "NodePort" } } } },
        ["values.etcd.service.type: NodePort"],
    ],
])("which Services a release brings: that %s", (_, props, expected) => expect(places(props)).toEqual(expected));

test("its Service is in the release's namespace, with the annotations of the values and no selector that may be elsewhere", () => {
    const values = { service: { annotations: { a: "1" }, loadBalancerSourceRanges: ["10.0.0.0/8"] } };
    const [{ service, namespace }, ...others] = read({ chart: "etcd", namespace: "db", values }).views as [
        ReturnType<typeof read>["views"][0],
    ];
    expect([others, namespace, service.annotation("a"), service.annotationAt("a")]).toEqual([
        [],
        "db",
        "1",
        "values.service.annotations.a",
    ]);
    expect([service.sourceRanges.raw(), service.mayHaveSelector]).toEqual([["10.0.0.0/8"], false]);
    expect(read({ chart: "etcd", values }).views.map((one) => one.namespace)).toEqual(["default"]);
});

test.each<[why: string, props: object, unknown: string]>([
    ["the switch of a part", { chart: "apisix", values: { etcd: { enabled: UNKNOWN, service: {} } } }, "values.etcd.enabled"],
    ["the values of the chart itself", { chart: "etcd", values: UNKNOWN }, "values"],
])("what is waited for: %s", (_, props, unknown) => expect(read(props)).toEqual({ views: [], unknown: [unknown] }));
