import { kubeletsOf } from "../../../policypack/node/installers";
import { bootOfUserData } from "../../../policypack/node/user-data";

const FILE = "/etc/kubernetes/kubelet/kubelet-config.json";
const START = "/etc/eks/bootstrap.sh prod";
const boot = (...lines: string[]) => bootOfUserData(["#!/bin/bash", `FILE=${FILE}`, ...lines, START, ""].join("\n"), "userData");
const WRITTEN = [
    "cat > $FILE <<'EOF'",
    "apiVersion: kubelet.config.k8s.io/v1beta1",
    "kind: KubeletConfiguration",
    "readOnlyPort: 10255",
    "port: 10250",
    "EOF",
];

/** The port, and where it was set; what could not be read where it is not known. */
function portOf(...lines: string[]): string {
    const [kubelet] = kubeletsOf(boot(...lines));
    const { value, at } = kubelet!.readOnlyPort;
    return kubelet!.unread.length > 0 ? kubelet!.unread[0]!.reason : `${value} (${at})`;
}

test.each<[why: string, lines: string[], port: string]>([
    ["the image's file is as it was", [], "0 (userData › line 3)"],
    [
        "jq prints beside it, and what it printed takes its place",
        ["jq '.readOnlyPort = 1' $FILE > /tmp/f && mv /tmp/f $FILE"],
        "1 (userData › line 3 › readOnlyPort)",
    ],
    [
        "with a variable of its own",
        ["jq --arg p /opt '.staticPodPath = $p | .readOnlyPort = 1' $FILE > /tmp/f", "cp /tmp/f $FILE"],
        "1 (userData › line 3 › readOnlyPort)",
    ],
    [
        "what jq prints is printed again",
        [`echo "$(jq '.readOnlyPort = 1' $FILE)" > $FILE`],
        "1 (userData › line 3 › readOnlyPort)",
    ],
    [
        "it is kept in a variable first",
        ["NEW=$(jq '.readOnlyPort = 1' $FILE)", `printf '%s\\n' "$NEW" > $FILE`],
        "1 (userData › line 4 › readOnlyPort)",
    ],
    ["it is a here-string", [`cat <<< "$(jq '.readOnlyPort = 1' $FILE)" > $FILE`], "1 (userData › line 3 › readOnlyPort)"],
    [
        "it goes through pipes",
        ["cat $FILE | jq '.readOnlyPort = 1' | sudo tee /tmp/f > /dev/null", "mv /tmp/f $FILE"],
        "1 (userData › line 3 › readOnlyPort)",
    ],
    [
        "sed changes the file",
        [...WRITTEN, "sed -i 's/^readOnlyPort: .*/readOnlyPort: 1/' $FILE"],
        "1 (userData › line 9 › readOnlyPort)",
    ],
    ["yq changes the file", [...WRITTEN, "yq -i '.readOnlyPort = 1 | del(.port)' $FILE"], "1 (userData › line 9 › readOnlyPort)"],
    ["so does an older yq", [...WRITTEN, "yq e '.readOnlyPort = 1' -i $FILE"], "1 (userData › line 9 › readOnlyPort)"],
    [
        "an edit of something else leaves a setting to the line that set it",
        [...WRITTEN, "sed -i 's/10250/10260/' $FILE"],
        "10255 (userData › line 3 › readOnlyPort)",
    ],
    ["yq too", [...WRITTEN, "yq -i '.port = 1' $FILE"], "10255 (userData › line 3 › readOnlyPort)"],
    [
        "and jq, by whatever way",
        ["jq '.readOnlyPort = 1' $FILE > /tmp/f", "mv /tmp/f $FILE", `echo "$(jq '.port = 2' $FILE)" > $FILE`],
        "1 (userData › line 3 › readOnlyPort)",
    ],
    [
        "an edit of the image's file leaves the image's settings",
        [`echo "$(jq '.maxPods = 2' $FILE)" > $FILE`],
        "0 (userData › line 3 › readOnlyPort)",
    ],
    [
        "a program that is not followed makes it unknown",
        ["jq 'include \"x\"; .' $FILE > /tmp/f", "mv /tmp/f $FILE"],
        "writes a kubelet configuration of which the machine knows a part",
    ],
    [
        "so does one of yq with the machine's variables",
        [...WRITTEN, "yq -i '.readOnlyPort = env(PORT)' $FILE"],
        `changes ${FILE} by a command`,
    ],
])("%s", (_, lines, port) => expect(portOf(...lines)).toBe(port));
