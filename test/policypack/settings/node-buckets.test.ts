import { nodeBuckets } from "../../../policypack/settings/node-buckets";

const read = (value: unknown) => nodeBuckets.read(value, "policy.nodeBuckets");

test.each([
    [undefined, "boot", false],
    [["boot"], "boot", true],
    [["boot"], "boot-logs", false],
    [["*-boot", "kops.*"], "shop-boot", true],
    [["*-boot", "kops.*"], "kops.example.com", true],
])("%j names %s: %s", (value, name, expected) => expect(read(value)(name)).toBe(expected));

test.each([
    ["boot", 'policy.nodeBuckets is no list. Write ["shop-node-config"]'],
    [["s3://boot"], 'policy.nodeBuckets[0] is "s3://boot", which is no bucket\'s name. Write "shop-node-config"'],
    [[""], 'policy.nodeBuckets[0] is "", which is no bucket\'s name. Write "shop-node-config"'],
])("%j is refused", (value, message) => expect(() => read(value)).toThrow(message));
