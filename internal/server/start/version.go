package start

import "runtime/debug"

// version is given by whoever builds a package, with
// -ldflags "-X porthole/internal/server/start.version=1.4.0".
var version string

// Version is that of the program: as it was given, or as the build took it from the
// tag or the commit.
func Version() string {
	if version != "" {
		return version
	}
	if info, ok := debug.ReadBuildInfo(); ok {
		return info.Main.Version
	}
	return "unknown"
}
