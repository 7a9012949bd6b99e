import { NodePoolRole, SelfManagedNodePool } from "../../components";
import { everySetPasses, registered } from "./registered";
import { LEAST, type Options, safeOptions, UNSAFE } from "./self-managed-cases";
import { atTheStrictest, raised } from "./strictest";

jest.setTimeout(120_000);

const ROLES = Object.values(NodePoolRole);
const make = (role: NodePoolRole, options: Options) => () => new SelfManagedNodePool("pool", { ...LEAST[role], ...options });

test.each(ROLES)("every set of safe options of a %s passes the whole pack, at a preview and after an update", async (role) => {
    await everySetPasses(`SelfManagedNodePool (${role})`, safeOptions[role], (options) => make(role, options)(), {}, 8);
});

const UNSAFE_BY_ROLE = UNSAFE.flatMap(({ roles, options, policy }) =>
    roles.map((role) => ({ role, options, policy, words: JSON.stringify(options) })),
);

test.each(UNSAFE_BY_ROLE)("$words of a $role raises $policy alone", async ({ role, options, policy }) => {
    expect(raised(atTheStrictest(await registered(make(role, options))))).toEqual([policy]);
});
