import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse, parseAllDocuments } from "yaml";
import type { Properties } from "./unknown";

const REGION = "us-west-2";
const ZONES = ["a", "b", "c"];

/** The look-ups that programs make, answered as an account in one region would. */
const ANSWERS: Readonly<Record<string, (args: Properties) => Properties>> = {
    "aws:index/getAvailabilityZones:getAvailabilityZones": () => ({
        id: REGION,
        names: ZONES.map((zone) => `${REGION}${zone}`),
        zoneIds: ZONES.map((_, i) => `usw2-az${i + 1}`),
        groupNames: [REGION],
        region: REGION,
    }),
    "aws:index/getCallerIdentity:getCallerIdentity": () => ({
        id: "123456789012",
        accountId: "123456789012",
        arn: "arn:aws:iam::123456789012:user/tester",
        userId: "AIDAEXAMPLE",
    }),
    "aws:index/getPartition:getPartition": () => ({
        id: "aws",
        partition: "aws",
        dnsSuffix: "amazonaws.com",
        reverseDnsPrefix: "com.amazonaws",
    }),
    "aws:index/getRegion:getRegion": () => ({ id: REGION, name: REGION, region: REGION, description: "US West (Oregon)" }),
    "aws:ec2/getAmi:getAmi": () => ({ id: "ami-0123456789abcdef0", imageId: "ami-0123456789abcdef0", architecture: "x86_64" }),
    "aws:ec2/getManagedPrefixList:getManagedPrefixList": (args) => ({ id: "pl-0123456789abcdef0", entries: [], ...args }),
    "aws:ec2/getPrefixList:getPrefixList": (args) => ({ id: "pl-0123456789abcdef0", cidrBlocks: [], ...args }),
    "aws:ec2/getSubnet:getSubnet": (args) => ({
        availabilityZone: `${REGION}a`,
        cidrBlock: "10.0.0.0/24",
        vpcId: "vpc-0a",
        ...args,
    }),
    "aws:eks/getClusterAuth:getClusterAuth": (args) => ({ id: "auth", token: "k8s-aws-v1.example", ...args }),
    "aws:iam/getPolicyDocument:getPolicyDocument": ({ statements = [] }) => {
        const json = JSON.stringify({ Version: "2012-10-17", Statement: statements });
        return { id: "document", json, minifiedJson: json };
    },
    "aws:ssm/getParameter:getParameter": ({ name }) => ({
        id: name,
        name,
        arn: `arn:aws:ssm:${REGION}::parameter/example`,
        type: "String",
        value: "ami-0123456789abcdef0",
        version: 1,
    }),
    "kubernetes:yaml:decode": ({ text }) => ({ result: documentsIn(String(text)) }),
    // The provider runs kustomize and Helm. Here a kustomization is what it lists, and a chart is what its templates are without any action.
    "kubernetes:kustomize:directory": ({ directory }) => {
        const folder = String(directory);
        const { resources } = parse(readFileSync(join(folder, "kustomization.yaml"), "utf8")) as { resources: string[] };
        return { result: resources.flatMap((file) => documentsIn(readFileSync(join(folder, file), "utf8"))) };
    },
    "kubernetes:helm:template": ({ jsonOpts }) => {
        const { path } = JSON.parse(String(jsonOpts)) as { path: string };
        const templates = join(path, "templates");
        return { result: readdirSync(templates).flatMap((file) => documentsIn(readFileSync(join(templates, file), "utf8"))) };
    },
};

const documentsIn = (text: string): unknown[] => parseAllDocuments(text).map((document) => document.toJS() as unknown);

/** The answer to a look-up; undefined where none is known, which is refused by name (an empty answer would crash the program instead). */
export const answerTo = (token: string, args: Properties): Properties | undefined => ANSWERS[token]?.(args);
