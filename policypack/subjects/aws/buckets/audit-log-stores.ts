import type { Located, StackResource, StackSubject, Thunk } from "../../../lib/subject";
import type { AuditLogStore } from "../../../model/audit-log-store";
import type { Cursor } from "../../../parse/cursor";
import { type AuditLogGroup, auditLogGroupsOf } from "../../../node/audit-log-groups";
import { inWords } from "../words";
import { bootsIn, type NodeBootIn } from "../machines/node-boots";
import { ifKnown } from "../../../lib/read-all";

const GROUP = /^(?:aws:cloudwatch\/logGroup:LogGroup|aws-native:logs:LogGroup)$/;

/** The log groups to which nodes of a stack send their audit record. */
export const auditLogStores: StackSubject<AuditLogStore> = function* (stack) {
    const groups = stack.filter(({ type }) => GROUP.test(type));
    for (const one of bootsIn(stack)) {
        for (const sent of auditLogGroupsOf(one.boot)) {
            const group = groups.find((candidate) => nameOf(candidate) === sent.name);
            yield* storeOf(one, sent, group);
        }
    }
};

function* storeOf(
    { boot, resource }: NodeBootIn,
    sent: AuditLogGroup,
    group: StackResource | undefined,
): Generator<Thunk<Located<AuditLogStore>>> {
    const { evidence } = boot;
    if (sent.days !== undefined) {
        const path = [inWords(resource), `log group ${sent.name}`];
        // The agent's own -1 is for ever.
        const days = sent.days <= 0 ? undefined : sent.days;
        yield () => ({ urn: resource.urn, view: { at: sent.at, days, path, evidence } });
    } else if (group !== undefined) {
        const retention = (group.props as Cursor<{ retentionInDays: number }>).field("retentionInDays");
        yield () => {
            const days = retention.number() ?? 0;
            const path = [inWords(resource), inWords(group)];
            return { urn: group.urn, view: { at: retention.path, days: days === 0 ? undefined : days, path, evidence } };
        };
    }
}

const nameOf = ({ props }: StackResource): string | undefined => {
    const group = props as Cursor<{ name: string; logGroupName: string; id: string }>;
    const names = [group.field("name"), group.field("logGroupName"), group.field("id")];
    return names.map((name) => ifKnown(() => name.text())).find((name) => name !== undefined);
};
