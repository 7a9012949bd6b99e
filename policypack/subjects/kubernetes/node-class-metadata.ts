import type { Row } from "../../lib/subject";
import type { MetadataSetting } from "../../model/metadata-setting";
import type { Cursor } from "../../parse/cursor";
import type { MetadataOptions } from "../aws/machine";
import type { ReadOption } from "../aws/instance-metadata";
import { customResource } from "./custom-resource";
import { NODE_CLASSES } from "./karpenter";

interface NodeClass {
    spec: { metadataOptions?: MetadataOptions };
}

/**
 * The metadata options of Karpenter's nodes. Its own defaults are the safe ones (karpenter-provider-aws, pkg/apis/v1/ec2nodeclass.go:
 * tokens required, one hop), so that an option that is not set is no view.
 */
export const everyNodeClassMetadata = <T>(option: ReadOption<T>): Row<MetadataSetting<T>>[] =>
    customResource<NodeClass>(NODE_CLASSES)<MetadataSetting<T>>(function* ({ props }) {
        const options = props.field("spec").field("metadataOptions") as Cursor<MetadataOptions | undefined>;
        if (options.field("httpEndpoint").text() === "disabled") return;
        const { at, value } = option(options);
        const set = value();
        if (set === undefined) return;
        const evidence = { verdict: "node", why: "an EC2NodeClass of Karpenter" } as const;
        yield () => ({ at, value: set, scope: "machine", evidence, path: [] });
    });
