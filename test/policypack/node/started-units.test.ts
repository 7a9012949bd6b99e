import type { UnitLink } from "../../../policypack/model/machine";
import { isStartedOn, unitOfFile } from "../../../policypack/node/started-units";

const wants = (unit: string, of = "multi-user.target"): UnitLink => ({ path: `/etc/systemd/system/${of}.wants/${unit}`, unit });
const file = (path: string, text: string) => ({ path, kind: "file" as const, text });
const unit = (name: string, text: string) => file(`/usr/lib/systemd/system/${name}`, text);
/** Which of the units of a machine's files are started. */
const started = (files: readonly ReturnType<typeof file>[], unitLinks: readonly UnitLink[]): string[] => {
    const names = [...new Set(files.flatMap(({ path }) => unitOfFile(path) ?? []))];
    return names.filter(isStartedOn({ files, unitLinks, users: [] }));
};

const AGENT = unit("agent.service", "[Service]\nExecStart=/opt/agent\n");

test.each<[string, ReturnType<typeof file>[], UnitLink[]]>([
    ["systemctl enable has made a link to it", [AGENT], [wants("agent.service")]],
    ["the link has its second name", [AGENT], [wants("agent.service", "graphical.target")]],
    [
        "what is started requires it",
        [unit("one.service", "[Unit]\nRequires=other.service agent.service\n"), AGENT],
        [wants("one.service")],
    ],
    [
        "a drop-in of what is started wants it",
        [unit("one.service", ""), file("/etc/systemd/system/one.service.d/10.conf", "[Unit]\nWants=agent.service\n"), AGENT],
        [wants("one.service")],
    ],
    [
        "a socket of its name listens for it",
        [unit("agent.socket", "[Socket]\nListenStream=1\n"), AGENT],
        [wants("agent.socket", "sockets.target")],
    ],
    [
        "a timer of another name names it",
        [unit("nightly.timer", "[Timer]\nOnCalendar=daily\nUnit=agent.service\n"), AGENT],
        [wants("nightly.timer", "timers.target")],
    ],
    ["a path of its name waits for it", [unit("agent.path", "[Path]\nPathExists=/x\n"), AGENT], [wants("agent.path")]],
    ["its template is started for something", [unit("agent@.service", "[Service]\n")], [wants("agent@blue.service")]],
    [
        "its second name is wanted",
        [AGENT],
        [wants("worker.service"), { path: "/etc/systemd/system/worker.service", unit: "agent.service" }],
    ],
    [
        "its second name is wanted by what is started",
        [unit("one.service", "[Unit]\nWants=worker.service\n"), AGENT],
        [wants("one.service"), { path: "/etc/systemd/system/worker.service", unit: "agent.service" }],
    ],
    ["an installer starts the kubelet", [unit("kubelet.service", "")], [wants("sshd.service")]],
    ["the kubelet wants it", [unit("kubelet.service", "[Unit]\nWants=agent.service\n"), AGENT], [wants("sshd.service")]],
    ["nothing at all is enabled, as in a copy without links", [AGENT], []],
    [
        "only what distributions themselves start is, so that the links of /etc were lost",
        [AGENT],
        [{ path: "/usr/lib/systemd/system/sysinit.target.wants/systemd-sysusers.service", unit: "systemd-sysusers.service" }],
    ],
])("it is started: %s", (_, files, links) => {
    expect(started(files, links)).toContain(unitOfFile(files.at(-1)!.path));
});

test.each<[string, ReturnType<typeof file>[], UnitLink[]]>([
    ["nothing wants it", [AGENT], [wants("sshd.service")]],
    ["only what is not started wants it", [unit("one.service", "[Unit]\nWants=agent.service\n"), AGENT], [wants("sshd.service")]],
    [
        "what is started only comes after it",
        [unit("one.service", "[Unit]\nAfter=agent.service\n"), AGENT],
        [wants("one.service")],
    ],
    ["its timer is not started", [unit("agent.timer", "[Timer]\n"), AGENT], [wants("sshd.service")]],
    [
        "a timer that is started names another",
        [unit("agent.timer", "[Timer]\nUnit=other.service\n"), AGENT],
        [wants("agent.timer", "timers.target")],
    ],
    [
        "a second name alone is no start",
        [AGENT],
        [wants("sshd.service"), { path: "/etc/systemd/system/worker.service", unit: "agent.service" }],
    ],
    ["Docker comes with the image, and is not enabled", [unit("docker.service", "")], [wants("sshd.service")]],
])("it is not started: %s", (_, files, links) => {
    expect(started(files, links)).not.toContain(unitOfFile(files.at(-1)!.path));
});

test("units that want each other are no end", () => {
    const files = [unit("a.service", "[Unit]\nWants=b.service\n"), unit("b.service", "[Unit]\nWants=a.service\n")];
    expect(started(files, [wants("a.service")])).toEqual(["a.service", "b.service"]);
});
