/**
 * What runs in a staging cluster, and who may do what there, as it grows when nobody looks: each file does something that somebody had a reason
 * for, and the comments give the reason. Pods take their node, and roles open the kubelets. Preview it, never deploy it.
 */
import "./access";
import "./boot-objects";
import "./debugging";
import "./maintenance";
import "./monitoring";
import "./node-folders";
import "./published";
import "./runners";
import "./tenant-control-plane";
import "./tenant-etcd";
