import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { program } from "./programs";

const RECORD = join(__dirname, "kubelet-flags.json");

/** A line of the kubelet's help: a boolean has no word for its value (the help takes the quoted word of this one for it). */
const LINE = /^ +(?:-\w, )?--(?<name>[a-z0-9-]+)(?: (?<type>\S+))? {2,}/gm;
const isSwitch = (type: string | undefined) => type === undefined || type === "RuntimeDefault";

test("the record of the kubelet's flags, by which the pack's table is tested, is what the kubelet says of itself", () => {
    const { stdout, stderr } = spawnSync(program("KUBELET"), ["--help"], { encoding: "utf8" });
    const flags = [...`${stdout}${stderr}`.matchAll(LINE)].map(({ groups }) => ({
        name: groups!["name"]!,
        type: groups!["type"],
    }));
    const named = (switches: boolean) => flags.filter(({ type }) => isSwitch(type) === switches).map(({ name }) => name);
    expect(JSON.parse(readFileSync(RECORD, "utf8"))).toEqual({ switches: named(true), valued: named(false) });
});
