package start

import (
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"

	gossh "golang.org/x/crypto/ssh"

	"porthole/internal/model"
	"porthole/internal/server"
)

// The files of a data folder.
const (
	storeFile = "porthole.db"
	keyFile   = "host_ed25519"
	noteFile  = "porthole.lock.json" // who holds the store; left behind by who was killed
)

// Prepare makes the data folder ready for a store to be opened in it: at the
// very first start that makes the host key, because a folder that has a store
// must have one. A folder that is empty, or was not there, becomes its owner's
// alone; what others can read in one that is in use is put right, and the log
// says so. The error is a Fault; a folder that was in use and has no store any
// more is one, because an empty store would be taken for the customers' own.
func Prepare(dir string, log *slog.Logger) (gossh.Signer, error) { return prepare(dir, false, log) }

// prepare is Prepare; a first start that began anew may have left a key.
func prepare(dir string, first bool, log *slog.Logger) (gossh.Signer, error) {
	if err := own(dir); err != nil {
		return nil, model.NewFault("error.server_folder", dir, server.PlainCause(err))
	}
	if left := inUse(dir); left != "" && !first && !there(dir, storeFile) {
		return nil, model.NewFault("error.server_store_missing", filepath.Join(dir, storeFile), filepath.Join(dir, left))
	}
	enclose(dir, log)
	return server.HostKey(dir) //nolint:wrapcheck // a Fault
}

// MissingKey is where the host key of a data folder should be and is not; empty
// when it is there.
func MissingKey(dir string) string {
	if there(dir, keyFile) {
		return ""
	}
	return filepath.Join(dir, keyFile)
}

// inUse is what shows that a store was kept in the folder; empty: nothing does.
func inUse(dir string) string {
	for _, name := range []string{keyFile, noteFile} {
		if there(dir, name) {
			return name
		}
	}
	return ""
}

// enclose takes the rights of others away from a folder that is in use and from
// the secrets in it. Whoever could read them before may have done so: the log
// says what was open.
func enclose(dir string, log *slog.Logger) {
	if _, err := os.Stat(filepath.Join(dir, storeFile)); err != nil {
		return
	}
	for path, mode := range map[string]fs.FileMode{
		dir: 0o700, filepath.Join(dir, storeFile): 0o600, filepath.Join(dir, keyFile): 0o600,
	} {
		info, err := os.Stat(path)
		if err != nil || info.Mode().Perm()&0o077 == 0 {
			continue
		}
		if err := os.Chmod(path, mode); err != nil {
			log.Warn("others can read it, and its mode could not be changed", "path", path, "mode", info.Mode().Perm().String(), "error", err)
			continue
		}
		log.Warn("others could read it; its mode is put right", "path", path, "mode", info.Mode().Perm().String())
	}
}
