// install-host is the part of Pulumi's language host for Node that installs what a policy pack of an organisation depends on. The engine
// attaches to it (PULUMI_DEBUG_LANGUAGES) where no language host of Pulumi is installed. The host itself is not to be had as a Go module;
// what it calls for this is: the package manager and its arguments are the ones of the CLI's own library. Prints its port on stdout and
// ends when stdin does.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/pulumi/pulumi/sdk/v3/go/common/util/rpcutil"
	"github.com/pulumi/pulumi/sdk/v3/nodejs/npm"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/grpc"
	"google.golang.org/protobuf/types/known/emptypb"
)

func main() {
	if err := serve(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func serve() error {
	cancel := make(chan bool)
	handle, err := rpcutil.ServeWithOptions(rpcutil.ServeOptions{
		Cancel: cancel,
		Init: func(server *grpc.Server) error {
			pulumirpc.RegisterLanguageRuntimeServer(server, &host{})
			return nil
		},
	})
	if err != nil {
		return err
	}
	fmt.Println(handle.Port)
	// Whoever started this holds its stdin open.
	_, _ = io.Copy(io.Discard, os.Stdin)
	close(cancel)
	return <-handle.Done
}

type host struct {
	pulumirpc.UnimplementedLanguageRuntimeServer
}

func (*host) Handshake(
	context.Context, *pulumirpc.LanguageHandshakeRequest,
) (*pulumirpc.LanguageHandshakeResponse, error) {
	return &pulumirpc.LanguageHandshakeResponse{}, nil
}

func (*host) GetPluginInfo(context.Context, *emptypb.Empty) (*pulumirpc.PluginInfo, error) {
	return &pulumirpc.PluginInfo{}, nil
}

// InstallDependencies does what the host for Node does for a plugin: in the workspace's root where there is one, with the package manager and
// the `production` that PulumiPolicy.yaml asks for.
func (*host) InstallDependencies(
	req *pulumirpc.InstallDependenciesRequest, server pulumirpc.LanguageRuntime_InstallDependenciesServer,
) error {
	closer, stdout, stderr, err := rpcutil.MakeInstallDependenciesStreams(server, req.IsTerminal)
	if err != nil {
		return err
	}
	defer closer.Close()

	folder := req.Info.ProgramDirectory
	if root, err := npm.FindWorkspaceRoot(folder); err == nil {
		folder = root
	} else if !errors.Is(err, npm.ErrNotInWorkspace) {
		return err
	}
	options := req.Info.Options.AsMap()
	manager := npm.AutoPackageManager
	if asked, ok := options["packagemanager"].(string); ok {
		manager = npm.PackageManagerType(asked)
	}
	production, _ := options["production"].(bool)
	if _, err := npm.Install(server.Context(), manager, folder, production, stdout, stderr); err != nil {
		return err
	}
	return closer.Close()
}
