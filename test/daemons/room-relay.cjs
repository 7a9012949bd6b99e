// Runs in a network namespace of its own, where nothing of the machine's is reached: a door in (a socket file: the first line names a host
// and port of the namespace) and, where one is named, a door out (port 6443 leads to the API server's socket file).
const { connect, createServer } = require("node:net");

const [, , inward, outward] = process.argv;
const join = (a, b) => {
    for (const [one, other] of [
        [a, b],
        [b, a],
    ]) {
        one.on("error", () => other.destroy());
        one.on("close", () => other.destroy());
        one.pipe(other);
    }
};

createServer((client) => {
    client.on("error", () => client.destroy());
    client.once("readable", () => {
        const first = client.read();
        const end = first === null ? -1 : first.indexOf("\n");
        if (end < 0) return client.destroy();
        const [host, port] = first.subarray(0, end).toString().split(" ");
        if (end + 1 < first.length) client.unshift(first.subarray(end + 1));
        join(client, connect(Number(port), host));
    });
}).listen(inward, () => (outward === undefined ? ready() : out().listen(6443, "127.0.0.1", ready)));
const out = () => createServer((client) => join(client, connect(outward)));
const ready = () => process.stdout.write("ready\n");
