import { daemonsOf } from "../../../../policypack/node/installers";
import { bootOfUserData } from "../../../../policypack/node/user-data";
import { inTime } from "../../in-time";

const boot = (...lines: string[]) => bootOfUserData(["<powershell>", ...lines, "</powershell>"].join("\n"), "userData");
const PROGRAM = '[string]$File = "$env:ProgramFiles\\Amazon\\EKS\\Start-EKSBootstrap.ps1"';
const START = "& $File -EKSClusterName prod";

test.each<[why: string, lines: string[], port: string]>([
    ["the script's file leaves the port closed", [START], "0"],
    ["extra arguments open it", [`${START} -KubeletExtraArgs '--read-only-port=10255' 3>&1`], "10255"],
    ["a parameter in any case", [`${START} -kubeletextraargs "--v=2 --read-only-port 10255"`], "10255"],
    ["with a colon", [`${START} -KubeletExtraArgs:'--read-only-port=10255'`], "10255"],
    ["a variable of the script", ["$Extra = '--read-only-port=10255'", `${START} -KubeletExtraArgs $Extra`], "10255"],
    ["labels in quotes are one word", [`${START} -KubeletExtraArgs '--node-labels="a=b c"'`], "0"],
    ["a comment runs nothing", ["# -KubeletExtraArgs '--read-only-port=10255'", START], "0"],
])("%s", (_, lines, port) => {
    const { kubelets, unread } = daemonsOf(boot(PROGRAM, ...lines));
    expect([kubelets.map(({ readOnlyPort }) => `${readOnlyPort.value}`), unread]).toEqual([[port], []]);
});

test("a Windows node is one of EKS, and tells the line that set a flag", () => {
    const found = boot(PROGRAM, `${START} -KubeletExtraArgs '--anonymous-auth=true'`);
    const [kubelet] = daemonsOf(found).kubelets;
    const { value, at } = kubelet!.anonymousAuth;
    expect([found.distribution, kubelet!.isFlagsOnly, value, at]).toEqual([
        "eks-windows",
        false,
        true,
        "userData › line 3 › -KubeletExtraArgs",
    ]);
});

test.each<[why: string, lines: string[], unread: string]>([
    [
        "arguments that a command makes",
        [`${START} -KubeletExtraArgs (Get-Content C:\\args)`],
        "userData › line 3 › -KubeletExtraArgs: gives the kubelet flags that only the machine knows",
    ],
    [
        "parameters that are given as a table",
        ["& $File @Parameters"],
        "userData › line 3 › -KubeletExtraArgs: gives the kubelet flags that only the machine knows",
    ],
    [
        "a script that is fetched",
        ["iwr https://example.com/x.ps1 | iex", START],
        "userData › line 3: runs a script that it fetches from elsewhere",
    ],
    [
        "a file that is edited",
        [START, "Set-Content -Path C:\\ProgramData\\kubernetes\\kubelet-config.json -Value $x"],
        "userData › line 4: changes the kubelet's configuration by a command",
    ],
    ["a script that is broken", [START, "'x"], "userData: has a string that does not end"],
])("%s cannot be read", (_, lines, expected) => {
    const found = boot(PROGRAM, ...lines);
    const unread = [...found.unread, ...daemonsOf(found).unread];
    expect(unread.map(({ at, reason }) => `${at}: ${reason}`)).toEqual([expected]);
});

test("users that a script makes are told", () => {
    const { users } = boot("New-LocalUser -Name ops -Password $p", "Add-LocalGroupMember -Group Administrators -Member ops");
    expect(users.map(({ name, logsInBy, groups }) => [name, logsInBy[0]?.value, groups[0]?.value])).toEqual([
        ["ops", "password", undefined],
        ["ops", undefined, "Administrators"],
    ]);
});

test.each<[why: string, text: string, lines: string[]]>([
    ["two parts", "<powershell>\na b\n</powershell>\n<powershell>c d</powershell>", ["userData › line 2", "userData › line 4"]],
    ["tags in any case", "<PowerShell>a b</POWERSHELL>", ["userData › line 1"]],
    [
        "a tag in the other's part is text",
        "<powershell>a b\n<script>\nc d</powershell>",
        ["userData › line 1", "userData › line 2", "userData › line 3"],
    ],
    ["a part without an end does not run", "<powershell>a b", []],
    ["what only ends does not either", "</powershell>a b</powershell>", []],
    ["an end of another", "<powershell>\na b</script>\n</powershell>", ["userData › line 2"]],
])("%s", (_, text, lines) => expect([...new Set(bootOfUserData(text, "userData").commands.map(({ at }) => at))]).toEqual(lines));

test("tags without an end take no time", () => {
    for (const tag of ["<powershell>", "<script>x"])
        expect(inTime(500, () => bootOfUserData(tag.repeat(40_000), "userData")).commands).toEqual([]);
});
