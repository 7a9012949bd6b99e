import type { Row } from "../../../lib/subject";
import type { BootReader } from "../../../node/boot-reader";
import type { Cursor } from "../../../parse/cursor";
import type { BootLens } from "../../boot-carrier";
import { customResource } from "../custom-resource";
import { type File, readFile, readUser, type User } from "./cluster-api";
import { type Attempt, bootOfObject } from "./object-boot";

/** Cluster API's bootstrap providers for nodes of EKS, as far as they are read (cluster-api-provider-aws, bootstrap/eks/api). */
interface EksConfigSpec {
    kubeletExtraArgs: Record<string, string>;
    boostrapCommandOverride: string;
    preBootstrapCommands: string[];
    postBootstrapCommands: string[];
    files: File[];
    users: User[];
}

interface NodeadmConfigSpec {
    kubelet: { config: object; flags: string[] };
    preNodeadmCommands: string[];
    files: File[];
    users: User[];
}

/** The object itself has the specification, and a template below its own. */
interface Config<S> {
    spec: S & { template: { spec: S } };
}

type Read<S> = (reader: BootReader, attempt: Attempt, spec: Cursor<S>) => void;

/** The nodes that Cluster API adds to clusters of EKS. */
export const everyClusterApiEksConfig = <V>(lens: BootLens<V>): Row<V>[] => [
    ...rowsOf<V, EksConfigSpec>(lens, "EKSConfig", ["v1beta1", "v1beta2"], readEksConfig),
    ...rowsOf<V, NodeadmConfigSpec>(lens, "NodeadmConfig", ["v1beta2"], readNodeadmConfig),
];

function rowsOf<V, S>(lens: BootLens<V>, kind: string, versions: readonly string[], read: Read<S>): Row<V>[] {
    const kinds = (name: string) => versions.map((version) => `bootstrap.cluster.x-k8s.io/${version}:${name}`);
    const rows = (names: readonly string[], specOf: (object: Cursor<Config<S>>) => Cursor<unknown>) =>
        customResource<Config<S>>(names)<V>((resource) =>
            bootOfObject(lens, resource, { why: "a configuration of Cluster API", role: "worker" }, (reader, attempt) => {
                read(reader, attempt, specOf(resource.props as Cursor<Config<S>>) as Cursor<S>);
            }),
        );
    return [
        ...rows(kinds(kind), (object) => object.field("spec")),
        ...rows(kinds(`${kind}Template`), (object) => object.field("spec").field("template").field("spec")),
    ];
}

/** Files and users first, then the commands, then what starts the node, then the rest (bootstrap/eks/internal/userdata/node.go). */
function readEksConfig(reader: BootReader, attempt: Attempt, spec: Cursor<EksConfigSpec>): void {
    readCloudConfig(reader, attempt, spec);
    readCommands(reader, attempt, spec.field("preBootstrapCommands"));
    attempt(() => {
        const args = spec.field("kubeletExtraArgs");
        const flags = [...args.entries()].map(([name, value]) => `--${name}=${value.text() ?? ""}`);
        const command = spec.field("boostrapCommandOverride").text() ?? "/etc/eks/bootstrap.sh";
        const extra = flags.length === 0 ? "" : ` --kubelet-extra-args '${flags.join(" ").replaceAll("'", `'\\''`)}'`;
        const place = flags.length === 0 ? spec.path : args.path;
        reader.script(`${command} cluster${extra}`, place, () => place);
    });
    readCommands(reader, attempt, spec.field("postBootstrapCommands"));
}

/** bootstrap/eks/internal/userdata/nodeadm.go */
function readNodeadmConfig(reader: BootReader, attempt: Attempt, spec: Cursor<NodeadmConfigSpec>): void {
    readCloudConfig(reader, attempt, spec);
    readCommands(reader, attempt, spec.field("preNodeadmCommands"));
    attempt(() => {
        const kubelet = spec.field("kubelet");
        reader.document("nodeadm", { spec: { kubelet: kubelet.raw() ?? {} } }, spec.path, kubelet.field("config").path);
    });
}

function readCloudConfig(reader: BootReader, attempt: Attempt, spec: Cursor<{ files: File[]; users: User[] }>): void {
    attempt(() => {
        for (const file of spec.field("files").items())
            attempt(() => {
                readFile(reader, file);
            });
    });
    attempt(() => {
        for (const user of spec.field("users").items())
            attempt(() => {
                readUser(reader, user);
            });
    });
}

function readCommands(reader: BootReader, attempt: Attempt, list: Cursor<string[]>): void {
    attempt(() => {
        for (const command of list.items())
            attempt(() => {
                reader.script(command.text() ?? "", command.path, () => command.path);
            });
    });
}
