import { imageRepository } from "../../../policypack/model/image-repository";
import { inTime } from "../in-time";

test.each([
    ["nginx", "docker.io/library/nginx"],
    ["calico/node:v3.30.0", "docker.io/calico/node"],
    ["localhost/a:1", "localhost/a"],
    ["example.com:5000/a/b@sha256:0123", "example.com:5000/a/b"],
])("%s is %s", (image, repository) => expect(imageRepository(image)).toBe(repository));

test("a text of thousands of parts is compared with every allowance in no time", () => {
    inTime(1_000, () => {
        for (let i = 0; i < 1_000; i++) imageRepository("x/".repeat(20_000));
    });
});
