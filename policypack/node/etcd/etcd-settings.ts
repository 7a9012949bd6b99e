import type { UnreadPart } from "../../model/node-boot";
import type { Sourced } from "../../model/sourced";
import { Unreadable } from "../../model/unreadable";
import { parseBool } from "../../parse/flags";
import { HOLE } from "../../parse/word";

/** Where an etcd has its settings from. Names are those of the flags, wherever they stand. */
export interface EtcdSettings {
    /** A text; "" where nothing sets it. */
    text(name: string): Sourced<string>;
    /** @throws Unreadable for what is no boolean, which keeps etcd from starting */
    flag(name: string): Sourced<boolean>;
    /** What lists addresses, each entry with where it stands; the default where nothing does. */
    urls(name: string): readonly Sourced<string>[];
    /** What of the whole keeps etcd from starting, beside the values that are judged. */
    refusals(): readonly UnreadPart[];
    /** Where more settings may come from that cannot be seen here. */
    readonly unseen: string | undefined;
}

/** etcd's own defaults of the lists of addresses (server/embed/config.go). */
export const DEFAULT_URLS: Readonly<Record<string, string>> = {
    "listen-client-urls": "http://localhost:2379",
    "listen-peer-urls": "http://localhost:2380",
};

/** The settings that are judged. */
export const URL_LISTS = ["listen-client-urls", "listen-client-http-urls", "listen-peer-urls", "listen-metrics-urls"];
export const TOLD_LISTS = ["advertise-client-urls", "initial-advertise-peer-urls"];

export const KEEPS_FROM_STARTING = "which keeps etcd from starting";

/** @throws Unreadable where a part of it is not known */
export function literal(text: Sourced<string>): Sourced<string> {
    if (text.value.includes(HOLE)) throw new Unreadable(text.at, "depends on what only the machine knows");
    return text;
}

/** A boolean as Go's flags read it. @throws Unreadable for what is none, and for what only the machine knows */
export function boolean({ value, ...from }: Sourced<string>): Sourced<boolean> {
    if (value.includes(HOLE)) throw new Unreadable(from.at, "is true or false as only the machine knows");
    const known = parseBool(value);
    if (known === undefined) throw new Unreadable(from.at, `is not true or false, ${KEEPS_FROM_STARTING}`);
    return { ...from, value: known };
}
