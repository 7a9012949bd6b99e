import { bootOfUserData } from "../../../policypack/node/user-data";

const boot = (text: string) => bootOfUserData(text, "u");
const script = (...lines: string[]) => boot(["<powershell>", ...lines, "</powershell>"].join("\n"));
const commandsOf = (text: string) =>
    boot(text).commands.map(({ at, argv }) => `${at}: ${argv.map((word) => word.text).join(" ")}`);
const unreadOf = (...lines: string[]) => script(...lines).unread.map(({ at, reason }) => `${at}: ${reason}`);

test.each<[why: string, text: string, commands: string[]]>([
    ["between its tags", "<powershell>\necho 1\n</powershell>\necho 2", ["u › line 2: echo 1"]],
    ["in any case of them", "<PowerShell>echo 1</POWERSHELL>", ["u › line 1: echo 1"]],
    [
        "each of several",
        "<powershell>echo 1</powershell>\n<powershell>echo 2</powershell>",
        ["u › line 1: echo 1", "u › line 2: echo 2"],
    ],
    [
        "to the next end",
        "<powershell>echo 1\n<powershell>\necho 2</powershell>",
        ["u › line 1: echo 1", "u › line 2: <powershell>", "u › line 3: echo 2"],
    ],
    ["none without an end", "<powershell>\necho 1\n", []],
    ["none with another end", "<powershell>\necho 1\n</script>", []],
    ["none in other tags", "<persist>true</persist>", []],
])("what runs of it: %s", (_, text, commands) => expect(commandsOf(text)).toEqual(commands));

test("a batch script is told, and hides nothing else", () => {
    const read = boot("<script>\ndir\n</script>\n<powershell>echo 1</powershell>");
    expect(read.unread).toEqual([{ at: "u", reason: "has a batch script, which is not read" }]);
    expect(read.commands.map(({ at }) => at)).toEqual(["u › line 4"]);
});

test.each<[text: string, verdict: string]>([
    ["<powershell>\n# eksbootstrap\n</powershell>", "node"],
    ["<powershell>\necho 1\n</powershell>", "unsure"],
])("%j is a node's: %s", (text, verdict) => expect(boot(text).evidence.verdict).toBe(verdict));

const FETCHED = "u › line 2: runs a script that it fetches from elsewhere";
const NOT_HERE = "u › line 2: runs a script that is not in the text";
const FILE = "u › line 2: changes the kubelet's configuration by a command";
const SERVICE = "u › line 2: changes the kubelet's service by a command";
test.each<[line: string, unread: string[]]>([
    ...["iwr", "irm", "curl", "wget", "Invoke-WebRequest", "Invoke-RestMethod"].map((fetcher): [string, string[]] => [
        `${fetcher} https://a | iex`,
        [FETCHED],
    ]),
    ["my-iwr https://a | Invoke-Expression", [NOT_HERE]],
    ["iwrs https://a | iex", [NOT_HERE]],
    ["Get-Content x | iex", [NOT_HERE]],
    ["iwr https://a; iex 'echo 1'", []],
    ["iex 'echo 1'", []],
    ["Invoke-Expression $(Get-Content x)", [NOT_HERE]],
    ["Set-Content C:\\kubelet-config.json 'x'", [FILE]],
    ["& C:\\EKS\\Start-EKSBootstrap.ps1 -KubeletExtraArgs '--config kubelet-config.json'", []],
    ["sc.exe config kubelet binPath= x", [SERVICE]],
    ["sc config kubelet binPath= x", [SERVICE]],
    ["New-Service -Name 'kubelet' -BinaryPathName x", [SERVICE]],
    ["Set-Service -Name Kubelet -StartupType Manual", [SERVICE]],
    ["sc.exe config my-kubelet binPath= x", []],
    ["sc.exe query docker", []],
    ["Restart-Service kubelet", []],
    ["esc kubelet", []],
    ["sc-tool kubelet", []],
])("what of it cannot be read: %s", (line, unread) => expect(unreadOf(line)).toEqual(unread));

test.each<[line: string, user: object[]]>([
    ["New-LocalUser -Name ops -Password $p", [{ name: "ops", logsInBy: ["password"], groups: [] }]],
    ["New-LocalUser ops", [{ name: "ops", logsInBy: ["password"], groups: [] }]],
    ["New-LocalUser", [{ name: "", logsInBy: ["password"], groups: [] }]],
    ["Add-LocalGroupMember -Group Administrators -Member ops", [{ name: "ops", logsInBy: [], groups: ["Administrators"] }]],
    ["Add-LocalGroupMember administrators ops", [{ name: "ops", logsInBy: [], groups: ["Administrators"] }]],
    ["Add-LocalGroupMember -Group:Users ops", [{ name: "ops", logsInBy: [], groups: ["Users"] }]],
    ["Add-LocalGroupMember -Member ops Users", [{ name: "ops", logsInBy: [], groups: ["Users"] }]],
    ["New-LocalUser -Password $p ops", [{ name: "ops", logsInBy: ["password"], groups: [] }]],
    ["net user ops secret /add", [{ name: "ops", logsInBy: ["password"], groups: [] }]],
    ["net.exe USER ops secret", [{ name: "ops", logsInBy: ["password"], groups: [] }]],
    ["net user ops /active:no", []],
    ["net localgroup administrators a b /ADD", ["a", "b"].map((name) => ({ name, logsInBy: [], groups: ["Administrators"] }))],
    ["net localgroup Administrators ops /delete", []],
    ["net localgroup my-administrators ops /add", [{ name: "ops", logsInBy: [], groups: ["my-administrators"] }]],
    ["net start kubelet /add x", []],
    ["my-net user ops secret", []],
    ["Add-LocalGroupMember", [{ name: "", logsInBy: [], groups: [""] }]],
    ["Get-LocalUser -Name ops", []],
])("who may log in: %s", (line, users) => {
    const sourced = (value: string) => ({ value, at: "u › line 2", isDefault: false });
    const expected = (users as { name: string; logsInBy: string[]; groups: string[] }[]).map(({ name, logsInBy, groups }) => ({
        name,
        at: "u › line 2",
        logsInBy: logsInBy.map(sourced),
        groups: groups.map(sourced),
    }));
    expect(script(line).users).toEqual(expected);
});
