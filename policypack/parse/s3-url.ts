/** An object in a bucket, or the bucket alone (its key is "" then). */
export interface S3Place {
    readonly bucket: string;
    readonly key: string;
}

/** Regions and their partitions: `s3.eu-west-1`, `s3-eu-west-1`, `s3.dualstack.eu-west-1`, `s3-website-eu-west-1`, `s3-accelerate`. */
const ENDPOINT = String.raw`s3(?:[.-](?:website|fips|accelerate|dualstack|[a-z]{2}(?:-[a-z]+)+-\d))*\.amazonaws\.com(?:\.cn)?`;
const VIRTUAL_HOST = new RegExp(String.raw`^https?://([^/?#]+?)\.${ENDPOINT}(?::\d+)?(?:[/?#]|$)([^?#]*)`, "i");
const PATH_STYLE = new RegExp(String.raw`^https?://${ENDPOINT}(?::\d+)?/([^/?#]+)/?([^?#]*)`, "i");
const S3_URL = /^s3:\/\/([^/?#]+)(?![^/?#])\/?(.*)$/;
const ARN = /^arn:[^:]*:s3:::([^/]+)(?![^/])\/?(.*)$/;

/**
 * Which object of which bucket a text names: `s3://boot/kubelet.yaml`, `https://boot.s3.eu-west-1.amazonaws.com/kubelet.yaml`, the same with
 * the bucket in the path, or an ARN. Undefined for every other text.
 */
export function s3Place(text: string): S3Place | undefined {
    for (const form of [S3_URL, PATH_STYLE, VIRTUAL_HOST, ARN]) {
        const [, bucket, key] = form.exec(text) ?? [];
        if (bucket !== undefined) return { bucket, key: key ?? "" };
    }
    return undefined;
}

/** The name of the bucket that a text names in any of its forms: its name, its URL, its host name or its ARN. */
export const bucketNamed = (text: string): string => s3Place(text)?.bucket ?? s3Place(`https://${text}`)?.bucket ?? text;
