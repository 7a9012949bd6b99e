import { AddressSet } from "./address-set";

/**
 * Addresses that nobody on the internet has: private (RFC 1918, RFC 4193), shared (RFC 6598; Pods, in many clusters), benchmarking
 * (RFC 2544; EKS admits 198.19.0.0/16 for Pods), link-local, loopback, "this network" and the reserved class E.
 */
export const OFF_THE_INTERNET = setOf(
    ...["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "198.18.0.0/15", "169.254.0.0/16", "127.0.0.0/8"],
    ...["0.0.0.0/8", "240.0.0.0/4", "fc00::/7", "fe80::/10", "::1/128"],
);

/** What EC2 gives networks their IPv6 from (`ip-ranges.json`). */
const EC2_IPV6 = setOf("2600:1f00::/24", "2406:da00::/24", "2a05:d000::/25");
/** A network of AWS is a /44 at most. */
const LARGEST_NETWORK = 1n << 84n;

/**
 * Whether the addresses are as a network of AWS has them: a VPC (a /56, unless somebody chose another size) or a subnet. There is no private
 * IPv6 that Amazon provides, so the network's own range looks like the internet; it may be the cluster's, as 10.0.0.0/16 may be.
 */
export const isNetworkOfAws = (addresses: AddressSet): boolean =>
    EC2_IPV6.includes(addresses) && addresses.count(6) <= LARGEST_NETWORK;

/** Everybody there is, of each family: IPv4 without the above and multicast, and global unicast of IPv6. */
const EVERYBODY = [setOf("0.0.0.0/0").minus(OFF_THE_INTERNET).minus(setOf("224.0.0.0/4")), setOf("2000::/3")];

/** Whether everybody on the internet is in there, of IPv4 or of IPv6. */
export const holdsEverybody = (addresses: AddressSet): boolean => EVERYBODY.some((family) => addresses.includes(family));

function setOf(...ranges: readonly string[]): AddressSet {
    return AddressSet.unionOf(ranges.map((range) => AddressSet.parse(range) ?? AddressSet.NONE));
}
