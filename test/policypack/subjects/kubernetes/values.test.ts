import { Cursor } from "../../../../policypack/parse/cursor";
import { oncePerValues } from "../../../../policypack/subjects/kubernetes/values";
import { UNKNOWN } from "../../judge";

const { unknownCheckingProxy } = require("@pulumi/policy/proxy") as { unknownCheckingProxy<T extends object>(props: T): T };

/** The values of a release, as a policy sees them: behind a proxy of the SDK that no other policy has. */
const seen = (props: { readonly values: unknown }) => Cursor.of<{ values: unknown }>(unknownCheckingProxy(props)).field("values");

function counting() {
    let made = 0;
    return oncePerValues(() => ++made);
}

test("the values of one release are gone through once, whoever reads them", () => {
    const number = counting();
    const [one, other] = [{ values: { replicas: 1 } }, { values: { replicas: 1 } }];
    expect([number(seen(one)), number(seen(one)), number(seen(other))]).toEqual([1, 1, 2]);
});

test("values that are unknown, absent or no object are nobody's, and gone through for each who asks", () => {
    const number = counting();
    for (const values of [UNKNOWN, undefined, "replicas: 1"]) {
        const before = number(seen({ values }));
        expect(number(seen({ values }))).toBe(before + 1);
    }
});
