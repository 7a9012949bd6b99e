import { cli, PACK, program, project } from "./engine";
import { Member, pipeline } from "./service/member";
import { startService } from "./service/server";

test("try", async () => {
    const service = await startService("acme");
    const security = new Member(cli(), service.token);
    console.log(await security.pulumi(["login", service.url]));
    console.log(await security.pulumi(["policy", "publish", "acme"], PACK));
    const { account, installer } = await pipeline(cli(), service, "dev");
    const stack = await project(program(`new aws.ec2.LaunchTemplate("nodes", { userData: base64("#!/bin/bash\\n/etc/eks/bootstrap.sh my --kubelet-extra-args '--read-only-port=10255'") });`), account);
    console.log(await security.pulumi(["policy", "enable", "acme/kube-bypass-guard", "latest"]));
    console.log(await stack.preview());
    console.log(await stack.up());
    console.log(service.calls, service.unknownCalls);
    console.log(JSON.stringify(service.organization.updates.map((u) => ({ ...u, events: u.events.length })), undefined, 1).slice(0, 3000));
    await installer?.stop();
    security.stop();
    await service.stop();
});
