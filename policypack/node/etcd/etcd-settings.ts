import type { Sourced } from "../../model/sourced";

/** Where an etcd has its settings from. Names are those of the flags, wherever they stand. */
export interface EtcdSettings {
    /** A text, with etcd's default where nothing sets it. */
    text(name: string): Sourced<string>;
    /** @throws Unreadable for what is no boolean, which keeps etcd from starting */
    flag(name: string): Sourced<boolean>;
    /** What lists addresses, each entry with where it stands; the default where nothing does. */
    urls(name: string): readonly Sourced<string>[];
    isSet(name: string): boolean;
    readonly unseen: string | undefined;
}

/** etcd's own defaults of the lists of addresses (server/embed/config.go). */
export const DEFAULT_URLS: Readonly<Record<string, string>> = {
    "listen-client-urls": "http://localhost:2379",
    "listen-peer-urls": "http://localhost:2380",
};

export const KEEPS_FROM_STARTING = "which keeps etcd from starting";
