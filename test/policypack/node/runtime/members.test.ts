import { opened } from "./opened";

describe("members", () => {
    test.each([
        ["docker", "dockerd"],
        ["containerd", "containerd"],
        ["crio", "CRI-O"],
        ["podman", "Podman"],
    ])("who is in the group %s opens the socket of %s", (group, runtime) => {
        expect(opened({}, [`usermod -aG ${group} ec2-user`])).toEqual([`u › runcmd[0]: ${runtime} member ec2-user ${group}`]);
        expect(opened({}, [], { users: [{ name: "a", groups: `wheel, ${group}` }] })).toEqual([
            `u › users[0].groups: ${runtime} member a ${group}`,
        ]);
    });
    test("root is nobody new, and other groups open none", () =>
        expect(opened({}, ["usermod -aG docker root", "usermod -aG wheel a"])).toEqual([]));
});
