/**
 * A staging cluster as it grows when nobody looks: each file does something that somebody had a reason for, and the comments give
 * the reason. Together they leave open every way around the Kubernetes API server that the policies know. Preview it, never deploy it.
 */
import { cluster } from "./cluster";
import "./access";
import "./boot-bucket";
import "./certificates";
import "./etcd";
import "./etcd-backup";
import "./kubelet-config";
import "./machine-rights";
import "./maintenance";
import "./monitoring";
import "./node-folders";
import "./nodes";
import "./published";
import "./remote-access";
import "./operations";
import "./runners";
import "./tenant-control-plane";
import "./tuning";

export const endpoint = cluster.endpoint;
