import { settle } from "../../../lib/settle";
import { each, type Row, type Thunk } from "../../../lib/subject";
import { CAPABILITIES, type HostShare, type Shared } from "../../../model/host-share";
import type { PodOwner } from "../../../model/host-path";
import { Cursor } from "../../../parse/cursor";
import { everyWrittenPod } from "../../written-pods";
import { nestedShares } from "../nested-objects";
import { type Chart, everyChartValues, imageOf, ownerOf } from "./chart-values";
import { Container } from "./container";
import { everyPod, type Pod } from "./pod-spec";

/** What every Pod shares with its node: those of workloads, of static Pods on nodes, of manifests in ConfigMaps and of charts. */
export const hostShareRows: readonly Row<HostShare>[] = [
    ...everyPod(sharesOf),
    ...everyWrittenPod(sharesOf),
    ...everyChartValues(sharesInValues),
];

const NAMESPACES = ["hostPID", "hostNetwork", "hostIPC"] as const;

/** Who asks. */
interface Sharer {
    readonly owner: PodOwner;
    /** Whether it has a user namespace of its own. */
    hasOwnUsers(): boolean;
    readonly isGuess?: boolean;
}

/** What one Pod shares with its node. */
export function* sharesOf(pod: Pod): Generator<Thunk<HostShare>> {
    const sharer: Sharer = { owner: pod, hasOwnUsers: () => pod.spec.field("hostUsers").flag() === false };
    // The API server refuses the node's processes, network and queues beside a user namespace of the Pod's own.
    yield* each(NAMESPACES, (shared) => {
        const place = pod.spec.field(shared);
        return place.flag() === true ? [() => share(sharer, place.path, shared, () => imagesOf(pod))] : [];
    });
    yield* windows(sharer, pod.spec.field("securityContext"), () => imagesOf(pod));
    yield* pod.eachContainer((container) => each([ofRights, ofWindows], (read) => read(sharer, container)));
}

/**
 * What a chart's values ask for: for containers that are written there, and for those of the chart's own templates, of which nobody sees here
 * whether they take it.
 */
function* sharesInValues(values: Cursor<unknown>, chart: Chart): Generator<Thunk<HostShare>> {
    const { containers, namespaces, contexts } = nestedShares(values);
    yield* each(containers, ({ place, section }) => {
        const sharer = { ...NO_USERS, owner: ownerOf(section, chart) };
        const container = new Container(place as Container["spec"]);
        return each([ofRights, ofWindows], (read) => read(sharer, container));
    });
    const guessed = (section: Cursor<unknown>) => ({ isGuess: true, ...NO_USERS, owner: ownerOf(section, chart) });
    for (const { name, place, section } of namespaces)
        yield () => share(guessed(section), place.path, name as Shared, () => [imageOf(section, chart)]);
    yield* each(contexts, ({ place, section }) => {
        const written = Cursor.of({ securityContext: place.raw(), image: imageOf(section, chart) });
        const container = new Container(written as Cursor<unknown> as Container["spec"]);
        const views = ofRights(guessed(section), container);
        return moved(views, place.path);
    });
}

const NO_USERS = { hasOwnUsers: () => false } as const;

/** The same views where the context really stands. */
function* moved(views: Iterable<Thunk<HostShare>>, path: string): Generator<Thunk<HostShare>> {
    for (const view of views)
        yield () => {
            const own = view();
            return { ...own, at: path + own.at.slice("securityContext".length), images: () => own.images() };
        };
}

function* ofWindows(pod: Sharer, container: Container): Generator<Thunk<HostShare>> {
    yield* windows(pod, container.spec.field("securityContext"), () => [container.image]);
}

/** Privileges, and what is a part of them. A user namespace of the Pod's own makes less of the first and nothing of the rest. */
function* ofRights(pod: Sharer, container: Container): Generator<Thunk<HostShare>> {
    const context = container.spec.field("securityContext");
    const images = () => [container.image];
    if (container.isPrivileged) {
        yield () => share(pod, context.field("privileged").path, "privileged", images, { hasOwnUsers: pod.hasOwnUsers() });
        return;
    }
    const procMount = context.field("procMount");
    if (procMount.text() === "Unmasked" && !pod.hasOwnUsers()) yield () => share(pod, procMount.path, "procMount", images);
    yield* capabilities(pod, container, images);
}

function* capabilities(pod: Sharer, container: Container, images: () => readonly string[]): Generator<Thunk<HostShare>> {
    const { values, finish } = settle(container.added(), ({ at, name }) => ({ at, name: name() }));
    const has = (wanted: string) => values.some(({ name }) => name === wanted);
    const [worst] = CAPABILITIES.filter(has);
    const tracesAll = has("BPF") && has("PERFMON");
    for (const { at, name } of values) {
        const shared = CAPABILITIES.find((one) => one === name);
        const isTold = (worst === "ALL" && shared !== "ALL") || (tracesAll && shared === "PERFMON");
        if (shared === undefined || isTold || pod.hasOwnUsers()) continue;
        yield () => share(pod, at, shared, images, { tracesAll: tracesAll && shared === "BPF" });
    }
    yield* each([finish], (unknown) => {
        unknown();
        return [];
    });
}

function* windows(pod: Sharer, context: Cursor<unknown>, images: () => readonly string[]): Generator<Thunk<HostShare>> {
    const options = (context as Cursor<{ windowsOptions: { hostProcess: boolean } }>).field("windowsOptions");
    const place = options.field("hostProcess");
    if (place.flag() === true) yield () => share(pod, place.path, "hostProcess", images);
}

const share = (
    { owner, isGuess }: Sharer,
    at: string,
    shared: Shared,
    images: () => readonly string[],
    more: Partial<Pick<HostShare, "hasOwnUsers" | "tracesAll">> = {},
): HostShare => ({
    at,
    shared,
    owner,
    images,
    hasOwnUsers: false,
    tracesAll: false,
    ...(isGuess === true && { isGuess }),
    ...more,
});

function imagesOf(pod: Pod): readonly string[] {
    const { values, finish } = settle(
        pod.eachContainer((container) => [() => container.image]),
        (thunk) => thunk(),
    );
    finish();
    return values;
}
