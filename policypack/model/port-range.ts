/** TCP ports from `first` to `last`, both included; none when `first` is above `last`. */
export interface PortRange {
    readonly first: number;
    readonly last: number;
}

export const EVERY_PORT: PortRange = { first: 0, last: 65535 };

export const containsPort = ({ first, last }: PortRange, port: number): boolean => first <= port && port <= last;

/**
 * A range this small was written for the ports in it (10250–10259, 2379–2380); 1025–65535 or 10000–11000 was not. 100 admits the
 * ranges that Kubernetes' own documentation lists, and no range of dynamic ports.
 */
export const isNarrow = ({ first, last }: PortRange): boolean => last - first < 100;
