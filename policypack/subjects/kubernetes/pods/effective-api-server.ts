import { each, type Thunk } from "../../../lib/subject";
import type { EffectiveApiServer } from "../../../model/effective-api-server";
import { effectiveApiServer } from "../../../node/effective-api-server";
import type { Container } from "./container";
import { invocationsOf, type Program } from "./invocation";

/** kube-apiserver, as a container starts it. */
export const API_SERVER: Program = { name: "kube-apiserver", image: /^kube-apiserver(-\w+)?$/ };

/** The API servers that one container starts: a control plane's own, or one that is hosted for another cluster. */
export function* apiServersOf(container: Container): Generator<Thunk<EffectiveApiServer>> {
    yield* each(invocationsOf(container, API_SERVER), (invocation) => [() => effectiveApiServer(invocation)]);
}
