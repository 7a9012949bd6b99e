// Manifests for `npm run bench`, as an organisation has them: mostly what applications are made of, some of it wrong. The same seed gives the
// same text.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { numbers } from "./random.mjs";

/** What of a hundred objects is of which kind. */
const MIX = [
    [34, deployment],
    [20, service],
    [15, configMap],
    [6, role],
    [6, roleBinding],
    [4, serviceAccount],
    [4, daemonSet],
    [4, statefulSet],
    [4, cronJob],
    [3, ingress],
];
const TOTAL = MIX.reduce((sum, [weight]) => sum + weight, 0);

/**
 * @param {number} count
 * @param {number} [seed]
 * @returns {string[]} as many manifests, each one document without `---`
 */
export function manifests(count, seed = 1) {
    const next = numbers(seed);
    const dice = {
        chance: (share) => next() < share,
        upTo: (n) => Math.floor(next() * n),
        of: (list) => list[Math.floor(next() * list.length)],
    };
    return Array.from({ length: count }, (_, i) => {
        let place = next() * TOTAL;
        const [, make] = MIX.find(([weight]) => (place -= weight) < 0);
        return make(`app-${i}`, `team-${i % 97}`, dice);
    });
}

/** Writes them as files, a hundred in a folder, as repositories have them. */
export function writeFiles(folder, documents) {
    documents.forEach((text, i) => {
        const own = join(folder, `service-${Math.floor(i / 100)}`);
        if (i % 100 === 0) mkdirSync(own, { recursive: true });
        writeFileSync(join(own, `${i % 100}.yaml`), text);
    });
}

const header = (apiVersion, kind, name, namespace) => `apiVersion: ${apiVersion}
kind: ${kind}
metadata:
  name: ${name}
  namespace: ${namespace}
  labels:
    app.kubernetes.io/name: ${name}
    app.kubernetes.io/part-of: ${namespace}
    app.kubernetes.io/managed-by: kustomize
`;

const indented = (text, by) => text.replace(/^(?=.)/gm, " ".repeat(by));

/** A Pod as teams write it: resources, probes, settings, and on one in ten a mistake. */
function podTemplate(name, dice, isAgent = false) {
    const settings = Array.from({ length: 2 + dice.upTo(8) }, (_, i) =>
        dice.chance(0.3)
            ? `    - name: SETTING_${i}\n      valueFrom:\n        secretKeyRef:\n          name: ${name}\n          key: setting-${i}\n`
            : `    - name: SETTING_${i}\n      value: "https://service-${dice.upTo(500)}.internal:8443/path/${i}"\n`,
    ).join("");
    const isWrong = dice.chance(isAgent ? 0.5 : 0.1);
    const host = isWrong
        ? dice.of([
              "/var/run/docker.sock",
              "/run/containerd/containerd.sock",
              "/var/lib/kubelet",
              "/etc/kubernetes/manifests",
              "/",
          ])
        : undefined;
    const volume = host ?? (isAgent ? "/var/log/pods" : undefined);
    const readOnly = host === undefined || dice.chance(0.3);
    const onHost = isWrong && dice.chance(0.2) ? `${dice.of(["hostNetwork", "hostPID", "hostIPC"])}: true\n` : "";
    const privileged = isWrong && dice.chance(0.2);
    return `metadata:
  labels:
    app.kubernetes.io/name: ${name}
  annotations:
    prometheus.io/scrape: "true"
    prometheus.io/port: "9090"
spec:
${indented(onHost, 2)}  serviceAccountName: ${name}
  terminationGracePeriodSeconds: 30
  # what it is allowed to do
  securityContext:
    runAsNonRoot: ${!privileged}
    seccompProfile:
      type: RuntimeDefault
  containers:
  - name: ${name}
    image: registry.internal/${name}:1.${dice.upTo(40)}.${dice.upTo(20)}
    imagePullPolicy: IfNotPresent
    args: ["--listen=:8080", "--metrics=:9090", "--log-level=info"]
    env:
${settings}    ports:
    - name: http
      containerPort: 8080
      protocol: TCP
    - name: metrics
      containerPort: 9090
      protocol: TCP
    resources:
      requests:
        cpu: ${50 + dice.upTo(20) * 10}m
        memory: ${64 + dice.upTo(8) * 64}Mi
      limits:
        memory: 1Gi
    livenessProbe:
      httpGet:
        path: /healthz
        port: http
      initialDelaySeconds: 10
      periodSeconds: 10
    readinessProbe:
      httpGet: { path: /ready, port: http }
    securityContext:
      allowPrivilegeEscalation: ${privileged}
      privileged: ${privileged}
      readOnlyRootFilesystem: true
      capabilities:
        drop: [ALL]
    volumeMounts:
    - name: tmp
      mountPath: /tmp
    - name: config
      mountPath: /etc/${name}
      readOnly: true
${volume === undefined ? "" : `    - name: host\n      mountPath: /host\n      readOnly: ${readOnly}\n`}  volumes:
  - name: tmp
    emptyDir: {}
  - name: config
    configMap:
      name: ${name}
${volume === undefined ? "" : `  - name: host\n    hostPath:\n      path: ${volume}\n`}`;
}

