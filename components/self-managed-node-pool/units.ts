import { PLACES } from "./places";

/** A service that runs a script once when asked, and the timer that asks. */
const timed = (name: string, description: string, program: string, calendar: string): Readonly<Record<string, string>> => ({
    [`/etc/systemd/system/${name}.service`]: [
        "[Unit]",
        `Description=${description}`,
        "After=network-online.target",
        "Wants=network-online.target",
        "",
        "[Service]",
        "Type=oneshot",
        `ExecStart=${program}`,
        "TimeoutStartSec=10min",
        "",
    ].join("\n"),
    [`/etc/systemd/system/${name}.timer`]: [
        "[Unit]",
        `Description=${description}`,
        "",
        "[Timer]",
        `OnCalendar=${calendar}`,
        "RandomizedDelaySec=10min",
        "Persistent=true",
        "",
        "[Install]",
        "WantedBy=timers.target",
        "",
    ].join("\n"),
});

/** The units of a control plane, by their paths: what renews its client certificate of etcd, and what renews the token of workers. */
export const controlPlaneUnits = (): Readonly<Record<string, string>> => ({
    ...timed("etcd-client-keys", "Renewed client certificate of etcd", PLACES.etcdKeys, "daily"),
    ...timed("join-token", "A token by which workers join", PLACES.joinToken, "hourly"),
});
