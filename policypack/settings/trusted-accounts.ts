import { type Setting, SettingError } from "./setting";

/** AWS accounts that may have what is otherwise for the stack's own account alone: a backup account, a central vault. */
export const trustedAccounts: Setting<ReadonlySet<string>> = {
    schema: {
        type: "array",
        items: { type: "string" },
        default: [],
        description: "Numbers of AWS accounts that may read it too, such as the organization's backup account.",
    },
    read(value, at) {
        if (value === undefined) return new Set();
        if (!Array.isArray(value)) throw new SettingError(`${at} is no list. Write ["123456789012"]`);
        return new Set(
            value.map((account: unknown, i) => {
                if (typeof account !== "string" || !/^\d{12}$/.test(account))
                    throw new SettingError(
                        `${at}[${i}] is ${JSON.stringify(account)}, which is no account number. Write its 12 digits in quotes, "123456789012"`,
                    );
                return account;
            }),
        );
    },
};
