package start

import (
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"

	gossh "golang.org/x/crypto/ssh"

	"porthole/internal/durable"
	"porthole/internal/model"
	"porthole/internal/server"
	"porthole/internal/store"
	"porthole/internal/store/location"
)

// A first start makes a host key and a store, and may be killed or find the disk
// full between any two bytes of them. So it leaves a mark before it makes either,
// and takes it away when both are on the disk: where the mark is found, nothing was
// ever acknowledged to anybody, and the start begins anew. The mark is locked
// while somebody is at it, so that of two first starts one waits for nothing.

const (
	markFile = "porthole.first-start"
	// asideFile is what a store that was never finished is called from then on.
	asideFile = storeFile + ".unfinished"
	// markText is in a mark under which something may have been made.
	markText = "The first start is under way, or was cut short: the next one begins anew.\n"
)

// Open opens the store at a place: a data folder, see openFolder, or the URL of a
// database. For that hostKey names the file with the host key, which all servers have
// in common. Without needKey it may be left out: what needs it, the codes in the outbox,
// says so then. Errors are Faults, or the store's own.
func Open(place, hostKey string, needKey bool, log *slog.Logger, o store.Options) (st *store.Store, key gossh.Signer, err error) {
	switch {
	case !location.Shares(place) && hostKey != "":
		return nil, nil, model.NewFault("start.host_key.folder")
	case !location.Shares(place):
		return openFolder(place, needKey, log, o)
	case hostKey == "" && needKey:
		return nil, nil, model.NewFault("start.host_key")
	case hostKey != "":
		if key, o.Secret, err = ReadHostKey(hostKey); err != nil {
			return nil, nil, err
		}
	}
	if st, err = store.Open(place, o); err != nil {
		return nil, nil, fmt.Errorf("opening the store: %w", err)
	}
	return st, key, nil
}

// ReadHostKey reads the host key of the servers of a database, and the key of the codes
// in its outbox that is made of it. The error is a Fault.
func ReadHostKey(file string) (key gossh.Signer, secret []byte, err error) {
	key, secret, err = server.ReadHostKey(file)
	if errors.Is(err, fs.ErrNotExist) {
		err = model.NewFault("error.server_host_key_none", file)
	}
	return key, secret, err //nolint:wrapcheck // a Fault
}

// openFolder prepares the data folder and opens its store, both of them new at the very
// first start. Without needKey a host key that is gone is no error, and none is
// returned. Errors are Faults, or the store's own.
func openFolder(dir string, needKey bool, log *slog.Logger, o store.Options) (*store.Store, gossh.Signer, error) {
	mark, err := firstStart(dir, log)
	if err != nil {
		return nil, nil, err
	}
	defer mark.release()
	key, err := prepare(dir, mark != nil, log)
	if err != nil && (needKey || !errors.Is(err, model.NewFault("error.server_host_key_missing"))) {
		return nil, nil, err
	}
	st, err := store.Open(dir, o)
	if err != nil {
		return nil, nil, fmt.Errorf("opening the store: %w", err)
	}
	if err := mark.remove(); err != nil {
		return nil, nil, errors.Join(model.NewFault("error.server_folder", dir, server.PlainCause(err)), st.Close())
	}
	return st, key, nil
}

// mark is a first start's; nil: this is none.
type mark struct{ file *os.File }

// firstStart leaves the mark of a first start in a folder in which nothing was
// ever finished; nil in any other.
func firstStart(dir string, log *slog.Logger) (*mark, error) {
	path := filepath.Join(dir, markFile)
	if _, err := os.Lstat(path); errors.Is(err, fs.ErrNotExist) && (inUse(dir) != "" || there(dir, storeFile)) {
		return nil, nil
	}
	if err := own(dir); err != nil {
		return nil, model.NewFault("error.server_folder", dir, server.PlainCause(err))
	}
	file, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, model.NewFault("error.server_folder", dir, server.PlainCause(err))
	}
	m := &mark{file}
	if !lock(file) || !m.holds(path) { // somebody else is at it, or was a moment ago
		m.release()
		return nil, model.NewFault("error.store_locked_unknown", dir)
	}
	first, err := m.begin(dir, log)
	switch {
	case err != nil:
		err = model.NewFault("error.server_folder", dir, server.PlainCause(err))
	case !first: // somebody else's first start ended since the look above
		err = m.remove()
	default:
		return m, nil
	}
	m.release()
	return nil, err
}

// begin writes the mark. What a start before made under it is put aside. False
// when the folder has a store that is finished.
func (m *mark) begin(dir string, log *slog.Logger) (first bool, err error) {
	info, err := m.file.Stat()
	if err != nil {
		return false, err //nolint:wrapcheck // the caller says what was being done
	}
	if info.Size() == 0 && there(dir, storeFile) {
		return false, nil
	}
	if _, err = m.file.WriteAt([]byte(markText), 0); err == nil {
		err = m.file.Sync()
	}
	if err == nil && there(dir, storeFile) {
		log.Warn("the first start was cut short and begins anew", "aside", filepath.Join(dir, asideFile))
		err = os.Rename(filepath.Join(dir, storeFile), filepath.Join(dir, asideFile))
	}
	return true, err //nolint:wrapcheck // likewise
}

// holds says that the mark is still the one in the folder.
func (m *mark) holds(path string) bool {
	mine, err := m.file.Stat()
	if err != nil {
		return false
	}
	its, err := os.Lstat(path)
	return err == nil && os.SameFile(mine, its)
}

// remove takes the mark away, durably: the first start is over. A mark that came
// back after a loss of power would put a store aside that is in use.
func (m *mark) remove() error {
	if m == nil {
		return nil
	}
	return Finished(filepath.Dir(m.file.Name()))
}

// Finished says that the store in the folder is whole, whatever a first start
// left behind there.
func Finished(dir string) error {
	err := os.Remove(filepath.Join(dir, markFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err //nolint:wrapcheck // the caller says what was being done
	}
	return durable.SyncFolder(dir) //nolint:wrapcheck // likewise
}

// release lets go of the mark, wherever it is.
func (m *mark) release() {
	if m != nil {
		_ = m.file.Close()
	}
}

// own makes the folder where there is none, and one that is empty its owner's alone.
func own(dir string) error {
	entries, err := os.ReadDir(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return os.MkdirAll(dir, 0o700) //nolint:wrapcheck // the caller says what was being done
	case err == nil && len(entries) == 0:
		return os.Chmod(dir, 0o700) //nolint:wrapcheck,gosec // likewise; a folder
	default:
		return err //nolint:wrapcheck // likewise
	}
}

func there(dir, name string) bool {
	_, err := os.Lstat(filepath.Join(dir, name))
	return !errors.Is(err, fs.ErrNotExist)
}
