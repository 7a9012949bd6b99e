import type { ControlPlanePrograms } from "./api-server";

/** Where a program is that `npm run test:daemons` has built. @throws Error when the tests were not started by it */
export function program(variable: string): string {
    const path = process.env[variable];
    if (path === undefined) throw new Error(`no ${variable}: run npm run test:daemons, which builds one`);
    return path;
}

export const controlPlanePrograms = (): ControlPlanePrograms => ({
    etcd: program("ETCD"),
    apiServer: program("KUBE_APISERVER"),
    controllerManager: program("KUBE_CONTROLLER_MANAGER"),
});
