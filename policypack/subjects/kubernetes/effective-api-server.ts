import { each, subject, type Thunk } from "../../lib/subject";
import type { EffectiveApiServer } from "../../model/effective-api-server";
import { effectiveApiServer } from "../../node/effective-api-server";
import type { Container } from "./container";
import { invocationsOf, type Program } from "./invocation";
import { everyContainer } from "./pod-spec";

const API_SERVER: Program = { name: "kube-apiserver", image: /^kube-apiserver(-\w+)?$/ };

/** Every kube-apiserver that a container starts: a control plane's own Pod, or one that is hosted for another cluster. */
export const apiServerInPods = subject<EffectiveApiServer>(...everyContainer(apiServersOf));

/** The API servers that one container starts. */
export function* apiServersOf(container: Container): Generator<Thunk<EffectiveApiServer>> {
    yield* each(invocationsOf(container, API_SERVER), function* (invocation) {
        yield () => effectiveApiServer(invocation);
    });
}
