import { unseenObjectsGuardedAtAdmission } from "../../../../policypack/policies/runtime-socket/unseen-objects-guarded-at-admission";
import { UNKNOWN } from "../../judge";
import { policyTable } from "../../table";

const application = (name: string, kind = "Application") => ({
    type: `kubernetes:argoproj.io/v1alpha1:${kind}`,
    name,
    props: { spec: { source: { repoURL: "https://git.example.com/apps.git" } } },
});
const flux = (name: string, type: string) => ({ type: `kubernetes:${type}`, name, props: { spec: { interval: "5m" } } });
const release = (name: string, props: object) => ({ type: "kubernetes:helm.sh/v3:Release", name, props });
const fix =
    "Refuse in the cluster, at admission, what this pack refuses (the component BypassAdmissionPolicy), and review who may write what is applied.";
const line = (what: string, at: string) =>
    `is not all that is applied: ${what}, none of which could be judged here. ${fix} @${at}`;

policyTable(unseenObjectsGuardedAtAdmission, {
    stacks: {
        "an application of Argo CD": {
            resources: [application("apps")],
            reports: [line("Argo CD brings what one resource names (Application apps)", "apps")],
        },
        "many are one line": {
            resources: [
                application("a"),
                application("b", "ApplicationSet"),
                application("c"),
                application("d"),
                flux("infra", "kustomize.toolkit.fluxcd.io/v1:Kustomization"),
                flux("web", "helm.toolkit.fluxcd.io/v2:HelmRelease"),
                release("monitoring", { chart: "prometheus", valueYamlFiles: [{ path: "values.yaml" }] }),
            ],
            reports: [
                line(
                    "Argo CD brings what 4 resources name (Application a, Application c, Application d and 1 more), " +
                        "Helm brings what one resource names (valueYamlFiles of Release monitoring), " +
                        "Flux brings what 2 resources name (HelmRelease web, Kustomization infra)",
                    "a",
                ),
            ],
        },
        "a Patch is one, too": {
            resources: [application("apps", "ApplicationPatch")],
            reports: [line("Argo CD brings what one resource names (Application apps)", "apps")],
        },
        "what is refused at admission is guarded": {
            resources: [
                application("apps"),
                { type: "kube-bypass-guard:index:BypassAdmissionPolicy", name: "bypass", props: {} },
            ],
            reports: [],
        },
        "projects, sources and workloads apply nothing": {
            resources: [
                application("team", "AppProject"),
                application("web", "Rollout"),
                flux("apps", "source.toolkit.fluxcd.io/v1:GitRepository"),
                release("web", { chart: "nginx", values: { replicaCount: 2 } }),
            ],
            reports: [],
        },
        "files that the program is yet to name hide no application": {
            resources: [
                release("web", { chart: "nginx", valueYamlFiles: UNKNOWN }),
                { type: "aws:s3/bucketObject:BucketObject", name: "values", props: {} },
                application("apps"),
            ].map((one) => (one.name === "web" ? { ...one, propertyDependencies: { valueYamlFiles: ["values"] } } : one)),
            reports: [line("Argo CD brings what one resource names (Application apps)", "apps")],
            unknown: "valueYamlFiles",
        },
        "files that nobody names are none, though the provider has yet to say so": {
            resources: [release("web", { chart: "nginx", valueYamlFiles: UNKNOWN })],
            reports: [],
        },
    },
});
