import { nameOf, type Place, typeOf } from "./places";
import type { WrongValue } from "./wrong-values";

/** Where nothing need be told though a finding is gone, and why. */
interface Silence {
    readonly types: RegExp;
    /** The property, as in `ingress.[].protocol`. */
    readonly place: RegExp;
    /** Names of values; all of them where it is left out. */
    readonly values?: RegExp;
    readonly why: string;
}

const UNKNOWN = /^unknown$/;
/** A list of texts where one stands, and the other way round. */
const LINES = /^(?:""|"10250"|"true"|JSON|a |an output|blank|half|__proto__|\[|an object with|an own|names that|what looks|\{)/;

/**
 * All of them are values that the provider, AWS or the API server refuses, so that nothing is deployed, but for those that are not known yet: what is
 * unknown at a preview is judged at the update, before the resource is made.
 */
const SILENCES: readonly Silence[] = [
    {
        types: /^aws(?:-native)?:(?:s3|ssm|secretsmanager)[/:](?:bucketObject|BucketObject|parameter|Parameter|secret|Secret)/,
        place: /^(?:content|contentBase64|value|insecureValue|secretString|secretBinary)$/,
        why: "what is stored configures a node, or is a key, by its text alone: what is no text is neither",
    },
    {
        types: /^aws:ssm\/document:/,
        place: /^content$/,
        why: "a document concerns nodes by its text alone",
    },
    {
        types: /^command:(?:local|remote):Command$/,
        place: /^(?:create|update|stdin)$/,
        values: UNKNOWN,
        why: "stacks have many commands, and one concerns nodes by its text or its name alone",
    },
    {
        types: /^aws(?:-native)?:ssm[:/](?:association|Association|Document)/,
        place: /(?:^|\.)(?:commands|runCommand)$/,
        values: LINES,
        why: "a text is one line, and a list its lines, whichever is declared",
    },
    {
        types: /^aws(?:-native)?:cloudformation[/:]/,
        place: /^templateBody(?:\.|$)/,
        why: "a template is judged by the machines in it; where it cannot be read CloudFormation makes none",
    },
    {
        types: /^aws(?:-native)?:(?:lambda|codebuild|ecs)[/:]/,
        place: /^(?:environment|containerDefinitions)(?:\.|$)/,
        why: "a variable is a key's by its name and its text, and a function's variables are texts",
    },
    {
        types: /^aws(?:-native)?:(?:ec2|ebs|dlm)[/:]/,
        place: /(?:^|\.)(?:tags|targetTags|tagSpecifications)(?:\.|$)/,
        why: "tags tell whose a thing is; where nothing tells that it is a cluster's nothing may block",
    },
    {
        types: /^aws(?:-native)?:iam[/:](?:role:)?Role$/,
        place: /^managedPolicyArns$/,
        why: "a worker's policy in the list is what tells that the role is a node's",
    },
    {
        types: /^aws(?:-native)?:secretsmanager[/:]/,
        place: /^(?:name|secretArn|secretId)$/,
        why: "a secret is the cluster's by its name",
    },
    {
        types: /^aws:iam\/role:Role$/,
        place: /^inlinePolicies\.\[\]\.policy$/,
        values: /^(?:an (?:object|own)|names|what looks|\{)/,
        why: "a policy as data is read as one, and this one has no statement",
    },
    {
        types: /^aws:secretsmanager\/secret(?:Policy)?:/,
        place: /^policy$/,
        why: "a policy as data is read as one, and this one has no statement",
    },
    {
        types: /^aws-native:(?:iam|secretsmanager):/,
        place: /(?:policyDocument|resourcePolicy)\.Statement(?:\.\[\])?(?:\.(?:Action|Resource|Principal|\[\]))?$/,
        why: "a list of one is what it has, and IAM takes no statement of no action, resource or principal",
    },
    {
        types: /^kubernetes:helm\.sh\/v3:Release$/,
        place: /^(?:chart|values(?:\..+)?)$/,
        why: "a chart's values may be of any type, and only its templates know what they make of one that is no object, volume or rule",
    },
    {
        types: /^kubernetes:/,
        place: /(?:^|\.)metadata\.(?:name|namespace|labels)(?:\.|$)/,
        why: "names and labels tell whose an object is; where nothing tells that it is the cluster's nothing may block",
    },
    {
        types: /^kubernetes:/,
        place: /\.env(?:\.|$)/,
        why: "a variable that is not known sets nothing that is known, as one of envFrom",
    },
    {
        types: /^kubernetes:.*cluster\.x-k8s\.io/,
        place: /\.kubeletExtraArgs$/,
        values: /^(?:\[|\{|an (?:object|own)|names|what looks)/,
        why: "arguments are a map in v1beta1 and a list in v1beta2, and either is read in both: these have none that means anything",
    },
    {
        types: /^kubernetes:.*cluster\.x-k8s\.io\/v1beta1/,
        place: /\.kubeletExtraArgs\.[\w-]+$/,
        values: /^\[/,
        why: "of a list the argument is given once for each of its values, which are none or harmless here",
    },
    {
        types: /^kubernetes:.*cluster\.x-k8s\.io/,
        place: /\.kubeletExtraArgs\.(?:client-ca-file|manifest-url|\[\]\.value)$/,
        values: /^Infinity$/,
        why: "whatever is written there is a file's name or an address, and JSON has no such number",
    },
    {
        types: /^kubernetes:core\/v1:ConfigMap$/,
        place: /^metadata$/,
        why: "aws-auth is a ConfigMap by its name, and the API server takes no object whose metadata is no object",
    },
    {
        types: /^kubernetes:core\/v1:ConfigMap$/,
        place: /^data\.config(?:\.toml)?$/,
        values: UNKNOWN,
        why: "most ConfigMaps have values that are not known yet, and this one's name is no key's",
    },
];

/** Where a text of another type's place is what the finding is about: it is taken for a path. */
const SHOWN: readonly { readonly types: RegExp; readonly place: RegExp }[] = [
    { types: /^kubernetes:helm\.sh\/v3:Release$/, place: /^values\..*\.hostPath$/ },
    { types: /^kubernetes:.*cluster\.x-k8s\.io/, place: /\.kubeletExtraArgs\.pod-manifest-path$/ },
];

/** Whether findings rightly show the row's own value, whatever its type. */
export const isShown = (place: Place): boolean =>
    SHOWN.some((one) => one.types.test(typeOf(place)) && one.place.test(nameOf(place.path)));

const used = new Set<Silence>();

/** Why nothing need be told of a row; undefined where something must. */
export function silenceOf(place: Place, { name }: WrongValue): string | undefined {
    const silence = SILENCES.find(
        (one) => one.types.test(typeOf(place)) && one.place.test(nameOf(place.path)) && (one.values?.test(name) ?? true),
    );
    if (silence !== undefined) used.add(silence);
    return silence?.why;
}

/** Those that no row needed. */
export const unusedSilences = (): string[] =>
    SILENCES.filter((one) => !used.has(one)).map(({ place, why }) => `${place.source}: ${why}`);
