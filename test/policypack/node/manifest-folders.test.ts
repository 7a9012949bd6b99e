import { isInManifestPlace, isManifest, manifestPlacesOf, OWN_FOLDERS } from "../../../policypack/node/manifest-folders";
import { bootOfUserData } from "../../../policypack/node/user-data";

const PLACES = ["/etc/kubernetes/manifests", "/opt/pods/one.yaml"];

test.each<[path: string, is: boolean]>([
    ["/etc/kubernetes/manifests/a.yaml", true],
    ["/etc/kubernetes/manifests//x/../a", true],
    ["/etc/kubernetes/manifests/a.", true],
    ["/opt/pods/one.yaml", true],
    ["/opt/pods/two.yaml", false],
    ["/etc/kubernetes/manifests/.a.yaml", false],
    ["/etc/kubernetes/manifests/sub/a.yaml", false],
    ["/etc/kubernetes/manifests2/a.yaml", false],
    ["/etc/kubernetes/a.yaml", false],
])("whether the kubelet takes %s", (path, is) => expect(isManifest(PLACES, path)).toBe(is));

test.each<[path: string, is: boolean]>([
    ["/etc/kubernetes/manifests", true],
    ["/etc/kubernetes/manifests/sub/.a", true],
    ["/opt/pods/one.yaml", true],
    ["/opt/pods", false],
    ["/etc/kubernetes", false],
])("whether %s lies in a place of manifests", (path, is) => expect(isInManifestPlace(PLACES, path)).toBe(is));

test.each<[flag: string, more: string[]]>([
    ["--pod-manifest-path=/opt/pods/", ["/opt/pods"]],
    ["--pod-manifest-path=/etc/kubernetes/manifests", []],
    ["--pod-manifest-path=", []],
    ["--pod-manifest-path=$UNKNOWN", []],
    ["--v=2", []],
])("a kubelet with %s", (flag, more) =>
    expect(manifestPlacesOf(bootOfUserData(`#!/bin/sh\nkubelet ${flag}\n`, "u"))).toEqual([...OWN_FOLDERS, ...more]),
);
