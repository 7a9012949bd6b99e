/** A way onto machines that AWS opens beside their own network and their own keys, for a whole account or a whole VPC. */
export type AccountDoor =
    /** The serial console of every instance of the account in one region. */
    | { readonly kind: "serial console"; readonly at: string }
    /** An Instance Connect endpoint, which carries SSH and RDP to private addresses of its VPC. */
    | {
          readonly kind: "instance connect endpoint";
          /** Where its security groups stand, or belong; `hasGroups` is false where the VPC's default group applies. */
          readonly groupsAt: string;
          readonly hasGroups: boolean;
          /**
           * Where it says whose address the machines see; `keepsClient` is false where they see the endpoint's. AWS documents its default
           * both ways, so that undefined stays undefined.
           */
          readonly clientAt: string;
          readonly keepsClient: boolean | undefined;
      };
