/** A Kubernetes label selector; all of its requirements must hold, and one without any selects everything. */
export interface LabelSelector {
    readonly matchLabels: ReadonlyMap<string, string>;
    readonly matchExpressions: readonly LabelRequirement[];
}

export interface LabelRequirement {
    readonly key: string;
    /** `In`, `NotIn`, `Exists`, `DoesNotExist`; the API server refuses any other. */
    readonly operator: string;
    readonly values: readonly string[];
}

/** As Kubernetes matches (apimachinery, pkg/labels): `NotIn` holds where the label is absent, too. */
export function selects({ matchLabels, matchExpressions }: LabelSelector, labels: ReadonlyMap<string, string>): boolean {
    return (
        [...matchLabels].every(([key, value]) => labels.get(key) === value) &&
        matchExpressions.every(({ key, operator, values }) => {
            const value = labels.get(key);
            switch (operator) {
                case "In":
                    return value !== undefined && values.includes(value);
                case "NotIn":
                    return value === undefined || !values.includes(value);
                case "Exists":
                    return value !== undefined;
                case "DoesNotExist":
                    return value === undefined;
                default:
                    return false;
            }
        })
    );
}