const selector = (name) => `  selector:\n    matchLabels:\n      app.kubernetes.io/name: ${name}\n`;

function deployment(name, namespace, dice) {
    return `${header("apps/v1", "Deployment", name, namespace)}spec:
  replicas: ${1 + dice.upTo(6)}
  revisionHistoryLimit: 3
${selector(name)}  strategy:
    type: RollingUpdate
    rollingUpdate:
      maxSurge: 25%
      maxUnavailable: 0
  template:
${indented(podTemplate(name, dice), 4)}`;
}

function daemonSet(name, namespace, dice) {
    return `${header("apps/v1", "DaemonSet", name, namespace)}spec:
${selector(name)}  template:
${indented(podTemplate(name, dice, true), 4)}`;
}

function statefulSet(name, namespace, dice) {
    return `${header("apps/v1", "StatefulSet", name, namespace)}spec:
  replicas: 3
  serviceName: ${name}
${selector(name)}  template:
${indented(podTemplate(name, dice), 4)}  volumeClaimTemplates:
  - metadata:
      name: data
    spec:
      accessModes: [ReadWriteOnce]
      resources:
        requests:
          storage: 10Gi
`;
}

function cronJob(name, namespace, dice) {
    return `${header("batch/v1", "CronJob", name, namespace)}spec:
  schedule: "${dice.upTo(60)} ${dice.upTo(24)} * * *"
  concurrencyPolicy: Forbid
  jobTemplate:
    spec:
      template:
${indented(podTemplate(name, dice).replace("  containers:\n", "  restartPolicy: OnFailure\n  containers:\n"), 8)}`;
}

function service(name, namespace, dice) {
    return `${header("v1", "Service", name, namespace)}spec:
  type: ${dice.chance(0.05) ? "LoadBalancer" : "ClusterIP"}
  selector:
    app.kubernetes.io/name: ${name}
  ports:
  - name: http
    port: 80
    targetPort: http
    protocol: TCP
  - name: metrics
    port: 9090
    targetPort: metrics
`;
}

function configMap(name, namespace, dice) {
    const lines = Array.from(
        { length: 5 + dice.upTo(30) },
        (_, i) => `    section.${i}.endpoint = https://service-${dice.upTo(500)}.internal/${i}\n`,
    );
    return `${header("v1", "ConfigMap", name, namespace)}data:
  LOG_LEVEL: info
  application.properties: |
${lines.join("")}  features.json: |-
    {"beta": ${dice.chance(0.5)}, "rollout": ${dice.upTo(100)}}
`;
}

const RULES = [
    ['[""]', '["configmaps", "secrets"]', '["get", "list", "watch"]'],
    ['["apps"]', '["deployments"]', '["get", "patch"]'],
    ['["coordination.k8s.io"]', '["leases"]', '["get", "create", "update"]'],
    ['[""]', '["pods", "pods/log"]', '["get", "list"]'],
];
const WRONG_RULES = [
    ['[""]', '["nodes/proxy"]', '["get", "create"]'],
    ['["*"]', '["*"]', '["*"]'],
    ['[""]', '["nodes"]', '["update", "patch"]'],
];

function role(name, namespace, dice) {
    const isClusterRole = dice.chance(0.4);
    const rules = Array.from({ length: 1 + dice.upTo(3) }, () => dice.of(RULES));
    if (isClusterRole && dice.chance(0.2)) rules.push(dice.of(WRONG_RULES));
    const text = rules
        .map(([groups, resources, verbs]) => `- apiGroups: ${groups}\n  resources: ${resources}\n  verbs: ${verbs}\n`)
        .join("");
    const own = header("rbac.authorization.k8s.io/v1", isClusterRole ? "ClusterRole" : "Role", name, namespace);
    return `${isClusterRole ? own.replace(/^ {2}namespace: .*\n/m, "") : own}rules:\n${text}`;
}

function roleBinding(name, namespace, dice) {
    const isForCluster = dice.chance(0.3);
    const own = header("rbac.authorization.k8s.io/v1", isForCluster ? "ClusterRoleBinding" : "RoleBinding", name, namespace);
    const isWrong = isForCluster && dice.chance(0.1);
    return `${isForCluster ? own.replace(/^ {2}namespace: .*\n/m, "") : own}roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: ${isWrong ? "cluster-admin" : name}
subjects:
${isWrong ? "- kind: Group\n  name: system:authenticated\n  apiGroup: rbac.authorization.k8s.io\n" : `- kind: ServiceAccount\n  name: ${name}\n  namespace: ${namespace}\n`}`;
}

function serviceAccount(name, namespace) {
    return `${header("v1", "ServiceAccount", name, namespace)}automountServiceAccountToken: false\n`;
}

function ingress(name, namespace, dice) {
    return `${header("networking.k8s.io/v1", "Ingress", name, namespace)}spec:
  ingressClassName: nginx
  tls:
  - hosts: [${name}.example.com]
    secretName: ${name}-tls
  rules:
  - host: ${name}.example.com
    http:
      paths:
      - path: /${dice.upTo(10)}
        pathType: Prefix
        backend:
          service:
            name: ${name}
            port:
              name: http
`;
}
