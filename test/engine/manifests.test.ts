import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PACK, program, project } from "./engine";

/**
 * Manifests that a program only names: YAML in a text and in a file, a kustomization, a chart that is rendered. The SDK makes ordinary resources
 * of them, with ids and parents of their own, so that every policy sees each object.
 */
const folder = mkdtempSync(join(tmpdir(), "kbg-manifests-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const agent = (name: string) => `apiVersion: apps/v1
kind: DaemonSet
metadata: { name: ${name}, namespace: agents }
spec:
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec:
      containers: [{ name: agent, image: example.com/agent:1, volumeMounts: [{ name: run, mountPath: /run/d.sock, readOnly: true }] }]
      volumes: [{ name: run, hostPath: { path: /var/run/docker.sock } }]
`;

function written(path: string, text: string): string {
    const file = join(folder, path);
    mkdirSync(join(file, ".."), { recursive: true });
    writeFileSync(file, text);
    return file;
}

test("what a text, a file, a kustomization and a chart bring is judged object by object", async () => {
    const file = written("file.yaml", `${agent("from-file")}---\napiVersion: v1\nkind: Namespace\nmetadata: { name: agents }\n`);
    written("kustomized/kustomization.yaml", "resources: [agent.yaml]\n");
    written("kustomized/agent.yaml", agent("from-kustomization"));
    written("chart/Chart.yaml", "apiVersion: v2\nname: chart\nversion: 1.0.0\n");
    written("chart/templates/agent.yaml", agent("from-chart"));

    const { exitCode, violations } = await (
        await project(
            program(`
                new kubernetes.yaml.ConfigGroup("group", { yaml: ${JSON.stringify(agent("from-text"))} });
                new kubernetes.yaml.ConfigFile("file", { file: ${JSON.stringify(file)} });
                new kubernetes.kustomize.Directory("kustomized", { directory: ${JSON.stringify(join(folder, "kustomized"))} });
                new kubernetes.helm.v3.Chart("chart", { path: ${JSON.stringify(join(folder, "chart"))} });
            `),
        )
    ).preview({ packs: [PACK] });
    expect(exitCode).not.toBe(0);
    const sockets = violations.filter(({ policy }) => policy === "runtime-socket-not-mounted");
    expect(sockets.map(({ level, urn }) => `${level} ${urn.split("::").at(-1)}`).sort()).toEqual([
        "mandatory agents/from-chart",
        "mandatory agents/from-file",
        "mandatory agents/from-kustomization",
        "mandatory agents/from-text",
    ]);
    expect(sockets.map(({ message }) => message.split("\n").at(-1)!.split(". ")[0])).toEqual(
        Array(4).fill('spec.template.spec.volumes[0].hostPath.path: mounts "/var/run/docker.sock", the socket of Docker'),
    );
});
