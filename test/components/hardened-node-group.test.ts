import { HardenedNodeGroup } from "../../components";
import { recorded } from "./recorded";
import { atTheStrictest } from "./strictest";
const required = { clusterName: "shop", subnetIds: ["subnet-0a", "subnet-0b"], securityGroupIds: ["sg-0c0ffee0c0ffee000"] };
test("try", async () => {
    const resources = await recorded(() => new HardenedNodeGroup("workers", { ...required, sessions: true, runStaticPodsFrom: "/srv/pods" }));
    console.log(JSON.stringify(resources.map(({type, name}) => [type, name])));
    console.log(Buffer.from(resources.find(r => r.type.includes("LaunchTemplate"))!.props.userData, "base64").toString());
    console.log(JSON.stringify(atTheStrictest(resources), undefined, 1));
    const b = await recorded(() => new HardenedNodeGroup("workers", { ...required, system: "Bottlerocket" as any, sessions: true }));
    console.log(Buffer.from(b.find(r => r.type.includes("LaunchTemplate"))!.props.userData, "base64").toString());
    console.log(JSON.stringify(atTheStrictest(b), undefined, 1));
    const p = await recorded(() => new HardenedNodeGroup("workers", required), { isPreview: true });
    console.log(JSON.stringify(atTheStrictest(p), undefined, 1));
});
