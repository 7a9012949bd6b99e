/**
 * A staging cluster as it grows when nobody looks: each file does something that somebody had a reason for, and the comments give
 * the reason. Together they leave open every way around the Kubernetes API server that the policies know. Preview it, never deploy it.
 */
import { cluster } from "./cluster";
import "./boot-bucket";
import "./kubelet-config";
import "./machine-rights";
import "./nodes";
import "./opened-again";
import "./remote-access";
import "./operations";
import "./tuning";

export const endpoint = cluster.endpoint;
