import type { Row } from "../../../lib/subject";
import type { BootReader } from "../../../node/boot-reader";
import type { NodeRole } from "../../../model/node-boot";
import type { Cursor } from "../../../parse/cursor";
import { HOLE, word } from "../../../parse/word";
import { readContent } from "../../../node/file-content";
import type { BootLens } from "../../boot-carrier";
import { customResource } from "../custom-resource";
import { type Attempt, bootOfObject, only } from "./object-boot";

/** A file of cloud-config, as the bootstrap providers of Cluster API all have it. */
export interface File {
    path: string;
    owner: string;
    permissions: string;
    encoding: string;
    append: boolean;
    content: string;
    contentFrom: object;
}

/** A user likewise. */
export interface User {
    name: string;
    sudo: string;
    sshAuthorizedKeys: string[];
    passwd: string;
    passwdFrom: object;
    lockPassword: boolean;
    groups: string;
    primaryGroup: string;
}

/** Cluster API's bootstrap provider for kubeadm, in its versions v1beta1 and v1beta2, as far as it is read. */
interface KubeadmConfigSpec {
    clusterConfiguration: object;
    initConfiguration: object;
    joinConfiguration: { controlPlane: object };
    files: File[];
    users: User[];
    bootCommands: string[];
    preKubeadmCommands: string[];
    postKubeadmCommands: string[];
}

interface Template {
    spec: {
        template: { spec: { kubeadmConfigSpec: KubeadmConfigSpec } & KubeadmConfigSpec };
        kubeadmConfigSpec: KubeadmConfigSpec;
    } & KubeadmConfigSpec;
}

const DOCUMENTS = ["clusterConfiguration", "initConfiguration", "joinConfiguration"];
const VERSIONS = ["v1beta1", "v1beta2"];
const bootstrap = (kind: string) => VERSIONS.map((version) => `bootstrap.cluster.x-k8s.io/${version}:${kind}`);
const controlPlane = (kind: string) => VERSIONS.map((version) => `controlplane.cluster.x-k8s.io/${version}:${kind}`);

/** The nodes that Cluster API makes with kubeadm. */
export function everyClusterApiConfig<V>(lens: BootLens<V>): Row<V>[] {
    const rows = (
        kinds: readonly string[],
        role: NodeRole | undefined,
        specOf: (object: Cursor<Template>) => Cursor<KubeadmConfigSpec>,
    ) =>
        customResource<Template>(kinds)<V>((resource) =>
            bootOfObject(lens, resource, { why: "a configuration of Cluster API", role }, (reader, attempt) => {
                readSpec(reader, attempt, specOf(resource.props as Cursor<Template>));
            }),
        );
    return [
        ...rows(bootstrap("KubeadmConfig"), undefined, (object) => object.field("spec")),
        ...rows(bootstrap("KubeadmConfigTemplate"), undefined, (object) => object.field("spec").field("template").field("spec")),
        ...rows(controlPlane("KubeadmControlPlane"), "control-plane", (object) =>
            object.field("spec").field("kubeadmConfigSpec"),
        ),
        ...rows(controlPlane("KubeadmControlPlaneTemplate"), "control-plane", (object) =>
            object.field("spec").field("template").field("spec").field("kubeadmConfigSpec"),
        ),
    ];
}

/** In the order in which Cluster API's cloud-config does it: boot commands, files and users, the commands before kubeadm, kubeadm, the rest. */
function readSpec(reader: BootReader, attempt: Attempt, spec: Cursor<KubeadmConfigSpec>): void {
    const commands = (list: Cursor<string[]>) => {
        attempt(() => {
            for (const command of list.items()) {
                attempt(() => {
                    reader.script(command.text() ?? "", command.path, () => command.path);
                });
            }
        });
    };
    commands(spec.field("bootCommands"));
    attempt(() => {
        for (const file of spec.field("files").items()) {
            attempt(() => {
                readFile(reader, file);
            });
        }
    });
    attempt(() => {
        for (const user of spec.field("users").items()) {
            attempt(() => {
                readUser(reader, user);
            });
        }
    });
    commands(spec.field("preKubeadmCommands"));
    attempt(() => {
        reader.document("kubeadm", only(spec.raw(), ...DOCUMENTS), spec.path);
    });
    commands(spec.field("postKubeadmCommands"));
}

/** Notes what a file holds, or that its content comes from a Secret. */
export function readFile(reader: BootReader, file: Cursor<File>): void {
    const path = file.field("path").text();
    if (path === undefined) return;
    const [owner = "", group = ""] = (file.field("owner").text() ?? "root:root").split(":");
    const permissions = file.field("permissions").text() ?? "";
    const common = {
        at: file.field("content").path,
        isAppended: file.field("append").flag() === true,
        mode: /^[0-7]{1,5}$/.test(permissions) ? Number.parseInt(permissions, 8) : 0o644,
        owner,
        group,
    };
    const lost = () => reader.file(path, word(HOLE), common);
    if (file.field("contentFrom").isPresent()) {
        lost();
        return reader.unreadable(file.field("contentFrom").path, `takes ${path} from a Secret`);
    }
    let content: string;
    try {
        content = file.field("content").text() ?? "";
    } catch (error) {
        lost();
        throw error;
    }
    const text = readContent(Buffer.from(content), file.field("encoding").text() ?? "");
    if (!text.ok) {
        lost();
        return reader.unreadable(common.at, text.reason);
    }
    reader.file(path, word(text.value), common);
}

/** Notes who may log in. */
export function readUser(reader: BootReader, user: Cursor<User>): void {
    const name = user.field("name").text();
    if (name === undefined) return;
    const sourced = <T>(value: T, place: Cursor<unknown>) => ({ value, at: place.path, isDefault: false });
    const keys = user.field("sshAuthorizedKeys");
    const isUnlocked = user.field("lockPassword").flag() === false;
    const sudo = user.field("sudo");
    const rule = sudo.text() ?? "";
    const passwords = [user.field("passwd"), user.field("passwdFrom")].filter((place) => isUnlocked && place.isPresent());
    reader.user({
        name,
        at: user.path,
        logsInBy: [
            ...[...keys.items()].slice(0, 1).map(() => sourced("ssh key" as const, keys)),
            ...passwords.map((place) => sourced("password" as const, place)),
        ],
        ...(rule !== "" && { sudo: sourced(rule, sudo) }),
        groups: [user.field("groups"), user.field("primaryGroup")].flatMap((place) =>
            (place.text() ?? "")
                .split(",")
                .map((group) => group.trim())
                .filter((group) => group !== "")
                .map((group) => sourced(group, place)),
        ),
    });
}
