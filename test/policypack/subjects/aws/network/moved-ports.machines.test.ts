import { ETCD, ETCD_METRICS, type GuardedService, KUBELET, LOGIN } from "../../../../../policypack/model/guarded-service";
import { movedPortsOf } from "../../../../../policypack/subjects/aws/network/moved-ports";
import { stackOf, UNKNOWN } from "../../../judge";
import { resource } from "../../../paths";

const machine = (userData: unknown, name = "node") => resource(name, "aws:ec2/instance:Instance", { userData });
const runs = (command: string, name?: string) => machine(`#!/bin/bash\n${command}\n`, name);

/** The ports to which the boots of some machines move a service, each with the machine. */
function moved(service: GuardedService, ...given: readonly ReturnType<typeof machine>[]) {
    const stack = stackOf([...given]);
    return [...movedPortsOf(stack).behind(service, stack)].map(([port, { name }]) => `${port} ${name}`);
}
const kubelet = (flags: string) => moved(KUBELET, runs(`/usr/bin/kubelet --config=/x.yaml ${flags}`));
const etcd = (flags: string) => moved(ETCD, runs(`etcd ${flags}`));

test.each<[flags: string, ports: string[]]>([
    ["", []],
    ["--port=10260", ["10260 node"]],
    ["--read-only-port=10265", ["10265 node"]],
    ["--port=10260 --read-only-port=10265", ["10260 node", "10265 node"]],
    ["--port=10260 --read-only-port=10260", ["10260 node"]],
    ["--port=10250 --read-only-port=10255", []],
    ["--port=10255", []],
    ["--read-only-port=0", []],
    ["--port=10260 --enable-server=false", []],
    ["--port=65535", ["65535 node"]],
    ["--port=65536", []],
])("the kubelet with %s", (flags, ports) => expect(kubelet(flags)).toEqual(ports));

test.each<[flags: string, ports: string[]]>([
    ["--listen-client-urls=https://0.0.0.0:12379", ["12379 node"]],
    ["--listen-client-http-urls=http://0.0.0.0:12381", ["12381 node"]],
    ["--listen-peer-urls=https://10.0.0.1:12380", ["12380 node"]],
    ["--listen-client-urls=https://0.0.0.0:2379 --listen-peer-urls=https://10.0.0.1:2380", []],
    ["--listen-client-urls=https://127.0.0.1:12379", []],
    ["--listen-client-urls=https://0.0.0.0:12379/ --listen-peer-urls=https://10.0.0.1:12379", ["12379 node"]],
    ["--listen-client-urls=https://0.0.0.0", []],
])("etcd with %s", (flags, ports) => expect(etcd(flags)).toEqual(ports));

test("of machines that move it to one port the first is named", () =>
    expect(moved(KUBELET, runs("kubelet --port=10260", "a"), runs("kubelet --port=10260 --read-only-port=10265", "b"))).toEqual([
        "10260 a",
        "10265 b",
    ]));

test("the services of one machine are told apart, and others move nowhere", () => {
    const stack = stackOf([runs("kubelet --port=10260 &\netcd --listen-client-urls=https://0.0.0.0:12379")]);
    const ports = movedPortsOf(stack);
    const of = (service: GuardedService) => [...ports.behind(service, stack).keys()];
    expect([KUBELET, ETCD, KUBELET, LOGIN, ETCD_METRICS].map(of)).toEqual([[10260], [12379], [10260], [], []]);
    expect(ports.behind(KUBELET, stack)).toBe(ports.behind(KUBELET, stack));
});

test("a boot that is not known, and what has none, move nothing", () => {
    expect(moved(KUBELET, machine(UNKNOWN))).toEqual([]);
    expect(moved(KUBELET, resource("db", "aws:rds/instance:Instance", { port: 10260 }))).toEqual([]);
});
