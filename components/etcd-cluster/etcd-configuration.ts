import { stringify } from "yaml";
import { endpointOf, type Member, PLACES } from "./member";

/**
 * The configuration file of one member: TLS with certificates of both sides everywhere, one authority for clients and another for peers, and
 * metrics on the machine itself alone. Source: etcd `server/embed/config.go`, etcd.io "Configuration options".
 *
 * @param member the one that it is for
 * @param all every member, this one among them
 * @param token what tells this cluster from others
 */
export function etcdConfiguration(member: Member, all: readonly Member[], token: string): string {
    const tls = (name: string, authority: string) => ({
        "cert-file": `${PLACES.keys}/${name}.crt`,
        "key-file": `${PLACES.keys}/${name}.key`,
        "trusted-ca-file": `${PLACES.keys}/${authority}.crt`,
        "client-cert-auth": true,
    });
    return stringify(
        {
            name: member.name,
            "data-dir": `${PLACES.data}/data`,
            "listen-client-urls": "https://0.0.0.0:2379",
            "advertise-client-urls": endpointOf(member),
            "listen-peer-urls": "https://0.0.0.0:2380",
            "initial-advertise-peer-urls": peerOf(member),
            "listen-metrics-urls": "http://127.0.0.1:2381",
            "initial-cluster": all.map((one) => `${one.name}=${peerOf(one)}`).join(","),
            "initial-cluster-token": token,
            // Read by a member without data alone: one that is replaced comes back with its volume.
            "initial-cluster-state": "new",
            "strict-reconfig-check": true,
            "client-transport-security": tls("server", "ca"),
            "peer-transport-security": tls("peer", "peer-ca"),
            "log-level": "info",
        },
        { lineWidth: 0 },
    );
}

const peerOf = ({ host }: Member): string => `https://${host}:2380`;
