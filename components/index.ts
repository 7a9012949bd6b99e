export {
    KubeletReadAccess,
    type KubeletReadAccessArgs,
    type MonitoringServiceAccount,
} from "./kubelet-read-access/kubelet-read-access";
