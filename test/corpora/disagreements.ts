/** A case of others where the pack rightly answers otherwise than its label. */
export interface Disagreement {
    readonly id: string;
    /** What the pack answers. */
    readonly answer: "silent" | "reports";
    /** One sentence in the words of the domain. */
    readonly why: string;
}

const group = (answer: Disagreement["answer"], why: string, ids: readonly string[]): Disagreement[] =>
    ids.map((id) => ({ id, answer, why }));

/** Checked both ways: one that has become an agreement fails the test, as does a disagreement that is not here. A real miss never is. */
export const disagreements: readonly Disagreement[] = [
    // M5
    ...group("silent", "A namespaced Role grants nothing under nodes, which belong to no namespace.", [
        "checkov-265b106ca9",
        "checkov-1a6a118065",
        "checkov-2899b07402",
        "checkov-1e3302361d",
        "checkov-961210f457",
        "checkov-15ff48e5fe",
        "checkov-0abf47d2c6",
        "checkov-126e44a218",
    ]),
    ...group("silent", "Every API group, but pods and namespaces alone: nothing under nodes.", [
        "checkov-0013b0a5ed",
        "checkov-15030b87b5",
    ]),
    ...group("silent", "Commands in Pods through the API server (pods/exec) go past no API server.", ["checkov-4cd66fa348"]),
    ...group("silent", "The star stands for the resources of rbac.authorization.k8s.io, and nodes are not among them.", [
        "checkov-cc9bbf55fd",
    ]),
    ...group("silent", "Everybody is given a role whose rules are not in the document.", [
        "gatekeeper-library-081ab05cd2",
        "gatekeeper-library-eae2ac1ee5",
    ]),
    ...group("reports", "The rule asks for create, but a GET of nodes/proxy that becomes a WebSocket runs commands as well.", [
        "checkov-643023c8f0",
    ]),
    // M7
    ...group("reports", "Without --authorization-mode the API server allows everything, which the rule overlooks.", [
        "checkov-d102bbf765",
    ]),
    // M10
    ...group(
        "reports",
        "The flags are about certificates, and etcd listens on http://localhost alone, where none is asked for.",
        ["checkov-091b525d63", "checkov-de2b5e35b2", "checkov-efa6f0b836", "checkov-f83681a171", "checkov-87d4a1edad"],
    ),
    ...group("reports", "Peers must show certificates, but the address that they are served on is plain http.", [
        "checkov-5abbd4a73b",
    ]),
    // M13
    ...group("reports", "The container is privileged, and what exempts it is a parameter of the rule's own.", [
        "gatekeeper-library-1e5c3cc2bc",
    ]),
    // M14
    ...group("silent", "A folder without a runtime socket, mounted read-only: what the rule allows is a parameter of its own.", [
        "gatekeeper-library-7e8e83dd8a",
        "gatekeeper-library-03a7b54553",
        "gatekeeper-library-e405450da9",
    ]),
    ...group("silent", "No container mounts the volume, and no runtime socket is below it.", ["polaris-a223b98f4a"]),
    // M6
    ...group("silent", "A network ACL opens nothing alone: it narrows what a security group opens, and this rule is UDP.", [
        "aws-guard-rules-registry-9246b6eda3",
    ]),
    ...group("silent", "A network ACL opens nothing alone, and this rule is about what goes out.", [
        "aws-guard-rules-registry-838c9728ba",
    ]),
    ...group("silent", "The open ports are others than the kubelet's.", [
        "aws-guard-rules-registry-4632205afd",
        "aws-guard-rules-registry-910d81797b",
        "aws-guard-rules-registry-6440d59790",
        "aws-guard-rules-registry-d407824dfe",
        "aws-guard-rules-registry-02a9f4414e",
        "aws-guard-rules-registry-845d20b513",
        "aws-guard-rules-registry-612ddecf53",
        "aws-guard-rules-registry-43f602e3a5",
        "aws-guard-rules-registry-a4f59129fd",
        "aws-guard-rules-registry-eb34b7715b",
        "aws-guard-rules-registry-83f60d1548",
        "aws-guard-rules-registry-e665dae21a",
        "aws-guard-rules-registry-9401624953",
        "aws-guard-rules-registry-4572968c3c",
        "aws-guard-rules-registry-87ac83a1b0",
        "cfn_nag-a41dce1892",
        "cfn_nag-8ef791b704",
        "cfn_nag-a2be1ec939",
        "cfn_nag-3396f74631",
        "cfn_nag-d10a4a4f0b",
        "cfn_nag-e261a31d7e",
        "cfn_nag-f9f139521b",
        "cfn_nag-92f985bf69",
        "cfn_nag-7d088985e9",
    ]),
    ...group("silent", "All protocols, but from another security group only.", ["aws-guard-rules-registry-c57f18e685"]),
    // M15
    ...group("silent", "TCP from port 0 to port 0 opens port 0 alone, and SSH is not there.", ["checkov-6331f457bf"]),
    ...group("silent", "The rule names no source, so that nobody comes in by it, and EC2 refuses it.", [
        "checkov-1b5d0873ed",
        "checkov-ea0851ebf9",
    ]),
    ...group("reports", "Every address is named beside the group itself, and either may come in.", ["checkov-579bc4612e"]),
    ...group("reports", "The source groups are a text where the provider takes a list, which nothing can be read of.", [
        "checkov-7b22dbabce",
    ]),
];
