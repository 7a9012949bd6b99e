import type { Row } from "../../../lib/subject";
import type { BootReader } from "../../../node/boot-reader";
import { readUserData } from "../../../node/user-data";
import type { Cursor } from "../../../parse/cursor";
import type { BootLens } from "../../boot-carrier";
import { customResource } from "../custom-resource";
import { type Attempt, bootOfObject } from "./object-boot";

interface NodeClass {
    spec: {
        amiFamily: string;
        amiSelectorTerms: { alias: string }[];
        userData: string;
        kubelet: Record<string, unknown>;
    };
}

/** The kinds in which Karpenter takes the settings of its machines. */
export const NODE_CLASSES = ["karpenter.k8s.aws/v1:EC2NodeClass", "karpenter.k8s.aws/v1beta1:EC2NodeClass"];

/** The nodes that Karpenter starts on EC2 (karpenter-provider-aws, pkg/providers/amifamily). */
export const everyNodeClass = <V>(lens: BootLens<V>): Row<V>[] =>
    customResource<NodeClass>(NODE_CLASSES)<V>((resource) =>
        bootOfObject(lens, resource, { why: "an EC2NodeClass of Karpenter", role: "worker" }, (reader, attempt) => {
            readNodeClass(reader, attempt, resource.props as Cursor<NodeClass>);
        }),
    );

/** The user data comes first; what Karpenter itself adds to it last. */
function readNodeClass(reader: BootReader, attempt: Attempt, object: Cursor<NodeClass>): void {
    const spec = object.field("spec");
    attempt(() => {
        const userData = spec.field("userData");
        readUserData(reader, userData.text() ?? "", userData.path);
    });
    attempt(() => {
        switch (familyOf(spec)) {
            case "al2023": {
                const config = spec.field("kubelet");
                const value = { spec: { kubelet: { config: config.raw() ?? {} } } };
                return reader.document("nodeadm", value, spec.path, config.path);
            }
            case "al2":
                return reader.script("/etc/eks/bootstrap.sh karpenter", spec.path, () => spec.path);
            default:
                // Bottlerocket takes none of these settings, and an image of one's own starts as it likes.
                return;
        }
    });
}

/** By its name, or that of the image's alias: `al2023@latest`. */
function familyOf(spec: Cursor<NodeClass["spec"]>): string {
    const family = spec.field("amiFamily").text();
    if (family !== undefined) return family.toLowerCase();
    for (const term of spec.field("amiSelectorTerms").items()) {
        const alias = term.field("alias").text();
        if (alias !== undefined) return alias.split("@")[0]!.toLowerCase();
    }
    return "custom";
}
