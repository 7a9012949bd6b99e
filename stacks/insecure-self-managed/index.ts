/**
 * A cluster of kubeadm in a staging account, as it grows when nobody looks: each file does something that somebody had a reason for, and the
 * comments give the reason. The half that was made of hardened components has had their unsafe options turned on, one after the other.
 * Preview it, never deploy it.
 */
import "./certificates";
import "./etcd";
import "./etcd-backup";
import "./kubeadm";
import "./opened-again";
