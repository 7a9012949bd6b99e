import { rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { hostPathMountsReadOnly } from "../../../policypack/policies/runtime-socket/host-path-mounts-read-only";
import { staticPodsVisible } from "../../../policypack/policies/static-pods/static-pods-visible";
import { until } from "../until";
import { type Cluster, MASTERS_TOKEN, NODE, startCluster } from "./cluster";
import {
    inside,
    isReported,
    listed,
    make,
    makeNamespace,
    manifestOf,
    mountOf,
    place,
    POD,
    type Pod,
    podOf,
    runs,
    shown,
    start,
} from "./pods";

const SECRET = "what root alone reads";
const ADMISSION = "/apis/admissionregistration.k8s.io/v1";

let cluster: Cluster;
/** A file of the node, as a kubelet's key is. */
let secretFile: string;

beforeAll(async () => {
    cluster = await startCluster({});
    secretFile = join(cluster.folder, "secret");
    writeFileSync(secretFile, SECRET, { mode: 0o600 });
    await makeNamespace(cluster, "apps");
}, 200_000);

afterAll(() => cluster?.stop(), 60_000);

const nameOf = ({ metadata }: Pod): string => `${metadata.name}-${NODE}`;
/** Waits until the kubelet has told the API server of a static Pod. */
const seen = (pod: Pod) =>
    until(`the mirror of ${pod.metadata.name}`, 40_000, async () => (await listed(cluster)).includes(nameOf(pod)));
/** Waits until the API server has refused a static Pod's mirror. */
const refused = (pod: Pod, reason: string) =>
    until(`the refusal of ${pod.metadata.name}'s mirror`, 40_000, () =>
        cluster
            .kubelet()
            .log()
            .split("\n")
            .some((line) => line.includes("mirror pod") && line.includes(pod.metadata.name) && line.includes(reason)),
    );

test("a static Pod runs and is not in the API where its namespace does not exist; in one that exists it is", async () => {
    const [ghost, known] = [podOf("no-such-namespace", "ghost"), podOf("kube-system", "known")];
    for (const pod of [ghost, known]) place(cluster, pod);
    await runs(cluster, ghost, MASTERS_TOKEN);
    await runs(cluster, known, MASTERS_TOKEN);
    await refused(ghost, 'not found');
    await seen(known);
    expect(await listed(cluster)).not.toContain(nameOf(ghost));
    shown("a static Pod whose namespace does not exist runs and is not in the API");
}, 120_000);

test("a static Pod runs and is not in the API where Pod Security refuses it; where it is admitted it is", async () => {
    await makeNamespace(cluster, "restricted", { "pod-security.kubernetes.io/enforce": "restricted" });
    await makeNamespace(cluster, "privileged", { "pod-security.kubernetes.io/enforce": "privileged" });
    const [hidden, admitted] = [podOf("restricted", "hidden"), podOf("privileged", "admitted")];
    for (const pod of [hidden, admitted]) place(cluster, pod);
    await runs(cluster, hidden, MASTERS_TOKEN);
    await runs(cluster, admitted, MASTERS_TOKEN);
    await refused(hidden, "violates PodSecurity");
    await seen(admitted);
    expect(await listed(cluster)).not.toContain(nameOf(hidden));
    shown("a static Pod that Pod Security refuses runs and is not in the API");
}, 120_000);
