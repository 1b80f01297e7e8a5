package start

import (
	"errors"
	"io/fs"
	"os"

	gossh "golang.org/x/crypto/ssh"

	"porthole/internal/model"
	"porthole/internal/server"
)

// Prepare makes the data folder ready for a store to be opened in it: at the
// very first start that makes the host key, because a folder that has a store
// must have one. A folder that is empty, or was not there, becomes its owner's
// alone. The error is a Fault.
func Prepare(dir string) (gossh.Signer, error) {
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, model.NewFault("error.server_folder", dir, cause(err))
	}
	if err == nil && len(entries) == 0 {
		if err := os.Chmod(dir, 0o700); err != nil {
			return nil, model.NewFault("error.server_folder", dir, cause(err))
		}
	}
	return server.HostKey(dir) //nolint:wrapcheck // a Fault
}

// cause is what the operating system says, without the path.
func cause(err error) string {
	var path *fs.PathError
	if errors.As(err, &path) {
		err = path.Err
	}
	return err.Error()
}
