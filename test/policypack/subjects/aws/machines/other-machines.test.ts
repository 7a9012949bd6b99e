import { Cursor } from "../../../../../policypack/parse/cursor";
import { bootOfMachine, hintsOfBoot, startsNoNode } from "../../../../../policypack/subjects/aws/machines/other-machines";
import { stackOf, UNKNOWN } from "../../../judge";
import { resource } from "../../../paths";

const place = (props: object) => stackOf([resource("it", "aws:ec2/instance:Instance", props)])[0]!.props;
const runs = (...lines: string[]) => place({ userData: ["#!/bin/bash", ...lines, ""].join("\n") });
const packed = (text: string) => Buffer.from(text).toString("base64");

/** A machine is known to be no node where its user data is read to the end, starts nothing of Kubernetes, and fetches nothing that could. */
test.each<[line: string, isNone: boolean]>([
    ["systemctl start nginx", true],
    ["docker run -d nginx", true],
    ["docker run -d rancher/rancher", false],
    ["docker run -d registry.k8s.io/pause", true],
    ["kubectl get nodes", false],
    ["kubeadm join", false],
    ["curl -o /opt/x https://example.com/x", false],
    ["wget https://example.com/x", false],
    ["/usr/bin/curl https://example.com/x", false],
    ["aws s3 cp s3://b/x /opt/x", false],
    ["git clone https://example.com/x", false],
    ["python /opt/x.py", false],
    ["python3 /opt/x.py", false],
    ["pip install x", false],
    ["pip3 install x", false],
    ["helm install x", false],
    ["ansible x", false],
    ["ansible-pull -U https://example.com/x", false],
    ["salt-call state.apply", false],
    ["puppet agent", false],
    ["chef-client", false],
    ["cfn-init -v", false],
    ["Invoke-WebRequest https://example.com/x", false],
    ["echo curl", true],
    ["mycurl https://example.com/x", true],
    ["curlie https://example.com/x", true],
    ["pipx x", true],
])("%s: %s", (line, isNone) => expect(startsNoNode(runs("echo hello", line))).toBe(isNone));

test.each<[reason: string, props: object, isNone: boolean]>([
    ["user data in base64", { userDataBase64: packed("#!/bin/sh\nsystemctl start nginx\n") }, true],
    ["user data in base64 that fetches", { userDataBase64: packed("#!/bin/sh\ncurl https://example.com/x | sh\n") }, false],
    ["none, so that a node may be in its image", {}, false],
    ["an empty one", { userData: "" }, false],
    ["an empty one beside another", { userData: "", userDataBase64: packed("#!/bin/sh\ntrue\n") }, true],
    ["one that is not known yet", { userData: UNKNOWN }, false],
    ["one that is not read to the end", { userData: "#include\nhttps://example.com/x.sh\n" }, false],
    ["a cloud-config", { userData: "#cloud-config\npackages: [nginx]\n" }, true],
])("a machine with %s starts no node: %s", (_, props, isNone) => expect(startsNoNode(place(props))).toBe(isNone));

/** What a boot shows that has no single mark. */
test.each<[reason: string, text: string, hints: string[]]>([
    ["k3s", "#!/bin/sh\nk3s server\n", ["kubernetes user data that runs k3s"]],
    ["k3s behind blank lines", "\n\n #!/bin/sh\nk3s server\n", ["kubernetes user data that runs k3s"]],
    ["etcd alone", "#!/bin/sh\netcd --name a\n", ["etcd user data that runs etcd"]],
    ["a web server", "#!/bin/sh\nsystemctl start nginx\n", []],
    ["a cloud-config of a web server", "#cloud-config\nruncmd: [systemctl start nginx]\n", []],
    ["a cloud-config of k3s", "#cloud-config\nruncmd:\n  - k3s server\n", ["kubernetes user data that runs k3s"]],
    ["what is compressed, and may be anything", packed("#!/bin/sh\nk3s server\n"), ["kubernetes user data that runs k3s"]],
])("%s", (_, userData, hints) => {
    expect(hintsOfBoot(place({ userData })).map(({ role, why, through }) => [role, why, ...through].join(" "))).toEqual(hints);
});

test("a machine without user data has no boot", () => {
    expect(hintsOfBoot(place({}))).toEqual([]);
    expect(bootOfMachine(place({}))).toBeUndefined();
    expect(bootOfMachine(place({ userData: UNKNOWN, userDataBase64: "" }))).toBeUndefined();
    expect(bootOfMachine(Cursor.of({ userData: "#!/bin/sh\ntrue\n" }))?.commands.map(({ at }) => at)).toEqual([" › line 2"]);
});
