import { ByImage } from "../../../policypack/settings/by-image";

const byImage = new ByImage([
    { images: ["quay.io/cilium/cilium"], of: "cilium" },
    { images: ["quay.io/cilium/cilium:v1.18.0"], of: "cilium of a release" },
    { images: ["*.dkr.ecr.*.amazonaws.com/eks/kube-proxy"], of: "any region" },
    { images: ["*.dkr.ecr.*.amazonaws.com/eks/*"], of: "any of EKS" },
    { images: ["calico/node"], of: "calico" },
    { images: ["*"], of: "any of Docker's own" },
]);

test.each([
    ["the same repository, whatever the tag of the allowance", "quay.io/cilium/cilium", ["cilium", "cilium of a release"]],
    ["the registry that is meant where none is written", "docker.io/calico/node", ["calico"]],
    [
        "stars before a name, and in its place",
        "602401143452.dkr.ecr.eu-west-1.amazonaws.com/eks/kube-proxy",
        ["any region", "any of EKS"],
    ],
    ["a star in the place of a name", "602401143452.dkr.ecr.eu-west-1.amazonaws.com/eks/coredns", ["any of EKS"]],
    ["a star is one part", "602401143452.dkr.ecr.eu-west-1.amazonaws.com/eks/team/coredns", []],
    ["a star alone", "docker.io/library/nginx", ["any of Docker's own"]],
    ["a name that ends as one of these", "quay.io/mycilium/cilium", []],
    ["none", "ghcr.io/app", []],
])("%s", (_, repository, expected) => expect(byImage.of(repository).map((one) => one.of)).toEqual(expected));

test("it is empty without allowances alone", () => {
    expect(new ByImage([]).isEmpty).toBe(true);
    expect(new ByImage([{ images: ["a"] }]).isEmpty).toBe(false);
    expect(new ByImage([{ images: ["a*"] }]).isEmpty).toBe(false);
});
