// Ends a process with everything that it has started, also what has process groups of its own, as the plugins of Pulumi have.
import { execFileSync } from "node:child_process";

/** @param {number} pid @returns {void} */
export function stopAll(pid) {
    for (const one of [...descendants(pid).reverse(), pid]) {
        try {
            process.kill(one, "SIGKILL");
        } catch {
            // It has ended by itself.
        }
    }
}

/** Children, their children and so on; none where there is no `ps`. */
function descendants(pid) {
    let listed;
    try {
        listed = execFileSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" });
    } catch {
        return [];
    }
    const parents = listed.split("\n").map((line) => line.trim().split(/\s+/).map(Number));
    const below = (one) => parents.flatMap(([child, parent]) => (parent === one ? [child, ...below(child)] : []));
    return below(pid);
}
