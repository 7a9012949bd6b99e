import { k3sInstallScript, k3sOf, k3sProgram } from "../../../../policypack/node/installers/k3s-command";
import { word } from "../../../../policypack/parse/word";

const command = (text: string, variables: readonly string[] = []) => ({
    argv: text.split(" ").map((part) => word(part)),
    environment: new Map(variables.map((name) => [name, word("x")])),
});
const GET = "curl -sfL https://get.k3s.io";

test.each<[text: string, program: string | undefined]>([
    ["k3s server", "k3s"],
    ["/usr/local/bin/rke2 agent --server x", "rke2"],
    ["k3s --debug server", "k3s"],
    ["k3s kubectl get nodes", undefined],
    ["k3s-agent server", undefined],
    ["kubectl server", undefined],
    ["", undefined],
])("%s runs %s", (text, program) => expect(k3sProgram(command(text).argv)).toBe(program));

test.each<[why: string, text: string, variables: string[], earlier: string[], installs: string | undefined]>([
    ["a shell that is given what is fetched", "sh -s - server", [], [GET], "k3s"],
    ["by another shell", "/bin/bash -", [], ["wget -qO- https://get.rke2.io"], "rke2"],
    ["from another place", "sh -", [], ["curl https://rancher-mirror.rancher.cn/k3s/k3s-install.sh"], "k3s"],
    ["what was fetched last", "sh -", [], [GET, "curl https://get.rke2.io"], "rke2"],
    ["a file without a name", "- agent", [], [GET], "k3s"],
    ["what is fetched from elsewhere", "sh -", [], ["curl https://example.com/get.k3s.io"], undefined],
    ["what only speaks of it", "sh -", [], ["echo https://get.k3s.io"], undefined],
    ["what another program fetches", "sh -", [], ["my-curl https://get.k3s.io", "curling https://get.k3s.io"], undefined],
    ["a shell with the installer's variable", "sh -", ["INSTALL_K3S_EXEC"], [], "k3s"],
    ["a variable of the node", "sh -", ["RKE2_TOKEN"], [], "rke2"],
    ["a variable that only speaks of it", "sh -", ["MY_K3S_TOKEN"], [], undefined],
    ["a script with the installer's variable", "/opt/setup.sh", ["K3S_URL"], [], "k3s"],
    ["a script whose name says it", "/opt/k3s-install.sh", [], [], "k3s"],
    ["without an ending", "./rke2-install", [], [], "rke2"],
    ["a script that installs something", "./install.sh", [], [], undefined],
    ["a script of its name that does not install", "/opt/k3s-backup.sh", [], [], undefined],
    ["a program with the variable", "/opt/start", ["K3S_URL"], [], undefined],
    ["a file that only has such a part", "/opt/setup.sh.d/x", ["K3S_URL"], [], undefined],
    ["a program that only begins as a shell", "shutdown now", ["K3S_URL"], [GET], undefined],
    ["or ends as one", "crash now", ["K3S_URL"], [GET], undefined],
    ...["systemctl", "curl", "wget", "chmod", "cat", "tee", "export"].map(
        (program): [string, string, string[], string[], undefined] => [
            `${program} of the installer`,
            `${program} k3s-install.sh`,
            ["INSTALL_K3S_EXEC"],
            [GET],
            undefined,
        ],
    ),
])("%s", (_, text, variables, earlier, installs) =>
    expect(
        k3sInstallScript(
            command(text, variables),
            earlier.map((one) => command(one)),
        ),
    ).toBe(installs),
);

test("of all commands the first that shows it tells, and one is given nothing that comes after it", () => {
    const of = (...texts: string[]) => k3sOf(texts.map((text) => command(text)));
    expect(of("echo", "k3s server", "rke2 server")).toBe("k3s");
    expect(of(GET, "sh -")).toBe("k3s");
    expect(of("sh -", GET)).toBeUndefined();
    expect(of()).toBeUndefined();
});
