import { each, type Resource, type Subject, type Thunk } from "../../lib/subject";
import type { ClusterGrant } from "../../model/cluster-access";
import { ifKnown } from "../../lib/read-all";
import { scalarText } from "../../parse/scalar";
import { clusterEntries, type ClusterEntry } from "./cluster-entries";

const rowsOf = (tokens: readonly string[]): Subject<ClusterGrant> => ({
    rows: new Map(
        tokens.map((token) => [
            token,
            (resource: Resource) => each(clusterEntries.rows.get(token)!(resource), (entry) => grantsOf(entry())),
        ]),
    ),
});

/** What each entry of a cluster gives to whom: groups, access policies, and accounts that may log in. */
export const clusterGrants = rowsOf([...clusterEntries.rows.keys()]);

/** The same of the forms that have access policies, which the ConfigMap aws-auth has not. */
export const clusterGrantsByPolicy = rowsOf(
    [...clusterEntries.rows.keys()].filter((token) => /accessPolicyAssociation|native:eks:AccessEntry|eks:index:/.test(token)),
);

function* grantsOf({ principal, groups, policies, account }: ClusterEntry): Generator<Thunk<ClusterGrant>> {
    const to = {
        principal: () => principal.text() ?? "",
        get shown() {
            return ifKnown(() => principal.text());
        },
    };
    if (account !== undefined) {
        yield () => ({ ...to, at: account.path, gives: "login", name: scalarText(account.raw()) });
        return;
    }
    yield* each(groups?.items() ?? [], (group): Thunk<ClusterGrant>[] => [
        () => ({ ...to, at: group.path, gives: "group", name: group.text() ?? "" }),
    ]);
    yield* each([policies], (read) =>
        each(read(), ({ arn, scope }): Thunk<ClusterGrant>[] => [
            // The ARN is written out, or known to the provider: arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy.
            () => ({
                ...to,
                at: arn.path,
                gives: "access policy",
                name: (arn.text() ?? "").split("/").at(-1) ?? "",
                isClusterWide: scope.text()?.toLowerCase() === "cluster",
            }),
        ]),
    );
}
