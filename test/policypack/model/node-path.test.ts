import { isWithin, nodePath } from "../../../policypack/model/node-path";

test.each([
    ["/etc/", "/etc"],
    ["//etc//./kubernetes/../cni", "/etc/cni"],
    ["/../..", "/"],
    ["/", "/"],
    ["/var/run", "/run"],
    ["/var/run/docker.sock", "/run/docker.sock"],
    ["/var/running", "/var/running"],
    ["/proc/1/root", "/"],
    ["/proc/self/root/var/run", "/run"],
    ["/proc/1/root/proc/1/root/etc", "/etc"],
    ["/proc/1/rootless", "/proc/1/rootless"],
    ["/proc/1/cwd/run", "/run"],
    ["/proc/2/task/2/root/etc", "/etc"],
    ["\\\\localhost\\PIPE\\docker_engine", "//./pipe/docker_engine"],
    ["\\\\?\\C:\\var\\lib\\kubelet", "c:/var/lib/kubelet"],
    ["C:\\var\\lib\\kubelet", "c:/var/lib/kubelet"],
    ["\\\\.\\pipe\\docker_engine", "//./pipe/docker_engine"],
    ["//./PIPE/docker_engine", "//./pipe/docker_engine"],
])("%s is %s", (written, path) => expect(nodePath(written)).toBe(path));

test.each([
    ["/etc/cni", "/", true],
    ["/etc/cni", "/etc", true],
    ["/etc", "/etc", true],
    ["/etcd", "/etc", false],
    ["/etc", "/etc/cni", false],
    ["//./pipe/docker_engine", "/", false],
    ["/run/user/*/docker.sock", "/run/user/1000", true],
])("%s is within %s: %s", (path, ancestor, expected) => expect(isWithin(path, ancestor)).toBe(expected));
