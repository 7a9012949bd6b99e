import { bucketNamed, s3Place } from "../../../policypack/parse/s3-url";

const KEY = "a/b.yaml";

test.each([
    ["s3://boot/a/b.yaml", KEY],
    ["arn:aws:s3:::boot/a/b.yaml", KEY],
    ["arn:aws-cn:s3:::boot", ""],
    ["https://boot.s3.eu-west-1.amazonaws.com/a/b.yaml", KEY],
    ["http://boot.s3.amazonaws.com/a/b.yaml?versionId=1", KEY],
    ["https://boot.s3-eu-west-1.amazonaws.com/a/b.yaml", KEY],
    ["https://boot.s3.dualstack.us-gov-west-1.amazonaws.com/a/b.yaml", KEY],
    ["https://boot.s3-accelerate.amazonaws.com/a/b.yaml", KEY],
    ["http://boot.s3-website-us-east-1.amazonaws.com/", ""],
    ["https://boot.s3.cn-north-1.amazonaws.com.cn/a/b.yaml", KEY],
    ["https://s3.eu-west-1.amazonaws.com/boot/a/b.yaml", KEY],
    ["https://s3.amazonaws.com/boot", ""],
    ["HTTPS://boot.S3.amazonaws.com", ""],
    ["HTTPS://S3.amazonaws.com/boot/a/b.yaml", KEY],
    ["s3://boot", ""],
])("%s is of the bucket", (url, key) => expect(s3Place(url)).toEqual({ bucket: "boot", key }));

test("a name with dots", () =>
    expect(s3Place("https://boot.shop.example.s3.eu-west-1.amazonaws.com/x")).toEqual({ bucket: "boot.shop.example", key: "x" }));

test.each([
    "https://example.com/boot/a/b.yaml",
    "https://boot.s3.amazonaws.com.example.com/a",
    "https://s3.example.com/boot",
    "boot",
    "xs3://boot/a",
    "xarn:aws:s3:::boot",
    "",
])("%s is none", (text) => expect(s3Place(text)).toBeUndefined());

test.each(["boot", "arn:aws:s3:::boot", "boot.s3.eu-west-1.amazonaws.com", "s3://boot/x"])("%s names the bucket", (text) =>
    expect(bucketNamed(text)).toBe("boot"),
);
