import { AddressSet } from "../model/address-set";
import { holdsEverybody } from "../model/internet";
import { type Setting, SettingError } from "./setting";

const addressRanges = (description: string): Setting<AddressSet> => ({
    schema: { type: "array", items: { type: "string" }, default: [], description },
    read(value, at) {
        if (value === undefined) return AddressSet.NONE;
        if (!Array.isArray(value)) throw new SettingError(`${at} is no list. Write ["10.20.0.0/16"]`);
        const ranges = value.map((cidr: unknown, i) => {
            const range = typeof cidr === "string" ? AddressSet.parse(cidr) : undefined;
            if (range === undefined)
                throw new SettingError(
                    `${at}[${i}] is ${JSON.stringify(cidr)}, which is no address range. Write one like "10.20.0.0/16"`,
                );
            if (holdsEverybody(range))
                throw new SettingError(
                    `${at}[${i}] is ${JSON.stringify(cidr)}, which trusts everybody. Disable the policy if that is meant`,
                );
            return range;
        });
        const trusted = AddressSet.unionOf(ranges);
        if (holdsEverybody(trusted))
            throw new SettingError(`${at} trusts everybody, all its ranges together. Disable the policy if that is meant`);
        return trusted;
    },
});

/** Address ranges that may reach a guarded port: bastions, monitoring, a peered network. */
export const trustedCidrs = addressRanges(
    "Address ranges (CIDR, IPv4 or IPv6) that may reach the port, beside the cluster and its nodes.",
);

/** Address ranges from which people and pipelines use a cluster: offices, runners. They are trusted with the API server, and with no port of a node. */
export const clientCidrs = addressRanges("Address ranges (CIDR, IPv4 or IPv6) that may reach the API server's public endpoint.");
