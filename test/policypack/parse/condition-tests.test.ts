import { isPassedByAnybody, isWide } from "../../../policypack/parse/condition-tests";

test.each([
    ...["*", "?", "?*", "o-*", "vpc-*", "vpce-*", "AROA*", "AIDA?", "123*", "10.0.0.0/7", "0.0.0.0/0", "::/0", "2001:db8::/31"],
    ...["arn:aws:iam::*:role/a", "arn:aws:iam::12345678901?:root", "arn:aws:sts::*:assumed-role/a/b", "arn:*", "arn:aws:iam::*"],
    ...["arn:aws:*:*:*:role/a", "arn:aws:?:us-east-1:*:a"],
])("%s leaves nearly everybody", (value) => expect(isWide(value)).toBe(true));

test.each([
    ...["o-abc123*", "vpc-0123*", "a*", "AROAEXAMPLE*", "xo-*", "10.0.0.0/8", "192.0.2.1/32", "2001:db8::/32", "2001:db8::1/128"],
    ...[
        "arn:aws:iam::123456789012:role/*",
        "arn:aws:iam::123456789012:*",
        "arn:aws:s3:::a*",
        "arn:aws:s3:us-east-1:*:a",
        "xarn:*",
    ],
    ...["arn:aws:iam::", "x10.0.0.0/7", "10.0.0.0/7x", "vpc-", "", "arn:aws:iamx::*:role/a", "g/7"],
])("%s does not", (value) => expect(isWide(value)).toBe(false));

const passed = (operator: string, key: string, value: string, more: object = {}) =>
    isPassedByAnybody({ operator, forEach: undefined, ifExists: false, key, values: ["123456789012", value], ...more });

test.each([...["aws:principalarn", "aws:principalaccount", "aws:principaltype", "aws:userid", "aws:sourceip"]])(
    "%s is in every request, so that its values count",
    (key) => {
        expect(passed("stringlike", key, "*")).toBe(true);
        expect(passed("stringlike", key, "a")).toBe(false);
        expect(passed("stringlike", key, "a", { ifExists: true, forEach: "all" })).toBe(false);
    },
);

test.each(["stringequals", "stringlike", "stringequalsignorecase", "stringlikeignorecase", "arnequals", "arnlike", "ipaddress"])(
    "%s asks for one of its values",
    (operator) => expect(passed(operator, "aws:principalarn", "*")).toBe(true),
);
test.each(["stringnotequals", "stringnotlike", "null", "bool", "arnnotlike", "notipaddress", "xstringlike", "ipaddresses"])(
    "%s does not",
    (operator) => expect(passed(operator, "aws:principalarn", "*")).toBe(false),
);

test.each(["aws:requestedregion", "aws:securetransport", "aws:currenttime", "aws:epochtime", "aws:useragent", "aws:referer"])(
    "%s says nothing of who asks",
    (key) => expect(passed("stringequals", key, "a")).toBe(true),
);

test.each(["aws:sourcevpce", "aws:principalorgid", "xaws:sourceip", "aws:sourceip2", "xaws:referer", "aws:refererx"])(
    "%s may be absent, which passes with IfExists and ForAllValues alone",
    (key) => {
        expect(passed("stringequals", key, "*")).toBe(false);
        expect(passed("stringequals", key, "a", { ifExists: true })).toBe(true);
        expect(passed("stringequals", key, "a", { forEach: "all" })).toBe(true);
        expect(passed("stringequals", key, "a", { forEach: "any" })).toBe(false);
    },
);
