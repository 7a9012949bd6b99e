/**
 * AL2023: a NodeConfig for nodeadm in a MIME document. EKS adds the cluster's own data, so nothing here is an output and a preview
 * knows all of it. What comes before `makeIPTablesUtilChains` is the AMI's own default, written down so that nobody has to know it.
 */
export const nodeUserData = `MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="//"

--//
Content-Type: application/node.eks.aws

apiVersion: node.eks.aws/v1alpha1
kind: NodeConfig
spec:
  kubelet:
    config:
      authentication:
        anonymous:
          enabled: false
        webhook:
          enabled: true
        x509:
          clientCAFile: /etc/kubernetes/pki/ca.crt
      authorization:
        mode: Webhook
      readOnlyPort: 0
      serverTLSBootstrap: true
      protectKernelDefaults: true
      makeIPTablesUtilChains: true
      seccompDefault: true
      enableSystemLogHandler: false
      enableProfilingHandler: false
      enableDebugFlagsHandler: false

--//--
`;
