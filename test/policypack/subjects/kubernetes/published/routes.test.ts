import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import type { StackResource } from "../../../../../policypack/lib/subject";
import { Cursor } from "../../../../../policypack/parse/cursor";
import { everyRoute } from "../../../../../policypack/subjects/kubernetes/published/routes";
import { inStack } from "../../../../../policypack/subjects/kubernetes/published/services-in-stack";

const metadata = { name: "shop", namespace: "shop" };
const reference = { name: "etcd", port: 2379 };
const backend = { service: { name: "etcd", port: { number: 2379 } } };
const oldBackend = { serviceName: "etcd", servicePort: 2379 };

/** An object of each kind with one backend, and where that stands. */
const OBJECTS: Readonly<Record<string, readonly [object, string]>> = {
    "networking.k8s.io/v1:Ingress": [
        { metadata, spec: { rules: [{ http: { paths: [{ backend }] } }] } },
        "spec.rules[0].http.paths[0].backend",
    ],
    "networking.k8s.io/v1beta1:Ingress": [
        { metadata, spec: { rules: [{ http: { paths: [{ backend: oldBackend }] } }] } },
        "spec.rules[0].http.paths[0].backend",
    ],
    "extensions/v1beta1:Ingress": [{ metadata, spec: { backend: oldBackend } }, "spec.backend"],
    "core/v1:ConfigMap": [
        { metadata: { name: "tcp-services", namespace: "ingress-nginx" }, data: { a: "shop/etcd:2379:PROXY" } },
        "data.a",
    ],
    "projectcontour.io/v1:HTTPProxy": [{ metadata, spec: { routes: [{ services: [reference] }] } }, "spec.routes[0].services[0]"],
    "elbv2.k8s.aws/v1beta1:TargetGroupBinding": [{ metadata, spec: { serviceRef: reference } }, "spec.serviceRef"],
    istio: [
        {
            metadata,
            spec: {
                gateways: ["public"],
                tcp: [{ route: [{ destination: { host: "etcd.shop.svc", port: { number: 2379 } } }] }],
            },
        },
        "spec.tcp[0].route[0].destination",
    ],
    gateway: [{ metadata, spec: { rules: [{ backendRefs: [reference] }] } }, "spec.rules[0].backendRefs[0]"],
    traefik: [{ metadata, spec: { routes: [{ services: [reference] }] } }, "spec.routes[0].services[0]"],
};

/** Objects among a chart's values have tests of their own. */
const tokens = [...new Set(everyRoute.flatMap(({ tokens }) => tokens))].filter(
    (token) => !token.startsWith("kubernetes:helm.sh/"),
);
const kindOf = (token: string) => token.replace(/^kubernetes:/, "").replace(/(Patch|List)$/, "");
const objectOf = (token: string) => {
    const project = ["gateway", "traefik", "istio"].find((name) => token.includes(`${name}.`));
    return (OBJECTS[kindOf(token)] ?? OBJECTS[project ?? ""])!;
};

const resource = (type: string, props: object): StackResource => ({
    type,
    name: "it",
    urn: "urn:it",
    props: Cursor.of(props),
    parent: undefined,
    dependencies: [],
    propertyDependencies: {},
});

test.each(tokens.filter((token) => /^kubernetes:(?!helm\.sh)/.test(token)))("the backend in %s", (token) => {
    const [object, at] = objectOf(token);
    const isList = token.endsWith("List");
    const { all, faults } = inStack([resource(token, isList ? { items: [object] } : object)], everyRoute);
    expect(faults).toEqual([]);
    expect(all.map(({ value }) => [value.at, value.namespace(), value.name(), value.port()])).toEqual([
        [isList ? `items[0].${at}` : at, "shop", "etcd", 2379],
    ]);
});

test.each(tokens.filter((token) => /Ingress(Patch|List)?$/.test(token)))("%s is the token of its class", (token) => {
    const [, group = "", kind = ""] = token.split(":");
    const folder = group.replace(/^([^./]+)\.[^/]*\//, "$1/");
    const root = dirname(require.resolve("@pulumi/kubernetes/package.json"));
    const module = join(root, folder, `${kind.charAt(0).toLowerCase()}${kind.slice(1)}.js`);
    expect(existsSync(module)).toBe(true);
    expect(require(module)[kind].__pulumiType).toBe(token);
});

test("a reference may name another namespace", () => {
    const route = { metadata, spec: { rules: [{ backendRefs: [{ ...reference, namespace: "kube-system" }] }] } };
    const { all } = inStack([resource("kubernetes:gateway.networking.k8s.io/v1:HTTPRoute", route)], everyRoute);
    expect(all.map(({ value }) => value.namespace())).toEqual(["kube-system"]);
});

test.each([
    ["of a gateway", { gateways: ["public"] }, ["shop/etcd"]],
    ["of a gateway and the mesh", { gateways: ["mesh", "public"] }, ["shop/etcd"]],
    ["of the mesh alone", { gateways: ["mesh"] }, []],
    ["of no gateway", {}, []],
])("a VirtualService %s", (_, more, found) => {
    const spec = { ...more, tls: [{ route: [{ destination: { host: "etcd" } }] }] };
    const { all } = inStack([resource("kubernetes:networking.istio.io/v1:VirtualService", { metadata, spec })], everyRoute);
    expect(all.map(({ value }) => `${value.namespace()}/${value.name()}`)).toEqual(found);
    expect(all.map(({ value }) => value.port())).toEqual(found.map(() => undefined));
});

test("a ConfigMap of another name is not ingress-nginx's", () => {
    const object = { metadata: { name: "settings" }, data: { a: "shop/etcd:2379" } };
    expect(inStack([resource("kubernetes:core/v1:ConfigMap", object)], everyRoute).all).toEqual([]);
});

test("of a list that is no list nothing is read but the fault", () => {
    const object = { metadata, spec: { defaultBackend: backend, rules: "all" } };
    const { all, faults } = inStack([resource("kubernetes:networking.k8s.io/v1:Ingress", object)], everyRoute);
    expect(all.map(({ value }) => value.at)).toEqual(["spec.defaultBackend"]);
    expect(faults).toHaveLength(1);
});
