import { basename, join } from "node:path/posix";
import type { Row, Thunk } from "../../../lib/subject";
import type { EffectiveKubelet } from "../../../model/effective-kubelet";
import type { BootReader } from "../../../node/boot-reader";
import { readContent } from "../../../node/file-content";
import { kubeletsOf } from "../../../node/installers";
import type { KopsSpec } from "../../../node/installers/kops";
import { readUserData } from "../../../node/user-data";
import type { Cursor } from "../../../parse/cursor";
import { HOLE, word } from "../../../parse/word";
import type { BootLens } from "../../boot-carrier";
import { customResource } from "../custom-resource";
import { type Attempt, bootOfObject, only } from "./object-boot";

interface FileAsset {
    name: string;
    path: string;
    content: string;
    isBase64: boolean;
    mode: string;
}

interface Kops {
    spec: KopsSpec & {
        fileAssets: FileAsset[];
        additionalUserData: { name: string; type: string; content: string }[];
    };
}

const WHY = "a configuration of kops";

/** The machines of kops' InstanceGroups. */
export const everyInstanceGroup = <V>(lens: BootLens<V>): Row<V>[] =>
    customResource<Kops>(["kops.k8s.io/v1alpha2:InstanceGroup"])<V>((resource) =>
        bootOfObject(lens, resource, { why: WHY }, (reader, attempt) => {
            readSpec(reader, attempt, (resource.props as Cursor<Kops>).field("spec"));
        }),
    );

/** What kops' Clusters say of all their machines: the kubelet and files. What these run else is not in them. */
export const everyKopsCluster = <V>(lens: BootLens<V>): Row<V>[] =>
    customResource<Kops>(["kops.k8s.io/v1alpha2:Cluster"])<V>((resource) =>
        bootOfObject<V>(lens, resource, { why: WHY }, (reader, attempt) => {
            readSpec(reader, attempt, (resource.props as Cursor<Kops>).field("spec"));
        }),
    );

/** The kubelets of kops' Clusters. */
export const everyKopsClusterKubelet = <V>(lens: (kubelet: EffectiveKubelet) => Iterable<Thunk<V>>): Row<V>[] =>
    everyKopsCluster<V>(function* (boot) {
        for (const kubelet of kubeletsOf(boot)) yield* lens(kubelet);
    });

function readSpec(reader: BootReader, attempt: Attempt, spec: Cursor<Kops["spec"]>): void {
    attempt(() => {
        reader.document("kops", only(spec.raw(), "kubelet", "controlPlaneKubelet", "masterKubelet", "role"), spec.path);
    });
    attempt(() => {
        for (const file of spec.field("fileAssets").items()) {
            attempt(() => {
                readFile(reader, file);
            });
        }
    });
    attempt(() => {
        for (const part of spec.field("additionalUserData").items()) {
            attempt(() => {
                const content = part.field("content");
                readUserData(reader, content.text() ?? "", content.path);
            });
        }
    });
}

/** Without a path it lies among kops' own, by its name (nodeup/pkg/model/file_assets.go). */
function readFile(reader: BootReader, file: Cursor<FileAsset>): void {
    const name = file.field("name").text() ?? "";
    const path = file.field("path").text() ?? join("/srv/kubernetes/assets", basename(name));
    const content = file.field("content");
    const mode = file.field("mode").text() ?? "";
    const text = readContent(Buffer.from(content.text() ?? ""), file.field("isBase64").flag() === true ? "base64" : "");
    if (!text.ok) reader.unreadable(content.path, text.reason);
    reader.file(path, word(text.ok ? text.value : HOLE), {
        at: content.path,
        mode: /^[0-7]{1,5}$/.test(mode) ? Number.parseInt(mode, 8) : 0o440,
        owner: "root",
        group: "root",
    });
}
