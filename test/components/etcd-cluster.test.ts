import * as fc from "fast-check";
import { EtcdCluster, type EtcdClusterArgs } from "../../components";
import { everySetPasses, registered } from "./registered";
import { atTheStrictest, raised } from "./strictest";

const LEAST: EtcdClusterArgs = {
    clusterName: "shop",
    vpcId: "vpc-0c0ffee0",
    subnetIds: ["subnet-1", "subnet-2", "subnet-3"],
    domain: "etcd.shop.internal",
    amiId: "ami-0c0ffee0c0ffee000",
    auditLogGroupName: "/shop/nodes",
    apiServerRole: "arn:aws:iam::123456789012:role/control-plane",
    apiServerSecurityGroupIds: ["sg-0c0ffee0c0ffee000"],
};
const make = (args: Partial<EtcdClusterArgs>) => () => new EtcdCluster("store", { ...LEAST, ...args });

test("smoke", async () => {
    for (const when of ["preview", "up"] as const)
        console.log(
            when,
            JSON.stringify(
                atTheStrictest(
                    await registered(
                        make({
                            keyAdministrators: ["arn:aws:iam::123456789012:role/deploy"],
                            backupRole: "arn:aws:iam::123456789012:role/backup",
                        }),
                        when,
                    ),
                ),
                null,
                1,
            ),
        );
});
