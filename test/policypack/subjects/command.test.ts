import { subject } from "../../../policypack/lib/subject";
import { Cursor } from "../../../policypack/parse/cursor";
import { everyCommand } from "../../../policypack/subjects/command";

const LOCAL = "command:local:Command";
const REMOTE = "command:remote:Command";

/** What runs where: `place: words`, of all that starts with the kubelet's name. */
function kubeletsOf(type: string, props: object): string[] {
    const { rows } = subject<string[]>(
        ...everyCommand<string[]>(function* ({ commands }) {
            yield () => commands.map(({ argv, at }) => `${at}: ${argv.map(({ text }) => text).join(" ")}`);
        }),
    );
    const resource = { type, name: "it", urn: `urn:pulumi:a::b::${type}::it`, props: Cursor.of(props) };
    const lines = [...rows.get(type)!(resource)].flatMap((thunk) => thunk());
    return lines.filter((line) => line.includes(": kubelet"));
}

const KUBELET = "kubelet --read-only-port=1";
const HEREDOC = `<<'EOF'\n${KUBELET}\nEOF`;

test.each<[reason: string, props: object, kubelets: string[]]>([
    ["what is created and what is changed", { create: KUBELET, update: KUBELET }, [`create: ${KUBELET}`, `update: ${KUBELET}`]],
    ["a variable is the program's", { create: "kubelet --v=$V", environment: { V: "3" } }, ["create: kubelet --v=3"]],
    ["what is deleted configures nothing", { delete: KUBELET }, []],
    ["what a shell is told to run", { create: `bash -c '${KUBELET}'` }, [`create: ${KUBELET}`]],
    ["what another program reads is not run", { create: "cat", stdin: KUBELET }, []],
    ["nor what a script's shell reads", { create: "bash /tmp/x.sh", stdin: KUBELET }, []],
    ["nor what a program reads that is called as one", { create: "/bin/publish", stdin: KUBELET }, []],
])("on a machine: %s", (_, props, kubelets) => expect(kubeletsOf(REMOTE, props)).toEqual(kubelets));

test.each([
    ...["sh", "bash", "dash", " bash\n", "/bin/sh", "/usr/bin/bash", "bash -s", "bash -e -u -s", "bash  -s  -", "sh -"],
    ...["sudo bash", "sudo  bash", "sudo -n bash", "sudo -nE  -H bash -s", "sudo /bin/bash -euo -"],
])("on a machine: %j runs what it reads", (create) =>
    expect(kubeletsOf(REMOTE, { create, stdin: KUBELET })).toEqual([`stdin: ${KUBELET}`]),
);

test.each<[reason: string, props: object, kubelets: string[]]>([
    [
        "a kubelet is a node's by itself",
        { create: `${KUBELET} --kubeconfig=/k --config=/c` },
        [`create: ${KUBELET} --kubeconfig=/k --config=/c`],
    ],
    [
        "a shell that Pulumi is told to use",
        { create: `${KUBELET} --kubeconfig=/k`, interpreter: ["/bin/zsh", "-c"] },
        [`create: ${KUBELET} --kubeconfig=/k`],
    ],
    ["another program", { create: `ssh a ${KUBELET}`, interpreter: ["/usr/bin/python3", "-c"] }, []],
    ["a program that only ends as a shell", { create: `ssh a ${KUBELET}`, interpreter: ["fish"] }, []],
    ["a program that only begins as one", { create: `ssh a ${KUBELET}`, interpreter: ["shuf"] }, []],
    ["what ssh runs", { create: `ssh root@a ${KUBELET}` }, [`create › ssh: ${KUBELET}`]],
    ["what ssh is named with a folder", { create: `/usr/bin/ssh root@a ${KUBELET}` }, [`create › ssh: ${KUBELET}`]],
    [
        "options with values and without",
        { create: `ssh -v -i key -p 22 -oBatchMode=yes -l root -T a ${KUBELET}` },
        [`create › ssh: ${KUBELET}`],
    ],
    [
        "what ssh reads, where it is told to run nothing",
        { create: `ssh a ${HEREDOC}` },
        [`create › line 1 › ssh › line 1: ${KUBELET}`],
    ],
    ["what a shell behind ssh reads", { create: `ssh a bash -s ${HEREDOC}` }, [`create › line 1 › ssh › line 1: ${KUBELET}`]],
    ["what a plain one reads", { create: `ssh a sh ${HEREDOC}` }, [`create › line 1 › ssh › line 1: ${KUBELET}`]],
    ["what root's reads", { create: `ssh a sudo bash ${HEREDOC}` }, [`create › line 1 › ssh › line 1: ${KUBELET}`]],
    ["what a script reads is not run", { create: `ssh a bash x.sh ${HEREDOC}` }, []],
    ["what another program reads is not, either", { create: `ssh a ./publish ${HEREDOC}` }, []],
    ["a machine alone", { create: "ssh kube-1" }, []],
    ["options alone", { create: "ssh -i kube" }, []],
    ["what is copied", { create: `scp a ${KUBELET}` }, []],
])("where Pulumi runs: %s", (_, props, kubelets) => expect(kubeletsOf(LOCAL, props)).toEqual(kubelets));
